"""AC: PowerDelivery with its contactor, the AC_ChargeLoop, standby (facts 2.4)."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from secc.messages import iso20_ac, iso20_common
from secc.messages.iso20_common import RationalNumberType
from secc.messages.iso20_common import chargeProgressType as Progress
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import events, hold, power
from secc.session.iso20 import delivery, limits, loop, timing, values
from secc.session.iso20.dc_control import ack_max_delay
from secc.session.iso20.facts import Control, Ctx, Facts
from secc.session.iso20.schedules import mobility
from secc.session.iso20.states import AC_LOOP, AC_STANDBY, SESSION_STOP
from secc.session.iso20.values import HEADER
from secc.session.table import Outcome, Refuse, Reply

Mode = (
    iso20_ac.Scheduled_AC_CLResControlMode | iso20_ac.BPT_Scheduled_AC_CLResControlMode
    | iso20_ac.Dynamic_AC_CLResControlMode | iso20_ac.BPT_Dynamic_AC_CLResControlMode
)
_CONTROLS: Final[dict[tuple[Control, bool], type]] = {
    ("scheduled", False): iso20_ac.Scheduled_AC_CLReqControlMode, ("scheduled", True): iso20_ac.BPT_Scheduled_AC_CLReqControlMode,
    ("dynamic", False): iso20_ac.Dynamic_AC_CLReqControlMode, ("dynamic", True): iso20_ac.BPT_Dynamic_AC_CLReqControlMode,
}


def power_delivery(request: iso20_common.PowerDeliveryReq, context: Ctx) -> Outcome[Facts]:
    """Start closes the contactor before it is answered, Stop opens it, Standby leaves it as it is."""
    answer = delivery.ahead(request, context, stopped=SESSION_STOP)
    if answer is not None:
        return answer
    if request.charge_progress is Progress.Stop:
        return _stop(context)
    return _start(request, context) if request.charge_progress is Progress.Start else _standby(context)


def _start(request: iso20_common.PowerDeliveryReq, context: Ctx) -> Outcome[Facts]:
    """C or D [V2G20-847], then the contactor: a level, so one that is closed already will do. Both within 1.4 s."""
    return hold.for_contactor(
        request, context, lambda request, context: delivery.started(request, context, AC_LOOP), failed=delivery.no_pilot(context, "C or D"),
        three_phase=context.facts.service.phases == 3, error=Refuse(Code.FAILED_ContactorError, "the contactor did not close", "contactor"),
        within=timing.CONTACTOR, pilot=timing.CONTACTOR,
    )


def _standby(context: Ctx) -> Reply[Facts]:
    """The contactor stays as it is, nothing flows."""
    nothing = events.SetOutput(stage="charge", power_w=(0.0,) * context.facts.service.phases)
    do: tuple[events.Event, ...] = (nothing, events.ChargingStopped()) if context.facts.charging else ()
    return Reply(response=delivery.response(), to=AC_STANDBY, facts=replace(context.facts, charging=False, standby_at=context.now), do=do)


def _stop(context: Ctx) -> Reply[Facts]:
    do: tuple[events.Event, ...] = (events.StopOutput(), events.OpenContactor()) if context.stage != "off" else ()
    if context.facts.charging:
        do = (*do, events.ChargingStopped())
    return Reply(
        response=delivery.response(), to=SESSION_STOP, stage="off", facts=replace(context.facts, charging=False), do=(*do, *hold.b_awaited(context)),
        stop=("stop",),
    )


def charge_loop(request: iso20_ac.AC_ChargeLoopReq, context: Ctx) -> Reply[Facts] | Refuse:
    """Answered from the snapshot, in the control mode that was selected (facts 2.4.3)."""
    service, control = context.facts.service, request.cl_req_control_mode
    refusal = loop.unfit(control, _CONTROLS[service.control, service.bidirectional])
    if refusal or not isinstance(control, loop.AcControl):
        return refusal or Refuse(Code.FAILED, "no control mode")
    standby = context.state == AC_STANDBY
    needs = loop.wants(control, context.facts.needs or events.EvNeeds(energy=service.mode))
    news: tuple[events.Event, ...] = () if needs == context.facts.needs else (needs,)
    context = replace(context, facts=replace(context.facts, needs=needs))
    said = loop.told(request, context, _status(control), standby=standby)
    judged = loop.violation(_drawn(control, context), said.facts, context)
    if isinstance(judged, Refuse):
        return judged
    code, facts = judged
    target = (0.0,) * service.phases if standby else _target(context)
    response = iso20_ac.AC_ChargeLoopRes(
        header=HEADER, response_code=code, evse_status=said.evse_status, meter_info=said.meter_info, receipt=said.receipt,
        cl_res_control_mode=_control_mode(target, context), evse_target_frequency=_frequency(context),
    )
    output = events.SetOutput(stage="charge", power_w=target or limits.ac(context))  # always: an earlier one must not stay
    return Reply(response=response, to=context.state, facts=facts, do=(output, *news, *said.do))


def _status(control: loop.AcControl) -> events.EvStatus:
    return events.EvStatus(
        power_w=values.by_phase(control.ev_present_active_power, control.ev_present_active_power_l2, control.ev_present_active_power_l3),
        reactive_var=values.by_phase(control.ev_present_reactive_power, control.ev_present_reactive_power_l2, control.ev_present_reactive_power_l3),
    )


def _drawn(control: loop.AcControl, context: Ctx) -> float:
    """W; what the station measures before what the EV says."""
    if context.evse.power_w:
        return sum(context.evse.power_w)
    return values.total(control.ev_present_active_power, control.ev_present_active_power_l2, control.ev_present_active_power_l3)


def _target(context: Ctx) -> tuple[float, ...]:
    """Set point per phase in W, sign as in SetOutput: the station's wish, within what both can.

    In Scheduled mode there is none unless the station wants one or has less than it has promised.
    """
    most, wanted, shares = limits.ac(context), context.evse.setpoint_w, tuple(map(power.number, context.evse.setpoint.phases_w))
    wanted = sum(shares) if len(shares) == len(most) == 3 else wanted
    if context.facts.service.control == "scheduled" and wanted is None:
        return most if sum(most) < sum(limits.ac_nominal(context)) else ()
    needs = context.facts.needs
    ceiling = sum(most) if needs is None or needs.max_power_w is None else min(sum(most), max(0.0, needs.max_power_w))
    back = limits.ac_back(context)
    floor = back if needs is None or needs.max_discharge_power_w is None else min(back, needs.max_discharge_power_w)
    watts = ceiling if wanted is None else max(-floor, min(power.number(wanted), ceiling))
    if wanted and len(shares) == len(most) == 3:
        return _shared(watts / wanted, shares, most, floor / len(most))
    if watts <= 0.0 or sum(most) <= 0.0:
        return (min(watts, 0.0) / len(most),) * len(most)
    return tuple(phase * watts / sum(most) for phase in most)


def _shared(part: float, shares: tuple[float, ...], most: tuple[float, ...], floor: float) -> tuple[float, ...]:
    """The phases as the station wants them, each within what it can, all of them cut in the same measure as the whole."""
    return tuple(max(-floor, min(share * part, limit)) for share, limit in zip(shares, most, strict=True))


def _control_mode(target: tuple[float, ...], context: Ctx) -> Mode:
    """Present power from the meter; the target in every Dynamic response, in Scheduled ones where there is one."""
    service = context.facts.service
    told: dict[str, Any] = {}
    if context.evse.power_w:
        told |= _by_phase("evse_present_active_power", context.evse.power_w)
    if target or service.control == "dynamic":
        told |= _by_phase("evse_target_active_power", target or (0.0,))
    reactive = context.evse.setpoint.phases_var or context.evse.setpoint.reactive_var
    if reactive is not None:
        told |= _by_phase("evse_target_reactive_power", reactive if isinstance(reactive, tuple) else (reactive,))
    if service.control == "scheduled":
        return iso20_ac.BPT_Scheduled_AC_CLResControlMode(**told) if service.bidirectional else iso20_ac.Scheduled_AC_CLResControlMode(**told)
    departure, minimum, soc = mobility(context)
    told |= {"departure_time": departure, "minimum_soc": minimum, "target_soc": soc, "ack_max_delay": ack_max_delay(context)}
    return iso20_ac.BPT_Dynamic_AC_CLResControlMode(**told) if service.bidirectional else iso20_ac.Dynamic_AC_CLResControlMode(**told)


def _frequency(context: Ctx) -> RationalNumberType | None:
    """For inverters only (facts 2.4.3)."""
    wanted = context.evse.setpoint.frequency_hz
    return None if wanted is None or not context.facts.service.bidirectional else values.rational(wanted)


def _by_phase(name: str, watts: tuple[float, ...]) -> dict[str, RationalNumberType | None]:
    first, second, third = values.phases(watts)
    return {name: first, f"{name}_l2": second, f"{name}_l3": third}
