"""Twin of secc.session.power."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from secc.config import Dc, Outlet
from secc.session import commands, events, evse, power
from secc.session.commands import DcLimits
from secc.session.events import CableCheckWanted, CloseContactor, EvNeeds, OpenContactor, SetOutput, StopOutput
from secc.session.power import Demand, Stage, dc_limits, dc_output, permitted, precharge_output

IDLE = evse.of(Outlet())
GOOD = replace(IDLE, pilot="C", isolation="valid")
PRECHARGE = SetOutput(stage="precharge", voltage_v=400.0, current_a=2.0)
CHARGE = SetOutput(stage="charge", voltage_v=400.0, current_a=100.0)
LIMITS = DcLimits(max_voltage_v=1000.0, max_current_a=500.0, max_power_w=350_000.0)

GIVING = [
    (CloseContactor(), "closing"), (CableCheckWanted(voltage_v=500.0), "isolation"), (PRECHARGE, "precharge"), (CHARGE, "charge"),
    (SetOutput(stage="charge", power_w=(11_000.0,)), "charge"),
]
STAGES: list[Stage] = ["off", "closing", "isolation", "precharge", "charge"]


@pytest.mark.parametrize(("event", "stage"), GIVING)
def test_power_is_given_in_its_stage_and_in_no_other(event: events.Event, stage: Stage) -> None:
    assert [permitted(event, GOOD, other) for other in STAGES] == [other == stage for other in STAGES]


@pytest.mark.parametrize(("event", "stage"), GIVING)
@pytest.mark.parametrize("wrong", [
    {"emergency": "button"}, {"cut": "rcd"}, {"contactor_fault": True}, {"faults": frozenset({"malfunction"})}, {"faults": frozenset({"isolation"})},
])
def test_no_power_while_something_is_wrong(event: events.Event, stage: Stage, wrong: dict[str, object]) -> None:
    assert not permitted(event, replace(GOOD, **wrong), stage)


@pytest.mark.parametrize(("event", "stage"), [row for row in GIVING if row[1] != "precharge"])
@pytest.mark.parametrize("pilot", ["A", "B", "E", "F"])
def test_no_power_unless_the_ev_asks_for_it(event: events.Event, stage: Stage, pilot: str) -> None:
    assert not permitted(event, replace(GOOD, pilot=pilot), stage)


@pytest.mark.parametrize("isolation", [None, "invalid", "fault", "no_imd"])
def test_no_dc_power_without_a_sound_insulation(isolation: commands.Isolation | None) -> None:
    assert not permitted(PRECHARGE, replace(GOOD, isolation=isolation), "precharge")
    assert not permitted(CHARGE, replace(GOOD, isolation=isolation), "charge")


def test_precharge_carries_2_a_at_most() -> None:
    assert not permitted(SetOutput(stage="precharge", voltage_v=400.0, current_a=2.1), GOOD, "precharge")


def test_taking_power_away_is_always_allowed() -> None:
    assert all(permitted(event, IDLE, "off") for event in (StopOutput(), OpenContactor(), events.EmergencyOff(reason="x")))


floats = st.floats(allow_nan=True, allow_infinity=True)


@given(floats, floats, st.none() | floats, st.none() | floats, st.none() | floats)
def test_whatever_the_ev_asks_the_set_point_is_finite_and_within_both_sides_limits(
    volts: float, amps: float, max_v: float | None, max_a: float | None, max_w: float | None,
) -> None:
    output, _ = dc_output(Demand(voltage_v=volts, current_a=amps, max_voltage_v=max_v, max_current_a=max_a, max_power_w=max_w), LIMITS)
    assert 0.0 <= output.voltage_v <= 1000.0
    assert 0.0 <= output.current_a <= 500.0
    assert output.voltage_v * output.current_a <= 350_000.0 * 1.000001
    if max_a is not None and math.isfinite(max_a):
        assert output.current_a <= max(0.0, max_a)


def test_a_supply_that_cannot_discharge_is_never_told_to() -> None:
    assert dc_output(Demand(voltage_v=400.0, current_a=-50.0), LIMITS)[0].current_a == 0.0


def test_discharge_keeps_to_its_own_limits() -> None:
    limits = replace(LIMITS, max_discharge_current_a=100.0, max_discharge_power_w=20_000.0)
    assert dc_output(Demand(voltage_v=400.0, current_a=-90.0), limits)[0].current_a == -50.0


@pytest.mark.parametrize(
    ("volts", "amps", "flags"),
    [
        (400.0, 100.0, (False, False, False)),
        (1000.0, 100.0, (True, False, False)),
        (400.0, 500.0, (False, True, False)),
        (800.0, 450.0, (False, False, True)),
    ],
)
def test_a_limit_is_achieved_when_the_target_reaches_it(volts: float, amps: float, flags: tuple[bool, bool, bool]) -> None:
    achieved = dc_output(Demand(voltage_v=volts, current_a=amps), LIMITS)[1]
    assert (achieved.voltage, achieved.current, achieved.power) == flags


def test_precharge_is_clamped_to_2_a_and_to_what_the_ev_takes() -> None:
    output = precharge_output(1200.0, 50.0, LIMITS, ev_max_v=450.0)
    assert (output.voltage_v, output.current_a) == (450.0, 2.0)


@pytest.mark.parametrize(("ev", "station", "volts"), [
    (450.0, 1000.0, 500.0), (400.0, 1000.0, 450.0), (480.0, 500.0, 500.0), (800.0, 1000.0, 880.0), (950.0, 1000.0, 1000.0), (None, 400.0, 400.0),
])
def test_the_insulation_is_tested_at_the_voltage_of_iec_61851_23(ev: float | None, station: float, volts: float) -> None:
    assert power.test_voltage(ev, station) == pytest.approx(volts)


def test_momentary_limits_never_exceed_the_configured_capability_and_a_pause_makes_them_zero() -> None:
    told = replace(IDLE, dc=DcLimits(max_voltage_v=2000.0, max_current_a=20.0, max_power_w=math.nan))
    limits = dc_limits(Dc(), told)
    assert (limits.max_voltage_v, limits.max_current_a, limits.max_power_w) == (1000.0, 20.0, 0.0)
    assert dc_limits(Dc(), replace(IDLE, paused=True)).max_current_a == 0.0


@pytest.mark.parametrize(("command", "stage", "expected"), [
    (commands.PilotChanged(state="E"), "charge", power.Reaction(off="pilot_E", emergency=True, end="pilot_E")),
    (commands.PilotChanged(state="A"), "off", power.Reaction(off="pilot_A", end="pilot_A")),
    (commands.PilotChanged(state="B"), "charge", power.Reaction(off="pilot_B", stop=True)),
    (commands.PilotChanged(state="B"), "off", power.NOTHING),
    (commands.PilotChanged(state="D"), "charge", power.NOTHING),
    (commands.FaultRaised(fault="rcd"), "charge", power.Reaction(off="rcd", cut=True)),
    (commands.FaultRaised(fault="malfunction"), "precharge", power.Reaction(off="malfunction")),
    (commands.FaultRaised(fault="rcd"), "off", power.NOTHING),
    (commands.FaultRaised(fault="utility_interrupt"), "charge", power.Reaction(stop=True)),
    (commands.ContactorChanged(closed=False), "charge", power.Reaction(off="contactor", cut=True)),
    (commands.ContactorChanged(closed=False), "closing", power.NOTHING),
    (commands.EmergencyStop(), "off", power.Reaction(off="emergency", emergency=True)),
    (commands.ChargerLost(reason="no beat"), "charge", power.Reaction(off="no beat", emergency=True, end="charger_lost")),
    (commands.Measured(), "charge", power.NOTHING),
])
def test_what_a_command_means_for_any_session(command: commands.Command, stage: Stage, expected: power.Reaction) -> None:
    assert power.reaction(command, replace(GOOD, contactor=True), stage) == expected


@pytest.mark.parametrize(
    ("asked", "stage", "isolation", "stands"),
    [
        (False, "off", None, "begin"),
        (True, "isolation", None, "ongoing"),
        (True, "isolation", "valid", "sound"),
        (True, "isolation", "warning", "sound"),
        (True, "isolation", "fault", "unsound"),
        (True, "off", "valid", "unsound"),
        (True, "off", None, "unsound"),
    ],
)
def test_where_the_insulation_test_stands(asked: bool, stage: Stage, isolation: commands.Isolation | None, stands: str) -> None:
    assert power.insulation(replace(GOOD, isolation=isolation), stage, asked=asked) == stands


def test_an_ev_below_the_stations_least_is_incompatible() -> None:
    least = Dc(min_current_a=5.0, min_voltage_v=150.0)
    assert power.incompatible(EvNeeds(energy="dc", max_current_a=5.0, max_voltage_v=400.0), least)
    assert power.incompatible(EvNeeds(energy="dc", max_current_a=50.0, max_voltage_v=150.0), least)
    assert not power.incompatible(EvNeeds(energy="dc", max_current_a=50.0, max_voltage_v=400.0), least)
