"""The broker goes away and comes back."""

from __future__ import annotations

import asyncio
import socket
from unittest import mock

import pytest

from secc.errors import ConfigError, StateError
from secc.everest.bus import mqtt
from secc.everest.bus.mqtt import MqttBus
from tests.everest.bus.test_seam import until
from tests.everest.conftest import free_port


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


def test_without_a_broker_a_bus_does_not_start_and_says_where_it_looked():
    async def body(host: str, port: int) -> str:
        bus = MqttBus(host, port)
        with mock.patch.object(mqtt, "START_S", 0.3), pytest.raises(ConfigError) as caught:
            await bus.start()
        assert bus._task is None
        assert not bus.connected
        return str(caught.value)

    port = free_port()
    said = asyncio.run(body("127.0.0.1", port))
    assert said == f"no MQTT broker at 127.0.0.1:{port} ([Errno 111] Connection refused): start one there, or name the one that runs"
    assert asyncio.run(body("a..b", 1883)).startswith("no MQTT broker at a..b:1883 (")


def test_what_listens_but_is_no_broker_does_not_hold_the_start_up():
    async def body() -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            port = silent.getsockname()[1]
            with mock.patch.object(mqtt, "START_S", 0.2), pytest.raises(ConfigError, match=f"127.0.0.1:{port} .no answer."):
                await MqttBus("127.0.0.1", port).start()

    asyncio.run(body())


def test_a_broker_that_hangs_does_not_hold_the_end(broker):
    async def body() -> None:
        bus = MqttBus("127.0.0.1", broker.port)
        await bus.start()
        broker.freeze()
        bus.publish("t", b"x")
        with mock.patch.object(mqtt, "LAST_WORDS_S", 0.1), mock.patch.object(mqtt, "GOODBYE_S", 0.1):
            async with asyncio.timeout(2):
                await bus.close()

    asyncio.run(body())


def test_what_is_subscribed_while_the_connection_is_made_is_subscribed(broker):
    async def body() -> None:
        bus = MqttBus("127.0.0.1", broker.port)
        got: list[str] = []
        for number in range(mqtt.AT_ONCE + 1):
            bus.subscribe(f"before/{number}", lambda topic, _: got.append(topic))
        starting = asyncio.create_task(bus.start())
        for number in range(300):
            bus.subscribe(f"meanwhile/{number}", lambda topic, _: got.append(topic))
            await asyncio.sleep(0)
        await starting
        wanted = {f"before/{mqtt.AT_ONCE}", "meanwhile/0", "meanwhile/299"}
        for topic in wanted:
            bus.publish(topic, b"x")
        await until(lambda: set(got) == wanted)
        await bus.close()

    asyncio.run(body())


def test_a_message_without_end_stays_at_the_broker(broker):
    async def body() -> None:
        bus, other = MqttBus("127.0.0.1", broker.port), MqttBus("127.0.0.1", broker.port)
        await bus.start()
        await other.start()
        got: list[int] = []
        bus.subscribe("t", lambda _, payload: got.append(len(payload)))
        await asyncio.sleep(0.05)
        other.publish("t", bytes(mqtt.MAX_PACKET + 1))
        other.publish("t", b"next")
        await until(lambda: got)
        assert got == [4]
        assert bus.connected
        await bus.close()
        await other.close()

    asyncio.run(body())


def test_another_thread_cannot_publish_past_the_loop(broker):
    async def body() -> None:
        bus = MqttBus("127.0.0.1", broker.port)
        await bus.start()
        with pytest.raises(StateError, match="call_soon_threadsafe"):
            await asyncio.to_thread(bus.publish, "topic", b"payload")
        await bus.close()

    asyncio.run(body())
