# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

"""Message classes of iso20_ac_der_sae. What names no requirement as its source rests on general knowledge."""

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
    "ActivePowerSupportCLResType",
    "ActivePowerSupportCPDResType",
    "BPT_AC_CPDReqEnergyTransferMode",
    "BPT_AC_CPDResEnergyTransferMode",
    "BPT_Dynamic_AC_CLReqControlMode",
    "BPT_Dynamic_AC_CLResControlMode",
    "BPT_Scheduled_AC_CLReqControlMode",
    "BPT_Scheduled_AC_CLResControlMode",
    "CLReqControlMode",
    "CLResControlMode",
    "CanonicalizationMethod",
    "ConstantPowerFactorType",
    "ConstantVarType",
    "ConstantWattType",
    "CurveDataPointsListType",
    "DERControlCLResType",
    "DERControlCPDResType",
    "DERCurveType",
    "DER_AC_CPDReqEnergyTransferMode",
    "DER_AC_CPDResEnergyTransferMode",
    "DER_Dynamic_AC_CLReqControlMode",
    "DER_Dynamic_AC_CLResControlMode",
    "DER_Scheduled_AC_CLReqControlMode",
    "DER_Scheduled_AC_CLResControlMode",
    "DSAKeyValue",
    "DataTupleType",
    "DetailedCostType",
    "DetailedTaxType",
    "DigestMethod",
    "DigestValue",
    "DisplayParametersType",
    "Dynamic_AC_CLReqControlMode",
    "Dynamic_AC_CLResControlMode",
    "EVApparentPowerLimitsType",
    "EVApparentPowerType",
    "EVExcitationLimitsType",
    "EVExcitationType",
    "EVInverterDetailsType",
    "EVReactivePowerLimitsType",
    "EVReactivePowerType",
    "EVSEReactivePowerLimitsType",
    "EVSEStatusType",
    "EnterServiceCLResType",
    "EnterServiceCPDResType",
    "FrequencyDroop",
    "FrequencyDroopSettingsType",
    "FrequencyDroopType",
    "FrequencyTripType",
    "GridLimitsType",
    "KeyInfo",
    "KeyName",
    "KeyValue",
    "LimitMaxDischargePowerType",
    "ListOfRootCertificateIDsType",
    "Manifest",
    "MessageHeaderType",
    "MeterInfoType",
    "MgmtData",
    "Object",
    "PGPData",
    "RSAKeyValue",
    "RationalNumberType",
    "ReactivePowerSupportCLResType",
    "ReactivePowerSupportCPDResType",
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
    "VoltVarType",
    "VoltWattType",
    "VoltageTripType",
    "WattVarType",
    "X509Data",
    "X509IssuerSerialType",
    "derConnectionStatusType",
    "derOperationalStateType",
    "derUnitType",
    "evseNotificationType",
    "gridConnectionModeType",
    "ieee1547AbnormalCategoryType",
    "ieee1547NormalCategoryType",
    "powerFactorExcitationType",
    "powerReferenceType",
    "processingType",
    "requiredDEROperatingModeType",
    "responseCodeType",
]


class ieee1547NormalCategoryType(StrEnum):
    """Category of IEEE 1547 for reactive power and voltage regulation."""
    CategoryA = 'CategoryA'
    """The lesser capability."""
    CategoryB = 'CategoryB'
    """The greater capability."""


class ieee1547AbnormalCategoryType(StrEnum):
    """Category of IEEE 1547 for riding through faults of the grid."""
    CategoryI = 'CategoryI'
    """The least capability."""
    CategoryII = 'CategoryII'
    """The medium capability."""
    CategoryIII = 'CategoryIII'
    """The greatest capability."""


class derUnitType(StrEnum):
    """Unit of a curve or set point."""
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
    PercentageEVMaximumConfiguredActivePower = 'PercentageEVMaximumConfiguredActivePower'
    """Percent of the EV's configured highest active power."""
    PercentageEVMaximumConfiguredReactivePower = 'PercentageEVMaximumConfiguredReactivePower'
    """Percent of the EV's configured highest reactive power."""
    PercentageEVMaximumConfiguredApparentPower = 'PercentageEVMaximumConfiguredApparentPower'
    """Percent of the EV's configured highest apparent power."""
    PercentageEVMaximumAvailableActivePower = 'PercentageEVMaximumAvailableActivePower'
    """Percent of the active power the EV has at this moment."""
    PercentageEVMaximumAvailableReactivePower = 'PercentageEVMaximumAvailableReactivePower'
    """Percent of the reactive power the EV has at this moment."""
    PercentageV = 'PercentageV'
    """Percent of the nominal voltage."""


class powerReferenceType(StrEnum):
    """Power to which a droop refers."""
    MaximumActivePower = 'MaximumActivePower'
    """Highest active power of the EV."""
    MomentaryPower = 'MomentaryPower'
    """Power at the moment the function starts."""


class powerFactorExcitationType(StrEnum):
    """Side of a power factor."""
    OverExcited = 'OverExcited'
    """Reactive power is fed into the grid, as by a capacitor."""
    UnderExcited = 'UnderExcited'
    """Reactive power is drawn from the grid, as by a coil."""


class derOperationalStateType(StrEnum):
    """Whether an EV supports the grid."""
    On = 'On'
    """It does."""
    Off = 'Off'
    """It does not."""


class derConnectionStatusType(StrEnum):
    """Whether an EV is electrically connected to the grid."""
    Disconnected = 'Disconnected'
    """It is not."""
    Connected = 'Connected'
    """It is."""


class requiredDEROperatingModeType(StrEnum):
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
    """Ratings and certification of an EV that supports the grid."""

    ev_maximum_charge_power: RationalNumberType
    """Highest power the EV can draw; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_minimum_charge_power: RationalNumberType
    """Lowest power at which the EV can charge; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_processing: processingType
    """Ongoing while the EV still takes over the station's demands, Finished when it has. Source: V2G20-3150 V2G20-3151."""
    ev_maximum_discharge_power: RationalNumberType
    """Highest power the EV can give back; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_apparent_power_limits: EVApparentPowerLimitsType
    """Ratings of apparent power."""
    ev_reactive_power_limits: EVReactivePowerLimitsType
    """Ratings of reactive power."""
    ev_excitation_limits: EVExcitationLimitsType
    """Ratings of power factor."""
    ev_inverter_details: EVInverterDetailsType
    """Maker and version of the inverter."""
    ieee1547_normal_category: ieee1547NormalCategoryType
    """Category of the inverter in normal operation."""
    ieee1547_abnormal_category: ieee1547AbnormalCategoryType
    """Category of the inverter during faults of the grid."""
    ev_nominal_voltage: RationalNumberType
    """Nominal voltage of the inverter. Unit: V."""
    ev_maximum_voltage: RationalNumberType
    """Highest voltage of the inverter. Unit: V."""
    ev_minimum_voltage: RationalNumberType
    """Lowest voltage of the inverter. Unit: V."""
    ev_nominal_voltage_offset: RationalNumberType
    """Correction between the voltage at the inverter and that at the point of connection. Unit: V."""
    j3072_certified: bool
    """True if the EV is certified by SAE J3072."""
    j3072_certification_date: int
    """Date of the certification. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""
    ev_useable_watt_hours: int
    """Usable energy of the battery. Unit: Wh. Range: 0 to 4294967295. [0 to 4294967295]"""
    ev_update_time: int
    """When the EV last changed its values. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""
    supported_modes: int
    """Functions the EV knows, as bits. Range: 0 to 4294967295. Source: V2G20-3409. [0 to 4294967295]"""
    enabled_modes: int
    """Functions the EV has turned on, as bits; the EV's acknowledgement of what the station demanded. Range: 0 to 4294967295. [0 to
    4294967295]
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
    ev_minimum_discharge_power: RationalNumberType | None = None
    """Lowest power at which the EV can give energy back; of phase 1 if the other phases are given, else of all phases together. Unit:
    W.
    """
    ev_minimum_discharge_power_l2: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 2 alone. Unit: W."""
    ev_minimum_discharge_power_l3: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 3 alone. Unit: W."""
    ev_session_total_discharge_energy_available: RationalNumberType | None = None
    """Energy the EV can give back in this session. Unit: Wh."""


