"""Physical values of ISO 15118-2: numbers with a unit and a power of ten, and the parts of messages that are made of them (facts 3.12)."""

from __future__ import annotations

from secc.messages import iso2
from secc.messages.iso2 import PhysicalValueType
from secc.messages.iso2 import unitSymbolType as Unit
from secc.session.commands import MeterRead
from secc.session.decimals import NEAREST, Rounding, join, split


def volts(value: float, rounding: Rounding = NEAREST) -> PhysicalValueType:
    """V, to 0.1."""
    return _physical(value, Unit.V, -1, rounding)


def amps(value: float, rounding: Rounding = NEAREST) -> PhysicalValueType:
    """A, to 0.1."""
    return _physical(value, Unit.A, -1, rounding)


def watts(value: float, rounding: Rounding = NEAREST) -> PhysicalValueType:
    """W, to 1."""
    return _physical(value, Unit.W, 0, rounding)


def watt_hours(value: float, rounding: Rounding = NEAREST) -> PhysicalValueType:
    """Wh, to 1."""
    return _physical(value, Unit.Wh, 0, rounding)


def _physical(value: float, unit: Unit, finest: int, rounding: Rounding) -> PhysicalValueType:
    multiplier, number = split(value, finest, rounding)
    return PhysicalValueType(multiplier=multiplier, unit=unit, value=number)


def si(value: PhysicalValueType) -> float:
    """The number in the unit of its field; EVs write wrong units, so the one in the message does not matter."""
    return join(value.multiplier, value.value)


def si_or_none(value: PhysicalValueType | None) -> float | None:
    """Like `si`; None stays None."""
    return None if value is None else si(value)


def meter_info(meter: MeterRead | None) -> iso2.MeterInfoType | None:
    """A meter reading as the station's meter gave it [V2G2-902]; None where there is no meter."""
    if meter is None:
        return None
    return iso2.MeterInfoType(
        meter_id=meter.meter_id[:32], meter_reading=max(0, round(meter.energy_wh)),
        sig_meter_reading=meter.signature if 0 < len(meter.signature) <= 64 else None,
        meter_status=meter.status, t_meter=meter.time_s,
    )
