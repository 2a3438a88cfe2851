from __future__ import annotations

import logging
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secc.config import Tls
from secc.errors import ConfigError
from secc.net import credentials, pki_folder, tls_setup
from secc.testing.tls_client import TlsClient, shake_hands

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "pki"
    pki_folder.write(path, NOW)
    return path


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "pki", ignore=shutil.ignore_patterns("broken", "iso15118_2", "test")))


def load(folder: Path) -> credentials.Credentials:
    return credentials.load(Tls(mode="required", pki=str(folder)), NOW)


def test_the_server_made_of_it_serves_a_car(folder: Path) -> None:
    server = tls_setup.tls_server(Tls(mode="required", pki=str(folder)))
    client = TlsClient("1.2", roots=load(folder).stores.v2g)
    assert shake_hands(client, server.connection(0.0))
    assert client.staple


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
