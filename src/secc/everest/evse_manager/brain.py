"""The module `evse_manager`: what it hears from the modules around it.

It drives any `ISO15118_charger`, and any `evse_board_support`, `power_supply_DC`, `isolation_monitor`, `slac` and `powermeter`; each
of them may sit anywhere on the bus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from secc.everest.evse_manager.commands import Commands
from secc.everest.evse_manager.core import Devices, Plain
from secc.everest.evse_manager.ev_info import FROM_VARIABLE, manufacturer
from secc.everest.evse_manager.machine import State
from secc.everest.evse_manager.settings import Settings
from secc.everest.module import Module

__all__ = ["Brain", "Devices"]


class Brain(Commands):
    """One `evse_manager`. Make it, then `ready()` once the bus is, then let `run()` go on."""

    def __init__(
        self, module: Module, settings: Settings, devices: Devices, *, store: Path | None = None, implementation: str = "evse"
    ) -> None:
        super().__init__(module, settings, devices, store=store, implementation=implementation)
        self._watchers()

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

    # ---- what ISO15118_charger says -----------------------------------------------------------------------------------------------------

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
