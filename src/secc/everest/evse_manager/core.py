"""The parts of an `evse_manager` and what they share: start, limits, errors, session events."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from secc.everest.energy_leaf import EnergyLeaf
from secc.everest.evse_manager.board import Board
from secc.everest.evse_manager.dc_output import DcOutput
from secc.everest.evse_manager.enable_table import EnableTable, Source
from secc.everest.evse_manager.ev_info import EvInfo
from secc.everest.evse_manager.hlc import Hlc
from secc.everest.evse_manager.journal import RUNNING, Journal
from secc.everest.evse_manager.machine import Machine, State
from secc.everest.evse_manager.settings import Settings
from secc.everest.evse_manager.timers import Timers
from secc.everest.module import Implementation, Module, Peer, Severity

log = logging.getLogger(__name__)

Plain = Mapping[str, object]
LOOK_S = 1.0
SILENCE_S = 10.0
HLC_LOST = "evse_manager/Internal"
HARMLESS = frozenset({
    "evse_manager/Inoperative", "evse_board_support/MREC3HighTemperature", "evse_board_support/MREC18CableOverTempDerate",
    "generic/VendorWarning", "powermeter/VendorWarning", "power_supply_DC/VendorWarning", "isolation_monitor/VendorWarning",
    "evse_board_support/VendorWarning", "ac_rcd/VendorWarning",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Devices:
    """The modules around the outlet; what is None is not there."""

    board: Peer
    hlc: Peer | None = None
    slac: Peer | None = None
    supply: Peer | None = None
    imd: Peer | None = None
    meter: Peer | None = None


class Core:
    """The outlet with its parts: start, limits, errors, session events. `Commands` and `Brain` add what others ask and say."""

    def __init__(
        self, module: Module, settings: Settings, devices: Devices, *, store: Path | None = None, implementation: str = "evse"
    ) -> None:
        self.settings, self.devices = settings, devices
        self._timers = Timers()
        commands = {name: getattr(self, f"_{name}") for name in COMMANDS}
        self.evse: Implementation = module.provide(implementation, "evse_manager", commands)
        self.tokens: Implementation = module.provide("token_provider", "auth_token_provider", {})
        self.table = EnableTable()
        self.board = Board(devices.board, self._timers)
        self.hlc = Hlc(settings, devices.hlc, devices.slac)
        self.output = DcOutput(settings, devices.supply, devices.imd)
        self.journal = Journal(settings, self._session_event, devices.meter, store)
        self.machine = Machine(
            settings, self.board, self.hlc, self.output, self.journal, self._timers, self._own_error, self._state_changed
        )
        self.energy = EnergyLeaf(
            module, lambda: self.machine.state.value, self._limited, self._enforced, zero_in_idle=settings.request_zero_power_in_idle
        )
        self.info = EvInfo(lambda known: self.evse.publish("ev_info", known))
        self._phases = 1
        self._shown_enabled: bool | None = None
        self._external_ready = not settings.external_ready_to_start_charging
        self._said_ready = False
        module.bus.watch(self._connection_changed)

    # ---- start -----------------------------------------------------------------------------------------------------------------------

    async def ready(self) -> None:
        """All modules are there: set everything up, settle what a restart left open, then take cars."""
        evse = self.evse
        evse.publish("evse_id", self.settings.evse_id)
        evse.publish("waiting_for_external_ready", self.settings.external_ready_to_start_charging)
        self.board.overcurrent(0.0)
        if self.devices.imd is not None:
            self.devices.imd.tell("stop")
        self.hlc.modes = self.hlc.modes or (["DC_extended"] if self.settings.is_dc else ["AC_single_phase_core", "AC_three_phase_core"])
        self.hlc.set_up(self.output.capabilities)
        await self.journal.settle()
        self.board.enable(True)
        self._start_charging()

    def _start_charging(self) -> None:
        if not self._external_ready or self._said_ready:
            return
        self._said_ready = True
        self.machine.started = True
        enabled = self.table.enabled
        boot = Source("Unspecified", "Enable" if enabled else "Disable", 10_000)
        self.table.put(boot)
        self._tell_enabled(enabled, boot, 0)
        self.evse.publish("ready", True)
        self.machine.poke()

    async def run(self) -> None:
        """The energy request and the look after the neighbours, for ever; call after `ready`."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.energy.run())
            group.create_task(self._look_after())

    async def _look_after(self) -> None:
        """Every second: renew the board's permission; without answers of the ISO 15118 module nobody controls the car any more."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_S)
            self.board.renew()
            if not self.hlc.present or not self.machine.uses_digital:
                continue
            silent = loop.time() - self.hlc.answered_at > SILENCE_S
            if silent and self.machine.state in (State.PrepareCharging, State.Charging):
                self._own_error(HLC_LOST, True, "the ISO 15118 module does not answer")
            elif not silent:
                self._own_error(HLC_LOST, False, "")

    def _connection_changed(self, connected: bool) -> None:
        """Commands that were on their way when the connection broke are lost: say again how things are to be."""
        if connected and self._said_ready:
            self.board.say_again()
            self.output.say_again()
            self.hlc.forget_limits()
            self.hlc.tell("dlink_ready", value=self.machine.matched)
            self.machine.poke()

    def close(self) -> None:
        """Power off; the transaction stays in the store and is finished at the next start."""
        self.machine.close()

    # ---- what is published -----------------------------------------------------------------------------------------------------------

    def _session_event(self, event: Plain) -> None:
        self.evse.publish("session_event", event, keep="all")
        if event["event"] in ("SessionStarted", "SessionFinished"):
            self.info.clear()
            started = event["event"] == "SessionStarted"
            self.evse.publish("selected_protocol", "IEC61851-1" if started else "Unknown")
            if not started:
                self.hlc.session_setup(contract=True)

    def _tell_enabled(self, enabled: bool, winner: Source, connector_id: int) -> None:
        self._shown_enabled = enabled
        content: dict[str, object] = {"source": winner.plain(), **({"connector_id": 1} if connector_id else {})}
        self.journal.event("Enabled" if enabled else "Disabled", **content)

    def _state_changed(self, state: State) -> None:
        if state is State.Disabled and self._shown_enabled:
            self._tell_enabled(False, self.table.winner, self._disabled_by)
        if state in (State.WaitingForAuthentication, State.Finished):
            self.energy.ask(urgent=True)

    _disabled_by = 0

    def _drop_reservation(self) -> None:
        if self.journal.reservation is not None and self.journal.transaction != RUNNING:
            self.journal.reservation = None
            self._reservation_event("ReservationEnd")

    def _reservation_event(self, name: str) -> None:
        session, self.journal.session = self.journal.session, ""
        self.journal.event(name)
        self.journal.session = session

    # ---- limits ----------------------------------------------------------------------------------------------------------------------

    def _enforced(self, limits: Plain) -> None:
        self.evse.publish("enforced_limits", limits)

    def _limited(self, ampere: float, watts: float | None, phases: int | None) -> None:
        machine = self.machine
        board = self.energy.board
        if phases in (1, 3) and phases != self._phases and board is not None and board["supports_changing_phases_during_charging"]:
            machine.switch_phases(phases == 3)
        if watts is not None and not self.settings.is_dc:
            ampere = min(ampere, watts / self.settings.ac_nominal_voltage / self._phases)
        machine.max_a, machine.max_w = ampere, watts
        limits = {"uuid": self.energy.energy.module.identifier, "max_current": ampere, "nr_of_phases_available": self._phases}
        self.evse.publish("limits", limits)
        if self.settings.is_dc:
            self._limit_dc(ampere, watts)
        else:
            self.board.overcurrent(max(ampere, 0.0))
            self.hlc.ac_limit(ampere, self._phases)
        machine.poke()

    def _limit_dc(self, ampere: float, watts: float | None) -> None:
        capabilities = self.output.capabilities
        if not capabilities or watts is None:
            return
        if ampere == 0:
            watts = 0.0
        most_w, most_a = float(capabilities["max_export_power_W"]), float(capabilities["max_export_current_A"])
        power = max(min(watts, most_w), -float(capabilities.get("max_import_power_W", 0.0)))
        volts = self.output.volts if self.output.volts > 50.0 else 0.0
        current = min(most_a, power / volts) if volts and power > 0 else most_a if power > 0 else power / (volts or self.output.most_v)
        self.hlc.dc_limit(volts=self.output.most_v, ampere=round(current, 1), watts=round(power, 0), capabilities=capabilities)

    # ---- errors ----------------------------------------------------------------------------------------------------------------------

    def _own_error(self, name: str, on: bool, text: str) -> None:
        if on:
            self.evse.raise_error(name, text, severity="Medium")
            self._fault(name, "", "Medium", True)
        elif (name, "") in self.evse.active_errors:
            self.evse.clear_error(name)
            self._fault(name, "", "Medium", False)

    def _fault(self, name: str, sub_type: str, severity: Severity, active: bool) -> None:
        """Every active error that is not harmless stops charging; High at once, else in order."""
        if name in HARMLESS or (name.startswith("powermeter/") and not self.settings.fail_on_powermeter_errors):
            return
        machine = self.machine
        before = bool(machine.faults)
        if active:
            machine.faults[name, sub_type] = severity
        else:
            machine.faults.pop((name, sub_type), None)
        machine.emergency = "High" in machine.faults.values()
        if machine.faults and (not before or machine.emergency):
            if machine.emergency:
                self.board.x1()
            machine.power_off()
            self.board.allow(False)
            self.hlc.tell("send_error", error="Error_EmergencyShutdown")
            self._drop_reservation()
        self._tell_inoperative()
        machine.poke()

    def _tell_inoperative(self) -> None:
        self.evse.clear_error("evse_manager/Inoperative")
        if self.machine.faults:
            names = list(self.machine.faults)
            causes = ", ".join(name.partition("/")[2] for name, _ in names)
            self.evse.raise_error("evse_manager/Inoperative", names[0][0], severity="High", details=causes)


COMMANDS = (
    "get_evse", "enable_disable", "authorize_response", "withdraw_authorization", "reserve", "cancel_reservation", "pause_charging",
    "resume_charging", "stop_transaction", "force_unlock", "external_ready_to_start_charging", "set_plug_and_charge_configuration",
    "update_allowed_energy_transfer_modes", "set_der_available",
)  # fmt: skip
