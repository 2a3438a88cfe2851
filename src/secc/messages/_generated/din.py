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


class faultCodeType(StrEnum):
    """Values of faultCodeType."""
    ParsingError = 'ParsingError'
    NoTLSRootCertificatAvailable = 'NoTLSRootCertificatAvailable'
    UnknownError = 'UnknownError'


class responseCodeType(StrEnum):
    """Values of responseCodeType."""
    OK = 'OK'
    OK_NewSessionEstablished = 'OK_NewSessionEstablished'
    OK_OldSessionJoined = 'OK_OldSessionJoined'
    OK_CertificateExpiresSoon = 'OK_CertificateExpiresSoon'
    FAILED = 'FAILED'
    FAILED_SequenceError = 'FAILED_SequenceError'
    FAILED_ServiceIDInvalid = 'FAILED_ServiceIDInvalid'
    FAILED_UnknownSession = 'FAILED_UnknownSession'
    FAILED_ServiceSelectionInvalid = 'FAILED_ServiceSelectionInvalid'
    FAILED_PaymentSelectionInvalid = 'FAILED_PaymentSelectionInvalid'
    FAILED_CertificateExpired = 'FAILED_CertificateExpired'
    FAILED_SignatureError = 'FAILED_SignatureError'
    FAILED_NoCertificateAvailable = 'FAILED_NoCertificateAvailable'
    FAILED_CertChainError = 'FAILED_CertChainError'
    FAILED_ChallengeInvalid = 'FAILED_ChallengeInvalid'
    FAILED_ContractCanceled = 'FAILED_ContractCanceled'
    FAILED_WrongChargeParameter = 'FAILED_WrongChargeParameter'
    FAILED_PowerDeliveryNotApplied = 'FAILED_PowerDeliveryNotApplied'
    FAILED_TariffSelectionInvalid = 'FAILED_TariffSelectionInvalid'
    FAILED_ChargingProfileInvalid = 'FAILED_ChargingProfileInvalid'
    FAILED_EVSEPresentVoltageToLow = 'FAILED_EVSEPresentVoltageToLow'
    FAILED_MeteringSignatureNotValid = 'FAILED_MeteringSignatureNotValid'
    FAILED_WrongEnergyTransferType = 'FAILED_WrongEnergyTransferType'


class serviceCategoryType(StrEnum):
    """Values of serviceCategoryType."""
    EVCharging = 'EVCharging'
    Internet = 'Internet'
    ContractCertificate = 'ContractCertificate'
    OtherCustom = 'OtherCustom'


class paymentOptionType(StrEnum):
    """Values of paymentOptionType."""
    Contract = 'Contract'
    ExternalPayment = 'ExternalPayment'


class EVSESupportedEnergyTransferType(StrEnum):
    """Values of EVSESupportedEnergyTransferType."""
    AC_single_phase_core = 'AC_single_phase_core'
    AC_three_phase_core = 'AC_three_phase_core'
    DC_core = 'DC_core'
    DC_extended = 'DC_extended'
    DC_combo_core = 'DC_combo_core'
    DC_dual = 'DC_dual'
    AC_core1p_DC_extended = 'AC_core1p_DC_extended'
    AC_single_DC_core = 'AC_single_DC_core'
    AC_single_phase_three_phase_core_DC_extended = 'AC_single_phase_three_phase_core_DC_extended'
    AC_core3p_DC_extended = 'AC_core3p_DC_extended'


class unitSymbolType(StrEnum):
    """Values of unitSymbolType."""
    h = 'h'
    """Time in hours"""
    m = 'm'
    """Time in minutes"""
    s = 's'
    """Time in seconds"""
    A = 'A'
    """Current in Ampere"""
    Ah = 'Ah'
    """Ampere hour"""
    V = 'V'
    """Voltage in Volt"""
    VA = 'VA'
    """Apparent power in Volt Ampere"""
    W = 'W'
    """Active power in Watt"""
    W_s = 'W/s'
    """Watt per second"""
    Wh = 'Wh'
    """Real energy in Watt hours"""


class valueType(StrEnum):
    """Values of valueType."""
    bool = 'bool'
    byte = 'byte'
    short = 'short'
    int = 'int'
    physicalValue = 'physicalValue'
    string = 'string'


class EVSEProcessingType(StrEnum):
    """Values of EVSEProcessingType."""
    Finished = 'Finished'
    Ongoing = 'Ongoing'


