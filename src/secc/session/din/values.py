"""Values of DIN SPEC 70121: physical values, whose unit may be missing, and the EVSE id as bytes (facts 5.6, 5.8)."""

from __future__ import annotations

import re

from secc.messages.din import PhysicalValueType
from secc.messages.din import unitSymbolType as Unit
from secc.session.decimals import Quantities
from secc.session.decimals import si as si
from secc.session.decimals import si_or_none as si_or_none

EVSE_ID_BYTES = 32
UNKNOWN_ID = b"\x00"


def _make(multiplier: int, unit: Unit, value: int) -> PhysicalValueType:
    return PhysicalValueType(multiplier=multiplier, unit=unit, value=value)


_QUANTITIES = Quantities(_make, Unit)
volts, amps, watts, watt_hours = _QUANTITIES.volts, _QUANTITIES.amps, _QUANTITIES.watts, _QUANTITIES.watt_hours


def evse_id(text: str) -> bytes:
    """The configured id as EVSEID: digits and stars (DIN SPEC 91286) a nibble each, `0x…` as it stands, anything else as ASCII; 32 bytes at most."""
    if re.fullmatch(r"0x(?:[0-9A-Fa-f]{2})+", text):
        return bytes.fromhex(text[2:])[:EVSE_ID_BYTES]
    if re.fullmatch(r"\+?[0-9*]+", text):
        nibbles = text.lstrip("+").replace("*", "a")
        return bytes.fromhex(nibbles + "0" * (len(nibbles) % 2))[:EVSE_ID_BYTES]
    return text.encode("ascii", "replace")[:EVSE_ID_BYTES] or UNKNOWN_ID
