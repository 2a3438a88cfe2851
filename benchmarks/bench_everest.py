"""What EVerest's interfaces cost: command round trips, time added to the charge loop, many outlets in one process.

    python benchmarks/bench_everest.py [--runs 5] [--outlets 100] [--seconds 20]

Round trips: a checked command with its checked answer, in memory and over mosquitto on the loopback interface. Added time: from the last byte of
a request to its response being handed to the socket, as the station itself measures it, once without a bus (what `secc-sim` runs), once with
the whole station on the in-memory bus, once over MQTT. Many outlets: that many stations on the in-memory bus in one process, as many built-in EVs in
another one, each in its charge loop at 4 Hz. A reply that is held on purpose (the end of a charge waits for the current to fall) counts too;
so charge long enough that it is rarer than one in a hundred. Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import pathlib
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from secc.charger.simulated import Authorization, SimulatedCharger
from secc.config import Config, Outlet
from secc.everest.bus import Bus, MemoryBus
from secc.everest.bus.mqtt import MqttBus
from secc.everest.module import Module
from secc.everest.station import OutletSetup, Site, Watch, settle_memory
from secc.net.latency import Latency
from secc.net.station import Station
from secc.session import events
from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_net import drive

CONFIG = Config(outlet=Outlet(energy=("dc",), protocols=("iso2",), evse_id="DE*ABC*E1", interface="lo"))
LIMITS = {"uuid": "n", "valid_for": 10, "limits_root_side": {"ac_max_current_A": {"value": 16, "source": "x"}}, "schedule": []}


class Broker:
    """mosquitto on a free port, with `set_tcp_nodelay true`."""

    def __enter__(self) -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        self._folder = tempfile.TemporaryDirectory()
        file = pathlib.Path(self._folder.name) / "mosquitto.conf"
        file.write_text(f"listener {port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\npersistence false\n")
        binary = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
        self._process = subprocess.Popen([binary, "-c", str(file)], stderr=subprocess.DEVNULL)
        time.sleep(0.5)
        return port

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()
        self._folder.cleanup()


async def round_trips(port: int, count: int = 2000) -> tuple[float, float]:
    """Median and 99th percentile of a command with its answer, in seconds."""
    one: Bus = MqttBus("127.0.0.1", port) if port else MemoryBus()
    two: Bus = MqttBus("127.0.0.1", port) if port else one
    await one.start()
    await two.start()
    Module("node", one).provide("grid", "energy", {"enforce_limits": lambda value: None})
    peer = Module("user", two).use("node", "grid", "energy")
    times = []
    for _ in range(count + 50):
        began = time.perf_counter()
        await peer.call("enforce_limits", {"value": LIMITS})
        times.append(time.perf_counter() - began)
    await one.close()
    await two.close()
    ordered = sorted(times[50:])
    return ordered[count // 2], ordered[count * 99 // 100]


def charge_at(ports: list[int], car: Car) -> None:
    """In a process of its own: an EV at each port."""

    async def all_of_them() -> None:
        evs = [Iso2Ev(car) for _ in ports]
        await asyncio.gather(*(_start(ev, port, number / len(ports)) for number, (ev, port) in enumerate(zip(evs, ports, strict=True))))
        failed = [ev.failure for ev in evs if ev.failure is not None]
        print(f"  EVs: {len(evs) - len(failed)} of {len(evs)} charged{': ' + str(failed[:3]) if failed else ''}", file=sys.stderr)

    async def _start(ev: Iso2Ev, port: int, after: float) -> None:
        await asyncio.sleep(after)
        await drive(ev, "::1", port)

    asyncio.run(all_of_them())


async def _cars(ports: list[int], car: Car) -> None:
    process = multiprocessing.get_context("spawn").Process(target=charge_at, args=(ports, car))
    process.start()
    while process.is_alive():  # noqa: ASYNC110 - a process has no event
        await asyncio.sleep(0.1)


def _kept(into: Latency):
    """An observer that keeps the latencies of a session."""

    def observe(connection, event) -> None:
        if connection is not None and isinstance(event, events.SessionEnded):
            for cell, count in enumerate(connection.latency._cells):
                into._cells[cell] += count
            into.count += connection.latency.count
            into.max_s = max(into.max_s, connection.latency.max_s)

    return observe


async def _until_ready(stations) -> list[int]:
    def ready(station: Station | None) -> bool:
        return station is not None and station.status.startswith("ready") and station.rules.serving

    while not all(ready(station()) for station in stations):  # noqa: ASYNC110 - there is no event to wait for
        await asyncio.sleep(0.05)
    return [station()._tcp.port for station in stations]


async def added(kind: str, port: int, car: Car) -> Latency:
    """Added time of one session: `alone`, or the whole station in `memory` or over `mqtt`."""
    latency = Latency()
    if kind == "alone":
        station = Station(CONFIG, SimulatedCharger(CONFIG.outlet, authorization=Authorization()), observe=_kept(latency), sdp_port=0)
        await station.start()
        await _cars(await _until_ready([lambda: station]), car)
        await station.stop()
        return latency
    bus: Bus = MqttBus("127.0.0.1", port) if kind == "mqtt" else MemoryBus()
    site = Site(bus, [OutletSetup.of(CONFIG)], watch=Watch(observe=_kept(latency), sdp_port=0))
    await site.start()
    await _cars(await _until_ready([lambda: site.outlets[0].charger_module.station]), car)
    await site.close()
    return latency


def memory_kb() -> int:
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


async def many(count: int, seconds: float) -> tuple[Latency, float, float]:
    """Added time, share of the processor, and memory of an outlet in MB, with that many outlets in one process."""
    latency = Latency()
    one = Site(MemoryBus(), [OutletSetup.of(CONFIG)], serve=False)
    await one.start()
    await asyncio.sleep(1)
    await one.close()
    before = memory_kb()
    site = Site(MemoryBus(), [OutletSetup.of(CONFIG, number=number) for number in range(1, count + 1)],
                watch=Watch(observe=_kept(latency), sdp_port=0), fuse_a=1e6)  # fmt: skip
    await site.start()
    ports = await _until_ready([lambda outlet=outlet: outlet.charger_module.station for outlet in site.outlets])
    settle_memory()
    cpu, began = time.process_time(), time.monotonic()
    await _cars(ports, Car(charge_s=seconds, loop_s=0.25))
    share = (time.process_time() - cpu) / (time.monotonic() - began)
    used = (memory_kb() - before) / 1024 / count
    await site.close()
    return latency, share, used


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--outlets", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=30.0)
    options = parser.parse_args()
    with Broker() as port:
        print("| command round trip | p50 | p99 |\n|---|---|---|")
        for name, where in (("in memory", 0), ("MQTT, loopback", port)):
            runs = [asyncio.run(round_trips(where)) for _ in range(options.runs)]
            p50, p99 = min(runs, key=lambda run: run[1])
            print(f"| {name} | {p50 * 1e6:.0f} µs | {p99 * 1e6:.0f} µs |")
        print("\n| time added to an exchange | p50 | p99 | max |\n|---|---|---|---|")
        car = Car(charge_s=options.seconds / 2, loop_s=0.02)
        for kind in ("alone", "memory", "mqtt"):
            runs = [asyncio.run(added(kind, port, car)) for _ in range(options.runs)]
            best = min(runs, key=lambda latency: latency.quantile(0.99))
            p50 = min(run.quantile(0.5) for run in runs)
            print(f"| {kind} | {p50 * 1e3:.2f} ms | {best.quantile(0.99) * 1e3:.2f} ms | {best.max_s * 1e3:.2f} ms |")
    latency, share, used = asyncio.run(many(options.outlets, options.seconds))
    print(f"\n{options.outlets} outlets, charge loop at 4 Hz each: {latency}; processor {share * 100:.0f} %; {used:.2f} MB an outlet")
    return 0


if __name__ == "__main__":
    sys.exit(main())
