"""The module `evse_manager`: its commands and variables, and what it hears from the modules around it.

It drives any `ISO15118_charger`, and any `evse_board_support`, `power_supply_DC`, `isolation_monitor`, `slac` and `powermeter`; each
of them may sit anywhere on the bus.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from secc.everest.energy_leaf import EnergyLeaf
from secc.everest.evse_manager.board import Board
from secc.everest.evse_manager.dc_output import DcOutput
from secc.everest.evse_manager.enable_table import EnableTable, Source
from secc.everest.evse_manager.ev_info import FROM_VARIABLE, EvInfo, manufacturer
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


class Brain:
    """One `evse_manager`. Make it, then `ready()` once the bus is, then let `run()` go on."""

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
        self._watchers()

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

    def close(self) -> None:
        """Power off; the transaction stays in the store and is finished at the next start."""
        self.machine.close()

    # ---- commands --------------------------------------------------------------------------------------------------------------------

    def _get_evse(self) -> object:
        return {"id": self.settings.connector_id, "connectors": [{"id": 1, "type": self.settings.connector_type}]}

    def _enable_disable(self, connector_id: int, cmd_source: Plain) -> bool:
        self.table.put(Source(**cast(dict[str, object], {name: cmd_source[name] for name in SOURCE_FIELDS})))  # type: ignore[arg-type]
        enabled = self.table.enabled
        self.machine.enabled = enabled
        if connector_id:
            self.machine.connector_enabled = enabled
        if not enabled:
            self._drop_reservation()
        if enabled and self._shown_enabled is False:
            self.board.enable(True)
            self._tell_enabled(True, self.table.winner, connector_id)
        self._disabled_by = connector_id
        self.machine.poke()
        return enabled

    def _authorize_response(self, provided_token: Plain, validation_result: Plain) -> None:
        pnc = provided_token["authorization_type"] == "PlugAndCharge"
        machine = self.machine
        if validation_result["authorization_status"] != "Accepted":
            if pnc and machine.pnc_waited:
                certificate = str(validation_result.get("certificate_status", "Accepted"))
                self.hlc.answer(str(validation_result["authorization_status"]), certificate)
                machine.pnc_waited = False
            return
        if (machine.pnc_waited and not pnc) or machine.stopping or machine.authorized or machine.state is State.Finished:
            return
        self.journal.token = provided_token
        self.journal.tariff = _first_text(validation_result)
        if not self.journal.session:
            self.journal.begin("Authorized")
        machine.authorized = True
        self.journal.event("Authorized", authorization_event=self.journal.reading)
        self.hlc.session_setup(contract=False)
        if machine.pnc_waited or machine.eim_waited:
            self._tell_authorized()
        machine.poke()

    def _tell_authorized(self) -> None:
        certificate = "Accepted" if self.machine.pnc_waited else "NoCertificateAvailable"
        self.machine.pnc_waited = self.machine.eim_waited = False
        self.hlc.answer("Accepted", certificate)

    def _withdraw_authorization(self) -> None:
        machine = self.machine
        if not self.journal.session:
            return
        if machine.authorized and self.journal.reservation is not None:
            self._drop_reservation()
        self.journal.event("Deauthorized", authorization_event=self.journal.reading)
        if machine.state not in (State.Disabled, State.Idle, State.WaitingForAuthentication):
            return
        if not machine.authorized:
            self.journal.event("PluginTimeout")
            self.hlc.answer("Unknown", "NoCertificateAvailable")
        else:
            machine.authorized = False
            if not self.board.plugged:
                self.journal.end()
        machine.poke()

    def _reserve(self, reservation_id: int) -> bool:
        held = self.journal.reservation
        free = self.machine.state is State.Idle and not self.journal.session and not self.machine.faults
        if not free or (held is not None and held != reservation_id and held >= 0):
            return False
        if held is None:
            self.journal.reservation = reservation_id
            self._reservation_event("ReservationStart")
        self.journal.reservation = reservation_id
        return True

    def _cancel_reservation(self) -> None:
        self._drop_reservation()

    def _drop_reservation(self) -> None:
        if self.journal.reservation is not None and self.journal.transaction != RUNNING:
            self.journal.reservation = None
            self._reservation_event("ReservationEnd")

    def _reservation_event(self, name: str) -> None:
        session, self.journal.session = self.journal.session, ""
        self.journal.event(name)
        self.journal.session = session

    def _pause_charging(self) -> bool:
        if self.machine.state not in (State.PrepareCharging, State.Charging, State.ChargingPausedEV, State.ChargingPausedEVSE):
            return False
        self.machine.pauses.add("UserPause")
        if self.machine.state is State.ChargingPausedEVSE:
            self.machine.tell_pause()
        self.machine.poke()
        return True

    def _resume_charging(self) -> bool:
        if "UserPause" not in self.machine.pauses:
            return False
        self.machine.pauses.discard("UserPause")
        self.machine.poke()
        return True

    def _stop_transaction(self, request: Plain) -> bool:
        if not self.journal.session or self.machine.state in (State.Idle, State.Disabled, State.Finished):
            return False
        reason = str(request["reason"])
        if reason in ("EmergencyStop", "PowerLoss"):
            self.hlc.tell("send_error", error="Error_EmergencyShutdown" if reason == "EmergencyStop" else "Error_UtilityInterruptEvent")
        self.machine.stop_reason, self.machine.stop_tag = reason, cast("Plain | None", request.get("id_tag"))
        self.machine.authorized = False
        self.machine.poke()
        return True

    def _force_unlock(self, connector_id: int) -> bool:
        """There is no lock to drive in these interfaces; the transaction ends, so that the plug comes free."""
        self._stop_transaction({"reason": "UnlockCommand"})
        return False

    def _external_ready_to_start_charging(self) -> bool:
        if self._external_ready:
            return False
        self._external_ready = True
        self._start_charging()
        return True

    def _set_plug_and_charge_configuration(self, plug_and_charge_configuration: Mapping[str, bool]) -> None:
        told = plug_and_charge_configuration
        self.hlc.pnc_enabled = told.get("pnc_enabled", self.hlc.pnc_enabled)
        self.hlc.central = told.get("central_contract_validation_allowed", self.hlc.central)
        self.hlc.installation = told.get("contract_certificate_installation_enabled", self.hlc.installation)

    def _update_allowed_energy_transfer_modes(self, allowed_energy_transfer_modes: list[str]) -> str:
        if not self.hlc.present:
            return "NoHlc"
        kept = [mode for mode in self.hlc.modes if mode in allowed_energy_transfer_modes]
        if not kept:
            return "IncompatibleEnergyTransfer"
        if self.hlc.offer(kept):
            self.evse.publish("supported_energy_transfer_modes", kept)
        return "Accepted"

    def _set_der_available(self, available: bool) -> str:
        return "Accepted" if self.hlc.present else "NoHlc"

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

    # ---- limits ----------------------------------------------------------------------------------------------------------------------

    def _enforced(self, limits: Plain) -> None:
        self.evse.publish("enforced_limits", limits)

    def _limited(self, ampere: float, watts: float | None) -> None:
        machine = self.machine
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

    # ---- what the modules around say -------------------------------------------------------------------------------------------------

    def _watchers(self) -> None:
        devices = self.devices
        for name, receive in (("event", self._board_event), ("capabilities", self._board_capabilities),
                              ("ac_nr_of_phases_available", self._phase_count), ("telemetry", self._telemetry),
                              ("request_stop_transaction", self._stop_transaction)):  # fmt: skip
            devices.board.on(name, cast(Callable[[object], None], receive))
        if devices.slac is not None:
            devices.slac.on("dlink_ready", self._dlink_ready)
        if devices.supply is not None:
            devices.supply.on("capabilities", self._supply_capabilities)
            devices.supply.on("voltage_current", self._supply_sample)
        if devices.imd is not None:
            devices.imd.on("self_test_result", lambda value: self.output.self_tested(bool(value)))
            devices.imd.on("isolation_measurement", self._isolation)
        if devices.meter is not None:
            devices.meter.on("powermeter", self._meter_record)
            devices.meter.on("public_key_ocmf", lambda value: self.evse.publish("powermeter_public_key_ocmf", value))
        if devices.hlc is not None:
            for name, react in HLC_EVENTS.items():
                devices.hlc.on(name, lambda value, react=react: react(self, value))  # type: ignore[misc]
            for name in FROM_VARIABLE:
                devices.hlc.on(name, lambda value, name=name: self.info.take(name, value))  # type: ignore[misc]
        for peer in (devices.board, devices.hlc, devices.slac, devices.supply, devices.imd, devices.meter):
            if peer is not None:
                peer.on_error(self._fault)

    def _board_event(self, value: object) -> None:
        event = str(cast(Plain, value)["event"])
        board, machine = self.board, self.machine
        if event in ("PowerOn", "PowerOff"):
            board.closed = event == "PowerOn"
            self.hlc.tell("ac_contactor_closed", status=board.closed)
        elif event in ("A", "B", "C", "D", "E", "F"):
            was_plugged, board.cp = board.plugged, event
            if was_plugged and not board.plugged:
                machine.power_off()
                board.allow(False)
                board.x1()
            elif event == "B":
                board.allow(False)
        machine.poke()

    def _board_capabilities(self, value: object) -> None:
        capabilities = cast(Plain, value)
        self.evse.publish("hw_capabilities", capabilities)
        self.energy.board = capabilities
        self._phases = int(str(capabilities["max_phase_count_import"]))
        if not self.settings.is_dc and self.hlc.present:
            modes = ["AC_single_phase_core"] if self._phases == 1 else ["AC_single_phase_core", "AC_three_phase_core"]
            if self.hlc.offer(modes):
                self.evse.publish("supported_energy_transfer_modes", modes)
            self.hlc.ac_capabilities(capabilities)
        self.energy.ask(urgent=True)

    def _phase_count(self, value: object) -> None:
        self._phases = int(str(value))

    def _telemetry(self, value: object) -> None:
        self.evse.publish("telemetry", value)

    def _dlink_ready(self, value: object) -> None:
        self.machine.matched = bool(value)
        self.hlc.tell("dlink_ready", value=bool(value))
        self.machine.poke()

    def _supply_capabilities(self, value: object) -> None:
        capabilities = cast(Mapping[str, float], value)
        self.output.capabilities = capabilities
        self.energy.supply = capabilities
        modes = ["DC_extended"]
        if capabilities["bidirectional"]:
            modes.append("DC_BPT")
        if self.settings.connector_type == "cMCS":
            modes = ["MCS", *(["MCS_BPT"] if capabilities["bidirectional"] else [])]
        self.hlc.supply(capabilities)
        if self.hlc.offer(modes):
            self.evse.publish("supported_energy_transfer_modes", modes)
        self.energy.ask(urgent=True)

    def _supply_sample(self, value: object) -> None:
        sample = cast(Mapping[str, float], value)
        self.output.sampled(sample)
        volts, ampere = max(0.0, min(self.output.volts, 1500.0)), self.output.ampere
        self.info.sample(volts, ampere)
        present = {"evse_present_voltage": volts, "evse_present_current": max(0.0, min(ampere, 10_000.0))}
        self.hlc.tell("update_dc_present_values", present_voltage_current=present)

    def _isolation(self, value: object) -> None:
        resistance = self.output.isolation(cast(Mapping[str, float], value))
        if resistance < self.settings.isolation_threshold_ohm and self.machine.looping:
            self.hlc.tell("update_isolation_status", isolation_status="Fault")
            self._own_error("evse_manager/MREC22ResistanceFault", True, f"{resistance:g} Ohm")

    def _meter_record(self, value: object) -> None:
        record = cast(Plain, value)
        self.journal.record(record)
        self.energy.usage = record
        self.evse.publish("powermeter", record)
        self.hlc.tell("update_meter_info", powermeter=record)

    # ---- what ISO15118_charger says --------------------------------------------------------------------------------------------------

    def hlc_auth_eim(self, _: object) -> None:
        self.machine.eim_waited = True
        if self.machine.authorized:
            self._tell_authorized()

    def hlc_auth_pnc(self, value: object) -> None:
        self.machine.pnc_waited = True
        if self.machine.authorized:
            self._tell_authorized()
            return
        token = {**cast(dict[str, object], value), "connectors": [self.settings.connector_id]}
        self.tokens.publish("provided_token", token)

    def hlc_evcc_id(self, value: object) -> None:
        self.evse.publish("car_manufacturer", manufacturer(str(value)))
        if self.settings.autocharge and not self.machine.authorized:
            token = {
                "id_token": {"value": f"VID:{str(value).replace(':', '')}", "type": "MacAddress"}, "authorization_type": "Autocharge",
                "connectors": [self.settings.connector_id],
            }  # fmt: skip
            self.tokens.publish("provided_token", token)

    def hlc_permission(self, on: bool) -> None:
        self.machine.hlc_permission = on
        self.machine.poke()

    def hlc_setup_finished(self, _: object) -> None:
        self.machine.setup_finished = True
        self.machine.poke()

    def hlc_cable_check(self, _: object) -> None:
        self.machine.start_cable_check()

    def hlc_pre_charge(self, _: object) -> None:
        self.output.phase = "PreCharge"

    def hlc_loop(self, on: bool) -> None:
        self.machine.looping = on
        if on:
            self.output.phase = "Charging"
        else:
            self._timers.stop("loop")
            self.output.off()
        self.machine.poke()

    def hlc_target(self, value: object) -> None:
        target = cast(Mapping[str, float], value)
        machine = self.machine
        if machine.faults or machine.state not in (State.PrepareCharging, State.Charging):
            return
        capabilities = self.output.capabilities
        watts = max(machine.max_w or 0.0, 0.0) if self.output.phase == "Charging" else float(capabilities.get("max_export_power_W", 0.0))
        most = float(capabilities.get("max_export_current_A", 0.0))
        self.output.target(target["dc_ev_target_voltage"], target["dc_ev_target_current"], most_a=most, most_w=watts)

    def hlc_dc_open(self, _: object) -> None:
        self.machine.looping = False
        self.output.off()
        self.machine.poke()

    def hlc_ev_limits(self, value: object) -> None:
        volts = cast(Mapping[str, float], value).get("dc_ev_maximum_voltage_limit")
        self.output.ev_most_v = volts if volts else self.output.ev_most_v

    def hlc_failed(self, value: object) -> None:
        if self.journal.session:
            self.evse.publish("hlc_session_failed", {"uuid": self.journal.session, "reason": value})

    def hlc_protocol(self, value: object) -> None:
        self.evse.publish("selected_protocol", value)

    def hlc_service(self, value: object) -> None:
        self.hlc.iso20_energy = str(cast(Plain, value)["energy_transfer"])

    def hlc_link_over(self, action: str) -> None:
        """The V2G session is over: terminated or paused."""
        self.hlc.iso20_energy = ""
        self.hlc.link(f"dlink_{action}")
        self.hlc_permission(False)
        self.board.x1()
        self.machine.matched = False
        self.machine.poke()

    def hlc_link_error(self, _: object) -> None:
        self.hlc.link("dlink_error")
        self.machine.link_lost()


def _first_text(validation_result: Plain) -> str:
    messages = cast(list[Plain], validation_result.get("tariff_messages", []))
    return str(messages[0].get("content", "")) if messages else ""


COMMANDS = (
    "get_evse", "enable_disable", "authorize_response", "withdraw_authorization", "reserve", "cancel_reservation", "pause_charging",
    "resume_charging", "stop_transaction", "force_unlock", "external_ready_to_start_charging", "set_plug_and_charge_configuration",
    "update_allowed_energy_transfer_modes", "set_der_available",
)  # fmt: skip
SOURCE_FIELDS = ("enable_source", "enable_state", "enable_priority")
HLC_EVENTS: Mapping[str, Callable[[Brain, object], None]] = {
    "require_auth_eim": Brain.hlc_auth_eim,
    "require_auth_pnc": Brain.hlc_auth_pnc,
    "evcc_id": Brain.hlc_evcc_id,
    "ac_close_contactor": lambda brain, _: brain.hlc_permission(True),
    "ac_open_contactor": lambda brain, _: brain.hlc_permission(False),
    "v2g_setup_finished": Brain.hlc_setup_finished,
    "start_cable_check": Brain.hlc_cable_check,
    "start_pre_charge": Brain.hlc_pre_charge,
    "current_demand_started": lambda brain, _: brain.hlc_loop(True),
    "current_demand_finished": lambda brain, _: brain.hlc_loop(False),
    "dc_ev_target_voltage_current": Brain.hlc_target,
    "dc_open_contactor": Brain.hlc_dc_open,
    "dc_ev_maximum_limits": Brain.hlc_ev_limits,
    "hlc_session_failed": Brain.hlc_failed,
    "selected_protocol": Brain.hlc_protocol,
    "selected_service_parameters": Brain.hlc_service,
    "dlink_terminate": lambda brain, _: brain.hlc_link_over("terminate"),
    "dlink_pause": lambda brain, _: brain.hlc_link_over("pause"),
    "dlink_error": Brain.hlc_link_error,
}
