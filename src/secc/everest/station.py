"""A whole charging station without EVerest around it: every part is the module that a real system has there, on one bus.

    site = Site(bus, [OutletSetup(config, settings)], fuse_a=63)
    await site.start()
    ...
    await site.close()

`run_station` is what `secc-sim --station` calls.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from secc.config import Config
from secc.errors import ConfigError
from secc.everest.bus import Bus, MemoryBus
from secc.everest.charger import EverestCharger
from secc.everest.charger_module import ChargerModule
from secc.everest.evse_manager.brain import Brain, Devices
from secc.everest.evse_manager.settings import Settings
from secc.everest.evse_security import FolderSecurity
from secc.everest.module import Module
from secc.everest.plant import Plant
from secc.everest.powermeter import PowermeterModule
from secc.everest.simulated_devices import Pulse, Ratings, SimulatedBoard, SimulatedImd, SimulatedLock, SimulatedOvm, SimulatedSupply
from secc.everest.simulated_meter import SimulatedMeter
from secc.everest.stand_ins import AuthStandIn, EnergyManager, SlacStandIn
from secc.net.serve import settle_memory
from secc.net.station import Observer, Tracer
from secc.sdp import PORT

log = logging.getLogger(__name__)

Decide = Callable[[str], Awaitable[bool]]


async def accept(_: str) -> bool:
    """Everybody may charge."""
    return True


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on: events of the V2G sessions, the state of the network side, the frames."""

    observe: Observer | None = None
    on_status: Callable[[str], None] | None = None
    trace: Tracer | None = None
    sdp_port: int = PORT


def watching(module: Module, config: Config, watch: Watch | None, security: str | None = None) -> ChargerModule:
    """The V2G module with these lookers-on. It has its certificates from the module `security`, unless its settings name files."""
    watch = watch or Watch()
    own = security is None or config.tls.pki or config.tls.chain
    return ChargerModule(
        module, config, observe=watch.observe, on_status=watch.on_status, trace=watch.trace, sdp_port=watch.sdp_port,
        security=None if own or security is None else module.use(security, "main", "evse_security"),
    )


@dataclass(frozen=True, slots=True)
class OutletSetup:
    """One outlet: `config` for the V2G side, `settings` for the station side. `folder` keeps meter and transaction over a restart."""

    config: Config
    settings: Settings
    ratings: Ratings = field(default_factory=Ratings)
    folder: Path | None = None
    serial: str = "SECC0001"
    replug: bool = True
    clock: Callable[[], float] = time.time
    ticks: Callable[[], float] = time.monotonic

    @staticmethod
    def of(config: Config, *, folder: Path | None = None, number: int = 1) -> OutletSetup:
        """What follows from the V2G settings alone."""
        outlet = config.outlet
        dc = any(energy.startswith(("dc", "mcs")) for energy in outlet.energy)
        ratings = Ratings(
            max_voltage_v=outlet.dc.max_voltage_v, min_voltage_v=outlet.dc.min_voltage_v, max_current_a=outlet.dc.max_current_a,
            max_power_w=outlet.dc.max_power_w, ac_max_current_a=outlet.ac.max_current_a, phases=outlet.ac.phases,
            max_discharge_current_a=outlet.dc.max_discharge_current_a if dc else None,
            max_discharge_power_w=outlet.dc.max_discharge_power_w if dc else outlet.ac.max_discharge_power_w,
        )  # fmt: skip
        settings = Settings(
            connector_id=number, charge_mode="DC" if dc else "AC", evse_id=outlet.evse_id, ac_nominal_voltage=outlet.ac.nominal_voltage_v,
            evse_id_din=outlet.din_evse_id, connector_type="cCCS2" if dc else "cType2", payment_enable_eim="eim" in outlet.payment,
            payment_enable_contract="contract" in outlet.payment, disable_authentication=outlet.free,
            supported_iso_ac_bpt="ac_bpt" in outlet.energy,
        )  # fmt: skip
        return OutletSetup(config, settings, ratings, folder, f"SECC{number:04d}")


