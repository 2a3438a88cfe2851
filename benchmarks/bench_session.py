"""Time that a SECC adds to an exchange, seen on the wire: ours and that of PyPI `iso15118`, the same EV, in the same run.

    python benchmarks/bench_session.py [--runs 3] [--profiles iso2_ac,iso2_dc]

A packet socket in the EV's namespace notes, with the kernel's time stamps, when the last segment of a request leaves and when the first
segment of its response arrives; the link between them is a veth pair, which takes microseconds. What `secc-sim` says of itself stands beside
it. Needs root, iproute2 and java. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from secc.net.latency import Latency
from tests.net.namespaces import Wires
from tests.peers import evcc

WATCH = """
import json, signal, socket, struct, sys
SO_TIMESTAMPNS, ALL, OUTGOING = 35, 3, socket.PACKET_OUTGOING
sock = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ALL))
sock.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
sock.bind((sys.argv[1], ALL))
sock.settimeout(0.5)
ended, asked, times = [], None, []
signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
print("watching", flush=True)
while not ended:
    try:
        packet, control, _, address = sock.recvmsg(2048, 128)
    except TimeoutError:
        continue
    tcp = len(packet) >= 60 and packet[0] >> 4 == 6 and packet[6] == 6
    if not tcp or len(packet) - 40 - (packet[52] >> 4) * 4 <= 0:
        continue
    seconds, nanos = struct.unpack("qq", control[0][2])
    if address[2] == OUTGOING:
        asked = seconds + nanos * 1e-9
    elif asked is not None:
        times.append(seconds + nanos * 1e-9 - asked)
        asked = None
print(json.dumps(times))
"""
PEER_READY = "Communication session handler started"
PEER_ENVIRONMENT = {
    "iso2_ac": {"PROTOCOLS": "ISO_15118_2"}, "iso2_dc": {"PROTOCOLS": "ISO_15118_2"}, "din": {"PROTOCOLS": "DIN_SPEC_70121", "AUTH_MODES": "EIM"},
}
OWN = re.compile(r"added time: p50 ([\d.]+) ms, p99 ([\d.]+) ms, max ([\d.]+) ms")


def environment(interface: str, folder: pathlib.Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH")}
    return kept | {"NETWORK_INTERFACE": interface, "PKI_PATH": f"{folder}/", "LOG_LEVEL": "INFO", "PYTHONUNBUFFERED": "1", **more}


def session(profile: str, ours: bool, folder: pathlib.Path) -> tuple[list[float], str]:
    """One charge. The times on the wire in seconds, and what the SECC said at the end."""
    settings = folder / f"{profile}.json"
    settings.write_text(json.dumps(evcc.PROFILES[profile].ev), encoding="utf-8")
    python = str(evcc.interpreter())
    with Wires() as wires:
        if ours:
            options = ("--interface", wires.station_if(), "--once", *evcc.PROFILES[profile].sim)
            station = wires.start(wires.station, "-m", "secc.cli.sim", *options)
        else:
            station = subprocess.Popen(
                ["ip", "netns", "exec", wires.station, python, "-m", "iso15118.secc.main"], cwd=folder, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(wires.station_if(), folder, **PEER_ENVIRONMENT[profile]),
            )
            wires.processes.append(station)
        assert station.stdout is not None
        for line in station.stdout:
            if "ready on" in line or PEER_READY in line:
                break
        watch = wires.start(wires.ev(), "-c", WATCH, wires.ev_if())
        assert watch.stdout is not None
        watch.stdout.readline()
        subprocess.run(
            ["ip", "netns", "exec", wires.ev(), python, "-m", "iso15118.evcc.main", str(settings)], cwd=folder, timeout=120, check=True,
            env=environment(wires.ev_if(), folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        watch.terminate()
        times = json.loads(watch.communicate(timeout=10)[0].splitlines()[-1])
        if not ours:
            station.kill()
        return times, station.communicate(timeout=20)[0] if ours else ""


def row(name: str, profile: str, times: list[float], said: str) -> str:
    latency = Latency()
    for value in times:
        latency.add(value)
    p50, p99 = latency.quantile(0.5) * 1e3, latency.quantile(0.99) * 1e3
    return f"| {profile} | {name} | {len(times)} | {p50:.2f} | {p99:.2f} | {latency.max_s * 1e3:.2f} | {said} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--profiles", default="iso2_ac,iso2_dc")
    options = parser.parse_args()
    if evcc.missing():
        print(f"Session benchmark skipped: {evcc.missing()}.")
        return 0
    print("Added time on the wire, ms: last segment of the request to first segment of the response.\n")
    print("| profile | SECC | responses | p50 | p99 | max | it says p50 / p99 / max |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for profile in options.profiles.split(","):
            for who, ours in (("secc-sim", True), ("PyPI iso15118", False)):
                times: list[float] = []
                said = "–"
                for _ in range(options.runs):
                    measured, text = session(profile, ours, folder)
                    times += measured
                    found = OWN.search(text)
                    said = " / ".join(found.groups()) if found else said
                    time.sleep(0.2)
                print(row(who, profile, times, said), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
