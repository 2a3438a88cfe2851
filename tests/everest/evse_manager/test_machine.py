"""States and what can go wrong on the way: dead neighbours, cars that leave, opinions that change, restrictions."""

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


@pytest.mark.parametrize("energy", ["dc", "ac"])
def test_a_user_pauses_and_resumes_a_car_of_the_twentieth_part(energy):
    bench = Bench(energy, modern=True)
    told = []
    for command in ("pause_charging", "stop_charging"):
        topic = f"everest/modules/evse1_iso15118/impl/charger/cmd/{command}"
        bench.bus.subscribe(topic, lambda topic, payload: told.append((topic.rpartition("/")[2], b"true" in payload)))
    ev = charging(bench, energy, loop_s=0.1)
    told.clear()
    assert bench.call("pause_charging") is True
    go_on(bench, ev, lambda: "ChargingPausedEVSE" in bench.names)
    assert told == [("pause_charging", True)]
    assert not bench.outlet.plant.closed
    bench.run(lambda: bench.outlet.board.show("B"))
    assert bench.call("resume_charging") is True
    bench.wait(lambda: bench.state == "PrepareCharging")
    bench.pair.advance(2)
    again = charging(bench, energy, loop_s=0.1)
    seconds(bench, again, 5)
    assert bench.state == "Charging"
    assert bench.names.count("TransactionStarted") == 1
    assert bench.names.count("ChargingStarted") == 2
