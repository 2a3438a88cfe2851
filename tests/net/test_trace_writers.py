"""Traces are read back by somebody else: scapy for packets, json for lines."""

from __future__ import annotations

import json
import pathlib

import pytest

from secc.errors import ConfigError
from secc.net.trace_writers import JsonLines, Pcapng, open_trace
from secc.session.link import Link
from secc.trace import Frame, Message, Transition

LINK = Link(local="[fe80::1%veth0]:50000", remote="[fe80::2%veth0]:40000")
REQUEST = Frame(at=1.0, direction="ev", payload_type=0x8001, payload=bytes(range(200)))
RESPONSE = Frame(at=1.5, direction="evse", payload_type=0x8001, payload=bytes(5000))


def test_packets_are_valid_ipv6_and_their_streams_hold_the_frames(tmp_path: pathlib.Path) -> None:
    scapy = pytest.importorskip("scapy.all", reason="needs scapy (extra trace)")
    path = tmp_path / "session.pcapng"
    with Pcapng(path, offset=lambda: 1_700_000_000.0) as recorder:
        write = recorder.connection(LINK)
        for event in (REQUEST, RESPONSE, Transition(at=1.6, old="a", new="b", cause="c"), REQUEST):
            write(event)
    packets = scapy.rdpcap(str(path))
    streams: dict[int, bytes] = {50000: b"", 40000: b""}
    following = {50000: 1, 40000: 1}
    for packet in packets:
        segment = packet[scapy.TCP]
        payload = bytes(segment.payload)
        assert segment.seq == following[segment.sport]
        following[segment.sport] += len(payload)
        streams[segment.sport] += payload
        rebuilt = scapy.IPv6(bytes(packet))
        del rebuilt[scapy.TCP].chksum
        assert scapy.IPv6(bytes(rebuilt))[scapy.TCP].chksum == segment.chksum
    ask = bytes.fromhex("01FE8001000000C8") + REQUEST.payload
    assert streams == {40000: ask + ask, 50000: bytes.fromhex("01FE800100001388") + RESPONSE.payload}
    assert (packets[0].src, packets[0].dst) == ("fe80::2", "fe80::1")
    assert float(packets[0].time) == pytest.approx(1_700_000_001.0)


def test_discovery_is_written_as_udp(tmp_path: pathlib.Path) -> None:
    scapy = pytest.importorskip("scapy.all", reason="needs scapy (extra trace)")
    path = tmp_path / "discovery.pcapng"
    with Pcapng(path) as recorder:
        recorder.connection(LINK)(Frame(at=0.0, direction="ev", payload_type=0x9000, payload=b"\x10\x00"))
    [packet] = scapy.rdpcap(str(path))
    assert bytes(packet[scapy.UDP].payload) == bytes.fromhex("01FE9000000000021000")
    rebuilt = scapy.IPv6(bytes(packet))
    del rebuilt[scapy.UDP].chksum
    assert scapy.IPv6(bytes(rebuilt))[scapy.UDP].chksum == packet[scapy.UDP].chksum


def test_json_lines_hold_every_event_with_time_and_connection(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "session.jsonl"
    with JsonLines(path, offset=lambda: 100.0) as recorder:
        recorder.connection(LINK)(REQUEST)
        recorder.connection(LINK)(Message(at=2.0, direction="ev", name="SessionSetupReq"))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["connection"] for line in lines] == [1, 2]
    assert lines[0]["time"] == 101.0
    assert bytes.fromhex(lines[0]["payload"]) == REQUEST.payload
    assert lines[1]["name"] == "SessionSetupReq"
    assert lines[1]["trace"] == "Message"


@pytest.mark.parametrize("name", ["trace.jsonl", "trace.pcapng"])
def test_a_full_file_makes_room_and_both_files_together_are_bounded(tmp_path: pathlib.Path, name: str) -> None:
    with open_trace(tmp_path / name, max_bytes=20_000) as recorder:
        write = recorder.connection(LINK)
        for _ in range(500):
            write(REQUEST)
    assert sorted(path.name for path in tmp_path.iterdir()) == [name, name + ".1"]
    assert all(0 < path.stat().st_size <= 20_000 for path in tmp_path.iterdir())
    assert (tmp_path / name).read_bytes()[:4] == (tmp_path / (name + ".1")).read_bytes()[:4]


def test_an_unknown_ending_and_an_unwritable_file_are_errors_that_name_the_file(tmp_path: pathlib.Path) -> None:
    with pytest.raises(ConfigError, match=r"trace\.pcap: its name must end with one of \.jsonl, \.pcapng"):
        open_trace("trace.pcap")
    with pytest.raises(ConfigError, match=r"trace\.jsonl: cannot be written"):
        open_trace(tmp_path / "nowhere" / "trace.jsonl")


def test_a_disk_that_is_full_ends_the_trace_and_not_the_session(tmp_path: pathlib.Path) -> None:
    with open_trace(tmp_path / "trace.jsonl") as recorder:
        recorder._file.close()
        recorder._file = open("/dev/full", "wb")  # noqa: SIM115
        write = recorder.connection(LINK)
        write(REQUEST)
        write(REQUEST)
        assert recorder._file.closed
