"""CableCheck, PreCharge, PowerDelivery, the CurrentDemand loop, WeldingDetection (facts 5.4.6 to 5.4.10)."""

from __future__ import annotations

from msgspec.structs import replace

from secc.messages import din
from secc.messages.din import DC_EVSEStatusCodeType as StatusCode
from secc.messages.din import EVSEProcessingType as Processing
from secc.messages.din import responseCodeType as Code
from secc.session import condition, events, hold, known, power, schedule
from secc.session.decimals import DOWN
from secc.session.din import status, timing, values
from secc.session.din.facts import Ctx, Facts
from secc.session.din.parameters import TUPLE_ID, ev_status
from secc.session.din.states import CABLE_CHECK, CHARGING, CHARGING_FIRST, PRE_CHARGE, PRE_CHARGING, WELDING
from secc.session.power import Demand
from secc.session.schedule import Planned
from secc.session.table import Outcome, Refuse, Reply


def cable_check(request: din.CableCheckReq, context: Ctx) -> Outcome[Facts]:
    """C or D first [V2G-DC-547]; then the insulation test, Ongoing until it has a result [V2G-DC-418] [V2G-DC-499]."""
    facts = context.facts
    if not context.evse.ready_pilot:
        return hold.for_pilot(hold.C_OR_D, cable_check, _no_pilot(context, "C or D"))
    stands = power.insulation(context.evse, context.stage, asked=facts.cable_checked)
    if stands == "unsound":
        return Refuse(Code.FAILED, f"isolation {context.evse.isolation}", "isolation")
    do, facts = known.told(ev_status(request.dc_ev_status), facts)
    if stands == "sound":
        return Reply(
            response=_checked(context, Processing.Finished, StatusCode.EVSE_Ready), to=PRE_CHARGE, facts=facts, do=do, stop=(timing.CABLE_CHECK.name,)
        )
    if stands == "begin":
        volts = power.test_voltage(facts.needs.max_voltage_v if facts.needs else None, context.config.outlet.dc.max_voltage_v)
        facts, do = replace(facts, cable_checked=True), (events.CableCheckWanted(voltage_v=volts), *do)
        context = replace(context, evse=replace(context.evse, isolation=None))
    return Reply(
        response=_checked(context, Processing.Ongoing, StatusCode.EVSE_IsolationMonitoringActive),
        to=CABLE_CHECK,
        facts=facts,
        stage="isolation",
        do=do,
        start=(timing.CABLE_CHECK,),
    )


def _checked(context: Ctx, processing: Processing, default: StatusCode) -> din.CableCheckRes:
    return din.CableCheckRes(response_code=Code.OK, dc_evse_status=status.dc(din.DC_EVSEStatusType, context, default), evse_processing=processing)


def _no_pilot(context: Ctx, states: str) -> Refuse:
    return Refuse(Code.FAILED, f"control pilot {context.evse.pilot}, {states} needed", "control_pilot")


def pre_charge(request: din.PreChargeReq, context: Ctx) -> Reply[Facts]:
    """Applied at every request; whether it is complete the EV decides [V2G-DC-455] [V2G-DC-457]."""
    volts, amps = values.si(request.ev_target_voltage), values.si(request.ev_target_current)
    most = context.facts.needs.max_voltage_v if context.facts.needs else None
    output = power.precharge_output(volts, amps, power.dc_limits(context.config.outlet.dc, replace(context.evse, paused=False)), ev_max_v=most)
    do, facts = known.told(replace(ev_status(request.dc_ev_status), target_voltage_v=volts, target_current_a=amps), context.facts)
    return Reply(
        response=din.PreChargeRes(
            response_code=Code.OK,
            dc_evse_status=status.dc(din.DC_EVSEStatusType, context),
            evse_present_voltage=values.volts(context.evse.voltage_v),
        ),
        to=PRE_CHARGING,
        facts=facts,
        stage=None if context.stage == "off" else "precharge",
        do=(output, *do),
    )


def power_delivery(request: din.PowerDeliveryReq, context: Ctx) -> Outcome[Facts]:
    """True: energy may flow. False: it must not, and the relays open; a stop is never refused."""
    if not request.ready_to_charge_state:
        return hold.for_no_current(request, context, _stopped)
    return _refusal(request, context) or _start(request, context)


def _refusal(request: din.PowerDeliveryReq, context: Ctx) -> Refuse | None:
    facts, plan = context.facts, request.charging_profile
    if facts.charging:
        return Refuse(Code.FAILED, "charging already")
    if plan and plan.sa_schedule_tuple_id != TUPLE_ID:
        return Refuse(Code.FAILED_TariffSelectionInvalid, f"tuple {plan.sa_schedule_tuple_id}")
    excess = schedule.exceeds(
        _profile(request), facts.offer, tolerant=context.switches["profile_tolerance"], at_start=context.switches["profile_at_entry_start"],
    ) if facts.offer else ""
    if excess:
        return Refuse(Code.FAILED_ChargingProfileInvalid, excess)
    trouble = condition.undeliverable(context.evse)
    if not trouble and (context.stage != "precharge" or context.evse.isolation not in power.SOUND):
        trouble = f"output {context.stage}, isolation {context.evse.isolation}"
    return Refuse(Code.FAILED_PowerDeliveryNotApplied, trouble) if trouble else None


