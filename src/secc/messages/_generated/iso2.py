# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

"""Message classes of iso2. What names no requirement as its source rests on general knowledge."""

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
    "AC_EVChargeParameter",
    "AC_EVSEChargeParameter",
    "AC_EVSEStatus",
    "AC_EVSEStatusType",
    "AuthorizationReq",
    "AuthorizationRes",
    "BodyElement",
    "BodyType",
    "CableCheckReq",
    "CableCheckRes",
    "CanonicalizationMethod",
    "CertificateChainType",
    "CertificateInstallationReq",
    "CertificateInstallationRes",
    "CertificateUpdateReq",
    "CertificateUpdateRes",
    "ChargeParameterDiscoveryReq",
    "ChargeParameterDiscoveryRes",
    "ChargeServiceType",
    "ChargingProfileType",
    "ChargingStatusReq",
    "ChargingStatusRes",
    "ConsumptionCostType",
    "ContractSignatureEncryptedPrivateKeyType",
    "CostType",
    "CurrentDemandReq",
    "CurrentDemandRes",
    "DC_EVChargeParameter",
    "DC_EVErrorCodeType",
    "DC_EVPowerDeliveryParameter",
    "DC_EVSEChargeParameter",
    "DC_EVSEStatus",
    "DC_EVSEStatusCodeType",
    "DC_EVSEStatusType",
    "DC_EVStatus",
    "DC_EVStatusType",
    "DSAKeyValue",
    "DiffieHellmanPublickeyType",
    "DigestMethod",
    "DigestValue",
    "EMAIDType",
    "EVChargeParameter",
    "EVPowerDeliveryParameter",
    "EVSEChargeParameter",
    "EVSENotificationType",
    "EVSEProcessingType",
    "EVSEStatus",
    "EVStatus",
    "EnergyTransferModeType",
    "Entry",
    "KeyInfo",
    "KeyName",
    "KeyValue",
    "ListOfRootCertificateIDsType",
    "Manifest",
    "MessageHeaderType",
    "MeterInfoType",
    "MeteringReceiptReq",
    "MeteringReceiptRes",
    "MgmtData",
    "NotificationType",
    "Object",
    "PGPData",
    "PMaxScheduleEntry",
    "PMaxScheduleType",
    "ParameterSetType",
    "ParameterType",
    "PaymentDetailsReq",
    "PaymentDetailsRes",
    "PaymentOptionListType",
    "PaymentServiceSelectionReq",
    "PaymentServiceSelectionRes",
    "PhysicalValueType",
    "PowerDeliveryReq",
    "PowerDeliveryRes",
    "PreChargeReq",
    "PreChargeRes",
    "ProfileEntryType",
    "RSAKeyValue",
    "Reference",
    "RelativeTimeInterval",
    "RetrievalMethod",
    "SAScheduleList",
    "SAScheduleTupleType",
    "SASchedules",
    "SPKIData",
    "SalesTariffEntry",
    "SalesTariffType",
    "SelectedServiceListType",
    "SelectedServiceType",
    "ServiceDetailReq",
    "ServiceDetailRes",
    "ServiceDiscoveryReq",
    "ServiceDiscoveryRes",
    "ServiceListType",
    "ServiceParameterListType",
    "ServiceType",
    "SessionSetupReq",
    "SessionSetupRes",
    "SessionStopReq",
    "SessionStopRes",
    "Signature",
    "SignatureMethod",
    "SignatureProperties",
    "SignatureProperty",
    "SignatureValue",
    "SignedInfo",
    "SubCertificatesType",
    "SupportedEnergyTransferModeType",
    "TimeInterval",
    "Transform",
    "Transforms",
    "V2G_Message",
    "WeldingDetectionReq",
    "WeldingDetectionRes",
    "X509Data",
    "X509IssuerSerialType",
    "chargeProgressType",
    "chargingSessionType",
    "costKindType",
    "faultCodeType",
    "isolationLevelType",
    "paymentOptionType",
    "responseCodeType",
    "serviceCategoryType",
    "unitSymbolType",
    "valueType",
]


class responseCodeType(StrEnum):
    """Outcome of a request. Codes that begin with OK let the session go on, all others end it."""
    OK = 'OK'
    """The request was accepted. Source: V2G2-457."""
    OK_NewSessionEstablished = 'OK_NewSessionEstablished'
    """A new session was opened; SessionSetupRes only. Source: V2G2-462."""
    OK_OldSessionJoined = 'OK_OldSessionJoined'
    """A paused session was resumed; SessionSetupRes only. Source: V2G2-463."""
    OK_CertificateExpiresSoon = 'OK_CertificateExpiresSoon'
    """The contract was accepted, but its certificate expires within 21 days; PaymentDetailsRes only. Source: V2G2-690."""
    FAILED = 'FAILED'
    """The request was refused for a reason without a code of its own. Source: V2G2-458."""
    FAILED_SequenceError = 'FAILED_SequenceError'
    """The request is not allowed in the present state of the session. Source: V2G2-459."""
    FAILED_ServiceIDInvalid = 'FAILED_ServiceIDInvalid'
    """Details were asked of a service that was not offered; ServiceDetailRes only. Source: V2G2-425 V2G2-464."""
    FAILED_UnknownSession = 'FAILED_UnknownSession'
    """The SessionID of the request is not that of the running session. Source: V2G2-460."""
    FAILED_ServiceSelectionInvalid = 'FAILED_ServiceSelectionInvalid'
    """A service was selected that was not offered; PaymentServiceSelectionRes only. Source: V2G2-467."""
    FAILED_PaymentSelectionInvalid = 'FAILED_PaymentSelectionInvalid'
    """A payment option was selected that was not offered; PaymentServiceSelectionRes only. Source: V2G2-465."""
    FAILED_CertificateExpired = 'FAILED_CertificateExpired'
    """A certificate is not valid at this time. Source: V2G2-824."""
    FAILED_SignatureError = 'FAILED_SignatureError'
    """The signature of the request is missing or does not verify."""
    FAILED_NoCertificateAvailable = 'FAILED_NoCertificateAvailable'
    """No contract certificate can be delivered, or no usable root certificate is at hand."""
    FAILED_CertChainError = 'FAILED_CertChainError'
    """The certificate chain cannot be verified, is out of order or belongs to another hierarchy."""
    FAILED_ChallengeInvalid = 'FAILED_ChallengeInvalid'
    """The challenge in AuthorizationReq is missing or differs from the one sent. Source: V2G2-475 V2G2-697."""
    FAILED_ContractCanceled = 'FAILED_ContractCanceled'
    """The mobility operator no longer honours the contract."""
    FAILED_WrongChargeParameter = 'FAILED_WrongChargeParameter'
    """The charge parameters do not suit the energy mode or contradict the station's limits; ChargeParameterDiscoveryRes only. Source:
    V2G2-477.
    """
    FAILED_PowerDeliveryNotApplied = 'FAILED_PowerDeliveryNotApplied'
    """The station cannot deliver energy; PowerDeliveryRes only. Source: V2G2-480."""
    FAILED_TariffSelectionInvalid = 'FAILED_TariffSelectionInvalid'
    """The selected schedule tuple was not offered; PowerDeliveryRes only. Source: V2G2-479."""
    FAILED_ChargingProfileInvalid = 'FAILED_ChargingProfileInvalid'
    """The charging profile exceeds the selected power schedule; PowerDeliveryRes only. Source: V2G2-224 V2G2-225 V2G2-293 V2G2-478
    V2G2-761.
    """
    FAILED_MeteringSignatureNotValid = 'FAILED_MeteringSignatureNotValid'
    """The metering receipt is wrongly signed or differs from the reading sent; MeteringReceiptRes only. Source: V2G2-481."""
    FAILED_NoChargeServiceSelected = 'FAILED_NoChargeServiceSelected'
    """The selection lacks the charge service; PaymentServiceSelectionRes only. Source: V2G2-804."""
    FAILED_WrongEnergyTransferMode = 'FAILED_WrongEnergyTransferMode'
    """The energy transfer mode was not offered; ChargeParameterDiscoveryRes only. Source: V2G2-476."""
    FAILED_ContactorError = 'FAILED_ContactorError'
    """The contactor did not close or open; PowerDeliveryRes only."""
    FAILED_CertificateNotAllowedAtThisEVSE = 'FAILED_CertificateNotAllowedAtThisEVSE'
    """The contract is valid but not accepted at this station."""
    FAILED_CertificateRevoked = 'FAILED_CertificateRevoked'
    """A certificate has been revoked."""


