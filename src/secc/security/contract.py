"""PaymentDetails: may this contract charge here? The local verdict with its code, and what the backend must be asked.

verdict = check_contract(chain_certificates, emaid, stores, now)
verdict.code      ResponseCode of PaymentDetailsRes
verdict.deferred  the backend decides (central validation): answer OK, report its verdict in Authorization
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from secc.errors import ChainError
from secc.security import chain, emaid, ocsp
from secc.security.certificate import Certificate, PublicKey, read
from secc.security.ocsp import OcspRequestData
from secc.security.revocation import Revocation, Status
from secc.security.roles import Profile, profiles
from secc.security.rules import EXPIRES_SOON
from secc.security.trust import TrustStores

FORM = ("malformed", "too_large", "key")
"""Errors that speak before the eMAID is looked at: what cannot be read has no name."""

PAYMENT_DETAILS: Mapping[str, str] = MappingProxyType({
    "expired": "FAILED_CertificateExpired", "not_yet_valid": "FAILED_CertificateExpired",
    "sub_ca_expired": "FAILED_CertificateNotAllowedAtThisEVSE", "root_expired": "FAILED_CertificateNotAllowedAtThisEVSE",
    "unknown_root": "FAILED_NoCertificateAvailable", "revoked": "FAILED_CertificateRevoked",
})  # fmt: skip
"""ResponseCode of PaymentDetailsRes for each reason; every other reason is FAILED_CertChainError. A station may pass its own."""

CERTIFICATE_UPDATE: Mapping[str, str] = MappingProxyType(
    {**PAYMENT_DETAILS, "unknown_root": "FAILED_CertChainError", "emaid": "FAILED_NoCertificateAvailable"}
)
"""The same for CertificateUpdateRes, where a chain of a foreign PKI is a chain error and a foreign eMAID an unknown contract."""

CENTRAL = frozenset({"unknown_root", "revoked", "sub_ca_expired", "root_expired"})
"""Reasons that a backend may overrule if central validation is allowed; expired and broken chains are answered at once."""


@dataclass(frozen=True, slots=True)
class ContractVerdict:
    """The local verdict on a contract.

    `code` is the ResponseCode of PaymentDetailsRes; `reason` a word ("" if nothing is wrong) and `detail` its sentence (foreign text in it
    is escaped). `emaid` is normalised, "" if there is none. `key` verifies the signatures of this session; None unless `accepted`.
    `revocation` says whether anybody who may know was asked.
    """

    code: str
    reason: str
    detail: str
    emaid: str
    deferred: bool
    revocation: Status
    path: tuple[Certificate, ...]

    @property
    def accepted(self) -> bool:
        """The session may go on: the contract is good, or the backend will say."""
        return self.code.startswith("OK")

    @property
    def key(self) -> PublicKey | None:
        """The contract's public key."""
        return self.path[0].public_key if self.accepted else None

    def pem(self) -> str:
        """The chain for the backend: leaf, sub-CA 2, sub-CA 1, without the root."""
        return b"".join(c.pem() for c in self.path if c.subject != c.issuer).decode("ascii")

    def ocsp_request_data(self) -> tuple[OcspRequestData, ...]:
        """What the backend needs to ask the responders; the top sub-CA is in it only if its root is known here."""
        return ocsp.request_data(self.path)


def check_contract(
    certificates: Sequence[bytes],
    requested: str,
    stores: TrustStores,
    now: datetime,
    *,
    revocation: Revocation | None = None,
    central: bool = False,
    profile: Profile | None = None,
    codes: Mapping[str, str] = PAYMENT_DETAILS,
) -> ContractVerdict:
    """Judges the chain (DER, leaf first) and the eMAID of a PaymentDetailsReq at `now` (aware, UTC).

    `central`: the backend may decide where the station cannot. `profile` is -2's unless given. Raises nothing for what the EV sent.
    """
    name = emaid.normalise(requested)
    try:
        path = tuple(read(der) for der in certificates)
        if not path:
            raise ChainError("malformed", "no certificate")
    except ChainError as error:
        return ContractVerdict(_code(codes, error.reason), error.reason, error.detail, name, False, "unchecked", ())
    report = chain.judge("contract", path, stores, profile or profiles()["iso2"], now, revocation)
    found, reason, detail = report.error, "", ""
    if found is not None and found.reason in FORM:
        reason, detail = found.reason, str(found)
    elif not emaid.same(requested, path[0].cn):
        reason, detail = "emaid", f"the eMAID {requested[:40]!a} is not the contract's common name {path[0].cn[:40]!a}"
    elif found is not None:
        reason, detail = found.reason, str(found)
    if not reason:
        code = "OK_CertificateExpiresSoon" if path[0].not_after - now < EXPIRES_SOON else "OK"
        return ContractVerdict(code, "", "", name, central, report.revocation, report.path)
    if central and reason in CENTRAL:
        return ContractVerdict("OK", reason, detail, name, True, report.revocation, report.path)
    return ContractVerdict(_code(codes, reason), reason, detail, name, False, report.revocation, report.path)


def _code(codes: Mapping[str, str], reason: str) -> str:
    return codes.get(reason, "FAILED_CertChainError")
