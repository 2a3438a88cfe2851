"""Authorization: external identification here, contracts in `contract`."""

from __future__ import annotations

from secc.messages import iso2
from secc.messages.iso2 import EVSEProcessingType as Processing
from secc.messages.iso2 import responseCodeType as Code
from secc.session import commands, events
from secc.session.iso2 import contract
from secc.session.iso2.facts import Ctx, Facts
from secc.session.iso2.states import AUTHORIZATION, PARAMETERS
from secc.session.table import Refuse, Reply


def authorization(request: iso2.AuthorizationReq, context: Ctx) -> Reply[Facts] | Refuse:
    """Finished once somebody said yes [V2G2-856]; until then the EV waits for a customer [V2G2-854]."""
    if context.facts.payment == "contract":
        return contract.authorization(request, context)
    verdict = decision(context)
    if context.config.outlet.free or verdict == "accepted":
        return finished("eim_authorization")
    if verdict == "rejected" and context.switches["rejected_eim_fails"]:
        return Refuse(Code.FAILED, "rejected", "rejected")
    return ongoing(Processing.Ongoing_WaitingForCustomerInteraction)


def decision(context: Ctx) -> commands.Verdict:
    """What was decided on the authorization that is open."""
    told = context.evse.authorized
    return told.verdict if told and told.request in (0, context.facts.authorization) else "pending"


def finished(timer: str) -> Reply[Facts]:
    """The EV may go on."""
    response = iso2.AuthorizationRes(response_code=Code.OK, evse_processing=Processing.Finished)
    return Reply(response=response, to=PARAMETERS, stop=(timer,), do=(events.AuthorizationFinished(accepted=True),))


def ongoing(processing: Processing) -> Reply[Facts]:
    """The EV asks again."""
    return Reply(response=iso2.AuthorizationRes(response_code=Code.OK, evse_processing=processing), to=AUTHORIZATION)
