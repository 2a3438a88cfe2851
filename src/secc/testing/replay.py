"""Plays the car's side of a recorded session against a SECC and compares what it answers with what the recorded station said.

The car's bytes are sent as they are but for the SessionID. An answer that says Ongoing where the recorded one said Finished has the request
repeated until it says so, too; where ours was finished first, the car's repetitions are left out. Where the recorded station
failed, or its answer is missing, any answer of the right type will do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

import msgspec

from secc import messages, v2gtp
from secc.errors import PeerError
from secc.messages import din, iso2
from secc.testing.following import FollowingCharger, config_of
from secc.testing.pair import Pair
from secc.testing.recording import Recording
from secc.testing.wire import decode_frame, message_of

REPEATS = 40
REPEAT_S = 0.25
ANSWER_S = 6.0
ONGOING_S = 30.0

Verdict = Literal["same", "status", "left out", "code", "type", "missing", "not sent"]
GOOD: tuple[Verdict, ...] = ("same", "status", "left out")


class Wire(Protocol):
    """The way to a SECC: in memory or over a network."""

    def open(self) -> None:
        """Connect. Raises OSError."""

    def send(self, data: bytes) -> None:
        """Send bytes."""

    def receive(self, within_s: float) -> v2gtp.Frame | None:
        """The next frame, or None when none comes within that time or the connection is closed."""

    def wait(self, seconds: float) -> None:
        """Let time pass."""

    def close(self) -> None:
        """Disconnect."""

    @property
    def closed(self) -> bool:
        """The SECC has closed."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One request of the car: what the recorded station said and what ours says. `detail` names what differs."""

    at: float
    request: str
    recorded: str
    answered: str
    verdict: Verdict
    detail: str = ""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A replayed session. `steps` has one entry a request; `good` when no answer has the wrong type or code."""

    recording: Recording
    steps: tuple[Step, ...]

    @property
    def good(self) -> bool:
        """Every answer is of the right type, and OK where the recorded one is."""
        return all(step.verdict in GOOD for step in self.steps)

    @property
    def differences(self) -> tuple[Step, ...]:
        """Steps worth reading."""
        return tuple(step for step in self.steps if step.verdict != "same")


class MemoryWire:
    """A `Wire` to a `Pair`."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair

    def open(self) -> None:
        self.pair.connect()

    def send(self, data: bytes) -> None:
        self.pair.send(data)

    def receive(self, within_s: float) -> v2gtp.Frame | None:
        self.pair.advance_until(lambda: self.pair.waiting or self.pair.closed, within_s)
        frames = self.pair.frames()
        self.pair.received()
        return frames[-1] if frames else None

    def wait(self, seconds: float) -> None:
        self.pair.advance(seconds)

    def close(self) -> None:
        self.pair.eof()

    @property
    def closed(self) -> bool:
        return self.pair.closed


def replay_in_memory(recording: Recording) -> Report:
    """Against our session, in memory, with a charger that follows the recorded station.

    Raises AssertionError for power where it may not be.
    """
    charger = FollowingCharger()
    pair = Pair(config_of(recording), charger)
    pair.watch.measured = False
    try:
        wire = MemoryWire(pair)
        return replay(recording, wire, expect=lambda answer: pair.run(lambda: charger.expect(answer)), speed=pace(recording))
    finally:
        pair.close()


def replay(recording: Recording, wire: Wire, *, expect: Callable[[msgspec.Struct | None], None], speed: float = 1.0) -> Report:
    """Play `recording` over `wire`. `expect` hears each recorded answer before its request is sent; gaps are divided by `speed`."""
    player = _Player(recording.protocol, wire, expect)
    steps = []
    wire.open()
    before = 0.0
    for exchange, request, recorded in recording.messages():
        if exchange.at > before and not wire.closed:
            wire.wait((exchange.at - before) / speed)
        before = exchange.at
        steps.append(player.play(exchange.at, exchange.request, request, recorded))
    wire.close()
    return Report(recording=recording, steps=tuple(steps))


def pace(recording: Recording) -> float:
    """1, or as many times faster as it takes to have no request answered Ongoing for more than 30 s.

    Some recorded stations took longer than they may (an insulation test of minutes); ours would give up, and rightly so.
    """
    longest, began, name = 0.0, 0.0, ""
    for exchange, request, answer in recording.messages():
        if type(request).__name__ != name:
            began, name = exchange.at, type(request).__name__
        if _processing(answer):
            longest = max(longest, exchange.at - began)
    return max(1.0, longest / ONGOING_S)


