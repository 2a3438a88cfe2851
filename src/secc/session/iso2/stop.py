"""SessionStop: terminate or pause."""

from __future__ import annotations

import msgspec

from secc.messages import iso2
from secc.messages.iso2 import chargingSessionType as ChargingSession
from secc.messages.iso2 import responseCodeType as Code
from secc.session import events, hold
from secc.session.iso2 import delivery
from secc.session.iso2.facts import Ctx, Facts, Paused
from secc.session.iso2.states import END, SESSION_STOP, WELDING
from secc.session.table import End, Outcome, Refuse, Reply


def session_stop(request: iso2.SessionStopReq, context: Ctx) -> Outcome[Facts]:
    """Pause only after PowerDelivery(Stop) or WeldingDetection (facts 3.9.2); DC after charging needs B [V2G2-570] [V2G2-571]."""
    pause = request.charging_session is ChargingSession.Pause
    if pause and context.state not in (SESSION_STOP, WELDING):
        return Refuse(Code.FAILED, f"pause in {context.state}")
    if context.state == WELDING and hold.needs_b(context):
        return hold.for_pilot(hold.B, session_stop, delivery.no_pilot(context, "B"))
    response = iso2.SessionStopRes(response_code=Code.OK)
    if not pause:
        return Reply(response=response, to=END, end=End("session_stop", ok=True))
    kept = msgspec.json.encode(paused(context))
    return Reply(response=response, to=END, do=(events.SessionPaused(context=kept),), end=End("pause", ok=True, datalink="pause"))


def paused(context: Ctx) -> Paused:
    """What a resumed session has to know [V2G2-741]."""
    facts = context.facts
    return Paused(
        session_id=context.session_id, evcc_id=facts.evcc_id, payment=facts.payment, selected=facts.offer(facts.selected), at=facts.offered_at,
        unix=None if context.unix is None else context.unix - (context.now - facts.offered_at),
    )
