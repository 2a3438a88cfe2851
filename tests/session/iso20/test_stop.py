"""Twins of secc.session.iso20.stop, status and parking: pauses, renegotiations, what the station asks of the EV."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from secc.config import Config, Iso20, Service
from secc.messages import iso20_ac, iso20_dc
from secc.messages import iso20_common as common
from secc.messages.iso20_common import evseNotificationType as Notification
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import commands, events
from secc.session.iso20 import states
from secc.session.iso20.values import HEADER

from .steps import (
    AC,
    DC,
    DC_DYNAMIC,
    PAUSE,
    RENEGOTIATE_SERVICE,
    SERVICE_DISCOVERY,
    STOP,
    TERMINATE,
    Bench20,
    config,
    dc_loop,
    detail,
    loop,
    profile,
    reach,
    selection,
    start,
)


def test_what_the_ev_says_of_its_end_goes_to_the_host() -> None:
    ev = reach(Bench20(AC), states.SESSION_STOP)
    ev.ask(replace(TERMINATE, ev_termination_code="7", ev_termination_explanation="full"), common.SessionStopRes)
    assert ev.seen(events.EvTerminated) == [events.EvTerminated(code="7", explanation="full")]


def test_a_stop_under_power_ramps_down_before_it_opens() -> None:
    ev = reach(Bench20(DC), states.DC_LOOP)
    ev.ask(dc_loop(amps=100.0), iso20_dc.DC_ChargeLoopRes)
    ev.hardware.quiet = (events.StopOutput,)
    ev.send(TERMINATE)
    assert ev.answers() == []
    assert not ev.seen(events.OpenContactor)
    ev.push(commands.Measured(voltage_v=400.0, current_a=0.0))
    assert ev.answer(common.SessionStopRes).response_code is Code.OK
    assert not ev.watch.closed


def test_after_power_the_text_wants_b_before_the_end() -> None:
    ev = reach(Bench20(DC), states.DC_WELDING)
    ev.hardware.quiet = (events.PilotAwaited,)
    ev.send(TERMINATE)
    ev.wait(1.5)
    assert ev.answer(common.SessionStopRes).response_code is Code.FAILED
    field = reach(Bench20(config("dc", profile="field")), states.DC_WELDING)
    field.hardware.quiet = (events.PilotAwaited,)
    assert field.ask(TERMINATE, common.SessionStopRes).response_code is Code.OK


ASKED = {"pause_only_when_asked": True}


@pytest.mark.parametrize(("settings", "state", "asked", "code"), [
    (DC, states.SESSION_STOP, False, Code.OK),
    (DC, states.AUTHORIZATION, False, Code.FAILED_PauseNotAllowed),
    (DC, states.DC_LOOP, False, Code.FAILED_PauseNotAllowed),
    (config("dc", iso20=Iso20(pause=False)), states.SESSION_STOP, False, Code.FAILED_PauseNotAllowed),
    (replace(DC_DYNAMIC, switches=ASKED), states.SESSION_STOP, False, Code.FAILED_PauseNotAllowed),
    (replace(DC_DYNAMIC, switches=ASKED), states.SESSION_STOP, True, Code.OK),
    (replace(DC, switches=ASKED), states.SESSION_STOP, False, Code.FAILED_PauseNotAllowed),
])
def test_a_pause_is_a_matter_of_policy(settings: Config, state: str, asked: bool, code: Code) -> None:
    ev = reach(Bench20(settings), state)
    if asked:
        ev.push(commands.Pause())
    assert ev.ask(PAUSE, common.SessionStopRes).response_code is code
    assert bool(ev.seen(events.SessionPaused)) == (code is Code.OK)


def test_a_profile_without_power_may_be_paused() -> None:
    settings = replace(AC, switches=ASKED)
    ev = reach(Bench20(settings), states.AC_POWER_DELIVERY)
    ev.ask(replace(start(AC), ev_power_profile=profile((60, 11_000.0), (86_340, 0.0))), common.PowerDeliveryRes)
    ev.wait(59.0)
    ev.ask(loop(ev), iso20_ac.AC_ChargeLoopRes)
    ev.wait(0.4)
    ev.ask(STOP, common.PowerDeliveryRes)
    ev.wait(2.0)
    assert ev.ask(PAUSE, common.SessionStopRes).response_code is Code.OK


def test_services_can_be_chosen_again_in_the_same_session() -> None:
    ev = reach(Bench20(config("dc", "mcs")), states.SESSION_STOP)
    stored = ev.session_id
    assert ev.ask(RENEGOTIATE_SERVICE, common.SessionStopRes).response_code is Code.OK
    assert ev.session.state == states.SERVICE_DISCOVERY
    assert ev.ask(SERVICE_DISCOVERY, common.ServiceDiscoveryRes).service_renegotiation_supported
    ev.ask(detail(8), common.ServiceDetailRes)
    assert ev.ask(selection(8), common.ServiceSelectionRes).response_code is Code.OK
    assert (ev.session_id, ev.session.state) == (stored, states.DC_PARAMETERS)
    assert [one.energy for one in ev.seen(events.ServicesSelected)] == ["dc", "mcs"]


@pytest.mark.parametrize(("settings", "state", "code"), [
    (config("dc", iso20=Iso20(service_renegotiation=False)), states.SESSION_STOP, Code.FAILED_NoServiceRenegotiationSupported),
    (DC, states.DC_LOOP, Code.FAILED_SequenceError), (DC, states.AUTHORIZATION, Code.FAILED_SequenceError),
])
def test_where_services_cannot_be_chosen_again(settings: Config, state: str, code: Code) -> None:
    assert reach(Bench20(settings), state).ask(RENEGOTIATE_SERVICE, common.SessionStopRes).response_code is code


# ---- what the station asks ------------------------------------------------------------------------------------------------------------


def told(ev: Bench20) -> tuple[str, int] | None:
    status = ev.ask(loop(ev), iso20_ac.AC_ChargeLoopRes if ev.family == "iso20_ac" else iso20_dc.DC_ChargeLoopRes).evse_status  # type: ignore[attr-defined]
    return None if status is None else (status.evse_notification.value, status.notification_max_delay)


@pytest.mark.parametrize(("settings", "state"), [(AC, states.AC_LOOP), (DC, states.DC_LOOP)], ids=["ac", "dc"])
def test_a_stop_is_told_until_it_happens_and_wins_over_a_pause(settings: Config, state: str) -> None:
    ev = reach(Bench20(settings), state)
    assert told(ev) is None
    ev.push(commands.Pause(), commands.Stop(reason="operator", grace_s=30.0))
    assert [told(ev) for _ in range(3)] == [("Terminate", 0)] * 3
    assert ev.ask(STOP, common.PowerDeliveryRes).response_code is Code.OK


def test_a_pause_that_was_wanted_before_the_loop_counts_from_when_the_ev_is_told() -> None:
    ev = reach(Bench20(DC), states.DC_PRE_CHARGED)
    ev.push(commands.Pause())
    ev.wait(30.0)
    reach(ev, states.DC_LOOP)
    assert told(ev) == ("Pause", 60)
    ev.push(commands.Resume())
    assert told(ev) is None
    ev.push(commands.Pause())
    assert told(ev) == ("Pause", 60)


def test_a_pause_counts_down() -> None:
    ev = reach(Bench20(replace(DC, profile="field")), states.DC_LOOP)
    ev.push(commands.Pause())
    delays = []
    for _ in range(3):
        delays.append(told(ev))
        ev.wait(1.0)
    assert delays == [("Pause", 60), ("Pause", 59), ("Pause", 58)]
    ev.push(commands.Resume())
    assert told(ev) is None


@pytest.mark.parametrize(("supported", "expected"), [(True, ("ServiceRenegotiation", 60)), (False, None)])
def test_services_are_renegotiated_only_where_that_is_supported(supported: bool, expected: Any) -> None:
    ev = reach(Bench20(config("dc", iso20=Iso20(service_renegotiation=supported))), states.DC_LOOP)
    ev.push(commands.Renegotiate(service=True))
    assert told(ev) == expected


def test_an_ev_that_does_not_obey_a_stop_loses_power_and_gets_failed() -> None:
    ev = reach(Bench20(replace(DC, profile="field")), states.DC_LOOP)
    ev.push(commands.Stop(grace_s=0.0))
    code = Code.OK
    began = ev.now
    while code is Code.OK and ev.now < began + 20.0:
        code = ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes).response_code
        ev.wait(0.25)
    assert code is Code.FAILED
    assert 10.0 <= ev.now - began <= 11.0
    assert not ev.watch.closed


def test_each_wish_has_its_notification() -> None:
    assert {one.value for one in Notification} == {
        "Pause", "ExitStandby", "Terminate", "ScheduleRenegotiation", "ServiceRenegotiation", "MeteringConfirmation",
    }


# ---- parking --------------------------------------------------------------------------------------------------------------------------


def parked(intended: int) -> Bench20:
    ev = reach(Bench20(config("dc", services=(Service(id=66, name="Parking"),))), states.SERVICE_SELECTION)
    ev.ask(detail(66), common.ServiceDetailRes)
    ev.ask(selection(2, 1, (66, intended)), common.ServiceSelectionRes)
    return ev


def check_in(status: common.evCheckInStatusType) -> common.VehicleCheckInReq:
    return common.VehicleCheckInReq(header=HEADER, ev_check_in_status=status, parking_method=common.parkingMethodType.Manual)


def check_out(status: common.evCheckOutStatusType) -> common.VehicleCheckOutReq:
    return common.VehicleCheckOutReq(header=HEADER, ev_check_out_status=status, check_out_time=0)


def test_a_car_checks_in_step_by_step_and_never_back() -> None:
    ev = parked(1)
    for status in common.evCheckInStatusType:
        assert ev.aside(check_in(status), common.VehicleCheckInRes, 0x8104).response_code is Code.OK
    answer = ev.aside(check_in(common.evCheckInStatusType.Processing), common.VehicleCheckInRes, 0x8104)
    assert answer.response_code is Code.FAILED_SequenceError


def test_a_check_out_is_scheduled_until_the_car_has_left() -> None:
    ev = parked(2)
    answers = [ev.aside(check_out(status), common.VehicleCheckOutRes, 0x8104).evse_check_out_status.value for status in common.evCheckOutStatusType]
    assert answers == ["Scheduled", "Scheduled", "Completed"]


def test_what_was_not_selected_is_out_of_sequence() -> None:
    left = parked(1).aside(check_out(common.evCheckOutStatusType.CheckOut), common.VehicleCheckOutRes, 0x8104)
    assert left.response_code is Code.FAILED_SequenceError
    bare = reach(Bench20(DC), states.DC_LOOP)
    arrived = bare.aside(check_in(common.evCheckInStatusType.CheckIn), common.VehicleCheckInRes, 0x8104)
    assert arrived.response_code is Code.FAILED_SequenceError
