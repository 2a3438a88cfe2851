"""Discovery on a real socket: sizes, floods, repetition."""

from __future__ import annotations

import asyncio
import os
import socket
from ipaddress import IPv6Address

import pytest
from msgspec import structs

from secc import sdp
from secc.session import events
from tests.net.lab import Lab, run


@pytest.mark.parametrize("size", [0, 1, 5, 9, 11, 65_000])
def test_datagrams_of_another_size_get_silence_and_the_next_request_an_answer(size: int) -> None:
    async def story() -> None:
        async with Lab() as lab:
            assert await lab.ask(os.urandom(size), limit_s=0.02) is None
            assert await lab.ask(limit_s=0.25) is not None

    run(story())


def test_a_flood_of_requests_from_one_socket_gets_a_limited_number_of_answers_and_another_ev_its_own() -> None:
    async def story() -> None:
        async with Lab() as lab:
            loop = asyncio.get_running_loop()
            with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as flood:
                flood.setblocking(False)
                flood.connect(("::1", lab.station.sdp_port))
                for number in range(5000):
                    await loop.sock_sendall(flood, sdp.encode_request(sdp.Security.NONE))
                    if number % 100 == 0:
                        await asyncio.sleep(0)
                assert await lab.ask(limit_s=0.25) is not None
                answers = 0
                while True:
                    try:
                        flood.recv(100)
                        answers += 1
                    except BlockingIOError:
                        break
            assert 0 < answers <= 100

    run(story())


def test_fifty_requests_get_fifty_equal_answers() -> None:
    async def story() -> None:
        async with Lab() as lab:
            answers = {await lab.ask() for _ in range(50)}
            assert len(answers) == 1
            assert None not in answers

    run(story())


def test_the_answer_of_another_secc_is_heard_and_told() -> None:
    async def story() -> None:
        async with Lab() as lab:
            foreign = sdp.encode_response(sdp.Response(address=IPv6Address("fe80::bad"), port=50123, security=sdp.Security.TLS))
            own = lab.station.rules.announcement
            assert own is not None
            lab.station.rules.announcement = structs.replace(own, address=IPv6Address("fe80::1"))  # on loopback everybody is ::1
            assert await lab.ask(foreign, limit_s=0.1) is None
            told = [event for event in lab.others if isinstance(event, events.PeerMisbehaved)]
            assert [(event.what, event.detail) for event in told] == [("another_secc", "::1 announces [fe80::bad]:50123, TLS")]

    run(story())
