"""The built-in EV finds and charges at a real station, over TCP on the loopback interface."""

from __future__ import annotations

import asyncio
import pathlib
from datetime import UTC, datetime
from typing import Literal

import pytest

from secc import config
from secc.charger.simulated import Authorization, LocalHardware, SimulatedCharger, settings_of
from secc.config import Config
from secc.net import pki_folder
from secc.session import events
from secc.session.events import Event
from secc.testing.demo import Loopback
from secc.testing.ev import Car, Ev
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_iso20_ac import Iso20AcEv
from secc.testing.ev_iso20_dc import Iso20DcEv
from secc.testing.ev_tls import car_side


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_car_charges_on_the_loopback_interface(energy: config.Energy) -> None:
    outlet = config.Outlet(energy=(energy,), protocols=("iso2",))
    hardware = LocalHardware(settings_of(outlet, insulation_s=0.05, voltage_slew=10_000.0))
    charger = SimulatedCharger(outlet, authorization=Authorization.parse("now"), hardware=hardware)
    seen: list[Event] = []
    ev = Iso2Ev(Car(energy=energy, charge_s=0.3, loop_s=0.02, poll_s=0.02))
    asyncio.run(Loopback(Config(outlet=outlet), charger, lambda connection, event: seen.append(event)).charge(ev))
    assert ev.failure is None
    end, = (event for event in seen if isinstance(event, events.SessionEnded))
    assert end.ok
    assert any(isinstance(event, events.ChargingStarted) for event in seen)


TLS_CARS: list[tuple[Literal["1.2", "1.3"], config.Protocol, config.Energy, type[Ev]]] = [
    ("1.2", "iso2", "ac", Iso2Ev), ("1.3", "iso20_ac", "ac", Iso20AcEv), ("1.3", "iso20_dc", "dc", Iso20DcEv),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A test PKI as `secc pki create` writes it."""
    path = tmp_path_factory.mktemp("pki")
    pki_folder.write(path, datetime.now(UTC))
    return path


@pytest.mark.slow
@pytest.mark.parametrize(("version", "protocol", "energy", "make"), TLS_CARS, ids=[f"{row[1]} {row[2]}" for row in TLS_CARS])
def test_a_car_charges_over_tls(
    folder: pathlib.Path, version: Literal["1.2", "1.3"], protocol: config.Protocol, energy: config.Energy, make: type[Ev],
) -> None:
    outlet = config.Outlet(energy=(energy,), protocols=(protocol,))
    hardware = LocalHardware(settings_of(outlet, insulation_s=0.05, voltage_slew=10_000.0, discharge_slew=10_000.0))
    charger = SimulatedCharger(outlet, authorization=Authorization.parse("now"), hardware=hardware)
    settings = Config(outlet=outlet, tls=config.Tls(mode="required", pki=str(folder)))
    ev = make(Car(energy=energy, protocols=(protocol,), charge_s=0.3, loop_s=0.02, poll_s=0.02))
    asyncio.run(Loopback(settings, charger).charge(ev, car_side(folder, version)))
    assert ev.failure is None
