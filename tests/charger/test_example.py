"""The example of a firmware author charges a car, and has power off when it should."""

from __future__ import annotations

import importlib.util
import pathlib
from collections.abc import Iterator
from typing import Any

import pytest

from secc import config
from secc.config import Config
from secc.session import commands, events
from secc.session.link import Link
from secc.testing.drive import charge
from secc.testing.ev import Car, Ev
from secc.testing.ev_din import DinEv
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_iso20_ac import Iso20AcEv
from secc.testing.pair import Pair

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"


def example(name: str) -> Any:
    """The module of an example."""
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def charger() -> Any:
    return example("dc_charger").DcCharger()


@pytest.fixture
def pair(charger: Any) -> Iterator[Pair]:
    outlet = config.Outlet(energy=("dc",), protocols=("din", "iso2"), dc=config.Dc(max_voltage_v=920.0, max_current_a=125.0, max_power_w=50_000.0))
    pair = Pair(Config(outlet=outlet, profile="strict"), charger)
    yield pair
    pair.close()


@pytest.mark.parametrize(("protocol", "car"), [("din", DinEv), ("iso2", Iso2Ev)])
def test_the_example_charges(pair: Pair, charger: Any, protocol: str, car: type[DinEv] | type[Iso2Ev]) -> None:
    ev = charge(pair, car(Car(protocols=(protocol,))))
    assert ev.failure is None, pair.story()
    assert ev.charged_wh > 50
    assert not charger.module.closed


def test_an_emergency_stop_takes_its_power_at_once(pair: Pair, charger: Any) -> None:
    pair.clock.call_later(15, pair.driver.push, commands.EmergencyStop())
    ev = charge(pair, Iso2Ev(Car(charge_s=100.0)))
    assert ev.failure is not None
    assert pair.of(events.EmergencyOff)
    assert not charger.module.closed
    assert charger.module.current_a == 0


def test_its_hardware_opens_when_nobody_beats(pair: Pair, charger: Any) -> None:
    pair.clock.call_later(15, lambda: setattr(charger, "beat", lambda: None))
    pair.watch.enabled = False
    charge(pair, Iso2Ev(Car(charge_s=10.0)))
    assert not charger.module.closed


@pytest.mark.parametrize(
    ("protocol", "car"), [("iso2", Iso2Ev(Car(energy="ac"))), ("iso20_ac", Iso20AcEv(Car(energy="ac", protocols=("iso20_ac",))))],
)
def test_the_ac_example_charges(protocol: config.Protocol, car: Ev) -> None:
    outlet = config.Outlet(energy=("ac",), protocols=(protocol,), ac=config.Ac(max_current_a=16.0))
    charger = example("ac_charger").AcCharger()
    link = Link(tls="1.3", peer_chain=(b"vehicle certificate",)) if protocol == "iso20_ac" else Link()
    tls = config.Tls(mode="required" if protocol == "iso20_ac" else "off")
    pair = Pair(Config(outlet=outlet, profile="strict", tls=tls), charger, link=link)
    charge(pair, car)
    assert car.failure is None, f"{car.failure}\n{pair.story()}"
    assert charger.energy_wh > 20
    assert charger.contactor.phases == 0
    pair.close()
