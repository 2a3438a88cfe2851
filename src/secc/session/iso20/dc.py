"""DC and MCS: DC_CableCheck, DC_PreCharge, PowerDelivery, the DC_ChargeLoop, standby, DC_WeldingDetection (facts 2.5)."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from secc.messages import iso20_common, iso20_dc
from secc.messages.iso20_common import chargeProgressType as Progress
from secc.messages.iso20_common import processingType as Processing
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import events, hold, power
from secc.session.iso20 import delivery, limits, loop, timing, values
from secc.session.iso20.dc_control import control_mode, output
from secc.session.iso20.facts import Control, Ctx, Facts
from secc.session.iso20.states import (
    DC_CABLE_CHECK,
    DC_CABLE_CHECKING,
    DC_LOOP,
    DC_PRE_CHARGE,
    DC_PRE_CHARGED,
    DC_PRE_CHARGING,
    DC_STANDBY,
    DC_STANDBY_UNTESTED,
    DC_WELDING,
    SESSION_STOP,
)
from secc.session.iso20.values import HEADER, si
from secc.session.table import Outcome, Refuse, Reply

_CONTROLS: Final[dict[tuple[Control, bool], type]] = {
    ("scheduled", False): iso20_dc.Scheduled_DC_CLReqControlMode, ("scheduled", True): iso20_dc.BPT_Scheduled_DC_CLReqControlMode,
    ("dynamic", False): iso20_dc.Dynamic_DC_CLReqControlMode, ("dynamic", True): iso20_dc.BPT_Dynamic_DC_CLReqControlMode,
}


_UNTESTED: Final = (DC_CABLE_CHECK, DC_STANDBY_UNTESTED)
"""States in which no insulation has been tested."""


def cable_check(request: iso20_dc.DC_CableCheckReq, context: Ctx) -> Outcome[Facts]:
    """C or D first; then the insulation test, begun once, Ongoing until it has a result."""
    if context.evse.stop and not context.facts.cable_checked:
        return Refuse(Code.FAILED, context.evse.stop.reason, "stop")
    if not context.evse.ready_pilot:
        return hold.for_pilot(hold.C_OR_D, cable_check, delivery.no_pilot(context, "C or D"), within=timing.PILOT)
    stands = power.insulation(context.evse, context.stage, asked=context.facts.cable_checked)
    if stands == "unsound":
        return Refuse(Code.FAILED, f"isolation {context.evse.isolation}", "isolation")
    if stands == "sound":
        return Reply(response=_checked(Processing.Finished), to=DC_PRE_CHARGE, stop=(timing.CABLE_CHECK.name,))
    begin: tuple[events.Event, ...] = ()
    if stands == "begin":
        needs = context.facts.needs
        volts = power.test_voltage(needs.max_voltage_v if needs else None, context.config.outlet.dc.max_voltage_v)
        begin = (events.CableCheckWanted(voltage_v=volts),)
    return Reply(
        response=_checked(Processing.Ongoing), to=DC_CABLE_CHECKING, facts=replace(context.facts, cable_checked=True), stage="isolation", do=begin,
        start=(timing.CABLE_CHECK,),
    )


def _checked(processing: Processing) -> iso20_dc.DC_CableCheckRes:
    return iso20_dc.DC_CableCheckRes(header=HEADER, response_code=Code.OK, evse_processing=processing)


def pre_charge(request: iso20_dc.DC_PreChargeReq, context: Ctx) -> Reply[Facts]:
    """The target of every request is applied, within the station's limits and the tested voltage; 2 A at most."""
    facts, volts = context.facts, si(request.ev_target_voltage)
    target = power.precharge_output(
        volts, power.PRECHARGE_A, limits.dc(context), ev_max_v=facts.needs.max_voltage_v if facts.needs else None,
    )
    said = events.EvStatus(target_voltage_v=volts, present_voltage_v=si(request.ev_present_voltage))
    do: tuple[events.Event, ...] = (target,) if said == facts.status else (target, said, *_beyond(volts, limits.dc(context).max_voltage_v))
    finished = request.ev_processing is Processing.Finished
    return Reply(
        response=iso20_dc.DC_PreChargeRes(header=HEADER, response_code=Code.OK, evse_present_voltage=values.rational(context.evse.voltage_v)),
        to=DC_PRE_CHARGED if finished else DC_PRE_CHARGING, facts=replace(facts, status=said, output_v=target.voltage_v),
        stage=None if context.stage == "off" else "precharge", do=do,
    )


def _beyond(volts: float, most: float) -> tuple[events.Event, ...]:
    """A target that the station cannot reach is clamped, and told."""
    return () if volts <= most else (events.PeerMisbehaved(what="precharge_voltage", detail=f"{volts:g} V, {most:g} V at most"),)


