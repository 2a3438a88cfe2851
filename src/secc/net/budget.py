"""Token buckets: how much of something a stranger may have, on average and at once."""

from __future__ import annotations

from collections.abc import Hashable


class Budget:
    """`rate` tokens a second flow in, up to `burst`. `now` is any monotonic clock in seconds."""

    __slots__ = ("_at", "_level", "burst", "rate")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self.rate, self.burst = rate, burst
        self._level, self._at = burst, now

    def level(self, now: float) -> float:
        """What is there now; negative after `spend` took more."""
        self._level = min(self.burst, self._level + (now - self._at) * self.rate)
        self._at = now
        return self._level

    def take(self, now: float, amount: float = 1.0) -> bool:
        """Take `amount` if it is there."""
        if self.level(now) < amount:
            return False
        self._level -= amount
        return True

    def spend(self, now: float, amount: float) -> float:
        """Take `amount` in any case; returns the seconds until the level is above zero again (0: it is)."""
        self._level = self.level(now) - amount
        return max(0.0, -self._level / self.rate)


class Shares:
    """A budget for each source and one for all. Memory is bounded: the source that was quiet longest is forgotten first."""

    def __init__(self, each: tuple[float, float], total: tuple[float, float], now: float, sources: int = 256) -> None:
        self._each, self._total, self._sources = each, Budget(*total, now), sources
        self._budgets: dict[Hashable, Budget] = {}

    def take(self, source: Hashable, now: float) -> bool:
        """May `source` have one more? What its own budget refuses costs the others nothing."""
        budget = self._budgets.pop(source, None) or Budget(*self._each, now)
        while len(self._budgets) >= self._sources:
            del self._budgets[next(iter(self._budgets))]
        self._budgets[source] = budget
        return budget.take(now) and self._total.take(now)
