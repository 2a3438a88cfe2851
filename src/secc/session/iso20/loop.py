"""What AC and DC have in common in the charge loop: the control mode, what the EV tells, the profile that it should keep (facts 2.4.3, 2.5.5)."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from secc.messages import iso20_ac, iso20_common, iso20_dc
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import events
from secc.session.iso20 import metering, status, values
from secc.session.iso20.facts import Ctx, Facts
from secc.session.iso20.values import magnitude, si_or_none
from secc.session.table import Refuse

AcControl = (
    iso20_ac.Scheduled_AC_CLReqControlMode | iso20_ac.Dynamic_AC_CLReqControlMode
    | iso20_ac.BPT_Scheduled_AC_CLReqControlMode | iso20_ac.BPT_Dynamic_AC_CLReqControlMode
)
DcControl = (
    iso20_dc.Scheduled_DC_CLReqControlMode | iso20_dc.Dynamic_DC_CLReqControlMode
    | iso20_dc.BPT_Scheduled_DC_CLReqControlMode | iso20_dc.BPT_Dynamic_DC_CLReqControlMode
)
Request = iso20_ac.AC_ChargeLoopReq | iso20_dc.DC_ChargeLoopReq

TOLERANCE = 1.01
"""Power is measured, not exact."""


class Told(NamedTuple):
    """What every loop response carries, and the events and facts that follow from its request."""

    do: tuple[events.Event, ...]
    facts: Facts
    evse_status: iso20_common.EVSEStatusType | None
    meter_info: iso20_common.MeterInfoType | None
    receipt: iso20_common.ReceiptType | None


def unfit(control: object, expected: type) -> Refuse | None:
    """The block must be of the selected control mode and direction [V2G20-1600]."""
    return None if isinstance(control, expected) else Refuse(Code.FAILED, f"{type(control).__name__}, {expected.__name__} was selected")


def told(request: Request, context: Ctx, now: events.EvStatus, *, standby: bool) -> Told:
    """Display parameters, limits and battery for the host, where they are news; the meter and the station's wishes for the EV."""
    facts = metering.metered(context)
    do: tuple[events.Event, ...] = ()
    display = request.display_parameters
    if display is not None and display != facts.displayed:
        do, facts = (_displayed(display),), replace(facts, displayed=display)
    if request.meter_info_requested and not (context.facts.looped and context.evse.meter):
        do = (*do, events.MeterAsked())
    known = facts.displayed
    soc = float(known.present_soc) if known and known.present_soc is not None else None
    said = replace(
        now, soc_percent=soc, charging_complete=known.charging_complete if known else None,
        full_in_s=None if known is None else _seconds(known.remaining_time_to_target_soc, known.remaining_time_to_maximum_soc),
    )
    if said != facts.status:
        do, facts = (*do, said), replace(facts, status=said)
    facts = replace(facts, looped=True, pause_asked_at=_asked_at(context))
    context = replace(context, facts=facts)
    confirm = facts.metered is not None or metering.due(context)
    if confirm and facts.metered is None:
        facts = replace(facts, metered=metering.reading(context))
        context = replace(context, facts=facts)
    return Told(
        do, facts, status.status(context, confirm=confirm, standby=standby), metering.reading(context), metering.receipt(context),
    )


def _asked_at(context: Ctx) -> float | None:
    """When this pause was first asked for; now, if not before."""
    known = context.facts.pause_asked_at
    return None if not context.evse.paused else context.now if known is None else known


def _seconds(*times: int | None) -> float | None:
    """The first of them that the EV tells."""
    return next((float(time) for time in times if time is not None), None)


def _displayed(display: iso20_common.DisplayParametersType) -> events.Displayed:
    """By the standard's names, in SI units."""
    names = {
        "PresentSOC": display.present_soc, "MinimumSOC": display.minimum_soc, "TargetSOC": display.target_soc, "MaximumSOC": display.maximum_soc,
        "RemainingTimeToMinimumSOC": display.remaining_time_to_minimum_soc, "RemainingTimeToTargetSOC": display.remaining_time_to_target_soc,
        "RemainingTimeToMaximumSOC": display.remaining_time_to_maximum_soc, "ChargingComplete": display.charging_complete,
        "BatteryEnergyCapacity": si_or_none(display.battery_energy_capacity), "InletHot": display.inlet_hot,
    }
    return events.Displayed(values={name: value for name, value in names.items() if value is not None})


