"""How a body element travels in each protocol: message set, V2GTP payload type, header."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import msgspec

from secc import messages
from secc.messages import din, iso2, iso20_common
from secc.messages.xmldsig import Signature

EXI = 0x8001


class Header(NamedTuple):
    """What goes into the header of a request, as far as the protocol has it. `time` in Unix seconds."""

    session_id: bytes
    time: float
    signature: Signature | None = None


class Received(NamedTuple):
    """A response without its wrapping: session id and Signature of the header, and the element itself."""

    session_id: bytes
    element: object
    signature: Signature | None


class Dialect(Protocol):
    """One protocol's wrapping."""

    name: str

    def stream(self, kind: type[object]) -> int:
        """The payload type on which messages of this class travel."""

    def pack(self, element: object, header: Header) -> bytes:
        """The EXI bytes of a request. Raises EncodeError."""

    def unpack(self, payload_type: int, payload: bytes) -> Received:
        """The response in a payload, decoded strictly. Raises ExiError or ValueError."""


class Iso2:
    """ISO 15118-2: V2G_Message with Header and Body."""

    name = "iso2"

    def stream(self, kind: type[object]) -> int:
        """See Dialect."""
        return EXI

    def pack(self, element: object, header: Header) -> bytes:
        """See Dialect."""
        wire = iso2.MessageHeaderType(session_id=header.session_id, signature=header.signature)
        body = msgspec.structs.replace(iso2.BodyType(), body_element=element)
        return messages.encode("iso2", iso2.V2G_Message(header=wire, body=body))

    def unpack(self, payload_type: int, payload: bytes) -> Received:
        """See Dialect."""
        message = messages.decode("iso2", payload, strict=True)
        if payload_type != EXI or not isinstance(message, iso2.V2G_Message):
            raise ValueError(f"no V2G_Message but {type(message).__name__} with payload type {payload_type:#06x}")
        return Received(message.header.session_id, message.body.body_element, message.header.signature)


class Din:
    """DIN SPEC 70121: as -2, with its own message set, and never a Signature."""

    name = "din"

    def stream(self, kind: type[object]) -> int:
        """See Dialect."""
        return EXI

    def pack(self, element: object, header: Header) -> bytes:
        """See Dialect."""
        wire = din.MessageHeaderType(session_id=header.session_id)
        body = msgspec.structs.replace(din.BodyType(), body_element=element)
        return messages.encode("din", din.V2G_Message(header=wire, body=body))

    def unpack(self, payload_type: int, payload: bytes) -> Received:
        """See Dialect."""
        message = messages.decode("din", payload, strict=True)
        if payload_type != EXI or not isinstance(message, din.V2G_Message):
            raise ValueError(f"no V2G_Message but {type(message).__name__} with payload type {payload_type:#06x}")
        return Received(message.header.session_id, message.body.body_element, message.header.signature)


class Sap:
    """supportedAppProtocol: no header, no session id."""

    name = "sap"

    def stream(self, kind: type[object]) -> int:
        """See Dialect."""
        return EXI

    def pack(self, element: object, header: Header) -> bytes:
        """See Dialect."""
        return messages.encode("sap", element)

    def unpack(self, payload_type: int, payload: bytes) -> Received:
        """See Dialect."""
        if payload_type != EXI:
            raise ValueError(f"payload type {payload_type:#06x}")
        return Received(b"", messages.decode("sap", payload, strict=True), None)


class Iso20:
    """ISO 15118-20: the header inside each message, a payload type for each message set."""

    name = "iso20"

    def stream(self, kind: type[object]) -> int:
        """See Dialect."""
        return STREAMS[_set_of(kind)]

    def pack(self, element: object, header: Header) -> bytes:
        """See Dialect."""
        wire = iso20_common.MessageHeaderType(session_id=header.session_id, time_stamp=int(header.time), signature=header.signature)
        assert isinstance(element, msgspec.Struct)
        return messages.encode(_set_of(type(element)), msgspec.structs.replace(element, header=wire))

    def unpack(self, payload_type: int, payload: bytes) -> Received:
        """See Dialect."""
        if payload_type not in SETS:
            raise ValueError(f"payload type {payload_type:#06x}")
        element = messages.decode(SETS[payload_type], payload, strict=True)
        header = getattr(element, "header", None)
        if not isinstance(header, iso20_common.MessageHeaderType):
            raise ValueError(f"{type(element).__name__} without header")
        return Received(header.session_id, element, header.signature)


STREAMS = {
    "iso20_common": 0x8002, "iso20_ac": 0x8003, "iso20_dc": 0x8004, "iso20_acdp": 0x8005, "iso20_wpt": 0x8006,
    "iso20_ac_der_iec": 0x8010, "iso20_ac_der_sae": 0x8011,
}
SCHEDULE, METERING, SYSTEM_STATUS, PARKING = 0x8101, 0x8102, 0x8103, 0x8104
SETS = {
    **{number: name for name, number in STREAMS.items()}, SCHEDULE: "iso20_common", METERING: "iso20_common", SYSTEM_STATUS: "iso20_acdp",
    PARKING: "iso20_common",
}
"""Message set of each payload type."""


def _set_of(kind: type[object]) -> str:
    return kind.__module__.rpartition(".")[2]


SAP: Dialect = Sap()
ISO20: Dialect = Iso20()
ISO2: Dialect = Iso2()
DIN: Dialect = Din()
