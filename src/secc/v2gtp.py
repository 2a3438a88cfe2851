"""V2GTP: the 8-byte header, the payload types, and an incremental frame buffer.

    0  protocol version 0x01      2..3  payload type, big-endian
    1  inverse version  0xFE      4..7  payload length, header excluded, big-endian

The buffer only says what it sees. Whether a malformed frame is ignored (DIN, ISO 15118-2) or ends the connection (ISO 15118-20) is told by the
protocol that runs, and a length above the cap always ends it: nobody can find the next header behind it.
"""

from __future__ import annotations

import struct
from typing import Final

import msgspec

from secc.errors import FramingError

VERSION: Final = 0x01
INVERSE: Final = 0xFE
HEADER: Final = struct.Struct("!BBHI")

EXI: Final = 0x8001
"""SupportedAppProtocol, all of DIN and ISO 15118-2; in ISO 15118-20 SupportedAppProtocol only."""
ISO20_COMMON: Final = 0x8002
ISO20_AC: Final = 0x8003
ISO20_DC: Final = 0x8004
ISO20_ACDP: Final = 0x8005
ISO20_WPT: Final = 0x8006
ISO20_AC_DER_IEC: Final = 0x8010
ISO20_AC_DER_SAE: Final = 0x8011
ISO20_SCHEDULE_RENEGOTIATION: Final = 0x8101
ISO20_METERING_CONFIRMATION: Final = 0x8102
ISO20_ACDP_SYSTEM_STATUS: Final = 0x8103
ISO20_PARKING_STATUS: Final = 0x8104
SDP_REQUEST: Final = 0x9000
SDP_RESPONSE: Final = 0x9001
SDP_REQUEST_WIRELESS: Final = 0x9002
SDP_RESPONSE_WIRELESS: Final = 0x9003


class Frame(msgspec.Struct, frozen=True):
    """A well-formed frame: payload type and payload (1 byte at least)."""

    type: int
    payload: bytes


class Malformed(msgspec.Struct, frozen=True):
    """Something that is no frame and has been taken out of the buffer. `reason`: `version` (bytes thrown away) or `empty` (length 0)."""

    reason: str
    discarded: bytes


def frame(payload_type: int, payload: bytes) -> bytes:
    """Header and payload, ready to send. `payload_type` 0 … 0xFFFF."""
    return HEADER.pack(VERSION, INVERSE, payload_type, len(payload)) + payload


class FrameBuffer:
    """Collects bytes in any pieces and gives out frames. Holds `cap` payload bytes and one header at most, or what one `feed` brought."""

    def __init__(self, cap: int) -> None:
        self.cap = cap
        self._bytes = bytearray()

    def __len__(self) -> int:
        return len(self._bytes)

    def feed(self, data: bytes) -> None:
        """Append bytes from the peer."""
        self._bytes += data

    def next(self) -> Frame | Malformed | None:
        """The next frame, or what was in its place; None when more bytes are needed. Raises FramingError for a length above the cap.

        Wrong version bytes throw away all that is buffered: the peer's segment, behind which the next header is looked for.
        """
        buffered = self._bytes
        if not buffered:
            return None
        if buffered[0] != VERSION or (len(buffered) > 1 and buffered[1] != INVERSE):
            discarded = bytes(buffered)
            buffered.clear()
            return Malformed("version", discarded)
        if len(buffered) < HEADER.size:
            return None
        _, _, payload_type, length = HEADER.unpack_from(buffered)
        if length > self.cap:
            raise FramingError("length", f"{length} bytes announced, {self.cap} allowed")
        end = HEADER.size + length
        if len(buffered) < end:
            return None
        payload = bytes(buffered[HEADER.size : end])
        header = bytes(buffered[: HEADER.size])
        del buffered[:end]
        return Frame(payload_type, payload) if length else Malformed("empty", header)

    @property
    def partial(self) -> bool:
        """Bytes wait for the rest of their frame."""
        buffered = self._bytes
        if len(buffered) < HEADER.size:
            return bool(buffered)
        length: int = HEADER.unpack_from(buffered)[3]
        return len(buffered) < HEADER.size + min(length, self.cap)
