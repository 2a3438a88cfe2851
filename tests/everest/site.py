"""A whole station on the in-memory bus and the virtual clock, with a built-in EV on the fake wire of the real session."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from secc.config import Ac, Config, Dc, Outlet, Tls
from secc.everest.bus import MemoryBus
from secc.everest.charger import EverestCharger
from secc.everest.evse_manager.settings import Settings
from secc.everest.module import Module, Peer
from secc.everest.station import Decide, OutletSetup, Site, accept
from secc.session.link import Link
from secc.testing.clock import VirtualClock
from secc.testing.drive import step
from secc.testing.ev import Car, Ev
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_iso20_ac import Iso20AcEv
from secc.testing.ev_iso20_dc import Iso20DcEv
from secc.testing.pair import START_S, Pair


class Bench:
    """`site.outlets[0]` with its car; `events` are the session_events as (event, whole payload), `errors` the active errors of `evse`.

    `modern`: ISO 15118-20 and a supply (or board) that can take energy back.
    """

    def __init__(
        self, energy: str = "dc", *, decide: Decide = accept, folder: Path | None = None, fuse_a: float | None = None, plugged: bool = True,
        modern: bool = False, **settings: Any,
    ) -> None:
        outlet = Outlet(energy=(energy,), protocols=("din", "iso2"), evse_id="DE*ABC*E1", interface="lo")
        config = Config(outlet=outlet)
        if modern:
            outlet = replace(
                outlet, protocols=("iso20_dc" if energy.startswith("dc") else "iso20_ac",),
                dc=Dc(max_discharge_current_a=100.0, max_discharge_power_w=40_000.0), ac=Ac(max_discharge_power_w=11_000.0),
            )  # fmt: skip
            config = Config(outlet=outlet, tls=Tls(mode="required"))
        self.link = Link(tls="1.3", peer_chain=(b"vehicle certificate",)) if modern else Link()
        self.bus = MemoryBus()
        self.clock_at = lambda: 1_767_261_600.0 + self.pair.now - START_S if hasattr(self, "pair") else 1_767_261_600.0
        setup = OutletSetup.of(config, folder=folder)
        chosen = Settings(**{name: getattr(setup.settings, name) for name in Settings.__struct_fields__} | settings)
        setup = OutletSetup(config, chosen, setup.ratings, folder, setup.serial, replug=False, clock=self.clock_at, ticks=self.clock_at)
        self._plugged = plugged
        self.events: list[tuple[str, dict]] = []
        self.errors: dict[tuple[str, str], str] = {}
        self.raised: list[tuple[str, str, str]] = []
        self.site: Site
        clock = VirtualClock.starting_at(START_S)
        clock.run(self._build, setup, fuse_a, decide)
        self.pair = Pair.__new__(Pair)
        self._with_clock(config, clock)
        clock.complete(self._start())

    def _build(self, setup: OutletSetup, fuse_a: float | None, decide: Decide) -> None:
        self.site = Site(self.bus, [setup], fuse_a=fuse_a, decide=decide, serve=False)
        self.outlet = self.site.outlets[0]
        self.user = Module("tester", self.bus)
        self.evse: Peer = self.user.use("evse1", "evse", "evse_manager")
        self.evse.on("session_event", lambda event: self.events.append((event["event"], event)))
        self.evse.on_error(self._error)

    def _error(self, name: str, sub_type: str, severity: str, active: bool) -> None:
        if active:
            self.errors[name, sub_type] = severity
            self.raised.append((name, sub_type, severity))
        else:
            self.errors.pop((name, sub_type), None)

    def _with_clock(self, config: Config, clock: VirtualClock) -> None:
        made = VirtualClock.starting_at
        VirtualClock.starting_at = classmethod(lambda cls, now=0.0: clock)  # type: ignore[method-assign,assignment]
        try:
            self.pair = Pair(config, self.charger, now=START_S)
        finally:
            VirtualClock.starting_at = made  # type: ignore[method-assign]
        self.pair.watch.enabled = False
        self.charger.configured = self._configured
        self._configured()

    async def _start(self) -> None:
        if not self._plugged:
            self.outlet.board.plug = lambda: None  # type: ignore[method-assign]
        await self.site.start()

    def _configured(self) -> None:
        self.pair.config = self.charger.known.config

    @property
    def charger(self) -> EverestCharger:
        return self.outlet.charger

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.events]

    @property
    def state(self) -> str:
        return self.outlet.brain.machine.state.value

    def of(self, name: str) -> dict:
        return next(event for found, event in self.events if found == name)

    def call(self, command: str, **arguments: object) -> object:
        return self.pair.clock.complete(self.evse.call(command, arguments))

    def hear(self, variable: str) -> list[Any]:
        """What the evse_manager says of this variable from now on."""
        said: list[Any] = []
        self.evse.on(variable, said.append)
        return said

    def run(self, function: Callable[[], object]) -> None:
        self.pair.run(function)

    def wait(self, true: Callable[[], object], limit_s: float = 30.0) -> None:
        assert self.pair.advance_until(lambda: bool(true()), limit_s), (self.names, self.state, self.pair.story())

    def close(self) -> None:
        self.pair.close()

    def unplug(self) -> None:
        self.run(self.outlet.board.unplug)
        self.pair.advance(2)


async def never(_: str) -> bool:
    """Nobody decides."""
    await asyncio.Event().wait()
    return True


KINDS: dict[bool, dict[bool, type[Ev]]] = {False: {False: Iso2Ev, True: Iso2Ev}, True: {False: Iso20AcEv, True: Iso20DcEv}}


def plugged_in(bench: Bench, energy: str = "dc", **car: Any) -> Ev:
    """A car that talks to the station and will not stop by itself for a while."""
    modern = bench.link.tls is not None
    dc = energy.startswith("dc")
    protocols = (("iso20_dc" if dc else "iso20_ac"),) if modern else ("iso2",)
    ev = KINDS[modern][dc](Car(energy=energy.partition("_")[0], protocols=protocols, **({"charge_s": 300.0} | car)))
    ev.on_pilot = lambda state: None
    bench.pair.connect(bench.link)
    ev.start(bench.pair.now)
    return ev


def charging(bench: Bench, energy: str = "dc", **car: Any) -> Ev:
    """The same, in its charge loop."""
    ev = plugged_in(bench, energy, **car)
    go_on(bench, ev, lambda: bench.state == "Charging" and bench.outlet.plant.ampere > 1)
    return ev


def go_on(bench: Bench, ev: Ev, true: Callable[[], object], limit_s: float = 60.0) -> None:
    """Let the car go on until something is true."""
    end = bench.pair.now + limit_s
    while not true():
        assert bench.pair.now < end, (bench.names, bench.state, ev.failure, bench.pair.story()[-1500:])
        if ev.done:
            bench.pair.advance(0.1)
        else:
            step(bench.pair, ev, min(end, bench.pair.now + 0.2))


def seconds(bench: Bench, ev: Ev, count: float) -> None:
    """Let this time pass with the car."""
    end = bench.pair.now + count
    go_on(bench, ev, lambda: bench.pair.now >= end, count + 5)


def silence(bench: Bench, part: str) -> None:
    """The process of a part is killed: it hears and says nothing any more."""
    prefix = f"everest/modules/evse1_{part}/" if part != "evse" else "everest/modules/evse1/"
    publish = bench.bus.publish

    def cut(topic: str, payload: bytes, **how: object) -> None:
        origin = b'"origin":"' + (b"evse1_" + part.encode() if part != "evse" else b"evse1") + b'"'
        if not topic.startswith(prefix) and origin not in payload:
            publish(topic, payload, **how)

    bench.bus.publish = cut  # type: ignore[method-assign,assignment]
