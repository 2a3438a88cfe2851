"""The plug is held before power and let go after it; without it being held nothing closes."""

from __future__ import annotations

import pytest

from tests.everest.site import Bench, charging, go_on, never, plugged_in, seconds, silence

FAILED = "connector_lock/ConnectorLockFailedLock"


def test_it_is_locked_while_a_car_is_there_and_free_when_it_has_gone():
    bench = Bench("dc")
    plant = bench.outlet.plant
    bench.wait(lambda: plant.locked)
    charging(bench)
    assert plant.locked
    bench.unplug()
    assert not plant.locked


def test_it_stays_locked_until_the_contactor_is_open():
    bench = Bench("dc")
    ev = charging(bench)
    plant, order = bench.outlet.plant, []
    bench.outlet.lock.lock.module.bus.subscribe("everest/modules/evse1_lock/impl/lock/cmd/unlock", lambda *_: order.append(plant.closed))
    bench.call("force_unlock", connector_id=1)
    go_on(bench, ev, lambda: not plant.locked)
    assert order == [False]
    assert bench.of("TransactionFinished")["transaction_finished"]["reason"] == "UnlockCommand"
    bench.unplug()
    bench.run(bench.outlet.board.plug)
    bench.wait(lambda: plant.locked)


def test_a_lock_that_fails_says_so_and_nothing_closes():
    bench = Bench("dc", plugged=False)
    bench.outlet.lock.jammed = True
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.wait(lambda: ("evse_manager/Inoperative", "") in bench.errors)
    ev = plugged_in(bench)
    seconds(bench, ev, 40)
    assert not bench.outlet.plant.closed
    assert "ChargingStarted" not in bench.names


def test_a_lock_that_does_not_answer_does_not_hold():
    bench = Bench("ac", hlc=False, plugged=False)
    silence(bench, "lock")
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.pair.advance(20)
    assert bench.state == "Charging"
    assert not bench.outlet.plant.closed


def test_a_lock_that_answers_late_lets_the_charge_begin():
    bench = Bench("ac", hlc=False, plugged=False)
    publish = bench.bus.publish
    silence(bench, "lock")
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.pair.advance(8)
    bench.bus.publish = publish
    bench.wait(lambda: bench.outlet.plant.closed, 10)
    assert bench.outlet.plant.locked


def test_without_a_lock_module_nothing_is_asked():
    bench = Bench("ac", hlc=False)
    bench.outlet.brain.machine.lock._peer = None
    bench.wait(lambda: bench.outlet.plant.closed)
    assert bench.call("force_unlock", connector_id=1) is False


@pytest.mark.parametrize(
    ("setting", "locked"), [({"unlock_when_deauthorized": True}, False), ({"lock_connector_in_state_b": False}, False), ({}, True)]
)
def test_when_the_plug_is_held_before_anybody_has_paid_is_a_setting(setting, locked):
    bench = Bench("dc", decide=never, **setting)
    bench.pair.advance(5)
    assert bench.outlet.plant.locked == locked


def test_a_disabled_outlet_lets_the_plug_go():
    bench = Bench("dc")
    ev = charging(bench)
    off = {"enable_source": "CSMS", "enable_state": "Disable", "enable_priority": 5000}
    bench.call("enable_disable", connector_id=0, cmd_source=off)
    go_on(bench, ev, lambda: "Disabled" in bench.names)
    bench.pair.advance(0.1)
    assert not bench.outlet.plant.locked
    assert bench.of("TransactionFinished")["transaction_finished"]["reason"] == "EVSEDisabled"


def test_pilot_error_states_open_the_lock_but_do_not_end_the_session():
    bench = Bench("ac", hlc=False)
    bench.wait(lambda: bench.outlet.plant.closed)
    board = bench.outlet.board
    bench.run(lambda: board.show("E"))
    bench.pair.advance(1)
    assert not bench.outlet.plant.closed
    assert not bench.outlet.plant.locked
    assert bench.state == "ChargingPausedEV"
    bench.run(lambda: board.show("F"))
    bench.pair.advance(2)
    assert bench.outlet.plant.locked == bench.outlet.brain.machine._timers.runs("unlock in F")
    bench.pair.advance(6)
    assert not bench.outlet.plant.locked
    bench.run(lambda: board.show("B"))
    bench.run(lambda: board.show("C"))
    bench.wait(lambda: bench.outlet.plant.closed)
    assert bench.names.count("SessionStarted") == 1


def test_a_connection_that_was_away_opens_nothing():
    bench = Bench("dc")
    ev = charging(bench)
    asked, opened = [], []
    bench.bus.subscribe("everest/modules/evse1_lock/impl/lock/cmd/lock", lambda *_: asked.append(1))
    bench.outlet.board.board.module.use("evse1_board", "board", "evse_board_support").on("event", opened.append)
    bench.run(lambda: bench.outlet.brain._connection_changed(True))
    seconds(bench, ev, 2)
    assert asked == [1]
    assert not opened
    assert bench.outlet.plant.closed