class Outlet:
    """The modules of one outlet. `serve` False leaves the network out: whoever tests runs the session on the charger itself."""

    def __init__(
        self, bus: Bus, setup: OutletSetup, number: int, *, serve: bool = True, watch: Watch | None = None,
        security: str | None = None,
    ) -> None:  # fmt: skip
        self.setup, name = setup, f"evse{number}"
        settings, config = setup.settings, setup.config
        self.modules = {part: Module(f"{name}_{part}" if part != "evse" else name, bus, evse=number) for part in PARTS}
        ac = config.outlet.ac
        self.plant = plant = Plant("DC" if settings.is_dc else "AC", ac.nominal_voltage_v, ac.phases, setup.ratings.ac_max_current_a)
        evse = self.modules["evse"]
        kind: Literal["AC", "DC"] = "DC" if settings.is_dc else "AC"
        self.meter = SimulatedMeter(setup.folder, serial=setup.serial, current_type=kind, clock=setup.clock, ticks=setup.ticks)
        self.powermeter = PowermeterModule(self.modules["meter"], self.meter)
        self.supply = SimulatedSupply(self.modules["supply"], plant, setup.ratings) if settings.is_dc else None
        self.imd = SimulatedImd(self.modules["imd"], plant) if settings.is_dc else None
        self.ovm = SimulatedOvm(self.modules["ovm"], plant) if settings.is_dc else None
        self.lock = SimulatedLock(self.modules["lock"], plant)
        self.slac = SlacStandIn(self.modules["slac"])
        self.charger_module = watching(self.modules["iso15118"], config, watch, security) if serve else None
        self.charger = self.charger_module.charger if self.charger_module else EverestCharger(self.modules["iso15118"], config)
        watched = self.modules["board"].use(self._id("iso15118"), "charger", "ISO15118_charger") if settings.uses_hlc else None
        self.board = SimulatedBoard(self.modules["board"], plant, watched, ratings=setup.ratings, replug=setup.replug)
        self.brain = Brain(
            evse, settings,
            Devices(
                board=evse.use(self._id("board"), "board", "evse_board_support"),
                hlc=evse.use(self._id("iso15118"), "charger", "ISO15118_charger") if settings.uses_hlc else None,
                slac=evse.use(self._id("slac"), "slac", "slac") if settings.uses_hlc else None,
                supply=evse.use(self._id("supply"), "supply", "power_supply_DC") if settings.is_dc else None,
                imd=evse.use(self._id("imd"), "imd", "isolation_monitor") if settings.is_dc else None,
                meter=evse.use(self._id("meter"), "meter", "powermeter"),
                lock=evse.use(self._id("lock"), "lock", "connector_lock"),
                ovm=evse.use(self._id("ovm"), "ovm", "over_voltage_monitor") if settings.is_dc else None,
            ),
            store=setup.folder / "evse.json" if setup.folder else None,
        )  # fmt: skip
        self._pulse = Pulse(plant, self.meter, self._publish)

    def _id(self, part: str) -> str:
        return self.modules[part].identifier

    async def ready(self) -> None:
        """Everybody is there: devices first, then the brain."""
        self.powermeter.ready()
        self.board.ready()
        if self.supply is not None:
            self.supply.ready()
        if self.charger_module is not None:
            self.charger_module.ready()
        else:
            self.charger.announce()
        await self.brain.ready()
        self.board.plug()

    def work(self) -> list[Coroutine[None, None, None]]:
        """What goes on for ever."""
        return [self._pulse.run(), self.powermeter.run(), self.brain.run()]

    async def close(self) -> None:
        """After the brain has been closed and its commands have arrived."""
        if self.charger_module is not None:
            await self.charger_module.close()
        for module in self.modules.values():
            module.close()

    def _publish(self) -> None:
        if self.supply is not None:
            self.supply.publish()
        if self.imd is not None:
            self.imd.publish()
        if self.ovm is not None:
            self.ovm.publish()


