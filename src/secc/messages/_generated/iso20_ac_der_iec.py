# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

"""Message classes of iso20_ac_der_iec. What names no requirement as its source rests on general knowledge."""

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
    "AC_CPDReqEnergyTransferMode",
    "AC_CPDResEnergyTransferMode",
    "AC_ChargeLoopReq",
    "AC_ChargeLoopRes",
    "AC_ChargeParameterDiscoveryReq",
    "AC_ChargeParameterDiscoveryRes",
    "ActivePowerSupportType",
    "BPT_AC_CPDReqEnergyTransferMode",
    "BPT_AC_CPDResEnergyTransferMode",
    "BPT_Dynamic_AC_CLReqControlMode",
    "BPT_Dynamic_AC_CLResControlMode",
    "BPT_Scheduled_AC_CLReqControlMode",
    "BPT_Scheduled_AC_CLResControlMode",
    "CLReqControlMode",
    "CLResControlMode",
    "CanonicalizationMethod",
    "CurveDataPointsListType",
    "DERControlType",
    "DERCurveType",
    "DER_AC_CPDReqEnergyTransferMode",
    "DER_AC_CPDResEnergyTransferMode",
    "DER_Dynamic_AC_CLReqControlMode",
    "DER_Dynamic_AC_CLResControlMode",
    "DER_Scheduled_AC_CLReqControlMode",
    "DER_Scheduled_AC_CLResControlMode",
    "DSAKeyValue",
    "DSOCosPhiSetpointType",
    "DSOQSetpointType",
    "DataTupleType",
    "DetailedCostType",
    "DetailedTaxType",
    "DigestMethod",
    "DigestValue",
    "DisplayParametersType",
    "Dynamic_AC_CLReqControlMode",
    "Dynamic_AC_CLResControlMode",
    "EVReactivePowerLimitsType",
    "EVSEStatusType",
    "FaultRideThroughType",
    "FrequencyWattType",
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
    "ReactivePowerSupportType",
    "ReceiptType",
    "Reference",
    "RetrievalMethod",
    "SPKIData",
    "Scheduled_AC_CLReqControlMode",
    "Scheduled_AC_CLResControlMode",
    "SetpointExcitationType",
    "Signature",
    "SignatureMethod",
    "SignatureProperties",
    "SignatureProperty",
    "SignatureValue",
    "SignedInfo",
    "Transform",
    "Transforms",
    "VoltWattType",
    "X509Data",
    "X509IssuerSerialType",
    "ZeroCurrentType",
    "curveDataPointsUnitType",
    "evOperatingModeType",
    "evseNotificationType",
    "gridConnectionModeType",
    "lockValueUnitType",
    "powerFactorExcitationType",
    "powerReferenceType",
    "processingType",
    "responseCodeType",
]


class powerReferenceType(StrEnum):
    """Power to which a slope refers."""
    MaximumDischargePower = 'MaximumDischargePower'
    """Highest power the EV can give back."""
    MomentaryPower = 'MomentaryPower'
    """Power at the moment the function starts."""


class powerFactorExcitationType(StrEnum):
    """Side of a power factor."""
    OverExcited = 'OverExcited'
    """Reactive power is fed into the grid, as by a capacitor."""
    UnderExcited = 'UnderExcited'
    """Reactive power is drawn from the grid, as by a coil."""


class curveDataPointsUnitType(StrEnum):
    """Unit of a curve's input or output."""
    V = 'V'
    """Volts."""
    Hz = 'Hz'
    """Hertz."""
    W = 'W'
    """Watts."""
    s = 's'
    """Seconds."""
    var = 'var'
    """Volt amperes reactive."""


class lockValueUnitType(StrEnum):
    """Unit of the values that make a curve active or inactive."""
    V = 'V'
    """Volts."""
    Hz = 'Hz'
    """Hertz."""
    W = 'W'
    """Watts."""
    s = 's'
    """Seconds."""
    var = 'var'
    """Volt amperes reactive."""


class evOperatingModeType(StrEnum):
    """Role of the EV's inverter."""
    GridFollowing = 'GridFollowing'
    """It follows voltage and frequency of the grid."""
    GridForming = 'GridForming'
    """It sets voltage and frequency."""


class gridConnectionModeType(StrEnum):
    """Connection of the station."""
    GridConnected = 'GridConnected'
    """To the public grid."""
    GridIslanded = 'GridIslanded'
    """To an island without public grid."""


class AC_CPDReqEnergyTransferMode(Struct, frozen=True, gc=False):
    """Limits of an EV that only charges."""

    ev_maximum_charge_power: RationalNumberType
    """Highest power the EV can draw; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_minimum_charge_power: RationalNumberType
    """Lowest power at which the EV can charge; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 2 alone. Unit: W."""
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 3 alone. Unit: W."""
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 2 alone. Unit: W."""
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 3 alone. Unit: W."""


class BPT_AC_CPDReqEnergyTransferMode(Struct, frozen=True, gc=False):
    """Limits of an EV that charges and discharges."""

    ev_maximum_charge_power: RationalNumberType
    """Highest power the EV can draw; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_minimum_charge_power: RationalNumberType
    """Lowest power at which the EV can charge; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_maximum_discharge_power: RationalNumberType
    """Highest power the EV can give back; of phase 1 if the other phases are given, else of all phases together. Unit: W. Some EVs
    send it negative; its magnitude counts.
    """
    ev_minimum_discharge_power: RationalNumberType
    """Lowest power at which the EV can give energy back; of phase 1 if the other phases are given, else of all phases together. Unit:
    W. Some EVs send it negative; its magnitude counts.
    """
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 2 alone. Unit: W."""
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 3 alone. Unit: W."""
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 2 alone. Unit: W."""
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 3 alone. Unit: W."""
    ev_maximum_discharge_power_l2: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 2 alone. Unit: W."""
    ev_maximum_discharge_power_l3: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 3 alone. Unit: W."""
    ev_minimum_discharge_power_l2: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 2 alone. Unit: W."""
    ev_minimum_discharge_power_l3: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 3 alone. Unit: W."""


class AC_CPDResEnergyTransferMode(Struct, frozen=True, gc=False):
    """Limits of a station for charging alone."""

    evse_maximum_charge_power: RationalNumberType
    """Highest power the station can deliver; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-2654.
    """
    evse_minimum_charge_power: RationalNumberType
    """Lowest power the station allows; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-2655.
    """
    evse_nominal_frequency: RationalNumberType
    """Frequency of the grid, 50 or 60. Unit: Hz."""
    evse_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 2 alone. Unit: W. Source: V2G20-2654."""
    evse_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 3 alone. Unit: W. Source: V2G20-2654."""
    evse_minimum_charge_power_l2: RationalNumberType | None = None
    """As EVSEMinimumChargePower, for phase 2 alone. Unit: W. Source: V2G20-2655."""
    evse_minimum_charge_power_l3: RationalNumberType | None = None
    """As EVSEMinimumChargePower, for phase 3 alone. Unit: W. Source: V2G20-2655."""
    maximum_power_asymmetry: RationalNumberType | None = None
    """Largest difference of power between phases that the grid allows. Unit: VA."""
    evse_power_ramp_limitation: RationalNumberType | None = None
    """How fast power may change, as a share of the maximum. Unit: % per s."""
    evse_present_active_power: RationalNumberType | None = None
    """Active power measured by the station; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative
    while the EV gives energy back.
    """
    evse_present_active_power_l2: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 2 alone. Unit: W."""
    evse_present_active_power_l3: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 3 alone. Unit: W."""


