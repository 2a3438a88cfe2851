"""Joining a running EVerest manager as a module: who we are, our configuration, ready and global ready.

The manager passes everything in the environment (as it does for Python modules) or as arguments (as for C++ modules); arguments win.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import msgspec

from secc.errors import ConfigError
from secc.everest import envelope, topics
from secc.everest.bus.mqtt import MqttBus
from secc.everest.bus.seam import Bus
from secc.everest.envelope import EnvelopeError

log = logging.getLogger(__name__)

ANSWER_S = 5.0
TRIES = 2


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the manager said when it started us."""

    module: str
    prefix: str
    host: str
    port: int
    socket_path: str

    def bus(self) -> MqttBus:
        return MqttBus(self.host, self.port, socket_path=self.socket_path)


def invitation(arguments: Sequence[str], environment: Mapping[str, str]) -> Invitation:
    """Read arguments and environment. Raises ConfigError when nobody says which module this is, or the port is no number."""
    parser = argparse.ArgumentParser(prog="secc-everest", description="Run as a module of an EVerest system.")
    parser.add_argument("--module", default=environment.get("EV_MODULE", ""), help="id of the module in the configuration [EV_MODULE]")
    parser.add_argument("--mqtt_everest_prefix", default=environment.get("EV_MQTT_EVEREST_PREFIX", "everest"))
    parser.add_argument("--mqtt_broker_host", default=environment.get("EV_MQTT_BROKER_HOST", "localhost"))
    parser.add_argument("--mqtt_broker_port", default=environment.get("EV_MQTT_BROKER_PORT", "1883"))
    parser.add_argument("--mqtt_broker_socket_path", default=environment.get("EV_MQTT_BROKER_SOCKET_PATH", ""))
    for ignored in ("--prefix", "--log_config", "--mqtt_external_prefix"):
        parser.add_argument(ignored, default="", help=argparse.SUPPRESS)
    told = parser.parse_args(list(arguments))
    if not told.module:
        raise ConfigError("say which module this is: --module ID, or start it from an EVerest manager", source="EV_MODULE")
    if not str(told.mqtt_broker_port).isdecimal() or not 0 < int(told.mqtt_broker_port) < 65_536:
        raise ConfigError(f"{told.mqtt_broker_port!r} is no port", source="EV_MQTT_BROKER_PORT")
    prefix = told.mqtt_everest_prefix
    return Invitation(
        told.module, prefix if prefix.endswith("/") else f"{prefix}/", told.mqtt_broker_host, int(told.mqtt_broker_port),
        told.mqtt_broker_socket_path,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Connection:
    """One connection of a requirement."""

    module: str
    implementation: str


class ModuleConfiguration:
    """Our part of the manager's configuration."""

    def __init__(self, data: Mapping[str, object]) -> None:
        config = cast(Mapping[str, object], data.get("module_config", data))
        self.module_name = str(config.get("module_name", ""))
        self.parameters: dict[str, dict[str, object]] = {}
        for where, listed in cast(Mapping[str, object], config.get("configuration_parameters", {})).items():
            entries = cast(list[Mapping[str, object]], listed if isinstance(listed, list) else [])
            self.parameters[where] = {str(entry["name"]): entry["value"] for entry in entries}
        self.connections: dict[str, tuple[Connection, ...]] = {}
        for requirement, connected in cast(Mapping[str, object], config.get("connections", {})).items():
            targets = cast(list[Mapping[str, str]], connected if isinstance(connected, list) else [])
            self.connections[requirement] = tuple(Connection(target["module_id"], target["implementation_id"]) for target in targets)
        mapping = cast(Mapping[str, object], config.get("mapping", {}) or {})
        place = mapping.get("module")
        self.evse = int(str(place["evse"])) if isinstance(place, dict) and "evse" in place else None

    @property
    def options(self) -> dict[str, object]:
        """The options of the module itself."""
        return self.parameters.get("!module", {})

    def one(self, requirement: str) -> Connection | None:
        connected = self.connections.get(requirement, ())
        return connected[0] if connected else None


async def configuration(bus: Bus, invited: Invitation) -> ModuleConfiguration:
    """Ask the manager for our configuration. Raises ConfigError when it has none for us or does not answer."""
    loop = asyncio.get_running_loop()
    answers: asyncio.Queue[Mapping[str, object]] = asyncio.Queue()

    def received(_topic: str, payload: bytes) -> None:
        try:
            data = envelope.decode(payload, "ConfigurationResponse")[1]
        except EnvelopeError as error:
            log.warning("answer of the manager dropped: %s", error)
            return
        if isinstance(data, dict):
            answers.put_nowait(data)

    topic = topics.module_response(invited.prefix, invited.module)
    bus.subscribe(topic, received)
    request = {"type": "Get", "origin": invited.module, "request": {"type": "Module"}}
    try:
        for _ in range(TRIES):
            bus.publish(topics.configuration_request(invited.prefix), envelope.encode("ConfigurationRequest", request))
            until = loop.time() + ANSWER_S
            try:
                async with asyncio.timeout_at(until):
                    answer = await answers.get()
            except TimeoutError:
                continue
            return _configured(answer, invited)
    finally:
        bus.unsubscribe(topic, received)
    raise ConfigError(f"the manager does not answer within {TRIES * ANSWER_S:g} s", source=invited.module)


def _configured(answer: Mapping[str, object], invited: Invitation) -> ModuleConfiguration:
    if answer.get("status") != "Ok":
        raise ConfigError(f"the manager refuses: {answer.get('status_info') or answer.get('status')}", source=invited.module)
    try:
        response = cast(Mapping[str, Mapping[str, object]], answer["response"])
        return ModuleConfiguration(response["data"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigError(f"the manager's answer cannot be understood: {error!r}", source=invited.module) from None


class Rendezvous:
    """Ready and global ready. `global_ready` is set once, however often the manager says it."""

    def __init__(self, bus: Bus, invited: Invitation) -> None:
        self._bus, self._invited = bus, invited
        self.global_ready = asyncio.Event()
        self.shutdown = asyncio.Event()
        bus.subscribe(topics.global_ready(invited.prefix), self._ready)
        bus.subscribe(topics.shutdown(invited.prefix), self._shut_down)

    def announce(self, provides: Mapping[str, str], module_name: str) -> None:
        """Everything is subscribed: say so. `provides` is implementation id to interface, for the metadata."""
        invited = self._invited
        metadata = {"module": module_name, "provides": {name: {"interface": interface} for name, interface in provides.items()}}
        self._bus.publish(
            topics.module_metadata(invited.prefix, invited.module), envelope.encode("ConfigurationResponse", metadata), keep="latest"
        )
        self._bus.publish(topics.module_ready(invited.prefix, invited.module), envelope.encode("ModuleReady", True), keep="latest")

    def _ready(self, _topic: str, payload: bytes) -> None:
        try:
            said = envelope.decode(payload, "GlobalReady")[1]
        except EnvelopeError as error:
            log.warning("global ready dropped: %s", error)
            return
        if said is True:
            self.global_ready.set()

    def _shut_down(self, _topic: str, payload: bytes) -> None:
        try:
            said = msgspec.json.decode(payload)
        except msgspec.DecodeError:
            return
        if said is True:
            self.shutdown.set()
