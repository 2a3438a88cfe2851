"""Runs conformance checks in memory: the real session, driver, simulated charger and outlet rules, on a virtual clock, without a socket.

    result = run(CHECKS["ISO2-SSU-001"])          # raises nothing; result.passed, result.reason, result.story
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from ipaddress import IPv6Address
from typing import Literal, TypeVar

import msgspec

from secc.charger.orders import Inject
from secc.charger.simulated import Authorization, LocalHardware, SimulatedCharger
from secc.charger.store import MemoryStore
from secc.config import Config
from secc.conformance.bench import CheckFailed, Unsupported
from secc.conformance.check import Check
from secc.conformance.ev import Ev
from secc.net.outlet import OutletRules
from secc.sdp import Announcement
from secc.session.commands import Command, PilotState
from secc.session.events import AuthorizationWanted, Event, SessionEnded
from secc.session.link import Link
from secc.testing.pair import Pair

E = TypeVar("E", bound=Event)

SECC_ADDRESS = IPv6Address("fe80::5ecc")
EV_ADDRESS = IPv6Address("fe80::1")
TCP_PORT, TLS_PORT = 61341, 64109


async def _never(request: AuthorizationWanted) -> bool:
    """Nobody decides; the check does."""
    return bool(await asyncio.get_running_loop().create_future())


class _Resumable(MemoryStore):
    """What the pair asks for a paused session: the outlet's rules know."""

    def __init__(self, rules: OutletRules, bench: MemoryBench) -> None:
        super().__init__()
        self._rules, self._bench = rules, bench

    def paused(self, outlet: str, now: float, longest_s: float) -> bytes | None:
        return self._rules.resume(self._bench.now())


class MemoryConnection:
    """See `secc.conformance.bench.Connection`."""

    def __init__(self, bench: MemoryBench, key: int) -> None:
        self._bench, self.key = bench, key
        self._inbox = bytearray()
        self._over = False

    @property
    def closed(self) -> bool:
        return self._over and not self._inbox

    def send(self, data: bytes) -> None:
        if not self._over:
            self._bench.deliver(self, data)

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
        self._inbox += data

    def ended(self) -> None:
        """The SECC closed."""
        self._over = True


class MemoryStation:
    """See `secc.conformance.bench.Station`."""

    def __init__(self, bench: MemoryBench) -> None:
        self._bench = bench
        self.events: list[Event] = []

    def tell(self, command: Command) -> None:
        self._bench.do(lambda: self._bench.pair.driver.push(command))

    def inject(self, fault: Inject) -> None:
        self._bench.do(lambda: self._bench.charger.inject(fault))

    def told(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    def dlink(self, ready: bool) -> None:
        self._bench.rules.dlink(ready, self._bench.now())
        self._bench.sync()

    def shift_time_of_day(self, seconds: float) -> None:
        self._bench.unix_offset += seconds
        self._bench.pair.unix_offset = self._bench.unix_offset

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
    """See `secc.conformance.bench.Bench`: one outlet with its rules, its session and its simulated charger."""

    def __init__(self, config: Config, seed: str = "") -> None:
        self.config = config
        self.rules = OutletRules(config, announcement=_announcement(config))
        self.charger = SimulatedCharger(config.outlet, authorization=Authorization(ask=_never))
        self.pair = Pair(config, self.charger, store=_Resumable(self.rules, self), seed=seed)
        self.unix_offset = self.pair.unix_offset or 0.0
        self.station = MemoryStation(self)
        self._keys = itertools.count(1)
        self._connection: MemoryConnection | None = None
        self._seen = 0
        self._announced_tls = False

    @property
    def hardware(self) -> LocalHardware:
        """The simulated hardware."""
        assert isinstance(self.charger.hardware, LocalHardware)
        return self.charger.hardware

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

    def connect(self, *, tls: bool = False) -> MemoryConnection | None:
        key = next(self._keys)
        accepted = self.rules.accept(key, EV_ADDRESS, self.now())
        self.sync()
        if not accepted:
            return None
        link = Link(tls="1.2" if tls else None, local=str(SECC_ADDRESS), remote=str(EV_ADDRESS))
        deadline = self.rules.setup_deadline(key, self.now())
        self._seen = 0
        self._connection = MemoryConnection(self, key)
        self.pair.connect(link, setup_s=deadline - self.now())
        self.sync()
        return self._connection

    def pilot(self, state: PilotState) -> None:
        if state == "A":
            self.rules.unplugged()
        self.do(lambda: self.charger.set_pilot(state))

    # ---- for its parts --------------------------------------------------------------------------------------------------------------

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
        """Let time pass, but at most `limit_s`, until `condition()`; the rules' own deadline comes up in its place."""
        end = self.now() + limit_s
        while not self._synced(condition) and self.now() < end:
            due = self.rules.deadline()
            until = end if due is None else min(end, max(due, self.now()))
            if self.pair.advance_until(lambda: self._synced(condition), until - self.now()) or until == end:
                break
            self.rules.tick(self.now())
        self.sync()

    def _synced(self, condition: Callable[[], bool]) -> bool:
        self.sync()
        return bool(condition())

    def sync(self) -> None:
        """Carry what happened in the session to the outlet's rules, the station's events and the EV's connection, and back."""
        self._take_session()
        for event in self.rules.facts():
            self.station.events.append(event)
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
            self.station.events.append(event)
            self.rules.observe(connection.key, event, self.now())
        if self.pair.closed:
            self.rules.ended(connection.key)
            connection.ended()

    def close(self) -> None:
        """Give everything back."""
        self.pair.close()


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a check. `reason` says why it did not pass, `story` is the session as text."""

    id: str
    outcome: Literal["passed", "failed", "unsupported"]
    reason: str = ""
    story: str = ""

    @property
    def passed(self) -> bool:
        """The SECC behaved."""
        return self.outcome == "passed"


def run(check: Check) -> Result:
    """Run a check in memory. What is no CheckFailed (a power invariant broken, an error of check or SECC) is raised."""
    bench = MemoryBench(check.config, check.id)
    try:
        check.run(Ev(bench))
    except CheckFailed as failure:
        return Result(id=check.id, outcome="failed", reason=str(failure), story=bench.pair.story())
    except Unsupported as failure:
        return Result(id=check.id, outcome="unsupported", reason=str(failure))
    finally:
        bench.close()
    return Result(id=check.id, outcome="passed")


def _announcement(config: Config) -> Announcement:
    mode = config.tls.mode
    return Announcement(
        address=SECC_ADDRESS, tcp_port=0 if mode == "required" else TCP_PORT, tls_port=0 if mode == "off" else TLS_PORT, tls=mode,
    )