class Site:
    """Outlets, an authority that decides who may charge, an energy manager that splits the fuse, certificates if there is a folder."""

    def __init__(
        self, bus: Bus, setups: Sequence[OutletSetup], *, fuse_a: float | None = None, decide: Decide = accept, serve: bool = True,
        watch: Watch | None = None, certificates: Path | None = None,
    ) -> None:  # fmt: skip
        self.bus = bus
        self.security = FolderSecurity(Module(SECURITY, bus), certificates) if certificates else None
        keeper = SECURITY if certificates else None
        self.outlets = [Outlet(bus, setup, number, serve=serve, watch=watch, security=keeper) for number, setup in enumerate(setups, 1)]
        self.auth_module, self.energy_module = Module("auth", bus), Module("energy_manager", bus)
        evses = [outlet.modules["evse"].identifier for outlet in self.outlets]
        pairs = [
            (self.auth_module.use(evse, "evse", "evse_manager"), self.auth_module.use(evse, "token_provider", "auth_token_provider"))
            for evse in evses
        ]
        contracts = any(setup.settings.payment_enable_contract for setup in setups)
        self.auth = AuthStandIn(self.auth_module, pairs, decide, contracts=contracts)
        boards = [outlet.setup.ratings.board(dc=outlet.setup.settings.is_dc) for outlet in self.outlets]
        enough = sum(float(str(board["max_current_A_import"])) for board in boards)
        self.energy = EnergyManager(
            {evse: self.energy_module.use(evse, "energy_grid", "energy") for evse in evses}, fuse_a=enough if fuse_a is None else fuse_a
        )
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Connect, announce, begin."""
        await self.bus.start()
        for outlet in self.outlets:
            await outlet.ready()
        loop = asyncio.get_running_loop()
        self._tasks = [loop.create_task(self.energy.run())]
        for number, outlet in enumerate(self.outlets):  # what happens once a second happens for each outlet at its own moment
            self._tasks += [loop.create_task(_later(number / len(self.outlets), part)) for part in outlet.work()]

    async def close(self) -> None:
        """Power off, then leave the bus."""
        for task in self._tasks:
            task.cancel()
        for outlet in self.outlets:
            outlet.brain.close()
        await asyncio.sleep(SETTLE_S)
        for outlet in self.outlets:
            await outlet.close()
        await self.bus.close()


async def _later(seconds: float, work: Coroutine[None, None, None]) -> None:
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        work.close()
        raise
    await work


SECURITY = "evse_security"
SETTLE_S = 0.1
MAX_LINE = 8000
PARTS = ("evse", "board", "supply", "imd", "ovm", "lock", "meter", "slac", "iso15118")


def bus_of(mqtt: str) -> Bus:
    """The in-memory bus, or the broker at `HOST:PORT` or `unix:PATH`. Raises ConfigError."""
    if not mqtt:
        return MemoryBus()
    from secc.everest.bus.mqtt import MqttBus  # needs the extra `everest`

    host, _, port = mqtt.rpartition(":")
    if host == "unix":
        return MqttBus(socket_path=port)
    if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
        raise ConfigError(f"{mqtt!r} is neither HOST:PORT nor unix:PATH", source="--mqtt")
    return MqttBus(host.strip("[]"), int(port))


async def run_station(
    configs: Sequence[Config], *, mqtt: str = "", fuse_a: float | None = None, decide: Decide = accept, folder: Path | None = None,
    watch: Watch | None = None, trace_bus: Callable[[str], None] | None = None, until: Awaitable[object] | None = None,
) -> None:  # fmt: skip
    """Run a station with one outlet a config, for ever or `until` something is done, then power off.

    `decide(token)` says who may charge, `fuse_a` is what the outlets share, `folder` is where meters and transactions are kept.
    `trace_bus` gets a line for every command, result, variable and error that passes. Raises ConfigError.
    """
    bus = bus_of(mqtt)
    setups = [
        OutletSetup.of(config, folder=folder / f"evse{number}" if folder else None, number=number)
        for number, config in enumerate(configs, 1)
    ]
    site = Site(bus, setups, fuse_a=fuse_a, decide=decide, watch=watch, certificates=folder / "certificates" if folder else None)
    if trace_bus is not None:
        onlooker = bus_of(mqtt) if mqtt else bus  # a client of its own: the broker gives overlapping subscriptions one copy each
        onlooker.subscribe("everest/#", lambda topic, payload: trace_bus(bus_line(topic, payload)))
        await onlooker.start()
    await site.start()
    settle_memory()
    try:
        await (until if until is not None else asyncio.Event().wait())
    finally:
        with contextlib.suppress(asyncio.CancelledError):
            await site.close()


def bus_line(topic: str, payload: bytes) -> str:
    """A message as one line of bounded length."""
    text = payload.decode("utf-8", "replace")
    place = topic.removeprefix("everest/modules/").replace("/impl/", "/")
    return f"{place} {text if len(text) <= MAX_LINE else text[: MAX_LINE - 3] + '...'}"