def wants(control: AcControl | DcControl, known: events.EvNeeds) -> events.EvNeeds:
    """What the EV needs, with what this loop message says anew."""
    needs = replace(
        known,
        energy_request_wh=_newer(si_or_none(control.ev_target_energy_request), known.energy_request_wh),
        energy_max_wh=_newer(si_or_none(control.ev_maximum_energy_request), known.energy_max_wh),
        energy_min_wh=_newer(si_or_none(control.ev_minimum_energy_request), known.energy_min_wh),
    )
    if isinstance(control, iso20_dc.Dynamic_DC_CLReqControlMode | iso20_dc.BPT_Dynamic_DC_CLReqControlMode
                  | iso20_ac.Dynamic_AC_CLReqControlMode | iso20_ac.BPT_Dynamic_AC_CLReqControlMode):
        needs = replace(needs, departure_s=_newer(control.departure_time or None, known.departure_s))
    if isinstance(control, iso20_dc.BPT_Dynamic_DC_CLReqControlMode | iso20_ac.BPT_Dynamic_AC_CLReqControlMode):
        highest, lowest = si_or_none(control.ev_maximum_v2_x_energy_request), si_or_none(control.ev_minimum_v2_x_energy_request)
        if highest is not None and lowest is not None:
            needs = replace(needs, v2x_energy_max_wh=highest, v2x_energy_min_wh=lowest)
    return _dc(control, needs) if isinstance(control, DcControl) else values.ac_powers(control, needs)


def _dc(control: DcControl, known: events.EvNeeds) -> events.EvNeeds:
    needs = replace(
        known,
        max_power_w=_newer(si_or_none(control.ev_maximum_charge_power), known.max_power_w),
        min_power_w=_newer(si_or_none(control.ev_minimum_charge_power), known.min_power_w),
        max_current_a=_newer(si_or_none(control.ev_maximum_charge_current), known.max_current_a),
        max_voltage_v=_newer(si_or_none(control.ev_maximum_voltage), known.max_voltage_v),
        min_voltage_v=_newer(si_or_none(control.ev_minimum_voltage), known.min_voltage_v),
    )
    if isinstance(control, iso20_dc.Scheduled_DC_CLReqControlMode | iso20_dc.Dynamic_DC_CLReqControlMode):
        return needs
    return replace(
        needs,
        max_discharge_power_w=_newer(magnitude(control.ev_maximum_discharge_power), known.max_discharge_power_w),
        min_discharge_power_w=_newer(magnitude(control.ev_minimum_discharge_power), known.min_discharge_power_w),
        max_discharge_current_a=_newer(magnitude(control.ev_maximum_discharge_current), known.max_discharge_current_a),
    )


def _newer(said: float | None, known: float | None) -> float | None:
    return known if said is None else said


def violation(drawn_w: float, facts: Facts, context: Ctx) -> tuple[Code, Facts] | Refuse:
    """Power above the EV's own profile, in Scheduled mode and where a tolerance was announced [V2G20-1864].

    A warning at first; the second time it ends the session where the policy is strict.
    """
    plan = facts.plan
    if plan is None or plan.schedule is None or plan.tolerance_w is None:
        return Code.OK, facts
    begun = [entry.power_w for entry in plan.profile if entry.start_s <= context.now - plan.at]
    if abs(drawn_w) <= (abs(begun[-1] if begun else 0.0) + plan.tolerance_w) * TOLERANCE:
        return Code.OK, replace(facts, violations=0)
    if facts.violations and context.switches["profile_violation_fails"]:
        return Refuse(Code.FAILED_EVPowerProfileViolation, f"{drawn_w:g} W")
    return Code.WARNING_EVPowerProfileViolation, replace(facts, violations=facts.violations + 1)
