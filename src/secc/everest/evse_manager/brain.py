"""The module `evse_manager`: what it hears from the modules around it.

It drives any `ISO15118_charger`, and any `evse_board_support`, `power_supply_DC`, `isolation_monitor`, `slac` and `powermeter`; each
of them may sit anywhere on the bus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import cast

from secc.everest.evse_manager import budget
from secc.everest.evse_manager.commands import Commands
from secc.everest.evse_manager.core import IN_SESSION, Devices, Plain
from secc.everest.evse_manager.ev_info import FROM_VARIABLE, manufacturer
from secc.everest.evse_manager.faults import INSULATION
from secc.everest.evse_manager.settings import Settings
from secc.everest.module import Module

__all__ = ["Brain", "Devices"]


class Brain(Commands):
    """One `evse_manager`. Make it, then `ready()` once the bus is, then let `run()` go on."""

    def __init__(
        self, module: Module, settings: Settings, devices: Devices, *, store: Path | None = None, implementation: str = "evse"
    ) -> None:
        super().__init__(module, settings, devices, store=store, implementation=implementation)
        self._is_socket = False
        self._watchers()

    def _watchers(self) -> None:
        devices = self.devices
        for name, receive in (("event", self._board_event), ("capabilities", self._board_capabilities),
                              ("ac_nr_of_phases_available", self._phase_count), ("telemetry", self._telemetry), ("ac_pp_ampacity", self._cable),
                              ("request_stop_transaction", self._stop_transaction)):  # fmt: skip
            devices.board.on(name, cast(Callable[[object], None], receive))
        if devices.slac is not None:
            devices.slac.on("dlink_ready", self._dlink_ready)
            devices.slac.on("state", self._link_state)
        if devices.supply is not None:
            devices.supply.on("capabilities", self._supply_capabilities)
            devices.supply.on("voltage_current", self._supply_sample)
        if devices.imd is not None:
            devices.imd.on("self_test_result", lambda value: self.output.self_tested(bool(value)))
            devices.imd.on("isolation_measurement", self._isolation)
        if devices.ovm is not None:
            devices.ovm.on("voltage_measurement_V", self._output_voltage)
        if devices.meter is not None:
            devices.meter.on("powermeter", self._meter_record)
            devices.meter.on("public_key_ocmf", lambda value: self.evse.publish("powermeter_public_key_ocmf", value))
        if devices.hlc is not None:
            for name, react in HLC_EVENTS.items():
                devices.hlc.on(name, lambda value, react=react: react(self, value))  # type: ignore[misc]
            for name in FROM_VARIABLE:
                devices.hlc.on(name, lambda value, name=name: self.info.take(name, value))  # type: ignore[misc]
        for name in Devices.__dataclass_fields__:
            peer = getattr(devices, name)
            if peer is not None:
                peer.on_error(partial(self.faults.heard, name))

    def _board_event(self, value: object) -> None:
        event = str(cast(Plain, value)["event"])
        self.silence.heard("board")
        if event in ("PowerOn", "PowerOff"):
            self.board.closed = event == "PowerOn"
            self.hlc.tell("ac_contactor_closed", status=self.board.closed)
            self._serve()
        elif event in ("A", "B", "C", "D", "E", "F"):
            self.machine.pilot_shows(event)
            if event == "A":
                self._cable_carries(0.0)
        self.machine.poke()

    def _board_capabilities(self, value: object) -> None:
        capabilities = cast(Plain, value)
        self.evse.publish("hw_capabilities", capabilities)
        self.energy.board = capabilities
        self._phases = int(str(capabilities["max_phase_count_import"]))
        self._is_socket = capabilities["connector_type"] == "IEC62196Type2Socket"
        self._cable_carries(self.machine.cable_a or 0.0)
        if not self.settings.is_dc and self.hlc.present:
            modes = ["AC_single_phase_core"] if self._phases == 1 else ["AC_single_phase_core", "AC_three_phase_core"]
            if self.settings.supported_iso_ac_bpt and float(str(capabilities["max_current_A_export"])) > 0:
                modes.append("AC_BPT")
            if self.hlc.offer(modes):
                self.evse.publish("supported_energy_transfer_modes", self.hlc.modes)
            self.hlc.ac_capabilities(capabilities)
        self._limit()
        self.energy.ask(urgent=True)

    def _phase_count(self, value: object) -> None:
        self._phases = int(str(value))
        self._limit()

    def _cable(self, value: object) -> None:
        self._cable_carries(budget.cable_rating(str(cast(Plain, value)["ampacity"]), self._phases))
        self._limit()

    def _cable_carries(self, ampere: float) -> None:
        """A socket outlet is told what the plugged cable carries; without that nothing flows. A fixed cable is part of the outlet."""
        self.machine.cable_a = ampere if self._is_socket else None
        self.energy.cable_a = self.machine.cable_a or None  # what is asked for meanwhile is for whatever cable comes

    def _telemetry(self, value: object) -> None:
        self.evse.publish("telemetry", value)

    def _link_state(self, value: object) -> None:
        self.machine.matching = value != "UNMATCHED"

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
        self._limit()
        if self.hlc.offer(modes):
            self.evse.publish("supported_energy_transfer_modes", self.hlc.modes)
        self.energy.ask(urgent=True)

    def _supply_sample(self, value: object) -> None:
        sample = cast(Mapping[str, float], value)
        self.output.sampled(sample)
        self.silence.heard("supply")
        self.monitors.voltage("supply", self.output.volts)
        if self.devices.ovm is None:
            self._judge_voltage(self.output.volts, self.settings.over_voltage_noise_V)
        volts, ampere = max(0.0, min(self.output.volts, 1500.0)), self.output.ampere
        self.info.sample(volts, ampere)
        present = {"evse_present_voltage": volts, "evse_present_current": max(0.0, min(ampere, 10_000.0))}
        self.hlc.tell("update_dc_present_values", present_voltage_current=present)

    def _output_voltage(self, value: object) -> None:
        volts = float(str(value))
        self.silence.heard("over_voltage_monitor")
        self.monitors.voltage("over-voltage monitor", volts)
        self._judge_voltage(volts, 0.0)

    def _judge_voltage(self, volts: float, noise_v: float) -> None:
        """Against the car's maximum; against the supply's while the car has told none."""
        self.monitors.output_voltage(volts, (self.output.ev_most_v or self.output.most_v) + noise_v, self.output.emergency_v)

    def _isolation(self, value: object) -> None:
        measured = cast(Mapping[str, float], value)
        resistance = self.output.isolation(measured)
        self.silence.heard("isolation_monitor")
        if "voltage_V" in measured:
            self.monitors.voltage("insulation monitor", measured["voltage_V"])
        earth = [abs(measured[name]) for name in ("voltage_to_earth_l1e_V", "voltage_to_earth_l2e_V") if name in measured]
        if earth:
            self.monitors.voltage_to_earth(max(earth), self.output.most_v)
        if resistance < self.settings.isolation_threshold_ohm and self.machine.looping:
            self.hlc.tell("update_isolation_status", isolation_status="Fault")
            self.faults.own(INSULATION, f"{resistance:g} Ohm", sub_type="Resistance")

    def _meter_record(self, value: object) -> None:
        record = cast(Plain, value)
        self.journal.record(record)
        self.energy.usage = record
        if self.settings.is_dc:
            volts = cast(Mapping[str, float], record.get("voltage_V", {})).get("DC")
            if volts is not None:
                self.monitors.voltage("meter", volts)
        else:
            self.monitors.phase_currents(record, self.machine.max_a if self.machine.uses_digital else self.board.offered_a)
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
        if not on:
            self.output.off()
        elif self.settings.is_dc:
            self.output.charge_begins()
        self.machine.poke()

    def hlc_target(self, value: object) -> None:
        target = cast(Mapping[str, float], value)
        if self.machine.state in IN_SESSION:
            self.output.target(target["dc_ev_target_voltage"], target["dc_ev_target_current"])
            self._serve()

    def hlc_dynamic(self, value: object) -> None:
        self.output.dynamic = cast(Mapping[str, float], value)
        self._serve()

    def hlc_dc_open(self, _: object) -> None:
        self.machine.looping = False
        self.machine.end_cable_check()
        self.output.off()
        self.machine.poke()

    def hlc_ev_limits(self, value: object) -> None:
        self.output.limited_by_ev(cast(Mapping[str, float], value))

    def hlc_failed(self, value: object) -> None:
        if self.journal.session:
            self.evse.publish("hlc_session_failed", {"uuid": self.journal.session, "reason": value})

    def hlc_protocol(self, value: object) -> None:
        self.evse.publish("selected_protocol", value)

    def hlc_service(self, value: object) -> None:
        self._energy_service(str(cast(Plain, value)["energy_transfer"]))

    def _energy_service(self, name: str) -> None:
        """Which service of -20 was chosen, "" for none: with it limits have another form and may be negative."""
        if name == self.hlc.iso20_energy:
            return
        self.hlc.iso20_energy = name
        self.hlc.forget_limits()
        if self.energy.exports != self.hlc.bidirectional:
            self.energy.exports = self.hlc.bidirectional
            self.energy.ask(urgent=True)
        self._limit()

    def hlc_link_over(self, action: str) -> None:
        """The V2G session is over: terminated or paused."""
        self.hlc.link(f"dlink_{action}")
        self.machine.matched = False
        self.machine.power_off()
        self.board.x1()
        self._energy_service("")
        self.machine.poke()

    def hlc_link_error(self, _: object) -> None:
        self.hlc.link("dlink_error")
        self.machine.link_lost()
        self._energy_service("")


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
    "d20_dc_dynamic_charge_mode": Brain.hlc_dynamic,
    "hlc_session_failed": Brain.hlc_failed,
    "selected_protocol": Brain.hlc_protocol,
    "selected_service_parameters": Brain.hlc_service,
    "dlink_terminate": lambda brain, _: brain.hlc_link_over("terminate"),
    "dlink_pause": lambda brain, _: brain.hlc_link_over("pause"),
    "dlink_error": Brain.hlc_link_error,
}