def _profile(request: din.PowerDeliveryReq) -> tuple[Planned, ...]:
    entries = request.charging_profile.profile_entry if request.charging_profile else ()
    return tuple(Planned(entry.charging_profile_entry_start, float(entry.charging_profile_entry_max_power)) for entry in entries)


def _start(request: din.PowerDeliveryReq, context: Ctx) -> Reply[Facts]:
    """[V2G-DC-458]"""
    do, facts = _parameter(request, context.facts)
    plan = tuple((float(entry.start_s), entry.power_w, None) for entry in _profile(request))
    return Reply(
        response=_delivered(context), to=CHARGING_FIRST, stage="charge", facts=replace(facts, charging=True), stop=(timing.READY_TO_CHARGE.name,),
        do=(*do, events.ProfileChosen(schedule_id=TUPLE_ID, profile=plan), events.ChargingStarted()),
    )


def _stopped(request: din.PowerDeliveryReq, context: Ctx) -> Reply[Facts]:
    do, facts = _parameter(request, replace(context.facts, charging=False, stopped=True))
    off: tuple[events.Event, ...] = () if context.stage == "off" else (events.StopOutput(), events.OpenContactor())
    ended: tuple[events.Event, ...] = (events.ChargingStopped(),) if context.facts.charging else ()
    return Reply(
        response=_delivered(replace(context, facts=facts)), to=WELDING, stage="off", facts=facts, do=(*do, *off, *ended),
        stop=("stop", timing.READY_TO_CHARGE.name),
    )


def _parameter(request: din.PowerDeliveryReq, facts: Facts) -> tuple[tuple[events.Event, ...], Facts]:
    said = request.ev_power_delivery_parameter
    if not isinstance(said, din.DC_EVPowerDeliveryParameter):
        return (), facts
    now = replace(ev_status(said.dc_ev_status), charging_complete=said.charging_complete, bulk_complete=said.bulk_charging_complete)
    return known.told(now, facts)


def _delivered(context: Ctx) -> din.PowerDeliveryRes:
    return din.PowerDeliveryRes(response_code=Code.OK, evse_status=status.dc(din.DC_EVSEStatus, context))


def current_demand(request: din.CurrentDemandReq, context: Ctx) -> Reply[Facts]:
    """The hot path: answered at once from the snapshot, with the limits that hold now [V2G-DC-461] [V2G-DC-464]."""
    limits = power.dc_limits(context.config.outlet.dc, context.evse)
    facts = known.limited(
        context.facts, max_voltage_v=values.si_or_none(request.ev_maximum_voltage_limit),
        max_current_a=values.si_or_none(request.ev_maximum_current_limit), max_power_w=values.si_or_none(request.ev_maximum_power_limit),
    )
    demand = known.demand(facts, voltage_v=values.si(request.ev_target_voltage), current_a=max(0.0, values.si(request.ev_target_current)))
    output, achieved = power.dc_output(demand, limits)
    do, facts = known.told(_loop_status(request, demand), facts)
    response = din.CurrentDemandRes(
        response_code=Code.OK, dc_evse_status=status.dc(din.DC_EVSEStatusType, context),
        evse_present_voltage=values.volts(context.evse.voltage_v), evse_present_current=values.amps(context.evse.current_a),
        evse_current_limit_achieved=achieved.current, evse_voltage_limit_achieved=achieved.voltage, evse_power_limit_achieved=achieved.power,
        evse_maximum_voltage_limit=values.volts(limits.max_voltage_v, DOWN), evse_maximum_current_limit=values.amps(limits.max_current_a, DOWN),
        evse_maximum_power_limit=values.watts(limits.max_power_w, DOWN),
    )
    return Reply(response=response, to=CHARGING, facts=facts, do=(output, *do))


def _loop_status(request: din.CurrentDemandReq, demand: Demand) -> events.EvStatus:
    return replace(
        ev_status(request.dc_ev_status), charging_complete=request.charging_complete, bulk_complete=request.bulk_charging_complete,
        target_voltage_v=demand.voltage_v, target_current_a=demand.current_a,
        full_in_s=values.si_or_none(request.remaining_time_to_full_soc), bulk_in_s=values.si_or_none(request.remaining_time_to_bulk_soc),
    )


def welding_detection(request: din.WeldingDetectionReq, context: Ctx) -> Outcome[Facts]:
    """Any number of times; needs B where the text is followed [V2G-DC-468] [V2G-DC-556]."""
    if hold.needs_b(context):
        return hold.for_pilot(hold.B, welding_detection, _no_pilot(context, "B"))
    do, facts = known.told(ev_status(request.dc_ev_status), context.facts)
    return Reply(
        response=din.WeldingDetectionRes(
            response_code=Code.OK,
            dc_evse_status=status.dc(din.DC_EVSEStatusType, context),
            evse_present_voltage=values.volts(context.evse.voltage_v),
        ),
        to=WELDING,
        facts=facts,
        do=(*do, *hold.b_awaited(context)),
    )