class BPT_AC_CPDResEnergyTransferMode(Struct, frozen=True, gc=False):
    """Limits of a station for charging and discharging."""

    evse_maximum_charge_power: RationalNumberType
    """Highest power the station can deliver; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-2654.
    """
    evse_minimum_charge_power: RationalNumberType
    """Lowest power the station allows; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-2655.
    """
    evse_nominal_frequency: RationalNumberType
    """Frequency of the grid, 50 or 60. Unit: Hz."""
    evse_maximum_discharge_power: RationalNumberType
    """Highest power the station can take back; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-2654.
    """
    evse_minimum_discharge_power: RationalNumberType
    """Lowest power the station can take back; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-2655.
    """
    evse_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 2 alone. Unit: W. Source: V2G20-2654."""
    evse_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 3 alone. Unit: W. Source: V2G20-2654."""
    evse_minimum_charge_power_l2: RationalNumberType | None = None
    """As EVSEMinimumChargePower, for phase 2 alone. Unit: W. Source: V2G20-2655."""
    evse_minimum_charge_power_l3: RationalNumberType | None = None
    """As EVSEMinimumChargePower, for phase 3 alone. Unit: W. Source: V2G20-2655."""
    maximum_power_asymmetry: RationalNumberType | None = None
    """Largest difference of power between phases that the grid allows. Unit: VA."""
    evse_power_ramp_limitation: RationalNumberType | None = None
    """How fast power may change, as a share of the maximum. Unit: % per s."""
    evse_present_active_power: RationalNumberType | None = None
    """Active power measured by the station; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative
    while the EV gives energy back.
    """
    evse_present_active_power_l2: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 2 alone. Unit: W."""
    evse_present_active_power_l3: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 3 alone. Unit: W."""
    evse_maximum_discharge_power_l2: RationalNumberType | None = None
    """As EVSEMaximumDischargePower, for phase 2 alone. Unit: W. Source: V2G20-2654."""
    evse_maximum_discharge_power_l3: RationalNumberType | None = None
    """As EVSEMaximumDischargePower, for phase 3 alone. Unit: W. Source: V2G20-2654."""
    evse_minimum_discharge_power_l2: RationalNumberType | None = None
    """As EVSEMinimumDischargePower, for phase 2 alone. Unit: W. Source: V2G20-2655."""
    evse_minimum_discharge_power_l3: RationalNumberType | None = None
    """As EVSEMinimumDischargePower, for phase 3 alone. Unit: W. Source: V2G20-2655."""


class Dynamic_AC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Values of an EV whose power the station sets."""

    ev_target_energy_request: RationalNumberType
    """Energy the EV wants until departure, from now on. Unit: Wh. Negative if the battery is above its target."""
    ev_maximum_energy_request: RationalNumberType
    """Energy the EV can take at most, from now on. Unit: Wh."""
    ev_minimum_energy_request: RationalNumberType
    """Energy the EV needs at least, from now on. Unit: Wh. Negative if it could give some back."""
    ev_maximum_charge_power: RationalNumberType
    """Highest power the EV can draw; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_minimum_charge_power: RationalNumberType
    """Lowest power at which the EV can charge; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_present_active_power: RationalNumberType
    """Active power measured by the EV; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative while
    the EV gives energy back.
    """
    ev_present_reactive_power: RationalNumberType
    """Reactive power measured by the EV; of phase 1 if the other phases are given, else of all phases together. Unit: var."""
    departure_time: int | None = None
    """Time until the EV will leave, counted from the time stamp of the message. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 2 alone. Unit: W."""
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 3 alone. Unit: W."""
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 2 alone. Unit: W."""
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 3 alone. Unit: W."""
    ev_present_active_power_l2: RationalNumberType | None = None
    """As EVPresentActivePower, for phase 2 alone. Unit: W."""
    ev_present_active_power_l3: RationalNumberType | None = None
    """As EVPresentActivePower, for phase 3 alone. Unit: W."""
    ev_present_reactive_power_l2: RationalNumberType | None = None
    """As EVPresentReactivePower, for phase 2 alone. Unit: var."""
    ev_present_reactive_power_l3: RationalNumberType | None = None
    """As EVPresentReactivePower, for phase 3 alone. Unit: var."""


class BPT_Dynamic_AC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Values of an EV whose charging and discharging power the station sets."""

    ev_target_energy_request: RationalNumberType
    """Energy the EV wants until departure, from now on. Unit: Wh. Negative if the battery is above its target."""
    ev_maximum_energy_request: RationalNumberType
    """Energy the EV can take at most, from now on. Unit: Wh."""
    ev_minimum_energy_request: RationalNumberType
    """Energy the EV needs at least, from now on. Unit: Wh. Negative if it could give some back."""
    ev_maximum_charge_power: RationalNumberType
    """Highest power the EV can draw; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_minimum_charge_power: RationalNumberType
    """Lowest power at which the EV can charge; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_present_active_power: RationalNumberType
    """Active power measured by the EV; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative while
    the EV gives energy back.
    """
    ev_present_reactive_power: RationalNumberType
    """Reactive power measured by the EV; of phase 1 if the other phases are given, else of all phases together. Unit: var."""
    ev_maximum_discharge_power: RationalNumberType
    """Highest power the EV can give back; of phase 1 if the other phases are given, else of all phases together. Unit: W. Some EVs
    send it negative; its magnitude counts.
    """
    ev_minimum_discharge_power: RationalNumberType
    """Lowest power at which the EV can give energy back; of phase 1 if the other phases are given, else of all phases together. Unit:
    W. Some EVs send it negative; its magnitude counts.
    """
    departure_time: int | None = None
    """Time until the EV will leave, counted from the time stamp of the message. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 2 alone. Unit: W."""
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 3 alone. Unit: W."""
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 2 alone. Unit: W."""
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 3 alone. Unit: W."""
    ev_present_active_power_l2: RationalNumberType | None = None
    """As EVPresentActivePower, for phase 2 alone. Unit: W."""
    ev_present_active_power_l3: RationalNumberType | None = None
    """As EVPresentActivePower, for phase 3 alone. Unit: W."""
    ev_present_reactive_power_l2: RationalNumberType | None = None
    """As EVPresentReactivePower, for phase 2 alone. Unit: var."""
    ev_present_reactive_power_l3: RationalNumberType | None = None
    """As EVPresentReactivePower, for phase 3 alone. Unit: var."""
    ev_maximum_discharge_power_l2: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 2 alone. Unit: W."""
    ev_maximum_discharge_power_l3: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 3 alone. Unit: W."""
    ev_minimum_discharge_power_l2: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 2 alone. Unit: W."""
    ev_minimum_discharge_power_l3: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 3 alone. Unit: W."""
    ev_maximum_v2_x_energy_request: RationalNumberType | None = None
    """Energy up to which the EV may be cycled, charging and discharging; sent with its counterpart or not at all. Unit: Wh. Source:
    V2G20-2681.
    """
    ev_minimum_v2_x_energy_request: RationalNumberType | None = None
    """Energy from which on the EV may be cycled; sent with its counterpart or not at all. Unit: Wh. Source: V2G20-2681."""


