"""A whole station on the in-memory bus and the virtual clock, with a built-in EV on the fake wire of the real session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from secc.config import Config, Outlet
from secc.everest.bus import MemoryBus
from secc.everest.charger import EverestCharger
from secc.everest.evse_manager.settings import Settings
from secc.everest.module import Module, Peer
from secc.everest.station import Decide, OutletSetup, Site, accept
from secc.testing.clock import VirtualClock
from secc.testing.pair import START_S, Pair


class Bench:
    """`site.outlets[0]` with its car; `events` are the session_events as (event, whole payload)."""

    def __init__(
        self, energy: str = "dc", *, decide: Decide = accept, folder: Path | None = None, fuse_a: float | None = None, plugged: bool = True,
        **settings: Any,
    ) -> None:
        config = Config(outlet=Outlet(energy=(energy,), protocols=("din", "iso2"), evse_id="DE*ABC*E1", interface="lo"))
        self.bus = MemoryBus()
        self.clock_at = lambda: 1_767_261_600.0 + self.pair.now - START_S if hasattr(self, "pair") else 1_767_261_600.0
        setup = OutletSetup.of(config, folder=folder)
        chosen = Settings(**{name: getattr(setup.settings, name) for name in Settings.__struct_fields__} | settings)
        setup = OutletSetup(config, chosen, setup.ratings, folder, setup.serial, replug=False, clock=self.clock_at, ticks=self.clock_at)
        self._plugged = plugged
        self.events: list[tuple[str, dict]] = []
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

    def run(self, function: Callable[[], object]) -> None:
        self.pair.run(function)

    def wait(self, true: Callable[[], object], limit_s: float = 30.0) -> None:
        assert self.pair.advance_until(lambda: bool(true()), limit_s), (self.names, self.state, self.pair.story())

    def close(self) -> None:
        self.pair.close()
