"""The requests of a well-behaved DIN EV: 400 V, 100 A. A check changes what it is about."""

from __future__ import annotations

from collections.abc import Callable

from secc.messages import din as m

EVCCID = bytes.fromhex("001122334455")


def quantity(value: float, unit: str | None) -> m.PhysicalValueType:
    """A physical value with the smallest multiplier from -3 on that carries it in 16 bits without loss, with or without its unit."""
    for multiplier in range(-3, 4):
        scaled = value / 10**multiplier
        if abs(scaled) <= 32767 and abs(scaled - round(scaled)) < 1e-6:
            break
    return m.PhysicalValueType(multiplier=multiplier, unit=None if unit is None else m.unitSymbolType(unit), value=round(scaled))


def number(value: m.PhysicalValueType) -> float:
    """What a physical value means."""
    return float(value.value * 10.0**value.multiplier)


def session_setup(evcc_id: bytes = EVCCID) -> m.SessionSetupReq:
    """SessionSetupReq."""
    return m.SessionSetupReq(evcc_id=evcc_id)


def service_discovery() -> m.ServiceDiscoveryReq:
    """ServiceDiscoveryReq."""
    return m.ServiceDiscoveryReq()


def payment_selection(*services: int, option: str = "ExternalPayment") -> m.ServicePaymentSelectionReq:
    """ServicePaymentSelectionReq of the charge service, or of the services named."""
    selected = tuple(m.SelectedServiceType(service_id=service) for service in services or (1,))
    return m.ServicePaymentSelectionReq(
        selected_payment_option=m.paymentOptionType(option), selected_service_list=m.SelectedServiceListType(selected_service=selected)
    )


def authentication() -> m.ContractAuthenticationReq:
    """ContractAuthenticationReq."""
    return m.ContractAuthenticationReq()


def ev_status() -> m.DC_EVStatusType:
    """State of the battery."""
    return m.DC_EVStatusType(ev_ready=True, ev_error_code=m.DC_EVErrorCodeType.NO_ERROR, ev_ress_soc=40)


def ac_parameters() -> m.AC_EVChargeParameter:
    """AC_EVChargeParameter, which DIN never accepts."""
    return m.AC_EVChargeParameter(
        departure_time=0, e_amount=quantity(20_000, "Wh"), ev_max_voltage=quantity(400, "V"), ev_max_current=quantity(32, "A"),
        ev_min_current=quantity(6, "A"),
    )


def dc_parameters(*, units: bool = True) -> m.DC_EVChargeParameter:
    """DC_EVChargeParameter."""
    ampere, volt, watt = ("A", "V", "W") if units else (None, None, None)
    return m.DC_EVChargeParameter(
        dc_ev_status=ev_status(), ev_maximum_current_limit=quantity(200, ampere), ev_maximum_voltage_limit=quantity(450, volt),
        ev_maximum_power_limit=quantity(90_000, watt),
    )


def charge_parameters(
    parameters: m.AC_EVChargeParameter | m.DC_EVChargeParameter | None = None, *, mode: str = "DC_extended"
) -> m.ChargeParameterDiscoveryReq:
    """ChargeParameterDiscoveryReq."""
    return m.ChargeParameterDiscoveryReq(
        ev_requested_energy_transfer_type=m.EVRequestedEnergyTransferType(mode), ev_charge_parameter=parameters or dc_parameters()
    )


def cable_check() -> m.CableCheckReq:
    """CableCheckReq."""
    return m.CableCheckReq(dc_ev_status=ev_status())


def pre_charge(voltage_v: float = 400.0, *, units: bool = True) -> m.PreChargeReq:
    """PreChargeReq."""
    return m.PreChargeReq(
        dc_ev_status=ev_status(), ev_target_voltage=quantity(voltage_v, "V" if units else None),
        ev_target_current=quantity(2, "A" if units else None),
    )


def power_delivery(on: bool = True, *, schedule: int = 1, profile: tuple[tuple[int, int], ...] = ()) -> m.PowerDeliveryReq:
    """PowerDeliveryReq. `profile` as (start in s, power in W)."""
    entries = tuple(
        m.ProfileEntryType(charging_profile_entry_start=start, charging_profile_entry_max_power=power) for start, power in profile
    )
    return m.PowerDeliveryReq(
        ready_to_charge_state=on,
        charging_profile=m.ChargingProfileType(sa_schedule_tuple_id=schedule, profile_entry=entries) if entries else None,
    )


def current_demand(
    current_a: float = 100.0, *, complete: bool = False, max_current_a: float | None = None, units: bool = True
) -> m.CurrentDemandReq:
    """CurrentDemandReq, 400 V."""
    return m.CurrentDemandReq(
        dc_ev_status=ev_status(), ev_target_current=quantity(current_a, "A" if units else None), charging_complete=complete,
        ev_target_voltage=quantity(400, "V" if units else None),
        ev_maximum_current_limit=None if max_current_a is None else quantity(max_current_a, "A"),
    )


def welding_detection() -> m.WeldingDetectionReq:
    """WeldingDetectionReq."""
    return m.WeldingDetectionReq(dc_ev_status=ev_status())


def session_stop() -> m.SessionStopReq:
    """SessionStopReq."""
    return m.SessionStopReq()


NAMED: dict[str, Callable[[], object]] = {
    "ServiceDiscovery": service_discovery, "ServicePaymentSelection": payment_selection, "ContractAuthentication": authentication,
    "ChargeParameterDiscovery": charge_parameters, "CableCheck": cable_check, "PreCharge": pre_charge, "CurrentDemand": current_demand,
    "WeldingDetection": welding_detection, "SessionStop": session_stop,
}
"""A well-formed request for each message name."""