class Dynamic_AC_CLResControlMode(Struct, frozen=True, gc=False):
    """Set point and values of a station that sets the power."""

    evse_target_active_power: RationalNumberType
    """Active power the EV shall draw; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative to have
    energy given back.
    """
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
    evse_target_active_power_l2: RationalNumberType | None = None
    """As EVSETargetActivePower, for phase 2 alone. Unit: W."""
    evse_target_active_power_l3: RationalNumberType | None = None
    """As EVSETargetActivePower, for phase 3 alone. Unit: W."""
    evse_target_reactive_power: RationalNumberType | None = None
    """Reactive power the EV shall draw; of phase 1 if the other phases are given, else of all phases together. Unit: var."""
    evse_target_reactive_power_l2: RationalNumberType | None = None
    """As EVSETargetReactivePower, for phase 2 alone. Unit: var."""
    evse_target_reactive_power_l3: RationalNumberType | None = None
    """As EVSETargetReactivePower, for phase 3 alone. Unit: var."""
    evse_present_active_power: RationalNumberType | None = None
    """Active power measured by the station; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative
    while the EV gives energy back.
    """
    evse_present_active_power_l2: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 2 alone. Unit: W."""
    evse_present_active_power_l3: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 3 alone. Unit: W."""


class BPT_Dynamic_AC_CLResControlMode(Struct, frozen=True, gc=False):
    """Set point and values of a station that sets the power in both directions."""

    evse_target_active_power: RationalNumberType
    """Active power the EV shall draw; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative to have
    energy given back.
    """
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
    evse_target_active_power_l2: RationalNumberType | None = None
    """As EVSETargetActivePower, for phase 2 alone. Unit: W."""
    evse_target_active_power_l3: RationalNumberType | None = None
    """As EVSETargetActivePower, for phase 3 alone. Unit: W."""
    evse_target_reactive_power: RationalNumberType | None = None
    """Reactive power the EV shall draw; of phase 1 if the other phases are given, else of all phases together. Unit: var."""
    evse_target_reactive_power_l2: RationalNumberType | None = None
    """As EVSETargetReactivePower, for phase 2 alone. Unit: var."""
    evse_target_reactive_power_l3: RationalNumberType | None = None
    """As EVSETargetReactivePower, for phase 3 alone. Unit: var."""
    evse_present_active_power: RationalNumberType | None = None
    """Active power measured by the station; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative
    while the EV gives energy back.
    """
    evse_present_active_power_l2: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 2 alone. Unit: W."""
    evse_present_active_power_l3: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 3 alone. Unit: W."""


class Scheduled_AC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Values of an EV that charges by schedule."""

    ev_present_active_power: RationalNumberType
    """Active power measured by the EV; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative while
    the EV gives energy back.
    """
    ev_target_energy_request: RationalNumberType | None = None
    """Energy the EV wants until departure, from now on. Unit: Wh. Negative if the battery is above its target."""
    ev_maximum_energy_request: RationalNumberType | None = None
    """Energy the EV can take at most, from now on. Unit: Wh."""
    ev_minimum_energy_request: RationalNumberType | None = None
    """Energy the EV needs at least, from now on. Unit: Wh. Negative if it could give some back."""
    ev_maximum_charge_power: RationalNumberType | None = None
    """Highest power the EV can draw; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 2 alone. Unit: W."""
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 3 alone. Unit: W."""
    ev_minimum_charge_power: RationalNumberType | None = None
    """Lowest power at which the EV can charge; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 2 alone. Unit: W."""
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 3 alone. Unit: W."""
    ev_present_active_power_l2: RationalNumberType | None = None
    """As EVPresentActivePower, for phase 2 alone. Unit: W."""
    ev_present_active_power_l3: RationalNumberType | None = None
    """As EVPresentActivePower, for phase 3 alone. Unit: W."""
    ev_present_reactive_power: RationalNumberType | None = None
    """Reactive power measured by the EV; of phase 1 if the other phases are given, else of all phases together. Unit: var."""
    ev_present_reactive_power_l2: RationalNumberType | None = None
    """As EVPresentReactivePower, for phase 2 alone. Unit: var."""
    ev_present_reactive_power_l3: RationalNumberType | None = None
    """As EVPresentReactivePower, for phase 3 alone. Unit: var."""


class BPT_Scheduled_AC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Values of an EV that charges and discharges by schedule."""

    ev_present_active_power: RationalNumberType
    """Active power measured by the EV; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative while
    the EV gives energy back.
    """
    ev_target_energy_request: RationalNumberType | None = None
    """Energy the EV wants until departure, from now on. Unit: Wh. Negative if the battery is above its target."""
    ev_maximum_energy_request: RationalNumberType | None = None
    """Energy the EV can take at most, from now on. Unit: Wh."""
    ev_minimum_energy_request: RationalNumberType | None = None
    """Energy the EV needs at least, from now on. Unit: Wh. Negative if it could give some back."""
    ev_maximum_charge_power: RationalNumberType | None = None
    """Highest power the EV can draw; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 2 alone. Unit: W."""
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 3 alone. Unit: W."""
    ev_minimum_charge_power: RationalNumberType | None = None
    """Lowest power at which the EV can charge; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 2 alone. Unit: W."""
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 3 alone. Unit: W."""
    ev_present_active_power_l2: RationalNumberType | None = None
    """As EVPresentActivePower, for phase 2 alone. Unit: W."""
    ev_present_active_power_l3: RationalNumberType | None = None
    """As EVPresentActivePower, for phase 3 alone. Unit: W."""
    ev_present_reactive_power: RationalNumberType | None = None
    """Reactive power measured by the EV; of phase 1 if the other phases are given, else of all phases together. Unit: var."""
    ev_present_reactive_power_l2: RationalNumberType | None = None
    """As EVPresentReactivePower, for phase 2 alone. Unit: var."""
    ev_present_reactive_power_l3: RationalNumberType | None = None
    """As EVPresentReactivePower, for phase 3 alone. Unit: var."""
    ev_maximum_discharge_power: RationalNumberType | None = None
    """Highest power the EV can give back; of phase 1 if the other phases are given, else of all phases together. Unit: W. Some EVs
    send it negative; its magnitude counts.
    """
    ev_maximum_discharge_power_l2: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 2 alone. Unit: W."""
    ev_maximum_discharge_power_l3: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 3 alone. Unit: W."""
    ev_minimum_discharge_power: RationalNumberType | None = None
    """Lowest power at which the EV can give energy back; of phase 1 if the other phases are given, else of all phases together. Unit:
    W. Some EVs send it negative; its magnitude counts.
    """
    ev_minimum_discharge_power_l2: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 2 alone. Unit: W."""
    ev_minimum_discharge_power_l3: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 3 alone. Unit: W."""


