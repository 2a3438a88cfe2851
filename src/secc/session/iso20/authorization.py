"""AuthorizationSetup and Authorization: external identification here, contracts in `contract` (facts 2.3.2, 2.3.4)."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from secc.messages import iso20_common
from secc.messages.iso20_common import authorizationType as Method
from secc.messages.iso20_common import processingType as Processing
from secc.messages.iso20_common import responseCodeType as Code
from secc.security.nonce import gen_challenge
from secc.session import events
from secc.session.iso20 import contract, decision, timing
from secc.session.iso20.facts import Ctx, Facts, Payment
from secc.session.iso20.states import AUTHORIZATION
from secc.session.iso20.values import HEADER
from secc.session.table import Refuse, Reply

_METHODS: Final[dict[Payment, Method]] = {"contract": Method.PnC, "eim": Method.EIM}


def authorization_setup(request: iso20_common.AuthorizationSetupReq, context: Ctx) -> Reply[Facts]:
    """A challenge whenever Plug & Charge is on offer [V2G20-1219] [V2G20-2568], the empty block of EIM otherwise [V2G20-1220] [V2G20-2567]."""
    outlet = context.config.outlet
    methods: tuple[Payment, ...] = tuple(method for method in _METHODS if method in outlet.payment) or ("eim",)
    challenge = gen_challenge(context.entropy) if "contract" in methods else b""
    providers = outlet.iso20.providers[:128]
    signed = iso20_common.PnC_ASResAuthorizationModeType(
        gen_challenge=challenge, supported_providers=iso20_common.SupportedProvidersListType(provider_id=providers) if providers else None,
    ) if challenge else None
    response = iso20_common.AuthorizationSetupRes(
        header=HEADER, response_code=Code.OK, authorization_services=tuple(_METHODS[method] for method in methods),
        certificate_installation_service=contract.installs(context),
        pn_c_as_res_authorization_mode=signed, eim_as_res_authorization_mode=None if signed else iso20_common.EIM_ASResAuthorizationModeType(),
    )
    return Reply(response=response, to=AUTHORIZATION, facts=replace(context.facts, methods=methods, challenge=challenge))


def authorization(request: iso20_common.AuthorizationReq, context: Ctx) -> Reply[Facts] | Refuse:
    """The first condition that fails decides [V2G20-2209] [V2G20-2226]; refusals are warnings, and the EV may try again."""
    method = next(known for known, on_wire in _METHODS.items() if on_wire is request.selected_authorization_service)
    signed = request.pn_c_a_req_authorization_mode
    if method not in context.facts.methods or (signed is not None) != (method == "contract"):
        return decision.warning(Code.WARNING_AuthorizationSelectionInvalid, context)
    return external(context) if signed is None else contract.authorization(signed, context)


def external(context: Ctx) -> Reply[Facts] | Refuse:
    """Somebody decides: yes, no, or not within the operator's time [V2G20-2219] [V2G20-2230]."""
    facts, timer = context.facts, timing.eim_authorization(context.config.timeouts.eim_authorization_s)
    told = decision.decided(context)
    if context.config.outlet.free or (told and told.verdict == "accepted"):
        return decision.accepted(context, "eim", timer.name)
    if told or timer.name in context.expired:
        return decision.warning(Code.WARNING_EIMAuthorizationFailure, context, timer.name)
    response = decision.waiting(Processing.Ongoing_WaitingForCustomerInteraction)
    if facts.authorization and facts.presented is None:
        return Reply(response=response, to=AUTHORIZATION)
    number = facts.asked + 1
    return Reply(
        response=response, to=AUTHORIZATION, facts=replace(facts, asked=number, authorization=number, presented=None, contract=None),
        do=(events.AuthorizationWanted(request=number, method="eim", evcc_id=facts.evcc_id),), start=(timer,), stop=(timing.ONGOING.name,),
    )
