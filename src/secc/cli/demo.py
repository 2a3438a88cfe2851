"""`secc-sim demo`: complete charging sessions of the built-in EV. No network, no root.

First in memory, on a clock that does not wait: the real session, driver and simulated charger, only wire and clock are made up. Then on the
loopback interface in real time, discovery included, where the added time can be measured: ISO 15118-2 over TCP, and ISO 15118-20 over
mutual TLS 1.3 with Plug & Charge, on certificates made for the occasion.
"""

from __future__ import annotations

import asyncio
import pathlib
import ssl
import sys
import tempfile
from datetime import UTC, datetime

from msgspec.structs import replace

from secc.charger.simulated import Authorization, LocalHardware, SimulatedCharger, settings_of
from secc.cli.account import Account
from secc.cli.desk import Desk
from secc.cli.sim_pki import ContractCharger, operators_of
from secc.config import Config, Tls
from secc.net import pki_folder
from secc.testing.demo import Loopback
from secc.testing.drive import step
from secc.testing.ev import Car, Ev
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_pnc20 import Iso20DcPncEv
from secc.testing.ev_tls import car_side
from secc.testing.mobility import MobilityOperator
from secc.testing.pair import Pair

LIMIT_S = 600.0
CHARGE_S = 60.0
EVSE_ID = "DE*ABC*E123456"
QUICK = Car(energy="dc", charge_s=2.0, loop_s=0.05, poll_s=0.05)


def demo(config: Config) -> int:
    """Charge one car in each energy mode that the demonstration knows. Returns the exit status."""
    results = [_session(config, number, energy) for number, energy in enumerate(("ac", "dc"), 1)]
    results += [_plain(config), _secured(config)]
    return 0 if all(results) else 1


def _plain(config: Config) -> bool:
    """ISO 15118-2 over TCP."""
    outlet = replace(config.outlet, energy=("dc",), protocols=("iso2",), evse_id=EVSE_ID)
    return _on_loopback(replace(config, outlet=outlet), Iso2Ev(QUICK))


def _secured(config: Config) -> bool:
    """ISO 15118-20 over TLS 1.3 with certificates on both sides; the car pays with its contract."""
    outlet = replace(config.outlet, energy=("dc",), protocols=("iso20_dc",), payment=("eim", "contract"), evse_id=EVSE_ID)
    with tempfile.TemporaryDirectory(prefix="secc-demo-") as name:
        folder = pathlib.Path(name)
        pki_folder.write(folder, datetime.now(UTC))
        ev = Iso20DcPncEv(replace(QUICK, protocols=("iso20_dc",)), pki_folder.read_test(folder, "iso20-p521"))
        settings = replace(config, outlet=outlet, tls=Tls(mode="required", profile="strict", pki=name))
        return _on_loopback(settings, ev, car_side(folder, "1.3"), operators_of(name))


def _on_loopback(
    config: Config, ev: Ev, tls: ssl.SSLContext | None = None, operators: dict[str, MobilityOperator] | None = None,
) -> bool:
    """A short DC charge; left out where the loopback interface has no IPv6."""
    hardware = LocalHardware(settings_of(config.outlet, insulation_s=0.2, voltage_slew=5000.0, discharge_slew=10_000.0))
    charger = ContractCharger(config.outlet, authorization=Authorization.parse("now"), hardware=hardware)
    charger.operators = operators
    desk = Desk(sys.stdout, None)
    loopback = Loopback(config, charger, desk.observe)
    desk.meter = lambda: loopback.station.meter
    try:
        asyncio.run(loopback.charge(ev, tls))
    except OSError as error:
        desk.say(f"no session on the loopback interface of this machine: {error}")
        return True
    return ev.failure is None and desk.last_ok is True


def _session(config: Config, number: int, energy: str) -> bool:
    outlet = replace(config.outlet, energy=(energy,), protocols=("iso2",), evse_id=EVSE_ID)
    hardware = LocalHardware(settings_of(outlet))
    charger = SimulatedCharger(outlet, hardware=hardware)
    pair = Pair(replace(config, outlet=outlet), charger)
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
