"""Twin of secc.session.evse."""

from __future__ import annotations

import math

import pytest

from secc.config import Ac, Dc, Outlet
from secc.session import commands, events, evse
from secc.session.commands import AcLimits, DcLimits, PowerInterval, Schedule

START = evse.of(Outlet(dc=Dc(max_current_a=321.0), ac=Ac(max_current_a=16.0, phases=1)))


def told(*given: commands.Command) -> evse.Evse:
    snapshot = START
    for command in given:
        snapshot = evse.apply(snapshot, command, 7.0)
    return snapshot


def test_before_the_first_command_the_capability_is_the_limit_and_the_pilot_shows_b() -> None:
    assert (START.dc.max_current_a, START.ac.max_current_a, START.ac.phases, START.pilot) == (321.0, 16.0, 1, "B")
    assert not START.ready_pilot


def test_every_command_is_folded_or_says_nothing_of_the_station() -> None:
    kinds = {
        kind for kind in vars(commands).values() if isinstance(kind, type) and issubclass(kind, commands.Command) and kind is not commands.Command
    }
    examples = {
        commands.MeterRead: {"meter_id": "M", "energy_wh": 1.0}, commands.PilotChanged: {"state": "C"}, commands.ContactorChanged: {"closed": True},
        commands.CableChecked: {"isolation": "valid"}, commands.SchedulesOffered: {"schedules": ()}, commands.Authorized: {"verdict": "accepted"},
        commands.PowerAvailable: {"available": False}, commands.FaultRaised: {"fault": "rcd"}, commands.FaultCleared: {"fault": "rcd"},
        commands.CertificateAnswered: {"request": 1}, commands.ChargerLost: {"reason": "x"}, commands.LimitsChanged: {"dc": DcLimits(
            max_voltage_v=1.0, max_current_a=1.0, max_power_w=1.0)}, commands.Measured: {"voltage_v": 1.0}, commands.Setpoint: {"power_w": 1.0},
    }
    silent = {kind for kind in kinds if told(kind(**examples.get(kind, {}))) == START}
    assert silent == {commands.ChargerLost, commands.FaultCleared, commands.Resume}


@pytest.mark.parametrize("energy", [math.nan, math.inf, -math.inf, -1.0, 1e30])
def test_a_reading_that_no_message_can_carry_is_none(energy: float) -> None:
    good = commands.MeterRead(meter_id="M", energy_wh=1.0, exported_wh=2.0)
    assert told(good, commands.MeterRead(meter_id="M", energy_wh=energy)).meter == good
    assert told(commands.MeterRead(meter_id="M", energy_wh=3.0, exported_wh=energy)).meter == commands.MeterRead(meter_id="M", energy_wh=3.0)


@pytest.mark.parametrize("grace_s", [math.nan, math.inf, -math.inf])
def test_a_stop_whose_grace_is_no_number_is_a_stop_at_once(grace_s: float) -> None:
    assert told(commands.Stop(grace_s=grace_s)).stop == commands.Stop(grace_s=0.0)


def test_limits_that_are_not_named_stay() -> None:
    ac = AcLimits(max_current_a=10.0)
    assert told(commands.LimitsChanged(ac=ac)).dc == START.dc
    assert told(commands.LimitsChanged(ac=ac)).ac == ac


def test_faults_come_and_go() -> None:
    assert told(commands.FaultRaised(fault="rcd"), commands.FaultRaised(fault="rcd")).faults == {"rcd"}
    assert told(commands.FaultRaised(fault="rcd"), commands.FaultCleared(fault="rcd")).faults == frozenset()


def test_the_first_stop_counts() -> None:
    stopped = told(commands.Stop(reason="a", grace_s=5.0), commands.Stop(reason="b", grace_s=50.0))
    assert stopped.stop == commands.Stop(reason="a", grace_s=5.0)
    assert stopped.stop_at == 7.0


def test_an_empty_offer_of_schedules_is_an_answer_but_no_offer() -> None:
    one = Schedule(id=1, power=(PowerInterval(start_s=0, power_w=1.0),), duration_s=60)
    assert told(commands.SchedulesOffered(schedules=())).schedules_answered
    assert told(commands.SchedulesOffered(schedules=(one,)), commands.SchedulesOffered(schedules=())).schedules == (one,)


def test_a_new_question_makes_old_answers_void() -> None:
    known = told(
        commands.CableChecked(isolation="valid"),
        commands.Authorized(verdict="accepted"),
        commands.CertificateAnswered(request=2),
        commands.Renegotiate(),
    )
    assert evse.asked(known, events.CableCheckWanted(voltage_v=1.0)).isolation is None
    assert evse.asked(known, events.AuthorizationWanted(request=1, method="contract")).authorized is None
    assert evse.asked(known, events.AuthorizationWanted(request=1, method="eim")).authorized is not None
    wanted = events.CertificateWanted(request=2, action="install", namespace="", exi=b"", deadline=0.0)
    assert evse.asked(known, wanted).certificate is None
    assert not evse.asked(known, events.Renegotiating()).renegotiate
    assert evse.asked(known, events.StopOutput()) == known
