"""States and what can go wrong on the way: sleeping cars, dead neighbours, opinions that change, cables, restrictions."""

from __future__ import annotations

import pytest

from secc.everest.module import Module
from secc.testing.drive import charge
from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev
from tests.everest.site import Bench, charging, go_on, never, plugged_in, seconds, silence

TOKEN = {"id_token": {"value": "04A1", "type": "ISO14443"}, "authorization_type": "RFID"}
ACCEPTED = {"authorization_status": "Accepted", "tariff_messages": []}
OFF = {"enable_source": "CSMS", "enable_state": "Disable", "enable_priority": 5000}
ON = {**OFF, "enable_state": "Enable"}


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


def test_a_pause_that_the_v2g_side_never_ends_is_ended_by_force():
    bench = Bench("dc")
    charging(bench)
    silence(bench, "iso15118")
    bench.call("pause_charging")
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.wait(lambda: not bench.outlet.plant.closed, 1)
    bench.wait(lambda: bench.state == "ChargingPausedEVSE", 25)


def test_a_stop_before_the_charge_is_told_to_the_car():
    bench = Bench("dc", decide=never)
    ev = plugged_in(bench)
    seconds(bench, ev, 5)
    assert bench.call("stop_transaction", request={"reason": "Remote"}) is True
    go_on(bench, ev, lambda: bench.state == "Finished")
    assert bench.charger.known.stop_wanted
    go_on(bench, ev, lambda: ev.done, 80)
    bench.pair.advance(1)
    assert bench.outlet.brain.board.pilot == "X1"
    assert not bench.outlet.plant.closed


def test_the_car_leaves_while_the_meter_starts_and_the_meters_transaction_is_closed():
    bench = Bench("dc", plugged=False)
    powermeter, meter = bench.outlet.powermeter.powermeter, bench.outlet.meter
    publish = bench.bus.publish
    held: list[tuple] = []
    answer = "everest/modules/evse1_meter/impl/meter/cmd/start_transaction/response/evse1"
    bench.bus.publish = lambda topic, payload, **how: held.append((topic, payload, how)) if topic == answer else publish(topic, payload, **how)
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.wait(lambda: held)
    assert meter._state.open is not None
    bench.run(bench.outlet.board.unplug)
    bench.pair.advance(2)
    bench.bus.publish = publish
    for topic, payload, how in held:
        bench.run(lambda topic=topic, payload=payload, how=how: publish(topic, payload, **how))
    bench.pair.advance(1)
    assert meter._state.open is None
    assert "TransactionStarted" not in bench.names
    assert bench.state == "Idle"
    assert powermeter.identifier == "meter"


def test_whoever_looks_twice_starts_one_transaction():
    bench = Bench("dc", plugged=False, decide=never)
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.pair.advance(1)
    started = []
    bench.bus.subscribe("everest/modules/evse1_meter/impl/meter/cmd/start_transaction", lambda *_: started.append(1))

    def both() -> None:
        bench.outlet.brain._authorize_response(TOKEN, ACCEPTED)
        bench.outlet.brain.machine.poke()
        bench.outlet.brain.machine.poke()

    bench.run(both)
    bench.pair.advance(2)
    assert started == [1]
    assert bench.names.count("TransactionStarted") == 1


def test_a_full_disk_costs_the_note_and_not_the_charge(tmp_path):
    bench = Bench("dc", folder=tmp_path, plugged=False)
    bench.outlet.brain.journal._store = tmp_path / "file" / "evse.json"
    (tmp_path / "file").write_text("no folder")
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.wait(lambda: bench.state == "PrepareCharging")
    assert "TransactionStarted" in bench.names


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


def test_disabled_before_the_start_it_is_off_from_the_start():
    bench = Bench("dc", plugged=False, external_ready_to_start_charging=True)
    bench.call("enable_disable", connector_id=0, cmd_source=OFF)
    bench.call("external_ready_to_start_charging")
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.pair.advance(2)
    assert bench.names == ["Disabled"]
    assert bench.outlet.brain.board.pilot == "F"
    assert not bench.outlet.board._enabled
    assert bench.call("enable_disable", connector_id=0, cmd_source=ON) is True
    bench.wait(lambda: "TransactionStarted" in bench.names)