class EVRequestedEnergyTransferType(StrEnum):
    """Values of EVRequestedEnergyTransferType."""
    AC_single_phase_core = 'AC_single_phase_core'
    AC_three_phase_core = 'AC_three_phase_core'
    DC_core = 'DC_core'
    DC_extended = 'DC_extended'
    DC_combo_core = 'DC_combo_core'
    DC_unique = 'DC_unique'


class EVSENotificationType(StrEnum):
    """Values of EVSENotificationType."""
    None_ = 'None'
    StopCharging = 'StopCharging'
    ReNegotiation = 'ReNegotiation'


class DC_EVErrorCodeType(StrEnum):
    """Values of DC_EVErrorCodeType."""
    NO_ERROR = 'NO_ERROR'
    FAILED_RESSTemperatureInhibit = 'FAILED_RESSTemperatureInhibit'
    FAILED_EVShiftPosition = 'FAILED_EVShiftPosition'
    FAILED_ChargerConnectorLockFault = 'FAILED_ChargerConnectorLockFault'
    FAILED_EVRESSMalfunction = 'FAILED_EVRESSMalfunction'
    FAILED_ChargingCurrentdifferential = 'FAILED_ChargingCurrentdifferential'
    FAILED_ChargingVoltageOutOfRange = 'FAILED_ChargingVoltageOutOfRange'
    Reserved_A = 'Reserved_A'
    Reserved_B = 'Reserved_B'
    Reserved_C = 'Reserved_C'
    FAILED_ChargingSystemIncompatibility = 'FAILED_ChargingSystemIncompatibility'
    NoData = 'NoData'


class isolationLevelType(StrEnum):
    """Values of isolationLevelType."""
    Invalid = 'Invalid'
    Valid = 'Valid'
    Warning = 'Warning'
    Fault = 'Fault'


class DC_EVSEStatusCodeType(StrEnum):
    """Values of DC_EVSEStatusCodeType."""
    EVSE_NotReady = 'EVSE_NotReady'
    EVSE_Ready = 'EVSE_Ready'
    EVSE_Shutdown = 'EVSE_Shutdown'
    EVSE_UtilityInterruptEvent = 'EVSE_UtilityInterruptEvent'
    EVSE_IsolationMonitoringActive = 'EVSE_IsolationMonitoringActive'
    EVSE_EmergencyShutdown = 'EVSE_EmergencyShutdown'
    EVSE_Malfunction = 'EVSE_Malfunction'
    Reserved_8 = 'Reserved_8'
    Reserved_9 = 'Reserved_9'
    Reserved_A = 'Reserved_A'
    Reserved_B = 'Reserved_B'
    Reserved_C = 'Reserved_C'


class costKindType(StrEnum):
    """Values of costKindType."""
    relativePricePercentage = 'relativePricePercentage'
    RenewableGenerationPercentage = 'RenewableGenerationPercentage'
    CarbonDioxideEmission = 'CarbonDioxideEmission'


class V2G_Message(Struct, frozen=True, gc=False):
    """Element V2G_Message."""

    header: MessageHeaderType
    body: BodyType


class BodyElement(Struct, frozen=True, gc=False):
    """Element BodyElement."""


class SessionSetupReq(Struct, frozen=True, gc=False):
    """Element SessionSetupReq."""

    evcc_id: bytes
    """[0 to 8 octets]"""


class SessionSetupRes(Struct, frozen=True, gc=False):
    """Element SessionSetupRes."""

    response_code: responseCodeType
    evse_id: bytes
    """[0 to 32 octets]"""
    date_time_now: int | None = None
    """[-9223372036854775808 to 9223372036854775807]"""


class ServiceDiscoveryReq(Struct, frozen=True, gc=False):
    """Element ServiceDiscoveryReq."""

    service_scope: str | None = None
    """[0 to 32 characters]"""
    service_category: serviceCategoryType | None = None


class ServiceDiscoveryRes(Struct, frozen=True, gc=False):
    """Element ServiceDiscoveryRes."""

    response_code: responseCodeType
    payment_options: PaymentOptionsType
    charge_service: ServiceChargeType
    service_list: ServiceTagListType | None = None


class ServiceDetailReq(Struct, frozen=True, gc=False):
    """Element ServiceDetailReq."""

    service_id: int
    """[0 to 65535]"""


