"""Twin of secc.session.din.table: whole sessions, every request in every state, random walks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from secc.messages import din
from secc.messages.din import responseCodeType as Code
from secc.session import events
from secc.session.commands import Command
from secc.session.din import states
from secc.session.din.refusals import REFUSALS
from secc.session.din.table import ROWS

from ..moves import givings
from .requests import REQUESTS, anything, response_class
from .steps import DC, SESSION_STOP, STOP, WAY, WELDING, bench, reach

STATES = [state for state, _ in WAY]


def test_a_whole_session() -> None:
    ev = reach(bench(), states.WELDING)
    assert ev.ask(WELDING, din.WeldingDetectionRes).response_code is Code.OK
    assert ev.ask(SESSION_STOP, din.SessionStopRes).response_code is Code.OK
    ev.wait(2.0)
    assert ev.ended == events.SessionEnded(ok=True, reason="session_stop", state=states.END, datalink="terminate")


def test_the_oscillator_stays_a_second_and_a_half_after_session_stop() -> None:
    ev = reach(bench(), states.WELDING)
    ev.ask(SESSION_STOP, din.SessionStopRes)
    ev.send(WELDING)
    assert ev.payloads() == []
    ev.wait(1.4)
    assert ev.ended is None
    ev.wait(0.1)
    assert ev.ended is not None
    assert ev.ended.ok


def test_every_request_class_has_a_refusal() -> None:
    assert set(REFUSALS) == set(REQUESTS) == {getattr(din, name) for name in dir(din) if name.endswith("Req")}


def test_every_state_is_walked_and_every_row_names_a_requirement() -> None:
    assert {row.state for row in ROWS} == set(STATES)
    assert [row for row in ROWS if not row.req and not row.switch] == []


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("request_class", list(REQUESTS), ids=[kind.__name__ for kind in REQUESTS])
def test_every_request_in_every_state_gets_its_own_response(state: str, request_class: type) -> None:
    ev = reach(bench(), state)
    request = REQUESTS[request_class]
    answer = ev.ask(request, response_class(request))
    listed = any(row.state == state and row.request is request_class and not row.switch for row in ROWS)
    assert (answer.response_code is Code.FAILED_SequenceError) == (not listed)
    assert ev.session.closing == answer.response_code.value.startswith("FAILED")


@pytest.mark.parametrize("state", STATES[1:])
@pytest.mark.parametrize("wrong", [bytes(8), b"\1" * 8, b""])
def test_a_wrong_session_id_is_unknown_in_every_state(state: str, wrong: bytes) -> None:
    ev = reach(bench(), state)
    stored = ev.session_id
    kind = next(row.request for row in ROWS if row.state == state)
    assert ev.ask(REQUESTS[kind], response_class(REQUESTS[kind]), session_id=wrong).response_code is Code.FAILED_UnknownSession
    assert ev.session_id == stored


@pytest.mark.parametrize("state", STATES)
def test_silence_ends_the_session_after_60_s_without_a_word(state: str) -> None:
    ev = reach(bench(), state)
    ev.wait(60.0)
    assert ev.ended is not None
    assert (ev.ended.reason, ev.ended.datalink) == ("V2G_SECC_Sequence_Timeout", "error")
    assert ev.payloads() == []


def test_a_car_that_aborts_before_the_first_loop_message() -> None:
    codes = [
        reach(bench(config), states.CHARGING_FIRST).ask(STOP, din.PowerDeliveryRes).response_code for config in (DC, replace(DC, profile="field"))
    ]
    assert codes == [Code.FAILED_SequenceError, Code.OK]


moves = st.lists(
    st.tuples(st.just("ev"), anything) | st.tuples(st.just("station"), givings) | st.tuples(st.just("time"), st.floats(0.01, 20)), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STATES), moves)
def test_a_random_walk_keeps_the_contactor_invariant_and_only_ends_in_known_ways(start: str, walk: list[tuple[str, object]]) -> None:
    ev = reach(bench(), start)
    ev.watch.measured = False
    for kind, what in walk:
        if kind == "ev":
            ev.send(what)
        elif kind == "station" and isinstance(what, Command):
            ev.push(what)
        elif isinstance(what, float):
            ev.wait(what)
        assert len(ev.answers()) <= 1
    assert not ev.ended or ev.ended.reason != "internal_error", ev.ended
