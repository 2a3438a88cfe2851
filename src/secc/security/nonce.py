"""Random values of the protocol. The generator is an argument: `secrets.token_bytes` on the road, something fixed in a test."""

from __future__ import annotations

from collections.abc import Callable

Entropy = Callable[[int], bytes]
"""Returns that many bytes that nobody can foresee."""

CHALLENGE_BYTES = 16
SESSION_ID_BYTES = 8


def gen_challenge(entropy: Entropy) -> bytes:
    """GenChallenge: 16 bytes, new for every PaymentDetailsRes and AuthorizationSetupRes (V2G2-697, V2G2-698, V2G2-835, V2G20-698)."""
    return entropy(CHALLENGE_BYTES)


def session_id(entropy: Entropy) -> bytes:
    """A SessionID: 8 bytes, never zero, for zero asks for a new session."""
    while True:
        found = entropy(SESSION_ID_BYTES)
        if any(found):
            return found
