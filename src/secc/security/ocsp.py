"""OCSP: may this response be believed (about a staple, about a contract), and what a backend needs to ask the responder itself."""

from __future__ import annotations

import hashlib
import hmac
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed448
from cryptography.x509 import ocsp

from secc.errors import ChainError
from secc.security.certificate import Certificate, from_x509

MAX_AGE = timedelta(days=7)
"""The longest that a response may be valid (V2G20-1021) or kept (V2G2-649)."""
SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class OcspAnswer:
    """A believable answer about one certificate, and until when it may be used."""

    status: Literal["good", "revoked"]
    this_update: datetime
    usable_until: datetime


def check(der: bytes, certificate: Certificate, issuer: Certificate, now: datetime) -> OcspAnswer:
    """Judges one OCSP response about `certificate`, which `issuer` has signed.

    Raises: ChainError with reason `ocsp_malformed`, `ocsp_other` (about another certificate), `ocsp_signer`, `ocsp_signature`,
    `ocsp_stale` (too old, from the future, or valid for more than a week) or `ocsp_unknown`.
    """
    try:
        response = ocsp.load_der_ocsp_response(der)
        if response.response_status != ocsp.OCSPResponseStatus.SUCCESSFUL:
            raise ChainError("ocsp_malformed", f"the responder said {response.response_status.name.lower()}")
        single = next((s for s in response.responses if _is_about(s, certificate, issuer)), None)
        if single is None:
            raise ChainError("ocsp_other", "the response is about another certificate")
        _check_signature(response, issuer, now)
        return _answer(single, now)
    except ChainError:
        raise
    except Exception as error:  # lazily parsed foreign bytes: the errors have no common base
        raise ChainError("ocsp_malformed", type(error).__name__) from error


def _is_about(single: ocsp.OCSPSingleResponse, certificate: Certificate, issuer: Certificate) -> bool:
    name = single.hash_algorithm.name
    return (
        single.serial_number == certificate.serial
        and hmac.compare_digest(single.issuer_name_hash, hashlib.new(name, issuer.subject).digest())
        and hmac.compare_digest(single.issuer_key_hash, hashlib.new(name, issuer.key_bits()).digest())
    )


def _check_signature(response: ocsp.OCSPResponse, issuer: Certificate, now: datetime) -> None:
    signer = _signer(response, issuer, now)
    key, data, signature = signer.public_key, response.tbs_response_bytes, response.signature
    try:
        if isinstance(key, ec.EllipticCurvePublicKey) and response.signature_hash_algorithm is not None:
            key.verify(signature, data, ec.ECDSA(response.signature_hash_algorithm))
        elif isinstance(key, ed448.Ed448PublicKey):
            key.verify(signature, data)
        else:
            raise ChainError("ocsp_signer", "signed with a key type that V2G does not use")
    except InvalidSignature:
        raise ChainError("ocsp_signature", "the signature does not verify") from None


def _signer(response: ocsp.OCSPResponse, issuer: Certificate, now: datetime) -> Certificate:
    """The issuer itself, or a delegate that the issuer has certified for OCSP signing."""
    for candidate in map(from_x509, response.certificates):
        if candidate == issuer:
            continue
        if candidate.subject != issuer.subject and "ocsp_signing" not in (candidate.purposes or ()):
            raise ChainError("ocsp_signer", f"{candidate.name!a} may not sign OCSP responses")
        if not candidate.not_before <= now <= candidate.not_after:
            raise ChainError("ocsp_signer", "the responder's certificate is not valid now")
        try:
            candidate.x509.verify_directly_issued_by(issuer.x509)
        except (ValueError, TypeError, InvalidSignature):
            raise ChainError("ocsp_signer", "the responder is not appointed by the certificate's issuer") from None
        return candidate
    return issuer


def _answer(single: ocsp.OCSPSingleResponse, now: datetime) -> OcspAnswer:
    start, end = single.this_update_utc, single.next_update_utc
    if start > now + SKEW:
        raise ChainError("ocsp_stale", "the response is from the future")
    usable = start + MAX_AGE if end is None else end
    if usable - start > MAX_AGE:
        raise ChainError("ocsp_stale", "the response claims to be valid for more than a week")
    if now > usable:
        raise ChainError("ocsp_stale", f"the response ended on {usable:%Y-%m-%d %H:%M} UTC")
    if single.certificate_status == x509.ocsp.OCSPCertStatus.UNKNOWN:
        raise ChainError("ocsp_unknown", "the responder does not know the certificate")
    good = single.certificate_status == x509.ocsp.OCSPCertStatus.GOOD
    return OcspAnswer("good" if good else "revoked", start, usable)


@dataclass(frozen=True, slots=True)
class OcspRequestData:
    """What a backend needs to ask a responder about one certificate (OCPP's OCSPRequestData).

    Hashes are lower-case hexadecimal of SHA-256; `serial_number` hexadecimal without leading zeros.
    """

    hash_algorithm: str
    issuer_name_hash: str
    issuer_key_hash: str
    serial_number: str
    responder_url: str


def request_data(path: Sequence[Certificate]) -> tuple[OcspRequestData, ...]:
    """Request data for each certificate of `path` whose issuer follows it in `path`.

    A path that ends in its root covers every sub-CA; without the root the top one is left out, for its issuer's key is not known.
    A certificate that names no responder is skipped.
    """
    return tuple(
        OcspRequestData(
            "SHA256", hashlib.sha256(issuer.subject).hexdigest(), hashlib.sha256(issuer.key_bits()).hexdigest(), f"{certificate.serial:x}",
            certificate.ocsp_urls[0],
        )
        for certificate, issuer in itertools.pairwise(path)
        if certificate.ocsp_urls
    )  # fmt: skip
