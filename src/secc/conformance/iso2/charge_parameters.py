"""ChargeParameterDiscovery: limits, schedules and their coverage, refusals, waiting."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import NamedTuple

from secc.conformance.bench import CheckFailed
from secc.conformance.check import AC, DC, Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import requests, session_setup, walk
from secc.conformance.iso2.requests import number
from secc.messages import iso2 as m
from secc.session.commands import PowerAvailable, PowerInterval, PriceInterval, Renegotiate, Schedule, SchedulesOffered

ac = Area("ISO-2", "ChargeParameterDiscovery AC")
dc = Area("ISO-2", "ChargeParameterDiscovery DC")
AREAS = [ac, dc]
DAY_S = 86_400
FINISHED, ONGOING = m.EVSEProcessingType.Finished, m.EVSEProcessingType.Ongoing


def schedules(response: m.ChargeParameterDiscoveryRes) -> tuple[m.SAScheduleTupleType, ...]:
    """The offered schedules; CheckFailed when there are none."""
    if not isinstance(response.sa_schedules, m.SAScheduleList):
        raise CheckFailed("no SAScheduleList in a finished ChargeParameterDiscoveryRes")
    return response.sa_schedules.sa_schedule_tuple


def span(intervals: list[m.RelativeTimeInterval]) -> int:
    """Seconds that a list of intervals covers: the last one alone has a duration."""
    require(all(interval.duration is None for interval in intervals[:-1]), "an entry before the last one has a duration")
    last = intervals[-1]
    if last.duration is None:
        raise CheckFailed("the last entry has no duration")
    require(all(a.start < b.start for a, b in pairwise(intervals)), "the entries are not in ascending order")
    return last.start - intervals[0].start + last.duration


def _interval(entry: m.PMaxScheduleEntry | m.SalesTariffEntry) -> m.RelativeTimeInterval:
    if not isinstance(entry.time_interval, m.RelativeTimeInterval):
        raise CheckFailed("an entry without RelativeTimeInterval")
    return entry.time_interval


def intervals(schedule: m.SAScheduleTupleType) -> list[m.RelativeTimeInterval]:
    """The intervals of its PMaxSchedule."""
    return [_interval(entry) for entry in schedule.p_max_schedule.p_max_schedule_entry]


def finished(
    ev: Ev, parameters: m.AC_EVChargeParameter | m.DC_EVChargeParameter, max_entries: int | None = None
) -> m.ChargeParameterDiscoveryRes:
    """Ask until the answer is Finished."""
    return walk.poll(ev, lambda: requests.charge_parameters(parameters, max_entries=max_entries), m.ChargeParameterDiscoveryRes)


def _discovered(ev: Ev, energy: str, departure_s: int | None = None, max_entries: int | None = None) -> m.ChargeParameterDiscoveryRes:
    walk.to(ev, energy, "ChargeParameterDiscovery")
    if energy == "ac":
        return finished(ev, requests.ac_parameters(departure_s=departure_s), max_entries)
    return finished(ev, requests.dc_parameters(departure_s=departure_s), max_entries)


def _ac_parameters(response: m.ChargeParameterDiscoveryRes) -> m.AC_EVSEChargeParameter:
    if not isinstance(response.evse_charge_parameter, m.AC_EVSEChargeParameter):
        raise CheckFailed(f"AC_EVSEChargeParameter expected, {type(response.evse_charge_parameter).__name__} came")
    return response.evse_charge_parameter


def _dc_parameters(response: m.ChargeParameterDiscoveryRes) -> m.DC_EVSEChargeParameter:
    if not isinstance(response.evse_charge_parameter, m.DC_EVSEChargeParameter):
        raise CheckFailed(f"DC_EVSEChargeParameter expected, {type(response.evse_charge_parameter).__name__} came")
    return response.evse_charge_parameter


def _hardware(response: m.ChargeParameterDiscoveryRes, energy: str) -> None:
    if energy == "ac":
        _ac_parameters(response)
    else:
        _dc_parameters(response)


# ---- AC ---------------------------------------------------------------------------------------------------------------------------


@ac.check("ISO2-CPA-001", "the answer has schedules and AC parameters in their units", "TC AC_ChargeParameterDiscovery_001", AC)
def ac_complete(ev: Ev) -> None:
    """230 V phase to neutral, 32 A per phase."""
    response = _discovered(ev, "ac")
    schedules(response)
    parameters = _ac_parameters(response)
    voltage, current = parameters.evse_nominal_voltage, parameters.evse_max_current
    require(voltage.unit.value == "V" and number(voltage) == 230.0, f"EVSENominalVoltage {number(voltage)} {voltage.unit.value}")
    require(current.unit.value == "A" and number(current) == 32.0, f"EVSEMaxCurrent {number(current)} {current.unit.value}")


@ac.check("ISO2-CPA-002", "at most three schedules with unique ids, power in W", "V2G2-773", AC)
def ac_schedules(ev: Ev) -> None:
    """Ids 1 to 255, each PMax in 0 to 200 kW."""
    offered = schedules(_discovered(ev, "ac"))
    ids = [schedule.sa_schedule_tuple_id for schedule in offered]
    require(1 <= len(ids) <= 3 and len(set(ids)) == len(ids) and all(1 <= id <= 255 for id in ids), f"SAScheduleTupleIDs {ids}")
    for schedule in offered:
        for entry in schedule.p_max_schedule.p_max_schedule_entry:
            require(entry.p_max.unit.value == "W" and 0 <= number(entry.p_max) <= 200_000, f"PMax {entry.p_max}")


@ac.check("ISO2-CPA-003", "without a departure the schedules cover a day", "V2G2-304", AC)
def ac_whole_day(ev: Ev) -> None:
    """Only the last entry has a duration."""
    for schedule in schedules(_discovered(ev, "ac")):
        require(span(intervals(schedule)) >= DAY_S, f"{span(intervals(schedule))} s covered")


@ac.check("ISO2-CPA-004", "with a departure the schedules cover exactly the time until then", "V2G2-303", AC)
def ac_departure(ev: Ev) -> None:
    """In two hours."""
    _covers(_discovered(ev, "ac", departure_s=7200), 7200)


def _covers(response: m.ChargeParameterDiscoveryRes, seconds: int) -> None:
    for schedule in schedules(response):
        require(span(intervals(schedule)) == seconds, f"PMaxSchedule covers {span(intervals(schedule))} s, not {seconds}")
        if schedule.sales_tariff is not None:
            tariff = span([_interval(entry) for entry in schedule.sales_tariff.sales_tariff_entry])
            require(tariff == seconds, f"SalesTariff covers {tariff} s, not {seconds}")


@ac.check("ISO2-CPA-005", "the EV's limit of entries is kept", "TC AC_ChargeParameterDiscovery family", AC)
def ac_one_entry(ev: Ev) -> None:
    """One, although the station has a schedule of three."""
    walk.to(ev, "ac", "ChargeParameterDiscovery")
    _stepped_schedule(ev)
    for schedule in schedules(finished(ev, requests.ac_parameters(departure_s=7200), max_entries=1)):
        count = len(schedule.p_max_schedule.p_max_schedule_entry)
        require(count <= 1, f"{count} PMax entries, 1 at most")
        require(schedule.sales_tariff is None or len(schedule.sales_tariff.sales_tariff_entry) <= 1, "more than one tariff entry")


def _stepped_schedule(ev: Ev) -> None:
    power = tuple(PowerInterval(start_s=start, power_w=watts) for start, watts in ((0, 11_000), (1800, 7_000), (3600, 5_000)))
    ev.station.tell(SchedulesOffered(schedules=(Schedule(id=1, power=power, duration_s=DAY_S),)))


@ac.check("ISO2-CPA-006", "no schedule exceeds what the outlet can do", "TC AC_ChargeParameterDiscovery family", AC)
def ac_power(ev: Ev) -> None:
    """Current x voltage x phases of the mode, also where the station wants more."""
    for mode, phases in (("AC_three_phase_core", 3), ("AC_single_phase_core", 1)):
        walk.to(ev, "ac", "ChargeParameterDiscovery")
        ev.station.tell(SchedulesOffered(schedules=(Schedule(id=1, power=(PowerInterval(start_s=0, power_w=50_000),), duration_s=DAY_S),)))
        response = walk.poll(ev, partial(requests.charge_parameters, requests.ac_parameters(), mode=mode), m.ChargeParameterDiscoveryRes)
        parameters = _ac_parameters(response)
        most = number(parameters.evse_max_current) * number(parameters.evse_nominal_voltage) * phases
        for schedule in schedules(response):
            highest = max(number(entry.p_max) for entry in schedule.p_max_schedule.p_max_schedule_entry)
            require(highest <= most, f"{mode}: PMax {highest} W, {most} W at most")
        walk.end(ev)
        ev.station.dlink(False)


class Refusal(NamedTuple):
    """A request that must be refused: id, title, requirement, energy, request, code."""

    id: str
    title: str
    requirement: str
    energy: str
    request: m.ChargeParameterDiscoveryReq
    code: str


def refusals() -> tuple[Refusal, ...]:
    """What contradicts the offer, itself, or the hardware."""
    of, wrong_mode, wrong_parameter = requests.charge_parameters, "FAILED_WrongEnergyTransferMode", "FAILED_WrongChargeParameter"
    a, d = requests.ac_parameters, requests.dc_parameters
    return (
        Refusal("ISO2-CPA-007", "a DC mode", "V2G2-476", "ac", of(d(), mode="DC_extended"), wrong_mode),
        Refusal("ISO2-CPA-008", "a maximum current of -100 A", "V2G2-477", "ac", of(a(max_current_a=-100)), wrong_parameter),
        Refusal("ISO2-CPA-009", "an AC mode with DC parameters", "V2G2-477", "ac", of(d(), mode="AC_three_phase_core"), wrong_parameter),
        Refusal("ISO2-CPD-002", "an AC mode", "V2G2-476", "dc", of(a(), mode="AC_single_phase_core"), wrong_mode),
        Refusal("ISO2-CPD-003", "a maximum current of -100 A", "V2G2-477", "dc", of(d(max_current_a=-100)), wrong_parameter),
        Refusal("ISO2-CPD-006", "a maximum voltage below the EVSE's minimum", "V2G2-477", "dc", of(d(max_voltage_v=100)), wrong_parameter),
    )


def refuse(refusal: Refusal, ev: Ev) -> None:
    """The refusal has no schedules, and the parameters of the hardware."""
    walk.to(ev, refusal.energy, "ChargeParameterDiscovery")
    response = ev.refused(refusal.request, m.ChargeParameterDiscoveryRes, refusal.code)
    require(response.sa_schedules is None, "a refusal with SAScheduleList")
    _hardware(response, refusal.energy)


for _refusal in refusals():
    _area, _config = (ac, AC) if _refusal.energy == "ac" else (dc, DC)
    _area.add(_refusal.id, f"{_refusal.title} is refused", _refusal.requirement, _config, partial(refuse, _refusal))


def not_ready(energy: str, ev: Ev) -> None:
    """Ongoing without schedules while power is not available; Finished when it is."""
    ev.station.tell(PowerAvailable(available=False))
    walk.to(ev, energy, "ChargeParameterDiscovery")
    for _ in range(3):
        response = ev.ask(requests.named("ChargeParameterDiscovery", energy), m.ChargeParameterDiscoveryRes)
        require(response.evse_processing is ONGOING, f"EVSEProcessing {response.evse_processing.value} while power is not available")
        require(response.sa_schedules is None, "SAScheduleList while Ongoing")
        _hardware(response, energy)
        ev.wait(1.0)
    ev.station.tell(PowerAvailable(available=True))
    walk.poll(ev, lambda: requests.named("ChargeParameterDiscovery", energy), m.ChargeParameterDiscoveryRes, 2.0)


ac.add("ISO2-CPA-010", "while schedules are not ready the answer is Ongoing, later Finished", "V2G2-688", AC, partial(not_ready, "ac"))
dc.add("ISO2-CPD-008", "while schedules are not ready the answer is Ongoing, later Finished", "V2G2-688", DC, partial(not_ready, "dc"))


@ac.check("ISO2-CPA-011", "schedules that are never ready end the session at 55 s", "TC AC_ChargeParameterDiscovery family", AC)
def never_ready(ev: Ev) -> None:
    """FAILED or closed."""
    ev.station.tell(PowerAvailable(available=False))
    walk.to(ev, "ac", "ChargeParameterDiscovery")
    begin = ev.now()
    while ev.now() - begin < 54.0:
        ev.ask(requests.named("ChargeParameterDiscovery", "ac"), m.ChargeParameterDiscoveryRes)
        ev.wait(0.5)
    ev.wait(begin + 55.5 - ev.now())
    if not ev.connection.closed:
        ev.refused(requests.named("ChargeParameterDiscovery", "ac"), m.ChargeParameterDiscoveryRes, "FAILED")


@ac.check("ISO2-CPA-013", "a configured tariff is offered and covers the same time", "V2G2-905", AC)
def tariff(ev: Ev) -> None:
    """EIM: it need not be signed."""
    prices = (PriceInterval(start_s=0, level=1), PriceInterval(start_s=3600, level=2))
    power = (PowerInterval(start_s=0, power_w=11_000),)
    walk.to(ev, "ac", "ChargeParameterDiscovery")
    ev.station.tell(SchedulesOffered(schedules=(Schedule(id=1, power=power, duration_s=DAY_S, prices=prices, currency="EUR"),)))
    response = finished(ev, requests.ac_parameters(departure_s=7200))
    require(all(schedule.sales_tariff is not None for schedule in schedules(response)), "a schedule without SalesTariff")
    _covers(response, 7200)


@ac.check("ISO2-CPA-014", "a resumed session gets its schedule first, shortened by what has passed", "V2G2-741", AC)
def resumed(ev: Ev) -> None:
    """Schedule 2 of two: 5 kW for an hour, then 10 kW."""
    second = (PowerInterval(start_s=0, power_w=5_000), PowerInterval(start_s=3600, power_w=10_000))
    walk.to(ev, "ac", "ChargeParameterDiscovery")
    ev.station.tell(SchedulesOffered(schedules=(
        Schedule(id=1, power=(PowerInterval(start_s=0, power_w=11_000),), duration_s=DAY_S), Schedule(id=2, power=second, duration_s=DAY_S),
    )))
    finished(ev, requests.ac_parameters(departure_s=7200))
    begin = ev.now()
    ev.pilot("C")
    ev.ask(requests.power_delivery("Start", schedule=2), m.PowerDeliveryRes)
    walk.loop_ac(ev)
    ev.send(requests.power_delivery("Stop", schedule=2))
    ev.pilot("B")
    ev.expect(m.PowerDeliveryRes)
    walk.end(ev, "Pause")
    stored = ev.session_id
    ev.wait(600.0 - (ev.now() - begin))
    ev.station.dlink(False)
    session_setup.wake_by_ev(ev)
    session_setup.set_up(ev, stored, session_setup.JOINED)
    for step in (walk.discover, walk.choose_payment, walk.authorize):
        step(ev)
    left = 7200 - round(ev.now() - begin)
    response = finished(ev, requests.ac_parameters(departure_s=left))
    first = schedules(response)[0]
    require(first.sa_schedule_tuple_id == 2, f"the first schedule is {first.sa_schedule_tuple_id}, not 2")
    _covers(response, left)
    change = [interval.start for interval in intervals(first)][1:]
    require(len(change) == 1 and abs(change[0] - (left - 3600)) <= 3, f"10 kW after {change} s, {left - 3600} s expected")


@ac.check("ISO2-CPA-015", "after a renegotiation the schedules are fresh and the status is true", "V2G2-813 V2G2-841", AC)
def renegotiated(ev: Ev) -> None:
    """The station asked for it."""
    walk.through(ev, "ac", "ChargingStatus")
    ev.station.tell(Renegotiate())
    status = ev.ask(requests.charging_status(), m.ChargingStatusRes).ac_evse_status
    require(status.evse_notification is m.EVSENotificationType.ReNegotiation, f"EVSENotification {status.evse_notification.value}")
    ev.ask(requests.power_delivery("Renegotiate"), m.PowerDeliveryRes)
    response = finished(ev, requests.ac_parameters())
    schedules(response)
    status = _ac_parameters(response).ac_evse_status
    require(status.evse_notification is m.EVSENotificationType.None_, f"EVSENotification {status.evse_notification.value}")
    require(not status.rcd, "RCD is reported though nothing tripped")


# ---- DC ---------------------------------------------------------------------------------------------------------------------------


@dc.check("ISO2-CPD-001", "the answer has schedules and complete DC parameters in their units", "TC DC_ChargeParameterDiscovery_001", DC)
def dc_complete(ev: Ev) -> None:
    """1000 V, 500 A."""
    response = _discovered(ev, "dc")
    schedules(response)
    p = _dc_parameters(response)
    for value, unit, expected in (
        (p.evse_maximum_current_limit, "A", 500.0), (p.evse_maximum_power_limit, "W", 350_000.0),
        (p.evse_maximum_voltage_limit, "V", 1000.0), (p.evse_minimum_current_limit, "A", 0.0),
        (p.evse_minimum_voltage_limit, "V", 150.0), (p.evse_peak_current_ripple, "A", None),
    ):
        require(value.unit.value == unit, f"unit {value.unit.value} instead of {unit}")
        require(expected is None or number(value) == expected, f"{number(value)} {unit} instead of {expected}")


@dc.check("ISO2-CPD-004", "EVMaximumPowerLimit may be missing", "")
def dc_optional(ev: Ev) -> None:
    """It is optional."""
    walk.to(ev, "dc", "ChargeParameterDiscovery")
    finished(ev, requests.dc_parameters(max_power_w=None))


@dc.check("ISO2-CPD-005", "350 kW are coded exactly", "")
def dc_power(ev: Ev) -> None:
    """With whatever multiplier."""
    power = _dc_parameters(_discovered(ev, "dc")).evse_maximum_power_limit
    require(power.value * 10**power.multiplier == 350_000, f"EVSEMaximumPowerLimit {power}")


@dc.check("ISO2-CPD-007", "with a departure the schedules cover exactly the time until then", "V2G2-303")
def dc_departure(ev: Ev) -> None:
    """One hour, at most twelve entries."""
    response = _discovered(ev, "dc", departure_s=3600, max_entries=12)
    _covers(response, 3600)
    require(all(len(schedule.p_max_schedule.p_max_schedule_entry) <= 12 for schedule in schedules(response)), "more than 12 entries")


@dc.check("ISO2-CPD-009", "after a renegotiation in DC CableCheck comes next", "V2G2-582")
def dc_renegotiated(ev: Ev) -> None:
    """And nothing else: PowerDelivery is a sequence error."""
    _renegotiate_dc(ev)
    walk.check_cable(ev)
    walk.pre_charge(ev)
    ev.pilot("B")
    walk.end(ev)
    ev.station.dlink(False)
    _renegotiate_dc(ev)
    ev.refused(requests.power_delivery("Start"), m.PowerDeliveryRes, "FAILED_SequenceError")


def _renegotiate_dc(ev: Ev) -> None:
    walk.through(ev, "dc", "CurrentDemand")
    ev.ask(requests.power_delivery("Renegotiate"), m.PowerDeliveryRes)
    ev.pilot("B")
    walk.negotiate_dc(ev)