class FrequencyDroop(Struct, frozen=True, gc=False):
    """Active power by frequency. As an element of its own no message refers to it; it stands here because EXI counts every global
    element.
    """

    enable: bool
    """True if the function is turned on."""
    priority: int | None = None
    """Rank among the functions that are turned on. Range: 0 to 65535. [0 to 65535]"""
    over_frequency_droop: FrequencyDroopSettingsType | None = None
    """At high frequency."""
    under_frequency_droop: FrequencyDroopSettingsType | None = None
    """At low frequency."""


class DER_AC_CPDResEnergyTransferMode(Struct, frozen=True, gc=False):
    """Limits of a station and all demands of its grid code."""

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
    evse_processing: processingType
    """Ongoing while the station has not all demands at hand, Finished when it has."""
    der_control_cpd_res: DERControlCPDResType
    """All demands of the grid code."""
    evse_maximum_discharge_power: RationalNumberType
    """Highest power the station can take back; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-3229.
    """
    evse_reactive_power_limits: EVSEReactivePowerLimitsType
    """Limits of reactive power at the station."""
    grid_limits: GridLimitsType
    """Nominal values and limits of the grid."""
    required_der_operating_mode: requiredDEROperatingModeType
    """Whether the EV shall follow the grid or form it; in the charge loop sent again only when changed. Source: V2G20-3358 V2G20-3361."""
    grid_connection_mode: gridConnectionModeType
    """Whether the station is connected to the grid; in the charge loop sent again only when changed. Source: V2G20-3358 V2G20-3361."""
    evse_update_time: int
    """When the station last changed its demands. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""
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
    evse_status: EVSEStatusType | None = None
    """What the station asks of the EV; left out if nothing."""
    evse_nominal_charge_power: RationalNumberType | None = None
    """Power the station is built to deliver; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    evse_nominal_charge_power_l2: RationalNumberType | None = None
    """As EVSENominalChargePower, for phase 2 alone. Unit: W."""
    evse_nominal_charge_power_l3: RationalNumberType | None = None
    """As EVSENominalChargePower, for phase 3 alone. Unit: W."""
    evse_nominal_discharge_power: RationalNumberType | None = None
    """Power the station is built to take back; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-3229.
    """
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
    ev_present_voltage: RationalNumberType
    """Voltage of the grid measured by the EV. Unit: V."""
    ev_present_frequency: RationalNumberType
    """Frequency of the grid measured by the EV. Unit: Hz."""
    der_operational_state: derOperationalStateType
    """Whether the EV supports the grid at this moment."""
    der_connection_status: derConnectionStatusType
    """Whether the EV is electrically connected to the grid."""
    ev_update_time: int
    """When the EV last changed its values. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""
    ev_minimum_charging_duration: int
    """Least time the EV needs to charge to its target. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    ev_duration_maximum_charge_rate: int
    """How long the EV can charge at its highest power. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    ev_duration_maximum_discharge_rate: int
    """How long the EV can discharge at its highest power. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    der_alarm_status: int
    """Alarms of the EV, as bits. Range: 0 to 4294967295. [0 to 4294967295]"""
    enabled_modes: int
    """Functions the EV has turned on, as bits; the EV's acknowledgement of what the station demanded. Range: 0 to 4294967295. [0 to
    4294967295]
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
    ev_session_total_discharge_energy_available: RationalNumberType | None = None
    """Energy the EV can give back in this session. Unit: Wh."""
    ev_apparent_power: EVApparentPowerType | None = None
    """Limits of apparent power at this moment."""
    ev_reactive_power: EVReactivePowerType | None = None
    """Limits of reactive power at this moment."""
    ev_excitation: EVExcitationType | None = None
    """Limits of excitation at this moment."""
    ev_maximum_v2_x_energy_request: RationalNumberType | None = None
    """Energy up to which the EV may be cycled, charging and discharging; sent with its counterpart or not at all. Unit: Wh. Source:
    V2G20-2681.
    """
    ev_minimum_v2_x_energy_request: RationalNumberType | None = None
    """Energy from which on the EV may be cycled; sent with its counterpart or not at all. Unit: Wh. Source: V2G20-2681."""


class DER_Dynamic_AC_CLResControlMode(Struct, frozen=True, gc=False):
    """Set point and values of a station that sets the power of a grid-supporting EV."""

    evse_target_active_power: RationalNumberType
    """Active power the EV shall draw; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative to have
    energy given back.
    """
    der_control_cl_res: DERControlCLResType
    """Demands of the grid code that have changed."""
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
    evse_maximum_charge_power: RationalNumberType | None = None
    """Highest power the station can deliver at this moment; of phase 1 if the other phases are given, else of all phases together.
    Unit: W.
    """
    evse_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 2 alone. Unit: W."""
    evse_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 3 alone. Unit: W."""
    evse_maximum_discharge_power: RationalNumberType | None = None
    """Highest power the station can take back; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-3229.
    """
    evse_maximum_discharge_power_l2: RationalNumberType | None = None
    """As EVSEMaximumDischargePower, for phase 2 alone. Unit: W. Source: V2G20-3229."""
    evse_maximum_discharge_power_l3: RationalNumberType | None = None
    """As EVSEMaximumDischargePower, for phase 3 alone. Unit: W. Source: V2G20-3229."""
    required_der_operating_mode: requiredDEROperatingModeType | None = None
    """Whether the EV shall follow the grid or form it; in the charge loop sent again only when changed. Source: V2G20-3358 V2G20-3361."""
    grid_connection_mode: gridConnectionModeType | None = None
    """Whether the station is connected to the grid; in the charge loop sent again only when changed. Source: V2G20-3358 V2G20-3361."""


class DER_Scheduled_AC_CLReqControlMode(Struct, frozen=True, gc=False):
    """Values of a grid-supporting EV that charges and discharges by schedule."""

    ev_present_active_power: RationalNumberType
    """Active power measured by the EV; of phase 1 if the other phases are given, else of all phases together. Unit: W. Negative while
    the EV gives energy back.
    """
    ev_present_voltage: RationalNumberType
    """Voltage of the grid measured by the EV. Unit: V."""
    ev_present_frequency: RationalNumberType
    """Frequency of the grid measured by the EV. Unit: Hz."""
    der_operational_state: derOperationalStateType
    """Whether the EV supports the grid at this moment."""
    der_connection_status: derConnectionStatusType
    """Whether the EV is electrically connected to the grid."""
    ev_update_time: int
    """When the EV last changed its values. Unit: s since 1970-01-01 UTC. Range: 64 bits. [0 to 18446744073709551615]"""
    der_alarm_status: int
    """Alarms of the EV, as bits. Range: 0 to 4294967295. [0 to 4294967295]"""
    enabled_modes: int
    """Functions the EV has turned on, as bits; the EV's acknowledgement of what the station demanded. Range: 0 to 4294967295. [0 to
    4294967295]
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
    """Highest power the EV can give back; of phase 1 if the other phases are given, else of all phases together. Unit: W."""
    ev_maximum_discharge_power_l2: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 2 alone. Unit: W."""
    ev_maximum_discharge_power_l3: RationalNumberType | None = None
    """As EVMaximumDischargePower, for phase 3 alone. Unit: W."""
    ev_minimum_discharge_power: RationalNumberType | None = None
    """Lowest power at which the EV can give energy back; of phase 1 if the other phases are given, else of all phases together. Unit:
    W.
    """
    ev_minimum_discharge_power_l2: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 2 alone. Unit: W."""
    ev_minimum_discharge_power_l3: RationalNumberType | None = None
    """As EVMinimumDischargePower, for phase 3 alone. Unit: W."""
    ev_apparent_power: EVApparentPowerType | None = None
    """Limits of apparent power at this moment."""
    ev_reactive_power: EVReactivePowerType | None = None
    """Limits of reactive power at this moment."""
    ev_excitation: EVExcitationType | None = None
    """Limits of excitation at this moment."""
    ev_minimum_charging_duration: int | None = None
    """Least time the EV needs to charge to its target. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    ev_duration_maximum_charge_rate: int | None = None
    """How long the EV can charge at its highest power. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    ev_duration_maximum_discharge_rate: int | None = None
    """How long the EV can discharge at its highest power. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""


class DER_Scheduled_AC_CLResControlMode(Struct, frozen=True, gc=False):
    """Values of a station that charges and discharges a grid-supporting EV by schedule."""

    der_control_cl_res: DERControlCLResType
    """Demands of the grid code that have changed."""
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
    evse_maximum_charge_power: RationalNumberType | None = None
    """Highest power the station can deliver at this moment; of phase 1 if the other phases are given, else of all phases together.
    Unit: W.
    """
    evse_maximum_charge_power_l2: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 2 alone. Unit: W."""
    evse_maximum_charge_power_l3: RationalNumberType | None = None
    """As EVSEMaximumChargePower, for phase 3 alone. Unit: W."""
    evse_maximum_discharge_power: RationalNumberType | None = None
    """Highest power the station can take back; of phase 1 if the other phases are given, else of all phases together. Unit: W. Source:
    V2G20-3229.
    """
    evse_maximum_discharge_power_l2: RationalNumberType | None = None
    """As EVSEMaximumDischargePower, for phase 2 alone. Unit: W. Source: V2G20-3229."""
    evse_maximum_discharge_power_l3: RationalNumberType | None = None
    """As EVSEMaximumDischargePower, for phase 3 alone. Unit: W. Source: V2G20-3229."""
    required_der_operating_mode: requiredDEROperatingModeType | None = None
    """Whether the EV shall follow the grid or form it; in the charge loop sent again only when changed. Source: V2G20-3358 V2G20-3361."""
    grid_connection_mode: gridConnectionModeType | None = None
    """Whether the station is connected to the grid; in the charge loop sent again only when changed. Source: V2G20-3358 V2G20-3361."""


