"""An EV's end and a SECC on one fake wire and one virtual clock: the real session, driver and charger, no socket, no waiting.

    pair = Pair(config)
    pair.connect()
    pair.send(frame)                       # bytes to the SECC
    pair.frames()                          # what it answered since the last call
    pair.advance(3.0)                      # three seconds pass
    pair.eof(); pair.connect()             # the next session of the same outlet, resumable

The watch (`secc.testing.watch`) looks at every step. Messages that pass are decoded for it and for `story()`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec

from secc import v2gtp
from secc.charger.api import Charger
from secc.charger.driver import Driver
from secc.charger.simulated import SimulatedCharger
from secc.charger.store import MemoryStore, Store
from secc.config import Config
from secc.errors import EncodeError, PeerError
from secc.session import events
from secc.session.commands import CableChecked, Command
from secc.session.events import Event
from secc.session.link import Link
from secc.session.machine import Session
from secc.session.trust import Trust
from secc.testing.clock import VirtualClock
from secc.testing.watch import PowerWatch
from secc.testing.wire import decode_frame, message_of, name_of
from secc.trace import Trace

START_S = 1000.0
UNIX_S = 1_700_000_000.0
STORY_LINES = 200


def entropy(seed: str = "") -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run; for tests only."""
    counter = 0

    def draw(count: int) -> bytes:
        nonlocal counter
        counter += 1
        return hashlib.shake_256(f"{seed}/{counter}".encode()).digest(count)

    return draw


