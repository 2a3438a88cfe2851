"""SessionSetup and the choice of services."""

from __future__ import annotations

import hashlib
import hmac

from msgspec.structs import replace

from secc.errors import PeerError
from secc.messages import iso20_common
from secc.messages.iso20_common import responseCodeType as Code
from secc.security.certificate import read
from secc.session import events
from secc.session import session_id as session_id_of
from secc.session.iso20 import services
from secc.session.iso20.facts import Ctx, Facts, Paused, Payment, Selected, header
from secc.session.iso20.states import AC_PARAMETERS, AUTHORIZATION_SETUP, DC_PARAMETERS, SERVICE_DETAIL, SERVICE_SELECTION
from secc.session.iso20.values import HEADER
from secc.session.table import Refuse, Reply


def session_setup(request: iso20_common.SessionSetupReq, context: Ctx) -> Reply[Facts]:
    """Join the paused session that the same vehicle names, else make a new one without saying why [V2G20-2545] [V2G20-2622] [V2G20-2626]."""
    named, stored = header(context).session_id, context.facts.paused
    joined = stored if stored and _same(stored, request.evcc_id, context) else None
    session_id = joined.session_id if joined else session_id_of.new(context.entropy, named, stored.session_id if stored else b"")
    facts = replace(context.facts, evcc_id=request.evcc_id, paused=joined, binding=binding(session_id, context.link.peer_chain))
    if joined:
        facts = replace(
            facts, resumed=True, payment=joined.payment, selected=joined.selected, services=joined.services, metering=joined.metering,
        )
    started = events.SessionStarted(session_id=session_id.hex(), evcc_id=request.evcc_id, resumed=joined is not None)
    return Reply(
        response=iso20_common.SessionSetupRes(
            header=HEADER, response_code=Code.OK_OldSessionJoined if joined else Code.OK_NewSessionEstablished, evse_id=context.config.outlet.evse_id,
        ),
        to=_parameters(joined) if joined else AUTHORIZATION_SETUP, facts=facts, session_id=session_id,
        do=(started, *((_told(joined.payment, joined.selected, joined.services, context),) if joined else ()), *_oddity(request.evcc_id, context)),
    )


def binding(session_id: bytes, peer_chain: tuple[bytes, ...]) -> bytes:
    """What ties a session to a vehicle: SHA-512 over the session id and the hash of the leaf [V2G20-2677]; empty without a certificate."""
    if not peer_chain:
        return b""
    return hashlib.sha512(session_id + hashlib.sha512(peer_chain[0]).digest()).digest()


def _same(paused: Paused, evcc_id: str, context: Ctx) -> bool:
    """It is the paused session, not too old, of this vehicle, and the station can still serve it."""
    if not hmac.compare_digest(paused.session_id, header(context).session_id):
        return False
    if paused.since is not None and context.unix is not None and context.unix - paused.since > context.config.timeouts.pause_context_s:
        return False
    if services.selected(paused.selected.service, paused.selected.parameter_set, context) != paused.selected:
        return False
    if paused.binding:
        return hmac.compare_digest(paused.binding, binding(paused.session_id, context.link.peer_chain))
    return context.switches["resume_without_certificate"] and not context.link.peer_chain and paused.evcc_id == evcc_id


def _parameters(paused: Paused) -> str:
    """Where a resumed session goes on [V2G20-1032] [V2G20-2097] [V2G20-2098]."""
    return AC_PARAMETERS if paused.selected.energy == "ac" else DC_PARAMETERS


def _oddity(evcc_id: str, context: Ctx) -> tuple[events.Event, ...]:
    """The vehicle's certificate should name its EVCCID [V2G20-2598]."""
    if not context.link.peer_chain:
        return ()
    try:
        name = read(context.link.peer_chain[0]).cn
    except PeerError as error:
        name = str(error)
    return () if name == evcc_id else (events.PeerMisbehaved(what="evccid_mismatch", detail=f"{evcc_id!a}, certificate of {name!a}"),)


