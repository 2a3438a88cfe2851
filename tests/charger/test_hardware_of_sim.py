"""`secc-sim` killed in the charge loop: the simulated hardware, a process of its own, opens."""

from __future__ import annotations

import asyncio
import json
import pathlib
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_net import discover, drive

pytestmark = pytest.mark.slow

READY = re.compile(r"ready on lo, SDP \[::1\]:(\d+)")


@pytest.fixture(params=["ac", "dc"])
def energy(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def sim(energy: str, tmp_path: pathlib.Path) -> Iterator[tuple[subprocess.Popen[str], int, pathlib.Path]]:
    """The process, its discovery port, the log of its hardware."""
    log = tmp_path / "hardware.jsonl"
    command = [
        sys.executable, "-m", "secc.cli.sim", "--interface", "lo", "--energy", energy, "--protocols", "iso2", "--authorize", "now",
        "--hardware-process", str(log),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout is not None
            said = []
            while (found := READY.search(line := process.stdout.readline())) is None:
                said.append(line)
                assert line, f"secc-sim ended: {''.join(said)}"
            yield process, int(found[1]), log
        finally:
            process.kill()


class KillsIt(Iso2Ev):
    """Sends SIGKILL to the station two seconds into the charge loop."""

    victim: subprocess.Popen[str]
    killed_at = 0.0

    def loop_until(self, once, renegotiate_s):  # type: ignore[no-untyped-def]
        began = self.now

        def watched():  # type: ignore[no-untyped-def]
            if self.now - began > 2.0 and not self.killed_at:
                self.killed_at = time.monotonic()
                self.victim.send_signal(signal.SIGKILL)
            return (yield from once())

        return (yield from super().loop_until(watched, renegotiate_s))


async def find_and_charge(ev: Iso2Ev, sdp_port: int) -> None:
    found = await discover(("::1", sdp_port, 0, 0))
    await drive(ev, str(found.address), found.port)


def contactor(log: pathlib.Path) -> list[tuple[float, bool]]:
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    return [(line["at"], line["change"]["closed"]) for line in lines if line["change"]["command"] == "ContactorChanged"]


def test_the_contactor_opens_when_the_station_is_killed(energy: str, sim: tuple[subprocess.Popen[str], int, pathlib.Path]) -> None:
    process, sdp_port, log = sim
    ev = KillsIt(Car(energy=energy, charge_s=30.0))
    ev.victim = process
    asyncio.run(find_and_charge(ev, sdp_port))
    assert ev.killed_at, ev.failure
    assert [closed for at, closed in contactor(log) if at < ev.killed_at][-1]
    while time.monotonic() < ev.killed_at + 4.0 and contactor(log)[-1][1]:
        time.sleep(0.05)
    opened_at, closed = contactor(log)[-1]
    assert not closed
    assert opened_at - ev.killed_at < 2.5
