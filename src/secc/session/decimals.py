"""Numbers as (multiplier, value) pairs with a 16-bit value: what DIN and ISO 15118-2 call PhysicalValue (facts 3.12)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from secc.session.power import number

MULTIPLIERS: Final = range(-3, 4)
LARGEST: Final = 1e9
"""Far above what a pair can hold, far below where floats end."""
_POWERS: Final = {exponent: 10.0**exponent for exponent in range(-8, 9)}

_MOST: Final = 32_768 * _POWERS[MULTIPLIERS.stop - 1]

Rounding = Callable[[float], int]
NEAREST: Final[Rounding] = round
"""Measurements."""
DOWN: Final[Rounding] = math.floor
"""Limits: never promise more than there is."""
UP: Final[Rounding] = math.ceil
"""Minimum limits."""


def split(value: float, finest: int, rounding: Rounding = NEAREST) -> tuple[int, int]:
    """The multiplier, `finest` or the next that fits, and the value. What is no finite number becomes 0, what is too large the largest."""
    value = max(-LARGEST, min(number(value), LARGEST))
    for multiplier in range(finest, MULTIPLIERS.stop):
        scaled = rounding(round(value / _POWERS[multiplier], 6))
        if -32_768 <= scaled <= 32_767:
            return multiplier, scaled
    return MULTIPLIERS.stop - 1, 32_767 if value > 0 else -32_768


def join(multiplier: int, value: int) -> float:
    """The number that a pair stands for. Multipliers beyond ±8 count as 8: no decoder lets them through, and no float overflows."""
    return value * _POWERS[max(-8, min(multiplier, 8))]
