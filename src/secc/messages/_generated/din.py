# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

"""Message classes of din. What names no requirement as its source rests on general knowledge."""

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
    "ChargingProfileType",
    "ChargingStatusReq",
    "ChargingStatusRes",
    "ConsumptionCostType",
    "ContractAuthenticationReq",
    "ContractAuthenticationRes",
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
    "DigestMethod",
    "DigestValue",
    "EVChargeParameter",
    "EVPowerDeliveryParameter",
    "EVRequestedEnergyTransferType",
    "EVSEChargeParameter",
    "EVSENotificationType",
    "EVSEProcessingType",
    "EVSEStatus",
    "EVSESupportedEnergyTransferType",
    "EVStatus",
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
    "PaymentOptionsType",
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
    "ServiceCharge",
    "ServiceChargeType",
    "ServiceDetailReq",
    "ServiceDetailRes",
    "ServiceDiscoveryReq",
    "ServiceDiscoveryRes",
    "ServiceParameterListType",
    "ServicePaymentSelectionReq",
    "ServicePaymentSelectionRes",
    "ServiceTagListType",
    "ServiceTagType",
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
    "TimeInterval",
    "Transform",
    "Transforms",
    "V2G_Message",
    "WeldingDetectionReq",
    "WeldingDetectionRes",
    "X509Data",
    "X509IssuerSerialType",
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
    """Outcome of a request. Codes that begin with OK let the session go on, all others end it. Source: V2G-DC-665."""
    OK = 'OK'
    """The request was accepted. Source: V2G-DC-388."""
    OK_NewSessionEstablished = 'OK_NewSessionEstablished'
    """A new session was opened; SessionSetupRes only. Source: V2G-DC-393."""
    OK_OldSessionJoined = 'OK_OldSessionJoined'
    """An old session was resumed. Not used, since DIN knows no pause."""
    OK_CertificateExpiresSoon = 'OK_CertificateExpiresSoon'
    """A contract certificate is about to expire. Not used."""
    FAILED = 'FAILED'
    """The request was refused for a reason without a code of its own."""
    FAILED_SequenceError = 'FAILED_SequenceError'
    """The request is not allowed in the present state of the session. Source: V2G-DC-390."""
    FAILED_ServiceIDInvalid = 'FAILED_ServiceIDInvalid'
    """Details were asked of an unknown service. Not used."""
    FAILED_UnknownSession = 'FAILED_UnknownSession'
    """The SessionID of the request is not that of the running session. Source: V2G-DC-391."""
    FAILED_ServiceSelectionInvalid = 'FAILED_ServiceSelectionInvalid'
    """The selection is not exactly the charge service. Source: V2G-DC-396."""
    FAILED_PaymentSelectionInvalid = 'FAILED_PaymentSelectionInvalid'
    """A payment option was selected that was not offered. Source: V2G-DC-395."""
    FAILED_CertificateExpired = 'FAILED_CertificateExpired'
    """A certificate is not valid at this time. Not used."""
    FAILED_SignatureError = 'FAILED_SignatureError'
    """A signature does not verify. Not used."""
    FAILED_NoCertificateAvailable = 'FAILED_NoCertificateAvailable'
    """No contract certificate can be delivered. Not used."""
    FAILED_CertChainError = 'FAILED_CertChainError'
    """A certificate chain cannot be verified. Not used."""
    FAILED_ChallengeInvalid = 'FAILED_ChallengeInvalid'
    """A challenge was answered wrongly. Not used."""
    FAILED_ContractCanceled = 'FAILED_ContractCanceled'
    """A contract is no longer honoured. Not used."""
    FAILED_WrongChargeParameter = 'FAILED_WrongChargeParameter'
    """The charge parameters are not those of DC charging or contradict the station's limits. Source: V2G-DC-398."""
    FAILED_PowerDeliveryNotApplied = 'FAILED_PowerDeliveryNotApplied'
    """The station cannot deliver energy. Source: V2G-DC-401."""
    FAILED_TariffSelectionInvalid = 'FAILED_TariffSelectionInvalid'
    """The charging profile names an unknown schedule tuple. Source: V2G-DC-400."""
    FAILED_ChargingProfileInvalid = 'FAILED_ChargingProfileInvalid'
    """The charging profile exceeds the power schedule. Source: V2G-DC-399."""
    FAILED_EVSEPresentVoltageToLow = 'FAILED_EVSEPresentVoltageToLow'
    """The output voltage is too low. The spelling is that of the wire."""
    FAILED_MeteringSignatureNotValid = 'FAILED_MeteringSignatureNotValid'
    """A metering receipt is wrongly signed. Not used."""
    FAILED_WrongEnergyTransferType = 'FAILED_WrongEnergyTransferType'
    """The energy transfer type was not offered or is not DC. Source: V2G-DC-397 V2G-DC-625."""


class EVSEProcessingType(StrEnum):
    """Progress of the station's work on a request."""
    Finished = 'Finished'
    """The work is done; the EV goes on with the next message."""
    Ongoing = 'Ongoing'
    """The station needs more time; the EV repeats the request."""


class EVSENotificationType(StrEnum):
    """What the station asks of the EV."""
    None_ = 'None'
    """Nothing."""
    StopCharging = 'StopCharging'
    """End the charge by PowerDeliveryReq with ReadyToChargeState false, within NotificationMaxDelay."""
    ReNegotiation = 'ReNegotiation'
    """Negotiate anew. Not used, since DIN knows no renegotiation."""


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
    Ah = 'Ah'
    """Ampere hours."""
    V = 'V'
    """Volts."""
    VA = 'VA'
    """Volt amperes."""
    W = 'W'
    """Watts."""
    W_s = 'W/s'
    """Watts per second."""
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


