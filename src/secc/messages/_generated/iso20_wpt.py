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
    "AlternativeSECCListType",
    "AlternativeSECCType",
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
    "WPT_AlignmentCheckMethodListType",
    "WPT_AlignmentCheckMethodType",
    "WPT_AlignmentCheckReq",
    "WPT_AlignmentCheckRes",
    "WPT_ChargeLoopReq",
    "WPT_ChargeLoopRes",
    "WPT_ChargeParameterDiscoveryReq",
    "WPT_ChargeParameterDiscoveryRes",
    "WPT_CoordinateXYZType",
    "WPT_EVPCChargeDiagnosticsType",
    "WPT_EVPCPowerControlParameterType",
    "WPT_EVResultType",
    "WPT_FinePositioningMethodListType",
    "WPT_FinePositioningMethodType",
    "WPT_FinePositioningReq",
    "WPT_FinePositioningRes",
    "WPT_FinePositioningSetupReq",
    "WPT_FinePositioningSetupRes",
    "WPT_LF_DataPackageListType",
    "WPT_LF_DataPackageType",
    "WPT_LF_ReceiverDataType",
    "WPT_LF_RxDataListType",
    "WPT_LF_RxDataType",
    "WPT_LF_RxRSSIListType",
    "WPT_LF_RxRSSIType",
    "WPT_LF_SystemSetupDataType",
    "WPT_LF_TransmitterDataType",
    "WPT_LF_TxDataListType",
    "WPT_LF_TxDataType",
    "WPT_PairingMethodListType",
    "WPT_PairingMethodType",
    "WPT_PairingReq",
    "WPT_PairingRes",
    "WPT_PowerClassType",
    "WPT_SPCChargeDiagnosticsType",
    "WPT_SPCPowerControlParameterType",
    "WPT_TxRxPackageSpecDataType",
    "WPT_TxRxPulseOrderType",
    "WPT_TxRxSpecDataType",
    "X509Data",
    "X509IssuerSerialType",
    "evseNotificationType",
    "processingType",
    "responseCodeType",
]


class WPT_FinePositioningMethodType(StrEnum):
    """Values of WPT_FinePositioningMethodType."""
    Manual = 'Manual'
    LF_TxEV = 'LF_TxEV'
    LF_TxPrimaryDevice = 'LF_TxPrimaryDevice'
    LPE = 'LPE'
    Proprietary = 'Proprietary'


class WPT_PairingMethodType(StrEnum):
    """Values of WPT_PairingMethodType."""
    External_confirmation = 'External confirmation'
    LPE = 'LPE'
    LF_TxEV = 'LF_TxEV'
    LF_TxPrimaryDevice = 'LF_TxPrimaryDevice'
    Optical = 'Optical'
    Proprietary = 'Proprietary'


class WPT_AlignmentCheckMethodType(StrEnum):
    """Values of WPT_AlignmentCheckMethodType."""
    PowerCheck = 'PowerCheck'
    LPE = 'LPE'
    Proprietary = 'Proprietary'


class WPT_EVResultType(StrEnum):
    """Values of WPT_EVResultType."""
    EVResultUnknown = 'EVResultUnknown'
    EVResultSuccess = 'EVResultSuccess'
    EVResultFailed = 'EVResultFailed'


class WPT_PowerClassType(StrEnum):
    """Values of WPT_PowerClassType."""
    MF_WPT1 = 'MF-WPT1'
    MF_WPT2 = 'MF-WPT2'
    MF_WPT3 = 'MF-WPT3'
    MF_WPT4 = 'MF-WPT4'


class WPT_EVPCChargeDiagnosticsType(StrEnum):
    """Values of WPT_EVPCChargeDiagnosticsType."""
    EVPCNoIssue = 'EVPCNoIssue'
    EVPCTempOverheatDetected = 'EVPCTempOverheatDetected'
    EVPCPowerTransferAnomalyDetected = 'EVPCPowerTransferAnomalyDetected'
    EVPCAnomalyDetected = 'EVPCAnomalyDetected'


