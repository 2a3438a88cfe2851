"""The requests of a well-behaved -20 EV. A check changes what it is about. The dialect fills in the header."""

from __future__ import annotations

from secc.messages import iso20_ac as ac
from secc.messages import iso20_common as c
from secc.messages import iso20_dc as dc

BLANK = c.MessageHeaderType(session_id=bytes(8), time_stamp=0)
EVCC_ID = "SCCVEHICLE00000001"
FINISHED, ONGOING = c.processingType.Finished, c.processingType.Ongoing


def rational(value: float) -> c.RationalNumberType:
    """A number with the smallest exponent from -3 on that carries it in 16 bits without loss."""
    for exponent in range(-3, 10):
        scaled = value / 10**exponent
        if abs(scaled) <= 32767 and abs(scaled - round(scaled)) < 1e-6:
            break
    return c.RationalNumberType(exponent=exponent, value=round(scaled))


def number(value: c.RationalNumberType) -> float:
    """What it means."""
    return float(value.value * 10.0**value.exponent)


def session_setup(evcc_id: str = EVCC_ID) -> c.SessionSetupReq:
    """SessionSetupReq."""
    return c.SessionSetupReq(header=BLANK, evcc_id=evcc_id)


def authorization_setup() -> c.AuthorizationSetupReq:
    """AuthorizationSetupReq."""
    return c.AuthorizationSetupReq(header=BLANK)


def authorization() -> c.AuthorizationReq:
    """AuthorizationReq with external means."""
    return c.AuthorizationReq(
        header=BLANK, selected_authorization_service=c.authorizationType.EIM, eim_a_req_authorization_mode=c.EIM_AReqAuthorizationModeType()
    )


def service_discovery(*services: int) -> c.ServiceDiscoveryReq:
    """ServiceDiscoveryReq, with SupportedServiceIDs where some are named."""
    return c.ServiceDiscoveryReq(header=BLANK, supported_service_ids=c.ServiceIDListType(service_id=services) if services else None)


def service_detail(service: int = 2) -> c.ServiceDetailReq:
    """ServiceDetailReq."""
    return c.ServiceDetailReq(header=BLANK, service_id=service)


def service_selection(service: int = 2, parameter_set: int = 1, *others: tuple[int, int]) -> c.ServiceSelectionReq:
    """ServiceSelectionReq with value-added services where pairs are given."""
    vas = tuple(c.SelectedServiceType(service_id=one, parameter_set_id=parameters) for one, parameters in others)
    return c.ServiceSelectionReq(
        header=BLANK, selected_energy_transfer_service=c.SelectedServiceType(service_id=service, parameter_set_id=parameter_set),
        selected_vas_list=c.SelectedServiceListType(selected_service=vas) if vas else None,
    )


# ---- charge parameters ------------------------------------------------------------------------------------------------------------


def ac_limits() -> ac.AC_CPDReqEnergyTransferMode:
    """3 x 16 A."""
    return ac.AC_CPDReqEnergyTransferMode(ev_maximum_charge_power=rational(11_000), ev_minimum_charge_power=rational(1_000))


def ac_bpt_limits() -> ac.BPT_AC_CPDReqEnergyTransferMode:
    """The same in both directions."""
    return ac.BPT_AC_CPDReqEnergyTransferMode(
        ev_maximum_charge_power=rational(11_000), ev_minimum_charge_power=rational(1_000), ev_maximum_discharge_power=rational(11_000),
        ev_minimum_discharge_power=rational(0),
    )


def ac_parameters(
    limits: ac.AC_CPDReqEnergyTransferMode | ac.BPT_AC_CPDReqEnergyTransferMode | None = None,
) -> ac.AC_ChargeParameterDiscoveryReq:
    """AC_ChargeParameterDiscoveryReq."""
    return ac.AC_ChargeParameterDiscoveryReq(header=BLANK, ac_cpd_req_energy_transfer_mode=limits or ac_limits())


def dc_limits(
    *, max_voltage_v: float = 450.0, min_voltage_v: float = 200.0, max_current_a: float = 200.0, min_current_a: float = 0.0
) -> dc.DC_CPDReqEnergyTransferMode:
    """A battery of 400 V, 90 kW."""
    return dc.DC_CPDReqEnergyTransferMode(
        ev_maximum_charge_power=rational(90_000), ev_minimum_charge_power=rational(0), ev_maximum_charge_current=rational(max_current_a),
        ev_minimum_charge_current=rational(min_current_a), ev_maximum_voltage=rational(max_voltage_v),
        ev_minimum_voltage=rational(min_voltage_v), target_soc=80,
    )


