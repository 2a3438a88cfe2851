# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

"""Message classes of iso20_wpt. What names no requirement as its source rests on general knowledge."""

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


class WPT_PowerClassType(StrEnum):
    """Power class of a wireless charging device, by its input power."""
    MF_WPT1 = 'MF-WPT1'
    """Up to 3.7 kVA."""
    MF_WPT2 = 'MF-WPT2'
    """Up to 7.7 kVA."""
    MF_WPT3 = 'MF-WPT3'
    """Up to 11.1 kVA."""
    MF_WPT4 = 'MF-WPT4'
    """Up to 22 kVA."""


class WPT_EVPCChargeDiagnosticsType(StrEnum):
    """Fault of the EV's power circuit."""
    EVPCNoIssue = 'EVPCNoIssue'
    """No fault."""
    EVPCTempOverheatDetected = 'EVPCTempOverheatDetected'
    """The circuit is too hot."""
    EVPCPowerTransferAnomalyDetected = 'EVPCPowerTransferAnomalyDetected'
    """Power does not arrive as expected."""
    EVPCAnomalyDetected = 'EVPCAnomalyDetected'
    """Any other fault."""


class WPT_SPCChargeDiagnosticsType(StrEnum):
    """Fault of the supply power circuit."""
    SPCNoIssue = 'SPCNoIssue'
    """No fault."""
    SPCFODDetected = 'SPCFODDetected'
    """A foreign object lies between the devices; power is cut."""
    SPCLOPDetected = 'SPCLOPDetected'
    """A living object is between the devices; power is cut."""
    SPCTempOverheatDetected = 'SPCTempOverheatDetected'
    """The circuit is too hot."""
    SPCPowerTransferAnomalyDetected = 'SPCPowerTransferAnomalyDetected'
    """Power does not arrive as expected."""
    SPCAnomalyDetected = 'SPCAnomalyDetected'
    """Any other fault."""


class WPT_FinePositioningMethodType(StrEnum):
    """Method of positioning."""
    Manual = 'Manual'
    """By the driver's eye."""
    LF_TxEV = 'LF_TxEV'
    """By low-frequency signals that the EV sends."""
    LF_TxPrimaryDevice = 'LF_TxPrimaryDevice'
    """By low-frequency signals that the primary device sends."""
    LPE = 'LPE'
    """By a small power transfer (low power excitation)."""
    Proprietary = 'Proprietary'
    """By a vendor's own method."""


class WPT_PairingMethodType(StrEnum):
    """Method of pairing."""
    External_confirmation = 'External confirmation'
    """By confirmation from outside, such as an app."""
    LPE = 'LPE'
    """By a small power transfer (low power excitation)."""
    LF_TxEV = 'LF_TxEV'
    """By low-frequency signals that the EV sends."""
    LF_TxPrimaryDevice = 'LF_TxPrimaryDevice'
    """By low-frequency signals that the primary device sends."""
    Optical = 'Optical'
    """By an optical code."""
    Proprietary = 'Proprietary'
    """By a vendor's own method."""


class WPT_AlignmentCheckMethodType(StrEnum):
    """Method of the alignment check."""
    PowerCheck = 'PowerCheck'
    """By comparing sent and received power."""
    LPE = 'LPE'
    """By a small power transfer (low power excitation)."""
    Proprietary = 'Proprietary'
    """By a vendor's own method."""


class WPT_EVResultType(StrEnum):
    """How a step went in the EV's eyes."""
    EVResultUnknown = 'EVResultUnknown'
    """Not known yet."""
    EVResultSuccess = 'EVResultSuccess'
    """It succeeded."""
    EVResultFailed = 'EVResultFailed'
    """It failed."""


class WPT_ChargeParameterDiscoveryReq(Struct, frozen=True, gc=False):
    """EV → SECC. States the limits of the EV's power circuit."""

    header: MessageHeaderType
    """Session, time and signature."""
    evpc_max_receivable_power: RationalNumberType
    """Highest power the EV can receive. Unit: W."""
    sd_max_ground_clearence: int
    """Largest ground clearance at which the EV's device works. Unit: mm. Range: 0 to 65535. The spelling is that of the wire. [0 to
    65535]
    """
    sd_min_ground_clearence: int
    """Smallest ground clearance at which the EV's device works. Unit: mm. Range: 0 to 65535. The spelling is that of the wire. [0 to
    65535]
    """
    evpc_natural_frequency: RationalNumberType
    """Resonance frequency of the EV's circuit. Unit: Hz."""
    evpc_device_local_control: bool
    """True if the EV regulates its power by itself."""
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """Data of a vendor's own method. 0 to 16 entries of up to 256 bytes each. [0 to 256 octets, 0 to 16 items]"""


