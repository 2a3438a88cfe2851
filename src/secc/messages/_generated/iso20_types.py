# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

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
    "evseNotificationType",
    "processingType",
    "responseCodeType",
]


class responseCodeType(StrEnum):
    """Values of responseCodeType."""
    OK = 'OK'
    OK_CertificateExpiresSoon = 'OK_CertificateExpiresSoon'
    OK_NewSessionEstablished = 'OK_NewSessionEstablished'
    OK_OldSessionJoined = 'OK_OldSessionJoined'
    OK_PowerToleranceConfirmed = 'OK_PowerToleranceConfirmed'
    WARNING_AuthorizationSelectionInvalid = 'WARNING_AuthorizationSelectionInvalid'
    WARNING_CertificateExpired = 'WARNING_CertificateExpired'
    WARNING_CertificateNotYetValid = 'WARNING_CertificateNotYetValid'
    WARNING_CertificateRevoked = 'WARNING_CertificateRevoked'
    WARNING_CertificateValidationError = 'WARNING_CertificateValidationError'
    WARNING_ChallengeInvalid = 'WARNING_ChallengeInvalid'
    WARNING_EIMAuthorizationFailure = 'WARNING_EIMAuthorizationFailure'
    WARNING_eMSPUnknown = 'WARNING_eMSPUnknown'
    WARNING_EVPowerProfileViolation = 'WARNING_EVPowerProfileViolation'
    WARNING_GeneralPnCAuthorizationError = 'WARNING_GeneralPnCAuthorizationError'
    WARNING_NoCertificateAvailable = 'WARNING_NoCertificateAvailable'
    WARNING_NoContractMatchingPCIDFound = 'WARNING_NoContractMatchingPCIDFound'
    WARNING_PowerToleranceNotConfirmed = 'WARNING_PowerToleranceNotConfirmed'
    WARNING_ScheduleRenegotiationFailed = 'WARNING_ScheduleRenegotiationFailed'
    WARNING_StandbyNotAllowed = 'WARNING_StandbyNotAllowed'
    WARNING_WPT = 'WARNING_WPT'
    FAILED = 'FAILED'
    FAILED_AssociationError = 'FAILED_AssociationError'
    FAILED_ContactorError = 'FAILED_ContactorError'
    FAILED_EVPowerProfileInvalid = 'FAILED_EVPowerProfileInvalid'
    FAILED_EVPowerProfileViolation = 'FAILED_EVPowerProfileViolation'
    FAILED_MeteringSignatureNotValid = 'FAILED_MeteringSignatureNotValid'
    FAILED_NoEnergyTransferServiceSelected = 'FAILED_NoEnergyTransferServiceSelected'
    FAILED_NoServiceRenegotiationSupported = 'FAILED_NoServiceRenegotiationSupported'
    FAILED_PauseNotAllowed = 'FAILED_PauseNotAllowed'
    FAILED_PowerDeliveryNotApplied = 'FAILED_PowerDeliveryNotApplied'
    FAILED_PowerToleranceNotConfirmed = 'FAILED_PowerToleranceNotConfirmed'
    FAILED_ScheduleRenegotiation = 'FAILED_ScheduleRenegotiation'
    FAILED_ScheduleSelectionInvalid = 'FAILED_ScheduleSelectionInvalid'
    FAILED_SequenceError = 'FAILED_SequenceError'
    FAILED_ServiceIDInvalid = 'FAILED_ServiceIDInvalid'
    FAILED_ServiceSelectionInvalid = 'FAILED_ServiceSelectionInvalid'
    FAILED_SignatureError = 'FAILED_SignatureError'
    FAILED_UnknownSession = 'FAILED_UnknownSession'
    FAILED_WrongChargeParameter = 'FAILED_WrongChargeParameter'


