"""The station on the loopback interface: whole sessions, the data link, its life from start to stop."""

from __future__ import annotations

import asyncio
import pathlib
import time

import msgspec
import pytest

from secc import sdp
from secc.charger.simulated import LocalHardware, SimulatedCharger
from secc.charger.store import FileStore
from secc.config import Config
from secc.errors import ConfigError
from secc.net.station import Station
from secc.session import commands, events
from secc.session.events import SessionEnded
from secc.testing.ev_iso2 import Iso2Ev
from tests.net.lab import AC, DC, HELLO, QUICK, SETUP, Lab, drive, run, soon


@pytest.mark.parametrize(("config", "energy"), [pytest.param(AC, "ac", id="ac"), pytest.param(DC, "dc", id="dc", marks=pytest.mark.slow)])
def test_a_car_is_charged_from_discovery_to_session_stop(config: Config, energy: str) -> None:
    async def story() -> None:
        async with Lab(config) as lab:
            ev = await lab.charge(msgspec.structs.replace(QUICK, energy=energy))
            assert ev.failure is None
            await soon(lab.ended)
            assert isinstance(lab.events[0], events.ProtocolSelected)
            ended = lab.events[-1]
            assert isinstance(ended, SessionEnded)
            assert ended.ok

    run(story())


def test_one_station_serves_one_car_after_another_without_a_pause() -> None:
    async def story() -> None:
        async with Lab() as lab:
            for _ in range(3):
                assert (await lab.charge()).failure is None

    run(story())


# ---- data link ------------------------------------------------------------------------------------------------------------------------


def test_with_slac_nothing_is_answered_before_the_link_is_ready_and_the_port_stays_the_same() -> None:
    async def story() -> None:
        async with Lab(msgspec.structs.replace(AC, link="slac")) as lab:
            assert await lab.ask(limit_s=0.05) is None
            ports = set()
            for _ in range(2):
                lab.station.dlink(True)
                while (datagram := await lab.ask(limit_s=0.05)) is None:
                    pass
                response = sdp.decode_response(datagram)
                assert response is not None
                ports.add(response.port)
                await lab.open(response.port)
                lab.station.dlink(False)
                assert await lab.ask(limit_s=0.05) is None
                with pytest.raises(ConnectionRefusedError):
                    await lab.open(response.port)
            assert len(ports) == 1

    run(story())


def test_with_slac_a_lost_link_ends_the_session() -> None:
    async def story() -> None:
        async with Lab(msgspec.structs.replace(AC, link="slac")) as lab:
            lab.station.dlink(True)
            while await lab.ask(limit_s=0.05) is None:
                pass
            plug = await lab.connect()
            plug.send(HELLO)
            await plug.frame()
            lab.station.dlink(False)
            assert await plug.closed(1.0) == b""
            assert isinstance(lab.events[-1], SessionEnded)

    run(story())


def test_with_slac_the_end_of_the_set_up_time_is_reported_and_silences_the_outlet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secc.net.outlet.COMMUNICATION_SETUP_S", 0.2)

    async def story() -> None:
        async with Lab(msgspec.structs.replace(AC, link="slac", profile="strict")) as lab:
            lab.station.dlink(True)
            await soon(lab.ended)
            assert [type(event) for event in lab.others] == [SessionEnded]
            assert await lab.ask(limit_s=0.05) is None

    run(story())


# ---- life -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("requests", [(), (HELLO,), (HELLO, SETUP)], ids=["idle", "after SAP", "after SessionSetup"])
def test_stop_takes_less_than_a_second_and_closes_everything(requests: tuple[bytes, ...]) -> None:
    async def story() -> None:
        async with Lab() as lab:
            plug = await lab.connect()
            for request in requests:
                plug.send(request)
                await plug.frame()
            loop = asyncio.get_running_loop()
            began = loop.time()
            await lab.station.stop()
            assert loop.time() - began < 1.0
            assert await plug.closed(0.5) == b""
            assert await lab.ask(limit_s=0.05) is None

    run(story())


