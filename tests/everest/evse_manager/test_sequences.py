"""The pilot over some seconds: steps over X1 and F, a car that sleeps, a fall back to plain PWM, phases."""

from __future__ import annotations

import pytest

from tests.everest.site import Bench, charging, never, silence

TOKEN = {"id_token": {"value": "04A1", "type": "ISO14443"}, "authorization_type": "RFID"}
ACCEPTED = {"authorization_status": "Accepted", "tariff_messages": []}


def pilots(bench: Bench) -> list[str]:
    """What the board is told of the pilot from now on."""
    told: list[str] = []
    for command in ("pwm_on", "cp_state_X1", "cp_state_F"):
        bench.bus.subscribe(f"everest/modules/evse1_board/impl/board/cmd/{command}", lambda topic, _: told.append(topic.rpartition("/")[2]))
    return told


def test_a_car_that_sleeps_is_woken_once_and_then_left_alone():
    bench = Bench("ac", hlc=False, plugged=False)
    told = pilots(bench)
    bench.outlet.board._later = lambda *_: None  # the car at the pilot takes no notice of anything
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.wait(lambda: bench.state == "PrepareCharging")
    told.clear()
    bench.pair.advance(36)
    assert told == ["cp_state_F", "cp_state_X1", "pwm_on"]
    assert bench.state == "PrepareCharging"
    bench.wait(lambda: bench.state == "ChargingPausedEV", 12)
    bench.run(lambda: bench.outlet.board.show("C"))
    bench.pair.advance(1)
    assert bench.state == "Charging"
    assert bench.names.count("TransactionStarted") == 1


def test_a_car_that_talks_is_not_disturbed():
    bench = Bench("dc")
    bench.wait(lambda: bench.state == "PrepareCharging")
    told = pilots(bench)
    bench.pair.advance(120)
    assert told == ["pwm_on"], "the link is there, its own time-outs hold"


def test_after_a_link_error_matching_starts_anew():
    bench = Bench("dc")
    charging(bench)
    entered = []
    bench.bus.subscribe("everest/modules/evse1_slac/impl/slac/cmd/enter_bcd", lambda *_: entered.append(bench.pair.now))
    bench.pair.eof()
    bench.wait(lambda: bench.state == "WaitingForAuthentication" or bench.state == "PrepareCharging", 10)
    assert len(entered) == 1
    assert bench.outlet.brain.board.pilot == "X1"
    bench.unplug()
    assert bench.state == "Idle"


def deaf(bench: Bench) -> None:
    """The car knows no SLAC: nothing ever matches."""
    silence(bench, "slac")


def test_a_car_that_does_not_begin_to_match_gets_plain_pwm_after_a_step_over_f():
    bench = Bench("ac", ac_enforce_hlc=False, plugged=False)
    deaf(bench)
    told = pilots(bench)
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.wait(lambda: bench.state == "T_step_EF", 2)
    bench.wait(lambda: bench.outlet.plant.closed, 12)
    assert told[-3:] == ["cp_state_F", "cp_state_X1", "pwm_on"]
    assert bench.names.count("TransactionStarted") == 1
    assert bench.names[-1] == "ChargingStarted"


def test_who_was_authorised_before_the_plug_gets_plain_pwm_at_once():
    bench = Bench("ac", ac_enforce_hlc=False, plugged=False)
    told = pilots(bench)
    bench.call("authorize_response", provided_token=TOKEN, validation_result=ACCEPTED)
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.wait(lambda: bench.outlet.plant.closed, 2)
    assert "cp_state_F" not in told


def test_after_a_contract_the_fall_back_is_a_step_over_f():
    bench = Bench("ac", ac_enforce_hlc=False, decide=never)
    bench.pair.advance(1)
    token = {**TOKEN, "authorization_type": "PlugAndCharge"}
    bench.call("authorize_response", provided_token=token, validation_result=ACCEPTED)
    bench.pair.advance(8)
    assert bench.state == "WaitingForAuthentication"
    bench.wait(lambda: bench.state == "T_step_EF", 4)
    bench.wait(lambda: bench.outlet.plant.closed, 12)


@pytest.mark.parametrize("enforced", [True, False])
def test_where_it_is_enforced_nobody_gets_plain_pwm(enforced):
    bench = Bench("ac", ac_enforce_hlc=enforced, plugged=False)
    deaf(bench)
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.pair.advance(40)
    assert (bench.state == "WaitingForAuthentication") == enforced


def test_phases_are_not_switched_behind_a_contactor_that_does_not_open():
    bench = Bench("ac", hlc=False)
    bench.wait(lambda: bench.outlet.plant.closed)
    switched = []
    bench.bus.subscribe("everest/modules/evse1_board/impl/board/cmd/ac_switch_three_phases_while_charging", lambda *_: switched.append(1))
    bench.outlet.board._later = lambda *_: None  # neither car nor contactor move any more
    bench.outlet.board._contactor = lambda closed: None
    bench.run(lambda: bench.outlet.brain.machine.switch_phases(three=False))
    bench.pair.advance(15)
    assert bench.outlet.plant.closed
    assert not switched


def test_a_limit_that_comes_every_second_does_not_switch_phases_under_load():
    bench = Bench("ac", hlc=False)
    bench.wait(lambda: bench.outlet.plant.closed)
    switched = []
    bench.bus.subscribe(
        "everest/modules/evse1_board/impl/board/cmd/ac_switch_three_phases_while_charging", lambda *_: switched.append(bench.outlet.plant.closed)
    )
    bench.outlet.board._no_pwm = lambda: None  # the car goes on drawing
    brain = bench.outlet.brain
    for _ in range(14):
        bench.run(lambda: brain._limited(16.0, None, 1))
        bench.pair.advance(1)
    assert switched == [False]
    assert bench.outlet.plant.phases == 1
    bench.wait(lambda: bench.state == "Charging", 10)
