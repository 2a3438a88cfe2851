# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

"""Message classes of iso20_common. What names no requirement as its source rests on general knowledge."""

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


class ecdhCurveType(StrEnum):
    """Curve of the key agreement that protects a private key."""
    SECP521 = 'SECP521'
    """NIST P-521."""
    X448 = 'X448'
    """X448."""


class evCheckInStatusType(StrEnum):
    """Progress of driving onto the parking space."""
    CheckIn = 'CheckIn'
    """The EV begins."""
    Processing = 'Processing'
    """The EV is moving."""
    Completed = 'Completed'
    """The EV stands."""


class parkingMethodType(StrEnum):
    """How the EV finds its place."""
    AutoParking = 'AutoParking'
    """The EV steers by itself."""
    MVGuideManual = 'MVGuideManual'
    """The driver steers, guided by a camera picture."""
    Manual = 'Manual'
    """The driver steers without guidance."""


class evCheckOutStatusType(StrEnum):
    """Progress of leaving the parking space."""
    CheckOut = 'CheckOut'
    """The EV announces to leave."""
    Processing = 'Processing'
    """The EV is leaving."""
    Completed = 'Completed'
    """The EV has left."""


class evseCheckOutStatusType(StrEnum):
    """State of leaving as the station sees it."""
    Scheduled = 'Scheduled'
    """The announced time is noted."""
    Completed = 'Completed'
    """The parking space is free."""


class powerToleranceAcceptanceType(StrEnum):
    """Answer to an offered power tolerance."""
    PowerToleranceNotConfirmed = 'PowerToleranceNotConfirmed'
    """The EV does not bind itself."""
    PowerToleranceConfirmed = 'PowerToleranceConfirmed'
    """The EV will keep within the tolerance."""


class chargeProgressType(StrEnum):
    """What the EV wants of the power."""
    Start = 'Start'
    """Begin or resume the energy transfer."""
    Stop = 'Stop'
    """End the energy transfer."""
    Standby = 'Standby'
    """Keep the session without energy transfer."""
    ScheduleRenegotiation = 'ScheduleRenegotiation'
    """Follow the newly exchanged schedule, without interruption."""


class channelSelectionType(StrEnum):
    """Direction of power at stations with separate channels."""
    Charge = 'Charge'
    """From the station to the EV."""
    Discharge = 'Discharge'
    """From the EV to the station."""


class authorizationType(StrEnum):
    """Way of authorization."""
    EIM = 'EIM'
    """External identification, by a card, an app or anything else outside the protocol."""
    PnC = 'PnC'
    """Plug and Charge, by contract certificate."""


class chargingSessionType(StrEnum):
    """How a session ends."""
    Pause = 'Pause'
    """With the intention to resume it later under the same SessionID."""
    Terminate = 'Terminate'
    """For good."""
    ServiceRenegotiation = 'ServiceRenegotiation'
    """Not at all: the connection stays and services are chosen anew. Source: V2G20-1477 V2G20-1956."""


class SignedInstallationData(Struct, frozen=True, gc=False):
    """Contract certificate and key, the element the provisioning service signs."""

    id: str
    """Name by which the signature in the header refers to this element."""
    contract_certificate_chain: ContractCertificateChainType
    """Contract certificate with its sub-CA certificates."""
    ecdh_curve: ecdhCurveType
    """Curve of the key agreement."""
    dh_public_key: bytes
    """Ephemeral public key from which the vehicle derives the decryption key. Exactly 133 bytes. [133 octets]"""
    secp521_encrypted_private_key: bytes | None = None
    """The private key, for vehicles with P-521 keys. Exactly 94 bytes. [94 octets]"""
    x448_encrypted_private_key: bytes | None = None
    """The private key, for vehicles with X448 keys. Exactly 84 bytes. [84 octets]"""
    tpm_encrypted_private_key: bytes | None = None
    """The private key, for vehicles that keep it in a TPM. Exactly 206 bytes. [206 octets]"""


class CertificateInstallationReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for contract certificates on the strength of the certificate the vehicle was built with; the station hands the
    message unread to its back end.
    """

    header: MessageHeaderType
    """Session, time and signature."""
    oem_provisioning_certificate_chain: SignedCertificateChainType
    """Provisioning certificate of the vehicle with its sub-CA certificates. Signed with its key."""
    list_of_root_certificate_ids: ListOfRootCertificateIDsType
    """Root certificates that the EV holds and accepts."""
    maximum_contract_certificate_chains: int
    """How many contracts the EV can store. Range: 0 to 255. [0 to 255]"""
    prioritized_ema_ids: EMAIDListType | None = None
    """Contracts the EV wants first, by falling priority."""


class CertificateInstallationRes(Struct, frozen=True, gc=False):
    """SECC → EV. Delivers one contract certificate with its private key, encrypted for the vehicle. Comes from the back end, signed by
    the certificate provisioning service.
    """

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_processing: processingType
    """Ongoing while the back end works, for at most 55 s; Finished with the delivery."""
    cps_certificate_chain: CertificateChainType
    """Certificate of the provisioning service that signed the delivery, with its sub-CA certificates."""
    signed_installation_data: SignedInstallationDataType
    """The contract and its key. Signed."""
    remaining_contract_certificate_chains: int
    """How many more contracts the EV can fetch by repeating the request. Range: 0 to 255. [0 to 255]"""


class VehicleCheckInReq(Struct, frozen=True, gc=False):
    """EV → SECC. Reports progress of driving onto the parking space. Only if the parking service was selected for check-in."""

    header: MessageHeaderType
    """Session, time and signature."""
    ev_check_in_status: evCheckInStatusType
    """Progress of the manoeuvre."""
    parking_method: parkingMethodType
    """Who steers, and by what guidance."""
    vehicle_frame: int | None = None
    """Length measure of the vehicle. Unit: cm. Range: -32768 to 32767. [-32768 to 32767]"""
    device_offset: int | None = None
    """Place of the charging device in the vehicle. Unit: cm. Range: -32768 to 32767. [-32768 to 32767]"""
    vehicle_travel: int | None = None
    """Way travelled so far. Unit: cm. Range: -32768 to 32767. [-32768 to 32767]"""


class VehicleCheckInRes(Struct, frozen=True, gc=False):
    """SECC → EV. Guides the vehicle to the charging device."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    parking_space: int | None = None
    """Length measure of the parking space. Unit: cm. Range: -32768 to 32767. [-32768 to 32767]"""
    device_location: int | None = None
    """Place of the charging device on the parking space. Unit: cm. Range: -32768 to 32767. [-32768 to 32767]"""
    target_distance: int | None = None
    """Way that is left. Unit: cm. Range: -32768 to 32767. [-32768 to 32767]"""


class VehicleCheckOutReq(Struct, frozen=True, gc=False):
    """EV → SECC. Announces and reports leaving the parking space. Only if the parking service was selected for check-out."""

    header: MessageHeaderType
    """Session, time and signature."""
    ev_check_out_status: evCheckOutStatusType
    """Progress of leaving."""
    check_out_time: int
    """When the vehicle leaves. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""


class VehicleCheckOutRes(Struct, frozen=True, gc=False):
    """SECC → EV. Confirms the state of leaving."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_check_out_status: evseCheckOutStatusType
    """Scheduled or completed."""


class SignedMeteringData(Struct, frozen=True, gc=False):
    """Meter reading, the element the contract key signs."""

    id: str
    """Name by which the signature in the header refers to this element."""
    session_id: bytes
    """The session the reading belongs to. Exactly 8 bytes. [8 octets]"""
    meter_info: MeterInfoType
    """The reading of the response that asked for confirmation, unchanged."""
    receipt: ReceiptType | None = None
    """The receipt of the same response, unchanged."""
    dynamic_smdt_control_mode: Dynamic_SMDTControlModeType | None = None
    """Marks dynamic mode."""
    scheduled_smdt_control_mode: Scheduled_SMDTControlModeType | None = None
    """The schedule in use in scheduled mode."""


class ScheduleExchangeReq(Struct, frozen=True, gc=False):
    """EV → SECC. States energy needs and departure, and asks for schedules. Repeated while the station answers Ongoing; during the
    charge it travels under payload type 0x8101.
    """

    header: MessageHeaderType
    """Session, time and signature."""
    maximum_supporting_points: int
    """How many entries the EV can store in each schedule. Range: 12 to 1024. [12 to 1024]"""
    dynamic_se_req_control_mode: Dynamic_SEReqControlModeType | None = None
    """Needs in dynamic mode."""
    scheduled_se_req_control_mode: Scheduled_SEReqControlModeType | None = None
    """Needs in scheduled mode."""


class ScheduleExchangeRes(Struct, frozen=True, gc=False):
    """SECC → EV. Offers power and prices over time."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_processing: processingType
    """Ongoing while schedules are computed, for at most 55 s; then Finished."""
    go_to_pause: bool | None = None
    """True if the EV shall pause because no power is available for long; left out otherwise."""
    dynamic_se_res_control_mode: Dynamic_SEResControlModeType | None = None
    """Targets and prices in dynamic mode."""
    scheduled_se_res_control_mode: Scheduled_SEResControlModeType | None = None
    """Schedules to choose from in scheduled mode."""


class PowerDeliveryReq(Struct, frozen=True, gc=False):
    """EV → SECC. Turns power on or off, enters standby or confirms new schedules."""

    header: MessageHeaderType
    """Session, time and signature."""
    ev_processing: processingType
    """Ongoing while the EV still computes its profile; the station then only confirms and leaves the power path as it is."""
    charge_progress: chargeProgressType
    """Start, stop, standby or new schedule."""
    ev_power_profile: EVPowerProfileType | None = None
    """Power the EV intends to draw over time; with Start and ScheduleRenegotiation in scheduled mode."""
    bpt_channel_selection: channelSelectionType | None = None
    """Direction of power, for stations with separate channels for charging and discharging."""


class PowerDeliveryRes(Struct, frozen=True, gc=False):
    """SECC → EV. Confirms the switch; for an AC start the contactor has closed by then."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_status: EVSEStatusType | None = None
    """What the station asks of the EV; left out if nothing."""


