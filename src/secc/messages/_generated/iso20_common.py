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
    "AbsolutePriceScheduleType",
    "AdditionalServiceListType",
    "AdditionalServiceType",
    "AuthorizationReq",
    "AuthorizationRes",
    "AuthorizationSetupReq",
    "AuthorizationSetupRes",
    "CLReqControlMode",
    "CLResControlMode",
    "CanonicalizationMethod",
    "CertificateChainType",
    "CertificateInstallationReq",
    "CertificateInstallationRes",
    "ChargingScheduleType",
    "ContractCertificateChainType",
    "DSAKeyValue",
    "DetailedCostType",
    "DetailedTaxType",
    "DigestMethod",
    "DigestValue",
    "DisplayParametersType",
    "Dynamic_EVPPTControlModeType",
    "Dynamic_SEReqControlModeType",
    "Dynamic_SEResControlModeType",
    "Dynamic_SMDTControlModeType",
    "EIM_AReqAuthorizationModeType",
    "EIM_ASResAuthorizationModeType",
    "EMAIDListType",
    "EVAbsolutePriceScheduleType",
    "EVEnergyOfferType",
    "EVPowerProfileEntryListType",
    "EVPowerProfileType",
    "EVPowerScheduleEntryListType",
    "EVPowerScheduleEntryType",
    "EVPowerScheduleType",
    "EVPriceRuleStackListType",
    "EVPriceRuleStackType",
    "EVPriceRuleType",
    "EVSEStatusType",
    "KeyInfo",
    "KeyName",
    "KeyValue",
    "ListOfRootCertificateIDsType",
    "Manifest",
    "MessageHeaderType",
    "MeterInfoType",
    "MeteringConfirmationReq",
    "MeteringConfirmationRes",
    "MgmtData",
    "Object",
    "OverstayRuleListType",
    "OverstayRuleType",
    "PGPData",
    "ParameterSetType",
    "ParameterType",
    "PnC_AReqAuthorizationModeType",
    "PnC_ASResAuthorizationModeType",
    "PowerDeliveryReq",
    "PowerDeliveryRes",
    "PowerScheduleEntryListType",
    "PowerScheduleEntryType",
    "PowerScheduleType",
    "PriceLevelScheduleEntryListType",
    "PriceLevelScheduleEntryType",
    "PriceLevelScheduleType",
    "PriceRuleStackListType",
    "PriceRuleStackType",
    "PriceRuleType",
    "RSAKeyValue",
    "RationalNumberType",
    "ReceiptType",
    "Reference",
    "RetrievalMethod",
    "SPKIData",
    "ScheduleExchangeReq",
    "ScheduleExchangeRes",
    "ScheduleTupleType",
    "Scheduled_EVPPTControlModeType",
    "Scheduled_SEReqControlModeType",
    "Scheduled_SEResControlModeType",
    "Scheduled_SMDTControlModeType",
    "SelectedServiceListType",
    "SelectedServiceType",
    "ServiceDetailReq",
    "ServiceDetailRes",
    "ServiceDiscoveryReq",
    "ServiceDiscoveryRes",
    "ServiceIDListType",
    "ServiceListType",
    "ServiceParameterListType",
    "ServiceSelectionReq",
    "ServiceSelectionRes",
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
    "SignedCertificateChainType",
    "SignedInfo",
    "SignedInstallationData",
    "SignedInstallationDataType",
    "SignedMeteringData",
    "SignedMeteringDataType",
    "SubCertificatesType",
    "SupportedProvidersListType",
    "TaxRuleListType",
    "TaxRuleType",
    "Transform",
    "Transforms",
    "VehicleCheckInReq",
    "VehicleCheckInRes",
    "VehicleCheckOutReq",
    "VehicleCheckOutRes",
    "X509Data",
    "X509IssuerSerialType",
    "authorizationType",
    "channelSelectionType",
    "chargeProgressType",
    "chargingSessionType",
    "ecdhCurveType",
    "evCheckInStatusType",
    "evCheckOutStatusType",
    "evseCheckOutStatusType",
    "evseNotificationType",
    "parkingMethodType",
    "powerToleranceAcceptanceType",
    "processingType",
    "responseCodeType",
]


class authorizationType(StrEnum):
    """Values of authorizationType."""
    EIM = 'EIM'
    PnC = 'PnC'


