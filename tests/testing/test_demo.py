"""The built-in EV finds and charges at a real station, over TCP on the loopback interface."""

from __future__ import annotations

import asyncio

import pytest

from secc import config
from secc.charger.simulated import Authorization, LocalHardware, SimulatedCharger, settings_of
from secc.config import Config
from secc.session import events
from secc.session.events import Event
from secc.testing.demo import Loopback
from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev


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
