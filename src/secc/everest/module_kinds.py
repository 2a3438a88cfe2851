"""The modules that this package brings into an EVerest system, by the name of their manifest."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from secc import config as secc_config
from secc.errors import ConfigError
from secc.everest.charger_module import ChargerModule
from secc.everest.evse_manager.brain import Brain, Devices
from secc.everest.evse_manager.settings import Settings
from secc.everest.evse_security import FolderSecurity
from secc.everest.join import ModuleConfiguration
from secc.everest.module import Module, Peer
from secc.everest.plant import Plant
from secc.everest.powermeter import PowermeterModule
from secc.everest.simulated_devices import Pulse, Ratings, SimulatedBoard, SimulatedImd, SimulatedLock, SimulatedOvm, SimulatedSupply
from secc.everest.simulated_meter import SimulatedMeter
from secc.everest.stand_ins import AuthStandIn, EnergyManager, SlacStandIn
from secc.everest.station import accept


class Part(Protocol):
    """A module at work."""

    async def ready(self) -> None:
        """Global ready came."""

    def work(self) -> list[Coroutine[None, None, None]]:
        """What goes on until the end."""

    async def close(self) -> None:
        """Power off, stop."""


def _peer(module: Module, configuration: ModuleConfiguration, requirement: str, interface: str) -> Peer | None:
    target = configuration.one(requirement)
    return None if target is None else module.use(target.module, target.implementation, interface)


def _need(module: Module, configuration: ModuleConfiguration, requirement: str, interface: str) -> Peer:
    peer = _peer(module, configuration, requirement, interface)
    if peer is None:
        raise ConfigError(f"connect the requirement {requirement} ({interface})", source=module.identifier)
    return peer


class SeccCharger:
    """ISO15118_charger and iso15118_extensions: DIN SPEC 70121, ISO 15118-2 and -20 in one module."""

    def __init__(self, module: Module, configuration: ModuleConfiguration) -> None:
        options = configuration.options
        base = secc_config.Config.load(str(options["config_file"])) if options.get("config_file") else secc_config.Config()
        protocols = tuple(
            protocol for option, names in PROTOCOL_OPTIONS.items() if options.get(option, True) for protocol in names
            if protocol in base.outlet.protocols
        )  # fmt: skip
        device = str(options.get("device", "") or base.outlet.interface)
        tls = msgspec.structs.replace(base.tls, mode=str(options.get("tls", base.tls.mode)), pki=str(options.get("pki", "") or base.tls.pki))
        outlet = msgspec.structs.replace(base.outlet, interface=device, protocols=protocols)
        self._part = ChargerModule(
            module, msgspec.structs.replace(base, outlet=outlet, tls=tls), security=_peer(module, configuration, "security", "evse_security"),
            services=[
                module.use(target.module, target.implementation, "ISO15118_vas") for target in configuration.connections.get("iso15118_vas", ())
            ],
        )  # fmt: skip

    async def ready(self) -> None:
        self._part.ready()

    def work(self) -> list[Coroutine[None, None, None]]:
        return []

    async def close(self) -> None:
        await self._part.close()


PROTOCOL_OPTIONS: Mapping[str, tuple[secc_config.Protocol, ...]] = {
    "supported_DIN70121": ("din",),
    "supported_ISO15118_2": ("iso2",),
    "supported_ISO15118_20": ("iso20_ac", "iso20_dc"),
}


class SeccEvseManager:
    """evse_manager, energy and auth_token_provider of one outlet."""

    def __init__(self, module: Module, configuration: ModuleConfiguration) -> None:
        options = dict(configuration.options)
        store = str(options.pop("store", "") or "")
        try:
            settings = msgspec.convert(options, Settings)
        except msgspec.ValidationError as error:
            raise ConfigError(str(error), source=module.identifier) from None
        self._brain = Brain(
            module, settings,
            Devices(
                board=_need(module, configuration, "bsp", "evse_board_support"),
                hlc=_peer(module, configuration, "hlc", "ISO15118_charger"),
                slac=_peer(module, configuration, "slac", "slac"),
                supply=_peer(module, configuration, "powersupply_DC", "power_supply_DC"),
                imd=_peer(module, configuration, "imd", "isolation_monitor"),
                meter=_peer(module, configuration, "powermeter", "powermeter"),
                lock=_peer(module, configuration, "connector_lock", "connector_lock"),
                ovm=_peer(module, configuration, "over_voltage_monitor", "over_voltage_monitor"),
            ),
            store=Path(store) / f"{module.identifier}.json" if store else None,
        )  # fmt: skip

    async def ready(self) -> None:
        await self._brain.ready()

    def work(self) -> list[Coroutine[None, None, None]]:
        return [self._brain.run()]

    async def close(self) -> None:
        self._brain.close()


class SeccSimulatedOutlet:
    """Board, supply, insulation monitor, meter and SLAC of one simulated outlet, with a car that comes and goes."""

    def __init__(self, module: Module, configuration: ModuleConfiguration) -> None:
        options = configuration.options
        dc = options.get("charge_mode", "DC") == "DC"
        ratings = Ratings()
        self._plant = Plant("DC" if dc else "AC", 230.0, ratings.phases, ratings.ac_max_current_a)
        folder = str(options.get("store", "") or "")
        self._meter = SimulatedMeter(Path(folder) / module.identifier if folder else None, current_type="DC" if dc else "AC")
        self._powermeter = PowermeterModule(module, self._meter)
        self._supply = SimulatedSupply(module, self._plant, ratings)
        self._imd = SimulatedImd(module, self._plant)
        self._ovm = SimulatedOvm(module, self._plant)
        SimulatedLock(module, self._plant)
        self._slac = SlacStandIn(module)
        hlc = _peer(module, configuration, "hlc", "ISO15118_charger")
        self._board = SimulatedBoard(module, self._plant, hlc, ratings=ratings)

    async def ready(self) -> None:
        self._powermeter.ready()
        self._board.ready()
        self._supply.ready()
        self._board.plug()

    def work(self) -> list[Coroutine[None, None, None]]:
        return [Pulse(self._plant, self._meter, self._publish).run(), self._powermeter.run()]

    async def close(self) -> None:
        self._plant.on = self._plant.closed = False

    def _publish(self) -> None:
        self._supply.publish()
        self._imd.publish()
        self._ovm.publish()


class SeccSite:
    """Stand-ins for authorisation (everybody) and energy management (one fuse) of a site."""

    def __init__(self, module: Module, configuration: ModuleConfiguration) -> None:
        evses = [module.use(target.module, target.implementation, "evse_manager") for target in configuration.connections.get("evse", ())]
        tokens = [module.use(target.module, target.implementation, "auth_token_provider") for target in configuration.connections.get("tokens", ())]
        grids = configuration.connections.get("energy", ())
        self._auth = AuthStandIn(module, list(zip(evses, tokens, strict=True)), accept)
        self._energy = EnergyManager(
            {target.module: module.use(target.module, target.implementation, "energy") for target in grids},
            fuse_a=float(str(configuration.options.get("fuse_a", 63.0))),
        )

    async def ready(self) -> None:
        return

    def work(self) -> list[Coroutine[None, None, None]]:
        return [self._energy.run()]

    async def close(self) -> None:
        return


class SeccSecurity:
    """evse_security over a folder."""

    def __init__(self, module: Module, configuration: ModuleConfiguration) -> None:
        FolderSecurity(module, Path(str(configuration.options["folder"])))

    async def ready(self) -> None:
        return

    def work(self) -> list[Coroutine[None, None, None]]:
        return []

    async def close(self) -> None:
        return


KINDS: Mapping[str, Callable[[Module, ModuleConfiguration], Part]] = {
    "SeccCharger": SeccCharger,
    "SeccEvseManager": SeccEvseManager,
    "SeccSecurity": SeccSecurity,
    "SeccSimulatedOutlet": SeccSimulatedOutlet,
    "SeccSite": SeccSite,
}
