# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

"""Message classes of iso20_acdp. What names no requirement as its source rests on general knowledge."""

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


class cpStatusType(StrEnum):
    """Control pilot state as the vehicle sees it."""
    StateA = 'StateA'
    """Not connected."""
    StateB = 'StateB'
    """Connected, not ready for energy."""
    StateC = 'StateC'
    """Ready for energy."""
    StateD = 'StateD'
    """Ready for energy, with ventilation."""
    StateE = 'StateE'
    """Fault of the pilot."""


class errorCodeType(StrEnum):
    """Fault of the vehicle."""
    OK_NoEVError = 'OK_NoEVError'
    """No fault."""
    FAILED = 'FAILED'
    """A fault without a code of its own."""
    FAILED_EmergencyEvent = 'FAILED_EmergencyEvent'
    """The driver or the vehicle has called an emergency."""
    FAILED_Breaker = 'FAILED_Breaker'
    """A breaker of the vehicle has opened or failed."""
    FAILED_RESSTemperatureInhibit = 'FAILED_RESSTemperatureInhibit'
    """The battery is too hot or too cold."""
    FAILED_RESS = 'FAILED_RESS'
    """The battery has a fault."""
    FAILED_ChargingCurrentDifferential = 'FAILED_ChargingCurrentDifferential'
    """The current differs too much from the target."""
    FAILED_ChargingVoltageOutOfRange = 'FAILED_ChargingVoltageOutOfRange'
    """The voltage is outside the battery's range."""
    FAILED_Reserved1 = 'FAILED_Reserved1'
    """Reserved."""
    FAILED_Reserved2 = 'FAILED_Reserved2'
    """Reserved."""


class electricalChargingDeviceStatusType(StrEnum):
    """Control pilot state of a charging device."""
    State_A = 'State_A'
    """Not connected."""
    State_B = 'State_B'
    """Connected, not ready for energy."""
    State_C = 'State_C'
    """Ready for energy."""
    State_D = 'State_D'
    """Ready for energy, with ventilation."""


class mechanicalChargingDeviceStatusType(StrEnum):
    """Where the moving part of the charging device is."""
    Home = 'Home'
    """In its resting place."""
    Moving = 'Moving'
    """On its way, in either direction."""
    EndPosition = 'EndPosition'
    """In contact with the vehicle."""


class isolationStatusType(StrEnum):
    """Result of the insulation test."""
    Invalid = 'Invalid'
    """Not tested yet, or no valid result."""
    Safe = 'Safe'
    """Insulation is good."""
    Warning = 'Warning'
    """Insulation is weak; charging is allowed."""
    Fault = 'Fault'
    """Insulation is bad; no charging."""


class ACDP_VehiclePositioningReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks whether the vehicle stands in reach of the charging device; repeated until it does."""

    header: MessageHeaderType
    """Session, time and signature."""
    ev_mobility_status: bool
    """True while the vehicle can move, false when it stands."""
    ev_positioning_support: bool
    """True if the EV can use the station's guidance."""


class ACDP_VehiclePositioningRes(Struct, frozen=True, gc=False):
    """SECC → EV. Guides the vehicle below the charging device."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_processing: processingType
    """Ongoing until the vehicle is in position, then Finished."""
    evse_positioning_support: bool
    """True if the station can measure the position."""
    ev_relative_x_deviation: int
    """Deviation along the vehicle from the ideal position. Unit: mm. Range: -32768 to 32767. [-32768 to 32767]"""
    ev_relative_y_deviation: int
    """Deviation across the vehicle from the ideal position. Unit: mm. Range: -32768 to 32767. [-32768 to 32767]"""
    contact_window_xc: int
    """Size of the reachable window along the vehicle. Unit: mm. Range: -32768 to 32767. [-32768 to 32767]"""
    contact_window_yc: int
    """Size of the reachable window across the vehicle. Unit: mm. Range: -32768 to 32767. [-32768 to 32767]"""
    ev_in_charge_position: bool
    """True if the vehicle stands where the device can reach it."""


class ACDP_ConnectReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks to bring the charging device into contact; repeated while the station answers Ongoing."""

    header: MessageHeaderType
    """Session, time and signature."""
    ev_electrical_charging_device_status: electricalChargingDeviceStatusType
    """Control pilot state of the vehicle's side."""


class ACDP_ConnectRes(Struct, frozen=True, gc=False):
    """SECC → EV. Progress of the contact."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_processing: processingType
    """Ongoing while the device moves, Finished when it has arrived."""
    evse_electrical_charging_device_status: electricalChargingDeviceStatusType
    """Control pilot state of the station's side."""
    evse_mechanical_charging_device_status: mechanicalChargingDeviceStatusType
    """Where the moving part of the device is."""


class ACDP_DisconnectReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks to take the charging device away after the charge; repeated while the station answers Ongoing. Same content as
    ACDP_ConnectReq.
    """

    header: MessageHeaderType
    """Session, time and signature."""
    ev_electrical_charging_device_status: electricalChargingDeviceStatusType
    """Control pilot state of the vehicle's side."""


class ACDP_DisconnectRes(Struct, frozen=True, gc=False):
    """SECC → EV. Progress of the retreat; Finished when the device is home. Same content as ACDP_ConnectRes."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_processing: processingType
    """Ongoing while the device moves, Finished when it has arrived."""
    evse_electrical_charging_device_status: electricalChargingDeviceStatusType
    """Control pilot state of the station's side."""
    evse_mechanical_charging_device_status: mechanicalChargingDeviceStatusType
    """Where the moving part of the device is."""


class ACDP_SystemStatusReq(Struct, frozen=True, gc=False):
    """EV → SECC. Exchanges states at any time after the choice of services, beside the charge. Payload type 0x8103."""

    header: MessageHeaderType
    """Session, time and signature."""
    ev_technical_status: EVTechnicalStatusType
    """State of the vehicle."""


class ACDP_SystemStatusRes(Struct, frozen=True, gc=False):
    """SECC → EV. State of the station."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_mechanical_charging_device_status: mechanicalChargingDeviceStatusType
    """Where the moving part of the device is."""
    evse_ready_to_charge: bool
    """True if the station can deliver energy."""
    evse_isolation_status: isolationStatusType
    """Result of the insulation test."""
    evse_disabled: bool
    """True if the operator has disabled the station."""
    evse_utility_interrupt_event: bool
    """True if the grid interrupts the charge."""
    evse_emergency_shutdown: bool
    """True if an emergency stop has cut the power."""
    evse_malfunction: bool
    """True if the station has a fault."""
    ev_in_charge_position: bool
    """True if the vehicle stands where the device can reach it."""
    ev_association_status: bool
    """True if the vehicle at the device is the one of this session."""


class EVTechnicalStatusType(Struct, frozen=True, gc=False):
    """State of a vehicle at an automated charging device."""

    ev_ready_to_charge: bool
    """True if the vehicle is ready for energy."""
    ev_immobilization_request: bool
    """True if the vehicle asks to be kept from moving."""
    ev_immobilized: bool | None = None
    """True if the vehicle cannot move."""
    evwlan_strength: RationalNumberType | None = None
    """Strength of the wireless signal at the vehicle."""
    evcp_status: cpStatusType | None = None
    """Control pilot state as the vehicle sees it."""
    evsoc: int | None = None
    """State of charge of the battery. Unit: %. Range: 0 to 100. [0 to 100]"""
    ev_error_code: errorCodeType | None = None
    """Fault of the vehicle."""
    ev_timeout: bool | None = None
    """True if a timer of the vehicle has run out."""

