"""What the EV said last is what counts, and only news is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secc.session import known
from secc.session.events import EvNeeds, EvStatus
from secc.session.known import Known

LIMIT = st.none() | st.floats(0.0, 1000.0)
LIMITS = st.tuples(LIMIT, LIMIT, LIMIT)


def limits(facts: Known) -> tuple[float | None, float | None, float | None]:
    assert facts.needs is not None
    return facts.needs.max_voltage_v, facts.needs.max_current_a, facts.needs.max_power_w


@given(declared=LIMITS, said=st.lists(LIMITS, max_size=5))
def test_each_limit_is_the_last_that_was_named(declared: tuple[float | None, ...], said: list[tuple[float | None, ...]]) -> None:
    facts = Known(needs=EvNeeds(energy="dc", max_voltage_v=declared[0], max_current_a=declared[1], max_power_w=declared[2]))
    for volts, amps, watts in said:
        facts = known.limited(facts, max_voltage_v=volts, max_current_a=amps, max_power_w=watts)
    expected = [next((named for named in reversed(each) if named is not None), None) for each in zip(declared, *said, strict=True)]
    assert limits(facts) == tuple(expected)
    demand = known.demand(facts, voltage_v=400.0, current_a=100.0)
    assert (demand.max_voltage_v, demand.max_current_a, demand.max_power_w) == tuple(expected)


def test_limits_that_are_no_news_leave_the_facts_as_they_are() -> None:
    facts = Known(needs=EvNeeds(energy="dc", max_current_a=100.0))
    assert known.limited(facts, max_voltage_v=None, max_current_a=100.0, max_power_w=None) is facts


def test_an_ev_that_never_named_its_needs_has_no_ceilings() -> None:
    facts = known.limited(Known(), max_voltage_v=400.0, max_current_a=None, max_power_w=None)
    assert known.demand(facts, voltage_v=500.0, current_a=10.0).max_voltage_v is None


def test_a_status_is_told_once() -> None:
    status = EvStatus(soc_percent=40.0, ready=True, error="")
    told, facts = known.told(status, Known())
    assert told == (status,)
    assert known.told(status, facts) == ((), facts)