class MeteringConfirmationReq(Struct, frozen=True, gc=False):
    """EV → SECC. Returns the meter reading, signed with the contract key, after the station asked for it. Travels under payload type
    0x8102. Plug and Charge only.
    """

    header: MessageHeaderType
    """Session, time and signature."""
    signed_metering_data: SignedMeteringDataType
    """The reading as the station sent it. Signed."""


class MeteringConfirmationRes(Struct, frozen=True, gc=False):
    """SECC → EV. Accepts the confirmation."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""


class ServiceDiscoveryReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks what the station offers."""

    header: MessageHeaderType
    """Session, time and signature."""
    supported_service_ids: ServiceIDListType | None = None
    """Services the EV knows; missing if it wants to see all. Source: V2G20-1248."""


class ServiceDiscoveryRes(Struct, frozen=True, gc=False):
    """SECC → EV. Offers energy transfer and value-added services."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    service_renegotiation_supported: bool
    """True if the EV may choose services anew within the session. Source: V2G20-1956."""
    energy_transfer_service_list: ServiceListType
    """Ways of energy transfer."""
    vas_list: ServiceListType | None = None
    """Value-added services, of those the EV knows; left out if there are none. Source: V2G20-1249."""


class ServiceDetailReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for the parameters of an offered service."""

    header: MessageHeaderType
    """Session, time and signature."""
    service_id: int
    """A service of the last ServiceDiscoveryRes; another one is refused with FAILED_ServiceIDInvalid. Range: 0 to 65535. Source:
    V2G20-425 V2G20-464. [0 to 65535]
    """


class ServiceDetailRes(Struct, frozen=True, gc=False):
    """SECC → EV. The parameter sets among which the EV chooses."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    service_id: int
    """The service of the request. Range: 0 to 65535. [0 to 65535]"""
    service_parameter_list: ServiceParameterListType
    """Parameter sets of the service. Source: V2G20-1216."""


class ServiceSelectionReq(Struct, frozen=True, gc=False):
    """EV → SECC. Chooses an energy transfer service and value-added services, each with a parameter set."""

    header: MessageHeaderType
    """Session, time and signature."""
    selected_energy_transfer_service: SelectedServiceType
    """The energy transfer service and its parameter set. Source: V2G20-1618."""
    selected_vas_list: SelectedServiceListType | None = None
    """Value-added services with their parameter sets; missing if none is wanted."""


class ServiceSelectionRes(Struct, frozen=True, gc=False):
    """SECC → EV. Accepts or refuses the selection."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""


class SessionSetupReq(Struct, frozen=True, gc=False):
    """EV → SECC. Opens a session, or resumes a paused one if the header repeats the paused session's SessionID."""

    header: MessageHeaderType
    """Session, time and signature."""
    evcc_id: str
    """Identifier of the EV's controller, built from the manufacturer's code; equals the common name of the vehicle certificate. Up to
    255 characters. Source: V2G20-2598. [0 to 255 characters]
    """


class SessionSetupRes(Struct, frozen=True, gc=False):
    """SECC → EV. Confirms the session; its header carries the SessionID that all further messages use. A refused resumption looks like
    a new session. Source: V2G20-2626 V2G20-2627.
    """

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_id: str
    """Identifier of the outlet, for example DE*ABC*E123456. Up to 255 characters. [0 to 255 characters]"""


class AuthorizationSetupReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks how sessions are authorized here. Header only."""

    header: MessageHeaderType
    """Session, time and signature."""


class AuthorizationSetupRes(Struct, frozen=True, gc=False):
    """SECC → EV. Offers ways of authorization, with a challenge for Plug and Charge."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    authorization_services: tuple[authorizationType, ...]
    """One way of authorization. 1 or 2 entries; their order expresses no preference. [1 to 2 items]"""
    certificate_installation_service: bool
    """True if the EV can fetch a contract certificate here."""
    eim_as_res_authorization_mode: EIM_ASResAuthorizationModeType | None = None
    """Sent if Plug and Charge is not offered. Source: V2G20-1220 V2G20-2567."""
    pn_c_as_res_authorization_mode: PnC_ASResAuthorizationModeType | None = None
    """Sent whenever Plug and Charge is offered, alone or beside external identification. Source: V2G20-1219 V2G20-2568."""


class AuthorizationReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for permission to charge, repeated unchanged until the station has decided. Signed with the contract key in Plug
    and Charge. Source: V2G20-1582.
    """

    header: MessageHeaderType
    """Session, time and signature."""
    selected_authorization_service: authorizationType
    """The chosen way; one that was not offered is answered by WARNING_AuthorizationSelectionInvalid. Source: V2G20-2209 V2G20-2226."""
    eim_a_req_authorization_mode: EIM_AReqAuthorizationModeType | None = None
    """Sent for external identification."""
    pn_c_a_req_authorization_mode: PnC_AReqAuthorizationModeType | None = None
    """The contract and the answered challenge. Signed."""


class AuthorizationRes(Struct, frozen=True, gc=False):
    """SECC → EV. Tells whether the session may charge. A rejection is a WARNING with Finished, after which the EV may try another way.
    Source: V2G20-2219.
    """

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_processing: processingType
    """Finished with the decision; Ongoing while a contract is checked, for at most 55 s; Ongoing_WaitingForCustomerInteraction while
    the customer has to identify himself at the station.
    """


class SessionStopReq(Struct, frozen=True, gc=False):
    """EV → SECC. Ends the session, pauses it, or returns to the choice of services."""

    header: MessageHeaderType
    """Session, time and signature."""
    charging_session: chargingSessionType
    """Pause, terminate or choose services anew."""
    ev_termination_code: str | None = None
    """Reason as a code of the vehicle's maker. Up to 80 characters. [0 to 80 characters]"""
    ev_termination_explanation: str | None = None
    """Reason in words. Up to 160 characters. [0 to 160 characters]"""


class SessionStopRes(Struct, frozen=True, gc=False):
    """SECC → EV. Last message of a connection, unless services are chosen anew."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""


class SubCertificatesType(Struct, frozen=True, gc=False):
    """Certificates between a leaf and its root, the issuer of the leaf first."""

    certificate: tuple[bytes, ...]
    """One certificate. 1 to 3 entries. DER, up to 1600 bytes. [0 to 1600 octets, 1 to 3 items]"""


class ContractCertificateChainType(Struct, frozen=True, gc=False):
    """A contract certificate and the sub-CA certificates above it, which are mandatory here."""

    certificate: bytes
    """The leaf certificate. DER, up to 1600 bytes. [0 to 1600 octets]"""
    sub_certificates: SubCertificatesType
    """The sub-CA certificates, the issuer of the leaf first; without the root."""


class SignedCertificateChainType(Struct, frozen=True, gc=False):
    """A certificate chain that can be signed."""

    id: str
    """Name by which the signature in the header refers to this element."""
    certificate: bytes
    """The leaf certificate. DER, up to 1600 bytes. [0 to 1600 octets]"""
    sub_certificates: SubCertificatesType | None = None
    """The sub-CA certificates, the issuer of the leaf first; without the root."""


class EMAIDListType(Struct, frozen=True, gc=False):
    """Contracts by falling priority."""

    emaid: tuple[str, ...]
    """Identifier of one contract. 1 to 8 entries, up to 255 characters each. [0 to 255 characters, 1 to 8 items]"""


class CertificateChainType(Struct, frozen=True, gc=False):
    """A certificate and, if there are any, the sub-CA certificates above it."""

    certificate: bytes
    """The leaf certificate. DER, up to 1600 bytes. [0 to 1600 octets]"""
    sub_certificates: SubCertificatesType | None = None
    """The sub-CA certificates, the issuer of the leaf first; without the root."""


class SignedInstallationDataType(Struct, frozen=True, gc=False):
    """A contract certificate with its private key, encrypted for the vehicle."""

    id: str
    """Name by which the signature in the header refers to this element."""
    contract_certificate_chain: ContractCertificateChainType
    """Contract certificate with its sub-CA certificates."""
    ecdh_curve: ecdhCurveType
    """Curve of the key agreement."""
    dh_public_key: bytes
    """Ephemeral public key from which the vehicle derives the decryption key. Exactly 133 bytes. [133 octets]"""
    secp521_encrypted_private_key: bytes | None = None
    """The private key, for vehicles with P-521 keys. Exactly 94 bytes. [94 octets]"""
    x448_encrypted_private_key: bytes | None = None
    """The private key, for vehicles with X448 keys. Exactly 84 bytes. [84 octets]"""
    tpm_encrypted_private_key: bytes | None = None
    """The private key, for vehicles that keep it in a TPM. Exactly 206 bytes. [206 octets]"""


class Dynamic_SMDTControlModeType(Struct, frozen=True, gc=False):
    """Marks dynamic mode. Without content."""


class Scheduled_SMDTControlModeType(Struct, frozen=True, gc=False):
    """The schedule by which the energy was drawn."""

    selected_schedule_tuple_id: int
    """Number of the schedule tuple the EV follows. Range: 1 to 4294967295. [1 to 4294967295]"""


class PowerScheduleEntryType(Struct, frozen=True, gc=False):
    """A step of a power schedule or profile."""

    duration: int
    """How long the entry applies; the next one follows at once. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    power: RationalNumberType
    """Power of the step; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    power_l2: RationalNumberType | None = None
    """Power of phase 2. Unit: W."""
    power_l3: RationalNumberType | None = None
    """Power of phase 3. Unit: W."""


class PowerScheduleEntryListType(Struct, frozen=True, gc=False):
    """Steps of a schedule."""

    power_schedule_entry: tuple[PowerScheduleEntryType, ...]
    """One step. 1 to 1024 entries, not more than the EV can store. [1 to 1024 items]"""


class Dynamic_EVPPTControlModeType(Struct, frozen=True, gc=False):
    """Marks dynamic mode. Without content."""


class Scheduled_EVPPTControlModeType(Struct, frozen=True, gc=False):
    """The schedule the EV chose."""

    selected_schedule_tuple_id: int
    """Number of the chosen schedule tuple; one that was not offered is refused with FAILED_ScheduleSelectionInvalid. Range: 1 to
    4294967295. [1 to 4294967295]
    """
    power_tolerance_acceptance: powerToleranceAcceptanceType | None = None
    """Whether the EV agrees to keep within the offered tolerance."""


class EVPowerProfileEntryListType(Struct, frozen=True, gc=False):
    """Steps of the power profile."""

    ev_power_profile_entry: tuple[PowerScheduleEntryType, ...]
    """One step. 1 to 2048 entries. [1 to 2048 items]"""


class TaxRuleType(Struct, frozen=True, gc=False):
    """A tax and what it applies to."""

    tax_rule_id: int
    """Number by which receipts refer to the rule. Range: 1 to 4294967295. [1 to 4294967295]"""
    tax_rate: RationalNumberType
    """Rate of the tax. Unit: %."""
    applies_to_energy_fee: bool
    """True if energy is taxed."""
    applies_to_parking_fee: bool
    """True if parking is taxed."""
    applies_to_overstay_fee: bool
    """True if overstay is taxed."""
    applies_minimum_maximum_cost: bool
    """True if the minimum and maximum costs are taxed."""
    tax_rule_name: str | None = None
    """Name of the tax for display. Up to 80 characters. [0 to 80 characters]"""
    tax_included_in_price: bool | None = None
    """True if the prices contain the tax already."""


class OverstayRuleType(Struct, frozen=True, gc=False):
    """A fee for staying on."""

    start_time: int
    """Time after the begin of overstay from which the fee applies. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    overstay_fee: RationalNumberType
    """Fee for each OverstayFeePeriod, in the currency of the schedule."""
    overstay_fee_period: int
    """Time for which OverstayFee is charged once. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    overstay_rule_description: str | None = None
    """Name of the fee for display. Up to 160 characters. [0 to 160 characters]"""


class AdditionalServiceType(Struct, frozen=True, gc=False):
    """A further service with its fee."""

    service_name: str
    """Name of the service for display. Up to 80 characters. [0 to 80 characters]"""
    service_fee: RationalNumberType
    """Fee of the service, in the currency of the schedule."""


class PriceLevelScheduleEntryType(Struct, frozen=True, gc=False):
    """A step of a price level schedule."""

    duration: int
    """How long the entry applies; the next one follows at once. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    price_level: int
    """Level of the step; the lower, the cheaper. Range: 0 to 255. [0 to 255]"""


