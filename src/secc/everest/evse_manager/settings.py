"""The configuration of an `evse_manager`, by the names that EVerest's own module has where it has them."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One outlet. Seconds, volts, amps.

    `evse_id_din` is the binary form for DIN SPEC 70121. `disable_authentication` charges without asking. `hlc` is whether the ISO 15118
    module is used for AC (DC always needs it); `ac_enforce_hlc` never falls back to plain PWM. `over_voltage_noise_V` is what the supply's own
    sample may lie above the EV's maximum where it stands in for an over-voltage monitor; `device_silence_s` how long a device may be silent
    while the car charges.
    """

    connector_id: int = 1
    connector_type: str = "cCCS2"
    evse_id: str = "DE*PNX*E12345*1"
    evse_id_din: str = "49A80737A45678"
    charge_mode: Literal["AC", "DC"] = "DC"
    hlc: bool = True
    ac_enforce_hlc: bool = True
    ac_nominal_voltage: float = 230.0
    has_ventilation: bool = True
    disable_authentication: bool = False
    payment_enable_eim: bool = True
    payment_enable_contract: bool = False
    central_contract_validation_allowed: bool = False
    contract_certificate_installation_enabled: bool = False
    autocharge: bool = False
    external_ready_to_start_charging: bool = False
    session_logging: bool = False
    fail_on_powermeter_errors: bool = True
    receipt_required: bool = False
    sae_j2847_mode: Literal["None", "V2G", "V2H"] = "None"
    request_zero_power_in_idle: bool = False
    dc_isolation_voltage_V: float = 0.0
    isolation_threshold_ohm: float = 100_000.0
    cable_check_relays_closed_timeout_s: float = 5.0
    sleep_before_enabling_pwm_hlc_mode_s: float = 0.5
    hlc_fallback_s: float = 10.0
    hlc_charge_loop_without_energy_timeout_s: float = 5.0
    stop_timeout_s: float = 20.0
    switch_3ph1ph_delay_s: float = 10.0
    dc_ramp_ampere_per_second: float = 25.0
    soft_over_current_tolerance_percent: float = 10.0
    soft_over_current_measurement_noise_A: float = 0.5
    soft_over_current_timeout_ms: Annotated[int, msgspec.Meta(ge=6000)] = 7000
    internal_over_voltage_duration_ms: Annotated[int, msgspec.Meta(ge=0)] = 400
    over_voltage_noise_V: float = 2.0
    voltage_plausibility_max_spread_threshold_V: float = 50.0
    voltage_plausibility_fault_duration_ms: int = 30_000
    device_silence_s: float = 8.0
    lock_connector_in_state_b: bool = True
    unlock_when_deauthorized: bool = False
    state_F_after_fault_ms: int = 300
    raise_mrec9: bool = False
    supported_iso_ac_bpt: bool = False
    bpt_channel: Literal["None", "Unified", "Separated"] = "None"
    bpt_generator_mode: Literal["None", "GridFollowing", "GridForming"] = "None"
    bpt_grid_code_island_method: Literal["None", "Active", "Passive"] = "None"
    initial_meter_value_timeout_ms: int = 5000

    @property
    def is_dc(self) -> bool:
        return self.charge_mode == "DC"

    @property
    def uses_hlc(self) -> bool:
        return self.hlc or self.is_dc
