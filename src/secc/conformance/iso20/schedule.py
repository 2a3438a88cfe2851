"""ScheduleExchange in Scheduled and Dynamic mode: coverage, prices, mobility needs, waiting."""

from __future__ import annotations

from secc.conformance.bench import CheckFailed
from secc.conformance.check import Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso20 import requests
from secc.conformance.iso20.car import DC, DC_BPT, FINISHED, Car, station
from secc.conformance.iso20.requests import number, rational
from secc.messages import iso20_common as c
from secc.session.commands import MobilityNeeds, Pause, PowerAvailable, PowerInterval, PriceInterval, Schedule, SchedulesOffered
from secc.session.events import EvNeeds, PeerMisbehaved, SchedulesWanted

area = Area("ISO-20", "schedule exchange")
AREAS = [area]
DAY_S, HOUR_S = 86_400, 3600
BY_STATION = station(2, iso20={"mobility_needs_by_station": True})
PRICED = station(2, iso20={"pricing": "absolute"})
DYNAMIC = station(2, control="dynamic")


def tuples(response: c.ScheduleExchangeRes) -> tuple[c.ScheduleTupleType, ...]:
    """The schedules; CheckFailed when there are none."""
    if response.scheduled_se_res_control_mode is None:
        raise CheckFailed("no Scheduled block in the answer to a Scheduled request")
    return response.scheduled_se_res_control_mode.schedule_tuple


def entries(schedule: c.ChargingScheduleType) -> tuple[c.PowerScheduleEntryType, ...]:
    """Its power schedule."""
    return schedule.power_schedule.power_schedule_entries.power_schedule_entry


def covered(schedule: c.ChargingScheduleType) -> int:
    """Seconds that it covers."""
    return sum(entry.duration for entry in entries(schedule))


def exchange(ev: Ev, service: int = 2, *, departure_s: int | None = None, points: int = 12) -> c.ScheduleExchangeRes:
    """A new session up to the finished answer, Scheduled."""
    car = Car(ev, service).to("ScheduleExchange")
    return car.poll(lambda: requests.schedule_exchange(departure_s=departure_s, points=points), c.ScheduleExchangeRes)


@area.check("ISO20-SCHEDULE-EXCHANGE-001", "at most three schedules with unique ids and no more entries than the EV can take", "", DC)
def some(ev: Ev) -> None:
    """Twenty steps at the station, twelve points in the EV."""
    car = Car(ev).to("ScheduleExchange")
    power = tuple(PowerInterval(start_s=step * 600, power_w=50_000 - step * 1_000) for step in range(20))
    ev.station.tell(SchedulesOffered(schedules=(Schedule(id=1, power=power, duration_s=DAY_S),)))
    offered = tuples(car.schedule())
    ids = [one.schedule_tuple_id for one in offered]
    require(1 <= len(ids) <= 3 and len(set(ids)) == len(ids) and min(ids) >= 1, f"ScheduleTupleIDs {ids}")
    require(all(1 <= len(entries(one.charging_schedule)) <= 12 for one in offered), "more than 12 entries")


@area.check("ISO20-SCHEDULE-EXCHANGE-002", "without a departure the schedules cover a day", "", DC)
def day(ev: Ev) -> None:
    """At least."""
    for one in tuples(exchange(ev)):
        require(covered(one.charging_schedule) >= DAY_S, f"{covered(one.charging_schedule)} s covered")


@area.check("ISO20-SCHEDULE-EXCHANGE-003", "with a departure the schedules cover the time until then", "", DC)
def departure(ev: Ev) -> None:
    """Two hours, at least."""
    for one in tuples(exchange(ev, departure_s=7200)):
        require(covered(one.charging_schedule) >= 7200, f"{covered(one.charging_schedule)} s covered")


@area.check("ISO20-SCHEDULE-EXCHANGE-004", "no schedule exceeds the station", "", DC)
def ceiling(ev: Ev) -> None:
    """Also where the station's own offer does."""
    car = Car(ev).to("ScheduleExchange")
    power = (PowerInterval(start_s=0, power_w=1_000_000),)
    ev.station.tell(SchedulesOffered(schedules=(Schedule(id=1, power=power, duration_s=DAY_S),)))
    for one in tuples(car.schedule()):
        most = max(number(entry.power) for entry in entries(one.charging_schedule))
        require(most <= DC.outlet.dc.max_power_w, f"{most} W in the schedule")


