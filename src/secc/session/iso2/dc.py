"""DC: CableCheck, PreCharge, PowerDelivery, the CurrentDemand loop, WeldingDetection."""

from __future__ import annotations

from msgspec.structs import replace

from secc.messages import iso2
from secc.messages.iso2 import DC_EVSEStatusCodeType as StatusCode
from secc.messages.iso2 import EVSEProcessingType as Processing
from secc.messages.iso2 import chargeProgressType as Progress
from secc.messages.iso2 import responseCodeType as Code
from secc.session import events, hold, known, power
from secc.session.decimals import DOWN
from secc.session.iso2 import delivery, metering, sae, status, timing, values
from secc.session.iso2.facts import Ctx, Facts
from secc.session.iso2.parameters import ev_status
from secc.session.iso2.states import CABLE_CHECK, DC_CHARGING, DC_CHARGING_FIRST, DC_RECEIPT, PARAMETERS, PRE_CHARGE, PRE_CHARGING, WELDING
from secc.session.power import Demand
from secc.session.table import Outcome, Refuse, Reply


def cable_check(request: iso2.CableCheckReq, context: Ctx) -> Outcome[Facts]:
    """C or D first [V2G2-917] [V2G2-918]; then the insulation test, Ongoing until it has a result [V2G2-582] [V2G2-584]."""
    facts = context.facts
    if not context.evse.ready_pilot:
        return hold.for_pilot(hold.C_OR_D, cable_check, delivery.no_pilot(context, "C or D"))
    stands = power.insulation(context.evse, context.stage, asked=facts.cable_checked)
    if stands == "begin":
        volts = power.test_voltage(facts.needs.max_voltage_v if facts.needs else None, context.config.outlet.dc.max_voltage_v)
        fresh = replace(context, facts=replace(facts, cable_checked=True), evse=replace(context.evse, isolation=None))
        return _checking(fresh, request, (events.CableCheckWanted(voltage_v=volts),))
    if stands == "ongoing":
        return _checking(context, request, ())
    if stands == "unsound":
        return Refuse(Code.FAILED, f"isolation {context.evse.isolation}", "isolation")
    told, facts = _told(request.dc_ev_status, facts)
    return Reply(
        response=iso2.CableCheckRes(
            response_code=Code.OK, dc_evse_status=status.dc(iso2.DC_EVSEStatusType, context), evse_processing=Processing.Finished,
        ),
        to=PRE_CHARGE, facts=facts, do=told, stop=(timing.CABLE_CHECK.name,),
    )


def _checking(context: Ctx, request: iso2.CableCheckReq, do: tuple[events.Event, ...]) -> Reply[Facts]:
    told, facts = _told(request.dc_ev_status, context.facts)
    return Reply(
        response=iso2.CableCheckRes(
            response_code=Code.OK, dc_evse_status=status.dc(iso2.DC_EVSEStatusType, context, StatusCode.EVSE_IsolationMonitoringActive),
            evse_processing=Processing.Ongoing,
        ),
        to=CABLE_CHECK, facts=facts, stage="isolation", do=(*do, *told), start=(timing.CABLE_CHECK,),
    )


def _told(said: iso2.DC_EVStatusType, facts: Facts) -> tuple[tuple[events.Event, ...], Facts]:
    """The EV's status for the host, when it is news. An error code in it fails nothing by itself (facts 3.8.1)."""
    return known.told(ev_status(said), facts)


def pre_charge(request: iso2.PreChargeReq, context: Ctx) -> Reply[Facts] | Refuse:
    """Applied at every request, for some EVs begin with a wrong voltage; the answer does not wait for the ramp [V2G2-586] [V2G2-587]."""
    volts, amps = values.si(request.ev_target_voltage), values.si(request.ev_target_current)
    if amps > power.PRECHARGE_A and context.switches["wrong_precharge_current_fails"]:
        return Refuse(Code.FAILED, f"{amps:g} A in PreCharge")
    limits = power.dc_limits(context.config.outlet.dc, replace(context.evse, paused=False))
    output = power.precharge_output(volts, amps, limits, ev_max_v=context.facts.needs.max_voltage_v if context.facts.needs else None)
    said, facts = known.told(replace(ev_status(request.dc_ev_status), target_voltage_v=volts, target_current_a=amps), context.facts)
    return Reply(
        response=iso2.PreChargeRes(
            response_code=Code.OK,
            dc_evse_status=status.dc(iso2.DC_EVSEStatusType, context),
            evse_present_voltage=values.volts(context.evse.voltage_v),
        ),
        to=PRE_CHARGING,
        facts=facts,
        stage=None if context.stage == "off" else "precharge",
        do=(output, *said),
    )


def power_delivery(request: iso2.PowerDeliveryReq, context: Ctx) -> Outcome[Facts]:
    """Start: energy may flow. Stop and Renegotiate: it must not, and the relays open."""
    refusal = delivery.refusal(request, context)
    if refusal:
        return refusal
    if request.charge_progress is Progress.Start:
        return _start(request, context)
    return _stop(request, context) if request.charge_progress is Progress.Stop else _renegotiate(context)


def _start(request: iso2.PowerDeliveryReq, context: Ctx) -> Outcome[Facts]:
    """[V2G2-589] [V2G2-590]"""
    if context.stage != "precharge" or context.evse.isolation not in power.SOUND:
        return Refuse(Code.FAILED_PowerDeliveryNotApplied, f"output {context.stage}, isolation {context.evse.isolation}")
    said, facts = _parameter(request, context.facts)
    return Reply(
        response=_delivered(context), to=DC_CHARGING_FIRST, stage="charge",
        facts=replace(facts, selected=request.sa_schedule_tuple_id, charging=True, started=True, receipt_at=None),
        do=(*said, delivery.chosen(request), events.ChargingStarted()),
    )


