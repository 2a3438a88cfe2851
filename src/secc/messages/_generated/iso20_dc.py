# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

"""Message classes of iso20_dc. What names no requirement as its source rests on general knowledge."""

from __future__ import annotations

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
    "BPT_DC_CPDReqEnergyTransferMode",
    "BPT_DC_CPDResEnergyTransferMode",
    "BPT_Dynamic_DC_CLReqControlMode",
    "BPT_Dynamic_DC_CLResControlMode",
    "BPT_Scheduled_DC_CLReqControlMode",
    "BPT_Scheduled_DC_CLResControlMode",
    "CLReqControlMode",
    "CLResControlMode",
    "CanonicalizationMethod",
    "DC_CPDReqEnergyTransferMode",
    "DC_CPDResEnergyTransferMode",
    "DC_CableCheckReq",
    "DC_CableCheckRes",
    "DC_ChargeLoopReq",
    "DC_ChargeLoopRes",
    "DC_ChargeParameterDiscoveryReq",
    "DC_ChargeParameterDiscoveryRes",
    "DC_PreChargeReq",
    "DC_PreChargeRes",
    "DC_WeldingDetectionReq",
    "DC_WeldingDetectionRes",
    "DSAKeyValue",
    "DetailedCostType",
    "DetailedTaxType",
    "DigestMethod",
    "DigestValue",
    "DisplayParametersType",
    "Dynamic_DC_CLReqControlMode",
    "Dynamic_DC_CLResControlMode",
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
    "Scheduled_DC_CLReqControlMode",
    "Scheduled_DC_CLResControlMode",
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


class DC_CPDReqEnergyTransferMode(Struct, frozen=True, gc=False):
    """Limits of an EV that only charges."""

    ev_maximum_charge_power: RationalNumberType
    """Highest power the EV accepts. Unit: W."""
    ev_minimum_charge_power: RationalNumberType
    """Lowest power at which the EV can charge. Unit: W."""
    ev_maximum_charge_current: RationalNumberType
    """Highest current the EV accepts; the station must never exceed it. Unit: A."""
    ev_minimum_charge_current: RationalNumberType
    """Lowest current at which the EV can charge. Unit: A."""
    ev_maximum_voltage: RationalNumberType
    """Highest voltage the EV accepts; the station must never exceed it. Unit: V."""
    ev_minimum_voltage: RationalNumberType
    """Lowest voltage at which the EV can be charged. Unit: V."""
    target_soc: int | None = None
    """State of charge the EV wants to reach. Unit: %. Range: 0 to 100. [0 to 100]"""


class BPT_DC_CPDReqEnergyTransferMode(Struct, frozen=True, gc=False):
    """Limits of an EV that charges and discharges."""

    ev_maximum_charge_power: RationalNumberType
    """Highest power the EV accepts. Unit: W."""
    ev_minimum_charge_power: RationalNumberType
    """Lowest power at which the EV can charge. Unit: W."""
    ev_maximum_charge_current: RationalNumberType
    """Highest current the EV accepts; the station must never exceed it. Unit: A."""
    ev_minimum_charge_current: RationalNumberType
    """Lowest current at which the EV can charge. Unit: A."""
    ev_maximum_voltage: RationalNumberType
    """Highest voltage the EV accepts; the station must never exceed it. Unit: V."""
    ev_minimum_voltage: RationalNumberType
    """Lowest voltage at which the EV can be charged. Unit: V."""
    ev_maximum_discharge_power: RationalNumberType
    """Highest power the EV can give back. Unit: W. Some EVs send it negative; its magnitude counts."""
    ev_minimum_discharge_power: RationalNumberType
    """Lowest power at which the EV can give energy back. Unit: W. Some EVs send it negative; its magnitude counts."""
    ev_maximum_discharge_current: RationalNumberType
    """Highest current the EV can give back. Unit: A. Some EVs send it negative; its magnitude counts."""
    ev_minimum_discharge_current: RationalNumberType
    """Lowest current at which the EV can give energy back. Unit: A. Some EVs send it negative; its magnitude counts."""
    target_soc: int | None = None
    """State of charge the EV wants to reach. Unit: %. Range: 0 to 100. [0 to 100]"""


