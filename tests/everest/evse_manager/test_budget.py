"""From an enforced limit to what is offered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secc.everest.evse_manager.budget import CABLE_A, ac_ampere, cable_rating, ceiling, dc_current, dc_watts

SUPPLY = {"max_export_power_W": 150_000.0, "max_export_current_A": 200.0, "max_import_power_W": 40_000.0, "max_import_current_A": 100.0}
NUMBERS = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("ampere", "watts", "cable", "both_ways", "offered"),
    [
        (16, None, None, False, 16), (16, 6900, None, False, 10), (16, 6900, 6.5, False, 6.5), (32, None, 0.0, False, 0), (-16, None, None, False, 0),
        (-16, None, None, True, -16), (-16, -6900, None, True, -10), (-5, -6900, None, True, -5), (-32, None, 13, True, -13),
        (16, -6900, None, True, 0), (0, 6900, None, False, 0),
    ],
)  # fmt: skip
def test_the_known_cases(ampere, watts, cable, both_ways, offered):
    assert ac_ampere(ampere, watts, volts=230, phases=3, cable_a=cable, bidirectional=both_ways) == pytest.approx(offered)


@given(NUMBERS, st.none() | NUMBERS, st.none() | st.sampled_from([0.0, 13.0, 63.0]), st.booleans())
def test_never_more_than_any_of_the_limits(ampere, watts, cable, both_ways):
    offered = ac_ampere(ampere, watts, volts=230, phases=3, cable_a=cable, bidirectional=both_ways)
    assert abs(offered) <= abs(ampere)
    assert watts is None or abs(offered) * 690 <= abs(watts) + 1e-6
    assert cable is None or abs(offered) <= cable
    assert both_ways or offered >= 0


@given(NUMBERS, st.none() | NUMBERS, st.booleans(), st.floats(0, 1000))
def test_dc_stays_within_limit_and_supply(ampere, watts, both_ways, volts):
    power = dc_watts(ampere, watts, SUPPLY, bidirectional=both_ways)
    assert -40_000 <= power <= 150_000
    assert abs(power) <= abs(watts or 0)
    assert both_ways or power >= 0
    current = dc_current(power, volts, SUPPLY)
    assert current * power >= 0
    assert -100 <= current <= 200
    allowed = ceiling(power, SUPPLY)
    assert min(allowed.out_w, allowed.back_w) == 0
    assert max(allowed.out_w, allowed.back_w) == abs(power)


def test_half_a_limit_is_none():
    assert dc_watts(0, 5000, SUPPLY, bidirectional=True) == 0
    assert dc_watts(10, None, SUPPLY, bidirectional=True) == 0
    assert dc_watts(10, 5000, {}, bidirectional=True) == 0


def test_cables():
    assert [cable_rating(name, 3) for name in CABLE_A] == [0, 13, 20, 32, 63]
    assert cable_rating("A_63_3ph_70_1ph", 1) == 70
