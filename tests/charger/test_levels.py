"""What a new session hears of the time before it."""

from __future__ import annotations

from secc.charger.levels import Levels
from secc.session import commands
from secc.session.commands import AcLimits, DcLimits

DC = DcLimits(max_voltage_v=500, max_current_a=100, max_power_w=50_000)
AC = AcLimits(max_current_a=16)


def told(*kept: commands.Command) -> list[commands.Command]:
    levels = Levels()
    for command in kept:
        levels.keep(command)
    return levels.replay()[1:]


def test_the_newest_of_each_level_is_told() -> None:
    assert told(commands.PilotChanged(state="B"), commands.Measured(voltage_v=1), commands.PilotChanged(state="C")) == [
        commands.PilotChanged(state="C"), commands.Measured(voltage_v=1),
    ]


def test_limits_of_ac_and_dc_do_not_replace_each_other() -> None:
    levels = Levels()
    levels.keep(commands.LimitsChanged(dc=DC))
    levels.keep(commands.LimitsChanged(ac=AC))
    assert levels.replay() == [commands.LimitsChanged(dc=DC, ac=AC)]


def test_a_fault_is_told_until_it_is_cleared() -> None:
    assert told(commands.FaultRaised(fault="rcd"), commands.FaultRaised(fault="malfunction"), commands.FaultCleared(fault="rcd")) == [
        commands.FaultRaised(fault="malfunction"),
    ]


def test_what_belongs_to_one_session_is_not_told_to_the_next() -> None:
    assert told(commands.Stop(), commands.Renegotiate(), commands.CableChecked(isolation="valid"), commands.EmergencyStop()) == []


def test_a_decision_in_advance_is_told_once() -> None:
    levels = Levels()
    decision = commands.Authorized(verdict="accepted")
    levels.keep_for_next(decision)
    assert levels.replay()[-1] == decision
    assert decision not in levels.replay()


def test_a_decision_for_a_certain_request_is_not_kept() -> None:
    levels = Levels()
    levels.keep_for_next(commands.Authorized(verdict="accepted", request=3))
    assert len(levels.replay()) == 1