class DC_CPDResEnergyTransferMode(Struct, frozen=True, gc=False):
    """Limits of a station for charging alone."""

    evse_maximum_charge_power: RationalNumberType
    """Highest power the station can deliver. Unit: W. Source: V2G20-2654."""
    evse_minimum_charge_power: RationalNumberType
    """Lowest power the station can deliver. Unit: W. Source: V2G20-2655."""
    evse_maximum_charge_current: RationalNumberType
    """Highest current the station can deliver. Unit: A. Source: V2G20-2654."""
    evse_minimum_charge_current: RationalNumberType
    """Lowest current the station can deliver. Unit: A. Source: V2G20-2655."""
    evse_maximum_voltage: RationalNumberType
    """Highest voltage the station can supply. Unit: V. Source: V2G20-2654."""
    evse_minimum_voltage: RationalNumberType
    """Lowest voltage the station can supply. Unit: V. Source: V2G20-2655."""
    evse_power_ramp_limitation: RationalNumberType | None = None
    """How fast power may change, as a share of the maximum. Unit: % per s."""


class BPT_DC_CPDResEnergyTransferMode(Struct, frozen=True, gc=False):
    """Limits of a station for charging and discharging."""

    evse_maximum_charge_power: RationalNumberType
    """Highest power the station can deliver. Unit: W. Source: V2G20-2654."""
    evse_minimum_charge_power: RationalNumberType
    """Lowest power the station can deliver. Unit: W. Source: V2G20-2655."""
    evse_maximum_charge_current: RationalNumberType
    """Highest current the station can deliver. Unit: A. Source: V2G20-2654."""
    evse_minimum_charge_current: RationalNumberType
    """Lowest current the station can deliver. Unit: A. Source: V2G20-2655."""
    evse_maximum_voltage: RationalNumberType
    """Highest voltage the station can supply. Unit: V. Source: V2G20-2654."""
    evse_minimum_voltage: RationalNumberType
    """Lowest voltage the station can supply. Unit: V. Source: V2G20-2655."""
    evse_maximum_discharge_power: RationalNumberType
    """Highest power the station can take back. Unit: W. Source: V2G20-2654."""
    evse_minimum_discharge_power: RationalNumberType
    """Lowest power the station can take back. Unit: W. Source: V2G20-2655."""
    evse_maximum_discharge_current: RationalNumberType
    """Highest current the station can take back. Unit: A. Source: V2G20-2654."""
    evse_minimum_discharge_current: RationalNumberType
    """Lowest current the station can take back. Unit: A. Source: V2G20-2655."""
    evse_power_ramp_limitation: RationalNumberType | None = None
    """How fast power may change, as a share of the maximum. Unit: % per s."""


class Dynamic_DC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Limits of an EV whose power the station sets."""

    ev_target_energy_request: RationalNumberType
    """Energy the EV wants until departure, from now on. Unit: Wh. Negative if the battery is above its target."""
    ev_maximum_energy_request: RationalNumberType
    """Energy the EV can take at most, from now on. Unit: Wh."""
    ev_minimum_energy_request: RationalNumberType
    """Energy the EV needs at least, from now on. Unit: Wh. Negative if it could give some back."""
    ev_maximum_charge_power: RationalNumberType
    """Highest power the EV accepts. Unit: W."""
    ev_minimum_charge_power: RationalNumberType
    """Lowest power at which the EV can charge. Unit: W."""
    ev_maximum_charge_current: RationalNumberType
    """Highest current the EV accepts; the station must never exceed it. Unit: A."""
    ev_maximum_voltage: RationalNumberType
    """Highest voltage the EV accepts; the station must never exceed it. Unit: V."""
    ev_minimum_voltage: RationalNumberType
    """Lowest voltage at which the EV can be charged. Unit: V."""
    departure_time: int | None = None
    """Time until the EV will leave, counted from the time stamp of the message. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""


