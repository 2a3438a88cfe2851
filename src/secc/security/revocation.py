"""Is a certificate revoked? CRLs and OCSP responses, both signed by the issuer or by whom it appointed.

`unchecked` never reads like `good`: it says that nobody who may know was asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from secc.errors import ChainError
from secc.security import ocsp
from secc.security.certificate import Certificate

Status = Literal["good", "revoked", "unchecked"]


@dataclass(frozen=True, slots=True, eq=False)
class Crl:
    """A certificate revocation list: its issuer's DER name and its times (UTC)."""

    issuer: bytes
    this_update: datetime
    next_update: datetime | None
    x509: x509.CertificateRevocationList

    def pem(self) -> bytes:
        """The list as PEM text."""
        return self.x509.public_bytes(Encoding.PEM)

    def status(self, certificate: Certificate, issuer: Certificate, now: datetime) -> Status:
        """What this list says of a certificate. Revoked stays revoked when the list is stale; a stale list says nothing else."""
        if issuer.subject != self.issuer or issuer.public_key is None or not self.x509.is_signature_valid(issuer.public_key):
            return "unchecked"
        if self.x509.get_revoked_certificate_by_serial_number(certificate.serial) is not None:
            return "revoked"
        fresh = self.this_update <= now and (self.next_update is None or now <= self.next_update)
        return "good" if fresh else "unchecked"


def read_crl(data: bytes) -> Crl:
    """Reads a CRL in DER or PEM. Raises: ChainError `malformed`."""
    try:
        crl = x509.load_pem_x509_crl(data) if data.lstrip().startswith(b"-----") else x509.load_der_x509_crl(data)
        crl.public_bytes(Encoding.DER)
        return Crl(crl.issuer.public_bytes(), crl.last_update_utc, crl.next_update_utc, crl)
    except Exception as error:
        raise ChainError("malformed", f"no readable CRL ({type(error).__name__})") from error


@dataclass(frozen=True, slots=True)
class Revocation:
    """What is known locally about revoked certificates: lists and OCSP responses (DER)."""

    crls: tuple[Crl, ...] = ()
    responses: tuple[bytes, ...] = ()

    def status(self, certificate: Certificate, issuer: Certificate, now: datetime) -> Status:
        """The verdict of all sources together: one `revoked` is enough."""
        found = {crl.status(certificate, issuer, now) for crl in self.crls}
        for response in self.responses:
            try:
                found.add(ocsp.check(response, certificate, issuer, now).status)
            except ChainError:
                continue  # a response about another certificate, or one that cannot be trusted, says nothing
        verdicts: tuple[Status, ...] = ("revoked", "good")
        return next((verdict for verdict in verdicts if verdict in found), "unchecked")
