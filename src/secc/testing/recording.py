"""Recorded charging sessions: what the car said, what the station answered, and when.

A JSONL file (plain or .gz) holds one session a line: {"vehicle", "capture", "stream", "protocol": "din", "iso2" or "unknown",
"frames": [[seconds, "ev" or "evse", payload type, EXI in hex], …]}.
"""

from __future__ import annotations

import gzip
import pathlib

import msgspec

from secc import v2gtp
from secc.errors import ConfigError, PeerError
from secc.testing.wire import decode_frame, message_of


class Exchange(msgspec.Struct, frozen=True):
    """One request and what answered it (None: nothing did), `at` seconds after the first frame."""

    at: float
    request: v2gtp.Frame
    response: v2gtp.Frame | None = None


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """One session. `protocol` is "din", "iso2" or "unknown" (it ended with the handshake)."""

    vehicle: str
    capture: str
    stream: int
    protocol: str
    exchanges: tuple[Exchange, ...]

    def messages(self) -> list[tuple[Exchange, msgspec.Struct | None, msgspec.Struct | None]]:
        """Each exchange with its decoded request and response; None for what cannot be decoded or is missing."""
        decoded = []
        for number, exchange in enumerate(self.exchanges):
            protocol = "sap" if number == 0 or self.protocol == "unknown" else self.protocol
            decoded.append((exchange, _decode(protocol, exchange.request), _decode(protocol, exchange.response)))
        return decoded


class _Line(msgspec.Struct):
    vehicle: str
    capture: str
    stream: int
    protocol: str
    frames: list[tuple[float, str, int, str]]


def read_jsonl(path: str | pathlib.Path) -> list[Recording]:
    """The sessions of a file, in order. Raises ConfigError for a file that is none."""
    file = pathlib.Path(path)
    try:
        content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        lines = [msgspec.json.decode(line, type=_Line) for line in content.splitlines() if line.strip()]
    except (OSError, EOFError, msgspec.DecodeError) as error:
        raise ConfigError(f"no recorded sessions: {error}", source=str(file)) from None
    return [
        Recording(
            vehicle=line.vehicle, capture=line.capture, stream=line.stream, protocol=line.protocol,
            exchanges=pair_up([(at, who, v2gtp.Frame(kind, bytes.fromhex(payload))) for at, who, kind, payload in line.frames]),
        )
        for line in lines
    ]


def pair_up(frames: list[tuple[float, str, v2gtp.Frame]]) -> tuple[Exchange, ...]:
    """Each frame of the car with the next one of the station before the car's next."""
    exchanges: list[Exchange] = []
    began = frames[0][0] if frames else 0.0
    for at, who, frame in frames:
        if who == "ev":
            exchanges.append(Exchange(at - began, frame))
        elif exchanges and exchanges[-1].response is None:
            exchanges[-1] = msgspec.structs.replace(exchanges[-1], response=frame)
    return tuple(exchanges)


def _decode(protocol: str, frame: v2gtp.Frame | None) -> msgspec.Struct | None:
    if frame is None:
        return None
    try:
        return message_of(decode_frame(protocol, frame))
    except PeerError:
        return None
