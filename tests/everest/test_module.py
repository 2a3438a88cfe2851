"""Commands, variables and errors between modules, on both buses; and everything that can be wrong with a message."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from unittest import mock

import pytest

from secc.everest import envelope, module, topics
from secc.everest.bus import Bus, MemoryBus, mqtt
from secc.everest.bus.mqtt import MqttBus
from secc.everest.contract import Contract, ViolationError
from secc.everest.envelope import CommandError
from secc.everest.module import Implementation, Module, Peer
from tests.everest.bus.test_seam import on_bus, until
from tests.everest.contract.values import example, mutations

__all__ = ["on_bus"]
LIMITS = {"uuid": "n", "valid_for": 10, "limits_root_side": {}, "schedule": []}


class Pair:
    """A module with `energy` and `powermeter`, and one that uses them."""

    def __init__(self, bus: Bus, **handlers: Callable[..., object]) -> None:
        self.server, self.client = Module("node", bus), Module("user", bus)
        self.calls: list[object] = []
        handler = handlers.get("enforce_limits", self.calls.append)
        self.energy: Implementation = self.server.provide("grid", "energy", {"enforce_limits": lambda value: handler(value)})
        self.peer: Peer = self.client.use("node", "grid", "energy")


def test_a_command_is_answered_and_a_variable_arrives(on_bus):
    async def test(bus: Bus) -> None:
        pair = Pair(bus)
        assert await pair.peer.call("enforce_limits", {"value": LIMITS}) is None
        assert pair.calls == [LIMITS]
        got: list[object] = []
        pair.peer.on("energy_flow_request", got.append)
        request = {"uuid": "n", "node_type": "Evse", "children": [], "schedule_import": [], "schedule_export": [], "schedule_setpoints": []}
        pair.energy.publish("energy_flow_request", request)
        await until(lambda: got)
        assert got == [request]

    on_bus(test)


def test_the_bytes_on_the_topics_are_everests(on_bus):
    async def test(bus: Bus) -> None:
        pair = Pair(bus)
        seen: dict[str, dict] = {}
        bus.subscribe("everest/#", lambda topic, payload: seen.__setitem__(topic, json.loads(payload)))
        await pair.peer.call("enforce_limits", {"value": LIMITS})
        charger = pair.server.provide(
            "charger", "ISO15118_charger", dict.fromkeys(Contract.shipped().interface("ISO15118_charger").commands, print)
        )
        charger.publish("require_auth_eim")
        charger.raise_error("generic/CommunicationFault", "no link-local address")
        charger.clear_error("generic/CommunicationFault")
        at = "everest/modules/node/impl"
        error_topic = f"{at}/charger/error/generic/CommunicationFault"
        await until(lambda: seen.get(error_topic, {}).get("msg_type") == "ClearError")
        command = seen[f"{at}/grid/cmd/enforce_limits"]
        assert command == {"msg_type": "Cmd", "data": {"id": command["data"]["id"], "args": {"value": LIMITS}, "origin": "user"}}
        assert seen[f"{at}/grid/cmd/enforce_limits/response/user"] == {
            "msg_type": "CmdResult",
            "data": {"type": "result", "data": {"id": command["data"]["id"], "retval": None, "origin": "node"}},
        }
        assert seen[f"{at}/charger/var/require_auth_eim"] == {"msg_type": "Var", "data": {"data": None}}
        error = seen[error_topic]["data"]
        assert error["state"] == "ClearedByModule"
        assert error["origin"] == {"module_id": "node", "implementation_id": "charger"}
        assert {"type", "sub_type", "message", "description", "severity", "timestamp", "uuid", "vendor_id"} <= set(error)

    on_bus(test)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({}, "energy.enforce_limits: the argument value is missing"),
        ({"value": {**LIMITS, "valid_for": "long"}}, "energy.enforce_limits.value.valid_for: 'long' is no integer"),
        ({"value": {**LIMITS, "limits_root_side": {"volts": 1}}}, "value.limits_root_side: the field 'volts' is unknown"),
        (None, "the arguments are no object"),
        ({"value": {**LIMITS, "schedule": [0] * 20_000}}, "20000 items, allowed are 0 to 10000"),
    ],
)
def test_wrong_arguments_are_answered_with_a_schema_violation(arguments, text):
    async def body() -> None:
        bus = MemoryBus()
        pair = Pair(bus)
        answers: list[dict] = []
        bus.subscribe(
            topics.response("everest/", "node", "grid", "enforce_limits", "x"), lambda _, payload: answers.append(json.loads(payload))
        )
        bus.publish("everest/modules/node/impl/grid/cmd/enforce_limits", envelope.call("1", "x", arguments))
        await until(lambda: answers)
        error = answers[0]["data"]["data"]["error"]
        assert error["__everest__error_type"] == "SchemaValidationError"
        assert text in error["__everest__error_msg"]
        assert pair.calls == []

    asyncio.run(body())


GARBAGE = [
    b"", b"{", b"\xff\xfe", b"null", b"[]", b"{}", b'{"msg_type":"Cmd"}', b'{"msg_type":"Boom","data":{}}', b'{"msg_type":"Var","data":{}}',
    b'{"msg_type":"Cmd","data":{"id":1,"origin":"x","args":{}}}', b'{"msg_type":"Cmd","data":{"id":"1","origin":"a/#","args":{}}}',
    b'{"msg_type":"Cmd","data":[]}', b"[" * 100_000, b'{"msg_type":"Cmd","data":"' + b"x" * 2_000_000 + b'"}',
    b'{"msg_type":"CmdResult","data":{"type":"result","data":{"id":"unknown","retval":1}}}',
]  # fmt: skip


def test_garbage_on_any_topic_changes_nothing():
    async def body() -> None:
        bus = MemoryBus()
        pair = Pair(bus)
        got: list[object] = []
        pair.peer.on("energy_flow_request", got.append)
        await pair.peer.call("enforce_limits", {"value": LIMITS})
        for payload in GARBAGE:
            for place in ("cmd/enforce_limits", "cmd/enforce_limits/response/user", "var/energy_flow_request"):
                bus.publish(f"everest/modules/node/impl/grid/{place}", payload)
        bus.publish("everest/modules/other/impl/grid/cmd/enforce_limits", envelope.call("1", "user", {"value": LIMITS}))
        await pair.peer.call("enforce_limits", {"value": LIMITS})
        assert len(pair.calls) == 2
        assert got == []

    asyncio.run(body())


def test_schema_violations_on_every_command_of_every_interface_are_refused_by_name():
    contract = Contract.shipped()
    rng = random.Random(4)
    refused = 0

    async def body() -> None:
        nonlocal refused
        bus = MemoryBus()
        every = Module("m", bus)
        answers: dict[str, dict] = {}
        bus.subscribe("everest/modules/m/#", lambda topic, payload: "/response/" in topic and answers.__setitem__(*keyed(payload)))
        called: list[str] = []
        for name in contract.interface_names():
            interface = contract.interface(name)
            every.provide(name, name, {c: lambda command=c, **_: called.append(command) for c in interface.commands})
        for name in contract.interface_names():
            for command, declared in contract.interface(name).commands.items():
                good = {a: example(contract, s, rng, full=True) for a, s in declared.schemas.items()}
                sent = []
                for number, broken in enumerate(mutations(good, rng)):
                    try:
                        declared.check_arguments(broken)
                    except ViolationError:
                        sent.append(f"{name}.{command}.{number}")
                        payload = envelope.call(sent[-1], "x", json.loads(json.dumps(broken)))
                        bus.publish(topics.command("everest/", "m", name, command), payload)
                for _ in range(4):
                    await asyncio.sleep(0)
                refused += len(sent)
                assert [answers[identifier]["error"]["__everest__error_type"] for identifier in sent] == ["SchemaValidationError"] * len(
                    sent
                )
                assert called == []

    def keyed(payload: bytes) -> tuple[str, dict]:
        data = json.loads(payload)["data"]["data"]
        return data["id"], data

    asyncio.run(body())
    assert refused > 1000


def test_a_handler_that_fails_is_answered_with_its_error(on_bus, caplog):
    async def test(bus: Bus) -> None:
        pair = Pair(bus, enforce_limits=lambda value: 1 / 0)
        with pytest.raises(CommandError, match="HandlerException: ZeroDivisionError"):
            await pair.peer.call("enforce_limits", {"value": LIMITS})

    on_bus(test)


def test_a_result_of_the_wrong_type_is_an_error_at_both_ends(caplog):
    async def body() -> None:
        bus = MemoryBus()
        pair = Pair(bus, enforce_limits=lambda value: 3)
        with pytest.raises(CommandError, match=r"HandlerException: .*energy.enforce_limits.result: 3 is not null"):
            await pair.peer.call("enforce_limits", {"value": LIMITS})
        topic = topics.response("everest/", "node", "grid", "enforce_limits", "user")
        asking = asyncio.create_task(pair.peer.call("enforce_limits", {"value": LIMITS}))
        await asyncio.sleep(0)
        identifier = next(iter(pair.client._calls))
        pair.client.answered(topic, envelope.result(identifier, "node", 7))
        with pytest.raises(CommandError, match="SchemaValidationError"):
            await asking

    asyncio.run(body())


def test_a_reply_that_never_comes_is_a_timeout_and_shutdown_ends_waiting():
    async def body() -> None:
        bus = MemoryBus()
        lonely = Module("user", bus).use("nobody", "grid", "energy")
        with pytest.raises(CommandError, match="CmdTimeout"):
            await lonely.call("enforce_limits", {"value": LIMITS}, timeout_s=0.01)
        asking = asyncio.create_task(lonely.call("enforce_limits", {"value": LIMITS}))
        await asyncio.sleep(0)
        lonely.module.close()
        with pytest.raises(CommandError, match="Shutdown"):
            await asking
        with pytest.raises(CommandError, match="Shutdown"):
            await lonely.call("enforce_limits", {"value": LIMITS})

    asyncio.run(body())


def test_slow_commands_of_one_topic_stay_in_order_and_do_not_hold_others():
    async def body() -> None:
        bus = MemoryBus()
        server, client = Module("m", bus), Module("c", bus)
        done: list[str] = []
        release = asyncio.Event()

        async def start(value: dict) -> dict:
            await release.wait()
            done.append(value["transaction_id"])
            return {"status": "OK"}

        server.provide("meter", "powermeter", {"start_transaction": start, "stop_transaction": lambda transaction_id: {"status": "OK"}})
        peer = client.use("m", "meter", "powermeter")
        request = {"evse_id": "e", "identification_status": "ASSIGNED", "identification_flags": [], "identification_type": "NONE"}
        first = peer.request("start_transaction", {"value": {**request, "transaction_id": "1"}})
        second = peer.request("start_transaction", {"value": {**request, "transaction_id": "2"}})
        assert await peer.call("stop_transaction", {"transaction_id": "x"}) == {"status": "OK"}
        assert done == []
        release.set()
        await asyncio.gather(first, second)
        assert done == ["1", "2"]

    asyncio.run(body())


def test_what_the_contract_does_not_know_is_not_published():
    async def body() -> None:
        pair = Pair(MemoryBus())
        with pytest.raises(ViolationError, match="has no variable"):
            pair.energy.publish("limits", {})
        with pytest.raises(ViolationError, match="the field uuid is missing"):
            pair.energy.publish("energy_flow_request", {})
        with pytest.raises(ViolationError, match="handlers missing"):
            pair.server.provide("x", "energy", {})

    asyncio.run(body())


def test_an_error_is_raised_once_and_cleared_once():
    async def body() -> None:
        bus = MemoryBus()
        server = Module("m", bus, evse=1)
        meter = server.provide("meter", "powermeter", {"start_transaction": print, "stop_transaction": print})
        seen: list[tuple[str, str, str, bool]] = []
        Module("c", bus).use("m", "meter", "powermeter").on_error(lambda *change: seen.append(change))
        for _ in range(2):
            meter.raise_error("powermeter/CommunicationFault", "gone", severity="High", sub_type="bus")
        for _ in range(2):
            meter.clear_error("powermeter/CommunicationFault", "bus")
        meter.clear_error("powermeter/VendorError")
        await until(lambda: len(seen) >= 2)
        assert seen == [("powermeter/CommunicationFault", "bus", "High", True), ("powermeter/CommunicationFault", "bus", "High", False)]

    asyncio.run(body())


def test_when_the_broker_dies_calls_fail_by_name_and_state_is_announced_again(broker):
    async def body() -> None:
        with mock.patch.object(mqtt, "FIRST_PAUSE_S", 0.01), mock.patch.object(module, "ANNOUNCE_AGAIN_S", 0.2):
            here, there = MqttBus("127.0.0.1", broker.port), MqttBus("127.0.0.1", broker.port)
            await here.start()
            await there.start()
            stuck = asyncio.Event()

            async def never(transaction_id: str) -> dict:
                await stuck.wait()
                return {"status": "OK"}

            server, client = Module("m", here), Module("c", there)
            meter = server.provide("meter", "powermeter", {"start_transaction": print, "stop_transaction": never})
            meter.publish("public_key_ocmf", "3059")
            meter.raise_error("powermeter/VendorWarning", "w")
            peer = client.use("m", "meter", "powermeter")
            keys: list[object] = []
            errors: list[str] = []
            peer.on("public_key_ocmf", keys.append)
            peer.on_error(lambda name, *_: errors.append(name))
            asking = peer.request("stop_transaction", {"transaction_id": "t"})
            await asyncio.sleep(0.02)
            keys.clear()
            errors.clear()
            broker.kill()
            with pytest.raises(CommandError, match=r"CmdTimeout: .*the connection was lost"):
                await asking
            with pytest.raises(CommandError, match="NotReady"):
                await peer.call("stop_transaction", {"transaction_id": "t"})
            await until(lambda: not here.connected)
            broker.start()
            await until(lambda: there.connected)
            await until(lambda: keys and errors)
            assert set(keys) == {"3059"}
            assert set(errors) == {"powermeter/VendorWarning"}
            stuck.set()
            await here.close()
            await there.close()

    asyncio.run(body())
