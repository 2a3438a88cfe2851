"""Twins of secc.session.iso2.parameters and tariffs: ChargeParameterDiscovery and its schedules."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from secc.config import Config
from secc.messages import iso2
from secc.messages.iso2 import EnergyTransferModeType as Mode
from secc.messages.iso2 import EVSEProcessingType as Processing
from secc.messages.iso2 import responseCodeType as Code
from secc.session import commands, events
from secc.session.commands import PowerInterval, PriceInterval, Schedule
from secc.session.iso2 import states
from secc.session.iso2.values import si, watts

from ..bench import Bench, Hardware
from .requests import parameters
from .steps import AC, DC, ac_parameters, dc_parameters, reach


def discover(config: Config, request: iso2.ChargeParameterDiscoveryReq, *given_: commands.Command) -> tuple[Bench, iso2.ChargeParameterDiscoveryRes]:
    ev = reach(Bench(config), states.PARAMETERS)
    ev.push(*given_)
    return ev, ev.ask(request, iso2.ChargeParameterDiscoveryRes)


def power(answer: iso2.ChargeParameterDiscoveryRes, which: int = 0) -> list[tuple[int, int | None, float]]:
    listed = answer.sa_schedules
    assert isinstance(listed, iso2.SAScheduleList)
    found = []
    for entry in listed.sa_schedule_tuple[which].p_max_schedule.p_max_schedule_entry:
        assert isinstance(entry.time_interval, iso2.RelativeTimeInterval)
        found.append((entry.time_interval.start, entry.time_interval.duration, si(entry.p_max)))
    return found


def test_ac_gets_its_limits_and_a_schedule_for_a_day() -> None:
    ev, answer = discover(AC, ac_parameters())
    assert (answer.response_code, answer.evse_processing) == (Code.OK, Processing.Finished)
    station = answer.evse_charge_parameter
    assert isinstance(station, iso2.AC_EVSEChargeParameter)
    assert (si(station.evse_nominal_voltage), si(station.evse_max_current)) == (230.0, 32.0)
    assert power(answer) == [(0, 86_400, 22_080.0)]
    assert ev.session.state == states.AC_POWER_DELIVERY


def test_one_phase_is_a_third() -> None:
    assert power(discover(AC, ac_parameters(Mode.AC_single_phase_core))[1]) == [(0, 86_400, 7_360.0)]


def test_dc_gets_the_exact_capability_of_the_supply() -> None:
    answer = discover(DC, dc_parameters())[1]
    station = answer.evse_charge_parameter
    assert isinstance(station, iso2.DC_EVSEChargeParameter)
    limits = (station.evse_maximum_voltage_limit, station.evse_maximum_current_limit, station.evse_maximum_power_limit)
    assert tuple(map(si, limits)) == (1000.0, 500.0, 350_000.0)
    assert station.dc_evse_status.evse_status_code is iso2.DC_EVSEStatusCodeType.EVSE_Ready
    assert station.dc_evse_status.evse_isolation_status is iso2.isolationLevelType.Invalid
    assert power(answer) == [(0, 86_400, 350_000.0)]


def test_the_table_limits_of_the_text_can_be_kept() -> None:
    station = discover(replace(DC, switches={"clamp_table_limits": True}), dc_parameters())[1].evse_charge_parameter
    assert isinstance(station, iso2.DC_EVSEChargeParameter)
    assert (si(station.evse_maximum_current_limit), si(station.evse_maximum_power_limit)) == (400.0, 200_000.0)


@pytest.mark.parametrize(("config", "request_", "code"), [
    (AC, ac_parameters(Mode.DC_extended), Code.FAILED_WrongEnergyTransferMode),
    (DC, dc_parameters(Mode.AC_single_phase_core), Code.FAILED_WrongEnergyTransferMode),
    (DC, dc_parameters(Mode.DC_unique), Code.FAILED_WrongEnergyTransferMode),
    (AC, replace(dc_parameters(), requested_energy_transfer_mode=Mode.AC_three_phase_core), Code.FAILED_WrongChargeParameter),
    (DC, replace(ac_parameters(), requested_energy_transfer_mode=Mode.DC_extended), Code.FAILED_WrongChargeParameter),
    (AC, ac_parameters(current_a=-100.0), Code.FAILED_WrongChargeParameter),
    (DC, dc_parameters(current_a=-100.0), Code.FAILED_WrongChargeParameter),
    (DC, dc_parameters(voltage_v=149.0), Code.FAILED_WrongChargeParameter),
    (DC, dc_parameters(power=watts(-1.0)), Code.FAILED_WrongChargeParameter),
    (DC, dc_parameters(voltage_v=1500.0, current_a=600.0), Code.OK),
])
def test_what_does_not_fit_is_refused(config: Config, request_: iso2.ChargeParameterDiscoveryReq, code: Code) -> None:
    ev, answer = discover(config, request_)
    assert answer.response_code is code
    assert (answer.sa_schedules is None) == ev.session.closing == (code is not Code.OK)


@settings(max_examples=60, deadline=None)
@given(parameters)
def test_any_parameters_get_an_answer_that_holds_together(request_: iso2.ChargeParameterDiscoveryReq) -> None:
    for config in (AC, DC):
        ev, answer = discover(config, request_)
        if answer.response_code is not Code.OK:
            assert answer.sa_schedules is None
            continue
        needs = ev.seen(events.EvNeeds)[-1]
        steps = power(answer)
        covered = steps[-1][0] + (steps[-1][1] or 0)
        assert all(duration is None for _, duration, _ in steps[:-1])
        most = request_.max_entries_sa_schedule_tuple or 12
        assert len(steps) <= min(most, 12)
        if needs.departure_s is None:
            assert covered >= 86_400
        elif needs.departure_s <= min(most, 12) * 86_400:
            assert covered == needs.departure_s


@pytest.mark.parametrize(("departure", "steps"), [
    (7200, [(0, 7200, 22_080.0)]), (0, [(0, 86_400, 22_080.0)]), (100_000, [(0, None, 22_080.0), (86_400, 13_600, 22_080.0)]),
])
def test_the_schedule_ends_at_departure(departure: int, steps: list[tuple[int, int | None, float]]) -> None:
    assert power(discover(AC, ac_parameters(departure=departure))[1]) == steps


def test_limits_of_the_moment_bind_the_schedule() -> None:
    ac = commands.LimitsChanged(ac=commands.AcLimits(max_current_a=10.0))
    assert power(discover(AC, ac_parameters(), ac)[1]) == [(0, 86_400, 6_900.0)]
    dc = commands.LimitsChanged(dc=commands.DcLimits(max_voltage_v=1000.0, max_current_a=500.0, max_power_w=50_000.0))
    assert power(discover(DC, dc_parameters(), dc)[1]) == [(0, 86_400, 50_000.0)]


def two(duration_s: float = 86_400.0, **more: Any) -> commands.SchedulesOffered:
    power = (PowerInterval(start_s=0, power_w=11_000.0), PowerInterval(start_s=3600, power_w=7_000.0))
    return commands.SchedulesOffered(schedules=(Schedule(id=5, power=power, duration_s=duration_s, **more),))


def test_what_the_station_offers_is_what_the_ev_gets() -> None:
    assert power(discover(AC, ac_parameters(departure=7200), two())[1]) == [(0, None, 11_000.0), (3600, 3600, 7_000.0)]
    assert power(discover(AC, ac_parameters(departure=7200, entries=1), two())[1]) == [(0, 7200, 7_000.0)]


def test_the_answer_waits_a_moment_for_schedules() -> None:
    ev = reach(Bench(AC, hardware=Hardware(quiet=(events.SchedulesWanted,))), states.PARAMETERS)
    ev.send(ac_parameters(departure=7200))
    assert ev.seen(events.SchedulesWanted) == [events.SchedulesWanted(max_entries=12, departure_s=7200)]
    assert ev.session.waiting
    ev.push(two())
    assert power(ev.answer(iso2.ChargeParameterDiscoveryRes))[0][2] == 11_000.0


def test_without_schedules_the_limits_make_one_well_in_time() -> None:
    ev = reach(Bench(AC, hardware=Hardware(quiet=(events.SchedulesWanted,))), states.PARAMETERS)
    ev.send(ac_parameters())
    ev.wait(0.5)
    assert power(ev.answer(iso2.ChargeParameterDiscoveryRes)) == [(0, 86_400, 22_080.0)]


def test_ongoing_while_there_is_no_power_and_finished_after() -> None:
    ev, answer = discover(AC, ac_parameters(), commands.PowerAvailable(available=False))
    assert (answer.response_code, answer.evse_processing, answer.sa_schedules) == (Code.OK, Processing.Ongoing, None)
    assert ev.session.state == states.PARAMETERS
    ev.wait(54.0)
    assert ev.ask(ac_parameters(), iso2.ChargeParameterDiscoveryRes).evse_processing is Processing.Ongoing
    ev.push(commands.PowerAvailable(available=True))
    assert ev.ask(ac_parameters(), iso2.ChargeParameterDiscoveryRes).evse_processing is Processing.Finished
    ev.wait(5.0)
    assert not ev.session.closing


def test_ongoing_lasts_55_s_at_most() -> None:
    ev, _ = discover(AC, ac_parameters(), commands.PowerAvailable(available=False))
    ev.wait(55.0)
    assert ev.ask(ac_parameters(), iso2.ChargeParameterDiscoveryRes).response_code is Code.FAILED
    assert ev.ended is not None
    assert ev.ended.reason == "V2G_SECC_Ongoing_Performance_Time"


def test_the_evs_needs_are_told_once() -> None:
    ev, _ = discover(DC, dc_parameters(departure=3600, power=watts(100_000.0)), commands.PowerAvailable(available=False))
    ev.ask(dc_parameters(departure=3600, power=watts(100_000.0)), iso2.ChargeParameterDiscoveryRes)
    assert ev.seen(events.EvNeeds) == [
        events.EvNeeds(
            energy="dc", departure_s=3600, max_voltage_v=450.0, max_current_a=200.0, max_power_w=100_000.0, transfer_mode="DC_extended",
        ),
    ]
    assert [status.soc_percent for status in ev.seen(events.EvStatus)] == [44.0]


def test_prices_become_a_tariff_over_the_same_time() -> None:
    prices = (PriceInterval(start_s=0, level=2), PriceInterval(start_s=1800, level=1))
    listed = discover(AC, ac_parameters(departure=7200), two(prices=prices))[1].sa_schedules
    assert isinstance(listed, iso2.SAScheduleList)
    tariff = listed.sa_schedule_tuple[0].sales_tariff
    assert tariff is not None
    assert (tariff.sales_tariff_id, tariff.num_e_price_levels) == (5, 2)
    assert [(entry.time_interval, entry.e_price_level) for entry in tariff.sales_tariff_entry] == [
        (iso2.RelativeTimeInterval(start=0), 2), (iso2.RelativeTimeInterval(start=1800, duration=5400), 1),
    ]


@pytest.mark.parametrize("tariff", [b"garbage", b"\x80"])
def test_a_tariff_that_cannot_be_read_is_left_out(tariff: bytes) -> None:
    listed = discover(AC, ac_parameters(), two(tariff=tariff, signature=b"x"))[1].sa_schedules
    assert isinstance(listed, iso2.SAScheduleList)
    assert listed.sa_schedule_tuple[0].sales_tariff is None
