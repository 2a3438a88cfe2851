"""Time that the station adds to an exchange, as a histogram of constant size: median and 99th percentile within 1 %, maximum exact."""

from __future__ import annotations

import math
from array import array

_RATIO = math.log(1.02)
_FLOOR_S = 1e-6
_CELLS = 1024


class Latency:
    """Seconds from the last byte of a request to its response being handed to the socket."""

    __slots__ = ("_cells", "count", "max_s")

    def __init__(self) -> None:
        self._cells = array("L", bytes(_CELLS * array("L").itemsize))
        self.count, self.max_s = 0, 0.0

    def add(self, seconds: float) -> None:
        """One exchange."""
        cell = int(math.log(seconds / _FLOOR_S) / _RATIO) if seconds > _FLOOR_S else 0
        self._cells[min(cell, _CELLS - 1)] += 1
        self.count += 1
        self.max_s = max(self.max_s, seconds)

    def quantile(self, share: float) -> float:
        """The time that `share` (0 to 1) of the exchanges did not exceed, in seconds; 0 without any."""
        left = share * self.count
        for cell, count in enumerate(self._cells):
            left -= count
            if count and left <= 0:
                return min(self.max_s, _FLOOR_S * math.exp((cell + 0.5) * _RATIO))
        return 0.0

    def __str__(self) -> str:
        p50, p99 = self.quantile(0.5), self.quantile(0.99)
        return f"p50 {p50 * 1e3:.2f} ms, p99 {p99 * 1e3:.2f} ms, max {self.max_s * 1e3:.2f} ms, {self.count} responses"
