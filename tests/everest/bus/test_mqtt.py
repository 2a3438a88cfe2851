"""The broker goes away and comes back."""

from __future__ import annotations

import asyncio
import socket
from unittest import mock

from secc.everest.bus import mqtt
from secc.everest.bus.mqtt import MqttBus
from tests.everest.bus.test_seam import until


def test_after_a_lost_broker_what_was_worth_keeping_arrives_in_order(broker):
    async def body() -> None:
        with mock.patch.object(mqtt, "FIRST_PAUSE_S", 0.01), mock.patch.object(mqtt, "LONGEST_PAUSE_S", 0.05):
            bus = MqttBus("127.0.0.1", broker.port)
            await bus.start()
            states: list[bool] = []
            bus.watch(states.append)
            got: list[bytes] = []
            for topic in ("events", "level", "moment"):
                bus.subscribe(topic, lambda _, payload: got.append(payload))
            broker.kill()
            await until(lambda: not bus.connected)
            for number in range(3):
                bus.publish("events", f"event {number}".encode(), keep="all")
                bus.publish("level", f"level {number}".encode(), keep="latest")
                bus.publish("moment", b"gone", keep="no")
            broker.start()
            await until(lambda: len(got) >= 4)
            assert states == [True, False, True]
            await bus.close()
            assert [payload for payload in got if payload.startswith(b"event")] == [b"event 0", b"event 1", b"event 2"]
            assert b"level 2" in got
            assert b"level 0" not in got
            assert b"gone" not in got

    asyncio.run(body())


def test_messages_on_their_way_when_the_broker_dies_are_sent_again(broker):
    async def body() -> None:
        with mock.patch.object(mqtt, "FIRST_PAUSE_S", 0.01):
            bus = MqttBus("127.0.0.1", broker.port)
            await bus.start()
            got: list[bytes] = []
            bus.subscribe("t", lambda _, payload: got.append(payload))
            for number in range(100):
                bus.publish("t", str(number).encode(), keep="all")
            await asyncio.sleep(0)
            broker.kill()
            await until(lambda: not bus.connected)
            broker.start()
            await until(lambda: {str(number).encode() for number in range(100)} <= set(got))
            await bus.close()

    asyncio.run(body())


def test_our_socket_sends_at_once(broker):
    async def body() -> None:
        async with MqttBus("127.0.0.1", broker.port)._client() as client:
            ours = client._client.socket()
            assert ours is not None
            assert ours.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0

    asyncio.run(body())


def test_a_bus_waits_for_a_broker_that_is_not_there_yet(broker):
    async def body() -> None:
        broker.kill()
        bus = MqttBus("127.0.0.1", broker.port)
        with mock.patch.object(mqtt, "FIRST_PAUSE_S", 0.01):
            starting = asyncio.create_task(bus.start())
            await asyncio.sleep(0.02)
            assert not starting.done()
            broker.start()
            await asyncio.wait_for(starting, 5)
        await bus.close()

    asyncio.run(body())
