"""Twin of secc.session.iso2.facts."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from secc.errors import StateError
from secc.session.iso2 import facts
from secc.session.iso2.facts import Paused
from secc.session.link import Link

from .steps import AC, DC
from .test_status import context

PAUSED = Paused(session_id=b"\1" * 8, evcc_id="01", payment="eim", at=2.0, unix=1000.0)


@pytest.mark.parametrize(("config", "energy"), [(AC, "ac"), (DC, "dc"), (replace(DC, outlet=replace(DC.outlet, energy=("ac", "dc"))), "ac")])
def test_until_the_ev_has_chosen_the_energy_is_the_hardwares(config: object, energy: str) -> None:
    assert facts.first(config, Link(), None).energy == energy  # type: ignore[arg-type]


def test_a_context_comes_back_as_it_was_written() -> None:
    assert facts.first(AC, Link(), msgspec.json.encode(PAUSED)).paused == PAUSED


def test_time_since_the_pause_is_wall_clock_time_where_both_ends_are_known() -> None:
    now = context()
    assert facts.elapsed(PAUSED, replace(now, unix=1060.0)) == 60.0
    assert facts.elapsed(PAUSED, replace(now, unix=900.0)) == 0.0
    assert facts.elapsed(PAUSED, now) == 8.0
    assert facts.elapsed(replace(PAUSED, unix=None), replace(now, unix=1060.0)) == 8.0


def test_a_request_without_a_header_is_our_error() -> None:
    with pytest.raises(StateError):
        facts.header(context())
