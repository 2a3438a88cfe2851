from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from secc.config import Tls
from secc.errors import ConfigError
from secc.net import credentials, pki_folder
from secc.security.pki import Pki

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "pki"
    pki_folder.write(path, NOW, peer_layout=True)
    return path


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "pki", ignore=shutil.ignore_patterns("broken", "iso15118_2", "test")))


@pytest.fixture
def one(template: Path) -> Pki:
    return pki_folder.read_test(template)


def load(folder: Path, **more: object) -> credentials.Credentials:
    return credentials.load(Tls(mode="required", pki=str(folder), **more), NOW)  # type: ignore[arg-type]


def refusal(folder: Path, **more: object) -> ConfigError:
    with pytest.raises(ConfigError) as error:
        load(folder, **more)
    assert "\n" not in str(error.value), "one clear line"
    return error.value


def test_a_fresh_folder_loads_without_a_word(folder: Path) -> None:
    found = load(folder)
    assert [i.name for i in found.identities] == ["iso2", "iso20-ed448", "iso20-p521"]
    assert found.warnings == ()
    assert all(i.root is not None and i.staple for i in found.identities)
    assert (len(found.stores.v2g), len(found.stores.mo), len(found.stores.oem)) == (3, 3, 3)
    assert len(found.revocation.crls) == 6


def test_single_files_do_as_well(folder: Path) -> None:
    place = folder / "secc" / "iso2"
    found = credentials.load(
        Tls(
            mode="required",
            chain=str(place / "chain.pem"),
            key=str(place / "key.pem"),
            ocsp=(str(place / "ocsp.der"),),
            v2g_roots=(str(folder / "trust/v2g/iso2.pem"),),
            mo_roots=(str(folder / "trust/mo/iso2.pem"),),
            crls=(str(folder / "trust/crl/iso2-mo_sub2.crl"),),
        ),
        NOW,
    )
    assert [i.name for i in found.identities] == ["chain"]
    assert (len(found.stores.v2g), len(found.stores.mo), len(found.stores.oem)) == (1, 1, 0)


def test_the_peers_encrypted_key_opens_with_its_password_and_not_without(template: Path) -> None:
    peer = template / "iso15118_2"
    files = {"chain": str(peer / "certs/cpoCertChain.pem"), "key": str(peer / "private_keys/seccLeaf.key")}
    roots = {"v2g_roots": (str(peer / "certs/v2gRootCACert.der"),)}
    assert credentials.load(Tls(mode="required", key_password="12345", **files, **roots), NOW).identities
    for password, words in (("", "encrypted"), ("54321", "wrong password")):
        with pytest.raises(ConfigError, match=words) as error:
            credentials.load(Tls(mode="required", key_password=password, **files, **roots), NOW)
        assert "seccLeaf.key" in str(error.value)


def test_the_password_may_lie_beside_the_key(folder: Path, one: Pki) -> None:
    place = folder / "secc" / "iso2"
    (place / "key.pem").write_bytes(pki_folder.private_pem(one["secc"].key, "geheim"))
    assert "encrypted" in refusal(folder).reason
    (place / "password.txt").write_text("geheim\n")
    assert load(folder).identities


def test_a_missing_key_is_named(folder: Path) -> None:
    (folder / "secc/iso2/key.pem").unlink()
    error = refusal(folder)
    assert error.source.endswith("iso2/key.pem")
    assert "no such file" in error.reason


def test_the_key_of_another_certificate_is_noticed(folder: Path, template: Path) -> None:
    (folder / "secc/iso2/key.pem").write_bytes((template / "test/iso2/contract.key").read_bytes())
    error = refusal(folder)
    assert error.source.endswith("iso2/key.pem")
    assert "is not the private key" in error.reason


def test_a_key_that_everybody_can_read_is_refused(folder: Path) -> None:
    os.chmod(folder / "secc/iso2/key.pem", 0o644)
    assert "chmod 600" in refusal(folder).reason


def test_an_rsa_key_is_refused(folder: Path) -> None:
    key = rsa.generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "secc/iso2/key.pem").write_bytes(key)
    assert "RSA" in refusal(folder).reason


@pytest.mark.parametrize("file", ["key.pem", "chain.pem"])
def test_garbage_is_named(folder: Path, file: str) -> None:
    (folder / "secc/iso2" / file).write_bytes(b"garbage")
    assert refusal(folder).source.endswith(f"iso2/{file}")


@pytest.mark.parametrize(
    ("defect", "words"),
    [
        ("secc_expired", "expired on"),
        ("secc_not_yet_valid", "not valid before"),
        ("secc_wrong_dc", "domain component"),
        ("secc_foreign", "not signed"),
        ("secc_wrong_key", "secp384r1"),
        ("cpo_sub2_expired", "expired on"),
        ("cpo_sub2_no_ca", "no CA"),
    ],
)
def test_a_defective_chain_stops_the_start_with_file_and_reason(folder: Path, template: Path, defect: str, words: str) -> None:
    for file in ("chain.pem", "key.pem"):
        (folder / "secc/iso2" / file).write_bytes((template / "broken" / defect / file).read_bytes())
    error = refusal(folder)
    assert error.source.endswith("iso2/chain.pem")
    assert words in error.reason


def test_an_expired_chain_stops_the_start_when_time_has_passed(folder: Path) -> None:
    with pytest.raises(ConfigError, match="expired on"):
        credentials.load(Tls(mode="required", pki=str(folder)), NOW + timedelta(days=61))


def test_the_lab_tolerates_a_wrong_domain_but_no_expired_certificate(folder: Path, template: Path) -> None:
    for defect, fatal in (("secc_wrong_dc", False), ("secc_expired", True)):
        for file in ("chain.pem", "key.pem"):
            (folder / "secc/iso2" / file).write_bytes((template / "broken" / defect / file).read_bytes())
        if fatal:
            assert refusal(folder, profile="interop")
        else:
            assert any("domain component" in line for line in load(folder, profile="interop").warnings)


def test_a_garbage_file_in_a_trust_folder_is_skipped_with_a_warning(folder: Path) -> None:
    (folder / "trust/mo/broken.pem").write_bytes(b"garbage")
    (folder / "trust/mo/notes.txt").write_text("not a certificate, and not looked at")
    (folder / "trust/crl/broken.crl").write_bytes(b"garbage")
    found = load(folder)
    assert len(found.stores.mo) == 3
    assert len(found.warnings) == 2
    assert all("broken" in line for line in found.warnings)


def test_a_named_root_must_be_readable(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_bytes(b"garbage")
    assert refusal(folder, mo_roots=(str(tmp_path / "root.pem"),)).source.endswith("root.pem")


@pytest.mark.parametrize("settings", [{}, {"pki": "nowhere"}, {"chain": "only.pem"}])
def test_nothing_to_serve_is_an_error_that_says_what_to_do(settings: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        credentials.load(Tls(mode="required", **settings), NOW)