class WPT_SPCChargeDiagnosticsType(StrEnum):
    """Values of WPT_SPCChargeDiagnosticsType."""
    SPCNoIssue = 'SPCNoIssue'
    SPCFODDetected = 'SPCFODDetected'
    SPCLOPDetected = 'SPCLOPDetected'
    SPCTempOverheatDetected = 'SPCTempOverheatDetected'
    SPCPowerTransferAnomalyDetected = 'SPCPowerTransferAnomalyDetected'
    SPCAnomalyDetected = 'SPCAnomalyDetected'


class WPT_FinePositioningSetupReq(Struct, frozen=True, gc=False):
    """Element WPT_FinePositioningSetupReq."""

    header: MessageHeaderType
    ev_processing: processingType
    ev_device_fine_positioning_method_list: WPT_FinePositioningMethodListType
    ev_device_pairing_method_list: WPT_PairingMethodListType
    ev_device_alignment_check_method_list: WPT_AlignmentCheckMethodListType
    natural_offset: int
    """[0 to 65535]"""
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """[0 to 256 octets, 0 to 16 items]"""
    lf_system_setup_data: WPT_LF_SystemSetupDataType | None = None


class WPT_FinePositioningSetupRes(Struct, frozen=True, gc=False):
    """Element WPT_FinePositioningSetupRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    primary_device_fine_positioning_method_list: WPT_FinePositioningMethodListType
    primary_device_pairing_method_list: WPT_PairingMethodListType
    primary_device_alignment_check_method_list: WPT_AlignmentCheckMethodListType
    natural_offset: int
    """[0 to 65535]"""
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """[0 to 256 octets, 0 to 16 items]"""
    lf_system_setup_data: WPT_LF_SystemSetupDataType | None = None


class WPT_FinePositioningReq(Struct, frozen=True, gc=False):
    """Element WPT_FinePositioningReq."""

    header: MessageHeaderType
    ev_processing: processingType
    ev_result_code: WPT_EVResultType
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """[0 to 256 octets, 0 to 16 items]"""
    wpt_lf_data_package_list: WPT_LF_DataPackageListType | None = None


class WPT_FinePositioningRes(Struct, frozen=True, gc=False):
    """Element WPT_FinePositioningRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_processing: processingType
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """[0 to 256 octets, 0 to 16 items]"""
    wpt_lf_data_package_list: WPT_LF_DataPackageListType | None = None


class WPT_PairingReq(Struct, frozen=True, gc=False):
    """Element WPT_PairingReq."""

    header: MessageHeaderType
    ev_processing: processingType
    ev_result_code: WPT_EVResultType
    observed_id_code: int | None = None
    """[1 to 4294967295]"""
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """[0 to 256 octets, 0 to 16 items]"""


class WPT_PairingRes(Struct, frozen=True, gc=False):
    """Element WPT_PairingRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_processing: processingType
    observed_id_code: int | None = None
    """[1 to 4294967295]"""
    alternative_secc_list: AlternativeSECCListType | None = None
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """[0 to 256 octets, 0 to 16 items]"""


class WPT_ChargeParameterDiscoveryReq(Struct, frozen=True, gc=False):
    """Element WPT_ChargeParameterDiscoveryReq."""

    header: MessageHeaderType
    evpc_max_receivable_power: RationalNumberType
    sd_max_ground_clearence: int
    """[0 to 65535]"""
    sd_min_ground_clearence: int
    """[0 to 65535]"""
    evpc_natural_frequency: RationalNumberType
    evpc_device_local_control: bool
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """[0 to 256 octets, 0 to 16 items]"""


class WPT_ChargeParameterDiscoveryRes(Struct, frozen=True, gc=False):
    """Element WPT_ChargeParameterDiscoveryRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    pd_input_power_class: WPT_PowerClassType
    sd_min_output_power: RationalNumberType
    sd_max_output_power: RationalNumberType
    sd_max_ground_clearance_support: int
    """[0 to 65535]"""
    sd_min_ground_clearance_support: int
    """[0 to 65535]"""
    pd_min_coil_current: RationalNumberType
    pd_max_coil_current: RationalNumberType
    sd_manufacturer_specific_data_container: tuple[bytes, ...] = ()
    """[0 to 256 octets, 0 to 16 items]"""


