"""Reading what `evse_security` names: what is missing or broken, one thing at a time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from secc.config import Tls
from secc.errors import ConfigError
from secc.everest.bus import MemoryBus
from secc.everest.envelope import CommandError
from secc.everest.module import Module
from secc.everest.security_client import fetch
from secc.net import pki_folder
from secc.net.credentials import read_certificates
from secc.security.identity import Credentials

OTHERS = ("install_ca_certificate", "delete_certificate", "update_leaf_certificate", "verify_certificate", "get_installed_certificates",
          "get_v2g_ocsp_request_data", "get_mo_ocsp_request_data", "update_ocsp_cache", "is_ca_certificate_installed",
          "generate_certificate_signing_request", "get_verify_location", "get_leaf_expiry_days_count", "verify_file_signature")  # fmt: skip


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pki") / "credentials"
    pki_folder.write(folder, datetime.now(UTC))
    return folder


def info(pki: Path, **changes: object) -> dict[str, object]:
    place = pki / "secc" / "iso2"
    leaf = read_certificates(place / "chain.pem")[0]
    named = {"hash_algorithm": "SHA256", "issuer_name_hash": "00", "issuer_key_hash": "00", "serial_number": f"0{leaf.serial:X}"}
    return {
        "key": str(place / "key.pem"), "certificate": str(place / "chain.pem"), "certificate_count": 3,
        "certificate_root": (pki / "trust" / "v2g" / "iso2.pem").read_text(), "ocsp": [{"hash": named, "ocsp_path": str(place / "ocsp.der")}],
    } | changes  # fmt: skip


def ask(every: dict[str, Any], one: dict[str, Any] | None = None, files: dict[str, str] | None = None, settings: Tls | None = None) -> Credentials:
    """What `fetch` makes of these answers."""
    def file(certificate_type: str) -> str:
        if files is None:
            raise CommandError("HandlerException", "no such roots")
        return files.get(certificate_type, "")

    async def body() -> Credentials:
        bus = MemoryBus()
        handlers: dict[str, Any] = dict.fromkeys(OTHERS, lambda **_: None)
        handlers |= {
            "get_all_valid_certificates_info": lambda **_: every, "get_leaf_certificate_info": lambda **_: one or {"status": "NotFound"},
            "get_verify_file": file,
        }  # fmt: skip
        Module("security", bus).provide("main", "evse_security", handlers)
        return await fetch(Module("iso", bus).use("security", "main", "evse_security"), settings or Tls(mode="optional"), datetime.now(UTC))

    return asyncio.run(body())


def test_chain_key_staple_and_roots_are_read(pki: Path):
    files = {"V2G": str(pki / "trust" / "v2g" / "iso20-p521.pem"), "MO": str(pki / "trust" / "mo" / "iso2.pem")}
    found = ask({"status": "Accepted", "info": [info(pki)]}, files=files)
    own, = found.identities
    assert own.staple == (pki / "secc" / "iso2" / "ocsp.der").read_bytes()
    assert own.root is not None
    assert (len(tuple(found.stores.v2g)), len(tuple(found.stores.mo)), len(tuple(found.stores.oem))) == (2, 1, 0)


def test_a_store_that_knows_one_chain_only_is_asked_for_that(pki: Path):
    assert len(ask({"status": "NotFound", "info": []}, {"status": "Accepted", "info": info(pki)}).identities) == 1


def test_roots_of_car_makers_come_from_the_settings(pki: Path):
    settings = Tls(mode="optional", oem_roots=(str(pki / "trust" / "oem" / "iso2.pem"),))
    assert len(tuple(ask({"status": "Accepted", "info": [info(pki)]}, settings=settings).stores.oem)) == 1


@pytest.mark.parametrize(("changes", "warning"), [
    ({"ocsp": [{"hash": {"hash_algorithm": "SHA256", "issuer_name_hash": "", "issuer_key_hash": "", "serial_number": "1"}, "ocsp_path": "/x"}]}, ""),
    ({"ocsp": []}, ""), ({"certificate_root": "rubbish"}, "cannot be read"),
])  # fmt: skip
def test_what_may_be_missing_is_no_reason_to_stop(pki: Path, changes: dict[str, object], warning: str):
    found = ask({"status": "Accepted", "info": [info(pki, **changes)]})
    assert len(found.identities) == 1
    assert warning in " ".join(found.warnings)


@pytest.mark.parametrize(("changes", "reason"), [
    ({"key": "/nowhere/key.pem"}, "no such file"), ({"certificate": "/nowhere/chain.pem"}, "no such file"),
    ({"certificate": None, "certificate_single": None}, "a chain without a file"),
])  # fmt: skip
def test_a_chain_that_cannot_be_read_is_an_error_that_names_it(pki: Path, changes: dict[str, object], reason: str):
    told = {name: value for name, value in info(pki, **changes).items() if value is not None}
    with pytest.raises(ConfigError, match=reason):
        ask({"status": "Accepted", "info": [told]})


def test_an_expired_chain_is_not_shown(pki: Path):
    broken = pki / "broken"
    name = next(folder for folder in sorted(broken.iterdir()) if "expired" in folder.name)
    with pytest.raises(ConfigError, match="expired"):
        ask({"status": "Accepted", "info": [info(pki, certificate=str(name / "chain.pem"), key=str(name / "key.pem"))]})


@pytest.mark.parametrize("status", ["NotFound", "NotFoundValid", "PrivateKeyNotFound", "Rejected"])
def test_without_a_chain_the_reason_is_the_stores_own_word(status: str):
    with pytest.raises(ConfigError, match=f"no V2G certificate for the station: {status}"):
        ask({"status": status, "info": []}, {"status": status})
