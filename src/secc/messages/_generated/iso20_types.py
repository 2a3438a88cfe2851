# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

"""Message classes of iso20_types. What names no requirement as its source rests on general knowledge."""

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
    """Outcome of a request. OK codes are success, WARNING codes name a problem the session survives, FAILED codes end it."""
    OK = 'OK'
    """The request was accepted."""
    OK_CertificateExpiresSoon = 'OK_CertificateExpiresSoon'
    """Accepted, but the contract certificate expires soon; a new one should be installed."""
    OK_NewSessionEstablished = 'OK_NewSessionEstablished'
    """A new session was opened; SessionSetupRes only."""
    OK_OldSessionJoined = 'OK_OldSessionJoined'
    """A paused session was resumed; SessionSetupRes only. Source: V2G20-2622 V2G20-2623."""
    OK_PowerToleranceConfirmed = 'OK_PowerToleranceConfirmed'
    """The power profile and the agreed tolerance were accepted; PowerDeliveryRes only."""
    WARNING_AuthorizationSelectionInvalid = 'WARNING_AuthorizationSelectionInvalid'
    """An authorization service was selected that was not offered. Source: V2G20-2226."""
    WARNING_CertificateExpired = 'WARNING_CertificateExpired'
    """A certificate's validity is over."""
    WARNING_CertificateNotYetValid = 'WARNING_CertificateNotYetValid'
    """A certificate's validity has not begun."""
    WARNING_CertificateRevoked = 'WARNING_CertificateRevoked'
    """A certificate has been revoked."""
    WARNING_CertificateValidationError = 'WARNING_CertificateValidationError'
    """A certificate chain cannot be verified."""
    WARNING_ChallengeInvalid = 'WARNING_ChallengeInvalid'
    """The challenge of the request differs from the one issued. Source: V2G20-2565."""
    WARNING_EIMAuthorizationFailure = 'WARNING_EIMAuthorizationFailure'
    """External identification was rejected, cancelled or timed out; the EV may try again. Source: V2G20-2219 V2G20-2230."""
    WARNING_eMSPUnknown = 'WARNING_eMSPUnknown'
    """The mobility provider of the contract is not known here."""
    WARNING_EVPowerProfileViolation = 'WARNING_EVPowerProfileViolation'
    """The EV draws or plans more power than the schedule allows; tolerated for now. Source: V2G20-1864."""
    WARNING_GeneralPnCAuthorizationError = 'WARNING_GeneralPnCAuthorizationError'
    """The contract was refused for a reason without a code of its own."""
    WARNING_NoCertificateAvailable = 'WARNING_NoCertificateAvailable'
    """No contract certificate can be delivered."""
    WARNING_NoContractMatchingPCIDFound = 'WARNING_NoContractMatchingPCIDFound'
    """No contract belongs to this vehicle's provisioning certificate."""
    WARNING_PowerToleranceNotConfirmed = 'WARNING_PowerToleranceNotConfirmed'
    """The EV did not agree to the power tolerance; the session goes on without it."""
    WARNING_ScheduleRenegotiationFailed = 'WARNING_ScheduleRenegotiationFailed'
    """No new schedule was agreed; the old one stays valid."""
    WARNING_StandbyNotAllowed = 'WARNING_StandbyNotAllowed'
    """The station does not support standby."""
    WARNING_WPT = 'WARNING_WPT'
    """A wireless power device reports a problem that does not end the session."""
    FAILED = 'FAILED'
    """The request was refused for a reason without a code of its own."""
    FAILED_AssociationError = 'FAILED_AssociationError'
    """The EV at the charging device is not the EV of this session."""
    FAILED_ContactorError = 'FAILED_ContactorError'
    """A contactor or the contacting device did not close or open."""
    FAILED_EVPowerProfileInvalid = 'FAILED_EVPowerProfileInvalid'
    """The power profile is missing, malformed or of the wrong control mode."""
    FAILED_EVPowerProfileViolation = 'FAILED_EVPowerProfileViolation'
    """The EV draws or plans more power than the schedule allows. Source: V2G20-1864."""
    FAILED_MeteringSignatureNotValid = 'FAILED_MeteringSignatureNotValid'
    """The metering confirmation is wrongly signed or differs from the reading sent."""
    FAILED_NoEnergyTransferServiceSelected = 'FAILED_NoEnergyTransferServiceSelected'
    """The selection names no energy transfer service. Source: V2G20-1618."""
    FAILED_NoServiceRenegotiationSupported = 'FAILED_NoServiceRenegotiationSupported'
    """The EV asked to choose services anew, which the station does not support. Source: V2G20-1956."""
    FAILED_PauseNotAllowed = 'FAILED_PauseNotAllowed'
    """The session must not be paused now."""
    FAILED_PowerDeliveryNotApplied = 'FAILED_PowerDeliveryNotApplied'
    """The station cannot deliver energy."""
    FAILED_PowerToleranceNotConfirmed = 'FAILED_PowerToleranceNotConfirmed'
    """The EV did not agree to the power tolerance on which the schedule depends."""
    FAILED_ScheduleRenegotiation = 'FAILED_ScheduleRenegotiation'
    """The schedule renegotiation failed and the session cannot go on."""
    FAILED_ScheduleSelectionInvalid = 'FAILED_ScheduleSelectionInvalid'
    """The selected schedule tuple was not offered."""
    FAILED_SequenceError = 'FAILED_SequenceError'
    """The request is not allowed in the present state of the session. Source: V2G20-459."""
    FAILED_ServiceIDInvalid = 'FAILED_ServiceIDInvalid'
    """Details were asked of a service that was not offered. Source: V2G20-425 V2G20-464."""
    FAILED_ServiceSelectionInvalid = 'FAILED_ServiceSelectionInvalid'
    """A service or parameter set was selected that was not offered. Source: V2G20-433 V2G20-467."""
    FAILED_SignatureError = 'FAILED_SignatureError'
    """The signature of a certificate installation request is missing or does not verify."""
    FAILED_UnknownSession = 'FAILED_UnknownSession'
    """The SessionID of the request is not that of the running session. Source: V2G20-460."""
    FAILED_WrongChargeParameter = 'FAILED_WrongChargeParameter'
    """The charge parameters do not suit the selected service or contradict the station's limits. Source: V2G20-1619 V2G20-2272."""


