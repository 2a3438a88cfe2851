"""Twin of secc.session.iso2.stop: SessionStop everywhere, and what a pause keeps."""

from __future__ import annotations

import msgspec
import pytest

from secc.config import Config
from secc.messages import iso2
from secc.messages.iso2 import responseCodeType as Code
from secc.session import events
from secc.session.iso2 import states
from secc.session.iso2.facts import Paused

from ..bench import UNIX, Bench
from .steps import AC, AC_WAY, DC, DC_WAY, EVCC_ID, PAUSE, TERMINATE, reach

LOOPS = {states.AC_CHARGING_FIRST, states.AC_CHARGING, states.DC_CHARGING_FIRST, states.DC_CHARGING}
STOPPED = {states.SESSION_STOP, states.WELDING}
ALL = [(AC, state) for state, _ in AC_WAY[1:]] + [(DC, state) for state, _ in DC_WAY[6:]]


@pytest.mark.parametrize(("config", "state"), ALL, ids=[state for _, state in ALL])
def test_a_stop_is_accepted_everywhere_but_in_the_loops(config: Config, state: str) -> None:
    ev = reach(Bench(config), state)
    code = ev.ask(TERMINATE, iso2.SessionStopRes).response_code
    assert code is (Code.FAILED_SequenceError if state in LOOPS else Code.OK)
    assert ev.ended is not None
    assert ev.ended.ok == (state not in LOOPS)
    assert not ev.watch.closed


@pytest.mark.parametrize(("config", "state"), ALL, ids=[state for _, state in ALL])
def test_a_pause_is_accepted_after_charging_only(config: Config, state: str) -> None:
    ev = reach(Bench(config), state)
    code = ev.ask(PAUSE, iso2.SessionStopRes).response_code
    assert code is (Code.OK if state in STOPPED else Code.FAILED_SequenceError if state in LOOPS else Code.FAILED)
    assert bool(ev.seen(events.SessionPaused)) == (state in STOPPED)


def test_a_pause_keeps_what_the_next_session_must_know() -> None:
    ev = reach(Bench(AC), states.SESSION_STOP)
    ev.wait(10.0)
    ev.ask(PAUSE, iso2.SessionStopRes)
    kept = msgspec.json.decode(ev.seen(events.SessionPaused)[0].context, type=Paused)
    assert (kept.session_id, kept.evcc_id, kept.payment, kept.at, kept.unix) == (ev.session_id, EVCC_ID.hex(), "eim", 0.0, UNIX)
    assert kept.selected is not None
    assert kept.selected.id == 1
