"""Twin of secc.session.iso2.table: whole sessions, every request in every state, random walks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secc.config import Config
from secc.messages import iso2
from secc.messages.iso2 import responseCodeType as Code
from secc.session import events
from secc.session.commands import Command
from secc.session.iso2 import ISO2, states
from secc.session.iso2.refusals import REFUSALS
from secc.session.iso2.table import ROWS
from secc.session.table import mermaid
from secc.session.table import states as all_states

from ..bench import Bench
from ..moves import givings
from .requests import REQUESTS, anything, response_class
from .steps import AC, AC_WAY, DC, DC_WAY, TERMINATE, WELDING, reach

AC_STATES = [state for state, _ in AC_WAY]
DC_STATES = [state for state, _ in DC_WAY]
REACHED = [(AC, state) for state in AC_STATES] + [(DC, state) for state in DC_STATES if state not in AC_STATES]
OPTIONAL = {states.CONTRACT, states.PAYMENT_DETAILS, states.AC_RECEIPT, states.DC_RECEIPT}
"""States of Plug & Charge, walked in test_contract."""


def test_a_whole_ac_session() -> None:
    ev = reach(Bench(AC), states.SESSION_STOP)
    assert ev.ask(TERMINATE, iso2.SessionStopRes).response_code is Code.OK
    assert ev.ended == events.SessionEnded(ok=True, reason="session_stop", state=states.END, datalink="terminate")
    assert ev.session.closing


def test_a_whole_dc_session() -> None:
    ev = reach(Bench(DC), states.WELDING)
    assert ev.ask(WELDING, iso2.WeldingDetectionRes).response_code is Code.OK
    assert ev.ask(TERMINATE, iso2.SessionStopRes).response_code is Code.OK
    assert ev.ended == events.SessionEnded(ok=True, reason="session_stop", state=states.END, datalink="terminate")


def test_a_dc_session_works_when_every_byte_comes_alone() -> None:
    ev = Bench(DC)
    whole = ev.feed

    def bytewise(data: bytes) -> None:
        for byte in data:
            whole(bytes([byte]))

    ev.feed = bytewise  # type: ignore[method-assign]
    reach(ev, states.WELDING)
    assert ev.ask(TERMINATE, iso2.SessionStopRes).response_code is Code.OK


@pytest.mark.parametrize("config", [AC, DC], ids=["ac", "dc"])
def test_two_sessions_in_one_process_share_nothing(config: Config) -> None:
    one, other = Bench(config), Bench(config)
    for (_, step), (_, same) in zip(AC_WAY if config is AC else DC_WAY, AC_WAY if config is AC else DC_WAY, strict=True):
        step(one)
        same(other)
    assert one.happened == other.happened


def test_every_request_class_has_a_refusal() -> None:
    assert set(REFUSALS) == set(REQUESTS) == {getattr(iso2, name) for name in dir(iso2) if name.endswith("Req")}


def test_every_state_is_reached_and_left() -> None:
    reached = {to for row in ROWS for to in row.to}
    left = {row.state for row in ROWS}
    assert reached - {states.END} == left - {states.SESSION_SETUP}
    assert set(all_states(ROWS)) == {getattr(states, name) for name in dir(states) if name.isupper()}
    assert left - OPTIONAL == set(AC_STATES) | set(DC_STATES)


def test_every_row_but_a_switched_one_names_a_requirement() -> None:
    assert [row for row in ROWS if not row.req and not row.switch] == []


def test_the_table_can_be_drawn() -> None:
    diagram = mermaid(ROWS, ISO2.first, ISO2.last)
    assert "CableCheck --> PreCharge: CableCheckReq" in diagram
    assert "SessionStop --> End: SessionStopReq" in diagram


@pytest.mark.parametrize(("config", "state"), REACHED, ids=[state for _, state in REACHED])
@pytest.mark.parametrize("request_class", list(REQUESTS), ids=[kind.__name__ for kind in REQUESTS])
def test_every_request_in_every_state_gets_its_own_response(config: Config, state: str, request_class: type) -> None:
    ev = reach(Bench(config), state)
    request = REQUESTS[request_class]
    answer = ev.ask(request, response_class(request))
    listed = any(row.state == state and row.request is request_class and not row.switch for row in ROWS)
    assert (answer.response_code is Code.FAILED_SequenceError) == (not listed)
    assert ev.session.closing == (answer.response_code.value.startswith("FAILED") or ev.session.state == states.END)
    if not listed and ev.session.set_up:
        assert ev.session_id not in (b"", bytes(8))


@pytest.mark.parametrize(("config", "state"), REACHED[1:], ids=[state for _, state in REACHED[1:]])
@pytest.mark.parametrize("change", ["one bit", "zero", "short", "empty"])
def test_a_wrong_session_id_is_unknown_in_every_state(config: Config, state: str, change: str) -> None:
    ev = reach(Bench(config), state)
    stored = ev.session_id
    wrong = {"one bit": bytes([stored[0] ^ 1]) + stored[1:], "zero": bytes(8), "short": stored[:7], "empty": b""}[change]
    kind = next(row.request for row in ROWS if row.state == state)
    answer = ev.ask(REQUESTS[kind], response_class(REQUESTS[kind]), session_id=wrong)
    assert answer.response_code is Code.FAILED_UnknownSession
    assert ev.session_id == stored
    assert ev.session.closing


@pytest.mark.parametrize(("config", "state"), REACHED, ids=[state for _, state in REACHED])
def test_silence_ends_the_session_after_60_s_without_a_word(config: Config, state: str) -> None:
    ev = reach(Bench(config), state)
    ev.wait(59.9)
    assert not ev.session.closing
    ev.wait(0.2)
    assert ev.ended is not None
    assert (ev.ended.ok, ev.ended.reason, ev.ended.datalink) == (False, "V2G_SECC_Sequence_Timeout", "error")
    assert ev.payloads() == []


@pytest.mark.parametrize(("config", "state"), REACHED, ids=[state for _, state in REACHED])
def test_a_closed_connection_ends_the_session_with_power_off(config: Config, state: str) -> None:
    ev = reach(Bench(config), state)
    ev.session.receive_eof(ev.now)
    ev.settle()
    assert ev.ended is not None
    assert ev.ended.reason == "connection_closed"
    assert not ev.session.evse.contactor or isinstance(ev.happened[-2], events.OpenContactor | events.ChargingStopped)


moves = st.lists(
    st.tuples(st.just("ev"), anything) | st.tuples(st.just("station"), givings) | st.tuples(st.just("time"), st.floats(0.01, 20)), max_size=12
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(REACHED), moves)
def test_a_random_walk_keeps_the_contactor_invariant_and_only_ends_in_known_ways(start: tuple[Config, str], walk: list[tuple[str, object]]) -> None:
    ev = reach(Bench(start[0]), start[1])
    ev.watch.measured = False
    for kind, what in walk:
        closed = ev.session.closing
        if kind == "ev":
            ev.send(what)
        elif kind == "station" and isinstance(what, Command):
            ev.push(what)
        elif isinstance(what, float):
            ev.wait(what)
        answers = ev.answers()
        assert len(answers) <= 1
        assert not (closed and answers)
    assert not ev.ended or ev.ended.reason != "internal_error", ev.ended
    assert ev.session.closing == (ev.ended is not None)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.binary(max_size=60), max_size=6))
def test_any_bytes_are_answered_by_silence_or_a_proper_end(pieces: list[bytes]) -> None:
    ev = Bench(DC)
    ev.offer()
    for piece in pieces:
        ev.feed(piece)
    assert not ev.ended or ev.ended.reason in ("frame_too_long", "no_common_protocol")
