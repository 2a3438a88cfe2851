# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

from __future__ import annotations

from enum import StrEnum

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
    "ACDP_ConnectReq",
    "ACDP_ConnectRes",
    "ACDP_DisconnectReq",
    "ACDP_DisconnectRes",
    "ACDP_SystemStatusReq",
    "ACDP_SystemStatusRes",
    "ACDP_VehiclePositioningReq",
    "ACDP_VehiclePositioningRes",
    "CLReqControlMode",
    "CLResControlMode",
    "CanonicalizationMethod",
    "DSAKeyValue",
    "DetailedCostType",
    "DetailedTaxType",
    "DigestMethod",
    "DigestValue",
    "DisplayParametersType",
    "EVSEStatusType",
    "EVTechnicalStatusType",
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
    "cpStatusType",
    "electricalChargingDeviceStatusType",
    "errorCodeType",
    "evseNotificationType",
    "isolationStatusType",
    "mechanicalChargingDeviceStatusType",
    "processingType",
    "responseCodeType",
]


class electricalChargingDeviceStatusType(StrEnum):
    """Values of electricalChargingDeviceStatusType."""
    State_A = 'State_A'
    State_B = 'State_B'
    State_C = 'State_C'
    State_D = 'State_D'


class mechanicalChargingDeviceStatusType(StrEnum):
    """Values of mechanicalChargingDeviceStatusType."""
    Home = 'Home'
    Moving = 'Moving'
    EndPosition = 'EndPosition'


class cpStatusType(StrEnum):
    """Values of cpStatusType."""
    StateA = 'StateA'
    StateB = 'StateB'
    StateC = 'StateC'
    StateD = 'StateD'
    StateE = 'StateE'


class errorCodeType(StrEnum):
    """Values of errorCodeType."""
    OK_NoEVError = 'OK_NoEVError'
    FAILED = 'FAILED'
    FAILED_EmergencyEvent = 'FAILED_EmergencyEvent'
    FAILED_Breaker = 'FAILED_Breaker'
    FAILED_RESSTemperatureInhibit = 'FAILED_RESSTemperatureInhibit'
    FAILED_RESS = 'FAILED_RESS'
    FAILED_ChargingCurrentDifferential = 'FAILED_ChargingCurrentDifferential'
    FAILED_ChargingVoltageOutOfRange = 'FAILED_ChargingVoltageOutOfRange'
    FAILED_Reserved1 = 'FAILED_Reserved1'
    FAILED_Reserved2 = 'FAILED_Reserved2'


class isolationStatusType(StrEnum):
    """Values of isolationStatusType."""
    Invalid = 'Invalid'
    Safe = 'Safe'
    Warning = 'Warning'
    Fault = 'Fault'


class ACDP_VehiclePositioningReq(Struct, frozen=True, gc=False):
    """Element ACDP_VehiclePositioningReq."""

    header: MessageHeaderType
    ev_mobility_status: bool
    ev_positioning_support: bool


class ACDP_VehiclePositioningRes(Struct, frozen=True, gc=False):
    """Element ACDP_VehiclePositioningRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_processing: processingType
    evse_positioning_support: bool
    ev_relative_x_deviation: int
    """[-32768 to 32767]"""
    ev_relative_y_deviation: int
    """[-32768 to 32767]"""
    contact_window_xc: int
    """[-32768 to 32767]"""
    contact_window_yc: int
    """[-32768 to 32767]"""
    ev_in_charge_position: bool


class ACDP_ConnectReq(Struct, frozen=True, gc=False):
    """Element ACDP_ConnectReq."""

    header: MessageHeaderType
    ev_electrical_charging_device_status: electricalChargingDeviceStatusType


class ACDP_ConnectRes(Struct, frozen=True, gc=False):
    """Element ACDP_ConnectRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_processing: processingType
    evse_electrical_charging_device_status: electricalChargingDeviceStatusType
    evse_mechanical_charging_device_status: mechanicalChargingDeviceStatusType


class ACDP_DisconnectReq(Struct, frozen=True, gc=False):
    """Element ACDP_DisconnectReq."""

    header: MessageHeaderType
    ev_electrical_charging_device_status: electricalChargingDeviceStatusType


class ACDP_DisconnectRes(Struct, frozen=True, gc=False):
    """Element ACDP_DisconnectRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_processing: processingType
    evse_electrical_charging_device_status: electricalChargingDeviceStatusType
    evse_mechanical_charging_device_status: mechanicalChargingDeviceStatusType


class ACDP_SystemStatusReq(Struct, frozen=True, gc=False):
    """Element ACDP_SystemStatusReq."""

    header: MessageHeaderType
    ev_technical_status: EVTechnicalStatusType


class ACDP_SystemStatusRes(Struct, frozen=True, gc=False):
    """Element ACDP_SystemStatusRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_mechanical_charging_device_status: mechanicalChargingDeviceStatusType
    evse_ready_to_charge: bool
    evse_isolation_status: isolationStatusType
    evse_disabled: bool
    evse_utility_interrupt_event: bool
    evse_emergency_shutdown: bool
    evse_malfunction: bool
    ev_in_charge_position: bool
    ev_association_status: bool


class EVTechnicalStatusType(Struct, frozen=True, gc=False):
    """Type EVTechnicalStatusType."""

    ev_ready_to_charge: bool
    ev_immobilization_request: bool
    ev_immobilized: bool | None = None
    evwlan_strength: RationalNumberType | None = None
    evcp_status: cpStatusType | None = None
    evsoc: int | None = None
    """[0 to 100]"""
    ev_error_code: errorCodeType | None = None
    ev_timeout: bool | None = None