class PriceLevelScheduleEntryListType(Struct, frozen=True, gc=False):
    """Steps of a price level schedule."""

    price_level_schedule_entry: tuple[PriceLevelScheduleEntryType, ...]
    """One step. 1 to 1024 entries. [1 to 1024 items]"""


class TaxRuleListType(Struct, frozen=True, gc=False):
    """Taxes on the prices."""

    tax_rule: tuple[TaxRuleType, ...]
    """One tax. 1 to 10 entries. [1 to 10 items]"""


class PriceRuleType(Struct, frozen=True, gc=False):
    """Prices from a certain power on."""

    energy_fee: RationalNumberType
    """Price of energy, in the currency of the schedule. Unit: per kWh."""
    power_range_start: RationalNumberType
    """Power from which the rule applies; 0 for the first rule of a stack. Unit: W."""
    parking_fee: RationalNumberType | None = None
    """Price of parking for each ParkingFeePeriod, in the currency of the schedule."""
    parking_fee_period: int | None = None
    """Time for which ParkingFee is charged once. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    carbon_dioxide_emission: int | None = None
    """Carbon dioxide emitted. Unit: g per kWh. Range: 0 to 65535. [0 to 65535]"""
    renewable_generation_percentage: int | None = None
    """Share of renewable energy. Unit: %. Range: 0 to 255, of which only up to 100 makes sense. [0 to 255]"""


class PriceRuleStackType(Struct, frozen=True, gc=False):
    """Prices during one step, graded by power."""

    duration: int
    """How long the entry applies; the next one follows at once. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    price_rule: tuple[PriceRuleType, ...]
    """Price from a certain power on. 1 to 8 entries, by rising PowerRangeStart. [1 to 8 items]"""


class PriceRuleStackListType(Struct, frozen=True, gc=False):
    """Prices over time."""

    price_rule_stack: tuple[PriceRuleStackType, ...]
    """One step. 1 to 1024 entries. [1 to 1024 items]"""