class chargeProgressType(StrEnum):
    """Values of chargeProgressType."""
    Start = 'Start'
    Stop = 'Stop'
    Standby = 'Standby'
    ScheduleRenegotiation = 'ScheduleRenegotiation'


class powerToleranceAcceptanceType(StrEnum):
    """Values of powerToleranceAcceptanceType."""
    PowerToleranceNotConfirmed = 'PowerToleranceNotConfirmed'
    PowerToleranceConfirmed = 'PowerToleranceConfirmed'


class channelSelectionType(StrEnum):
    """Values of channelSelectionType."""
    Charge = 'Charge'
    Discharge = 'Discharge'


class chargingSessionType(StrEnum):
    """Values of chargingSessionType."""
    Pause = 'Pause'
    Terminate = 'Terminate'
    ServiceRenegotiation = 'ServiceRenegotiation'


class ecdhCurveType(StrEnum):
    """Values of ecdhCurveType."""
    SECP521 = 'SECP521'
    X448 = 'X448'


class evCheckInStatusType(StrEnum):
    """Values of evCheckInStatusType."""
    CheckIn = 'CheckIn'
    Processing = 'Processing'
    Completed = 'Completed'


class parkingMethodType(StrEnum):
    """Values of parkingMethodType."""
    AutoParking = 'AutoParking'
    MVGuideManual = 'MVGuideManual'
    Manual = 'Manual'


class evCheckOutStatusType(StrEnum):
    """Values of evCheckOutStatusType."""
    CheckOut = 'CheckOut'
    Processing = 'Processing'
    Completed = 'Completed'


class evseCheckOutStatusType(StrEnum):
    """Values of evseCheckOutStatusType."""
    Scheduled = 'Scheduled'
    Completed = 'Completed'


class SessionSetupReq(Struct, frozen=True, gc=False):
    """Element SessionSetupReq."""

    header: MessageHeaderType
    evcc_id: str
    """[0 to 255 characters]"""


class SessionSetupRes(Struct, frozen=True, gc=False):
    """Element SessionSetupRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_id: str
    """[0 to 255 characters]"""


class AuthorizationSetupReq(Struct, frozen=True, gc=False):
    """Element AuthorizationSetupReq."""

    header: MessageHeaderType


class AuthorizationSetupRes(Struct, frozen=True, gc=False):
    """Element AuthorizationSetupRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    authorization_services: tuple[authorizationType, ...]
    """[1 to 2 items]"""
    certificate_installation_service: bool
    eim_as_res_authorization_mode: EIM_ASResAuthorizationModeType | None = None
    pn_c_as_res_authorization_mode: PnC_ASResAuthorizationModeType | None = None


class AuthorizationReq(Struct, frozen=True, gc=False):
    """Element AuthorizationReq."""

    header: MessageHeaderType
    selected_authorization_service: authorizationType
    eim_a_req_authorization_mode: EIM_AReqAuthorizationModeType | None = None
    pn_c_a_req_authorization_mode: PnC_AReqAuthorizationModeType | None = None


class AuthorizationRes(Struct, frozen=True, gc=False):
    """Element AuthorizationRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_processing: processingType


class ServiceDiscoveryReq(Struct, frozen=True, gc=False):
    """Element ServiceDiscoveryReq."""

    header: MessageHeaderType
    supported_service_i_ds: ServiceIDListType | None = None


class ServiceDiscoveryRes(Struct, frozen=True, gc=False):
    """Element ServiceDiscoveryRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    service_renegotiation_supported: bool
    energy_transfer_service_list: ServiceListType
    vas_list: ServiceListType | None = None


class ServiceDetailReq(Struct, frozen=True, gc=False):
    """Element ServiceDetailReq."""

    header: MessageHeaderType
    service_id: int
    """[0 to 65535]"""