class Scheduled_AC_CLResControlMode(Struct, frozen=True, gc=False):
    """Values of a station that charges by schedule."""

    evse_target_active_power: RationalNumberType | None = None
    """Active power the EV shall draw; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative to have
    energy given back.
    """
    evse_target_active_power_l2: RationalNumberType | None = None
    """As EVSETargetActivePower, for phase 2 alone. Unit: W."""
    evse_target_active_power_l3: RationalNumberType | None = None
    """As EVSETargetActivePower, for phase 3 alone. Unit: W."""
    evse_target_reactive_power: RationalNumberType | None = None
    """Reactive power the EV shall draw; of phase 1 if the other phases are given, else of all phases together. Unit: var."""
    evse_target_reactive_power_l2: RationalNumberType | None = None
    """As EVSETargetReactivePower, for phase 2 alone. Unit: var."""
    evse_target_reactive_power_l3: RationalNumberType | None = None
    """As EVSETargetReactivePower, for phase 3 alone. Unit: var."""
    evse_present_active_power: RationalNumberType | None = None
    """Active power measured by the station; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative
    while the EV gives energy back.
    """
    evse_present_active_power_l2: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 2 alone. Unit: W."""
    evse_present_active_power_l3: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 3 alone. Unit: W."""


class BPT_Scheduled_AC_CLResControlMode(Struct, frozen=True, gc=False):
    """Values of a station that charges and discharges by schedule."""

    evse_target_active_power: RationalNumberType | None = None
    """Active power the EV shall draw; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative to have
    energy given back.
    """
    evse_target_active_power_l2: RationalNumberType | None = None
    """As EVSETargetActivePower, for phase 2 alone. Unit: W."""
    evse_target_active_power_l3: RationalNumberType | None = None
    """As EVSETargetActivePower, for phase 3 alone. Unit: W."""
    evse_target_reactive_power: RationalNumberType | None = None
    """Reactive power the EV shall draw; of phase 1 if the other phases are given, else of all phases together. Unit: var."""
    evse_target_reactive_power_l2: RationalNumberType | None = None
    """As EVSETargetReactivePower, for phase 2 alone. Unit: var."""
    evse_target_reactive_power_l3: RationalNumberType | None = None
    """As EVSETargetReactivePower, for phase 3 alone. Unit: var."""
    evse_present_active_power: RationalNumberType | None = None
    """Active power measured by the station; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative
    while the EV gives energy back.
    """
    evse_present_active_power_l2: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 2 alone. Unit: W."""
    evse_present_active_power_l3: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 3 alone. Unit: W."""


class AC_ChargeParameterDiscoveryReq(Struct, frozen=True, gc=False):
    """EV → SECC. States the electrical limits of the EV for AC charging."""

    header: MessageHeaderType
    """Session, time and signature."""
    ac_cpd_req_energy_transfer_mode: AC_CPDReqEnergyTransferMode | BPT_AC_CPDReqEnergyTransferMode | DER_AC_CPDReqEnergyTransferMode
    """Limits; the plain or the bidirectional block, to suit the selected service. Source: V2G20-1619."""


class AC_ChargeParameterDiscoveryRes(Struct, frozen=True, gc=False):
    """SECC → EV. States the electrical limits of the station for AC charging."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    ac_cpd_res_energy_transfer_mode: AC_CPDResEnergyTransferMode | BPT_AC_CPDResEnergyTransferMode | DER_AC_CPDResEnergyTransferMode
    """Limits; the same kind of block as in the request."""


class AC_ChargeLoopReq(Struct, frozen=True, gc=False):
    """EV → SECC. Present values and limits of the EV in the AC charge loop."""

    header: MessageHeaderType
    """Session, time and signature."""
    meter_info_requested: bool
    """True if the EV wants the meter reading with this response. Source: V2G20-1081 V2G20-1082."""
    cl_req_control_mode: BPT_Dynamic_AC_CLReqControlMode | BPT_Scheduled_AC_CLReqControlMode | CLReqControlMode | DER_Dynamic_AC_CLReqControlMode | DER_Scheduled_AC_CLReqControlMode | Dynamic_AC_CLReqControlMode | Scheduled_AC_CLReqControlMode
    """Values of the EV, as the AC block of the selected control mode and service."""
    display_parameters: DisplayParametersType | None = None
    """State of the battery, for display at the station."""


class AC_ChargeLoopRes(Struct, frozen=True, gc=False):
    """SECC → EV. Targets and present values of the station in the AC charge loop."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    cl_res_control_mode: BPT_Dynamic_AC_CLResControlMode | BPT_Scheduled_AC_CLResControlMode | CLResControlMode | DER_Dynamic_AC_CLResControlMode | DER_Scheduled_AC_CLResControlMode | Dynamic_AC_CLResControlMode | Scheduled_AC_CLResControlMode
    """Values of the station; the same kind of block as in the request. Source: V2G20-1600."""
    evse_status: EVSEStatusType | None = None
    """What the station asks of the EV; left out if nothing."""
    meter_info: MeterInfoType | None = None
    """Reading of the station's meter; in the first response of a session and whenever the EV asked for it. Source: V2G20-1081
    V2G20-1833.
    """
    receipt: ReceiptType | None = None
    """Costs so far, if the schedule has absolute prices."""
    evse_target_frequency: RationalNumberType | None = None
    """Frequency an EV that forms the grid shall keep. Unit: Hz."""


