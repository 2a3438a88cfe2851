"""The built-in DIN EV charges at the real session."""

from __future__ import annotations

import pytest

from secc import config
from secc.charger.simulated import Authorization, SimulatedCharger
from secc.config import Config
from secc.session import commands, events
from secc.testing.drive import charge
from secc.testing.ev import Car, Script
from secc.testing.ev_din import DinEv
from secc.testing.pair import Pair


def pair_for(profile: str = "strict") -> Pair:
    outlet = config.Outlet(energy=("dc",), protocols=("din",))
    charger = SimulatedCharger(outlet, authorization=Authorization.parse("1"))
    return Pair(Config(outlet=outlet, profile="strict" if profile == "strict" else "field"), charger)


@pytest.mark.parametrize("profile", ["strict", "field"])
def test_a_polite_car_charges_to_the_end(profile: str) -> None:
    pair = pair_for(profile)
    ev = charge(pair, DinEv(Car(protocols=("din",))))
    assert ev.failure is None, pair.story()
    end, = (event for event in pair.events if isinstance(event, events.SessionEnded))
    assert end.ok
    assert ev.charged_wh > 10
    pair.advance(3)
    assert not pair.watch.closed
    pair.close()


def test_a_stop_by_the_station_is_obeyed() -> None:
    pair = pair_for()
    pair.clock.call_later(15, pair.driver.push, commands.Stop())
    ev = charge(pair, DinEv(Car(protocols=("din",), charge_s=1000.0)))
    assert ev.failure is None, pair.story()
    assert pair.now < 1100
    pair.close()


class Hasty(DinEv):
    """Leaves out the pre-charge."""

    def precharge(self) -> Script[None]:
        return
        yield


def test_a_car_that_skips_the_precharge_is_refused() -> None:
    pair = pair_for()
    ev = charge(pair, Hasty(Car(protocols=("din",))))
    assert ev.failure is not None
    assert "FAILED_SequenceError" in ev.failure.detail
    pair.advance(2)
    assert not pair.watch.closed
    pair.close()


@pytest.mark.parametrize("state", ["A", "E", "F"])
def test_power_goes_when_the_pilot_does(state: commands.PilotState) -> None:
    pair = pair_for()
    charger = pair.charger
    assert isinstance(charger, SimulatedCharger)
    pair.clock.call_later(12.0, charger.set_pilot, state)
    ev = charge(pair, DinEv(Car(protocols=("din",), charge_s=100.0)))
    assert ev.failure is not None
    assert not pair.watch.closed
    pair.close()
