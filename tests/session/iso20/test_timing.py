"""Twin of secc.session.iso20.timing: half a second while energy flows, a minute otherwise."""

from __future__ import annotations

import pytest

from secc.messages import iso20_ac, iso20_common, iso20_dc
from secc.messages.iso20_common import processingType as Processing
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import commands, events
from secc.session.iso20 import states

from .steps import AC, CABLE_CHECK, DC, STANDBY, STOP, TERMINATE, Bench20, ac_loop, config, dc_loop, reach, schedules, welding

FIELD = config("dc", profile="field")


@pytest.mark.parametrize("station", [AC, DC], ids=["ac", "dc"])
def test_a_silent_ev_loses_power_half_a_second_after_a_loop_response(station: object) -> None:
    ev = reach(Bench20(station), states.AC_LOOP if station is AC else states.DC_LOOP)  # type: ignore[arg-type]
    if station is AC:
        ev.ask(ac_loop(), iso20_ac.AC_ChargeLoopRes)
    else:
        ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes)
    ev.wait(0.499)
    assert not ev.session.closing
    ev.wait(0.002)
    assert ev.ended is not None
    assert ev.ended.reason == "V2G_SECC_Sequence_Timeout"
    assert ev.seen(events.EmergencyOff)
    assert not ev.watch.closed


def test_the_field_gives_two_seconds_and_no_more() -> None:
    ev = reach(Bench20(FIELD), states.DC_LOOP)
    ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes)
    ev.wait(0.5)
    ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes)
    assert not ev.seen(events.PeerMisbehaved)
    ev.wait(0.75)
    ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes)
    assert [(one.what, one.detail) for one in ev.seen(events.PeerMisbehaved)] == [("late_request", "DC_ChargeLoopReq 0.250 s too late")]
    ev.wait(1.99)
    assert not ev.session.closing
    ev.wait(0.02)
    assert ev.session.closing


def test_other_dialogues_do_not_feed_the_watchdog_of_the_loop() -> None:
    ev = reach(Bench20(DC), states.DC_LOOP)
    ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes)
    for _ in range(4):
        ev.wait(0.12)
        ev.aside(schedules(), iso20_common.ScheduleExchangeRes, 0x8101)
    ev.wait(0.03)
    assert ev.session.closing


def test_standby_has_a_minute() -> None:
    ev = reach(Bench20(DC), states.DC_LOOP)
    ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes)
    ev.ask(STANDBY, iso20_common.PowerDeliveryRes)
    ev.wait(59.0)
    assert ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes).response_code is Code.OK
    ev.wait(59.0)
    assert not ev.session.closing


def test_an_insulation_test_that_never_ends_is_refused_before_40_s() -> None:
    ev = reach(Bench20(DC), states.DC_CABLE_CHECK)
    ev.hardware.quiet = (events.CableCheckWanted,)
    began, answer = ev.now, ev.ask(CABLE_CHECK, iso20_dc.DC_CableCheckRes)
    while answer.response_code is Code.OK:
        assert answer.evse_processing is Processing.Ongoing
        ev.wait(0.5)
        answer = ev.ask(CABLE_CHECK, iso20_dc.DC_CableCheckRes)
    assert answer.response_code is Code.FAILED
    assert 38.0 <= ev.now - began < 40.0


@pytest.mark.parametrize(("state", "request_", "code"), [
    (states.DC_CABLE_CHECK, CABLE_CHECK, Code.FAILED), (states.DC_LOOP, STOP, Code.OK), (states.DC_LOOP, TERMINATE, Code.OK),
    (states.DC_WELDING, welding(), Code.FAILED), (states.SESSION_STOP, TERMINATE, Code.FAILED),
])
def test_an_answer_that_waits_for_the_hardware_in_vain_is_still_in_time(state: str, request_: object, code: Code) -> None:
    ev = reach(Bench20(DC), state)
    if state == states.DC_LOOP:
        ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes)
    ev.hardware.quiet = (events.PilotAwaited, events.StopOutput, events.OpenContactor)
    ev.push(commands.PilotChanged(state="B" if state == states.DC_CABLE_CHECK else "C"))
    ev.send(request_)
    assert ev.answers() == []
    ev.wait(1.45)
    assert [answer.response_code for answer in ev.answers()] == [code]


def test_the_loop_timer_fires_in_time_in_50_sessions_at_4_hz() -> None:
    sessions = [reach(Bench20(DC), states.DC_LOOP) for _ in range(50)]
    for turn in range(8):
        for ev in sessions:
            assert ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes).response_code is Code.OK
        for ev in sessions if turn < 7 else ():
            ev.wait(0.25)
    for ev in sessions:
        due = ev.session.deadline()
        assert due == pytest.approx(ev.now + 0.5)
        ev.wait(0.6)
        assert ev.ended is not None
        assert not ev.watch.closed
