"""ChargeParameterDiscovery: what the EV needs, what the station has, and the schedules that follow [V2G2-218] [V2G2-220]."""

from __future__ import annotations

from msgspec.structs import replace

from secc.messages import iso2
from secc.messages.iso2 import EnergyTransferModeType as Mode
from secc.messages.iso2 import EVSEProcessingType as Processing
from secc.messages.iso2 import responseCodeType as Code
from secc.session import events, power, schedule
from secc.session.commands import SchedulesOffered
from secc.session.decimals import DOWN
from secc.session.events import EvNeeds
from secc.session.iso2 import sae, services, status, tariffs, timing, values
from secc.session.iso2.facts import Ctx, Facts, elapsed
from secc.session.iso2.states import AC_POWER_DELIVERY, CABLE_CHECK, PARAMETERS
from secc.session.table import Later, Outcome, Refuse, Reply


def charge_parameter_discovery(request: iso2.ChargeParameterDiscoveryReq, context: Ctx) -> Outcome[Facts]:
    """The EV's parameters are judged at once; the schedules may take a moment, and the answer waits for them as long as it may."""
    if request.requested_energy_transfer_mode not in services.modes(context):
        return Refuse(Code.FAILED_WrongEnergyTransferMode, request.requested_energy_transfer_mode.value)
    counted = _counted(request, context)
    if isinstance(counted, Refuse):
        return counted
    context = counted
    needs = _needs(request)
    needs = None if needs is None else replace(needs, transfer_mode=request.requested_energy_transfer_mode.value)
    wrong = "the parameters are of another mode" if needs is None else _wrong(needs, request, context)
    if needs is None or wrong:
        return Refuse(Code.FAILED_WrongChargeParameter, wrong)
    phases = 1 if request.requested_energy_transfer_mode is Mode.AC_single_phase_core else context.config.outlet.ac.phases
    facts = replace(context.facts, energy=needs.energy, needs=needs, phases=phases, status=_status(request))
    told: tuple[events.Event, ...] = () if needs == context.facts.needs else (needs,)
    if facts.status and facts.status != context.facts.status:
        told = (*told, facts.status)
    if facts.schedules_wanted:
        return _answer(request, replace(context, facts=facts), told)
    facts = replace(facts, schedules_wanted=True)
    entries = request.max_entries_sa_schedule_tuple or schedule.ENTRIES
    return Later(
        within=timing.SCHEDULES, wake=(SchedulesOffered,), then=_offer, late=_offer, facts=facts,
        do=(*told, events.SchedulesWanted(max_entries=min(entries, schedule.ENTRIES), departure_s=needs.departure_s)),
    )


def _counted(request: iso2.ChargeParameterDiscoveryReq, context: Ctx) -> Ctx | Refuse:
    """SAE J2847/2 counts these requests."""
    if context.facts.bidirectional is None:
        return context
    bidirectional = sae.discovered(context.facts.bidirectional, request)
    return bidirectional if isinstance(bidirectional, Refuse) else replace(context, facts=replace(context.facts, bidirectional=bidirectional))


def _offer(request: iso2.ChargeParameterDiscoveryReq, context: Ctx) -> Reply[Facts]:
    return _answer(request, context, ())


def _needs(request: iso2.ChargeParameterDiscoveryReq) -> EvNeeds | None:
    """What the EV said, in SI units; None where the parameters are not of the requested mode."""
    told, ac = request.ev_charge_parameter, request.requested_energy_transfer_mode.value.startswith("AC")
    if isinstance(told, iso2.AC_EVChargeParameter) and ac:
        return EvNeeds(
            energy="ac", departure_s=told.departure_time or None, energy_request_wh=values.si(told.e_amount),
            max_voltage_v=values.si(told.ev_max_voltage), max_current_a=values.si(told.ev_max_current), min_current_a=values.si(told.ev_min_current),
            phases=1 if request.requested_energy_transfer_mode is Mode.AC_single_phase_core else 3,
        )
    if isinstance(told, iso2.DC_EVChargeParameter) and not ac:
        return EvNeeds(
            energy="dc", departure_s=told.departure_time or None, energy_request_wh=values.si_or_none(told.ev_energy_request),
            capacity_wh=values.si_or_none(told.ev_energy_capacity), max_voltage_v=values.si(told.ev_maximum_voltage_limit),
            max_current_a=values.si(told.ev_maximum_current_limit), max_power_w=values.si_or_none(told.ev_maximum_power_limit),
            full_soc_percent=_percent(told.full_soc), bulk_soc_percent=_percent(told.bulk_soc),
        )
    return None


