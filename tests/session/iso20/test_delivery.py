"""Twin of secc.session.iso20.delivery: profiles against schedules, tolerance, renegotiation."""

from __future__ import annotations

import time
from typing import Any

import pytest
from msgspec.structs import replace

from secc.config import Config, Iso20
from secc.messages import iso20_ac, iso20_dc
from secc.messages import iso20_common as common
from secc.messages.iso20_common import chargeProgressType as Progress
from secc.messages.iso20_common import evseNotificationType as Notification
from secc.messages.iso20_common import powerToleranceAcceptanceType as Acceptance
from secc.messages.iso20_common import processingType as Processing
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import commands, events
from secc.session.iso20 import states

from ..bench import UNIX
from .steps import AC, DC, DC_DYNAMIC, Bench20, ac_loop, config, dc_loop, delivery, profile, reach, schedules

RENEGOTIATE = Progress.ScheduleRenegotiation
LIMITED = commands.Schedule(id=1, power=(
    commands.PowerInterval(start_s=0, power_w=50_000.0), commands.PowerInterval(start_s=3_600, power_w=10_000.0),
), duration_s=86_400.0)


def starts(settings: Config, sent: common.EVPowerProfileType | None, **rest: Any) -> tuple[Bench20, common.PowerDeliveryRes]:
    ev = Bench20(settings)
    ev.push(commands.SchedulesOffered(schedules=(LIMITED,)))
    reach(ev, states.DC_PRE_CHARGED)
    return ev, ev.ask(delivery(Progress.Start, profile=sent, **rest), common.PowerDeliveryRes)


@pytest.mark.parametrize(("sent", "code"), [
    (profile((86_400, 10_000.0)), Code.OK),
    (profile((3_600, 50_000.0), (82_800, 10_000.0)), Code.OK),
    (profile((3_600, 50_000.0), (82_800, 10_000.0), anchor=int(UNIX)), Code.OK),
    (profile((600, 50_000.0)), Code.OK),
    (profile((3_600, 60_000.0)), Code.FAILED_EVPowerProfileViolation),
    (profile((3_601, 50_000.0)), Code.FAILED_EVPowerProfileViolation),
    (profile((3_600, 50_000.0), anchor=int(UNIX) + 600), Code.FAILED_EVPowerProfileViolation),
    (profile(tuple_id=2), Code.FAILED_ScheduleSelectionInvalid),
    (profile((0, 1_000.0)), Code.FAILED_EVPowerProfileInvalid),
    (profile((600, -1_000.0)), Code.FAILED_EVPowerProfileInvalid),
    (None, Code.FAILED_EVPowerProfileInvalid),
    (replace(profile(), scheduled_evppt_control_mode=None, dynamic_evppt_control_mode=common.Dynamic_EVPPTControlModeType()),
     Code.FAILED_EVPowerProfileInvalid),
])
def test_a_profile_is_held_against_its_schedule(sent: common.EVPowerProfileType | None, code: Code) -> None:
    ev, answer = starts(DC, sent)
    assert answer.response_code is code
    assert bool(ev.seen(events.ChargingStarted)) == (code is Code.OK)


def test_a_lenient_station_warns_of_a_profile_above_its_schedule() -> None:
    lenient = replace(DC, switches={"profile_violation_fails": False})
    ev, answer = starts(lenient, profile((3_600, 60_000.0)))
    assert answer.response_code is Code.WARNING_EVPowerProfileViolation
    assert ev.session.state == states.DC_LOOP


def test_a_profile_of_2048_entries_is_judged() -> None:
    ev, answer = starts(DC, profile(*((40, 9_000.0 + number % 100) for number in range(2_048))))
    assert answer.response_code is Code.OK
    assert len(ev.seen(events.ProfileChosen)[0].profile) == 2_049


def test_the_longest_profile_against_the_longest_schedules_both_ways_holds_nobody_up() -> None:
    ev = Bench20(config("dc_bpt"))
    power = tuple(commands.PowerInterval(start_s=80 * step, power_w=20_000.0 + step) for step in range(1_024))
    ev.push(commands.SchedulesOffered(schedules=(commands.Schedule(id=1, power=power, duration_s=86_400.0),)))
    reach(ev, states.SCHEDULES)
    ev.ask(schedules(points=1_024), common.ScheduleExchangeRes)
    reach(ev, states.DC_PRE_CHARGED)
    sent = delivery(Progress.Start, profile=profile(*((40, 9_000.0) for _ in range(2_048))))
    begun = time.process_time()
    assert ev.ask(sent, common.PowerDeliveryRes).response_code is Code.OK
    assert time.process_time() - begun < 0.5