class processingType(StrEnum):
    """Progress of the sender's work."""
    Finished = 'Finished'
    """The work is done; the next message follows."""
    Ongoing = 'Ongoing'
    """More time is needed; the exchange is repeated. An EV gives up after 60 s of waiting for a station."""
    Ongoing_WaitingForCustomerInteraction = 'Ongoing_WaitingForCustomerInteraction'
    """The customer has to act at the station; the exchange is repeated."""


class evseNotificationType(StrEnum):
    """What the station asks of the EV."""
    Pause = 'Pause'
    """Stop power and pause the session."""
    ExitStandby = 'ExitStandby'
    """Leave standby and start power again."""
    Terminate = 'Terminate'
    """Stop power and end the session; 0 as NotificationMaxDelay means at once."""
    ScheduleRenegotiation = 'ScheduleRenegotiation'
    """Fetch new schedules while power flows on."""
    ServiceRenegotiation = 'ServiceRenegotiation'
    """Stop power and choose services anew, within the session. Source: V2G20-1956."""
    MeteringConfirmation = 'MeteringConfirmation'
    """Sign the meter reading of this response. Source: V2G20-1083."""


class CLReqControlMode(Struct, frozen=True, gc=False):
    """Head that the control blocks of the charge loop requests substitute, one for each energy service and control mode. Never sent
    itself.
    """


class CLResControlMode(Struct, frozen=True, gc=False):
    """Head that the control blocks of the charge loop responses substitute, one for each energy service and control mode. Never sent
    itself.
    """


class MessageHeaderType(Struct, frozen=True, gc=False):
    """What every message carries besides its content."""

    session_id: bytes
    """Identifier of the session. Exactly 8 bytes, chosen by the station; all zero in the request that opens a new session. Source:
    V2G20-2106 V2G20-2621. [8 octets]
    """
    time_stamp: int
    """Clock of the sender. Unit: s since 1970-01-01 UTC. Range: 64 bits. A difference between the clocks is no reason to refuse a
    message. [0 to 18446744073709551615]
    """
    signature: Signature | None = None
    """Signature over one element of the message; only where Plug and Charge demands it."""


class RationalNumberType(Struct, frozen=True, gc=False):
    """A number with a power of ten: Value × 10^Exponent, in the unit of the field that has this type."""

    exponent: int
    """Power of ten. Range: -128 to 127. [-128 to 127]"""
    value: int
    """Number before scaling. Range: -32768 to 32767. [-32768 to 32767]"""