class BPT_Dynamic_DC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Limits of an EV whose charging and discharging power the station sets."""

    ev_target_energy_request: RationalNumberType
    """Energy the EV wants until departure, from now on. Unit: Wh. Negative if the battery is above its target."""
    ev_maximum_energy_request: RationalNumberType
    """Energy the EV can take at most, from now on. Unit: Wh."""
    ev_minimum_energy_request: RationalNumberType
    """Energy the EV needs at least, from now on. Unit: Wh. Negative if it could give some back."""
    ev_maximum_charge_power: RationalNumberType
    """Highest power the EV accepts. Unit: W."""
    ev_minimum_charge_power: RationalNumberType
    """Lowest power at which the EV can charge. Unit: W."""
    ev_maximum_charge_current: RationalNumberType
    """Highest current the EV accepts; the station must never exceed it. Unit: A."""
    ev_maximum_voltage: RationalNumberType
    """Highest voltage the EV accepts; the station must never exceed it. Unit: V."""
    ev_minimum_voltage: RationalNumberType
    """Lowest voltage at which the EV can be charged. Unit: V."""
    ev_maximum_discharge_power: RationalNumberType
    """Highest power the EV can give back. Unit: W. Some EVs send it negative; its magnitude counts."""
    ev_minimum_discharge_power: RationalNumberType
    """Lowest power at which the EV can give energy back. Unit: W. Some EVs send it negative; its magnitude counts."""
    ev_maximum_discharge_current: RationalNumberType
    """Highest current the EV can give back. Unit: A. Some EVs send it negative; its magnitude counts."""
    departure_time: int | None = None
    """Time until the EV will leave, counted from the time stamp of the message. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    ev_maximum_v2_x_energy_request: RationalNumberType | None = None
    """Energy up to which the EV may be cycled, charging and discharging; sent with its counterpart or not at all. Unit: Wh. Source:
    V2G20-2681.
    """
    ev_minimum_v2_x_energy_request: RationalNumberType | None = None
    """Energy from which on the EV may be cycled; sent with its counterpart or not at all. Unit: Wh. Source: V2G20-2681."""


class Dynamic_DC_CLResControlMode(Struct, frozen=True, gc=False):
    """Limits of a station that sets the power."""

    evse_maximum_charge_power: RationalNumberType
    """Highest power the station can deliver. Unit: W. Source: V2G20-2654."""
    evse_minimum_charge_power: RationalNumberType
    """Lowest power the station can deliver. Unit: W. Source: V2G20-2655."""
    evse_maximum_charge_current: RationalNumberType
    """Highest current the station can deliver. Unit: A. Source: V2G20-2654."""
    evse_maximum_voltage: RationalNumberType
    """Highest voltage the station can supply. Unit: V. Source: V2G20-2654."""
    departure_time: int | None = None
    """Time until departure as the station knows it, from the driver or the operator. Unit: s. Range: 0 to 4294967295. Source:
    V2G20-1290. [0 to 4294967295]
    """
    minimum_soc: int | None = None
    """State of charge to be reached as soon as possible, as the station knows it; not above TargetSOC. Unit: %. Range: 0 to 100.
    Source: V2G20-1366. [0 to 100]
    """
    target_soc: int | None = None
    """State of charge to be reached by departure, as the station knows it. Unit: %. Range: 0 to 100. [0 to 100]"""
    ack_max_delay: int | None = None
    """Time within which the EV shall follow a changed set point. Unit: s. Range: 0 to 65535. [0 to 65535]"""