class EVApparentPowerLimitsType(Struct, frozen=True, gc=False):
    """Ratings of apparent power, by direction of active and reactive power."""

    ev_maximum_apparent_power_during_charging_and_var_absorption: RationalNumberType
    """Highest apparent power while charging and drawing reactive power; of phase 1 if the other phases are given, else of all phases
    together. Unit: VA.
    """
    ev_maximum_apparent_power_during_charging_and_var_injection: RationalNumberType
    """Highest apparent power while charging and feeding reactive power; of phase 1 if the other phases are given, else of all phases
    together. Unit: VA.
    """
    ev_maximum_apparent_power_during_discharging_and_var_absorption: RationalNumberType
    """Highest apparent power while discharging and drawing reactive power; of phase 1 if the other phases are given, else of all
    phases together. Unit: VA.
    """
    ev_maximum_apparent_power_during_discharging_and_var_injection: RationalNumberType
    """Highest apparent power while discharging and feeding reactive power; of phase 1 if the other phases are given, else of all
    phases together. Unit: VA.
    """
    ev_maximum_apparent_power_during_charging_and_var_absorption_l2: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringChargingAndVarAbsorption, for phase 2 alone. Unit: VA."""
    ev_maximum_apparent_power_during_charging_and_var_absorption_l3: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringChargingAndVarAbsorption, for phase 3 alone. Unit: VA."""
    ev_maximum_apparent_power_during_charging_and_var_injection_l2: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringChargingAndVarInjection, for phase 2 alone. Unit: VA."""
    ev_maximum_apparent_power_during_charging_and_var_injection_l3: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringChargingAndVarInjection, for phase 3 alone. Unit: VA."""
    ev_maximum_apparent_power_during_discharging_and_var_absorption_l2: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringDischargingAndVarAbsorption, for phase 2 alone. Unit: VA."""
    ev_maximum_apparent_power_during_discharging_and_var_absorption_l3: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringDischargingAndVarAbsorption, for phase 3 alone. Unit: VA."""
    ev_maximum_apparent_power_during_discharging_and_var_injection_l2: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringDischargingAndVarInjection, for phase 2 alone. Unit: VA."""
    ev_maximum_apparent_power_during_discharging_and_var_injection_l3: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringDischargingAndVarInjection, for phase 3 alone. Unit: VA."""


