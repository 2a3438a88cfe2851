"""The log of the network side: one logger, whose lines cannot be multiplied by whoever sends bytes."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

LINES, PER_S = 5, 60.0
MAX_KEYS = 256


class RateLimit(logging.Filter):
    """At most `lines` records of one message template in `per_s` seconds; the next one afterwards tells how many were left out."""

    def __init__(self, lines: int = LINES, per_s: float = PER_S, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._lines, self._per_s, self._clock = lines, per_s, clock
        self._windows: dict[str, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """False leaves the record out."""
        key, now = str(record.msg), self._clock()
        since, count = self._windows.get(key, (now, 0))
        if now >= since + self._per_s:
            if count > self._lines:
                record.msg = f"{record.msg} (and {count - self._lines} times more before)"
            since, count = now, 0
        if key not in self._windows and len(self._windows) >= MAX_KEYS:
            self._windows.clear()
        self._windows[key] = (since, count + 1)
        return count < self._lines


log = logging.getLogger("secc.net")
log.addFilter(RateLimit())
