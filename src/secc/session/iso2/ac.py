"""AC: PowerDelivery with its contactor, and the ChargingStatus loop."""

from __future__ import annotations

from msgspec.structs import replace

from secc.messages import iso2
from secc.messages.iso2 import chargeProgressType as Progress
from secc.messages.iso2 import responseCodeType as Code
from secc.session import events, hold, power
from secc.session.decimals import DOWN
from secc.session.iso2 import delivery, metering, status, values
from secc.session.iso2.facts import Ctx, Facts
from secc.session.iso2.states import AC_CHARGING, AC_CHARGING_FIRST, AC_RECEIPT, PARAMETERS, SESSION_STOP
from secc.session.table import Outcome, Refuse, Reply


def power_delivery(request: iso2.PowerDeliveryReq, context: Ctx) -> Outcome[Facts]:
    """Start closes the contactor before it is answered, Stop opens it, Renegotiate leaves it as it is."""
    refusal = delivery.refusal(request, context)
    if refusal:
        return refusal
    if request.charge_progress is Progress.Stop:
        return _stop(request, context)
    return _start(request, context) if request.charge_progress is Progress.Start else _renegotiate(context)


def _start(request: iso2.PowerDeliveryReq, context: Ctx) -> Outcome[Facts]:
    """C or D first [V2G2-847] [V2G2-866], then the contactor [V2G2-860] [V2G2-862]."""
    return hold.for_contactor(
        request, context, _started, failed=delivery.no_pilot(context, "C or D"), three_phase=context.facts.phases == 3,
        error=Refuse(Code.FAILED_ContactorError, "the contactor did not close", "contactor"),
    )


def _started(request: iso2.PowerDeliveryReq, context: Ctx) -> Reply[Facts]:
    return Reply(
        response=_delivered(context), to=AC_CHARGING_FIRST, stage="charge",
        facts=replace(context.facts, selected=request.sa_schedule_tuple_id, charging=True, started=True, receipt_at=None),
        do=(delivery.chosen(request), events.ChargingStarted()),
    )


def _stop(request: iso2.PowerDeliveryReq, context: Ctx) -> Outcome[Facts]:
    """The contactor opens at once; a pilot that stays in C is a failure where the text is followed."""
    do: tuple[events.Event, ...] = (events.StopOutput(), events.OpenContactor()) if context.stage != "off" else ()
    if hold.needs_b(context):
        return hold.for_pilot(hold.B, _stop, delivery.no_pilot(context, "B"), do=do, stage="off")
    facts = replace(context.facts, charging=False, stopped=True)
    stopped: tuple[events.Event, ...] = (events.ChargingStopped(),) if context.facts.charging else ()
    return Reply(
        response=_delivered(replace(context, facts=facts)), to=SESSION_STOP, stage="off", facts=facts,
        do=(*do, *stopped, *hold.b_awaited(context)), stop=("stop",),
    )


def _renegotiate(context: Ctx) -> Reply[Facts]:
    """[V2G2-813] [V2G2-841]"""
    facts = replace(context.facts, charging=False)
    return Reply(response=_delivered(context), to=PARAMETERS, facts=facts, do=(events.Renegotiating(),))


def _delivered(context: Ctx) -> iso2.PowerDeliveryRes:
    return iso2.PowerDeliveryRes(response_code=Code.OK, evse_status=status.ac(iso2.AC_EVSEStatus, context))


def charging_status(request: iso2.ChargingStatusReq, context: Ctx) -> Reply[Facts]:
    """Answered from the snapshot. The limit is for external identification only; with a contract the profile says it."""
    meter, receipt = metering.due(context)
    limit = power.ac_current(context.evse, context.config.outlet.ac.max_current_a)
    response = iso2.ChargingStatusRes(
        response_code=Code.OK, evse_id=context.config.outlet.evse_id, sa_schedule_tuple_id=context.facts.selected,
        evse_max_current=values.amps(limit, DOWN) if context.facts.payment == "eim" else None,
        meter_info=meter, receipt_required=receipt, ac_evse_status=status.ac(iso2.AC_EVSEStatusType, context, loop=True),
    )
    return Reply(response=response, to=AC_RECEIPT if receipt else AC_CHARGING, facts=metering.remembered(context.facts, context.now, meter, receipt))