class WPT_ChargeParameterDiscoveryRes(Struct, frozen=True, gc=False):
    """SECC → EV. States the limits of the supply device."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    pd_input_power_class: WPT_PowerClassType
    """Power class of the primary device."""
    sd_min_output_power: RationalNumberType
    """Lowest power the supply device can send. Unit: W."""
    sd_max_output_power: RationalNumberType
    """Highest power the supply device can send. Unit: W."""
    sd_max_ground_clearance_support: int
    """Largest ground clearance the supply device can bridge. Unit: mm. Range: 0 to 65535. [0 to 65535]"""
    sd_min_ground_clearance_support: int
    """Smallest ground clearance the supply device needs. Unit: mm. Range: 0 to 65535. [0 to 65535]"""
    pd_min_coil_current: RationalNumberType
    """Lowest current of the primary coil. Unit: A."""
    pd_max_coil_current: RationalNumberType
    """Highest current of the primary coil. Unit: A."""
    sd_manufacturer_specific_data_container: tuple[bytes, ...] = ()
    """Data of the supply device's manufacturer. 0 to 16 entries of up to 256 bytes each. [0 to 256 octets, 0 to 16 items]"""


class WPT_AlignmentCheckReq(Struct, frozen=True, gc=False):
    """EV → SECC. Checks the coupling with little power before the charge; repeated until both sides have finished."""

    header: MessageHeaderType
    """Session, time and signature."""
    ev_processing: processingType
    """Whether the EV has finished or will repeat the request."""
    ev_result_code: WPT_EVResultType
    """How the step went in the EV's eyes."""
    target_coil_current: RationalNumberType | None = None
    """Current of the primary coil that the EV wants for its check. Unit: A."""
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """Data of a vendor's own method. 0 to 16 entries of up to 256 bytes each. [0 to 256 octets, 0 to 16 items]"""


class WPT_AlignmentCheckRes(Struct, frozen=True, gc=False):
    """SECC → EV. Answer to one step of the alignment check."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_processing: processingType
    """Whether the station has finished or the EV shall repeat the request."""
    power_transmitted: RationalNumberType | None = None
    """Power sent during the check. Unit: W."""
    supply_device_current: RationalNumberType | None = None
    """Current of the primary coil during the check. Unit: A."""
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """Data of a vendor's own method. 0 to 16 entries of up to 256 bytes each. [0 to 256 octets, 0 to 16 items]"""


class WPT_ChargeLoopReq(Struct, frozen=True, gc=False):
    """EV → SECC. Power request and state of the EV in the wireless charge loop."""

    header: MessageHeaderType
    """Session, time and signature."""
    meter_info_requested: bool
    """True if the EV wants the meter reading with this response. Source: V2G20-1081 V2G20-1082."""
    evpc_power_request: RationalNumberType
    """Power the EV wants to receive. Unit: W."""
    evpc_power_output: RationalNumberType
    """Power the EV receives. Unit: W."""
    evpc_charge_diagnostics: WPT_EVPCChargeDiagnosticsType
    """Fault of the EV's circuit."""
    display_parameters: DisplayParametersType | None = None
    """State of the battery, for display at the station."""
    evpc_operating_frequency: RationalNumberType | None = None
    """Frequency the EV operates at. Unit: Hz."""
    evpc_power_control_parameter: WPT_EVPCPowerControlParameterType | None = None
    """Currents and voltage of the EV's circuit."""
    manufacturer_specific_data_container: tuple[bytes, ...] = ()
    """Data of a manufacturer's own. 0 to 16 entries of up to 256 bytes each. [0 to 256 octets, 0 to 16 items]"""


