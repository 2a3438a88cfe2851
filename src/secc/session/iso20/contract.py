"""Plug & Charge: contracts that sign their authorization, and new ones from the backend (facts 2.3.3, 2.3.4, 5.4, 5.6)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from msgspec.structs import replace

from secc.messages import iso20_common
from secc.messages.iso20_common import processingType as Processing
from secc.messages.iso20_common import responseCodeType as Code
from secc.security import emaid as emaid_of
from secc.security import iso20 as security
from secc.security.contract import ContractVerdict
from secc.session import commands, events
from secc.session.iso20 import decision, timing
from secc.session.iso20.facts import Ctx, Facts, header
from secc.session.iso20.states import AUTHORIZATION
from secc.session.iso20.values import HEADER
from secc.session.table import Outcome, Refuse, Reply

NAMESPACE: Final = "urn:iso:std:iso:15118:-20:CommonMessages"

_BACKEND: Final = {
    "accepted": Code.WARNING_GeneralPnCAuthorizationError, "signature_error": Code.WARNING_GeneralPnCAuthorizationError,
    "expired": Code.WARNING_CertificateExpired, "revoked": Code.WARNING_CertificateRevoked,
    "no_certificate": Code.WARNING_CertificateValidationError, "chain_error": Code.WARNING_CertificateValidationError,
    "contract_cancelled": Code.WARNING_GeneralPnCAuthorizationError, "not_allowed": Code.WARNING_GeneralPnCAuthorizationError,
}
"""The backend's words on a contract that may not charge (facts 6)."""
_NOT_ISSUED: Final = {
    "no_certificate": Code.WARNING_NoCertificateAvailable, "revoked": Code.WARNING_CertificateRevoked, "expired": Code.WARNING_CertificateExpired,
    "cancelled": Code.WARNING_NoContractMatchingPCIDFound,
}
"""Its words where it issues none; anything else is FAILED."""


def installs(context: Ctx) -> bool:
    """There is a backend that issues contract certificates, and contracts can be used here."""
    return context.config.outlet.certificate_service and "contract" in context.config.outlet.payment


def authorization(block: iso20_common.PnC_AReqAuthorizationModeType, context: Ctx) -> Reply[Facts] | Refuse:
    """Challenge, signature, chain and provider are judged once; the same request again only asks whether the backend has decided [V2G20-1582]."""
    if context.facts.presented == block:
        return _decided(context)
    at, strictness = _clock(context), context.config.tls.profile
    if at is None:
        return decision.warning(Code.WARNING_CertificateValidationError, context, detail=_NO_CLOCK)
    code = security.check_authorization(block, header(context).signature, context.facts.challenge, strictness)
    if code != "OK":
        return decision.warning(Code(code), context, detail=code)
    code, verdict = security.judge_contract(
        block, context.trust.stores, at, revocation=context.trust.revocation, central=context.config.outlet.central_contract_validation,
        strictness=strictness,
    )
    if not verdict.accepted:
        return decision.warning(Code(code), context, detail=verdict.detail)
    if not _supported(verdict.emaid, context):
        return decision.warning(Code.WARNING_eMSPUnknown, context, detail=f"contract {verdict.emaid}")
    number = context.facts.asked + 1
    return Reply(
        response=decision.waiting(Processing.Ongoing), to=AUTHORIZATION, do=(_wanted(number, verdict, context),),
        facts=replace(context.facts, asked=number, authorization=number, presented=block, contract=verdict),
        start=(timing.pnc_authorization(context.config.timeouts.pnc_authorization_s),),
    )


_NO_CLOCK: Final = "the station's clock is not trusted, so no certificate can be judged"


def _clock(context: Ctx) -> datetime | None:
    """The time at which certificates are judged; None where the station's clock is not trusted: then none is good."""
    return None if context.unix is None else datetime.fromtimestamp(context.unix, UTC)


def _supported(emaid: str, context: Ctx) -> bool:
    """The contract's provider is among those of SupportedProviders; where none is named, all are."""
    providers = {provider.replace("-", "").upper() for provider in context.config.outlet.iso20.providers}
    named = emaid_of.provider(emaid)
    return not providers or named in providers or named[2:] in providers


def _wanted(number: int, verdict: ContractVerdict, context: Ctx) -> events.AuthorizationWanted:
    ocsp = tuple(
        events.OcspRequest(
            hash_algorithm=data.hash_algorithm, issuer_name_hash=data.issuer_name_hash, issuer_key_hash=data.issuer_key_hash,
            serial_number=data.serial_number, responder_url=data.responder_url,
        )
        for data in verdict.ocsp_request_data()
    )
    return events.AuthorizationWanted(
        request=number, method="contract", evcc_id=context.facts.evcc_id, emaid=verdict.emaid,
        chain=tuple(part.der for part in verdict.path if part.subject != part.issuer), ocsp=ocsp, local_verdict="defer" if verdict.reason else "ok",
    )


