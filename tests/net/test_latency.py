"""The histogram tells what sorting all the values would."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secc.net.latency import Latency


@given(st.lists(st.floats(2e-6, 100.0), min_size=1, max_size=300), st.sampled_from([0.5, 0.9, 0.99, 1.0]))
def test_quantiles_are_those_of_the_sorted_values_within_two_percent(values: list[float], share: float) -> None:
    latency = Latency()
    for value in values:
        latency.add(value)
    exact = sorted(values)[max(0, math.ceil(share * len(values) - 1e-9) - 1)]
    assert latency.quantile(share) == pytest.approx(exact, rel=0.021)
    assert latency.max_s == max(values)
    assert latency.count == len(values)


def test_without_values_everything_is_zero() -> None:
    assert Latency().quantile(0.99) == 0.0
    assert str(Latency()) == "p50 0.00 ms, p99 0.00 ms, max 0.00 ms, 0 responses"


def test_values_beyond_the_ends_are_counted() -> None:
    latency = Latency()
    for value in (0.0, 1e-9, 1e6):
        latency.add(value)
    assert latency.count == 3
    assert latency.quantile(1.0) > 100
