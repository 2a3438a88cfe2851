"""Frames and messages as seen from outside a session: which set a payload belongs to, what its message is called."""

from __future__ import annotations

from typing import Final

import msgspec

from secc import messages, v2gtp
from secc.messages import din, iso2

ISO20_SETS: Final = {
    v2gtp.ISO20_COMMON: "iso20_common", v2gtp.ISO20_AC: "iso20_ac", v2gtp.ISO20_DC: "iso20_dc", v2gtp.ISO20_WPT: "iso20_wpt",
    v2gtp.ISO20_ACDP: "iso20_acdp", v2gtp.ISO20_AC_DER_IEC: "iso20_ac_der_iec", v2gtp.ISO20_AC_DER_SAE: "iso20_ac_der_sae",
    v2gtp.ISO20_SCHEDULE_RENEGOTIATION: "iso20_common", v2gtp.ISO20_METERING_CONFIRMATION: "iso20_common",
}
PAYLOAD_TYPES: Final = {name: number for number, name in ISO20_SETS.items() if number < v2gtp.ISO20_SCHEDULE_RENEGOTIATION}


def set_of(protocol: str, payload_type: int) -> str:
    """The message set of a frame when `protocol` runs: "sap", "din", "iso2" or "iso20"."""
    return ISO20_SETS.get(payload_type, "iso20_common") if protocol == "iso20" else protocol


def decode_frame(protocol: str, frame: v2gtp.Frame) -> msgspec.Struct:
    """The document in a frame. Raises ExiError."""
    document = messages.decode(set_of(protocol, frame.type), frame.payload)
    assert isinstance(document, msgspec.Struct)
    return document


def message_of(document: msgspec.Struct) -> msgspec.Struct:
    """What a document says: the body element of a DIN or ISO 15118-2 message, anything else itself."""
    if isinstance(document, (din.V2G_Message, iso2.V2G_Message)):
        body = document.body.body_element
        return body if isinstance(body, msgspec.Struct) else document.body
    return document


def name_of(message: msgspec.Struct) -> str:
    """Message name and response code, for people."""
    code = getattr(message, "response_code", None)
    return type(message).__name__ + (f" {code}" if code is not None else "")


def frame_of(set_name: str, document: msgspec.Struct, payload_type: int | None = None) -> bytes:
    """A document as V2GTP frame, of the payload type of its set unless another is given. Raises EncodeError."""
    kind = PAYLOAD_TYPES.get(set_name, v2gtp.EXI) if payload_type is None else payload_type
    return v2gtp.frame(kind, messages.encode(set_name, document))
