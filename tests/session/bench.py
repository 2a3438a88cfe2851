"""An EV on a bench: it talks to a `Session` directly, on a clock that moves only when told, and answers for the station's hardware."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

import msgspec

from secc import messages, v2gtp
from secc.config import Config
from secc.messages import sap
from secc.messages.xmldsig import Signature
from secc.session import commands, events
from secc.session.commands import Command
from secc.session.events import Event
from secc.session.link import Link
from secc.session.machine import Session
from secc.session.trust import Trust
from secc.testing.watch import PowerWatch

R = TypeVar("R")

UNIX = 1_700_000_000.0
NAMESPACES = {"iso2": "urn:iso:15118:2:2013:MsgDef", "din": "urn:din:70121:2012:MsgDef"}


def entropy() -> Callable[[int], bytes]:
    """A source that never gives the same bytes twice, and the same series every time."""
    count = iter(range(1, 1 << 30))
    return lambda size: next(count).to_bytes(4, "big").rjust(size, b"\xa5")[-size:]


class Hardware:
    """Answers requests of the session like a station on which everything works at once; `quiet` names events it leaves unanswered."""

    def __init__(self, *, quiet: tuple[type[Event], ...] = (), isolation: commands.Isolation = "valid") -> None:
        self.quiet, self.isolation = quiet, isolation
        self.volts, self.amps = 0.0, 0.0

    def answers(self, event: Event) -> list[Command]:
        if isinstance(event, self.quiet):
            return []
        match event:
            case events.AuthorizationWanted(request=request):
                return [commands.Authorized(verdict="accepted", request=request)]
            case events.CableCheckWanted():
                return [commands.ContactorChanged(closed=True), commands.CableChecked(isolation=self.isolation)]
            case events.CloseContactor():
                return [commands.ContactorChanged(closed=True)]
            case events.OpenContactor() | events.EmergencyOff():
                return [commands.ContactorChanged(closed=False)]
            case events.SetOutput(voltage_v=volts, current_a=amps):
                return [commands.Measured(voltage_v=volts, current_a=amps)]
            case events.StopOutput():
                return [commands.Measured(voltage_v=0.0, current_a=0.0)]
            case events.SchedulesWanted():
                return [commands.SchedulesOffered(schedules=())]
            case events.PilotAwaited(states=states):
                return [commands.PilotChanged(state=states[0])]
        return []


class Bench:
    """A session, its hardware, and what both said. `watch` holds the contactor invariant and is called for every event."""

    def __init__(
        self, config: Config | None = None, *, link: Link | None = None, hardware: Hardware | None = None, resume: bytes | None = None,
        setup_deadline: float | None = None, now: float = 0.0, trust: Trust | None = None, protocol: str = "iso2",
    ) -> None:
        self.set_name, self.namespace = protocol, NAMESPACES[protocol]
        self.set = import_module(f"secc.messages.{protocol}")
        self.config = config or Config()
        self.now = now
        self.session = Session(
            self.config, link or Link(), entropy=entropy(), now=now, unix_offset=UNIX, resume=resume, setup_deadline=setup_deadline, trust=trust,
        )
        self.hardware = hardware or Hardware()
        self.happened: list[Event] = []
        self.session_id = bytes(8)
        self._in = v2gtp.FrameBuffer(1 << 20)
        self._payloads: list[bytes] = []
        self.watch = PowerWatch(lambda: repr(self.happened[-8:]))

    # ---- what the EV does -----------------------------------------------------------------------------------------------------------

    def offer(self, *entries: tuple[str, int, int, int, int]) -> sap.supportedAppProtocolRes | None:
        """SupportedAppProtocol with (namespace, major, minor, schema id, priority)."""
        request = sap.supportedAppProtocolReq(app_protocol=tuple(
            sap.AppProtocolType(protocol_namespace=name, version_number_major=major, version_number_minor=minor, schema_id=schema, priority=priority)
            for name, major, minor, schema, priority in entries or [(self.namespace, 2, 0, 10, 1)]
        ))
        self.feed(v2gtp.frame(v2gtp.EXI, messages.encode("sap", request)))
        payloads = self.payloads()
        if not payloads:
            return None
        answer = messages.decode("sap", payloads[0])
        assert isinstance(answer, sap.supportedAppProtocolRes)
        return answer

    def frame(self, request: object, session_id: bytes | None = None, signature: Signature | None = None) -> bytes:
        header = self.set.MessageHeaderType(session_id=self.session_id if session_id is None else session_id, signature=signature)
        body = self.set.BodyType(body_element=request)
        return v2gtp.frame(v2gtp.EXI, messages.encode(self.set_name, self.set.V2G_Message(header=header, body=body)))

    def send(self, request: object, session_id: bytes | None = None, signature: Signature | None = None) -> None:
        if isinstance(request, msgspec.Struct):
            self.watch.request(request)
        self.feed(self.frame(request, session_id, signature))

    def ask(self, request: object, expect: type[R], session_id: bytes | None = None, signature: Signature | None = None) -> R:
        """Send and take the one answer, which must be of the type that pairs with the request and carry the session's id."""
        self.send(request, session_id, signature)
        return self.answer(expect)

    def answer(self, expect: type[R]) -> R:
        messages_ = self.answers()
        assert len(messages_) == 1, f"{len(messages_)} answers, {self.happened[-3:]}"
        message = messages_[0]
        self.session_id = message.header.session_id
        assert isinstance(message.body.body_element, expect), message.body.body_element
        return message.body.body_element

    def answers(self) -> list[Any]:
        """The V2G messages that came since the last call; each must be valid under the schema."""
        return [self._message(payload, strict=True) for payload in self.payloads()]

    def _message(self, payload: bytes, *, strict: bool = False) -> Any:
        message = messages.decode(self.set_name, payload, strict=strict)
        assert isinstance(message, self.set.V2G_Message)
        return message

    def payloads(self) -> list[bytes]:
        """What came from the station since the last call."""
        found, self._payloads = self._payloads, []
        return found

    def feed(self, data: bytes) -> None:
        """Bytes to the station, as they are."""
        self.session.receive_data(data, self.now)
        self.settle()

    def _receive(self) -> None:
        self._in.feed(self.session.data_to_send())
        while (frame := self._in.next()) is not None:
            assert isinstance(frame, v2gtp.Frame)
            assert frame.type == v2gtp.EXI
            self._payloads.append(frame.payload)
            if self.session.negotiated and len(frame.payload) > 4:
                self.watch.response(self._message(frame.payload).body.body_element)

    # ---- what the station and the clock do ------------------------------------------------------------------------------------------

    def push(self, *given: Command) -> None:
        for command in given:
            self._tell(command)
        self.settle()

    def _tell(self, command: Command) -> None:
        self.watch.command(command, self.now)
        self.session.command(command, self.now)
        self._receive()

    def settle(self) -> None:
        """Let the hardware answer until there is nothing left to answer."""
        self._receive()
        while happened := self.session.events():
            self.happened += happened
            for event in happened:
                self.watch.event(event, self.now)
                for command in self.hardware.answers(event):
                    self._tell(command)

    def wait(self, seconds: float) -> None:
        """Let time pass, ticking at every deadline."""
        end = self.now + seconds
        while (deadline := self.session.deadline()) is not None and deadline <= end:
            self.now = max(self.now, deadline)
            self.session.tick(self.now)
            self.settle()
        self.now = end
        self.watch.time(end)

    def seen(self, kind: type[R]) -> list[R]:
        return [event for event in self.happened if isinstance(event, kind)]

    @property
    def ended(self) -> events.SessionEnded | None:
        return next(iter(self.seen(events.SessionEnded)), None)