class ServiceDetailRes(Struct, frozen=True, gc=False):
    """Element ServiceDetailRes."""

    response_code: responseCodeType
    service_id: int
    """[0 to 65535]"""
    service_parameter_list: ServiceParameterListType | None = None


class ServicePaymentSelectionReq(Struct, frozen=True, gc=False):
    """Element ServicePaymentSelectionReq."""

    selected_payment_option: paymentOptionType
    selected_service_list: SelectedServiceListType


class ServicePaymentSelectionRes(Struct, frozen=True, gc=False):
    """Element ServicePaymentSelectionRes."""

    response_code: responseCodeType


class PaymentDetailsReq(Struct, frozen=True, gc=False):
    """Element PaymentDetailsReq."""

    contract_id: str
    """[0 to 24 characters]"""
    contract_signature_cert_chain: CertificateChainType


class PaymentDetailsRes(Struct, frozen=True, gc=False):
    """Element PaymentDetailsRes."""

    response_code: responseCodeType
    gen_challenge: str
    date_time_now: int
    """[-9223372036854775808 to 9223372036854775807]"""


class ContractAuthenticationReq(Struct, frozen=True, gc=False):
    """Element ContractAuthenticationReq."""

    id: str | None = None
    gen_challenge: str | None = None


class ContractAuthenticationRes(Struct, frozen=True, gc=False):
    """Element ContractAuthenticationRes."""

    response_code: responseCodeType
    evse_processing: EVSEProcessingType


class ChargeParameterDiscoveryReq(Struct, frozen=True, gc=False):
    """Element ChargeParameterDiscoveryReq."""

    ev_requested_energy_transfer_type: EVRequestedEnergyTransferType
    ev_charge_parameter: AC_EVChargeParameter | DC_EVChargeParameter | EVChargeParameter


class EVChargeParameter(Struct, frozen=True, gc=False):
    """Element EVChargeParameter."""


class ChargeParameterDiscoveryRes(Struct, frozen=True, gc=False):
    """Element ChargeParameterDiscoveryRes."""

    response_code: responseCodeType
    evse_processing: EVSEProcessingType
    sa_schedules: SAScheduleList | SASchedules
    evse_charge_parameter: AC_EVSEChargeParameter | DC_EVSEChargeParameter | EVSEChargeParameter


class SASchedules(Struct, frozen=True, gc=False):
    """Element SASchedules."""


class EVSEChargeParameter(Struct, frozen=True, gc=False):
    """Element EVSEChargeParameter."""


class PowerDeliveryReq(Struct, frozen=True, gc=False):
    """Element PowerDeliveryReq."""

    ready_to_charge_state: bool
    charging_profile: ChargingProfileType | None = None
    ev_power_delivery_parameter: DC_EVPowerDeliveryParameter | EVPowerDeliveryParameter | None = None


class EVPowerDeliveryParameter(Struct, frozen=True, gc=False):
    """Element EVPowerDeliveryParameter."""


class PowerDeliveryRes(Struct, frozen=True, gc=False):
    """Element PowerDeliveryRes."""

    response_code: responseCodeType
    evse_status: AC_EVSEStatus | DC_EVSEStatus | EVSEStatus


class EVSEStatus(Struct, frozen=True, gc=False):
    """Element EVSEStatus."""


class ChargingStatusReq(Struct, frozen=True, gc=False):
    """Element ChargingStatusReq."""


class ChargingStatusRes(Struct, frozen=True, gc=False):
    """Element ChargingStatusRes."""

    response_code: responseCodeType
    evse_id: bytes
    """[0 to 32 octets]"""
    sa_schedule_tuple_id: int
    """[-32768 to 32767]"""
    receipt_required: bool
    ac_evse_status: AC_EVSEStatusType
    evse_max_current: PhysicalValueType | None = None
    meter_info: MeterInfoType | None = None


class MeteringReceiptReq(Struct, frozen=True, gc=False):
    """Element MeteringReceiptReq."""

    session_id: bytes
    """[0 to 8 octets]"""
    meter_info: MeterInfoType
    id: str | None = None
    sa_schedule_tuple_id: int | None = None
    """[-32768 to 32767]"""


class MeteringReceiptRes(Struct, frozen=True, gc=False):
    """Element MeteringReceiptRes."""

    response_code: responseCodeType
    ac_evse_status: AC_EVSEStatusType