class EVSESupportedEnergyTransferType(StrEnum):
    """Way of charging that a station can offer, by current and connector pins."""
    AC_single_phase_core = 'AC_single_phase_core'
    """AC on one phase. Not used."""
    AC_three_phase_core = 'AC_three_phase_core'
    """AC on three phases. Not used."""
    DC_core = 'DC_core'
    """DC over the pins otherwise used for AC."""
    DC_extended = 'DC_extended'
    """DC over the extra pins of a combined connector; what CCS stations offer."""
    DC_combo_core = 'DC_combo_core'
    """DC over the AC pins of a combined connector. Not used."""
    DC_dual = 'DC_dual'
    """DC over more than one set of pins. Not used."""
    AC_core1p_DC_extended = 'AC_core1p_DC_extended'
    """AC on one phase, or DC over the extra pins. Not used."""
    AC_single_DC_core = 'AC_single_DC_core'
    """AC on one phase, or DC over the AC pins. Not used."""
    AC_single_phase_three_phase_core_DC_extended = 'AC_single_phase_three_phase_core_DC_extended'
    """AC on one or three phases, or DC over the extra pins. Not used."""
    AC_core3p_DC_extended = 'AC_core3p_DC_extended'
    """AC on three phases, or DC over the extra pins. Not used."""


class EVRequestedEnergyTransferType(StrEnum):
    """Way of charging that an EV can ask for. Its order differs from the station's list. Source: V2G-DC-625."""
    AC_single_phase_core = 'AC_single_phase_core'
    """AC on one phase; refused."""
    AC_three_phase_core = 'AC_three_phase_core'
    """AC on three phases; refused."""
    DC_core = 'DC_core'
    """DC over the pins otherwise used for AC."""
    DC_extended = 'DC_extended'
    """DC over the extra pins of a combined connector."""
    DC_combo_core = 'DC_combo_core'
    """DC over the AC pins of a combined connector; refused."""
    DC_unique = 'DC_unique'
    """DC over a connector made for DC only; refused."""


class valueType(StrEnum):
    """Kinds of parameter values."""
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
    """By contract certificate. Not used."""
    ExternalPayment = 'ExternalPayment'
    """By any means outside the protocol, such as a card, an app or free charging."""


class costKindType(StrEnum):
    """What a cost counts."""
    relativePricePercentage = 'relativePricePercentage'
    """Price relative to others in the same tariff. Unit: %."""
    RenewableGenerationPercentage = 'RenewableGenerationPercentage'
    """Share of renewable energy. Unit: %."""
    CarbonDioxideEmission = 'CarbonDioxideEmission'
    """Carbon dioxide emitted. Unit: g per kWh."""


class EVSEStatus(Struct, frozen=True, gc=False):
    """Head that AC_EVSEStatus and DC_EVSEStatus substitute. Never sent itself."""


class AC_EVSEStatus(Struct, frozen=True, gc=False):
    """State of an AC station."""

    power_switch_closed: bool
    """True if the contactor is closed."""
    rcd: bool
    """True if the residual current device has tripped or found an error."""
    notification_max_delay: int
    """Time within which the EV shall act on EVSENotification; 0 with None. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    evse_notification: EVSENotificationType
    """What the EV shall do."""


class DC_EVSEStatus(Struct, frozen=True, gc=False):
    """State of a DC station."""

    evse_status_code: DC_EVSEStatusCodeType
    """Readiness of the station, or the reason why it stops."""
    notification_max_delay: int
    """Time within which the EV shall act on EVSENotification; 0 with None. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    evse_notification: EVSENotificationType
    """What the EV shall do."""
    evse_isolation_status: isolationLevelType | None = None
    """Result of the insulation test; Invalid until the first test has finished. Optional on the wire, always sent."""


class EVStatus(Struct, frozen=True, gc=False):
    """Head that DC_EVStatus substitutes. Never sent itself."""


class DC_EVStatus(Struct, frozen=True, gc=False):
    """State of an EV in DC charging."""

    ev_ready: bool
    """True if the EV is ready to receive energy."""
    ev_error_code: DC_EVErrorCodeType
    """Fault of the EV, for display and logs."""
    ev_ress_soc: int
    """State of charge of the battery. Unit: %. Range: 0 to 100. [0 to 100]"""
    ev_cabin_conditioning: bool | None = None
    """True if the EV heats or cools its cabin with energy from the station."""
    ev_ress_conditioning: bool | None = None
    """True if the EV heats or cools its battery with energy from the station."""


class EVChargeParameter(Struct, frozen=True, gc=False):
    """Head that AC_EVChargeParameter and DC_EVChargeParameter substitute. Never sent itself."""


