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
    "AC_CPDReqEnergyTransferMode",
    "AC_CPDResEnergyTransferMode",
    "AC_ChargeLoopReq",
    "AC_ChargeLoopRes",
    "AC_ChargeParameterDiscoveryReq",
    "AC_ChargeParameterDiscoveryRes",
    "BPT_AC_CPDReqEnergyTransferMode",
    "BPT_AC_CPDResEnergyTransferMode",
    "BPT_Dynamic_AC_CLReqControlMode",
    "BPT_Dynamic_AC_CLResControlMode",
    "BPT_Scheduled_AC_CLReqControlMode",
    "BPT_Scheduled_AC_CLResControlMode",
    "CLReqControlMode",
    "CLResControlMode",
    "CanonicalizationMethod",
    "DSAKeyValue",
    "DetailedCostType",
    "DetailedTaxType",
    "DigestMethod",
    "DigestValue",
    "DisplayParametersType",
    "Dynamic_AC_CLReqControlMode",
    "Dynamic_AC_CLResControlMode",
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
    "Scheduled_AC_CLReqControlMode",
    "Scheduled_AC_CLResControlMode",
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


class AC_ChargeParameterDiscoveryReq(Struct, frozen=True, gc=False):
    """Element AC_ChargeParameterDiscoveryReq."""

    header: MessageHeaderType
    ac_cpd_req_energy_transfer_mode: AC_CPDReqEnergyTransferMode | BPT_AC_CPDReqEnergyTransferMode


class AC_CPDReqEnergyTransferMode(Struct, frozen=True, gc=False):
    """Element AC_CPDReqEnergyTransferMode."""

    ev_maximum_charge_power: RationalNumberType
    ev_minimum_charge_power: RationalNumberType
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    ev_minimum_charge_power_l3: RationalNumberType | None = None


class AC_ChargeParameterDiscoveryRes(Struct, frozen=True, gc=False):
    """Element AC_ChargeParameterDiscoveryRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    ac_cpd_res_energy_transfer_mode: AC_CPDResEnergyTransferMode | BPT_AC_CPDResEnergyTransferMode


class AC_CPDResEnergyTransferMode(Struct, frozen=True, gc=False):
    """Element AC_CPDResEnergyTransferMode."""

    evse_maximum_charge_power: RationalNumberType
    evse_minimum_charge_power: RationalNumberType
    evse_nominal_frequency: RationalNumberType
    evse_maximum_charge_power_l2: RationalNumberType | None = None
    evse_maximum_charge_power_l3: RationalNumberType | None = None
    evse_minimum_charge_power_l2: RationalNumberType | None = None
    evse_minimum_charge_power_l3: RationalNumberType | None = None
    maximum_power_asymmetry: RationalNumberType | None = None
    evse_power_ramp_limitation: RationalNumberType | None = None
    evse_present_active_power: RationalNumberType | None = None
    evse_present_active_power_l2: RationalNumberType | None = None
    evse_present_active_power_l3: RationalNumberType | None = None


class AC_ChargeLoopReq(Struct, frozen=True, gc=False):
    """Element AC_ChargeLoopReq."""

    header: MessageHeaderType
    meter_info_requested: bool
    cl_req_control_mode: BPT_Dynamic_AC_CLReqControlMode | BPT_Scheduled_AC_CLReqControlMode | CLReqControlMode | Dynamic_AC_CLReqControlMode | Scheduled_AC_CLReqControlMode
    display_parameters: DisplayParametersType | None = None


class AC_ChargeLoopRes(Struct, frozen=True, gc=False):
    """Element AC_ChargeLoopRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    cl_res_control_mode: BPT_Dynamic_AC_CLResControlMode | BPT_Scheduled_AC_CLResControlMode | CLResControlMode | Dynamic_AC_CLResControlMode | Scheduled_AC_CLResControlMode
    evse_status: EVSEStatusType | None = None
    meter_info: MeterInfoType | None = None
    receipt: ReceiptType | None = None
    evse_target_frequency: RationalNumberType | None = None


class BPT_AC_CPDReqEnergyTransferMode(Struct, frozen=True, gc=False):
    """Element BPT_AC_CPDReqEnergyTransferMode."""

    ev_maximum_charge_power: RationalNumberType
    ev_minimum_charge_power: RationalNumberType
    ev_maximum_discharge_power: RationalNumberType
    ev_minimum_discharge_power: RationalNumberType
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    ev_maximum_discharge_power_l2: RationalNumberType | None = None
    ev_maximum_discharge_power_l3: RationalNumberType | None = None
    ev_minimum_discharge_power_l2: RationalNumberType | None = None
    ev_minimum_discharge_power_l3: RationalNumberType | None = None