class SessionStopReq(Struct, frozen=True, gc=False):
    """Element SessionStopReq."""


class SessionStopRes(Struct, frozen=True, gc=False):
    """Element SessionStopRes."""

    response_code: responseCodeType


class CertificateUpdateReq(Struct, frozen=True, gc=False):
    """Element CertificateUpdateReq."""

    contract_signature_cert_chain: CertificateChainType
    contract_id: str
    """[0 to 24 characters]"""
    list_of_root_certificate_i_ds: ListOfRootCertificateIDsType
    dh_params: bytes
    """[0 to 256 octets]"""
    id: str | None = None


class CertificateUpdateRes(Struct, frozen=True, gc=False):
    """Element CertificateUpdateRes."""

    id: str
    response_code: responseCodeType
    contract_signature_cert_chain: CertificateChainType
    contract_signature_encrypted_private_key: bytes
    """[0 to 128 octets]"""
    dh_params: bytes
    """[0 to 256 octets]"""
    contract_id: str
    """[0 to 24 characters]"""
    retry_counter: int
    """[-32768 to 32767]"""


class CertificateInstallationReq(Struct, frozen=True, gc=False):
    """Element CertificateInstallationReq."""

    oem_provisioning_cert: bytes
    """[0 to 1200 octets]"""
    list_of_root_certificate_i_ds: ListOfRootCertificateIDsType
    dh_params: bytes
    """[0 to 256 octets]"""
    id: str | None = None


class CertificateInstallationRes(Struct, frozen=True, gc=False):
    """Element CertificateInstallationRes."""

    id: str
    response_code: responseCodeType
    contract_signature_cert_chain: CertificateChainType
    contract_signature_encrypted_private_key: bytes
    """[0 to 128 octets]"""
    dh_params: bytes
    """[0 to 256 octets]"""
    contract_id: str
    """[0 to 24 characters]"""


class CableCheckReq(Struct, frozen=True, gc=False):
    """Element CableCheckReq."""

    dc_ev_status: DC_EVStatusType


class CableCheckRes(Struct, frozen=True, gc=False):
    """Element CableCheckRes."""

    response_code: responseCodeType
    dc_evse_status: DC_EVSEStatusType
    evse_processing: EVSEProcessingType


class PreChargeReq(Struct, frozen=True, gc=False):
    """Element PreChargeReq."""

    dc_ev_status: DC_EVStatusType
    ev_target_voltage: PhysicalValueType
    ev_target_current: PhysicalValueType


class PreChargeRes(Struct, frozen=True, gc=False):
    """Element PreChargeRes."""

    response_code: responseCodeType
    dc_evse_status: DC_EVSEStatusType
    evse_present_voltage: PhysicalValueType


class CurrentDemandReq(Struct, frozen=True, gc=False):
    """Element CurrentDemandReq."""

    dc_ev_status: DC_EVStatusType
    ev_target_current: PhysicalValueType
    charging_complete: bool
    ev_target_voltage: PhysicalValueType
    ev_maximum_voltage_limit: PhysicalValueType | None = None
    ev_maximum_current_limit: PhysicalValueType | None = None
    ev_maximum_power_limit: PhysicalValueType | None = None
    bulk_charging_complete: bool | None = None
    remaining_time_to_full_so_c: PhysicalValueType | None = None
    remaining_time_to_bulk_so_c: PhysicalValueType | None = None


class CurrentDemandRes(Struct, frozen=True, gc=False):
    """Element CurrentDemandRes."""

    response_code: responseCodeType
    dc_evse_status: DC_EVSEStatusType
    evse_present_voltage: PhysicalValueType
    evse_present_current: PhysicalValueType
    evse_current_limit_achieved: bool
    evse_voltage_limit_achieved: bool
    evse_power_limit_achieved: bool
    evse_maximum_voltage_limit: PhysicalValueType | None = None
    evse_maximum_current_limit: PhysicalValueType | None = None
    evse_maximum_power_limit: PhysicalValueType | None = None


class WeldingDetectionReq(Struct, frozen=True, gc=False):
    """Element WeldingDetectionReq."""

    dc_ev_status: DC_EVStatusType


class WeldingDetectionRes(Struct, frozen=True, gc=False):
    """Element WeldingDetectionRes."""

    response_code: responseCodeType
    dc_evse_status: DC_EVSEStatusType
    evse_present_voltage: PhysicalValueType


