"""CertificateInstallation and CertificateUpdate of -2: what the station verifies before it hands the raw request to the backend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from secc.errors import ChainError, ExiError, SignatureError
from secc.messages import decode, iso2
from secc.messages.xmldsig import Signature
from secc.security import chain, contract
from secc.security import signature as xml
from secc.security.certificate import read
from secc.security.revocation import Revocation
from secc.security.roles import profiles
from secc.security.trust import TrustStores

INSTALLATION = {
    "expired": "FAILED_CertificateExpired",
    "not_yet_valid": "FAILED_CertificateExpired",
    "revoked": "FAILED_CertificateRevoked",
}
"""ResponseCode of CertificateInstallationRes for each reason; every other is FAILED_NoCertificateAvailable."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code` is `OK` or the ResponseCode to answer with; `reason` a sentence for the log."""

    code: str
    reason: str = ""

    @property
    def ok(self) -> bool:
        """The request goes to the backend."""
        return self.code == "OK"


def check_installation(
    request: iso2.CertificateInstallationReq,
    signature: Signature | None,
    stores: TrustStores,
    now: datetime,
    revocation: Revocation | None = None,
) -> Verdict:
    """Judges a CertificateInstallationReq: the signature with the provisioning key, then that certificate (V2G2-235, V2G2-893).

    The request carries the leaf alone. Its issuer is checked if it is among the OEM (or V2G) certificates known here; if not, that is the
    backend's to do.
    """
    try:
        leaf = read(request.oem_provisioning_cert)
        if leaf.public_key is None:
            raise ChainError("key", f"{leaf.key} key")
        xml.verify("iso2", signature, (("CertificateInstallationReq", request),), leaf.public_key, xml.ISO2_KEYS)
    except ChainError as error:
        return Verdict("FAILED_NoCertificateAvailable", str(error))
    except SignatureError as error:
        return Verdict("FAILED_SignatureError", error.reason)
    report = chain.judge("provisioning", (leaf,), stores, profiles()["iso2"], now, revocation)
    errors = [f for f in report.findings if f.severity == "error" and f.reason != "unknown_root"]
    if not errors:
        return Verdict("OK")
    first = min(errors, key=lambda f: chain.PRECEDENCE.index(f.reason))
    return Verdict(INSTALLATION.get(first.reason, "FAILED_NoCertificateAvailable"), str(first))


def check_update(
    request: iso2.CertificateUpdateReq,
    signature: Signature | None,
    stores: TrustStores,
    now: datetime,
    revocation: Revocation | None = None,
    *,
    central: bool = False,
) -> Verdict:
    """Judges a CertificateUpdateReq: signature with the old contract key, then the old chain and eMAID (V2G2-228 to -234, V2G2-889)."""
    sent = request.contract_signature_cert_chain
    certificates = (sent.certificate, *(sent.sub_certificates.certificate if sent.sub_certificates else ()))
    found = contract.check_contract(
        certificates, request.emaid, stores, now, revocation=revocation, central=central, codes=contract.CERTIFICATE_UPDATE
    )
    if not found.path or found.path[0].public_key is None:
        return Verdict(found.code, found.detail)
    try:
        xml.verify("iso2", signature, (("CertificateUpdateReq", request),), found.path[0].public_key, xml.ISO2_KEYS)
    except SignatureError as error:
        return Verdict("FAILED_SignatureError", error.reason)
    return Verdict("OK" if found.accepted else found.code, found.detail)


def check_response(data: bytes, session_id: bytes) -> tuple[iso2.CertificateInstallationRes | iso2.CertificateUpdateRes | None, str]:
    """What the backend's EXI holds: the response to send on unchanged, or None; and an oddity worth a log line ("" if none).

    A SessionID that is not the running one is such an oddity: the bytes go out as they are.
    """
    try:
        message = decode("iso2", data)
    except ExiError as error:
        return None, f"the backend's answer is no EXI: {error}"
    body = message.body.body_element if isinstance(message, iso2.V2G_Message) else None
    if not isinstance(body, iso2.CertificateInstallationRes | iso2.CertificateUpdateRes):
        return None, "the backend's answer holds no certificate response"
    same = isinstance(message, iso2.V2G_Message) and message.header.session_id == session_id
    return body, "" if same else "the backend's answer carries another SessionID"
