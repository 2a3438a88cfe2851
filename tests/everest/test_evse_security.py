# ruff: noqa: ASYNC240 - small files on a local disk
"""`evse_security` over a folder: a certificate from the request to its deletion, and what must be refused."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from secc.everest.bus import MemoryBus
from secc.everest.envelope import CommandError
from secc.everest.evse_security import FolderSecurity
from secc.everest.module import Module, Peer
from tests.everest.bus.test_seam import until

NOW = datetime.now(UTC)
Key = ec.EllipticCurvePrivateKey


def name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def certificate(subject: x509.Name, key, issuer: x509.Name, issuer_key: Key, *, days: int = 30, responder: str = "") -> x509.Certificate:
    start = NOW - timedelta(days=60 if days < 0 else 1)
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key).serial_number(x509.random_serial_number())
        .not_valid_before(start).not_valid_after(NOW + timedelta(days=days))
    )  # fmt: skip
    if responder:
        place = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(responder))
        builder = builder.add_extension(x509.AuthorityInformationAccess([place]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def text(*certificates: x509.Certificate) -> str:
    return "".join(one.public_bytes(Encoding.PEM).decode() for one in certificates)


class Lab:
    """A folder with one V2G root in it, and a module in front."""

    def __init__(self, folder: Path) -> None:
        self.bus = MemoryBus()
        FolderSecurity(Module("security", self.bus), folder)
        self.peer: Peer = Module("user", self.bus).use("security", "main", "evse_security")
        self.updates: list[object] = []
        self.peer.on("certificate_store_update", self.updates.append)
        self.root_key = ec.generate_private_key(ec.SECP256R1())
        self.root = certificate(name("V2G root"), self.root_key.public_key(), name("V2G root"), self.root_key)

    async def call(self, command: str, **arguments: object) -> object:
        return await self.peer.call(command, arguments)

    async def leaf(self, *, days: int = 30, responder: str = "http://ocsp.example") -> x509.Certificate:
        """Ask for a certificate and issue it."""
        made = await self.call("generate_certificate_signing_request", certificate_type="V2G", country="DE", organization="secc",
                               common="SECC1", use_tpm=False)  # fmt: skip
        request = x509.load_pem_x509_csr(made["csr"].encode())
        assert request.is_signature_valid
        return certificate(request.subject, request.public_key(), self.root.subject, self.root_key, days=days, responder=responder)


@pytest.fixture
def lab(tmp_path: Path) -> Callable[[Callable[[Lab], Awaitable[None]]], None]:
    def run(test: Callable[[Lab], Awaitable[None]]) -> None:
        async def body() -> None:
            there = Lab(tmp_path)
            assert await there.call("install_ca_certificate", certificate=text(there.root), certificate_type="V2G") == "Accepted"
            await test(there)

        asyncio.run(body())

    return run


def test_a_certificate_lives_from_its_request_to_its_deletion(lab):
    async def test(there: Lab) -> None:
        leaf = await there.leaf()
        assert await there.call("verify_certificate", certificate_chain=text(leaf), certificate_types=["CSMS", "V2G"]) == "Valid"
        assert await there.call("update_leaf_certificate", certificate_chain=text(leaf), certificate_type="V2G") == "Accepted"
        assert await there.call("get_leaf_expiry_days_count", certificate_type="V2G") == 29
        info = await there.call("get_leaf_certificate_info", certificate_type="V2G", encoding="PEM", include_ocsp=True)
        assert info["status"] == "Accepted"
        key = Path(info["info"]["key"])
        assert key.stat().st_mode & 0o077 == 0
        assert x509.load_pem_x509_certificate(Path(info["info"]["certificate"]).read_bytes()) == leaf
        installed = await there.call("get_installed_certificates", certificate_types=["V2GCertificateChain", "V2GRootCertificate"])
        kinds = [chain["certificate_type"] for chain in installed["certificate_hash_data_chain"]]
        assert kinds == ["V2GRootCertificate", "V2GCertificateChain"]
        data = installed["certificate_hash_data_chain"][1]["certificate_hash_data"]
        assert data["serial_number"] == f"{leaf.serial_number:x}"
        assert await there.call("delete_certificate", certificate_hash_data=data) == "Accepted"
        assert await there.call("delete_certificate", certificate_hash_data=data) == "NotFound"
        assert not key.exists()
        await until(lambda: len(there.updates) == 3)
        assert [update["operation"] for update in there.updates] == ["Installed", "Installed", "Deleted"]

    lab(test)


def test_ocsp_answers_are_asked_for_kept_and_given(lab):
    async def test(there: Lab) -> None:
        leaf = await there.leaf()
        await there.call("update_leaf_certificate", certificate_chain=text(leaf), certificate_type="V2G")
        asked = (await there.call("get_v2g_ocsp_request_data"))["ocsp_request_data_list"]
        assert [one["responder_url"] for one in asked] == ["http://ocsp.example"]
        assert (await there.call("get_mo_ocsp_request_data", certificate_chain=text(leaf)))["ocsp_request_data_list"] == asked
        data = asked[0]["certificate_hash_data"]
        await there.call("update_ocsp_cache", certificate_hash_data=data, ocsp_response=base64.b64encode(b"answer").decode())
        info = await there.call("get_all_valid_certificates_info", certificate_type="V2G", encoding="PEM", include_ocsp=True)
        assert Path(info["info"][0]["ocsp"][0]["ocsp_path"]).read_bytes() == b"answer"
        with pytest.raises(CommandError, match="no base64"):
            await there.call("update_ocsp_cache", certificate_hash_data=data, ocsp_response="§")

    lab(test)


def test_what_does_not_hold_is_refused_by_its_reason(lab):
    async def test(there: Lab) -> None:
        stranger_key = ec.generate_private_key(ec.SECP256R1())
        stranger = certificate(name("x"), stranger_key.public_key(), name("x"), stranger_key)
        expired = await there.leaf(days=-3)
        good = await there.leaf()
        not_asked = certificate(name("y"), stranger_key.public_key(), there.root.subject, there.root_key)
        forged = certificate(name("z"), stranger_key.public_key(), there.root.subject, stranger_key)
        for chain, reason in ((text(stranger), "NoRootCertificateInstalled"), (text(expired), "Expired"), ("no certificate", "InvalidFormat"),
                              (text(not_asked), "InvalidCertificateChain"), (text(good, stranger), "InvalidCertificateChain"),
                              (text(forged, there.root), "InvalidSignature")):  # fmt: skip
            assert await there.call("update_leaf_certificate", certificate_chain=chain, certificate_type="V2G") == reason, reason
        assert await there.call("verify_certificate", certificate_chain=text(good), certificate_types=["MO"]) == "IssuerNotFound"
        assert await there.call("install_ca_certificate", certificate="x", certificate_type="MO") == "InvalidFormat"
        assert await there.call("is_ca_certificate_installed", certificate_type="MO") is False
        assert await there.call("get_leaf_certificate_info", certificate_type="V2G", encoding="PEM", include_ocsp=False) == {"status": "NotFound"}
        csr = {"certificate_type": "V2G", "country": "Germany", "organization": "o", "common": "c", "use_tpm": False}
        assert await there.call("generate_certificate_signing_request", **csr) == {"status": "GenerationError"}
        assert await there.call("generate_certificate_signing_request", **{**csr, "use_tpm": True}) == {"status": "KeyGenError"}

    lab(test)


def test_files_of_anchors_and_signatures_over_files(lab, tmp_path: Path):
    async def test(there: Lab) -> None:
        bundle = await there.call("get_verify_file", certificate_type="V2G")
        assert x509.load_pem_x509_certificates(Path(bundle).read_bytes()) == [there.root]
        assert Path(await there.call("get_verify_location", certificate_type="V2G")).is_dir()
        firmware = tmp_path / "firmware.bin"
        firmware.write_bytes(b"x" * 3_000_000)
        signature = base64.b64encode(there.root_key.sign(firmware.read_bytes(), ec.ECDSA(hashes.SHA256()))).decode()
        ask = {"file_path": str(firmware), "signing_certificate": text(there.root), "signature": signature}
        assert await there.call("verify_file_signature", **ask) is True
        firmware.write_bytes(b"y")
        assert await there.call("verify_file_signature", **ask) is False
        assert await there.call("verify_file_signature", **{**ask, "file_path": "/nowhere"}) is False
        json.dumps(there.updates)

    lab(test)
