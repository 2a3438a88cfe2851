"""One function a request: the least response its schema allows, with a FAILED code (facts 0.4). The EV ignores its content [V2G20-736]."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from secc.messages import iso20_ac, iso20_common, iso20_dc
from secc.messages.iso20_common import authorizationType, evseCheckOutStatusType
from secc.messages.iso20_common import processingType as Processing
from secc.messages.iso20_common import responseCodeType as Code
from secc.session.iso20 import contract, services, setup, values
from secc.session.iso20.facts import Ctx
from secc.session.iso20.values import HEADER, ZERO
from secc.session.table import Response

LARGEST_ID: Final = 65_535
"""Of a service; a request can hold more, its answer must not."""


def session_setup(request: iso20_common.SessionSetupReq, code: Code, context: Ctx) -> iso20_common.SessionSetupRes:
    """EVSEID is mandatory."""
    return iso20_common.SessionSetupRes(header=HEADER, response_code=code, evse_id=context.config.outlet.evse_id)


def authorization_setup(request: iso20_common.AuthorizationSetupReq, code: Code, context: Ctx) -> iso20_common.AuthorizationSetupRes:
    """EIM alone: a challenge is not given away."""
    return iso20_common.AuthorizationSetupRes(
        header=HEADER, response_code=code, authorization_services=(authorizationType.EIM,), certificate_installation_service=False,
        eim_as_res_authorization_mode=iso20_common.EIM_ASResAuthorizationModeType(),
    )


def authorization(request: iso20_common.AuthorizationReq, code: Code, context: Ctx) -> iso20_common.AuthorizationRes:
    """Finished: nothing more will come."""
    return iso20_common.AuthorizationRes(header=HEADER, response_code=code, evse_processing=Processing.Finished)


def certificate_installation(request: iso20_common.CertificateInstallationReq, code: Code, context: Ctx) -> iso20_common.CertificateInstallationRes:
    """Unsigned, with placeholders."""
    return contract.neutral(code, Processing.Finished)


def service_discovery(request: iso20_common.ServiceDiscoveryReq, code: Code, context: Ctx) -> iso20_common.ServiceDiscoveryRes:
    """The energy services alone."""
    return iso20_common.ServiceDiscoveryRes(
        header=HEADER, response_code=code, service_renegotiation_supported=False,
        energy_transfer_service_list=setup.service_list(tuple(services.energy(context)), context),
    )


def service_detail(request: iso20_common.ServiceDetailReq, code: Code, context: Ctx) -> iso20_common.ServiceDetailRes:
    """The id comes back with one set of one harmless parameter."""
    harmless = iso20_common.ParameterSetType(parameter_set_id=0, parameter=(iso20_common.ParameterType(name="Refused", bool_value=True),))
    return iso20_common.ServiceDetailRes(
        header=HEADER, response_code=code, service_id=min(request.service_id, LARGEST_ID),
        service_parameter_list=iso20_common.ServiceParameterListType(parameter_set=(harmless,)),
    )


def service_selection(request: iso20_common.ServiceSelectionReq, code: Code, context: Ctx) -> iso20_common.ServiceSelectionRes:
    """Nothing but the code."""
    return iso20_common.ServiceSelectionRes(header=HEADER, response_code=code)


def schedule_exchange(request: iso20_common.ScheduleExchangeReq, code: Code, context: Ctx) -> iso20_common.ScheduleExchangeRes:
    """The Dynamic block, for it may be empty."""
    return iso20_common.ScheduleExchangeRes(
        header=HEADER, response_code=code, evse_processing=Processing.Finished,
        dynamic_se_res_control_mode=iso20_common.Dynamic_SEResControlModeType(),
    )


def power_delivery(request: iso20_common.PowerDeliveryReq, code: Code, context: Ctx) -> iso20_common.PowerDeliveryRes:
    """Nothing but the code."""
    return iso20_common.PowerDeliveryRes(header=HEADER, response_code=code)


def metering_confirmation(request: iso20_common.MeteringConfirmationReq, code: Code, context: Ctx) -> iso20_common.MeteringConfirmationRes:
    """Nothing but the code."""
    return iso20_common.MeteringConfirmationRes(header=HEADER, response_code=code)


def session_stop(request: iso20_common.SessionStopReq, code: Code, context: Ctx) -> iso20_common.SessionStopRes:
    """Nothing but the code."""
    return iso20_common.SessionStopRes(header=HEADER, response_code=code)


def vehicle_check_in(request: iso20_common.VehicleCheckInReq, code: Code, context: Ctx) -> iso20_common.VehicleCheckInRes:
    """Nothing but the code."""
    return iso20_common.VehicleCheckInRes(header=HEADER, response_code=code)


def vehicle_check_out(request: iso20_common.VehicleCheckOutReq, code: Code, context: Ctx) -> iso20_common.VehicleCheckOutRes:
    """Completed: nothing is planned."""
    return iso20_common.VehicleCheckOutRes(header=HEADER, response_code=code, evse_check_out_status=evseCheckOutStatusType.Completed)


def ac_charge_parameter_discovery(
    request: iso20_ac.AC_ChargeParameterDiscoveryReq, code: Code, context: Ctx,
) -> iso20_ac.AC_ChargeParameterDiscoveryRes:
    """Zeros, of the kind that was sent."""
    zeros: dict[str, Any] = {"evse_maximum_charge_power": ZERO, "evse_minimum_charge_power": ZERO, "evse_nominal_frequency": ZERO}
    if isinstance(request.ac_cpd_req_energy_transfer_mode, iso20_ac.BPT_AC_CPDReqEnergyTransferMode):
        mode: iso20_ac.AC_CPDResEnergyTransferMode | iso20_ac.BPT_AC_CPDResEnergyTransferMode = iso20_ac.BPT_AC_CPDResEnergyTransferMode(
            **zeros, evse_maximum_discharge_power=ZERO, evse_minimum_discharge_power=ZERO,
        )
    else:
        mode = iso20_ac.AC_CPDResEnergyTransferMode(**zeros)
    return iso20_ac.AC_ChargeParameterDiscoveryRes(header=HEADER, response_code=code, ac_cpd_res_energy_transfer_mode=mode)


def dc_charge_parameter_discovery(
    request: iso20_dc.DC_ChargeParameterDiscoveryReq, code: Code, context: Ctx,
) -> iso20_dc.DC_ChargeParameterDiscoveryRes:
    """Zeros, of the kind that was sent."""
    zeros: dict[str, Any] = dict.fromkeys((
        "evse_maximum_charge_power", "evse_minimum_charge_power", "evse_maximum_charge_current", "evse_minimum_charge_current",
        "evse_maximum_voltage", "evse_minimum_voltage",
    ), ZERO)
    if isinstance(request.dc_cpd_req_energy_transfer_mode, iso20_dc.BPT_DC_CPDReqEnergyTransferMode):
        mode: iso20_dc.DC_CPDResEnergyTransferMode | iso20_dc.BPT_DC_CPDResEnergyTransferMode = iso20_dc.BPT_DC_CPDResEnergyTransferMode(
            **zeros, evse_maximum_discharge_power=ZERO, evse_minimum_discharge_power=ZERO, evse_maximum_discharge_current=ZERO,
            evse_minimum_discharge_current=ZERO,
        )
    else:
        mode = iso20_dc.DC_CPDResEnergyTransferMode(**zeros)
    return iso20_dc.DC_ChargeParameterDiscoveryRes(header=HEADER, response_code=code, dc_cpd_res_energy_transfer_mode=mode)


def cable_check(request: iso20_dc.DC_CableCheckReq, code: Code, context: Ctx) -> iso20_dc.DC_CableCheckRes:
    """Finished: nothing more will come."""
    return iso20_dc.DC_CableCheckRes(header=HEADER, response_code=code, evse_processing=Processing.Finished)


def pre_charge(request: iso20_dc.DC_PreChargeReq, code: Code, context: Ctx) -> iso20_dc.DC_PreChargeRes:
    """The measured voltage."""
    return iso20_dc.DC_PreChargeRes(header=HEADER, response_code=code, evse_present_voltage=values.rational(context.evse.voltage_v))


def welding_detection(request: iso20_dc.DC_WeldingDetectionReq, code: Code, context: Ctx) -> iso20_dc.DC_WeldingDetectionRes:
    """The measured voltage."""
    return iso20_dc.DC_WeldingDetectionRes(header=HEADER, response_code=code, evse_present_voltage=values.rational(context.evse.voltage_v))


def ac_charge_loop(request: iso20_ac.AC_ChargeLoopReq, code: Code, context: Ctx) -> iso20_ac.AC_ChargeLoopRes:
    """No power, in the control mode that was sent."""
    match request.cl_req_control_mode:
        case iso20_ac.Dynamic_AC_CLReqControlMode():
            mode: Any = iso20_ac.Dynamic_AC_CLResControlMode(evse_target_active_power=ZERO)
        case iso20_ac.BPT_Dynamic_AC_CLReqControlMode():
            mode = iso20_ac.BPT_Dynamic_AC_CLResControlMode(evse_target_active_power=ZERO)
        case iso20_ac.BPT_Scheduled_AC_CLReqControlMode():
            mode = iso20_ac.BPT_Scheduled_AC_CLResControlMode()
        case _:
            mode = iso20_ac.Scheduled_AC_CLResControlMode()
    return iso20_ac.AC_ChargeLoopRes(header=HEADER, response_code=code, cl_res_control_mode=mode)


_DC_ZEROS: Final[dict[str, Any]] = dict.fromkeys(
    ("evse_maximum_charge_power", "evse_minimum_charge_power", "evse_maximum_charge_current", "evse_maximum_voltage"), ZERO,
)
_DC_BACK_ZEROS: Final[dict[str, Any]] = dict.fromkeys(
    ("evse_maximum_discharge_power", "evse_minimum_discharge_power", "evse_maximum_discharge_current", "evse_minimum_voltage"), ZERO,
)


def dc_charge_loop(request: iso20_dc.DC_ChargeLoopReq, code: Code, context: Ctx) -> iso20_dc.DC_ChargeLoopRes:
    """Measured values and no limits, in the control mode that was sent."""
    match request.cl_req_control_mode:
        case iso20_dc.Dynamic_DC_CLReqControlMode():
            mode: Any = iso20_dc.Dynamic_DC_CLResControlMode(**_DC_ZEROS)
        case iso20_dc.BPT_Dynamic_DC_CLReqControlMode():
            mode = iso20_dc.BPT_Dynamic_DC_CLResControlMode(**_DC_ZEROS, **_DC_BACK_ZEROS)
        case iso20_dc.BPT_Scheduled_DC_CLReqControlMode():
            mode = iso20_dc.BPT_Scheduled_DC_CLResControlMode()
        case _:
            mode = iso20_dc.Scheduled_DC_CLResControlMode()
    return iso20_dc.DC_ChargeLoopRes(
        header=HEADER, response_code=code, evse_present_current=values.rational(context.evse.current_a),
        evse_present_voltage=values.rational(context.evse.voltage_v), evse_power_limit_achieved=False, evse_current_limit_achieved=False,
        evse_voltage_limit_achieved=False, cl_res_control_mode=mode,
    )


REFUSALS: Final[dict[type, Callable[[Any, Any, Ctx], Response]]] = {
    iso20_common.SessionSetupReq: session_setup,
    iso20_common.AuthorizationSetupReq: authorization_setup,
    iso20_common.AuthorizationReq: authorization,
    iso20_common.CertificateInstallationReq: certificate_installation,
    iso20_common.ServiceDiscoveryReq: service_discovery,
    iso20_common.ServiceDetailReq: service_detail,
    iso20_common.ServiceSelectionReq: service_selection,
    iso20_common.ScheduleExchangeReq: schedule_exchange,
    iso20_common.PowerDeliveryReq: power_delivery,
    iso20_common.MeteringConfirmationReq: metering_confirmation,
    iso20_common.SessionStopReq: session_stop,
    iso20_common.VehicleCheckInReq: vehicle_check_in,
    iso20_common.VehicleCheckOutReq: vehicle_check_out,
    iso20_ac.AC_ChargeParameterDiscoveryReq: ac_charge_parameter_discovery,
    iso20_ac.AC_ChargeLoopReq: ac_charge_loop,
    iso20_dc.DC_ChargeParameterDiscoveryReq: dc_charge_parameter_discovery,
    iso20_dc.DC_CableCheckReq: cable_check,
    iso20_dc.DC_PreChargeReq: pre_charge,
    iso20_dc.DC_ChargeLoopReq: dc_charge_loop,
    iso20_dc.DC_WeldingDetectionReq: welding_detection,
}