class WPT_ChargeLoopRes(Struct, frozen=True, gc=False):
    """SECC → EV. Limits and state of the station in the wireless charge loop."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evpc_power_request: RationalNumberType
    """The power request this response answers. Unit: W."""
    spc_max_output_power_limit: RationalNumberType
    """Highest power the supply circuit can send at this moment. Unit: W."""
    spc_min_output_power_limit: RationalNumberType
    """Lowest power the supply circuit can send at this moment. Unit: W."""
    spc_charge_diagnostics: WPT_SPCChargeDiagnosticsType
    """Fault of the supply circuit."""
    evse_status: EVSEStatusType | None = None
    """What the station asks of the EV; left out if nothing."""
    meter_info: MeterInfoType | None = None
    """Reading of the station's meter; in the first response of a session and whenever the EV asked for it. Source: V2G20-1081
    V2G20-1833.
    """
    receipt: ReceiptType | None = None
    """Costs so far, if the schedule has absolute prices."""
    sd_power_input: RationalNumberType | None = None
    """Power the supply device takes from the grid. Unit: W."""
    spc_operating_frequency: RationalNumberType | None = None
    """Frequency the supply circuit operates at. Unit: Hz."""
    spc_power_control_parameter: WPT_SPCPowerControlParameterType | None = None
    """Current of the primary coil."""
    manufacturer_specific_data_container: tuple[bytes, ...] = ()
    """Data of a manufacturer's own. 0 to 16 entries of up to 256 bytes each. [0 to 256 octets, 0 to 16 items]"""


class WPT_FinePositioningSetupReq(Struct, frozen=True, gc=False):
    """EV → SECC. Offers the EV's methods of positioning, pairing and alignment check."""

    header: MessageHeaderType
    """Session, time and signature."""
    ev_processing: processingType
    """Whether the EV has finished or will repeat the request."""
    ev_device_fine_positioning_method_list: WPT_FinePositioningMethodListType
    """Positioning methods the EV knows."""
    ev_device_pairing_method_list: WPT_PairingMethodListType
    """Pairing methods the EV knows."""
    ev_device_alignment_check_method_list: WPT_AlignmentCheckMethodListType
    """Alignment check methods the EV knows."""
    natural_offset: int
    """Offset between the centre of the coil and the point of best coupling. Unit: mm. Range: 0 to 65535. [0 to 65535]"""
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """Data of a vendor's own method. 0 to 16 entries of up to 256 bytes each. [0 to 256 octets, 0 to 16 items]"""
    lf_system_setup_data: WPT_LF_SystemSetupDataType | None = None
    """Own transmitters or receivers, if positioning goes by low-frequency signals."""


class WPT_FinePositioningSetupRes(Struct, frozen=True, gc=False):
    """SECC → EV. Names the methods that will be used."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    primary_device_fine_positioning_method_list: WPT_FinePositioningMethodListType
    """Positioning methods the primary device knows."""
    primary_device_pairing_method_list: WPT_PairingMethodListType
    """Pairing methods the primary device knows."""
    primary_device_alignment_check_method_list: WPT_AlignmentCheckMethodListType
    """Alignment check methods the primary device knows."""
    natural_offset: int
    """Offset between the centre of the coil and the point of best coupling. Unit: mm. Range: 0 to 65535. [0 to 65535]"""
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """Data of a vendor's own method. 0 to 16 entries of up to 256 bytes each. [0 to 256 octets, 0 to 16 items]"""
    lf_system_setup_data: WPT_LF_SystemSetupDataType | None = None
    """Own transmitters or receivers, if positioning goes by low-frequency signals."""


class WPT_FinePositioningReq(Struct, frozen=True, gc=False):
    """EV → SECC. One step of positioning, repeated until the vehicle stands right."""

    header: MessageHeaderType
    """Session, time and signature."""
    ev_processing: processingType
    """Whether the EV has finished or will repeat the request."""
    ev_result_code: WPT_EVResultType
    """How the step went in the EV's eyes."""
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """Data of a vendor's own method. 0 to 16 entries of up to 256 bytes each. [0 to 256 octets, 0 to 16 items]"""
    wpt_lf_data_package_list: WPT_LF_DataPackageListType | None = None
    """Low-frequency measurements of this cycle."""


class WPT_FinePositioningRes(Struct, frozen=True, gc=False):
    """SECC → EV. Answer to one step of positioning."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_processing: processingType
    """Whether the station has finished or the EV shall repeat the request."""
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """Data of a vendor's own method. 0 to 16 entries of up to 256 bytes each. [0 to 256 octets, 0 to 16 items]"""
    wpt_lf_data_package_list: WPT_LF_DataPackageListType | None = None
    """Low-frequency measurements of this cycle."""


