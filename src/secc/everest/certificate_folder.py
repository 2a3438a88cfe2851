"""Certificates of a station in a folder.

    ca/V2G|MO|CSMS|MF/NAME.pem       trust anchors, one a file
    leaf/V2G|CSMS|MF|MO/NAME/        chain.pem (leaf first) and key.pem
    requests/NAME.pem                private keys whose certificate has been asked for
    ocsp/NAME.der                    OCSP answers

NAME is the beginning of the SHA-256 of what it belongs to. Private keys are readable by their owner only.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_private_key
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

MAX_CHAIN = 10
Certificate = x509.Certificate


@dataclass(frozen=True, slots=True)
class Leaf:
    """A chain with its key on disk."""

    chain: tuple[Certificate, ...]
    chain_path: Path
    key_path: Path


class ChainProblem(Exception):
    """Why a chain does not hold; the text is one of the words of evse_security#/CertificateValidationResult."""


class CertificateFolder:
    """The files; see the module for the layout."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    # ---- trust anchors ----------------------------------------------------------------------------------------------------------------

    def anchors(self, kind: str) -> list[Certificate]:
        return [certificate for path in sorted(self.anchor_folder(kind).glob("*.pem")) for certificate in certificates_of(path.read_text())]

    def anchor_folder(self, kind: str) -> Path:
        return self.folder / "ca" / kind

    def add_anchor(self, kind: str, certificate: Certificate) -> None:
        self._write(self.anchor_folder(kind) / f"{name_of(certificate)}.pem", pem(certificate))

    def bundle(self, kind: str) -> Path:
        """One file with all anchors of a kind, made anew."""
        path = self.folder / "ca" / f"{kind}.bundle.pem"
        self._write(path, "".join(pem(certificate) for certificate in self.anchors(kind)))
        return path

    # ---- own chains -------------------------------------------------------------------------------------------------------------------

    def leaves(self, kind: str) -> list[Leaf]:
        """Newest first."""
        found = []
        for folder in (self.folder / "leaf" / kind).glob("*/"):
            chain = certificates_of((folder / "chain.pem").read_text()) if (folder / "chain.pem").exists() else []
            if chain and (folder / "key.pem").exists():
                found.append(Leaf(tuple(chain), folder / "chain.pem", folder / "key.pem"))
        return sorted(found, key=lambda leaf: leaf.chain[0].not_valid_before_utc, reverse=True)

    def add_leaf(self, kind: str, chain: list[Certificate]) -> bool:
        """Keep a chain with the key that was made for it. False when there is no such key."""
        public = public_bytes(chain[0])
        for path in (self.folder / "requests").glob("*.pem"):
            key = load_pem_private_key(path.read_bytes(), None)
            if key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) == public:
                target = self.folder / "leaf" / kind / name_of(chain[0])
                self._write(target / "chain.pem", "".join(pem(certificate) for certificate in chain))
                path.replace(target / "key.pem")
                return True
        return False

    def add_key(self, key: PrivateKeyTypes) -> None:
        """A key whose certificate is being asked for."""
        data = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        path = self.folder / "requests" / f"{hashlib.sha256(data).hexdigest()[:16]}.pem"
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)

    def remove(self, wanted: dict[str, str]) -> str | None:
        """Remove what has this hash data; returns "ca/KIND" or "leaf/KIND", None when there is nothing."""
        for kind, certificate, path in self._anchor_files():
            if hash_data(certificate, certificate) == wanted:
                path.unlink()
                return f"ca/{kind}"
        for kind in ("V2G", "CSMS", "MF", "MO"):
            for leaf in self.leaves(kind):
                if hash_data(leaf.chain[0], self.issuer(leaf.chain)) == wanted:
                    leaf.chain_path.unlink()
                    leaf.key_path.unlink()
                    leaf.chain_path.parent.rmdir()
                    return f"leaf/{kind}"
        return None

    def _anchor_files(self) -> Iterator[tuple[str, Certificate, Path]]:
        for kind in ("V2G", "MO", "CSMS", "MF"):
            for path in sorted(self.anchor_folder(kind).glob("*.pem")):
                yield kind, certificates_of(path.read_text())[0], path

    # ---- chains -----------------------------------------------------------------------------------------------------------------------

    def issuer(self, chain: tuple[Certificate, ...], at: int = 0) -> Certificate:
        """The certificate that issued `chain[at]`; the last one's is an anchor if there is one, else itself."""
        if at + 1 < len(chain):
            return chain[at + 1]
        every = (anchor for kind in ("V2G", "MO", "CSMS", "MF") for anchor in self.anchors(kind))
        return next((anchor for anchor in every if issued(chain[at], anchor)), chain[at])

    def validate(self, chain: list[Certificate], kind: str) -> None:
        """Signatures up to an anchor of this kind, and validity in time. Raises ChainProblem."""
        if not chain or len(chain) > MAX_CHAIN:
            raise ChainProblem("InvalidChain")
        now = datetime.now(UTC)
        for certificate in chain:
            if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
                raise ChainProblem("Expired")
        for lower, upper in pairwise(chain):
            if lower.issuer != upper.subject:
                raise ChainProblem("InvalidChain")
            if not issued(lower, upper):
                raise ChainProblem("InvalidLeafSignature" if lower is chain[0] else "InvalidSignature")
        if not any(issued(chain[-1], anchor) or chain[-1] == anchor for anchor in self.anchors(kind)):
            raise ChainProblem("IssuerNotFound")

    # ---- OCSP -------------------------------------------------------------------------------------------------------------------------

    def ocsp_path(self, data: dict[str, str]) -> Path:
        name = hashlib.sha256("/".join(data[key] for key in sorted(data)).encode()).hexdigest()[:16]
        return self.folder / "ocsp" / f"{name}.der"

    def add_ocsp(self, data: dict[str, str], answer: bytes) -> None:
        self._write(self.ocsp_path(data), answer)

    @staticmethod
    def _write(path: Path, content: str | bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_bytes(content.encode() if isinstance(content, str) else content)
        fresh.replace(path)


def certificates_of(text: str) -> list[Certificate]:
    """Certificates in PEM, in their order. Raises ValueError."""
    return x509.load_pem_x509_certificates(text.encode())


def pem(certificate: Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def name_of(certificate: Certificate) -> str:
    return hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest()[:16]


def public_bytes(certificate: Certificate) -> bytes:
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def issued(certificate: Certificate, issuer: Certificate) -> bool:
    """Whether the second signed the first."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def hash_data(certificate: Certificate, issuer: Certificate) -> dict[str, str]:
    """What OCSP and OCPP name a certificate by (RFC 6960): hashes of the issuer's name and key, and the serial number."""
    asked = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA256()).build()
    return {
        "hash_algorithm": "SHA256",
        "issuer_name_hash": asked.issuer_name_hash.hex(),
        "issuer_key_hash": asked.issuer_key_hash.hex(),
        "serial_number": f"{asked.serial_number:x}",
    }


def responder(certificate: Certificate) -> str:
    """Where to ask for its status, "" when it does not say."""
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except x509.ExtensionNotFound:
        return ""
    return next((str(one.access_location.value) for one in access if one.access_method == AuthorityInformationAccessOID.OCSP), "")
