"""From SessionSetup to the choice of the one service that DIN has."""

from __future__ import annotations

from msgspec.structs import replace

from secc.errors import StateError
from secc.messages import din
from secc.messages.din import paymentOptionType as PaymentOption
from secc.messages.din import responseCodeType as Code
from secc.session import events
from secc.session import session_id as session_id_of
from secc.session.din import timing, values
from secc.session.din.facts import Ctx, Facts
from secc.session.din.states import AUTHORIZATION, SERVICE_DISCOVERY, SERVICE_SELECTION
from secc.session.table import Refuse, Reply

CHARGING = 1
"""ServiceID of the charge service."""


def session_setup(request: din.SessionSetupReq, context: Ctx) -> Reply[Facts]:
    """Always a new session, whatever id the EV names: DIN knows no pause [V2G-DC-393]."""
    if not isinstance(context.header, din.MessageHeaderType):
        raise StateError("a request without header")
    session_id = session_id_of.new(context.entropy, context.header.session_id)
    evcc_id = request.evcc_id.hex()
    return Reply(
        response=din.SessionSetupRes(
            response_code=Code.OK_NewSessionEstablished, evse_id=values.evse_id(context.config.outlet.din_evse_id),
            date_time_now=None if context.unix is None else int(context.unix),
        ),
        to=SERVICE_DISCOVERY, facts=replace(context.facts, evcc_id=evcc_id), session_id=session_id, start=(timing.READY_TO_CHARGE,),
        do=(events.SessionStarted(session_id=session_id.hex(), evcc_id=evcc_id),),
    )


def service_discovery(request: din.ServiceDiscoveryReq, context: Ctx) -> Reply[Facts]:
    """External payment and DC charging; scope and category of the request change nothing [V2G-DC-252]."""
    return Reply(response=offer(Code.OK, context), to=SERVICE_SELECTION)


def offer(code: Code, context: Ctx) -> din.ServiceDiscoveryRes:
    """The only offer there is: no name, no scope, no list [V2G-DC-628] [V2G-DC-629]."""
    return din.ServiceDiscoveryRes(
        response_code=code,
        payment_options=din.PaymentOptionsType(payment_option=(PaymentOption.ExternalPayment,)),
        charge_service=din.ServiceChargeType(
            service_tag=din.ServiceTagType(service_id=CHARGING, service_category=din.serviceCategoryType.EVCharging),
            free_service=context.config.outlet.free, energy_transfer_type=din.EVSESupportedEnergyTransferType(transfer_type(context)),
        ),
    )


def transfer_type(context: Ctx) -> str:
    """DC_extended or DC_core, the two that DIN allows [V2G-DC-625]."""
    return next((mode for mode in context.config.outlet.dc.transfer_modes if mode in ("DC_extended", "DC_core")), "DC_extended")


def service_payment_selection(request: din.ServicePaymentSelectionReq, context: Ctx) -> Reply[Facts] | Refuse:
    """Exactly the charge service [V2G-DC-396] [V2G-DC-635], paid externally [V2G-DC-395]."""
    selected = [choice.service_id for choice in request.selected_service_list.selected_service]
    if selected != [CHARGING]:
        return Refuse(Code.FAILED_ServiceSelectionInvalid, f"services {selected}")
    if request.selected_payment_option is not PaymentOption.ExternalPayment:
        return Refuse(Code.FAILED_PaymentSelectionInvalid, request.selected_payment_option.value)
    response = din.ServicePaymentSelectionRes(response_code=Code.OK)
    told = events.ServicesSelected(payment="eim", energy="dc", services=((CHARGING, None),))
    if context.config.outlet.free:
        return Reply(response=response, to=AUTHORIZATION, do=(told,))
    return Reply(
        response=response, to=AUTHORIZATION, facts=replace(context.facts, authorization=1),
        do=(told, events.AuthorizationWanted(request=1, method="eim", evcc_id=context.facts.evcc_id)),
        start=(timing.authorization(context.config.timeouts.eim_authorization_s),),
    )
