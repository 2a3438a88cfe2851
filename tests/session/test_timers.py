"""Twin of secc.session.timers."""

from __future__ import annotations

from secc.session.table import Timer
from secc.session.timers import Timers
from secc.trace import Timer as Traced
from secc.trace import TraceEvent

SHORT, LONG = Timer("short", 1.0, "note"), Timer("long", 5.0, "refuse")


def test_the_next_deadline_is_the_earliest() -> None:
    timers = Timers()
    assert timers.deadline() is None
    timers.start(LONG, 0.0)
    timers.start(SHORT, 0.0)
    assert timers.deadline() == 1.0
    assert timers.due(0.9) is None
    assert timers.due(7.0) == SHORT
    assert timers.due(7.0) == LONG
    assert timers.due(7.0) is None


def test_starting_a_running_or_expired_timer_changes_nothing() -> None:
    timers = Timers()
    timers.start(SHORT, 0.0)
    timers.start(SHORT, 0.5)
    assert timers.deadline() == 1.0
    timers.due(1.0)
    timers.start(SHORT, 2.0)
    assert timers.deadline() is None
    assert timers.expired == {"short"}
    timers.restart(SHORT, 2.0)
    assert timers.deadline() == 3.0
    assert timers.expired == frozenset()


def test_a_timer_of_0_s_never_runs() -> None:
    timers = Timers()
    timers.start(Timer("unlimited", 0.0, "refuse"), 0.0)
    assert timers.deadline() is None


def test_only_timers_that_refuse_make_a_session_overdue_until_they_are_stopped() -> None:
    timers = Timers()
    timers.start(SHORT, 0.0)
    timers.start(LONG, 0.0)
    timers.due(9.0)
    assert timers.overdue == ""
    timers.due(9.0)
    assert timers.overdue == "long"
    timers.stop("long", 9.0)
    assert timers.overdue == ""


def test_everything_is_traced() -> None:
    seen: list[TraceEvent] = []
    timers = Timers(seen.append)
    timers.start(SHORT, 0.0)
    timers.stop("short", 0.5)
    timers.stop("short", 0.6)
    timers.start(SHORT, 1.0)
    timers.due(2.0)
    assert seen == [
        Traced(at=0.0, name="short", deadline=1.0), Traced(at=0.5, name="short"), Traced(at=1.0, name="short", deadline=2.0),
        Traced(at=2.0, name="short", expired=True),
    ]