class ServiceDetailRes(Struct, frozen=True, gc=False):
    """Element ServiceDetailRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    service_id: int
    """[0 to 65535]"""
    service_parameter_list: ServiceParameterListType


class ServiceSelectionReq(Struct, frozen=True, gc=False):
    """Element ServiceSelectionReq."""

    header: MessageHeaderType
    selected_energy_transfer_service: SelectedServiceType
    selected_vas_list: SelectedServiceListType | None = None


class ServiceSelectionRes(Struct, frozen=True, gc=False):
    """Element ServiceSelectionRes."""

    header: MessageHeaderType
    response_code: responseCodeType


class ScheduleExchangeReq(Struct, frozen=True, gc=False):
    """Element ScheduleExchangeReq."""

    header: MessageHeaderType
    maximum_supporting_points: int
    """[12 to 1024]"""
    dynamic_se_req_control_mode: Dynamic_SEReqControlModeType | None = None
    scheduled_se_req_control_mode: Scheduled_SEReqControlModeType | None = None


class ScheduleExchangeRes(Struct, frozen=True, gc=False):
    """Element ScheduleExchangeRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_processing: processingType
    go_to_pause: bool | None = None
    dynamic_se_res_control_mode: Dynamic_SEResControlModeType | None = None
    scheduled_se_res_control_mode: Scheduled_SEResControlModeType | None = None


class PowerDeliveryReq(Struct, frozen=True, gc=False):
    """Element PowerDeliveryReq."""

    header: MessageHeaderType
    ev_processing: processingType
    charge_progress: chargeProgressType
    ev_power_profile: EVPowerProfileType | None = None
    bpt_channel_selection: channelSelectionType | None = None


class PowerDeliveryRes(Struct, frozen=True, gc=False):
    """Element PowerDeliveryRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_status: EVSEStatusType | None = None


class MeteringConfirmationReq(Struct, frozen=True, gc=False):
    """Element MeteringConfirmationReq."""

    header: MessageHeaderType
    signed_metering_data: SignedMeteringDataType


class MeteringConfirmationRes(Struct, frozen=True, gc=False):
    """Element MeteringConfirmationRes."""

    header: MessageHeaderType
    response_code: responseCodeType


class SessionStopReq(Struct, frozen=True, gc=False):
    """Element SessionStopReq."""

    header: MessageHeaderType
    charging_session: chargingSessionType
    ev_termination_code: str | None = None
    """[0 to 80 characters]"""
    ev_termination_explanation: str | None = None
    """[0 to 160 characters]"""


class SessionStopRes(Struct, frozen=True, gc=False):
    """Element SessionStopRes."""

    header: MessageHeaderType
    response_code: responseCodeType


class CertificateInstallationReq(Struct, frozen=True, gc=False):
    """Element CertificateInstallationReq."""

    header: MessageHeaderType
    oem_provisioning_certificate_chain: SignedCertificateChainType
    list_of_root_certificate_i_ds: ListOfRootCertificateIDsType
    maximum_contract_certificate_chains: int
    """[0 to 255]"""
    prioritized_emai_ds: EMAIDListType | None = None


class CertificateInstallationRes(Struct, frozen=True, gc=False):
    """Element CertificateInstallationRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_processing: processingType
    cps_certificate_chain: CertificateChainType
    signed_installation_data: SignedInstallationDataType
    remaining_contract_certificate_chains: int
    """[0 to 255]"""


class VehicleCheckInReq(Struct, frozen=True, gc=False):
    """Element VehicleCheckInReq."""

    header: MessageHeaderType
    ev_check_in_status: evCheckInStatusType
    parking_method: parkingMethodType
    vehicle_frame: int | None = None
    """[-32768 to 32767]"""
    device_offset: int | None = None
    """[-32768 to 32767]"""
    vehicle_travel: int | None = None
    """[-32768 to 32767]"""


class VehicleCheckInRes(Struct, frozen=True, gc=False):
    """Element VehicleCheckInRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    parking_space: int | None = None
    """[-32768 to 32767]"""
    device_location: int | None = None
    """[-32768 to 32767]"""
    target_distance: int | None = None
    """[-32768 to 32767]"""


class VehicleCheckOutReq(Struct, frozen=True, gc=False):
    """Element VehicleCheckOutReq."""

    header: MessageHeaderType
    ev_check_out_status: evCheckOutStatusType
    check_out_time: int
    """[0 to 18446744073709551615]"""


class VehicleCheckOutRes(Struct, frozen=True, gc=False):
    """Element VehicleCheckOutRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_check_out_status: evseCheckOutStatusType


