"""From bytes to requests: frames, then the message set of their payload type, then what the protocol finds in the message."""

from __future__ import annotations

import msgspec

from secc import messages, v2gtp
from secc.errors import ExiError
from secc.session.table import Protocol, Received, Refusal, Stream
from secc.trace import Frame, Message, Trace


class Arrived(msgspec.Struct, frozen=True):
    """A request. `payload_type` is the one its answer travels under; `oddity` says what was wrong with its frame and did not matter."""

    stream: Stream
    payload_type: int
    received: Received
    refusal: Refusal
    raw: bytes
    oddity: str = ""


class Spoiled(msgspec.Struct, frozen=True):
    """Something that is no request: `what` it is in a word, and whether the protocol goes on (`ignore`) or ends (`close`)."""

    policy: str
    what: str
    detail: str


class Inbox:
    """The receiving side of one connection. `cap` is the longest payload it takes."""

    def __init__(self, cap: int, trace: Trace | None = None) -> None:
        self._buffer = v2gtp.FrameBuffer(cap)
        self._trace = trace

    @property
    def cap(self) -> int:
        """The longest payload in bytes."""
        return self._buffer.cap

    @cap.setter
    def cap(self, cap: int) -> None:
        self._buffer.cap = cap

    @property
    def partial(self) -> bool:
        """A frame has begun and is not complete."""
        return self._buffer.partial

    @property
    def flooded(self) -> bool:
        """More is waiting than one frame can hold."""
        return len(self._buffer) > self._buffer.cap + v2gtp.HEADER.size

    def feed(self, data: bytes) -> None:
        """Bytes from the EV, in any pieces."""
        self._buffer.feed(data)

    def next(self, protocol: Protocol, now: float) -> Arrived | Spoiled | None:
        """What the next frame holds, as `protocol` reads it; None when more bytes are needed. Raises FramingError for a length above `cap`."""
        item = self._buffer.next()
        if item is None:
            return None
        if isinstance(item, v2gtp.Malformed):
            return Spoiled(protocol.bad_header, f"header_{item.reason}", item.discarded[:32].hex())
        stream = protocol.streams.get(item.type)
        if self._trace:
            name = stream.set_name if stream else ""
            self._trace(Frame(at=now, direction="ev", payload_type=item.type, payload=item.payload, message_set=name))
        if stream is None:
            return Spoiled("ignore", "payload_type", f"0x{item.type:04x}")
        return self._read(protocol, stream, item, now)

    def _read(self, protocol: Protocol, stream: Stream, frame: v2gtp.Frame, now: float) -> Arrived | Spoiled:
        try:
            received = protocol.unwrap(messages.decode(stream.set_name, frame.payload))
        except ExiError as error:
            self._tell(now, error.root, str(error))
            return Spoiled(protocol.undecodable, "undecodable", str(error))
        refusals = stream.refusals(stream.set_name) if stream.refusals else protocol.refusals
        refusal = refusals.get(type(received.request)) if received else None
        if received is None or refusal is None:
            return Spoiled(protocol.undecodable, "no_request", type(received.request).__name__ if received else "")
        self._tell(now, type(received.request).__name__, "")
        oddity = f"0x{frame.type:04x} for 0x{stream.answer:04x}" if stream.answer else ""
        return Arrived(stream, stream.answer or frame.type, received, refusal, frame.payload, oddity)

    def _tell(self, now: float, name: str, error: str) -> None:
        if self._trace:
            self._trace(Message(at=now, direction="ev", name=name, error=error))
