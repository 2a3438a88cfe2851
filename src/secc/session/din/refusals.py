"""One function a request: the least response its schema allows, with a FAILED code (facts 5.2, 5.3).

The messages of Plug & Charge and of AC are in the schema and in no DIN session; they are refused like any other request out of sequence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from secc.messages import din
from secc.messages.din import DC_EVSEStatusCodeType as StatusCode
from secc.messages.din import EVSENotificationType as Notification
from secc.messages.din import EVSEProcessingType as Processing
from secc.messages.din import responseCodeType as Code
from secc.session.din import parameters, setup, status, values
from secc.session.din.facts import Ctx
from secc.session.table import Response

Refusal = Callable[[Any, Code, Ctx], Response]

NO_CONTRACT: Final = "XX0000000000000"
LARGEST_ID: Final = 65_535
"""Of a service; a request can hold more, its answer must not."""


def _dc(context: Ctx) -> din.DC_EVSEStatusType:
    return status.dc(din.DC_EVSEStatusType, context, StatusCode.EVSE_NotReady)


def _ac() -> din.AC_EVSEStatusType:
    return din.AC_EVSEStatusType(power_switch_closed=False, rcd=False, notification_max_delay=0, evse_notification=Notification.None_)


def _evse_id(context: Ctx) -> bytes:
    return values.evse_id(context.config.outlet.din_evse_id)


def current_demand(request: din.CurrentDemandReq, code: Code, context: Ctx) -> din.CurrentDemandRes:
    """Measured values, no limit achieved."""
    return din.CurrentDemandRes(
        response_code=code, dc_evse_status=_dc(context), evse_present_voltage=values.volts(context.evse.voltage_v),
        evse_present_current=values.amps(context.evse.current_a), evse_current_limit_achieved=False, evse_voltage_limit_achieved=False,
        evse_power_limit_achieved=False,
    )


def charging_status(request: din.ChargingStatusReq, code: Code, context: Ctx) -> din.ChargingStatusRes:
    """An AC message; nothing in it means anything here."""
    return din.ChargingStatusRes(
        response_code=code, evse_id=_evse_id(context), sa_schedule_tuple_id=parameters.TUPLE_ID, receipt_required=False, ac_evse_status=_ac(),
    )


def _certificate_parts() -> dict[str, Any]:
    """Placeholders of one byte."""
    return {
        "id": "id1", "contract_signature_cert_chain": din.CertificateChainType(certificate=b"\0"),
        "contract_signature_encrypted_private_key": b"\0", "dh_params": b"\0", "contract_id": NO_CONTRACT,
    }


REFUSALS: Final[dict[type, Refusal]] = {
    din.SessionSetupReq: lambda request, code, context: din.SessionSetupRes(response_code=code, evse_id=_evse_id(context)),
    din.ServiceDiscoveryReq: lambda request, code, context: setup.offer(code, context),
    din.ServicePaymentSelectionReq: lambda request, code, context: din.ServicePaymentSelectionRes(response_code=code),
    din.ContractAuthenticationReq: lambda request, code, context: din.ContractAuthenticationRes(
        response_code=code, evse_processing=Processing.Finished
    ),
    din.ChargeParameterDiscoveryReq: lambda request, code, context: parameters.response(
        code, Processing.Finished, None, context, StatusCode.EVSE_NotReady
    ),
    din.CableCheckReq: lambda request, code, context: din.CableCheckRes(
        response_code=code, dc_evse_status=_dc(context), evse_processing=Processing.Finished
    ),
    din.PreChargeReq: lambda request, code, context: din.PreChargeRes(
        response_code=code, dc_evse_status=_dc(context), evse_present_voltage=values.volts(context.evse.voltage_v)
    ),
    din.PowerDeliveryReq: lambda request, code, context: din.PowerDeliveryRes(
        response_code=code, evse_status=status.dc(din.DC_EVSEStatus, context, StatusCode.EVSE_NotReady)
    ),
    din.CurrentDemandReq: current_demand,
    din.WeldingDetectionReq: lambda request, code, context: din.WeldingDetectionRes(
        response_code=code, dc_evse_status=_dc(context), evse_present_voltage=values.volts(context.evse.voltage_v)
    ),
    din.SessionStopReq: lambda request, code, context: din.SessionStopRes(response_code=code),
    din.ServiceDetailReq: lambda request, code, context: din.ServiceDetailRes(response_code=code, service_id=min(request.service_id, LARGEST_ID)),
    din.PaymentDetailsReq: lambda request, code, context: din.PaymentDetailsRes(
        response_code=code, gen_challenge="", date_time_now=int(context.unix or 0)
    ),
    din.ChargingStatusReq: charging_status,
    din.MeteringReceiptReq: lambda request, code, context: din.MeteringReceiptRes(response_code=code, ac_evse_status=_ac()),
    din.CertificateInstallationReq: lambda request, code, context: din.CertificateInstallationRes(response_code=code, **_certificate_parts()),
    din.CertificateUpdateReq: lambda request, code, context: din.CertificateUpdateRes(response_code=code, retry_counter=0, **_certificate_parts()),
}