class SignedInstallationData(Struct, frozen=True, gc=False):
    """Element SignedInstallationData."""

    id: str
    contract_certificate_chain: ContractCertificateChainType
    ecdh_curve: ecdhCurveType
    dh_public_key: bytes
    """[133 octets]"""
    secp521_encrypted_private_key: bytes | None = None
    """[94 octets]"""
    x448_encrypted_private_key: bytes | None = None
    """[84 octets]"""
    tpm_encrypted_private_key: bytes | None = None
    """[206 octets]"""


class SignedMeteringData(Struct, frozen=True, gc=False):
    """Element SignedMeteringData."""

    id: str
    session_id: bytes
    """[8 octets]"""
    meter_info: MeterInfoType
    receipt: ReceiptType | None = None
    dynamic_smdt_control_mode: Dynamic_SMDTControlModeType | None = None
    scheduled_smdt_control_mode: Scheduled_SMDTControlModeType | None = None


class EIM_ASResAuthorizationModeType(Struct, frozen=True, gc=False):
    """Type EIM_ASResAuthorizationModeType."""


class SupportedProvidersListType(Struct, frozen=True, gc=False):
    """Type SupportedProvidersListType."""

    provider_id: tuple[str, ...]
    """[0 to 80 characters, 1 to 128 items]"""


class PnC_ASResAuthorizationModeType(Struct, frozen=True, gc=False):
    """Type PnC_ASResAuthorizationModeType."""

    gen_challenge: bytes
    """[16 octets]"""
    supported_providers: SupportedProvidersListType | None = None


class EIM_AReqAuthorizationModeType(Struct, frozen=True, gc=False):
    """Type EIM_AReqAuthorizationModeType."""


class SubCertificatesType(Struct, frozen=True, gc=False):
    """Type SubCertificatesType."""

    certificate: tuple[bytes, ...]
    """[0 to 1600 octets, 1 to 3 items]"""


class ContractCertificateChainType(Struct, frozen=True, gc=False):
    """Type ContractCertificateChainType."""

    certificate: bytes
    """[0 to 1600 octets]"""
    sub_certificates: SubCertificatesType


class PnC_AReqAuthorizationModeType(Struct, frozen=True, gc=False):
    """Type PnC_AReqAuthorizationModeType."""

    id: str
    gen_challenge: bytes
    """[16 octets]"""
    contract_certificate_chain: ContractCertificateChainType


class ServiceIDListType(Struct, frozen=True, gc=False):
    """Type ServiceIDListType."""

    service_id: tuple[int, ...]
    """[0 to 65535, 1 to 16 items]"""


class ServiceType(Struct, frozen=True, gc=False):
    """Type ServiceType."""

    service_id: int
    """[0 to 65535]"""
    free_service: bool


class ServiceListType(Struct, frozen=True, gc=False):
    """Type ServiceListType."""

    service: tuple[ServiceType, ...]
    """[1 to 8 items]"""


class ParameterType(Struct, frozen=True, gc=False):
    """Type ParameterType."""

    name: str
    """[0 to 80 characters]"""
    bool_value: bool | None = None
    byte_value: int | None = None
    """[-128 to 127]"""
    short_value: int | None = None
    """[-32768 to 32767]"""
    int_value: int | None = None
    """[-2147483648 to 2147483647]"""
    rational_number: RationalNumberType | None = None
    finite_string: str | None = None
    """[0 to 80 characters]"""


class ParameterSetType(Struct, frozen=True, gc=False):
    """Type ParameterSetType."""

    parameter_set_id: int
    """[0 to 65535]"""
    parameter: tuple[ParameterType, ...]
    """[1 to 32 items]"""


class ServiceParameterListType(Struct, frozen=True, gc=False):
    """Type ServiceParameterListType."""

    parameter_set: tuple[ParameterSetType, ...]
    """[1 to 32 items]"""


class SelectedServiceType(Struct, frozen=True, gc=False):
    """Type SelectedServiceType."""

    service_id: int
    """[0 to 65535]"""
    parameter_set_id: int
    """[0 to 65535]"""


class SelectedServiceListType(Struct, frozen=True, gc=False):
    """Type SelectedServiceListType."""

    selected_service: tuple[SelectedServiceType, ...]
    """[1 to 16 items]"""