class AC_EVChargeParameter(Struct, frozen=True, gc=False):
    """Limits of an EV in AC charging."""

    departure_time: int
    """Time until the EV will leave. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    e_amount: PhysicalValueType
    """Energy wanted until departure. Unit: Wh."""
    ev_max_voltage: PhysicalValueType
    """Highest voltage the EV accepts. Unit: V."""
    ev_max_current: PhysicalValueType
    """Highest current the EV draws from each phase. Unit: A."""
    ev_min_current: PhysicalValueType
    """Lowest current per phase at which the EV can charge. Unit: A."""


class DC_EVChargeParameter(Struct, frozen=True, gc=False):
    """Limits of an EV in DC charging."""

    dc_ev_status: DC_EVStatusType
    """State of the vehicle and its battery at the moment of the request."""
    ev_maximum_current_limit: PhysicalValueType
    """Highest current the EV accepts; the station must never exceed it. A negative value is refused with FAILED_WrongChargeParameter.
    Unit: A.
    """
    ev_maximum_voltage_limit: PhysicalValueType
    """Highest voltage the EV accepts; below the station's lowest voltage it is refused with FAILED_WrongChargeParameter. Unit: V.
    Range: 0 to 1000.
    """
    ev_maximum_power_limit: PhysicalValueType | None = None
    """Highest power the EV accepts. Unit: W."""
    ev_energy_capacity: PhysicalValueType | None = None
    """Usable energy of the battery. Unit: Wh."""
    ev_energy_request: PhysicalValueType | None = None
    """Energy wanted. Unit: Wh."""
    full_soc: int | None = None
    """State of charge the EV calls full. Unit: %. Range: 0 to 100. [0 to 100]"""
    bulk_soc: int | None = None
    """State of charge at which the fast part of the charge ends. Unit: %. Range: 0 to 100. [0 to 100]"""


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
    """State of the AC station."""
    evse_max_voltage: PhysicalValueType
    """Highest line voltage. Unit: V."""
    evse_max_current: PhysicalValueType
    """Highest current the outlet allows on each phase. Unit: A."""
    evse_min_current: PhysicalValueType
    """Lowest current per phase. Unit: A."""


class DC_EVSEChargeParameter(Struct, frozen=True, gc=False):
    """Limits of a DC station."""

    dc_evse_status: DC_EVSEStatusType
    """State of the station, with the insulation result and what the station asks of the EV."""
    evse_maximum_current_limit: PhysicalValueType
    """Highest current the station can supply. Unit: A."""
    evse_maximum_voltage_limit: PhysicalValueType
    """Highest voltage the station can supply. Unit: V. Range: 0 to 1000."""
    evse_minimum_current_limit: PhysicalValueType
    """Lowest current the station can regulate. Unit: A."""
    evse_minimum_voltage_limit: PhysicalValueType
    """Lowest voltage the station can supply. Unit: V. Range: 0 to 1000."""
    evse_peak_current_ripple: PhysicalValueType
    """Peak-to-peak ripple of the output current. Unit: A."""
    evse_maximum_power_limit: PhysicalValueType | None = None
    """Highest power the station can supply; optional on the wire, but always sent because PMax ends at 32767 W. Unit: W."""
    evse_current_regulation_tolerance: PhysicalValueType | None = None
    """Accuracy with which the station holds the current. Unit: A."""
    evse_energy_to_be_delivered: PhysicalValueType | None = None
    """Energy the station expects to deliver. Unit: Wh."""


class ServiceCharge(Struct, frozen=True, gc=False):
    """The charge service as an element of its own. No message refers to it."""

    service_tag: ServiceTagType
    """Number and kind of the service."""
    free_service: bool
    """True if the service costs nothing."""
    energy_transfer_type: EVSESupportedEnergyTransferType
    """Way of charging at this outlet; DC_extended for CCS, or DC_core."""


class SASchedules(Struct, frozen=True, gc=False):
    """Head that SAScheduleList substitutes. Never sent itself."""


class SAScheduleList(Struct, frozen=True, gc=False):
    """Power schedules among which the EV chooses one."""

    sa_schedule_tuple: tuple[SAScheduleTupleType, ...]
    """One alternative; exactly one entry in DIN. [1 to unbounded items]"""


class PMaxScheduleEntry(Struct, frozen=True, gc=False):
    """A time slot with its power limit."""

    time_interval: RelativeTimeInterval | TimeInterval
    """When the entry applies."""
    p_max: int
    """Highest power from the start of the slot, cut off at 32767; the true limit of a larger station is EVSEMaximumPowerLimit. Unit:
    W. [-32768 to 32767]
    """


class TimeInterval(Struct, frozen=True, gc=False):
    """Head that RelativeTimeInterval substitutes. Never sent itself."""


class SalesTariffEntry(Struct, frozen=True, gc=False):
    """A time slot with its price."""

    time_interval: RelativeTimeInterval | TimeInterval
    """When the entry applies."""
    e_price_level: int
    """Relative price of the slot. Range: 0 to 255. [0 to 255]"""
    consumption_cost: tuple[ConsumptionCostType, ...] = ()
    """Costs that depend on the power drawn. [0 to unbounded items]"""


class Entry(Struct, frozen=True, gc=False):
    """Head that the schedule and tariff entries substitute. Never sent itself."""

    time_interval: RelativeTimeInterval | TimeInterval
    """When the entry applies."""


class RelativeTimeInterval(Struct, frozen=True, gc=False):
    """A time slot counted from the moment of the response."""

    start: int
    """Begin of the slot after the response; 0 for the first entry. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    duration: int | None = None
    """Length of the slot; given for the last entry, typically 86400. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""


class ChargeParameterDiscoveryReq(Struct, frozen=True, gc=False):
    """EV → SECC. States the limits of the EV. Repeated while the station answers Ongoing. Source: V2G-DC-445."""

    ev_requested_energy_transfer_type: EVRequestedEnergyTransferType
    """Way of charging, DC_core or DC_extended as offered; else FAILED_WrongEnergyTransferType. Source: V2G-DC-397 V2G-DC-625."""
    ev_charge_parameter: AC_EVChargeParameter | DC_EVChargeParameter | EVChargeParameter
    """Limits of the EV; must be DC_EVChargeParameter, else FAILED_WrongChargeParameter. Source: V2G-DC-398."""


class ChargeParameterDiscoveryRes(Struct, frozen=True, gc=False):
    """SECC → EV. States what the station can deliver."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    evse_processing: EVSEProcessingType
    """Ongoing while the limits are not ready, then Finished."""
    sa_schedules: SAScheduleList | SASchedules
    """Power schedule of the station; one tuple, present with Finished."""
    evse_charge_parameter: AC_EVSEChargeParameter | DC_EVSEChargeParameter | EVSEChargeParameter
    """Limits of the station, as DC_EVSEChargeParameter."""


