# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

"""Message classes of iso20_ac. What names no requirement as its source rests on general knowledge."""

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
    "AC_CPDReqEnergyTransferMode",
    "AC_CPDResEnergyTransferMode",
    "AC_ChargeLoopReq",
    "AC_ChargeLoopRes",
    "AC_ChargeParameterDiscoveryReq",
    "AC_ChargeParameterDiscoveryRes",
    "BPT_AC_CPDReqEnergyTransferMode",
    "BPT_AC_CPDResEnergyTransferMode",
    "BPT_Dynamic_AC_CLReqControlMode",
    "BPT_Dynamic_AC_CLResControlMode",
    "BPT_Scheduled_AC_CLReqControlMode",
    "BPT_Scheduled_AC_CLResControlMode",
    "CLReqControlMode",
    "CLResControlMode",
    "CanonicalizationMethod",
    "DSAKeyValue",
    "DetailedCostType",
    "DetailedTaxType",
    "DigestMethod",
    "DigestValue",
    "DisplayParametersType",
    "Dynamic_AC_CLReqControlMode",
    "Dynamic_AC_CLResControlMode",
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
    "Scheduled_AC_CLReqControlMode",
    "Scheduled_AC_CLResControlMode",
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
    ac_cpd_req_energy_transfer_mode: AC_CPDReqEnergyTransferMode | BPT_AC_CPDReqEnergyTransferMode
    """Limits; the plain or the bidirectional block, to suit the selected service. Source: V2G20-1619."""


class AC_ChargeParameterDiscoveryRes(Struct, frozen=True, gc=False):
    """SECC → EV. States the electrical limits of the station for AC charging."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    ac_cpd_res_energy_transfer_mode: AC_CPDResEnergyTransferMode | BPT_AC_CPDResEnergyTransferMode
    """Limits; the same kind of block as in the request."""


class AC_ChargeLoopReq(Struct, frozen=True, gc=False):
    """EV → SECC. Present values and limits of the EV in the AC charge loop."""

    header: MessageHeaderType
    """Session, time and signature."""
    meter_info_requested: bool
    """True if the EV wants the meter reading with this response. Source: V2G20-1081 V2G20-1082."""
    cl_req_control_mode: BPT_Dynamic_AC_CLReqControlMode | BPT_Scheduled_AC_CLReqControlMode | CLReqControlMode | Dynamic_AC_CLReqControlMode | Scheduled_AC_CLReqControlMode
    """Values of the EV, as the AC block of the selected control mode and service."""
    display_parameters: DisplayParametersType | None = None
    """State of the battery, for display at the station."""


class AC_ChargeLoopRes(Struct, frozen=True, gc=False):
    """SECC → EV. Targets and present values of the station in the AC charge loop."""

    header: MessageHeaderType
    """Session, time and signature."""
    response_code: responseCodeType
    """Outcome of the request. OK and WARNING codes let the session go on; after a FAILED code both sides end it."""
    cl_res_control_mode: BPT_Dynamic_AC_CLResControlMode | BPT_Scheduled_AC_CLResControlMode | CLResControlMode | Dynamic_AC_CLResControlMode | Scheduled_AC_CLResControlMode
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