class Dynamic_SEReqControlModeType(Struct, frozen=True, gc=False):
    """Type Dynamic_SEReqControlModeType."""

    departure_time: int
    """[0 to 4294967295]"""
    ev_target_energy_request: RationalNumberType
    ev_maximum_energy_request: RationalNumberType
    ev_minimum_energy_request: RationalNumberType
    minimum_soc: int | None = None
    """[0 to 100]"""
    target_soc: int | None = None
    """[0 to 100]"""
    ev_maximum_v2_x_energy_request: RationalNumberType | None = None
    ev_minimum_v2_x_energy_request: RationalNumberType | None = None


class EVPowerScheduleEntryType(Struct, frozen=True, gc=False):
    """Type EVPowerScheduleEntryType."""

    duration: int
    """[0 to 4294967295]"""
    power: RationalNumberType


class EVPowerScheduleEntryListType(Struct, frozen=True, gc=False):
    """Type EVPowerScheduleEntryListType."""

    ev_power_schedule_entry: tuple[EVPowerScheduleEntryType, ...]
    """[1 to 1024 items]"""


class EVPowerScheduleType(Struct, frozen=True, gc=False):
    """Type EVPowerScheduleType."""

    time_anchor: int
    """[0 to 18446744073709551615]"""
    ev_power_schedule_entries: EVPowerScheduleEntryListType


class EVPriceRuleType(Struct, frozen=True, gc=False):
    """Type EVPriceRuleType."""

    energy_fee: RationalNumberType
    power_range_start: RationalNumberType


class EVPriceRuleStackType(Struct, frozen=True, gc=False):
    """Type EVPriceRuleStackType."""

    duration: int
    """[0 to 4294967295]"""
    ev_price_rule: tuple[EVPriceRuleType, ...]
    """[1 to 8 items]"""


class EVPriceRuleStackListType(Struct, frozen=True, gc=False):
    """Type EVPriceRuleStackListType."""

    ev_price_rule_stack: tuple[EVPriceRuleStackType, ...]
    """[1 to 1024 items]"""


class EVAbsolutePriceScheduleType(Struct, frozen=True, gc=False):
    """Type EVAbsolutePriceScheduleType."""

    time_anchor: int
    """[0 to 18446744073709551615]"""
    currency: str
    """[0 to 3 characters]"""
    price_algorithm: str
    """[0 to 255 characters]"""
    ev_price_rule_stacks: EVPriceRuleStackListType


class EVEnergyOfferType(Struct, frozen=True, gc=False):
    """Type EVEnergyOfferType."""

    ev_power_schedule: EVPowerScheduleType
    ev_absolute_price_schedule: EVAbsolutePriceScheduleType


class Scheduled_SEReqControlModeType(Struct, frozen=True, gc=False):
    """Type Scheduled_SEReqControlModeType."""

    departure_time: int | None = None
    """[0 to 4294967295]"""
    ev_target_energy_request: RationalNumberType | None = None
    ev_maximum_energy_request: RationalNumberType | None = None
    ev_minimum_energy_request: RationalNumberType | None = None
    ev_energy_offer: EVEnergyOfferType | None = None


class TaxRuleType(Struct, frozen=True, gc=False):
    """Type TaxRuleType."""

    tax_rule_id: int
    """[1 to 4294967295]"""
    tax_rate: RationalNumberType
    applies_to_energy_fee: bool
    applies_to_parking_fee: bool
    applies_to_overstay_fee: bool
    applies_minimum_maximum_cost: bool
    tax_rule_name: str | None = None
    """[0 to 80 characters]"""
    tax_included_in_price: bool | None = None


class TaxRuleListType(Struct, frozen=True, gc=False):
    """Type TaxRuleListType."""

    tax_rule: tuple[TaxRuleType, ...]
    """[1 to 10 items]"""


class PriceRuleType(Struct, frozen=True, gc=False):
    """Type PriceRuleType."""

    energy_fee: RationalNumberType
    power_range_start: RationalNumberType
    parking_fee: RationalNumberType | None = None
    parking_fee_period: int | None = None
    """[0 to 4294967295]"""
    carbon_dioxide_emission: int | None = None
    """[0 to 65535]"""
    renewable_generation_percentage: int | None = None
    """[0 to 255]"""


