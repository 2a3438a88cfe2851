from __future__ import annotations

import ssl
import stat
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from secc.errors import ConfigError
from secc.net import pki_check, pki_folder
from secc.security.roles import issuers, roles

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pki") / "t"
    pki_folder.write(path, NOW, peer_layout=True)
    return path


def test_openssl_accepts_every_chain(folder: Path) -> None:
    for name in pki_folder.NAMES:
        test = folder / "test" / name
        for leaf in ("secc", "contract", "provisioning", "vehicle", "cps", "ocsp"):
            line = [role.name for role in issuers(leaf)]
            between = [part for role in line[1:-1] for part in ("-untrusted", str(test / f"{role}.pem"))]
            command = ["openssl", "verify", "-x509_strict", "-CAfile", str(test / f"{line[-1]}.pem"), *between, str(test / f"{leaf}.pem")]
            done = subprocess.run(command, capture_output=True, text=True)
            assert done.stdout.endswith(": OK\n"), done.stderr


def test_no_private_key_can_be_read_by_others(folder: Path) -> None:
    secrets = [*folder.rglob("*.key"), *folder.rglob("key.pem"), *folder.rglob("*.txt")]
    assert len(secrets) > 60
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in secrets)


def test_what_was_written_is_read_back(folder: Path) -> None:
    for name, kind in pki_folder.NAMES.items():
        one = pki_folder.read_test(folder, name)
        assert set(one.credentials) == set(roles())
        assert one.kind == kind
        assert all(c.key.public_key() == c.certificate.public_key for c in one.credentials.values())


def test_the_peer_finds_its_files_and_passwords(folder: Path) -> None:
    place = folder / "iso15118_2"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for chain, key in (
        ("cpoCertChain", "seccLeaf"),
        ("oemCertChain", "oemLeaf"),
        ("contractLeafCert", "contractLeaf"),
        ("cpsLeafCert", "cpsLeaf"),
    ):
        password = (place / f"private_keys/{key}Password.txt").read_text()
        context.load_cert_chain(place / f"certs/{chain}.pem", place / f"private_keys/{key}.key", password)
    ders = {path.stem for path in (place / "certs").glob("*.der")}
    assert ders == set(pki_folder.PEER_CERTIFICATES.values())


def test_a_folder_with_credentials_is_not_overwritten(folder: Path) -> None:
    with pytest.raises(ConfigError, match="already"):
        pki_folder.write(folder, NOW)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="file"):
        pki_folder.write(tmp_path / "file", NOW)
    with pytest.raises(ConfigError, match="no such folder"):
        list(pki_check.check(tmp_path / "nowhere", NOW))