class ServiceCharge(Struct, frozen=True, gc=False):
    """Element ServiceCharge."""

    service_tag: ServiceTagType
    free_service: bool
    energy_transfer_type: EVSESupportedEnergyTransferType


class SAScheduleList(Struct, frozen=True, gc=False):
    """Element SAScheduleList."""

    sa_schedule_tuple: tuple[SAScheduleTupleType, ...]
    """[1 to unbounded items]"""


class PMaxScheduleEntry(Struct, frozen=True, gc=False):
    """Element PMaxScheduleEntry."""

    time_interval: RelativeTimeInterval | TimeInterval
    p_max: int
    """[-32768 to 32767]"""


class TimeInterval(Struct, frozen=True, gc=False):
    """Element TimeInterval."""


class SalesTariffEntry(Struct, frozen=True, gc=False):
    """Element SalesTariffEntry."""

    time_interval: RelativeTimeInterval | TimeInterval
    e_price_level: int
    """[0 to 255]"""
    consumption_cost: tuple[ConsumptionCostType, ...] = ()
    """[0 to unbounded items]"""


class Entry(Struct, frozen=True, gc=False):
    """Element Entry."""

    time_interval: RelativeTimeInterval | TimeInterval


class RelativeTimeInterval(Struct, frozen=True, gc=False):
    """Element RelativeTimeInterval."""

    start: int
    """[0 to 4294967295]"""
    duration: int | None = None
    """[0 to 4294967295]"""


class AC_EVSEStatus(Struct, frozen=True, gc=False):
    """Element AC_EVSEStatus."""

    power_switch_closed: bool
    rcd: bool
    notification_max_delay: int
    """[0 to 4294967295]"""
    evse_notification: EVSENotificationType


class EVStatus(Struct, frozen=True, gc=False):
    """Element EVStatus."""


class DC_EVSEStatus(Struct, frozen=True, gc=False):
    """Element DC_EVSEStatus."""

    evse_status_code: DC_EVSEStatusCodeType
    notification_max_delay: int
    """[0 to 4294967295]"""
    evse_notification: EVSENotificationType
    evse_isolation_status: isolationLevelType | None = None


class DC_EVStatus(Struct, frozen=True, gc=False):
    """Element DC_EVStatus."""

    ev_ready: bool
    ev_error_code: DC_EVErrorCodeType
    ev_ress_soc: int
    """[0 to 100]"""
    ev_cabin_conditioning: bool | None = None
    ev_ress_conditioning: bool | None = None


class AC_EVChargeParameter(Struct, frozen=True, gc=False):
    """Element AC_EVChargeParameter."""

    departure_time: int
    """[0 to 4294967295]"""
    e_amount: PhysicalValueType
    ev_max_voltage: PhysicalValueType
    ev_max_current: PhysicalValueType
    ev_min_current: PhysicalValueType


class DC_EVChargeParameter(Struct, frozen=True, gc=False):
    """Element DC_EVChargeParameter."""

    dc_ev_status: DC_EVStatusType
    ev_maximum_current_limit: PhysicalValueType
    ev_maximum_voltage_limit: PhysicalValueType
    ev_maximum_power_limit: PhysicalValueType | None = None
    ev_energy_capacity: PhysicalValueType | None = None
    ev_energy_request: PhysicalValueType | None = None
    full_soc: int | None = None
    """[0 to 100]"""
    bulk_soc: int | None = None
    """[0 to 100]"""


class AC_EVSEChargeParameter(Struct, frozen=True, gc=False):
    """Element AC_EVSEChargeParameter."""

    ac_evse_status: AC_EVSEStatusType
    evse_max_voltage: PhysicalValueType
    evse_max_current: PhysicalValueType
    evse_min_current: PhysicalValueType


class DC_EVSEChargeParameter(Struct, frozen=True, gc=False):
    """Element DC_EVSEChargeParameter."""

    dc_evse_status: DC_EVSEStatusType
    evse_maximum_current_limit: PhysicalValueType
    evse_maximum_voltage_limit: PhysicalValueType
    evse_minimum_current_limit: PhysicalValueType
    evse_minimum_voltage_limit: PhysicalValueType
    evse_peak_current_ripple: PhysicalValueType
    evse_maximum_power_limit: PhysicalValueType | None = None
    evse_current_regulation_tolerance: PhysicalValueType | None = None
    evse_energy_to_be_delivered: PhysicalValueType | None = None