class PowerDeliveryReq(Struct, frozen=True, gc=False):
    """EV → SECC. Turns power on after pre-charge, or off."""

    ready_to_charge_state: bool
    """True to begin charging, false to end it. Source: V2G-DC-458 V2G-DC-465."""
    charging_profile: ChargingProfileType | None = None
    """Power the EV intends to draw over time."""
    ev_power_delivery_parameter: DC_EVPowerDeliveryParameter | EVPowerDeliveryParameter | None = None
    """State of the battery."""


class PowerDeliveryRes(Struct, frozen=True, gc=False):
    """SECC → EV. Confirms that power is on or off."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    evse_status: AC_EVSEStatus | DC_EVSEStatus | EVSEStatus
    """State of the station, as DC_EVSEStatus."""


class SessionStopReq(Struct, frozen=True, gc=False):
    """EV → SECC. Ends the session. Without content."""


class SessionStopRes(Struct, frozen=True, gc=False):
    """SECC → EV. Last message of a session; the connection is closed afterwards. Source: V2G-DC-450 V2G-DC-451."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""


class CableCheckReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for the insulation test; sent with the control pilot in state C or D and repeated while the station answers
    Ongoing, for at most 40 s. Source: V2G-DC-453 V2G-DC-547.
    """

    dc_ev_status: DC_EVStatusType
    """State of the vehicle and its battery at the moment of the request."""


class CableCheckRes(Struct, frozen=True, gc=False):
    """SECC → EV. Progress and result of the insulation test. Source: V2G-DC-454 V2G-DC-499."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    dc_evse_status: DC_EVSEStatusType
    """EVSE_IsolationMonitoringActive with Invalid while testing, EVSE_Ready with Valid or Warning afterwards."""
    evse_processing: EVSEProcessingType
    """Ongoing while the test runs, Finished with its result."""


class PreChargeReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks the station to raise its output to the battery voltage before the EV closes its relays; repeated until the
    voltages match, for at most 7 s. Source: V2G-DC-455.
    """

    dc_ev_status: DC_EVStatusType
    """State of the vehicle and its battery at the moment of the request."""
    ev_target_voltage: PhysicalValueType
    """Voltage to ramp to, usually that of the battery. Unit: V. Range: 0 to 1000."""
    ev_target_current: PhysicalValueType
    """Current limit during the ramp; more than 2 A is limited by the station. Unit: A."""


class PreChargeRes(Struct, frozen=True, gc=False):
    """SECC → EV. Progress of the voltage ramp; the EV decides when the voltages match, usually at less than 20 V of difference."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    dc_evse_status: DC_EVSEStatusType
    """State of the station, with the insulation result and what the station asks of the EV."""
    evse_present_voltage: PhysicalValueType
    """Voltage measured at the DC output. Unit: V. Range: 0 to 1000."""


class WeldingDetectionReq(Struct, frozen=True, gc=False):
    """EV → SECC. Lets the EV test its own relays for welding after the current is off; optional, repeated until the EV has seen
    enough. Source: V2G-DC-459 V2G-DC-468.
    """

    dc_ev_status: DC_EVStatusType
    """State of the vehicle and its battery at the moment of the request."""


class WeldingDetectionRes(Struct, frozen=True, gc=False):
    """SECC → EV. The voltage the EV needs for its test. The first one waits for control pilot state B. Source: V2G-DC-556."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    dc_evse_status: DC_EVSEStatusType
    """State of the station, with the insulation result and what the station asks of the EV."""
    evse_present_voltage: PhysicalValueType
    """Voltage measured at the DC output. Unit: V. Range: 0 to 1000."""


class CurrentDemandReq(Struct, frozen=True, gc=False):
    """EV → SECC. Set points of the charge loop, several times a second. Source: V2G-DC-461."""

    dc_ev_status: DC_EVStatusType
    """State of the vehicle and its battery at the moment of the request."""
    ev_target_current: PhysicalValueType
    """Current the EV wants now. A value above the station's limit is no error; the station delivers its limit. Unit: A."""
    charging_complete: bool
    """True when the battery is full. Information only; PowerDeliveryReq ends the charge."""
    ev_target_voltage: PhysicalValueType
    """Voltage the EV wants now, in practice the voltage ceiling of the charge. Unit: V. Range: 0 to 1000."""
    ev_maximum_voltage_limit: PhysicalValueType | None = None
    """Highest voltage the EV accepts; the station must never exceed it. Unit: V. Range: 0 to 1000."""
    ev_maximum_current_limit: PhysicalValueType | None = None
    """Highest current the EV accepts; the station must never exceed it. A negative value is refused with FAILED_WrongChargeParameter.
    Unit: A.
    """
    ev_maximum_power_limit: PhysicalValueType | None = None
    """Highest power the EV accepts. Unit: W."""
    bulk_charging_complete: bool | None = None
    """True when the fast part of the charge is over. Information only."""
    remaining_time_to_full_soc: PhysicalValueType | None = None
    """Estimated time until the battery is full. Unit: s."""
    remaining_time_to_bulk_soc: PhysicalValueType | None = None
    """Estimated time until the fast part of the charge is over. Unit: s."""


