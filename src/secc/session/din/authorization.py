"""ContractAuthentication: despite its name the wait for a card or an app."""

from __future__ import annotations

from secc.messages import din
from secc.messages.din import EVSEProcessingType as Processing
from secc.messages.din import responseCodeType as Code
from secc.session import events
from secc.session.din.facts import Ctx, Facts
from secc.session.din.states import AUTHORIZATION, PARAMETERS
from secc.session.table import Refuse, Reply


def contract_authentication(request: din.ContractAuthenticationReq, context: Ctx) -> Reply[Facts] | Refuse:
    """Finished once somebody said yes; a rejected card keeps Ongoing, for another may follow (facts 5.4.4)."""
    told = context.evse.authorized
    verdict = told.verdict if told and told.request in (0, context.facts.authorization) else "pending"
    if context.config.outlet.free or verdict == "accepted":
        response = din.ContractAuthenticationRes(response_code=Code.OK, evse_processing=Processing.Finished)
        return Reply(response=response, to=PARAMETERS, stop=("eim_authorization",), do=(events.AuthorizationFinished(accepted=True),))
    if verdict == "rejected" and context.switches["rejected_eim_fails"]:
        return Refuse(Code.FAILED, "rejected", "rejected")
    return Reply(response=din.ContractAuthenticationRes(response_code=Code.OK, evse_processing=Processing.Ongoing), to=AUTHORIZATION)