class DC_EVPowerDeliveryParameter(Struct, frozen=True, gc=False):
    """Element DC_EVPowerDeliveryParameter."""

    dc_ev_status: DC_EVStatusType
    charging_complete: bool
    bulk_charging_complete: bool | None = None


class NotificationType(Struct, frozen=True, gc=False):
    """Type NotificationType."""

    fault_code: faultCodeType
    fault_msg: str | None = None
    """[0 to 64 characters]"""


class MessageHeaderType(Struct, frozen=True, gc=False):
    """Type MessageHeaderType."""

    session_id: bytes
    """[0 to 8 octets]"""
    notification: NotificationType | None = None
    signature: Signature | None = None


class BodyType(Struct, frozen=True, gc=False):
    """Type BodyType."""

    body_element: BodyElement | CableCheckReq | CableCheckRes | CertificateInstallationReq | CertificateInstallationRes | CertificateUpdateReq | CertificateUpdateRes | ChargeParameterDiscoveryReq | ChargeParameterDiscoveryRes | ChargingStatusReq | ChargingStatusRes | ContractAuthenticationReq | ContractAuthenticationRes | CurrentDemandReq | CurrentDemandRes | MeteringReceiptReq | MeteringReceiptRes | PaymentDetailsReq | PaymentDetailsRes | PowerDeliveryReq | PowerDeliveryRes | PreChargeReq | PreChargeRes | ServiceDetailReq | ServiceDetailRes | ServiceDiscoveryReq | ServiceDiscoveryRes | ServicePaymentSelectionReq | ServicePaymentSelectionRes | SessionSetupReq | SessionSetupRes | SessionStopReq | SessionStopRes | WeldingDetectionReq | WeldingDetectionRes | None = None


class PaymentOptionsType(Struct, frozen=True, gc=False):
    """Type PaymentOptionsType."""

    payment_option: tuple[paymentOptionType, ...]
    """[1 to unbounded items]"""


class ServiceTagType(Struct, frozen=True, gc=False):
    """Type ServiceTagType."""

    service_id: int
    """[0 to 65535]"""
    service_category: serviceCategoryType
    service_name: str | None = None
    """[0 to 32 characters]"""
    service_scope: str | None = None
    """[0 to 32 characters]"""


class ServiceChargeType(Struct, frozen=True, gc=False):
    """Type ServiceChargeType."""

    service_tag: ServiceTagType
    free_service: bool
    energy_transfer_type: EVSESupportedEnergyTransferType


class ServiceType(Struct, frozen=True, gc=False):
    """Type ServiceType."""

    service_tag: ServiceTagType
    free_service: bool


class ServiceTagListType(Struct, frozen=True, gc=False):
    """Type ServiceTagListType."""

    service: tuple[ServiceType, ...]
    """[1 to unbounded items]"""


class PhysicalValueType(Struct, frozen=True, gc=False):
    """Type PhysicalValueType."""

    multiplier: int
    """[-3 to 3]"""
    value: int
    """[-32768 to 32767]"""
    unit: unitSymbolType | None = None


class ParameterType(Struct, frozen=True, gc=False):
    """Type ParameterType."""

    name: str
    value_type: valueType
    bool_value: bool | None = None
    byte_value: int | None = None
    """[-128 to 127]"""
    short_value: int | None = None
    """[-32768 to 32767]"""
    int_value: int | None = None
    """[-2147483648 to 2147483647]"""
    physical_value: PhysicalValueType | None = None
    string_value: str | None = None


class ParameterSetType(Struct, frozen=True, gc=False):
    """Type ParameterSetType."""

    parameter_set_id: int
    """[-32768 to 32767]"""
    parameter: tuple[ParameterType, ...]
    """[1 to unbounded items]"""


class ServiceParameterListType(Struct, frozen=True, gc=False):
    """Type ServiceParameterListType."""

    parameter_set: tuple[ParameterSetType, ...]
    """[1 to unbounded items]"""


class SelectedServiceType(Struct, frozen=True, gc=False):
    """Type SelectedServiceType."""

    service_id: int
    """[0 to 65535]"""
    parameter_set_id: int | None = None
    """[-32768 to 32767]"""


