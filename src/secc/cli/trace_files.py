"""Frames read back from trace files and captures: `.jsonl` as `secc-sim --trace` writes it, `.pcap` and `.pcapng` from anywhere without TLS."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from secc import sdp, v2gtp
from secc.errors import ConfigError, FramingError

CAP = 1 << 20
WINDOW = 1 << 31
MAGIC = tuple(map(bytes.fromhex, ("0A0D0D0A", "D4C3B2A1", "A1B2C3D4", "4D3CB2A1", "A1B23C4D")))
"""First bytes of pcapng, and of pcap in both byte orders, with micro- and nanoseconds."""


class Seen(NamedTuple):
    """A frame that passed: Unix time in seconds, which connection (EV's address), who sent it."""

    at: float
    connection: str
    direction: str
    type: int
    payload: bytes


class Segment(NamedTuple):
    """What one packet adds to a stream."""

    at: float
    source: str
    target: str
    sequence: int
    data: bytes


def read(path: pathlib.Path) -> Iterator[Seen]:
    """The frames of a file in the order of time. Raises ConfigError for a file that is none of the three."""
    try:
        if path.suffix == ".jsonl":
            return _json_lines(path)
        if path.suffix in (".pcap", ".pcapng"):
            return frames(_packets(path))
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror or error}", source=str(path)) from None
    raise ConfigError("its name must end with .jsonl, .pcap or .pcapng", source=str(path))


def is_trace(path: pathlib.Path) -> bool:
    """Whether the file begins like one of `secc-sim --trace NAME.jsonl`."""
    try:
        with path.open("rb") as file:
            first = json.loads(file.readline(1 << 16))
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and "trace" in first


def _json_lines(path: pathlib.Path) -> Iterator[Seen]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise ConfigError("is no text, so no trace", source=str(path)) from None
    return _events(path, lines)


def _events(path: pathlib.Path, lines: list[str]) -> Iterator[Seen]:
    for number, line in enumerate(lines, 1):
        try:
            event = json.loads(line)
            if event["trace"] == "Frame":
                yield Seen(event["time"], event["remote"], event["direction"], event["payload_type"], bytes.fromhex(event["payload"]))
        except (ValueError, KeyError, TypeError):
            raise ConfigError(f"line {number} is no trace event", source=str(path)) from None


def _packets(path: pathlib.Path) -> Iterator[Segment]:
    try:
        from scapy.error import Scapy_Exception
        from scapy.layers.inet import TCP, UDP
        from scapy.layers.inet6 import IPv6
        from scapy.utils import PcapReader
    except ImportError:
        raise ConfigError("captures need scapy: pip install 'secc[trace]'", source=str(path)) from None
    with path.open("rb") as file:
        if file.read(4) not in MAGIC:
            raise ConfigError("is no capture", source=str(path))
    try:
        with PcapReader(str(path)) as packets:
            for packet in packets:
                if IPv6 not in packet or not (TCP in packet or UDP in packet):
                    continue
                layer = packet[TCP] if TCP in packet else packet[UDP]
                ends = (f"[{packet[IPv6].src}]:{layer.sport}", f"[{packet[IPv6].dst}]:{layer.dport}")
                data = bytes(layer.payload)
                if TCP in packet and data:
                    yield Segment(float(packet.time), *ends, layer.seq, data)
                elif UDP in packet and sdp.PORT in (layer.sport, layer.dport):
                    yield Segment(float(packet.time), *ends, -1, data)
    except (EOFError, ValueError, Scapy_Exception) as error:
        raise ConfigError(f"is a broken capture: {error}", source=str(path)) from None


def frames(segments: Iterable[Segment]) -> Iterator[Seen]:
    """Frames out of packets: streams put together again, whatever was sent twice left out. The first to speak on a connection is the EV."""
    streams: dict[tuple[str, str], _Stream] = {}
    for segment in segments:
        if segment.sequence < 0:
            yield from _discovery(segment)
            continue
        way = (segment.source, segment.target)
        if way not in streams:
            streams[way] = _Stream("evse" if way[::-1] in streams else "ev")
        stream = streams[way]
        connection = segment.source if stream.direction == "ev" else segment.target
        for frame in stream.take(segment):
            yield Seen(segment.at, connection, stream.direction, frame.type, frame.payload)


def _discovery(segment: Segment) -> Iterator[Seen]:
    if sdp.decode_request(segment.data) is not None:
        yield Seen(segment.at, segment.source, "ev", v2gtp.SDP_REQUEST, segment.data[8:])
    elif sdp.decode_response(segment.data) is not None:
        yield Seen(segment.at, segment.target, "evse", v2gtp.SDP_RESPONSE, segment.data[8:])


class _Stream:
    """One direction of a TCP connection."""

    def __init__(self, direction: str) -> None:
        self.direction = direction
        self._next: int | None = None
        self._early: dict[int, bytes] = {}
        self._buffer = v2gtp.FrameBuffer(CAP)

    def take(self, segment: Segment) -> Iterator[v2gtp.Frame]:
        """Frames that are complete with this segment."""
        self._next = segment.sequence if self._next is None else self._next
        self._early[segment.sequence] = segment.data
        while (piece := self._piece()) is not None:
            self._buffer.feed(piece)
            self._next = (self._next + len(piece)) & 0xFFFFFFFF
        try:
            while (item := self._buffer.next()) is not None:
                if isinstance(item, v2gtp.Frame):
                    yield item
        except FramingError:
            self._buffer = v2gtp.FrameBuffer(CAP)

    def _piece(self) -> bytes | None:
        """New bytes at the place where the stream goes on."""
        assert self._next is not None
        for sequence, data in sorted(self._early.items()):
            known = (self._next - sequence) & 0xFFFFFFFF
            if known >= WINDOW:
                continue
            del self._early[sequence]
            if known < len(data):
                return data[known:]
        return None