class PriceRuleStackType(Struct, frozen=True, gc=False):
    """Type PriceRuleStackType."""

    duration: int
    """[0 to 4294967295]"""
    price_rule: tuple[PriceRuleType, ...]
    """[1 to 8 items]"""


class PriceRuleStackListType(Struct, frozen=True, gc=False):
    """Type PriceRuleStackListType."""

    price_rule_stack: tuple[PriceRuleStackType, ...]
    """[1 to 1024 items]"""


class OverstayRuleType(Struct, frozen=True, gc=False):
    """Type OverstayRuleType."""

    start_time: int
    """[0 to 4294967295]"""
    overstay_fee: RationalNumberType
    overstay_fee_period: int
    """[0 to 4294967295]"""
    overstay_rule_description: str | None = None
    """[0 to 160 characters]"""


class OverstayRuleListType(Struct, frozen=True, gc=False):
    """Type OverstayRuleListType."""

    overstay_rule: tuple[OverstayRuleType, ...]
    """[1 to 5 items]"""
    overstay_time_threshold: int | None = None
    """[0 to 4294967295]"""
    overstay_power_threshold: RationalNumberType | None = None


class AdditionalServiceType(Struct, frozen=True, gc=False):
    """Type AdditionalServiceType."""

    service_name: str
    """[0 to 80 characters]"""
    service_fee: RationalNumberType


class AdditionalServiceListType(Struct, frozen=True, gc=False):
    """Type AdditionalServiceListType."""

    additional_service: tuple[AdditionalServiceType, ...]
    """[1 to 5 items]"""


class AbsolutePriceScheduleType(Struct, frozen=True, gc=False):
    """Type AbsolutePriceScheduleType."""

    time_anchor: int
    """[0 to 18446744073709551615]"""
    price_schedule_id: int
    """[1 to 4294967295]"""
    currency: str
    """[0 to 3 characters]"""
    language: str
    """[0 to 3 characters]"""
    price_algorithm: str
    """[0 to 255 characters]"""
    price_rule_stacks: PriceRuleStackListType
    id: str | None = None
    price_schedule_description: str | None = None
    """[0 to 160 characters]"""
    minimum_cost: RationalNumberType | None = None
    maximum_cost: RationalNumberType | None = None
    tax_rules: TaxRuleListType | None = None
    overstay_rules: OverstayRuleListType | None = None
    additional_selected_services: AdditionalServiceListType | None = None


class PriceLevelScheduleEntryType(Struct, frozen=True, gc=False):
    """Type PriceLevelScheduleEntryType."""

    duration: int
    """[0 to 4294967295]"""
    price_level: int
    """[0 to 255]"""


class PriceLevelScheduleEntryListType(Struct, frozen=True, gc=False):
    """Type PriceLevelScheduleEntryListType."""

    price_level_schedule_entry: tuple[PriceLevelScheduleEntryType, ...]
    """[1 to 1024 items]"""


class PriceLevelScheduleType(Struct, frozen=True, gc=False):
    """Type PriceLevelScheduleType."""

    time_anchor: int
    """[0 to 18446744073709551615]"""
    price_schedule_id: int
    """[1 to 4294967295]"""
    number_of_price_levels: int
    """[0 to 255]"""
    price_level_schedule_entries: PriceLevelScheduleEntryListType
    id: str | None = None
    price_schedule_description: str | None = None
    """[0 to 160 characters]"""


class Dynamic_SEResControlModeType(Struct, frozen=True, gc=False):
    """Type Dynamic_SEResControlModeType."""

    departure_time: int | None = None
    """[0 to 4294967295]"""
    minimum_soc: int | None = None
    """[0 to 100]"""
    target_soc: int | None = None
    """[0 to 100]"""
    absolute_price_schedule: AbsolutePriceScheduleType | None = None
    price_level_schedule: PriceLevelScheduleType | None = None


class PowerScheduleEntryType(Struct, frozen=True, gc=False):
    """Type PowerScheduleEntryType."""

    duration: int
    """[0 to 4294967295]"""
    power: RationalNumberType
    power_l2: RationalNumberType | None = None
    power_l3: RationalNumberType | None = None


class PowerScheduleEntryListType(Struct, frozen=True, gc=False):
    """Type PowerScheduleEntryListType."""

    power_schedule_entry: tuple[PowerScheduleEntryType, ...]
    """[1 to 1024 items]"""


