"""Sessions come out of network captures as they went over the wire, however TCP cut them up."""

from __future__ import annotations

import pathlib
import random
from typing import Any

import pytest

from secc import v2gtp
from secc.errors import ConfigError
from secc.testing.captures import read_capture
from secc.testing.recording import Recording
from secc.testing.replay import replay_in_memory

from .recorded import recorded

scapy = pytest.importorskip("scapy.all", reason="captures need scapy: pip install 'secc[trace]'")

CAR, STATION = ("fe80::1", 50_000), ("fe80::2", 60_000)


def packets(recording: Recording, *, piece: int, again: bool = False, start: int = 1000) -> list[Any]:
    """The session as captured packets: segments of `piece` bytes, some of them sent twice and out of order when `again`."""
    chance = random.Random(1)
    sequence = {CAR: start, STATION: start + 7}
    out: list[Any] = []
    for number, exchange in enumerate(recording.exchanges):
        at = 100.0 + exchange.at + number * 0.002
        for source, target, frame in ((CAR, STATION, exchange.request), (STATION, CAR, exchange.response)):
            data = v2gtp.frame(frame.type, frame.payload) if frame is not None else b""
            sent = []
            for offset in range(0, len(data), piece):
                chunk = data[offset:offset + piece]
                sent.append(packet(source, target, sequence[source], chunk, at + (0.001 if source == STATION else 0.0)))
                sequence[source] = (sequence[source] + len(chunk)) & 0xFFFFFFFF
            if again:
                sent += [chance.choice(sent)] if sent else []
                chance.shuffle(sent)
            out += sent
    return out


def frame() -> Any:
    """With both addresses, so that scapy looks nobody up."""
    return scapy.Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")


def packet(source: tuple[str, int], target: tuple[str, int], sequence: int, data: bytes, at: float) -> Any:
    made = frame() / scapy.IPv6(src=source[0], dst=target[0]) / scapy.TCP(sport=source[1], dport=target[1], seq=sequence) / data
    made.time = at
    return made


@pytest.mark.parametrize("suffix", ["pcap", "pcapng"])
@pytest.mark.parametrize(("piece", "again", "start"), [(1400, False, 1000), (23, True, 1000), (31, True, 2**32 - 50)])
def test_a_captured_session_is_the_recorded_one(tmp_path: pathlib.Path, suffix: str, piece: int, again: bool, start: int) -> None:
    recording = recorded("ac")
    path = tmp_path / f"session.{suffix}"
    write = scapy.wrpcapng if suffix == "pcapng" else scapy.wrpcap
    noise = frame() / scapy.IPv6(src="fe80::9", dst="ff02::1") / scapy.UDP(sport=1, dport=2) / b"noise"
    noise.time = 1.0
    write(str(path), [noise, *packets(recording, piece=piece, again=again, start=start)])
    found, = read_capture(path)
    assert found.protocol == "iso2"
    assert [exchange.request for exchange in found.exchanges] == [exchange.request for exchange in recording.exchanges]
    assert [exchange.response for exchange in found.exchanges] == [exchange.response for exchange in recording.exchanges]
    assert replay_in_memory(found).good


def test_a_hole_in_the_capture_ends_the_session_there(tmp_path: pathlib.Path) -> None:
    captured = packets(recorded("ac"), piece=1400)
    del captured[20]
    path = tmp_path / "session.pcap"
    scapy.wrpcap(str(path), captured)
    found, = read_capture(path)
    assert len(found.exchanges) == 10


@pytest.mark.parametrize("content", [b"", b"no capture at all", b"\x0a\x0d\x0d\x0a"])
def test_a_file_that_is_no_capture_is_named(tmp_path: pathlib.Path, content: bytes) -> None:
    path = tmp_path / "session.pcap"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"session\.pcap"):
        read_capture(path)