class EVReactivePowerLimitsType(Struct, frozen=True, gc=False):
    """Ratings of reactive power, by direction of active and reactive power."""

    ev_maximum_var_absorption_during_charging: RationalNumberType
    """Highest reactive power the EV can draw while charging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_maximum_var_injection_during_charging: RationalNumberType
    """Highest reactive power the EV can feed while charging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_maximum_var_absorption_during_discharging: RationalNumberType
    """Highest reactive power the EV can draw while discharging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_maximum_var_injection_during_discharging: RationalNumberType
    """Highest reactive power the EV can feed while discharging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_reactive_susceptance: RationalNumberType
    """Susceptance that remains when the inverter does not switch; of phase 1 if the other phases are given, else of all phases
    together. Unit: S.
    """
    ev_maximum_var_absorption_during_charging_l2: RationalNumberType | None = None
    """As EVMaximumVarAbsorptionDuringCharging, for phase 2 alone. Unit: var."""
    ev_maximum_var_absorption_during_charging_l3: RationalNumberType | None = None
    """As EVMaximumVarAbsorptionDuringCharging, for phase 3 alone. Unit: var."""
    ev_minimum_var_absorption_during_charging: RationalNumberType | None = None
    """Lowest reactive power the EV can draw while charging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_minimum_var_absorption_during_charging_l2: RationalNumberType | None = None
    """As EVMinimumVarAbsorptionDuringCharging, for phase 2 alone. Unit: var."""
    ev_minimum_var_absorption_during_charging_l3: RationalNumberType | None = None
    """As EVMinimumVarAbsorptionDuringCharging, for phase 3 alone. Unit: var."""
    ev_maximum_var_injection_during_charging_l2: RationalNumberType | None = None
    """As EVMaximumVarInjectionDuringCharging, for phase 2 alone. Unit: var."""
    ev_maximum_var_injection_during_charging_l3: RationalNumberType | None = None
    """As EVMaximumVarInjectionDuringCharging, for phase 3 alone. Unit: var."""
    ev_minimum_var_injection_during_charging: RationalNumberType | None = None
    """Lowest reactive power the EV can feed while charging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_minimum_var_injection_during_charging_l2: RationalNumberType | None = None
    """As EVMinimumVarInjectionDuringCharging, for phase 2 alone. Unit: var."""
    ev_minimum_var_injection_during_charging_l3: RationalNumberType | None = None
    """As EVMinimumVarInjectionDuringCharging, for phase 3 alone. Unit: var."""
    ev_maximum_var_absorption_during_discharging_l2: RationalNumberType | None = None
    """As EVMaximumVarAbsorptionDuringDischarging, for phase 2 alone. Unit: var."""
    ev_maximum_var_absorption_during_discharging_l3: RationalNumberType | None = None
    """As EVMaximumVarAbsorptionDuringDischarging, for phase 3 alone. Unit: var."""
    ev_minimum_var_absorption_during_discharging: RationalNumberType | None = None
    """Lowest reactive power the EV can draw while discharging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_minimum_var_absorption_during_discharging_l2: RationalNumberType | None = None
    """As EVMinimumVarAbsorptionDuringDischarging, for phase 2 alone. Unit: var."""
    ev_minimum_var_absorption_during_discharging_l3: RationalNumberType | None = None
    """As EVMinimumVarAbsorptionDuringDischarging, for phase 3 alone. Unit: var."""
    ev_maximum_var_injection_during_discharging_l2: RationalNumberType | None = None
    """As EVMaximumVarInjectionDuringDischarging, for phase 2 alone. Unit: var."""
    ev_maximum_var_injection_during_discharging_l3: RationalNumberType | None = None
    """As EVMaximumVarInjectionDuringDischarging, for phase 3 alone. Unit: var."""
    ev_minimum_var_injection_during_discharging: RationalNumberType | None = None
    """Lowest reactive power the EV can feed while discharging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_minimum_var_injection_during_discharging_l2: RationalNumberType | None = None
    """As EVMinimumVarInjectionDuringDischarging, for phase 2 alone. Unit: var."""
    ev_minimum_var_injection_during_discharging_l3: RationalNumberType | None = None
    """As EVMinimumVarInjectionDuringDischarging, for phase 3 alone. Unit: var."""
    ev_reactive_susceptance_l2: RationalNumberType | None = None
    """As EVReactiveSusceptance, for phase 2 alone. Unit: S."""
    ev_reactive_susceptance_l3: RationalNumberType | None = None
    """As EVReactiveSusceptance, for phase 3 alone. Unit: S."""


class EVExcitationLimitsType(Struct, frozen=True, gc=False):
    """Ratings of power factor, on either side."""

    ev_specified_over_excited_power_factor: RationalNumberType
    """Lowest power factor the EV can hold while it feeds reactive power; of phase 1 if the other phases are given, else of all phases
    together. Range: 0 to 1.
    """
    ev_specified_over_excited_discharge_power: RationalNumberType
    """Power the EV can give back at that over-excited power factor; of phase 1 if the other phases are given, else of all phases
    together. Unit: W.
    """
    ev_specified_under_excited_power_factor: RationalNumberType
    """Lowest power factor the EV can hold while it draws reactive power; of phase 1 if the other phases are given, else of all phases
    together. Range: 0 to 1.
    """
    ev_specified_under_excited_discharge_power: RationalNumberType
    """Power the EV can give back at that under-excited power factor; of phase 1 if the other phases are given, else of all phases
    together. Unit: W.
    """
    ev_specified_over_excited_power_factor_l2: RationalNumberType | None = None
    """As EVSpecifiedOverExcitedPowerFactor, for phase 2 alone. Range: 0 to 1."""
    ev_specified_over_excited_power_factor_l3: RationalNumberType | None = None
    """As EVSpecifiedOverExcitedPowerFactor, for phase 3 alone. Range: 0 to 1."""
    ev_specified_over_excited_discharge_power_l2: RationalNumberType | None = None
    """As EVSpecifiedOverExcitedDischargePower, for phase 2 alone. Unit: W."""
    ev_specified_over_excited_discharge_power_l3: RationalNumberType | None = None
    """As EVSpecifiedOverExcitedDischargePower, for phase 3 alone. Unit: W."""
    ev_specified_under_excited_power_factor_l2: RationalNumberType | None = None
    """As EVSpecifiedUnderExcitedPowerFactor, for phase 2 alone. Range: 0 to 1."""
    ev_specified_under_excited_power_factor_l3: RationalNumberType | None = None
    """As EVSpecifiedUnderExcitedPowerFactor, for phase 3 alone. Range: 0 to 1."""
    ev_specified_under_excited_discharge_power_l2: RationalNumberType | None = None
    """As EVSpecifiedUnderExcitedDischargePower, for phase 2 alone. Unit: W."""
    ev_specified_under_excited_discharge_power_l3: RationalNumberType | None = None
    """As EVSpecifiedUnderExcitedDischargePower, for phase 3 alone. Unit: W."""


class EVInverterDetailsType(Struct, frozen=True, gc=False):
    """Maker and version of an inverter."""

    ev_inverter_sw_version: str
    """Version of its software. Up to 32 characters. [0 to 32 characters]"""
    ev_inverter_manufacturer: str
    """Maker. Up to 32 characters. [0 to 32 characters]"""
    ev_inverter_model: str
    """Model. Up to 32 characters. [0 to 32 characters]"""
    ev_inverter_serial_number: str
    """Serial number. Up to 32 characters. [0 to 32 characters]"""
    ev_inverter_hw_version: str | None = None
    """Version of its hardware. Up to 32 characters. [0 to 32 characters]"""


