"""The small manager: starts modules, waits for all, refuses what EVerest's own refuses."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from secc.cli.everest import modules_folder
from secc.errors import ConfigError
from secc.everest import envelope
from secc.everest.bus.mqtt import MqttBus
from secc.everest.contract import ContractError
from secc.everest.join import Invitation, ModuleConfiguration, Rendezvous, configuration, invitation
from secc.testing import everest_manager
from secc.testing.everest_manager import Configuration, Manager, manifests_in
from tests.everest.bus.test_seam import until
from tests.everest.conftest import broker, make_broker

__all__ = ["broker", "make_broker"]
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "everest" / "station.yaml"
TEXT = EXAMPLE.read_text()


def loaded(tmp_path: Path, text: str) -> Manager:
    (tmp_path / "site.yaml").write_text(text)
    return Manager.load(tmp_path / "site.yaml", [modules_folder()], port=1)


def test_the_example_is_a_configuration_that_holds(tmp_path):
    manager = loaded(tmp_path, TEXT)
    assert isinstance(manager.configuration, Configuration)
    data = manager.configuration.answer("evse")
    mine = ModuleConfiguration(data)
    assert mine.module_name == "SeccEvseManager"
    assert mine.evse == 1
    assert mine.options["evse_id"] == "DE*ABC*E12345"
    assert mine.options["stop_timeout_s"] == 20.0
    assert (mine.one("hlc").module, mine.one("hlc").implementation) == ("iso15118", "charger")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("module: SeccCharger", "module: Nothing", "there is no module 'Nothing'"),
        ("fuse_a: 250", "fuse_b: 250", "the manifest has no such option"),
        ("fuse_a: 250", "fuse_a: many", "'many' is no number"),
        ("connector_id: 1", "connector_id: true", "True is no integer"),
        ("charge_mode: DC", "charge_mode: XC", "'XC' is none of"),
        ("bsp: [", "bsq: [", "the manifest has no such requirement"),
        ("      bsp: [{module_id: outlet, implementation_id: board}]\n", "", "bsp has 0 connections, 1 to 1 are needed"),
        ("{module_id: outlet, implementation_id: board}", "{module_id: gone, implementation_id: board}", "there is no module gone"),
        ("{module_id: outlet, implementation_id: board}", "{module_id: outlet, implementation_id: x}", "outlet provides no x"),
        ("{module_id: outlet, implementation_id: board}", "{module_id: outlet, implementation_id: meter}", "is powermeter, not evse_board_support"),
        ("active_modules", "modules", "there are no active_modules"),
    ],
)
def test_a_wrong_configuration_is_refused_with_its_line(tmp_path, old, new, message):
    assert old in TEXT
    with pytest.raises(ContractError, match=r"site\.yaml:\d+: ") as caught:
        loaded(tmp_path, TEXT.replace(old, new, 1))
    assert message in str(caught.value)


def test_a_manifest_without_licence_or_with_an_unknown_interface_is_refused(tmp_path):
    folder = tmp_path / "M"
    folder.mkdir()
    (folder / "manifest.yaml").write_text("description: d\nprovides: {a: {interface: energy, description: d}}\n")
    with pytest.raises(ContractError, match="metadata is missing"):
        manifests_in([tmp_path])
    (folder / "manifest.yaml").write_text("description: d\nmetadata: {x: 1}\nprovides: {a: {interface: enrgy, description: d}}\n")
    with pytest.raises(ContractError, match="unknown interface enrgy"):
        manifests_in([tmp_path])


def test_every_manifest_provides_what_its_module_provides():
    manifests = manifests_in([modules_folder()])
    assert set(manifests) == {"SeccCharger", "SeccEvseManager", "SeccSecurity", "SeccSimulatedOutlet", "SeccSite"}
    assert manifests["SeccCharger"]["provides"]["charger"]["interface"] == "ISO15118_charger"


def test_an_invitation_comes_from_the_environment_and_arguments_win():
    environment = {"EV_MODULE": "m", "EV_MQTT_EVEREST_PREFIX": "site", "EV_MQTT_BROKER_HOST": "h", "EV_MQTT_BROKER_PORT": "7"}
    assert invitation([], environment) == Invitation("m", "site/", "h", 7, "")
    assert invitation(["--module", "n", "--mqtt_broker_socket_path", "/run/x"], environment) == Invitation("n", "site/", "h", 7, "/run/x")
    with pytest.raises(ConfigError, match="EV_MODULE"):
        invitation([], {})
    with pytest.raises(ConfigError, match="is no port"):
        invitation([], {**environment, "EV_MQTT_BROKER_PORT": "x"})


def test_a_module_nobody_knows_is_refused_and_ready_twice_is_ready_once(broker):
    async def body() -> None:
        manager = Manager.load(EXAMPLE, [modules_folder()], port=broker.port)
        await manager.bus.start()
        manager.bus.subscribe("everest/config/request", manager._asked)
        bus = MqttBus("127.0.0.1", broker.port)
        await bus.start()
        with pytest.raises(ConfigError, match="the manager refuses"):
            await configuration(bus, Invitation("stranger", "everest/", "127.0.0.1", broker.port, ""))
        known = Invitation("site", "everest/", "127.0.0.1", broker.port, "")
        assert (await configuration(bus, known)).options["fuse_a"] == 250
        meeting = Rendezvous(bus, known)
        for payload in (b"no json", envelope.encode("GlobalReady", False), envelope.encode("Var", {"data": 1})):
            manager.bus.publish("everest/ready", payload)
        await asyncio.sleep(0.05)
        assert not meeting.global_ready.is_set()
        for _ in range(2):
            manager.bus.publish("everest/ready", envelope.encode("GlobalReady", True))
        await asyncio.wait_for(meeting.global_ready.wait(), 2)
        manager.bus.publish("everest/shutdown", b"true")
        await asyncio.wait_for(meeting.shutdown.wait(), 2)
        await bus.close()
        await manager.bus.close()

    asyncio.run(body())


@pytest.mark.slow
def test_a_station_of_four_processes_comes_up_and_ends_on_sigterm(broker, monkeypatch):
    monkeypatch.setattr(everest_manager, "KILL_AFTER_S", 20.0)  # ending takes 0.1 s of the processor: on a busy machine that can be 5 s

    async def body() -> None:
        manager = Manager.load(EXAMPLE, [modules_folder()], port=broker.port)
        said: list[str] = []

        def heard(topic: str, payload: bytes) -> None:
            said.append(str(json.loads(payload)["data"]["data"]))

        await manager.start()
        manager.bus.subscribe("everest/modules/evse/impl/evse/var/ready", heard)
        await until(lambda: said, 10)
        assert said == ["True"]
        await manager.stop()
        assert {name: process.returncode for name, process in manager.processes.items()} == dict.fromkeys(("iso15118", "evse", "outlet", "site"), 0)

    asyncio.run(body())


@pytest.mark.slow
def test_a_module_that_dies_takes_the_start_down_with_its_name(broker, tmp_path):
    async def body() -> None:
        (tmp_path / "site.yaml").write_text(TEXT.replace("device: lo", "device: lo\n      config_file: /nowhere.toml"))
        manager = Manager.load(tmp_path / "site.yaml", [modules_folder()], port=broker.port)
        with pytest.raises(ConfigError, match="iso15118 ended with status 2"):
            await manager.start()

    asyncio.run(body())
