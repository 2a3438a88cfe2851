"""What the station can give and take at the moment, for the service that was selected.

A pause is asked for in ISO 15118-20, not forced, so it counts for nothing here.
"""

from __future__ import annotations

from msgspec.structs import replace

from secc.session import power
from secc.session.commands import DcLimits
from secc.session.iso20.facts import Ctx


def dc(context: Ctx) -> DcLimits:
    """The limits of the supply; none for discharging unless the service is bidirectional."""
    limits = power.dc_limits(context.config.outlet.dc, replace(context.evse, paused=False))
    if context.facts.service.bidirectional:
        return limits
    return replace(limits, max_discharge_current_a=None, max_discharge_power_w=None, min_discharge_current_a=None, min_discharge_power_w=None)


def ac(context: Ctx) -> tuple[float, ...]:
    """The most power per phase in W."""
    outlet, evse, count = context.config.outlet.ac, context.evse, context.facts.service.phases
    each = power.ac_power(outlet.nominal_voltage_v, power.ac_current(replace(evse, paused=False), outlet.max_current_a), 1)
    told = evse.ac.max_power_w
    if len(told) == count == 3:
        return tuple(max(0.0, min(each, power.number(phase))) for phase in told)
    return (min(each, max(0.0, power.number(sum(told))) / count) if told else each,) * count


def ac_nominal(context: Ctx) -> tuple[float, ...]:
    """The same, as the outlet is built."""
    outlet = context.config.outlet.ac
    return (power.ac_power(outlet.nominal_voltage_v, outlet.max_current_a, 1),) * context.facts.service.phases


def ac_back(context: Ctx) -> float:
    """The most power in W that an AC outlet takes from the car, in all."""
    nominal, now = context.config.outlet.ac.max_discharge_power_w, context.evse.ac.max_discharge_power_w
    if not context.facts.service.bidirectional or nominal is None:
        return 0.0
    return max(0.0, min(power.number(nominal), power.number(nominal if now is None else now)))


def charge_w(context: Ctx) -> float:
    """The most power that holds now, in W: no schedule promises more."""
    return dc(context).max_power_w if context.facts.energy == "dc" else sum(ac(context))


def discharge_w(context: Ctx) -> float:
    """The same from the car, as a positive number."""
    return dc(context).max_discharge_power_w or 0.0 if context.facts.energy == "dc" else ac_back(context)
