"""Plug & Charge: contract chains, signed authorization, certificates from the backend, signed receipts (facts 4)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, Literal

from msgspec.structs import replace

from secc import messages
from secc.errors import StateError
from secc.messages import iso2
from secc.messages.iso2 import EVSEProcessingType as Processing
from secc.messages.iso2 import responseCodeType as Code
from secc.security import authorization as signed
from secc.security import provisioning
from secc.security.certificate import PublicKey
from secc.security.contract import ContractVerdict, check_contract
from secc.security.nonce import gen_challenge
from secc.session import commands, events
from secc.session.iso2 import services, status, timing
from secc.session.iso2.facts import Ctx, Facts, header
from secc.session.iso2.states import AC_CHARGING, AUTHORIZATION, DC_CHARGING, PARAMETERS, PAYMENT_DETAILS
from secc.session.table import Later, Outcome, Refuse, Reply

CONTRACT_REQUEST: Final = 1
CERTIFICATE_REQUEST: Final = 2
"""Numbers of the two questions to the backend that a session can have open."""
NAMESPACE: Final = "urn:iso:15118:2:2013:MsgDef"

_OUTCOMES: Final = {
    "no_certificate": Code.FAILED_NoCertificateAvailable, "revoked": Code.FAILED_CertificateRevoked, "expired": Code.FAILED_CertificateExpired,
    "cancelled": Code.FAILED_ContractCanceled,
}
"""What the backend says in place of a certificate, as ResponseCode; anything else is FAILED."""


def clock(context: Ctx) -> datetime | None:
    """The time at which certificates are judged; None where the station's clock is not trusted: then none is good."""
    return None if context.unix is None else datetime.fromtimestamp(context.unix, UTC)


_NO_CLOCK: Final = Refuse(Code.FAILED_NoCertificateAvailable, "the station's clock is not trusted, so no certificate can be judged")


def payment_details(request: iso2.PaymentDetailsReq, context: Ctx) -> Reply[Facts] | Refuse:
    """The contract's chain is judged here, or passed on where the backend may decide; a good one gets a challenge [V2G2-697] [V2G2-825]."""
    at = clock(context)
    if at is None:
        return _NO_CLOCK
    verdict = check_contract(
        chain(request.contract_signature_cert_chain), request.emaid, context.trust.stores, at, revocation=context.trust.revocation,
        central=context.config.outlet.central_contract_validation,
    )
    if not verdict.accepted:
        return Refuse(Code(verdict.code), verdict.detail)
    challenge = gen_challenge(context.entropy)
    return Reply(
        response=iso2.PaymentDetailsRes(response_code=Code(verdict.code), gen_challenge=challenge, evse_time_stamp=int(at.timestamp())),
        to=AUTHORIZATION, facts=replace(context.facts, contract=verdict, challenge=challenge, authentic=False),
    )


def chain(sent: iso2.CertificateChainType) -> tuple[bytes, ...]:
    """The certificates of a chain, leaf first."""
    return (sent.certificate, *(sent.sub_certificates.certificate if sent.sub_certificates else ()))


def authorization(request: iso2.AuthorizationReq, context: Ctx) -> Reply[Facts] | Refuse:
    """The first request must be signed over the challenge [V2G2-475] [V2G2-684]; the ones after it only ask whether the backend has decided."""
    if context.facts.authentic:
        return _decided(context)
    code = signed.check_authorization(request, header(context).signature, context.facts.challenge, _key(context))
    if code != "OK":
        return Refuse(Code(code))
    verdict = _contract(context)
    ocsp = tuple(
        events.OcspRequest(
            hash_algorithm=data.hash_algorithm, issuer_name_hash=data.issuer_name_hash, issuer_key_hash=data.issuer_key_hash,
            serial_number=data.serial_number, responder_url=data.responder_url,
        )
        for data in verdict.ocsp_request_data()
    )
    wanted = events.AuthorizationWanted(
        request=CONTRACT_REQUEST,
        method="contract",
        evcc_id=context.facts.evcc_id,
        emaid=verdict.emaid,
        chain=tuple(part.der for part in verdict.path if part.subject != part.issuer),
        ocsp=ocsp,
        local_verdict="defer" if verdict.reason else "ok",
    )
    return Reply(
        response=iso2.AuthorizationRes(response_code=Code.OK, evse_processing=Processing.Ongoing), to=AUTHORIZATION, do=(wanted,),
        facts=replace(context.facts, authentic=True, authorization=CONTRACT_REQUEST),
        start=(timing.pnc_authorization(context.config.timeouts.pnc_authorization_s),),
    )


def _contract(context: Ctx) -> ContractVerdict:
    if context.facts.contract is None:
        raise StateError("no contract was presented")
    return context.facts.contract


def _key(context: Ctx) -> PublicKey:
    key = _contract(context).key
    if key is None:
        raise StateError("the contract was not accepted")
    return key


