"""The sans-IO session: bytes in, one table row, bytes out. It runs protocol values (`secc.session.table`) and names no message.

The way of a frame: buffer → message set → request → guards in the protocol's order → row → handler → Reply | Refuse | Later → bytes and events.
Nothing the EV sends is raised from here: it becomes a refusal, an event, or the end of the session. An error of our own ends it with power off.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import Enum
from typing import Any, Final

import msgspec

from secc import messages, v2gtp
from secc.config import Config
from secc.errors import FramingError, StateError
from secc.session import commands, events, protocols
from secc.session.commands import Command
from secc.session.events import Event
from secc.session.evse import Evse
from secc.session.inbox import Arrived, Inbox, Spoiled
from secc.session.link import Link
from secc.session.power import Stage
from secc.session.profile import switches
from secc.session.supply import Supply
from secc.session.table import MAIN, Context, End, Later, Outcome, Protocol, Received, Refuse, Reply, Response, Row, Timer
from secc.session.timers import Timers
from secc.session.trust import Trust
from secc.trace import Frame, Message, Trace, Transition

SETUP: Final = Timer("V2G_SECC_CommunicationSetup_Performance_Time", 18.0, "close", "V2G2-714 V2G2-716 V2G2-723")
"""Runs from the data link until SessionSetupRes; the station says when it ends."""
STOP: Final = "stop"
"""Name of the timer after which a stop that the EV does not obey takes power away."""


class _Pending(msgspec.Struct, frozen=True):
    """A request on its way to an answer; `row` None: there is none for it."""

    row: Row | None
    arrived: Arrived


class _Held(msgspec.Struct, frozen=True):
    pending: _Pending
    later: Later[Any]


class Session:
    """One V2G session on one connection. Bytes, commands and time in; bytes, events and a deadline out. Nothing here raises for what the EV did.

    `entropy(n)` gives n bytes of cryptographic randomness. `now` is any monotonic clock in seconds; `unix_offset` makes it wall-clock time
    (None: the station's clock is not trusted). `resume` is the `context` of an earlier SessionPaused event of this outlet, or None.
    `setup_deadline` is the end of the 18 s communication-setup time on the same clock (the station runs it), None if there is none.
    `trust` holds the roots for Plug & Charge; without it no certificate is believed. Raises ConfigError for a switch that does not exist.
    """

    def __init__(
        self, config: Config, link: Link, *, entropy: Callable[[int], bytes], now: float, unix_offset: float | None = None,
        resume: bytes | None = None, setup_deadline: float | None = None, trace: Trace | None = None, trust: Trust | None = None,
    ) -> None:
        self._config, self._link, self._entropy, self._trace, self._trust = config, link, entropy, trace, trust or Trust()
        self._now, self._unix_offset, self._resume = now, unix_offset if config.clock_trusted else None, resume
        self._switches = switches(config.profile, config.switches)
        self._timers = Timers(trace)
        self._inbox = Inbox(config.max_frame, trace)
        self._held: _Held | None = None
        self._ended = False
        self._leaving: End | None = None
        self._session_id = b""
        self._events: list[Event] = []
        self._supply = Supply(config.outlet, self._events)
        self._out = bytearray()
        self._faults: dict[str, int] = {}
        self._late_at = math.inf
        self._frame_timer = Timer("frame_timeout", config.timeouts.frame_s, "close")
        protocols.prepare(config.outlet.protocols)
        self._protocol: Protocol = protocols.load(protocols.FIRST)
        self._facts: Any = self._protocol.facts(config, link, None)
        self._state = self._protocol.first
        self._timers.start(self._protocol.sequence, now)
        if setup_deadline is not None:
            self._timers.until(SETUP, setup_deadline, now)

    # ---- the outside -------------------------------------------------------------------------------------------------------------

    def receive_data(self, data: bytes, now: float) -> None:
        """Bytes from the EV, in any pieces."""
        self._step(now, self._receive, data)

    def receive_eof(self, now: float) -> None:
        """The EV closed its side, or the connection broke."""
        self._step(now, self._finish, End("connection_closed", datalink="error"))

    def command(self, command: Command, now: float) -> None:
        """Something the charger or the application says."""
        self._step(now, self._obey, command)

    def tick(self, now: float) -> None:
        """Time passed; call at or after `deadline()`."""
        self._step(now, self._tick)

    def deadline(self) -> float | None:
        """When `tick` must be called next, on the clock of `now`; None: not needed."""
        return None if self._ended else self._timers.deadline()

    def events(self) -> list[Event]:
        """What happened since the last call, in order."""
        happened = self._events.copy()
        self._events.clear()
        return happened

    def data_to_send(self) -> bytes:
        """Bytes for the EV since the last call."""
        out = bytes(self._out)
        self._out.clear()
        return out

    @property
    def state(self) -> str:
        """Name of the present state, for logs and tests."""
        return self._state

    @property
    def protocol(self) -> str:
        """Name of the protocol that runs: `sap`, then what was negotiated."""
        return self._protocol.name

    @property
    def negotiated(self) -> bool:
        """A supportedAppProtocolRes OK was sent: this is the active session of its outlet."""
        return self._protocol.name != protocols.FIRST

    @property
    def set_up(self) -> bool:
        """SessionSetupRes was sent: the communication-setup time (18 s) is over."""
        return bool(self._session_id)

    @property
    def waiting(self) -> bool:
        """A request waits for the hardware before it is answered."""
        return self._held is not None

    @property
    def stage(self) -> Stage:
        """Where power stands; see `secc.session.power`."""
        return self._supply.stage

    @property
    def evse(self) -> Evse:
        """The snapshot of the station that answers are made from."""
        return self._supply.evse

    @property
    def closing(self) -> bool:
        """The connection has to be closed by us once `data_to_send()` is flushed (SessionEnded was or will be among the events)."""
        return self._ended

    # ---- bytes ----------------------------------------------------------------------------------------------------------------------

    def _step(self, now: float, action: Callable[..., None], *arguments: object) -> None:
        """The firewall: whatever goes wrong in here ends this session, with power off, and nothing else."""
        if self._ended:
            return
        self._now = now
        try:
            action(*arguments)
        except Exception as error:
            self._finish(End("internal_error", datalink="error", detail=f"{type(error).__name__}: {error}"), emergency=True)

    def _receive(self, data: bytes) -> None:
        self._inbox.feed(data)
        self._drain()
        if self._held and self._inbox.flooded:
            self._finish(End("flooded", datalink="error", detail="more requests than one while an answer is due"))

    def _drain(self) -> None:
        """Handle the frames that are complete, in order, until one has to wait or the session is over."""
        while not self._held and not self._leaving and not self._ended:
            try:
                item = self._inbox.next(self._protocol, self._now)
            except FramingError as error:
                self._finish(End("frame_too_long", datalink="error", detail=str(error)))
                return
            if item is None:
                break
            self._timers.stop(self._frame_timer.name, self._now)
            if isinstance(item, Spoiled):
                self._spoiled(item)
            else:
                self._request(item)
        if self._inbox.partial and not self._ended:
            self._timers.start(self._frame_timer, self._now)

    def _spoiled(self, item: Spoiled) -> None:
        """Something came that is no request: per protocol it is as if nothing had come, or the end."""
        self._misbehaved(item.what, item.detail)
        if item.policy == "close":
            self._finish(End(item.what, datalink="error", detail=item.detail))

    def _misbehaved(self, what: str, detail: str) -> None:
        """Tell, but not a thousand times: the first, the tenth, the hundredth …"""
        count = self._faults[what] = self._faults.get(what, 0) + 1
        if count in (1, 10, 100, 1000, 10_000):
            self._events.append(events.PeerMisbehaved(what=what, detail=ascii(detail)[1:-1] + (f" ({count} times)" if count > 1 else "")))

    # ---- requests -------------------------------------------------------------------------------------------------------------------

    def _request(self, arrived: Arrived) -> None:
        if arrived.oddity:
            self._misbehaved("payload_type", arrived.oddity)
        if arrived.stream.name == MAIN:
            self._timers.stop(self._protocol.sequence.name, self._now)
            if self._now > self._late_at:
                self._misbehaved("late_request", f"{type(arrived.received.request).__name__} {self._now - self._late_at:.3f} s too late")
        pending = _Pending(self._row(arrived), arrived)
        refuse = self._guard(pending) or self._unfit()
        if pending.row is None or refuse:
            self._refuse(pending, refuse or Refuse(self._protocol.sequence_error))
        else:
            self._settle(pending, pending.row.handler(arrived.received.request, self._context(pending)))

    def _row(self, arrived: Arrived) -> Row | None:
        row = self._protocol.table.get((arrived.stream.name, self._state, type(arrived.received.request)))
        return row if row is None or not row.switch or self._switches[row.switch] else None

    def _guard(self, pending: _Pending) -> Refuse | None:
        received = pending.arrived.received
        for guard in self._protocol.guards:
            if guard == "sequence" and pending.row is None:
                return Refuse(self._protocol.sequence_error, f"{type(received.request).__name__} in {self._state}")
            if guard == "session_id" and not self._known(received):
                return Refuse(self._protocol.unknown_session, f"session id {received.session_id.hex()}")
        return None

    def _known(self, received: Received) -> bool:
        """No session yet, a request that makes one, or the id of this one."""
        return not self._session_id or type(received.request) in self._protocol.setup or received.session_id == self._session_id

    def _unfit(self) -> Refuse | None:
        """What makes any request fail: an emergency, power that was taken away, a time that has run out."""
        reason = self._supply.unfit or self._timers.overdue
        return Refuse(self._protocol.failed, self.evse.emergency, reason) if reason else None

    def _context(self, pending: _Pending) -> Context[Any]:
        return Context(
            config=self._config, switches=self._switches, link=self._link, trust=self._trust, evse=self._supply.evse, facts=self._facts,
            now=self._now, unix=self._unix, session_id=self._session_id, expired=self._timers.expired, header=pending.arrived.received.header,
            raw=pending.arrived.raw, entropy=self._entropy, state=self._state, stage=self._supply.stage)  # fmt: skip

    @property
    def _unix(self) -> float | None:
        return None if self._unix_offset is None else self._now + self._unix_offset

    def _settle(self, pending: _Pending, outcome: Outcome[Any]) -> None:
        match outcome:
            case Reply():
                self._answer(pending, outcome)
            case Later():
                self._hold(pending, outcome)
            case Refuse():
                self._refuse(pending, outcome)

    def _answer(self, pending: _Pending, reply: Reply[Any]) -> None:
        row = pending.row
        if row is None or reply.to not in row.to:
            raise StateError(f"{self._state} leads to {reply.to}, which its row does not declare")
        if reply.session_id:
            self._session_id = reply.session_id
            self._timers.stop(SETUP.name, self._now)
        self._keep(reply)
        self._send(pending, reply.response, reply.raw, reply.signature)
        for name in reply.stop:
            self._timers.stop(name, self._now)
        for timer in reply.start:
            self._timers.start(timer, self._now)
        self._supply.tell(reply.do)
        if pending.arrived.stream.name == MAIN:
            self._move(reply.to, type(pending.arrived.received.request).__name__)
        if reply.protocol:
            self._switch(reply.protocol)
        self._continue(pending, reply.response, reply.end)

    def _refuse(self, pending: _Pending, refuse: Refuse) -> None:
        arrived = pending.arrived
        response = arrived.refusal(arrived.received.request, refuse.code, self._context(pending))
        self._send(pending, response, b"", None)
        self._supply.tell(refuse.do)
        self._continue(pending, response, End(refuse.reason or str(refuse.code.value), detail=refuse.detail))

    def _continue(self, pending: _Pending, response: Response, end: End | None) -> None:
        """After an answer: the session ends, or the time for the next request begins."""
        code = response.response_code
        if end is None and code in self._protocol.fatal:
            end = End(str(code.value))
        if end and (end.ok or self._closes(code)):
            self._leave(end)
            return
        if end:
            self._supply.off(end.reason)
        if pending.arrived.stream.name == MAIN:
            self._await_next(response)

    def _await_next(self, response: Response) -> None:
        timer = self._protocol.sequence_after(response, self._state) or self._protocol.sequence
        self._late_at = self._now + timer.seconds
        if timer.slack and self._switches["timer_slack"]:
            timer = msgspec.structs.replace(timer, seconds=timer.slack)
        self._timers.restart(timer, self._now)

    def _leave(self, end: End) -> None:
        """The end, now or after the time that it takes; whatever happens meanwhile, the end is this one."""
        self._leaving = end
        self._timers.clear()
        if end.after > 0:
            self._supply.off(end.reason)
            self._timers.start(Timer(end.reason, end.after, "close"), self._now)
        else:
            self._finish(end)

    def _closes(self, code: Enum) -> bool:
        return self._switches["close_after_failed"] or code == self._protocol.sequence_error

    def _hold(self, pending: _Pending, later: Later[Any]) -> None:
        self._held = _Held(pending, later)
        self._keep(later)
        if not self._timers.running(later.within.name):
            self._timers.restart(later.within, self._now)
        self._supply.tell(later.do)

    def _keep(self, outcome: Reply[Any] | Later[Any]) -> None:
        if outcome.facts is not None:
            self._facts = outcome.facts
        if outcome.stage is not None:
            self._supply.stage = outcome.stage

    def _release(self, decide: Callable[[Any, Context[Any]], Outcome[Any]]) -> None:
        """Ask again for the held reply."""
        held = self._held
        if held is None:
            return
        self._held = None
        outcome = decide(held.pending.arrived.received.request, self._context(held.pending))
        if not isinstance(outcome, Later) or outcome.within.name != held.later.within.name:
            self._timers.stop(held.later.within.name, self._now)
        self._settle(held.pending, outcome)

    def _send(self, pending: _Pending, response: Response, raw: bytes, signature: object) -> None:
        set_name = self._protocol.streams[pending.arrived.payload_type].set_name
        payload = raw or messages.encode(set_name, self._protocol.wrap(response, self._session_id, self._unix or self._now, signature))
        self._out += v2gtp.frame(pending.arrived.payload_type, payload)
        if self._trace:
            self._trace(Message(at=self._now, direction="evse", name=type(response).__name__, code=str(response.response_code.value)))
            self._trace(Frame(at=self._now, direction="evse", payload_type=pending.arrived.payload_type, payload=payload, message_set=set_name))

    # ---- the station and the clock --------------------------------------------------------------------------------------------------

    def _obey(self, command: Command) -> None:
        reaction = self._supply.hear(command, self._now)
        if reaction.end:
            self._finish(End(reaction.end, datalink="error", detail=reaction.off))
            return
        if reaction.stop or isinstance(command, commands.Stop):
            self._arm_stop()
        if self._held:
            self._resume_held(command)
        self._drain()

    def _resume_held(self, command: Command) -> None:
        unfit = self._unfit()
        if unfit:
            self._release(lambda request, context: unfit)
        elif self._held and isinstance(command, self._held.later.wake):
            self._release(self._held.later.then)

    def _arm_stop(self) -> None:
        stop = self.evse.stop
        if stop:
            self._timers.start(Timer(STOP, max(0.0, stop.grace_s) + self._config.timeouts.stop_margin_s, "off", "V2G2-680"), self._now)

    def _tick(self) -> None:
        while not self._ended and (timer := self._timers.due(self._now)):
            self._expire(timer)
        if not self._ended:
            self._drain()

    def _expire(self, timer: Timer) -> None:
        if self._held and timer.name == self._held.later.within.name:
            self._release(self._held.later.late)
        elif timer.expiry == "close":
            self._finish(End(timer.name, datalink="error"), emergency=not self._leaving)
        elif timer.expiry != "note":
            if timer.expiry == "off":
                self._supply.off(timer.name)
            unfit = self._unfit()
            if self._held and unfit:
                self._release(lambda request, context: unfit)

    # ---- the end --------------------------------------------------------------------------------------------------------------------

    def _finish(self, end: End, *, emergency: bool = False) -> None:
        """The end, whatever the reason: power off, one last event, nothing more."""
        if self._ended:
            return
        end = self._leaving or end
        self._ended, self._held = True, None
        self._supply.end(end.reason, emergency=emergency)
        self._events.append(events.SessionEnded(ok=end.ok, reason=end.reason, state=self._state, datalink=end.datalink, detail=end.detail))
        self._timers.clear()
        if self._trace:
            self._trace(Transition(at=self._now, old=self._state, new="", cause=end.reason))

    def _move(self, to: str, cause: str) -> None:
        if to != self._state and self._trace:
            self._trace(Transition(at=self._now, old=self._state, new=to, cause=cause))
        self._state = to

    def _switch(self, name: str) -> None:
        """Go on with the protocol that was negotiated."""
        self._timers.stop(self._protocol.sequence.name, self._now)
        self._protocol = protocols.load(name)
        self._facts = self._protocol.facts(self._config, self._link, self._resume)
        self._inbox.cap = max(self._config.max_frame, self._protocol.max_frame)
        self._move(self._protocol.first, name)
