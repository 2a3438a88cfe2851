"""One outlet on the network: discovery, listeners, connections, the hardware behind them. Several stations run in one process.

    station = Station(config, charger)
    await station.start()      # the hardware first, then the interface, as soon as it is there
    station.dlink(True)        # what SLAC says; needed with config.link == "slac"
    await station.stop()       # power off, everything closed, within a second

The rules are in `outlet`, the bytes in `sdp` and `session`; here is what needs sockets, a clock and tasks.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from ipaddress import IPv6Address
from typing import Protocol

from secc import sdp
from secc.charger.api import Charger
from secc.charger.driver import Driver
from secc.charger.home import Home
from secc.charger.store import MemoryStore, Store
from secc.config import Config
from secc.net import interfaces
from secc.net.budget import Budget
from secc.net.connection import Connection
from secc.net.interfaces import Place
from secc.net.listener import Listener
from secc.net.log import log
from secc.net.outlet import OutletRules
from secc.net.sdp_server import SdpServer
from secc.net.wire import PlainWire, Wire
from secc.sdp import Announcement
from secc.session import commands, events, protocols
from secc.session.commands import Command
from secc.session.events import Event
from secc.session.link import Link
from secc.session.machine import Session
from secc.session.trust import Trust
from secc.trace import Frame, Trace

MAX_CLOSING = 16
"""Connections whose session is over and whose TCP connection is not; the oldest of more is cut."""
POLL_S = 1.0
"""How often the interface is looked at."""
CERTIFICATES_S = 30.0
"""How often the files of certificates are looked at."""
COMPLAINTS = (5.0, 20.0)
"""Reports of misbehaviour a second, and at once, that a car gets written down."""

Observer = Callable[[Connection | None, Event], None]
Tracer = Callable[[Link], Trace]


class Secured(Protocol):
    """TLS with certificates from wherever, such as `secc.net.tls.TlsServer`."""

    def connection(self, now: float) -> Wire:
        """For a new connection."""

    def trust(self) -> Trust:
        """What contracts are judged with."""


class Station:
    """See the module.

    `observe(connection, event)` sees every event: of the active session, of connections that never became one (`active` tells), and, with
    None, of the outlet itself. `on_status(text)` is called when the station begins to serve ("ready on …") or cannot ("waiting: …").
    `meter` is the last reading of the charger's meter.
    `trace(link)` gives a writer for the frames of one connection. `tls` replaces the certificates that `config.tls` names (and is
    renewed by whoever gave it), `sdp_port` the discovery port (for trials on one machine). `store` keeps a paused session over a restart
    (default: it is forgotten).
    """

    def __init__(
        self, config: Config, charger: Charger, *, observe: Observer | None = None, on_status: Callable[[str], None] | None = None,
        trace: Tracer | None = None, tls: Secured | None = None, sdp_port: int = sdp.PORT, store: Store | None = None,
    ) -> None:
        """Raises ConfigError for a setting that is wrong, without an interface, or for TLS that is wanted and cannot be served."""
        config.check()
        if not config.outlet.interface:
            interfaces.require("")
        self.config, self.charger, self._home = config, charger, Home()
        self.rules, self._store = OutletRules(config), store or MemoryStore()
        self.status = "not started"
        self.meter: commands.MeterRead | None = None
        self._observe, self._on_status, self.trace, self._sdp_port = observe, on_status, trace, sdp_port
        self._wires, self._trust, self._look = _tls_side(config, tls)
        self._looked = self.clock()
        self._connections: dict[Connection, None] = {}
        self._active: Connection | None = None
        self._place: Place | None = None
        self._timer: asyncio.TimerHandle | None = None

    # ---- life ---------------------------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Start the hardware, then serve as soon as the interface can. Raises what `Charger.start` raises."""
        self._loop, self._home = asyncio.get_running_loop(), Home()
        self._complaints = Budget(*COMPLAINTS, self.clock())
        self._driver = Driver(self.charger, self._loop)
        self._driver.watch = self._watch
        self._sdp = SdpServer(self._discovered, self._loop, self._sdp_port)
        outlet, tls = self.config.outlet, self.config.tls.mode
        self._tcp = None if tls == "required" else Listener(lambda: self._connection(PlainWire()), outlet.tcp_port)
        self._tls = None if tls == "off" else Listener(self._tls_connection, outlet.tls_port)
        self._changed, self._empty = asyncio.Event(), asyncio.Event()
        protocols.prepare(outlet.protocols)  # so that the first car does not wait for it
        paused = self._store.paused(outlet.evse_id, time.time(), self.config.timeouts.pause_context_s)
        if paused is not None:
            self.rules.restore(paused, self.clock())
        await self._driver.start()
        self._keeper = self._loop.create_task(self._keep())

    @property
    def sdp_port(self) -> int:
        """UDP port that answers discovery."""
        return self._sdp.port

    async def stop(self) -> None:
        """Power off and close everything, within a second."""
        self._keeper.cancel()
        self._shut()
        if self._active is not None:
            self._active.command(commands.ChargerLost(reason="the station stops"))
        for connection in list(self._connections):
            connection.drop("the station stops")
        if self._timer is not None:
            self._timer.cancel()
        await asyncio.gather(self._keeper, return_exceptions=True)
        await self._driver.stop()

    async def retire(self) -> None:
        """Take no more connections, and return when those that are open are closed."""
        self._keeper.cancel()
        self._shut()
        if self._connections:
            self._empty.clear()
            await self._empty.wait()

    def clock(self) -> float:
        """Monotonic seconds: the clock of sessions and rules."""
        return time.monotonic()

    # ---- from the application -----------------------------------------------------------------------------------------------------

    def dlink(self, ready: bool) -> None:
        """The data link is ready (SLAC matched), or gone. Raises StateError in another thread than the loop's."""
        self._home.check("station.dlink")
        self.rules.dlink(ready, self.clock())
        self._apply()

    def push(self, command: Command) -> None:
        """A command for the session that runs, or the next one, like `charger.outlet.push`."""
        self._driver.push(command)

    @property
    def active(self) -> Connection | None:
        """The connection whose session runs."""
        return self._active

    @property
    def connections(self) -> int:
        """Open connections, those that are being closed included."""
        return len(self._connections)

    def _watch(self, command: Command) -> None:
        if isinstance(command, commands.PilotChanged) and command.state == "A":
            self.rules.unplugged()
            self._store.drop_paused(self.config.outlet.evse_id)
        elif isinstance(command, commands.MeterRead):
            self.meter = command

    # ---- interface and sockets ----------------------------------------------------------------------------------------------------

    async def _keep(self) -> None:
        """Supervise: whatever closes a socket or takes the address away, it is put right as soon as possible."""
        while True:
            self._changed.clear()
            try:
                status = await self._arrange()
            except OSError as error:
                self._shut()
                status = f"waiting: cannot serve on {self.config.outlet.interface}: {error.strerror or error}"
            except Exception as error:
                self._shut()
                log.exception("station: cannot serve")
                status = f"waiting: {error!r}"
            if status != self.status:
                self.status = status
                log.info("%s", status)
                if self._on_status is not None:
                    self._on_status(status)
            try:
                async with asyncio.timeout(POLL_S):  # `wait_for` of Python 3.11 loses a cancellation that comes together with the event
                    await self._changed.wait()
            except TimeoutError:
                self._look_at_certificates()

    def _look_at_certificates(self) -> None:
        if self._look is not None and self.clock() - self._looked >= CERTIFICATES_S:
            self._looked = self.clock()
            self._look()

    async def _arrange(self) -> str:
        """Have exactly those sockets open that should be. Returns the status."""
        place = interfaces.find(self.config.outlet.interface)
        if isinstance(place, str):
            self._shut()
            return f"waiting: {place}"
        if place != self._place:
            self._shut()
            await self._open_listeners(place)
            self._sdp.open(place)
            self._place = place
        if self.rules.listening:
            await self._open_listeners(place)
            self.rules.announcement = Announcement(
                address=place.address, tcp_port=_port(self._tcp), tls_port=_port(self._tls), tls=self.config.tls.mode
            )
        else:
            self._close_listeners()
        doors = ((self._tcp, "tcp"), (self._tls, "tls"))
        served = ", ".join(f"[{place.address}]:{door.port} {name}" for door, name in doors if door is not None)
        return f"ready on {place.interface}, SDP [{place.address}]:{self._sdp.port}, V2G {served}"

    async def _open_listeners(self, place: Place) -> None:
        for door in (self._tcp, self._tls):
            if door is not None:
                await door.open(place)

    def _close_listeners(self) -> None:
        self.rules.announcement = None
        for door in (self._tcp, self._tls):
            if door is not None:
                door.close()

    def _shut(self) -> None:
        self._place = None
        self._sdp.close()
        self._close_listeners()

    def _discovered(self, datagram: bytes, source: IPv6Address) -> bytes | None:
        response = self.rules.sdp(datagram, source, self.clock())
        if response is not None and self.trace is not None and self._place is not None:
            trace = self.trace(Link(local=f"[{self._place.address}]:{sdp.PORT}", remote=f"[{source}]:{sdp.PORT}"))
            trace(Frame(at=self.clock(), direction="ev", payload_type=0x9000, payload=datagram[8:]))
            trace(Frame(at=self.clock(), direction="evse", payload_type=0x9001, payload=response[8:]))
        self._apply()
        return response

    def _connection(self, wire: Wire) -> Connection:
        return Connection(self, wire, self._loop)

    def _tls_connection(self) -> Connection:
        assert self._wires is not None
        return self._connection(self._wires(self.clock()))

    def _apply(self) -> None:
        """What has to follow after the rules have changed."""
        for connection in self.rules.drops():
            if isinstance(connection, Connection):
                connection.drop("its place was needed, or the data link is gone")
        for fact in self.rules.facts():
            self._driver.handle(fact)
            self._tell(None, fact)
        if self.rules.listening != (self.rules.announcement is not None):
            if not self.rules.listening:
                self._close_listeners()
            self._changed.set()
        self._arm()

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        deadline = self.rules.deadline()
        if deadline is not None:
            self._timer = self._loop.call_later(max(0.0, deadline - self.clock()), self._on_time)

    def _on_time(self) -> None:
        self.rules.tick(self.clock())
        self._apply()

    # ---- what a connection asks (see `connection.Host`) -------------------------------------------------------------------------------

    def accept(self, connection: Connection) -> bool:
        """May this connection stay?"""
        accepted = self.rules.accept(connection, connection.source, self.clock())
        if accepted:
            self._connections[connection] = None
        self._apply()
        return accepted

    def begin(self, connection: Connection, link: Link) -> Session:
        """The session of a connection whose handshake is done."""
        now = self.clock()
        return Session(
            self.config, link, entropy=secrets.token_bytes, now=now, unix_offset=time.time() - now if self.config.clock_trusted else None,
            trust=self._trust(), resume=self.rules.resume(now), setup_deadline=self.rules.setup_deadline(connection, now),
            trace=None if self.trace is None else self.trace(link),
        )

    def heard(self, connection: Connection) -> None:
        """Bytes came."""
        if connection is not self._active:
            self.rules.heard(connection, self.clock())

    def negotiated(self, connection: Connection) -> None:
        """This connection is the session now: the hardware listens to it."""
        if connection is self._active:
            return
        self.rules.negotiated(connection)
        if self.rules.active is connection:
            self._active = connection
            self._driver.attach(connection.command)
            self._apply()

    def observe(self, connection: Connection, event: Event) -> None:
        """An event of a session: first the hardware, then the rules, then whoever watches."""
        if connection is self._active:
            self._driver.handle(event)
        self.rules.observe(connection, event, self.clock())
        self._keep_paused(event)
        if isinstance(event, events.PeerMisbehaved) and not self._complaints.take(self.clock()):
            return
        self._tell(connection, event)
        if isinstance(event, events.SessionEnded):
            self._release(connection)

    def _keep_paused(self, event: Event) -> None:
        """The store follows the rules. A disk that fails costs a resume after a restart, nothing more."""
        name = self.config.outlet.evse_id
        try:
            if isinstance(event, events.SessionPaused):
                self._store.keep_paused(name, event.context, time.time())
            elif isinstance(event, events.SessionStarted | events.SessionEnded) and self.rules.resume(self.clock()) is None:
                self._store.drop_paused(name)
        except OSError as error:
            log.error("station: a paused session cannot be kept: %s", error)

    def over(self, connection: Connection) -> None:
        """The connection is no session (any more)."""
        self.rules.ended(connection)
        self._release(connection)
        if connection.failed_handshake and self._complaints.take(self.clock()):
            self._tell(connection, events.PeerMisbehaved(what="tls_handshake", detail=connection.failed_handshake))
        closing = [one for one in self._connections if one.is_over]
        for one in closing[: max(0, len(closing) - MAX_CLOSING)]:
            one.drop("too many connections are being closed")
        self._apply()

    def gone(self, connection: Connection) -> None:
        """Its socket is closed."""
        self._connections.pop(connection, None)
        if not self._connections:
            self._empty.set()

    def crashed(self, connection: Connection, error: Exception) -> None:
        """A mistake of ours in a callback: power off at once, then tell."""
        log.error("connection from %s: internal error", connection.remote, exc_info=error)
        ended = events.SessionEnded(ok=False, reason="internal_error", state="", datalink="error", detail=repr(error))
        if connection is self._active:
            self._driver.handle(events.EmergencyOff(reason="internal error"))
            self._driver.handle(ended)
        self._tell(connection, ended)

    def _release(self, connection: Connection) -> None:
        if connection is self._active:
            self._active = None
            self._driver.detach()
            self._apply()

    def _tell(self, connection: Connection | None, event: Event) -> None:
        if self._observe is not None:
            try:
                self._observe(connection, event)
            except Exception:
                log.exception("station: the observer of events failed")


def _port(listener: Listener | None) -> int:
    return listener.port if listener is not None and listener.is_open else 0


def _tls_side(config: Config, tls: Secured | None) -> tuple[Callable[[float], Wire] | None, Callable[[], Trust], Callable[[], None] | None]:
    """Connections, the roots for Plug & Charge, a look at their files; loaded only where they are wanted; without them nobody is trusted.

    Raises ConfigError: TLS that cannot be served is never replaced by plain TCP.
    """
    if config.tls.mode == "off":
        return None, Trust, None
    if tls is not None:
        return tls.connection, tls.trust, None
    from secc.net.tls_setup import Watch, tls_server

    server = tls_server(config.tls)
    return server.connection, server.trust, Watch(server, config.tls).poll
