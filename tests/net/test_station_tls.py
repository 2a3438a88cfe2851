"""TLS at the station: what discovery announces by policy, real handshakes on real sockets, and nothing that falls back to plain."""

from __future__ import annotations

import asyncio
import pathlib
import time
from datetime import UTC, datetime
from typing import Literal

import msgspec
import pytest

from secc import sdp
from secc.charger.simulated import SimulatedCharger
from secc.config import Config, Tls
from secc.errors import ConfigError
from secc.net import pki_folder
from secc.net.connection import GOODBYE_S
from secc.net.station import Station
from secc.sdp import Security
from secc.testing import ev_net
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_tls import car_side
from secc.testing.tls_client import TlsClient
from tests.net.lab import AC, HELLO, QUICK, SETUP, Lab, Plug, is_answer, run, soon


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    folder = tmp_path_factory.mktemp("pki") / "credentials"
    pki_folder.write(folder, datetime.now(UTC))
    return folder


def station(pki: pathlib.Path | str, mode: str, **tls: object) -> Config:
    return msgspec.structs.replace(AC, tls=Tls(mode=mode, pki=str(pki), **tls))  # type: ignore[arg-type]


async def announced(lab: Lab, wanted: Security) -> sdp.Response | None:
    datagram = await lab.ask(sdp.encode_request(wanted), limit_s=0.5)
    return None if datagram is None else sdp.decode_response(datagram)


@pytest.mark.parametrize(
    ("mode", "wanted", "security"),
    [
        ("off", Security.NONE, Security.NONE), ("off", Security.TLS, Security.NONE), ("optional", Security.NONE, Security.NONE),
        ("optional", Security.TLS, Security.TLS), ("required", Security.NONE, Security.TLS), ("required", Security.TLS, Security.TLS),
    ],
)
def test_what_is_announced_follows_the_policy(pki: pathlib.Path, mode: str, wanted: Security, security: Security) -> None:
    async def story() -> None:
        async with Lab(station(pki, mode)) as lab:
            response = await announced(lab, wanted)
            assert response is not None
            assert response.security is security

    run(story())


def test_with_tls_required_there_is_no_plain_port(pki: pathlib.Path) -> None:
    async def story() -> None:
        async with Lab(station(pki, "required")) as lab:
            assert " tcp" not in lab.station.status
            assert lab.station.status.endswith(" tls")

    run(story())


async def over_tls(plug: Plug, client: TlsClient, request: bytes) -> bytes:
    """Shake hands, send a request, return what is answered."""
    plug.send(client.step())
    answer, sent = b"", False
    while not answer:
        received = await asyncio.wait_for(plug.reader.read(65_536), 5)
        assert received, "the station closed"
        if sent:
            answer = client.read(received)
            continue
        plug.send(client.step(received))
        if client.done:
            plug.send(client.send(request))
            sent = True
    return answer


def test_a_session_begins_over_tls_and_the_session_knows_it(pki: pathlib.Path) -> None:
    async def story() -> None:
        async with Lab(station(pki, "optional")) as lab:
            response = await announced(lab, Security.TLS)
            assert response is not None
            plug = await lab.open(response.port)
            assert is_answer(await over_tls(plug, TlsClient("1.2", verify=False), HELLO))
            assert lab.station.active is not None
            assert lab.station.active.security == "TLS 1.2"

    run(story())


def test_plain_bytes_on_the_tls_port_are_closed_and_the_listener_goes_on(pki: pathlib.Path) -> None:
    async def story() -> None:
        async with Lab(station(pki, "required")) as lab:
            response = await announced(lab, Security.TLS)
            assert response is not None
            plug = await lab.open(response.port)
            plug.send(HELLO)
            assert not is_answer(await plug.closed(2.0))
            again = await lab.open(response.port)
            assert is_answer(await over_tls(again, TlsClient("1.2", verify=False), HELLO))

    run(story())


def test_a_connection_without_a_hello_is_closed_after_the_time_for_the_handshake(pki: pathlib.Path) -> None:
    async def story() -> None:
        async with Lab(station(pki, "required", handshake_s=0.3)) as lab:
            response = await announced(lab, Security.TLS)
            assert response is not None
            silent = await lab.open(response.port)
            assert await silent.closed(2.0) == b""
            slow = await lab.open(response.port)
            slow.send(bytes.fromhex("16"))
            await slow.closed(2.0)

    run(story())


def test_a_car_that_vanishes_during_the_handshake_leaves_the_outlet_free(pki: pathlib.Path) -> None:
    async def story() -> None:
        async with Lab(station(pki, "optional")) as lab:
            response = await announced(lab, Security.TLS)
            assert response is not None
            plug = await lab.open(response.port)
            plug.send(TlsClient("1.2", verify=False).step())
            await plug.reader.read(100)
            plug.reset()
            assert await announced(lab, Security.NONE) is not None
            assert (await lab.charge()).failure is None

    run(story())


@pytest.mark.parametrize("mode", ["optional", "required"])
@pytest.mark.parametrize("damage", ["missing", "empty", "garbage"])
def test_tls_that_cannot_be_served_keeps_the_station_from_starting(tmp_path: pathlib.Path, mode: str, damage: str) -> None:
    folder = tmp_path / "pki"
    if damage != "missing":
        pki_folder.write(folder, datetime.now(UTC))
        for file in (folder / "secc").rglob("*"):
            if file.is_file():
                file.write_bytes(b"" if damage == "empty" else b"not a certificate")
    config = station(folder, mode)
    with pytest.raises(ConfigError) as refused:
        Station(config, SimulatedCharger(config.outlet))
    assert str(folder) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_closed_tls_session_frees_the_outlet_at_once(pki: pathlib.Path) -> None:
    async def story() -> None:
        async with Lab(station(pki, "optional")) as lab:
            response = await announced(lab, Security.TLS)
            assert response is not None
            plug = await lab.open(response.port)
            client = TlsClient("1.2", verify=False)
            assert is_answer(await over_tls(plug, client, HELLO))
            plug.close()
            await soon(lab.ended)
            assert await announced(lab, Security.TLS) is not None

    run(story())


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_the_goodbye_of_a_car_is_answered_at_once_when_the_session_is_over(pki: pathlib.Path, version: Literal["1.2", "1.3"]) -> None:
    async def story() -> None:
        async with Lab(station(pki, "required")) as lab:
            response = await announced(lab, Security.TLS)
            assert response is not None
            car, ev = car_side(pki, version), Iso2Ev(QUICK)
            charge = asyncio.ensure_future(ev_net.drive(ev, "::1", response.port, tls=car))  # its close waits for our close_notify
            await soon(lab.ended)
            ended = time.monotonic()
            await soon(charge)
            assert ev.failure is None
            assert time.monotonic() - ended < GOODBYE_S / 2

    run(story())


def test_a_request_that_comes_together_with_a_goodbye_is_answered_and_the_connection_closed_at_once(pki: pathlib.Path) -> None:
    async def story() -> None:
        async with Lab(station(pki, "required")) as lab:
            response = await announced(lab, Security.TLS)
            assert response is not None
            plug, client = await lab.open(response.port), TlsClient("1.2", verify=False)
            assert is_answer(await over_tls(plug, client, HELLO))
            request = client.send(SETUP)
            client.connection.shutdown()
            plug.send(request + client.out())
            assert is_answer(client.read(await plug.closed(GOODBYE_S / 2)))
            assert client.connection.get_shutdown() & 2, "close_notify"
            await soon(lab.ended)

    run(story())
