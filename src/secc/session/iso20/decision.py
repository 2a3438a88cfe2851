"""What AuthorizationRes can say: go on, wait, or a warning (facts 2.3.4)."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from secc.messages import iso20_common
from secc.messages.iso20_common import processingType as Processing
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import commands, events
from secc.session.iso20.facts import Ctx, Facts, Payment
from secc.session.iso20.states import AUTHORIZATION, SERVICE_DISCOVERY
from secc.session.iso20.values import HEADER
from secc.session.table import Refuse, Reply

MOST_REFUSALS: Final = 5
"""After so many refused requests the session ends: nobody tries out cards or contracts here."""


def decided(context: Ctx) -> commands.Authorized | None:
    """What was decided on the question that is open, or in advance; None while nothing is."""
    told = context.evse.authorized
    return told if told and told.request in (0, context.facts.authorization) and told.verdict != "pending" else None


def accepted(context: Ctx, method: Payment, timer: str, code: Code = Code.OK) -> Reply[Facts]:
    """The EV may go on to services."""
    return Reply(
        response=iso20_common.AuthorizationRes(header=HEADER, response_code=code, evse_processing=Processing.Finished), to=SERVICE_DISCOVERY,
        facts=replace(context.facts, payment=method, authorization=0), stop=(timer,), do=(events.AuthorizationFinished(accepted=True),),
    )


def waiting(processing: Processing) -> iso20_common.AuthorizationRes:
    """The EV asks again with the same request [V2G20-1582]."""
    return iso20_common.AuthorizationRes(header=HEADER, response_code=Code.OK, evse_processing=processing)


def warning(code: Code, context: Ctx, *timers: str, detail: str = "") -> Reply[Facts] | Refuse:
    """Not authorized, but not over either: another card, another contract [V2G20-2226]. The next try asks anew."""
    facts = context.facts
    if facts.refused >= MOST_REFUSALS:
        return Refuse(Code.FAILED, f"{code.value} after {facts.refused} refusals", "rejected")
    told: tuple[events.Event, ...] = (events.AuthorizationFinished(accepted=False),)
    if detail:
        told = (events.PeerMisbehaved(what="contract", detail=ascii(detail)[1:-1]), *told)
    return Reply(
        response=iso20_common.AuthorizationRes(header=HEADER, response_code=code, evse_processing=Processing.Finished), to=AUTHORIZATION,
        facts=replace(facts, refused=facts.refused + 1, authorization=0, presented=None, contract=None), stop=timers, do=told,
    )