class OverstayRuleListType(Struct, frozen=True, gc=False):
    """Fees for staying on after the charge, and when they begin."""

    overstay_rule: tuple[OverstayRuleType, ...]
    """One fee. 1 to 5 entries. [1 to 5 items]"""
    overstay_time_threshold: int | None = None
    """Time after which overstay begins. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    overstay_power_threshold: RationalNumberType | None = None
    """Power below which the EV counts as charged. Unit: W."""


class AdditionalServiceListType(Struct, frozen=True, gc=False):
    """Fees of further services."""

    additional_service: tuple[AdditionalServiceType, ...]
    """One service. 1 to 5 entries. [1 to 5 items]"""


class EVPowerScheduleEntryType(Struct, frozen=True, gc=False):
    """A step of the EV's power schedule."""

    duration: int
    """How long the entry applies; the next one follows at once. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    power: RationalNumberType
    """Power the EV could give. Unit: W."""


class EVPowerScheduleEntryListType(Struct, frozen=True, gc=False):
    """Steps of the EV's power schedule."""

    ev_power_schedule_entry: tuple[EVPowerScheduleEntryType, ...]
    """One step. 1 to 1024 entries. [1 to 1024 items]"""


class EVPowerScheduleType(Struct, frozen=True, gc=False):
    """Power the EV could give over time."""

    time_anchor: int
    """Moment at which the first entry begins. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""
    ev_power_schedule_entries: EVPowerScheduleEntryListType
    """The steps of the schedule."""


class EVPriceRuleType(Struct, frozen=True, gc=False):
    """Price from a certain power on."""

    energy_fee: RationalNumberType
    """Price the EV asks for energy, in the currency of the schedule. Unit: per kWh."""
    power_range_start: RationalNumberType
    """Power from which the rule applies; 0 for the first rule of a stack. Unit: W."""


class EVPriceRuleStackType(Struct, frozen=True, gc=False):
    """Prices during one step, graded by power."""

    duration: int
    """How long the entry applies; the next one follows at once. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    ev_price_rule: tuple[EVPriceRuleType, ...]
    """Price from a certain power on. 1 to 8 entries, by rising PowerRangeStart. [1 to 8 items]"""


class EVPriceRuleStackListType(Struct, frozen=True, gc=False):
    """Prices over time that the EV asks."""

    ev_price_rule_stack: tuple[EVPriceRuleStackType, ...]
    """One step. 1 to 1024 entries. [1 to 1024 items]"""


class EVAbsolutePriceScheduleType(Struct, frozen=True, gc=False):
    """Prices the EV asks."""

    time_anchor: int
    """Moment at which the first entry begins. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""
    currency: str
    """Currency of all amounts, as three letters of ISO 4217. [0 to 3 characters]"""
    price_algorithm: str
    """How power and energy make a price; a URN such as urn:iso:std:iso:15118:-20:PriceAlgorithm:1-Power. Up to 255 characters. [0 to
    255 characters]
    """
    ev_price_rule_stacks: EVPriceRuleStackListType
    """Prices over time."""


class EVEnergyOfferType(Struct, frozen=True, gc=False):
    """Energy the EV would sell, over time, and for what."""

    ev_power_schedule: EVPowerScheduleType
    """Power the EV could give over time."""
    ev_absolute_price_schedule: EVAbsolutePriceScheduleType
    """What the EV asks for it."""


class PowerScheduleType(Struct, frozen=True, gc=False):
    """Highest power over time. Covers the time to departure, or 24 hours if no departure is known."""

    time_anchor: int
    """Moment at which the first entry begins. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""
    power_schedule_entries: PowerScheduleEntryListType
    """The steps of the schedule."""
    available_energy: RationalNumberType | None = None
    """Energy the station can deliver within the schedule. Unit: Wh."""
    power_tolerance: RationalNumberType | None = None
    """By how much the EV may miss the schedule, if it agrees to keep to that. Unit: W."""


class AbsolutePriceScheduleType(Struct, frozen=True, gc=False):
    """Prices as amounts of money, with taxes and fees. Can be signed by the mobility operator."""

    time_anchor: int
    """Moment at which the first entry begins. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""
    price_schedule_id: int
    """Number of the schedule. Range: 1 to 4294967295. [1 to 4294967295]"""
    currency: str
    """Currency of all amounts, as three letters of ISO 4217. [0 to 3 characters]"""
    language: str
    """Language of the texts, as a code of up to three letters. [0 to 3 characters]"""
    price_algorithm: str
    """How power and energy make a price; a URN such as urn:iso:std:iso:15118:-20:PriceAlgorithm:1-Power. Up to 255 characters. [0 to
    255 characters]
    """
    price_rule_stacks: PriceRuleStackListType
    """Prices over time."""
    id: str | None = None
    """Name by which the signature in the header refers to this element."""
    price_schedule_description: str | None = None
    """Name of the tariff for display. Up to 160 characters. [0 to 160 characters]"""
    minimum_cost: RationalNumberType | None = None
    """Least the session will cost, in the currency of the schedule."""
    maximum_cost: RationalNumberType | None = None
    """Most the session will cost, in the currency of the schedule."""
    tax_rules: TaxRuleListType | None = None
    """Taxes on the prices."""
    overstay_rules: OverstayRuleListType | None = None
    """Fees for staying on after the charge."""
    additional_selected_services: AdditionalServiceListType | None = None
    """Fees of further services."""


class PriceLevelScheduleType(Struct, frozen=True, gc=False):
    """Prices as levels without currency. Can be signed by the mobility operator."""

    time_anchor: int
    """Moment at which the first entry begins. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""
    price_schedule_id: int
    """Number of the schedule. Range: 1 to 4294967295. [1 to 4294967295]"""
    number_of_price_levels: int
    """How many levels there are. Range: 0 to 255. [0 to 255]"""
    price_level_schedule_entries: PriceLevelScheduleEntryListType
    """The steps of the schedule."""
    id: str | None = None
    """Name by which the signature in the header refers to this element."""
    price_schedule_description: str | None = None
    """Name of the tariff for display. Up to 160 characters. [0 to 160 characters]"""


