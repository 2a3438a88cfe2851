"""Both buses carry the same messages by the same rules."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from secc.everest.bus import Bus, MemoryBus
from secc.everest.bus.mqtt import MqttBus


async def until(true: Callable[[], object], limit_s: float = 5.0) -> None:
    """Give the loop turns until something holds."""
    async with asyncio.timeout(limit_s):
        while not true():  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.001)


@pytest.fixture(params=["memory", "mqtt"])
def on_bus(request: pytest.FixtureRequest) -> Callable[[Callable[[Bus], Awaitable[None]]], None]:
    """Run a test on a bus of this kind."""
    port = request.getfixturevalue("broker").port if request.param == "mqtt" else 0

    def run(test: Callable[[Bus], Awaitable[None]]) -> None:
        async def body() -> None:
            bus: Bus = MqttBus("127.0.0.1", port) if port else MemoryBus()
            await bus.start()
            await test(bus)
            await bus.close()

        asyncio.run(body())

    return run


def test_messages_of_a_sender_arrive_in_order_and_only_at_their_topic(on_bus):
    async def test(bus: Bus) -> None:
        got: list[tuple[str, bytes]] = []
        bus.subscribe("a/b", lambda topic, payload: got.append((topic, payload)))
        for number in range(50):
            bus.publish("a/b", str(number).encode())
            bus.publish("a/c", b"not for us")
        await until(lambda: len(got) >= 50)
        assert got == [("a/b", str(number).encode()) for number in range(50)]

    on_bus(test)


def test_a_subscription_made_before_a_message_gets_it(on_bus):
    async def test(bus: Bus) -> None:
        got: list[bytes] = []
        for number in range(20):
            bus.subscribe(f"t/{number}", lambda _, payload: got.append(payload))
            bus.publish(f"t/{number}", b"x")
        await until(lambda: len(got) == 20)

    on_bus(test)


def test_a_retained_message_reaches_who_comes_late_until_it_is_cleared(on_bus):
    async def test(bus: Bus) -> None:
        first: list[bytes] = []
        bus.subscribe("r/x", lambda _, payload: first.append(payload), retained=True)
        bus.publish("r/x", b"kept", retain=True)
        await until(lambda: first)
        late: list[tuple[str, bytes]] = []
        bus.subscribe("r/#", lambda topic, payload: late.append((topic, payload)), retained=True)
        await until(lambda: late)
        assert late == [("r/x", b"kept")]
        bus.publish("r/x", b"", retain=True)
        await until(lambda: len(first) >= 2)

    on_bus(test)


def test_what_was_left_at_a_topic_is_not_taken_for_a_message_of_now(on_bus):
    async def test(bus: Bus) -> None:
        got: list[bytes] = []
        bus.subscribe("done", lambda _, payload: got.append(payload))
        bus.publish("r/x", b"old", retain=True)
        bus.publish("done", b"kept")
        await until(lambda: got)
        bus.subscribe("r/x", lambda _, payload: got.append(payload))
        bus.publish("r/x", b"new")
        await until(lambda: len(got) >= 2)
        assert got == [b"kept", b"new"]

    on_bus(test)


def test_a_receiver_that_left_is_not_called(on_bus):
    async def test(bus: Bus) -> None:
        gone: list[bytes] = []
        stays: list[bytes] = []
        leave = lambda _, payload: gone.append(payload)  # noqa: E731
        bus.subscribe("t", leave)
        bus.subscribe("t", lambda _, payload: stays.append(payload))
        bus.unsubscribe("t", leave)
        bus.publish("t", b"1")
        await until(lambda: stays)
        assert gone == []

    on_bus(test)


def test_watchers_learn_of_the_connection(on_bus):
    async def test(bus: Bus) -> None:
        seen: list[bool] = []
        bus.watch(seen.append)
        await until(lambda: seen)
        assert seen == [True]
        assert bus.connected

    on_bus(test)


def test_a_receiver_that_fails_harms_nobody_else(on_bus):
    async def test(bus: Bus) -> None:
        reported: list[dict] = []
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: reported.append(context))
        got: list[bytes] = []

        def fail(topic: str, payload: bytes) -> None:
            raise ZeroDivisionError

        bus.subscribe("t", fail)
        bus.subscribe("t", lambda _, payload: got.append(payload))
        for payload in (b"1", b"2"):
            bus.publish("t", payload)
        await until(lambda: len(got) == 2)
        assert bus.connected
        assert [type(context["exception"]) for context in reported] == [ZeroDivisionError] * 2
        assert reported[0]["message"] == "a receiver of t failed"

    on_bus(test)
