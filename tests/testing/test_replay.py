"""Recorded sessions against our session: those of the shared captures, and one that is made here."""

from __future__ import annotations

import os
import pathlib

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from secc import v2gtp
from secc.errors import ConfigError
from secc.messages import iso2
from secc.session import protocols
from secc.testing.recording import Exchange, Recording, read_jsonl
from secc.testing.replay import GOOD, compare, pace, replace_bits, replay_in_memory
from secc.testing.wire import decode_frame, frame_of

from .recorded import recorded

SHARED = pathlib.Path(os.environ.get("SECC_SHARED", pathlib.Path(__file__).parents[3] / "shared"))
FILES = sorted((SHARED / "captures").glob("*.jsonl.gz"))
PROTOCOLS = ("iso2", "unknown", *(("din",) if protocols.known("din") else ()))


captures = pytest.mark.skipif(not FILES, reason="no captures: set SECC_SHARED to the folder that holds captures/")
SHORT = 150
"""Requests of a session that is played in the plain suite; longer ones are slow."""


def wrong(recording: Recording) -> list[str]:
    """What ours answers wrongly, the first of it."""
    if recording.protocol not in PROTOCOLS:
        return []
    bad = [step for step in replay_in_memory(recording).steps if step.verdict not in GOOD]
    return [f"{recording.capture} {recording.stream}: {step.at:.1f} s {step.request}: {step.detail}" for step in bad[:1]]


@captures
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".jsonl.gz"))
def test_every_short_recorded_session_is_answered_as_it_was(file: pathlib.Path) -> None:
    assert not [line for recording in read_jsonl(file) if len(recording.exchanges) <= SHORT for line in wrong(recording)]


@captures
@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name.removesuffix(".jsonl.gz"))
def test_every_long_recorded_session_is_answered_as_it_was(file: pathlib.Path) -> None:
    assert not [line for recording in read_jsonl(file) if len(recording.exchanges) > SHORT for line in wrong(recording)]


@pytest.fixture(params=["ac", "dc"])
def recording(request: pytest.FixtureRequest) -> Recording:
    return recorded(request.param)


def test_a_session_of_our_own_is_answered_in_the_same_way(recording: Recording) -> None:
    report = replay_in_memory(recording)
    assert report.good, report.differences
    assert len(report.steps) == len(recording.exchanges) > 40
    assert {step.detail for step in report.differences} <= {"evse_notification None, not StopCharging"}


def changed(recording: Recording, name: str, **fields: object) -> Recording:
    """`recording` with another answer of the station to the first request called `name`."""
    exchanges = list(recording.exchanges)
    for number, (exchange, request, _) in enumerate(recording.messages()):
        if type(request).__name__ == name and exchange.response is not None:
            document = decode_frame("iso2", exchange.response)
            assert isinstance(document, iso2.V2G_Message)
            body = msgspec.structs.replace(document.body.body_element, **fields)
            frame = frame_of("iso2", iso2.V2G_Message(header=document.header, body=iso2.BodyType(body_element=body)))
            exchanges[number] = Exchange(exchange.at, exchange.request, v2gtp.Frame(exchange.response.type, frame[8:]))
            return msgspec.structs.replace(recording, exchanges=tuple(exchanges))
    raise AssertionError(name)


def test_a_request_that_ours_refuses_and_the_recorded_station_did_not_is_found(recording: Recording) -> None:
    """The car asks for a service twice; the recorded station does not mind."""
    exchanges = list(recording.exchanges)
    exchanges.insert(3, exchanges[2])
    report = replay_in_memory(msgspec.structs.replace(recording, exchanges=tuple(exchanges)))
    assert not report.good
    assert [step.verdict for step in report.steps[:5]] == ["same", "same", "same", "code", "not sent"]
    assert "FAILED_SequenceError" in report.steps[3].detail


def test_where_the_recorded_station_failed_any_code_will_do(recording: Recording) -> None:
    failed = changed(recording, "SessionStopReq", response_code=iso2.responseCodeType.FAILED)
    assert replay_in_memory(failed).good


def test_a_missing_answer_of_the_recorded_station_is_no_reason_to_stop(recording: Recording) -> None:
    exchanges = list(recording.exchanges)
    exchanges[4] = Exchange(exchanges[4].at, exchanges[4].request)
    assert replay_in_memory(msgspec.structs.replace(recording, exchanges=tuple(exchanges))).good


def test_an_answer_of_another_type_is_found() -> None:
    verdict, detail = compare(iso2.SessionStopRes(response_code=iso2.responseCodeType.OK), iso2.ServiceDetailRes(
        response_code=iso2.responseCodeType.OK, service_id=1), "SessionStopReq")
    assert (verdict, detail) == ("type", "ServiceDetailRes, not SessionStopRes")


def test_a_station_that_was_too_slow_is_played_faster(recording: Recording) -> None:
    slow = tuple(msgspec.structs.replace(exchange, at=exchange.at * 100) for exchange in recording.exchanges)
    assert pace(recording) == 1.0
    assert pace(msgspec.structs.replace(recording, exchanges=slow)) > 2.0


@given(st.binary(min_size=2, max_size=20), st.binary(min_size=8, max_size=8), st.binary(min_size=8, max_size=8), st.integers(0, 7))
def test_an_id_is_replaced_at_any_bit_offset(prefix: bytes, old: bytes, new: bytes, offset: int) -> None:
    def payload(identity: bytes) -> bytes:
        bits = (int.from_bytes(prefix, "big") << 64 | int.from_bytes(identity, "big")) << offset
        return bits.to_bytes(len(prefix) + 9, "big")

    whole, width = int.from_bytes(payload(old), "big"), len(payload(old)) * 8
    places = [shift for shift in range(width - 63) if (whole >> shift) & (2**64 - 1) == int.from_bytes(old, "big")]
    assume(len(places) == 1)
    assert replace_bits(payload(old), old, new) == payload(new)


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"vehicle": 1}', b"\xff"])
def test_a_file_that_is_no_recording_is_named(tmp_path: pathlib.Path, content: bytes) -> None:
    path = tmp_path / "session.jsonl"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"session\.jsonl"):
        read_jsonl(path)
