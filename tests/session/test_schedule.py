"""Twin of secc.session.schedule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secc.session.commands import PowerInterval, PriceInterval, Schedule
from secc.session.schedule import DAY_S, ENTRIES, Entry, Offer, Planned, exceeds, offers

TWO = Offer(id=1, entries=(Entry(0, 11_000.0), Entry(3600, 7_000.0)), duration_s=7200)

intervals = st.lists(st.builds(PowerInterval, start_s=st.floats(0, 200_000), power_w=st.floats(-10, 400_000)), max_size=30).map(tuple)
schedules = st.lists(
    st.builds(Schedule, id=st.integers(1, 255), power=intervals, duration_s=st.floats(0, 300_000)), max_size=5, unique_by=lambda s: s.id
)


@given(schedules, st.none() | st.floats(1, 400_000), st.none() | st.integers(1, 1024), st.floats(0, 100_000), st.floats(0, 500_000))
def test_every_offer_covers_what_it_must_in_as_many_entries_as_it_may(
    known: list[Schedule], departure: float | None, entries: int | None, elapsed: float, ceiling: float,
) -> None:
    made = offers(known, ceiling, elapsed_s=elapsed, departure_s=departure, max_entries=entries)
    assert 1 <= len(made) <= 3
    assert len({offer.id for offer in made}) == len(made)
    for offer in made:
        starts = [entry.start_s for entry in offer.entries]
        assert starts[0] == 0
        assert starts == sorted(set(starts))
        assert len(starts) <= min(entries or ENTRIES, ENTRIES)
        assert all(0.0 <= entry.power_w <= ceiling for entry in offer.entries)
        wanted = int(departure) if departure else DAY_S
        covered = starts[-1] + offer.last_s
        assert covered <= offer.duration_s
        if wanted <= DAY_S or len(starts) < min(entries or ENTRIES, ENTRIES):
            assert covered == wanted if departure else covered >= wanted


def test_without_schedules_the_limit_is_the_schedule() -> None:
    assert offers((), 22_000.0) == (Offer(id=1, entries=(Entry(0, 22_000.0),), duration_s=DAY_S),)


def test_a_departure_in_two_days_needs_two_entries() -> None:
    assert offers((), 1000.0, departure_s=2.0 * DAY_S)[0].entries == (Entry(0, 1000.0), Entry(DAY_S, 1000.0))


def test_time_that_has_passed_is_cut_off() -> None:
    known = Schedule(id=1, power=(PowerInterval(start_s=0, power_w=1.0), PowerInterval(start_s=600, power_w=2.0)), duration_s=DAY_S)
    assert offers([known], 10.0, elapsed_s=500.0, departure_s=3600.0)[0].entries == (Entry(0, 1.0), Entry(100, 2.0))
    assert offers([known], 10.0, elapsed_s=700.0, departure_s=3600.0)[0].entries == (Entry(0, 2.0),)


def test_too_many_entries_become_one_with_the_least_power_of_them() -> None:
    known = Schedule(id=1, power=tuple(PowerInterval(start_s=i * 60.0, power_w=100.0 - i) for i in range(20)), duration_s=3600)
    made = offers([known], 1000.0, departure_s=3600.0, max_entries=2)[0]
    assert made.entries == (Entry(0, 100.0), Entry(60, 81.0))


def test_prices_follow_the_same_clock() -> None:
    prices = (PriceInterval(start_s=0, level=1), PriceInterval(start_s=600, level=3), PriceInterval(start_s=90_000, level=2))
    known = Schedule(id=1, power=(PowerInterval(start_s=0, power_w=1.0),), duration_s=DAY_S, prices=prices)
    assert [(price.start_s, price.level) for price in offers([known], 10.0, elapsed_s=500.0, departure_s=3600.0)[0].prices] == [(0.0, 1), (100.0, 3)]


def test_the_schedule_of_a_paused_session_comes_back_first_and_shorter() -> None:
    new = Schedule(id=2, power=(PowerInterval(start_s=0, power_w=5.0),), duration_s=DAY_S)
    made = offers([new, Schedule(id=1, power=(), duration_s=DAY_S)], 20_000.0, departure_s=6000.0, kept=TWO, kept_s=1200.0)
    assert [offer.id for offer in made] == [1, 2]
    assert made[0].entries == (Entry(0, 11_000.0), Entry(2400, 7_000.0))


@pytest.mark.parametrize(("profile", "fits"), [
    ((), True),
    ((Planned(0, 7_000.0),), True),
    ((Planned(0, 11_000.0), Planned(3600, 7_000.0)), True),
    ((Planned(0, 11_000.0),), False),
    ((Planned(0, 11_001.0), Planned(3600, 0.0)), False),
    ((Planned(0, 11_000.0), Planned(3599, 7_000.0)), True),
    ((Planned(0, 11_000.0), Planned(3601, 7_000.0)), False),
    ((Planned(0, 0.0), Planned(1800, 7_001.0)), False),
    ((Planned(0, 0.0), Planned(1800, 11_000.0), Planned(3600, 6_000.0)), True),
    ((Planned(0, 0.0), Planned(7200, 99_000.0)), True),
    ((Planned(100, 5.0), Planned(50, 5.0)), False),
    ((Planned(0, 100.0, 2),), False),
    ((Planned(0, 100.0, 1), Planned(10, 100.0, 3)), True),
])
def test_a_profile_is_held_against_every_part_of_the_schedule(profile: tuple[Planned, ...], fits: bool) -> None:
    assert (exceeds(profile, TWO) == "") is fits


def test_tolerance_is_1_w_or_half_a_percent() -> None:
    assert exceeds((Planned(0, 7_035.0),), TWO, tolerant=True) == ""
    assert exceeds((Planned(0, 7_036.0),), TWO, tolerant=True)


def test_some_cars_are_judged_at_the_start_of_an_entry_only() -> None:
    assert exceeds((Planned(0, 11_000.0),), TWO, at_start=True) == ""
    assert exceeds((Planned(3600, 11_000.0),), TWO, at_start=True)


def test_power_at_a_time() -> None:
    assert [TWO.power_at(at) for at in (0, 3599, 3600, 9999)] == [11_000.0, 11_000.0, 7_000.0, 7_000.0]


odd_power = st.builds(PowerInterval, start_s=st.floats(), power_w=st.floats())
odd_prices = st.builds(PriceInterval, start_s=st.floats(), level=st.integers(), price_per_kwh=st.none() | st.floats())


@given(st.lists(odd_power, max_size=4).map(tuple), st.lists(odd_prices, max_size=4).map(tuple), st.floats())
def test_numbers_that_are_none_break_no_offer(power: tuple[PowerInterval, ...], prices: tuple[PriceInterval, ...], duration: float) -> None:
    (made,) = offers([Schedule(id=1, power=power, prices=prices, duration_s=duration)], 10_000.0)
    assert all(0.0 <= entry.power_w <= 10_000.0 for entry in made.entries)
    assert [price.start_s for price in made.prices] == sorted({price.start_s for price in made.prices})
