"""When the contactor may be closed, what may flow then, and what a plugged cable allows."""

from __future__ import annotations

import pytest

from tests.everest.site import Bench, charging, go_on, seconds


def test_a_plain_pwm_car_gets_six_seconds_before_the_contactor_opens_under_load():
    bench = Bench("ac", hlc=False)
    bench.wait(lambda: bench.outlet.plant.closed)
    bench.outlet.board._later = lambda name, after, act: act() if name == "contactor" else None  # the car takes no notice
    bench.call("stop_transaction", request={"reason": "Local"})
    bench.pair.advance(5)
    assert bench.outlet.plant.closed
    assert bench.outlet.brain.board.pilot == "X1"
    bench.pair.advance(2)
    assert not bench.outlet.plant.closed
    assert bench.state == "Finished"


@pytest.mark.parametrize("end", ["fault", "unplug"])
def test_no_such_time_when_it_must_be_off_now(end):
    bench = Bench("ac", hlc=False)
    bench.wait(lambda: bench.outlet.plant.closed)
    board = bench.outlet.board
    if end == "fault":
        bench.run(lambda: board.board.raise_error("evse_board_support/DiodeFault", "x"))
    else:
        bench.run(board.unplug)
    bench.pair.advance(0.1)
    assert not bench.outlet.plant.closed


def test_a_digital_ac_stop_lets_the_car_open_first():
    bench = Bench("ac")
    ev = charging(bench, "ac")
    bench.call("stop_transaction", request={"reason": "Local"})
    bench.pair.advance(0.1)
    assert bench.outlet.plant.closed
    go_on(bench, ev, lambda: bench.state == "Finished")
    assert ev.failure is None
    assert not bench.outlet.plant.closed


def socket(bench: Bench) -> None:
    board = bench.outlet.board
    capabilities = {**board._ratings.board(dc=False), "connector_type": "IEC62196Type2Socket"}
    bench.run(lambda: board.board.publish("capabilities", capabilities))
    bench.pair.advance(0.1)


@pytest.mark.parametrize(("ampacity", "ampere"), [("A_13", 13), ("A_20", 20), ("A_63_3ph_70_1ph", 32)])
def test_a_socket_gives_no_more_than_the_cable_carries(ampacity, ampere):
    bench = Bench("ac", hlc=False, plugged=False)
    socket(bench)
    enforced = bench.hear("enforced_limits")
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.pair.advance(3)
    assert bench.state == "WaitingForAuthentication"
    assert "TransactionStarted" not in bench.names, "nobody knows the cable yet"
    bench.run(lambda: bench.outlet.board.board.publish("ac_pp_ampacity", {"ampacity": ampacity}))
    bench.wait(lambda: bench.outlet.plant.closed)
    bench.pair.advance(6)
    assert bench.outlet.plant.ampere == pytest.approx(ampere, abs=0.1)
    assert enforced[-1]["limits_root_side"]["ac_max_current_A"]["value"] == pytest.approx(ampere, abs=0.1)
    bench.unplug()
    assert bench.state == "Idle"
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.pair.advance(3)
    assert bench.state == "WaitingForAuthentication", "another cable may be plugged now"
    bench.run(lambda: bench.outlet.board.board.publish("ac_pp_ampacity", {"ampacity": "A_32"}))
    bench.wait(lambda: bench.outlet.plant.ampere == pytest.approx(32), 10)


def test_a_fixed_cable_needs_no_recognition():
    bench = Bench("ac", hlc=False)
    bench.run(lambda: bench.outlet.board.board.publish("ac_pp_ampacity", {"ampacity": "A_13"}))
    bench.wait(lambda: bench.outlet.plant.closed)
    assert bench.outlet.plant.ampere == pytest.approx(32)


@pytest.mark.parametrize("pilot", ["B", "E", "F"])
def test_a_car_that_leaves_c_has_no_power_until_the_cable_was_checked_again(pilot):
    bench = Bench("dc")
    ev = charging(bench)
    bench.run(lambda: bench.outlet.board.show(pilot))
    bench.pair.advance(0.01)
    assert not bench.outlet.brain.machine.hlc_permission
    assert not bench.outlet.brain.machine.looping
    bench.pair.advance(0.2)
    assert not bench.outlet.plant.closed
    assert not bench.outlet.plant.on
    bench.run(lambda: bench.outlet.board.show("C"))
    seconds(bench, ev, 3)
    assert not bench.outlet.plant.closed
    assert not bench.outlet.plant.on


def test_no_target_reaches_the_supply_while_the_contactor_is_open():
    bench = Bench("dc")
    bench.wait(lambda: bench.state == "PrepareCharging")
    said = []
    bench.bus.subscribe("everest/modules/evse1_supply/impl/supply/cmd/setMode", lambda _, payload: said.append(b"Off" not in payload))
    charger = bench.outlet.charger.charger
    bench.run(lambda: charger.publish("start_pre_charge"))
    bench.run(lambda: charger.publish("dc_ev_target_voltage_current", {"dc_ev_target_voltage": 380, "dc_ev_target_current": 1}))
    bench.pair.advance(1)
    assert not any(said)
    assert not bench.outlet.plant.on


def test_a_target_that_came_before_the_contactor_closed_is_served_then():
    bench = Bench("dc")
    bench.wait(lambda: bench.state == "PrepareCharging")
    charger, machine = bench.outlet.charger.charger, bench.outlet.brain.machine
    bench.run(lambda: charger.publish("start_pre_charge"))
    bench.run(lambda: charger.publish("dc_ev_target_voltage_current", {"dc_ev_target_voltage": 380, "dc_ev_target_current": 1}))
    bench.pair.advance(0.1)
    machine.hlc_permission = True
    bench.run(lambda: bench.outlet.board.show("C"))
    bench.wait(lambda: bench.outlet.plant.volts == pytest.approx(380), 3)
