"""How a body element travels in each protocol: message set, V2GTP payload type, header."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import msgspec

from secc import messages
from secc.messages import din, iso2
from secc.messages.xmldsig import Signature

EXI = 0x8001


class Received(NamedTuple):
    """A response without its wrapping: session id and Signature of the header, and the element itself."""

    session_id: bytes
    element: object
    signature: Signature | None


class Dialect(Protocol):
    """One protocol's wrapping."""

    name: str

    def pack(self, element: object, session_id: bytes, signature: Signature | None) -> tuple[int, bytes]:
        """Payload type and EXI bytes of a request. Raises EncodeError."""

    def unpack(self, payload_type: int, payload: bytes) -> Received:
        """The response in a payload, decoded strictly. Raises ExiError or ValueError."""


class Iso2:
    """ISO 15118-2: V2G_Message with Header and Body."""

    name = "iso2"

    def pack(self, element: object, session_id: bytes, signature: Signature | None) -> tuple[int, bytes]:
        """See Dialect."""
        header = iso2.MessageHeaderType(session_id=session_id, signature=signature)
        body = msgspec.structs.replace(iso2.BodyType(), body_element=element)
        return EXI, messages.encode("iso2", iso2.V2G_Message(header=header, body=body))

    def unpack(self, payload_type: int, payload: bytes) -> Received:
        """See Dialect."""
        message = messages.decode("iso2", payload, strict=True)
        if payload_type != EXI or not isinstance(message, iso2.V2G_Message):
            raise ValueError(f"no V2G_Message but {type(message).__name__} with payload type {payload_type:#06x}")
        return Received(message.header.session_id, message.body.body_element, message.header.signature)


class Din:
    """DIN SPEC 70121: as -2, with its own message set, and never a Signature."""

    name = "din"

    def pack(self, element: object, session_id: bytes, signature: Signature | None) -> tuple[int, bytes]:
        """See Dialect."""
        header = din.MessageHeaderType(session_id=session_id)
        body = msgspec.structs.replace(din.BodyType(), body_element=element)
        return EXI, messages.encode("din", din.V2G_Message(header=header, body=body))

    def unpack(self, payload_type: int, payload: bytes) -> Received:
        """See Dialect."""
        message = messages.decode("din", payload, strict=True)
        if payload_type != EXI or not isinstance(message, din.V2G_Message):
            raise ValueError(f"no V2G_Message but {type(message).__name__} with payload type {payload_type:#06x}")
        return Received(message.header.session_id, message.body.body_element, message.header.signature)


class Sap:
    """supportedAppProtocol: no header, no session id."""

    name = "sap"

    def pack(self, element: object, session_id: bytes, signature: Signature | None) -> tuple[int, bytes]:
        """See Dialect."""
        return EXI, messages.encode("sap", element)

    def unpack(self, payload_type: int, payload: bytes) -> Received:
        """See Dialect."""
        if payload_type != EXI:
            raise ValueError(f"payload type {payload_type:#06x}")
        return Received(b"", messages.decode("sap", payload, strict=True), None)


SAP: Dialect = Sap()
ISO2: Dialect = Iso2()
DIN: Dialect = Din()
