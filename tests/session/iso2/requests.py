"""One valid request of every class, and hypothesis strategies for requests with any values that the schema allows."""

from __future__ import annotations

from hypothesis import strategies as st

from secc.messages import iso2
from secc.messages.iso2 import EnergyTransferModeType as Mode
from secc.messages.iso2 import chargeProgressType as Progress
from secc.messages.iso2 import chargingSessionType as ChargingSession
from secc.messages.iso2 import paymentOptionType as PaymentOption
from secc.messages.iso2 import unitSymbolType as Unit

from . import steps

ROOTS = iso2.ListOfRootCertificateIDsType(
    root_certificate_id=(iso2.X509IssuerSerialType(x509_issuer_name="CN=Root", x509_serial_number=1),),
)
CHAIN = iso2.CertificateChainType(certificate=b"\x30\x03")

REQUESTS: dict[type, object] = {
    type(request): request
    for request in (
        steps.session_setup(), iso2.ServiceDiscoveryReq(), iso2.ServiceDetailReq(service_id=1), steps.selection(),
        iso2.PaymentDetailsReq(emaid="DEABC123456789", contract_signature_cert_chain=CHAIN), steps.AUTHORIZATION,
        iso2.CertificateInstallationReq(id="id1", oem_provisioning_cert=b"\x30\x03", list_of_root_certificate_ids=ROOTS),
        iso2.CertificateUpdateReq(id="id1", contract_signature_cert_chain=CHAIN, emaid="DEABC123456789", list_of_root_certificate_ids=ROOTS),
        steps.ac_parameters(), steps.start(), iso2.ChargingStatusReq(),
        iso2.MeteringReceiptReq(session_id=bytes(8), meter_info=iso2.MeterInfoType(meter_id="M")),
        steps.CABLE_CHECK, steps.pre_charge(), steps.current_demand(), steps.WELDING, steps.TERMINATE,
    )
}

numbers = st.builds(iso2.PhysicalValueType, multiplier=st.integers(-3, 3), unit=st.sampled_from(Unit), value=st.integers(-32768, 32767))
dc_status = st.builds(
    iso2.DC_EVStatusType, ev_ready=st.booleans(), ev_error_code=st.sampled_from(iso2.DC_EVErrorCodeType), ev_ress_soc=st.integers(0, 100),
)
maybe_numbers = st.none() | numbers
seconds = st.none() | st.integers(0, 2**32 - 1)

parameters = st.builds(
    iso2.ChargeParameterDiscoveryReq, requested_energy_transfer_mode=st.sampled_from(Mode),
    max_entries_sa_schedule_tuple=st.none() | st.integers(0, 65535),
    ev_charge_parameter=st.builds(
        iso2.AC_EVChargeParameter, e_amount=numbers, ev_max_voltage=numbers, ev_max_current=numbers, ev_min_current=numbers, departure_time=seconds,
    ) | st.builds(
        iso2.DC_EVChargeParameter, dc_ev_status=dc_status, ev_maximum_current_limit=numbers, ev_maximum_voltage_limit=numbers, departure_time=seconds,
        ev_maximum_power_limit=maybe_numbers, ev_energy_capacity=maybe_numbers, ev_energy_request=maybe_numbers,
    ),
)
profiles = st.none() | st.builds(
    iso2.ChargingProfileType,
    profile_entry=st.lists(
        st.builds(
            iso2.ProfileEntryType, charging_profile_entry_start=st.integers(0, 2**32 - 1), charging_profile_entry_max_power=numbers,
            charging_profile_entry_max_number_of_phases_in_use=st.none() | st.integers(1, 3),
        ), min_size=1, max_size=24,
    ).map(tuple),
)
anything = (
    st.sampled_from(list(REQUESTS.values())) | parameters
    | st.builds(iso2.PowerDeliveryReq, charge_progress=st.sampled_from(Progress), sa_schedule_tuple_id=st.integers(1, 3), charging_profile=profiles)
    | st.builds(iso2.SessionStopReq, charging_session=st.sampled_from(ChargingSession))
    | st.builds(iso2.ServiceDetailReq, service_id=st.integers(0, 65535))
    | st.sampled_from(PaymentOption).map(lambda payment: steps.selection(payment=payment))
    | st.builds(iso2.PreChargeReq, dc_ev_status=dc_status, ev_target_voltage=numbers, ev_target_current=numbers)
    | st.builds(
        iso2.CurrentDemandReq, dc_ev_status=dc_status, ev_target_current=numbers, ev_target_voltage=numbers, charging_complete=st.booleans(),
        ev_maximum_voltage_limit=maybe_numbers, ev_maximum_current_limit=maybe_numbers, ev_maximum_power_limit=maybe_numbers,
    )
    | st.builds(iso2.CableCheckReq, dc_ev_status=dc_status) | st.builds(iso2.WeldingDetectionReq, dc_ev_status=dc_status)
)
"""Requests of every class; those that steer power with any number the wire can carry."""


def response_class(request: object) -> type:
    """The class that pairs with a request."""
    found = getattr(iso2, type(request).__name__.removesuffix("Req") + "Res")
    assert isinstance(found, type)
    return found
