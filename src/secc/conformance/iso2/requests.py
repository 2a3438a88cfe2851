"""The requests of a well-behaved -2 EV: 400 V, 100 A battery, or 32 A on three phases. A check changes what it is about."""

from __future__ import annotations

from collections.abc import Callable

from secc.messages import iso2 as m

EVCCID = bytes.fromhex("001122334455")
MODE = {"ac": "AC_three_phase_core", "dc": "DC_extended"}


def quantity(value: float, unit: str) -> m.PhysicalValueType:
    """A physical value with the smallest multiplier from -3 on that carries it in 16 bits without loss."""
    for multiplier in range(-3, 4):
        scaled = value / 10**multiplier
        if abs(scaled) <= 32767 and abs(scaled - round(scaled)) < 1e-6:
            break
    return m.PhysicalValueType(multiplier=multiplier, unit=m.unitSymbolType(unit), value=round(scaled))


def number(value: m.PhysicalValueType) -> float:
    """What a physical value means."""
    return float(value.value * 10.0**value.multiplier)


def session_setup(evcc_id: bytes = EVCCID) -> m.SessionSetupReq:
    """SessionSetupReq."""
    return m.SessionSetupReq(evcc_id=evcc_id)


def service_discovery(scope: str | None = None, category: str | None = None) -> m.ServiceDiscoveryReq:
    """ServiceDiscoveryReq, with filters if wanted."""
    return m.ServiceDiscoveryReq(service_scope=scope, service_category=None if category is None else m.serviceCategoryType(category))


def service_detail(service_id: int = 1) -> m.ServiceDetailReq:
    """ServiceDetailReq."""
    return m.ServiceDetailReq(service_id=service_id)


def payment_selection(*services: int | tuple[int, int], option: str = "ExternalPayment") -> m.PaymentServiceSelectionReq:
    """PaymentServiceSelectionReq of the charge service or of the services named, with a parameter set where a pair is given."""
    pairs = [service if isinstance(service, tuple) else (service, None) for service in services or (1,)]
    selected = tuple(m.SelectedServiceType(service_id=service, parameter_set_id=parameters) for service, parameters in pairs)
    return m.PaymentServiceSelectionReq(
        selected_payment_option=m.paymentOptionType(option), selected_service_list=m.SelectedServiceListType(selected_service=selected)
    )


def payment_details() -> m.PaymentDetailsReq:
    """PaymentDetailsReq with a leaf that is no certificate: for states in which its content does not matter."""
    return m.PaymentDetailsReq(emaid="DEABCC123456789", contract_signature_cert_chain=m.CertificateChainType(certificate=b"\x00"))


def authorization() -> m.AuthorizationReq:
    """AuthorizationReq of EIM, and of every repetition."""
    return m.AuthorizationReq()


def ev_status(*, soc: int = 40, error: str = "NO_ERROR", ready: bool = True) -> m.DC_EVStatusType:
    """State of the battery."""
    return m.DC_EVStatusType(ev_ready=ready, ev_error_code=m.DC_EVErrorCodeType(error), ev_ress_soc=soc)


def ac_parameters(*, departure_s: int | None = None, max_current_a: float = 32.0) -> m.AC_EVChargeParameter:
    """AC_EVChargeParameter."""
    return m.AC_EVChargeParameter(
        departure_time=departure_s, e_amount=quantity(20_000, "Wh"), ev_max_voltage=quantity(400, "V"),
        ev_max_current=quantity(max_current_a, "A"), ev_min_current=quantity(6, "A"),
    )


def dc_parameters(
    *, departure_s: int | None = None, max_current_a: float = 200.0, max_voltage_v: float = 450.0, max_power_w: float | None = 90_000.0,
    bulk_soc: int | None = 80,
) -> m.DC_EVChargeParameter:
    """DC_EVChargeParameter."""
    return m.DC_EVChargeParameter(
        departure_time=departure_s, dc_ev_status=ev_status(), ev_maximum_current_limit=quantity(max_current_a, "A"),
        ev_maximum_power_limit=None if max_power_w is None else quantity(max_power_w, "W"),
        ev_maximum_voltage_limit=quantity(max_voltage_v, "V"), ev_energy_capacity=quantity(60_000, "Wh"),
        ev_energy_request=quantity(30_000, "Wh"), full_soc=100, bulk_soc=bulk_soc,
    )


def charge_parameters(
    parameters: m.AC_EVChargeParameter | m.DC_EVChargeParameter, *, mode: str | None = None, max_entries: int | None = None
) -> m.ChargeParameterDiscoveryReq:
    """ChargeParameterDiscoveryReq. The mode follows from the parameters unless given."""
    energy = "ac" if isinstance(parameters, m.AC_EVChargeParameter) else "dc"
    return m.ChargeParameterDiscoveryReq(
        max_entries_sa_schedule_tuple=max_entries, requested_energy_transfer_mode=m.EnergyTransferModeType(mode or MODE[energy]),
        ev_charge_parameter=parameters,
    )