class WPT_AlignmentCheckReq(Struct, frozen=True, gc=False):
    """Element WPT_AlignmentCheckReq."""

    header: MessageHeaderType
    ev_processing: processingType
    ev_result_code: WPT_EVResultType
    target_coil_current: RationalNumberType | None = None
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """[0 to 256 octets, 0 to 16 items]"""


class WPT_AlignmentCheckRes(Struct, frozen=True, gc=False):
    """Element WPT_AlignmentCheckRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evse_processing: processingType
    power_transmitted: RationalNumberType | None = None
    supply_device_current: RationalNumberType | None = None
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """[0 to 256 octets, 0 to 16 items]"""


class WPT_ChargeLoopReq(Struct, frozen=True, gc=False):
    """Element WPT_ChargeLoopReq."""

    header: MessageHeaderType
    meter_info_requested: bool
    evpc_power_request: RationalNumberType
    evpc_power_output: RationalNumberType
    evpc_charge_diagnostics: WPT_EVPCChargeDiagnosticsType
    display_parameters: DisplayParametersType | None = None
    evpc_operating_frequency: RationalNumberType | None = None
    evpc_power_control_parameter: WPT_EVPCPowerControlParameterType | None = None
    manufacturer_specific_data_container: tuple[bytes, ...] = ()
    """[0 to 256 octets, 0 to 16 items]"""


class WPT_ChargeLoopRes(Struct, frozen=True, gc=False):
    """Element WPT_ChargeLoopRes."""

    header: MessageHeaderType
    response_code: responseCodeType
    evpc_power_request: RationalNumberType
    spc_max_output_power_limit: RationalNumberType
    spc_min_output_power_limit: RationalNumberType
    spc_charge_diagnostics: WPT_SPCChargeDiagnosticsType
    evse_status: EVSEStatusType | None = None
    meter_info: MeterInfoType | None = None
    receipt: ReceiptType | None = None
    sd_power_input: RationalNumberType | None = None
    spc_operating_frequency: RationalNumberType | None = None
    spc_power_control_parameter: WPT_SPCPowerControlParameterType | None = None
    manufacturer_specific_data_container: tuple[bytes, ...] = ()
    """[0 to 256 octets, 0 to 16 items]"""


class WPT_FinePositioningMethodListType(Struct, frozen=True, gc=False):
    """Type WPT_FinePositioningMethodListType."""

    wpt_fine_positioning_method: tuple[WPT_FinePositioningMethodType, ...]
    """[1 to 8 items]"""


class WPT_PairingMethodListType(Struct, frozen=True, gc=False):
    """Type WPT_PairingMethodListType."""

    wpt_pairing_method: tuple[WPT_PairingMethodType, ...]
    """[1 to 8 items]"""


class WPT_AlignmentCheckMethodListType(Struct, frozen=True, gc=False):
    """Type WPT_AlignmentCheckMethodListType."""

    wpt_alignment_check_method: tuple[WPT_AlignmentCheckMethodType, ...]
    """[1 to 8 items]"""


class WPT_CoordinateXYZType(Struct, frozen=True, gc=False):
    """Type WPT_CoordinateXYZType."""

    coord_x: int
    """[-32768 to 32767]"""
    coord_y: int
    """[-32768 to 32767]"""
    coord_z: int
    """[-32768 to 32767]"""


class WPT_TxRxSpecDataType(Struct, frozen=True, gc=False):
    """Type WPT_TxRxSpecDataType."""

    tx_rx_identifier: int
    """[1 to 4294967295]"""
    tx_rx_position: WPT_CoordinateXYZType
    tx_rx_orientation: WPT_CoordinateXYZType


class WPT_TxRxPulseOrderType(Struct, frozen=True, gc=False):
    """Type WPT_TxRxPulseOrderType."""

    index_number: int
    """[0 to 65535]"""
    tx_rx_identifier: int
    """[1 to 4294967295]"""


class WPT_TxRxPackageSpecDataType(Struct, frozen=True, gc=False):
    """Type WPT_TxRxPackageSpecDataType."""

    pulse_sequence_order: tuple[WPT_TxRxPulseOrderType, ...]
    """[2 to 255 items]"""
    pulse_separation_time: int
    """[0 to 65535]"""
    pulse_duration: int
    """[0 to 65535]"""
    package_separation_time: int
    """[0 to 65535]"""


class WPT_LF_TransmitterDataType(Struct, frozen=True, gc=False):
    """Type WPT_LF_TransmitterDataType."""

    number_of_transmitters: int
    """[0 to 255]"""
    signal_frequency: RationalNumberType
    tx_spec_data: tuple[WPT_TxRxSpecDataType, ...]
    """[2 to 255 items]"""
    tx_package_spec_data: WPT_TxRxPackageSpecDataType | None = None


class WPT_LF_ReceiverDataType(Struct, frozen=True, gc=False):
    """Type WPT_LF_ReceiverDataType."""

    number_of_receivers: int
    """[0 to 255]"""
    rx_spec_data: tuple[WPT_TxRxSpecDataType, ...]
    """[2 to 255 items]"""


class WPT_LF_SystemSetupDataType(Struct, frozen=True, gc=False):
    """Type WPT_LF_SystemSetupDataType."""

    lf_transmitter_setup_data: WPT_LF_TransmitterDataType | None = None
    lf_receiver_setup_data: WPT_LF_ReceiverDataType | None = None


class WPT_LF_TxDataType(Struct, frozen=True, gc=False):
    """Type WPT_LF_TxDataType."""

    tx_identifier: int
    """[1 to 4294967295]"""
    eirp: RationalNumberType


class WPT_LF_TxDataListType(Struct, frozen=True, gc=False):
    """Type WPT_LF_TxDataListType."""

    wpt_lf_tx_data_list: WPT_LF_TxDataType


class WPT_LF_RxRSSIType(Struct, frozen=True, gc=False):
    """Type WPT_LF_RxRSSIType."""

    tx_identifier: int
    """[1 to 4294967295]"""
    rssi: RationalNumberType


class WPT_LF_RxRSSIListType(Struct, frozen=True, gc=False):
    """Type WPT_LF_RxRSSIListType."""

    rssi_data_list: WPT_LF_RxRSSIType


class WPT_LF_RxDataType(Struct, frozen=True, gc=False):
    """Type WPT_LF_RxDataType."""

    rx_identifier: int
    """[1 to 4294967295]"""
    rssi_data: WPT_LF_RxRSSIListType


class WPT_LF_RxDataListType(Struct, frozen=True, gc=False):
    """Type WPT_LF_RxDataListType."""

    wpt_lf_rx_data_list: WPT_LF_RxDataType


class WPT_LF_DataPackageType(Struct, frozen=True, gc=False):
    """Type WPT_LF_DataPackageType."""

    package_index: int
    """[0 to 255]"""
    lf_tx_data: WPT_LF_TxDataListType | None = None
    lf_rx_data: WPT_LF_RxDataListType | None = None


class WPT_LF_DataPackageListType(Struct, frozen=True, gc=False):
    """Type WPT_LF_DataPackageListType."""

    num_packages: int
    """[0 to 255]"""
    wpt_lf_data_package: WPT_LF_DataPackageType


class AlternativeSECCType(Struct, frozen=True, gc=False):
    """Type AlternativeSECCType."""

    ssid: str | None = None
    """[0 to 255 characters]"""
    bssid: str | None = None
    """[0 to 12 characters]"""
    ip_address: str | None = None
    """[0 to 39 characters]"""
    port: int | None = None
    """[0 to 65535]"""


class AlternativeSECCListType(Struct, frozen=True, gc=False):
    """Type AlternativeSECCListType."""

    alternative_secc: tuple[AlternativeSECCType, ...]
    """[1 to 8 items]"""


class WPT_EVPCPowerControlParameterType(Struct, frozen=True, gc=False):
    """Type WPT_EVPCPowerControlParameterType."""

    evpc_coil_current_request: RationalNumberType
    evpc_coil_current_information: RationalNumberType
    evpc_current_output_information: RationalNumberType
    evpc_voltage_output_information: RationalNumberType


class WPT_SPCPowerControlParameterType(Struct, frozen=True, gc=False):
    """Type WPT_SPCPowerControlParameterType."""

    spc_primary_device_coil_current_information: RationalNumberType