class BPT_AC_CPDResEnergyTransferMode(Struct, frozen=True, gc=False):
    """Element BPT_AC_CPDResEnergyTransferMode."""

    evse_maximum_charge_power: RationalNumberType
    evse_minimum_charge_power: RationalNumberType
    evse_nominal_frequency: RationalNumberType
    evse_maximum_discharge_power: RationalNumberType
    evse_minimum_discharge_power: RationalNumberType
    evse_maximum_charge_power_l2: RationalNumberType | None = None
    evse_maximum_charge_power_l3: RationalNumberType | None = None
    evse_minimum_charge_power_l2: RationalNumberType | None = None
    evse_minimum_charge_power_l3: RationalNumberType | None = None
    maximum_power_asymmetry: RationalNumberType | None = None
    evse_power_ramp_limitation: RationalNumberType | None = None
    evse_present_active_power: RationalNumberType | None = None
    evse_present_active_power_l2: RationalNumberType | None = None
    evse_present_active_power_l3: RationalNumberType | None = None
    evse_maximum_discharge_power_l2: RationalNumberType | None = None
    evse_maximum_discharge_power_l3: RationalNumberType | None = None
    evse_minimum_discharge_power_l2: RationalNumberType | None = None
    evse_minimum_discharge_power_l3: RationalNumberType | None = None


class Scheduled_AC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Element Scheduled_AC_CLReqControlMode."""

    ev_present_active_power: RationalNumberType
    ev_target_energy_request: RationalNumberType | None = None
    ev_maximum_energy_request: RationalNumberType | None = None
    ev_minimum_energy_request: RationalNumberType | None = None
    ev_maximum_charge_power: RationalNumberType | None = None
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    ev_minimum_charge_power: RationalNumberType | None = None
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    ev_present_active_power_l2: RationalNumberType | None = None
    ev_present_active_power_l3: RationalNumberType | None = None
    ev_present_reactive_power: RationalNumberType | None = None
    ev_present_reactive_power_l2: RationalNumberType | None = None
    ev_present_reactive_power_l3: RationalNumberType | None = None


class Scheduled_AC_CLResControlMode(Struct, frozen=True, gc=False):
    """Element Scheduled_AC_CLResControlMode."""

    evse_target_active_power: RationalNumberType | None = None
    evse_target_active_power_l2: RationalNumberType | None = None
    evse_target_active_power_l3: RationalNumberType | None = None
    evse_target_reactive_power: RationalNumberType | None = None
    evse_target_reactive_power_l2: RationalNumberType | None = None
    evse_target_reactive_power_l3: RationalNumberType | None = None
    evse_present_active_power: RationalNumberType | None = None
    evse_present_active_power_l2: RationalNumberType | None = None
    evse_present_active_power_l3: RationalNumberType | None = None


class BPT_Scheduled_AC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Element BPT_Scheduled_AC_CLReqControlMode."""

    ev_present_active_power: RationalNumberType
    ev_target_energy_request: RationalNumberType | None = None
    ev_maximum_energy_request: RationalNumberType | None = None
    ev_minimum_energy_request: RationalNumberType | None = None
    ev_maximum_charge_power: RationalNumberType | None = None
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    ev_minimum_charge_power: RationalNumberType | None = None
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    ev_present_active_power_l2: RationalNumberType | None = None
    ev_present_active_power_l3: RationalNumberType | None = None
    ev_present_reactive_power: RationalNumberType | None = None
    ev_present_reactive_power_l2: RationalNumberType | None = None
    ev_present_reactive_power_l3: RationalNumberType | None = None
    ev_maximum_discharge_power: RationalNumberType | None = None
    ev_maximum_discharge_power_l2: RationalNumberType | None = None
    ev_maximum_discharge_power_l3: RationalNumberType | None = None
    ev_minimum_discharge_power: RationalNumberType | None = None
    ev_minimum_discharge_power_l2: RationalNumberType | None = None
    ev_minimum_discharge_power_l3: RationalNumberType | None = None