class DetailedCostType(Struct, frozen=True, gc=False):
    """A cost with the price it was computed by."""

    amount: RationalNumberType
    """The cost, in the currency of the price schedule."""
    cost_per_unit: RationalNumberType
    """Price of one unit, in the currency of the price schedule."""


class DetailedTaxType(Struct, frozen=True, gc=False):
    """The tax due by one tax rule."""

    tax_rule_id: int
    """Number of the tax rule in the price schedule. Range: 1 to 4294967295. [1 to 4294967295]"""
    amount: RationalNumberType
    """The tax, in the currency of the price schedule."""


class DisplayParametersType(Struct, frozen=True, gc=False):
    """State of the battery as the EV knows it, for display at the station."""

    present_soc: int | None = None
    """State of charge now. Unit: %. Range: 0 to 100. [0 to 100]"""
    minimum_soc: int | None = None
    """State of charge the driver wants as soon as possible. Unit: %. Range: 0 to 100. [0 to 100]"""
    target_soc: int | None = None
    """State of charge the driver wants at departure. Unit: %. Range: 0 to 100. [0 to 100]"""
    maximum_soc: int | None = None
    """State of charge at which the EV stops charging. Unit: %. Range: 0 to 100. [0 to 100]"""
    remaining_time_to_minimum_soc: int | None = None
    """Estimated time until MinimumSOC. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    remaining_time_to_target_soc: int | None = None
    """Estimated time until TargetSOC. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    remaining_time_to_maximum_soc: int | None = None
    """Estimated time until MaximumSOC. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    charging_complete: bool | None = None
    """True when the EV takes no more energy."""
    battery_energy_capacity: RationalNumberType | None = None
    """Usable energy of the battery. Unit: Wh."""
    inlet_hot: bool | None = None
    """True if the EV's inlet is hot and power is reduced for it."""


class EVSEStatusType(Struct, frozen=True, gc=False):
    """What the station asks of the EV."""

    notification_max_delay: int
    """Time within which the EV shall act; for a pause it starts at 60 and counts down in the responses that follow. Unit: s. Range: 0
    to 65535. Source: V2G20-3308 V2G20-3318. [0 to 65535]
    """
    evse_notification: evseNotificationType
    """What the EV shall do."""


class MeterInfoType(Struct, frozen=True, gc=False):
    """A reading of the station's meter, counted over the service session and going on after a pause. Source: V2G20-902."""

    meter_id: str
    """Identifier of the meter. Up to 32 characters. [0 to 32 characters]"""
    charged_energy_reading_wh: int
    """Energy delivered to the EV. Unit: Wh. Range: 64 bits. [0 to 18446744073709551615]"""
    bpt_discharged_energy_reading_wh: int | None = None
    """Energy taken back from the EV. Unit: Wh. Range: 64 bits. [0 to 18446744073709551615]"""
    capacitive_energy_reading_varh: int | None = None
    """Capacitive reactive energy. Unit: varh. Range: 64 bits. [0 to 18446744073709551615]"""
    bpt_inductive_energy_reading_varh: int | None = None
    """Inductive reactive energy. Unit: varh. Range: 64 bits. [0 to 18446744073709551615]"""
    meter_signature: bytes | None = None
    """Signature of the meter over its reading, in the meter's own format. Up to 64 bytes. [0 to 64 octets]"""
    meter_status: int | None = None
    """Status word of the meter, in the meter's own coding. Range: -32768 to 32767. [-32768 to 32767]"""
    meter_timestamp: int | None = None
    """Time of the reading. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""


class ReceiptType(Struct, frozen=True, gc=False):
    """Costs of the session so far. Belongs to an absolute price schedule; energy costs need the meter reading of the same message.
    Source: V2G20-1919.
    """

    time_anchor: int
    """Moment to which the costs are computed. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""
    energy_costs: DetailedCostType | None = None
    """Costs of energy."""
    occupancy_costs: DetailedCostType | None = None
    """Costs of parking."""
    additional_services_costs: DetailedCostType | None = None
    """Costs of further services."""
    overstay_costs: DetailedCostType | None = None
    """Costs of staying on after the charge."""
    tax_costs: tuple[DetailedTaxType, ...] = ()
    """Taxes. 0 to 10 entries, one for each tax rule. [0 to 10 items]"""


class ListOfRootCertificateIDsType(Struct, frozen=True, gc=False):
    """Root certificates that the EV holds."""

    root_certificate_id: tuple[X509IssuerSerialType, ...]
    """Issuer name and serial number of one root certificate. 1 to 20 entries. [1 to 20 items]"""