def _decided(context: Ctx) -> Reply[Facts] | Refuse:
    """A contract that is rejected ends the session, unlike a card (facts 4.5)."""
    told = context.evse.authorized
    if told is None or told.request not in (0, CONTRACT_REQUEST) or told.verdict == "pending":
        return Reply(response=iso2.AuthorizationRes(response_code=Code.OK, evse_processing=Processing.Ongoing), to=AUTHORIZATION)
    if told.verdict == "accepted" and told.certificate == "accepted":
        response = iso2.AuthorizationRes(response_code=Code.OK, evse_processing=Processing.Finished)
        return Reply(response=response, to=PARAMETERS, stop=(timing.ONGOING.name,), do=(events.AuthorizationFinished(accepted=True),))
    return Refuse(_rejection(told, context), told.reason, "rejected", do=(events.AuthorizationFinished(accepted=False),))


def _rejection(told: commands.Authorized, context: Ctx) -> Code:
    """AuthorizationRes knows few codes (facts 3.4.3)."""
    if told.certificate == "signature_error":
        return Code.FAILED_SignatureError
    if told.certificate == "revoked" and context.switches["revoked_in_authorization"]:
        return Code.FAILED_CertificateRevoked
    return Code.FAILED


def certificate_installation(request: iso2.CertificateInstallationReq, context: Ctx) -> Outcome[Facts]:
    """Verified here, answered by the backend [V2G2-235] [V2G2-236]; only where its service and parameter set were selected."""
    if context.facts.certificate_set != services.INSTALLATION:
        return Refuse(Code.FAILED_SequenceError, "the certificate service was not selected for installation")
    at = clock(context)
    if at is None:
        return _NO_CLOCK
    verdict = provisioning.check_installation(request, header(context).signature, context.trust.stores, at, context.trust.revocation)
    return _from_backend("install", context) if verdict.ok else Refuse(Code(verdict.code), verdict.reason)


def certificate_update(request: iso2.CertificateUpdateReq, context: Ctx) -> Outcome[Facts]:
    """The same with the old contract [V2G2-556] [V2G2-557] [V2G2-558]."""
    if context.facts.certificate_set != services.UPDATE:
        return Refuse(Code.FAILED_SequenceError, "the certificate service was not selected for update")
    at = clock(context)
    if at is None:
        return _NO_CLOCK
    verdict = provisioning.check_update(
        request,
        header(context).signature,
        context.trust.stores,
        at,
        context.trust.revocation,
        central=context.config.outlet.central_contract_validation,
    )
    return _from_backend("update", context) if verdict.ok else Refuse(Code(verdict.code), verdict.reason)


def _from_backend(action: Literal["install", "update"], context: Ctx) -> Later[Facts]:
    """The request as it came, and 4.4 s for the answer: there is no Ongoing for these messages."""
    wanted = events.CertificateWanted(
        request=CERTIFICATE_REQUEST, action=action, namespace=NAMESPACE, exi=context.raw, deadline=context.now + timing.CERTIFICATE.seconds,
    )
    return _waiting((wanted,))


def _waiting(do: tuple[events.Event, ...] = ()) -> Later[Facts]:
    return Later(within=timing.CERTIFICATE, wake=(commands.CertificateAnswered,), then=_answered, late=_unanswered, do=do)


def _unanswered(request: object, context: Ctx) -> Refuse:
    return Refuse(Code.FAILED, "the backend gave no certificate in time", "certificate")


def _answered(request: object, context: Ctx) -> Outcome[Facts]:
    """The backend's bytes go out unchanged: they are signed."""
    told = context.evse.certificate
    if told is None or told.request != CERTIFICATE_REQUEST:
        return _waiting()
    if told.exi is None or told.outcome != "ok":
        return Refuse(_OUTCOMES.get(told.outcome, Code.FAILED), told.outcome, "certificate")
    response, oddity = provisioning.check_response(told.exi, context.session_id)
    expected = iso2.CertificateInstallationRes if isinstance(request, iso2.CertificateInstallationReq) else iso2.CertificateUpdateRes
    if not isinstance(response, expected):
        return Refuse(Code.FAILED_NoCertificateAvailable, oddity or "the backend answered another request", "certificate")
    odd = (events.PeerMisbehaved(what="certificate_answer", detail=oddity),) if oddity else ()
    return Reply(response=response, raw=told.exi, to=PAYMENT_DETAILS, do=odd)


def metering_receipt(request: iso2.MeteringReceiptReq, context: Ctx) -> Reply[Facts] | Refuse:
    """The reading must be the one that was sent, the signature the contract's [V2G2-481] [V2G2-903]; the application keeps the receipt."""
    if context.facts.metered is None:
        raise StateError("no receipt is due")
    signature = header(context).signature
    code = signed.check_receipt(request, signature, context.session_id, context.facts.metered, _key(context))
    receipt = events.ReceiptReceived(
        exi=messages.encode_fragment("iso2", "MeteringReceiptReq", request), signature=signature.signature_value.value if signature else b"",
        valid=code == "OK",
    )
    if code != "OK" and context.switches["verify_receipts"]:
        return Refuse(Code(code), do=(receipt,))
    dc = context.facts.energy == "dc"
    state = status.dc(iso2.DC_EVSEStatus, context, loop=True) if dc else status.ac(iso2.AC_EVSEStatus, context, loop=True)
    return Reply(
        response=iso2.MeteringReceiptRes(response_code=Code.OK, evse_status=state), to=DC_CHARGING if dc else AC_CHARGING,
        facts=replace(context.facts, metered=None, receipted=True), do=(receipt,),
    )
