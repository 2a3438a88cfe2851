"""EVerest's `ISO15118_charger` at the charger door: one line a command, one line a variable, with what each is in the three protocols.

"–" where a protocol has nothing of the kind. The order of the variables is the order in which those of one event are published.
`EXTENSIONS` are the variables of `iso15118_extensions`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from secc.everest import charger_commands as do
from secc.everest import charger_variables as say
from secc.everest import extension_variables as extra
from secc.everest.charger_variables import Value
from secc.session import events as on
from secc.session.events import Event


@dataclass(frozen=True, slots=True)
class CommandRow:
    """A command: what it does, and what the EV sees of it."""

    carry_out: Callable[..., object]
    din: str
    iso2: str
    iso20: str

    @property
    def name(self) -> str:
        return self.carry_out.__name__


@dataclass(frozen=True, slots=True)
class VariableRow:
    """A variable: the events that bring it (none: said by the module itself), its value, and where the EV says it."""

    name: str
    events: tuple[type[Event], ...]
    value: Value | None
    din: str
    iso2: str
    iso20: str


COMMANDS: tuple[CommandRow, ...] = (
    CommandRow(do.setup, "EVSEID of SessionSetupRes (evse_id_din)", "EVSEID of SessionSetupRes; SAE services", "EVSEID of SessionSetupRes"),
    CommandRow(do.set_charging_parameters, "ripple, tolerance, energy to deliver", "the same; EVSENominalVoltage",
               "EVSENominalVoltage of ServiceDetailRes, AC power"),
    CommandRow(do.session_setup, "PaymentOptions (external only)", "PaymentOptionList, certificate service", "AuthorizationServices"),
    CommandRow(do.bpt_setup, "–", "–", "BPTChannel, GeneratorMode, GridCodeIslandingDetectionMethod (AC) of ServiceDetailRes"),
    CommandRow(do.set_powersupply_capabilities, "EVSEMaximum*, EVSEMinimum* of ChargeParameterDiscoveryRes",
               "EVSEMaximum*, EVSEMinimum* of ChargeParameterDiscoveryRes", "EVSEMaximum*, EVSEMinimum* of DC_ChargeParameterDiscoveryRes"),
    CommandRow(do.authorization_response, "ContractAuthenticationRes Finished; after a rejection Ongoing, for another card",
               "AuthorizationRes Finished; after a rejection Ongoing, for another card; contracts FAILED", "AuthorizationRes, WARNING_…"),
    CommandRow(do.ac_contactor_closed, "–", "PowerDeliveryRes(Start)", "PowerDeliveryRes(Start)"),
    CommandRow(do.dlink_ready, "communication set-up time begins", "communication set-up time begins", "communication set-up time begins"),
    CommandRow(do.cable_check_finished, "CableCheckRes Finished or FAILED", "CableCheckRes Finished or FAILED",
               "DC_CableCheckRes Finished or FAILED"),
    CommandRow(do.receipt_is_required, "–", "ReceiptRequired, with a contract", "MeteringConfirmation, with a contract"),
    CommandRow(do.stop_charging, "EVSENotification StopCharging, EVSE_Shutdown", "EVSENotification StopCharging, EVSE_Shutdown",
               "EVSENotification Terminate"),
    CommandRow(do.pause_charging, "limits of zero", "limits of zero", "EVSENotification Pause"),
    CommandRow(do.no_energy_pause_charging, "before the cable check Ongoing, later limits of zero; allowed to ignore: the limits alone",
               "before the cable check Ongoing, later limits of zero; allowed to ignore: the limits alone",
               "before the cable check Ongoing, later EVSENotification Pause; allowed to ignore: the limits alone"),
    CommandRow(do.update_supported_app_protocols, "offered or not", "offered or not", "offered or not"),
    CommandRow(do.update_energy_transfer_modes, "EnergyTransferType", "SupportedEnergyTransferMode", "EnergyTransferServiceList"),
    CommandRow(do.update_ac_max_current, "–", "EVSEMaxCurrent of ChargingStatusRes, PMax", "EVSETargetActivePower, until there is a set point"),
    CommandRow(do.update_ac_parameters, "–", "EVSENominalVoltage, phases",
               "EVSENominalVoltage, -Frequency, Connector, MaximumPowerAsymmetry, EVSEPowerRampLimitation; reactive power: – (AC DER only)"),
    CommandRow(do.update_ac_maximum_limits, "–", "EVSEMaxCurrent, PMax", "EVSEMaximumChargePower, -DischargePower"),
    CommandRow(do.update_ac_minimum_limits, "–", "an EV below it is refused (WrongChargeParameter)",
               "EVSEMinimumChargePower, -DischargePower"),
    CommandRow(do.update_ac_target_values, "–", "–", "EVSETargetActivePower, -ReactivePower (by phase where told), -Frequency (BPT)"),
    CommandRow(do.update_ac_present_power, "–", "–", "EVSEPresentActivePower"),
    CommandRow(do.update_dc_maximum_limits, "EVSEMaximum*Limit of CurrentDemandRes, PMax", "EVSEMaximum*Limit of CurrentDemandRes, PMax",
               "EVSEMaximumCharge*, -Discharge* of DC_ChargeLoopRes, schedule"),
    CommandRow(do.update_dc_minimum_limits, "EVSEMinimum*Limit of ChargeParameterDiscoveryRes", "EVSEMinimum*Limit of ChargeParameterDiscoveryRes",
               "EVSEMinimumCharge*, -Discharge*, EVSEMinimumVoltage"),
    CommandRow(do.update_isolation_status, "EVSEIsolationStatus; Fault and No_IMD end it", "EVSEIsolationStatus; Fault and No_IMD end it",
               "result of DC_CableCheck; Fault and No_IMD end it"),
    CommandRow(do.update_dc_present_values, "EVSEPresentVoltage, -Current", "EVSEPresentVoltage, -Current", "EVSEPresentVoltage, -Current"),
    CommandRow(do.update_meter_info, "–", "MeterInfo without signature (OCMF does not fit its 64 bytes)",
               "MeterInfo without signature (OCMF does not fit its 64 bytes)"),
    CommandRow(do.send_error, "EVSEStatusCode", "EVSEStatusCode, RCD", "FAILED, EVSEStatus"),
    CommandRow(do.reset_error, "EVSE_Ready; an emergency lasts until the session ends", "EVSE_Ready, RCD; an emergency lasts as long",
               "– (a session that has failed is over)"),
)

STOPS = (on.StopOutput, on.SessionEnded)
LOOP = (on.EvNeeds, on.SetOutput, on.ChargingStarted)
OPENS = (on.OpenContactor, on.SessionEnded)

VARIABLES: tuple[VariableRow, ...] = (
    VariableRow("supported_app_protocols_secc", (), None, "DIN70121", "ISO15118D2", "ISO15118D20"),
    VariableRow("selected_protocol", (on.ProtocolSelected,), say.selected_protocol, "DIN70121", "ISO15118-2-2013", "ISO15118-20:AC, :DC"),
    VariableRow("ev_app_protocol", (on.ProtocolSelected,), say.ev_app_protocol, "AppProtocol", "AppProtocol", "AppProtocol"),
    VariableRow("v2g_messages", (), None, "every message", "every message", "every message"),
    VariableRow("evcc_id", (on.SessionStarted,), say.evcc_id, "EVCCID", "EVCCID", "EVCCID where it is a MAC address"),
    VariableRow("selected_payment_option", (on.ServicesSelected,), say.selected_payment_option,
                "SelectedPaymentOption", "SelectedPaymentOption", "SelectedAuthorizationService"),
    VariableRow("selected_service_parameters", (on.ServicesSelected,), say.selected_service_parameters, "–", "–", "ServiceSelectionReq"),
    VariableRow("sae_bidi_mode_active", (on.ServicesSelected,), say.sae_bidi_mode_active, "SAE service", "SAE service", "–"),
    VariableRow("require_auth_eim", (on.AuthorizationWanted,), say.require_auth_eim,
                "ContractAuthenticationReq", "AuthorizationReq", "AuthorizationReq, EIM"),
    VariableRow("require_auth_pnc", (on.AuthorizationWanted,), say.require_auth_pnc, "–", "AuthorizationReq", "AuthorizationReq, PnC"),
    VariableRow("requested_energy_transfer_mode", (on.EvNeeds,), say.requested_energy_transfer_mode,
                "EVRequestedEnergyTransferType", "RequestedEnergyTransferMode", "SelectedEnergyTransferService"),
    VariableRow("departure_time", (on.EvNeeds,), say.departure_time, "–", "DepartureTime", "DepartureTime"),
    VariableRow("ac_eamount", (on.EvNeeds,), say.need("energy_request_wh", dc=False, most=200_000),
                "–", "EAmount", "EVTargetEnergyRequest"),
    VariableRow("ac_ev_max_voltage", (on.EvNeeds,), say.need("max_voltage_v", dc=False, most=1000), "–", "EVMaxVoltage", "–"),
    VariableRow("ac_ev_max_current", (on.EvNeeds,), say.need("max_current_a", dc=False, most=400), "–", "EVMaxCurrent", "–"),
    VariableRow("ac_ev_min_current", (on.EvNeeds,), say.need("min_current_a", dc=False, most=400), "–", "EVMinCurrent", "–"),
    VariableRow("ac_ev_power_limits", (on.EvNeeds,), say.ac_ev_power_limits, "–", "–", "EVMaximumChargePower, …"),
    VariableRow("dc_ev_energy_capacity", (on.EvNeeds, on.Displayed), say.dc_ev_energy_capacity,
                "EVEnergyCapacity", "EVEnergyCapacity", "BatteryEnergyCapacity of DisplayParameters"),
    VariableRow("dc_ev_energy_request", (on.EvNeeds,), say.need("energy_request_wh", dc=True, most=200_000),
                "EVEnergyRequest", "EVEnergyRequest", "EVTargetEnergyRequest"),
    VariableRow("dc_full_soc", (on.EvNeeds,), say.need("full_soc_percent", dc=True, most=100), "FullSOC", "FullSOC", "TargetSOC"),
    VariableRow("dc_bulk_soc", (on.EvNeeds,), say.need("bulk_soc_percent", dc=True, most=100), "BulkSOC", "BulkSOC", "–"),
    VariableRow("dc_ev_maximum_limits", (on.EvNeeds,), say.dc_ev_maximum_limits,
                "EVMaximum*Limit", "EVMaximum*Limit", "EVMaximumCharge*, EVMaximumVoltage"),
    VariableRow("dc_ev_status", (on.EvStatus,), say.dc_ev_status, "DC_EVStatus", "DC_EVStatus", "PresentSOC of DisplayParameters"),
    VariableRow("dc_bulk_charging_complete", (on.EvStatus,), say.status("bulk_complete"),
                "BulkChargingComplete", "BulkChargingComplete", "–"),
    VariableRow("dc_charging_complete", (on.EvStatus,), say.status("charging_complete"),
                "ChargingComplete", "ChargingComplete", "ChargingComplete"),
    VariableRow("dc_ev_remaining_time", (on.EvStatus,), say.dc_ev_remaining_time,
                "RemainingTimeTo*SoC", "RemainingTimeTo*SoC", "RemainingTimeToTargetSOC, -MaximumSOC"),
    VariableRow("dc_ev_present_voltage", (on.EvStatus,), say.status("present_voltage_v"), "–", "–", "EVPresentVoltage"),
    VariableRow("ac_ev_present_powers", (on.EvStatus,), say.ac_ev_present_powers, "–", "–", "EVPresentActivePower"),
    VariableRow("display_parameters", (on.Displayed,), say.display_parameters, "–", "–", "DisplayParameters"),
    VariableRow("meter_info_requested", (on.MeterAsked,), say.meter_info_requested, "–", "–", "MeterInfoRequested"),
    VariableRow("start_cable_check", (on.CableCheckWanted,), say.start_cable_check,
                "first CableCheckReq", "first CableCheckReq", "first DC_CableCheckReq"),
    VariableRow("start_pre_charge", (on.SetOutput,), say.start_pre_charge,
                "first PreChargeReq", "first PreChargeReq", "first DC_PreChargeReq"),
    VariableRow("v2g_setup_finished", (on.CloseContactor, on.ChargingStarted), say.v2g_setup_finished,
                "PowerDeliveryReq", "PowerDeliveryReq", "PowerDeliveryReq"),
    VariableRow("ac_close_contactor", (on.CloseContactor,), say.ac_close_contactor,
                "–", "PowerDeliveryReq(Start)", "PowerDeliveryReq(Start)"),
    VariableRow("current_demand_started", (on.SetOutput, on.ChargingStarted), say.current_demand_started,
                "first CurrentDemandReq", "first CurrentDemandReq", "first charge loop"),
    VariableRow("ac_ev_dynamic_control_mode", LOOP, say.ac_ev_dynamic_control_mode, "–", "–", "Dynamic control, from the charge loop on"),
    VariableRow("d20_dc_dynamic_charge_mode", LOOP, say.d20_dc_dynamic_charge_mode, "–", "–", "Dynamic control, from the charge loop on"),
    VariableRow("dc_ev_target_voltage_current", (on.SetOutput,), say.dc_ev_target_voltage_current,
                "EVTargetVoltage, -Current", "EVTargetVoltage, -Current", "EVTargetVoltage, -Current"),
    VariableRow("current_demand_finished", STOPS, say.current_demand_finished,
                "PowerDeliveryReq(Stop)", "PowerDeliveryReq(Stop)", "PowerDeliveryReq(Stop)"),
    VariableRow("ac_open_contactor", OPENS, say.ac_open_contactor, "–", "PowerDeliveryReq(Stop)", "PowerDeliveryReq(Stop)"),
    VariableRow("dc_open_contactor", OPENS, say.dc_open_contactor,
                "PowerDeliveryReq(Stop)", "PowerDeliveryReq(Stop)", "PowerDeliveryReq(Stop)"),
    VariableRow("ev_termination", (on.EvTerminated,), say.ev_termination, "–", "–", "EVTerminationCode, -Explanation"),
    VariableRow("hlc_session_failed", (on.SessionEnded,), say.hlc_session_failed, "by the state", "by the state", "by the state"),
    VariableRow("dlink_terminate", (on.SessionEnded,), say.dlink("terminate"), "D-LINK_TERMINATE", "D-LINK_TERMINATE", "D-LINK_TERMINATE"),
    VariableRow("dlink_pause", (on.SessionEnded,), say.dlink("pause"), "–", "D-LINK_PAUSE", "D-LINK_PAUSE"),
    VariableRow("dlink_error", (on.SessionEnded,), say.dlink("error"), "D-LINK_ERROR", "D-LINK_ERROR", "D-LINK_ERROR"),
)  # fmt: skip

EXTENSIONS: tuple[VariableRow, ...] = (
    VariableRow("service_renegotiation_supported", (), None, "–", "–", "ServiceRenegotiationSupported"),
    VariableRow("ev_info", (on.SessionStarted,), extra.ev_info, "EVCCID, AppProtocol", "EVCCID, AppProtocol",
                "AppProtocol, vehicle certificate; only where EVCCID is a MAC address"),
    VariableRow("charging_needs", (on.SchedulesWanted,), extra.charging_needs,
                "ChargeParameterDiscoveryReq", "ChargeParameterDiscoveryReq", "ScheduleExchangeReq, EVEnergyOffer"),
    VariableRow("iso15118_certificate_request", (on.CertificateWanted,), extra.iso15118_certificate_request,
                "–", "CertificateInstallationReq, CertificateUpdateReq", "CertificateInstallationReq"),
)  # fmt: skip

WHEN_CHANGED: tuple[type[Event], ...] = (on.EvNeeds, on.EvStatus, on.Displayed)
"""Events that come with everything an EV says: of what follows from them, only what has changed is published."""


def _by_event(rows: tuple[VariableRow, ...]) -> dict[type[Event], tuple[VariableRow, ...]]:
    return {kind: tuple(row for row in rows if kind in row.events) for kind in {kind for row in rows for kind in row.events}}


BY_EVENT = _by_event(VARIABLES)
EXTENSIONS_BY_EVENT = _by_event(EXTENSIONS)