def dc_bpt_limits() -> dc.BPT_DC_CPDReqEnergyTransferMode:
    """The same in both directions."""
    return dc.BPT_DC_CPDReqEnergyTransferMode(
        ev_maximum_charge_power=rational(90_000), ev_minimum_charge_power=rational(0), ev_maximum_charge_current=rational(200),
        ev_minimum_charge_current=rational(0), ev_maximum_voltage=rational(450), ev_minimum_voltage=rational(200),
        ev_maximum_discharge_power=rational(40_000), ev_minimum_discharge_power=rational(0), ev_maximum_discharge_current=rational(100),
        ev_minimum_discharge_current=rational(0),
    )


def dc_parameters(
    limits: dc.DC_CPDReqEnergyTransferMode | dc.BPT_DC_CPDReqEnergyTransferMode | None = None,
) -> dc.DC_ChargeParameterDiscoveryReq:
    """DC_ChargeParameterDiscoveryReq."""
    return dc.DC_ChargeParameterDiscoveryReq(header=BLANK, dc_cpd_req_energy_transfer_mode=limits or dc_limits())


# ---- schedules and power ----------------------------------------------------------------------------------------------------------


def schedule_exchange(
    control: str = "scheduled", *, departure_s: int | None = None, points: int = 12, offer: c.EVEnergyOfferType | None = None,
    v2x: tuple[float | None, float | None] = (None, None),
) -> c.ScheduleExchangeReq:
    """ScheduleExchangeReq. `v2x` is (maximum, minimum) of the V2X energy in Dynamic mode."""
    if control == "scheduled":
        mode = c.Scheduled_SEReqControlModeType(departure_time=departure_s, ev_target_energy_request=rational(30_000), ev_energy_offer=offer)
        return c.ScheduleExchangeReq(header=BLANK, maximum_supporting_points=points, scheduled_se_req_control_mode=mode)
    most, least = (None if value is None else rational(value) for value in v2x)
    dynamic = c.Dynamic_SEReqControlModeType(
        departure_time=departure_s or 7200, ev_target_energy_request=rational(30_000), ev_maximum_energy_request=rational(40_000),
        ev_minimum_energy_request=rational(5_000), ev_maximum_v2_x_energy_request=most, ev_minimum_v2_x_energy_request=least,
    )
    return c.ScheduleExchangeReq(header=BLANK, maximum_supporting_points=points, dynamic_se_req_control_mode=dynamic)


def profile(
    control: str, entries: tuple[tuple[int, float], ...], *, now: float, schedule: int = 1, tolerance: str | None = None
) -> c.EVPowerProfileType:
    """EVPowerProfile with (duration in s, power in W) entries from `now` (Unix seconds) on."""
    listed = tuple(c.PowerScheduleEntryType(duration=duration, power=rational(power)) for duration, power in entries)
    acceptance = None if tolerance is None else c.powerToleranceAcceptanceType(tolerance)
    return c.EVPowerProfileType(
        time_anchor=int(now), ev_power_profile_entries=c.EVPowerProfileEntryListType(ev_power_profile_entry=listed),
        dynamic_evppt_control_mode=c.Dynamic_EVPPTControlModeType() if control == "dynamic" else None,
        scheduled_evppt_control_mode=None if control == "dynamic" else c.Scheduled_EVPPTControlModeType(
            selected_schedule_tuple_id=schedule, power_tolerance_acceptance=acceptance
        ),
    )


def power_delivery(
    progress: str = "Start", power_profile: c.EVPowerProfileType | None = None, *, ongoing: bool = False
) -> c.PowerDeliveryReq:
    """PowerDeliveryReq."""
    return c.PowerDeliveryReq(
        header=BLANK, ev_processing=ONGOING if ongoing else FINISHED, charge_progress=c.chargeProgressType(progress),
        ev_power_profile=power_profile,
    )


def cable_check() -> dc.DC_CableCheckReq:
    """DC_CableCheckReq."""
    return dc.DC_CableCheckReq(header=BLANK)


def pre_charge(voltage_v: float = 400.0, *, present_v: float = 0.0, finished: bool = False) -> dc.DC_PreChargeReq:
    """DC_PreChargeReq."""
    return dc.DC_PreChargeReq(
        header=BLANK, ev_processing=FINISHED if finished else ONGOING, ev_present_voltage=rational(round(present_v)),
        ev_target_voltage=rational(voltage_v),
    )


