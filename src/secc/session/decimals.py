"""Numbers as (multiplier, value) pairs with a 16-bit value: what DIN and ISO 15118-2 call PhysicalValue (facts 3.12)."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import Final, Generic, TypeVar
from typing import Protocol as Shape

from secc.session.power import number

P = TypeVar("P")
"""The PhysicalValueType of a message set."""
U = TypeVar("U", bound=Enum)
"""Its units."""

MULTIPLIERS: Final = range(-3, 4)
LARGEST: Final = 1e9
"""Far above what a pair can hold, far below where floats end."""
_POWERS: Final = {exponent: 10.0 ** max(-8, min(exponent, 8)) for exponent in range(-128, 128)}
"""Multipliers beyond ±8 count as 8: no decoder lets them through, and no float overflows."""

_MOST: Final = 32_768 * _POWERS[MULTIPLIERS.stop - 1]

Rounding = Callable[[float], int]
NEAREST: Final[Rounding] = round
"""Measurements."""
DOWN: Final[Rounding] = math.floor
"""Limits: never promise more than there is."""
UP: Final[Rounding] = math.ceil
"""Minimum limits."""


@lru_cache(maxsize=4096)
def split(value: float, finest: int, rounding: Rounding = NEAREST) -> tuple[int, int]:
    """The multiplier, `finest` or the next that fits, and the value. What is no finite number becomes 0, what is too large the largest."""
    if not -LARGEST < value < LARGEST:
        value = max(-LARGEST, min(number(value), LARGEST))
    for multiplier in range(finest, MULTIPLIERS.stop):
        scaled = rounding(round(value / _POWERS[multiplier], 6))
        if -32_768 <= scaled <= 32_767:
            return multiplier, scaled
    return MULTIPLIERS.stop - 1, 32_767 if value > 0 else -32_768


def join(multiplier: int, value: int) -> float:
    """The number that a pair stands for. `multiplier`: a signed byte."""
    return value * _POWERS[multiplier]


class Pair(Shape):
    """Any PhysicalValueType."""

    @property
    def multiplier(self) -> int:
        """Power of ten."""

    @property
    def value(self) -> int:
        """Digits."""


def si(value: Pair) -> float:
    """The number in the unit of its field. EVs write wrong units or none, so the one in the message does not matter."""
    return value.value * _POWERS[value.multiplier]


def si_or_none(value: Pair | None) -> float | None:
    """Like `si`; None stays None."""
    return None if value is None else si(value)


class Quantities(Generic[P, U]):
    """Makes the physical values of a message set: V and A to 0.1, W and Wh to 1. `unit` is its enumeration of units, `make` its type."""

    def __init__(self, make: Callable[[int, U, int], P], unit: Callable[[str], U]) -> None:
        self._make = make
        self._v, self._a, self._w, self._wh = unit("V"), unit("A"), unit("W"), unit("Wh")

    def volts(self, value: float, rounding: Rounding = NEAREST) -> P:
        """V, to 0.1."""
        return self._physical(value, self._v, -1, rounding)

    def amps(self, value: float, rounding: Rounding = NEAREST) -> P:
        """A, to 0.1."""
        return self._physical(value, self._a, -1, rounding)

    def watts(self, value: float, rounding: Rounding = NEAREST) -> P:
        """W, to 1."""
        return self._physical(value, self._w, 0, rounding)

    def watt_hours(self, value: float, rounding: Rounding = NEAREST) -> P:
        """Wh, to 1."""
        return self._physical(value, self._wh, 0, rounding)

    def _physical(self, value: float, unit: U, finest: int, rounding: Rounding) -> P:
        multiplier, digits = split(value, finest, rounding)
        return self._make(multiplier, unit, digits)
