"""Twins of secc.session.iso2.ac and delivery: PowerDelivery and ChargingStatus."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from secc.messages import iso2
from secc.messages.iso2 import EVSENotificationType as Notification
from secc.messages.iso2 import responseCodeType as Code
from secc.session import commands, events
from secc.session.iso2 import states
from secc.session.iso2.values import si

from ..bench import Bench, Hardware
from .steps import AC, EVSE_ID, PAUSE, RENEGOTIATE, STOP, TERMINATE, ac_parameters, reach, start


def delivering(**arguments: Any) -> Bench:
    return reach(Bench(AC, **arguments), states.AC_POWER_DELIVERY)


def charging(**arguments: Any) -> Bench:
    return reach(Bench(AC, **arguments), states.AC_CHARGING)


def loop(ev: Bench) -> iso2.ChargingStatusRes:
    return ev.ask(iso2.ChargingStatusReq(), iso2.ChargingStatusRes)


def test_start_closes_the_contactor_before_it_is_answered() -> None:
    ev = delivering()
    assert ev.ask(start(), iso2.PowerDeliveryRes).response_code is Code.OK
    assert ev.session.evse.contactor
    kinds = [type(event) for event in ev.happened]
    assert kinds.index(events.CloseContactor) < kinds.index(events.ProfileChosen) < kinds.index(events.ChargingStarted)


def test_one_phase_closes_one_phase() -> None:
    ev = reach(Bench(AC), states.PARAMETERS)
    ev.ask(ac_parameters(iso2.EnergyTransferModeType.AC_single_phase_core), iso2.ChargeParameterDiscoveryRes)
    ev.ask(start(), iso2.PowerDeliveryRes)
    assert ev.seen(events.CloseContactor) == [events.CloseContactor(three_phase=False)]


@pytest.mark.parametrize(("request_", "code"), [
    (start(99), Code.FAILED_TariffSelectionInvalid),
    (start(1, (0, 22_080.0)), Code.OK),
    (start(1, (0, 11_000.0), (3600, 22_080.0)), Code.OK),
    (start(1, (0, 22_090.0)), Code.FAILED_ChargingProfileInvalid),
    (start(1, (0, 0.0), (40_000, 23_000.0)), Code.FAILED_ChargingProfileInvalid),
    (RENEGOTIATE, Code.FAILED),
    (STOP, Code.OK),
])
def test_the_checks_before_power(request_: iso2.PowerDeliveryReq, code: Code) -> None:
    ev = delivering()
    assert ev.ask(request_, iso2.PowerDeliveryRes).response_code is code
    assert bool(ev.seen(events.CloseContactor)) == (code is Code.OK and request_ is not STOP)
    assert ev.session.closing == (code is not Code.OK)


def test_a_profile_may_exceed_the_schedule_by_what_cars_round_in_the_field_only() -> None:
    ev = reach(Bench(replace(AC, profile="field")), states.AC_POWER_DELIVERY)
    assert ev.ask(start(1, (0, 22_090.0)), iso2.PowerDeliveryRes).response_code is Code.OK


@pytest.mark.parametrize(("given", "code"), [
    (commands.FaultRaised(fault="rcd"), Code.FAILED_PowerDeliveryNotApplied),
    (commands.FaultRaised(fault="not_ready"), Code.FAILED_PowerDeliveryNotApplied),
    (commands.Stop(), Code.FAILED_PowerDeliveryNotApplied),
    (commands.EmergencyStop(), Code.FAILED),
])
def test_a_station_that_cannot_deliver_says_so(given: commands.Command, code: Code) -> None:
    ev = delivering()
    ev.push(given)
    answer = ev.ask(start(), iso2.PowerDeliveryRes)
    assert answer.response_code is code
    assert isinstance(answer.evse_status, iso2.AC_EVSEStatus)
    assert answer.evse_status.rcd == (given == commands.FaultRaised(fault="rcd"))
    assert not ev.seen(events.CloseContactor)


def test_without_c_there_is_no_power_and_failed_after_a_second_and_a_half() -> None:
    ev = delivering(hardware=Hardware(quiet=(events.PilotAwaited,)))
    ev.send(start())
    ev.wait(1.4)
    assert ev.payloads() == []
    ev.wait(0.1)
    assert ev.answer(iso2.PowerDeliveryRes).response_code is Code.FAILED
    assert not ev.seen(events.CloseContactor)


def test_c_in_time_is_good_enough() -> None:
    ev = delivering(hardware=Hardware(quiet=(events.PilotAwaited,)))
    ev.send(start())
    ev.wait(1.0)
    ev.push(commands.PilotChanged(state="D"))
    assert ev.answer(iso2.PowerDeliveryRes).response_code is Code.OK


def test_a_contactor_that_fails_is_told_at_once() -> None:
    ev = delivering(hardware=Hardware(quiet=(events.CloseContactor,)))
    ev.send(start())
    ev.push(commands.ContactorChanged(closed=False, fault=True))
    assert ev.answer(iso2.PowerDeliveryRes).response_code is Code.FAILED_ContactorError


def test_a_pilot_that_leaves_c_while_the_contactor_closes_fails() -> None:
    ev = delivering(hardware=Hardware(quiet=(events.CloseContactor,)))
    ev.send(start())
    ev.push(commands.PilotChanged(state="B"))
    assert ev.answer(iso2.PowerDeliveryRes).response_code is Code.FAILED
    assert ev.seen(events.OpenContactor)


def test_the_status_in_the_loop() -> None:
    ev = delivering()
    ev.ask(start(), iso2.PowerDeliveryRes)
    answer = loop(ev)
    assert (answer.response_code, answer.evse_id, answer.sa_schedule_tuple_id, answer.receipt_required) == (Code.OK, EVSE_ID, 1, False)
    assert answer.evse_max_current is not None
    assert si(answer.evse_max_current) == 32.0
    assert answer.ac_evse_status == iso2.AC_EVSEStatusType(notification_max_delay=0, evse_notification=Notification.None_, rcd=False)
    assert answer.meter_info is None


def test_limits_and_meter_are_those_of_the_moment() -> None:
    ev = charging()
    ev.push(
        commands.LimitsChanged(ac=commands.AcLimits(max_current_a=10.55)),
        commands.MeterRead(meter_id="M" * 40, energy_wh=1234.6, signature=b"s" * 64, status=3, time_s=1_700_000_000),
    )
    answer = loop(ev)
    assert answer.evse_max_current is not None
    assert si(answer.evse_max_current) == pytest.approx(10.5)
    assert answer.meter_info == iso2.MeterInfoType(
        meter_id="M" * 32, meter_reading=1235, sig_meter_reading=b"s" * 64, meter_status=3, t_meter=1_700_000_000,
    )


def test_a_paused_station_offers_no_current() -> None:
    ev = charging()
    ev.push(commands.Pause())
    limit = loop(ev).evse_max_current
    assert limit is not None
    assert si(limit) == 0.0


def test_stop_opens_the_contactor_and_leads_to_session_stop() -> None:
    ev = charging()
    assert ev.ask(STOP, iso2.PowerDeliveryRes).response_code is Code.OK
    assert not ev.session.evse.contactor
    assert ev.session.evse.pilot == "B"
    assert ev.seen(events.ChargingStopped)
    assert ev.ask(TERMINATE, iso2.SessionStopRes).response_code is Code.OK


def test_a_pilot_that_stays_in_c_after_the_stop_is_a_failure_where_the_text_is_followed() -> None:
    ev = charging()
    ev.hardware.quiet = (events.PilotAwaited,)
    ev.send(STOP)
    assert not ev.session.evse.contactor
    ev.wait(1.5)
    assert ev.answer(iso2.PowerDeliveryRes).response_code is Code.FAILED


def test_renegotiation_keeps_the_contactor_closed_and_brings_new_schedules() -> None:
    ev = charging()
    ev.push(commands.Renegotiate())
    assert loop(ev).ac_evse_status.evse_notification is Notification.ReNegotiation
    assert ev.ask(RENEGOTIATE, iso2.PowerDeliveryRes).response_code is Code.OK
    assert ev.seen(events.Renegotiating)
    answer = ev.ask(ac_parameters(), iso2.ChargeParameterDiscoveryRes)
    assert isinstance(answer.evse_charge_parameter, iso2.AC_EVSEChargeParameter)
    assert answer.evse_charge_parameter.ac_evse_status.evse_notification is Notification.None_
    assert not ev.seen(events.OpenContactor)
    assert ev.ask(start(), iso2.PowerDeliveryRes).response_code is Code.OK
    assert loop(ev).response_code is Code.OK
    assert len(ev.seen(events.CloseContactor)) == 1


def test_starting_twice_fails_and_takes_power_away() -> None:
    ev = charging()
    assert ev.ask(start(), iso2.PowerDeliveryRes).response_code is Code.FAILED
    assert ev.seen(events.OpenContactor)


def test_a_car_that_aborts_before_the_first_loop_message() -> None:
    strict, field = Bench(AC), Bench(replace(AC, profile="field"))
    codes = [reach(ev, states.AC_CHARGING_FIRST).ask(STOP, iso2.PowerDeliveryRes).response_code for ev in (strict, field)]
    assert codes == [Code.FAILED_SequenceError, Code.OK]


@pytest.mark.parametrize("state", [states.PARAMETERS, states.AC_POWER_DELIVERY])
def test_a_pause_is_for_sessions_that_stopped_charging(state: str) -> None:
    ev = reach(Bench(AC), state)
    assert ev.ask(PAUSE, iso2.SessionStopRes).response_code is Code.FAILED
    assert ev.session.closing
