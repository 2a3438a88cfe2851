"""Recorded sessions out of network captures: pcap and pcapng files, read with scapy (extra `trace`).

Every TCP connection whose first bytes are a V2GTP frame of SupportedAppProtocol is a session; who sends that is the car.
"""

from __future__ import annotations

import logging
import pathlib
from collections.abc import Iterator
from typing import NamedTuple, Protocol, cast

from secc import v2gtp
from secc.errors import ConfigError, PeerError
from secc.messages import sap
from secc.testing.ev import NAMESPACES
from secc.testing.recording import Recording, pair_up
from secc.testing.wire import decode_frame

CAP = 1 << 20
WHOLE, HALF = 1 << 32, 1 << 31
NAMES = {namespace: name.partition("_")[0] for name, (namespace, _) in NAMESPACES.items()}

Address = tuple[str, int]


class Segment(NamedTuple):
    """TCP payload as captured."""

    at: float
    source: Address
    target: Address
    sequence: int
    payload: bytes


class _Packet(Protocol):
    """The part of a scapy packet that is used."""

    time: float

    def haslayer(self, layer: str) -> bool: ...
    def __getitem__(self, layer: str) -> _Layer: ...


class _Layer(Protocol):
    src: str
    dst: str
    sport: int
    dport: int
    seq: int
    payload: object


def read_capture(path: str | pathlib.Path) -> list[Recording]:
    """The sessions of a capture, in the order in which they began. Raises ConfigError."""
    file = pathlib.Path(path)
    flows: dict[tuple[Address, Address], list[Segment]] = {}
    for segment in _segments(file):
        flows.setdefault((segment.source, segment.target), []).append(segment)
    found = [
        recording for key, segments in flows.items()
        if (recording := _session(file, segments, flows.get((key[1], key[0]), []))) is not None
    ]
    return [rebuilt for _, rebuilt in sorted(found, key=lambda item: item[0])]


def _segments(file: pathlib.Path) -> Iterator[Segment]:
    try:
        from scapy.error import Scapy_Exception
        from scapy.layers import inet, inet6, l2  # noqa: F401  # their layers are needed to read the packets
        from scapy.utils import PcapReader
    except ImportError:
        raise ConfigError("captures need scapy: pip install 'secc[trace]'", source=str(file)) from None
    logging.getLogger("scapy.runtime").setLevel(logging.CRITICAL)  # it tells on stderr what is raised below
    try:
        with file.open("rb") as stream:
            for packet in PcapReader(stream):  # type: ignore[arg-type]  # it takes files as well, and leaves its own open
                if (segment := _segment(cast(_Packet, packet))) is not None:
                    yield segment
    except (OSError, EOFError, Scapy_Exception) as error:
        raise ConfigError(f"no capture: {' '.join(str(error).split())}", source=str(file)) from None


def _segment(packet: _Packet) -> Segment | None:
    network = next((name for name in ("IPv6", "IP") if packet.haslayer(name)), None)
    if network is None or not packet.haslayer("TCP"):
        return None
    tcp = packet["TCP"]
    payload = bytes(cast(bytes, tcp.payload))
    source, target = (packet[network].src, tcp.sport), (packet[network].dst, tcp.dport)
    return Segment(float(packet.time), source, target, tcp.seq, payload) if payload else None


def _session(file: pathlib.Path, car: list[Segment], station: list[Segment]) -> tuple[float, Recording] | None:
    frames = [(at, "ev", frame) for at, frame in _frames(car)] + [(at, "evse", frame) for at, frame in _frames(station)]
    found = session_of(file.stem, f"{car[0].source[0]}:{car[0].source[1]}", sorted(frames, key=lambda item: item[0]))
    return None if found is None else (car[0].at, found)


def session_of(vehicle: str, capture: str, frames: list[tuple[float, str, v2gtp.Frame]]) -> Recording | None:
    """The frames of one connection, in order, as a session; None where they do not begin with what a car offers."""
    exchanges = pair_up(frames)
    if not exchanges or not _is_offer(exchanges[0].request):
        return None
    protocol = _protocol(exchanges[0].request, exchanges[0].response)
    return Recording(vehicle=vehicle, capture=capture, stream=0, protocol=protocol, exchanges=exchanges)


def _frames(segments: list[Segment]) -> list[tuple[float, v2gtp.Frame]]:
    """The V2GTP frames of one direction, each with the time of the segment that completed it. What cannot be followed ends the list."""
    buffer, frames = v2gtp.FrameBuffer(CAP), []
    try:
        for at, data in _in_order(segments):
            buffer.feed(data)
            while (item := buffer.next()) is not None:
                if isinstance(item, v2gtp.Frame):
                    frames.append((at, item))
    except PeerError:
        pass
    return frames


def _in_order(segments: list[Segment]) -> Iterator[tuple[float, bytes]]:
    """The byte stream: by sequence number, what was sent again left out. A hole ends it."""
    if not segments:
        return
    first = segments[0].sequence
    offsets = [((segment.sequence - first + HALF) % WHOLE - HALF, segment.at, segment.payload) for segment in segments]
    done, latest = min(offset for offset, _, _ in offsets), 0.0
    for offset, at, payload in sorted(offsets):
        if offset > done:
            return
        latest = max(latest, at)
        if fresh := payload[done - offset:]:
            done += len(fresh)
            yield latest, fresh


def _is_offer(frame: v2gtp.Frame) -> bool:
    try:
        return frame.type == v2gtp.EXI and isinstance(decode_frame("sap", frame), sap.supportedAppProtocolReq)
    except PeerError:
        return False


def _protocol(request: v2gtp.Frame, response: v2gtp.Frame | None) -> str:
    """The protocol that the recorded station chose."""
    if response is None:
        return "unknown"
    try:
        offer, choice = decode_frame("sap", request), decode_frame("sap", response)
    except PeerError:
        return "unknown"
    if not isinstance(offer, sap.supportedAppProtocolReq) or not isinstance(choice, sap.supportedAppProtocolRes):
        return "unknown"
    chosen = [entry for entry in offer.app_protocol if entry.schema_id == choice.schema_id]
    return NAMES.get(chosen[0].protocol_namespace, "unknown") if chosen else "unknown"
