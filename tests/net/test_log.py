"""Log lines a stranger can cause are counted, not written."""

from __future__ import annotations

import logging

from secc.net.log import MAX_KEYS, RateLimit


def record(message: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord("secc.net", logging.WARNING, "", 0, message, args, None)


def test_the_same_message_is_written_a_few_times_and_then_counted() -> None:
    now = [0.0]
    limit = RateLimit(lines=3, per_s=60.0, clock=lambda: now[0])
    assert [limit.filter(record("from %s", number)) for number in range(1000)] == [True] * 3 + [False] * 997
    now[0] = 60.0
    late = record("from %s", "x")
    assert limit.filter(late)
    assert late.getMessage() == "from x (and 997 times more before)"


def test_another_message_has_a_limit_of_its_own_and_memory_is_bounded() -> None:
    limit = RateLimit(lines=1, per_s=60.0, clock=lambda: 0.0)
    assert limit.filter(record("a"))
    assert not limit.filter(record("a"))
    assert all(limit.filter(record(f"b{number}")) for number in range(10_000))
    assert len(limit._windows) <= MAX_KEYS