def power_delivery(request: iso20_common.PowerDeliveryReq, context: Ctx) -> Outcome[Facts]:
    """Start: energy may flow. Standby: it rests, the voltage stays. Stop: it ends and the relays open."""
    progress = request.charge_progress
    untested = progress is Progress.Start and context.state in _UNTESTED
    if untested or (progress is not Progress.Stop and context.state == DC_WELDING):
        return Refuse(Code.FAILED_SequenceError, f"PowerDelivery({progress.value}) in {context.state}")
    answer = delivery.ahead(request, context, stopped=DC_WELDING)
    if answer is not None:
        return answer
    if progress is Progress.Stop:
        return hold.for_no_current(request, context, _stopped, timing.OUTPUT_ZERO)
    return _start(request, context) if progress is Progress.Start else _standby(context)


def _start(request: iso20_common.PowerDeliveryReq, context: Ctx) -> Outcome[Facts]:
    if context.stage not in ("precharge", "charge") or context.evse.isolation not in power.SOUND:
        return Refuse(Code.FAILED_PowerDeliveryNotApplied, f"output {context.stage}, isolation {context.evse.isolation}")
    return delivery.started(request, context, DC_LOOP)


def _standby(context: Ctx) -> Reply[Facts] | Refuse:
    """The relays stay closed and the voltage stands, so that a Start needs no new test; without a test there is nothing to hold."""
    facts = replace(context.facts, charging=False, standby_at=context.now)
    do: tuple[events.Event, ...] = (events.ChargingStopped(),) if context.facts.charging else ()
    if context.stage in ("precharge", "charge"):
        rest = events.SetOutput(stage=context.stage, voltage_v=facts.output_v)
        return Reply(response=delivery.response(), to=DC_STANDBY, facts=facts, do=(rest, *do))
    if context.state not in _UNTESTED:
        return Refuse(Code.FAILED_PowerDeliveryNotApplied, f"output {context.stage}")
    return Reply(response=delivery.response(), to=DC_STANDBY_UNTESTED, facts=facts, do=do)


def _stopped(request: iso20_common.PowerDeliveryReq, context: Ctx) -> Reply[Facts]:
    do: tuple[events.Event, ...] = () if context.stage == "off" else (events.StopOutput(), events.OpenContactor())
    if context.facts.charging:
        do = (*do, events.ChargingStopped())
    return Reply(response=delivery.response(), to=DC_WELDING, stage="off", facts=replace(context.facts, charging=False), do=do, stop=("stop",))


def charge_loop(request: iso20_dc.DC_ChargeLoopReq, context: Ctx) -> Reply[Facts] | Refuse:
    """Answered from the snapshot; the set point is clamped before it leaves (facts 2.5.5)."""
    service, control = context.facts.service, request.cl_req_control_mode
    refusal = loop.unfit(control, _CONTROLS[service.control, service.bidirectional])
    if refusal or not isinstance(control, loop.DcControl):
        return refusal or Refuse(Code.FAILED, "no control mode")
    standby = context.state in (DC_STANDBY, DC_STANDBY_UNTESTED)
    needs = loop.wants(control, context.facts.needs or events.EvNeeds(energy=service.mode))
    news: tuple[events.Event, ...] = () if needs == context.facts.needs else (needs,)
    context = replace(context, facts=replace(context.facts, needs=needs))
    target, achieved = output(control, si(request.ev_present_voltage), context, standby=standby)
    said = loop.told(request, context, _status(request, control), standby=standby)
    judged = loop.violation(context.evse.voltage_v * context.evse.current_a, said.facts, context)
    if isinstance(judged, Refuse):
        return judged
    code, facts = judged
    response = iso20_dc.DC_ChargeLoopRes(
        header=HEADER, response_code=code, evse_status=said.evse_status, meter_info=said.meter_info, receipt=said.receipt,
        evse_present_current=values.rational(context.evse.current_a), evse_present_voltage=values.rational(context.evse.voltage_v),
        evse_power_limit_achieved=achieved.power, evse_current_limit_achieved=achieved.current, evse_voltage_limit_achieved=achieved.voltage,
        cl_res_control_mode=control_mode(context),
    )
    do = (target, *news, *said.do) if target else (*news, *said.do)
    return Reply(response=response, to=context.state, facts=replace(facts, output_v=target.voltage_v if target else facts.output_v), do=do)


def _status(request: iso20_dc.DC_ChargeLoopReq, control: loop.DcControl) -> events.EvStatus:
    status = events.EvStatus(present_voltage_v=si(request.ev_present_voltage))
    if isinstance(control, iso20_dc.Scheduled_DC_CLReqControlMode | iso20_dc.BPT_Scheduled_DC_CLReqControlMode):
        return replace(status, target_voltage_v=si(control.ev_target_voltage), target_current_a=si(control.ev_target_current))
    return status


def welding_detection(request: iso20_dc.DC_WeldingDetectionReq, context: Ctx) -> Outcome[Facts]:
    """The measured voltage, any number of times; needs B where the text is followed."""
    if context.facts.started and hold.needs_b(context):
        return hold.for_pilot(hold.B, welding_detection, delivery.no_pilot(context, "B"), within=timing.PILOT)
    return Reply(
        response=iso20_dc.DC_WeldingDetectionRes(header=HEADER, response_code=Code.OK, evse_present_voltage=values.rational(context.evse.voltage_v)),
        to=SESSION_STOP if request.ev_processing is Processing.Finished else context.state, do=hold.b_awaited(context),
    )
