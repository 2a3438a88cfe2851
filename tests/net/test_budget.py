"""Token buckets on a clock that is a number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secc.net.budget import Budget, Shares


def test_a_burst_is_given_at_once_and_the_rate_afterwards() -> None:
    budget = Budget(rate=10.0, burst=5.0, now=0.0)
    assert [budget.take(0.0) for _ in range(6)] == [True] * 5 + [False]
    assert not budget.take(0.09)
    assert budget.take(0.11)


def test_spending_more_than_there_is_says_how_long_to_wait() -> None:
    budget = Budget(rate=0.5, burst=1.0, now=0.0)
    assert budget.spend(0.0, 1.0) == 0.0
    assert budget.spend(0.0, 0.5) == 1.0
    assert budget.level(1.0) == 0.0


@given(st.lists(st.floats(0, 5), max_size=200))
def test_no_more_than_burst_and_rate_ever_come_out(pauses: list[float]) -> None:
    budget, now, taken = Budget(rate=2.0, burst=3.0, now=0.0), 0.0, 0
    for pause in pauses:
        now += pause
        taken += budget.take(now)
    assert taken <= 3 + 2 * now + 1e-6


def test_a_source_that_floods_takes_nothing_from_another() -> None:
    shares = Shares(each=(10.0, 20.0), total=(1000.0, 1000.0), now=0.0)
    assert sum(shares.take("flood", 0.0) for _ in range(10_000)) == 20
    assert shares.take("ev", 0.0)


def test_all_sources_together_have_a_limit_and_bounded_memory() -> None:
    shares = Shares(each=(10.0, 20.0), total=(100.0, 100.0), now=0.0, sources=16)
    assert sum(shares.take(source, 0.0) for source in range(10_000)) == 100
    assert len(shares._budgets) == 16