def test_a_car_that_leaves_a_disabled_outlet_is_not_taken_for_there():
    bench = Bench("dc", plugged=False, decide=never)
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.pair.advance(1)
    bench.call("enable_disable", connector_id=0, cmd_source=OFF)
    bench.wait(lambda: bench.state == "Disabled")
    bench.run(bench.outlet.board.unplug)
    bench.pair.advance(1)
    bench.call("enable_disable", connector_id=0, cmd_source=ON)
    bench.pair.advance(1)
    assert bench.names.count("SessionStarted") == 1
    assert bench.state == "Idle"


def test_disabled_and_enabled_again_while_the_session_ends_it_still_ends():
    bench = Bench("dc")
    ev = charging(bench)
    bench.call("enable_disable", connector_id=0, cmd_source=OFF)
    bench.call("enable_disable", connector_id=0, cmd_source=ON)
    go_on(bench, ev, lambda: "TransactionFinished" in bench.names)
    assert bench.of("TransactionFinished")["transaction_finished"]["reason"] == "EVSEDisabled"
    assert bench.state == "Finished"


def test_a_reservation_that_comes_with_the_authorisation_is_in_the_transaction():
    bench = Bench("dc", plugged=False)
    bench.call("authorize_response", provided_token=TOKEN, validation_result={**ACCEPTED, "reservation_id": 12})
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.wait(lambda: "TransactionStarted" in bench.names)
    assert bench.of("TransactionStarted")["transaction_started"]["reservation_id"] == 12
    assert "reservation_id" not in bench.of("SessionStarted")["session_started"]
    assert "ReservationEnd" not in bench.names


@pytest.mark.parametrize("raised", [False, True])
def test_nobody_authorises_in_time_is_an_error_where_that_is_wanted(raised):
    bench = Bench("dc", decide=never, raise_mrec9=raised)
    bench.pair.advance(2)
    bench.call("withdraw_authorization")
    bench.pair.advance(0.1)
    assert (("evse_manager/MREC9AuthorizationTimeout", "") in bench.errors) == raised
    bench.unplug()
    assert not bench.errors


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


def test_a_restriction_of_transfer_modes_is_lifted_again_and_survives_new_capabilities():
    bench = Bench("dc_bpt", modern=True, plugged=False)
    offered = bench.hear("supported_energy_transfer_modes")
    assert bench.outlet.brain.hlc.modes == ["DC_extended", "DC_BPT"]
    assert bench.call("update_allowed_energy_transfer_modes", allowed_energy_transfer_modes=["DC_extended", "AC_BPT"]) == "Accepted"
    bench.run(bench.outlet.supply.ready)
    bench.pair.advance(0.1)
    assert offered == [["DC_extended"]]
    assert bench.call("update_allowed_energy_transfer_modes", allowed_energy_transfer_modes=["AC_BPT"]) == "IncompatibleEnergyTransfer"
    assert bench.call("update_allowed_energy_transfer_modes", allowed_energy_transfer_modes=["DC_extended", "DC_BPT"]) == "Accepted"
    bench.pair.advance(0.1)
    assert offered == [["DC_extended"], ["DC_extended", "DC_BPT"]]


def test_what_one_car_said_does_not_hold_for_the_next():
    bench = Bench("dc")
    charge(bench.pair, Iso2Ev(Car(max_voltage_v=800.0, voltage_v=700.0)))
    assert bench.outlet.brain.output.ev_most_v == 800
    bench.unplug()
    assert bench.outlet.brain.output.ev_most_v is None


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


def test_a_negative_limit_is_no_limit_of_the_last_second_for_a_one_way_car():
    bench = Bench("ac")
    ev = charging(bench, "ac")
    bench.site.energy.enforce = lambda: None
    leaf = Module("grid", bench.bus).use("evse1", "energy_grid", "energy")
    limits = {"ac_max_current_A": {"value": -16.0, "source": "t"}}
    value = {"uuid": "evse1", "valid_for": 600, "limits_root_side": limits, "schedule": []}
    bench.pair.clock.complete(leaf.call("enforce_limits", {"value": value}))
    assert bench.outlet.plant.limit_a == 0
    go_on(bench, ev, lambda: "ChargingPausedEVSE" in bench.names, 20)


def test_ready_waits_for_the_first_record_of_the_meter_but_not_for_ever():
    bench = Bench("dc", plugged=False)
    journal, clock = bench.outlet.brain.journal, bench.pair.clock
    journal._read.clear()
    before = bench.pair.now
    silence(bench, "meter")
    clock.complete(journal.first_record(5.0))
    assert bench.pair.now - before == pytest.approx(5.0, abs=0.2)


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
