"""Random values of the protocol. The generator is an argument: `secrets.token_bytes` on the road, something fixed in a test."""

from __future__ import annotations

from collections.abc import Callable

Entropy = Callable[[int], bytes]
"""Returns that many bytes that nobody can foresee."""

CHALLENGE_BYTES = 16


def gen_challenge(entropy: Entropy) -> bytes:
    """GenChallenge: 16 bytes, new for every PaymentDetailsRes and AuthorizationSetupRes (V2G2-697, V2G2-698, V2G2-835, V2G20-698)."""
    return entropy(CHALLENGE_BYTES)