class SelectedServiceListType(Struct, frozen=True, gc=False):
    """Type SelectedServiceListType."""

    selected_service: tuple[SelectedServiceType, ...]
    """[1 to unbounded items]"""


class SubCertificatesType(Struct, frozen=True, gc=False):
    """Type SubCertificatesType."""

    certificate: tuple[bytes, ...]
    """[0 to 1200 octets, 1 to unbounded items]"""


class CertificateChainType(Struct, frozen=True, gc=False):
    """Type CertificateChainType."""

    certificate: bytes
    """[0 to 1200 octets]"""
    sub_certificates: SubCertificatesType | None = None


class ProfileEntryType(Struct, frozen=True, gc=False):
    """Type ProfileEntryType."""

    charging_profile_entry_start: int
    """[0 to 4294967295]"""
    charging_profile_entry_max_power: int
    """[-32768 to 32767]"""


class ChargingProfileType(Struct, frozen=True, gc=False):
    """Type ChargingProfileType."""

    sa_schedule_tuple_id: int
    """[-32768 to 32767]"""
    profile_entry: tuple[ProfileEntryType, ...]
    """[1 to unbounded items]"""


class MeterInfoType(Struct, frozen=True, gc=False):
    """Type MeterInfoType."""

    meter_id: str
    """[0 to 32 characters]"""
    meter_reading: PhysicalValueType | None = None
    sig_meter_reading: bytes | None = None
    """[0 to 32 octets]"""
    meter_status: int | None = None
    """[-32768 to 32767]"""
    t_meter: int | None = None
    """[-9223372036854775808 to 9223372036854775807]"""


class AC_EVSEStatusType(Struct, frozen=True, gc=False):
    """Type AC_EVSEStatusType."""

    power_switch_closed: bool
    rcd: bool
    notification_max_delay: int
    """[0 to 4294967295]"""
    evse_notification: EVSENotificationType


class ListOfRootCertificateIDsType(Struct, frozen=True, gc=False):
    """Type ListOfRootCertificateIDsType."""

    root_certificate_id: tuple[str, ...]
    """[0 to 40 characters, 1 to unbounded items]"""


class DC_EVStatusType(Struct, frozen=True, gc=False):
    """Type DC_EVStatusType."""

    ev_ready: bool
    ev_error_code: DC_EVErrorCodeType
    ev_ress_soc: int
    """[0 to 100]"""
    ev_cabin_conditioning: bool | None = None
    ev_ress_conditioning: bool | None = None


class DC_EVSEStatusType(Struct, frozen=True, gc=False):
    """Type DC_EVSEStatusType."""

    evse_status_code: DC_EVSEStatusCodeType
    notification_max_delay: int
    """[0 to 4294967295]"""
    evse_notification: EVSENotificationType
    evse_isolation_status: isolationLevelType | None = None


class PMaxScheduleType(Struct, frozen=True, gc=False):
    """Type PMaxScheduleType."""

    p_max_schedule_id: int
    """[-32768 to 32767]"""
    p_max_schedule_entry: tuple[PMaxScheduleEntry, ...]
    """[1 to unbounded items]"""


class CostType(Struct, frozen=True, gc=False):
    """Type CostType."""

    cost_kind: costKindType
    amount: int
    """[0 to 4294967295]"""
    amount_multiplier: int | None = None
    """[-3 to 3]"""


class ConsumptionCostType(Struct, frozen=True, gc=False):
    """Type ConsumptionCostType."""

    start_value: int
    """[0 to 4294967295]"""
    cost: tuple[CostType, ...] = ()
    """[0 to unbounded items]"""


class SalesTariffType(Struct, frozen=True, gc=False):
    """Type SalesTariffType."""

    id: str
    sales_tariff_id: int
    """[-32768 to 32767]"""
    num_e_price_levels: int
    """[0 to 255]"""
    sales_tariff_entry: tuple[SalesTariffEntry, ...]
    """[1 to unbounded items]"""
    sales_tariff_description: str | None = None
    """[0 to 32 characters]"""


class SAScheduleTupleType(Struct, frozen=True, gc=False):
    """Type SAScheduleTupleType."""

    sa_schedule_tuple_id: int
    """[-32768 to 32767]"""
    p_max_schedule: PMaxScheduleType
    sales_tariff: SalesTariffType | None = None

