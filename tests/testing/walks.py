"""Random walks for the tests of the contactor invariant: a car goes a part of its way, then anything follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from secc import config
from secc.charger import orders
from secc.charger.simulated import Authorization, LocalHardware, SimulatedCharger, settings_of
from secc.config import Config
from secc.session import commands, events
from secc.session.link import Link
from secc.testing.drive import charge
from secc.testing.ev import Car, Ev, EvFailure, Script, Wait
from secc.testing.pair import Pair

WORLD: dict[str, Callable[[Pair, SimulatedCharger], object]] = {
    **{f"pilot {state}": lambda pair, charger, state=state: charger.set_pilot(state) for state in ("A", "B", "C", "D", "E", "F")},
    "stop": lambda pair, charger: pair.driver.push(commands.Stop(grace_s=1.0)),
    "pause": lambda pair, charger: pair.driver.push(commands.Pause()),
    "resume": lambda pair, charger: pair.driver.push(commands.Resume()),
    "setpoint": lambda pair, charger: pair.driver.push(commands.Setpoint(power_w=-1e9)),
    "emergency": lambda pair, charger: pair.driver.push(commands.EmergencyStop()),
    "lost": lambda pair, charger: pair.driver.push(commands.ChargerLost(reason="walk")),
    "renegotiate": lambda pair, charger: pair.driver.push(commands.Renegotiate()),
    "malfunction": lambda pair, charger: pair.driver.push(commands.FaultRaised(fault="malfunction")),
    "isolation": lambda pair, charger: charger.inject(orders.Inject(isolation="fault")),
    "stuck": lambda pair, charger: charger.inject(orders.Inject(contactor="stuck_open")),
    "no limits": lambda pair, charger: pair.driver.push(commands.LimitsChanged(
        dc=commands.DcLimits(max_voltage_v=0, max_current_a=0, max_power_w=0), ac=commands.AcLimits(max_current_a=0))),
}

Walk = list[str | float]


def walks(requests: list[str]) -> st.SearchStrategy[Walk]:
    """Requests, things that happen at the station, and time."""
    return st.lists(st.one_of(
        st.sampled_from(requests), st.sampled_from(requests), st.sampled_from(sorted(WORLD)), st.sampled_from([0.1, 0.7, 5.0, 70.0]),
    ), max_size=12)


class Leaves(Exception):
    """The polite part is over."""


class Walking(Ev):
    """Mixed into an EV: polite for `polite` requests, then `walk`. `say(name)` sends one request of the walk."""

    polite = 0
    walk: Walk
    pair: Pair

    def say(self, name: str) -> Script[object]:
        raise NotImplementedError
        yield

    def exchange(self, set_name, document, expected, timeout_s, payload_type=None):  # type: ignore[no-untyped-def]
        if self.requests > self.polite:
            raise Leaves
        return (yield from super().exchange(set_name, document, expected, timeout_s, payload_type))

    def drive(self) -> Script[None]:
        try:
            yield from super().drive()
        except Leaves:
            self.polite = 1_000_000
            for step in self.walk:
                yield from self.wander(step)

    def wander(self, step: str | float) -> Script[None]:
        """One step of the walk."""
        if isinstance(step, float):
            yield Wait(step)
        elif step in WORLD:
            charger = self.pair.charger
            assert isinstance(charger, SimulatedCharger)
            self.pair.run(lambda: WORLD[step](self.pair, charger))
        else:
            try:
                yield from self.say(step)
            except EvFailure as failure:
                if failure.reason == "closed":
                    raise


def go(make: type[Any], car: Car, outlet: config.Outlet, profile: str, polite: int, walk: Walk, link: Link | None = None) -> Pair:
    """One walk, with all that has to hold. Returns the pair, closed."""
    hardware = LocalHardware(settings_of(outlet, insulation_s=0.5))
    charger = SimulatedCharger(outlet, authorization=Authorization.parse("now"), hardware=hardware)
    tls = config.Tls(mode="required" if link is not None else "off")
    pair = Pair(Config(outlet=outlet, profile="strict" if profile == "strict" else "field", tls=tls), charger, link=link)
    ev = make(car)
    ev.polite, ev.walk, ev.pair = polite, walk, pair
    charge(pair, ev, limit_s=2000)
    pair.advance(2)
    assert not hardware.model.closed, pair.story()
    assert hardware.model.current_a == 0
    assert not any(isinstance(event, events.SessionEnded) and event.reason == "internal_error" for event in pair.events), pair.story()
    pair.close()
    return pair
