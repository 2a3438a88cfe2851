"""Twin of secc.session.decimals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secc.session.decimals import DOWN, NEAREST, UP, join, split


@pytest.mark.parametrize(("value", "finest", "pair"), [
    (230.0, -1, (-1, 2300)), (11_040.0, 0, (0, 11_040)), (150_000.0, 0, (1, 15_000)), (350_000.0, 0, (2, 3500)), (0.5, -1, (-1, 5)),
    (3276.7, -1, (-1, 32_767)), (3276.8, -1, (0, 3277)), (-40.0, -1, (-1, -400)), (1e30, 0, (3, 32_767)), (-1e30, 0, (3, -32_768)),
    (float("nan"), 0, (0, 0)), (float("inf"), 0, (0, 0)),
])
def test_the_smallest_multiplier_that_fits(value: float, finest: int, pair: tuple[int, int]) -> None:
    assert split(value, finest) == pair


@given(st.floats(-30_000_000, 30_000_000), st.sampled_from([-1, 0]))
def test_rounding_goes_where_it_is_safe(value: float, finest: int) -> None:
    down, up, near = (join(*split(value, finest, rounding)) for rounding in (DOWN, UP, NEAREST))
    assert down <= value + 1e-5
    assert up >= value - 1e-5 or up == 32_767_000
    assert abs(near - value) <= abs(value) / 3276 + (0.05 if finest else 0.5)


@given(st.floats(), st.sampled_from([-3, -1, 0]), st.sampled_from([DOWN, UP, NEAREST]))
def test_any_float_gives_a_pair_that_the_schema_holds(value: float, finest: int, rounding: object) -> None:
    multiplier, number = split(value, finest, rounding)  # type: ignore[arg-type]
    assert finest <= multiplier <= 3
    assert -32_768 <= number <= 32_767


@given(st.integers(-128, 127), st.integers(-32_768, 32_767))
def test_no_pair_overflows(multiplier: int, number: int) -> None:
    assert abs(join(multiplier, number)) < 1e13


def test_a_value_keeps_its_digits_over_the_wire() -> None:
    assert all(join(*split(tenth / 10, -1, DOWN)) == pytest.approx(tenth / 10) for tenth in range(10_000))
