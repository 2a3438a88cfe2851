"""`evse_security` over a folder: trust anchors, the station's chains and keys, OCSP answers, checks."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from secc.everest.certificate_folder import (
    CertificateFolder,
    ChainProblem,
    Leaf,
    certificates_of,
    hash_data,
    pem,
    responder,
)  # fmt: skip
from secc.everest.envelope import CommandError
from secc.everest.module import Implementation, Module

Plain = dict[str, object]
INSTALL_PROBLEMS = {
    "Expired": "Expired", "IssuerNotFound": "NoRootCertificateInstalled", "InvalidSignature": "InvalidSignature",
    "InvalidLeafSignature": "InvalidSignature", "InvalidChain": "InvalidCertificateChain",
}  # fmt: skip
ROOT_TYPES = {"V2G": "V2GRootCertificate", "MO": "MORootCertificate", "CSMS": "CSMSRootCertificate", "MF": "MFRootCertificate"}
MAX_ANCHORS = 200
CHUNK = 1 << 20


class FolderSecurity:
    """The sixteen commands. Certificates are read when asked for, so that a file put into the folder counts at once."""

    def __init__(self, module: Module, folder: Path, implementation: str = "main") -> None:
        self.store = CertificateFolder(folder)
        commands: dict[str, Callable[..., object]] = {name: getattr(self, f"_{name}") for name in module.contract.interface("evse_security").commands}
        self.security: Implementation = module.provide(implementation, "evse_security", commands)

    # ---- install and delete -----------------------------------------------------------------------------------------------------------

    def _install_ca_certificate(self, certificate: str, certificate_type: str) -> str:
        try:
            found = certificates_of(certificate)
        except ValueError:
            return "InvalidFormat"
        if len(found) != 1:
            return "InvalidFormat"
        if found[0].not_valid_after_utc < datetime.now(UTC):
            return "Expired"
        if len(self.store.anchors(certificate_type)) >= MAX_ANCHORS:
            return "CertificateStoreMaxLengthExceeded"
        self.store.add_anchor(certificate_type, found[0])
        self.security.publish("certificate_store_update", {"operation": "Installed", "ca_certificate_type": certificate_type}, keep="all")
        return "Accepted"

    def _update_leaf_certificate(self, certificate_chain: str, certificate_type: str) -> str:
        try:
            chain = certificates_of(certificate_chain)
            self.store.validate(chain, certificate_type)
        except ValueError:
            return "InvalidFormat"
        except ChainProblem as problem:
            return INSTALL_PROBLEMS[str(problem)]
        if not self.store.add_leaf(certificate_type, chain):
            return "InvalidCertificateChain"  # nobody asked for it: there is no key
        self.security.publish("certificate_store_update", {"operation": "Installed", "leaf_certificate_type": certificate_type}, keep="all")
        return "Accepted"

    def _delete_certificate(self, certificate_hash_data: dict[str, str]) -> str:
        removed = self.store.remove(certificate_hash_data)
        if removed is None:
            return "NotFound"
        place, _, kind = removed.partition("/")
        self.security.publish("certificate_store_update", {"operation": "Deleted", f"{place}_certificate_type": kind}, keep="all")
        return "Accepted"

    # ---- ask --------------------------------------------------------------------------------------------------------------------------

    def _verify_certificate(self, certificate_chain: str, certificate_types: list[str]) -> str:
        try:
            chain = certificates_of(certificate_chain)
        except ValueError:
            return "Unknown"
        problems = []
        for kind in certificate_types:
            try:
                self.store.validate(chain, kind)
            except ChainProblem as problem:
                problems.append(str(problem))
            else:
                return "Valid"
        return problems[0]

    def _get_installed_certificates(self, certificate_types: list[str]) -> Plain:
        chains: list[Plain] = []
        for kind, name in ROOT_TYPES.items():
            if name in certificate_types:
                chains += [{"certificate_type": name, "certificate_hash_data": hash_data(one, one)} for one in self.store.anchors(kind)]
        if "V2GCertificateChain" in certificate_types:
            for leaf in self.store.leaves("V2G"):
                first, *children = self._hashes(leaf.chain)
                chains.append({
                    "certificate_type": "V2GCertificateChain", "certificate_hash_data": first, "child_certificate_hash_data": children,
                })  # fmt: skip
        return {"status": "Accepted" if chains else "NotFound", "certificate_hash_data_chain": chains}

    def _get_v2g_ocsp_request_data(self) -> Plain:
        return self._ocsp_requests([certificate for leaf in self.store.leaves("V2G") for certificate in [leaf.chain]])

    def _get_mo_ocsp_request_data(self, certificate_chain: str) -> Plain:
        try:
            return self._ocsp_requests([tuple(certificates_of(certificate_chain))])
        except ValueError as error:
            raise CommandError("HandlerException", f"no certificates: {error}") from None

    def _ocsp_requests(self, chains: list[tuple[x509.Certificate, ...]]) -> Plain:
        asked = [
            {"certificate_hash_data": data, "responder_url": responder(certificate)[:512]}
            for chain in chains
            for certificate, data in zip(chain, self._hashes(chain), strict=True)
            if responder(certificate)
        ]
        return {"ocsp_request_data_list": asked}

    def _hashes(self, chain: tuple[x509.Certificate, ...]) -> list[dict[str, str]]:
        return [hash_data(certificate, self.store.issuer(chain, at)) for at, certificate in enumerate(chain)]

    def _update_ocsp_cache(self, certificate_hash_data: dict[str, str], ocsp_response: str) -> None:
        try:
            self.store.add_ocsp(certificate_hash_data, base64.b64decode(ocsp_response, validate=True))
        except (binascii.Error, ValueError):
            raise CommandError("HandlerException", "the OCSP answer is no base64") from None

    def _is_ca_certificate_installed(self, certificate_type: str) -> bool:
        return bool(self.store.anchors(certificate_type))

    def _get_verify_file(self, certificate_type: str) -> str:
        return str(self.store.bundle(certificate_type))

    def _get_verify_location(self, certificate_type: str) -> str:
        return str(self.store.anchor_folder(certificate_type))

    def _get_leaf_expiry_days_count(self, certificate_type: str) -> int:
        valid = self._valid(certificate_type)
        return (valid[0].chain[0].not_valid_after_utc - datetime.now(UTC)).days if valid else 0

    def _get_leaf_certificate_info(self, certificate_type: str, encoding: str, include_ocsp: bool) -> Plain:
        if not self.store.leaves(certificate_type):
            return {"status": "NotFound"}
        valid = self._valid(certificate_type)
        return {"status": "Accepted", "info": self._info(valid[0], include_ocsp)} if valid else {"status": "NotFoundValid"}

    def _get_all_valid_certificates_info(self, certificate_type: str, encoding: str, include_ocsp: bool) -> Plain:
        """The newest of each root."""
        newest: dict[str, Leaf] = {}
        for leaf in self._valid(certificate_type):
            newest.setdefault(pem(self.store.issuer(leaf.chain, len(leaf.chain) - 1)), leaf)
        info = [self._info(leaf, include_ocsp) for leaf in newest.values()]
        return {"status": "Accepted" if info else "NotFound", "info": info}

    def _valid(self, kind: str) -> list[Leaf]:
        now = datetime.now(UTC)
        return [leaf for leaf in self.store.leaves(kind) if leaf.chain[0].not_valid_before_utc <= now <= leaf.chain[0].not_valid_after_utc]

    def _info(self, leaf: Leaf, include_ocsp: bool) -> Plain:
        info: Plain = {
            "key": str(leaf.key_path), "certificate": str(leaf.chain_path), "certificate_count": len(leaf.chain),
            "certificate_root": pem(self.store.issuer(leaf.chain, len(leaf.chain) - 1)),
        }  # fmt: skip
        if include_ocsp:
            known = [(data, self.store.ocsp_path(data)) for data in self._hashes(leaf.chain)]
            info["ocsp"] = [{"hash": data, **({"ocsp_path": str(path)} if path.exists() else {})} for data, path in known]
        return info

    # ---- make and check -----------------------------------------------------------------------------------------------------------------

    def _generate_certificate_signing_request(
        self, certificate_type: str, country: str, organization: str, common: str, use_tpm: bool
    ) -> Plain:
        if use_tpm:
            return {"status": "KeyGenError"}  # there is none behind a folder
        key = ec.generate_private_key(ec.SECP256R1())
        try:
            subject = x509.Name([
                x509.NameAttribute(NameOID.COUNTRY_NAME, country), x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
                x509.NameAttribute(NameOID.COMMON_NAME, common),
            ])  # fmt: skip
        except ValueError:
            return {"status": "GenerationError"}
        request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
        self.store.add_key(key)
        return {"status": "Accepted", "csr": request.public_bytes(Encoding.PEM).decode()}

    def _verify_file_signature(self, file_path: str, signing_certificate: str, signature: str) -> bool:
        try:
            key = certificates_of(signing_certificate)[0].public_key()
            signed = base64.b64decode(signature, validate=True)
            digest = _digest(Path(file_path))
            if isinstance(key, ec.EllipticCurvePublicKey):
                key.verify(signed, digest, ec.ECDSA(Prehashed(hashes.SHA256())))
            elif isinstance(key, rsa.RSAPublicKey):
                key.verify(signed, digest, padding.PKCS1v15(), Prehashed(hashes.SHA256()))
            else:
                return False
        except (ValueError, OSError, InvalidSignature, binascii.Error):
            return False
        return True


def _digest(path: Path) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.digest()