class EVSEProcessingType(StrEnum):
    """Progress of the station's work on a request."""
    Finished = 'Finished'
    """The work is done; the EV goes on with the next message."""
    Ongoing = 'Ongoing'
    """The station needs more time; the EV repeats the request and gives up after 60 s."""
    Ongoing_WaitingForCustomerInteraction = 'Ongoing_WaitingForCustomerInteraction'
    """The customer has to act at the station; the EV repeats the request without time limit. Source: V2G2-845 V2G2-854."""


class chargeProgressType(StrEnum):
    """What the EV wants of the power. Source: V2G2-221."""
    Start = 'Start'
    """Begin or resume the energy transfer."""
    Stop = 'Stop'
    """End the energy transfer."""
    Renegotiate = 'Renegotiate'
    """Keep the session but negotiate parameters and schedule anew; only after a Start. Source: V2G2-812."""


class chargingSessionType(StrEnum):
    """How a session ends. Source: V2G2-738."""
    Terminate = 'Terminate'
    """For good."""
    Pause = 'Pause'
    """With the intention to resume it later under the same SessionID."""


class EVSENotificationType(StrEnum):
    """What the station asks of the EV."""
    None_ = 'None'
    """Nothing."""
    StopCharging = 'StopCharging'
    """End the charge by PowerDeliveryReq with Stop, within NotificationMaxDelay."""
    ReNegotiation = 'ReNegotiation'
    """Renegotiate by PowerDeliveryReq with Renegotiate, within NotificationMaxDelay; obeyed in the charge loop only. Source: V2G2-841
    V2G2-680.
    """


class faultCodeType(StrEnum):
    """Kind of a problem noticed by the sender."""
    ParsingError = 'ParsingError'
    """A message could not be read."""
    NoTLSRootCertificatAvailable = 'NoTLSRootCertificatAvailable'
    """The TLS chain of the peer ends in no known root. The spelling is that of the wire."""
    UnknownError = 'UnknownError'
    """Anything else."""


class unitSymbolType(StrEnum):
    """Units of physical values."""
    h = 'h'
    """Hours."""
    m = 'm'
    """Minutes."""
    s = 's'
    """Seconds."""
    A = 'A'
    """Amperes."""
    V = 'V'
    """Volts."""
    W = 'W'
    """Watts."""
    Wh = 'Wh'
    """Watt hours."""


class isolationLevelType(StrEnum):
    """Result of the insulation test on the DC side."""
    Invalid = 'Invalid'
    """Not tested yet, or no valid result."""
    Valid = 'Valid'
    """Insulation is good, 500 ohms per volt or more."""
    Warning = 'Warning'
    """Insulation is between 100 and 500 ohms per volt; charging is allowed."""
    Fault = 'Fault'
    """Insulation is below 100 ohms per volt, or the monitor failed its own test; no charging."""
    No_IMD = 'No_IMD'
    """The station has no insulation monitor."""


class DC_EVSEStatusCodeType(StrEnum):
    """Readiness of a DC station."""
    EVSE_NotReady = 'EVSE_NotReady'
    """Not ready to deliver, as before the charge parameters are known."""
    EVSE_Ready = 'EVSE_Ready'
    """Ready to deliver, or delivering."""
    EVSE_Shutdown = 'EVSE_Shutdown'
    """The charge ends in an orderly way, asked for by the customer, the EV or the station."""
    EVSE_UtilityInterruptEvent = 'EVSE_UtilityInterruptEvent'
    """The grid or its operator interrupts the charge."""
    EVSE_IsolationMonitoringActive = 'EVSE_IsolationMonitoringActive'
    """The insulation test is running."""
    EVSE_EmergencyShutdown = 'EVSE_EmergencyShutdown'
    """An emergency stop has cut the power."""
    EVSE_Malfunction = 'EVSE_Malfunction'
    """The station has a fault and cannot deliver."""
    Reserved_8 = 'Reserved_8'
    """Reserved."""
    Reserved_9 = 'Reserved_9'
    """Reserved."""
    Reserved_A = 'Reserved_A'
    """Reserved."""
    Reserved_B = 'Reserved_B'
    """Reserved."""
    Reserved_C = 'Reserved_C'
    """Reserved."""


class DC_EVErrorCodeType(StrEnum):
    """Faults an EV can report in DC charging."""
    NO_ERROR = 'NO_ERROR'
    """No fault."""
    FAILED_RESSTemperatureInhibit = 'FAILED_RESSTemperatureInhibit'
    """The battery is too hot or too cold."""
    FAILED_EVShiftPosition = 'FAILED_EVShiftPosition'
    """The gear selector is not in park."""
    FAILED_ChargerConnectorLockFault = 'FAILED_ChargerConnectorLockFault'
    """The connector is not locked."""
    FAILED_EVRESSMalfunction = 'FAILED_EVRESSMalfunction'
    """The battery has a fault."""
    FAILED_ChargingCurrentdifferential = 'FAILED_ChargingCurrentdifferential'
    """The current differs too much from the target."""
    FAILED_ChargingVoltageOutOfRange = 'FAILED_ChargingVoltageOutOfRange'
    """The voltage is outside the battery's range."""
    Reserved_A = 'Reserved_A'
    """Reserved."""
    Reserved_B = 'Reserved_B'
    """Reserved."""
    Reserved_C = 'Reserved_C'
    """Reserved."""
    FAILED_ChargingSystemIncompatibility = 'FAILED_ChargingSystemIncompatibility'
    """Station and EV do not suit one another."""
    NoData = 'NoData'
    """The EV has nothing to report."""


class costKindType(StrEnum):
    """What a cost counts."""
    relativePricePercentage = 'relativePricePercentage'
    """Price relative to others in the same tariff. Unit: %."""
    RenewableGenerationPercentage = 'RenewableGenerationPercentage'
    """Share of renewable energy. Unit: %."""
    CarbonDioxideEmission = 'CarbonDioxideEmission'
    """Carbon dioxide emitted. Unit: g per kWh."""


class serviceCategoryType(StrEnum):
    """Kind of a service."""
    EVCharging = 'EVCharging'
    """Charging; reserved for ServiceID 1."""
    Internet = 'Internet'
    """Internet access for the vehicle."""
    ContractCertificate = 'ContractCertificate'
    """Installation and update of contract certificates."""
    OtherCustom = 'OtherCustom'
    """Everything else, such as use-case information or vendors' services."""


