"""Physical values of ISO 15118-2: numbers with a unit and a power of ten, and the parts of messages that are made of them (facts 3.12)."""

from __future__ import annotations

from secc.messages import iso2
from secc.messages.iso2 import PhysicalValueType
from secc.messages.iso2 import unitSymbolType as Unit
from secc.session.commands import MeterRead
from secc.session.decimals import Quantities
from secc.session.decimals import si as si
from secc.session.decimals import si_or_none as si_or_none


def _make(multiplier: int, unit: Unit, value: int) -> PhysicalValueType:
    return PhysicalValueType(multiplier=multiplier, unit=unit, value=value)


_QUANTITIES = Quantities(_make, Unit)
volts, amps, watts, watt_hours = _QUANTITIES.volts, _QUANTITIES.amps, _QUANTITIES.watts, _QUANTITIES.watt_hours


def meter_info(meter: MeterRead | None) -> iso2.MeterInfoType | None:
    """A meter reading as the station's meter gave it [V2G2-902]; None where there is no meter."""
    if meter is None:
        return None
    return iso2.MeterInfoType(
        meter_id=meter.meter_id[:32], meter_reading=max(0, round(meter.energy_wh)),
        sig_meter_reading=meter.signature if 0 < len(meter.signature) <= 64 else None,
        meter_status=meter.status if meter.status is None or -32_768 <= meter.status <= 32_767 else None,
        t_meter=meter.time_s if meter.time_s is None or abs(meter.time_s) < 2**63 else None,
    )
