"""A recorded session against a station on the loopback interface, as against anybody's."""

from __future__ import annotations

import asyncio
import re

import pytest

from secc import config
from secc.charger.simulated import Authorization, LocalHardware, SimulatedCharger, settings_of
from secc.config import Config
from secc.errors import ConfigError
from secc.net.station import Station
from secc.testing.recording import Recording
from secc.testing.replay import Report, replay
from secc.testing.replay_net import NetworkWire

from .recorded import recorded


async def replayed(recording: Recording, energy: config.Energy) -> Report:
    outlet = config.Outlet(interface="lo", energy=(energy,), protocols=("iso2",))
    hardware = LocalHardware(settings_of(outlet, insulation_s=0.05, voltage_slew=10_000.0, discharge_slew=10_000.0, current_slew=10_000.0))
    charger = SimulatedCharger(outlet, authorization=Authorization.parse("now"), hardware=hardware)
    ready: asyncio.Queue[str] = asyncio.Queue()
    station = Station(Config(outlet=outlet), charger, on_status=ready.put_nowait, sdp_port=0)
    await station.start()
    try:
        found = re.search(r"V2G (\[::1\]:\d+) tcp", await ready.get())
        assert found is not None
        return await asyncio.to_thread(replay, recording, NetworkWire.at(found[1]), expect=lambda answer: None, speed=50.0)
    finally:
        await station.stop()


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_station_on_the_network_answers_as_recorded(energy: config.Energy) -> None:
    report = asyncio.run(replayed(recorded(energy), energy))
    assert report.good, report.differences
    assert all(step.answered or step.verdict == "left out" for step in report.steps)


@pytest.mark.parametrize("text", ["", "nobody", "[fe80::1%lo]", "[fe80::1%no-such]:5000", "::1:5000", "host:port"])
def test_an_address_that_is_none_is_a_configuration_error(text: str) -> None:
    with pytest.raises(ConfigError):
        NetworkWire.at(text)


def test_a_station_that_is_not_there_is_an_os_error() -> None:
    with pytest.raises(OSError, match="refused"):
        NetworkWire.at("[::1]:1").open()
