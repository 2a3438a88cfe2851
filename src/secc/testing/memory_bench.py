"""A bench in memory: the real session, driver, simulated charger, outlet rules and TLS engine, on a virtual clock, without a socket."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from ipaddress import IPv6Address
from typing import TypeVar

from msgspec import structs

from secc.charger.orders import Inject
from secc.charger.simulated import LocalHardware
from secc.charger.store import MemoryStore
from secc.config import Config
from secc.conformance.bench import Client, Flight, Handshake, Hello, Tls
from secc.net.outlet import OutletRules
from secc.net.tls import TlsConnection, TlsServer
from secc.sdp import Announcement
from secc.security import pki
from secc.security.pki import Pki
from secc.session.commands import CertificateAnswered, Command, MeterRead, PilotState
from secc.session.events import CertificateWanted, Event, SessionEnded
from secc.session.link import Link
from secc.session.trust import Trust
from secc.testing import handshake13, memory_tls
from secc.testing.mobility import MobilityOperator
from secc.testing.mobility20 import MobilityOperator20
from secc.testing.pair import START_S, Pair, entropy
from secc.testing.tls_client import TlsClient
from secc.testing.undecided import UndecidedCharger

E = TypeVar("E", bound=Event)

SECC_ADDRESS = IPv6Address("fe80::5ecc")
EV_ADDRESS = IPv6Address("fe80::1")
TCP_PORT, TLS_PORT = 61341, 64109


@cache
def known(kind: str) -> Pki:
    """The PKI of all benches of this process, on keys of this kind."""
    return pki.create(kind, datetime.now(UTC), kind)


def _speaks_20(config: Config) -> bool:
    return any(protocol.startswith("iso20") for protocol in config.outlet.protocols)


class _Resumable(MemoryStore):
    """What the pair asks for a paused session: the outlet's rules know."""

    def __init__(self, bench: MemoryBench) -> None:
        super().__init__()
        self._bench = bench

    def paused(self, outlet: str, now: float, longest_s: float) -> bytes | None:
        return self._bench.rules.resume(self._bench.now())


class MemoryConnection:
    """A connection to the session; see `secc.conformance.bench.Connection`."""

    def __init__(self, bench: MemoryBench, key: int, tunnel: memory_tls.Tunnel | None) -> None:
        self._bench, self.key, self._tunnel = bench, key, tunnel
        self._inbox = bytearray()
        self._over = False

    @property
    def closed(self) -> bool:
        return self._over and not self._inbox

    def send(self, data: bytes) -> None:
        if self._over:
            return
        self._bench.deliver(self, data if self._tunnel is None else self._tunnel.up(data, self._bench.now()))

    def receive(self, within_s: float) -> bytes:
        self._bench.wait_until(lambda: bool(self._inbox) or self._over, within_s)
        data = bytes(self._inbox)
        self._inbox.clear()
        return data

    def half_close(self) -> None:
        if not self._over:
            self._bench.leave()

    reset = half_close

    def arrived(self, data: bytes) -> None:
        """The SECC sent bytes."""
        self._inbox += data if self._tunnel is None or not data else self._tunnel.down(data)

    def ended(self) -> None:
        """The SECC closed."""
        self._over = True


class BareConnection:
    """A connection to the TLS port that has not shaken hands; see `secc.conformance.bench.Connection`."""

    def __init__(self, bench: MemoryBench, key: int, wire: TlsConnection) -> None:
        self._bench, self.key, self.wire = bench, key, wire
        self._inbox = bytearray()

    @property
    def closed(self) -> bool:
        self._inbox += self.wire.to_wire()
        return self.wire.closed and not self._inbox

    def send(self, data: bytes) -> None:
        self.wire.receive(data, self._bench.now())

    def receive(self, within_s: float) -> bytes:
        self._bench.wait_until(lambda: self.closed or bool(self._inbox), within_s)
        data = bytes(self._inbox)
        self._inbox.clear()
        return data

    def half_close(self) -> None:
        self.wire.receive_eof()

    reset = half_close