class DataTupleType(Struct, frozen=True, gc=False):
    """A point of a curve."""

    x_value: RationalNumberType
    """Input, in the unit of the curve's xUnit."""
    y_value: RationalNumberType
    """Output, in the unit of the curve's yUnit."""


class CurveDataPointsListType(Struct, frozen=True, gc=False):
    """Points of a curve."""

    curve_data_point: tuple[DataTupleType, ...]
    """One point. 2 to 10 entries, by rising input. [2 to 10 items]"""


class FrequencyDroopSettingsType(Struct, frozen=True, gc=False):
    """A droop on one side of the nominal frequency."""

    db: RationalNumberType
    """Deviation up to which nothing happens. Unit: Hz."""
    droop_factor: RationalNumberType
    """Change of frequency that would change power by its whole reference; for phase 1 if the other phases are given, else for all
    phases.
    """
    power_reference: powerReferenceType
    """Power to which the droop refers; for phase 1 if the other phases are given, else for all phases."""
    open_loop_response_time: RationalNumberType
    """Time in which the output shall follow a step of the input. Unit: s."""
    droop_factor_l2: RationalNumberType | None = None
    """As DroopFactor, for phase 2 alone."""
    droop_factor_l3: RationalNumberType | None = None
    """As DroopFactor, for phase 3 alone."""
    power_reference_l2: powerReferenceType | None = None
    """As PowerReference, for phase 2 alone."""
    power_reference_l3: powerReferenceType | None = None
    """As PowerReference, for phase 3 alone."""


class DERCurveType(Struct, frozen=True, gc=False):
    """A curve that can be turned on."""

    enable: bool
    """True if the function is turned on."""
    x_unit: derUnitType
    """Unit of the input."""
    y_unit: derUnitType
    """Unit of the output."""
    curve_data_points: CurveDataPointsListType
    """Points of the curve; for phase 1 if the other phases are given, else for all phases."""
    priority: int | None = None
    """Rank among the functions that are turned on. Range: 0 to 65535. [0 to 65535]"""
    curve_data_points_l2: CurveDataPointsListType | None = None
    """As CurveDataPoints, for phase 2 alone."""
    curve_data_points_l3: CurveDataPointsListType | None = None
    """As CurveDataPoints, for phase 3 alone."""


class VoltageTripType(Struct, frozen=True, gc=False):
    """How long which voltage is to be endured, as curves of time and voltage."""

    over_voltage_must_trip_curve: DERCurveType
    """Beyond it the EV must disconnect at high voltage."""
    under_voltage_must_trip_curve: DERCurveType
    """Beyond it the EV must disconnect at low voltage."""
    over_voltage_momentary_cessation_trip_curve: DERCurveType | None = None
    """Beyond it the EV must stop its current for a moment at high voltage."""
    under_voltage_momentary_cessation_trip_curve: DERCurveType | None = None
    """Beyond it the EV must stop its current for a moment at low voltage."""
    over_voltage_may_trip_curve: DERCurveType | None = None
    """Beyond it the EV may disconnect at high voltage."""
    under_voltage_may_trip_curve: DERCurveType | None = None
    """Beyond it the EV may disconnect at low voltage."""


class FrequencyTripType(Struct, frozen=True, gc=False):
    """How long which frequency is to be endured, as curves of time and frequency."""

    over_frequency_must_trip_curve: DERCurveType
    """Beyond it the EV must disconnect at high frequency."""
    under_frequency_must_trip_curve: DERCurveType
    """Beyond it the EV must disconnect at low frequency."""
    over_frequency_may_trip_curve: DERCurveType | None = None
    """Beyond it the EV may disconnect at high frequency."""
    under_frequency_may_trip_curve: DERCurveType | None = None
    """Beyond it the EV may disconnect at low frequency."""


class EnterServiceCPDResType(Struct, frozen=True, gc=False):
    """When the EV may connect to the grid."""

    permit_service: bool
    """True if the EV may connect to the grid and supply it."""
    enter_service_voltage_high: RationalNumberType
    """Highest voltage at which the EV may connect. Unit: V."""
    enter_service_voltage_low: RationalNumberType
    """Lowest voltage at which the EV may connect. Unit: V."""
    enter_service_frequency_high: RationalNumberType
    """Highest frequency at which the EV may connect. Unit: Hz."""
    enter_service_frequency_low: RationalNumberType
    """Lowest frequency at which the EV may connect. Unit: Hz."""
    enter_service_delay: RationalNumberType | None = None
    """Time the grid must have been good before the EV connects. Unit: s."""
    enter_service_randomized_delay: RationalNumberType | None = None
    """Longest random time added to the delay. Unit: s."""
    enter_service_ramp_time: RationalNumberType | None = None
    """Time in which power rises after connecting. Unit: s."""


class ConstantPowerFactorType(Struct, frozen=True, gc=False):
    """Reactive power in a fixed proportion to active power."""

    enable: bool
    """True if the function is turned on."""
    power_factor_value: RationalNumberType
    """Power factor; of phase 1 if the other phases are given, else of all phases. Range: 0 to 1."""
    power_factor_excitation: powerFactorExcitationType
    """Side of the power factor; of phase 1 if the other phases are given, else of all phases."""
    priority: int | None = None
    """Rank among the functions that are turned on. Range: 0 to 65535. [0 to 65535]"""
    power_factor_value_l2: RationalNumberType | None = None
    """As PowerFactorValue, for phase 2 alone. Range: 0 to 1."""
    power_factor_value_l3: RationalNumberType | None = None
    """As PowerFactorValue, for phase 3 alone. Range: 0 to 1."""
    power_factor_excitation_l2: powerFactorExcitationType | None = None
    """As PowerFactorExcitation, for phase 2 alone."""
    power_factor_excitation_l3: powerFactorExcitationType | None = None
    """As PowerFactorExcitation, for phase 3 alone."""


class VoltVarType(Struct, frozen=True, gc=False):
    """Reactive power by voltage."""

    enable: bool
    """True if the function is turned on."""
    x_unit: derUnitType
    """Unit of the input."""
    y_unit: derUnitType
    """Unit of the output."""
    curve_data_points: CurveDataPointsListType
    """Points of the curve; for phase 1 if the other phases are given, else for all phases."""
    open_loop_response_time: RationalNumberType
    """Time in which the output shall follow a step of the input. Unit: s."""
    reference_voltage: RationalNumberType
    """Voltage to which the curve refers. Unit: V."""
    autonomous_reference_voltage_adjustment_enable: bool
    """True if the EV shall let the reference voltage follow the grid slowly."""
    reference_voltage_adjustment_time_constant: int
    """Time constant with which the reference voltage follows. Unit: s. Range: 0 to 4294967295. [0 to 4294967295]"""
    priority: int | None = None
    """Rank among the functions that are turned on. Range: 0 to 65535. [0 to 65535]"""
    curve_data_points_l2: CurveDataPointsListType | None = None
    """As CurveDataPoints, for phase 2 alone."""
    curve_data_points_l3: CurveDataPointsListType | None = None
    """As CurveDataPoints, for phase 3 alone."""
    time_constant_pt1: int | None = None
    """Time constant of a first-order lag that filters the input. Range: 0 to 4294967295. [0 to 4294967295]"""