class DER_AC_CPDReqEnergyTransferMode(Struct, frozen=True, gc=False):
    """Limits of an EV that supports the grid."""

    ev_maximum_charge_power: RationalNumberType
    """Highest power the EV can draw; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_minimum_charge_power: RationalNumberType
    """Lowest power at which the EV can charge; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_processing: processingType
    """Ongoing while the EV still checks the station's demands, Finished when it accepts them; the request is repeated until then.
    Source: V2G20-3150 V2G20-3151.
    """
    ev_maximum_discharge_power: RationalNumberType
    """Highest power the EV can give back; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_minimum_discharge_power: RationalNumberType
    """Lowest power at which the EV can give energy back; of phase 1 if the other phases are given, else of all phases together. Unit:
    W.
    """
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 2 alone. Unit: W."""
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 3 alone. Unit: W."""
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 2 alone. Unit: W."""
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 3 alone. Unit: W."""
    ev_maximum_discharge_power_l2: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 2 alone. Unit: W."""
    ev_maximum_discharge_power_l3: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 3 alone. Unit: W."""
    ev_minimum_discharge_power_l2: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 2 alone. Unit: W."""
    ev_minimum_discharge_power_l3: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 3 alone. Unit: W."""
    ev_session_total_discharge_energy_available: RationalNumberType | None = None
    """Energy the EV can give back in this session. Unit: Wh."""
    ev_reactive_power_limits: EVReactivePowerLimitsType | None = None
    """Limits of reactive power."""


class DER_AC_CPDResEnergyTransferMode(Struct, frozen=True, gc=False):
    """Limits of a station and demands of its grid code."""

    evse_maximum_charge_power: RationalNumberType
    """Highest power the station can deliver; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-2654.
    """
    evse_minimum_charge_power: RationalNumberType
    """Lowest power the station allows; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-2655.
    """
    evse_nominal_frequency: RationalNumberType
    """Frequency of the grid, 50 or 60. Unit: Hz."""
    evse_nominal_charge_power: RationalNumberType
    """Power the station is built to deliver; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    evse_nominal_discharge_power: RationalNumberType
    """Power the station is built to take back; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-3229.
    """
    evse_maximum_discharge_power: RationalNumberType
    """Highest power the station can take back; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-3229.
    """
    ev_operating_mode: evOperatingModeType
    """Whether the EV shall follow the grid or form it."""
    grid_connection_mode: gridConnectionModeType
    """Whether the station is connected to the grid."""
    der_control: DERControlType
    """Functions that support the grid. Only those that the selected parameter set announces."""
    evse_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 2 alone. Unit: W. Source: V2G20-2654."""
    evse_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 3 alone. Unit: W. Source: V2G20-2654."""
    evse_minimum_charge_power_l2: RationalNumberType | None = None
    """As EVSEMinimumChargePower, for phase 2 alone. Unit: W. Source: V2G20-2655."""
    evse_minimum_charge_power_l3: RationalNumberType | None = None
    """As EVSEMinimumChargePower, for phase 3 alone. Unit: W. Source: V2G20-2655."""
    maximum_power_asymmetry: RationalNumberType | None = None
    """Largest difference of power between phases that the grid allows. Unit: VA."""
    evse_power_ramp_limitation: RationalNumberType | None = None
    """How fast power may change, as a share of the maximum. Unit: % per s."""
    evse_present_active_power: RationalNumberType | None = None
    """Active power measured by the station; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative
    while the EV gives energy back.
    """
    evse_present_active_power_l2: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 2 alone. Unit: W."""
    evse_present_active_power_l3: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 3 alone. Unit: W."""
    evse_nominal_charge_power_l2: RationalNumberType | None = None
    """As EVSENominalChargePower, for phase 2 alone. Unit: W."""
    evse_nominal_charge_power_l3: RationalNumberType | None = None
    """As EVSENominalChargePower, for phase 3 alone. Unit: W."""
    evse_nominal_discharge_power_l2: RationalNumberType | None = None
    """As EVSENominalDischargePower, for phase 2 alone. Unit: W. Source: V2G20-3229."""
    evse_nominal_discharge_power_l3: RationalNumberType | None = None
    """As EVSENominalDischargePower, for phase 3 alone. Unit: W. Source: V2G20-3229."""
    evse_maximum_discharge_power_l2: RationalNumberType | None = None
    """As EVSEMaximumDischargePower, for phase 2 alone. Unit: W. Source: V2G20-3229."""
    evse_maximum_discharge_power_l3: RationalNumberType | None = None
    """As EVSEMaximumDischargePower, for phase 3 alone. Unit: W. Source: V2G20-3229."""


class DER_Dynamic_AC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Values of a grid-supporting EV whose power the station sets."""

    ev_target_energy_request: RationalNumberType
    """Energy the EV wants until departure, from now on. Unit: Wh. Negative if the battery is above its target."""
    ev_maximum_energy_request: RationalNumberType
    """Energy the EV can take at most, from now on. Unit: Wh."""
    ev_minimum_energy_request: RationalNumberType
    """Energy the EV needs at least, from now on. Unit: Wh. Negative if it could give some back."""
    ev_maximum_charge_power: RationalNumberType
    """Highest power the EV can draw; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_minimum_charge_power: RationalNumberType
    """Lowest power at which the EV can charge; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_present_active_power: RationalNumberType
    """Active power measured by the EV; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative while
    the EV gives energy back.
    """
    ev_present_reactive_power: RationalNumberType
    """Reactive power measured by the EV; of phase 1 if the other phases are given, else of all phases together. Unit: var."""
    ev_maximum_discharge_power: RationalNumberType
    """Highest power the EV can give back; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_minimum_discharge_power: RationalNumberType
    """Lowest power at which the EV can give energy back; of phase 1 if the other phases are given, else of all phases together. Unit:
    W.
    """
    grid_event_condition: int
    """Event of the grid that the EV observes, as bits; 0 if none. Range: 0 to 255. [0 to 255]"""
    departure_time: int | None = None
    """Time until the EV will leave, counted from the time stamp of the message. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 2 alone. Unit: W."""
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 3 alone. Unit: W."""
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 2 alone. Unit: W."""
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 3 alone. Unit: W."""
    ev_present_active_power_l2: RationalNumberType | None = None
    """As EVPresentActivePower, for phase 2 alone. Unit: W."""
    ev_present_active_power_l3: RationalNumberType | None = None
    """As EVPresentActivePower, for phase 3 alone. Unit: W."""
    ev_present_reactive_power_l2: RationalNumberType | None = None
    """As EVPresentReactivePower, for phase 2 alone. Unit: var."""
    ev_present_reactive_power_l3: RationalNumberType | None = None
    """As EVPresentReactivePower, for phase 3 alone. Unit: var."""
    ev_maximum_discharge_power_l2: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 2 alone. Unit: W."""
    ev_maximum_discharge_power_l3: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 3 alone. Unit: W."""
    ev_minimum_discharge_power_l2: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 2 alone. Unit: W."""
    ev_minimum_discharge_power_l3: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 3 alone. Unit: W."""
    ev_maximum_charge_reactive_power: RationalNumberType | None = None
    """Highest reactive power of the EV while it charges; of phase 1 if the other phases are given, else of all phases together. Unit:
    var.
    """
    ev_maximum_charge_reactive_power_l2: RationalNumberType | None = None
    """As EVMaximumChargeReactivePower, for phase 2 alone. Unit: var."""
    ev_maximum_charge_reactive_power_l3: RationalNumberType | None = None
    """As EVMaximumChargeReactivePower, for phase 3 alone. Unit: var."""
    ev_maximum_discharge_reactive_power: RationalNumberType | None = None
    """Highest reactive power of the EV while it discharges; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_maximum_discharge_reactive_power_l2: RationalNumberType | None = None
    """As EVMaximumDischargeReactivePower, for phase 2 alone. Unit: var."""
    ev_maximum_discharge_reactive_power_l3: RationalNumberType | None = None
    """As EVMaximumDischargeReactivePower, for phase 3 alone. Unit: var."""
    ev_maximum_v2_x_energy_request: RationalNumberType | None = None
    """Energy up to which the EV may be cycled, charging and discharging; sent with its counterpart or not at all. Unit: Wh. Source:
    V2G20-2681.
    """
    ev_minimum_v2_x_energy_request: RationalNumberType | None = None
    """Energy from which on the EV may be cycled; sent with its counterpart or not at all. Unit: Wh. Source: V2G20-2681."""
    ev_session_total_discharge_energy_available: RationalNumberType | None = None
    """Energy the EV can give back in this session. Unit: Wh."""


