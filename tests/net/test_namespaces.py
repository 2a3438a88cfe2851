"""The station on interfaces that behave like the real ones: multicast, link-local addresses, late, flapping, and several at once."""

from __future__ import annotations

import json
import pathlib
import subprocess
import time
from ipaddress import IPv6Address

import pytest

from tests.net.namespaces import Wires, ip, needs_root

pytestmark = [pytest.mark.slow, needs_root]

FLOOD = """
import socket, sys, time
from secc import sdp
index = socket.if_nametoindex(sys.argv[1])
sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
end, sent = time.monotonic() + float(sys.argv[2]), 0
print("flooding", flush=True)
while time.monotonic() < end:
    for _ in range(100):
        sock.sendto(sdp.encode_request(sdp.Security.NONE), (sdp.GROUP, 15118, 0, index))
    sent += 100
    time.sleep(0.005)
sock.setblocking(False)
answers = 0
while True:
    try:
        sock.recv(100)
        answers += 1
    except BlockingIOError:
        break
print(sent, answers)
"""

TWO_OUTLETS = """
import asyncio, sys
from secc.charger.simulated import Authorization, SimulatedCharger
from secc.config import Config, Outlet
from secc.net.serve import serve_all
from secc.net.station import Station

def station(interface):
    config = Config(outlet=Outlet(interface=interface, energy=("ac",), protocols=("iso2",)))
    return Station(config, SimulatedCharger(config.outlet, authorization=Authorization()), on_status=lambda text: print(text, flush=True))

asyncio.run(serve_all(*map(station, sys.argv[1:])))
"""


def secc_sim(wires: Wires, *options: str) -> subprocess.Popen[str]:
    return wires.start(wires.station, "-m", "secc.cli.sim", "--interface", wires.station_if(), "--energy", "ac", *options)


def line(process: subprocess.Popen[str], word: str) -> str:
    """The next line of output that holds `word`."""
    assert process.stdout is not None
    for text in process.stdout:
        if word in text:
            return text
    raise AssertionError(f"no line with {word!r}")


def ev(wires: Wires, *options: str, number: int = 0) -> dict[str, object]:
    """Run an EV, return what it reports."""
    return reported(ev_started(wires, *options, number=number))


def ev_started(wires: Wires, *options: str, number: int = 0) -> subprocess.Popen[str]:
    return wires.start(wires.ev(number), "-m", "tests.net.ev_process", wires.ev_if(number), *options)


def reported(process: subprocess.Popen[str]) -> dict[str, object]:
    out, error = process.communicate(timeout=60)
    assert process.returncode == 0, error
    return dict(json.loads(out))


def test_a_car_finds_the_station_by_multicast_and_charges() -> None:
    with Wires() as wires:
        station = secc_sim(wires, "--once")
        ready = line(station, "ready on")
        report = ev(wires)
        assert report["failure"] is None
        assert IPv6Address(str(report["address"])).is_link_local
        assert f"V2G [{report['address']}]:{report['port']} tcp" in ready
        assert station.wait(15) == 0


def test_discovery_comes_from_a_link_local_source_or_gets_silence() -> None:
    with Wires() as wires:
        line(secc_sim(wires), "ready on")
        ip("-n", wires.ev(), "addr", "add", "fd00:5ecc::2/64", "dev", wires.ev_if(), "nodad")
        ip("-n", wires.station, "addr", "add", "fd00:5ecc::1/64", "dev", wires.station_if(), "nodad")
        assert ev(wires, "--discover-only", "--source", "fd00:5ecc::2", "--tries", "3")["address"] is None
        assert ev(wires, "--discover-only")["address"] is not None


def test_an_interface_that_appears_late_is_served_without_a_restart() -> None:
    with Wires(plugged=False) as wires:
        station = secc_sim(wires, "--wait")
        line(station, "waiting: there is no interface")
        wires.plug()
        line(station, "ready on")
        assert ev(wires)["failure"] is None


def test_an_interface_that_flaps_is_served_again() -> None:
    with Wires() as wires:
        station = secc_sim(wires)
        line(station, "ready on")
        for _ in range(2):
            ip("-n", wires.station, "link", "set", wires.station_if(), "down")
            line(station, "waiting: ")
            ip("-n", wires.station, "link", "set", wires.station_if(), "up")
            line(station, "ready on")
            assert ev(wires)["failure"] is None


def test_an_interface_that_is_replaced_is_served_again() -> None:
    with Wires() as wires:
        station = secc_sim(wires)
        line(station, "ready on")
        ip("-n", wires.station, "link", "del", wires.station_if())
        line(station, "waiting: there is no interface")
        wires.plug()
        line(station, "ready on")
        assert ev(wires)["failure"] is None


def test_two_outlets_in_one_process_charge_two_cars_at_once_and_answer_on_their_own_interface_only() -> None:
    with Wires(2) as wires:
        station = wires.start(wires.station, "-c", TWO_OUTLETS, wires.station_if(0), wires.station_if(1))
        first, second = line(station, "ready on"), line(station, "ready on")
        cars = [ev_started(wires, "--charge", "1.0", number=number) for number in (0, 1)]
        reports = [reported(car) for car in cars]
        assert [report["failure"] for report in reports] == [None, None]
        for number, report in enumerate(reports):
            own = first if wires.station_if(number) in first else second
            assert str(report["address"]) in own
        station.terminate()
        assert station.wait(2) == 0


def test_nothing_but_discovery_and_one_port_is_open_towards_the_car() -> None:
    with Wires() as wires:
        ready = line(secc_sim(wires), "ready on")
        port = ready.rsplit(":", 1)[1].split()[0]
        sockets = subprocess.run(
            ["ip", "netns", "exec", wires.station, "ss", "-Htuln"], capture_output=True, text=True, check=True,
        ).stdout.splitlines()
        assert sorted(words.split()[4].rsplit(":", 1)[1] for words in sockets) == sorted(["15118", port])


@pytest.mark.parametrize("seconds", [3.0])
def test_a_flood_of_discovery_leaves_a_car_its_answer_within_250_ms_and_most_of_the_processor(seconds: float) -> None:
    with Wires() as wires:
        station = secc_sim(wires)
        line(station, "ready on")
        before = cpu_s(station.pid)
        flood = wires.start(wires.ev(), "-c", FLOOD, wires.ev_if(), str(seconds))
        line(flood, "flooding")
        delays = []
        while flood.poll() is None and len(delays) < 5:
            report = ev(wires, "--discover-only")
            delays.append(float(str(report["discovery_s"])))
        out, _ = flood.communicate(timeout=30)
        sent, answers = map(int, out.split())
        assert sent / seconds > 3000
        assert answers < 200
        assert max(delays) < 0.25
        assert cpu_s(station.pid) - before < 0.5 * seconds


def cpu_s(pid: int) -> float:
    """Processor time of a process: `ip netns exec` has become the station by then."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def test_after_a_failed_session_discovery_is_answered_within_250_ms() -> None:
    with Wires() as wires:
        station = secc_sim(wires)
        line(station, "ready on")
        broken = ev_started(wires, "--charge", "30")
        line(station, "charging")
        broken.kill()
        line(station, "FAILED")
        began = time.monotonic()
        report = ev(wires, "--discover-only", "--tries", "1")
        assert report["address"] is not None, time.monotonic() - began