class BPT_Scheduled_AC_CLResControlMode(Struct, frozen=True, gc=False):
    """Element BPT_Scheduled_AC_CLResControlMode."""

    evse_target_active_power: RationalNumberType | None = None
    evse_target_active_power_l2: RationalNumberType | None = None
    evse_target_active_power_l3: RationalNumberType | None = None
    evse_target_reactive_power: RationalNumberType | None = None
    evse_target_reactive_power_l2: RationalNumberType | None = None
    evse_target_reactive_power_l3: RationalNumberType | None = None
    evse_present_active_power: RationalNumberType | None = None
    evse_present_active_power_l2: RationalNumberType | None = None
    evse_present_active_power_l3: RationalNumberType | None = None


class Dynamic_AC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Element Dynamic_AC_CLReqControlMode."""

    ev_target_energy_request: RationalNumberType
    ev_maximum_energy_request: RationalNumberType
    ev_minimum_energy_request: RationalNumberType
    ev_maximum_charge_power: RationalNumberType
    ev_minimum_charge_power: RationalNumberType
    ev_present_active_power: RationalNumberType
    ev_present_reactive_power: RationalNumberType
    departure_time: int | None = None
    """[0 to 4294967295]"""
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    ev_present_active_power_l2: RationalNumberType | None = None
    ev_present_active_power_l3: RationalNumberType | None = None
    ev_present_reactive_power_l2: RationalNumberType | None = None
    ev_present_reactive_power_l3: RationalNumberType | None = None


class Dynamic_AC_CLResControlMode(Struct, frozen=True, gc=False):
    """Element Dynamic_AC_CLResControlMode."""

    evse_target_active_power: RationalNumberType
    departure_time: int | None = None
    """[0 to 4294967295]"""
    minimum_soc: int | None = None
    """[0 to 100]"""
    target_soc: int | None = None
    """[0 to 100]"""
    ack_max_delay: int | None = None
    """[0 to 65535]"""
    evse_target_active_power_l2: RationalNumberType | None = None
    evse_target_active_power_l3: RationalNumberType | None = None
    evse_target_reactive_power: RationalNumberType | None = None
    evse_target_reactive_power_l2: RationalNumberType | None = None
    evse_target_reactive_power_l3: RationalNumberType | None = None
    evse_present_active_power: RationalNumberType | None = None
    evse_present_active_power_l2: RationalNumberType | None = None
    evse_present_active_power_l3: RationalNumberType | None = None


class BPT_Dynamic_AC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Element BPT_Dynamic_AC_CLReqControlMode."""

    ev_target_energy_request: RationalNumberType
    ev_maximum_energy_request: RationalNumberType
    ev_minimum_energy_request: RationalNumberType
    ev_maximum_charge_power: RationalNumberType
    ev_minimum_charge_power: RationalNumberType
    ev_present_active_power: RationalNumberType
    ev_present_reactive_power: RationalNumberType
    ev_maximum_discharge_power: RationalNumberType
    ev_minimum_discharge_power: RationalNumberType
    departure_time: int | None = None
    """[0 to 4294967295]"""
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    ev_present_active_power_l2: RationalNumberType | None = None
    ev_present_active_power_l3: RationalNumberType | None = None
    ev_present_reactive_power_l2: RationalNumberType | None = None
    ev_present_reactive_power_l3: RationalNumberType | None = None
    ev_maximum_discharge_power_l2: RationalNumberType | None = None
    ev_maximum_discharge_power_l3: RationalNumberType | None = None
    ev_minimum_discharge_power_l2: RationalNumberType | None = None
    ev_minimum_discharge_power_l3: RationalNumberType | None = None
    ev_maximum_v2_x_energy_request: RationalNumberType | None = None
    ev_minimum_v2_x_energy_request: RationalNumberType | None = None


class BPT_Dynamic_AC_CLResControlMode(Struct, frozen=True, gc=False):
    """Element BPT_Dynamic_AC_CLResControlMode."""

    evse_target_active_power: RationalNumberType
    departure_time: int | None = None
    """[0 to 4294967295]"""
    minimum_soc: int | None = None
    """[0 to 100]"""
    target_soc: int | None = None
    """[0 to 100]"""
    ack_max_delay: int | None = None
    """[0 to 65535]"""
    evse_target_active_power_l2: RationalNumberType | None = None
    evse_target_active_power_l3: RationalNumberType | None = None
    evse_target_reactive_power: RationalNumberType | None = None
    evse_target_reactive_power_l2: RationalNumberType | None = None
    evse_target_reactive_power_l3: RationalNumberType | None = None
    evse_present_active_power: RationalNumberType | None = None
    evse_present_active_power_l2: RationalNumberType | None = None
    evse_present_active_power_l3: RationalNumberType | None = None

