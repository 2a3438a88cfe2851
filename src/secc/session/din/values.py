"""Values of DIN SPEC 70121: physical values, whose unit may be missing, and the EVSE id as bytes (facts 5.6, 5.8)."""

from __future__ import annotations

import re

from secc.messages.din import PhysicalValueType
from secc.messages.din import unitSymbolType as Unit
from secc.session.decimals import NEAREST, Rounding, join, split

EVSE_ID_BYTES = 32
UNKNOWN_ID = b"\x00"


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
    """The number in the unit of its field: the one in the message is optional, and wrong in some cars."""
    return join(value.multiplier, value.value)


def si_or_none(value: PhysicalValueType | None) -> float | None:
    """Like `si`; None stays None."""
    return None if value is None else si(value)


def evse_id(text: str) -> bytes:
    """The configured id as EVSEID: digits and stars (DIN SPEC 91286) a nibble each, `0x…` as it stands, anything else as ASCII; 32 bytes at most."""
    if re.fullmatch(r"0x(?:[0-9A-Fa-f]{2})+", text):
        return bytes.fromhex(text[2:])[:EVSE_ID_BYTES]
    if re.fullmatch(r"\+?[0-9*]+", text):
        nibbles = text.lstrip("+").replace("*", "a")
        return bytes.fromhex(nibbles + "0" * (len(nibbles) % 2))[:EVSE_ID_BYTES]
    return text.encode("ascii", "replace")[:EVSE_ID_BYTES] or UNKNOWN_ID
