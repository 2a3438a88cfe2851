"""`secc replay` from the command line."""

from __future__ import annotations

import json
import pathlib

import pytest
from testing.recorded import recorded

from secc import v2gtp
from secc.cli.main import main
from secc.net.trace_writers import open_trace
from secc.session.link import Link
from secc.testing.recording import Recording
from secc.trace import Frame


def written(recording: Recording, path: pathlib.Path, *, drop: int | None = None) -> pathlib.Path:
    """The session as a file of recorded sessions, without the request number `drop`."""
    frames = []
    for number, exchange in enumerate(recording.exchanges):
        if number != drop:
            frames.append([exchange.at, "ev", exchange.request.type, exchange.request.payload.hex()])
            if exchange.response is not None:
                frames.append([exchange.at + 0.01, "evse", exchange.response.type, exchange.response.payload.hex()])
    line = {"vehicle": "built-in", "capture": "made/here/x", "stream": 0, "protocol": "iso2", "frames": frames}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return path


def replay(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    status = main(["replay", *options])
    return status, capsys.readouterr().out


def test_a_good_session_exits_with_0(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    status, out = replay(capsys, str(written(recorded("dc"), tmp_path / "session.jsonl")))
    assert status == 0
    assert out.startswith("good built-in iso2 made/here/x: ")


def test_a_session_that_ours_refuses_exits_with_1_and_says_why(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    status, out = replay(capsys, str(written(recorded("dc"), tmp_path / "session.jsonl", drop=2)))
    assert status == 1
    assert out.startswith("BAD ")
    assert "FAILED_SequenceError, not OK" in out


def test_the_table_has_a_line_for_each_session(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    files = [str(written(recorded(energy), tmp_path / f"{energy}.jsonl")) for energy in ("ac", "dc")]  # type: ignore[arg-type]
    status, out = replay(capsys, "--table", *files)
    assert status == 0
    assert [line.split(" | ")[3] for line in out.splitlines()[2:]] == ["ac", "dc"]


def test_a_session_of_another_protocol_is_named_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    path = tmp_path / "session.jsonl"
    path.write_text(written(recorded("dc"), path).read_text().replace('"protocol": "iso2"', '"protocol": "iso20"'))
    assert main(["replay", str(path)]) == 2
    assert capsys.readouterr().err == "secc: built-in made/here/x: a session of iso20: only those of DIN and ISO 15118-2 can be replayed\n"


def test_only_the_energy_asked_for_is_played(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path) -> None:
    files = [str(written(recorded(energy), tmp_path / f"{energy}.jsonl")) for energy in ("ac", "dc")]  # type: ignore[arg-type]
    _, out = replay(capsys, "--energy", "ac", "--table", *files)
    assert len(out.splitlines()) == 3


@pytest.mark.parametrize("content", [None, b"", b"nothing\n", b"\x0a\x0d\x0d\x0a"])
def test_a_file_without_a_session_is_named_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path, content: bytes | None,
) -> None:
    path = tmp_path / "session"
    if content is not None:
        path.write_bytes(content)
    assert main(["replay", str(path)]) == 2
    said = capsys.readouterr().err
    assert str(path) in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("name", ["run.jsonl", "run.pcapng"])
def test_a_trace_of_our_own_can_be_replayed(capsys: pytest.CaptureFixture[str], tmp_path: pathlib.Path, name: str) -> None:
    if name.endswith("pcapng"):
        pytest.importorskip("scapy", reason="needs scapy (extra trace)")
    session = recorded("ac")
    with open_trace(tmp_path / name) as recorder:
        discovery = recorder.connection(Link(local="[fe80::1]:15118", remote="[fe80::2]:15118"))
        discovery(Frame(at=0.0, direction="ev", payload_type=v2gtp.SDP_REQUEST, payload=b"\x10\x00"))
        write = recorder.connection(Link(local="[fe80::1]:50000", remote="[fe80::2]:40000"))
        for number, exchange in enumerate(session.exchanges):
            assert exchange.response is not None
            write(Frame(at=number + 0.1, direction="ev", payload_type=exchange.request.type, payload=exchange.request.payload))
            write(Frame(at=number + 0.2, direction="evse", payload_type=exchange.response.type, payload=exchange.response.payload))
    status, out = replay(capsys, str(tmp_path / name))
    assert status == 0, out
    assert out.startswith("good run iso2 ")
    assert f"{len(session.exchanges)} requests" in out