class WattVarType(Struct, frozen=True, gc=False):
    """Reactive power by active power."""

    enable: bool
    """True if the function is turned on."""
    x_unit: derUnitType
    """Unit of the input."""
    y_unit: derUnitType
    """Unit of the output."""
    curve_data_points: CurveDataPointsListType
    """Points of the curve; for phase 1 if the other phases are given, else for all phases."""
    priority: int | None = None
    """Rank among the functions that are turned on. Range: 0 to 65535. [0 to 65535]"""
    curve_data_points_l2: CurveDataPointsListType | None = None
    """As CurveDataPoints, for phase 2 alone."""
    curve_data_points_l3: CurveDataPointsListType | None = None
    """As CurveDataPoints, for phase 3 alone."""
    open_loop_response_time: RationalNumberType | None = None
    """Time in which the output shall follow a step of the input. Unit: s."""
    time_constant_pt1: int | None = None
    """Time constant of a first-order lag that filters the input. Range: 0 to 4294967295. [0 to 4294967295]"""


class ConstantVarType(Struct, frozen=True, gc=False):
    """A fixed reactive power."""

    enable: bool
    """True if the function is turned on."""
    var_setpoint: RationalNumberType
    """The reactive power, in the unit of the field Unit; of phase 1 if the other phases are given, else of all phases together."""
    unit: derUnitType
    """Unit of the set point."""
    priority: int | None = None
    """Rank among the functions that are turned on. Range: 0 to 65535. [0 to 65535]"""
    var_setpoint_l2: RationalNumberType | None = None
    """As VarSetpoint, for phase 2 alone."""
    var_setpoint_l3: RationalNumberType | None = None
    """As VarSetpoint, for phase 3 alone."""


class ReactivePowerSupportCPDResType(Struct, frozen=True, gc=False):
    """All functions for reactive power."""

    constant_power_factor: ConstantPowerFactorType
    """Reactive power in a fixed proportion."""
    volt_var: VoltVarType
    """Reactive power by voltage."""
    watt_var: WattVarType
    """Reactive power by active power."""
    constant_var: ConstantVarType
    """A fixed reactive power."""


class FrequencyDroopType(Struct, frozen=True, gc=False):
    """Active power by frequency, in proportion to the deviation."""

    enable: bool
    """True if the function is turned on."""
    priority: int | None = None
    """Rank among the functions that are turned on. Range: 0 to 65535. [0 to 65535]"""
    over_frequency_droop: FrequencyDroopSettingsType | None = None
    """At high frequency."""
    under_frequency_droop: FrequencyDroopSettingsType | None = None
    """At low frequency."""


class VoltWattType(Struct, frozen=True, gc=False):
    """Active power by voltage."""

    enable: bool
    """True if the function is turned on."""
    x_unit: derUnitType
    """Unit of the input."""
    y_unit: derUnitType
    """Unit of the output."""
    curve_data_points: CurveDataPointsListType
    """Points of the curve; for phase 1 if the other phases are given, else for all phases."""
    open_loop_response_time: RationalNumberType
    """Time in which the output shall follow a step of the input. Unit: s."""
    priority: int | None = None
    """Rank among the functions that are turned on. Range: 0 to 65535. [0 to 65535]"""
    curve_data_points_l2: CurveDataPointsListType | None = None
    """As CurveDataPoints, for phase 2 alone."""
    curve_data_points_l3: CurveDataPointsListType | None = None
    """As CurveDataPoints, for phase 3 alone."""
    time_constant_pt1: int | None = None
    """Time constant of a first-order lag that filters the input. Range: 0 to 4294967295. [0 to 4294967295]"""


class ConstantWattType(Struct, frozen=True, gc=False):
    """A fixed active power."""

    enable: bool
    """True if the function is turned on."""
    watt_setpoint: RationalNumberType
    """The active power, in the unit of the field Unit; of phase 1 if the other phases are given, else of all phases together."""
    unit: derUnitType
    """Unit of the set point."""
    priority: int | None = None
    """Rank among the functions that are turned on. Range: 0 to 65535. [0 to 65535]"""
    watt_setpoint_l2: RationalNumberType | None = None
    """As WattSetpoint, for phase 2 alone."""
    watt_setpoint_l3: RationalNumberType | None = None
    """As WattSetpoint, for phase 3 alone."""


class LimitMaxDischargePowerType(Struct, frozen=True, gc=False):
    """A ceiling on the power the EV gives back."""

    enable: bool
    """True if the function is turned on."""
    percentage_value: int
    """The ceiling as a share of the EV's highest power; of phase 1 if the other phases are given, else of all phases together. Unit:
    %. Range: 0 to 65535. [0 to 65535]
    """
    priority: int | None = None
    """Rank among the functions that are turned on. Range: 0 to 65535. [0 to 65535]"""
    percentage_value_l2: int | None = None
    """As PercentageValue, for phase 2 alone. Unit: %. Range: 0 to 65535. [0 to 65535]"""
    percentage_value_l3: int | None = None
    """As PercentageValue, for phase 3 alone. Unit: %. Range: 0 to 65535. [0 to 65535]"""
    open_loop_response_time: RationalNumberType | None = None
    """Time in which the output shall follow a step of the input. Unit: s."""


class ActivePowerSupportCPDResType(Struct, frozen=True, gc=False):
    """All functions for active power."""

    frequency_droop: FrequencyDroopType
    """Active power by frequency."""
    volt_watt: VoltWattType
    """Active power by voltage."""
    constant_watt: ConstantWattType
    """A fixed active power."""
    limit_max_discharge_power: LimitMaxDischargePowerType
    """A ceiling on the power given back."""


class EnterServiceCLResType(Struct, frozen=True, gc=False):
    """When the EV may connect to the grid; limits are sent only when they have changed."""

    permit_service: bool
    """True if the EV may connect to the grid and supply it."""
    enter_service_voltage_high: RationalNumberType | None = None
    """Highest voltage at which the EV may connect. Unit: V."""
    enter_service_voltage_low: RationalNumberType | None = None
    """Lowest voltage at which the EV may connect. Unit: V."""
    enter_service_frequency_high: RationalNumberType | None = None
    """Highest frequency at which the EV may connect. Unit: Hz."""
    enter_service_frequency_low: RationalNumberType | None = None
    """Lowest frequency at which the EV may connect. Unit: Hz."""
    enter_service_delay: RationalNumberType | None = None
    """Time the grid must have been good before the EV connects. Unit: s."""
    enter_service_randomized_delay: RationalNumberType | None = None
    """Longest random time added to the delay. Unit: s."""
    enter_service_ramp_time: RationalNumberType | None = None
    """Time in which power rises after connecting. Unit: s."""


class ReactivePowerSupportCLResType(Struct, frozen=True, gc=False):
    """Functions for reactive power that have changed."""

    constant_power_factor: ConstantPowerFactorType | None = None
    """Reactive power in a fixed proportion."""
    volt_var: VoltVarType | None = None
    """Reactive power by voltage."""
    watt_var: WattVarType | None = None
    """Reactive power by active power."""
    constant_var: ConstantVarType | None = None
    """A fixed reactive power."""