TOLERANT = config("dc", iso20=Iso20(power_tolerance_w=500.0))


@pytest.mark.parametrize(("acceptance", "code"), [
    (Acceptance.PowerToleranceConfirmed, Code.OK_PowerToleranceConfirmed),
    (Acceptance.PowerToleranceNotConfirmed, Code.WARNING_PowerToleranceNotConfirmed),
    (None, Code.WARNING_PowerToleranceNotConfirmed),
])
def test_a_tolerance_is_confirmed_or_not_and_power_flows(acceptance: Acceptance | None, code: Code) -> None:
    ev, answer = starts(TOLERANT, profile((600, 10_400.0), acceptance=acceptance))
    assert answer.response_code is code
    assert ev.session.state == states.DC_LOOP


@pytest.mark.parametrize(("acceptance", "code"), [
    (Acceptance.PowerToleranceConfirmed, Code.OK_PowerToleranceConfirmed),
    (Acceptance.PowerToleranceNotConfirmed, Code.FAILED_EVPowerProfileViolation), (None, Code.FAILED_EVPowerProfileViolation),
])
def test_only_a_tolerance_that_was_taken_widens_the_schedule(acceptance: Acceptance | None, code: Code) -> None:
    assert starts(TOLERANT, profile((86_400, 10_400.0), acceptance=acceptance))[1].response_code is code


@pytest.mark.parametrize(("strict", "second"), [(True, Code.FAILED_EVPowerProfileViolation), (False, Code.WARNING_EVPowerProfileViolation)])
def test_power_above_the_profile_is_a_warning_and_where_it_goes_on_the_end(strict: bool, second: Code) -> None:
    settings = replace(TOLERANT, switches={"profile_violation_fails": strict})
    ev, _ = starts(settings, profile((86_400, 5_000.0)))
    ev.hardware.quiet = (events.SetOutput,)
    ev.push(commands.Measured(voltage_v=400.0, current_a=13.0))
    assert ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes).response_code is Code.OK
    ev.push(commands.Measured(voltage_v=400.0, current_a=20.0))
    assert ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes).response_code is Code.WARNING_EVPowerProfileViolation
    assert ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes).response_code is second
    assert ev.session.closing == strict


def test_an_ev_that_is_not_ready_changes_nothing() -> None:
    ev, answer = starts(DC, None, processing=Processing.Ongoing)
    assert answer.response_code is Code.OK
    assert ev.session.state == states.DC_PRE_CHARGED
    ac = reach(Bench20(AC), states.AC_POWER_DELIVERY)
    assert ac.ask(delivery(Progress.Start, Processing.Ongoing), common.PowerDeliveryRes).response_code is Code.OK
    assert not ac.seen(events.CloseContactor)


@pytest.mark.parametrize(("settings", "state", "to"), [
    (AC, states.AC_POWER_DELIVERY, states.SESSION_STOP), (AC, states.AC_STANDBY, states.SESSION_STOP),
    (DC, states.DC_PRE_CHARGED, states.DC_WELDING), (DC, states.DC_STANDBY, states.DC_WELDING),
])
def test_a_station_that_wants_to_end_starts_nothing_and_leaves_nothing_on(settings: Config, state: str, to: str) -> None:
    ev = reach(Bench20(settings), state)
    ev.push(commands.Stop(reason="operator"))
    answer = ev.ask(delivery(Progress.Start, profile=profile()), common.PowerDeliveryRes)
    assert answer.evse_status == common.EVSEStatusType(notification_max_delay=0, evse_notification=Notification.Terminate)
    assert (ev.session.state, ev.session.stage, ev.watch.closed) == (to, "off", False)
    assert len(ev.seen(events.ChargingStarted)) == (state in states.STANDBY)


@pytest.mark.parametrize("fault", ["malfunction", "not_ready"])
def test_a_broken_station_delivers_nothing(fault: Any) -> None:
    ev = reach(Bench20(AC), states.AC_POWER_DELIVERY)
    ev.push(commands.FaultRaised(fault=fault))
    assert ev.ask(delivery(Progress.Start, profile=profile()), common.PowerDeliveryRes).response_code is Code.FAILED_PowerDeliveryNotApplied


# ---- renegotiation --------------------------------------------------------------------------------------------------------------------


def looping(settings: Config = DC) -> Bench20:
    ev = reach(Bench20(settings), states.DC_LOOP)
    ev.ask(dc_loop() if settings is DC else dc_loop(None), iso20_dc.DC_ChargeLoopRes)
    return ev


