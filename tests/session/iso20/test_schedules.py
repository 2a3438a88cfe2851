"""Twins of secc.session.iso20.schedules and prices."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec.structs import replace

from secc import messages
from secc.config import Iso20
from secc.messages import iso20_common as common
from secc.messages.iso20_common import processingType as Processing
from secc.messages.iso20_common import responseCodeType as Code
from secc.security import signature as xml
from secc.security.keys import SoftwareSigner
from secc.session import commands, events
from secc.session.commands import PowerInterval, PriceInterval, Schedule
from secc.session.iso20 import prices, states
from secc.session.iso20.values import ZERO, price, rational, si

from ..bench import UNIX
from .steps import DC_WAY, Bench20, config, reach, schedules, selection


def offered(ev: Bench20, *given: Schedule, control: str = "scheduled", **request: Any) -> common.ScheduleExchangeRes:
    """What the station answers when its backend has `given`."""
    ev.push(commands.SchedulesOffered(schedules=given))
    return reach(ev, states.SCHEDULES).ask(schedules(control, **request), common.ScheduleExchangeRes)


def tuples(answer: common.ScheduleExchangeRes) -> tuple[common.ScheduleTupleType, ...]:
    assert answer.scheduled_se_res_control_mode is not None
    return answer.scheduled_se_res_control_mode.schedule_tuple


def entries(schedule: common.ChargingScheduleType) -> list[tuple[int, float]]:
    return [(one.duration, si(one.power)) for one in schedule.power_schedule.power_schedule_entries.power_schedule_entry]


def plan(number: int, *power: tuple[float, float], back: float | None = None, **fields: Any) -> Schedule:
    intervals = tuple(PowerInterval(start_s=start, power_w=watts, discharge_power_w=back) for start, watts in power)
    return Schedule(id=number, power=intervals, duration_s=86_400.0, **fields)


@pytest.mark.parametrize(("departure", "covered"), [(None, 86_400), (7_200, 7_200)])
def test_a_station_without_schedules_offers_its_limit_for_as_long_as_it_has_to(departure: int | None, covered: int) -> None:
    ev = Bench20(config("dc"))
    found = tuples(offered(ev, departure_time=departure))
    assert [one.schedule_tuple_id for one in found] == [1]
    assert entries(found[0].charging_schedule) == [(covered, 350_000.0)]
    assert found[0].charging_schedule.power_schedule.time_anchor == int(UNIX)


def test_schedules_of_the_backend_are_cut_to_what_there_is() -> None:
    found = tuples(offered(Bench20(config("dc")), plan(7, (0, 500_000.0), (3_600, 20_000.0)), plan(9, (0, 11_000.0))))
    assert [one.schedule_tuple_id for one in found] == [7, 9]
    assert entries(found[0].charging_schedule) == [(3_600, 350_000.0), (82_800, 20_000.0)]


@pytest.mark.parametrize(("points", "most"), [(12, 12), (96, 96), (1024, 96)])
def test_no_schedule_has_more_entries_than_the_ev_can_take(points: int, most: int) -> None:
    quarters = plan(1, *((900.0 * number, 1_000.0 + number) for number in range(96)))
    found = entries(tuples(offered(Bench20(config("dc")), quarters, points=points))[0].charging_schedule)
    assert len(found) == most
    assert sum(duration for duration, _ in found) == 86_400


def test_schedules_at_the_maxima_of_the_schema_fit() -> None:
    steps = [(60.0 * number, 1_000.0 + number % 7) for number in range(1_500)]
    costs = tuple(PriceInterval(start_s=start, level=number % 3 + 1, price_per_kwh=0.3) for number, (start, _) in enumerate(steps))
    settings = config("dc", iso20=Iso20(pricing="absolute"))
    found = tuples(offered(Bench20(settings), plan(1, *steps, prices=costs, currency="EUR"), points=1024))[0].charging_schedule
    assert len(found.power_schedule.power_schedule_entries.power_schedule_entry) == 1_024
    assert found.absolute_price_schedule is not None
    assert len(found.absolute_price_schedule.price_rule_stacks.price_rule_stack) == 1_024


def test_a_bidirectional_schedule_has_its_other_half_and_the_offer_goes_to_the_host() -> None:
    offer = common.EVEnergyOfferType(
        ev_power_schedule=common.EVPowerScheduleType(
            time_anchor=5, ev_power_schedule_entries=common.EVPowerScheduleEntryListType(ev_power_schedule_entry=(
                common.EVPowerScheduleEntryType(duration=60, power=rational(-5_000.0)), common.EVPowerScheduleEntryType(duration=60, power=ZERO),
            )),
        ),
        ev_absolute_price_schedule=common.EVAbsolutePriceScheduleType(
            time_anchor=5, currency="EUR", price_algorithm=prices.ALGORITHM,
            ev_price_rule_stacks=common.EVPriceRuleStackListType(ev_price_rule_stack=(
                common.EVPriceRuleStackType(duration=120, ev_price_rule=(common.EVPriceRuleType(energy_fee=price(0.25), power_range_start=ZERO),)),
            )),
        ),
    )
    ev = Bench20(config("dc_bpt"))
    found = tuples(offered(ev, plan(3, (0, 60_000.0), back=20_000.0), plan(4, (0, 60_000.0)), ev_energy_offer=offer))
    backs = [one.discharging_schedule for one in found]
    assert [entries(one)[0][1] for one in backs if one] == [20_000.0, 50_000.0]
    assert ev.seen(events.SchedulesWanted)[0].energy_offer == events.EnergyOffer(
        at=5, power=((0.0, -5_000.0), (60.0, 0.0)), prices=((0.0, 0.0, 0.25),), currency="EUR", power_s=120.0, prices_s=120.0,
        algorithm=prices.ALGORITHM,
    )


def test_scheduled_mode_has_one_flat_price_level_unless_the_operator_says_no() -> None:
    found = tuples(offered(Bench20(config("dc"))))[0].charging_schedule
    assert found.price_level_schedule is not None
    assert found.price_level_schedule.number_of_price_levels == 1
    bare = tuples(offered(Bench20(config("dc", iso20=Iso20(flat_price=False)))))[0].charging_schedule
    assert (bare.price_level_schedule, bare.absolute_price_schedule) == (None, None)


COSTS = (PriceInterval(start_s=0, level=2, price_per_kwh=0.35), PriceInterval(start_s=3_600, level=1, price_per_kwh=0.2999))


def test_prices_are_what_the_set_promises() -> None:
    given = plan(1, (0, 50_000.0), prices=COSTS, currency="EUR")
    levels = tuples(offered(Bench20(config("dc", iso20=Iso20(pricing="levels"))), given))[0].charging_schedule.price_level_schedule
    assert levels is not None
    assert levels.number_of_price_levels == 2
    assert [(one.duration, one.price_level) for one in levels.price_level_schedule_entries.price_level_schedule_entry] == [(3_600, 2), (82_800, 1)]
    costs = tuples(offered(Bench20(config("dc", iso20=Iso20(pricing="absolute"))), given))[0].charging_schedule.absolute_price_schedule
    assert costs is not None
    assert (costs.currency, costs.language, costs.price_algorithm) == ("EUR", "en", prices.ALGORITHM)
    stacks = costs.price_rule_stacks.price_rule_stack
    assert [(one.duration, si(one.price_rule[0].energy_fee)) for one in stacks] == [(3_600, 0.35), (82_800, 0.2999)]
    for stack in stacks:
        assert all(si(one.power_range_start) < si(two.power_range_start) for one, two in pairwise(stack.price_rule))


def test_the_operators_own_schedule_goes_out_as_it_came() -> None:
    own = common.PriceLevelScheduleType(
        id="tariff", time_anchor=17, price_schedule_id=4, number_of_price_levels=3,
        price_level_schedule_entries=common.PriceLevelScheduleEntryListType(price_level_schedule_entry=(
            common.PriceLevelScheduleEntryType(duration=10, price_level=3),
        )),
    )
    tariff = messages.encode_fragment("iso20_common", "PriceLevelSchedule", own)
    answer = offered(Bench20(config("dc")), plan(1, (0, 50_000.0), tariff=tariff))
    assert tuples(answer)[0].charging_schedule.price_level_schedule == own
    beyond = replace(own, price_schedule_id=0)
    unfit = messages.encode_fragment("iso20_common", "PriceLevelSchedule", beyond, strict=False)
    for broken in (b"\xff", unfit):
        answer = offered(Bench20(config("dc")), plan(1, (0, 50_000.0), tariff=broken))
        assert answer.response_code is Code.OK
        assert tuples(answer)[0].charging_schedule.price_level_schedule != beyond


def test_a_schedule_that_the_operator_signed_reaches_the_ev_with_a_signature_that_verifies() -> None:
    rule = common.PriceRuleType(energy_fee=price(0.31), power_range_start=ZERO)
    own = common.AbsolutePriceScheduleType(
        id="prices", time_anchor=17, price_schedule_id=4, currency="EUR", language="de", price_algorithm=prices.ALGORITHM,
        price_rule_stacks=common.PriceRuleStackListType(price_rule_stack=(common.PriceRuleStackType(duration=86_400, price_rule=(rule,)),)),
    )
    key = ec.generate_private_key(ec.SECP521R1())
    covered = (("AbsolutePriceSchedule", own),)
    signed = messages.encode_fragment("xmldsig", "Signature", xml.sign("iso20_common", covered, SoftwareSigner(key)))
    tariff = messages.encode_fragment("iso20_common", *covered[0])
    answer = offered(Bench20(config("dc", iso20=Iso20(pricing="absolute"))), plan(1, (0, 50_000.0), tariff=tariff, signature=signed))
    sent = tuples(answer)[0].charging_schedule.absolute_price_schedule
    assert sent == own
    assert xml.verify("iso20_common", answer.header.signature, covered, key.public_key(), xml.ISO20_KEYS)


def test_schedules_have_different_ids_whatever_the_backend_sends() -> None:
    answer = offered(Bench20(config("dc_bpt")), plan(1, (0, 5_000.0)), plan(2, (0, 7_000.0)), plan(1, (0, 6_000.0)))
    assert [(one.schedule_tuple_id, entries(one.charging_schedule)[0][1]) for one in tuples(answer)] == [(1, 5_000.0), (2, 7_000.0)]


@pytest.mark.parametrize(("control", "other"), [("scheduled", "dynamic"), ("dynamic", "scheduled")])
def test_the_other_control_mode_ends_it(control: str, other: str) -> None:
    answer = reach(Bench20(config("dc", control=control)), states.SCHEDULES).ask(schedules(other), common.ScheduleExchangeRes)
    assert answer.response_code is Code.FAILED


def decided(minimum: int, target: int) -> common.Dynamic_SEResControlModeType:
    ev = Bench20(config("dc", control="dynamic", iso20=Iso20(mobility_needs_by_station=True)))
    for _, step in DC_WAY[:6]:
        step(ev)
    ev.ask(selection(2, 2), common.ServiceSelectionRes)
    ev.push(commands.MobilityNeeds(departure_s=3_600.0, minimum_soc_percent=minimum, target_soc_percent=target))
    ev.wait(10.0)
    answer = offered(ev, control="dynamic")
    assert answer.dynamic_se_res_control_mode is not None
    return answer.dynamic_se_res_control_mode


def test_where_the_station_decides_it_says_when_and_how_full() -> None:
    mode = decided(30, 80)
    assert (mode.departure_time, mode.minimum_soc, mode.target_soc) == (3_590, 30, 80)
    assert (decided(90, 80).minimum_soc, decided(90, 80).target_soc) == (None, 80)


def test_where_the_ev_decides_the_station_says_nothing() -> None:
    ev = Bench20(config("dc", control="dynamic"))
    ev.push(commands.MobilityNeeds(departure_s=3_600.0, minimum_soc_percent=30, target_soc_percent=80))
    answer = offered(ev, control="dynamic")
    assert answer.dynamic_se_res_control_mode == common.Dynamic_SEResControlModeType()


def test_one_of_two_energies_for_giving_back_counts_for_nothing() -> None:
    ev = Bench20(config("dc_bpt", control="dynamic"))
    assert offered(ev, control="dynamic", ev_maximum_v2_x_energy_request=rational(5_000.0)).response_code is Code.OK
    assert [one.what for one in ev.seen(events.PeerMisbehaved)] == ["v2x_energy"]
    assert ev.seen(events.EvNeeds)[-1].v2x_energy_max_wh is None


def test_while_there_is_no_power_the_answer_is_ongoing_and_valid_and_it_ends_before_60_s() -> None:
    ev = reach(Bench20(config("dc")), states.SCHEDULES)
    ev.push(commands.PowerAvailable(available=False))
    began, answer = ev.now, ev.ask(schedules(), common.ScheduleExchangeRes)
    assert answer.evse_processing is Processing.Ongoing
    assert tuples(answer)
    while answer.response_code is Code.OK:
        ev.wait(0.5)
        answer = ev.ask(schedules(), common.ScheduleExchangeRes)
    assert answer.response_code is Code.FAILED
    assert 55.0 <= ev.now - began < 60.0


def test_a_station_that_wants_a_pause_says_so_before_power_flows() -> None:
    ev = Bench20(config("dc", control="dynamic"))
    ev.push(commands.Pause())
    assert offered(ev, control="dynamic").go_to_pause is True
    assert offered(Bench20(config("dc", control="dynamic")), control="dynamic").go_to_pause is None


def test_a_backend_that_is_slow_is_not_waited_for() -> None:
    ev = reach(Bench20(config("dc")), states.SCHEDULES)
    ev.hardware.quiet = (events.SchedulesWanted,)
    ev.send(schedules())
    assert ev.answers() == []
    ev.wait(0.5)
    assert ev.answer(common.ScheduleExchangeRes).evse_processing is Processing.Finished
