"""A station on the loopback interface and what connects to it: real sockets, the real session, no privileges."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

from secc import sdp
from secc.charger.api import Charger
from secc.charger.model import Settings
from secc.charger.simulated import Authorization, LocalHardware, SimulatedCharger
from secc.config import Config, Outlet
from secc.messages import iso2, sap
from secc.net.connection import Connection
from secc.net.station import Station
from secc.session.events import Event, SessionEnded
from secc.testing.ev import Car, Ev
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.wire import frame_of

T = TypeVar("T")
LIMIT_S = 20.0

AC = Config(outlet=Outlet(interface="lo", energy=("ac",), protocols=("iso2",)))
DC = Config(outlet=Outlet(interface="lo", energy=("dc",), protocols=("iso2",)))
QUICK = Car(energy="ac", charge_s=0.05, loop_s=0.01, poll_s=0.01)


def run(test: Coroutine[Any, Any, T]) -> T:
    """Run a test's coroutine; nothing may hang."""
    return asyncio.run(asyncio.wait_for(test, LIMIT_S * 3))


async def soon(event: asyncio.Event | asyncio.Future[T], limit_s: float = LIMIT_S) -> None:
    """Wait for something that has to happen."""
    await asyncio.wait_for(event.wait() if isinstance(event, asyncio.Event) else asyncio.shield(event), limit_s)


OFFER = sap.AppProtocolType(
    protocol_namespace="urn:iso:15118:2:2013:MsgDef", version_number_major=2, version_number_minor=0, schema_id=1, priority=1,
)
HELLO = frame_of("sap", sap.supportedAppProtocolReq(app_protocol=(OFFER,)))


def first_request() -> bytes:
    """A SessionSetupReq, as the built-in EV sends it."""
    ev = Iso2Ev(QUICK, handshake=False)
    ev.start(0.0)
    return ev.data_to_send()


SETUP = first_request()


def is_answer(frame: bytes) -> bool:
    return frame[:4] == bytes.fromhex("01FE8001")


def session_stop() -> bytes:
    """A SessionStopReq where a SessionSetupReq is due."""
    header = iso2.MessageHeaderType(session_id=bytes(8))
    body = iso2.BodyType(body_element=iso2.SessionStopReq(charging_session=iso2.chargingSessionType.Terminate))
    return frame_of("iso2", iso2.V2G_Message(header=header, body=body))


class Plug:
    """One TCP connection to the station."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def frame(self, limit_s: float = LIMIT_S) -> bytes:
        """The next frame, header included."""
        header = await asyncio.wait_for(self.reader.readexactly(8), limit_s)
        return header + await asyncio.wait_for(self.reader.readexactly(int.from_bytes(header[4:], "big")), limit_s)

    async def closed(self, limit_s: float = LIMIT_S) -> bytes:
        """What comes until the station closes."""
        try:
            return await asyncio.wait_for(self.reader.read(-1), limit_s)
        except ConnectionError:
            return b""

    def close(self) -> None:
        self.writer.close()

    def reset(self) -> None:
        """RST instead of FIN."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self.writer.transport.abort()


class Lab:
    """`async with Lab() as lab`: a station that serves. `events` are those of active sessions, `others` of connections that were none."""

    def __init__(self, config: Config = AC, charger: Charger | None = None, **options: Any) -> None:
        self.events: list[Event] = []
        self.others: list[Event] = []
        self.plugs: list[Plug] = []
        self._awaited: list[tuple[type[Event], asyncio.Event]] = []
        self.ended = asyncio.Event()
        self.ready = asyncio.Event()
        self.charger = charger or SimulatedCharger(
            config.outlet, authorization=Authorization(), hardware=LocalHardware(Settings(insulation_s=0.02)),
        )
        self.station = Station(config, self.charger, observe=self._observe, on_status=self._status, sdp_port=0, **options)

    async def __aenter__(self) -> Self:
        await self.station.start()
        await soon(self.ready)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        await self.station.stop()
        for plug in self.plugs:
            plug.close()

    def _status(self, text: str) -> None:
        if text.startswith("ready"):
            self.ready.set()

    def _observe(self, connection: Connection | None, event: Event) -> None:
        active = connection is not None and connection is self.station.active
        (self.events if active else self.others).append(event)
        for kind, seen in self._awaited:
            if isinstance(event, kind):
                seen.set()
        if isinstance(event, SessionEnded):
            self.ended.set()

    def on(self, kind: type[Event]) -> asyncio.Event:
        """Set when an event of that kind comes."""
        self._awaited.append((kind, asyncio.Event()))
        return self._awaited[-1][1]

    async def ask(self, datagram: bytes = sdp.encode_request(sdp.Security.NONE), limit_s: float = 1.0) -> bytes | None:
        """Send a datagram to the discovery port, return what comes back within `limit_s`."""
        loop = asyncio.get_running_loop()
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
            sock.setblocking(False)
            sock.connect(("::1", self.station.sdp_port))
            await loop.sock_sendall(sock, datagram)
            try:
                return await asyncio.wait_for(loop.sock_recv(sock, 100), limit_s)
            except (TimeoutError, ConnectionRefusedError):
                return None

    async def discover(self) -> sdp.Response:
        """Where to connect."""
        datagram = await self.ask()
        assert datagram is not None, "discovery was not answered"
        response = sdp.decode_response(datagram)
        assert response is not None
        return response

    async def connect(self) -> Plug:
        """Discover and connect."""
        return await self.open((await self.discover()).port)

    async def open(self, port: int) -> Plug:
        """Connect to a known port."""
        plug = Plug(*await asyncio.open_connection("::1", port))
        self.plugs.append(plug)
        return plug

    async def charge(self, car: Car = QUICK) -> Ev:
        """Discover, connect and charge the built-in EV to its end."""
        plug = await self.connect()
        ev = Iso2Ev(car)
        await drive(ev, plug)
        plug.close()
        return ev


async def drive(ev: Ev, plug: Plug, requests: int | None = None) -> None:
    """Run an EV on a connection until its script has ended, or it has sent (and maybe not got answered) so many requests."""
    loop = asyncio.get_running_loop()
    ev.start(loop.time())
    while not ev.done and (requests is None or ev.requests <= requests):
        plug.send(ev.data_to_send())
        deadline = ev.deadline()
        try:
            data = await asyncio.wait_for(plug.reader.read(65_536), None if deadline is None else max(0.0, deadline - loop.time()))
        except TimeoutError:
            ev.tick(loop.time())
        except ConnectionError:
            ev.receive_eof(loop.time())
        else:
            if data:
                ev.receive_data(data, loop.time())
            else:
                ev.receive_eof(loop.time())
