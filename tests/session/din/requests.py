"""One valid request of every DIN class, and any values for those that steer power."""

from __future__ import annotations

from hypothesis import strategies as st

from secc.messages import din
from secc.messages.din import unitSymbolType as Unit

from . import steps

CHAIN = din.CertificateChainType(certificate=b"\x30\x03")
ROOTS = din.ListOfRootCertificateIDsType(root_certificate_id=("root",))

REQUESTS: dict[type, object] = {
    type(request): request
    for request in (
        din.SessionSetupReq(evcc_id=steps.EVCC_ID),
        din.ServiceDiscoveryReq(),
        din.ServiceDetailReq(service_id=1),
        steps.selection(),
        din.PaymentDetailsReq(contract_id="DEABC123456789", contract_signature_cert_chain=CHAIN),
        din.ContractAuthenticationReq(),
        steps.parameters(),
        steps.START,
        din.ChargingStatusReq(),
        din.MeteringReceiptReq(session_id=bytes(8), meter_info=din.MeterInfoType(meter_id="M")),
        steps.SESSION_STOP,
        din.CertificateInstallationReq(oem_provisioning_cert=b"\x30\x03", list_of_root_certificate_ids=ROOTS, dh_params=b"\x01"),
        din.CertificateUpdateReq(
            contract_signature_cert_chain=CHAIN,
            contract_id="DEABC123456789",
            list_of_root_certificate_ids=ROOTS,
            dh_params=b"\x01",
        ),
        steps.CABLE_CHECK,
        steps.pre_charge(),
        steps.current_demand(),
        steps.WELDING,
    )
}

numbers = st.builds(din.PhysicalValueType, multiplier=st.integers(-3, 3), unit=st.none() | st.sampled_from(Unit), value=st.integers(-32768, 32767))
maybe = st.none() | numbers
dc_status = st.builds(
    din.DC_EVStatusType, ev_ready=st.booleans(), ev_error_code=st.sampled_from(din.DC_EVErrorCodeType), ev_ress_soc=st.integers(0, 100),
)
anything = (
    st.sampled_from(list(REQUESTS.values()))
    | st.builds(
        din.ChargeParameterDiscoveryReq, ev_requested_energy_transfer_type=st.sampled_from(din.EVRequestedEnergyTransferType),
        ev_charge_parameter=st.builds(
            din.DC_EVChargeParameter, dc_ev_status=dc_status, ev_maximum_current_limit=numbers, ev_maximum_voltage_limit=numbers,
            ev_maximum_power_limit=maybe, ev_energy_capacity=maybe, ev_energy_request=maybe,
        ),
    )
    | st.builds(din.PowerDeliveryReq, ready_to_charge_state=st.booleans())
    | st.builds(din.PreChargeReq, dc_ev_status=dc_status, ev_target_voltage=numbers, ev_target_current=numbers)
    | st.builds(
        din.CurrentDemandReq, dc_ev_status=dc_status, ev_target_current=numbers, ev_target_voltage=numbers, charging_complete=st.booleans(),
        ev_maximum_voltage_limit=maybe, ev_maximum_current_limit=maybe, ev_maximum_power_limit=maybe,
    )
)


def response_class(request: object) -> type:
    """The class that pairs with a request."""
    found = getattr(din, type(request).__name__.removesuffix("Req") + "Res")
    assert isinstance(found, type)
    return found