class CurrentDemandRes(Struct, frozen=True, gc=False):
    """SECC → EV. What the station delivers at this moment. Source: V2G-DC-462."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    dc_evse_status: DC_EVSEStatusType
    """State of the station, with the insulation result and what the station asks of the EV."""
    evse_present_voltage: PhysicalValueType
    """Voltage measured at the DC output. Unit: V. Range: 0 to 1000."""
    evse_present_current: PhysicalValueType
    """Current measured at the DC output. Unit: A."""
    evse_current_limit_achieved: bool
    """True if the target current reaches or exceeds what the station can deliver."""
    evse_voltage_limit_achieved: bool
    """True if the target voltage reaches or exceeds what the station can deliver."""
    evse_power_limit_achieved: bool
    """True if target voltage times target current reaches or exceeds what the station can deliver."""
    evse_maximum_voltage_limit: PhysicalValueType | None = None
    """Highest voltage at this moment; always sent, since some EVs rely on it. Unit: V. Range: 0 to 1000."""
    evse_maximum_current_limit: PhysicalValueType | None = None
    """Highest current at this moment; always sent, since some EVs rely on it. Unit: A."""
    evse_maximum_power_limit: PhysicalValueType | None = None
    """Highest power at this moment; always sent, since some EVs rely on it. Unit: W."""


class SessionSetupReq(Struct, frozen=True, gc=False):
    """EV → SECC. Opens a session. DIN knows no pause, so that every session is a new one."""

    evcc_id: bytes
    """MAC address of the EV's controller. 1 to 8 bytes; EVs send 6, or 8 with two zero bytes at the end. [0 to 8 octets]"""


class SessionSetupRes(Struct, frozen=True, gc=False):
    """SECC → EV. Confirms the session; its header carries the SessionID that all further messages use. Source: V2G-DC-393."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    evse_id: bytes
    """Identifier of the outlet as bytes: one nibble for each digit, A for the separating star; some stations send ASCII. A single zero
    byte if unknown. Up to 32 bytes. [0 to 32 octets]
    """
    date_time_now: int | None = None
    """Clock of the station. Unit: s since 1970-01-01 UTC. [-9223372036854775808 to 9223372036854775807]"""


class ServiceDiscoveryReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks what the station offers."""

    service_scope: str | None = None
    """Only services of this scope. Up to 32 characters. [0 to 32 characters]"""
    service_category: serviceCategoryType | None = None
    """Only services of this category; EVCharging is the only meaningful one."""


class ServiceDiscoveryRes(Struct, frozen=True, gc=False):
    """SECC → EV. Offers DC charging against external payment."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    payment_options: PaymentOptionsType
    """Ways to pay: exactly one, ExternalPayment. Source: V2G-DC-252."""
    charge_service: ServiceChargeType
    """The charging service, ServiceID 1."""
    service_list: ServiceTagListType | None = None
    """Services besides charging. Never sent."""


class ServicePaymentSelectionReq(Struct, frozen=True, gc=False):
    """EV → SECC. Chooses external payment and the charge service."""

    selected_payment_option: paymentOptionType
    """ExternalPayment; anything else is refused with FAILED_PaymentSelectionInvalid. Source: V2G-DC-395."""
    selected_service_list: SelectedServiceListType
    """Exactly one entry with ServiceID 1; anything else is refused with FAILED_ServiceSelectionInvalid. Source: V2G-DC-396 V2G-DC-635."""


class ServicePaymentSelectionRes(Struct, frozen=True, gc=False):
    """SECC → EV. Accepts or refuses the selection."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""


class ContractAuthenticationReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for permission to charge, repeated until the station has decided. In spite of its name no contract is involved.
    Source: V2G-DC-444.
    """

    id: str | None = None
    """Name by which a signature refers to this element. Not used."""
    gen_challenge: str | None = None
    """Challenge of a contract. Not used; ignored if present."""


class ContractAuthenticationRes(Struct, frozen=True, gc=False):
    """SECC → EV. Tells whether the session may charge."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    evse_processing: EVSEProcessingType
    """Finished when charging is permitted, Ongoing until then; EVs give up after 60 to 150 s."""


class ChargingStatusReq(Struct, frozen=True, gc=False):
    """EV → SECC. AC charge loop. Not used in DIN sessions."""


class ChargingStatusRes(Struct, frozen=True, gc=False):
    """SECC → EV. State of an AC outlet. Only ever sent as a refusal."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    evse_id: bytes
    """Identifier of the outlet. Up to 32 bytes. [0 to 32 octets]"""
    sa_schedule_tuple_id: int
    """Number of the schedule tuple; always 1. Range: -32768 to 32767. [-32768 to 32767]"""
    receipt_required: bool
    """True if the EV shall confirm the meter reading with its signature."""
    ac_evse_status: AC_EVSEStatusType
    """State of the AC station."""
    evse_max_current: PhysicalValueType | None = None
    """Highest current per phase. Unit: A."""
    meter_info: MeterInfoType | None = None
    """Reading of the station's meter. Never sent in DIN sessions."""


