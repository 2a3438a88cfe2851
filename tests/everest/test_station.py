"""The whole station on both buses, with sockets: discovery, TCP, the built-in EV, and the broker where there is one."""

from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
from pathlib import Path

import pytest

from secc.config import Config, Outlet
from secc.errors import ConfigError
from secc.everest.bus import MemoryBus
from secc.everest.bus.mqtt import MqttBus
from secc.everest.module import Module
from secc.everest.ocmf import audit, check_signature, parse
from secc.everest.station import OutletSetup, Site, Watch, bus_line, bus_of
from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_net import discover, drive
from tests.everest.bus.test_seam import until
from tests.everest.evse_manager.test_brain import EV_STOPS, UNPLUG

MISSION = Path(__file__).resolve().parents[2] / "examples" / "everest" / "mission.sh"
CONFIG = Config(outlet=Outlet(energy=("dc",), protocols=("iso2",), evse_id="DE*ABC*E1", interface="lo"))


class Run:
    """A site on a bus, and everything that is said on it."""

    def __init__(self, bus, listener) -> None:
        self.status = ""
        self.listener = listener
        self.site = Site(bus, [OutletSetup.of(CONFIG)], watch=Watch(on_status=self._status, sdp_port=0))
        self.outlet = self.site.outlets[0]
        self.events: list[tuple[str, dict]] = []
        user = Module("user", listener)
        self.evse = user.use("evse1", "evse", "evse_manager")
        self.evse.on("session_event", lambda event: self.events.append((event["event"], event)))

    def _status(self, text: str) -> None:
        self.status = text

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.events]

    async def charge(self) -> Iso2Ev:
        await until(lambda: self.status.startswith("ready"), 10)
        station = self.outlet.charger_module.station
        await until(lambda: station.rules.serving, 10)
        found = await discover(("::1", station.sdp_port, 0, 0))
        ev = Iso2Ev(Car(charge_s=1.0))
        await drive(ev, str(found.address), found.port)
        return ev


@pytest.fixture(params=["memory", "mqtt"])
def on_site(request):
    port = request.getfixturevalue("broker").port if request.param == "mqtt" else 0

    def run(test) -> None:
        async def body() -> None:
            bus = MqttBus("127.0.0.1", port) if port else MemoryBus()
            listener = MqttBus("127.0.0.1", port) if port else bus
            there = Run(bus, listener)
            await listener.start()
            await there.site.start()
            try:
                await test(there)
            finally:
                await there.site.close()
                await listener.close()

        asyncio.run(body())

    return run


@pytest.mark.slow
def test_a_car_finds_the_station_charges_and_leaves_a_record_that_verifies(on_site):
    async def test(there: Run) -> None:
        ev = await there.charge()
        assert ev.failure is None
        await until(lambda: "SessionFinished" in there.names, 10)
        wanted = ["Enabled", *EV_STOPS, *UNPLUG]
        assert there.names[: len(wanted)] == wanted
        finished = next(event for name, event in there.events if name == "TransactionFinished")["transaction_finished"]
        signed = finished["signed_meter_value"]
        record = parse(signed["signed_meter_data"])
        assert check_signature(record, signed["public_key"]).outcome == "valid"
        session = audit([record])
        assert session.sound, session.findings
        assert session.energy_wh > 1

    on_site(test)


@pytest.mark.slow
def test_the_next_car_charges_too(on_site):
    async def test(there: Run) -> None:
        for number in (1, 2):
            assert (await there.charge()).failure is None
            await until(lambda number=number: there.names.count("SessionFinished") == number, 10)

    on_site(test)


REACHED = {
    "Authorization": lambda outlet: outlet.brain.journal.transaction == "running",
    "CableCheck": lambda outlet: outlet.plant.closed,
    "PreCharge": lambda outlet: outlet.brain.output.phase == "PreCharge",
    "Charging": lambda outlet: outlet.plant.ampere > 10,
}