class BPT_Dynamic_DC_CLResControlMode(Struct, frozen=True, gc=False):
    """Limits of a station that sets the power in both directions."""

    evse_maximum_charge_power: RationalNumberType
    """Highest power the station can deliver. Unit: W. Source: V2G20-2654."""
    evse_minimum_charge_power: RationalNumberType
    """Lowest power the station can deliver. Unit: W. Source: V2G20-2655."""
    evse_maximum_charge_current: RationalNumberType
    """Highest current the station can deliver. Unit: A. Source: V2G20-2654."""
    evse_maximum_voltage: RationalNumberType
    """Highest voltage the station can supply. Unit: V. Source: V2G20-2654."""
    evse_maximum_discharge_power: RationalNumberType
    """Highest power the station can take back. Unit: W. Source: V2G20-2654."""
    evse_minimum_discharge_power: RationalNumberType
    """Lowest power the station can take back. Unit: W. Source: V2G20-2655."""
    evse_maximum_discharge_current: RationalNumberType
    """Highest current the station can take back. Unit: A. Source: V2G20-2654."""
    evse_minimum_voltage: RationalNumberType
    """Lowest voltage the station can supply. Unit: V. Source: V2G20-2655."""
    departure_time: int | None = None
    """Time until departure as the station knows it, from the driver or the operator. Unit: s. Range: 0 to 4294967295. Source:
    V2G20-1290. [0 to 4294967295]
    """
    minimum_soc: int | None = None
    """State of charge to be reached as soon as possible, as the station knows it; not above TargetSOC. Unit: %. Range: 0 to 100.
    Source: V2G20-1366. [0 to 100]
    """
    target_soc: int | None = None
    """State of charge to be reached by departure, as the station knows it. Unit: %. Range: 0 to 100. [0 to 100]"""
    ack_max_delay: int | None = None
    """Time within which the EV shall follow a changed set point. Unit: s. Range: 0 to 65535. [0 to 65535]"""


class Scheduled_DC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Set points of an EV that charges by schedule."""

    ev_target_current: RationalNumberType
    """Current the EV wants now. A value above the station's limit is no error; the station delivers its limit. Unit: A. Negative to
    give energy back. Source: V2G20-2183 V2G20-2187.
    """
    ev_target_voltage: RationalNumberType
    """Voltage the EV wants now, in practice the voltage ceiling of the charge. Unit: V. Source: V2G20-2183 V2G20-2187."""
    ev_target_energy_request: RationalNumberType | None = None
    """Energy the EV wants until departure, from now on. Unit: Wh. Negative if the battery is above its target."""
    ev_maximum_energy_request: RationalNumberType | None = None
    """Energy the EV can take at most, from now on. Unit: Wh."""
    ev_minimum_energy_request: RationalNumberType | None = None
    """Energy the EV needs at least, from now on. Unit: Wh. Negative if it could give some back."""
    ev_maximum_charge_power: RationalNumberType | None = None
    """Highest power the EV accepts. Unit: W."""
    ev_minimum_charge_power: RationalNumberType | None = None
    """Lowest power at which the EV can charge. Unit: W."""
    ev_maximum_charge_current: RationalNumberType | None = None
    """Highest current the EV accepts; the station must never exceed it. Unit: A."""
    ev_maximum_voltage: RationalNumberType | None = None
    """Highest voltage the EV accepts; the station must never exceed it. Unit: V."""
    ev_minimum_voltage: RationalNumberType | None = None
    """Lowest voltage at which the EV can be charged. Unit: V."""


class BPT_Scheduled_DC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Set points of an EV that charges and discharges by schedule."""

    ev_target_current: RationalNumberType
    """Current the EV wants now. A value above the station's limit is no error; the station delivers its limit. Unit: A. Negative to
    give energy back. Source: V2G20-2183 V2G20-2187.
    """
    ev_target_voltage: RationalNumberType
    """Voltage the EV wants now, in practice the voltage ceiling of the charge. Unit: V. Source: V2G20-2183 V2G20-2187."""
    ev_target_energy_request: RationalNumberType | None = None
    """Energy the EV wants until departure, from now on. Unit: Wh. Negative if the battery is above its target."""
    ev_maximum_energy_request: RationalNumberType | None = None
    """Energy the EV can take at most, from now on. Unit: Wh."""
    ev_minimum_energy_request: RationalNumberType | None = None
    """Energy the EV needs at least, from now on. Unit: Wh. Negative if it could give some back."""
    ev_maximum_charge_power: RationalNumberType | None = None
    """Highest power the EV accepts. Unit: W."""
    ev_minimum_charge_power: RationalNumberType | None = None
    """Lowest power at which the EV can charge. Unit: W."""
    ev_maximum_charge_current: RationalNumberType | None = None
    """Highest current the EV accepts; the station must never exceed it. Unit: A."""
    ev_maximum_voltage: RationalNumberType | None = None
    """Highest voltage the EV accepts; the station must never exceed it. Unit: V."""
    ev_minimum_voltage: RationalNumberType | None = None
    """Lowest voltage at which the EV can be charged. Unit: V."""
    ev_maximum_discharge_power: RationalNumberType | None = None
    """Highest power the EV can give back. Unit: W. Some EVs send it negative; its magnitude counts."""
    ev_minimum_discharge_power: RationalNumberType | None = None
    """Lowest power at which the EV can give energy back. Unit: W. Some EVs send it negative; its magnitude counts."""
    ev_maximum_discharge_current: RationalNumberType | None = None
    """Highest current the EV can give back. Unit: A. Some EVs send it negative; its magnitude counts."""


