"""Twins of secc.session.iso20.dc, dc_control and loop: insulation, pre-charge, set points, limits, what the EV tells."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from secc.config import Dc
from secc.messages import iso20_common as common
from secc.messages import iso20_dc as dc
from secc.messages.iso20_common import RationalNumberType as Rational
from secc.messages.iso20_common import processingType as Processing
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import commands, events
from secc.session.commands import DcLimits
from secc.session.iso20 import states
from secc.session.iso20.values import rational, si

from ..bench import Hardware
from .requests import dc_loops
from .steps import (
    CABLE_CHECK,
    DC,
    DC_DYNAMIC,
    STOP,
    Bench20,
    config,
    dc_dynamic,
    dc_dynamic_both_ways,
    dc_loop,
    pre_charge,
    reach,
    start,
    welding,
)

BOTH_WAYS = config("dc_bpt", control="dynamic")


def output(ev: Bench20) -> events.SetOutput:
    return ev.seen(events.SetOutput)[-1]


def test_the_insulation_is_tested_once_with_the_voltage_of_the_ev() -> None:
    ev = reach(Bench20(DC), states.DC_CABLE_CHECK)
    assert ev.ask(CABLE_CHECK, dc.DC_CableCheckRes).evse_processing is Processing.Ongoing
    assert ev.ask(CABLE_CHECK, dc.DC_CableCheckRes).evse_processing is Processing.Finished
    assert ev.seen(events.CableCheckWanted) == [events.CableCheckWanted(voltage_v=500.0)]


@pytest.mark.parametrize("isolation", ["fault", "invalid", "no_imd"])
def test_a_bad_insulation_ends_it_without_output(isolation: Any) -> None:
    ev = Bench20(DC, hardware=Hardware(isolation=isolation))
    reach(ev, states.DC_CABLE_CHECKING)
    assert ev.ask(CABLE_CHECK, dc.DC_CableCheckRes).response_code is Code.FAILED
    assert not ev.seen(events.SetOutput)
    assert not ev.watch.closed


def test_power_cannot_start_without_a_tested_cable_or_before_pre_charge_is_over() -> None:
    untested = reach(Bench20(DC), states.DC_CABLE_CHECK)
    assert untested.ask(start(DC), common.PowerDeliveryRes).response_code is Code.FAILED_SequenceError
    strict = reach(Bench20(DC), states.DC_PRE_CHARGING)
    assert strict.ask(start(DC), common.PowerDeliveryRes).response_code is Code.FAILED_SequenceError
    field = reach(Bench20(config("dc", profile="field")), states.DC_PRE_CHARGING)
    assert field.ask(start(DC), common.PowerDeliveryRes).response_code is Code.OK


def test_pre_charge_goes_no_higher_than_the_ev_can_take_and_2_a() -> None:
    ev = reach(Bench20(DC), states.DC_PRE_CHARGE)
    answer = ev.ask(pre_charge(1_200.0, Processing.Ongoing), dc.DC_PreChargeRes)
    assert (output(ev).voltage_v, output(ev).current_a) == (450.0, 2.0)
    assert [one.what for one in ev.seen(events.PeerMisbehaved)] == ["precharge_voltage"]
    assert answer.response_code is Code.OK
    assert si(ev.ask(pre_charge(400.0, Processing.Ongoing), dc.DC_PreChargeRes).evse_present_voltage) == 450.0
    assert si(ev.ask(pre_charge(400.0), dc.DC_PreChargeRes).evse_present_voltage) == 400.0


def charging(settings: Any = DC) -> Bench20:
    return reach(Bench20(settings), states.DC_LOOP)


def asks(ev: Bench20, control: Any = None, **rest: Any) -> dc.DC_ChargeLoopRes:
    answer = ev.ask(dc_loop(control, **rest), dc.DC_ChargeLoopRes)
    assert answer.response_code is Code.OK
    return answer


def test_in_scheduled_mode_the_ev_leads_below_the_limits_of_the_moment() -> None:
    ev = charging()
    answer = asks(ev, amps=200.0)
    assert (output(ev).current_a, answer.evse_current_limit_achieved) == (200.0, False)
    ev.push(commands.LimitsChanged(dc=DcLimits(max_voltage_v=1000.0, max_current_a=100.0, max_power_w=350_000.0)))
    answer = asks(ev, amps=200.0)
    mode: Any = answer.cl_res_control_mode
    assert (output(ev).current_a, answer.evse_current_limit_achieved, si(mode.evse_maximum_charge_current)) == (100.0, True, 100.0)
    ev.push(commands.LimitsChanged(dc=DcLimits(max_voltage_v=1000.0, max_current_a=500.0, max_power_w=20_000.0)))
    answer = asks(ev, amps=200.0)
    assert (output(ev).current_a, answer.evse_power_limit_achieved, answer.evse_current_limit_achieved) == (50.0, True, False)


def test_limits_above_the_capability_are_not_announced() -> None:
    ev = charging()
    ev.push(commands.LimitsChanged(dc=DcLimits(max_voltage_v=2000.0, max_current_a=900.0, max_power_w=1e6)))
    mode: Any = asks(ev).cl_res_control_mode
    assert (si(mode.evse_maximum_voltage), si(mode.evse_maximum_charge_current), si(mode.evse_maximum_charge_power)) == (1000.0, 500.0, 350_000.0)


def test_the_schedule_that_was_taken_bounds_the_output() -> None:
    ev = Bench20(DC)
    step = commands.Schedule(id=1, power=(commands.PowerInterval(start_s=0, power_w=8_000.0),), duration_s=86_400.0)
    ev.push(commands.SchedulesOffered(schedules=(step,)))
    asks(reach(ev, states.DC_LOOP), amps=200.0)
    assert output(ev).current_a == 20.0


def test_in_dynamic_mode_the_station_leads_within_what_the_ev_can_take() -> None:
    ev = charging(DC_DYNAMIC)
    asks(ev, dc_dynamic())
    assert (output(ev).voltage_v, output(ev).current_a) == (450.0, 300.0)
    ev.push(commands.Setpoint(power_w=40_000.0))
    asks(ev, dc_dynamic())
    assert output(ev).current_a == pytest.approx(40_000.0 / 450.0)  # the higher of what both measure
    asks(ev, dc_dynamic(maximum_charge_power=9_000.0))
    assert output(ev).current_a == 20.0
    ev.push(commands.Setpoint(power_w=-40_000.0))
    asks(ev, dc_dynamic())
    assert output(ev).current_a == 0.0


def test_energy_comes_back_only_where_both_can_and_as_much_as_both_allow() -> None:
    ev = charging(BOTH_WAYS)
    ev.push(commands.Setpoint(power_w=-20_000.0))
    asks(ev, dc_dynamic_both_ways())
    assert (output(ev).voltage_v, output(ev).current_a) == (200.0, -50.0)
    ev.push(commands.Setpoint(power_w=-45_000.0))
    asks(ev, dc_dynamic_both_ways())
    assert output(ev).current_a == -75.0
    asks(ev, dc_dynamic_both_ways(maximum_discharge_power=-8_000.0))
    assert output(ev).current_a == -20.0
    answer = asks(ev, dc_dynamic_both_ways())
    mode: Any = answer.cl_res_control_mode
    assert (si(answer.evse_present_current), si(mode.evse_maximum_discharge_current)) == (-20.0, 100.0)


def test_a_negative_target_in_scheduled_mode_discharges_in_a_bidirectional_service_only() -> None:
    both = dc.BPT_Scheduled_DC_CLReqControlMode(ev_target_current=rational(-50.0), ev_target_voltage=rational(400.0))
    ev = charging(config("dc_bpt"))
    asks(ev, both)
    assert output(ev).current_a == -50.0
    one_way = charging()
    asks(one_way, amps=-50.0)
    assert output(one_way).current_a == 0.0


def test_a_low_target_voltage_draws_no_more_from_the_battery_than_may_come_back() -> None:
    ev = charging(config("dc_bpt"))
    ev.hardware.quiet = (events.SetOutput,)
    ev.push(commands.Measured(voltage_v=400.0, current_a=0.0))
    needs = {"ev_maximum_discharge_power": rational(20_000.0), "ev_target_current": rational(-80.0)}
    for told_v, target_v in ((400.0, 100.0), (1.0, 100.0), (1.0, 0.0)):
        control = dc.BPT_Scheduled_DC_CLReqControlMode(ev_target_voltage=rational(target_v), **needs)
        request = replace(dc_loop(control), ev_present_voltage=rational(told_v))
        assert ev.ask(request, dc.DC_ChargeLoopRes).response_code is Code.OK
        assert output(ev).current_a == -50.0


def test_an_ev_that_tells_a_low_voltage_gets_no_more_power_in_dynamic_mode() -> None:
    ev = charging(DC_DYNAMIC)
    ev.hardware.quiet = (events.SetOutput,)
    ev.push(commands.Measured(voltage_v=400.0, current_a=0.0), commands.Setpoint(power_w=4_000.0))
    assert ev.ask(replace(dc_loop(dc_dynamic()), ev_present_voltage=rational(1.0)), dc.DC_ChargeLoopRes).response_code is Code.OK
    assert output(ev).current_a == 10.0


@pytest.mark.parametrize(("amps", "flags"), [(-60.0, (False, False)), (-100.0, (True, False)), (-150.0, (True, True)), (60.0, (False, False))])
def test_limits_count_in_the_direction_of_the_current(amps: float, flags: tuple[bool, bool]) -> None:
    ev = charging(config("dc_bpt"))
    control = dc.BPT_Scheduled_DC_CLReqControlMode(ev_target_voltage=rational(400.0), ev_target_current=rational(amps))
    answer = asks(ev, control)
    assert (answer.evse_current_limit_achieved, answer.evse_power_limit_achieved) == flags


@pytest.mark.parametrize(("takes_v", "held_v"), [(118.0, 118.0), (-118.0, 0.0), (900.0, 400.0)])
def test_the_voltage_that_stands_in_standby_follows_what_the_ev_still_takes(takes_v: float, held_v: float) -> None:
    ev = reach(Bench20(DC_DYNAMIC), states.DC_STANDBY)
    assert output(ev).voltage_v == 400.0
    asks(ev, dc_dynamic(maximum_voltage=takes_v, minimum_voltage=0.0))
    assert (output(ev).voltage_v, output(ev).current_a) == (held_v, 0.0)


@pytest.mark.parametrize("control", [dc_dynamic(), dc_dynamic_both_ways(),
                                     dc.BPT_Scheduled_DC_CLReqControlMode(ev_target_current=rational(1.0), ev_target_voltage=rational(400.0))])
def test_another_control_mode_than_the_selected_one_ends_it(control: Any) -> None:
    ev = charging()
    assert ev.ask(dc_loop(control), dc.DC_ChargeLoopRes).response_code is Code.FAILED
    assert not ev.watch.closed


def test_a_wish_of_the_station_turns_a_scheduled_ev_down_but_not_up() -> None:
    ev = charging()
    ev.push(commands.Setpoint(power_w=4_000.0))
    asks(ev, amps=100.0)
    assert output(ev).current_a == 10.0
    ev.push(commands.Setpoint(power_w=400_000.0))
    asks(ev, amps=100.0)
    assert output(ev).current_a == 100.0


def test_what_the_ev_tells_goes_to_the_host_once() -> None:
    display = common.DisplayParametersType(present_soc=55, battery_energy_capacity=Rational(exponent=1, value=6_000), charging_complete=False)
    ev = charging(DC_DYNAMIC)
    for _ in range(3):
        asks(ev, dc_dynamic(), display=display, meter=True)
    assert ev.seen(events.Displayed) == [events.Displayed(values={"PresentSOC": 55, "BatteryEnergyCapacity": 60_000.0, "ChargingComplete": False})]
    status = ev.seen(events.EvStatus)[-1]
    assert (status.soc_percent, status.charging_complete, status.present_voltage_v) == (55.0, False, 400.0)
    needs = ev.seen(events.EvNeeds)[-1]
    assert (needs.energy_request_wh, needs.energy_max_wh, needs.max_current_a) == (20_000.0, 30_000.0, 300.0)
    assert ev.seen(events.MeterAsked)


def test_the_meter_counts_this_session_and_is_in_the_first_response() -> None:
    ev = reach(Bench20(config("dc_bpt")), states.DC_PRE_CHARGED)
    ev.push(commands.MeterRead(meter_id="M", energy_wh=1_000.0, exported_wh=500.0))
    ev.ask(start(DC), common.PowerDeliveryRes)
    both = dc.BPT_Scheduled_DC_CLReqControlMode(ev_target_current=rational(10.0), ev_target_voltage=rational(400.0))
    first = asks(ev, both).meter_info
    ev.push(commands.MeterRead(meter_id="M", energy_wh=1_250.4, exported_wh=520.0))
    second = asks(ev, both).meter_info
    assert first is not None
    assert second is not None
    assert [(one.charged_energy_reading_wh, one.bpt_discharged_energy_reading_wh) for one in (first, second)] == [(0, 0), (250, 20)]


def test_a_stop_waits_for_the_current_and_opens_before_welding_detection() -> None:
    ev = charging()
    asks(ev, amps=200.0)
    ev.hardware.quiet = (events.StopOutput,)
    ev.send(STOP)
    assert ev.answers() == []
    ev.push(commands.Measured(voltage_v=400.0, current_a=0.5))
    assert ev.answer(common.PowerDeliveryRes).response_code is Code.OK
    assert not ev.watch.closed
    assert ev.ask(welding(Processing.Ongoing), dc.DC_WeldingDetectionRes).response_code is Code.OK
    assert ev.session.state == states.DC_WELDING
    ev.ask(welding(), dc.DC_WeldingDetectionRes)
    assert ev.session.state == states.SESSION_STOP


LIMITS = Dc(max_voltage_v=920.0, max_current_a=200.0, max_power_w=60_000.0, max_discharge_power_w=20_000.0, max_discharge_current_a=50.0)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["dc", "dc_bpt", "mcs", "mcs_bpt"]), st.sampled_from(["scheduled", "dynamic"]), st.none() | st.floats(), dc_loops)
def test_no_request_takes_the_output_above_the_station_or_back_where_it_may_not(
    energy: str, control: str, wanted: float | None, request: dc.DC_ChargeLoopReq,
) -> None:
    ev = reach(Bench20(config(energy, control=control, dc=LIMITS)), states.DC_LOOP)
    ev.push(commands.Setpoint(power_w=wanted))
    before, volts = len(ev.seen(events.SetOutput)), ev.session.evse.voltage_v
    ev.watch.measured = False
    answer = ev.ask(request, dc.DC_ChargeLoopRes)
    for target in ev.seen(events.SetOutput)[before:]:
        assert answer.response_code is Code.OK
        assert 0.0 <= target.voltage_v <= 920.0
        assert (-50.0 if energy.endswith("_bpt") else 0.0) <= target.current_a <= 200.0
        across = volts if control == "dynamic" else max(volts, target.voltage_v)  # Dynamic is worked out at the voltage that is there
        assert -20_001.0 <= target.current_a * across <= 60_001.0
    assert not ev.ended or ev.ended.reason != "internal_error"


def test_extremes_of_numbers_end_nothing() -> None:
    ev = charging()
    for exponent in (-128, 127):
        request = dc_loop()
        control = replace(request.cl_req_control_mode, ev_target_current=Rational(exponent=exponent, value=32_767))
        assert ev.ask(replace(request, cl_req_control_mode=control), dc.DC_ChargeLoopRes).response_code is Code.OK
        assert 0.0 <= output(ev).current_a <= 500.0