class MeteringReceiptReq(Struct, frozen=True, gc=False):
    """EV → SECC. Confirms a meter reading. Not used in DIN sessions."""

    session_id: bytes
    """The session the reading belongs to. [0 to 8 octets]"""
    meter_info: MeterInfoType
    """Reading of the station's meter. Never sent in DIN sessions."""
    id: str | None = None
    """Name by which a signature refers to this element. Not used."""
    sa_schedule_tuple_id: int | None = None
    """Number of the schedule tuple; always 1. Range: -32768 to 32767. [-32768 to 32767]"""


class MeteringReceiptRes(Struct, frozen=True, gc=False):
    """SECC → EV. Accepts a receipt. Only ever sent as a refusal."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    ac_evse_status: AC_EVSEStatusType
    """State of the AC station."""


class ServiceDetailReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for the parameters of a service. Not used in DIN sessions."""

    service_id: int
    """Number of the service. Range: 0 to 65535. [0 to 65535]"""


class ServiceDetailRes(Struct, frozen=True, gc=False):
    """SECC → EV. Parameters of a service. Only ever sent as a refusal."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    service_id: int
    """The service of the request. [0 to 65535]"""
    service_parameter_list: ServiceParameterListType | None = None
    """Parameter sets of the service."""


class PaymentDetailsReq(Struct, frozen=True, gc=False):
    """EV → SECC. Shows a contract. Not used in DIN sessions."""

    contract_id: str
    """Identifier of the contract. Up to 24 characters. [0 to 24 characters]"""
    contract_signature_cert_chain: CertificateChainType
    """Contract certificate with its sub-CA certificates."""


class PaymentDetailsRes(Struct, frozen=True, gc=False):
    """SECC → EV. Challenge for a contract. Only ever sent as a refusal."""

    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    gen_challenge: str
    """Challenge for the EV to sign, as text."""
    date_time_now: int
    """Clock of the station. Unit: s since 1970-01-01 UTC. [-9223372036854775808 to 9223372036854775807]"""


class CertificateInstallationReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for a first contract certificate. Not used in DIN sessions."""

    oem_provisioning_cert: bytes
    """Provisioning certificate of the vehicle. DER, up to 1200 bytes. [0 to 1200 octets]"""
    list_of_root_certificate_ids: ListOfRootCertificateIDsType
    """Root certificates that the EV holds."""
    dh_params: bytes
    """Parameters of the key exchange. Up to 256 bytes. [0 to 256 octets]"""
    id: str | None = None
    """Name by which a signature refers to this element. Not used."""


class CertificateInstallationRes(Struct, frozen=True, gc=False):
    """SECC → EV. Delivers a contract certificate. Only ever sent as a refusal."""

    id: str
    """Name by which a signature refers to this element. Not used."""
    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    contract_signature_cert_chain: CertificateChainType
    """Contract certificate with its sub-CA certificates."""
    contract_signature_encrypted_private_key: bytes
    """The new contract's private key, encrypted for the vehicle. Up to 128 bytes. [0 to 128 octets]"""
    dh_params: bytes
    """Parameters of the key exchange. Up to 256 bytes. [0 to 256 octets]"""
    contract_id: str
    """Identifier of the contract. Up to 24 characters. [0 to 24 characters]"""


class CertificateUpdateReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for a successor of a contract certificate. Not used in DIN sessions."""

    contract_signature_cert_chain: CertificateChainType
    """Contract certificate with its sub-CA certificates."""
    contract_id: str
    """Identifier of the contract. Up to 24 characters. [0 to 24 characters]"""
    list_of_root_certificate_ids: ListOfRootCertificateIDsType
    """Root certificates that the EV holds."""
    dh_params: bytes
    """Parameters of the key exchange. Up to 256 bytes. [0 to 256 octets]"""
    id: str | None = None
    """Name by which a signature refers to this element. Not used."""


class CertificateUpdateRes(Struct, frozen=True, gc=False):
    """SECC → EV. Delivers a renewed contract certificate. Only ever sent as a refusal."""

    id: str
    """Name by which a signature refers to this element. Not used."""
    response_code: responseCodeType
    """Outcome of the request. A FAILED code ends the session: the station sends it and closes the connection. Source: V2G-DC-665."""
    contract_signature_cert_chain: CertificateChainType
    """Contract certificate with its sub-CA certificates."""
    contract_signature_encrypted_private_key: bytes
    """The new contract's private key, encrypted for the vehicle. Up to 128 bytes. [0 to 128 octets]"""
    dh_params: bytes
    """Parameters of the key exchange. Up to 256 bytes. [0 to 256 octets]"""
    contract_id: str
    """Identifier of the contract. Up to 24 characters. [0 to 24 characters]"""
    retry_counter: int
    """When to try again after a failure. Range: -32768 to 32767. [-32768 to 32767]"""


class V2G_Message(Struct, frozen=True, gc=False):
    """Envelope of every DIN SPEC 70121 message after the protocol selection."""

    header: MessageHeaderType
    """Session identifier; no signatures occur."""
    body: BodyType
    """The request or response."""


class BodyElement(Struct, frozen=True, gc=False):
    """Head that all requests and responses substitute. Never sent itself, although the schema would allow it."""


class SubCertificatesType(Struct, frozen=True, gc=False):
    """Certificates between a leaf and its root."""

    certificate: tuple[bytes, ...]
    """One certificate. DER, up to 1200 bytes; any number of entries. [0 to 1200 octets, 1 to unbounded items]"""