class ActivePowerSupportCLResType(Struct, frozen=True, gc=False):
    """Functions for active power that have changed."""

    frequency_droop: FrequencyDroopType | None = None
    """Active power by frequency."""
    volt_watt: VoltWattType | None = None
    """Active power by voltage."""
    constant_watt: ConstantWattType | None = None
    """A fixed active power."""
    limit_max_discharge_power: LimitMaxDischargePowerType | None = None
    """A ceiling on the power given back."""


class DERControlCPDResType(Struct, frozen=True, gc=False):
    """All demands of the grid code. Every group is mandatory; functions that are not wanted are turned off."""

    voltage_trip: VoltageTripType
    """How long which voltage is to be endured."""
    frequency_trip: FrequencyTripType
    """How long which frequency is to be endured."""
    enter_service_cpd_res: EnterServiceCPDResType
    """When the EV may connect to the grid."""
    reactive_power_support_cpd_res: ReactivePowerSupportCPDResType
    """Functions for reactive power."""
    active_power_support_cpd_res: ActivePowerSupportCPDResType
    """Functions for active power."""


class EVSEReactivePowerLimitsType(Struct, frozen=True, gc=False):
    """Limits of reactive power at a station."""

    evse_maximum_var_absorption_during_charging: RationalNumberType
    """Highest reactive power the EV may draw here while charging; of phase 1 if the other phases are given, else of all phases
    together. Unit: var.
    """
    evse_maximum_var_injection_during_charging: RationalNumberType
    """Highest reactive power the EV may feed here while charging; of phase 1 if the other phases are given, else of all phases
    together. Unit: var.
    """
    evse_maximum_var_absorption_during_discharging: RationalNumberType
    """Highest reactive power the EV may draw here while discharging; of phase 1 if the other phases are given, else of all phases
    together. Unit: var.
    """
    evse_maximum_var_injection_during_discharging: RationalNumberType
    """Highest reactive power the EV may feed here while discharging; of phase 1 if the other phases are given, else of all phases
    together. Unit: var.
    """
    evse_maximum_var_absorption_during_charging_l2: RationalNumberType | None = None
    """As EVSEMaximumVarAbsorptionDuringCharging, for phase 2 alone. Unit: var."""
    evse_maximum_var_absorption_during_charging_l3: RationalNumberType | None = None
    """As EVSEMaximumVarAbsorptionDuringCharging, for phase 3 alone. Unit: var."""
    evse_maximum_var_injection_during_charging_l2: RationalNumberType | None = None
    """As EVSEMaximumVarInjectionDuringCharging, for phase 2 alone. Unit: var."""
    evse_maximum_var_injection_during_charging_l3: RationalNumberType | None = None
    """As EVSEMaximumVarInjectionDuringCharging, for phase 3 alone. Unit: var."""
    evse_maximum_var_absorption_during_discharging_l2: RationalNumberType | None = None
    """As EVSEMaximumVarAbsorptionDuringDischarging, for phase 2 alone. Unit: var."""
    evse_maximum_var_absorption_during_discharging_l3: RationalNumberType | None = None
    """As EVSEMaximumVarAbsorptionDuringDischarging, for phase 3 alone. Unit: var."""
    evse_maximum_var_injection_during_discharging_l2: RationalNumberType | None = None
    """As EVSEMaximumVarInjectionDuringDischarging, for phase 2 alone. Unit: var."""
    evse_maximum_var_injection_during_discharging_l3: RationalNumberType | None = None
    """As EVSEMaximumVarInjectionDuringDischarging, for phase 3 alone. Unit: var."""


class GridLimitsType(Struct, frozen=True, gc=False):
    """Nominal values and limits of the grid."""

    grid_nominal_frequency: RationalNumberType
    """Nominal frequency. Unit: Hz."""
    grid_nominal_voltage: RationalNumberType
    """Nominal voltage. Unit: V."""
    grid_nominal_voltage_offset: RationalNumberType
    """Correction between the nominal voltage and that at the station. Unit: V."""
    grid_maximum_voltage: RationalNumberType
    """Highest voltage. Unit: V."""
    grid_minimum_voltage: RationalNumberType
    """Lowest voltage. Unit: V."""
    grid_min_frequency: RationalNumberType | None = None
    """Lowest frequency. Unit: Hz."""
    grid_max_frequency: RationalNumberType | None = None
    """Highest frequency. Unit: Hz."""