class Scheduled_DC_CLResControlMode(Struct, frozen=True, gc=False):
    """Limits of a station that charges by schedule."""

    evse_maximum_charge_power: RationalNumberType | None = None
    """Highest power the station can deliver. Unit: W. Source: V2G20-2654."""
    evse_minimum_charge_power: RationalNumberType | None = None
    """Lowest power the station can deliver. Unit: W. Source: V2G20-2655."""
    evse_maximum_charge_current: RationalNumberType | None = None
    """Highest current the station can deliver. Unit: A. Source: V2G20-2654."""
    evse_maximum_voltage: RationalNumberType | None = None
    """Highest voltage the station can supply. Unit: V. Source: V2G20-2654."""


class BPT_Scheduled_DC_CLResControlMode(Struct, frozen=True, gc=False):
    """Limits of a station that charges and discharges by schedule."""

    evse_maximum_charge_power: RationalNumberType | None = None
    """Highest power the station can deliver. Unit: W. Source: V2G20-2654."""
    evse_minimum_charge_power: RationalNumberType | None = None
    """Lowest power the station can deliver. Unit: W. Source: V2G20-2655."""
    evse_maximum_charge_current: RationalNumberType | None = None
    """Highest current the station can deliver. Unit: A. Source: V2G20-2654."""
    evse_maximum_voltage: RationalNumberType | None = None
    """Highest voltage the station can supply. Unit: V. Source: V2G20-2654."""
    evse_maximum_discharge_power: RationalNumberType | None = None
    """Highest power the station can take back. Unit: W. Source: V2G20-2654."""
    evse_minimum_discharge_power: RationalNumberType | None = None
    """Lowest power the station can take back. Unit: W. Source: V2G20-2655."""
    evse_maximum_discharge_current: RationalNumberType | None = None
    """Highest current the station can take back. Unit: A. Source: V2G20-2654."""
    evse_minimum_voltage: RationalNumberType | None = None
    """Lowest voltage the station can supply. Unit: V. Source: V2G20-2655."""


class DC_ChargeParameterDiscoveryReq(Struct, frozen=True, gc=False):
    """EV → SECC. States the electrical limits of the EV for DC charging."""

    header: MessageHeaderType
    """Session, time and signature."""
    dc_cpd_req_energy_transfer_mode: BPT_DC_CPDReqEnergyTransferMode | DC_CPDReqEnergyTransferMode
    """Limits; the plain or the bidirectional block, to suit the selected service. Source: V2G20-2272."""


class DC_ChargeParameterDiscoveryRes(Struct, frozen=True, gc=False):
    """SECC → EV. States the electrical limits of the power supply."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    dc_cpd_res_energy_transfer_mode: BPT_DC_CPDResEnergyTransferMode | DC_CPDResEnergyTransferMode
    """Limits; the same kind of block as in the request."""


class DC_CableCheckReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks for the insulation test; repeated while the station answers Ongoing, for at most 40 s. Header only."""

    header: MessageHeaderType
    """Session, time and signature."""