def cable_check(error: str = "NO_ERROR") -> m.CableCheckReq:
    """CableCheckReq."""
    return m.CableCheckReq(dc_ev_status=ev_status(error=error))


def pre_charge(voltage_v: float = 400.0, current_a: float = 2.0) -> m.PreChargeReq:
    """PreChargeReq."""
    return m.PreChargeReq(
        dc_ev_status=ev_status(), ev_target_voltage=quantity(voltage_v, "V"), ev_target_current=quantity(current_a, "A")
    )


def power_delivery(
    progress: str = "Start", *, schedule: int = 1, profile: tuple[tuple[int, float], ...] = (), error: str | None = None,
    complete: bool = False,
) -> m.PowerDeliveryReq:
    """PowerDeliveryReq. `profile` as (start in s, power in W); `error` adds the DC parameters with that EVErrorCode."""
    entries = tuple(
        m.ProfileEntryType(charging_profile_entry_start=start, charging_profile_entry_max_power=quantity(power, "W"))
        for start, power in profile
    )
    parameters = None
    if error is not None:
        parameters = m.DC_EVPowerDeliveryParameter(dc_ev_status=ev_status(error=error), charging_complete=complete)
    return m.PowerDeliveryReq(
        charge_progress=m.chargeProgressType(progress), sa_schedule_tuple_id=schedule,
        charging_profile=m.ChargingProfileType(profile_entry=entries) if entries else None, ev_power_delivery_parameter=parameters,
    )


def charging_status() -> m.ChargingStatusReq:
    """ChargingStatusReq."""
    return m.ChargingStatusReq()


def current_demand(
    voltage_v: float = 400.0, current_a: float = 100.0, *, complete: bool = False, soc: int = 50
) -> m.CurrentDemandReq:
    """CurrentDemandReq."""
    return m.CurrentDemandReq(
        dc_ev_status=ev_status(soc=soc), ev_target_current=quantity(current_a, "A"), charging_complete=complete,
        ev_target_voltage=quantity(voltage_v, "V"),
    )


def metering_receipt(session_id: bytes = bytes(8)) -> m.MeteringReceiptReq:
    """MeteringReceiptReq of a meter that the SECC does not have: for states in which its content does not matter."""
    return m.MeteringReceiptReq(session_id=session_id, meter_info=m.MeterInfoType(meter_id="meter"))


def welding_detection() -> m.WeldingDetectionReq:
    """WeldingDetectionReq."""
    return m.WeldingDetectionReq(dc_ev_status=ev_status())


def session_stop(how: str = "Terminate") -> m.SessionStopReq:
    """SessionStopReq."""
    return m.SessionStopReq(charging_session=m.chargingSessionType(how))


def _certificate_roots() -> m.ListOfRootCertificateIDsType:
    return m.ListOfRootCertificateIDsType(root_certificate_id=(m.X509IssuerSerialType(x509_issuer_name="CN=root", x509_serial_number=1),))


def certificate_installation() -> m.CertificateInstallationReq:
    """CertificateInstallationReq with a leaf that is no certificate: for states in which its content does not matter."""
    return m.CertificateInstallationReq(id="id1", oem_provisioning_cert=b"\x00", list_of_root_certificate_ids=_certificate_roots())


def certificate_update() -> m.CertificateUpdateReq:
    """CertificateUpdateReq with a leaf that is no certificate: for states in which its content does not matter."""
    return m.CertificateUpdateReq(
        id="id1", contract_signature_cert_chain=m.CertificateChainType(certificate=b"\x00"), emaid="DEABCC123456789",
        list_of_root_certificate_ids=_certificate_roots(),
    )


NAMED: dict[str, Callable[[], object]] = {
    "ServiceDiscovery": service_discovery, "ServiceDetail": service_detail, "PaymentServiceSelection": payment_selection,
    "PaymentDetails": payment_details, "Authorization": authorization, "CableCheck": cable_check, "PreCharge": pre_charge,
    "PowerDelivery": power_delivery, "ChargingStatus": charging_status, "CurrentDemand": current_demand,
    "MeteringReceipt": metering_receipt, "WeldingDetection": welding_detection, "SessionStop": session_stop,
    "CertificateInstallation": certificate_installation, "CertificateUpdate": certificate_update,
}
"""A well-formed request for each message name; ChargeParameterDiscovery depends on the energy."""


def named(name: str, energy: str) -> object:
    """A well-formed request of this name."""
    if name == "ChargeParameterDiscovery":
        return charge_parameters(ac_parameters() if energy == "ac" else dc_parameters())
    return NAMED[name]()
