"""ISO 15118-20: is it signed with the right key over what was just decoded, and what is the chain worth?

The -20 half of `authorization` and `provisioning`. Nothing here raises for what an EV or a backend sent.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from secc.errors import ChainError, EncodeError, ExiError, SignatureError
from secc.messages import decode, iso20_common
from secc.messages.xmldsig import Signature
from secc.security import chain
from secc.security import signature as xml
from secc.security.certificate import Certificate, PublicKey, read
from secc.security.contract import ContractVerdict, check_contract
from secc.security.revocation import Revocation
from secc.security.roles import Profile, profiles
from secc.security.trust import TrustStores

SET = "iso20_common"
Strictness = Literal["strict", "interop"]

CERTIFICATE: Mapping[str, str] = MappingProxyType({
    "expired": "WARNING_CertificateExpired", "not_yet_valid": "WARNING_CertificateNotYetValid", "revoked": "WARNING_CertificateRevoked",
})  # fmt: skip
"""ResponseCode for each reason; every other is WARNING_CertificateValidationError (facts 2.3.4)."""
UNTRUSTED = "WARNING_CertificateValidationError"


def keys(strictness: Strictness) -> tuple[str, ...]:
    """Key types that may sign: P-521 and Ed448, in laboratories P-256 as well."""
    return xml.ISO20_KEYS if strictness == "strict" else xml.INTEROP_KEYS


def profile(strictness: Strictness) -> Profile:
    """What every certificate must look like."""
    return profiles()["iso20" if strictness == "strict" else "interop"]


def certificates(sent: iso20_common.ContractCertificateChainType | iso20_common.SignedCertificateChainType) -> tuple[bytes, ...]:
    """The certificates of a chain, leaf first."""
    return (sent.certificate, *(sent.sub_certificates.certificate if sent.sub_certificates else ()))


def check_authorization(
    block: iso20_common.PnC_AReqAuthorizationModeType, signature: Signature | None, challenge: bytes, strictness: Strictness,
) -> str:
    """The ResponseCode for challenge and signature of an AuthorizationReq, `OK` where both are right; the chain is judged by `judge_contract`."""
    if not hmac.compare_digest(block.gen_challenge, challenge):
        return "WARNING_ChallengeInvalid"
    leaf = _readable(block.contract_certificate_chain.certificate)
    if leaf is None or leaf.public_key is None:
        return UNTRUSTED
    return "OK" if signed("PnC_AReqAuthorizationMode", block, signature, leaf.public_key, strictness) else "WARNING_GeneralPnCAuthorizationError"


def judge_contract(
    block: iso20_common.PnC_AReqAuthorizationModeType, stores: TrustStores, now: datetime, *, revocation: Revocation | None, central: bool,
    strictness: Strictness,
) -> tuple[str, ContractVerdict]:
    """The ResponseCode for a contract's chain at `now`, and the verdict. The eMAID is the leaf's common name."""
    leaf = _readable(block.contract_certificate_chain.certificate)
    verdict = check_contract(
        certificates(block.contract_certificate_chain), leaf.cn if leaf else "", stores, now, revocation=revocation, central=central,
        profile=profile(strictness),
    )
    return verdict.code if verdict.accepted else CERTIFICATE.get(verdict.reason, UNTRUSTED), verdict


def signed(name: str, element: xml.Signable, signature: Signature | None, key: PublicKey, strictness: Strictness) -> bool:
    """`signature` covers exactly `element` and was made with `key`."""
    try:
        xml.verify(SET, signature, ((name, element),), key, keys(strictness))
    except SignatureError:
        return False
    return True


def check_installation(
    request: iso20_common.CertificateInstallationReq, signature: Signature | None, stores: TrustStores, now: datetime, *,
    revocation: Revocation | None, strictness: Strictness,
) -> tuple[str, str]:
    """The ResponseCode for a CertificateInstallationReq (`OK`: it goes to the backend) and why.

    A root that is not known here is the backend's to judge.
    """
    sent = request.oem_provisioning_certificate_chain
    try:
        path = tuple(read(der) for der in certificates(sent))
    except ChainError as error:
        return UNTRUSTED, str(error)
    if path[0].public_key is None:
        return UNTRUSTED, f"{path[0].key} key"
    if not signed("OEMProvisioningCertificateChain", sent, signature, path[0].public_key, strictness):
        return "FAILED_SignatureError", "the provisioning certificate did not sign its chain"
    report = chain.judge("provisioning", path, stores, profile(strictness), now, revocation)
    errors = [found for found in report.findings if found.severity == "error" and found.reason != "unknown_root"]
    if not errors:
        return "OK", ""
    worst = min(errors, key=lambda found: chain.PRECEDENCE.index(found.reason))
    return CERTIFICATE.get(worst.reason, UNTRUSTED), str(worst)


def installation_response(data: bytes) -> tuple[iso20_common.CertificateInstallationRes | None, str]:
    """What the backend's EXI holds, and why it cannot be used. What it signed must come out the same when it is written again."""
    try:
        message = decode(SET, data, strict=True)
    except ExiError as error:
        return None, f"the backend's answer is no valid EXI: {error}"
    if not isinstance(message, iso20_common.CertificateInstallationRes):
        return None, "the backend's answer holds no CertificateInstallationRes"
    return (message, "") if _unchanged(message) else (None, "the backend's signature does not fit its data")


def _unchanged(message: iso20_common.CertificateInstallationRes) -> bool:
    """Each digest of the header's signature is that of the data as we would send it; without a signature there is nothing to keep."""
    data, signature = message.signed_installation_data, message.header.signature
    references = [one for one in signature.signed_info.reference if one.uri == f"#{data.id}"] if signature else []
    try:
        return all(
            hmac.compare_digest(xml.element_digest(SET, "SignedInstallationData", data, _digest(one.digest_method.algorithm)), one.digest_value)
            for one in references
        )
    except EncodeError:
        return False


def _digest(algorithm: str) -> str:
    return "sha256" if algorithm.endswith("sha256") else "sha512"


def _readable(der: bytes) -> Certificate | None:
    try:
        return read(der)
    except ChainError:
        return None
