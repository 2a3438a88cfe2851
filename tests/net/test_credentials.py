from __future__ import annotations

import logging
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from secc.config import Tls
from secc.errors import ConfigError
from secc.net import credentials, pki_folder, tls_setup
from secc.security.pki import Pki
from secc.testing.tls_client import TlsClient, shake_hands

NOW = datetime.now(UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pki_folder.write(tmp_path / "pki", NOW, peer_layout=True)
    return tmp_path / "pki"


@pytest.fixture
def one(folder: Path) -> Pki:
    return pki_folder.read_test(folder)


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


def test_the_server_made_of_it_serves_a_car(folder: Path) -> None:
    server = tls_setup.tls_server(Tls(mode="required", pki=str(folder)))
    client = TlsClient("1.2", roots=load(folder).stores.v2g)
    assert shake_hands(client, server.connection(0.0))
    assert client.staple


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


def test_the_peers_encrypted_key_opens_with_its_password_and_not_without(folder: Path) -> None:
    peer = folder / "iso15118_2"
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


def test_the_key_of_another_certificate_is_noticed(folder: Path) -> None:
    (folder / "secc/iso2/key.pem").write_bytes((folder / "test/iso2/contract.key").read_bytes())
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
def test_a_defective_chain_stops_the_start_with_file_and_reason(folder: Path, defect: str, words: str) -> None:
    for file in ("chain.pem", "key.pem"):
        (folder / "secc/iso2" / file).write_bytes((folder / "broken" / defect / file).read_bytes())
    error = refusal(folder)
    assert error.source.endswith("iso2/chain.pem")
    assert words in error.reason


def test_an_expired_chain_stops_the_start_when_time_has_passed(folder: Path) -> None:
    with pytest.raises(ConfigError, match="expired on"):
        credentials.load(Tls(mode="required", pki=str(folder)), NOW + timedelta(days=61))


def test_the_lab_tolerates_a_wrong_domain_but_no_expired_certificate(folder: Path) -> None:
    for defect, fatal in (("secc_wrong_dc", False), ("secc_expired", True)):
        for file in ("chain.pem", "key.pem"):
            (folder / "secc/iso2" / file).write_bytes((folder / "broken" / defect / file).read_bytes())
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


def test_the_key_log_is_private_and_loud(folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "keys.log"
    path.write_text("")
    os.chmod(path, 0o666)
    with caplog.at_level(logging.WARNING):
        server = tls_setup.tls_server(Tls(mode="required", pki=str(folder), key_log=str(path)))
    assert "KEY LOG IS ON" in caplog.text
    assert path.stat().st_mode & 0o777 == 0o600
    client = TlsClient("1.2", roots=load(folder).stores.v2g)
    assert shake_hands(client, server.connection(0.0))
    assert path.read_bytes().splitlines() == client.keys


def test_without_the_option_no_key_is_logged_and_nothing_is_said(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        tls_setup.tls_server(Tls(mode="required", pki=str(folder)))
    assert caplog.text == ""


def test_reading_the_files_again_changes_the_next_handshake(folder: Path) -> None:
    settings = Tls(mode="required", pki=str(folder))
    server = tls_setup.tls_server(settings)
    pki_folder.write(folder.parent / "new", NOW)
    for file in ("chain.pem", "key.pem", "ocsp.der"):
        (folder / "secc/iso2" / file).write_bytes((folder.parent / "new/secc/iso2" / file).read_bytes())
    (folder / "trust/v2g/new.pem").write_bytes((folder.parent / "new/trust/v2g/iso2.pem").read_bytes())
    tls_setup.reload(server, settings)
    client = TlsClient("1.2", roots=credentials.load(settings, NOW).stores.v2g)
    assert shake_hands(client, server.connection(0.0))
    assert client.server_chain()[0] == credentials.read_certificates(folder / "secc/iso2/chain.pem")[0].der
    (folder / "secc/iso2/key.pem").write_bytes(b"garbage")
    with pytest.raises(ConfigError):
        tls_setup.reload(server, settings)
    assert shake_hands(
        TlsClient("1.2", roots=credentials.load(Tls(pki=str(folder.parent / "new")), NOW).stores.v2g), server.connection(0.0)
    )


def test_changed_files_are_taken_up_and_bad_ones_are_not(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = Tls(mode="required", pki=str(folder))
    server = tls_setup.tls_server(settings)
    watch = tls_setup.Watch(server, settings)
    before = server.credentials
    watch.poll()
    assert server.credentials is before, "nothing has changed"
    pki_folder.write(folder.parent / "new", NOW)
    (folder / "trust/v2g/new.pem").write_bytes((folder.parent / "new/trust/v2g/iso2.pem").read_bytes())
    for file in ("chain.pem", "key.pem", "ocsp.der"):
        (folder / "secc/iso2" / file).write_bytes((folder.parent / "new/secc/iso2" / file).read_bytes())
    watch.poll()
    client = TlsClient("1.2", roots=load(folder.parent / "new").stores.v2g)
    assert shake_hands(client, server.connection(0.0))
    (folder / "secc/iso2/key.pem").write_bytes(b"garbage")
    now = server.credentials
    watch.poll()
    assert server.credentials is now
    assert "the old ones stay" in caplog.text
    assert "key.pem" in caplog.text


def test_a_staple_that_is_due_is_said_once_a_day(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    clock = [NOW]
    settings = Tls(mode="required", pki=str(folder))
    server = tls_setup.tls_server(settings, lambda: clock[0])
    watch = tls_setup.Watch(server, settings)
    watch.poll()
    assert caplog.text == ""
    clock[0] = NOW + timedelta(days=5, hours=12)
    watch.poll()
    watch.poll()
    assert caplog.text.count("ends within a day") == 1
    clock[0] += timedelta(days=1)
    watch.poll()
    assert caplog.text.count("ends within a day") == 2