@area.check("ISO20-SCHEDULE-EXCHANGE-005", "without prices there is one flat level", "V2G20-2176", DC)
def flat(ev: Ev) -> None:
    """Pricing is none, the fallback is on."""
    for one in tuples(exchange(ev)):
        levels = one.charging_schedule.price_level_schedule
        if levels is None:
            raise CheckFailed("no PriceLevelSchedule")
        found = levels.price_level_schedule_entries.price_level_schedule_entry
        require((levels.number_of_price_levels, len(found)) == (1, 1), f"{levels.number_of_price_levels} levels, {len(found)} entries")
        require(found[0].duration >= covered(one.charging_schedule), f"a price for {found[0].duration} s")


@area.check("ISO20-SCHEDULE-EXCHANGE-006", "prices come with currency, language, algorithm and sorted ranges", "V2G20-2176", PRICED)
def priced(ev: Ev) -> None:
    """Absolute ones."""
    car = Car(ev).to("ScheduleExchange")
    prices = (PriceInterval(start_s=0, level=1, price_per_kwh=0.3), PriceInterval(start_s=HOUR_S, level=2, price_per_kwh=0.5))
    power = (PowerInterval(start_s=0, power_w=50_000),)
    ev.station.tell(SchedulesOffered(schedules=(Schedule(id=1, power=power, duration_s=DAY_S, prices=prices, currency="EUR"),)))
    for one in tuples(car.schedule()):
        absolute = one.charging_schedule.absolute_price_schedule
        if absolute is None:
            raise CheckFailed("no AbsolutePriceSchedule")
        require(absolute.currency == "EUR" and bool(absolute.language), f"currency {absolute.currency}, language {absolute.language}")
        require(absolute.price_algorithm.startswith("urn:iso:std:iso:15118:-20:PriceAlgorithm:"), f"PriceAlgorithm {absolute.price_algorithm}")
        for stack in absolute.price_rule_stacks.price_rule_stack:
            starts = [number(rule.power_range_start) for rule in stack.price_rule]
            require(starts[0] == 0 and starts == sorted(starts), f"PowerRangeStart {starts}")


@area.check("ISO20-SCHEDULE-EXCHANGE-007", "a Dynamic request in Scheduled mode is refused", "", DC)
def other_mode(ev: Ev) -> None:
    """FAILED."""
    Car(ev).to("ScheduleExchange")
    ev.refused(requests.schedule_exchange("dynamic"), c.ScheduleExchangeRes, "FAILED")


def dynamic(ev: Ev, *, by_station: bool = False) -> c.Dynamic_SEResControlModeType:
    """The Dynamic block of a new session."""
    mode = Car(ev, 2, "dynamic", by_station=by_station).to("ScheduleExchange").schedule().dynamic_se_res_control_mode
    if mode is None:
        raise CheckFailed("no Dynamic block in the answer to a Dynamic request")
    return mode


@area.check("ISO20-SCHEDULE-EXCHANGE-008", "the EV's own mobility needs are not overruled", "", DYNAMIC)
def by_ev(ev: Ev) -> None:
    """MobilityNeedsMode 1."""
    ev.station.tell(MobilityNeeds(departure_s=3600, minimum_soc_percent=30, target_soc_percent=80))
    mode = dynamic(ev)
    require((mode.departure_time, mode.minimum_soc, mode.target_soc) == (None, None, None), f"needs in the answer: {mode}")


def needs(ev: Ev, minimum: int, target: int) -> c.Dynamic_SEResControlModeType:
    """The Dynamic block where the station names the needs."""
    car = Car(ev, 2, "dynamic", by_station=True).to("ScheduleExchange")
    ev.station.tell(MobilityNeeds(departure_s=3600, minimum_soc_percent=minimum, target_soc_percent=target))
    mode = car.schedule().dynamic_se_res_control_mode
    if mode is None:
        raise CheckFailed("no Dynamic block in the answer to a Dynamic request")
    return mode


@area.check("ISO20-SCHEDULE-EXCHANGE-009", "the station's mobility needs are in the answer", "V2G20-1640", BY_STATION)
def by_station(ev: Ev) -> None:
    """30 to 80 %, in an hour."""
    mode = needs(ev, 30, 80)
    require((mode.minimum_soc, mode.target_soc) == (30, 80), f"MinimumSOC {mode.minimum_soc}, TargetSOC {mode.target_soc}")
    require(mode.departure_time is not None and abs(mode.departure_time - HOUR_S) <= 5, f"DepartureTime {mode.departure_time}")


