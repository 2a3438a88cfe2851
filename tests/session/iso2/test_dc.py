"""Twin of secc.session.iso2.dc: from CableCheck to WeldingDetection."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from secc.messages import iso2
from secc.messages.iso2 import DC_EVErrorCodeType as ErrorCode
from secc.messages.iso2 import DC_EVSEStatusCodeType as StatusCode
from secc.messages.iso2 import EVSEProcessingType as Processing
from secc.messages.iso2 import isolationLevelType as Isolation
from secc.messages.iso2 import responseCodeType as Code
from secc.session import commands, events
from secc.session.iso2 import states
from secc.session.iso2.values import amps, si, volts, watts

from ..bench import Bench, Hardware
from .steps import CABLE_CHECK, DC, EVSE_ID, READY, RENEGOTIATE, STOP, TERMINATE, WELDING, current_demand, dc_parameters, pre_charge, reach, start
from .steps import power_delivery as delivery


def at(state: str, **arguments: Any) -> Bench:
    return reach(Bench(DC, **arguments), state)


def check(ev: Bench) -> iso2.CableCheckRes:
    return ev.ask(CABLE_CHECK, iso2.CableCheckRes)


def demand(ev: Bench, *given: float) -> iso2.CurrentDemandRes:
    return ev.ask(current_demand(*given), iso2.CurrentDemandRes)


SLOW = Hardware(quiet=(events.CableCheckWanted,))

# ---- CableCheck -------------------------------------------------------------------------------------------------------------------


def test_the_insulation_is_tested_at_50_v_above_the_battery() -> None:
    ev = at(states.CABLE_CHECK)
    answer = check(ev)
    assert ev.seen(events.CableCheckWanted) == [events.CableCheckWanted(voltage_v=500.0)]
    assert (answer.response_code, answer.evse_processing) == (Code.OK, Processing.Ongoing)
    assert answer.dc_evse_status.evse_status_code is StatusCode.EVSE_IsolationMonitoringActive
    assert answer.dc_evse_status.evse_isolation_status is Isolation.Invalid


@pytest.mark.parametrize(("result", "told"), [("valid", Isolation.Valid), ("warning", Isolation.Warning)])
def test_a_sound_result_finishes_it(result: commands.Isolation, told: Isolation) -> None:
    ev = at(states.CABLE_CHECK, hardware=Hardware(isolation=result))
    check(ev)
    answer = check(ev)
    assert (answer.evse_processing, answer.dc_evse_status.evse_isolation_status) == (Processing.Finished, told)
    assert answer.dc_evse_status.evse_status_code is StatusCode.EVSE_Ready
    assert ev.ask(pre_charge(), iso2.PreChargeRes).response_code is Code.OK


@pytest.mark.parametrize(("result", "told"), [("fault", Isolation.Fault), ("invalid", Isolation.Invalid), ("no_imd", Isolation.No_IMD)])
def test_any_other_result_fails_it(result: commands.Isolation, told: Isolation) -> None:
    ev = at(states.CABLE_CHECK, hardware=Hardware(isolation=result))
    check(ev)
    answer = check(ev)
    assert (answer.response_code, answer.dc_evse_status.evse_isolation_status) == (Code.FAILED, told)
    assert answer.dc_evse_status.evse_status_code is StatusCode.EVSE_Malfunction
    assert ev.seen(events.OpenContactor)


def test_a_test_that_never_ends_fails_after_38_s() -> None:
    ev = at(states.CABLE_CHECK, hardware=SLOW)
    for _ in range(38):
        assert check(ev).evse_processing is Processing.Ongoing
        ev.wait(1.0)
    assert check(ev).response_code is Code.FAILED
    assert ev.ended is not None
    assert ev.ended.reason == "V2G_SECC_CableCheck_Performance_Time"
    assert len(ev.seen(events.CableCheckWanted)) == 1


def test_without_c_the_relays_stay_open_and_it_fails() -> None:
    ev = at(states.CABLE_CHECK, hardware=Hardware(quiet=(events.PilotAwaited,)))
    ev.send(CABLE_CHECK)
    ev.wait(1.5)
    assert ev.answer(iso2.CableCheckRes).response_code is Code.FAILED
    assert not ev.seen(events.CableCheckWanted)


def test_a_pilot_that_leaves_c_during_the_test_takes_power_away_and_fails_it() -> None:
    ev = at(states.CABLE_CHECK, hardware=SLOW)
    check(ev)
    ev.push(commands.PilotChanged(state="B"), commands.PilotChanged(state="C"))
    assert ev.seen(events.OpenContactor)
    assert check(ev).response_code is Code.FAILED


def test_an_error_code_of_the_ev_is_told_and_fails_nothing() -> None:
    ev = at(states.CABLE_CHECK)
    status = replace(READY, ev_error_code=ErrorCode.FAILED_RESSTemperatureInhibit)
    assert ev.ask(iso2.CableCheckReq(dc_ev_status=status), iso2.CableCheckRes).response_code is Code.OK
    assert ev.seen(events.EvStatus)[-1].error == "FAILED_RESSTemperatureInhibit"


# ---- PreCharge --------------------------------------------------------------------------------------------------------------------


def test_the_target_is_applied_at_every_request_and_the_answer_does_not_wait() -> None:
    ev = at(states.PRE_CHARGE, hardware=Hardware(quiet=(events.SetOutput,)))
    for target in (380.0, 400.0):
        answer = ev.ask(pre_charge(target), iso2.PreChargeRes)
        assert (answer.response_code, si(answer.evse_present_voltage)) == (Code.OK, 0.0)
        assert answer.dc_evse_status.evse_status_code is StatusCode.EVSE_Ready
    assert [output.voltage_v for output in ev.seen(events.SetOutput)] == [380.0, 400.0]
    ev.push(commands.Measured(voltage_v=399.96))
    assert si(ev.ask(pre_charge(), iso2.PreChargeRes).evse_present_voltage) == 400.0


def test_too_much_is_clamped_and_no_failure() -> None:
    ev = at(states.PRE_CHARGE)
    assert ev.ask(pre_charge(2000.0, 100.0), iso2.PreChargeRes).response_code is Code.OK
    output = ev.seen(events.SetOutput)[-1]
    assert (output.stage, output.voltage_v, output.current_a) == ("precharge", 450.0, 2.0)


def test_a_switch_makes_too_much_current_a_failure() -> None:
    ev = reach(Bench(replace(DC, switches={"wrong_precharge_current_fails": True})), states.PRE_CHARGE)
    assert ev.ask(pre_charge(400.0, 3.0), iso2.PreChargeRes).response_code is Code.FAILED


def test_a_session_stopped_in_precharge_ends_with_the_output_off() -> None:
    ev = at(states.PRE_CHARGING)
    assert ev.ask(TERMINATE, iso2.SessionStopRes).response_code is Code.OK
    assert [type(event) for event in ev.happened[-3:]] == [events.StopOutput, events.OpenContactor, events.SessionEnded]


# ---- PowerDelivery ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("request_", "code"), [
    (start(), Code.OK), (start(7), Code.FAILED_TariffSelectionInvalid), (start(1, (0, 360_000.0)), Code.FAILED_ChargingProfileInvalid),
    (RENEGOTIATE, Code.FAILED), (STOP, Code.OK),
])
def test_the_checks_before_energy_flows(request_: iso2.PowerDeliveryReq, code: Code) -> None:
    ev = at(states.PRE_CHARGING)
    answer = ev.ask(request_, iso2.PowerDeliveryRes)
    assert answer.response_code is code
    assert bool(ev.seen(events.ChargingStarted)) == (request_ == start())


def test_a_supply_with_a_fault_delivers_nothing() -> None:
    ev = at(states.PRE_CHARGING)
    ev.push(commands.FaultRaised(fault="malfunction"))
    answer = ev.ask(start(), iso2.PowerDeliveryRes)
    assert answer.response_code is Code.FAILED_PowerDeliveryNotApplied
    assert isinstance(answer.evse_status, iso2.DC_EVSEStatus)
    assert answer.evse_status.evse_status_code is StatusCode.EVSE_Malfunction


@pytest.mark.parametrize("error", list(ErrorCode))
def test_a_stop_is_a_stop_whatever_the_ev_suffers_from(error: ErrorCode) -> None:
    ev = at(states.DC_CHARGING)
    request = delivery(iso2.chargeProgressType.Stop, 1, dc=replace(READY, ev_error_code=error))
    assert ev.ask(request, iso2.PowerDeliveryRes).response_code is Code.OK
    assert [type(event) for event in ev.happened if isinstance(event, events.StopOutput | events.OpenContactor | events.ChargingStopped)][-3:] == [
        events.StopOutput, events.OpenContactor, events.ChargingStopped,
    ]


def test_the_answer_to_a_stop_waits_for_the_current_to_be_gone() -> None:
    ev = at(states.DC_CHARGING)
    ev.hardware.quiet = (events.StopOutput,)
    ev.send(STOP)
    ev.push(commands.Measured(voltage_v=400.0, current_a=5.0))
    assert ev.payloads() == []
    ev.push(commands.Measured(voltage_v=400.0, current_a=0.5))
    assert ev.answer(iso2.PowerDeliveryRes).response_code is Code.OK


def test_a_stop_is_answered_though_the_current_does_not_go() -> None:
    ev = at(states.DC_CHARGING)
    ev.hardware.quiet = (events.StopOutput,)
    ev.send(STOP)
    ev.wait(1.5)
    assert ev.answer(iso2.PowerDeliveryRes).response_code is Code.OK
    assert ev.seen(events.OpenContactor)


def test_a_stop_names_a_wrong_schedule_and_stops_all_the_same() -> None:
    assert at(states.DC_CHARGING).ask(delivery(iso2.chargeProgressType.Stop, 99), iso2.PowerDeliveryRes).response_code is Code.OK


# ---- CurrentDemand ----------------------------------------------------------------------------------------------------------------


def test_the_loop_is_answered_from_the_snapshot() -> None:
    ev = at(states.DC_CHARGING_FIRST)
    answer = demand(ev, 400.0, 100.0)
    assert (answer.response_code, answer.evse_id, answer.sa_schedule_tuple_id, answer.receipt_required) == (Code.OK, EVSE_ID, 1, False)
    answer = demand(ev, 400.0, 100.0)
    assert (si(answer.evse_present_voltage), si(answer.evse_present_current)) == (400.0, 100.0)
    assert answer.evse_maximum_power_limit is not None
    assert si(answer.evse_maximum_power_limit) == 350_000.0


@pytest.mark.parametrize(("target", "served", "flags"), [
    ((400.0, 100.0), (400.0, 100.0), (False, False, False)), ((400.0, 600.0), (400.0, 500.0), (False, True, False)),
    ((1100.0, 100.0), (1000.0, 100.0), (True, False, False)), ((900.0, 450.0), (900.0, 350_000 / 900), (False, False, True)),
    ((400.0, -50.0), (400.0, 0.0), (False, False, False)),
])
def test_a_target_is_served_within_the_limits(target: tuple[float, float], served: tuple[float, float], flags: tuple[bool, bool, bool]) -> None:
    ev = reach(Bench(DC), states.PARAMETERS)
    ev.ask(dc_parameters(voltage_v=2000.0, current_a=1000.0), iso2.ChargeParameterDiscoveryRes)
    reach(ev, states.DC_CHARGING)
    answer = demand(ev, *target)
    output = ev.seen(events.SetOutput)[-1]
    assert (output.stage, output.voltage_v, output.current_a) == ("charge", served[0], pytest.approx(served[1]))
    assert (answer.evse_voltage_limit_achieved, answer.evse_current_limit_achieved, answer.evse_power_limit_achieved) == flags


def test_what_the_ev_declared_is_a_ceiling_too() -> None:
    ev = at(states.DC_CHARGING)
    demand(ev, 2000.0, 3000.0)
    output = ev.seen(events.SetOutput)[-1]
    assert (output.voltage_v, output.current_a) == (450.0, 200.0)


def test_the_evs_own_ceilings_are_never_exceeded() -> None:
    ev = at(states.DC_CHARGING)
    request = replace(
        current_demand(400.0, 300.0),
        ev_maximum_current_limit=amps(250.0),
        ev_maximum_power_limit=watts(80_000.0),
        ev_maximum_voltage_limit=volts(390.0),
    )
    ev.ask(request, iso2.CurrentDemandRes)
    output = ev.seen(events.SetOutput)[-1]
    assert (output.voltage_v, output.current_a) == (390.0, pytest.approx(80_000 / 390))


def test_a_ceiling_named_once_stays_when_it_is_left_out() -> None:
    ev = at(states.DC_CHARGING)
    ev.ask(replace(current_demand(400.0, 100.0), ev_maximum_current_limit=amps(50.0)), iso2.CurrentDemandRes)
    demand(ev, 400.0, 90.0)
    assert ev.seen(events.SetOutput)[-1].current_a == 50.0


def test_a_limit_lowered_by_the_station_shows_at_once() -> None:
    ev = at(states.DC_CHARGING)
    ev.push(commands.LimitsChanged(dc=commands.DcLimits(max_voltage_v=1000.0, max_current_a=50.0, max_power_w=20_000.0)))
    answer = demand(ev, 400.0, 100.0)
    assert answer.evse_maximum_power_limit is not None
    assert si(answer.evse_maximum_power_limit) == 20_000.0
    assert ev.seen(events.SetOutput)[-1].current_a == 50.0


def test_the_state_of_charge_is_told_when_it_changes() -> None:
    ev = at(states.DC_CHARGING)
    for soc in (50, 50, 51):
        ev.ask(current_demand(soc=soc), iso2.CurrentDemandRes)
    assert [status.soc_percent for status in ev.seen(events.EvStatus)][-2:] == [50.0, 51.0]


def test_charging_complete_is_told_and_changes_no_flag() -> None:
    ev = at(states.DC_CHARGING)
    answer = ev.ask(current_demand(complete=True), iso2.CurrentDemandRes)
    assert not answer.evse_current_limit_achieved
    assert ev.seen(events.EvStatus)[-1].charging_complete is True


# ---- renegotiation, welding detection, stop ---------------------------------------------------------------------------------------


def test_renegotiation_goes_back_through_cable_check_and_precharge() -> None:
    ev = at(states.DC_CHARGING)
    assert ev.ask(RENEGOTIATE, iso2.PowerDeliveryRes).response_code is Code.OK
    assert ev.happened[-3:-1] == [events.StopOutput(), events.OpenContactor()] or events.OpenContactor() in ev.happened
    answer = ev.ask(dc_parameters(), iso2.ChargeParameterDiscoveryRes)
    assert isinstance(answer.evse_charge_parameter, iso2.DC_EVSEChargeParameter)
    assert answer.evse_charge_parameter.dc_evse_status.evse_isolation_status is Isolation.Invalid
    reach(ev, states.WELDING)
    assert len(ev.seen(events.CableCheckWanted)) == 2


def test_after_renegotiation_power_delivery_needs_cable_check_unless_the_switch_allows_the_short_way() -> None:
    codes = []
    for config in (DC, replace(DC, switches={"renegotiation_shortcut": True})):
        ev = reach(Bench(config), states.DC_CHARGING)
        ev.ask(RENEGOTIATE, iso2.PowerDeliveryRes)
        ev.ask(dc_parameters(), iso2.ChargeParameterDiscoveryRes)
        codes.append(ev.ask(start(), iso2.PowerDeliveryRes).response_code)
    assert codes == [Code.FAILED_SequenceError, Code.OK]


def test_the_short_way_is_for_renegotiations_only() -> None:
    ev = reach(Bench(replace(DC, switches={"renegotiation_shortcut": True})), states.CABLE_CHECK)
    assert ev.ask(start(), iso2.PowerDeliveryRes).response_code is Code.FAILED_PowerDeliveryNotApplied


def test_welding_detection_comes_any_number_of_times() -> None:
    ev = at(states.WELDING)
    for voltage in (300.0, 80.0, 12.0):
        ev.push(commands.Measured(voltage_v=voltage))
        answer = ev.ask(WELDING, iso2.WeldingDetectionRes)
        assert (answer.response_code, si(answer.evse_present_voltage)) == (Code.OK, voltage)
        assert answer.dc_evse_status.evse_status_code is StatusCode.EVSE_Shutdown


@pytest.mark.parametrize(("request_", "expect"), [(WELDING, iso2.WeldingDetectionRes), (TERMINATE, iso2.SessionStopRes)])
def test_both_need_pilot_b_where_the_text_is_followed(request_: object, expect: Any) -> None:
    ev = at(states.WELDING, hardware=Hardware(quiet=()))
    ev.push(commands.PilotChanged(state="C"))
    ev.hardware.quiet = (events.PilotAwaited,)
    ev.send(request_)
    ev.wait(1.5)
    assert ev.answer(expect).response_code is Code.FAILED