@pytest.mark.parametrize("turns", range(4))
def test_stop_holds_also_at_the_moment_at_which_something_has_changed(turns: int) -> None:
    async def story() -> None:
        async with Lab() as lab:
            lab.station._changed.set()
            for _ in range(turns):
                await asyncio.sleep(0)
            async with asyncio.timeout(1.0):
                await lab.station.stop()
            assert await lab.ask(limit_s=0.05) is None

    run(story())


def test_stop_while_charging_takes_less_than_a_second_and_the_contactor_is_open_then() -> None:
    async def story() -> None:
        async with Lab() as lab:
            charging = lab.on(events.ChargingStarted)
            plug = await lab.connect()
            charge = asyncio.ensure_future(drive(Iso2Ev(msgspec.structs.replace(QUICK, charge_s=60.0)), plug))
            await soon(charging)
            loop = asyncio.get_running_loop()
            began = loop.time()
            await lab.station.stop()
            assert loop.time() - began < 1.0
            assert isinstance(lab.charger, SimulatedCharger)
            assert isinstance(lab.charger.hardware, LocalHardware)
            assert not lab.charger.hardware.model.closed
            await charge

    run(story())


def test_the_added_time_is_measured_for_each_answer() -> None:
    async def story() -> None:
        async with Lab() as lab:
            plug = await lab.connect()
            plug.send(HELLO)
            await plug.frame()
            connection = lab.station.active
            assert connection is not None
            assert connection.latency.count == 1
            plug.send(SETUP)
            await plug.frame()
            assert connection.latency.count == 2
            assert 0 < connection.latency.max_s < 0.5

    run(story())


def test_without_an_interface_the_error_says_what_to_do() -> None:
    config = msgspec.structs.replace(AC, outlet=msgspec.structs.replace(AC.outlet, interface=""))
    with pytest.raises(ConfigError, match="name the interface that leads to the car"):
        Station(config, SimulatedCharger(config.outlet))


def test_an_interface_that_does_not_exist_is_waited_for() -> None:
    async def story() -> None:
        config = msgspec.structs.replace(AC, outlet=msgspec.structs.replace(AC.outlet, interface="nowhere0"))
        told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        station = Station(config, SimulatedCharger(config.outlet), on_status=told.set_result)
        await station.start()
        await soon(told)
        assert told.result() == "waiting: there is no interface nowhere0"
        await station.stop()

    run(story())


def test_a_port_that_is_taken_is_said_and_tried_again() -> None:
    async def story() -> None:
        async with Lab() as first:
            config = msgspec.structs.replace(AC, outlet=msgspec.structs.replace(AC.outlet, tcp_port=first.station._tcp.port))
            told: asyncio.Future[str] = asyncio.get_running_loop().create_future()
            second = Station(config, SimulatedCharger(config.outlet), on_status=told.set_result, sdp_port=0)
            await second.start()
            await soon(told)
            assert f"cannot serve on lo: TCP port {config.outlet.tcp_port}: " in told.result()
            await second.stop()

    run(story())


def test_a_paused_session_is_resumed_after_a_restart_of_the_station_and_forgotten_at_unplug(tmp_path: pathlib.Path) -> None:
    async def story() -> None:
        store = tmp_path / "store.json"
        async with Lab(store=FileStore(store)) as lab:
            ev = await lab.charge(msgspec.structs.replace(QUICK, pause=True))
            assert ev.failure is None
            await soon(lab.ended)
        async with Lab(store=FileStore(store)) as lab:
            plug = await lab.connect()
            again = Iso2Ev(QUICK, session_id=ev.session_id)
            await drive(again, plug)
            assert (again.failure, again.resumed) == (None, True)
        async with Lab(store=FileStore(store)) as lab:
            await lab.charge(msgspec.structs.replace(QUICK, pause=True))
            await soon(lab.ended)
            lab.station.push(commands.PilotChanged(state="A"))
            assert FileStore(store).paused(AC.outlet.evse_id, time.time(), 1e9) is None

    run(story())