@pytest.mark.parametrize("payload_type", [0x8101, 0x8002])
def test_a_new_schedule_is_agreed_while_power_flows(payload_type: int) -> None:
    ev = looping()
    ev.push(commands.Renegotiate(), commands.SchedulesOffered(schedules=(replace(LIMITED, id=5),)))
    status = ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes).evse_status
    assert status is not None
    assert status.evse_notification is Notification.ScheduleRenegotiation
    answer = ev.aside(schedules(), common.ScheduleExchangeRes, payload_type)
    while answer.evse_processing is Processing.Ongoing:
        ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes)
        answer = ev.aside(schedules(), common.ScheduleExchangeRes, payload_type)
    assert ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes).response_code is Code.OK
    taken = ev.ask(delivery(RENEGOTIATE, profile=profile(tuple_id=5)), common.PowerDeliveryRes)
    assert (taken.response_code, ev.session.state) == (Code.OK, states.DC_LOOP)
    assert [one.schedule_id for one in ev.seen(events.ProfileChosen)] == [1, 5]
    assert ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes).evse_status is None
    assert ev.watch.closed


def test_without_a_new_offer_the_old_schedule_stays() -> None:
    ev = looping()
    answer = ev.ask(delivery(RENEGOTIATE, profile=profile()), common.PowerDeliveryRes)
    assert answer.response_code is Code.WARNING_ScheduleRenegotiationFailed
    assert ev.session.state == states.DC_LOOP


@pytest.mark.parametrize("state", [states.DC_CABLE_CHECK, states.DC_PRE_CHARGED, states.DC_LOOP])
def test_before_the_first_loop_message_there_is_nothing_to_renegotiate(state: str) -> None:
    ev = reach(Bench20(DC), state)
    assert ev.ask(delivery(RENEGOTIATE, profile=profile()), common.PowerDeliveryRes).response_code is Code.FAILED_ScheduleRenegotiation


def test_schedules_on_their_own_stream_before_power_are_out_of_sequence() -> None:
    ev = reach(Bench20(DC), states.DC_CABLE_CHECK)
    assert ev.aside(schedules(), common.ScheduleExchangeRes, 0x8101).response_code is Code.FAILED_SequenceError


def test_dynamic_mode_needs_no_profile_and_takes_none_of_scheduled_mode() -> None:
    assert starts(DC_DYNAMIC, None)[1].response_code is Code.OK
    assert starts(DC_DYNAMIC, profile())[1].response_code is Code.FAILED_EVPowerProfileInvalid


# ---- standby --------------------------------------------------------------------------------------------------------------------------


def test_standby_is_refused_with_a_warning_where_the_operator_wants_none_and_a_start_may_follow() -> None:
    ev = reach(Bench20(config("ac", iso20=Iso20(standby=False))), states.AC_POWER_DELIVERY)
    assert ev.ask(delivery(Progress.Standby), common.PowerDeliveryRes).response_code is Code.WARNING_StandbyNotAllowed
    assert ev.ask(delivery(Progress.Start, profile=profile()), common.PowerDeliveryRes).response_code is Code.OK


def test_in_standby_nothing_flows_until_the_ev_starts_again() -> None:
    ev = looping()
    ev.ask(delivery(Progress.Standby), common.PowerDeliveryRes)
    ev.wait(20.0)
    assert ev.ask(dc_loop(amps=100.0), iso20_dc.DC_ChargeLoopRes).evse_status is None
    assert (ev.session.evse.current_a, ev.watch.closed) == (0.0, True)
    ev.push(commands.PowerAvailable(available=True))
    status = ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes).evse_status
    assert status is not None
    assert status.evse_notification is Notification.ExitStandby
    assert ev.ask(delivery(Progress.Start, profile=profile((86_400, 40_000.0))), common.PowerDeliveryRes).response_code is Code.OK
    ev.ask(dc_loop(amps=100.0), iso20_dc.DC_ChargeLoopRes)
    assert ev.session.evse.current_a == 100.0


def test_an_ac_standby_keeps_the_session_and_shows_no_power() -> None:
    ev = reach(Bench20(AC), states.AC_STANDBY)
    mode: Any = ev.ask(ac_loop(), iso20_ac.AC_ChargeLoopRes).cl_res_control_mode
    assert mode.evse_target_active_power.value == 0
    assert ev.ask(delivery(Progress.Start, profile=profile()), common.PowerDeliveryRes).response_code is Code.OK
