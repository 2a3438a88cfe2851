"""The control block of a DC loop message: what the EV asks for becomes a set point, what the station can do becomes the answer."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from secc.messages import iso20_dc
from secc.session import power
from secc.session.commands import DcLimits
from secc.session.events import SetOutput
from secc.session.iso20 import limits, values
from secc.session.iso20.facts import Ctx
from secc.session.iso20.loop import DcControl
from secc.session.iso20.schedules import mobility
from secc.session.iso20.values import si
from secc.session.power import Achieved, Demand

NEAR = 0.99
"""A limit counts as reached a little before it is."""
NOTHING = Achieved(voltage=False, current=False, power=False)

Mode = (
    iso20_dc.Scheduled_DC_CLResControlMode | iso20_dc.BPT_Scheduled_DC_CLResControlMode
    | iso20_dc.Dynamic_DC_CLResControlMode | iso20_dc.BPT_Dynamic_DC_CLResControlMode
)


def output(control: DcControl, present_v: float, context: Ctx, *, standby: bool) -> tuple[SetOutput | None, Achieved]:
    """The set point: the EV leads in Scheduled mode [V2G20-2183], the station in Dynamic; never above what was announced [V2G20-2188]."""
    can, ceilings = limits.dc(context), _ceilings(context)
    if standby:
        return _held(ceilings, can, context), NOTHING
    volts = max(present_v, context.evse.voltage_v)
    if isinstance(control, iso20_dc.Scheduled_DC_CLReqControlMode | iso20_dc.BPT_Scheduled_DC_CLReqControlMode):
        demand = replace(ceilings, voltage_v=si(control.ev_target_voltage), current_a=si(control.ev_target_current))
        target, achieved = power.dc_output(_scheduled(demand, context), can, volts)
        return _turned_down(target, context, volts), achieved
    wanted = context.evse.setpoint_w
    target = power.dc_setpoint(wanted, volts, replace(ceilings, voltage_v=_towards(wanted, context, can)), can)
    current, watts = power.reached(target.current_a / NEAR, volts, can)
    return target, Achieved(voltage=context.evse.voltage_v >= NEAR * can.max_voltage_v, current=current, power=watts)


def _held(ceilings: Demand, can: DcLimits, context: Ctx) -> SetOutput | None:
    """Standby: the voltage stands, as far as both still take it, and nothing flows; None where there is no output."""
    if context.stage not in ("precharge", "charge"):
        return None
    volts = power.dc_output(replace(ceilings, voltage_v=context.facts.output_v), can)[0].voltage_v
    return SetOutput(stage=context.stage, voltage_v=volts)


def _towards(wanted: float | None, context: Ctx, can: DcLimits) -> float:
    """The voltage to regulate to in V: the EV's highest where it charges, its lowest where it gives back."""
    needs = context.facts.needs
    if wanted is not None and wanted < 0:
        return needs.min_voltage_v if needs and needs.min_voltage_v is not None else can.min_voltage_v
    return needs.max_voltage_v if needs and needs.max_voltage_v is not None else can.max_voltage_v


def _ceilings(context: Ctx) -> Demand:
    """What the EV said last of what it can take and give."""
    needs = context.facts.needs
    if needs is None:
        return Demand(voltage_v=0.0, current_a=0.0)
    return Demand(
        voltage_v=0.0, current_a=0.0, max_voltage_v=needs.max_voltage_v, max_current_a=needs.max_current_a, max_power_w=needs.max_power_w,
        max_discharge_current_a=needs.max_discharge_current_a, max_discharge_power_w=needs.max_discharge_power_w,
    )


def _scheduled(demand: Demand, context: Ctx) -> Demand:
    """The demand under the schedule that is in force."""
    plan, offered = context.facts.plan, context.facts.offers
    if plan is None or plan.schedule is None:
        return demand
    at, spare = context.now - plan.at, (plan.tolerance_w or 0.0) if plan.confirmed else 0.0
    back = next((offer for offer in offered.back if offer.id == plan.schedule.id), None) if offered else None
    return replace(
        demand, max_power_w=_least(demand.max_power_w, plan.schedule.power_at(at) + spare),
        max_discharge_power_w=_least(demand.max_discharge_power_w, back.power_at(at) + spare) if back else demand.max_discharge_power_w,
    )


def _least(one: float | None, other: float) -> float:
    return other if one is None else min(one, other)


def _turned_down(target: SetOutput, context: Ctx, volts: float) -> SetOutput:
    """What the station wants now counts in Scheduled mode as well, where it is less."""
    wanted = context.evse.setpoint_w
    if wanted is None or volts < 1.0 or target.current_a <= 0.0 or wanted < 0.0:
        return target
    return replace(target, current_a=min(target.current_a, power.number(wanted) / volts))


def control_mode(context: Ctx) -> Mode:
    """The answer in the control mode that was selected [V2G20-1600]: the limits that hold now [V2G20-2654] [V2G20-2655]."""
    service, can = context.facts.service, limits.dc(context)
    told: dict[str, Any] = {
        "evse_maximum_charge_power": values.most(can.max_power_w), "evse_minimum_charge_power": values.least(can.min_power_w),
        "evse_maximum_charge_current": values.most(can.max_current_a), "evse_maximum_voltage": values.most(can.max_voltage_v),
    }
    if service.bidirectional:
        negative = context.switches["negative_discharge_limits"]
        told |= {
            "evse_maximum_discharge_power": values.back(can.max_discharge_power_w or 0.0, negative=negative),
            "evse_minimum_discharge_power": values.back(can.min_discharge_power_w or 0.0, negative=negative),
            "evse_maximum_discharge_current": values.back(can.max_discharge_current_a or 0.0, negative=negative),
            "evse_minimum_voltage": values.least(can.min_voltage_v),
        }
    if service.control == "scheduled":
        return iso20_dc.BPT_Scheduled_DC_CLResControlMode(**told) if service.bidirectional else iso20_dc.Scheduled_DC_CLResControlMode(**told)
    departure, minimum, target = mobility(context)
    told |= {"departure_time": departure, "minimum_soc": minimum, "target_soc": target, "ack_max_delay": ack_max_delay(context)}
    return iso20_dc.BPT_Dynamic_DC_CLResControlMode(**told) if service.bidirectional else iso20_dc.Dynamic_DC_CLResControlMode(**told)


def ack_max_delay(context: Ctx) -> int | None:
    """How long the EV may take to follow, in s, where the station was given the choice."""
    told = context.evse.mobility
    if told is None or told.ack_max_delay_s is None or not context.facts.service.by_station:
        return None
    return max(0, min(round(told.ack_max_delay_s), 65_535))