class _Player:
    """What one session needs to know from frame to frame."""

    def __init__(self, protocol: str, wire: Wire, expect: Callable[[msgspec.Struct | None], None]) -> None:
        self._protocol, self._wire, self._expect = protocol, wire, expect
        self._first = True
        self._session_id: bytes | None = None
        self._finished = ""

    def play(self, at: float, frame: v2gtp.Frame, request: msgspec.Struct | None, recorded: msgspec.Struct | None) -> Step:
        """One request."""
        protocol = "sap" if self._first or self._protocol == "unknown" else self._protocol
        self._first = False
        name = type(request).__name__ if request is not None else "undecodable"
        if self._wire.closed:
            return Step(at=at, request=name, recorded=_code(recorded), answered="", verdict="not sent", detail="the connection is closed")
        if name == self._finished:
            return Step(at=at, request=name, recorded=_code(recorded), answered="", verdict="left out")
        self._expect(recorded)
        answer = self._ask(protocol, frame, _processing(recorded) == "Finished")
        early = _processing(answer) == "Finished" and _processing(recorded).startswith("Ongoing")
        self._finished = name if early else ""
        verdict, detail = compare(recorded, answer, name)
        return Step(at=at, request=name, recorded=_code(recorded), answered=_code(answer), verdict=verdict, detail=detail)

    def _ask(self, protocol: str, frame: v2gtp.Frame, finish: bool) -> msgspec.Struct | None:
        payload = frame.payload if protocol == "sap" else self._patched(frame.payload)
        answer = None
        for _ in range(REPEATS):
            self._wire.send(v2gtp.frame(frame.type, payload))
            answer = self._receive(protocol)
            if not finish or not _processing(answer).startswith("Ongoing") or self._wire.closed:
                break
            self._wire.wait(REPEAT_S)
        return answer

    def _receive(self, protocol: str) -> msgspec.Struct | None:
        frame = self._wire.receive(ANSWER_S)
        if frame is None:
            return None
        try:
            document = decode_frame(protocol, frame)
        except PeerError:
            return None
        if isinstance(document, (din.V2G_Message, iso2.V2G_Message)) and self._session_id is None:
            self._session_id = document.header.session_id
        return message_of(document)

    def _patched(self, payload: bytes) -> bytes:
        """The car's bytes with the SessionID of this session, once there is one."""
        if self._session_id is None:
            return payload
        try:
            document = messages.decode(self._protocol, payload)
        except PeerError:
            return payload
        if not isinstance(document, (din.V2G_Message, iso2.V2G_Message)):
            return payload
        return replace_bits(payload, document.header.session_id, self._session_id)


def replace_bits(payload: bytes, old: bytes, new: bytes) -> bytes:
    """`payload` with the first occurrence of `old`, at any bit offset, replaced by `new` of the same length."""
    whole, width = int.from_bytes(payload, "big"), len(payload) * 8
    size = len(old) * 8
    if not size or len(old) != len(new):
        return payload
    wanted, mask = int.from_bytes(old, "big"), (1 << size) - 1
    for shift in range(width - size, -1, -1):
        if (whole >> shift) & mask == wanted:
            return (whole ^ ((wanted ^ int.from_bytes(new, "big")) << shift)).to_bytes(len(payload), "big")
    return payload


def compare(recorded: msgspec.Struct | None, answer: msgspec.Struct | None, request: str) -> tuple[Verdict, str]:
    """How `answer` stands to what the recorded station said to `request`."""
    if answer is None:
        return ("missing", "no answer") if recorded is not None else ("same", "")
    expected = type(recorded).__name__ if recorded is not None else request.replace("Req", "Res")
    if type(answer).__name__ != expected:
        return "type", f"{type(answer).__name__}, not {expected}"
    if recorded is None:
        return "same", ""
    if _failed(recorded):
        return ("same", "") if _code(answer) == _code(recorded) else ("status", f"{_code(answer)}, not {_code(recorded)}")
    if _failed(answer):
        return "code", f"{_code(answer)}, not {_code(recorded)}"
    if differing := _status(recorded, answer):
        return "status", differing
    return "same", ""


def _status(recorded: msgspec.Struct, answer: msgspec.Struct) -> str:
    """What differs in code, processing and notification, in words."""
    told = []
    for name in ("response_code", "evse_processing"):
        ours, theirs = str(getattr(answer, name, "")), str(getattr(recorded, name, ""))
        if ours != theirs:
            told.append(f"{name} {ours}, not {theirs}")
    for name in ("dc_evse_status", "ac_evse_status", "evse_status"):
        ours_status, theirs_status = getattr(answer, name, None), getattr(recorded, name, None)
        for field in ("evse_notification", "evse_status_code", "evse_isolation_status", "rcd"):
            ours, theirs = str(getattr(ours_status, field, "")), str(getattr(theirs_status, field, ""))
            if ours != theirs:
                told.append(f"{field} {ours}, not {theirs}")
    return "; ".join(told)


def _processing(message: msgspec.Struct | None) -> str:
    return str(getattr(message, "evse_processing", ""))


def _code(message: msgspec.Struct | None) -> str:
    return "" if message is None else str(getattr(message, "response_code", type(message).__name__))


def _failed(message: msgspec.Struct) -> bool:
    return _code(message).upper().startswith("FAILED")
