# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

from __future__ import annotations

from msgspec import Struct

from secc.messages._generated.iso20_types import (
    CLReqControlMode,
    CLResControlMode,
    DetailedCostType,
    DetailedTaxType,
    DisplayParametersType,
    EVSEStatusType,
    ListOfRootCertificateIDsType,
    MessageHeaderType,
    MeterInfoType,
    RationalNumberType,
    ReceiptType,
    evseNotificationType,
    processingType,
    responseCodeType,
)
from secc.messages._generated.xmldsig import (
    CanonicalizationMethod,
    DSAKeyValue,
    DigestMethod,
    DigestValue,
    KeyInfo,
    KeyName,
    KeyValue,
    Manifest,
    MgmtData,
    Object,
    PGPData,
    RSAKeyValue,
    Reference,
    RetrievalMethod,
    SPKIData,
    Signature,
    SignatureMethod,
    SignatureProperties,
    SignatureProperty,
    SignatureValue,
    SignedInfo,
    Transform,
    Transforms,
    X509Data,
    X509IssuerSerialType,
)

__all__ = [
    "BPT_DC_CPDReqEnergyTransferMode",
    "BPT_DC_CPDResEnergyTransferMode",
    "BPT_Dynamic_DC_CLReqControlMode",
    "BPT_Dynamic_DC_CLResControlMode",
    "BPT_Scheduled_DC_CLReqControlMode",
    "BPT_Scheduled_DC_CLResControlMode",
    "CLReqControlMode",
    "CLResControlMode",
    "CanonicalizationMethod",
    "DC_CPDReqEnergyTransferMode",
    "DC_CPDResEnergyTransferMode",
    "DC_CableCheckReq",
    "DC_CableCheckRes",
    "DC_ChargeLoopReq",
    "DC_ChargeLoopRes",
    "DC_ChargeParameterDiscoveryReq",
    "DC_ChargeParameterDiscoveryRes",
    "DC_PreChargeReq",
    "DC_PreChargeRes",
    "DC_WeldingDetectionReq",
    "DC_WeldingDetectionRes",
    "DSAKeyValue",
    "DetailedCostType",
    "DetailedTaxType",
    "DigestMethod",
    "DigestValue",
    "DisplayParametersType",
    "Dynamic_DC_CLReqControlMode",
    "Dynamic_DC_CLResControlMode",
    "EVSEStatusType",
    "KeyInfo",
    "KeyName",
    "KeyValue",
    "ListOfRootCertificateIDsType",
    "Manifest",
    "MessageHeaderType",
    "MeterInfoType",
    "MgmtData",
    "Object",
    "PGPData",
    "RSAKeyValue",
    "RationalNumberType",
    "ReceiptType",
    "Reference",
    "RetrievalMethod",
    "SPKIData",
    "Scheduled_DC_CLReqControlMode",
    "Scheduled_DC_CLResControlMode",
    "Signature",
    "SignatureMethod",
    "SignatureProperties",
    "SignatureProperty",
    "SignatureValue",
    "SignedInfo",
    "Transform",
    "Transforms",
    "X509Data",
    "X509IssuerSerialType",
    "evseNotificationType",
    "processingType",
    "responseCodeType",
]


class DC_ChargeParameterDiscoveryReq(Struct, frozen=True, gc=False):
    """Element DC_ChargeParameterDiscoveryReq."""

    header: MessageHeaderType
    dc_cpd_req_energy_transfer_mode: BPT_DC_CPDReqEnergyTransferMode | DC_CPDReqEnergyTransferMode


class DC_CPDReqEnergyTransferMode(Struct, frozen=True, gc=False):
    """Element DC_CPDReqEnergyTransferMode."""

    ev_maximum_charge_power: RationalNumberType
    ev_minimum_charge_power: RationalNumberType
    ev_maximum_charge_current: RationalNumberType
    ev_minimum_charge_current: RationalNumberType
    ev_maximum_voltage: RationalNumberType
    ev_minimum_voltage: RationalNumberType
    target_soc: int | None = None
    """[0 to 100]"""


class DC_ChargeParameterDiscoveryRes(Struct, frozen=True, gc=False):
    """Element DC_ChargeParameterDiscoveryRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    dc_cpd_res_energy_transfer_mode: BPT_DC_CPDResEnergyTransferMode | DC_CPDResEnergyTransferMode


class DC_CPDResEnergyTransferMode(Struct, frozen=True, gc=False):
    """Element DC_CPDResEnergyTransferMode."""

    evse_maximum_charge_power: RationalNumberType
    evse_minimum_charge_power: RationalNumberType
    evse_maximum_charge_current: RationalNumberType
    evse_minimum_charge_current: RationalNumberType
    evse_maximum_voltage: RationalNumberType
    evse_minimum_voltage: RationalNumberType
    evse_power_ramp_limitation: RationalNumberType | None = None


class DC_CableCheckReq(Struct, frozen=True, gc=False):
    """Element DC_CableCheckReq."""

    header: MessageHeaderType


class DC_CableCheckRes(Struct, frozen=True, gc=False):
    """Element DC_CableCheckRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_processing: processingType