def welding_detection(*, finished: bool = False) -> dc.DC_WeldingDetectionReq:
    """DC_WeldingDetectionReq."""
    return dc.DC_WeldingDetectionReq(header=BLANK, ev_processing=FINISHED if finished else ONGOING)


def session_stop(how: str = "Terminate", *, code: str | None = None, explanation: str | None = None) -> c.SessionStopReq:
    """SessionStopReq."""
    return c.SessionStopReq(
        header=BLANK, charging_session=c.chargingSessionType(how), ev_termination_code=code, ev_termination_explanation=explanation
    )


# ---- loops ------------------------------------------------------------------------------------------------------------------------


def dc_loop(
    control: str = "scheduled", *, bpt: bool = False, voltage_v: float = 400.0, current_a: float = 100.0, meter: bool = False
) -> dc.DC_ChargeLoopReq:
    """DC_ChargeLoopReq in this control mode; voltage and current are targets in Scheduled mode."""
    return dc.DC_ChargeLoopReq(
        header=BLANK, meter_info_requested=meter, ev_present_voltage=rational(400), cl_req_control_mode=_dc_mode(control, bpt, voltage_v, current_a)
    )


def _dc_mode(
    control: str, bpt: bool, voltage_v: float, current_a: float
) -> (
    dc.Scheduled_DC_CLReqControlMode | dc.BPT_Scheduled_DC_CLReqControlMode | dc.Dynamic_DC_CLReqControlMode
    | dc.BPT_Dynamic_DC_CLReqControlMode
):
    if control == "scheduled":
        kind = dc.BPT_Scheduled_DC_CLReqControlMode if bpt else dc.Scheduled_DC_CLReqControlMode
        return kind(ev_target_current=rational(current_a), ev_target_voltage=rational(voltage_v))
    energy, most = rational(30_000), rational(90_000)
    if not bpt:
        return dc.Dynamic_DC_CLReqControlMode(
            ev_target_energy_request=energy, ev_maximum_energy_request=energy, ev_minimum_energy_request=rational(0),
            ev_maximum_charge_power=most, ev_minimum_charge_power=rational(0), ev_maximum_charge_current=rational(200),
            ev_maximum_voltage=rational(450), ev_minimum_voltage=rational(200),
        )
    return dc.BPT_Dynamic_DC_CLReqControlMode(
        ev_target_energy_request=energy, ev_maximum_energy_request=energy, ev_minimum_energy_request=rational(0),
        ev_maximum_charge_power=most, ev_minimum_charge_power=rational(0), ev_maximum_charge_current=rational(200),
        ev_maximum_voltage=rational(450), ev_minimum_voltage=rational(200), ev_maximum_discharge_power=rational(40_000),
        ev_minimum_discharge_power=rational(0), ev_maximum_discharge_current=rational(100),
    )


def ac_loop(control: str = "scheduled", *, bpt: bool = False, power_w: float = 11_000.0, meter: bool = False) -> ac.AC_ChargeLoopReq:
    """AC_ChargeLoopReq in this control mode; `power_w` is what the EV draws."""
    return ac.AC_ChargeLoopReq(header=BLANK, meter_info_requested=meter, cl_req_control_mode=_ac_mode(control, bpt, power_w))


def _ac_mode(
    control: str, bpt: bool, power_w: float
) -> (
    ac.Scheduled_AC_CLReqControlMode | ac.BPT_Scheduled_AC_CLReqControlMode | ac.Dynamic_AC_CLReqControlMode
    | ac.BPT_Dynamic_AC_CLReqControlMode
):
    present = rational(power_w)
    if control == "scheduled":
        kind = ac.BPT_Scheduled_AC_CLReqControlMode if bpt else ac.Scheduled_AC_CLReqControlMode
        return kind(ev_present_active_power=present)
    energy, most, none = rational(30_000), rational(11_000), rational(0)
    if not bpt:
        return ac.Dynamic_AC_CLReqControlMode(
            ev_target_energy_request=energy, ev_maximum_energy_request=energy, ev_minimum_energy_request=none, ev_maximum_charge_power=most,
            ev_minimum_charge_power=none, ev_present_active_power=present, ev_present_reactive_power=none,
        )
    return ac.BPT_Dynamic_AC_CLReqControlMode(
        ev_target_energy_request=energy, ev_maximum_energy_request=energy, ev_minimum_energy_request=none, ev_maximum_charge_power=most,
        ev_minimum_charge_power=none, ev_present_active_power=present, ev_present_reactive_power=none, ev_maximum_discharge_power=most,
        ev_minimum_discharge_power=none,
    )