class DC_CableCheckRes(Struct, frozen=True, gc=False):
    """SECC → EV. Progress of the insulation test; a failed test is a FAILED response."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_processing: processingType
    """Ongoing while the test runs, Finished when the insulation is good."""


class DC_PreChargeReq(Struct, frozen=True, gc=False):
    """EV → SECC. Asks the station to raise its output to the battery voltage before the EV closes its relays; repeated until the EV is
    satisfied, for at most 10 s.
    """

    header: MessageHeaderType
    """Session, time and signature."""
    ev_processing: processingType
    """Ongoing while the EV waits for the voltage, Finished in the last request."""
    ev_present_voltage: RationalNumberType
    """Voltage measured by the EV at its inlet. Unit: V."""
    ev_target_voltage: RationalNumberType
    """Voltage to ramp to, usually that of the battery; may change from request to request. Unit: V."""


class DC_PreChargeRes(Struct, frozen=True, gc=False):
    """SECC → EV. Progress of the voltage ramp."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_present_voltage: RationalNumberType
    """Voltage measured at the DC output. Unit: V."""


class DC_ChargeLoopReq(Struct, frozen=True, gc=False):
    """EV → SECC. Set points or limits of the EV in the DC charge loop."""

    header: MessageHeaderType
    """Session, time and signature."""
    meter_info_requested: bool
    """True if the EV wants the meter reading with this response. Source: V2G20-1081 V2G20-1082."""
    ev_present_voltage: RationalNumberType
    """Voltage measured by the EV at its inlet. Unit: V."""
    cl_req_control_mode: BPT_Dynamic_DC_CLReqControlMode | BPT_Scheduled_DC_CLReqControlMode | CLReqControlMode | Dynamic_DC_CLReqControlMode | Scheduled_DC_CLReqControlMode
    """Values of the EV, as the DC block of the selected control mode and service."""
    display_parameters: DisplayParametersType | None = None
    """State of the battery, for display at the station."""


class DC_ChargeLoopRes(Struct, frozen=True, gc=False):
    """SECC → EV. What the station delivers at this moment."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_present_current: RationalNumberType
    """Current measured at the DC output. Unit: A. Negative while the EV gives energy back."""
    evse_present_voltage: RationalNumberType
    """Voltage measured at the DC output. Unit: V."""
    evse_power_limit_achieved: bool
    """True if the station's power limit holds the output back."""
    evse_current_limit_achieved: bool
    """True if the station's current limit holds the output back."""
    evse_voltage_limit_achieved: bool
    """True if the station's voltage limit holds the output back."""
    cl_res_control_mode: BPT_Dynamic_DC_CLResControlMode | BPT_Scheduled_DC_CLResControlMode | CLResControlMode | Dynamic_DC_CLResControlMode | Scheduled_DC_CLResControlMode
    """Limits of the station; the same kind of block as in the request. Source: V2G20-1600."""
    evse_status: EVSEStatusType | None = None
    """What the station asks of the EV; left out if nothing."""
    meter_info: MeterInfoType | None = None
    """Reading of the station's meter; in the first response of a session and whenever the EV asked for it. Source: V2G20-1081
    V2G20-1833.
    """
    receipt: ReceiptType | None = None
    """Costs so far, if the schedule has absolute prices."""


class DC_WeldingDetectionReq(Struct, frozen=True, gc=False):
    """EV → SECC. Lets the EV test its own relays for welding after the current is off; optional, repeated until the EV has finished."""

    header: MessageHeaderType
    """Session, time and signature."""
    ev_processing: processingType
    """Whether the EV has finished or will repeat the request."""


class DC_WeldingDetectionRes(Struct, frozen=True, gc=False):
    """SECC → EV. The voltage the EV needs for its test, freshly measured."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    evse_present_voltage: RationalNumberType
    """Voltage measured at the DC output. Unit: V."""

