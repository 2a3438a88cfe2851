"""The simulated hardware in its own process: whatever happens to the process that drives it, power goes."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.slow

STATION = """
import asyncio, sys
from secc import config
from secc.charger.driver import Driver
from secc.charger.model import Settings
from secc.charger.remote import RemoteHardware
from secc.charger.simulated import SimulatedCharger
from secc.session import commands, events

async def main():
    hardware = RemoteHardware(Settings(insulation_s=0.1), sys.argv[1])
    charger = SimulatedCharger(config.Outlet(), hardware=hardware)
    driver = Driver(charger)
    await driver.start()
    charging = asyncio.Event()

    def watch(command):
        if isinstance(command, commands.Measured) and command.current_a > 49:
            charging.set()

    driver.watch = watch
    driver.attach(lambda command: None)
    driver.handle(events.CableCheckWanted(voltage_v=500.0))
    driver.handle(events.SetOutput(stage="charge", voltage_v=400.0, current_a=50.0))
    await charging.wait()
    print(hardware.pid, flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


class Change(NamedTuple):
    at: float
    what: dict[str, object]


class Bench(NamedTuple):
    station: subprocess.Popen[str]
    hardware_pid: int
    log: pathlib.Path

    def changes(self) -> list[Change]:
        lines = [json.loads(line) for line in self.log.read_text().splitlines()]
        return [Change(line["at"], line["change"]) for line in lines]

    def wait_open(self, limit_s: float) -> float:
        """When the contactor opened, on the monotonic clock."""
        end = time.monotonic() + limit_s
        while time.monotonic() < end:
            states = [change for change in self.changes() if change.what["command"] == "ContactorChanged"]
            if not states[-1].what["closed"]:
                return states[-1].at
            time.sleep(0.05)
        raise AssertionError("the contactor is still closed")


@pytest.fixture
def charging(tmp_path: pathlib.Path) -> Iterator[Bench]:
    log = tmp_path / "hardware.jsonl"
    with subprocess.Popen([sys.executable, "-c", STATION, str(log)], stdout=subprocess.PIPE, text=True) as station:
        assert station.stdout is not None
        try:
            pid = int(station.stdout.readline())
            yield Bench(station, pid, log)
        finally:
            station.kill()
    end = time.monotonic() + 5
    while _alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _alive(pid), "the hardware process outlived its station"


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = pathlib.Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def _last_current(changes: list[Change]) -> object:
    return [change.what.get("current_a", 0.0) for change in changes if change.what["command"] == "Measured"][-1]


@pytest.mark.parametrize(("how", "within_s"), [(signal.SIGKILL, 2.5), (signal.SIGSTOP, 2.5)], ids=["killed", "hanging"])
def test_power_goes_when_the_station_is(charging: Bench, how: signal.Signals, within_s: float) -> None:
    assert _last_current(charging.changes()) == pytest.approx(50, abs=1)
    began = time.monotonic()
    charging.station.send_signal(how)
    assert charging.wait_open(within_s + 1) - began <= within_s
    assert _last_current(charging.changes()) == 0
