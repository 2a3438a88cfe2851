"""Power goes out in one place and is taken back in one place, whatever is asked for and whatever happens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secc.config import Outlet
from secc.session import commands, events
from secc.session.commands import Command
from secc.session.events import Event
from secc.session.supply import Supply

CHECK = events.CableCheckWanted(voltage_v=500.0)
OUTPUT = events.SetOutput(stage="charge", voltage_v=400.0, current_a=100.0, max_power_w=50_000.0)
CLOSE = events.CloseContactor(three_phase=True)
OFF = [events.StopOutput(), events.OpenContactor()]


def supply(*said: Command) -> tuple[Supply, list[Event]]:
    happened: list[Event] = []
    made = Supply(Outlet(), happened)
    for command in said:
        made.hear(command, 0.0)
    return made, happened


IN_C = commands.PilotChanged(state="C")
SOUND = commands.CableChecked(isolation="valid")


def charging() -> tuple[Supply, list[Event]]:
    made, happened = supply(IN_C, SOUND)
    made.stage = "charge"
    made.tell((events.ChargingStarted(), OUTPUT))
    assert happened == [events.ChargingStarted(), OUTPUT]
    happened.clear()
    return made, happened


@pytest.mark.parametrize("event", [CHECK, OUTPUT, CLOSE])
def test_what_gives_power_does_not_pass_while_power_is_off(event: Event) -> None:
    made, happened = supply(IN_C, SOUND)
    made.tell((event, events.ChargingStarted()))
    assert happened == [events.ChargingStarted()]


def test_a_fault_takes_power_away_and_makes_the_next_request_fail() -> None:
    made, happened = charging()
    made.hear(commands.FaultRaised(fault="malfunction"), 1.0)
    assert happened == OFF
    assert (made.stage, made.unfit) == ("off", "malfunction")


def test_an_emergency_is_synchronous() -> None:
    made, happened = charging()
    made.hear(commands.EmergencyStop(reason="button"), 1.0)
    assert happened == [events.EmergencyOff(reason="button")]
    assert made.unfit == "emergency"


def test_state_b_takes_power_away_and_asks_the_ev_to_stop() -> None:
    made, happened = charging()
    assert made.hear(commands.PilotChanged(state="B"), 1.0).stop
    assert happened == OFF
    assert made.evse.stop is not None
    assert made.unfit == ""


def test_the_end_leaves_neither_power_nor_charging() -> None:
    made, happened = charging()
    made.end("session_stop", emergency=False)
    assert happened == [*OFF, events.ChargingStopped()]
    again, nothing = supply()
    again.end("session_stop", emergency=False)
    assert nothing == []


COMMANDS = st.sampled_from((
    IN_C, SOUND, commands.PilotChanged(state="B"), commands.PilotChanged(state="E"), commands.CableChecked(isolation="fault"),
    commands.FaultRaised(fault="rcd"), commands.FaultCleared(fault="rcd"), commands.EmergencyStop(), commands.Stop(),
    commands.ContactorChanged(closed=True), commands.ContactorChanged(closed=False, fault=True), commands.ChargerLost(reason="gone"),
))
STAGES = st.sampled_from(("off", "closing", "isolation", "precharge", "charge"))


@given(st.lists(st.tuples(COMMANDS, STAGES, st.sampled_from((CHECK, OUTPUT, CLOSE))), max_size=20))
def test_after_an_emergency_or_without_the_pilot_nothing_gives_power(steps: list[tuple[Command, str, Event]]) -> None:
    made, happened = supply()
    for command, stage, event in steps:
        made.hear(command, 0.0)
        made.stage = stage  # type: ignore[assignment]  # whatever a protocol asks for
        happened.clear()
        made.tell((event,))
        if made.unfit or not made.evse.ready_pilot or made.evse.contactor_fault or "rcd" in made.evse.faults:
            assert happened == []