class EnergyTransferModeType(StrEnum):
    """Way of charging, by current and connector pins."""
    AC_single_phase_core = 'AC_single_phase_core'
    """AC on one phase of the AC pins."""
    AC_three_phase_core = 'AC_three_phase_core'
    """AC on three phases."""
    DC_core = 'DC_core'
    """DC over the pins otherwise used for AC."""
    DC_extended = 'DC_extended'
    """DC over the extra pins of a combined connector; what CCS stations normally offer."""
    DC_combo_core = 'DC_combo_core'
    """DC over the AC pins of a combined connector."""
    DC_unique = 'DC_unique'
    """DC over a connector made for DC only."""


class valueType(StrEnum):
    """Names of the kinds of parameter values. No message carries it; it stands here because EXI counts the named types of a schema."""
    bool = 'bool'
    """Truth value."""
    byte = 'byte'
    """Integer of 8 bits."""
    short = 'short'
    """Integer of 16 bits."""
    int = 'int'
    """Integer of 32 bits."""
    physicalValue = 'physicalValue'
    """Number with unit."""
    string = 'string'
    """Text."""


class paymentOptionType(StrEnum):
    """Way to pay, which is also the way to be identified."""
    Contract = 'Contract'
    """By contract certificate (Plug and Charge); on TLS connections only."""
    ExternalPayment = 'ExternalPayment'
    """By any means outside the protocol, such as a card, an app or free charging."""


class EVSEStatus(Struct, frozen=True, gc=False):
    """Head that AC_EVSEStatus and DC_EVSEStatus substitute. Never sent itself."""

    notification_max_delay: int
    """Time within which the EV shall act on EVSENotification; 0 with None. Unit: s. Range: 0 to 65535. [0 to 65535]"""
    evse_notification: EVSENotificationType
    """What the EV shall do."""


class AC_EVSEStatus(Struct, frozen=True, gc=False):
    """State of an AC station."""

    notification_max_delay: int
    """Time within which the EV shall act on EVSENotification; 0 with None. Unit: s. Range: 0 to 65535. [0 to 65535]"""
    evse_notification: EVSENotificationType
    """What the EV shall do."""
    rcd: bool
    """True if the residual current device has tripped or found an error; false is the healthy state."""


class DC_EVSEStatus(Struct, frozen=True, gc=False):
    """State of a DC station."""

    notification_max_delay: int
    """Time within which the EV shall act on EVSENotification; 0 with None. Unit: s. Range: 0 to 65535. [0 to 65535]"""
    evse_notification: EVSENotificationType
    """What the EV shall do."""
    evse_status_code: DC_EVSEStatusCodeType
    """Readiness of the station, or the reason why it stops."""
    evse_isolation_status: isolationLevelType | None = None
    """Result of the insulation test; Invalid until the first test has finished."""


class EVStatus(Struct, frozen=True, gc=False):
    """Head that DC_EVStatus substitutes. Never sent itself."""


class DC_EVStatus(Struct, frozen=True, gc=False):
    """State of an EV in DC charging."""

    ev_ready: bool
    """True if the EV is ready to receive energy."""
    ev_error_code: DC_EVErrorCodeType
    """Fault of the EV, for display and logs; it does not change the outcome of a request that stops charging."""
    ev_ress_soc: int
    """State of charge of the battery. Unit: %. Range: 0 to 100. [0 to 100]"""


class EVChargeParameter(Struct, frozen=True, gc=False):
    """Head that AC_EVChargeParameter and DC_EVChargeParameter substitute. Never sent itself."""

    departure_time: int | None = None
    """Time until the EV will leave, counted from this message; missing or 0 if unknown. Unit: s. Range: 0 to 4294967295. Source:
    V2G2-303 V2G2-742. [0 to 4294967295]
    """


class AC_EVChargeParameter(Struct, frozen=True, gc=False):
    """Limits of an EV in AC charging."""

    e_amount: PhysicalValueType
    """Energy wanted until departure. After a pause, what is still missing. Unit: Wh. Range: 0 to 200000 in the standard's table.
    Source: V2G2-743.
    """
    ev_max_voltage: PhysicalValueType
    """Highest voltage the EV accepts between phase and neutral. Unit: V. Range: 0 to 1000."""
    ev_max_current: PhysicalValueType
    """Highest current the EV draws from each phase. Unit: A. Range: 0 to 400."""
    ev_min_current: PhysicalValueType
    """Lowest current per phase at which the EV can charge. Unit: A. Range: 0 to 400."""
    departure_time: int | None = None
    """Time until the EV will leave, counted from this message; missing or 0 if unknown. Unit: s. Range: 0 to 4294967295. Source:
    V2G2-303 V2G2-742. [0 to 4294967295]
    """


class DC_EVChargeParameter(Struct, frozen=True, gc=False):
    """Limits of an EV in DC charging."""

    dc_ev_status: DC_EVStatusType
    """State of the vehicle and its battery at the moment of the request."""
    ev_maximum_current_limit: PhysicalValueType
    """Highest current the EV accepts; the station must never exceed it. Unit: A. Range: 0 to 400 in the standard's table; real EVs go
    above it. Negative only in SAE J2847/2 discharge mode.
    """
    ev_maximum_voltage_limit: PhysicalValueType
    """Highest voltage the EV accepts; the station must never exceed it. Unit: V. Range: 0 to 1000."""
    departure_time: int | None = None
    """Time until the EV will leave, counted from this message; missing or 0 if unknown. Unit: s. Range: 0 to 4294967295. Source:
    V2G2-303 V2G2-742. [0 to 4294967295]
    """
    ev_maximum_power_limit: PhysicalValueType | None = None
    """Highest power the EV accepts. Unit: W. Range: 0 to 200000 in the standard's table. Negative only in SAE J2847/2 discharge mode."""
    ev_energy_capacity: PhysicalValueType | None = None
    """Usable energy of the battery. Unit: Wh. Range: 0 to 200000 in the standard's table."""
    ev_energy_request: PhysicalValueType | None = None
    """Energy wanted. Unit: Wh. Range: 0 to 200000 in the standard's table."""
    full_soc: int | None = None
    """State of charge the EV calls full. Unit: %. Range: 0 to 100. [0 to 100]"""
    bulk_soc: int | None = None
    """State of charge at which the fast part of the charge ends. Unit: %. Range: 0 to 100. In SAE J2847/2 discharge mode the lowest
    state of charge the EV allows. [0 to 100]
    """


class EVPowerDeliveryParameter(Struct, frozen=True, gc=False):
    """Head that DC_EVPowerDeliveryParameter substitutes. Never sent itself."""


class DC_EVPowerDeliveryParameter(Struct, frozen=True, gc=False):
    """State of the charge when power is switched in DC."""

    dc_ev_status: DC_EVStatusType
    """State of the vehicle and its battery at the moment of the request."""
    charging_complete: bool
    """True when the battery is full."""
    bulk_charging_complete: bool | None = None
    """True when the fast part of the charge is over."""


class EVSEChargeParameter(Struct, frozen=True, gc=False):
    """Head that AC_EVSEChargeParameter and DC_EVSEChargeParameter substitute. Never sent itself."""


class AC_EVSEChargeParameter(Struct, frozen=True, gc=False):
    """Limits of an AC station."""

    ac_evse_status: AC_EVSEStatusType
    """State of the station and what it asks of the EV."""
    evse_nominal_voltage: PhysicalValueType
    """Line voltage between phase and neutral. Unit: V. Range: 0 to 400 in the standard's table; typically 230."""
    evse_max_current: PhysicalValueType
    """Highest current the outlet allows on each phase. Unit: A. Range: 0 to 400."""


