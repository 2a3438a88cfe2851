"""The rules of one outlet, sans-IO: who may connect when, who is answered, which of the connections is the session.

The asyncio station drives one `OutletRules` with the real clock, the conformance checks drive one with a virtual clock. A connection is any
hashable key. Methods change the rules at once; what has to follow is collected: `drops()` names connections to close now, `facts()` returns
events for the host (the data-link error of a set-up time that ran out without a session, another SECC that was heard on the link).

Two ways to know of the data link (`Config.link`):

    slac     `dlink(True)` opens the outlet for 18 s [V2G2-714, V2G2-716, V2G2-723]; a session, or the end of the 18 s, closes it until the
             next `dlink(True)`.
    always   nobody signals the link: it is ready from the start and again at once after each session; the 18 s of a connection run from the
             first discovery request of its EV, or from the connection itself where it asked nothing.
"""

from __future__ import annotations

from collections.abc import Hashable
from ipaddress import IPv6Address

import msgspec

from secc import sdp
from secc.config import Config
from secc.sdp import Announcement
from secc.session.events import Event, PeerMisbehaved, SessionEnded, SessionPaused, SessionStarted
from secc.session.profile import switches

COMMUNICATION_SETUP_S = 18.0
SETUP_TIMER = "V2G_SECC_CommunicationSetup_Performance_Time"
MAX_PENDING = 8
MAX_SOURCES = 64


class _Pending(msgspec.Struct, kw_only=True):
    """A connection that has not negotiated a protocol yet. `discovered`: its address asked for discovery before it connected."""

    source: str
    discovered: bool
    heard_at: float
    spoke: bool = False

    def worth(self) -> tuple[bool, bool, float]:
        """Order in which connections are given up: silent strangers first, the longest idle of them before the others."""
        return (self.spoke, self.discovered, self.heard_at)