class DER_Dynamic_AC_CLResControlMode(Struct, frozen=True, gc=False):
    """Set point and values of a station that sets the power of a grid-supporting EV."""

    evse_target_active_power: RationalNumberType
    """Active power the EV shall draw; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative to have
    energy given back.
    """
    evse_maximum_charge_power: RationalNumberType
    """Highest power the station can deliver at this moment; of phase 1 if the other phases are given, else of all phases together.
    Unit: W.
    """
    evse_maximum_discharge_power: RationalNumberType
    """Highest power the station can take back; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-3229.
    """
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
    evse_target_active_power_l2: RationalNumberType | None = None
    """As EVSETargetActivePower, for phase 2 alone. Unit: W."""
    evse_target_active_power_l3: RationalNumberType | None = None
    """As EVSETargetActivePower, for phase 3 alone. Unit: W."""
    evse_target_reactive_power: RationalNumberType | None = None
    """Reactive power the EV shall draw; of phase 1 if the other phases are given, else of all phases together. Unit: var."""
    evse_target_reactive_power_l2: RationalNumberType | None = None
    """As EVSETargetReactivePower, for phase 2 alone. Unit: var."""
    evse_target_reactive_power_l3: RationalNumberType | None = None
    """As EVSETargetReactivePower, for phase 3 alone. Unit: var."""
    evse_present_active_power: RationalNumberType | None = None
    """Active power measured by the station; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative
    while the EV gives energy back.
    """
    evse_present_active_power_l2: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 2 alone. Unit: W."""
    evse_present_active_power_l3: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 3 alone. Unit: W."""
    evse_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 2 alone. Unit: W."""
    evse_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 3 alone. Unit: W."""
    evse_maximum_discharge_power_l2: RationalNumberType | None = None
    """As EVSEMaximumDischargePower, for phase 2 alone. Unit: W. Source: V2G20-3229."""
    evse_maximum_discharge_power_l3: RationalNumberType | None = None
    """As EVSEMaximumDischargePower, for phase 3 alone. Unit: W. Source: V2G20-3229."""
    dso_maximum_discharge_power: RationalNumberType | None = None
    """Highest power that the grid operator allows to be fed in; of phase 1 if the other phases are given, else of all phases together.
    Unit: W.
    """
    dso_maximum_discharge_power_l2: RationalNumberType | None = None
    """As DSOMaximumDischargePower, for phase 2 alone. Unit: W."""
    dso_maximum_discharge_power_l3: RationalNumberType | None = None
    """As DSOMaximumDischargePower, for phase 3 alone. Unit: W."""
    dsoq_setpoint: DSOQSetpointType | None = None
    """Reactive power that the grid operator demands."""
    dso_cos_phi_setpoint: DSOCosPhiSetpointType | None = None
    """Power factor that the grid operator demands."""


class DER_Scheduled_AC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Values of a grid-supporting EV that charges and discharges by schedule."""

    ev_present_active_power: RationalNumberType
    """Active power measured by the EV; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative while
    the EV gives energy back.
    """
    ev_maximum_discharge_power: RationalNumberType
    """Highest power the EV can give back; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_minimum_discharge_power: RationalNumberType
    """Lowest power at which the EV can give energy back; of phase 1 if the other phases are given, else of all phases together. Unit:
    W.
    """
    grid_event_condition: int
    """Event of the grid that the EV observes, as bits; 0 if none. Range: 0 to 255. [0 to 255]"""
    ev_target_energy_request: RationalNumberType | None = None
    """Energy the EV wants until departure, from now on. Unit: Wh. Negative if the battery is above its target."""
    ev_maximum_energy_request: RationalNumberType | None = None
    """Energy the EV can take at most, from now on. Unit: Wh."""
    ev_minimum_energy_request: RationalNumberType | None = None
    """Energy the EV needs at least, from now on. Unit: Wh. Negative if it could give some back."""
    ev_maximum_charge_power: RationalNumberType | None = None
    """Highest power the EV can draw; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 2 alone. Unit: W."""
    ev_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVMaximumChargePower, for phase 3 alone. Unit: W."""
    ev_minimum_charge_power: RationalNumberType | None = None
    """Lowest power at which the EV can charge; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_minimum_charge_power_l2: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 2 alone. Unit: W."""
    ev_minimum_charge_power_l3: RationalNumberType | None = None
    """As EVMinimumChargePower, for phase 3 alone. Unit: W."""
    ev_present_active_power_l2: RationalNumberType | None = None
    """As EVPresentActivePower, for phase 2 alone. Unit: W."""
    ev_present_active_power_l3: RationalNumberType | None = None
    """As EVPresentActivePower, for phase 3 alone. Unit: W."""
    ev_present_reactive_power: RationalNumberType | None = None
    """Reactive power measured by the EV; of phase 1 if the other phases are given, else of all phases together. Unit: var."""
    ev_present_reactive_power_l2: RationalNumberType | None = None
    """As EVPresentReactivePower, for phase 2 alone. Unit: var."""
    ev_present_reactive_power_l3: RationalNumberType | None = None
    """As EVPresentReactivePower, for phase 3 alone. Unit: var."""
    ev_maximum_discharge_power_l2: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 2 alone. Unit: W."""
    ev_maximum_discharge_power_l3: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 3 alone. Unit: W."""
    ev_minimum_discharge_power_l2: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 2 alone. Unit: W."""
    ev_minimum_discharge_power_l3: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 3 alone. Unit: W."""
    ev_maximum_charge_reactive_power: RationalNumberType | None = None
    """Highest reactive power of the EV while it charges; of phase 1 if the other phases are given, else of all phases together. Unit:
    var.
    """
    ev_maximum_charge_reactive_power_l2: RationalNumberType | None = None
    """As EVMaximumChargeReactivePower, for phase 2 alone. Unit: var."""
    ev_maximum_charge_reactive_power_l3: RationalNumberType | None = None
    """As EVMaximumChargeReactivePower, for phase 3 alone. Unit: var."""
    ev_maximum_discharge_reactive_power: RationalNumberType | None = None
    """Highest reactive power of the EV while it discharges; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_maximum_discharge_reactive_power_l2: RationalNumberType | None = None
    """As EVMaximumDischargeReactivePower, for phase 2 alone. Unit: var."""
    ev_maximum_discharge_reactive_power_l3: RationalNumberType | None = None
    """As EVMaximumDischargeReactivePower, for phase 3 alone. Unit: var."""