def _stop(request: iso2.PowerDeliveryReq, context: Ctx) -> Outcome[Facts]:
    """The answer waits a moment for the current to be gone [V2G2-601]. Whatever the EV's error code says, a stop is a stop."""
    return hold.for_no_current(request, context, _stopped)


def _stopped(request: iso2.PowerDeliveryReq, context: Ctx) -> Reply[Facts]:
    said, facts = _parameter(request, replace(context.facts, charging=False, stopped=True))
    do: tuple[events.Event, ...] = () if context.stage == "off" else (events.StopOutput(), events.OpenContactor())
    if context.facts.charging:
        do = (*do, events.ChargingStopped())
    return Reply(response=_delivered(replace(context, facts=facts)), to=WELDING, stage="off", facts=facts, do=(*said, *do), stop=("stop",))


def _renegotiate(context: Ctx) -> Reply[Facts]:
    """Current to zero and relays open: CableCheck and PreCharge come again [V2G2-813] [V2G2-582], unless the switch allows cars to skip them."""
    skip = context.switches["renegotiation_shortcut"]
    facts = replace(context.facts, charging=False, cable_checked=skip)
    do = (events.StopOutput(),) if skip else (events.StopOutput(), events.OpenContactor())
    return Reply(response=_delivered(context), to=PARAMETERS, facts=facts, stage="precharge" if skip else "off", do=(*do, events.Renegotiating()))


def _parameter(request: iso2.PowerDeliveryReq, facts: Facts) -> tuple[tuple[events.Event, ...], Facts]:
    said = request.ev_power_delivery_parameter
    if not isinstance(said, iso2.DC_EVPowerDeliveryParameter):
        return (), facts
    now = replace(ev_status(said.dc_ev_status), charging_complete=said.charging_complete, bulk_complete=said.bulk_charging_complete)
    return known.told(now, facts)


def _delivered(context: Ctx) -> iso2.PowerDeliveryRes:
    return iso2.PowerDeliveryRes(response_code=Code.OK, evse_status=status.dc(iso2.DC_EVSEStatus, context))


def current_demand(request: iso2.CurrentDemandReq, context: Ctx) -> Reply[Facts]:
    """The hot path: answered at once from the snapshot; the limits are always told, for some EVs react to nothing else [V2G2-592] [V2G2-593]."""
    limits = power.dc_limits(context.config.outlet.dc, context.evse)
    facts = known.limited(
        context.facts, max_voltage_v=values.si_or_none(request.ev_maximum_voltage_limit),
        max_current_a=values.si_or_none(request.ev_maximum_current_limit), max_power_w=values.si_or_none(request.ev_maximum_power_limit),
    )
    bidirectional = facts.bidirectional
    if bidirectional:
        bidirectional = sae.drawn(bidirectional, request.dc_ev_status.ev_ress_soc)
        facts, station = replace(facts, bidirectional=bidirectional), sae.station(bidirectional, context.evse, context.now)
        context = replace(context, facts=facts, evse=station)
    target = known.demand(facts, voltage_v=values.si(request.ev_target_voltage), current_a=values.si(request.ev_target_current))
    demand = sae.demand(target, bidirectional)
    most_a, most_w = sae.limits(bidirectional, context.evse, limits, demand)
    output, achieved = power.dc_output(demand, limits)
    meter, receipt = metering.due(context)
    said, facts = known.told(_loop_status(request, demand), facts)
    facts = metering.remembered(facts, context.now, meter, receipt)
    response = iso2.CurrentDemandRes(
        response_code=Code.OK, dc_evse_status=status.dc(iso2.DC_EVSEStatusType, context, loop=True),
        evse_present_voltage=values.volts(context.evse.voltage_v), evse_present_current=values.amps(context.evse.current_a),
        evse_current_limit_achieved=achieved.current, evse_voltage_limit_achieved=achieved.voltage, evse_power_limit_achieved=achieved.power,
        evse_maximum_voltage_limit=values.volts(limits.max_voltage_v, DOWN), evse_maximum_current_limit=values.amps(most_a, DOWN),
        evse_maximum_power_limit=values.watts(most_w, DOWN),
        evse_id=context.config.outlet.evse_id, sa_schedule_tuple_id=facts.selected, meter_info=meter, receipt_required=receipt,
    )
    return Reply(response=response, to=DC_RECEIPT if receipt else DC_CHARGING, facts=facts, do=(output, *said))


def _loop_status(request: iso2.CurrentDemandReq, demand: Demand) -> events.EvStatus:
    return replace(
        ev_status(request.dc_ev_status), charging_complete=request.charging_complete, bulk_complete=request.bulk_charging_complete,
        target_voltage_v=demand.voltage_v, target_current_a=demand.current_a, full_in_s=values.si_or_none(request.remaining_time_to_full_soc),
        bulk_in_s=values.si_or_none(request.remaining_time_to_bulk_soc),
    )


def welding_detection(request: iso2.WeldingDetectionReq, context: Ctx) -> Outcome[Facts]:
    """Any number of times; needs B where the text is followed [V2G2-596] [V2G2-597] [V2G2-920]."""
    if hold.needs_b(context):
        return hold.for_pilot(hold.B, welding_detection, delivery.no_pilot(context, "B"))
    said, facts = _told(request.dc_ev_status, context.facts)
    return Reply(
        response=iso2.WeldingDetectionRes(
            response_code=Code.OK,
            dc_evse_status=status.dc(iso2.DC_EVSEStatusType, context),
            evse_present_voltage=values.volts(context.evse.voltage_v),
        ),
        to=WELDING,
        facts=facts,
        do=(*said, *hold.b_awaited(context)),
    )