class ChargingScheduleType(Struct, frozen=True, gc=False):
    """Power over time with its prices. EVs in the field expect prices in scheduled mode, although the wire form lets them be left out.
    Source: V2G20-2176.
    """

    power_schedule: PowerScheduleType
    """Highest power over time."""
    absolute_price_schedule: AbsolutePriceScheduleType | None = None
    """Prices as amounts of money."""
    price_level_schedule: PriceLevelScheduleType | None = None
    """Prices as levels, the lowest being the cheapest."""


class ScheduleTupleType(Struct, frozen=True, gc=False):
    """One alternative: power and prices for charging and, in bidirectional services, for discharging."""

    schedule_tuple_id: int
    """Number by which the EV selects the tuple. Range: 1 to 4294967295. [1 to 4294967295]"""
    charging_schedule: ChargingScheduleType
    """Power and prices of energy to the EV."""
    discharging_schedule: ChargingScheduleType | None = None
    """Power and prices of energy from the EV; bidirectional services only."""


class Dynamic_SEReqControlModeType(Struct, frozen=True, gc=False):
    """What the EV needs, when the station will set the power."""

    departure_time: int
    """Time until the EV will leave, counted from the time stamp of the message. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    ev_target_energy_request: RationalNumberType
    """Energy the EV wants until departure. Unit: Wh."""
    ev_maximum_energy_request: RationalNumberType
    """Energy the EV can take at most. Unit: Wh."""
    ev_minimum_energy_request: RationalNumberType
    """Energy the EV needs at least. Unit: Wh."""
    minimum_soc: int | None = None
    """State of charge to be reached as soon as possible. Unit: %. Range: 0 to 100. [0 to 100]"""
    target_soc: int | None = None
    """State of charge to be reached by departure. Unit: %. Range: 0 to 100. [0 to 100]"""
    ev_maximum_v2_x_energy_request: RationalNumberType | None = None
    """Energy up to which the EV may be cycled, charging and discharging; sent with its counterpart or not at all. Unit: Wh. Source:
    V2G20-2681.
    """
    ev_minimum_v2_x_energy_request: RationalNumberType | None = None
    """Energy from which on the EV may be cycled; sent with its counterpart or not at all. Unit: Wh. Source: V2G20-2681."""


class Scheduled_SEReqControlModeType(Struct, frozen=True, gc=False):
    """What the EV needs, when it will choose a schedule itself."""

    departure_time: int | None = None
    """Time until the EV will leave, counted from the time stamp of the message. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    ev_target_energy_request: RationalNumberType | None = None
    """Energy the EV wants until departure. Unit: Wh."""
    ev_maximum_energy_request: RationalNumberType | None = None
    """Energy the EV can take at most. Unit: Wh."""
    ev_minimum_energy_request: RationalNumberType | None = None
    """Energy the EV needs at least. Unit: Wh."""
    ev_energy_offer: EVEnergyOfferType | None = None
    """Energy the EV would sell, and for what."""


class Dynamic_SEResControlModeType(Struct, frozen=True, gc=False):
    """Targets as the station knows them, and prices. Targets are sent only if the station provides the mobility needs."""

    departure_time: int | None = None
    """Time until departure, counted from the time stamp of the message. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    minimum_soc: int | None = None
    """State of charge to be reached as soon as possible; not above TargetSOC. Unit: %. Range: 0 to 100. Source: V2G20-1640. [0 to 100]"""
    target_soc: int | None = None
    """State of charge to be reached by departure. Unit: %. Range: 0 to 100. [0 to 100]"""
    absolute_price_schedule: AbsolutePriceScheduleType | None = None
    """Prices as amounts of money."""
    price_level_schedule: PriceLevelScheduleType | None = None
    """Prices as levels, the lowest being the cheapest."""


class Scheduled_SEResControlModeType(Struct, frozen=True, gc=False):
    """Schedules among which the EV chooses."""

    schedule_tuple: tuple[ScheduleTupleType, ...]
    """One alternative. 1 to 3 entries. [1 to 3 items]"""


class EVPowerProfileType(Struct, frozen=True, gc=False):
    """Power the EV intends to draw over time."""

    time_anchor: int
    """Moment at which the first entry begins. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""
    ev_power_profile_entries: EVPowerProfileEntryListType
    """The steps of the profile."""
    dynamic_evppt_control_mode: Dynamic_EVPPTControlModeType | None = None
    """Marks dynamic mode."""
    scheduled_evppt_control_mode: Scheduled_EVPPTControlModeType | None = None
    """The chosen schedule in scheduled mode."""


