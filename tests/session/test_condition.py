"""Twin of secc.session.condition."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from secc.config import Outlet
from secc.session import commands, evse
from secc.session.condition import RENEGOTIATION_DELAY_S, condition, notice, undeliverable

IDLE = evse.of(Outlet())
STOP = commands.Stop(reason="app", grace_s=30.0)


@pytest.mark.parametrize(("station", "matter"), [
    ({}, ""),
    ({"faults": frozenset({"not_ready"})}, "not_ready"),
    ({"stop": STOP, "faults": frozenset({"not_ready"})}, "shutdown"),
    ({"stop": STOP, "faults": frozenset({"utility_interrupt"})}, "utility_interrupt"),
    ({"faults": frozenset({"utility_interrupt", "malfunction"})}, "malfunction"),
    ({"cut": "rcd"}, "malfunction"),
    ({"contactor_fault": True}, "malfunction"),
    ({"isolation": "fault"}, "malfunction"),
    ({"isolation": "warning"}, ""),
    ({"emergency": "button", "cut": "rcd"}, "emergency"),
])
def test_the_gravest_matter_is_told(station: dict[str, Any], matter: str) -> None:
    assert condition(replace(IDLE, **station), isolation_asked=True, stopped=False) == matter


def test_after_the_stop_the_station_is_shut_down_and_an_old_insulation_result_says_nothing() -> None:
    assert condition(IDLE, isolation_asked=False, stopped=True) == "shutdown"
    assert condition(replace(IDLE, isolation="fault"), isolation_asked=False, stopped=False) == ""


def test_a_stop_counts_down_and_goes_before_a_renegotiation() -> None:
    asked = replace(IDLE, stop=STOP, stop_at=100.0, renegotiate=True)
    assert notice(asked, 100.0, loop=True) == ("stop", 30)
    assert notice(asked, 120.5, loop=False) == ("stop", 10)
    assert notice(asked, 500.0, loop=True) == ("stop", 0)


def test_a_renegotiation_is_asked_for_in_loops_only() -> None:
    asked = replace(IDLE, renegotiate=True)
    assert notice(asked, 0.0, loop=True) == ("renegotiate", RENEGOTIATION_DELAY_S)
    assert notice(asked, 0.0, loop=False) == ("none", 0)


def test_what_stands_against_delivering_power() -> None:
    assert undeliverable(IDLE) == ""
    assert undeliverable(replace(IDLE, faults=frozenset({"rcd", "malfunction"}))) == "malfunction, rcd"
    assert "app" in undeliverable(replace(IDLE, stop=STOP))
    assert undeliverable(replace(IDLE, contactor_fault=True)) == "contactor"
