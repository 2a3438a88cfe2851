"""`secc-sim demo`: complete charging sessions of the built-in EV. No network, no root.

First in memory, on a clock that does not wait: the real session, driver and simulated charger, only wire and clock are made up. Then over TCP
on the loopback interface in real time, discovery included, where the added time can be measured.
"""

from __future__ import annotations

import asyncio
import sys

import msgspec

from secc.charger.simulated import Authorization, LocalHardware, SimulatedCharger, settings_of
from secc.cli.account import Account
from secc.cli.desk import Desk
from secc.config import Config
from secc.testing.demo import Loopback
from secc.testing.drive import step
from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.pair import Pair

LIMIT_S = 600.0
CHARGE_S = 60.0


def demo(config: Config) -> int:
    """Charge one car in each energy mode that the demonstration knows. Returns the exit status."""
    results = [_session(config, number, energy) for number, energy in enumerate(("ac", "dc"), 1)]
    results.append(_on_loopback(config))
    return 0 if all(results) else 1


def _on_loopback(config: Config) -> bool:
    """A short DC charge over TCP; left out where the loopback interface has no IPv6."""
    outlet = msgspec.structs.replace(config.outlet, energy=("dc",), protocols=("iso2",), evse_id="DE*ABC*E123456")
    hardware = LocalHardware(settings_of(outlet, insulation_s=0.2, voltage_slew=5000.0, discharge_slew=10_000.0))
    charger = SimulatedCharger(outlet, authorization=Authorization.parse("now"), hardware=hardware)
    desk = Desk(sys.stdout, None)
    loopback = Loopback(msgspec.structs.replace(config, outlet=outlet), charger, desk.observe)
    desk.meter = lambda: loopback.station.meter
    ev = Iso2Ev(Car(energy="dc", charge_s=2.0, loop_s=0.05, poll_s=0.05))
    try:
        asyncio.run(loopback.charge(ev))
    except OSError as error:
        desk.say(f"no session over TCP on this machine: {error}")
        return True
    return ev.failure is None and desk.last_ok is True


def _session(config: Config, number: int, energy: str) -> bool:
    outlet = msgspec.structs.replace(config.outlet, energy=(energy,), protocols=("iso2",), evse_id="DE*ABC*E123456")
    hardware = LocalHardware(settings_of(outlet))
    charger = SimulatedCharger(outlet, hardware=hardware)
    pair = Pair(msgspec.structs.replace(config, outlet=outlet), charger)
    ev = Iso2Ev(Car(energy=energy, charge_s=CHARGE_S), on_pilot=lambda state: pair.run(lambda: charger.set_pilot(state)))
    meter_wh = hardware.model.energy_wh
    account = Account(print, f"session {number}: the built-in EV, ISO 15118-2, {energy.upper()}", pair.now, meter_wh)
    pair.connect()
    ev.start(pair.now)
    told, end = 0, pair.now + LIMIT_S
    while not ev.done and pair.now < end:
        step(pair, ev, end)
        for event in pair.events[told:]:
            account.event(event, pair.now)
        told = len(pair.events)
    account.close(pair.now, hardware.model.energy_wh, f"not measured on this clock, {ev.requests} requests")
    pair.close()
    return ev.done and ev.failure is None