class DC_EVSEChargeParameter(Struct, frozen=True, gc=False):
    """Limits of a DC station."""

    dc_evse_status: DC_EVSEStatusType
    """State of the station, with the insulation result and what the station asks of the EV."""
    evse_maximum_current_limit: PhysicalValueType
    """Highest current the station can supply. Unit: A. Range: 0 to 400 in the standard's table; large stations send their real value."""
    evse_maximum_power_limit: PhysicalValueType
    """Highest power the station can supply. Unit: W. Range: 0 to 200000 in the standard's table; large stations send their real value."""
    evse_maximum_voltage_limit: PhysicalValueType
    """Highest voltage the station can supply. Unit: V. Range: 0 to 1000."""
    evse_minimum_current_limit: PhysicalValueType
    """Lowest current the station can regulate. Unit: A. Range: 0 to 400."""
    evse_minimum_voltage_limit: PhysicalValueType
    """Lowest voltage the station can supply. Unit: V. Range: 0 to 1000."""
    evse_peak_current_ripple: PhysicalValueType
    """Peak-to-peak ripple of the output current. Unit: A. Range: 0 to 400."""
    evse_current_regulation_tolerance: PhysicalValueType | None = None
    """Accuracy with which the station holds the current. Unit: A. Range: 0 to 400."""
    evse_energy_to_be_delivered: PhysicalValueType | None = None
    """Energy the station expects to deliver. Unit: Wh. Range: 0 to 200000 in the standard's table."""


class SASchedules(Struct, frozen=True, gc=False):
    """Head that SAScheduleList substitutes. Never sent itself."""


class SAScheduleList(Struct, frozen=True, gc=False):
    """Power schedules among which the EV chooses one."""

    sa_schedule_tuple: tuple[SAScheduleTupleType, ...]
    """One alternative. 1 to 3 entries. When a session is resumed, the one chosen before the pause must be among them, best as the
    first. [1 to 3 items]
    """


class PMaxScheduleEntry(Struct, frozen=True, gc=False):
    """A time slot with its power limit."""

    time_interval: RelativeTimeInterval | TimeInterval
    """When the entry applies."""
    p_max: PhysicalValueType
    """Highest power over all phases from the start of the slot. Unit: W. Range: 0 to 200000 in the standard's table."""


class TimeInterval(Struct, frozen=True, gc=False):
    """Head that RelativeTimeInterval substitutes. Never sent itself."""


class SalesTariffEntry(Struct, frozen=True, gc=False):
    """A time slot with its price."""

    time_interval: RelativeTimeInterval | TimeInterval
    """When the entry applies."""
    e_price_level: int | None = None
    """Relative price of the slot, 1 is the cheapest level. Range: 0 to 255. [0 to 255]"""
    consumption_cost: tuple[ConsumptionCostType, ...] = ()
    """Costs that depend on the power drawn. 0 to 3 entries, by rising startValue. [0 to 3 items]"""


class Entry(Struct, frozen=True, gc=False):
    """Head that the schedule and tariff entries substitute. Never sent itself."""

    time_interval: RelativeTimeInterval | TimeInterval
    """When the entry applies."""


class RelativeTimeInterval(Struct, frozen=True, gc=False):
    """A time slot counted from the moment of the response."""

    start: int
    """Begin of the slot after the response; 0 for the first entry. Unit: s. Range: 0 to 16777214. [0 to 16777214]"""
    duration: int | None = None
    """Length of the slot; given for the last entry only, since each entry ends where the next one starts. Unit: s. Range: 0 to 86400.
    [0 to 86400]
    """


class BodyElement(Struct, frozen=True, gc=False):
    """Head that all requests and responses substitute. Never sent itself."""


class ChargingStatusReq(Struct, frozen=True, gc=False):
    """EV → SECC. Keeps the AC charge loop going and fetches the state of the station. Without content."""


class ChargingStatusRes(Struct, frozen=True, gc=False):
    """SECC → EV. State of the outlet in the AC charge loop."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    evse_id: str
    """Identifier of the outlet, the same in all messages of a session. 7 to 37 characters, for example DE*ABC*E1234*1; ZZ00000 if
    unknown. [7 to 37 characters]
    """
    sa_schedule_tuple_id: int
    """Identifier of the schedule tuple in use. Range: 1 to 255. [1 to 255]"""
    ac_evse_status: AC_EVSEStatusType
    """State of the station and what it asks of the EV."""
    evse_max_current: PhysicalValueType | None = None
    """Current the EV may draw from each phase from now on; 0 pauses. Sent with external payment, left out with a contract, where the
    charging profile governs. Unit: A. Range: 0 to 400.
    """
    meter_info: MeterInfoType | None = None
    """Present reading of the station's meter. Source: V2G2-902."""
    receipt_required: bool | None = None
    """True if the EV shall answer with a signed MeteringReceiptReq before it goes on. Only with a contract and only together with
    MeterInfo; false with external payment. Source: V2G2-691.
    """


class ChargeParameterDiscoveryReq(Struct, frozen=True, gc=False):
    """EV → SECC. States how the EV wants to charge and its electrical limits. Repeated while the station answers Ongoing, and again at
    each renegotiation.
    """

    requested_energy_transfer_mode: EnergyTransferModeType
    """Way of charging, one of those offered; another one is refused with FAILED_WrongEnergyTransferMode. Source: V2G2-476."""
    ev_charge_parameter: AC_EVChargeParameter | DC_EVChargeParameter | EVChargeParameter
    """Limits of the EV, AC_EVChargeParameter or DC_EVChargeParameter to suit the mode; else FAILED_WrongChargeParameter. Source:
    V2G2-477.
    """
    max_entries_sa_schedule_tuple: int | None = None
    """How many entries the EV can store in each power schedule and each tariff of a tuple. An EV must manage at least 12; stations
    that keep to 12 are always right. Range: 0 to 65535. Source: V2G2-785. [0 to 65535]
    """


class ChargeParameterDiscoveryRes(Struct, frozen=True, gc=False):
    """SECC → EV. States what the station can deliver and when."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    evse_processing: EVSEProcessingType
    """Ongoing while the schedules are not ready, for at most 55 s; then Finished. Waiting for the customer does not occur here."""
    evse_charge_parameter: AC_EVSEChargeParameter | DC_EVSEChargeParameter | EVSEChargeParameter
    """Limits of the station, AC_EVSEChargeParameter or DC_EVSEChargeParameter to suit its hardware."""
    sa_schedules: SAScheduleList | SASchedules | None = None
    """Power schedules to choose from. Present with Finished, absent while Ongoing and on failure. Source: V2G2-905."""


class PowerDeliveryReq(Struct, frozen=True, gc=False):
    """EV → SECC. Turns power on or off, or announces a renegotiation. Source: V2G2-221 V2G2-222."""

    charge_progress: chargeProgressType
    """Start, stop or renegotiate."""
    sa_schedule_tuple_id: int
    """The tuple the EV chose from the last ChargeParameterDiscoveryRes; another one is refused with FAILED_TariffSelectionInvalid.
    Range: 1 to 255. Source: V2G2-479. [1 to 255]
    """
    charging_profile: ChargingProfileType | None = None
    """Power the EV intends to draw over time; must stay within the chosen schedule. Often missing in DC, which is no error. Source:
    V2G2-478.
    """
    ev_power_delivery_parameter: DC_EVPowerDeliveryParameter | EVPowerDeliveryParameter | None = None
    """State of the battery, in DC only."""


class PowerDeliveryRes(Struct, frozen=True, gc=False):
    """SECC → EV. Confirms the switch. In AC the contactor has closed or opened by then."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    evse_status: AC_EVSEStatus | DC_EVSEStatus | EVSEStatus
    """State of the station, AC_EVSEStatus or DC_EVSEStatus to suit the energy mode."""