def service_discovery(request: iso20_common.ServiceDiscoveryReq, context: Ctx) -> Reply[Facts]:
    """What the EV can use of what there is; its filter never leaves it without an energy service [V2G20-1248] [V2G20-1249]."""
    wanted = set(request.supported_service_ids.service_id) if request.supported_service_ids else None
    known = tuple(services.energy(context))
    energy = tuple(one for one in known if wanted is None or one in wanted) or known
    added = tuple(one for one in services.value_added(context) if wanted is None or one in wanted)
    response = iso20_common.ServiceDiscoveryRes(
        header=HEADER, response_code=Code.OK, service_renegotiation_supported=context.config.outlet.iso20.service_renegotiation,
        energy_transfer_service_list=service_list(energy, context), vas_list=service_list(added, context) if added else None,
    )
    return Reply(response=response, to=SERVICE_DETAIL, facts=replace(context.facts, offered=(*energy, *added)))


def service_list(numbers: tuple[int, ...], context: Ctx) -> iso20_common.ServiceListType:
    """Services as ServiceDiscoveryRes lists them."""
    return iso20_common.ServiceListType(service=tuple(
        iso20_common.ServiceType(service_id=number, free_service=services.free(number, context)) for number in numbers
    ))


def service_detail(request: iso20_common.ServiceDetailReq, context: Ctx) -> Reply[Facts] | Refuse:
    """Only what was offered in this session has details [V2G20-425] [V2G20-464]; what was sent may be selected [V2G20-1216]."""
    number = request.service_id
    sets = services.detail(number, context) if number in context.facts.offered else None
    if sets is None:
        return Refuse(Code.FAILED_ServiceIDInvalid, f"service {number}")
    described = frozenset((number, one.parameter_set_id) for one in sets.parameter_set)
    return Reply(
        response=iso20_common.ServiceDetailRes(header=HEADER, response_code=Code.OK, service_id=number, service_parameter_list=sets),
        to=SERVICE_SELECTION, facts=replace(context.facts, detailed=context.facts.detailed | described),
    )


def service_selection(request: iso20_common.ServiceSelectionReq, context: Ctx) -> Reply[Facts] | Refuse:
    """The pairs must have been described; the energy service must be one [V2G20-433] [V2G20-467] [V2G20-1618]."""
    facts, chosen = context.facts, request.selected_energy_transfer_service
    if chosen.service_id in services.value_added(context):
        return Refuse(Code.FAILED_NoEnergyTransferServiceSelected, f"service {chosen.service_id}")
    energy = services.selected(chosen.service_id, chosen.parameter_set_id, context)
    if energy is None or (chosen.service_id, chosen.parameter_set_id) not in facts.detailed:
        return Refuse(Code.FAILED_ServiceSelectionInvalid, f"service {chosen.service_id} set {chosen.parameter_set_id}")
    added = tuple((one.service_id, one.parameter_set_id) for one in (request.selected_vas_list.selected_service if request.selected_vas_list else ()))
    wrong = next((pair for pair in added if pair not in facts.detailed or pair[0] in services.ENERGY), None)
    if wrong or len({number for number, _ in added}) != len(added):
        return Refuse(Code.FAILED_ServiceSelectionInvalid, f"value-added services {added}")
    return Reply(
        response=iso20_common.ServiceSelectionRes(header=HEADER, response_code=Code.OK), do=(_told(facts.payment, energy, added, context),),
        to=AC_PARAMETERS if energy.energy == "ac" else DC_PARAMETERS, facts=replace(facts, selected=energy, services=added),
    )


def _told(payment: Payment, energy: Selected, added: tuple[tuple[int, int], ...], context: Ctx) -> events.ServicesSelected:
    return events.ServicesSelected(
        payment=payment, energy=energy.mode, services=added, control=energy.control, mobility_needs_by_station=energy.by_station,
        parameters=services.told(energy, context),
    )