class EVApparentPowerType(Struct, frozen=True, gc=False):
    """Limits of apparent power at this moment."""

    ev_maximum_apparent_power_during_charging_and_var_absorption: RationalNumberType
    """Highest apparent power while charging and drawing reactive power; of phase 1 if the other phases are given, else of all phases
    together. Unit: VA.
    """
    ev_maximum_apparent_power_during_charging_and_var_injection: RationalNumberType
    """Highest apparent power while charging and feeding reactive power; of phase 1 if the other phases are given, else of all phases
    together. Unit: VA.
    """
    ev_maximum_apparent_power_during_discharging_and_var_absorption: RationalNumberType
    """Highest apparent power while discharging and drawing reactive power; of phase 1 if the other phases are given, else of all
    phases together. Unit: VA.
    """
    ev_maximum_apparent_power_during_discharging_and_var_injection: RationalNumberType
    """Highest apparent power while discharging and feeding reactive power; of phase 1 if the other phases are given, else of all
    phases together. Unit: VA.
    """
    ev_maximum_apparent_power_during_charging_and_var_absorption_l2: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringChargingAndVarAbsorption, for phase 2 alone. Unit: VA."""
    ev_maximum_apparent_power_during_charging_and_var_absorption_l3: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringChargingAndVarAbsorption, for phase 3 alone. Unit: VA."""
    ev_maximum_apparent_power_during_charging_and_var_injection_l2: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringChargingAndVarInjection, for phase 2 alone. Unit: VA."""
    ev_maximum_apparent_power_during_charging_and_var_injection_l3: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringChargingAndVarInjection, for phase 3 alone. Unit: VA."""
    ev_maximum_apparent_power_during_discharging_and_var_absorption_l2: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringDischargingAndVarAbsorption, for phase 2 alone. Unit: VA."""
    ev_maximum_apparent_power_during_discharging_and_var_absorption_l3: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringDischargingAndVarAbsorption, for phase 3 alone. Unit: VA."""
    ev_maximum_apparent_power_during_discharging_and_var_injection_l2: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringDischargingAndVarInjection, for phase 2 alone. Unit: VA."""
    ev_maximum_apparent_power_during_discharging_and_var_injection_l3: RationalNumberType | None = None
    """As EVMaximumApparentPowerDuringDischargingAndVarInjection, for phase 3 alone. Unit: VA."""


class EVReactivePowerType(Struct, frozen=True, gc=False):
    """Limits of reactive power at this moment."""

    ev_maximum_var_absorption_during_charging: RationalNumberType
    """Highest reactive power the EV can draw while charging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_maximum_var_injection_during_charging: RationalNumberType
    """Highest reactive power the EV can feed while charging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_maximum_var_absorption_during_discharging: RationalNumberType
    """Highest reactive power the EV can draw while discharging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_maximum_var_injection_during_discharging: RationalNumberType
    """Highest reactive power the EV can feed while discharging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_maximum_var_absorption_during_charging_l2: RationalNumberType | None = None
    """As EVMaximumVarAbsorptionDuringCharging, for phase 2 alone. Unit: var."""
    ev_maximum_var_absorption_during_charging_l3: RationalNumberType | None = None
    """As EVMaximumVarAbsorptionDuringCharging, for phase 3 alone. Unit: var."""
    ev_minimum_var_absorption_during_charging: RationalNumberType | None = None
    """Lowest reactive power the EV can draw while charging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_minimum_var_absorption_during_charging_l2: RationalNumberType | None = None
    """As EVMinimumVarAbsorptionDuringCharging, for phase 2 alone. Unit: var."""
    ev_minimum_var_absorption_during_charging_l3: RationalNumberType | None = None
    """As EVMinimumVarAbsorptionDuringCharging, for phase 3 alone. Unit: var."""
    ev_maximum_var_injection_during_charging_l2: RationalNumberType | None = None
    """As EVMaximumVarInjectionDuringCharging, for phase 2 alone. Unit: var."""
    ev_maximum_var_injection_during_charging_l3: RationalNumberType | None = None
    """As EVMaximumVarInjectionDuringCharging, for phase 3 alone. Unit: var."""
    ev_minimum_var_injection_during_charging: RationalNumberType | None = None
    """Lowest reactive power the EV can feed while charging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_minimum_var_injection_during_charging_l2: RationalNumberType | None = None
    """As EVMinimumVarInjectionDuringCharging, for phase 2 alone. Unit: var."""
    ev_minimum_var_injection_during_charging_l3: RationalNumberType | None = None
    """As EVMinimumVarInjectionDuringCharging, for phase 3 alone. Unit: var."""
    ev_maximum_var_absorption_during_discharging_l2: RationalNumberType | None = None
    """As EVMaximumVarAbsorptionDuringDischarging, for phase 2 alone. Unit: var."""
    ev_maximum_var_absorption_during_discharging_l3: RationalNumberType | None = None
    """As EVMaximumVarAbsorptionDuringDischarging, for phase 3 alone. Unit: var."""
    ev_minimum_var_absorption_during_discharging: RationalNumberType | None = None
    """Lowest reactive power the EV can draw while discharging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_minimum_var_absorption_during_discharging_l2: RationalNumberType | None = None
    """As EVMinimumVarAbsorptionDuringDischarging, for phase 2 alone. Unit: var."""
    ev_minimum_var_absorption_during_discharging_l3: RationalNumberType | None = None
    """As EVMinimumVarAbsorptionDuringDischarging, for phase 3 alone. Unit: var."""
    ev_maximum_var_injection_during_discharging_l2: RationalNumberType | None = None
    """As EVMaximumVarInjectionDuringDischarging, for phase 2 alone. Unit: var."""
    ev_maximum_var_injection_during_discharging_l3: RationalNumberType | None = None
    """As EVMaximumVarInjectionDuringDischarging, for phase 3 alone. Unit: var."""
    ev_minimum_var_injection_during_discharging: RationalNumberType | None = None
    """Lowest reactive power the EV can feed while discharging; of phase 1 if the other phases are given, else of all phases together.
    Unit: var.
    """
    ev_minimum_var_injection_during_discharging_l2: RationalNumberType | None = None
    """As EVMinimumVarInjectionDuringDischarging, for phase 2 alone. Unit: var."""
    ev_minimum_var_injection_during_discharging_l3: RationalNumberType | None = None
    """As EVMinimumVarInjectionDuringDischarging, for phase 3 alone. Unit: var."""


class EVExcitationType(Struct, frozen=True, gc=False):
    """Limits of excitation at this moment."""

    ev_specified_over_excited_discharge_power: RationalNumberType
    """Power the EV can give back at that over-excited power factor; of phase 1 if the other phases are given, else of all phases
    together. Unit: W.
    """
    ev_specified_under_excited_discharge_power: RationalNumberType
    """Power the EV can give back at that under-excited power factor; of phase 1 if the other phases are given, else of all phases
    together. Unit: W.
    """
    ev_specified_over_excited_power_factor: RationalNumberType | None = None
    """Lowest power factor the EV can hold while it feeds reactive power; of phase 1 if the other phases are given, else of all phases
    together. Range: 0 to 1.
    """
    ev_specified_over_excited_power_factor_l2: RationalNumberType | None = None
    """As EVSpecifiedOverExcitedPowerFactor, for phase 2 alone. Range: 0 to 1."""
    ev_specified_over_excited_power_factor_l3: RationalNumberType | None = None
    """As EVSpecifiedOverExcitedPowerFactor, for phase 3 alone. Range: 0 to 1."""
    ev_specified_over_excited_discharge_power_l2: RationalNumberType | None = None
    """As EVSpecifiedOverExcitedDischargePower, for phase 2 alone. Unit: W."""
    ev_specified_over_excited_discharge_power_l3: RationalNumberType | None = None
    """As EVSpecifiedOverExcitedDischargePower, for phase 3 alone. Unit: W."""
    ev_specified_under_excited_power_factor: RationalNumberType | None = None
    """Lowest power factor the EV can hold while it draws reactive power; of phase 1 if the other phases are given, else of all phases
    together. Range: 0 to 1.
    """
    ev_specified_under_excited_power_factor_l2: RationalNumberType | None = None
    """As EVSpecifiedUnderExcitedPowerFactor, for phase 2 alone. Range: 0 to 1."""
    ev_specified_under_excited_power_factor_l3: RationalNumberType | None = None
    """As EVSpecifiedUnderExcitedPowerFactor, for phase 3 alone. Range: 0 to 1."""
    ev_specified_under_excited_discharge_power_l2: RationalNumberType | None = None
    """As EVSpecifiedUnderExcitedDischargePower, for phase 2 alone. Unit: W."""
    ev_specified_under_excited_discharge_power_l3: RationalNumberType | None = None
    """As EVSpecifiedUnderExcitedDischargePower, for phase 3 alone. Unit: W."""


class DERControlCLResType(Struct, frozen=True, gc=False):
    """Demands of the grid code that have changed. The permission to serve is always sent."""

    enter_service_cl_res: EnterServiceCLResType
    """When the EV may connect to the grid."""
    voltage_trip: VoltageTripType | None = None
    """How long which voltage is to be endured."""
    frequency_trip: FrequencyTripType | None = None
    """How long which frequency is to be endured."""
    reactive_power_support_cl_res: ReactivePowerSupportCLResType | None = None
    """Functions for reactive power."""
    active_power_support_cl_res: ActivePowerSupportCLResType | None = None
    """Functions for active power."""