class MeteringReceiptReq(Struct, frozen=True, gc=False):
    """EV → SECC. Returns the meter reading, signed with the contract key, as the station demanded. Plug and Charge only. Source:
    V2G2-903.
    """

    session_id: bytes
    """The session the reading belongs to. 8 bytes. [0 to 8 octets]"""
    meter_info: MeterInfoType
    """The MeterInfo of the station's last response, unchanged."""
    id: str | None = None
    """Name by which the signature in the header refers to this element."""
    sa_schedule_tuple_id: int | None = None
    """Schedule tuple by which the energy was drawn. Range: 1 to 255. [1 to 255]"""


class MeteringReceiptRes(Struct, frozen=True, gc=False):
    """SECC → EV. Accepts the receipt; the charge loop goes on."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    evse_status: AC_EVSEStatus | DC_EVSEStatus | EVSEStatus
    """State of the station, AC_EVSEStatus or DC_EVSEStatus to suit the energy mode."""


class SessionStopReq(Struct, frozen=True, gc=False):
    """EV → SECC. Ends the session or pauses it. Source: V2G2-239 V2G2-738."""

    charging_session: chargingSessionType
    """Terminate or pause."""


class SessionStopRes(Struct, frozen=True, gc=False):
    """SECC → EV. Last message of a session; the connection is closed afterwards. Source: V2G2-240 V2G2-241."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """


class CableCheckReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for the insulation test before DC charging; repeated while the station answers Ongoing, for at most 40 s."""

    dc_ev_status: DC_EVStatusType
    """State of the vehicle and its battery at the moment of the request."""


class CableCheckRes(Struct, frozen=True, gc=False):
    """SECC → EV. Progress and result of the insulation test."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    dc_evse_status: DC_EVSEStatusType
    """Insulation status Invalid while testing, the result afterwards."""
    evse_processing: EVSEProcessingType
    """Ongoing while the test runs, Finished with its result."""


class PreChargeReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks the station to raise its output to the battery voltage before the EV closes its relays; repeated until the
    voltages match, for at most 7 s.
    """

    dc_ev_status: DC_EVStatusType
    """State of the vehicle and its battery at the moment of the request."""
    ev_target_voltage: PhysicalValueType
    """Voltage to ramp to, usually that of the battery; applied on every request since some EVs correct their first value. Unit: V.
    Range: 0 to 1000.
    """
    ev_target_current: PhysicalValueType
    """Current limit during the ramp; more than 2 A is limited by the station. Unit: A. Range: 0 to 400."""


class PreChargeRes(Struct, frozen=True, gc=False):
    """SECC → EV. Progress of the voltage ramp; the EV goes on when the difference is below about 20 V."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    dc_evse_status: DC_EVSEStatusType
    """State of the station, with the insulation result and what the station asks of the EV."""
    evse_present_voltage: PhysicalValueType
    """Voltage measured at the DC output. Unit: V. Range: 0 to 1000."""


class WeldingDetectionReq(Struct, frozen=True, gc=False):
    """EV → SECC. Lets the EV test its own relays for welding after the current is off; optional, repeated until the EV has seen
    enough. Source: V2G2-620.
    """

    dc_ev_status: DC_EVStatusType
    """State of the vehicle and its battery at the moment of the request."""


class WeldingDetectionRes(Struct, frozen=True, gc=False):
    """SECC → EV. The voltage the EV needs for its test, power stage off."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    dc_evse_status: DC_EVSEStatusType
    """State of the station, with the insulation result and what the station asks of the EV."""
    evse_present_voltage: PhysicalValueType
    """Voltage measured at the DC output. Unit: V. Range: 0 to 1000."""


class CurrentDemandReq(Struct, frozen=True, gc=False):
    """EV → SECC. Set points of the DC charge loop, several times a second."""

    dc_ev_status: DC_EVStatusType
    """State of the vehicle and its battery at the moment of the request."""
    ev_target_current: PhysicalValueType
    """Current the EV wants now. A value above the station's limit is no error; the station delivers its limit. Unit: A. Range: 0 to
    400. Negative only in SAE J2847/2 discharge mode.
    """
    charging_complete: bool
    """True when the battery is full. Information only; PowerDeliveryReq ends the charge."""
    ev_target_voltage: PhysicalValueType
    """Voltage the EV wants now, in practice the voltage ceiling of the charge. Unit: V. Range: 0 to 1000."""
    ev_maximum_voltage_limit: PhysicalValueType | None = None
    """Highest voltage the EV accepts; the station must never exceed it. Unit: V. Range: 0 to 1000."""
    ev_maximum_current_limit: PhysicalValueType | None = None
    """Highest current the EV accepts; the station must never exceed it. Unit: A. Range: 0 to 400 in the standard's table; real EVs go
    above it. Negative only in SAE J2847/2 discharge mode.
    """
    ev_maximum_power_limit: PhysicalValueType | None = None
    """Highest power the EV accepts. Unit: W. Range: 0 to 200000 in the standard's table. Negative only in SAE J2847/2 discharge mode."""
    bulk_charging_complete: bool | None = None
    """True when the fast part of the charge is over. Information only."""
    remaining_time_to_full_soc: PhysicalValueType | None = None
    """Estimated time until the battery is full. Unit: s. Range: 0 to 172800."""
    remaining_time_to_bulk_soc: PhysicalValueType | None = None
    """Estimated time until the fast part of the charge is over. Unit: s. Range: 0 to 172800."""


class CurrentDemandRes(Struct, frozen=True, gc=False):
    """SECC → EV. What the station delivers at this moment."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    dc_evse_status: DC_EVSEStatusType
    """State of the station, with the insulation result and what the station asks of the EV."""
    evse_present_voltage: PhysicalValueType
    """Voltage measured at the DC output. Unit: V. Range: 0 to 1000."""
    evse_present_current: PhysicalValueType
    """Current measured at the DC output. Unit: A. Range: 0 to 400. Negative while the station absorbs in SAE J2847/2 discharge mode."""
    evse_current_limit_achieved: bool
    """True if the target current reaches or exceeds what the station can deliver."""
    evse_voltage_limit_achieved: bool
    """True if the target voltage reaches or exceeds what the station can deliver."""
    evse_power_limit_achieved: bool
    """True if target voltage times target current reaches or exceeds what the station can deliver."""
    evse_id: str
    """Identifier of the outlet, the same in all messages of a session. 7 to 37 characters, for example DE*ABC*E1234*1; ZZ00000 if
    unknown. [7 to 37 characters]
    """
    sa_schedule_tuple_id: int
    """Identifier of the schedule tuple in use. Range: 1 to 255. [1 to 255]"""
    evse_maximum_voltage_limit: PhysicalValueType | None = None
    """Highest voltage at this moment; may change during the session. Unit: V. Range: 0 to 1000."""
    evse_maximum_current_limit: PhysicalValueType | None = None
    """Highest current at this moment; may change during the session. Unit: A. Range: 0 to 400 in the standard's table. Negative in SAE
    J2847/2 discharge mode.
    """
    evse_maximum_power_limit: PhysicalValueType | None = None
    """Highest power at this moment; may change during the session. Unit: W. Range: 0 to 200000 in the standard's table. Negative in
    SAE J2847/2 discharge mode.
    """
    meter_info: MeterInfoType | None = None
    """Present reading of the station's meter. Source: V2G2-902."""
    receipt_required: bool | None = None
    """True if the EV shall answer with a signed MeteringReceiptReq before it goes on. Only with a contract and only together with
    MeterInfo; false with external payment. Source: V2G2-691.
    """


class AuthorizationReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for permission to charge, repeated until the station has decided. Signed with the contract key in its first
    occurrence of a Plug and Charge session, empty otherwise. Source: V2G2-684.
    """

    id: str | None = None
    """Name by which the signature in the header refers to this element. Only when signed."""
    gen_challenge: bytes | None = None
    """The challenge of the last PaymentDetailsRes, byte for byte; with a contract in the first request only. A wrong one is refused
    with FAILED_ChallengeInvalid. Exactly 16 bytes. Source: V2G2-475. [16 octets]
    """


class AuthorizationRes(Struct, frozen=True, gc=False):
    """SECC → EV. Tells whether the session may charge."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    evse_processing: EVSEProcessingType
    """Finished when charging is permitted. With external payment Ongoing_WaitingForCustomerInteraction until the customer is
    identified; with a contract Ongoing, for at most 55 s. Source: V2G2-854 V2G2-856.
    """


class PaymentDetailsReq(Struct, frozen=True, gc=False):
    """EV → SECC. Shows the contract that will pay. Plug and Charge only, not signed."""

    emaid: str
    """Contract identifier; must equal the common name of the contract certificate, separators and letter case aside. 14 or 15
    characters. [14 to 15 characters]
    """
    contract_signature_cert_chain: CertificateChainType
    """Contract certificate with the sub-CA certificates above it, without the root. Source: V2G2-275."""


class PaymentDetailsRes(Struct, frozen=True, gc=False):
    """SECC → EV. Verdict on the contract certificate and the challenge that the EV has to sign next."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    gen_challenge: bytes
    """Random number that the EV returns in the signed AuthorizationReq. Exactly 16 bytes with at least 120 bits of entropy, new for
    each response. Source: V2G2-697 V2G2-698 V2G2-825 V2G2-826. [16 octets]
    """
    evse_time_stamp: int
    """Clock of the station. Unit: s since 1970-01-01 UTC. [-9223372036854775808 to 9223372036854775807]"""


class CertificateInstallationReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for a first contract certificate on the strength of the certificate the vehicle was built with. Signed with the
    key of that certificate; the station hands the message unread to its back end. Source: V2G2-235 V2G2-236.
    """

    id: str
    """Name by which the signature in the header refers to this element."""
    oem_provisioning_cert: bytes
    """Provisioning certificate of the vehicle, the leaf only. DER, up to 800 bytes. [0 to 800 octets]"""
    list_of_root_certificate_ids: ListOfRootCertificateIDsType
    """Root certificates that the EV holds and accepts."""


class CertificateInstallationRes(Struct, frozen=True, gc=False):
    """SECC → EV. Delivers a contract certificate with its private key, encrypted for the vehicle. Comes from the back end, signed by
    the certificate provisioning service.
    """

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    sa_provisioning_certificate_chain: CertificateChainType
    """Certificate of the provisioning service that signed this response, with its sub-CA certificates."""
    contract_signature_cert_chain: CertificateChainType
    """The new contract certificate with its sub-CA certificates. Signed."""
    contract_signature_encrypted_private_key: ContractSignatureEncryptedPrivateKeyType
    """The new contract's private key, encrypted so that only the vehicle can read it. Signed."""
    dh_public_key: DiffieHellmanPublickeyType
    """Ephemeral public key from which the vehicle derives the decryption key. Signed. Source: V2G2-818."""
    emaid: EMAIDType
    """Identifier of the delivered contract. Signed."""


class CertificateUpdateReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for a successor of the contract certificate. Signed with the old contract key; the station hands the message
    unread to its back end. Source: V2G2-228 V2G2-889.
    """

    id: str
    """Name by which the signature in the header refers to this element."""
    contract_signature_cert_chain: CertificateChainType
    """Contract certificate to be replaced, with its sub-CA certificates."""
    emaid: str
    """Contract identifier. 14 or 15 characters. [14 to 15 characters]"""
    list_of_root_certificate_ids: ListOfRootCertificateIDsType
    """Root certificates that the EV holds and accepts."""


class CertificateUpdateRes(Struct, frozen=True, gc=False):
    """SECC → EV. Delivers a renewed contract certificate with its private key, encrypted for the old one. Comes from the back end,
    signed by the certificate provisioning service.
    """

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    sa_provisioning_certificate_chain: CertificateChainType
    """Certificate of the provisioning service that signed this response, with its sub-CA certificates."""
    contract_signature_cert_chain: CertificateChainType
    """The new contract certificate with its sub-CA certificates. Signed."""
    contract_signature_encrypted_private_key: ContractSignatureEncryptedPrivateKeyType
    """The new contract's private key, encrypted so that only the vehicle can read it. Signed."""
    dh_public_key: DiffieHellmanPublickeyType
    """Ephemeral public key from which the vehicle derives the decryption key. Signed. Source: V2G2-818."""
    emaid: EMAIDType
    """Identifier of the delivered contract. Signed."""
    retry_counter: int | None = None
    """When to try again after a failure: -1 never, 0 at the next charging, n after n days. Source: V2G2-696 V2G2-928. [-32768 to
    32767]
    """


class SessionSetupReq(Struct, frozen=True, gc=False):
    """EV → SECC. Opens a session, or resumes a paused one if the header repeats the paused session's SessionID."""

    evcc_id: bytes
    """MAC address of the EV's controller. 6 bytes; stations in the field also see shorter values. Source: V2G2-188 V2G2-189 V2G2-879.
    [0 to 6 octets]
    """


class SessionSetupRes(Struct, frozen=True, gc=False):
    """SECC → EV. Confirms the session; its header carries the SessionID that all further messages use."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    evse_id: str
    """Identifier of the outlet the EV is plugged into; it is repeated unchanged in the charge loop. 7 to 37 characters; ZZ00000 if
    unknown. [7 to 37 characters]
    """
    evse_time_stamp: int | None = None
    """Clock of the station, which the EV may take over; left out if the station does not trust its clock. Unit: s since 1970-01-01
    UTC. Source: V2G2-748. [-9223372036854775808 to 9223372036854775807]
    """


class ServiceDiscoveryReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks what the station offers."""

    service_scope: str | None = None
    """Only services whose scope equals this text, or that have none. Up to 64 characters; some EVs fill it with zero characters and
    mean no filter. [0 to 64 characters]
    """
    service_category: serviceCategoryType | None = None
    """Only services of this category."""


class ServiceDiscoveryRes(Struct, frozen=True, gc=False):
    """SECC → EV. Offers ways to pay, the charge service and value-added services."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    payment_option_list: PaymentOptionListType
    """Ways to pay. Contract only on a TLS connection; exactly the earlier choice when a session is resumed. Source: V2G2-741."""
    charge_service: ChargeServiceType
    """The charging service, always ServiceID 1."""
    service_list: ServiceListType | None = None
    """Services besides charging; left out if there are none."""


class ServiceDetailReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for the parameters of an offered service; the EV does so for every value-added service it wants. Source:
    V2G2-422.
    """

    service_id: int
    """A service of the last ServiceDiscoveryRes; another one is refused with FAILED_ServiceIDInvalid. Range: 0 to 65535. Source:
    V2G2-425 V2G2-464. [0 to 65535]
    """


class ServiceDetailRes(Struct, frozen=True, gc=False):
    """SECC → EV. The parameter sets among which the EV may choose."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """
    service_id: int
    """The service of the request. [0 to 65535]"""
    service_parameter_list: ServiceParameterListType | None = None
    """Parameter sets of the service; left out if it has none."""