def _decided(context: Ctx) -> Reply[Facts] | Refuse:
    """A contract that is rejected ends nothing: the EV may try another, or a card."""
    told, verdict = decision.decided(context), context.facts.contract
    if told is None or verdict is None:
        return Reply(response=decision.waiting(Processing.Ongoing), to=AUTHORIZATION)
    if told.verdict == "accepted" and told.certificate == "accepted":
        return decision.accepted(context, "contract", timing.ONGOING.name, Code(verdict.code))
    return decision.warning(_BACKEND[told.certificate], context, timing.ONGOING.name, detail=told.reason)


def certificate_installation(request: iso20_common.CertificateInstallationReq, context: Ctx) -> Outcome[Facts]:
    """Verified here, answered by the backend; Ongoing until then. A repeated request asks how far it is."""
    if not installs(context):
        return Refuse(Code.FAILED_SequenceError, "CertificateInstallationService was not offered")
    if context.facts.certificate:
        return _answered(request, context)
    at = _clock(context)
    if at is None:
        return _warning(Code.WARNING_CertificateValidationError, context)
    code, reason = security.check_installation(
        request, header(context).signature, context.trust.stores, at, revocation=context.trust.revocation, strictness=context.config.tls.profile,
    )
    if code.startswith("FAILED"):
        return Refuse(Code(code), reason)
    if code != "OK":
        return _warning(Code(code), context, events.PeerMisbehaved(what="provisioning_certificate", detail=ascii(reason)[1:-1]))
    number = context.facts.asked + 1
    wanted = events.CertificateWanted(
        request=number, action="install", namespace=NAMESPACE, exi=context.raw, deadline=context.now + timing.CERTIFICATE.seconds,
        max_contracts=request.maximum_contract_certificate_chains,
        prioritized_emaids=request.prioritized_ema_ids.emaid if request.prioritized_ema_ids else (),
    )
    return Reply(
        response=neutral(Code.OK, Processing.Ongoing), to=AUTHORIZATION, facts=replace(context.facts, asked=number, certificate=number), do=(wanted,),
        start=(timing.CERTIFICATE,),
    )


def _answered(request: iso20_common.CertificateInstallationReq, context: Ctx) -> Reply[Facts] | Refuse:
    """The backend's answer under the running session's header; what it signed stays byte for byte what it was."""
    told, facts = context.evse.certificate, context.facts
    if told is None or told.request not in (0, facts.certificate):
        return Reply(response=neutral(Code.OK, Processing.Ongoing), to=AUTHORIZATION)
    if told.exi is None or told.outcome != "ok":
        code = _NOT_ISSUED.get(told.outcome)
        return _warning(code, context) if code else Refuse(Code.FAILED, told.outcome, "certificate")
    answer, oddity = security.installation_response(told.exi)
    if answer is None:
        return Refuse(Code.FAILED, oddity, "certificate")
    response = replace(
        answer, header=HEADER, evse_processing=Processing.Finished,
        remaining_contract_certificate_chains=_remaining(told, answer, request.maximum_contract_certificate_chains),
    )
    return Reply(
        response=response, signature=answer.header.signature, to=AUTHORIZATION, facts=replace(facts, certificate=0), stop=(timing.CERTIFICATE.name,),
    )


def _remaining(told: commands.CertificateAnswered, answer: iso20_common.CertificateInstallationRes, most: int) -> int:
    """How many contracts may still be fetched: beside this one no more than the EV takes."""
    return max(0, min(max(told.remaining_contracts, answer.remaining_contract_certificate_chains), most - 1))


def _warning(code: Code, context: Ctx, *do: events.Event) -> Reply[Facts]:
    """No certificate this time; the EV stays in authorization."""
    return Reply(
        response=neutral(code, Processing.Finished), to=AUTHORIZATION, facts=replace(context.facts, certificate=0), do=do,
        stop=(timing.CERTIFICATE.name,),
    )


def neutral(code: Code, processing: Processing) -> iso20_common.CertificateInstallationRes:
    """The least the schema allows: placeholders, unsigned (facts 0.4)."""
    empty = b"\0"
    return iso20_common.CertificateInstallationRes(
        header=HEADER, response_code=code, evse_processing=processing, cps_certificate_chain=iso20_common.CertificateChainType(certificate=empty),
        signed_installation_data=iso20_common.SignedInstallationDataType(
            id="id1", ecdh_curve=iso20_common.ecdhCurveType.SECP521, dh_public_key=bytes(133), secp521_encrypted_private_key=bytes(94),
            contract_certificate_chain=iso20_common.ContractCertificateChainType(
                certificate=empty, sub_certificates=iso20_common.SubCertificatesType(certificate=(empty,)),
            ),
        ),
        remaining_contract_certificate_chains=0,
    )
