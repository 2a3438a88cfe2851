"""Twin of secc.session.iso20.ac: the contactor, targets by phase, what the station wants."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from secc.config import Iso20
from secc.messages import iso20_ac as ac
from secc.messages import iso20_common as common
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import commands, events
from secc.session.commands import AcLimits
from secc.session.iso20 import states
from secc.session.iso20.values import rational, si, si_or_none

from .requests import ac_loops
from .steps import AC, STANDBY, STOP, ZERO, Bench20, ac_dynamic, ac_loop, ac_parameters, config, reach, schedules, selection, start

DYNAMIC = config("ac", control="dynamic")
BOTH_WAYS = config("ac_bpt", control="dynamic")


def asks(ev: Bench20, control: Any = None) -> Any:
    answer = ev.ask(ac_loop(control), ac.AC_ChargeLoopRes)
    assert answer.response_code is Code.OK
    return answer.cl_res_control_mode


def test_the_contactor_closes_before_the_answer_and_opens_with_the_stop() -> None:
    ev = reach(Bench20(AC), states.AC_POWER_DELIVERY)
    assert ev.ask(start(AC), common.PowerDeliveryRes).response_code is Code.OK
    assert ev.watch.closed
    assert ev.ask(STOP, common.PowerDeliveryRes).response_code is Code.OK
    assert (ev.watch.closed, ev.session.state) == (False, states.SESSION_STOP)


def test_a_contactor_that_is_closed_already_is_as_good() -> None:
    ev = reach(Bench20(AC), states.AC_POWER_DELIVERY)
    ev.watch.enabled = False
    ev.push(commands.PilotChanged(state="C"), commands.ContactorChanged(closed=True))
    assert ev.ask(start(AC), common.PowerDeliveryRes).response_code is Code.OK
    assert not ev.seen(events.CloseContactor)


@pytest.mark.parametrize(("after_s", "code"), [(0.8, Code.OK), (9.0, Code.FAILED_ContactorError)])
def test_the_answer_comes_within_a_second_and_a_half_whatever_the_contactor_does(after_s: float, code: Code) -> None:
    ev = reach(Bench20(AC), states.AC_POWER_DELIVERY)
    ev.hardware.quiet = (events.CloseContactor,)
    ev.push(commands.PilotChanged(state="C"))
    began = ev.now
    ev.send(start(AC))
    ev.wait(min(after_s, 1.4))
    if code is Code.OK:
        assert ev.answers() == []
        ev.push(commands.ContactorChanged(closed=True))
    assert ev.answer(common.PowerDeliveryRes).response_code is code
    assert ev.now - began <= 1.5


def test_pilot_and_contactor_share_the_time() -> None:
    ev = reach(Bench20(AC), states.AC_POWER_DELIVERY)
    ev.hardware.quiet = (events.CloseContactor, events.PilotAwaited)
    began = ev.now
    ev.send(start(AC))
    ev.wait(1.0)
    ev.push(commands.PilotChanged(state="C"))
    ev.wait(0.41)
    assert ev.answer(common.PowerDeliveryRes).response_code is Code.FAILED_ContactorError
    assert ev.now - began < 1.5


def test_scheduled_mode_names_a_target_only_where_the_station_wants_less() -> None:
    ev = reach(Bench20(AC), states.AC_LOOP)
    assert asks(ev) == ac.Scheduled_AC_CLResControlMode()
    ev.push(commands.LimitsChanged(ac=AcLimits(max_current_a=10.0)))
    assert si(asks(ev).evse_target_active_power) == 6_900.0
    assert ev.seen(events.SetOutput)[-1].power_w == (2_300.0,) * 3


def test_dynamic_mode_always_names_one_within_what_both_can() -> None:
    ev = reach(Bench20(DYNAMIC), states.AC_LOOP)
    assert si(asks(ev, ac_dynamic()).evse_target_active_power) == pytest.approx(22_000.0)
    ev.push(commands.Setpoint(power_w=5_000.0, reactive_var=300.0))
    mode = asks(ev, ac_dynamic())
    assert si(mode.evse_target_active_power) == pytest.approx(5_000.0)
    assert si(mode.evse_target_reactive_power) == 300.0
    ev.push(commands.Setpoint(power_w=-3_000.0))
    assert si(asks(ev, ac_dynamic()).evse_target_active_power) == 0.0


def test_a_negative_target_is_for_cars_that_give_back() -> None:
    ev = reach(Bench20(BOTH_WAYS), states.AC_LOOP)
    ev.push(commands.Setpoint(power_w=-3_000.0))
    assert si(asks(ev, ac_dynamic(both_ways=True)).evse_target_active_power) == pytest.approx(-3_000.0)
    ev.push(commands.Setpoint(power_w=-30_000.0))
    assert si(asks(ev, ac_dynamic(both_ways=True)).evse_target_active_power) == pytest.approx(-8_000.0)


def test_phases_that_differ_are_named_one_by_one() -> None:
    ev = reach(Bench20(DYNAMIC), states.AC_LOOP)
    ev.push(
        commands.Measured(voltage_v=230.0, current_a=20.0, power_w=(3_000.0, 2_000.0, 1_000.0)),
        commands.LimitsChanged(ac=AcLimits(max_current_a=32.0, max_power_w=(3_000.0, 7_000.0, 7_000.0))),
    )
    mode = asks(ev, ac_dynamic())
    assert [si(one) for one in (mode.evse_present_active_power, mode.evse_present_active_power_l2, mode.evse_present_active_power_l3)] == [
        3_000.0, 2_000.0, 1_000.0,
    ]
    assert [si_or_none(one) for one in (mode.evse_target_active_power, mode.evse_target_active_power_l2, mode.evse_target_active_power_l3)] == [
        3_000.0, 7_000.0, 7_000.0,
    ]


def test_a_car_with_one_phase_gets_one() -> None:
    ev = reach(Bench20(AC), states.SERVICE_SELECTION)
    ev.ask(selection(1, 3), common.ServiceSelectionRes)
    ev.ask(ac_parameters(7_000.0), ac.AC_ChargeParameterDiscoveryRes)
    ev.ask(schedules(), common.ScheduleExchangeRes)
    ev.ask(start(AC), common.PowerDeliveryRes)
    assert ev.seen(events.CloseContactor) == [events.CloseContactor(three_phase=False)]


@pytest.mark.parametrize("control", [
    ac_dynamic(), ac_dynamic(both_ways=True), ac.BPT_Scheduled_AC_CLReqControlMode(ev_present_active_power=ZERO),
])
def test_another_control_mode_than_the_selected_one_ends_it(control: Any) -> None:
    ev = reach(Bench20(AC), states.AC_LOOP)
    assert ev.ask(ac_loop(control), ac.AC_ChargeLoopRes).response_code is Code.FAILED
    assert not ev.watch.closed


def test_the_station_that_decides_says_how_full_and_how_fast() -> None:
    ev = reach(Bench20(config("ac", control="dynamic", iso20=Iso20(mobility_needs_by_station=True))), states.SERVICE_SELECTION)
    ev.ask(selection(1, 2), common.ServiceSelectionRes)
    ev.push(commands.MobilityNeeds(departure_s=3_600.0, minimum_soc_percent=50, target_soc_percent=40, ack_max_delay_s=30.0))
    mode = asks(reach(ev, states.AC_LOOP), ac_dynamic())
    assert (mode.minimum_soc, mode.target_soc, mode.ack_max_delay) == (None, 40, 30)


def test_the_power_of_the_car_goes_to_the_host() -> None:
    ev = reach(Bench20(AC), states.AC_LOOP)
    asks(ev, ac.Scheduled_AC_CLReqControlMode(ev_present_active_power=rational(3_000.0), ev_present_active_power_l2=rational(2_900.0)))
    assert ev.seen(events.EvStatus)[-1].power_w == (3_000.0, 2_900.0)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["ac", "ac_bpt"]), st.sampled_from(["scheduled", "dynamic"]), st.none() | st.floats(), ac_loops)
def test_no_request_takes_the_target_above_the_outlet_or_back_where_it_may_not(
    energy: str, control: str, wanted: float | None, request: ac.AC_ChargeLoopReq,
) -> None:
    ev = reach(Bench20(config(energy, control=control)), states.AC_LOOP)
    ev.push(commands.Setpoint(power_w=wanted))
    ev.ask(request, ac.AC_ChargeLoopRes)
    for target in ev.seen(events.SetOutput):
        assert (-11_000.1 if energy == "ac_bpt" else 0.0) <= sum(target.power_w) <= 22_080.1
    assert not ev.ended or ev.ended.reason != "internal_error"


@pytest.mark.parametrize("power_w", [1e-9, 3_000.0, 1e9])
def test_phases_that_do_not_add_up_to_the_whole_stay_within_what_the_ev_takes(power_w: float) -> None:
    ev = reach(Bench20(DYNAMIC), states.AC_LOOP)
    ev.push(commands.Setpoint(power_w=power_w, phases_w=(6_000.0, 6_000.0, 3_000.0)))
    asks(ev, replace(ac_dynamic(), ev_maximum_charge_power=rational(10_000.0)))
    assert ev.seen(events.SetOutput)[-1].power_w == pytest.approx((4_000.0, 4_000.0, 2_000.0))


def test_what_standby_took_away_comes_back_with_the_next_start() -> None:
    ev = reach(Bench20(AC), states.AC_LOOP)
    asks(ev)
    assert ev.ask(STANDBY, common.PowerDeliveryRes).response_code is Code.OK
    assert ev.seen(events.SetOutput)[-1].power_w == (0.0, 0.0, 0.0)
    asks(ev)
    assert ev.ask(start(AC), common.PowerDeliveryRes).response_code is Code.OK
    mode = asks(ev)
    assert ev.seen(events.SetOutput)[-1].power_w == (7_360.0,) * 3
    assert mode.evse_target_active_power is None


def test_a_wish_of_the_station_that_is_over_leaves_no_limit_behind() -> None:
    ev = reach(Bench20(AC), states.AC_LOOP)
    ev.push(commands.Setpoint(power_w=3_000.0))
    asks(ev)
    assert ev.seen(events.SetOutput)[-1].power_w == (1_000.0,) * 3
    ev.push(commands.Setpoint(power_w=None))
    asks(ev)
    assert ev.seen(events.SetOutput)[-1].power_w == (7_360.0,) * 3