class evseNotificationType(StrEnum):
    """Values of evseNotificationType."""
    Pause = 'Pause'
    ExitStandby = 'ExitStandby'
    Terminate = 'Terminate'
    ScheduleRenegotiation = 'ScheduleRenegotiation'
    ServiceRenegotiation = 'ServiceRenegotiation'
    MeteringConfirmation = 'MeteringConfirmation'


class processingType(StrEnum):
    """Values of processingType."""
    Finished = 'Finished'
    Ongoing = 'Ongoing'
    Ongoing_WaitingForCustomerInteraction = 'Ongoing_WaitingForCustomerInteraction'


class CLReqControlMode(Struct, frozen=True, gc=False):
    """Element CLReqControlMode."""


class CLResControlMode(Struct, frozen=True, gc=False):
    """Element CLResControlMode."""


class MessageHeaderType(Struct, frozen=True, gc=False):
    """Type MessageHeaderType."""

    session_id: bytes
    """[8 octets]"""
    time_stamp: int
    """[0 to 18446744073709551615]"""
    signature: Signature | None = None


class RationalNumberType(Struct, frozen=True, gc=False):
    """Type RationalNumberType."""

    exponent: int
    """[-128 to 127]"""
    value: int
    """[-32768 to 32767]"""


class DisplayParametersType(Struct, frozen=True, gc=False):
    """Type DisplayParametersType."""

    present_soc: int | None = None
    """[0 to 100]"""
    minimum_soc: int | None = None
    """[0 to 100]"""
    target_soc: int | None = None
    """[0 to 100]"""
    maximum_soc: int | None = None
    """[0 to 100]"""
    remaining_time_to_minimum_soc: int | None = None
    """[0 to 4294967295]"""
    remaining_time_to_target_soc: int | None = None
    """[0 to 4294967295]"""
    remaining_time_to_maximum_soc: int | None = None
    """[0 to 4294967295]"""
    charging_complete: bool | None = None
    battery_energy_capacity: RationalNumberType | None = None
    inlet_hot: bool | None = None


class EVSEStatusType(Struct, frozen=True, gc=False):
    """Type EVSEStatusType."""

    notification_max_delay: int
    """[0 to 65535]"""
    evse_notification: evseNotificationType


class MeterInfoType(Struct, frozen=True, gc=False):
    """Type MeterInfoType."""

    meter_id: str
    """[0 to 32 characters]"""
    charged_energy_reading_wh: int
    """[0 to 18446744073709551615]"""
    bpt_discharged_energy_reading_wh: int | None = None
    """[0 to 18446744073709551615]"""
    capacitive_energy_reading_varh: int | None = None
    """[0 to 18446744073709551615]"""
    bpt_inductive_energy_reading_varh: int | None = None
    """[0 to 18446744073709551615]"""
    meter_signature: bytes | None = None
    """[0 to 64 octets]"""
    meter_status: int | None = None
    """[-32768 to 32767]"""
    meter_timestamp: int | None = None
    """[0 to 18446744073709551615]"""


class DetailedCostType(Struct, frozen=True, gc=False):
    """Type DetailedCostType."""

    amount: RationalNumberType
    cost_per_unit: RationalNumberType


class DetailedTaxType(Struct, frozen=True, gc=False):
    """Type DetailedTaxType."""

    tax_rule_id: int
    """[1 to 4294967295]"""
    amount: RationalNumberType


class ReceiptType(Struct, frozen=True, gc=False):
    """Type ReceiptType."""

    time_anchor: int
    """[0 to 18446744073709551615]"""
    energy_costs: DetailedCostType | None = None
    occupancy_costs: DetailedCostType | None = None
    additional_services_costs: DetailedCostType | None = None
    overstay_costs: DetailedCostType | None = None
    tax_costs: tuple[DetailedTaxType, ...] = ()
    """[0 to 10 items]"""


class ListOfRootCertificateIDsType(Struct, frozen=True, gc=False):
    """Type ListOfRootCertificateIDsType."""

    root_certificate_id: tuple[X509IssuerSerialType, ...]
    """[1 to 20 items]"""

