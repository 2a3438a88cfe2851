"""Streams out of packets that were split, doubled and swapped on their way."""

from __future__ import annotations

import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secc import v2gtp
from secc.cli.trace_files import Seen, Segment, frames, read
from secc.errors import ConfigError
from secc.net.trace_writers import open_trace
from secc.session.link import Link
from secc.trace import Frame, Transition

EV, SECC = "[fe80::2]:40000", "[fe80::1]:50000"
FRAMES = [v2gtp.frame(0x8001, bytes((number,)) * (number * 7 + 1)) for number in range(8)]


@given(st.data(), st.integers(0, 2**32 - 1))
def test_the_frames_come_out_however_the_packets_were_cut_doubled_and_swapped(data: st.DataObject, start: int) -> None:
    content = b"".join(FRAMES)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(content) - 1), max_size=20)))
    pieces = [(a, content[a:b]) for a, b in zip([0, *cuts], [*cuts, len(content)], strict=True)]
    first, others = pieces[0], pieces[1:]
    order = [first, *data.draw(st.permutations(others + data.draw(st.lists(st.sampled_from(pieces), max_size=5))))]
    segments = [Segment(float(at), EV, SECC, (start + offset) & 0xFFFFFFFF, piece) for at, (offset, piece) in enumerate(order)]
    assert [seen.payload for seen in frames(segments)] == [frame[8:] for frame in FRAMES]


def test_the_first_to_speak_is_the_car() -> None:
    segments = [Segment(0.0, EV, SECC, 5, FRAMES[1]), Segment(1.0, SECC, EV, 9, FRAMES[2])]
    assert [(seen.connection, seen.direction) for seen in frames(segments)] == [(EV, "ev"), (EV, "evse")]


@pytest.mark.parametrize("name", ["run.jsonl", "run.pcapng"])
def test_what_was_written_is_read_back(tmp_path: pathlib.Path, name: str) -> None:
    if name.endswith("pcapng"):
        pytest.importorskip("scapy", reason="needs scapy (extra trace)")
    with open_trace(tmp_path / name) as recorder:
        write = recorder.connection(Link(local=SECC, remote=EV))
        write(Frame(at=1.0, direction="ev", payload_type=0x8001, payload=b"ask"))
        write(Transition(at=1.5, old="a", new="b", cause="c"))
        write(Frame(at=2.0, direction="evse", payload_type=0x8002, payload=bytes(4000)))
    first, second = read(tmp_path / name)
    assert first[1:] == Seen(0.0, EV, "ev", 0x8001, b"ask")[1:]
    assert second[1:] == Seen(0.0, EV, "evse", 0x8002, bytes(4000))[1:]
    assert second.at - first.at == pytest.approx(1.0, abs=0.01)


def test_other_files_are_errors_that_name_the_file(tmp_path: pathlib.Path) -> None:
    with pytest.raises(ConfigError, match=r"notes\.txt: its name must end with"):
        list(read(tmp_path / "notes.txt"))
    (tmp_path / "broken.jsonl").write_text('{"trace": "Frame"}\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"broken\.jsonl: line 1 is no trace event"):
        list(read(tmp_path / "broken.jsonl"))
    (tmp_path / "binary.jsonl").write_bytes(bytes(range(256)))
    with pytest.raises(ConfigError, match=r"binary\.jsonl: is no text, so no trace"):
        list(read(tmp_path / "binary.jsonl"))
    with pytest.raises(ConfigError, match=r"missing\.jsonl: cannot be read: No such file"):
        list(read(tmp_path / "missing.jsonl"))
    (tmp_path / "broken.pcapng").write_bytes(b"not a capture")
    with pytest.raises(ConfigError, match=r"broken\.pcapng: is no capture"):
        list(read(tmp_path / "broken.pcapng"))
