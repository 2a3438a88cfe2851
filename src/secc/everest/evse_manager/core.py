"""The parts of an `evse_manager` and what they share: start, limits, errors, session events."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from secc.everest.energy_leaf import EnergyLeaf
from secc.everest.evse_manager import budget
from secc.everest.evse_manager.board import Board
from secc.everest.evse_manager.dc_output import Ceiling, DcOutput
from secc.everest.evse_manager.enable_table import EnableTable, Source
from secc.everest.evse_manager.ev_info import EvInfo
from secc.everest.evse_manager.faults import Faults
from secc.everest.evse_manager.hlc import Hlc
from secc.everest.evse_manager.journal import RUNNING, Journal
from secc.everest.evse_manager.lock import Lock
from secc.everest.evse_manager.machine import Machine
from secc.everest.evse_manager.monitors import Monitors, Silence
from secc.everest.evse_manager.settings import Settings
from secc.everest.evse_manager.state import State
from secc.everest.evse_manager.timers import Timers
from secc.everest.module import Implementation, Module, Peer

Plain = Mapping[str, object]
LOOK_S = 1.0
IN_SESSION = (State.PrepareCharging, State.Charging)


@dataclass(frozen=True, slots=True)
class Devices:
    """The modules around the outlet; what is None is not there."""

    board: Peer
    hlc: Peer | None = None
    slac: Peer | None = None
    supply: Peer | None = None
    imd: Peer | None = None
    meter: Peer | None = None
    lock: Peer | None = None
    ovm: Peer | None = None


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
        self.output = DcOutput(settings, devices.supply, devices.imd, devices.ovm)
        self.journal = Journal(settings, self._session_event, devices.meter, store)
        self.faults = Faults(self.evse, settings, self._faults_changed)
        lock = Lock(devices.lock, lambda: self.machine.poke())
        self.machine = Machine(
            settings, self.board, lock, self.hlc, self.output, self.journal, self.faults, self._timers, self._state_changed
        )
        self.monitors = Monitors(settings, self._timers, self.faults, self._power_may_flow)
        self.silence = Silence(settings.device_silence_s, self.faults)
        self.energy = EnergyLeaf(
            module, lambda: self.machine.state.value, self._limited, self._enforced, zero_in_idle=settings.request_zero_power_in_idle
        )
        self.info = EvInfo(lambda known: self.evse.publish("ev_info", known))
        self._phases = 1
        self._enforced_last: tuple[float, float | None] = (0.0, None)
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
        await self.journal.first_record(self.settings.initial_meter_value_timeout_ms / 1000)
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
        if not enabled:
            self.board.f()
            self.board.enable(False)
        self.evse.publish("ready", True)
        self.machine.poke()

    async def run(self) -> None:
        """The energy request and the look after the neighbours, for ever; call after `ready`."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self.energy.run())
            group.create_task(self._look_after())

    async def _look_after(self) -> None:
        """Every second: renew the board's permission, and notice who does not speak any more: nobody controls what it should."""
        while True:
            await asyncio.sleep(LOOK_S)
            machine, devices = self.machine, self.devices
            session, dc = machine.state in IN_SESSION, self.settings.is_dc
            self.board.renew(always=session or self.silence.silent("board"))
            if self.journal.session:
                self.hlc.keep_in_touch(closed=self.board.closed)
            self.silence.heard("board", self.board.answered_at)
            self.silence.heard("ISO15118_charger", self.hlc.answered_at)
            self.silence.look({
                "board": session, "ISO15118_charger": session and machine.uses_digital and self.hlc.present,
                "supply": session and dc and devices.supply is not None, "isolation_monitor": machine.looping and devices.imd is not None,
                "over_voltage_monitor": machine.looping and devices.ovm is not None,
            })  # fmt: skip

    def _power_may_flow(self) -> bool:
        """The monitors judge: in the DC charge loop; in AC also while the car pauses, its contactor being its own affair."""
        machine = self.machine
        return machine.looping if self.settings.is_dc else machine.state in (State.Charging, State.ChargingPausedEV)

    def _connection_changed(self, connected: bool) -> None:
        """Commands that were on their way when the connection broke are lost: say again how things are to be."""
        if connected and self._said_ready:
            self.board.say_again()
            self.machine.lock.say_again()
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
        cable, enforced = self.machine.cable_a, dict(limits)
        root = limits["limits_root_side"]
        if cable is not None and isinstance(root, dict) and "ac_max_current_A" in root:
            most = root["ac_max_current_A"]
            enforced["limits_root_side"] = {**root, "ac_max_current_A": {**most, "value": min(float(most["value"]), cable)}}
        self.evse.publish("enforced_limits", enforced)

    def _limited(self, ampere: float, watts: float | None, phases: int | None) -> None:
        board = self.energy.board
        if phases in (1, 3) and phases != self._phases and board is not None and board["supports_changing_phases_during_charging"]:
            self.machine.switch_phases(phases == 3)
        self._enforced_last = (ampere, watts)
        self._limit()

    def _limit(self) -> None:
        """What was enforced last, to everybody whom it concerns; again whenever something that it depends on has changed."""
        machine, settings = self.machine, self.settings
        ampere, watts = self._enforced_last
        bidirectional = self.hlc.bidirectional
        if settings.is_dc:
            machine.max_a, machine.max_w = ampere, budget.dc_watts(ampere, watts, self.output.capabilities, bidirectional=bidirectional)
            self._limit_dc(machine.max_w)
        else:
            machine.max_a = budget.ac_ampere(
                ampere, watts, volts=settings.ac_nominal_voltage, phases=self._phases, cable_a=machine.cable_a, bidirectional=bidirectional
            )
            self.board.overcurrent(abs(machine.max_a))
            self.hlc.ac_limit(machine.max_a, self._phases)
        self._tell_limits()
        machine.poke()

    def _tell_limits(self) -> None:
        uuid = self.energy.energy.module.identifier
        self.evse.publish("limits", {"uuid": uuid, "max_current": self.machine.max_a, "nr_of_phases_available": self._phases})

    def _limit_dc(self, watts: float) -> None:
        capabilities = self.output.capabilities
        if capabilities:
            current = budget.dc_current(watts, self.output.volts, capabilities)
            self.hlc.dc_limit(volts=self.output.most_v, ampere=round(current, 1), watts=round(watts, 0), capabilities=capabilities)
        self._serve()

    def _serve(self) -> None:
        """The EV's newest wish within the newest limit, to the supply; nothing while the contactor is open."""
        machine = self.machine
        if self.faults or machine.state not in IN_SESSION or not machine.hlc_permission or not self.board.closed:
            return
        able = self.output.capabilities
        before_loop = Ceiling(float(able.get("max_export_current_A", 0.0)), float(able.get("max_export_power_W", 0.0)))
        self.output.serve(budget.ceiling(machine.max_w or 0.0, able) if self.output.phase == "Charging" else before_loop)

    # ---- errors ----------------------------------------------------------------------------------------------------------------------

    def _faults_changed(self, fresh: bool) -> None:
        """Every active error that is not harmless stops charging; High at once, else in order."""
        if fresh:
            if self.faults.emergency and self.board.oscillates:
                self.board.x1()
            self.machine.power_off()
            self.board.allow(False)
            self.hlc.tell("send_error", error="Error_EmergencyShutdown")
            self._drop_reservation()
        self.machine.poke()


COMMANDS = (
    "get_evse", "enable_disable", "authorize_response", "withdraw_authorization", "reserve", "cancel_reservation", "pause_charging",
    "resume_charging", "stop_transaction", "force_unlock", "external_ready_to_start_charging", "set_plug_and_charge_configuration",
    "update_allowed_energy_transfer_modes", "set_der_available",
)  # fmt: skip
