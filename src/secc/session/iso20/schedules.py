"""ScheduleExchange: before power flows, and again in the charge loop, there on its own stream (facts 1.4, 2.3.8, 2.11)."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from secc.messages import iso20_common
from secc.messages.iso20_common import processingType as Processing
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import commands, events, schedule
from secc.session.events import EvNeeds
from secc.session.iso20 import limits, prices, timing, values
from secc.session.iso20.facts import Ctx, Facts, Offered, unix
from secc.session.iso20.states import AC_POWER_DELIVERY, DC_CABLE_CHECK, LOOPS
from secc.session.iso20.values import HEADER, si, si_or_none
from secc.session.schedule import Offer
from secc.session.table import Later, Outcome, Refuse, Reply

Request = iso20_common.ScheduleExchangeReq
DynamicReq = iso20_common.Dynamic_SEReqControlModeType
ScheduledReq = iso20_common.Scheduled_SEReqControlModeType

MOST_POINTS: Final = 1024
_ANY_W: Final = 1e9
"""More than any station: its own ceiling counts."""


def schedule_exchange(request: Request, context: Ctx) -> Outcome[Facts]:
    """The answer waits a moment for the station's schedules; in the loop it never does, for the loop must go on."""
    dynamic, scheduled = request.dynamic_se_req_control_mode, request.scheduled_se_req_control_mode
    told = dynamic if context.facts.service.control == "dynamic" else scheduled
    if told is None or (dynamic is not None and scheduled is not None):
        return Refuse(Code.FAILED, f"not the {context.facts.service.control} control mode")
    needs = _needs(told, context)
    do: tuple[events.Event, ...] = () if needs == context.facts.needs else (needs,)
    if needs.v2x_energy_max_wh is None and isinstance(told, DynamicReq) and _half(told):
        do = (*do, events.PeerMisbehaved(what="v2x_energy", detail="one of two"))
    facts = replace(context.facts, needs=needs, points=min(request.maximum_supporting_points, MOST_POINTS))
    if facts.schedules_wanted:
        if context.state in LOOPS and not context.evse.schedules_answered and timing.SCHEDULES.name not in context.expired:
            return _ongoing(replace(context, facts=facts), do)
        return _answer(request, replace(context, facts=facts), do)
    do = (*do, events.SchedulesWanted(max_entries=facts.points, departure_s=needs.departure_s, energy_offer=_energy_offer(told)))
    facts = replace(facts, schedules_wanted=True)
    if context.state in LOOPS:
        return replace(_ongoing(replace(context, facts=facts), do), start=(timing.ONGOING, timing.SCHEDULES))
    return Later(within=timing.SCHEDULES, wake=(commands.SchedulesOffered,), then=_offer, late=_offer, facts=facts, do=do)


def _offer(request: Request, context: Ctx) -> Outcome[Facts]:
    return _answer(request, context, ())


def _half(told: DynamicReq) -> bool:
    """Only one of the two energies for giving back [V2G20-2681]; then neither counts."""
    return (told.ev_maximum_v2_x_energy_request is None) != (told.ev_minimum_v2_x_energy_request is None)


def _needs(told: DynamicReq | ScheduledReq, context: Ctx) -> EvNeeds:
    """What was known, and what the EV says now."""
    known = context.facts.needs or EvNeeds(energy=context.facts.service.mode)
    needs = replace(
        known, departure_s=told.departure_time or None, energy_request_wh=si_or_none(told.ev_target_energy_request),
        energy_max_wh=si_or_none(told.ev_maximum_energy_request), energy_min_wh=si_or_none(told.ev_minimum_energy_request),
    )
    if isinstance(told, DynamicReq) and not _half(told):
        highest, lowest = si_or_none(told.ev_maximum_v2_x_energy_request), si_or_none(told.ev_minimum_v2_x_energy_request)
        needs = replace(needs, v2x_energy_max_wh=highest, v2x_energy_min_wh=lowest)
    return needs


def _energy_offer(told: DynamicReq | ScheduledReq) -> events.EnergyOffer | None:
    offer = told.ev_energy_offer if isinstance(told, ScheduledReq) else None
    if offer is None:
        return None
    power: list[tuple[float, float]] = []
    at = 0
    for entry in offer.ev_power_schedule.ev_power_schedule_entries.ev_power_schedule_entry:
        power.append((float(at), si(entry.power)))
        at += entry.duration
    fees: list[tuple[float, float, float]] = []
    power_s, at = float(at), 0
    for stack in offer.ev_absolute_price_schedule.ev_price_rule_stacks.ev_price_rule_stack:
        fees += [(float(at), si(rule.power_range_start), si(rule.energy_fee)) for rule in stack.ev_price_rule]
        at += stack.duration
    return events.EnergyOffer(
        at=offer.ev_power_schedule.time_anchor, power=tuple(power), prices=tuple(fees), currency=offer.ev_absolute_price_schedule.currency,
        power_s=power_s, prices_s=float(at), algorithm=offer.ev_absolute_price_schedule.price_algorithm,
    )


def _answer(request: Request, context: Ctx, do: tuple[events.Event, ...]) -> Reply[Facts]:
    """Ongoing while power is not available, else what is on offer."""
    if not context.evse.power_available:
        return replace(_ongoing(context, do), start=(timing.ONGOING,))
    offered = _offered(context)
    facts = replace(context.facts, offers=offered, schedules_wanted=False, renegotiated=context.state in LOOPS)
    context = replace(context, facts=facts)
    return Reply(
        response=_response(context, Processing.Finished, offered), signature=prices.signature(offered.schedules), to=_next(context), facts=facts,
        do=do, stop=(timing.ONGOING.name, timing.SCHEDULES.name),
    )


