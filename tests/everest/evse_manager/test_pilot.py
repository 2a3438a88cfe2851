"""Ampere to duty cycle and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secc.everest.evse_manager.pilot import duty_percent, offered_ampere

KNOWN = {6: 10.0, 10: 16.7, 13: 21.7, 16: 26.7, 20: 33.3, 32: 53.3, 48: 80.0, 63: 89.2, 80: 96.0}


@pytest.mark.parametrize(("ampere", "duty"), KNOWN.items())
def test_the_known_duty_cycles(ampere, duty):
    assert duty_percent(ampere) == pytest.approx(duty, abs=0.05)


@given(st.floats(-100, 200))
def test_no_ev_reads_more_than_was_offered(ampere):
    duty = duty_percent(ampere)
    assert 10 <= duty <= 100
    read = offered_ampere(duty)
    assert read is not None
    assert read <= max(ampere, 0) + 0.11


def test_digital_communication_and_forbidden_ranges():
    assert offered_ampere(5) is None
    assert [offered_ampere(duty) for duty in (0, 2.9, 7.5, 97.5, 100)] == [0.0] * 5
    assert offered_ampere(9) == 6.0
