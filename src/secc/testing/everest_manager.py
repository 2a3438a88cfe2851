"""A small EVerest manager for tests and demos: reads an EVerest-style configuration, refuses what the real one refuses, starts the modules.

    manager = Manager.load(Path("site.yaml"), [modules_folder], port=1883)
    await manager.start()          # every module is ready, GlobalReady has been said
    await manager.stop()

A module marked `standalone` is not started but waited for.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from secc.errors import ConfigError
from secc.everest import envelope, topics
from secc.everest.bus.mqtt import MqttBus
from secc.everest.bus.seam import Bus
from secc.everest.contract import Contract
from secc.everest.contract.yaml_file import Path_, YamlFile
from secc.everest.envelope import EnvelopeError

log = logging.getLogger(__name__)

Plain = Mapping[str, object]
KILL_AFTER_S = 5.0
PYTHON_TYPES: Mapping[str, tuple[type, ...]] = {"boolean": (bool,), "integer": (int,), "number": (int, float), "string": (str,)}


class Configuration:
    """A checked configuration: modules with their manifests, options and connections."""

    def __init__(self, file: YamlFile, manifests: Mapping[str, Plain]) -> None:
        self._file, self.manifests = file, manifests
        data = cast(Plain, file.data) if isinstance(file.data, dict) else {}
        self.modules = cast(Mapping[str, Plain], data.get("active_modules") or {})
        if not self.modules:
            raise file.error("there are no active_modules", ())
        for identifier in self.modules:
            self._check(identifier)

    def manifest(self, identifier: str) -> Plain:
        return self.manifests[str(self.modules[identifier].get("module"))]

    def answer(self, identifier: str) -> dict[str, object]:
        """The data of a Get/Module response."""
        module = self.modules[identifier]
        options = cast(Plain, self.manifest(identifier).get("config") or {})
        chosen = cast(Plain, module.get("config_module") or {})
        parameters = [
            {
                "name": name, "value": chosen.get(name, cast(Plain, option).get("default")),
                "characteristics": {"datatype": cast(Plain, option)["type"], "mutability": "ReadOnly"},
            }
            for name, option in options.items()
        ]  # fmt: skip
        connections = {
            requirement: [{**target, "requirement": _numbered(requirement, index)} for index, target in enumerate(targets)]
            for requirement, targets in self.connections(identifier).items()
        }
        return {
            "module_config": {
                "standalone": bool(module.get("standalone")), "module_name": module["module"], "module_id": identifier,
                "configuration_parameters": {"!module": parameters}, "telemetry_enabled": False, "connections": connections,
                "mapping": module.get("mapping") or {}, "access": {},
            },
            "mappings": {},
        }  # fmt: skip

    def connections(self, identifier: str) -> Mapping[str, list[dict[str, str]]]:
        return cast(Mapping[str, list[dict[str, str]]], self.modules[identifier].get("connections") or {})

    def _check(self, identifier: str) -> None:
        path: Path_ = ("active_modules", identifier)
        module = self.modules[identifier]
        if not isinstance(module, dict) or str(module.get("module")) not in self.manifests:
            raise self._file.error(f"there is no module {module.get('module') if isinstance(module, dict) else module!r}", path)
        manifest = self.manifest(identifier)
        self._check_options(path, cast(Plain, module.get("config_module") or {}), cast(Plain, manifest.get("config") or {}))
        self._check_connections(path, identifier, cast(Mapping[str, Plain], manifest.get("requires") or {}))

    def _check_options(self, path: Path_, chosen: Plain, options: Plain) -> None:
        for name, value in chosen.items():
            at = (*path, "config_module", name)
            if name not in options:
                raise self._file.error("the manifest has no such option", at)
            option = cast(Plain, options[name])
            fits = isinstance(value, PYTHON_TYPES[str(option["type"])]) and (option["type"] == "boolean" or not isinstance(value, bool))
            if not fits:
                raise self._file.error(f"{value!r} is no {option['type']}", at)
            if "enum" in option and value not in cast(list[object], option["enum"]):
                raise self._file.error(f"{value!r} is none of {option['enum']}", at)
        for name, declared in options.items():
            if name not in chosen and "default" not in cast(Plain, declared):
                raise self._file.error(f"the option {name} is mandatory", path)

    def _check_connections(self, path: Path_, identifier: str, requires: Mapping[str, Plain]) -> None:
        connections = self.connections(identifier)
        for requirement, targets in connections.items():
            at = (*path, "connections", requirement)
            if requirement not in requires:
                raise self._file.error("the manifest has no such requirement", at)
            for index, target in enumerate(targets):
                self._check_target((*at, index), target, str(requires[requirement]["interface"]))
        for requirement, declared in requires.items():
            least, most = int(str(declared.get("min_connections", 1))), int(str(declared.get("max_connections", 1)))
            count = len(connections.get(requirement, []))
            if not least <= count <= most:
                raise self._file.error(f"{requirement} has {count} connections, {least} to {most} are needed", path)

    def _check_target(self, at: Path_, target: Mapping[str, str], interface: str) -> None:
        module, implementation = str(target.get("module_id")), str(target.get("implementation_id"))
        if module not in self.modules:
            raise self._file.error(f"there is no module {module}", at)
        provided = cast(Mapping[str, Plain], self.manifest(module).get("provides") or {})
        if implementation not in provided:
            raise self._file.error(f"{module} provides no {implementation}", at)
        if provided[implementation]["interface"] != interface:
            raise self._file.error(f"{module}/{implementation} is {provided[implementation]['interface']}, not {interface}", at)


def _numbered(requirement: str, index: int) -> dict[str, object]:
    """EVerest leaves the index 0 out."""
    return {"id": requirement, "index": index} if index else {"id": requirement}


def manifests_in(folders: Sequence[Path]) -> dict[str, Plain]:
    """Manifests by module name. Raises ContractError for one that is no YAML, ConfigError for one without metadata or provides."""
    found: dict[str, Plain] = {}
    for folder in folders:
        for path in sorted(folder.glob("*/manifest.yaml")):
            file = YamlFile(path)
            data = cast(Plain, file.data) if isinstance(file.data, dict) else {}
            for key in ("description", "metadata", "provides"):
                if not data.get(key):
                    raise file.error(f"{key} is missing", ())
            for name, provided in cast(Mapping[str, Plain], data["provides"]).items():
                if provided["interface"] not in Contract.shipped().interface_names():
                    raise file.error(f"unknown interface {provided['interface']}", ("provides", name))
            found[path.parent.name] = data
    return found


class Manager:
    """Runs a configuration on the broker at `port` of this machine. `bus` is the manager's own connection."""

    def __init__(self, configuration: Configuration, folders: Sequence[Path], *, port: int, prefix: str = topics.DEFAULT_PREFIX) -> None:
        self.configuration, self._folders, self._port, self.prefix = configuration, folders, port, prefix
        self.bus: Bus = MqttBus("127.0.0.1", port)
        self.processes: dict[str, asyncio.subprocess.Process] = {}
        self._ready: set[str] = set()
        self._all_ready = asyncio.Event()
        self.failed = asyncio.Event()
        self.failure = ""
        self._stopping = False
        self._watchers: set[asyncio.Task[None]] = set()

    @classmethod
    def load(cls, config: Path, folders: Sequence[Path], *, port: int) -> Manager:
        """Read and check. Raises ContractError or ConfigError naming file and line."""
        return cls(Configuration(YamlFile(config), manifests_in(folders)), folders, port=port)

    async def start(self, within_s: float = 30.0) -> None:
        """Start every module and wait until all are ready; then say GlobalReady. Raises TimeoutError, ConfigError for one that ends early."""
        await self.bus.start()
        self.bus.subscribe(topics.configuration_request(self.prefix), self._asked)
        for identifier in self.configuration.modules:
            self.bus.subscribe(topics.module_ready(self.prefix, identifier), lambda _, payload, who=identifier: self._said_ready(who, payload))  # type: ignore[misc]
        retained = self._retained()
        for topic, data in retained.items():
            self.bus.publish(f"{self.prefix}{topic}", envelope.encode("ConfigurationResponse", data), retain=True)
        for identifier, module in self.configuration.modules.items():
            if not module.get("standalone"):
                await self._spawn(identifier, str(module["module"]))
        done, _ = await asyncio.wait(
            [asyncio.ensure_future(self._all_ready.wait()), asyncio.ensure_future(self.failed.wait())],
            timeout=within_s, return_when=asyncio.FIRST_COMPLETED,
        )  # fmt: skip
        if not done or self.failure:
            missing = sorted(set(self.configuration.modules) - self._ready)
            await self.stop()
            if self.failure:
                raise ConfigError(self.failure, source="manager")
            raise TimeoutError(f"not ready: {', '.join(missing)}")
        for topic in retained:
            self.bus.publish(f"{self.prefix}{topic}", b"", retain=True)
        self.bus.publish(topics.global_ready(self.prefix), envelope.encode("GlobalReady", True))

    async def stop(self) -> None:
        """SIGTERM to all, SIGKILL to those that are still there after five seconds."""
        self._stopping = True
        for process in self.processes.values():
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        waits = [asyncio.ensure_future(process.wait()) for process in self.processes.values()]
        if waits:
            await asyncio.wait(waits, timeout=KILL_AFTER_S)
        for process in self.processes.values():
            if process.returncode is None:
                process.kill()
                await process.wait()
        await self.bus.close()

    def _retained(self) -> dict[str, object]:
        """What modules may read at the start; ours bring it along, others do not."""
        contract = Contract.shipped()
        names = {identifier: module["module"] for identifier, module in self.configuration.modules.items()}
        return {"interfaces": contract.interface_names(), "module_names": names, "types": [], "settings": {"validate_schema": False}}

    async def _spawn(self, identifier: str, name: str) -> None:
        script = next(folder / name / "module.py" for folder in self._folders if (folder / name / "module.py").exists())
        environment = {
            **os.environ, "EV_MODULE": identifier, "EV_PREFIX": str(script.parent), "EV_MQTT_EVEREST_PREFIX": self.prefix.rstrip("/"),
            "EV_MQTT_EXTERNAL_PREFIX": "", "EV_MQTT_BROKER_HOST": "127.0.0.1", "EV_MQTT_BROKER_PORT": str(self._port),
        }  # fmt: skip
        process = await asyncio.create_subprocess_exec(sys.executable, str(script), env=environment)
        self.processes[identifier] = process
        task = asyncio.get_running_loop().create_task(self._watch(identifier, process))
        self._watchers.add(task)
        task.add_done_callback(self._watchers.discard)

    async def _watch(self, identifier: str, process: asyncio.subprocess.Process) -> None:
        status = await process.wait()
        if not self._stopping:
            self.failure = f"{identifier} ended with status {status}"
            log.error("%s", self.failure)
            self.failed.set()

    def _said_ready(self, identifier: str, payload: bytes) -> None:
        with contextlib.suppress(EnvelopeError):
            if envelope.decode(payload, "ModuleReady")[1] is True:
                self._ready.add(identifier)
        if self._ready >= set(self.configuration.modules):
            self._all_ready.set()

    def _asked(self, _topic: str, payload: bytes) -> None:
        try:
            request = envelope.decode(payload, "ConfigurationRequest")[1]
        except EnvelopeError as error:
            log.warning("request dropped: %s", error)
            return
        origin = str(request.get("origin")) if isinstance(request, dict) else ""
        if not envelope.MODULE_ID.fullmatch(origin):
            return
        answer: dict[str, object] = {"status": "Error", "status_info": "", "type": "Get"}
        if origin in self.configuration.modules:
            answer = {"status": "Ok", "status_info": "", "type": "Get", "response": {"type": "Module", "data": self.configuration.answer(origin)}}
        self.bus.publish(topics.module_response(self.prefix, origin), envelope.encode("ConfigurationResponse", answer))
