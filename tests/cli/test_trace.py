"""`secc trace` on a session of the built-in EV."""

from __future__ import annotations

import pathlib

import pytest

from secc.cli.main import main
from secc.net.trace_writers import open_trace
from secc.session.link import Link
from secc.testing.drive import charge
from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.pair import Pair
from secc.trace import Frame
from tests.net.lab import AC

LINK = Link(local="[fe80::1]:50000", remote="[fe80::2]:40000")


@pytest.fixture
def session(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "run.jsonl"
    with open_trace(path) as recorder:
        pair = Pair(AC, trace=recorder.connection(LINK))
        assert charge(pair, Iso2Ev(Car(energy="ac", charge_s=1.0))).failure is None
        pair.close()
    return path


def test_each_message_is_a_line_with_its_code(session: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", str(session)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("  ")[2] for line in lines[:4]] == [
        "EV  → supportedAppProtocolReq", "SECC ← supportedAppProtocolRes OK_SuccessfulNegotiation",
        "EV  → SessionSetupReq", "SECC ← SessionSetupRes OK_NewSessionEstablished",
    ]
    assert lines[-1].endswith("SECC ← SessionStopRes OK")


def test_content_is_shown_on_demand(session: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", str(session), "--xml", "--hex"]) == 0
    out = capsys.readouterr().out
    assert "<ChargingSession>Terminate</ChargingSession>" in out
    assert "\n" + " " * 32 + "80" in out


def test_what_cannot_be_read_is_said_and_counts(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "run.jsonl"
    with open_trace(path) as recorder:
        recorder.connection(LINK)(Frame(at=0.0, direction="ev", payload_type=0x8001, payload=b"\xff\xff"))
    assert main(["trace", str(path)]) == 1
    assert "2 bytes that are no sap message" in capsys.readouterr().out


def test_a_file_that_begins_in_the_middle_needs_the_protocol(session: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line for line in session.read_text(encoding="utf-8").splitlines() if '"trace":"Frame"' in line]
    late = session.with_name("late.jsonl")
    late.write_text("\n".join(lines[2:]) + "\n", encoding="utf-8")
    assert main(["trace", str(late), "--protocol", "iso2"]) == 0
    assert "EV  → SessionSetupReq" in capsys.readouterr().out
