"""One function a request: the least response its schema allows, with a FAILED code (facts 3.6). The EV ignores its content [V2G2-735] [V2G2-736]."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from secc.messages import iso2
from secc.messages.iso2 import DC_EVSEStatusCodeType as StatusCode
from secc.messages.iso2 import EVSEProcessingType as Processing
from secc.messages.iso2 import responseCodeType as Code
from secc.session.iso2 import services, status, values
from secc.session.iso2.facts import Ctx
from secc.session.table import Response

NO_CHALLENGE: Final = bytes(16)
NO_EMAID: Final = "XX000000000000"
LARGEST_ID: Final = 65_535
"""Of a service; a request can hold more, its answer must not."""


def session_setup(request: iso2.SessionSetupReq, code: Code, context: Ctx) -> iso2.SessionSetupRes:
    """EVSEID is mandatory."""
    return iso2.SessionSetupRes(response_code=code, evse_id=context.config.outlet.evse_id)


def service_discovery(request: iso2.ServiceDiscoveryReq, code: Code, context: Ctx) -> iso2.ServiceDiscoveryRes:
    """What would be offered, without the value-added services."""
    return iso2.ServiceDiscoveryRes(
        response_code=code, payment_option_list=services.payment_options(context), charge_service=services.charge_service(context)
    )


def service_detail(request: iso2.ServiceDetailReq, code: Code, context: Ctx) -> iso2.ServiceDetailRes:
    """The id comes back."""
    return iso2.ServiceDetailRes(response_code=code, service_id=min(request.service_id, LARGEST_ID))


def payment_service_selection(request: iso2.PaymentServiceSelectionReq, code: Code, context: Ctx) -> iso2.PaymentServiceSelectionRes:
    """Nothing but the code."""
    return iso2.PaymentServiceSelectionRes(response_code=code)


def payment_details(request: iso2.PaymentDetailsReq, code: Code, context: Ctx) -> iso2.PaymentDetailsRes:
    """A challenge of 16 bytes is mandatory, a real one is not given away."""
    return iso2.PaymentDetailsRes(response_code=code, gen_challenge=NO_CHALLENGE, evse_time_stamp=int(context.unix or 0))


def authorization(request: iso2.AuthorizationReq, code: Code, context: Ctx) -> iso2.AuthorizationRes:
    """Finished: nothing more will come."""
    return iso2.AuthorizationRes(response_code=code, evse_processing=Processing.Finished)


def _certificate_parts() -> dict[str, Any]:
    """Placeholders of one byte; ids and the eMAID have to look right."""
    return {
        "sa_provisioning_certificate_chain": iso2.CertificateChainType(certificate=b"\0"),
        "contract_signature_cert_chain": iso2.CertificateChainType(id="id1", certificate=b"\0"),
        "contract_signature_encrypted_private_key": iso2.ContractSignatureEncryptedPrivateKeyType(id="id2", value=b"\0"),
        "dh_public_key": iso2.DiffieHellmanPublickeyType(id="id3", value=b"\0"),
        "emaid": iso2.EMAIDType(id="id4", value=NO_EMAID),
    }


def certificate_installation(request: iso2.CertificateInstallationReq, code: Code, context: Ctx) -> iso2.CertificateInstallationRes:
    """Unsigned, with placeholders."""
    return iso2.CertificateInstallationRes(response_code=code, **_certificate_parts())


def certificate_update(request: iso2.CertificateUpdateReq, code: Code, context: Ctx) -> iso2.CertificateUpdateRes:
    """Unsigned, with placeholders; try again at the next charging [V2G2-696] [V2G2-928]."""
    return iso2.CertificateUpdateRes(response_code=code, retry_counter=0, **_certificate_parts())


def charge_parameter_discovery(request: iso2.ChargeParameterDiscoveryReq, code: Code, context: Ctx) -> iso2.ChargeParameterDiscoveryRes:
    """Parameters of the hardware, whatever was asked for; no schedules."""
    return iso2.ChargeParameterDiscoveryRes(
        response_code=code, evse_processing=Processing.Finished, evse_charge_parameter=values_of_the_station(context),
    )


def values_of_the_station(context: Ctx) -> iso2.AC_EVSEChargeParameter | iso2.DC_EVSEChargeParameter:
    """Zeros would do for the schema; the true values help whoever reads a capture."""
    if context.facts.energy == "ac":
        ac = context.config.outlet.ac
        return iso2.AC_EVSEChargeParameter(
            ac_evse_status=status.ac(iso2.AC_EVSEStatusType, context), evse_nominal_voltage=values.volts(ac.nominal_voltage_v),
            evse_max_current=values.amps(ac.max_current_a),
        )
    return services.dc_parameters(context, StatusCode.EVSE_NotReady)


def power_delivery(request: iso2.PowerDeliveryReq, code: Code, context: Ctx) -> iso2.PowerDeliveryRes:
    """Status as the hardware has it."""
    return iso2.PowerDeliveryRes(response_code=code, evse_status=status.delivery(context))


def metering_receipt(request: iso2.MeteringReceiptReq, code: Code, context: Ctx) -> iso2.MeteringReceiptRes:
    """Status as the hardware has it."""
    return iso2.MeteringReceiptRes(response_code=code, evse_status=status.delivery(context))


def session_stop(request: iso2.SessionStopReq, code: Code, context: Ctx) -> iso2.SessionStopRes:
    """Nothing but the code."""
    return iso2.SessionStopRes(response_code=code)


def charging_status(request: iso2.ChargingStatusReq, code: Code, context: Ctx) -> iso2.ChargingStatusRes:
    """The selected tuple, 1 where none is."""
    return iso2.ChargingStatusRes(
        response_code=code, evse_id=context.config.outlet.evse_id, sa_schedule_tuple_id=context.facts.selected or 1,
        ac_evse_status=status.ac(iso2.AC_EVSEStatusType, context),
    )


def cable_check(request: iso2.CableCheckReq, code: Code, context: Ctx) -> iso2.CableCheckRes:
    """Finished, with the true condition."""
    return iso2.CableCheckRes(response_code=code, dc_evse_status=_dc(context), evse_processing=Processing.Finished)


def pre_charge(request: iso2.PreChargeReq, code: Code, context: Ctx) -> iso2.PreChargeRes:
    """The measured voltage."""
    return iso2.PreChargeRes(response_code=code, dc_evse_status=_dc(context), evse_present_voltage=values.volts(context.evse.voltage_v))


def current_demand(request: iso2.CurrentDemandReq, code: Code, context: Ctx) -> iso2.CurrentDemandRes:
    """Measured values, no limit achieved."""
    return iso2.CurrentDemandRes(
        response_code=code, dc_evse_status=_dc(context), evse_present_voltage=values.volts(context.evse.voltage_v),
        evse_present_current=values.amps(context.evse.current_a), evse_current_limit_achieved=False, evse_voltage_limit_achieved=False,
        evse_power_limit_achieved=False, evse_id=context.config.outlet.evse_id, sa_schedule_tuple_id=context.facts.selected or 1,
    )


def welding_detection(request: iso2.WeldingDetectionReq, code: Code, context: Ctx) -> iso2.WeldingDetectionRes:
    """The measured voltage."""
    return iso2.WeldingDetectionRes(response_code=code, dc_evse_status=_dc(context), evse_present_voltage=values.volts(context.evse.voltage_v))


def _dc(context: Ctx) -> iso2.DC_EVSEStatusType:
    return status.dc(iso2.DC_EVSEStatusType, context, StatusCode.EVSE_NotReady)


REFUSALS: Final[dict[type, Callable[[Any, Any, Ctx], Response]]] = {
    iso2.SessionSetupReq: session_setup,
    iso2.ServiceDiscoveryReq: service_discovery,
    iso2.ServiceDetailReq: service_detail,
    iso2.PaymentServiceSelectionReq: payment_service_selection,
    iso2.PaymentDetailsReq: payment_details,
    iso2.AuthorizationReq: authorization,
    iso2.CertificateInstallationReq: certificate_installation,
    iso2.CertificateUpdateReq: certificate_update,
    iso2.ChargeParameterDiscoveryReq: charge_parameter_discovery,
    iso2.PowerDeliveryReq: power_delivery,
    iso2.MeteringReceiptReq: metering_receipt,
    iso2.SessionStopReq: session_stop,
    iso2.ChargingStatusReq: charging_status,
    iso2.CableCheckReq: cable_check,
    iso2.PreChargeReq: pre_charge,
    iso2.CurrentDemandReq: current_demand,
    iso2.WeldingDetectionReq: welding_detection,
}
