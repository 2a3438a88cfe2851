"""Twin of secc.session.din.dc: from CableCheck to WeldingDetection."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from secc.messages import din
from secc.messages.din import DC_EVSEStatusCodeType as StatusCode
from secc.messages.din import EVSEProcessingType as Processing
from secc.messages.din import responseCodeType as Code
from secc.session import commands, events
from secc.session.din import states
from secc.session.din.values import amps, si, volts, watts

from ..bench import Bench, Hardware
from .steps import CABLE_CHECK, READY, START, WELDING, bench, current_demand, parameters, power_delivery, pre_charge, reach


def at(state: str, hardware: Hardware | None = None) -> Bench:
    return reach(bench(hardware=hardware), state)


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


def test_what_the_ev_says_with_its_stop_is_told() -> None:
    ev = at(states.CHARGING)
    said = din.DC_EVPowerDeliveryParameter(dc_ev_status=READY, charging_complete=True, bulk_charging_complete=False)
    assert ev.ask(replace(power_delivery(False), ev_power_delivery_parameter=said), din.PowerDeliveryRes).response_code is Code.OK
    told = ev.seen(events.EvStatus)[-1]
    assert (told.charging_complete, told.bulk_complete) == (True, False)


def test_power_that_was_taken_away_before_the_start_is_not_given_back_by_it() -> None:
    ev = at(states.PRE_CHARGING)
    ev.push(commands.PilotChanged(state="B"), commands.PilotChanged(state="C"))
    assert ev.ask(START, din.PowerDeliveryRes).response_code is Code.FAILED_PowerDeliveryNotApplied
