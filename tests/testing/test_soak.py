"""Many sessions of one outlet, most of them broken off somewhere: nothing is left behind."""

from __future__ import annotations

import asyncio
import gc
import random
import tracemalloc

import pytest

from secc import config
from secc.charger.simulated import Authorization, SimulatedCharger
from secc.config import Config
from secc.testing.drive import charge
from secc.testing.ev import Car
from secc.testing.ev_din import DinEv
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.pair import Pair

from .walks import Walking


class BrokenOff(Walking, Iso2Ev):
    """Goes away in the middle."""


class BrokenOffDin(Walking, DinEv):
    """The same in DIN."""


def sessions(pair: Pair, count: int, chance: random.Random) -> None:
    for _ in range(count):
        make, protocol = chance.choice([(BrokenOff, "iso2"), (BrokenOffDin, "din")])
        ev = make(Car(protocols=(protocol,), charge_s=1.0, poll_s=1.0))
        ev.polite, ev.walk, ev.pair = chance.randrange(40), [], pair
        charge(pair, ev)
        pair.advance(chance.choice([0.0, 0.0, 0.3, 5.0]))


@pytest.mark.slow
def test_hundreds_of_broken_sessions_leave_nothing_behind() -> None:
    outlet = config.Outlet(energy=("dc",), protocols=("iso2", "din"))
    pair = Pair(Config(outlet=outlet), SimulatedCharger(outlet, authorization=Authorization.parse("now")))
    chance = random.Random(1)
    sessions(pair, 50, chance)
    tracemalloc.start()
    gc.collect()
    before, tasks = tracemalloc.get_traced_memory()[0], len(asyncio.all_tasks(pair.clock))
    sessions(pair, 300, chance)
    pair.advance(10)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 300_000
    assert len(asyncio.all_tasks(pair.clock)) <= tasks
    assert not pair.watch.closed
    pair.close()
