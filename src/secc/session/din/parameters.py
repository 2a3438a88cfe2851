"""ChargeParameterDiscovery: what the EV needs, what the station has, and the one schedule (facts 5.4.5)."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from secc.messages import din
from secc.messages.din import DC_EVSEStatusCodeType as StatusCode
from secc.messages.din import EVSEProcessingType as Processing
from secc.messages.din import responseCodeType as Code
from secc.session import events, known, power, schedule
from secc.session.commands import SchedulesOffered
from secc.session.decimals import DOWN, UP
from secc.session.din import setup, status, timing, values
from secc.session.din.facts import Ctx, Facts
from secc.session.din.states import CABLE_CHECK, PARAMETERS
from secc.session.events import EvNeeds
from secc.session.schedule import Offer
from secc.session.table import Later, Outcome, Refuse, Reply

TUPLE_ID: Final = 1
"""SAScheduleTupleID and PMaxScheduleID: there is one schedule."""
MOST_W: Final = 32_767
"""PMax is a short in W; the true limit stands in EVSEMaximumPowerLimit."""


def charge_parameter_discovery(request: din.ChargeParameterDiscoveryReq, context: Ctx) -> Outcome[Facts]:
    """Judged at once; the schedule may take a moment, and the answer waits for it [V2G-DC-397] [V2G-DC-398]."""
    if request.ev_requested_energy_transfer_type.value != setup.transfer_type(context):
        return Refuse(Code.FAILED_WrongEnergyTransferType, request.ev_requested_energy_transfer_type.value)
    told = request.ev_charge_parameter
    if not isinstance(told, din.DC_EVChargeParameter):
        return Refuse(Code.FAILED_WrongChargeParameter, "the parameters are of another mode")
    needs = replace(_needs(told), transfer_mode=request.ev_requested_energy_transfer_type.value)
    wrong = _wrong(needs, context)
    if wrong:
        return Refuse(Code.FAILED_WrongChargeParameter, wrong)
    said, facts = known.told(ev_status(told.dc_ev_status), replace(context.facts, needs=needs))
    if needs != context.facts.needs:
        said = (needs, *said)
    if facts.schedules_wanted:
        return _answer(request, replace(context, facts=facts), said)
    facts = replace(facts, schedules_wanted=True)
    return Later(
        within=timing.SCHEDULES, wake=(SchedulesOffered,), then=_offer, late=_offer, facts=facts,
        do=(*said, events.SchedulesWanted(max_entries=schedule.ENTRIES)),
    )


def _offer(request: din.ChargeParameterDiscoveryReq, context: Ctx) -> Reply[Facts]:
    return _answer(request, context, ())


def _needs(told: din.DC_EVChargeParameter) -> EvNeeds:
    return EvNeeds(
        energy="dc", energy_request_wh=values.si_or_none(told.ev_energy_request), capacity_wh=values.si_or_none(told.ev_energy_capacity),
        max_voltage_v=values.si(told.ev_maximum_voltage_limit), max_current_a=values.si(told.ev_maximum_current_limit),
        max_power_w=values.si_or_none(told.ev_maximum_power_limit),
        full_soc_percent=_percent(told.full_soc), bulk_soc_percent=_percent(told.bulk_soc),
    )


def _percent(value: int | None) -> float | None:
    return None if value is None else float(value)


def _wrong(needs: EvNeeds, context: Ctx) -> str:
    for name in ("energy_request_wh", "capacity_wh", "max_voltage_v", "max_current_a", "max_power_w"):
        value = getattr(needs, name)
        if value is not None and value < 0:
            return f"{name} {value:g}"
    return power.incompatible(needs, context.config.outlet.dc)


def ev_status(told: din.DC_EVStatusType) -> events.EvStatus:
    """DC_EVStatus for the host."""
    error = "" if told.ev_error_code is din.DC_EVErrorCodeType.NO_ERROR else told.ev_error_code.value
    return events.EvStatus(
        soc_percent=float(told.ev_ress_soc), ready=told.ev_ready, error=error, cabin_conditioning=told.ev_cabin_conditioning,
        battery_conditioning=told.ev_ress_conditioning,
    )


def _answer(request: din.ChargeParameterDiscoveryReq, context: Ctx, told: tuple[events.Event, ...]) -> Reply[Facts]:
    """Ongoing while power is not available. The schema wants a schedule in every answer."""
    facts, evse = context.facts, context.evse
    elapsed = max(0.0, context.now - evse.schedules_at) if evse.schedules else 0.0
    offer = schedule.offers(evse.schedules, power.dc_limits(context.config.outlet.dc, evse).max_power_w, elapsed_s=elapsed)[0]
    if not evse.power_available:
        return Reply(response=response(Code.OK, Processing.Ongoing, offer, context), to=PARAMETERS, facts=facts, do=told)
    facts = replace(facts, offer=offer, schedules_wanted=False)
    return Reply(response=response(Code.OK, Processing.Finished, offer, context), to=CABLE_CHECK, facts=facts, do=told)


def response(
    code: Code, processing: Processing, offer: Offer | None, context: Ctx, default: StatusCode = StatusCode.EVSE_Ready
) -> din.ChargeParameterDiscoveryRes:
    """The station's nominal capability and `offer`, None: no power for a day."""
    return din.ChargeParameterDiscoveryRes(
        response_code=code, evse_processing=processing, sa_schedules=_schedules(offer), evse_charge_parameter=_station(context, default),
    )


def _schedules(offer: Offer | None) -> din.SAScheduleList:
    """One tuple without a tariff [V2G-DC-329] [V2G-DC-554]; the last entry alone has a duration."""
    steps = offer.entries if offer else (schedule.Entry(0, 0.0),)
    last = offer.last_s if offer else schedule.DAY_S
    entries = tuple(
        din.PMaxScheduleEntry(
            time_interval=din.RelativeTimeInterval(start=step.start_s, duration=last if step is steps[-1] else None),
            p_max=min(MOST_W, DOWN(step.power_w)),
        )
        for step in steps
    )
    plan = din.PMaxScheduleType(p_max_schedule_id=TUPLE_ID, p_max_schedule_entry=entries)
    return din.SAScheduleList(sa_schedule_tuple=(din.SAScheduleTupleType(sa_schedule_tuple_id=TUPLE_ID, p_max_schedule=plan),))


def _station(context: Ctx, default: StatusCode) -> din.DC_EVSEChargeParameter:
    dc = context.config.outlet.dc
    volts, amps, watts = power.announced(dc, clamp=context.switches["clamp_table_limits"])
    tolerance, energy = dc.regulation_tolerance_a, dc.energy_to_deliver_wh
    return din.DC_EVSEChargeParameter(
        dc_evse_status=status.dc(din.DC_EVSEStatusType, context, default),
        evse_maximum_current_limit=values.amps(amps, DOWN),
        evse_maximum_power_limit=values.watts(watts, DOWN),
        evse_maximum_voltage_limit=values.volts(volts, DOWN),
        evse_minimum_current_limit=values.amps(dc.min_current_a, UP), evse_minimum_voltage_limit=values.volts(dc.min_voltage_v, UP),
        evse_peak_current_ripple=values.amps(dc.peak_ripple_a, UP),
        evse_current_regulation_tolerance=None if tolerance is None else values.amps(tolerance, UP),
        evse_energy_to_be_delivered=None if energy is None else values.watt_hours(energy),
    )