class OutletRules:
    """State of one outlet between and during sessions. `now` is any monotonic clock in seconds, the same for all methods."""

    def __init__(self, config: Config, *, announcement: Announcement | None = None) -> None:
        self._slac = config.link == "slac"
        self._again = switches(config.profile, config.switches)["sdp_after_setup_timeout"]
        self._pause_s = config.timeouts.pause_context_s
        self.announcement = announcement
        self._ready_at: float | None = None
        self._first_asked: dict[str, float] = {}
        self._others: set[IPv6Address] = set()
        self._pending: dict[Hashable, _Pending] = {}
        self._active: Hashable | None = None
        self._active_set_up = False
        self._context: tuple[bytes, float] | None = None
        self._drops: list[Hashable] = []
        self._facts: list[Event] = []

    # ---- what to do next ----------------------------------------------------------------------------------------------------------

    def drops(self) -> list[Hashable]:
        """Connections to close now, each named once."""
        drops, self._drops = self._drops, []
        return drops

    def facts(self) -> list[Event]:
        """Events of the outlet itself (not of a session) since the last call."""
        facts, self._facts = self._facts, []
        return facts

    def deadline(self) -> float | None:
        """When `tick` must be called next."""
        return None if self._ready_at is None else self._ready_at + COMMUNICATION_SETUP_S

    def tick(self, now: float) -> None:
        """Time passed. The end of the set-up time without a session closes the outlet and is a data-link error [V2G2-723].

        With the switch `sdp_after_setup_timeout` the outlet stays open for another 18 s instead.
        """
        deadline = self.deadline()
        if deadline is None or now < deadline:
            return
        self._ready_at = None
        if self._active is None:
            self._give_up(list(self._pending))
            if self._again:
                self._ready_at = now
                return
            self._facts.append(SessionEnded(ok=False, reason=SETUP_TIMER, state="CommunicationSetup", datalink="error"))

    # ---- the data link ------------------------------------------------------------------------------------------------------------

    def dlink(self, ready: bool, now: float) -> None:
        """The data link came up or went away. A link that goes away takes every connection with it. Only mode `slac` listens to this."""
        if not self._slac:
            return
        if not ready:
            self._ready_at = None
            self._give_up([*self._pending, *([] if self._active is None else [self._active])])
        elif self._active is None:
            self._ready_at = now

    def unplugged(self) -> None:
        """The EV left: what a paused session left behind is void."""
        self._context = None

    @property
    def serving(self) -> bool:
        """Discovery is answered and connections are let in."""
        return self._active is None and (not self._slac or self._ready_at is not None)

    @property
    def listening(self) -> bool:
        """A TCP listener has to be open: also during a session, so that further connections are closed at once instead of hanging."""
        return self._active is not None or self.serving

    # ---- discovery ----------------------------------------------------------------------------------------------------------------

    def sdp(self, datagram: bytes, source: IPv6Address, now: float) -> bytes | None:
        """The answer to a datagram, or None for silence. Answers do not change while nothing connects."""
        self.tick(now)
        response = sdp.answer(datagram, source, self.announcement if self.serving else None)
        if response is None:
            self._overheard(datagram, source)
        elif not self._slac:
            self._asked(str(source), now)
        return response

    def _overheard(self, datagram: bytes, source: IPv6Address) -> None:
        """Another SECC that answers on this link takes our cars, or plays us for them: the host is told once a source and session."""
        other, own = sdp.decode_response(datagram), self.announcement
        if other is None or own is None or source == own.address or source in self._others or len(self._others) >= MAX_SOURCES:
            return
        self._others.add(source)
        self._facts.append(PeerMisbehaved(what="another_secc", detail=f"{source} announces [{other.address}]:{other.port}, {other.security.name}"))

    def _asked(self, source: str, now: float) -> None:
        first = self._first_asked.get(source)
        if first is None or now >= first + COMMUNICATION_SETUP_S:
            self._first_asked.pop(source, None)
            while len(self._first_asked) >= MAX_SOURCES:
                del self._first_asked[next(iter(self._first_asked))]
            self._first_asked[source] = now

    # ---- connections --------------------------------------------------------------------------------------------------------------

    def accept(self, connection: Hashable, source: IPv6Address, now: float) -> bool:
        """May this connection stay? At most eight that have not negotiated; the longest idle one makes room for a new one."""
        self.tick(now)
        if not self.serving:
            return False
        name = str(source)
        if len(self._pending) >= MAX_PENDING:
            self._give_up([min(self._pending, key=lambda key: self._pending[key].worth())])
        self._pending[connection] = _Pending(source=name, discovered=name in self._first_asked, heard_at=now)
        return True

    def setup_deadline(self, connection: Hashable, now: float) -> float:
        """End of the communication-setup time of an accepted connection: the `setup_deadline` of its `Session`."""
        if self._ready_at is not None:
            return self._ready_at + COMMUNICATION_SETUP_S
        pending = self._pending.get(connection)
        first = None if pending is None else self._first_asked.get(pending.source)
        return (now if first is None or now >= first + COMMUNICATION_SETUP_S else first) + COMMUNICATION_SETUP_S

    def heard(self, connection: Hashable, now: float) -> None:
        """Bytes came in on a connection."""
        pending = self._pending.get(connection)
        if pending is not None:
            pending.spoke, pending.heard_at = True, now

    def negotiated(self, connection: Hashable) -> None:
        """A supportedAppProtocolRes OK was sent: this connection is the session now, and the other ones end."""
        if connection in self._pending and self._active is None:
            del self._pending[connection]
            self._active, self._active_set_up = connection, False
            self._give_up(list(self._pending))

    def observe(self, connection: Hashable, event: Event, now: float) -> None:
        """An event of the session on this connection. Keeps the context of a pause, and forgets it where it may not live on."""
        if isinstance(event, SessionPaused):
            self._context = (event.context, now)
        elif isinstance(event, SessionStarted):
            self._context, self._ready_at = None, None
            self._active_set_up = connection == self._active
        elif isinstance(event, SessionEnded):
            if self._active_set_up and connection == self._active and event.datalink != "pause":
                self._context = None
            self.ended(connection)

    def ended(self, connection: Hashable) -> None:
        """The connection is over for the outlet, though TCP may still be closing. After a session the link has to become ready anew."""
        if connection == self._active:
            self._active, self._ready_at = None, None
            self._first_asked.clear()
            self._others.clear()
        pending = self._pending.pop(connection, None)
        if pending is not None:
            self._first_asked.pop(pending.source, None)

    @property
    def active(self) -> Hashable | None:
        """The connection whose session runs."""
        return self._active

    @property
    def pending(self) -> int:
        """How many connections have not negotiated yet."""
        return len(self._pending)

    def restore(self, context: bytes, now: float) -> None:
        """A paused session that outlived a restart of the station."""
        self._context = (context, now)

    def resume(self, now: float) -> bytes | None:
        """The `resume` argument of the next session: the context of a paused one, within its life time."""
        if self._context is not None and now >= self._context[1] + self._pause_s:
            self._context = None
        return None if self._context is None else self._context[0]

    def _give_up(self, connections: list[Hashable]) -> None:
        self._drops.extend(connections)
        for connection in connections:
            self.ended(connection)