class PhysicalValueType(Struct, frozen=True, gc=False):
    """A number with a power of ten and, usually, its unit: Value × 10^Multiplier, in Unit."""

    multiplier: int
    """Power of ten. Range: -3 to 3. [-3 to 3]"""
    value: int
    """Number before scaling. Range: -32768 to 32767. [-32768 to 32767]"""
    unit: unitSymbolType | None = None
    """Unit of the value; if it is missing, the field's own. A station always sends it."""


class DC_EVStatusType(Struct, frozen=True, gc=False):
    """State of an EV in DC charging."""

    ev_ready: bool
    """True if the EV is ready to receive energy."""
    ev_error_code: DC_EVErrorCodeType
    """Fault of the EV, for display and logs."""
    ev_ress_soc: int
    """State of charge of the battery. Unit: %. Range: 0 to 100. [0 to 100]"""
    ev_cabin_conditioning: bool | None = None
    """True if the EV heats or cools its cabin with energy from the station."""
    ev_ress_conditioning: bool | None = None
    """True if the EV heats or cools its battery with energy from the station."""


class AC_EVSEStatusType(Struct, frozen=True, gc=False):
    """State of an AC station. Not used in DIN sessions."""

    power_switch_closed: bool
    """True if the contactor is closed."""
    rcd: bool
    """True if the residual current device has tripped or found an error."""
    notification_max_delay: int
    """Time within which the EV shall act on EVSENotification; 0 with None. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    evse_notification: EVSENotificationType
    """What the EV shall do."""


class DC_EVSEStatusType(Struct, frozen=True, gc=False):
    """State of a DC station."""

    evse_status_code: DC_EVSEStatusCodeType
    """Readiness of the station, or the reason why it stops."""
    notification_max_delay: int
    """Time within which the EV shall act on EVSENotification; 0 with None. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    evse_notification: EVSENotificationType
    """What the EV shall do."""
    evse_isolation_status: isolationLevelType | None = None
    """Result of the insulation test; Invalid until the first test has finished. Optional on the wire, always sent."""


class ServiceTagType(Struct, frozen=True, gc=False):
    """What identifies a service."""

    service_id: int
    """Number of the service; 1 for charging. Range: 0 to 65535. [0 to 65535]"""
    service_category: serviceCategoryType
    """Kind of the service; EVCharging."""
    service_name: str | None = None
    """Name for display. Never sent. Source: V2G-DC-628. [0 to 32 characters]"""
    service_scope: str | None = None
    """Further qualification. Never sent. Source: V2G-DC-629. [0 to 32 characters]"""


class ServiceType(Struct, frozen=True, gc=False):
    """A service the station offers."""

    service_tag: ServiceTagType
    """Number and kind of the service."""
    free_service: bool
    """True if the service costs nothing."""


class ParameterType(Struct, frozen=True, gc=False):
    """A named value of one of six kinds. Not used."""

    name: str
    """Name of the parameter."""
    value_type: valueType
    """Which of the six kinds the value is."""
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
    """One configuration of a service. Not used."""

    parameter_set_id: int
    """Number by which the EV selects this configuration. Range: -32768 to 32767. [-32768 to 32767]"""
    parameter: tuple[ParameterType, ...]
    """One named value. Any number of entries. [1 to unbounded items]"""


class SelectedServiceType(Struct, frozen=True, gc=False):
    """A service the EV will use."""

    service_id: int
    """Number of the service; 1 for charging. Range: 0 to 65535. [0 to 65535]"""
    parameter_set_id: int | None = None
    """The chosen configuration. Not used. Range: -32768 to 32767. [-32768 to 32767]"""


class PMaxScheduleType(Struct, frozen=True, gc=False):
    """Highest power over time; 24 hours from the response."""

    p_max_schedule_id: int
    """Number of the schedule; always 1. Range: -32768 to 32767. [-32768 to 32767]"""
    p_max_schedule_entry: tuple[PMaxScheduleEntry, ...]
    """One step. Not more than 12 entries. Source: V2G-DC-329. [1 to unbounded items]"""


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

    start_value: int
    """Lowest power to which the costs apply. Unit: W. Range: 0 to 4294967295. [0 to 4294967295]"""
    cost: tuple[CostType, ...] = ()
    """One cost. [0 to unbounded items]"""


class SalesTariffType(Struct, frozen=True, gc=False):
    """Prices over time. Never sent. Source: V2G-DC-554."""

    id: str
    """Name by which a signature refers to this element. Not used."""
    sales_tariff_id: int
    """Number of the tariff. Range: -32768 to 32767. [-32768 to 32767]"""
    num_e_price_levels: int
    """How many price levels the entries use. Range: 0 to 255. [0 to 255]"""
    sales_tariff_entry: tuple[SalesTariffEntry, ...]
    """One step. Any number of entries. [1 to unbounded items]"""
    sales_tariff_description: str | None = None
    """Name of the tariff for display. Up to 32 characters. [0 to 32 characters]"""


class SAScheduleTupleType(Struct, frozen=True, gc=False):
    """A power schedule."""

    sa_schedule_tuple_id: int
    """Number of the schedule tuple; always 1. Range: -32768 to 32767. [-32768 to 32767]"""
    p_max_schedule: PMaxScheduleType
    """Highest power over time."""
    sales_tariff: SalesTariffType | None = None
    """Prices over time. Never sent. Source: V2G-DC-554."""