@area.check("ISO20-SCHEDULE-EXCHANGE-010", "a minimum above the target is left out", "V2G20-1640", BY_STATION)
def contradiction(ev: Ev) -> None:
    """90 and 80 %."""
    mode = needs(ev, 90, 80)
    require((mode.minimum_soc, mode.target_soc) == (None, 80), f"MinimumSOC {mode.minimum_soc}, TargetSOC {mode.target_soc}")


@area.check("ISO20-SCHEDULE-EXCHANGE-011", "one of the two V2X energies alone does not count", "V2G20-2681", DYNAMIC)
def half(ev: Ev) -> None:
    """Refused, or ignored and noted."""
    Car(ev, 2, "dynamic").to("ScheduleExchange")
    response = ev.ask(requests.schedule_exchange("dynamic", v2x=(10_000.0, None)), c.ScheduleExchangeRes, ("OK", "FAILED"))
    if response.response_code is c.responseCodeType.OK:
        told = ev.station.told(EvNeeds)
        require(not told or told[-1].v2x_energy_max_wh is None, "half of the pair was taken over")
        require(bool(ev.station.told(PeerMisbehaved)), "nobody was told")


@area.check("ISO20-SCHEDULE-EXCHANGE-012", "while the energy manager is busy the answer is Ongoing", "", DC)
def busy(ev: Ev) -> None:
    """With a valid block, within 1.5 s."""
    ev.station.tell(PowerAvailable(available=False))
    Car(ev).to("ScheduleExchange")
    response = ev.ask(requests.schedule_exchange(), c.ScheduleExchangeRes)
    require(response.evse_processing is not FINISHED, "finished although power is not available")
    tuples(response)


@area.check("ISO20-SCHEDULE-EXCHANGE-013", "an energy manager that never answers ends it at 55 s", "", DC)
def never(ev: Ev) -> None:
    """FAILED."""
    ev.station.tell(PowerAvailable(available=False))
    Car(ev).to("ScheduleExchange")
    begin = ev.now()
    while ev.now() - begin < 54.0:
        require(ev.ask(requests.schedule_exchange(), c.ScheduleExchangeRes).evse_processing is not FINISHED, "finished")
        ev.wait(1.0)
    ev.wait(begin + 55.5 - ev.now())
    ev.refused(requests.schedule_exchange(), c.ScheduleExchangeRes, "FAILED")


@area.check("ISO20-SCHEDULE-EXCHANGE-014", "a station that wants a pause says so", "", DC)
def pause(ev: Ev) -> None:
    """GoToPause."""
    car = Car(ev).to("ScheduleExchange")
    ev.station.tell(Pause())
    require(car.schedule().go_to_pause is True, "no GoToPause")


@area.check("ISO20-SCHEDULE-EXCHANGE-015", "an energy offer reaches the energy manager, and discharging is scheduled", "", DC_BPT)
def offer(ev: Ev) -> None:
    """Bidirectional, Scheduled."""
    car = Car(ev, 6).to("ScheduleExchange")
    now = int(ev.bench.unix())
    power = c.EVPowerScheduleType(time_anchor=now, ev_power_schedule_entries=c.EVPowerScheduleEntryListType(
        ev_power_schedule_entry=(c.EVPowerScheduleEntryType(duration=3600, power=rational(-10_000)),)
    ))
    rule = c.EVPriceRuleType(energy_fee=rational(0.25), power_range_start=rational(0))
    prices = c.EVAbsolutePriceScheduleType(
        time_anchor=now, currency="EUR", price_algorithm="urn:iso:std:iso:15118:-20:PriceAlgorithm:1-Power",
        ev_price_rule_stacks=c.EVPriceRuleStackListType(ev_price_rule_stack=(c.EVPriceRuleStackType(duration=3600, ev_price_rule=(rule,)),)),
    )
    made = c.EVEnergyOfferType(ev_power_schedule=power, ev_absolute_price_schedule=prices)
    response = car.poll(lambda: requests.schedule_exchange(offer=made), c.ScheduleExchangeRes)
    require(all(one.discharging_schedule is not None for one in tuples(response)), "no DischargingSchedule")
    wanted = [one.energy_offer for one in ev.station.told(SchedulesWanted) if one.energy_offer is not None]
    require(bool(wanted) and wanted[-1].currency == "EUR" and wanted[-1].power[0][1] == -10_000.0, f"the energy manager was told {wanted}")