class SignedMeteringDataType(Struct, frozen=True, gc=False):
    """A copy of what the station measured, with the schedule it belongs to."""

    id: str
    """Name by which the signature in the header refers to this element."""
    session_id: bytes
    """The session the reading belongs to. Exactly 8 bytes. [8 octets]"""
    meter_info: MeterInfoType
    """The reading of the response that asked for confirmation, unchanged."""
    receipt: ReceiptType | None = None
    """The receipt of the same response, unchanged."""
    dynamic_smdt_control_mode: Dynamic_SMDTControlModeType | None = None
    """Marks dynamic mode."""
    scheduled_smdt_control_mode: Scheduled_SMDTControlModeType | None = None
    """The schedule in use in scheduled mode."""


class ServiceType(Struct, frozen=True, gc=False):
    """A service on offer."""

    service_id: int
    """Number of the service. Range: 0 to 65535. [0 to 65535]"""
    free_service: bool
    """True if the service costs nothing."""


class ParameterType(Struct, frozen=True, gc=False):
    """A named value of one of six kinds. All figures of the standard's own parameters are intValue."""

    name: str
    """Name of the parameter, such as Connector, ControlMode, EVSENominalVoltage, MobilityNeedsMode, Pricing, BPTChannel or
    GeneratorMode. Up to 80 characters. [0 to 80 characters]
    """
    bool_value: bool | None = None
    """A truth value."""
    byte_value: int | None = None
    """A small integer. Range: -128 to 127. [-128 to 127]"""
    short_value: int | None = None
    """An integer. Range: -32768 to 32767. [-32768 to 32767]"""
    int_value: int | None = None
    """An integer. Range: -2147483648 to 2147483647. [-2147483648 to 2147483647]"""
    rational_number: RationalNumberType | None = None
    """A number with a power of ten."""
    finite_string: str | None = None
    """A text of up to 80 characters. [0 to 80 characters]"""


class ParameterSetType(Struct, frozen=True, gc=False):
    """One configuration of a service."""

    parameter_set_id: int
    """Number by which the EV selects this configuration. Range: 0 to 65535. [0 to 65535]"""
    parameter: tuple[ParameterType, ...]
    """One named value. 1 to 32 entries. [1 to 32 items]"""


class SelectedServiceType(Struct, frozen=True, gc=False):
    """A service the EV will use, in a certain configuration."""

    service_id: int
    """Number of the service. Range: 0 to 65535. [0 to 65535]"""
    parameter_set_id: int
    """The chosen parameter set, one that ServiceDetailRes offered. Range: 0 to 65535. Source: V2G20-1216. [0 to 65535]"""


class ServiceIDListType(Struct, frozen=True, gc=False):
    """Services the EV knows."""

    service_id: tuple[int, ...]
    """Number of one service. 1 to 16 entries. Range: 0 to 65535. [0 to 65535, 1 to 16 items]"""


class ServiceListType(Struct, frozen=True, gc=False):
    """Services on offer."""

    service: tuple[ServiceType, ...]
    """One service. 1 to 8 entries. [1 to 8 items]"""


class ServiceParameterListType(Struct, frozen=True, gc=False):
    """Configurations in which a service can be had."""

    parameter_set: tuple[ParameterSetType, ...]
    """One configuration. 1 to 32 entries. [1 to 32 items]"""


class SelectedServiceListType(Struct, frozen=True, gc=False):
    """Value-added services the EV will use."""

    selected_service: tuple[SelectedServiceType, ...]
    """One service. 1 to 16 entries. [1 to 16 items]"""


class SupportedProvidersListType(Struct, frozen=True, gc=False):
    """Mobility providers."""

    provider_id: tuple[str, ...]
    """Identifier of one provider. 1 to 128 entries, up to 80 characters each. [0 to 80 characters, 1 to 128 items]"""


class EIM_ASResAuthorizationModeType(Struct, frozen=True, gc=False):
    """Marks that external identification alone is offered. Without content."""


class PnC_ASResAuthorizationModeType(Struct, frozen=True, gc=False):
    """What an EV needs for Plug and Charge."""

    gen_challenge: bytes
    """Random number of exactly 16 bytes that binds the EV's signature to this session. Source: V2G20-697 V2G20-2108. [16 octets]"""
    supported_providers: SupportedProvidersListType | None = None
    """Mobility providers whose contracts are accepted; left out if all are."""


class EIM_AReqAuthorizationModeType(Struct, frozen=True, gc=False):
    """Marks external identification. Without content."""


class PnC_AReqAuthorizationModeType(Struct, frozen=True, gc=False):
    """Contract and answered challenge; the element the contract key signs."""

    id: str
    """Name by which the signature in the header refers to this element."""
    gen_challenge: bytes
    """The challenge of AuthorizationSetupRes, byte for byte; the same in repeated requests. Source: V2G20-2565. [16 octets]"""
    contract_certificate_chain: ContractCertificateChainType
    """Contract certificate with its sub-CA certificates."""

