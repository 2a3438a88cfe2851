"""Twin of secc.session.iso20.values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secc.messages.iso20_common import RationalNumberType as Rational
from secc.session.commands import MeterRead
from secc.session.iso20 import values


@pytest.mark.parametrize("watts", [3_750_000.0, 0.05, -12_345.0, 0.0, 399.99, 32_767.0, 1_250.0])
def test_a_number_survives_the_wire_within_a_thousandth(watts: float) -> None:
    assert values.si(values.rational(watts)) == pytest.approx(watts, rel=1e-3)


@pytest.mark.parametrize("nothing", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_becomes_zero(nothing: float) -> None:
    assert values.rational(nothing) == values.ZERO


@given(st.integers(-128, 127), st.integers(-32_768, 32_767))
def test_any_pair_is_a_finite_number_and_small_exponents_are_zero(exponent: int, value: int) -> None:
    number = values.si(Rational(exponent=exponent, value=value))
    assert math.isfinite(number)
    if exponent < -12:
        assert number == 0.0


@given(st.floats(-1e9, 1e9))
def test_a_maximum_is_never_announced_higher_and_a_minimum_never_lower(limit: float) -> None:
    spare = max(1e-6, abs(limit) * 1e-9)
    assert values.si(values.most(limit)) <= limit + spare or abs(limit) > 3.2e7
    assert values.si(values.least(limit)) >= limit - spare or abs(limit) > 3.2e7


def test_exact_decimals_stay_exact() -> None:
    assert values.si(Rational(exponent=-3, value=3800)) == 3.8
    assert values.si(Rational(exponent=-2, value=29)) == 0.29
    assert values.si(values.price(0.2999)) == 0.2999


def test_a_discharge_limit_takes_the_sign_that_the_field_wants_and_gives_its_magnitude() -> None:
    assert values.si(values.back(50_000.0, negative=False)) == 50_000.0
    assert values.si(values.back(50_000.0, negative=True)) == -50_000.0
    assert values.magnitude(values.rational(-50_000.0)) == 50_000.0
    assert values.magnitude(None) is None


def test_equal_phases_are_one_total_and_unequal_ones_are_named() -> None:
    total, second, third = values.phases((7_000.0, 7_000.0, 7_000.0))
    assert (values.si(total), second, third) == (21_000.0, None, None)
    first, second, third = values.phases((7_000.0, 6_000.0, 5_000.0))
    assert second is not None
    assert third is not None
    assert [values.si(phase) for phase in (first, second, third)] == [7_000.0, 6_000.0, 5_000.0]


def test_a_reading_keeps_to_the_limits_of_the_schema() -> None:
    info = values.meter_info(MeterRead(meter_id="M" * 40, energy_wh=1.0, signature=b"s" * 65, status=70_000, time_s=-1), -3.0, 2.6)
    assert (len(info.meter_id), info.charged_energy_reading_wh, info.bpt_discharged_energy_reading_wh) == (32, 0, 3)
    assert (info.meter_signature, info.meter_status, info.meter_timestamp) == (None, None, None)
    assert values.meter_info(MeterRead(meter_id="M", energy_wh=1.0, time_s=2**70), 1.0, None).meter_timestamp is None