class DER_Scheduled_AC_CLResControlMode(Struct, frozen=True, gc=False):
    """Values of a station that charges and discharges a grid-supporting EV by schedule."""

    evse_maximum_charge_power: RationalNumberType
    """Highest power the station can deliver at this moment; of phase 1 if the other phases are given, else of all phases together.
    Unit: W.
    """
    evse_maximum_discharge_power: RationalNumberType
    """Highest power the station can take back; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-3229.
    """
    evse_target_active_power: RationalNumberType | None = None
    """Active power the EV shall draw; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative to have
    energy given back.
    """
    evse_target_active_power_l2: RationalNumberType | None = None
    """As EVSETargetActivePower, for phase 2 alone. Unit: W."""
    evse_target_active_power_l3: RationalNumberType | None = None
    """As EVSETargetActivePower, for phase 3 alone. Unit: W."""
    evse_target_reactive_power: RationalNumberType | None = None
    """Reactive power the EV shall draw; of phase 1 if the other phases are given, else of all phases together. Unit: var."""
    evse_target_reactive_power_l2: RationalNumberType | None = None
    """As EVSETargetReactivePower, for phase 2 alone. Unit: var."""
    evse_target_reactive_power_l3: RationalNumberType | None = None
    """As EVSETargetReactivePower, for phase 3 alone. Unit: var."""
    evse_present_active_power: RationalNumberType | None = None
    """Active power measured by the station; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative
    while the EV gives energy back.
    """
    evse_present_active_power_l2: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 2 alone. Unit: W."""
    evse_present_active_power_l3: RationalNumberType | None = None
    """As EVSEPresentActivePower, for phase 3 alone. Unit: W."""
    evse_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 2 alone. Unit: W."""
    evse_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 3 alone. Unit: W."""
    evse_maximum_discharge_power_l2: RationalNumberType | None = None
    """As EVSEMaximumDischargePower, for phase 2 alone. Unit: W. Source: V2G20-3229."""
    evse_maximum_discharge_power_l3: RationalNumberType | None = None
    """As EVSEMaximumDischargePower, for phase 3 alone. Unit: W. Source: V2G20-3229."""
    dso_maximum_discharge_power: RationalNumberType | None = None
    """Highest power that the grid operator allows to be fed in; of phase 1 if the other phases are given, else of all phases together.
    Unit: W.
    """
    dso_maximum_discharge_power_l2: RationalNumberType | None = None
    """As DSOMaximumDischargePower, for phase 2 alone. Unit: W."""
    dso_maximum_discharge_power_l3: RationalNumberType | None = None
    """As DSOMaximumDischargePower, for phase 3 alone. Unit: W."""
    dsoq_setpoint: DSOQSetpointType | None = None
    """Reactive power that the grid operator demands."""
    dso_cos_phi_setpoint: DSOCosPhiSetpointType | None = None
    """Power factor that the grid operator demands."""


class FrequencyWattType(Struct, frozen=True, gc=False):
    """Active power by frequency."""

    fstart: RationalNumberType
    """Frequency at which the function starts. Unit: Hz."""
    fstop: RationalNumberType
    """Frequency at which the function stops. Unit: Hz."""
    slope: RationalNumberType
    """Change of power for each change of frequency."""
    power_reference: powerReferenceType
    """Power to which the slope refers."""
    hysteresis_control: bool
    """True if power shall stay changed until the frequency has recovered."""
    pt1_response_active_power: bool
    """True if active power shall follow like a first-order lag."""
    step_response_time_constant_active_power: RationalNumberType
    """Time in which active power shall follow a step. Unit: s."""
    intentional_delay_fstop: int | None = None
    """Time to wait at the stop frequency before the function stops. Range: 0 to 65535. [0 to 65535]"""
    deactivation_time: int | None = None
    """Time until normal operation after the frequency has recovered. Range: 0 to 65535. [0 to 65535]"""
    intentional_delay_power_control: int | None = None
    """Time to wait before power is changed. Range: 0 to 65535. [0 to 65535]"""
    power_up_ramp: int | None = None
    """How fast power may return. Range: 0 to 65535. [0 to 65535]"""


class VoltWattType(Struct, frozen=True, gc=False):
    """Active power by voltage."""

    power_reference: powerReferenceType
    """Power to which the slope refers."""
    u_start: RationalNumberType
    """Voltage at which the function starts. Unit: V."""
    u_stop: RationalNumberType
    """Voltage at which power is lowest. Unit: V."""
    pt1_response_active_power: bool
    """True if active power shall follow like a first-order lag."""
    step_response_time_constant_active_power: RationalNumberType
    """Time in which active power shall follow a step. Unit: s."""
    intentional_delay_power_control: int | None = None
    """Time to wait before power is changed. Range: 0 to 4294967295. [0 to 4294967295]"""


class SetpointExcitationType(Struct, frozen=True, gc=False):
    """Output of a curve."""

    setpoint_value: RationalNumberType
    """The value."""
    excitation: powerFactorExcitationType | None = None
    """Side of the power factor, where the output is one."""


class DataTupleType(Struct, frozen=True, gc=False):
    """A point of a curve."""

    x_value: RationalNumberType
    """Input, in the unit of the curve's xUnit."""
    y_value: SetpointExcitationType
    """Output, in the unit of the curve's yUnit."""


class CurveDataPointsListType(Struct, frozen=True, gc=False):
    """Points of a curve."""

    curve_data_point: tuple[DataTupleType, ...]
    """One point. 2 to 10 entries, by rising input. [2 to 10 items]"""


class DERCurveType(Struct, frozen=True, gc=False):
    """A curve of reactive power or power factor."""

    x_unit: curveDataPointsUnitType
    """Unit of the input."""
    y_unit: curveDataPointsUnitType
    """Unit of the output."""
    curve_data_points: CurveDataPointsListType
    """Points of the curve."""
    pt1_response_reactive_power: bool
    """True if reactive power shall follow like a first-order lag."""
    step_response_time_constant_reactive_power: RationalNumberType
    """Time in which reactive power shall follow a step. Unit: s."""
    min_cos_phi: RationalNumberType | None = None
    """Lowest power factor the curve may lead to. Range: 0 to 1."""
    lock_value_unit: lockValueUnitType | None = None
    """Unit of the lock values."""
    lock_in_value: RationalNumberType | None = None
    """Value above which the curve becomes active."""
    lock_out_value: RationalNumberType | None = None
    """Value below which the curve becomes inactive."""
    intentional_delay: RationalNumberType | None = None
    """Time to wait before the curve is followed. Unit: s."""


