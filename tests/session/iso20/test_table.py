"""Twin of secc.session.iso20.table: whole sessions, every request in every state, random walks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from secc import messages, v2gtp
from secc.config import Config
from secc.errors import EncodeError, ExiError
from secc.messages import iso20_ac, iso20_common, iso20_dc
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import events
from secc.session.commands import Command
from secc.session.iso20 import ISO20_DC, states
from secc.session.iso20.refusals import REFUSALS
from secc.session.iso20.table import ROWS
from secc.session.table import mermaid
from secc.session.table import states as all_states

from ..moves import givings
from .requests import REQUESTS, anything, beyond, response_class
from .steps import (
    AC,
    AC_STANDBY,
    AC_WAY,
    DC,
    DC_DYNAMIC,
    DC_STANDBY,
    DC_STANDBY_UNTESTED,
    DC_WAY,
    SESSION_SETUP,
    TERMINATE,
    TYPES,
    Bench20,
    ac_dynamic,
    ac_loop,
    ac_parameters,
    config,
    dc_dynamic_both_ways,
    dc_loop,
    dc_parameters,
    detail,
    pre_charge,
    reach,
    schedules,
    selection,
    start,
)

AC_STATES = list(dict.fromkeys(state for way in (AC_WAY, AC_STANDBY) for state, _ in way))
DC_STATES = list(dict.fromkeys(state for way in (DC_WAY, DC_STANDBY, DC_STANDBY_UNTESTED) for state, _ in way))
REACHED = [(AC, state) for state in AC_STATES] + [(DC, state) for state in DC_STATES if state not in AC_STATES]
RESTING = {states.AC_STANDBY, states.DC_STANDBY, states.DC_STANDBY_UNTESTED}
MODES = [(energy, control) for energy in ("ac", "dc", "ac_bpt", "dc_bpt", "mcs", "mcs_bpt") for control in ("scheduled", "dynamic")]


@pytest.mark.parametrize(("energy", "control"), MODES, ids=[f"{energy} {control}" for energy, control in MODES])
def test_a_whole_session_of_least_requests(energy: str, control: str) -> None:
    ev = reach(Bench20(config(energy, control=control)), states.SESSION_STOP)
    assert ev.ask(TERMINATE, iso20_common.SessionStopRes).response_code is Code.OK
    assert ev.ended == events.SessionEnded(ok=True, reason="session_stop", state=states.END, datalink="terminate")
    assert ev.seen(events.ServicesSelected)[0].energy == energy
    assert ev.seen(events.ServicesSelected)[0].control == control
    assert len(ev.seen(events.ChargingStarted)) == len(ev.seen(events.ChargingStopped)) == 1


def test_every_request_class_has_a_refusal() -> None:
    known = {getattr(kind, name) for kind in (iso20_common, iso20_ac, iso20_dc) for name in dir(kind) if name.endswith("Req")}
    assert set(REFUSALS) == set(REQUESTS) == known


def test_every_state_is_reached_and_left() -> None:
    reached = {to for row in ROWS for to in row.to}
    left = {row.state for row in ROWS}
    assert reached - {states.END} == left - {states.SESSION_SETUP}
    assert set(all_states(ROWS)) == {getattr(states, name) for name in dir(states) if name.isupper() and isinstance(getattr(states, name), str)}
    assert left == set(AC_STATES) | set(DC_STATES)


def test_the_table_can_be_drawn() -> None:
    diagram = mermaid(ROWS, ISO20_DC.first, ISO20_DC.last)
    assert "DCCableCheck --> DCPreCharge: DC_CableCheckReq" in diagram
    assert "SessionStop --> End: SessionStopReq" in diagram


@pytest.mark.parametrize(("config", "state"), REACHED, ids=[state for _, state in REACHED])
@pytest.mark.parametrize("request_class", list(REQUESTS), ids=[kind.__name__ for kind in REQUESTS])
def test_every_request_in_every_state_gets_its_own_response(config: Config, state: str, request_class: type) -> None:
    ev = reach(Bench20(config), state)
    request = REQUESTS[request_class]
    answer: Any = ev.ask(request, response_class(request))
    listed = any(row.state == state and row.request is request_class and row.stream == "main" and not row.switch for row in ROWS)
    if not listed:
        assert answer.response_code is Code.FAILED_SequenceError
    assert ev.session.closing == (answer.response_code.value.startswith("FAILED") or ev.session.state == states.END)
    if ev.session.set_up:
        assert ev.session_id not in (b"", bytes(8))


@pytest.mark.parametrize(("config", "state"), REACHED[1:], ids=[state for _, state in REACHED[1:]])
@pytest.mark.parametrize("request_class", [iso20_common.SessionStopReq, iso20_common.PowerDeliveryReq, iso20_ac.AC_ChargeLoopReq])
def test_a_foreign_session_id_is_unknown_in_every_state_whatever_is_asked(config: Config, state: str, request_class: type) -> None:
    ev = reach(Bench20(config), state)
    stored = ev.session_id
    request = REQUESTS[request_class]
    answer: Any = ev.ask(request, response_class(request), session_id=bytes([stored[0] ^ 1]) + stored[1:])
    assert answer.response_code is Code.FAILED_UnknownSession
    assert ev.session_id == stored
    assert ev.session.closing


@pytest.mark.parametrize(("config", "state"), REACHED, ids=[state for _, state in REACHED])
def test_silence_ends_the_session_after_60_s_without_a_word(config: Config, state: str) -> None:
    ev = reach(Bench20(config), state)
    ev.wait(59.9)
    assert not ev.session.closing
    ev.wait(0.2)
    assert ev.ended is not None
    assert (ev.ended.ok, ev.ended.reason, ev.ended.datalink) == (False, "V2G_SECC_Sequence_Timeout", "error")
    assert ev.payloads() == []


@pytest.mark.parametrize(("config", "state"), REACHED, ids=[state for _, state in REACHED])
def test_a_closed_connection_ends_the_session_with_power_off(config: Config, state: str) -> None:
    ev = reach(Bench20(config), state)
    ev.session.receive_eof(ev.now)
    ev.settle()
    assert ev.ended is not None
    assert ev.ended.reason == "connection_closed"
    assert not ev.watch.closed


@pytest.mark.parametrize(("config", "state"), REACHED[1:], ids=[state for _, state in REACHED[1:]])
def test_session_stop_is_taken_in_every_state_and_power_goes_first(config: Config, state: str) -> None:
    ev = reach(Bench20(config), state)
    assert ev.ask(TERMINATE, iso20_common.SessionStopRes).response_code is Code.OK
    assert ev.ended is not None
    assert ev.ended.ok
    assert not ev.watch.closed


@pytest.mark.parametrize(("config", "state"), REACHED, ids=[state for _, state in REACHED])
def test_what_is_no_exi_ends_the_session_without_an_answer_and_power_off(config: Config, state: str) -> None:
    ev = reach(Bench20(config), state)
    ev.feed(bytes.fromhex("01fe800200000004ffffffff"))
    assert ev.payloads() == []
    assert ev.ended is not None
    assert ev.ended.reason == "undecodable"
    assert not ev.watch.closed


BOTH_WAYS, BOTH_DYNAMIC, AC_BOTH_WAYS = config("dc_bpt"), config("dc_bpt", control="dynamic"), config("ac_bpt", control="dynamic")
OUTSIDE = [
    (BOTH_WAYS, states.SESSION_SETUP, SESSION_SETUP), (BOTH_WAYS, states.SERVICE_DETAIL, detail(2)),
    (BOTH_WAYS, states.SERVICE_SELECTION, selection(6, 1, (65, 1))), (BOTH_WAYS, states.DC_PARAMETERS, dc_parameters(both_ways=True)),
    (AC_BOTH_WAYS, states.AC_PARAMETERS, ac_parameters(both_ways=True)), (BOTH_WAYS, states.SCHEDULES, schedules(departure_time=60)),
    (BOTH_DYNAMIC, states.SCHEDULES, schedules("dynamic")), (BOTH_WAYS, states.DC_PRE_CHARGE, pre_charge()),
    (BOTH_WAYS, states.DC_PRE_CHARGED, start(BOTH_WAYS)), (BOTH_DYNAMIC, states.DC_LOOP, dc_loop(dc_dynamic_both_ways())),
    (AC_BOTH_WAYS, states.AC_LOOP, ac_loop(ac_dynamic(both_ways=True))),
]


@pytest.mark.parametrize(("settings_", "state", "request_"), OUTSIDE, ids=[f"{type(request).__name__} {state}" for _, state, request in OUTSIDE])
def test_what_is_outside_the_schema_but_can_be_read_gets_its_own_response(settings_: Config, state: str, request_: Any) -> None:
    tried = 0
    for odd in beyond(request_):
        ev = reach(Bench20(settings_), state)
        name = type(odd).__module__.rpartition(".")[2]
        header = iso20_common.MessageHeaderType(session_id=ev.session_id, time_stamp=1)
        try:
            payload = messages.encode(name, replace(odd, header=header), strict=False)
            messages.decode(name, payload)
        except (EncodeError, ExiError):
            continue
        ev.watch.enabled, tried = False, tried + 1
        ev.feed(v2gtp.frame(TYPES[name], payload))
        ev.wait(0.0 if state.endswith("Loop") else 0.6)
        (answer,) = ev.answers()
        assert type(answer) is response_class(odd)
        assert ev.ended is None or ev.ended.reason != "internal_error"
    assert tried > 1


moves = st.lists(
    st.tuples(st.just("ev"), anything) | st.tuples(st.just("station"), givings) | st.tuples(st.just("time"), st.floats(0.01, 20)), max_size=12
)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([*REACHED, *((DC_DYNAMIC, state) for state in DC_STATES), *((config("ac_bpt", control="dynamic"), state) for state in AC_STATES),
                     *((config("dc_bpt", profile="field"), state) for state in DC_STATES)]),
    moves,
)
def test_a_random_walk_keeps_the_contactor_invariant_and_only_ends_in_known_ways(start: tuple[Config, str], walk: list[tuple[str, object]]) -> None:
    ev = reach(Bench20(start[0]), start[1])
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
