"""One charge in real time on the loopback interface, for bench_loop.py: the station in this process, the car in another.

    python benchmarks/loop_worker.py station CASE SECONDS FOLDER        prints the seconds that the station added to each loop message
    python benchmarks/loop_worker.py car CASE SECONDS FOLDER SDP_PORT   the car of it, prints the name of each request it sent

FOLDER is one that `secc pki create` wrote. Everything is the real thing but the car and the hardware.
"""

from __future__ import annotations

import asyncio
import json
import os
import pathlib
import sys
from collections.abc import Callable, Coroutine
from typing import Literal, NamedTuple

from secc import sdp
from secc.charger.simulated import Authorization, LocalHardware, SimulatedCharger, settings_of
from secc.config import Config, Outlet, Protocol, Tls
from secc.exi import decoder
from secc.net.connection import Connection
from secc.net.latency import Latency
from secc.net.station import Station
from secc.session.link import Link
from secc.session.machine import Session
from secc.testing.ev import Car, Ev, Script, Wait
from secc.testing.ev_din import DinEv
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_iso20_dc import Iso20DcEv
from secc.testing.ev_net import discover, drive
from secc.testing.ev_tls import car_side

PROCESSORS = sorted(os.sched_getaffinity(0))
LOOP = ("CurrentDemand", "DC_ChargeLoop")


class Case(NamedTuple):
    """What is charged: protocol and TLS version, "" for none."""

    protocol: Protocol
    tls: Literal["", "1.2", "1.3"]


CASES = {"din": Case("din", ""), "iso2": Case("iso2", ""), "iso2_tls": Case("iso2", "1.2"), "iso20_dc_tls": Case("iso20_dc", "1.3")}


class PacedEv(Ev):
    """Keeps the pace, and `names` of all requests: each has one response, so they name the station's times as well."""

    pace_s = 1 / 200
    """Between the starts of two requests of the charge loop."""

    def __init__(self, car: Car) -> None:
        super().__init__(car)
        self.names: list[str] = []

    def phase(self, name: str) -> None:
        self.names.append(name)
        super().phase(name)

    def loop_until(self, once: Callable[[], Script[str]], renegotiate_s: float | None) -> Script[bool]:
        began = due = self.now
        while self.now - began < self.car.charge_s:
            yield from once()
            due += self.pace_s
            yield Wait(max(0.0, due - self.now))
        return False


class PacedDinEv(PacedEv, DinEv):
    """DIN SPEC 70121."""


class PacedIso2Ev(PacedEv, Iso2Ev):
    """ISO 15118-2."""


class PacedIso20DcEv(PacedEv, Iso20DcEv):
    """ISO 15118-20."""


EVS: dict[str, type[PacedEv]] = {"din": PacedDinEv, "iso2": PacedIso2Ev, "iso20_dc": PacedIso20DcEv}


class Times(Latency):
    """Keeps each time as it is."""

    __slots__ = ("all",)

    def __init__(self) -> None:
        super().__init__()
        self.all: list[float] = []

    def add(self, seconds: float) -> None:
        super().add(seconds)
        self.all.append(seconds)


class TimedStation(Station):
    """`times` of its last session."""

    times = Times()

    def begin(self, connection: Connection, link: Link) -> Session:
        connection.latency = self.times = Times()
        return super().begin(connection, link)


def alone(which: int) -> bool:
    """Stay on one processor, and before whatever else runs there. False without the right to the latter.

    A car that wakes up where the station runs would do its work within the station's `send`.
    """
    os.sched_setaffinity(0, {PROCESSORS[which]})
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    except PermissionError:
        return False
    return True


async def station(name: str, seconds: str, folder: str) -> dict[str, object]:
    """Serve one car that runs in its own process."""
    first = alone(0)
    case, ready = CASES[name], asyncio.Event()
    outlet = Outlet(interface="lo", energy=("dc",), protocols=(case.protocol,))
    tls = Tls(mode="required", pki=folder) if case.tls else Tls()
    hardware = LocalHardware(settings_of(outlet, insulation_s=0.2, voltage_slew=5000.0, discharge_slew=10_000.0))
    charger = SimulatedCharger(outlet, authorization=Authorization.parse("now"), hardware=hardware)
    served = TimedStation(Config(outlet=outlet, tls=tls), charger, on_status=lambda text: ready.set(), sdp_port=0)
    await served.start()
    try:
        await ready.wait()
        if not served.status.startswith("ready"):
            raise OSError(served.status)
        arguments = (__file__, "car", name, seconds, folder, str(served.sdp_port))
        process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=asyncio.subprocess.PIPE)
        told, _ = await process.communicate()
    finally:
        await served.stop()
    car = json.loads(told)
    if car["failure"] or len(car["names"]) != len(served.times.all):
        raise SystemExit(f"{name}: {car['failure']}, {len(car['names'])} requests, {len(served.times.all)} responses")
    times = [time for request, time in zip(car["names"], served.times.all, strict=True) if request in LOOP]
    return {"compiled": not decoder.__file__.endswith(".py"), "first": first, "times": times}


async def car(name: str, seconds: str, folder: str, sdp_port: str) -> dict[str, object]:
    """Find the station on this machine and charge."""
    alone(-1)
    case = CASES[name]
    ev = EVS[case.protocol](Car(energy="dc", protocols=(case.protocol,), charge_s=float(seconds), poll_s=0.05))
    found = await discover(("::1", int(sdp_port), 0, 0), sdp.Security.TLS if case.tls else sdp.Security.NONE)
    await drive(ev, str(found.address), found.port, tls=car_side(pathlib.Path(folder), case.tls) if case.tls else None)
    return {"failure": str(ev.failure or ""), "names": ev.names}


ROLES: dict[str, Callable[..., Coroutine[None, None, dict[str, object]]]] = {"station": station, "car": car}

if __name__ == "__main__":
    print(json.dumps(asyncio.run(ROLES[sys.argv[1]](*sys.argv[2:]))))