class DC_PreChargeReq(Struct, frozen=True, gc=False):
    """Element DC_PreChargeReq."""

    header: MessageHeaderType
    ev_processing: processingType
    ev_present_voltage: RationalNumberType
    ev_target_voltage: RationalNumberType


class DC_PreChargeRes(Struct, frozen=True, gc=False):
    """Element DC_PreChargeRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_present_voltage: RationalNumberType


class DC_ChargeLoopReq(Struct, frozen=True, gc=False):
    """Element DC_ChargeLoopReq."""

    header: MessageHeaderType
    meter_info_requested: bool
    ev_present_voltage: RationalNumberType
    cl_req_control_mode: BPT_Dynamic_DC_CLReqControlMode | BPT_Scheduled_DC_CLReqControlMode | CLReqControlMode | Dynamic_DC_CLReqControlMode | Scheduled_DC_CLReqControlMode
    display_parameters: DisplayParametersType | None = None


class DC_ChargeLoopRes(Struct, frozen=True, gc=False):
    """Element DC_ChargeLoopRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_present_current: RationalNumberType
    evse_present_voltage: RationalNumberType
    evse_power_limit_achieved: bool
    evse_current_limit_achieved: bool
    evse_voltage_limit_achieved: bool
    cl_res_control_mode: BPT_Dynamic_DC_CLResControlMode | BPT_Scheduled_DC_CLResControlMode | CLResControlMode | Dynamic_DC_CLResControlMode | Scheduled_DC_CLResControlMode
    evse_status: EVSEStatusType | None = None
    meter_info: MeterInfoType | None = None
    receipt: ReceiptType | None = None


class DC_WeldingDetectionReq(Struct, frozen=True, gc=False):
    """Element DC_WeldingDetectionReq."""

    header: MessageHeaderType
    ev_processing: processingType


class DC_WeldingDetectionRes(Struct, frozen=True, gc=False):
    """Element DC_WeldingDetectionRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_present_voltage: RationalNumberType


class BPT_DC_CPDReqEnergyTransferMode(Struct, frozen=True, gc=False):
    """Element BPT_DC_CPDReqEnergyTransferMode."""

    ev_maximum_charge_power: RationalNumberType
    ev_minimum_charge_power: RationalNumberType
    ev_maximum_charge_current: RationalNumberType
    ev_minimum_charge_current: RationalNumberType
    ev_maximum_voltage: RationalNumberType
    ev_minimum_voltage: RationalNumberType
    ev_maximum_discharge_power: RationalNumberType
    ev_minimum_discharge_power: RationalNumberType
    ev_maximum_discharge_current: RationalNumberType
    ev_minimum_discharge_current: RationalNumberType
    target_soc: int | None = None
    """[0 to 100]"""


class BPT_DC_CPDResEnergyTransferMode(Struct, frozen=True, gc=False):
    """Element BPT_DC_CPDResEnergyTransferMode."""

    evse_maximum_charge_power: RationalNumberType
    evse_minimum_charge_power: RationalNumberType
    evse_maximum_charge_current: RationalNumberType
    evse_minimum_charge_current: RationalNumberType
    evse_maximum_voltage: RationalNumberType
    evse_minimum_voltage: RationalNumberType
    evse_maximum_discharge_power: RationalNumberType
    evse_minimum_discharge_power: RationalNumberType
    evse_maximum_discharge_current: RationalNumberType
    evse_minimum_discharge_current: RationalNumberType
    evse_power_ramp_limitation: RationalNumberType | None = None


class Scheduled_DC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Element Scheduled_DC_CLReqControlMode."""

    ev_target_current: RationalNumberType
    ev_target_voltage: RationalNumberType
    ev_target_energy_request: RationalNumberType | None = None
    ev_maximum_energy_request: RationalNumberType | None = None
    ev_minimum_energy_request: RationalNumberType | None = None
    ev_maximum_charge_power: RationalNumberType | None = None
    ev_minimum_charge_power: RationalNumberType | None = None
    ev_maximum_charge_current: RationalNumberType | None = None
    ev_maximum_voltage: RationalNumberType | None = None
    ev_minimum_voltage: RationalNumberType | None = None


