"""One accepted connection: joins socket, wire, session and clock, and closes in the background when the session is over.

    socket → wire (TLS or nothing) → session → events and commands → session → wire → socket

Limits that hold for every peer: a share of the processor, a bounded number of bytes worked on at a time, a bounded send buffer, a time for
the handshake, a time for closing. An exception in a callback ends this connection with power off and nothing else.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections import deque
from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address
from typing import Concatenate, ParamSpec, Protocol, cast

from secc.net.budget import Budget
from secc.net.latency import Latency
from secc.net.log import log
from secc.net.wire import Wire
from secc.session.commands import Command
from secc.session.events import Event, SessionEnded
from secc.session.link import Link
from secc.session.machine import Session

SLICE = 2048
"""Bytes given to the session at once; the event loop turns between two slices."""
CPU_SHARE, CPU_BURST_S = 0.5, 2.0
"""An EV may keep the processor busy for this part of the time, and for so many seconds at once."""
GOODBYE_S = 2.0
"""After a session that ended in order the EV closes first; afterwards we do."""
GOODBYE_20_S = 4.5
"""The same in ISO 15118-20, after any last answer, a refusal too: about 5 s [V2G20-1643]."""
FIN_WAIT_S = 3.0
"""How long the other end may take to answer our FIN."""
USER_TIMEOUT_MS = 30_000

Parameters = ParamSpec("Parameters")


class Host(Protocol):
    """What a connection asks of the station."""

    def clock(self) -> float:
        """Monotonic seconds."""

    def accept(self, connection: Connection) -> bool:
        """May it stay?"""

    def begin(self, connection: Connection, link: Link) -> Session:
        """A session for it."""

    def heard(self, connection: Connection) -> None:
        """Bytes came."""

    def negotiated(self, connection: Connection) -> None:
        """It is the session of the outlet now."""

    def observe(self, connection: Connection, event: Event) -> None:
        """An event of its session."""

    def over(self, connection: Connection) -> None:
        """Its session is over, or will never be. Called at least once for each accepted connection."""

    def gone(self, connection: Connection) -> None:
        """Its socket is closed."""

    def crashed(self, connection: Connection, error: Exception) -> None:
        """A callback raised."""


def goodbye_s(ended: SessionEnded, protocol: str, *, answered: bool) -> float:
    """How long the EV has to close first; `answered`: the session ended with a response."""
    if protocol.startswith("iso20"):
        return GOODBYE_20_S if ended.ok or answered else 0.0
    return GOODBYE_S if ended.ok else 0.0


def guarded(
    method: Callable[Concatenate[Connection, Parameters], None],
) -> Callable[Concatenate[Connection, Parameters], None]:
    """An exception in this callback ends the connection, not the station."""

    @wraps(method)
    def call(self: Connection, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> None:
        try:
            method(self, *args, **kwargs)
        except Exception as error:
            self.crash(error)

    return call


class Connection(asyncio.Protocol):
    """See the module.

    `latency` holds the time added to each exchange. `local` and `remote` are addresses and `security` is "no TLS" or the version, all for
    people; `source` is the EV's address.
    """

    def __init__(self, host: Host, wire: Wire, loop: asyncio.AbstractEventLoop) -> None:
        self._host, self._wire, self._loop = host, wire, loop
        self._transport: asyncio.Transport | None = None
        self._session: Session | None = None
        self._unread = bytearray()
        self._commands: deque[Command] = deque()
        self._busy = self._over = self._lost = self._peer_done = False
        self._holds: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._arrived: float | None = None
        self._cpu = Budget(CPU_SHARE, CPU_BURST_S, host.clock())
        self._goodbye_s = 0.0
        self.latency = Latency()
        self.local = self.remote = self.security = ""
        self.source = IPv6Address(0)

    # ---- callbacks of the transport -----------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A connection came in."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's has the methods, not the base class
        self._made(self._transport)

    @guarded
    def _made(self, transport: asyncio.Transport) -> None:
        local, remote = transport.get_extra_info("sockname"), transport.get_extra_info("peername")
        self.local, self.remote = f"[{local[0]}]:{local[1]}", f"[{remote[0]}]:{remote[1]}"
        self.source = IPv6Address(remote[0].partition("%")[0])
        if not self._host.accept(self):
            log.info("connection from %s turned away", self.remote)
            self._over = True
            transport.abort()
            return
        _prepare(transport.get_extra_info("socket"))
        self._work()

    @guarded
    def data_received(self, data: bytes) -> None:
        """Bytes of the socket."""
        if self._over:
            self._farewell(data)
            return
        self._arrived = time.perf_counter()
        self._host.heard(self)
        self._wire.receive(data, self._host.clock())
        self._unread += self._wire.plaintext()
        self._work()

    def eof_received(self) -> bool:
        """The other end sent FIN. We keep our side until everything is said."""
        self._peer_done = True
        self._finished_by_peer()
        return True

    @guarded
    def _finished_by_peer(self) -> None:
        self._wire.receive_eof()
        if self._over:
            self._close_transport()
        elif not self._unread:
            self._end_input()

    def connection_lost(self, exc: Exception | None) -> None:
        """The socket is gone."""
        self._lost = self._peer_done = True
        self._unread.clear()
        if self._timer is not None:
            self._timer.cancel()
        self._vanish()
        self._host.gone(self)

    def pause_writing(self) -> None:
        """The other end does not read: we do not read either."""
        self._hold("writing")

    def resume_writing(self) -> None:
        """The other end reads again."""
        self._release("writing")

    @property
    def is_over(self) -> bool:
        """The session has ended, or there was none; TCP may still be closing."""
        return self._over

    @property
    def failed_handshake(self) -> str:
        """Why TLS failed before there was a session, "" where it did not."""
        return self._wire.failure if self._session is None else ""

    @property
    def link(self) -> Link | None:
        """What the session knows of this connection, once the handshake is done."""
        return self._wire.link(self.local, self.remote) if self._session is not None and not self._wire.closed else None

    # ---- from the station ---------------------------------------------------------------------------------------------------------

    @guarded
    def command(self, command: Command) -> None:
        """The charger or the application says something. May be called while events are handed out."""
        self._commands.append(command)
        self._advance()

    def drop(self, reason: str) -> None:
        """End this connection now; the session hears that its EV is gone."""
        log.info("connection from %s dropped: %s", self.remote, reason)
        self._unread.clear()
        self._vanish()
        if self._transport is not None:
            self._transport.abort()

    @guarded
    def _vanish(self) -> None:
        if not self._over:
            self._wire.receive_eof()
            self._end_input()
            self._finish()

    def crash(self, error: Exception) -> None:
        """A mistake of ours: power off, close, and tell."""
        if not self._over:
            self._over = True
            self._host.crashed(self, error)
            self._host.over(self)
        if self._transport is not None:
            self._transport.abort()

    # ---- work ---------------------------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        """Give the session its next bytes."""
        if self._over:
            return
        started = time.perf_counter()
        now = self._host.clock()
        if self._session is None:
            self._begin()
        if self._session is not None and self._unread:
            piece = bytes(self._unread[:SLICE])
            del self._unread[: len(piece)]
            self._session.receive_data(piece, now)
        self._advance()
        rest = self._cpu.spend(now, time.perf_counter() - started)
        if self._over:
            return
        if self._unread or rest:
            self._hold("work")
            self._loop.call_later(rest, self._continue)
        elif self._peer_done or self._wire.closed:
            self._end_input()

    @guarded
    def _continue(self) -> None:
        self._release("work")
        self._work()

    def _begin(self) -> None:
        """Start the session as soon as the wire allows."""
        if self._wire.handshake_done and not self._wire.closed:
            link = self._wire.link(self.local, self.remote)
            self.security = f"TLS {link.tls}" if link.tls else "no TLS"
            self._session = self._host.begin(self, link)

    def _end_input(self) -> None:
        """Nothing more will come from the EV."""
        if self._session is not None and not self._over:
            self._session.receive_eof(self._host.clock())
        self._advance()
        if not self._over:
            self._finish()

    def _advance(self) -> None:
        """Write what the session says, hand out what it wants, give it what was answered, until there is nothing more."""
        if self._busy or self._over:
            return
        session, self._busy = self._session, True
        try:
            while session is not None:
                said = session.data_to_send()
                self._send(said)
                if session.negotiated:
                    self._host.negotiated(self)
                for event in session.events():
                    if isinstance(event, SessionEnded):
                        self._goodbye_s = goodbye_s(event, session.protocol, answered=bool(said))
                    self._host.observe(self, event)
                if not self._commands:
                    break
                session.command(self._commands.popleft(), self._host.clock())
            self._send(b"")
        finally:
            self._busy = False
        if session.closing if session is not None else self._wire.closed:
            self._finish()
        else:
            self._arm()

    def _send(self, plain: bytes) -> None:
        if plain and self._wire.handshake_done:
            self._wire.send(plain)
        data = self._wire.to_wire()
        if data and self._transport is not None and not self._lost:
            self._transport.write(data)
        if plain and self._arrived is not None:
            self.latency.add(time.perf_counter() - self._arrived)
            self._arrived = None

    # ---- time ---------------------------------------------------------------------------------------------------------------------

    def _arm(self) -> None:
        """Have `_on_time` called at the next deadline. A timer that comes too early looks again: moving one for each frame costs more."""
        deadlines = [self._wire.deadline(), self._session.deadline() if self._session is not None else None]
        due = min((deadline for deadline in deadlines if deadline is not None), default=None)
        if due is None:
            return
        at = self._loop.time() + due - self._host.clock()
        if self._timer is None or self._timer.cancelled() or at < self._timer.when():
            if self._timer is not None:
                self._timer.cancel()
            self._timer = self._loop.call_at(at, self._on_time)

    @guarded
    def _on_time(self) -> None:
        self._timer = None
        now = self._host.clock()
        self._wire.tick(now)
        if self._session is not None:
            self._session.tick(now)
        self._advance()

    # ---- the end ------------------------------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        """The session is over: the outlet is free at once, TCP takes its time."""
        if self._over:
            return
        self._over = True
        if self._wire.failure:
            log.info("connection from %s: %s", self.remote, self._wire.failure)
        self._host.over(self)
        self._release("work")
        if self._timer is not None:
            self._timer.cancel()
        if self._lost or self._transport is None:
            return
        if self._goodbye_s and not self._peer_done and not self._wire.closed:
            self._timer = self._loop.call_later(self._goodbye_s, self._half_close)
        else:
            self._half_close()

    def _farewell(self, data: bytes) -> None:
        """After the session nobody listens any more, but a goodbye of TLS is answered at once."""
        if self._wire.closed:
            return
        self._wire.receive(data, self._host.clock())
        self._wire.plaintext()
        if self._wire.closed:
            if self._timer is not None:
                self._timer.cancel()
            self._half_close()

    def _half_close(self) -> None:
        """Send FIN, and wait for that of the other end."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        self._wire.close()
        data = self._wire.to_wire()
        if data:
            transport.write(data)
        if self._peer_done:
            self._close_transport()
            return
        if transport.can_write_eof():
            transport.write_eof()
        self._timer = self._loop.call_later(FIN_WAIT_S, transport.abort)

    def _close_transport(self) -> None:
        """Both sides are done. What is still in the send buffer gets as long as a FIN would."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.close()
            if self._timer is not None:
                self._timer.cancel()
            self._timer = self._loop.call_later(FIN_WAIT_S, self._transport.abort)

    # ---- flow control -------------------------------------------------------------------------------------------------------------

    def _hold(self, reason: str) -> None:
        if not self._holds and self._transport is not None and not self._transport.is_closing():
            self._transport.pause_reading()
        self._holds.add(reason)

    def _release(self, reason: str) -> None:
        if reason in self._holds:
            self._holds.remove(reason)
            if not self._holds and self._transport is not None and not self._transport.is_closing():
                self._transport.resume_reading()


def _prepare(sock: socket.socket) -> None:
    """No delay for small frames; a peer that is gone is noticed."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, USER_TIMEOUT_MS)
