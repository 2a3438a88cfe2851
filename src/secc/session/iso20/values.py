"""Rational numbers of ISO 15118-20, and the parts of messages that are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from secc.messages import iso20_common
from secc.messages.iso20_common import MessageHeaderType, RationalNumberType
from secc.session.commands import MeterRead
from secc.session.decimals import DOWN, NEAREST, UP, Rounding, split
from secc.session.events import EvNeeds
from secc.session.power import number

HEADER: Final = MessageHeaderType(session_id=bytes(8), time_stamp=0)
"""Stands in every response until the machine gives it the true one."""
ZERO: Final = RationalNumberType(exponent=0, value=0)

_FINEST: Final = -3
_EXTREME: Final = 12
"""Exponents beyond stand for nothing that a charger knows: smaller is zero, larger is as large as this."""


def rational(value: float, rounding: Rounding = NEAREST, finest: int = _FINEST) -> RationalNumberType:
    """The pair with the smallest exponent from `finest` on that holds `value`; what is no finite number becomes 0 (facts 6)."""
    if number(value) == 0.0:
        return ZERO
    exponent, digits = split(value, finest, rounding)
    return RationalNumberType(exponent=exponent, value=digits)


def price(value: float) -> RationalNumberType:
    """Money, as exactly as a pair can hold it."""
    return rational(value, finest=-6)


def most(value: float) -> RationalNumberType:
    """A maximum: never announced higher than it is."""
    return rational(value, DOWN)


def least(value: float) -> RationalNumberType:
    """A minimum: never announced lower than it is."""
    return rational(value, UP)


def back(value: float, *, negative: bool) -> RationalNumberType:
    """A discharge limit, given as a positive number; its sign on the wire is a matter of the field (facts 2.4.4)."""
    limit = most(value)
    return RationalNumberType(exponent=limit.exponent, value=-limit.value) if negative else limit


def si(sent: RationalNumberType) -> float:
    """The number; exponents of any size are taken, none overflows."""
    if sent.exponent < -_EXTREME:
        return 0.0
    exponent = min(sent.exponent, _EXTREME)
    return float(sent.value * 10**exponent) if exponent >= 0 else sent.value / 10**-exponent


def si_or_none(sent: RationalNumberType | None) -> float | None:
    """Like `si`; None stays None."""
    return None if sent is None else si(sent)


def magnitude(sent: RationalNumberType | None) -> float | None:
    """A discharge limit of either sign as a positive number."""
    return None if sent is None else abs(si(sent))


def total(*phases: RationalNumberType | None) -> float:
    """The sum over the phases that are named."""
    return sum(si(phase) for phase in phases if phase is not None)


def by_phase(*phases: RationalNumberType | None) -> tuple[float, ...]:
    """The values of the phases that are named."""
    return tuple(si(phase) for phase in phases if phase is not None)


def phases(watts: Sequence[float], rounding: Rounding = NEAREST) -> tuple[RationalNumberType, RationalNumberType | None, RationalNumberType | None]:
    """Base field, L2 and L3: the total where the phases are alike, L1 to L3 where they differ (facts 2.4.2)."""
    if len(watts) != 3 or max(watts) == min(watts):
        return rational(sum(watts), rounding), None, None
    return rational(watts[0], rounding), rational(watts[1], rounding), rational(watts[2], rounding)


def ac_powers(told: object, known: EvNeeds) -> EvNeeds:
    """`known` with the power limits of an AC message that tells any: totals, and by phase where the phases are told apart."""
    changes: dict[str, float] = {}
    phased = dict(known.by_phase)
    for name, field in _AC_POWERS.items():
        sent = tuple(getattr(told, f"{field}{suffix}", None) for suffix in ("", "_l2", "_l3"))
        if sent[0] is None:
            continue
        watts = by_phase(*sent)
        if field.endswith("discharge_power"):
            watts = tuple(map(abs, watts))
        changes[name] = sum(watts)
        phased.pop(name, None)
        if len(watts) > 1:
            phased[name] = (*watts, 0.0)[:3]
    return replace(known, by_phase=phased, **changes)


_AC_POWERS: Final = {
    "max_power_w": "ev_maximum_charge_power", "min_power_w": "ev_minimum_charge_power",
    "max_discharge_power_w": "ev_maximum_discharge_power", "min_discharge_power_w": "ev_minimum_discharge_power",
}


def meter_info(meter: MeterRead, charged_wh: float, discharged_wh: float | None) -> iso20_common.MeterInfoType:
    """A reading; the energy is that of the service session [V2G20-902]."""
    return iso20_common.MeterInfoType(
        meter_id=meter.meter_id[:32], charged_energy_reading_wh=max(0, round(charged_wh)),
        bpt_discharged_energy_reading_wh=None if discharged_wh is None else max(0, round(discharged_wh)),
        meter_signature=meter.signature if 0 < len(meter.signature) <= 64 else None,
        meter_status=meter.status if meter.status is None or -32_768 <= meter.status <= 32_767 else None,
        meter_timestamp=meter.time_s if meter.time_s is None or 0 <= meter.time_s < 2**64 else None,
    )