class Pair:
    """One outlet and whoever is plugged in.

    `charger` is a `SimulatedCharger` of the outlet unless given. `events` holds all events of the present session, `log` all of its frames
    as (time, "ev" or "evse", payload type, payload). `closed` tells that the SECC closed the connection (or none is open).
    """

    def __init__(
        self, config: Config, charger: Charger | None = None, *, link: Link | None = None, store: Store | None = None, now: float = START_S,
        unix_offset: float | None = UNIX_S, trace: Trace | None = None, seed: str = "", trust: Trust | None = None,
    ) -> None:
        self.config, self.link, self.trace, self.unix_offset, self.trust = config, link or Link(), trace, unix_offset, trust
        self.clock = VirtualClock.starting_at(now)
        self.charger: Charger = charger or SimulatedCharger(config.outlet)
        self.store: Store = store or MemoryStore()
        self.watch = PowerWatch(self.story)
        self.driver = Driver(self.charger, self.clock)
        self.driver.watch = self._pushed
        self.events: list[Event] = []
        self.log: list[tuple[float, str, int, bytes]] = []
        self.closed = True
        self.session: Session | None = None
        self._entropy = entropy(seed)
        self._story: list[str] = []
        self._out: list[v2gtp.Frame] = []
        self._raw = bytearray()
        self._attached = False
        self._timer_at: float | None = None
        self.clock.complete(self.driver.start())

    # ---- the EV's side --------------------------------------------------------------------------------------------------------------

    def connect(self, link: Link | None = None, *, setup_s: float | None = None) -> Session:
        """A new connection; an open one is ended as if it broke. `setup_s` starts the communication-setup time with that many seconds."""
        self.eof()
        self.events, self.log, self._out, self._story = [], [], [], []
        self._raw.clear()
        self.watch.begin()
        self._reader = v2gtp.FrameBuffer(1 << 24)
        self._writer = v2gtp.FrameBuffer(1 << 24)
        self._set = "sap"
        longest = self.config.timeouts.pause_context_s
        self.session = Session(
            self.config, link or self.link, entropy=self._entropy, now=self.now, unix_offset=self.unix_offset,
            resume=self.store.paused(self.config.outlet.evse_id, self._unix(), longest),
            setup_deadline=None if setup_s is None else self.now + setup_s, trace=self.trace, trust=self.trust,
        )
        self.closed = False
        self.clock.run(self._flush)
        return self.session

    def send(self, data: bytes) -> None:
        """Bytes to the SECC, in any pieces. Nothing happens when it has closed."""
        if self.session is None or self.closed:
            return
        session = self.session
        self._note("ev", self._reader, data)
        self.clock.run(session.receive_data, data, self.now)
        self.clock.run(self._flush)

    def frames(self) -> list[v2gtp.Frame]:
        """What the SECC has sent since the last call."""
        out, self._out = self._out, []
        return out

    def received(self) -> bytes:
        """The same as bytes, header included."""
        raw = bytes(self._raw)
        self._raw.clear()
        return raw

    @property
    def waiting(self) -> bool:
        """`received` has something."""
        return bool(self._raw)

    def eof(self) -> None:
        """The EV closes the connection, or it breaks."""
        if self.session is not None and not self.closed:
            session = self.session
            self.clock.run(session.receive_eof, self.now)
            self.clock.run(self._flush)
            self._close()

    # ---- time and the station's side -------------------------------------------------------------------------------------------------

    @property
    def now(self) -> float:
        """The time on the virtual clock, in seconds."""
        return self.clock.now

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass, every timer at its own time."""
        self.clock.advance(seconds)
        self.watch.time(self.now)

    def advance_until(self, condition: Callable[[], bool], limit_s: float) -> bool:
        """Let time pass from timer to timer until `condition()`; False when that takes longer than `limit_s`."""
        end = self.now + limit_s
        while not condition():
            due = self.clock.next_timer()
            if due is None or due > end:
                self.advance(end - self.now)
                return condition()
            self.clock.advance_to(due)
            self.watch.time(self.now)
        return True

    def push(self, command: Command) -> None:
        """A command from the charger or the application."""
        self.clock.run(self.driver.push, command)

    def run(self, function: Callable[[], object]) -> None:
        """Call something that belongs to the station's event loop, such as `charger.set_pilot`."""
        self.clock.run(function)

    def close(self) -> None:
        """Ends the session, the driver and all tasks."""
        self.eof()
        self.clock.complete(self.driver.stop())
        self.clock.close()

    def of(self, kind: type[Event]) -> list[Event]:
        """Events of one kind in the present session."""
        return [event for event in self.events if isinstance(event, kind)]

    def story(self) -> str:
        """The present session as text: time, who, what; the last lines of it."""
        return "\n".join(self._story[-STORY_LINES:])

    # ---- inside ---------------------------------------------------------------------------------------------------------------------

    def _unix(self) -> float:
        return self.now + (self.unix_offset or 0.0)

    def _deliver(self, command: Command) -> None:
        if self.session is not None and not self.closed:
            self._tell("hardware", repr(command))
            if isinstance(command, CableChecked):
                self.watch.command(command, self.now)
            self.session.command(command, self.now)
            self._flush()

    def _flush(self) -> None:
        session = self.session
        if session is None or self.closed:
            return
        data = session.data_to_send()
        if data:
            self._raw += data
            self._note("evse", self._writer, data)
        if session.negotiated and not self._attached:
            self._attached = True
            self.driver.attach(self._deliver)
        for event in session.events():
            self._happened(event)
        if session.closing:
            if more := session.data_to_send():
                self._raw += more
                self._note("evse", self._writer, more)
            self._close()
        else:
            self._arm()

    def _happened(self, event: Event) -> None:
        self.events.append(event)
        self._tell("session", repr(event))
        self.watch.event(event, self.now)
        if isinstance(event, events.ProtocolSelected):
            self._set = event.protocol.partition("_")[0]
        elif isinstance(event, events.SessionPaused):
            self.store.keep_paused(self.config.outlet.evse_id, event.context, self._unix())
        elif isinstance(event, events.SessionStarted):
            self.store.drop_paused(self.config.outlet.evse_id)
        self.driver.handle(event)

    def _close(self) -> None:
        self.closed = True
        self._timer_at = None
        if self._attached:
            self._attached = False
            self.clock.run(self.driver.detach)

    def _arm(self) -> None:
        """Have the session's own deadline among the clock's timers."""
        if self.session is None:
            return
        due = self.session.deadline()
        if due is not None and due != self._timer_at:
            self.clock.call_at(max(due, self.now), self._tick, self.session, due)
        self._timer_at = due

    def _tick(self, session: Session, due: float) -> None:
        if session is self.session and not self.closed and self._timer_at == due:
            self._timer_at = None
            session.tick(self.now)
            self._flush()

    def _pushed(self, command: Command) -> None:
        if not isinstance(command, CableChecked):
            self.watch.command(command, self.now)

    def _note(self, direction: str, buffer: v2gtp.FrameBuffer, data: bytes) -> None:
        for frame in _frames(buffer, data):
            self.log.append((self.now, direction, frame.type, frame.payload))
            if direction == "evse":
                self._out.append(frame)
            self._look(direction, frame)

    def _look(self, direction: str, frame: v2gtp.Frame) -> None:
        try:
            message: msgspec.Struct = message_of(decode_frame(self._set, frame))
        except (PeerError, EncodeError) as error:
            self._tell(direction, f"{frame.type:04x} {frame.payload.hex()} ({error})")
            return
        self._tell(direction, name_of(message))
        if direction == "ev":
            self.watch.request(message)
        else:
            self.watch.response(message)

    def _tell(self, who: str, what: str) -> None:
        line = f"{self.now:10.3f} {who:8} {what}"
        if "hardware Measured" in line and self._story and "hardware Measured" in self._story[-1]:
            self._story[-1] = line
        else:
            self._story.append(line)


def _frames(buffer: v2gtp.FrameBuffer, data: bytes) -> list[v2gtp.Frame]:
    buffer.feed(data)
    frames = []
    try:
        while (item := buffer.next()) is not None:
            if isinstance(item, v2gtp.Frame):
                frames.append(item)
    except PeerError:
        pass
    return frames
