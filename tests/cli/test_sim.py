"""`secc-sim` as a user starts it: a process on the loopback interface, its lines, its exit status."""

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

from secc.cli.sim import main
from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev
from tests.net.lab import QUICK, Plug, drive

COMMAND = (sys.executable, "-m", "secc.cli.sim")
READY = re.compile(r"secc-sim: ready on lo, SDP \[::1\]:(\d+), V2G \[::1\]:(\d+) tcp\n")


def sim(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *options], capture_output=True, text=True, timeout=30, check=False)


class Running:
    """A `secc-sim` that serves."""

    def __init__(self, *options: str) -> None:
        command = [*COMMAND, "--interface", "lo", "--sdp-port", "0", "--authorize", "now", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        self.out = self.process.stderr if "-" in options else self.process.stdout
        line = self.out.readline()
        found = READY.fullmatch(line)
        assert found is not None, line
        self.port = int(found[2])

    def charge(self, car: Car = QUICK) -> Iso2Ev:
        """Charge the built-in EV."""
        async def story() -> Iso2Ev:
            plug, ev = Plug(*await asyncio.open_connection("::1", self.port)), Iso2Ev(car)
            await drive(ev, plug)
            plug.close()
            return ev

        return asyncio.run(asyncio.wait_for(story(), 20))

    def end(self) -> tuple[int, str, str]:
        """Exit status, standard output, standard error."""
        out, error = self.process.communicate(timeout=20)
        return self.process.returncode, out, error


@pytest.fixture
def started() -> Iterator[list[Running]]:
    running: list[Running] = []
    yield running
    for one in running:
        one.process.kill()
        one.process.communicate()


def test_help_teaches_with_examples_and_exit_statuses() -> None:
    done = sim("--help")
    assert done.returncode == 0
    for word in ("secc-sim demo", "--interface", "--authorize", "--trace", "exit status"):
        assert word in done.stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--interface", "nowhere0"], "--interface: there is no interface 'nowhere0'; this machine has "),
        ([], "--interface: name the interface that leads to the car"),
        (["--interface", "lo", "--energy", "gas"], "--energy: 'gas' is none of ac, dc, "),
        (["--interface", "lo", "--protocols", "iso3"], "--protocols: 'iso3' is none of din, iso2, "),
        (["--interface", "lo", "--authorize", "maybe"], "--authorize: 'maybe' is none of now, reject, ask, SECONDS"),
        (["--interface", "lo", "--config", "nowhere.toml"], "nowhere.toml: cannot be read: No such file"),
        (["--interface", "lo", "--trace", "trace.pcap"], "trace.pcap: its name must end with one of .jsonl, .pcapng"),
        (["--interface", "lo", "--events", "/nowhere/events"], "/nowhere/events: cannot be written: No such file"),
        (["--interface", "lo", "--payment", "contract"], "outlet.payment: contract needs TLS"),
        (["--interface", "lo", "--hardware-process", "/nowhere/log"], "--hardware-process: /nowhere/log: cannot be written: No such file"),
        (["--interface", "lo", "--store", "/proc/nowhere"], "--store: cannot be used: No such file"),
        (["--interface", "lo", "--station", "--fuse", "-1"], "argument --fuse: '-1' is no current in A, above 0"),
        (["--interface", "lo", "--sdp-port", "99999"], "argument --sdp-port: '99999' is no port, 0 to 65535"),
        (["--profile", "loose"], "argument --profile: invalid choice: 'loose'"),
        (["--nonsense"], "unrecognized arguments: --nonsense"),
    ],
)
def test_a_wrong_setting_is_one_line_and_exit_status_2(options: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(options) == 2
    out, error = capsys.readouterr()
    assert (out, error.count("\n")) == ("", 1)
    assert error.startswith("secc-sim: ")
    assert words in error


def status_of(options: list[str]) -> int:
    """Exit status of the command, run in this process."""
    try:
        return main(options)
    except SystemExit as done:
        return int(str(done.code))


def test_a_wrong_configuration_file_names_file_and_field(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "station.toml"
    file.write_text('[outlet]\nenergy = ["dc"]\ncolour = "red"\n', encoding="utf-8")
    assert status_of(["--interface", "lo", "--config", str(file)]) == 2
    error = capsys.readouterr().err
    assert f"{file}: " in error
    assert "colour" in error


def test_a_data_link_that_nobody_signals_is_a_wrong_setting(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "station.toml"
    file.write_text('link = "slac"\n', encoding="utf-8")
    assert status_of(["--interface", "lo", "--config", str(file)]) == 2
    assert capsys.readouterr().err.startswith(f"secc-sim: {file}: link: nobody signals a data link here")


@pytest.mark.parametrize("energy", ["ac", pytest.param("dc", marks=pytest.mark.slow)])
def test_once_charges_one_car_tells_the_story_and_exits_with_0(started: list[Running], energy: str) -> None:
    one = Running("--once", "--energy", energy, "--protocols", "iso2")
    started.append(one)
    assert one.charge(Car(energy=energy, charge_s=0.1, loop_s=0.02, poll_s=0.05)).failure is None
    status, out, error = one.end()
    assert (status, error) == (0, "")
    for word in ("session 1 with [::1]:", "ISO 15118-2", "authorized", f"wants {energy.upper()}", "charging", "ended in order", "p50"):
        assert word in out


def test_once_exits_with_1_after_a_session_that_was_cut(started: list[Running]) -> None:
    one = Running("--once", "--energy", "ac")
    started.append(one)

    class Quitter(Iso2Ev):
        def authorize(self):  # type: ignore[no-untyped-def]
            raise RuntimeError("leaves")
            yield

    async def story() -> None:
        plug = Plug(*await asyncio.open_connection("::1", one.port))
        with pytest.raises(RuntimeError):
            await drive(Quitter(QUICK), plug)
        plug.reset()

    asyncio.run(asyncio.wait_for(story(), 20))
    status, out, _ = one.end()
    assert status == 1
    assert "FAILED: connection_closed" in out


def test_events_are_json_lines_on_standard_output_and_the_account_moves_aside(started: list[Running]) -> None:
    one = Running("--once", "--energy", "ac", "--events", "-")
    started.append(one)
    one.charge()
    status, out, error = one.end()
    events = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [event["event"] for event in events][:2] == ["ProtocolSelected", "SessionStarted"]
    assert events[-1]["event"] == "SessionEnded"
    assert all(event["session"] == 1 and event["time"] > 1.6e9 for event in events)
    assert "session 1 with" in error


@pytest.mark.parametrize("name", ["trace.pcapng", pytest.param("trace.jsonl", marks=pytest.mark.slow)])
def test_a_trace_holds_the_session(started: list[Running], tmp_path: pathlib.Path, name: str) -> None:
    path = tmp_path / name
    one = Running("--once", "--energy", "ac", "--trace", str(path))
    started.append(one)
    ev = one.charge()
    assert one.end()[0] == 0
    content = path.read_bytes()
    if name.endswith("jsonl"):
        frames = [line for line in map(json.loads, content.splitlines()) if line["trace"] == "Frame"]
        assert [frame["direction"] for frame in frames] == ["ev", "evse"] * ev.requests
    else:
        assert content.startswith(bytes.fromhex("0A0D0D0A"))
        assert content.count(bytes.fromhex("01FE8001")) == 2 * ev.requests


@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
@pytest.mark.parametrize("once", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_a_signal_ends_it_within_a_second_without_a_traceback(started: list[Running], number: signal.Signals, once: bool) -> None:
    one = Running(*(["--once"] if once else []))
    started.append(one)
    began = time.monotonic()
    one.process.send_signal(number)
    status, _, error = one.end()
    assert time.monotonic() - began < 1.0
    assert (status, error) == (int(once), "")


@pytest.mark.slow
def test_without_once_it_serves_car_after_car_and_rejecting_is_no_failure_of_the_program(started: list[Running]) -> None:
    one = Running("--energy", "ac")
    started.append(one)
    for _ in range(2):
        assert one.charge().failure is None
    one.process.send_signal(signal.SIGTERM)
    status, out, _ = one.end()
    assert status == 0
    assert "session 2 with" in out


def test_the_idle_station_takes_less_than_60_mb(started: list[Running]) -> None:
    one = Running()
    started.append(one)
    status = pathlib.Path(f"/proc/{one.process.pid}/status").read_text(encoding="ascii")
    resident_kb = int(re.search(r"VmRSS:\s+(\d+) kB", status)[1])  # type: ignore[index]
    assert resident_kb < 60 * 1024


@pytest.mark.slow
def test_the_demonstration_charges_without_any_network() -> None:
    done = sim("demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("ended in order") >= 2


@pytest.mark.slow
def test_a_killed_station_leaves_no_power_behind(started: list[Running], tmp_path: pathlib.Path) -> None:
    """SIGKILL in the charge loop: the hardware, a process of its own, opens its contactor within its 2 s."""
    log = tmp_path / "hardware.jsonl"
    one = Running("--energy", "dc", "--protocols", "iso2", "--hardware-process", str(log))
    started.append(one)

    async def story() -> None:
        plug = Plug(*await asyncio.open_connection("::1", one.port))
        charge = asyncio.ensure_future(drive(Iso2Ev(Car(energy="dc", charge_s=60.0, loop_s=0.05)), plug))
        while not any(change.get("current_a", 0) > 50 for change in changes(log)):
            assert not charge.done()
            await asyncio.sleep(0.1)
        one.process.kill()
        await charge
        plug.close()

    asyncio.run(asyncio.wait_for(story(), 30))
    end = time.monotonic() + 3.0
    while not opened(changes(log)):
        assert time.monotonic() < end, "the contactor is still closed"
        time.sleep(0.05)
    assert [change["current_a"] for change in changes(log) if "current_a" in change][-1] == 0


def changes(log: pathlib.Path) -> list[dict[str, float]]:
    """What the hardware wrote down."""
    return [json.loads(line)["change"] for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []


def opened(all_changes: list[dict[str, float]]) -> bool:
    """The last word on the contactor is open."""
    return [bool(change["closed"]) for change in all_changes if "closed" in change][-1:] == [False]
