"""One run in real time on the loopback interface, for bench_everest.py: the station in this process, all cars in another.

    python benchmarks/everest_worker.py station KIND OUTLETS SECONDS PACE_S PORT     prints what was measured of each message of the charge loop
    python benchmarks/everest_worker.py cars SECONDS PACE_S PORT…                    a car at each port
    python benchmarks/everest_worker.py commands PORT COUNT                          seconds of commands with their answers (port 0: in memory)

KIND is `alone` (what `secc-sim` runs), `memory` or `mqtt` (the whole station, with the broker at PORT). Everything is the real thing but the
cars and the hardware. Only CurrentDemand counts: some other answers are held on purpose until the hardware is there.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import Callable, Coroutine

from loop_worker import LOOP, PacedIso2Ev, TimedStation, alone

from secc.charger.simulated import Authorization, SimulatedCharger
from secc.config import Config, Outlet
from secc.everest import charger_module
from secc.everest.bus import Bus, MemoryBus
from secc.everest.bus.mqtt import MqttBus
from secc.everest.module import Module
from secc.everest.station import OutletSetup, Site, Watch
from secc.net.serve import settle_memory
from secc.testing.ev import Car
from secc.testing.ev_net import drive

CONFIG = Config(outlet=Outlet(energy=("dc",), protocols=("iso2",), evse_id="DE*ABC*E1", interface="lo"))
LIMITS = {"uuid": "n", "valid_for": 10, "limits_root_side": {"ac_max_current_A": {"value": 16, "source": "x"}}, "schedule": []}
TICK_S = 0.02


class TimedEv(PacedIso2Ev):
    """`trips`: seconds from handing a request to the socket to having its response, one for each of `names`."""

    def __init__(self, car: Car, pace_s: float) -> None:
        super().__init__(car)
        self.pace_s = pace_s
        self.trips: list[float] = []
        self._sent = 0.0

    def data_to_send(self) -> bytes:
        out = super().data_to_send()
        if out:
            self._sent = time.perf_counter()
        return out

    def receive_data(self, data: bytes, now: float) -> None:
        self.trips.append(time.perf_counter() - self._sent)
        super().receive_data(data, now)

    def told(self) -> dict[str, object]:
        return {"failure": str(self.failure or ""), "names": self.names, "trips": self.trips}


class Ticks:
    """How late a timer of this process came at worst, in seconds."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._expect()

    def _expect(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + TICK_S
        self._timer = loop.call_at(due, self._came, due)

    def _came(self, due: float) -> None:
        self.worst = max(self.worst, asyncio.get_running_loop().time() - due)
        self._expect()


def memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bus_of(kind: str, port: int) -> Bus:
    return MqttBus("127.0.0.1", port) if kind == "mqtt" else MemoryBus()


async def serving(stations: Callable[[], list[TimedStation | None]]) -> list[TimedStation]:
    """Those stations, as soon as each takes connections."""
    while True:
        found = [one for one in stations() if one is not None and one.status.startswith("ready") and one.rules.serving]
        if len(found) == len(stations()):
            return found
        await asyncio.sleep(0.05)


async def one_alone() -> tuple[list[TimedStation], Callable[[], Coroutine[None, None, None]]]:
    station = TimedStation(CONFIG, SimulatedCharger(CONFIG.outlet, authorization=Authorization.parse("now")), sdp_port=0)
    await station.start()
    return await serving(lambda: [station]), station.stop


async def site_of(bus: Bus, outlets: int) -> tuple[list[TimedStation], Callable[[], Coroutine[None, None, None]]]:
    charger_module.Station = TimedStation
    site = Site(bus, [OutletSetup.of(CONFIG, number=number) for number in range(1, outlets + 1)], watch=Watch(sdp_port=0), fuse_a=1e6)
    await site.start()
    return await serving(lambda: [outlet.charger_module.station for outlet in site.outlets]), site.close


async def station(kind: str, outlets: str, seconds: str, pace_s: str, port: str) -> dict[str, object]:
    """Serve as many cars as there are outlets."""
    first, count = alone(0), int(outlets)
    before = memory_mb()
    if count > 1:
        _, close = await site_of(MemoryBus(), 1)  # what the first one needs is not an outlet's
        await close()
        before = memory_mb()
    stations, close = await one_alone() if kind == "alone" else await site_of(bus_of(kind, int(port)), count)
    settle_memory()
    ports = [str(one._tcp.port) for one in stations]
    cars = await asyncio.create_subprocess_exec(sys.executable, __file__, "cars", seconds, pace_s, *ports, stdout=asyncio.subprocess.PIPE)
    await cars.stdout.readline()  # until then they are on our processor
    ticks, cpu, began = Ticks(), time.process_time(), time.monotonic()
    out, _ = await cars.communicate()
    share, used, late = (time.process_time() - cpu) / (time.monotonic() - began), (memory_mb() - before) / count, ticks.worst
    told = json.loads(out)
    failed = [car["failure"] for car in told if car["failure"]]
    charged = [(one, car) for one, car in zip(stations, told, strict=True) if not car["failure"]]
    added = [time for one, car in charged for time in loop_only(car["names"], one.times.all)]
    trips = [time for _, car in charged for time in loop_only(car["names"], car["trips"])]
    await close()
    return {"added": added, "trips": trips, "failed": failed, "late": late, "share": share, "memory": used, "first": first}


def loop_only(names: list[str], times: list[float]) -> list[float]:
    """The times of the charge loop. Raises ValueError when there is not one time a request."""
    return [time for name, time in zip(names, times, strict=True) if name in LOOP]


async def cars(seconds: str, pace_s: str, *ports: str) -> list[dict[str, object]]:
    """A car at each port; their charge loops begin at different moments of the pace."""
    alone(-1)
    print(flush=True)
    evs = [TimedEv(Car(charge_s=float(seconds), poll_s=0.05), float(pace_s)) for _ in ports]

    async def charge(ev: TimedEv, port: str, after_s: float) -> None:
        await asyncio.sleep(after_s)
        await drive(ev, "::1", int(port))

    await asyncio.gather(*(charge(ev, port, number / len(ports)) for number, (ev, port) in enumerate(zip(evs, ports, strict=True))))
    return [ev.told() for ev in evs]


async def commands(port: str, count: str) -> list[float]:
    """Checked commands with their checked answers, one after another; over MQTT caller and called have a connection each."""
    alone(0)
    one = bus_of("mqtt" if int(port) else "memory", int(port))
    two = bus_of("mqtt", int(port)) if int(port) else one
    await one.start()
    await two.start()
    Module("node", one).provide("grid", "energy", {"enforce_limits": lambda value: None})
    peer = Module("user", two).use("node", "grid", "energy")
    settle_memory()
    times = []
    for _ in range(int(count) + 50):
        began = time.perf_counter()
        await peer.call("enforce_limits", {"value": LIMITS})
        times.append(time.perf_counter() - began)
    await one.close()
    await two.close()
    return times[50:]


ROLES: dict[str, Callable[..., Coroutine[None, None, object]]] = {"station": station, "cars": cars, "commands": commands}

if __name__ == "__main__":
    print(json.dumps(asyncio.run(ROLES[sys.argv[1]](*sys.argv[2:]))))
