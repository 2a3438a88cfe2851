"""Twin of secc.v2gtp."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secc import v2gtp
from secc.errors import FramingError
from secc.v2gtp import Frame, FrameBuffer, Malformed, frame

frames = st.builds(Frame, st.integers(0, 0xFFFF), st.binary(min_size=1, max_size=64))


def drain(buffer: FrameBuffer) -> list[Frame | Malformed]:
    seen = []
    while (item := buffer.next()) is not None:
        seen.append(item)
    return seen


def test_the_header_is_the_one_of_the_standards_example() -> None:
    assert frame(v2gtp.SDP_REQUEST, b"\x10\x00").hex() == "01fe9000000000021000"


@given(st.lists(frames, max_size=5), st.data())
def test_frames_survive_any_cutting(sent: list[Frame], data: st.DataObject) -> None:
    wire = b"".join(frame(f.type, f.payload) for f in sent)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(wire)), max_size=8)))
    buffer, seen = FrameBuffer(100), []
    for start, end in zip([0, *cuts], [*cuts, len(wire)], strict=True):
        buffer.feed(wire[start:end])
        seen += drain(buffer)
    assert seen == sent
    assert not buffer.partial


def test_a_frame_fed_byte_by_byte_comes_out_once() -> None:
    buffer, seen = FrameBuffer(100), []
    for byte in frame(v2gtp.EXI, b"abc"):
        buffer.feed(bytes([byte]))
        seen += drain(buffer)
    assert seen == [Frame(v2gtp.EXI, b"abc")]


@pytest.mark.parametrize("header", ["00fe", "0100", "02fe", "ffff"])
def test_wrong_version_bytes_throw_the_segment_away_and_the_next_frame_is_read(header: str) -> None:
    buffer = FrameBuffer(100)
    bad = bytes.fromhex(header) + frame(v2gtp.EXI, b"abc")[2:]
    buffer.feed(bad)
    assert drain(buffer) == [Malformed("version", bad)]
    buffer.feed(frame(v2gtp.EXI, b"abc"))
    assert drain(buffer) == [Frame(v2gtp.EXI, b"abc")]


def test_an_empty_frame_is_reported_and_the_next_one_read() -> None:
    buffer = FrameBuffer(100)
    buffer.feed(frame(v2gtp.EXI, b"") + frame(v2gtp.EXI, b"x"))
    assert drain(buffer) == [Malformed("empty", frame(v2gtp.EXI, b"")), Frame(v2gtp.EXI, b"x")]


@pytest.mark.parametrize("length", [101, 2**31, 2**32 - 1])
def test_a_length_above_the_cap_is_refused_before_anything_is_allocated(length: int) -> None:
    buffer = FrameBuffer(100)
    tracemalloc.start()
    buffer.feed(v2gtp.HEADER.pack(1, 0xFE, v2gtp.EXI, length))
    with pytest.raises(FramingError, match="length"):
        buffer.next()
    assert tracemalloc.get_traced_memory()[1] < 100_000
    tracemalloc.stop()


def test_the_cap_itself_is_allowed() -> None:
    buffer = FrameBuffer(100)
    buffer.feed(frame(v2gtp.EXI, bytes(100)))
    assert buffer.next() == Frame(v2gtp.EXI, bytes(100))


def test_partial_tells_a_begun_frame_from_a_complete_one() -> None:
    buffer = FrameBuffer(100)
    assert not buffer.partial
    buffer.feed(frame(v2gtp.EXI, b"abc")[:4])
    assert buffer.partial
    buffer.feed(frame(v2gtp.EXI, b"abc")[4:-1])
    assert buffer.partial
    buffer.feed(b"c")
    assert not buffer.partial


@given(st.lists(st.binary(max_size=40), max_size=20))
def test_any_bytes_give_frames_or_a_framing_error_and_nothing_else(pieces: list[bytes]) -> None:
    buffer = FrameBuffer(64)
    for piece in pieces:
        buffer.feed(piece)
        try:
            drain(buffer)
        except FramingError:
            return
        assert len(buffer) <= 64 + v2gtp.HEADER.size
