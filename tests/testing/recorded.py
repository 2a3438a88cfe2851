"""A session of the built-in EV as a recording, for the tests of replay and import."""

from __future__ import annotations

from functools import cache

from secc import config, v2gtp
from secc.config import Config
from secc.testing.drive import charge
from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.pair import Pair
from secc.testing.recording import Recording, pair_up


@cache
def recorded(energy: config.Energy) -> Recording:
    """A charge with a renegotiation."""
    pair = Pair(Config(outlet=config.Outlet(energy=(energy,), protocols=("iso2",))))
    ev = charge(pair, Iso2Ev(Car(energy=energy, renegotiate_s=3.0)))
    assert ev.failure is None
    frames = [(at, who, v2gtp.Frame(kind, payload)) for at, who, kind, payload in pair.log]
    pair.close()
    return Recording(vehicle="built-in", capture="made here", stream=0, protocol="iso2", exchanges=pair_up(frames))
