"""From SessionSetup to the choice of services."""

from __future__ import annotations

import hmac

from msgspec.structs import replace

from secc.config import Service
from secc.messages import iso2
from secc.messages.iso2 import paymentOptionType as PaymentOption
from secc.messages.iso2 import responseCodeType as Code
from secc.session import events
from secc.session import session_id as session_id_of
from secc.session.iso2 import sae, services, timing
from secc.session.iso2.facts import Ctx, Facts, Paused, Payment, header
from secc.session.iso2.states import AUTHORIZATION, CONTRACT, SERVICE_DISCOVERY, SERVICE_SELECTION
from secc.session.table import Refuse, Reply


def session_setup(request: iso2.SessionSetupReq, context: Ctx) -> Reply[Facts]:
    """Join the paused session that the EV names, else make a new one [V2G2-750] [V2G2-754] [V2G2-756] [V2G2-741]."""
    evcc_id = request.evcc_id.hex()
    named = header(context).session_id
    joined = _joined(named, evcc_id, context)
    stored = context.facts.paused.session_id if context.facts.paused else b""
    session_id = joined.session_id if joined else session_id_of.new(context.entropy, named, stored)
    facts = replace(context.facts, evcc_id=evcc_id, resumed=joined is not None, payment=joined.payment if joined else "eim", paused=joined)
    return Reply(
        response=iso2.SessionSetupRes(
            response_code=Code.OK_OldSessionJoined if joined else Code.OK_NewSessionEstablished,
            evse_id=context.config.outlet.evse_id, evse_time_stamp=None if context.unix is None else int(context.unix),
        ),
        to=SERVICE_DISCOVERY, facts=facts, session_id=session_id,
        do=(events.SessionStarted(session_id=session_id.hex(), evcc_id=evcc_id, resumed=joined is not None),),
    )


def _joined(named: bytes, evcc_id: str, context: Ctx) -> Paused | None:
    """The paused session, if the EV names it, is the EV that paused it, and has what its payment needs."""
    paused = context.facts.paused
    if paused is None or not hmac.compare_digest(named, paused.session_id) or paused.evcc_id != evcc_id:
        return None
    return paused if paused.payment == "eim" or context.link.tls else None


def service_discovery(request: iso2.ServiceDiscoveryReq, context: Ctx) -> Reply[Facts]:
    """Everything on offer; scope and category filter the value-added services only."""
    offered = tuple(
        service for service in services.value_added(context)
        if (request.service_category is None or service.category == request.service_category.value)
        and _in_scope(service, request.service_scope, context)
    )
    return Reply(
        response=iso2.ServiceDiscoveryRes(
            response_code=Code.OK, payment_option_list=services.payment_options(context), charge_service=services.charge_service(context),
            service_list=iso2.ServiceListType(service=tuple(map(services.service, offered))[:8]) if offered else None,
        ),
        to=SERVICE_SELECTION, facts=replace(context.facts, offered=tuple(service.id for service in offered)[:8]),
    )


def _in_scope(service: Service, scope: str | None, context: Ctx) -> bool:
    if not scope or (not service.scope and context.switches["unset_scope_passes"]):
        return True
    return service.scope == scope


def service_detail(request: iso2.ServiceDetailReq, context: Ctx) -> Reply[Facts] | Refuse:
    """The parameter sets of an offered service; the charge service has none [V2G2-425] [V2G2-464]."""
    if request.service_id == services.CHARGING:
        found = None
    elif request.service_id in context.facts.offered:
        found = next(service for service in services.value_added(context) if service.id == request.service_id)
    else:
        return Refuse(Code.FAILED_ServiceIDInvalid, f"service {request.service_id}")
    return Reply(
        response=iso2.ServiceDetailRes(
            response_code=Code.OK, service_id=request.service_id, service_parameter_list=services.parameters(found) if found else None,
        ),
        to=SERVICE_SELECTION,
    )


def payment_service_selection(request: iso2.PaymentServiceSelectionReq, context: Ctx) -> Reply[Facts] | Refuse:
    """First every service, then the charge service, then the payment option: the first that is wrong decides (facts 3.7.4)."""
    selected = request.selected_service_list.selected_service
    for choice in selected:
        if not _selectable(choice, context):
            return Refuse(Code.FAILED_ServiceSelectionInvalid, f"service {choice.service_id} set {choice.parameter_set_id}")
    if all(choice.service_id != services.CHARGING for choice in selected):
        return Refuse(Code.FAILED_NoChargeServiceSelected)
    if request.selected_payment_option not in services.payment_options(context).payment_option:
        return Refuse(Code.FAILED_PaymentSelectionInvalid, request.selected_payment_option.value)
    payment: Payment = "contract" if request.selected_payment_option is PaymentOption.Contract else "eim"
    certificate = next((choice.parameter_set_id or services.INSTALLATION for choice in selected if choice.service_id == services.CERTIFICATE), 0)
    bidirectional = sae.selected(tuple(choice.service_id for choice in selected))
    facts = replace(context.facts, payment=payment, certificate_set=certificate if payment == "contract" else 0, bidirectional=bidirectional)
    told = events.ServicesSelected(
        payment=payment,
        energy="dc_bpt" if bidirectional else None,
        services=tuple((choice.service_id, choice.parameter_set_id) for choice in selected),
    )
    response = iso2.PaymentServiceSelectionRes(response_code=Code.OK)
    if payment == "contract":
        return Reply(response=response, to=CONTRACT, facts=facts, do=(told,))
    if context.config.outlet.free:
        return Reply(response=response, to=AUTHORIZATION, facts=facts, do=(told,))
    return Reply(
        response=response, to=AUTHORIZATION, facts=replace(facts, authorization=1),
        do=(told, events.AuthorizationWanted(request=1, method="eim", evcc_id=facts.evcc_id)),
        start=(timing.eim_authorization(context.config.timeouts.eim_authorization_s),),
    )


def _selectable(choice: iso2.SelectedServiceType, context: Ctx) -> bool:
    if choice.service_id == services.CHARGING:
        return True
    if choice.service_id not in context.facts.offered:
        return False
    sets = next(service.parameter_sets for service in services.value_added(context) if service.id == choice.service_id)
    return choice.parameter_set_id is None or not sets or any(known.id == choice.parameter_set_id for known in sets)