class WPT_PairingReq(Struct, frozen=True, gc=False):
    """EV → SECC. Makes sure that this station controls the device below the vehicle; repeated until both sides have finished."""

    header: MessageHeaderType
    """Session, time and signature."""
    ev_processing: processingType
    """Whether the EV has finished or will repeat the request."""
    ev_result_code: WPT_EVResultType
    """How the step went in the EV's eyes."""
    observed_id_code: int | None = None
    """Code that was received from the other side by the pairing method. Range: 1 to 4294967295. [1 to 4294967295]"""
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """Data of a vendor's own method. 0 to 16 entries of up to 256 bytes each. [0 to 256 octets, 0 to 16 items]"""


class WPT_PairingRes(Struct, frozen=True, gc=False):
    """SECC → EV. Answer to one step of pairing."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_processing: processingType
    """Whether the station has finished or the EV shall repeat the request."""
    observed_id_code: int | None = None
    """Code that was received from the other side by the pairing method. Range: 1 to 4294967295. [1 to 4294967295]"""
    alternative_secc_list: AlternativeSECCListType | None = None
    """Stations that might control the device below the vehicle, if this one does not."""
    vendor_specific_data_container: tuple[bytes, ...] = ()
    """Data of a vendor's own method. 0 to 16 entries of up to 256 bytes each. [0 to 256 octets, 0 to 16 items]"""


class AlternativeSECCType(Struct, frozen=True, gc=False):
    """How to reach another station."""

    ssid: str | None = None
    """Name of its wireless network. Up to 255 characters. [0 to 255 characters]"""
    bssid: str | None = None
    """Hardware address of its access point, as 12 hexadecimal digits. [0 to 12 characters]"""
    ip_address: str | None = None
    """Its address as text. Up to 39 characters. [0 to 39 characters]"""
    port: int | None = None
    """Its port. Range: 0 to 65535. [0 to 65535]"""


class WPT_EVPCPowerControlParameterType(Struct, frozen=True, gc=False):
    """Currents and voltage of the EV's power circuit."""

    evpc_coil_current_request: RationalNumberType
    """Current of the primary coil that the EV wants. Unit: A."""
    evpc_coil_current_information: RationalNumberType
    """Current of the EV's coil. Unit: A."""
    evpc_current_output_information: RationalNumberType
    """Current behind the EV's rectifier. Unit: A."""
    evpc_voltage_output_information: RationalNumberType
    """Voltage behind the EV's rectifier. Unit: V."""


class WPT_SPCPowerControlParameterType(Struct, frozen=True, gc=False):
    """Current of the supply power circuit."""

    spc_primary_device_coil_current_information: RationalNumberType
    """Current of the primary coil. Unit: A."""


class WPT_CoordinateXYZType(Struct, frozen=True, gc=False):
    """A point or direction in space."""

    coord_x: int
    """Along the vehicle. Range: -32768 to 32767. [-32768 to 32767]"""
    coord_y: int
    """Across the vehicle. Range: -32768 to 32767. [-32768 to 32767]"""
    coord_z: int
    """Upwards. Range: -32768 to 32767. [-32768 to 32767]"""


class WPT_TxRxSpecDataType(Struct, frozen=True, gc=False):
    """Place and direction of a transmitter or receiver."""

    tx_rx_identifier: int
    """Number of the transmitter or receiver. Range: 1 to 4294967295. [1 to 4294967295]"""
    tx_rx_position: WPT_CoordinateXYZType
    """Place, relative to the device. Unit: mm."""
    tx_rx_orientation: WPT_CoordinateXYZType
    """Direction of its axis."""


class WPT_TxRxPulseOrderType(Struct, frozen=True, gc=False):
    """Sender of one pulse of a series."""

    index_number: int
    """Place of the pulse in the series. Range: 0 to 65535. [0 to 65535]"""
    tx_rx_identifier: int
    """Number of the transmitter or receiver. Range: 1 to 4294967295. [1 to 4294967295]"""


class WPT_TxRxPackageSpecDataType(Struct, frozen=True, gc=False):
    """Timing of a series of pulses."""

    pulse_sequence_order: tuple[WPT_TxRxPulseOrderType, ...]
    """Who sends the pulse at one place of the series. 2 to 255 entries. [2 to 255 items]"""
    pulse_separation_time: int
    """Time between two pulses. Range: 0 to 65535. [0 to 65535]"""
    pulse_duration: int
    """Length of one pulse. Range: 0 to 65535. [0 to 65535]"""
    package_separation_time: int
    """Time between two series. Range: 0 to 65535. [0 to 65535]"""