def _next(context: Ctx) -> str:
    if context.state in LOOPS:
        return context.state
    return AC_POWER_DELIVERY if context.facts.energy == "ac" else DC_CABLE_CHECK


def _ongoing(context: Ctx, do: tuple[events.Event, ...]) -> Reply[Facts]:
    """The schema wants schedules even now: nothing, for a day."""
    nothing = Offered(at=context.now, schedules=schedule.offers((), 0.0))
    return Reply(response=_response(context, Processing.Ongoing, nothing), to=context.state, facts=context.facts, do=do)


def _offered(context: Ctx) -> Offered:
    """Schedules of the station, cut to what holds now; for bidirectional services those for discharging beside them."""
    facts, evse = context.facts, context.evse
    paused = facts.paused if facts.resumed and not facts.started else None
    elapsed = max(0.0, context.now - evse.schedules_at) if evse.schedules else 0.0
    kept_s = _elapsed(paused.at, paused.unix, context) if paused else 0.0
    departure = facts.needs.departure_s if facts.needs else None
    first = facts.plan.schedule.id if facts.plan and facts.plan.schedule else None

    def made(schedules: tuple[commands.Schedule, ...], ceiling_w: float, kept: Offer | None) -> tuple[Offer, ...]:
        return schedule.offers(
            schedules, ceiling_w, elapsed_s=elapsed, departure_s=departure, max_entries=facts.points, most=MOST_POINTS, first=first, kept=kept,
            kept_s=kept_s,
        )

    forth = made(evse.schedules, limits.charge_w(context), paused.schedule if paused else None)
    back: tuple[Offer, ...] = ()
    if facts.service.bidirectional:
        ids = {offer.id for offer in forth}
        turned = tuple(_turned(one) for one in evse.schedules if one.id in ids)
        back = made(turned, limits.discharge_w(context), None)
    return Offered(at=context.now, schedules=forth, back=back)


def _turned(one: commands.Schedule) -> commands.Schedule:
    """The same schedule for discharging; the whole ceiling where it says nothing."""
    intervals = tuple(
        commands.PowerInterval(start_s=interval.start_s, power_w=_ANY_W if interval.discharge_power_w is None else interval.discharge_power_w)
        for interval in one.power
    )
    return replace(one, power=intervals, prices=(), tariff=b"", signature=b"")


def _elapsed(at: float, paused_unix: float | None, context: Ctx) -> float:
    """Seconds since; wall-clock time where both ends are known, for a station may have been restarted."""
    if paused_unix is not None and context.unix is not None:
        return max(0.0, context.unix - paused_unix)
    return max(0.0, context.now - at)


def _response(context: Ctx, processing: Processing, offered: Offered) -> iso20_common.ScheduleExchangeRes:
    blank = iso20_common.ScheduleExchangeRes(
        header=HEADER, response_code=Code.OK, evse_processing=processing, go_to_pause=True if context.evse.paused else None,
    )
    anchor = unix(context)
    if context.facts.service.control == "dynamic":
        return replace(blank, dynamic_se_res_control_mode=_dynamic(context, offered.schedules[0], anchor))
    back = {offer.id: offer for offer in offered.back}
    tuples = tuple(
        iso20_common.ScheduleTupleType(
            schedule_tuple_id=offer.id, charging_schedule=_charging(offer, context, anchor),
            discharging_schedule=_charging(back[offer.id], context, anchor) if offer.id in back else None,
        )
        for offer in offered.schedules
    )
    return replace(blank, scheduled_se_res_control_mode=iso20_common.Scheduled_SEResControlModeType(schedule_tuple=tuples))


def _dynamic(context: Ctx, offer: Offer, anchor: int) -> iso20_common.Dynamic_SEResControlModeType:
    absolute, levels = prices.prices(offer, context, anchor, needed=False)
    departure, minimum, target = mobility(context)
    return iso20_common.Dynamic_SEResControlModeType(
        departure_time=departure, minimum_soc=minimum, target_soc=target, absolute_price_schedule=absolute, price_level_schedule=levels,
    )


def mobility(context: Ctx) -> tuple[int | None, int | None, int | None]:
    """DepartureTime from now in s, MinimumSOC and TargetSOC, where the station was given the choice [V2G20-1366] [V2G20-1640]."""
    told = context.evse.mobility
    if told is None or not context.facts.service.by_station:
        return None, None, None
    left = None if told.departure_s is None else told.departure_s - (context.now - context.evse.mobility_at)
    target, minimum = _percent(told.target_soc_percent), _percent(told.minimum_soc_percent)
    if minimum is not None and target is not None and minimum > target:
        minimum = None
    return (round(left) if left is not None and left > 0 else None), minimum, target


def _percent(value: int | None) -> int | None:
    return None if value is None else max(0, min(value, 100))


def _charging(offer: Offer, context: Ctx, anchor: int) -> iso20_common.ChargingScheduleType:
    absolute, levels = prices.prices(offer, context, anchor, needed=True)
    starts = [entry.start_s for entry in offer.entries]
    ends = [*starts[1:], max(offer.duration_s, starts[-1] + 1)]
    entries = tuple(
        iso20_common.PowerScheduleEntryType(duration=end - entry.start_s, power=values.most(entry.power_w))
        for entry, end in zip(offer.entries, ends, strict=True)
    )
    tolerance = context.config.outlet.iso20.power_tolerance_w
    return iso20_common.ChargingScheduleType(
        power_schedule=iso20_common.PowerScheduleType(
            time_anchor=anchor, power_schedule_entries=iso20_common.PowerScheduleEntryListType(power_schedule_entry=entries),
            power_tolerance=None if tolerance is None else values.most(tolerance),
        ),
        absolute_price_schedule=absolute, price_level_schedule=levels,
    )
