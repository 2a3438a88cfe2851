"""Twin of secc.session.hold: what waits, for what, and what is said when it does not come."""

from __future__ import annotations

from enum import Enum
from typing import Any

import pytest
from msgspec.structs import replace

from secc.config import Config
from secc.session import commands, events, evse, hold
from secc.session.link import Link
from secc.session.profile import switches
from secc.session.table import Context, Later, Outcome, Refuse
from secc.session.trust import Trust

DONE: Any = "done"


class Code(Enum):
    PILOT = "pilot"
    CONTACTOR = "contactor"


FAILED, ERROR = Refuse(Code.PILOT), Refuse(Code.CONTACTOR)


def context(profile: Any = "strict", stage: Any = "off", **station: Any) -> Context[None]:
    config = Config(profile=profile)
    return Context(
        config=config, switches=switches(profile), link=Link(), trust=Trust(), evse=replace(evse.of(config.outlet), **station), facts=None, now=0.0,
        unix=None, session_id=b"", expired=frozenset(), header=None, raw=b"", entropy=bytes, state="", stage=stage,
    )


def done(request: object, context: Context[None]) -> Outcome[None]:
    return DONE  # type: ignore[no-any-return]


def contactor(**station: Any) -> Outcome[None]:
    return hold.for_contactor(None, context(**station), done, failed=FAILED, error=ERROR, three_phase=True)


def test_waiting_for_the_pilot_tells_so_and_ends_in_failure() -> None:
    later: Later[None] = hold.for_pilot(hold.B, done, FAILED, do=(events.StopOutput(),), stage="off")
    assert later.do == (events.StopOutput(), events.PilotAwaited(states=("B",)))
    assert (later.wake, later.within.seconds, later.stage) == ((commands.PilotChanged,), 1.5, "off")
    assert later.late(None, context()) is FAILED
    assert later.then(None, context()) is DONE


@pytest.mark.parametrize(("profile", "pilot", "needed"), [("strict", "C", True), ("strict", "B", False), ("field", "C", False)])
def test_b_is_needed_where_the_text_is_followed(profile: str, pilot: str, needed: bool) -> None:
    assert hold.needs_b(context(profile, pilot=pilot)) is needed
    assert bool(hold.b_awaited(context(profile, pilot=pilot))) is (pilot != "B")


def test_a_closed_contactor_and_a_ready_pilot_need_no_wait() -> None:
    assert contactor(pilot="C", contactor=True) is DONE


def test_first_the_pilot_then_the_contactor() -> None:
    first = contactor(pilot="B")
    assert isinstance(first, Later)
    assert first.do == (events.PilotAwaited(states=("C", "D")),)
    second = first.then(None, context(pilot="C"))
    assert isinstance(second, Later)
    assert (second.do, second.stage) == ((events.CloseContactor(three_phase=True),), "closing")
    assert second.late(None, context()) is ERROR
    assert second.then(None, context(pilot="C", stage="closing", contactor=True)) is DONE


@pytest.mark.parametrize(("station", "said"), [
    ({"stage": "off", "pilot": "C"}, FAILED), ({"stage": "closing", "pilot": "C", "contactor": True, "contactor_fault": True}, ERROR),
])
def test_what_goes_wrong_while_it_closes_is_said_at_once(station: dict[str, Any], said: Refuse) -> None:
    later = contactor(pilot="C")
    assert isinstance(later, Later)
    assert later.then(None, context(**station)) is said


def test_a_contactor_that_is_still_open_is_waited_for_without_being_told_twice() -> None:
    later = contactor(pilot="C")
    assert isinstance(later, Later)
    again = later.then(None, context(pilot="D", stage="closing"))
    assert isinstance(again, Later)
    assert (again.do, again.within) == ((), later.within)


@pytest.mark.parametrize(("stage", "current"), [("off", 50.0), ("charge", 0.9), ("charge", -0.9)])
def test_no_current_no_wait(stage: str, current: float) -> None:
    assert hold.for_no_current(None, context(stage=stage, current_a=current), done) is DONE


@pytest.mark.parametrize("current", [50.0, -50.0])
def test_current_is_waited_for_until_it_is_gone_or_time_is_up(current: float) -> None:
    later = hold.for_no_current(None, context(stage="charge", current_a=current), done)
    assert isinstance(later, Later)
    assert (later.do, later.wake) == ((events.StopOutput(),), (commands.Measured,))
    still = later.then(None, context(stage="charge", current_a=current))
    assert isinstance(still, Later)
    assert still.do == ()
    assert later.then(None, context(stage="charge", current_a=0.0)) is DONE
    assert later.late(None, context(stage="charge", current_a=current)) is DONE