class ProfileEntryType(Struct, frozen=True, gc=False):
    """A step of the charging profile; it holds until the next one starts."""

    charging_profile_entry_start: int
    """Begin of the step after the response that offered the schedule. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    charging_profile_entry_max_power: int
    """Highest power the EV will draw from then on; must not exceed PMax. Unit: W. Range: 0 to 32767. Source: V2G-DC-399. [-32768 to
    32767]
    """


class NotificationType(Struct, frozen=True, gc=False):
    """A problem the sender noticed, for logs."""

    fault_code: faultCodeType
    """Kind of the problem."""
    fault_msg: str | None = None
    """Explanation for humans. Up to 64 characters. [0 to 64 characters]"""


class ChargingProfileType(Struct, frozen=True, gc=False):
    """Power the EV intends to draw over time."""

    sa_schedule_tuple_id: int
    """The tuple the profile belongs to; 1, else FAILED_TariffSelectionInvalid. Source: V2G-DC-400. [-32768 to 32767]"""
    profile_entry: tuple[ProfileEntryType, ...]
    """One step. Up to 24 entries in practice, by rising start. [1 to unbounded items]"""


class PaymentOptionsType(Struct, frozen=True, gc=False):
    """Ways to pay at this station."""

    payment_option: tuple[paymentOptionType, ...]
    """One way to pay; exactly one entry, ExternalPayment. Source: V2G-DC-252. [1 to unbounded items]"""


class ServiceChargeType(Struct, frozen=True, gc=False):
    """The charge service: a service with ServiceID 1 and the way of charging it covers."""

    service_tag: ServiceTagType
    """Number and kind of the service."""
    free_service: bool
    """True if the service costs nothing."""
    energy_transfer_type: EVSESupportedEnergyTransferType
    """Way of charging at this outlet; DC_extended for CCS, or DC_core."""


class ServiceTagListType(Struct, frozen=True, gc=False):
    """Services besides charging. Never sent."""

    service: tuple[ServiceType, ...]
    """One service. Any number of entries. [1 to unbounded items]"""


class SelectedServiceListType(Struct, frozen=True, gc=False):
    """Services the EV will use."""

    selected_service: tuple[SelectedServiceType, ...]
    """One service; exactly one entry in DIN. Source: V2G-DC-635. [1 to unbounded items]"""


class MeterInfoType(Struct, frozen=True, gc=False):
    """A reading of the station's meter."""

    meter_id: str
    """Identifier of the meter. Up to 32 characters. [0 to 32 characters]"""
    meter_reading: PhysicalValueType | None = None
    """Energy register. Unit: Wh."""
    sig_meter_reading: bytes | None = None
    """Signature of the meter over its reading. Up to 32 bytes. [0 to 32 octets]"""
    meter_status: int | None = None
    """Status word of the meter. Range: -32768 to 32767. [-32768 to 32767]"""
    t_meter: int | None = None
    """Time of the reading. Unit: s since 1970-01-01 UTC. [-9223372036854775808 to 9223372036854775807]"""


class ServiceParameterListType(Struct, frozen=True, gc=False):
    """Configurations in which a service can be had. Not used."""

    parameter_set: tuple[ParameterSetType, ...]
    """One configuration. Any number of entries. [1 to unbounded items]"""


class CertificateChainType(Struct, frozen=True, gc=False):
    """A certificate and the sub-CA certificates above it."""

    certificate: bytes
    """The leaf certificate. DER, up to 1200 bytes. [0 to 1200 octets]"""
    sub_certificates: SubCertificatesType | None = None
    """The sub-CA certificates."""


class ListOfRootCertificateIDsType(Struct, frozen=True, gc=False):
    """Root certificates that the EV holds."""

    root_certificate_id: tuple[str, ...]
    """Name of one root certificate. Any number of entries. [0 to 40 characters, 1 to unbounded items]"""


class MessageHeaderType(Struct, frozen=True, gc=False):
    """What every message carries besides its body."""

    session_id: bytes
    """Identifier of the session. 8 bytes, chosen by the station; zero in the request that opens a session, often as a single zero
    byte. Source: V2G-DC-391. [0 to 8 octets]
    """
    notification: NotificationType | None = None
    """Hint at a transport or parsing problem of the sender. Information only."""
    signature: Signature | None = None
    """Signature over elements of the body. Not used."""


class BodyType(Struct, frozen=True, gc=False):
    """Room for exactly one message."""

    body_element: BodyElement | CableCheckReq | CableCheckRes | CertificateInstallationReq | CertificateInstallationRes | CertificateUpdateReq | CertificateUpdateRes | ChargeParameterDiscoveryReq | ChargeParameterDiscoveryRes | ChargingStatusReq | ChargingStatusRes | ContractAuthenticationReq | ContractAuthenticationRes | CurrentDemandReq | CurrentDemandRes | MeteringReceiptReq | MeteringReceiptRes | PaymentDetailsReq | PaymentDetailsRes | PowerDeliveryReq | PowerDeliveryRes | PreChargeReq | PreChargeRes | ServiceDetailReq | ServiceDetailRes | ServiceDiscoveryReq | ServiceDiscoveryRes | ServicePaymentSelectionReq | ServicePaymentSelectionRes | SessionSetupReq | SessionSetupRes | SessionStopReq | SessionStopRes | WeldingDetectionReq | WeldingDetectionRes | None = None
    """The request or response. Absent only in messages that no session state expects."""

