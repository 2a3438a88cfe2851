"""What each command of `ISO15118_charger` does at the charger door: one function a command, named as the command.

Every function answers at once. What only a session can use is pushed and kept by the driver; what only a future session can use changes its
settings.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from secc.everest._generated.iso15118 import (
    AcEvseMaximumPower,
    AcEvseMinimumPower,
    AcParameters,
    AcTargetValues,
    BptSetup,
    Connector,
    DcEvseMaximumLimits,
    DcEvseMinimumLimits,
    DcEvsePresentVoltageCurrent,
    EvseError,
    IsolationStatus,
    NoEnergyPauseMode,
    SetupPhysicalValues,
)
from secc.everest._generated.power_supply_DC import Capabilities
from secc.everest._generated.powermeter import Powermeter
from secc.everest._generated.units import Power, ReactivePower
from secc.everest.charger_door import Door
from secc.everest.clock import unix_seconds
from secc.everest.known import RECEIPTS_EVERY_S, by_phase
from secc.session import commands

FAULTS: dict[EvseError, commands.Fault] = {
    EvseError.Error_Contactor: "malfunction",
    EvseError.Error_RCD: "rcd",
    EvseError.Error_UtilityInterruptEvent: "utility_interrupt",
    EvseError.Error_Malfunction: "malfunction",
}
WATCHED: dict[IsolationStatus, commands.Isolation] = {IsolationStatus.Valid: "valid", IsolationStatus.Warning: "warning"}
STOP_GRACE_S = 60.0


def setup(door: Door, evse_id: dict[str, str], sae_j2847_mode: str, debug_mode: bool) -> None:
    door.known.name(evse_id["evse_id"], evse_id.get("evse_id_din"))
    door.known.outlet(sae_j2847_mode=sae_j2847_mode.lower())
    door.known.debug = debug_mode
    door.changed()


def set_charging_parameters(door: Door, physical_values: object) -> None:
    told = msgspec.convert(physical_values, SetupPhysicalValues)
    outlet = door.known.config.outlet
    if told.ac_nominal_voltage:
        door.known.alternating(nominal_voltage_v=told.ac_nominal_voltage)
    dc = {
        "regulation_tolerance_a": told.dc_current_regulation_tolerance,
        "peak_ripple_a": told.dc_peak_current_ripple,
        "energy_to_deliver_wh": told.dc_energy_to_be_delivered,
    }
    door.known.outlet(dc=replace(outlet.dc, **{name: value for name, value in dc.items() if value is not None}))
    door.changed()


def session_setup(
    door: Door, payment_options: list[str], supported_certificate_service: bool, central_contract_validation_allowed: bool
) -> None:
    door.known.pay(payment_options, certificate_service=supported_certificate_service, central=central_contract_validation_allowed)
    door.changed()


def bpt_setup(door: Door, bpt_config: object) -> None:
    door.known.inverter(msgspec.convert(bpt_config, BptSetup))
    door.changed()


def set_powersupply_capabilities(door: Door, capabilities: object) -> None:
    told = msgspec.convert(capabilities, Capabilities)
    back = told.bidirectional
    capability: dict[str, float | None] = {
        "max_voltage_v": told.max_export_voltage_V, "min_voltage_v": told.min_export_voltage_V,
        "max_current_a": told.max_export_current_A, "min_current_a": told.min_export_current_A, "max_power_w": told.max_export_power_W,
        "peak_ripple_a": told.peak_current_ripple_A, "regulation_tolerance_a": told.current_regulation_tolerance_A,
        "max_discharge_current_a": told.max_import_current_A if back else None, "max_discharge_power_w": told.max_import_power_W if back else None,
        "min_discharge_current_a": told.min_import_current_A if back else None,
    }  # fmt: skip
    door.known.outlet(dc=replace(door.known.config.outlet.dc, **(capability | door.known.dc_least)))
    door.changed()


def authorization_response(door: Door, authorization_status: str, certificate_status: str) -> None:
    door.authorized(authorization_status, certificate_status)


def ac_contactor_closed(door: Door, status: bool) -> None:
    door.contactor(status)


def dlink_ready(door: Door, value: bool) -> None:
    door.dlink(value)


def cable_check_finished(door: Door, status: bool) -> None:
    door.cable_checked(status)


def receipt_is_required(door: Door, receipt_required: bool) -> None:
    door.known.outlet(receipts_every_s=RECEIPTS_EVERY_S if receipt_required else None)
    door.changed()


def stop_charging(door: Door, stop: bool) -> None:
    door.known.stop_wanted = stop
    if stop:
        door.push(commands.Stop(reason="evse", grace_s=STOP_GRACE_S))


def pause_charging(door: Door, pause: bool) -> None:
    door.known.paused = pause
    if pause or not door.known.energy_paused:
        door.push(commands.Pause() if pause else commands.Resume())


def no_energy_pause_charging(door: Door, mode: str) -> None:
    """Until limits come that leave some power. With AllowEvToIgnorePause the limits say it all."""
    if mode == NoEnergyPauseMode.PauseBeforeCableCheck:
        door.known.without_energy = True
        door.push(commands.PowerAvailable(available=False))
    elif mode == NoEnergyPauseMode.PauseAfterPrecharge:
        door.known.without_energy = door.known.energy_paused = True
        door.push(commands.Pause())


def update_supported_app_protocols(door: Door, supported_app_protocols: dict[str, list[str]]) -> bool:
    taken = door.known.protocols(supported_app_protocols["app_protocols"])
    door.changed()
    return taken


def update_energy_transfer_modes(door: Door, supported_energy_transfer_modes: list[str]) -> None:
    door.known.transfer(supported_energy_transfer_modes)
    door.changed()


def update_ac_max_current(door: Door, max_current: float) -> None:
    door.known.ac_current_a = max_current
    if door.known.by_power:  # amps again: the set points of the last session are over
        door.known.by_power = False
        door.push(commands.Setpoint())
    _push_ac(door)


def update_ac_parameters(door: Door, ac_parameters: object) -> None:
    told = msgspec.convert(ac_parameters, AcParameters)
    ac = door.known.config.outlet.ac
    door.known.alternating(
        nominal_voltage_v=told.nominal_voltage or ac.nominal_voltage_v, frequency_hz=told.nominal_frequency or ac.frequency_hz,
        phases=3 if Connector.ThreePhase in told.connectors else 1, max_power_asymmetry_va=told.max_power_asymmetry,
        power_ramp_percent=told.power_ramp_limitation or None,
    )
    _push_ac(door)


def update_ac_maximum_limits(door: Door, maximum_limits: object) -> None:
    door.known.ac_most = msgspec.convert(maximum_limits, AcEvseMaximumPower)
    door.known.alternating()
    _push_ac(door)


def update_ac_minimum_limits(door: Door, minimum_limits: object) -> None:
    door.known.ac_least = msgspec.convert(minimum_limits, AcEvseMinimumPower)
    door.known.alternating()
    _push_ac(door)


def update_ac_target_values(door: Door, target_values: object) -> None:
    told = msgspec.convert(target_values, AcTargetValues)
    active, reactive = told.target_active_power, told.target_reactive_power
    if not door.known.by_power:  # in watts from now on; a limit in amps would be an old one
        door.known.by_power = True
        _push_ac(door)
    door.push(
        commands.Setpoint(
            power_w=active.total, phases_w=_three(active), reactive_var=None if reactive is None else reactive.total,
            phases_var=() if reactive is None else _three(reactive), frequency_hz=told.target_frequency,
        )
    )  # fmt: skip
    _energy(door, active.total != 0)


def update_ac_present_power(door: Door, present_power: object) -> None:
    door.push(commands.Measured(power_w=by_phase(msgspec.convert(present_power, Power))))


def update_dc_maximum_limits(door: Door, maximum_limits: object) -> None:
    told = msgspec.convert(maximum_limits, DcEvseMaximumLimits)
    # SAE J2847/2 speaks of discharge with negative limits; here discharge limits are numbers of their own.
    negative_a, negative_w = max(0.0, -told.evse_maximum_current_limit), max(0.0, -told.evse_maximum_power_limit)
    dc = door.known.config.outlet.dc
    door.known.dc = replace(
        door.known.dc_limits(), max_voltage_v=told.evse_maximum_voltage_limit,
        max_current_a=max(0.0, told.evse_maximum_current_limit), max_power_w=max(0.0, told.evse_maximum_power_limit),
        peak_ripple_a=dc.peak_ripple_a, regulation_tolerance_a=dc.regulation_tolerance_a, energy_to_deliver_wh=dc.energy_to_deliver_wh,
        max_discharge_current_a=told.evse_maximum_discharge_current_limit or negative_a or None,
        max_discharge_power_w=told.evse_maximum_discharge_power_limit or negative_w or None,
    )  # fmt: skip
    _push_dc(door)
    back = door.known.dc.max_discharge_power_w if door.known.dc.max_power_w == 0 else None
    if back or door.known.exporting:  # no way in but a way out: the station wants energy from the car
        door.known.exporting = bool(back)
        door.push(commands.Setpoint(power_w=-back if back else None))


def update_dc_minimum_limits(door: Door, minimum_limits: object) -> None:
    told = msgspec.convert(minimum_limits, DcEvseMinimumLimits)
    least: dict[str, float | None] = {
        "min_voltage_v": told.evse_minimum_voltage_limit, "min_current_a": told.evse_minimum_current_limit,
        "min_power_w": told.evse_minimum_power_limit,
    }  # fmt: skip
    back = {"min_discharge_current_a": told.evse_minimum_discharge_current_limit, "min_discharge_power_w": told.evse_minimum_discharge_power_limit}
    door.known.dc_least = least | {name: value for name, value in back.items() if value is not None}
    door.known.outlet(dc=replace(door.known.config.outlet.dc, **door.known.dc_least))
    door.known.dc = replace(door.known.dc_limits(), **door.known.dc_least)
    _push_dc(door)


def update_isolation_status(door: Door, isolation_status: str) -> None:
    """A result counts with cable_check_finished; in the charge loop a warning and its end are passed on, and a fault takes power away."""
    fault = isolation_status == IsolationStatus.Fault
    if fault and door.known.isolation != isolation_status:
        door.push(commands.FaultRaised(fault="isolation"))
    elif not fault and door.known.isolation == IsolationStatus.Fault:
        door.push(commands.FaultCleared(fault="isolation"))
    elif door.charging and isolation_status in WATCHED:
        door.push(commands.CableChecked(isolation=WATCHED[IsolationStatus(isolation_status)]))
    door.known.isolation = isolation_status


def update_dc_present_values(door: Door, present_voltage_current: object) -> None:
    told = msgspec.convert(present_voltage_current, DcEvsePresentVoltageCurrent)
    if told.evse_present_current is not None:
        door.known.current_a = told.evse_present_current
    door.measured(commands.Measured(voltage_v=told.evse_present_voltage, current_a=door.known.current_a))


def update_meter_info(door: Door, powermeter: object) -> None:
    told = msgspec.convert(powermeter, Powermeter)
    exported = None if told.energy_Wh_export is None else told.energy_Wh_export.total
    door.push(
        commands.MeterRead(
            meter_id=(told.meter_id or "meter")[:32], energy_wh=told.energy_Wh_import.total, exported_wh=exported,
            time_s=int(unix_seconds(told.timestamp)),
        )
    )  # fmt: skip


def send_error(door: Door, error: str) -> None:
    if error == EvseError.Error_EmergencyShutdown:
        door.push(commands.EmergencyStop(reason="EVerest"))
    else:
        door.push(commands.FaultRaised(fault=FAULTS[EvseError(error)]))


def reset_error(door: Door) -> None:
    door.known.isolation = IsolationStatus.Invalid
    for fault in dict.fromkeys((*FAULTS.values(), "isolation")):
        door.push(commands.FaultCleared(fault=fault))


def _push_ac(door: Door) -> None:
    limits = door.known.ac_limits()
    door.push(commands.LimitsChanged(ac=limits))
    _energy(door, limits.max_current_a > 0)
    door.changed()


def _push_dc(door: Door) -> None:
    limits = door.known.dc_limits()
    door.push(commands.LimitsChanged(dc=limits))
    _energy(door, limits.max_power_w > 0 or bool(limits.max_discharge_power_w))
    door.changed()


def _energy(door: Door, some: bool) -> None:
    """There is power (again): what waited for it goes on, unless somebody has paused it."""
    known = door.known
    if some and known.without_energy:
        door.push(commands.PowerAvailable(available=True))
        if known.energy_paused and not known.paused:
            door.push(commands.Resume())
        known.energy_paused = False
    known.without_energy = not some


def _three(power: Power | ReactivePower) -> tuple[float, ...]:
    """The three phases where each is told."""
    return (power.L1, power.L2, power.L3) if power.L1 is not None and power.L2 is not None and power.L3 is not None else ()