class MemoryStation:
    """See `secc.conformance.bench.Station`."""

    def __init__(self, bench: MemoryBench) -> None:
        self._bench = bench
        self.events: list[Event] = []

    def tell(self, command: Command) -> None:
        self._bench.do(lambda: self._bench.pair.driver.push(command))

    def inject(self, fault: Inject) -> None:
        self._bench.do(lambda: self._bench.charger.inject(fault))

    def slow_contactor(self, travel_s: float) -> None:
        model = self._bench.hardware.model
        model.settings = structs.replace(model.settings, travel_s=travel_s)

    def remove_meter(self) -> None:
        self._bench.charger.metered = False
        self._bench.pair.driver.levels.forget(MeterRead)

    def told(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    def dlink(self, ready: bool) -> None:
        self._bench.rules.dlink(ready, self._bench.now())
        self._bench.sync()

    def serve(self, *pkis: Pki, stapled: bool = True, trusting: bool = True) -> None:
        self._bench.tls.replace(memory_tls.credentials(*pkis, now=self._bench.clock(), stapled=stapled, trusting=trusting))

    def shift_time_of_day(self, seconds: float) -> None:
        self._bench.unix_offset += seconds
        self._bench.pair.unix_offset = self._bench.unix_offset

    visible = True

    @property
    def contactor_closed(self) -> bool:
        return self._bench.hardware.model.closed

    @property
    def voltage_v(self) -> float:
        return self._bench.hardware.model.voltage_v

    @property
    def current_a(self) -> float:
        model = self._bench.hardware.model
        return sum(model.power_w) / model.settings.nominal_voltage_v if model.power_w else model.current_a

    @property
    def datalink(self) -> str:
        ends = self.told(SessionEnded)
        return ends[-1].datalink if ends else ""


class MemoryBench:
    """See `secc.conformance.bench.Bench`: one outlet with its rules, session and simulated charger. The time of day is real."""

    def __init__(self, config: Config, seed: str = "") -> None:
        self.config = config
        self.unix_offset = float(int(time.time())) - START_S
        self.rules = OutletRules(config, announcement=_announcement(config))
        self.charger = UndecidedCharger(config.outlet)
        self._tls: TlsServer | None = None
        self._operator: MobilityOperator | None = None
        self._pkis = (self.pki, self.pki20) if _speaks_20(config) else (self.pki,)
        trust = Trust(stores=memory_tls.stores(*self._pkis)) if config.tls.mode != "off" else None
        self.pair = Pair(config, self.charger, store=_Resumable(self), unix_offset=self.unix_offset, seed=seed, trust=trust)
        self._station = MemoryStation(self)
        self._keys = itertools.count(1)
        self._connection: MemoryConnection | None = None
        self._bare: list[BareConnection] = []
        self._seen = 0

    # ---- Bench ----------------------------------------------------------------------------------------------------------------------

    latency_s = 0.0

    @property
    def station(self) -> MemoryStation:
        return self._station

    @property
    def pki(self) -> Pki:
        return known("secp256r1")

    @property
    def pki20(self) -> Pki:
        return known("secp521r1")

    def now(self) -> float:
        return self.pair.now

    def unix(self) -> float:
        return self.now() + self.unix_offset

    def wait(self, seconds: float) -> None:
        self.wait_until(lambda: False, seconds)

    def datagram(self, data: bytes, *, source: str = str(EV_ADDRESS), within_s: float = 1.25) -> bytes | None:
        answer = self.rules.sdp(data, IPv6Address(source), self.now())
        self.sync()
        if answer is None:
            self.wait(within_s)
        return answer

    def connect(self, *, tls: Tls = False) -> MemoryConnection | None:
        key = self._accepted()
        if key is None:
            return None
        link, tunnel = Link(local=str(SECC_ADDRESS), remote=str(EV_ADDRESS)), None
        if tls:
            tunnel = memory_tls.Tunnel(self.tls.connection(self.now()), self._client(tls), self.now())
            if not tunnel.open:
                self.rules.ended(key)
                return None
            link = tunnel.wire.link(link.local, link.remote)
        deadline = self.rules.setup_deadline(key, self.now())
        self._seen = 0
        self._connection = MemoryConnection(self, key, tunnel)
        self.pair.connect(link, setup_s=deadline - self.now())
        self.sync()
        return self._connection

    def _client(self, tls: Tls) -> TlsClient:
        if tls is True:
            return memory_tls.iso2_client(self.pki)
        if tls == "1.3":
            return memory_tls.iso20_client(self.pki20, self.pki20["vehicle"])
        return memory_tls.iso20_client(self.pki20, memory_tls.other_vehicle(self.pki20))

    def connect_to_tls(self) -> BareConnection | None:
        key = self._accepted()
        if key is None:
            return None
        self._bare.append(BareConnection(self, key, self.tls.connection(self.now())))
        return self._bare[-1]

    def hello(self, hello: Hello) -> Flight:
        wire = self.tls.connection(self.now())
        wire.receive(memory_tls.client_hello(hello), self.now())
        return memory_tls.flight(wire.to_wire())

    def handshake(self, client: Client) -> Handshake:
        return handshake13.shake(client, self.pki20, self.tls.connection(self.now()), self.now())

    def mobility(self, wanted: CertificateWanted) -> CertificateAnswered:
        if self._operator is None:
            operator = MobilityOperator20 if _speaks_20(self.config) else MobilityOperator
            self._operator = operator(self._pkis[-1], self.clock, entropy("mobility"))
        return self._operator.answer(wanted)

    def pilot(self, state: PilotState) -> None:
        if state == "A":
            self.rules.unplugged()
        self.do(lambda: self.charger.set_pilot(state))

    hold_pilot = pilot

    # ---- for its parts --------------------------------------------------------------------------------------------------------------

    @property
    def hardware(self) -> LocalHardware:
        """The simulated hardware."""
        assert isinstance(self.charger.hardware, LocalHardware)
        return self.charger.hardware

    @property
    def tls(self) -> TlsServer:
        """The station's TLS engine, made when it is first needed."""
        if self._tls is None:
            self._tls = memory_tls.server(self._pkis, self.config.tls.handshake_s, self.clock)
        return self._tls

    def clock(self) -> datetime:
        """The time of day."""
        return datetime.fromtimestamp(self.unix(), UTC)

    def deliver(self, connection: MemoryConnection, data: bytes) -> None:
        """Bytes of the EV."""
        self.rules.heard(connection.key, self.now())
        self.pair.send(data)
        self.sync()

    def leave(self) -> None:
        """The EV closes, or resets, the connection."""
        self.pair.eof()
        self.sync()

    def do(self, function: Callable[[], object]) -> None:
        """Something of the station's own, inside its event loop."""
        self.pair.run(function)
        self.sync()

    def wait_until(self, condition: Callable[[], bool], limit_s: float) -> None:
        """Let time pass, but at most `limit_s`, until `condition()`; every deadline comes up in its place."""
        end = self.now() + limit_s
        while not self._synced(condition) and self.now() < end:
            until = min(end, *self._deadlines(), end)
            if not self.pair.advance_until(lambda: self._synced(condition), max(0.0, until - self.now())):
                self._tick()
        self.sync()

    def _deadlines(self) -> list[float]:
        due = [self.rules.deadline(), *(bare.wire.deadline() for bare in self._bare)]
        return [max(when, self.now()) for when in due if when is not None]

    def _tick(self) -> None:
        self.rules.tick(self.now())
        for bare in self._bare:
            bare.wire.tick(self.now())

    def _accepted(self) -> int | None:
        key = next(self._keys)
        accepted = self.rules.accept(key, EV_ADDRESS, self.now())
        self.sync()
        return key if accepted else None

    def _synced(self, condition: Callable[[], bool]) -> bool:
        self.sync()
        return bool(condition())

    def sync(self) -> None:
        """Carry what happened in the session to the outlet's rules, the station's events and the EV's connection, and back."""
        self._take_session()
        self._station.events += self.rules.facts()
        for bare in self._bare:
            if bare.wire.closed:
                self.rules.ended(bare.key)
        for key in self.rules.drops():
            if self._connection is not None and key == self._connection.key and not self.pair.closed:
                self.pair.eof()
                self._take_session()

    def _take_session(self) -> None:
        connection, session = self._connection, self.pair.session
        if connection is None or session is None:
            return
        connection.arrived(self.pair.received())
        if session.negotiated:
            self.rules.negotiated(connection.key)
        fresh, self._seen = self.pair.events[self._seen:], len(self.pair.events)
        for event in fresh:
            self._station.events.append(event)
            self.rules.observe(connection.key, event, self.now())
        if self.pair.closed:
            self.rules.ended(connection.key)
            connection.ended()

    def close(self) -> None:
        """Give everything back."""
        self.pair.close()


def _announcement(config: Config) -> Announcement:
    mode = config.tls.mode
    return Announcement(
        address=SECC_ADDRESS, tcp_port=0 if mode == "required" else TCP_PORT, tls_port=0 if mode == "off" else TLS_PORT, tls=mode,
    )
