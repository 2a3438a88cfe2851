"""Writers for trace events: JSON lines, and pcapng for Wireshark. Both are bounded: a full file becomes `NAME.1`, and a new one begins.

    with open_trace("session.pcapng") as recorder:
        station = Station(config, charger, trace=recorder.connection)

The pcapng file holds IPv6 packets made from the frames: what a capture on the wire would show without TLS, also where the wire had TLS.
"""

from __future__ import annotations

import contextlib
import io
import os
import pathlib
import struct
import time
from collections.abc import Callable
from ipaddress import IPv6Address
from types import TracebackType
from typing import Self

import msgspec

from secc.errors import ConfigError
from secc.net.log import log
from secc.session.link import Link
from secc.trace import Frame, Trace, TraceEvent

MAX_BYTES = 64 * 1024 * 1024
SEGMENT = 1400
"""TCP payload of one packet in a pcapng file."""

_TCP, _UDP = 6, 17
_LINKTYPE_IPV6 = 229
_V2GTP = struct.Struct(">BBHI")
_UDP_TYPES = range(0x9000, 0x9004)


class Recorder:
    """A trace file. `connection(link)` gives the `Trace` of one connection. Times of events are made Unix time with `offset`."""

    def __init__(self, path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES, offset: Callable[[], float] | None = None) -> None:
        """Raises ConfigError if the file cannot be written."""
        self._path, self._max_bytes = pathlib.Path(path), max_bytes
        self._offset = offset or (lambda: time.time() - time.monotonic())
        self._connections = 0
        try:
            self._file: io.BufferedWriter = self._path.open("wb")
        except OSError as error:
            raise ConfigError(f"cannot be written: {error.strerror}", source=str(path)) from None
        self._write(self.header())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Write what is buffered and close. Idempotent."""
        self._file.close()

    def connection(self, link: Link) -> Trace:
        """A writer for the events of one connection."""
        self._connections += 1
        return self.stream(link, self._connections)

    def header(self) -> bytes:
        """What each file begins with."""
        return b""

    def stream(self, link: Link, number: int) -> Trace:
        """The writer of connection `number`."""
        raise NotImplementedError

    def _write(self, data: bytes) -> None:
        """A disk that is full ends the trace, not the session."""
        if not self._file.closed:
            try:
                self._append(data)
            except OSError as error:
                log.error("trace %s ends here: %s", self._path, error)
                with contextlib.suppress(OSError):
                    self._file.close()

    def _append(self, data: bytes) -> None:
        if self._file.tell() + len(data) > self._max_bytes and data != self.header():
            self._file.close()
            self._path.replace(self._path.with_name(self._path.name + ".1"))
            self._file = self._path.open("wb")
            self._file.write(self.header())
        self._file.write(data)
        self._file.flush()


class JsonLines(Recorder):
    """One JSON object a line: Unix time, number and remote address of the connection, then the event; bytes as hex digits."""

    def stream(self, link: Link, number: int) -> Trace:
        """The writer of connection `number`."""
        def write(event: TraceEvent) -> None:
            content = msgspec.to_builtins(event, builtin_types=(bytes,))
            fields = {name: value.hex() if isinstance(value, bytes) else value for name, value in content.items()}
            line = {"time": round(event.at + self._offset(), 6), "connection": number, "remote": link.remote, "tls": link.tls, **fields}
            self._write(msgspec.json.encode(line) + b"\n")

        return write


class Pcapng(Recorder):
    """Packets that Wireshark opens; V2GTP with its header, discovery as UDP."""

    def header(self) -> bytes:
        """Section header and one interface with time stamps in microseconds."""
        section = struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)
        return _block(0x0A0D0D0A, section) + _block(1, struct.pack("<HHI", _LINKTYPE_IPV6, 0, 0))

    def stream(self, link: Link, number: int) -> Trace:
        """The writer of connection `number`."""
        ends = {"evse": _endpoint(link.local), "ev": _endpoint(link.remote)}
        sequence = {"evse": 1, "ev": 1}

        def write(event: TraceEvent) -> None:
            if not isinstance(event, Frame):
                return
            other = "ev" if event.direction == "evse" else "evse"
            content = _V2GTP.pack(0x01, 0xFE, event.payload_type, len(event.payload)) + event.payload
            at = event.at + self._offset()
            if event.payload_type in _UDP_TYPES:
                self._write(_packet(at, _udp(ends[event.direction], ends[other], content)))
                return
            for start in range(0, len(content), SEGMENT):
                piece = content[start : start + SEGMENT]
                self._write(_packet(at, _tcp(ends[event.direction], ends[other], sequence[event.direction], sequence[other], piece)))
                sequence[event.direction] = (sequence[event.direction] + len(piece)) & 0xFFFFFFFF

        return write


KINDS: dict[str, type[Recorder]] = {".jsonl": JsonLines, ".pcapng": Pcapng}


def open_trace(path: str | os.PathLike[str], *, max_bytes: int = MAX_BYTES) -> Recorder:
    """A recorder by the ending of the file name. Raises ConfigError for another ending, or a file that cannot be written."""
    kind = KINDS.get(pathlib.Path(path).suffix.lower())
    if kind is None:
        raise ConfigError(f"its name must end with one of {', '.join(KINDS)}", source=str(path))
    return kind(path, max_bytes=max_bytes)


Endpoint = tuple[bytes, int]


def _endpoint(text: str) -> Endpoint:
    """`[address%scope]:port` as 16 bytes and a number."""
    address, _, port = text.rpartition(":")
    return IPv6Address(address.strip("[]").partition("%")[0] or "::").packed, int(port or 0)


def _block(kind: int, body: bytes) -> bytes:
    length = 12 + len(body) + -len(body) % 4
    return struct.pack("<II", kind, length) + body + bytes(-len(body) % 4) + struct.pack("<I", length)


def _packet(at: float, packet: bytes) -> bytes:
    """An enhanced packet block."""
    micros = int(at * 1e6)
    return _block(6, struct.pack("<IIIII", 0, micros >> 32, micros & 0xFFFFFFFF, len(packet), len(packet)) + packet)


def _ip(source: Endpoint, target: Endpoint, protocol: int, content: bytes) -> bytes:
    return struct.pack(">IHBB", 6 << 28, len(content), protocol, 255) + source[0] + target[0] + content


def _checksum(source: Endpoint, target: Endpoint, protocol: int, content: bytes) -> int:
    """The Internet checksum over pseudo header and content."""
    data = source[0] + target[0] + struct.pack(">II", len(content), protocol) + content + bytes(len(content) % 2)
    total: int = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def _udp(source: Endpoint, target: Endpoint, payload: bytes) -> bytes:
    header = struct.pack(">HHH", source[1], target[1], 8 + len(payload))
    checksum = _checksum(source, target, _UDP, header + b"\0\0" + payload) or 0xFFFF
    return _ip(source, target, _UDP, header + struct.pack(">H", checksum) + payload)


def _tcp(source: Endpoint, target: Endpoint, sequence: int, acknowledged: int, payload: bytes) -> bytes:
    psh_ack = 5 << 12 | 0x18
    header = struct.pack(">HHIIHH", source[1], target[1], sequence, acknowledged, psh_ack, 0xFFFF)
    checksum = _checksum(source, target, _TCP, header + b"\0\0\0\0" + payload)
    return _ip(source, target, _TCP, header + struct.pack(">HH", checksum, 0) + payload)
