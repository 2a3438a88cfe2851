"""`secc-sim demo`: complete charging sessions of the built-in EV, in memory, on a clock that does not wait.

The real session, driver and simulated charger; only the wire and the clock are made up. No network, no root.
"""

from __future__ import annotations

import msgspec

from secc.charger.simulated import LocalHardware, SimulatedCharger, settings_of
from secc.cli.account import Account
from secc.config import Config
from secc.testing.drive import step
from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.pair import Pair

LIMIT_S = 600.0
CHARGE_S = 60.0


def demo(config: Config) -> int:
    """Charge one car in each energy mode that the demonstration knows. Returns the exit status."""
    results = [_session(config, number, energy) for number, energy in enumerate(("ac", "dc"), 1)]
    return 0 if all(results) else 1


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