class PaymentServiceSelectionReq(Struct, frozen=True, gc=False):
    """EV → SECC. Chooses how to pay and which services to use."""

    selected_payment_option: paymentOptionType
    """One of the offered payment options; another one is refused with FAILED_PaymentSelectionInvalid. Source: V2G2-465."""
    selected_service_list: SelectedServiceListType
    """Chosen services. Must hold ServiceID 1, else FAILED_NoChargeServiceSelected; all others must have been offered, else
    FAILED_ServiceSelectionInvalid. Source: V2G2-467 V2G2-804.
    """


class PaymentServiceSelectionRes(Struct, frozen=True, gc=False):
    """SECC → EV. Accepts or refuses the selection."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station closes the connection after sending it, and the EV ignores
    the rest of the message. Source: V2G2-735 V2G2-736.
    """


class V2G_Message(Struct, frozen=True, gc=False):
    """Envelope of every ISO 15118-2 message after the protocol selection."""

    header: MessageHeaderType
    """Session and signature."""
    body: BodyType
    """The request or response."""


class SubCertificatesType(Struct, frozen=True, gc=False):
    """Certificates between a leaf and its root."""

    certificate: tuple[bytes, ...]
    """One certificate. 1 to 4 entries, of which the certificate profiles use at most 2. DER, up to 800 bytes. Source: V2G2-656. [0 to
    800 octets, 1 to 4 items]
    """


class PhysicalValueType(Struct, frozen=True, gc=False):
    """A number with its unit and a power of ten: Value × 10^Multiplier, in Unit."""

    multiplier: int
    """Power of ten. Range: -3 to 3. Some EVs mishandle -3; 0 and -1 for volts and amperes, 0 to 2 for watts are safe. [-3 to 3]"""
    unit: unitSymbolType
    """Unit of the value; it should be the one the field is defined in. A wrong one occurs in the field and is read as the field's own."""
    value: int
    """Number before scaling. Range: -32768 to 32767. [-32768 to 32767]"""


class DC_EVStatusType(Struct, frozen=True, gc=False):
    """State of an EV in DC charging."""

    ev_ready: bool
    """True if the EV is ready to receive energy."""
    ev_error_code: DC_EVErrorCodeType
    """Fault of the EV, for display and logs; it does not change the outcome of a request that stops charging."""
    ev_ress_soc: int
    """State of charge of the battery. Unit: %. Range: 0 to 100. [0 to 100]"""


class AC_EVSEStatusType(Struct, frozen=True, gc=False):
    """State of an AC station."""

    notification_max_delay: int
    """Time within which the EV shall act on EVSENotification; 0 with None. Unit: s. Range: 0 to 65535. [0 to 65535]"""
    evse_notification: EVSENotificationType
    """What the EV shall do."""
    rcd: bool
    """True if the residual current device has tripped or found an error; false is the healthy state."""


class DC_EVSEStatusType(Struct, frozen=True, gc=False):
    """State of a DC station."""

    notification_max_delay: int
    """Time within which the EV shall act on EVSENotification; 0 with None. Unit: s. Range: 0 to 65535. [0 to 65535]"""
    evse_notification: EVSENotificationType
    """What the EV shall do."""
    evse_status_code: DC_EVSEStatusCodeType
    """Readiness of the station, or the reason why it stops."""
    evse_isolation_status: isolationLevelType | None = None
    """Result of the insulation test; Invalid until the first test has finished."""


class PMaxScheduleType(Struct, frozen=True, gc=False):
    """Highest power over time. Covers the time to departure, or 24 hours if no departure is known. Source: V2G2-303 V2G2-304 V2G2-305."""

    p_max_schedule_entry: tuple[PMaxScheduleEntry, ...]
    """One step. 1 to 1024 entries, not more than the EV can store and at best not more than 12. [1 to 1024 items]"""


class CostType(Struct, frozen=True, gc=False):
    """A cost of a certain kind."""

    cost_kind: costKindType
    """What is being counted."""
    amount: int
    """The figure, in the unit that costKind implies, before scaling. Range: 0 to 4294967295. [0 to 4294967295]"""
    amount_multiplier: int | None = None
    """Power of ten that scales the amount. Range: -3 to 3; none means 0. [-3 to 3]"""


class ConsumptionCostType(Struct, frozen=True, gc=False):
    """Costs that apply from a certain power on."""

    start_value: PhysicalValueType
    """Lowest power to which the costs apply. Unit: W. Range: 0 to 200000."""
    cost: tuple[CostType, ...]
    """One cost. 1 to 3 entries, one of each kind. [1 to 3 items]"""


class SalesTariffType(Struct, frozen=True, gc=False):
    """Prices over time, passed unchanged from the mobility operator to the EV."""

    sales_tariff_id: int
    """Number of the tariff. Range: 1 to 255. [1 to 255]"""
    sales_tariff_entry: tuple[SalesTariffEntry, ...]
    """One step. 1 to 1024 entries, not more than the EV can store. [1 to 1024 items]"""
    id: str | None = None
    """Name by which the signature refers to the tariff."""
    sales_tariff_description: str | None = None
    """Name of the tariff for display. Up to 32 characters. [0 to 32 characters]"""
    num_e_price_levels: int | None = None
    """How many price levels the entries use; required if any entry has one. Range: 0 to 255. [0 to 255]"""


class SAScheduleTupleType(Struct, frozen=True, gc=False):
    """A power schedule with its prices."""

    sa_schedule_tuple_id: int
    """Number by which the EV selects the tuple, unique in the list. Range: 1 to 255. Source: V2G2-773. [1 to 255]"""
    p_max_schedule: PMaxScheduleType
    """Highest power over time."""
    sales_tariff: SalesTariffType | None = None
    """Prices over time, from the mobility operator. Left out if there are none; signed when the contract pays. Source: V2G2-905."""


class ProfileEntryType(Struct, frozen=True, gc=False):
    """A step of the charging profile; it holds until the next one starts."""

    charging_profile_entry_start: int
    """Begin of the step after the response that offered the schedule. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    charging_profile_entry_max_power: PhysicalValueType
    """Highest power the EV will draw from then on; must not exceed PMax at any time of the step. Unit: W. Range: 0 to 200000 in the
    standard's table.
    """
    charging_profile_entry_max_number_of_phases_in_use: int | None = None
    """Phases the EV will use, 1 or 3. Range: 1 to 3 on the wire. [1 to 3]"""


class ServiceType(Struct, frozen=True, gc=False):
    """A service the station offers."""

    service_id: int
    """Number of the service. 1 charging, 2 contract certificates, 3 internet access, 4 use-case information; others are vendors' own.
    Range: 0 to 65535. [0 to 65535]
    """
    service_category: serviceCategoryType
    """Kind of the service."""
    free_service: bool
    """True if the service costs nothing."""
    service_name: str | None = None
    """Name for display. Up to 32 characters; AC_DC_Charging for the charge service. Source: V2G2-417. [0 to 32 characters]"""
    service_scope: str | None = None
    """Further qualification, by which ServiceDiscoveryReq can filter. Up to 64 characters; never sent empty. [0 to 64 characters]"""


class SupportedEnergyTransferModeType(Struct, frozen=True, gc=False):
    """Ways of charging on offer; AC and DC are not mixed."""

    energy_transfer_mode: tuple[EnergyTransferModeType, ...]
    """One way of charging. 1 to 6 entries. [1 to 6 items]"""


class ParameterType(Struct, frozen=True, gc=False):
    """A named value of one of six kinds."""

    name: str
    """Name of the parameter, such as Service, Protocol or Port."""
    bool_value: bool | None = None
    """A truth value."""
    byte_value: int | None = None
    """A small integer. Range: -128 to 127. [-128 to 127]"""
    short_value: int | None = None
    """An integer. Range: -32768 to 32767. [-32768 to 32767]"""
    int_value: int | None = None
    """An integer. Range: -2147483648 to 2147483647. [-2147483648 to 2147483647]"""
    physical_value: PhysicalValueType | None = None
    """A number with unit."""
    string_value: str | None = None
    """A text."""


class ParameterSetType(Struct, frozen=True, gc=False):
    """One configuration of a service."""

    parameter_set_id: int
    """Number by which the EV selects this configuration. Range: -32768 to 32767. [-32768 to 32767]"""
    parameter: tuple[ParameterType, ...]
    """One named value. 1 to 16 entries. [1 to 16 items]"""


class SelectedServiceType(Struct, frozen=True, gc=False):
    """A service the EV will use, in a certain configuration."""

    service_id: int
    """Number of the service. Range: 0 to 65535. [0 to 65535]"""
    parameter_set_id: int | None = None
    """The chosen configuration; missing for services without parameters. Range: -32768 to 32767. [-32768 to 32767]"""


class NotificationType(Struct, frozen=True, gc=False):
    """A problem the sender noticed, for logs."""

    fault_code: faultCodeType
    """Kind of the problem."""
    fault_msg: str | None = None
    """Explanation for humans. Up to 64 characters. [0 to 64 characters]"""


class MeterInfoType(Struct, frozen=True, gc=False):
    """A reading of the station's meter, as the meter itself gave it. Source: V2G2-902."""

    meter_id: str
    """Identifier of the meter. Up to 32 characters. [0 to 32 characters]"""
    meter_reading: int | None = None
    """Energy register. Unit: Wh. Range: 0 to 999999999 in practice, 64 bits on the wire. [0 to 18446744073709551615]"""
    sig_meter_reading: bytes | None = None
    """Signature of the meter over its reading, in the meter's own format. Up to 64 bytes. [0 to 64 octets]"""
    meter_status: int | None = None
    """Status word of the meter, in the meter's own coding. Range: -32768 to 32767. [-32768 to 32767]"""
    t_meter: int | None = None
    """Time of the reading. Unit: s since 1970-01-01 UTC. [-9223372036854775808 to 9223372036854775807]"""