def _percent(value: int | None) -> float | None:
    return None if value is None else float(value)


def _wrong(needs: EvNeeds, request: iso2.ChargeParameterDiscoveryReq, context: Ctx) -> str:
    """Negative values and what physics forbids. Values above the table limits are normal for today's cars."""
    for name in ("energy_request_wh", "capacity_wh", "max_voltage_v", "max_current_a", "min_current_a", "max_power_w"):
        value = getattr(needs, name)
        if value is not None and value < 0 and not (context.facts.bidirectional and name in ("max_current_a", "max_power_w")):
            return f"{name} {value:g}"
    if needs.energy == "dc":
        return power.incompatible(needs, context.config.outlet.dc)
    least = context.config.outlet.ac.min_current_a
    return f"EV allows {needs.max_current_a:g} A, the station gives {least:g} A at least" if (needs.max_current_a or 0.0) <= least else ""


def _status(request: iso2.ChargeParameterDiscoveryReq) -> events.EvStatus | None:
    told = request.ev_charge_parameter
    return ev_status(told.dc_ev_status) if isinstance(told, iso2.DC_EVChargeParameter) else None


def ev_status(told: iso2.DC_EVStatusType) -> events.EvStatus:
    """DC_EVStatus for the host."""
    error = "" if told.ev_error_code is iso2.DC_EVErrorCodeType.NO_ERROR else told.ev_error_code.value
    return events.EvStatus(soc_percent=float(told.ev_ress_soc), ready=told.ev_ready, error=error)


def _answer(request: iso2.ChargeParameterDiscoveryReq, context: Ctx, told: tuple[events.Event, ...]) -> Reply[Facts]:
    """Ongoing while power is not available, else the schedules [V2G2-688] [V2G2-905]."""
    if not context.evse.power_available or sae.unready(context.facts.bidirectional):
        return Reply(response=_response(context, Processing.Ongoing, None), to=PARAMETERS, facts=context.facts, do=told, start=(timing.ONGOING,))
    made = _offers(request, context)
    facts = replace(context.facts, offers=made, offered_at=context.now, schedules_wanted=False)
    schedules, signature = tariffs.schedule_list(made, request.max_entries_sa_schedule_tuple)
    return Reply(
        response=_response(context, Processing.Finished, schedules), signature=signature,
        to=AC_POWER_DELIVERY if facts.energy == "ac" else CABLE_CHECK, facts=facts, do=told, stop=(timing.ONGOING.name,),
    )


def _offers(request: iso2.ChargeParameterDiscoveryReq, context: Ctx) -> tuple[schedule.Offer, ...]:
    facts, evse = context.facts, context.evse
    paused = facts.paused if facts.resumed and not facts.started else None
    return schedule.offers(
        evse.schedules, ceiling(context), elapsed_s=max(0.0, context.now - evse.schedules_at) if evse.schedules else 0.0,
        departure_s=facts.needs.departure_s if facts.needs else None, max_entries=request.max_entries_sa_schedule_tuple,
        first=facts.selected or None, kept=paused.selected if paused else None, kept_s=elapsed(paused, context) if paused else 0.0,
    )


def ceiling(context: Ctx) -> float:
    """The most power that holds now, in W: no schedule promises more."""
    outlet, evse, facts = context.config.outlet, context.evse, context.facts
    if facts.energy == "dc":
        return power.dc_limits(outlet.dc, evse).max_power_w
    total = power.ac_power(outlet.ac.nominal_voltage_v, power.ac_current(evse, outlet.ac.max_current_a), facts.phases)
    return min(total, sum(evse.ac.max_power_w)) if evse.ac.max_power_w else total


def _response(context: Ctx, processing: Processing, schedules: iso2.SAScheduleList | None) -> iso2.ChargeParameterDiscoveryRes:
    outlet = context.config.outlet
    station: iso2.AC_EVSEChargeParameter | iso2.DC_EVSEChargeParameter
    if context.facts.energy == "dc":
        station = services.dc_parameters(context, iso2.DC_EVSEStatusCodeType.EVSE_Ready)
    else:
        station = iso2.AC_EVSEChargeParameter(
            ac_evse_status=status.ac(iso2.AC_EVSEStatusType, context),
            evse_nominal_voltage=values.volts(outlet.ac.nominal_voltage_v), evse_max_current=values.amps(outlet.ac.max_current_a, DOWN),
        )
    return iso2.ChargeParameterDiscoveryRes(
        response_code=Code.OK, evse_processing=processing, evse_charge_parameter=station, sa_schedules=schedules,
    )
