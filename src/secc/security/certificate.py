"""One certificate, read completely and once.

A certificate from the EV is hostile input, and the X.509 parser below reads lazily: an extension that is encoded badly would raise where it
is looked at. `read` looks at everything in one guarded place; what it returns are plain values.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import AuthorityInformationAccessOID as AIA
from cryptography.x509.oid import ExtendedKeyUsageOID as EKU
from cryptography.x509.oid import NameOID

from secc.errors import ChainError

_T = TypeVar("_T", bound=x509.ExtensionType)
PublicKey = ec.EllipticCurvePublicKey | ed448.Ed448PublicKey

PURPOSES = {"server_auth": EKU.SERVER_AUTH, "client_auth": EKU.CLIENT_AUTH, "ocsp_signing": EKU.OCSP_SIGNING}
USAGES = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
MAX_DER = 64 * 1024
_PURPOSE_NAMES = {oid: name for name, oid in PURPOSES.items()}
_UNDERSTOOD = {
    x509.BasicConstraints.oid, x509.KeyUsage.oid, x509.ExtendedKeyUsage.oid, x509.SubjectKeyIdentifier.oid, x509.AuthorityKeyIdentifier.oid,
    x509.AuthorityInformationAccess.oid, x509.CRLDistributionPoints.oid, x509.CertificatePolicies.oid, x509.SubjectAlternativeName.oid,
    x509.OCSPNoCheck.oid,
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Certificate:
    """The facts of one X.509 certificate.

    `key` is a curve name of OpenSSL's spelling (`secp256r1` …), `ed448`, or another algorithm's name; `public_key` is None unless it is one
    of the two kinds that V2G uses. `digest` is the signature's hash (`sha256` …, "" for Ed448). `usage` and `purposes` hold names as in
    `certs/`, unknown purposes dotted; None where the extension is absent. `critical_unknown`: critical extensions that nobody understands.
    """

    der: bytes
    subject: bytes
    issuer: bytes
    cn: str
    dc: tuple[str, ...]
    o: str
    attributes: tuple[str, ...]
    serial: int
    version: int
    key: str
    public_key: PublicKey | None
    digest: str
    not_before: datetime
    not_after: datetime
    ca: bool
    path_length: int | None
    usage: frozenset[str] | None
    purposes: frozenset[str] | None
    ocsp_urls: tuple[str, ...]
    critical_unknown: tuple[str, ...]
    x509: x509.Certificate

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Certificate) and self.der == other.der

    def __hash__(self) -> int:
        return hash(self.der)

    @property
    def name(self) -> str:
        """How a person finds this certificate again: its common name (it may be hostile: escape it before it meets a log)."""
        return self.cn or "certificate without CN"

    def spki(self) -> bytes:
        """SubjectPublicKeyInfo in DER."""
        return self.x509.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def key_bits(self) -> bytes:
        """The content of the subjectPublicKey BIT STRING (RFC 6960's issuerKeyHash and one reading of RFC 6066 hash this)."""
        key = self.x509.public_key()
        if isinstance(key, ec.EllipticCurvePublicKey):
            return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        if isinstance(key, ed448.Ed448PublicKey):
            return key.public_bytes_raw()
        return key.public_bytes(Encoding.DER, PublicFormat.PKCS1)

    def pem(self) -> bytes:
        """The certificate as PEM text."""
        return self.x509.public_bytes(Encoding.PEM)


@lru_cache(maxsize=64)
def read(der: bytes) -> Certificate:
    """Reads one DER certificate completely. The last ones read are kept: sub-CAs come again with every car.

    Raises: ChainError with reason `too_large` (more than 64 KiB) or `malformed`.
    """
    if len(der) > MAX_DER:
        raise ChainError("too_large", f"{len(der)} bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what the parser only deplores is malformed here, and an EV must not write to our stderr
            return from_x509(x509.load_der_x509_certificate(der))
    except Exception as error:  # the parser's own errors have no common base, and none of them may leave as a crash
        raise ChainError("malformed", f"not a readable X.509 certificate ({type(error).__name__})") from error


def read_pem(data: bytes) -> tuple[Certificate, ...]:
    """Every certificate of a PEM text, in its order; DER is taken too.

    Raises: ChainError `malformed` if there is none or one cannot be read.
    """
    if data[:1] == b"\x30":
        return (read(data),)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `read` refuses what they are about
            ders = [certificate.public_bytes(Encoding.DER) for certificate in x509.load_pem_x509_certificates(data)]
    except ValueError as error:
        raise ChainError("malformed", "no readable PEM certificate") from error
    return tuple(read(der) for der in ders)


def from_x509(certificate: x509.Certificate) -> Certificate:
    """Takes the facts out of a certificate that is already parsed.

    Raises whatever its lazily read parts raise: use `read` for foreign bytes.
    """
    subject = certificate.subject
    extensions = {extension.oid: extension for extension in certificate.extensions}
    constraints = _value(extensions, x509.BasicConstraints)
    usage = _value(extensions, x509.KeyUsage)
    purposes = _value(extensions, x509.ExtendedKeyUsage)
    access = _value(extensions, x509.AuthorityInformationAccess)
    key, public_key = _key(certificate)
    return Certificate(
        der=certificate.public_bytes(Encoding.DER),
        subject=subject.public_bytes(),
        issuer=certificate.issuer.public_bytes(),
        cn=_text(subject, NameOID.COMMON_NAME),
        dc=tuple(str(a.value) for a in subject.get_attributes_for_oid(NameOID.DOMAIN_COMPONENT)),
        o=_text(subject, NameOID.ORGANIZATION_NAME),
        attributes=tuple(a.rfc4514_attribute_name for a in subject),
        serial=certificate.serial_number,
        version=certificate.version.value + 1,
        key=key,
        public_key=public_key,
        digest=_digest(certificate),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        ca=bool(constraints and constraints.ca),
        path_length=constraints.path_length if constraints else None,
        usage=None if usage is None else frozenset(name for name in USAGES if getattr(usage, name)),
        purposes=None if purposes is None else frozenset(_PURPOSE_NAMES.get(oid, oid.dotted_string) for oid in purposes),
        ocsp_urls=tuple(
            str(a.access_location.value) for a in access or () if a.access_method == AIA.OCSP and isinstance(a.access_location.value, str)
        ),
        critical_unknown=tuple(e.oid.dotted_string for e in extensions.values() if e.critical and e.oid not in _UNDERSTOOD),
        x509=certificate,
    )


def _value(extensions: dict[x509.ObjectIdentifier, x509.Extension[x509.ExtensionType]], kind: type[_T]) -> _T | None:
    extension = extensions.get(kind.oid)
    return extension.value if extension and isinstance(extension.value, kind) else None


def _text(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def _key(certificate: x509.Certificate) -> tuple[str, PublicKey | None]:
    key = certificate.public_key()
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.curve.name, key
    if isinstance(key, ed448.Ed448PublicKey):
        return "ed448", key
    return type(key).__name__.removesuffix("PublicKey").lower(), None


def _digest(certificate: x509.Certificate) -> str:
    algorithm: hashes.HashAlgorithm | None = certificate.signature_hash_algorithm
    return algorithm.name if algorithm else ""