@pytest.mark.slow
@pytest.mark.parametrize("phase", REACHED)
def test_the_broker_dies_in_any_phase_and_nothing_is_lost(broker, monkeypatch, phase):
    from secc.everest.bus import mqtt

    monkeypatch.setattr(mqtt, "FIRST_PAUSE_S", 0.05)

    async def body() -> None:
        bus, listener = MqttBus("127.0.0.1", broker.port), MqttBus("127.0.0.1", broker.port)
        there = Run(bus, listener)
        await listener.start()
        await there.site.start()
        await until(lambda: there.status.startswith("ready"), 10)
        station = there.outlet.charger_module.station
        await until(lambda: station.rules.serving, 10)
        found = await discover(("::1", station.sdp_port, 0, 0))
        ev = Iso2Ev(Car(charge_s=4.0))
        driving = asyncio.create_task(drive(ev, str(found.address), found.port))
        await until(lambda: REACHED[phase](there.outlet), 20)
        broker.kill()
        await until(lambda: not bus.connected, 5)
        await asyncio.sleep(0.5)
        if phase == "Charging":
            assert there.outlet.plant.ampere > 10
        broker.start()
        await until(lambda: bus.connected and listener.connected, 10)
        await asyncio.wait_for(driving, 60)
        if phase == "Charging":
            assert ev.failure is None
        await until(lambda: not there.outlet.plant.closed, 30)
        there.outlet.board.unplug()
        with contextlib.suppress(TimeoutError):
            await until(lambda: "TransactionFinished" in there.names, 20)
        assert "TransactionFinished" in there.names, (there.names, there.outlet.brain.machine.state, there.outlet.board.cp, ev.failure)
        signed = next(event for name, event in there.events if name == "TransactionFinished")["transaction_finished"]["signed_meter_value"]
        assert check_signature(parse(signed["signed_meter_data"]), signed["public_key"]).outcome == "valid"
        await there.site.close()
        await listener.close()

    asyncio.run(body())


def test_many_outlets_stand_side_by_side_on_one_bus():
    async def body() -> None:
        site = Site(MemoryBus(), [OutletSetup.of(CONFIG, number=number) for number in range(1, 11)], serve=False, fuse_a=500)
        await site.start()
        await until(lambda: all(outlet.brain.machine.state == "PrepareCharging" for outlet in site.outlets), 5)
        assert sum(outlet.brain.machine.max_a for outlet in site.outlets) == pytest.approx(500, abs=0.1)
        await site.close()

    asyncio.run(body())


def test_every_command_of_the_mission_document_is_answered_to_mosquitto_pub(broker):
    if shutil.which("mosquitto_pub") is None:
        pytest.skip("mosquitto_pub is not installed (apt-get install mosquitto-clients)")

    async def body() -> None:
        site = Site(MqttBus("127.0.0.1", broker.port), [OutletSetup.of(CONFIG)], serve=False)
        await site.start()
        script = await asyncio.create_subprocess_exec("sh", str(MISSION), "127.0.0.1", str(broker.port), stdout=asyncio.subprocess.PIPE)
        out, _ = await asyncio.wait_for(script.communicate(), 40)
        await site.close()
        answers = dict(line.split(None, 1) for line in out.decode().splitlines())
        assert script.returncode == 0, answers
        assert len(out.decode().splitlines()) == 11
        assert json.loads(answers["get_evse"])["data"]["data"]["retval"]["id"] == 1
        signed = json.loads(answers["stop_transaction"])["data"]["data"]["retval"]["signed_meter_value"]
        assert check_signature(parse(signed["signed_meter_data"]), signed["public_key"]).outcome == "valid"

    asyncio.run(body())


def test_the_address_of_a_broker_is_host_and_port():
    assert isinstance(bus_of(""), MemoryBus)
    assert isinstance(bus_of("localhost:1883"), MqttBus)
    assert bus_of("unix:/run/mosquitto.sock")._address == ("localhost", 1883, "/run/mosquitto.sock")
    for wrong in ("localhost", ":1883", "localhost:x"):
        with pytest.raises(ConfigError, match="HOST:PORT nor unix:PATH"):
            bus_of(wrong)


def test_a_line_of_the_bus_trace_is_short():
    line = bus_line("everest/modules/evse1/impl/evse/var/ready", b'{"msg_type":"Var","data":{"data":true}}')
    assert line == 'evse1/evse/var/ready {"msg_type":"Var","data":{"data":true}}'
    assert len(bus_line("t", b"x" * 100_000)) < 8100
    with contextlib.suppress(ValueError):
        bus_line("t", b"\xff")
