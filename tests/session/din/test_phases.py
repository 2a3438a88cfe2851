"""Twins of the phases of secc.session.din: setup, authorization, parameters, dc, stop, values."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from secc.messages import din
from secc.messages.din import DC_EVSEStatusCodeType as StatusCode
from secc.messages.din import EVRequestedEnergyTransferType as Type
from secc.messages.din import EVSEProcessingType as Processing
from secc.messages.din import paymentOptionType as PaymentOption
from secc.messages.din import responseCodeType as Code
from secc.session import commands, events
from secc.session.din import states
from secc.session.din.values import amps, evse_id, si, volts, watts

from ..bench import UNIX, Bench, Hardware
from .steps import CABLE_CHECK, EVCC_ID, SESSION_STOP, START, WELDING, bench, current_demand, parameters, power_delivery, pre_charge, reach, selection


def at(state: str, hardware: Hardware | None = None) -> Bench:
    return reach(bench(hardware=hardware), state)


@pytest.mark.parametrize(("text", "wire"), [
    ("49*89*6360", "49a89a6360"), ("+49*810*000*438", "49a810a000a438"), ("49*8", "49a8"), ("49*89", "49a890"), ("00", "00"), ("0x0102", "0102"),
    ("DE*ABC*E1", b"DE*ABC*E1".hex()), ("", "00"), ("E" * 40, b"E".hex() * 32),
])
def test_the_evse_id_is_packed_like_din_spec_91286_where_it_is_one(text: str, wire: str) -> None:
    assert evse_id(text).hex() == wire


@pytest.mark.parametrize("named", [bytes(8), b"\7" * 8, b""])
def test_a_session_is_always_new(named: bytes) -> None:
    ev = bench()
    ev.offer()
    answer = ev.ask(din.SessionSetupReq(evcc_id=EVCC_ID), din.SessionSetupRes, session_id=named)
    assert (answer.response_code, answer.evse_id.hex(), answer.date_time_now) == (Code.OK_NewSessionEstablished, "49a89a6360", int(UNIX))
    assert ev.session_id not in (bytes(8), named)


@pytest.mark.parametrize("evcc_id", [b"\1" * 6, b"\1" * 7, b"\1" * 8])
def test_evcc_ids_of_six_to_eight_bytes_are_seen_on_the_road(evcc_id: bytes) -> None:
    ev = bench()
    ev.offer()
    ev.ask(din.SessionSetupReq(evcc_id=evcc_id), din.SessionSetupRes)
    assert ev.seen(events.SessionStarted)[0].evcc_id == evcc_id.hex()


@pytest.mark.parametrize(("request_", "code"), [
    (selection(), Code.OK), (selection(2), Code.FAILED_ServiceSelectionInvalid), (selection(1, 2), Code.FAILED_ServiceSelectionInvalid),
    (selection(payment=PaymentOption.Contract), Code.FAILED_PaymentSelectionInvalid),
])
def test_there_is_one_service_and_one_way_to_pay(request_: object, code: Code) -> None:
    assert at(states.SERVICE_SELECTION).ask(request_, din.ServicePaymentSelectionRes).response_code is code


def test_authentication_is_ongoing_until_somebody_says_yes() -> None:
    ev = at(states.AUTHORIZATION, Hardware(quiet=(events.AuthorizationWanted,)))
    said = []
    for verdict in ("pending", "rejected", "accepted"):
        ev.push(commands.Authorized(verdict=verdict, request=1))  # type: ignore[arg-type]
        said.append(ev.ask(din.ContractAuthenticationReq(), din.ContractAuthenticationRes).evse_processing)
    assert said == [Processing.Ongoing, Processing.Ongoing, Processing.Finished]


def test_two_hundred_requests_a_second_are_answered() -> None:
    ev = at(states.AUTHORIZATION, Hardware(quiet=(events.AuthorizationWanted,)))
    for _ in range(200):
        ev.wait(0.005)
        assert ev.ask(din.ContractAuthenticationReq(), din.ContractAuthenticationRes).response_code is Code.OK


def test_ready_to_charge_within_148_s_or_failed() -> None:
    ev = at(states.AUTHORIZATION, Hardware(quiet=(events.AuthorizationWanted,)))
    for _ in range(3):
        ev.wait(49.0)
        assert ev.ask(din.ContractAuthenticationReq(), din.ContractAuthenticationRes).response_code is Code.OK
    ev.wait(2.0)
    assert ev.ask(din.ContractAuthenticationReq(), din.ContractAuthenticationRes).response_code is Code.FAILED
    assert ev.ended is not None
    assert ev.ended.reason == "V2G_SECC_ReadyToCharge_Performance_Time"


def test_once_charging_the_148_s_are_over() -> None:
    ev = at(states.CHARGING)
    for _ in range(4):
        ev.wait(50.0)
        assert ev.ask(current_demand(), din.CurrentDemandRes).response_code is Code.OK


@pytest.mark.parametrize(("request_", "code"), [
    (parameters(), Code.OK), (parameters(Type.DC_core), Code.FAILED_WrongEnergyTransferType),
    (parameters(Type.AC_three_phase_core), Code.FAILED_WrongEnergyTransferType), (parameters(current_a=-100.0), Code.FAILED_WrongChargeParameter),
    (parameters(voltage_v=149.0), Code.FAILED_WrongChargeParameter),
])
def test_parameters_are_judged(request_: object, code: Code) -> None:
    ev = at(states.PARAMETERS)
    assert ev.ask(request_, din.ChargeParameterDiscoveryRes).response_code is code


def test_the_schedule_is_a_short_and_the_true_limit_stands_beside_it() -> None:
    answer = at(states.PARAMETERS).ask(parameters(), din.ChargeParameterDiscoveryRes)
    station = answer.evse_charge_parameter
    assert isinstance(station, din.DC_EVSEChargeParameter)
    assert station.evse_maximum_power_limit is not None
    assert si(station.evse_maximum_power_limit) == 350_000.0
    assert isinstance(answer.sa_schedules, din.SAScheduleList)
    (entry,) = answer.sa_schedules.sa_schedule_tuple[0].p_max_schedule.p_max_schedule_entry
    assert (entry.p_max, entry.time_interval) == (32_767, din.RelativeTimeInterval(start=0, duration=86_400))


def test_ongoing_while_there_is_no_power() -> None:
    ev = at(states.PARAMETERS)
    ev.push(commands.PowerAvailable(available=False))
    assert ev.ask(parameters(), din.ChargeParameterDiscoveryRes).evse_processing is Processing.Ongoing
    ev.push(commands.PowerAvailable(available=True))
    assert ev.ask(parameters(), din.ChargeParameterDiscoveryRes).evse_processing is Processing.Finished


@pytest.mark.parametrize(("result", "code"), [("valid", Code.OK), ("warning", Code.OK), ("fault", Code.FAILED), ("invalid", Code.FAILED)])
def test_the_insulation_decides(result: commands.Isolation, code: Code) -> None:
    ev = at(states.CABLE_CHECK, Hardware(isolation=result))
    assert ev.ask(CABLE_CHECK, din.CableCheckRes).evse_processing is Processing.Ongoing
    assert ev.ask(CABLE_CHECK, din.CableCheckRes).response_code is code


def test_precharge_follows_a_high_voltage_battery() -> None:
    ev = at(states.PARAMETERS)
    ev.ask(parameters(voltage_v=920.0), din.ChargeParameterDiscoveryRes)
    reach(ev, states.PRE_CHARGE)
    ev.ask(pre_charge(800.0), din.PreChargeRes)
    output = ev.seen(events.SetOutput)[-1]
    assert (output.stage, output.voltage_v, output.current_a) == ("precharge", 800.0, 2.0)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (START, Code.OK),
        (power_delivery(True, (0, 32_000)), Code.OK),
        (power_delivery(True, (0, 32_000), tuple_id=2), Code.FAILED_TariffSelectionInvalid),
    ],
)
def test_the_checks_before_energy_flows(request_: object, code: Code) -> None:
    assert at(states.PRE_CHARGING).ask(request_, din.PowerDeliveryRes).response_code is code


def test_a_profile_above_the_schedule_fails() -> None:
    ev = at(states.PARAMETERS)
    ev.push(commands.LimitsChanged(dc=commands.DcLimits(max_voltage_v=1000.0, max_current_a=500.0, max_power_w=20_000.0)))
    reach(ev, states.PRE_CHARGING)
    assert ev.ask(power_delivery(True, (0, 20_001)), din.PowerDeliveryRes).response_code is Code.FAILED_ChargingProfileInvalid


def test_a_supply_with_a_fault_delivers_nothing() -> None:
    ev = at(states.PRE_CHARGING)
    ev.push(commands.FaultRaised(fault="malfunction"))
    answer = ev.ask(START, din.PowerDeliveryRes)
    assert answer.response_code is Code.FAILED_PowerDeliveryNotApplied
    assert isinstance(answer.evse_status, din.DC_EVSEStatus)
    assert answer.evse_status.evse_status_code is StatusCode.EVSE_Malfunction


def test_limits_the_ev_told_once_stay_in_force() -> None:
    ev = at(states.CHARGING)
    ev.ask(current_demand(400.0, 150.0, ev_maximum_current_limit=amps(120.0), ev_maximum_power_limit=watts(40_000.0)), din.CurrentDemandRes)
    assert ev.seen(events.SetOutput)[-1].current_a == 100.0
    ev.ask(current_demand(320.0, 150.0), din.CurrentDemandRes)
    assert ev.seen(events.SetOutput)[-1].current_a == 120.0
    ev.ask(current_demand(2000.0, 1.0, ev_maximum_voltage_limit=volts(430.0)), din.CurrentDemandRes)
    assert ev.seen(events.SetOutput)[-1].voltage_v == 430.0


def test_a_missing_unit_is_no_error() -> None:
    ev = at(states.CHARGING)
    request = replace(current_demand(), ev_target_current=din.PhysicalValueType(multiplier=0, value=50))
    assert ev.ask(request, din.CurrentDemandRes).response_code is Code.OK
    assert ev.seen(events.SetOutput)[-1].current_a == 50.0


def test_the_station_stops_with_a_notification() -> None:
    ev = at(states.CHARGING)
    ev.push(commands.Stop(grace_s=10.0))
    status = ev.ask(current_demand(), din.CurrentDemandRes).dc_evse_status
    assert status.evse_status_code is StatusCode.EVSE_Shutdown
    assert (status.evse_notification.value, status.notification_max_delay) == ("StopCharging", 10)


def test_welding_detection_comes_any_number_of_times() -> None:
    ev = at(states.WELDING)
    for voltage in (200.0, 30.0):
        ev.push(commands.Measured(voltage_v=voltage))
        assert si(ev.ask(WELDING, din.WeldingDetectionRes).evse_present_voltage) == voltage


@pytest.mark.parametrize("state", [states.AUTHORIZATION, states.CABLE_CHECK, states.PRE_CHARGING])
def test_an_early_stop_is_a_stop_with_power_off(state: str) -> None:
    ev = at(state)
    assert ev.ask(SESSION_STOP, din.SessionStopRes).response_code is Code.OK
    ev.wait(2.0)
    assert ev.ended is not None
    assert ev.ended.ok
    assert not ev.session.evse.contactor