class WPT_LF_TransmitterDataType(Struct, frozen=True, gc=False):
    """Low-frequency transmitters."""

    number_of_transmitters: int
    """How many there are. Range: 0 to 255. [0 to 255]"""
    signal_frequency: RationalNumberType
    """Frequency of their signal. Unit: Hz."""
    tx_spec_data: tuple[WPT_TxRxSpecDataType, ...]
    """One transmitter. 2 to 255 entries. [2 to 255 items]"""
    tx_package_spec_data: WPT_TxRxPackageSpecDataType | None = None
    """Timing of their pulses."""


class WPT_LF_ReceiverDataType(Struct, frozen=True, gc=False):
    """Low-frequency receivers."""

    number_of_receivers: int
    """How many there are. Range: 0 to 255. [0 to 255]"""
    rx_spec_data: tuple[WPT_TxRxSpecDataType, ...]
    """One receiver. 2 to 255 entries. [2 to 255 items]"""


class WPT_LF_TxDataType(Struct, frozen=True, gc=False):
    """What one transmitter sent."""

    tx_identifier: int
    """Number of the transmitter. Range: 1 to 4294967295. [1 to 4294967295]"""
    eirp: RationalNumberType
    """Radiated power."""


class WPT_LF_TxDataListType(Struct, frozen=True, gc=False):
    """What the transmitters sent."""

    wpt_lf_tx_data_list: WPT_LF_TxDataType
    """What one transmitter sent."""


class WPT_LF_RxRSSIType(Struct, frozen=True, gc=False):
    """Strength of one received signal."""

    tx_identifier: int
    """Number of the transmitter. Range: 1 to 4294967295. [1 to 4294967295]"""
    rssi: RationalNumberType
    """Strength of the signal."""


class WPT_LF_RxRSSIListType(Struct, frozen=True, gc=False):
    """Strengths of received signals."""

    rssi_data_list: WPT_LF_RxRSSIType
    """Strength of one signal."""


class WPT_LF_RxDataType(Struct, frozen=True, gc=False):
    """What one receiver heard."""

    rx_identifier: int
    """Number of the receiver. Range: 1 to 4294967295. [1 to 4294967295]"""
    rssi_data: WPT_LF_RxRSSIListType
    """Strengths of the received signals."""


class WPT_LF_RxDataListType(Struct, frozen=True, gc=False):
    """What the receivers heard."""

    wpt_lf_rx_data_list: WPT_LF_RxDataType
    """What one receiver heard."""


class WPT_LF_DataPackageType(Struct, frozen=True, gc=False):
    """Measurements of one series of pulses."""

    package_index: int
    """Number of the series. Range: 0 to 255. [0 to 255]"""
    lf_tx_data: WPT_LF_TxDataListType | None = None
    """Measurements of the sending side."""
    lf_rx_data: WPT_LF_RxDataListType | None = None
    """Measurements of the receiving side."""


class WPT_FinePositioningMethodListType(Struct, frozen=True, gc=False):
    """Positioning methods."""

    wpt_fine_positioning_method: tuple[WPT_FinePositioningMethodType, ...]
    """One method. 1 to 8 entries. [1 to 8 items]"""


class WPT_PairingMethodListType(Struct, frozen=True, gc=False):
    """Pairing methods."""

    wpt_pairing_method: tuple[WPT_PairingMethodType, ...]
    """One method. 1 to 8 entries. [1 to 8 items]"""


class WPT_AlignmentCheckMethodListType(Struct, frozen=True, gc=False):
    """Alignment check methods."""

    wpt_alignment_check_method: tuple[WPT_AlignmentCheckMethodType, ...]
    """One method. 1 to 8 entries. [1 to 8 items]"""


class WPT_LF_SystemSetupDataType(Struct, frozen=True, gc=False):
    """The sender's part in low-frequency positioning."""

    lf_transmitter_setup_data: WPT_LF_TransmitterDataType | None = None
    """Its transmitters."""
    lf_receiver_setup_data: WPT_LF_ReceiverDataType | None = None
    """Its receivers."""


class WPT_LF_DataPackageListType(Struct, frozen=True, gc=False):
    """Measurements of one cycle."""

    num_packages: int
    """How many series of pulses were measured. Range: 0 to 255. [0 to 255]"""
    wpt_lf_data_package: WPT_LF_DataPackageType
    """One series."""


class AlternativeSECCListType(Struct, frozen=True, gc=False):
    """Stations the EV may try instead."""

    alternative_secc: tuple[AlternativeSECCType, ...]
    """One station. 1 to 8 entries. [1 to 8 items]"""

