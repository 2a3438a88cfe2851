"""Session ids: 8 bytes that nobody can guess and that are never used twice."""

from __future__ import annotations

from collections.abc import Callable

from secc.errors import StateError


def new(entropy: Callable[[int], bytes], *others: bytes) -> bytes:
    """8 random bytes [V2G2-835] [V2G20-2621]: not zero, and none of `others` (what the EV named, what was stored).

    Raises StateError when the source of randomness is broken.
    """
    for _ in range(16):
        drawn = entropy(8)
        if any(drawn) and drawn not in others:
            return drawn
    raise StateError("the source of randomness gives no usable session id")