class FaultRideThroughType(Struct, frozen=True, gc=False):
    """Behaviour during a fault of the grid, with reactive current in proportion to the change of voltage."""

    voltage_limit_start_frt: RationalNumberType
    """Voltage at which the function starts. Unit: V."""
    pt1_response_active_power: bool
    """True if active power shall follow like a first-order lag."""
    step_response_time_constant_active_power: RationalNumberType
    """Time in which active power shall follow a step. Unit: s."""
    pt1_response_reactive_power: bool
    """True if reactive power shall follow like a first-order lag."""
    step_response_time_constant_reactive_power: RationalNumberType
    """Time in which reactive power shall follow a step. Unit: s."""
    voltage_limit_stop_frt: RationalNumberType | None = None
    """Voltage at which the function stops. Unit: V."""
    voltage_recovery_limit: RationalNumberType | None = None
    """Voltage at which the grid counts as recovered. Unit: V."""
    voltage_ride_through_positive_curve_k_factor: RationalNumberType | None = None
    """Reactive current for each change of voltage in the positive sequence."""
    voltage_ride_through_negative_curve_k_factor: RationalNumberType | None = None
    """Reactive current for each change of voltage in the negative sequence."""


class ZeroCurrentType(Struct, frozen=True, gc=False):
    """Limits of voltage beyond which no current may flow."""

    pt1_response_active_power: bool
    """True if active power shall follow like a first-order lag."""
    step_response_time_constant_active_power: RationalNumberType
    """Time in which active power shall follow a step. Unit: s."""
    pt1_response_reactive_power: bool
    """True if reactive power shall follow like a first-order lag."""
    step_response_time_constant_reactive_power: RationalNumberType
    """Time in which reactive power shall follow a step. Unit: s."""
    over_voltage_limit: RationalNumberType | None = None
    """Voltage above which no current may flow. Unit: V."""
    under_voltage_limit: RationalNumberType | None = None
    """Voltage below which no current may flow. Unit: V."""
    over_voltage_recovery_limit: RationalNumberType | None = None
    """Voltage below which current may flow again after a rise. Unit: V."""
    under_voltage_recovery_limit: RationalNumberType | None = None
    """Voltage above which current may flow again after a drop. Unit: V."""


class ReactivePowerSupportType(Struct, frozen=True, gc=False):
    """Exactly one curve for reactive power."""

    volt_var: DERCurveType | None = None
    """Reactive power by voltage."""
    watt_var: DERCurveType | None = None
    """Reactive power by active power."""
    watt_cos_phi: DERCurveType | None = None
    """Power factor by active power."""


class ActivePowerSupportType(Struct, frozen=True, gc=False):
    """Active power by frequency or voltage."""

    under_frequency_watt: FrequencyWattType | None = None
    """Power at low frequency."""
    over_frequency_watt: FrequencyWattType | None = None
    """Power at high frequency."""
    volt_watt: VoltWattType | None = None
    """Power at high voltage."""


class EVReactivePowerLimitsType(Struct, frozen=True, gc=False):
    """Limits of reactive power of an EV."""

    ev_maximum_charge_reactive_power: RationalNumberType
    """Highest reactive power of the EV while it charges; of phase 1 if the other phases are given, else of all phases together. Unit:
    var.
    """
    ev_maximum_discharge_reactive_power: RationalNumberType
    """Highest reactive power of the EV while it discharges; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_maximum_charge_reactive_power_l2: RationalNumberType | None = None
    """As EVMaximumChargeReactivePower, for phase 2 alone. Unit: var."""
    ev_maximum_charge_reactive_power_l3: RationalNumberType | None = None
    """As EVMaximumChargeReactivePower, for phase 3 alone. Unit: var."""
    ev_minimum_charge_reactive_power: RationalNumberType | None = None
    """Lowest reactive power of the EV while it charges; of phase 1 if the other phases are given, else of all phases together. Unit:
    var.
    """
    ev_minimum_charge_reactive_power_l2: RationalNumberType | None = None
    """As EVMinimumChargeReactivePower, for phase 2 alone. Unit: var."""
    ev_minimum_charge_reactive_power_l3: RationalNumberType | None = None
    """As EVMinimumChargeReactivePower, for phase 3 alone. Unit: var."""
    ev_maximum_discharge_reactive_power_l2: RationalNumberType | None = None
    """As EVMaximumDischargeReactivePower, for phase 2 alone. Unit: var."""
    ev_maximum_discharge_reactive_power_l3: RationalNumberType | None = None
    """As EVMaximumDischargeReactivePower, for phase 3 alone. Unit: var."""
    ev_minimum_discharge_reactive_power: RationalNumberType | None = None
    """Lowest reactive power of the EV while it discharges; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_minimum_discharge_reactive_power_l2: RationalNumberType | None = None
    """As EVMinimumDischargeReactivePower, for phase 2 alone. Unit: var."""
    ev_minimum_discharge_reactive_power_l3: RationalNumberType | None = None
    """As EVMinimumDischargeReactivePower, for phase 3 alone. Unit: var."""


class DERControlType(Struct, frozen=True, gc=False):
    """Functions by which an EV supports the grid; each is left out if not demanded."""

    overvoltage_fault_ride_through: FaultRideThroughType | None = None
    """Behaviour during a rise of voltage."""
    undervoltage_fault_ride_through: FaultRideThroughType | None = None
    """Behaviour during a drop of voltage."""
    zero_current: ZeroCurrentType | None = None
    """Limits of voltage beyond which the EV shall carry no current."""
    reactive_power_support: ReactivePowerSupportType | None = None
    """Reactive power by a curve."""
    active_power_support: ActivePowerSupportType | None = None
    """Active power by frequency or voltage."""
    maximum_level_dc_injection: RationalNumberType | None = None
    """Highest direct current the EV may feed into the grid. Unit: A."""


class DSOQSetpointType(Struct, frozen=True, gc=False):
    """Reactive power that the grid operator demands."""

    dsoq_setpoint_value: RationalNumberType
    """The reactive power; of phase 1 if the other phases are given, else of all phases together. Unit: var."""
    pt1_response_reactive_power: bool
    """True if reactive power shall follow like a first-order lag."""
    step_response_time_constant_reactive_power: RationalNumberType
    """Time in which reactive power shall follow a step. Unit: s."""
    dsoq_setpoint_value_l2: RationalNumberType | None = None
    """As DSOQSetpointValue, for phase 2 alone. Unit: var."""
    dsoq_setpoint_value_l3: RationalNumberType | None = None
    """As DSOQSetpointValue, for phase 3 alone. Unit: var."""


class DSOCosPhiSetpointType(Struct, frozen=True, gc=False):
    """Power factor that the grid operator demands."""

    dso_cos_phi_setpoint_value: RationalNumberType
    """The power factor; of phase 1 if the other phases are given, else of all phases together. Range: 0 to 1."""
    excitation: powerFactorExcitationType
    """Side of the power factor."""
    pt1_response_reactive_power: bool
    """True if reactive power shall follow like a first-order lag."""
    step_response_time_constant_reactive_power: RationalNumberType
    """Time in which reactive power shall follow a step. Unit: s."""
    dso_cos_phi_setpoint_value_l2: RationalNumberType | None = None
    """As DSOCosPhiSetpointValue, for phase 2 alone. Range: 0 to 1."""
    dso_cos_phi_setpoint_value_l3: RationalNumberType | None = None
    """As DSOCosPhiSetpointValue, for phase 3 alone. Range: 0 to 1."""

