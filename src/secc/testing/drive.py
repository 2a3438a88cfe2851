"""Lets an EV charge on a `Pair`, on the virtual clock."""

from __future__ import annotations

from secc.charger.simulated import SimulatedCharger
from secc.session.commands import PilotState
from secc.session.link import Link
from secc.testing.ev import Ev
from secc.testing.pair import Pair


def charge(pair: Pair, ev: Ev, *, link: Link | None = None, limit_s: float = 600.0) -> Ev:
    """Connect `ev` and run it to its end, its pilot being the station's. Raises AssertionError with the story after `limit_s`."""
    if ev.on_pilot is None:
        ev.on_pilot = lambda state: _show(pair, state)
    pair.connect(link)
    ev.start(pair.now)
    end = pair.now + limit_s
    while not ev.done:
        assert pair.now < end, f"the EV is not done after {limit_s:g} s\n{pair.story()}"
        step(pair, ev, end)
    pair.eof()
    return ev


def step(pair: Pair, ev: Ev, end: float) -> None:
    """Carry bytes to and fro once, or let time pass to what comes next."""
    if out := ev.data_to_send():
        pair.send(out)
    if data := pair.received():
        ev.receive_data(data, pair.now)
    elif not out and pair.closed:
        ev.receive_eof(pair.now)
    elif not out:
        due = min(end, end if (deadline := ev.deadline()) is None else deadline)
        pair.advance_until(lambda: pair.waiting or pair.closed, max(0.0, due - pair.now))
        ev.tick(pair.now)


def _show(pair: Pair, state: PilotState) -> None:
    charger = pair.charger
    if isinstance(charger, SimulatedCharger):
        pair.run(lambda: charger.set_pilot(state))
