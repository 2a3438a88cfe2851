"""A complete test PKI in memory, from the rows of `certs/`: fresh keys every time, nothing to check in, done in milliseconds.

Never for the road: every private key lies beside its certificate.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from secc.security.certificate import PURPOSES, USAGES, Certificate, PublicKey, from_x509
from secc.security.keys import CURVES, PrivateKey, generate, key_kind
from secc.security.revocation import Crl, read_crl
from secc.security.roles import Role, issuers, read_table, roles
from secc.security.trust import TrustStores

OCSP_URL = "http://ocsp.example.com/"
BACKDATE = timedelta(hours=1)
"""Clocks of cars run behind."""
PADDING_OID = x509.ObjectIdentifier("1.3.6.1.4.1.55555.1")


@dataclass(frozen=True, slots=True, eq=False)
class Credential:
    """A certificate and its private key."""

    certificate: Certificate
    key: PrivateKey


@dataclass(frozen=True, slots=True)
class Defect:
    """One row of `certs/broken.toml`: a role with something wrong, and the word that must be found."""

    name: str
    role: Role
    leaf: str
    expect: str
    start: int = 0
    key: str = ""
    foreign: bool = False
    padding: int = 0
    revoked: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Pki:
    """One credential a role, all of one key type. `now` is when it was made (UTC)."""

    kind: str
    now: datetime
    credentials: dict[str, Credential]
    revoked: tuple[Certificate, ...] = field(default=())

    def __getitem__(self, role: str) -> Credential:
        return self.credentials[role]

    def chain(self, role: str) -> tuple[Certificate, ...]:
        """The chain as it travels: leaf, sub-CA 2, sub-CA 1, no root."""
        return tuple(self[r.name].certificate for r in issuers(role)[:-1])

    def stores(self) -> TrustStores:
        """The trust stores of a station that knows this PKI."""
        return TrustStores.of(v2g=[self.root("v2g")], mo=[self.root("mo")], oem=[self.root("oem")])

    def root(self, kind: str) -> Certificate:
        """The root of `v2g`, `mo` or `oem`."""
        return self[f"{kind}_root"].certificate

    def crl(self, role: str, serials: Iterable[int], now: datetime) -> Crl:
        """A revocation list by the CA `role`, valid for a week."""
        ca = self[role]
        builder = (
            x509.CertificateRevocationListBuilder(ca.certificate.x509.subject)
            .last_update(now - BACKDATE)
            .next_update(now + timedelta(days=7))
        )
        for serial in serials:
            builder = builder.add_revoked_certificate(x509.RevokedCertificateBuilder(serial, now - BACKDATE).build())
        return read_crl(builder.sign(ca.key, _hash(ca.key)).public_bytes(Encoding.DER))

    def ocsp_response(
        self, role: str, now: datetime, *, good: bool = True, valid: timedelta = timedelta(days=6), delegated: bool = False
    ) -> bytes:
        """An OCSP response about the certificate of `role`, by its issuer or by the responder that the CPO has appointed (DER)."""
        certificate, issuer = self[role].certificate, self[roles()[role].issuer]
        signer = self["ocsp"] if delegated else issuer
        status = ocsp.OCSPCertStatus.GOOD if good else ocsp.OCSPCertStatus.REVOKED
        builder = ocsp.OCSPResponseBuilder().add_response(
            certificate.x509,
            issuer.certificate.x509,
            hashes.SHA256(),
            status,
            now - BACKDATE,
            now - BACKDATE + valid,
            None if good else now - BACKDATE,
            None,
        )
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, signer.certificate.x509)
        if delegated:
            builder = builder.certificates([signer.certificate.x509])
        return builder.sign(signer.key, _hash(signer.key)).public_bytes(Encoding.DER)


def create(kind: str, now: datetime, label: str = "") -> Pki:
    """A PKI with every role, on keys of `kind` (`secp256r1`, `secp521r1`, `ed448`).

    `label` is added to the names of the CAs, so that the roots of two PKIs can be told apart.
    """
    credentials: dict[str, Credential] = {}
    for role in roles().values():
        key = generate(kind)
        row = replace(role, cn=f"{role.cn} {label}") if label and role.ca else role
        issuer = None if role.is_root else credentials[role.issuer]
        credentials[role.name] = Credential(issue(row, key, issuer, now), key)
    return Pki(kind, now, credentials)


def issue(role: Role, key: PrivateKey, issuer: Credential | None, now: datetime, *, start: int = 0, padding: int = 0) -> Certificate:
    """Issues one certificate as the row says. `issuer` None: self-signed. `start`: first day of validity from `now`, in days."""
    subject = _subject(role)
    begin = now - BACKDATE + timedelta(days=start)
    signing_key = issuer.key if issuer else key
    public = key.public_key()
    builder = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer.certificate.x509.subject if issuer else subject, public_key=public)
        .serial_number(_serial(role, begin, public))
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=role.days))
        .add_extension(x509.BasicConstraints(ca=role.ca, path_length=role.path_length if role.ca else None), critical=True)
        .add_extension(_usage(role, key_kind(key)), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    if role.purpose:
        builder = builder.add_extension(x509.ExtendedKeyUsage([PURPOSES[role.purpose]]), critical=False)
    if issuer:
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False)
        builder = builder.add_extension(_access(), critical=False)
    if padding:
        builder = builder.add_extension(x509.UnrecognizedExtension(PADDING_OID, bytes(padding)), critical=False)
    return from_x509(builder.sign(signing_key, _hash(signing_key)))


def defects() -> dict[str, Defect]:
    """Every planted defect that can be made, by name."""
    known = {f.name for f in fields(Role)}
    found = {}
    for name, row in read_table("broken.toml").items():
        base = roles()[str(row.pop("role"))]
        changes = {k: row.pop(k) for k in list(row) if k in known}
        role = replace(base, **changes)  # type: ignore[arg-type]
        row.setdefault("leaf", base.name)
        found[name] = Defect(name=name, role=role, **row)  # type: ignore[arg-type]
    return found


def plant(pki: Pki, defect: Defect) -> Pki:
    """The same PKI with one certificate replaced by a defective one, and whatever it signs issued anew below it."""
    base = roles()[defect.role.name]
    key = generate(defect.key or pki.kind)
    issuer = None if base.is_root else pki[base.issuer]
    if defect.foreign and issuer:
        issuer = Credential(issuer.certificate, generate(pki.kind))
    credentials = dict(pki.credentials)
    credentials[base.name] = Credential(issue(defect.role, key, issuer, pki.now, start=defect.start, padding=defect.padding), key)
    for row in reversed(issuers(defect.leaf)):
        if not row.is_root and base.name in {r.name for r in issuers(row.name)[1:]}:
            credentials[row.name] = Credential(
                issue(row, credentials[row.name].key, credentials[row.issuer], pki.now), credentials[row.name].key
            )
    return replace(pki, credentials=credentials, revoked=(credentials[base.name].certificate,) if defect.revoked else ())


def _subject(role: Role) -> x509.Name:
    parts = (
        (NameOID.COMMON_NAME, role.cn),
        (NameOID.ORGANIZATION_NAME, role.o),
        (NameOID.COUNTRY_NAME, role.c),
        (NameOID.DOMAIN_COMPONENT, role.dc),
    )
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])


def _usage(role: Role, kind: str) -> x509.KeyUsage:
    bits = set(role.usage) - ({"key_agreement", "key_encipherment"} if kind == "ed448" else set())
    return x509.KeyUsage(**{name: name in bits for name in USAGES}, encipher_only=False, decipher_only=False)


def _access() -> x509.AuthorityInformationAccess:
    return x509.AuthorityInformationAccess(
        [x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(OCSP_URL))]
    )


def _serial(role: Role, begin: datetime, public: PublicKey) -> int:
    """Positive, 8 bytes, different for every certificate, and without an entropy source of its own."""
    text = f"{role.name} {role.cn} {begin.isoformat()}"
    spki = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return int.from_bytes(hashlib.sha256(text.encode() + spki).digest()[:8], "big") >> 1 | 1


def _hash(key: PrivateKey) -> hashes.SHA256 | hashes.SHA384 | hashes.SHA512 | None:
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        return None
    digest = CURVES[key.curve.name][1]
    assert isinstance(digest, hashes.SHA256 | hashes.SHA384 | hashes.SHA512)
    return digest