class ChargingProfileType(Struct, frozen=True, gc=False):
    """Power the EV intends to draw over time. Source: V2G2-224 V2G2-225 V2G2-293."""

    profile_entry: tuple[ProfileEntryType, ...]
    """One step. 1 to 24 entries, by rising start. [1 to 24 items]"""


class CertificateChainType(Struct, frozen=True, gc=False):
    """A certificate and the sub-CA certificates above it, without the root."""

    certificate: bytes
    """The leaf certificate. DER, up to 800 bytes. [0 to 800 octets]"""
    id: str | None = None
    """Name by which a signature refers to the chain. Only where the chain is signed."""
    sub_certificates: SubCertificatesType | None = None
    """The sub-CA certificates, the issuer of the leaf first."""


class ListOfRootCertificateIDsType(Struct, frozen=True, gc=False):
    """Root certificates that the EV holds."""

    root_certificate_id: tuple[X509IssuerSerialType, ...]
    """Issuer name and serial number of one root certificate. 1 to 20 entries. [1 to 20 items]"""


class ContractSignatureEncryptedPrivateKeyType(Struct, frozen=True, gc=False):
    """The private key of a contract, encrypted for the vehicle, in a form that can be signed."""

    value: bytes
    """48 bytes: an initialization vector of 16 bytes and the private scalar of 32 bytes, encrypted with AES-128-CBC without padding.
    [0 to 48 octets]
    """
    id: str
    """Name by which the signature refers to the key."""


class DiffieHellmanPublickeyType(Struct, frozen=True, gc=False):
    """Ephemeral public key of the provisioning service, in a form that can be signed."""

    value: bytes
    """Public point on secp256r1 in uncompressed form: the byte 4, then X and Y. 65 bytes. [0 to 65 octets]"""
    id: str
    """Name by which the signature refers to the key."""


class EMAIDType(Struct, frozen=True, gc=False):
    """A contract identifier that can be signed."""

    value: str
    """Contract identifier: two letters of country, three characters of provider, nine of instance, and an optional check character,
    without separators. 14 or 15 characters. [14 to 15 characters]
    """
    id: str
    """Name by which the signature refers to the identifier."""


class PaymentOptionListType(Struct, frozen=True, gc=False):
    """Ways to pay at this station."""

    payment_option: tuple[paymentOptionType, ...]
    """One way to pay. 1 or 2 entries. [1 to 2 items]"""


class ChargeServiceType(Struct, frozen=True, gc=False):
    """The charge service: a service with ServiceID 1 and the ways of charging it covers."""

    service_id: int
    """Number of the service. 1 charging, 2 contract certificates, 3 internet access, 4 use-case information; others are vendors' own.
    Range: 0 to 65535. [0 to 65535]
    """
    service_category: serviceCategoryType
    """Kind of the service."""
    free_service: bool
    """True if the service costs nothing."""
    supported_energy_transfer_mode: SupportedEnergyTransferModeType
    """Ways of charging at this outlet."""
    service_name: str | None = None
    """Name for display. Up to 32 characters; AC_DC_Charging for the charge service. Source: V2G2-417. [0 to 32 characters]"""
    service_scope: str | None = None
    """Further qualification, by which ServiceDiscoveryReq can filter. Up to 64 characters; never sent empty. [0 to 64 characters]"""


class ServiceListType(Struct, frozen=True, gc=False):
    """Services besides charging."""

    service: tuple[ServiceType, ...]
    """One service. 1 to 8 entries. [1 to 8 items]"""


class ServiceParameterListType(Struct, frozen=True, gc=False):
    """Configurations in which a service can be had."""

    parameter_set: tuple[ParameterSetType, ...]
    """One configuration. 1 to 255 entries. [1 to 255 items]"""


class SelectedServiceListType(Struct, frozen=True, gc=False):
    """Services the EV will use."""

    selected_service: tuple[SelectedServiceType, ...]
    """One service. 1 to 16 entries. [1 to 16 items]"""


class MessageHeaderType(Struct, frozen=True, gc=False):
    """What every message carries besides its body."""

    session_id: bytes
    """Identifier of the session. 8 bytes, chosen by the station; all zero in the request that opens a new session, and in the answer
    to a request that came before any session. Source: V2G2-750 V2G2-460. [0 to 8 octets]
    """
    notification: NotificationType | None = None
    """Hint at a transport or parsing problem of the sender. Information only, never required."""
    signature: Signature | None = None
    """Signature over elements of the body; only in the signed messages of Plug and Charge, ignored elsewhere."""


class BodyType(Struct, frozen=True, gc=False):
    """Room for exactly one message."""

    body_element: AuthorizationReq | AuthorizationRes | BodyElement | CableCheckReq | CableCheckRes | CertificateInstallationReq | CertificateInstallationRes | CertificateUpdateReq | CertificateUpdateRes | ChargeParameterDiscoveryReq | ChargeParameterDiscoveryRes | ChargingStatusReq | ChargingStatusRes | CurrentDemandReq | CurrentDemandRes | MeteringReceiptReq | MeteringReceiptRes | PaymentDetailsReq | PaymentDetailsRes | PaymentServiceSelectionReq | PaymentServiceSelectionRes | PowerDeliveryReq | PowerDeliveryRes | PreChargeReq | PreChargeRes | ServiceDetailReq | ServiceDetailRes | ServiceDiscoveryReq | ServiceDiscoveryRes | SessionSetupReq | SessionSetupRes | SessionStopReq | SessionStopRes | WeldingDetectionReq | WeldingDetectionRes | None = None
    """The request or response. Absent only in messages that no session state expects."""

