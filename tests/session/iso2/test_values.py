"""Twin of secc.session.iso2.values."""

from __future__ import annotations

import pytest

from secc.messages.iso2 import PhysicalValueType
from secc.messages.iso2 import unitSymbolType as Unit
from secc.session.commands import MeterRead
from secc.session.decimals import DOWN, UP
from secc.session.iso2.values import amps, meter_info, si, si_or_none, volts, watt_hours, watts


@pytest.mark.parametrize(("value", "pair"), [
    (volts(230.0), (-1, 2300, Unit.V)), (watts(11_040.0), (0, 11_040, Unit.W)), (watts(350_000.0), (2, 3500, Unit.W)), (amps(0.5), (-1, 5, Unit.A)),
    (amps(10.59, DOWN), (-1, 105, Unit.A)), (amps(10.51, UP), (-1, 106, Unit.A)), (watt_hours(60_000.0), (1, 6000, Unit.Wh)),
])
def test_values_keep_their_useful_digits(value: PhysicalValueType, pair: tuple[int, int, Unit]) -> None:
    assert (value.multiplier, value.value, value.unit) == pair


def test_a_wrong_unit_does_not_matter() -> None:
    assert si(PhysicalValueType(multiplier=3, unit=Unit.W, value=12)) == 12_000.0
    assert si_or_none(None) is None


def test_no_meter_no_reading() -> None:
    assert meter_info(None) is None


def test_a_signature_that_does_not_fit_is_left_out_and_a_reading_is_never_negative() -> None:
    info = meter_info(MeterRead(meter_id="M", energy_wh=-1.0, signature=b"x" * 65, status=70_000, time_s=2**70))
    assert info is not None
    assert (info.meter_reading, info.sig_meter_reading, info.meter_status, info.t_meter) == (0, None, None, None)
