"""The charger whose decisions nobody makes."""

from __future__ import annotations

from secc.conformance.check import DC
from secc.session.commands import Authorized, MeterRead
from secc.session.events import AuthorizationFinished, AuthorizationWanted
from secc.testing.drive import charge
from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.pair import Pair
from secc.testing.undecided import UndecidedCharger


def test_nobody_is_authorized_until_somebody_says_so() -> None:
    pair = Pair(DC, UndecidedCharger(DC.outlet))
    ev = Iso2Ev(Car(energy="dc", charge_s=1.0))
    pair.clock.call_later(30.0, pair.driver.push, Authorized(verdict="accepted"))
    begin = pair.now
    charge(pair, ev)
    assert ev.failure is None
    assert pair.of(AuthorizationWanted)
    assert pair.of(AuthorizationFinished)
    assert pair.now - begin >= 30.0
    pair.close()


def test_without_a_meter_no_reading_is_reported() -> None:
    charger = UndecidedCharger(DC.outlet)
    charger.metered = False
    pair = Pair(DC, charger)
    seen: list[object] = []
    pair.driver.watch = seen.append
    pair.run(lambda: charger.set_pilot("C"))
    pair.advance(5.0)
    assert seen
    assert not [command for command in seen if isinstance(command, MeterRead)]
    pair.close()