class PowerScheduleType(Struct, frozen=True, gc=False):
    """Type PowerScheduleType."""

    time_anchor: int
    """[0 to 18446744073709551615]"""
    power_schedule_entries: PowerScheduleEntryListType
    available_energy: RationalNumberType | None = None
    power_tolerance: RationalNumberType | None = None


class ChargingScheduleType(Struct, frozen=True, gc=False):
    """Type ChargingScheduleType."""

    power_schedule: PowerScheduleType
    absolute_price_schedule: AbsolutePriceScheduleType | None = None
    price_level_schedule: PriceLevelScheduleType | None = None


class ScheduleTupleType(Struct, frozen=True, gc=False):
    """Type ScheduleTupleType."""

    schedule_tuple_id: int
    """[1 to 4294967295]"""
    charging_schedule: ChargingScheduleType
    discharging_schedule: ChargingScheduleType | None = None


class Scheduled_SEResControlModeType(Struct, frozen=True, gc=False):
    """Type Scheduled_SEResControlModeType."""

    schedule_tuple: tuple[ScheduleTupleType, ...]
    """[1 to 3 items]"""


class Dynamic_EVPPTControlModeType(Struct, frozen=True, gc=False):
    """Type Dynamic_EVPPTControlModeType."""


class Scheduled_EVPPTControlModeType(Struct, frozen=True, gc=False):
    """Type Scheduled_EVPPTControlModeType."""

    selected_schedule_tuple_id: int
    """[1 to 4294967295]"""
    power_tolerance_acceptance: powerToleranceAcceptanceType | None = None


class EVPowerProfileEntryListType(Struct, frozen=True, gc=False):
    """Type EVPowerProfileEntryListType."""

    ev_power_profile_entry: tuple[PowerScheduleEntryType, ...]
    """[1 to 2048 items]"""


class EVPowerProfileType(Struct, frozen=True, gc=False):
    """Type EVPowerProfileType."""

    time_anchor: int
    """[0 to 18446744073709551615]"""
    ev_power_profile_entries: EVPowerProfileEntryListType
    dynamic_evppt_control_mode: Dynamic_EVPPTControlModeType | None = None
    scheduled_evppt_control_mode: Scheduled_EVPPTControlModeType | None = None


class Dynamic_SMDTControlModeType(Struct, frozen=True, gc=False):
    """Type Dynamic_SMDTControlModeType."""


class Scheduled_SMDTControlModeType(Struct, frozen=True, gc=False):
    """Type Scheduled_SMDTControlModeType."""

    selected_schedule_tuple_id: int
    """[1 to 4294967295]"""


class SignedMeteringDataType(Struct, frozen=True, gc=False):
    """Type SignedMeteringDataType."""

    id: str
    session_id: bytes
    """[8 octets]"""
    meter_info: MeterInfoType
    receipt: ReceiptType | None = None
    dynamic_smdt_control_mode: Dynamic_SMDTControlModeType | None = None
    scheduled_smdt_control_mode: Scheduled_SMDTControlModeType | None = None


class SignedCertificateChainType(Struct, frozen=True, gc=False):
    """Type SignedCertificateChainType."""

    id: str
    certificate: bytes
    """[0 to 1600 octets]"""
    sub_certificates: SubCertificatesType | None = None


class EMAIDListType(Struct, frozen=True, gc=False):
    """Type EMAIDListType."""

    emaid: tuple[str, ...]
    """[0 to 255 characters, 1 to 8 items]"""


class CertificateChainType(Struct, frozen=True, gc=False):
    """Type CertificateChainType."""

    certificate: bytes
    """[0 to 1600 octets]"""
    sub_certificates: SubCertificatesType | None = None


class SignedInstallationDataType(Struct, frozen=True, gc=False):
    """Type SignedInstallationDataType."""

    id: str
    contract_certificate_chain: ContractCertificateChainType
    ecdh_curve: ecdhCurveType
    dh_public_key: bytes
    """[133 octets]"""
    secp521_encrypted_private_key: bytes | None = None
    """[94 octets]"""
    x448_encrypted_private_key: bytes | None = None
    """[84 octets]"""
    tpm_encrypted_private_key: bytes | None = None
    """[206 octets]"""

