"""`secc-everest`: where its modules are, and one clear line for what is wrong."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from secc.cli import everest
from secc.errors import ConfigError
from secc.everest.bus import mqtt
from secc.everest.bus.mqtt import MqttBus
from secc.everest.join import Invitation
from secc.everest.module_kinds import KINDS
from secc.testing.everest_manager import manifests_in
from tests.everest.conftest import broker, free_port, make_broker

__all__ = ["broker", "make_broker"]


def test_the_modules_can_be_copied_to_where_everest_looks(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert everest.main(["modules", str(tmp_path)]) == 0
    assert set(manifests_in([tmp_path])) == set(KINDS)
    assert all((tmp_path / name / "module.py").exists() for name in KINDS)
    assert everest.main(["modules"]) == 0
    assert str(everest.modules_folder()) in capsys.readouterr().out


def test_without_a_name_it_says_how_to_be_started(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.delenv("EV_MODULE", raising=False)
    assert everest.main([]) == 2
    assert "--module ID" in capsys.readouterr().err


def test_a_manager_that_does_not_answer_is_named(broker, monkeypatch: pytest.MonkeyPatch):
    from secc.everest import join

    monkeypatch.setattr(join, "ANSWER_S", 0.05)
    with pytest.raises(ConfigError, match=r"m: the manager does not answer within 0\.1 s"):
        asyncio.run(everest.run(Invitation("m", "everest/", "127.0.0.1", broker.port, "")))


def test_a_module_that_is_not_ours_is_refused(broker):
    from secc.everest import envelope

    async def body() -> None:
        manager = MqttBus("127.0.0.1", broker.port)
        await manager.start()
        data = {"module_config": {"module_name": "EvseV2G", "configuration_parameters": {}, "connections": {}}}
        answer = {"status": "Ok", "status_info": "", "type": "Get", "response": {"type": "Module", "data": data}}
        manager.subscribe(
            "everest/config/request",
            lambda topic, payload: manager.publish("everest/modules/m/response", envelope.encode("ConfigurationResponse", answer)),
        )
        with pytest.raises(ConfigError, match="'EvseV2G' is none of SeccCharger"):
            await everest.run(Invitation("m", "everest/", "127.0.0.1", broker.port, ""))
        await manager.close()

    asyncio.run(body())
    assert os.environ.get("EV_MODULE") is None


def test_without_a_broker_it_ends_and_says_where_it_looked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(mqtt, "START_S", 0.2)
    port = free_port()
    assert everest.main(["--module", "m", "--mqtt_broker_host", "127.0.0.1", "--mqtt_broker_port", str(port)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"secc-everest: no MQTT broker at 127.0.0.1:{port} (")
    assert everest.main(["--module", "m", "--mqtt_broker_port", "65536"]) == 2
    assert "'65536' is no port" in capsys.readouterr().err
