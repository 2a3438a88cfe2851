"""SessionStop: terminate, pause, or begin again with other services (facts 2.3.10)."""

from __future__ import annotations

import msgspec

from secc.messages import iso20_common
from secc.messages.iso20_common import chargingSessionType as ChargingSession
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import events, hold
from secc.session.iso20 import delivery, timing
from secc.session.iso20.facts import Ctx, Facts, Paused
from secc.session.iso20.states import END, SERVICE_DISCOVERY
from secc.session.iso20.values import HEADER
from secc.session.table import End, Outcome, Refuse, Reply

Request = iso20_common.SessionStopReq


def session_stop(request: Request, context: Ctx) -> Outcome[Facts]:
    """Taken in every state; power that still flows is ramped down first."""
    kind = request.charging_session
    refusal = {ChargingSession.Pause: _no_pause, ChargingSession.ServiceRenegotiation: _no_renegotiation}.get(kind, _nothing)(context)
    if refusal:
        return refusal
    if context.stage != "off":
        return hold.for_no_current(request, context, _stopped, timing.OUTPUT_ZERO)
    if context.facts.started and hold.needs_b(context):
        return hold.for_pilot(hold.B, _stopped, delivery.no_pilot(context, "B"), within=timing.PILOT)
    return _stopped(request, context)


def _stopped(request: Request, context: Ctx) -> Reply[Facts]:
    response = iso20_common.SessionStopRes(header=HEADER, response_code=Code.OK)
    told: tuple[events.Event, ...] = ()
    if request.ev_termination_code is not None or request.ev_termination_explanation is not None:
        told = (events.EvTerminated(code=request.ev_termination_code or "", explanation=request.ev_termination_explanation or ""),)
    if request.charging_session is ChargingSession.Terminate:
        return Reply(response=response, to=END, do=told, end=End("session_stop", ok=True))
    if request.charging_session is ChargingSession.ServiceRenegotiation:
        return Reply(response=response, to=SERVICE_DISCOVERY, facts=_anew(context.facts), do=(*told, events.Renegotiating()))
    kept = msgspec.json.encode(_paused(context))
    return Reply(response=response, to=END, do=(*told, events.SessionPaused(context=kept)), end=End("pause", ok=True, datalink="pause"))


def _nothing(context: Ctx) -> None:
    return None


def _no_pause(context: Ctx) -> Refuse | None:
    """Only with a service, without power, where the operator allows it, and where the policy says so, only when it was asked for."""
    facts = context.facts
    if not context.config.outlet.iso20.pause or facts.selected is None or context.stage != "off":
        return Refuse(Code.FAILED_PauseNotAllowed, f"in {context.state}")
    if not context.switches["pause_only_when_asked"] or context.evse.paused:
        return None
    if facts.selected.control == "dynamic":
        return Refuse(Code.FAILED_PauseNotAllowed, "the station did not ask for it")
    power = _planned_now(context)
    return Refuse(Code.FAILED_PauseNotAllowed, f"the profile has {power:g} W now") if power else None


def _planned_now(context: Ctx) -> float:
    """What the EV's own profile says for now, in W."""
    plan = context.facts.plan
    begun = [entry.power_w for entry in plan.profile if entry.start_s <= context.now - plan.at] if plan else []
    return begun[-1] if begun else 0.0


def _no_renegotiation(context: Ctx) -> Refuse | None:
    """[V2G20-1956]"""
    if not context.config.outlet.iso20.service_renegotiation:
        return Refuse(Code.FAILED_NoServiceRenegotiationSupported)
    if context.facts.selected is None or context.stage != "off":
        return Refuse(Code.FAILED_SequenceError, f"service renegotiation in {context.state}")
    return None


def _anew(facts: Facts) -> Facts:
    """What is left when services are chosen again: the session, its authorization, what was described, the meter [V2G20-1477]."""
    return Facts(
        energy=facts.energy, evcc_id=facts.evcc_id, binding=facts.binding, methods=facts.methods, payment=facts.payment, asked=facts.asked,
        contract=facts.contract, detailed=facts.detailed, status=facts.status, displayed=facts.displayed, metering=facts.metering,
    )


def _paused(context: Ctx) -> Paused:
    """What a resumed session has to know (facts 2.3.1)."""
    facts = context.facts
    plan = facts.plan
    return Paused(
        session_id=context.session_id, binding=facts.binding, evcc_id=facts.evcc_id, payment=facts.payment, selected=facts.service,
        services=facts.services, schedule=plan.schedule if plan else None, metering=facts.metering, at=plan.at if plan else context.now,
        unix=None if context.unix is None else context.unix - (context.now - plan.at if plan else 0.0), since=context.unix,
    )