class Scheduled_DC_CLResControlMode(Struct, frozen=True, gc=False):
    """Element Scheduled_DC_CLResControlMode."""

    evse_maximum_charge_power: RationalNumberType | None = None
    evse_minimum_charge_power: RationalNumberType | None = None
    evse_maximum_charge_current: RationalNumberType | None = None
    evse_maximum_voltage: RationalNumberType | None = None


class BPT_Scheduled_DC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Element BPT_Scheduled_DC_CLReqControlMode."""

    ev_target_current: RationalNumberType
    ev_target_voltage: RationalNumberType
    ev_target_energy_request: RationalNumberType | None = None
    ev_maximum_energy_request: RationalNumberType | None = None
    ev_minimum_energy_request: RationalNumberType | None = None
    ev_maximum_charge_power: RationalNumberType | None = None
    ev_minimum_charge_power: RationalNumberType | None = None
    ev_maximum_charge_current: RationalNumberType | None = None
    ev_maximum_voltage: RationalNumberType | None = None
    ev_minimum_voltage: RationalNumberType | None = None
    ev_maximum_discharge_power: RationalNumberType | None = None
    ev_minimum_discharge_power: RationalNumberType | None = None
    ev_maximum_discharge_current: RationalNumberType | None = None


class BPT_Scheduled_DC_CLResControlMode(Struct, frozen=True, gc=False):
    """Element BPT_Scheduled_DC_CLResControlMode."""

    evse_maximum_charge_power: RationalNumberType | None = None
    evse_minimum_charge_power: RationalNumberType | None = None
    evse_maximum_charge_current: RationalNumberType | None = None
    evse_maximum_voltage: RationalNumberType | None = None
    evse_maximum_discharge_power: RationalNumberType | None = None
    evse_minimum_discharge_power: RationalNumberType | None = None
    evse_maximum_discharge_current: RationalNumberType | None = None
    evse_minimum_voltage: RationalNumberType | None = None


class Dynamic_DC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Element Dynamic_DC_CLReqControlMode."""

    ev_target_energy_request: RationalNumberType
    ev_maximum_energy_request: RationalNumberType
    ev_minimum_energy_request: RationalNumberType
    ev_maximum_charge_power: RationalNumberType
    ev_minimum_charge_power: RationalNumberType
    ev_maximum_charge_current: RationalNumberType
    ev_maximum_voltage: RationalNumberType
    ev_minimum_voltage: RationalNumberType
    departure_time: int | None = None
    """[0 to 4294967295]"""


class Dynamic_DC_CLResControlMode(Struct, frozen=True, gc=False):
    """Element Dynamic_DC_CLResControlMode."""

    evse_maximum_charge_power: RationalNumberType
    evse_minimum_charge_power: RationalNumberType
    evse_maximum_charge_current: RationalNumberType
    evse_maximum_voltage: RationalNumberType
    departure_time: int | None = None
    """[0 to 4294967295]"""
    minimum_soc: int | None = None
    """[0 to 100]"""
    target_soc: int | None = None
    """[0 to 100]"""
    ack_max_delay: int | None = None
    """[0 to 65535]"""


class BPT_Dynamic_DC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Element BPT_Dynamic_DC_CLReqControlMode."""

    ev_target_energy_request: RationalNumberType
    ev_maximum_energy_request: RationalNumberType
    ev_minimum_energy_request: RationalNumberType
    ev_maximum_charge_power: RationalNumberType
    ev_minimum_charge_power: RationalNumberType
    ev_maximum_charge_current: RationalNumberType
    ev_maximum_voltage: RationalNumberType
    ev_minimum_voltage: RationalNumberType
    ev_maximum_discharge_power: RationalNumberType
    ev_minimum_discharge_power: RationalNumberType
    ev_maximum_discharge_current: RationalNumberType
    departure_time: int | None = None
    """[0 to 4294967295]"""
    ev_maximum_v2_x_energy_request: RationalNumberType | None = None
    ev_minimum_v2_x_energy_request: RationalNumberType | None = None


class BPT_Dynamic_DC_CLResControlMode(Struct, frozen=True, gc=False):
    """Element BPT_Dynamic_DC_CLResControlMode."""

    evse_maximum_charge_power: RationalNumberType
    evse_minimum_charge_power: RationalNumberType
    evse_maximum_charge_current: RationalNumberType
    evse_maximum_voltage: RationalNumberType
    evse_maximum_discharge_power: RationalNumberType
    evse_minimum_discharge_power: RationalNumberType
    evse_maximum_discharge_current: RationalNumberType
    evse_minimum_voltage: RationalNumberType
    departure_time: int | None = None
    """[0 to 4294967295]"""
    minimum_soc: int | None = None
    """[0 to 100]"""
    target_soc: int | None = None
    """[0 to 100]"""
    ack_max_delay: int | None = None
    """[0 to 65535]"""

