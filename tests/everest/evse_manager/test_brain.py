"""Whole sessions on the in-memory bus and the virtual clock: the order of session events is EVerest's."""

from __future__ import annotations

import pytest

from secc.everest.module import Module
from secc.everest.ocmf import audit, check_signature, parse
from secc.everest.plant import Plant
from secc.everest.station import accept
from secc.testing.drive import charge, step
from secc.testing.ev import Car, Ev
from secc.testing.ev_din import DinEv
from secc.testing.ev_iso2 import Iso2Ev
from tests.everest.site import Bench, charging, go_on, never, silence

PLUG_FIRST = ["SessionStarted", "AuthRequired", "Authorized", "TransactionStarted", "PrepareCharging", "ChargingStarted"]
EV_STOPS = [*PLUG_FIRST, "StoppingCharging", "ChargingPausedEV"]
UNPLUG = ["StoppingCharging", "ChargingFinished", "TransactionFinished", "SessionFinished"]


@pytest.fixture(params=[("dc", Iso2Ev), ("ac", Iso2Ev), ("dc", DinEv)], ids=["iso2-dc", "iso2-ac", "din-dc"])
def charged(request: pytest.FixtureRequest) -> tuple[Bench, Ev]:
    energy, kind = request.param
    bench = Bench(energy)
    ev = kind(Car(energy=energy, protocols=("din",) if kind is DinEv else ("iso2",)))
    charge(bench.pair, ev)
    bench.pair.advance(1)
    return bench, ev


def test_a_car_charges_through_the_whole_station_and_the_events_have_everests_order(charged):
    bench, ev = charged
    assert ev.failure is None
    assert bench.names == ["Enabled", *EV_STOPS]
    bench.run(bench.outlet.board.unplug)
    bench.pair.advance(2)
    assert bench.names == ["Enabled", *EV_STOPS, *UNPLUG]
    assert bench.state == "Idle"


def test_the_transaction_ends_with_a_signed_record_over_the_delivered_energy(charged):
    bench, _ = charged
    bench.run(bench.outlet.board.unplug)
    bench.wait(lambda: "TransactionFinished" in bench.names)
    finished = bench.of("TransactionFinished")["transaction_finished"]
    assert finished["reason"] == "EVDisconnected"
    record = parse(finished["signed_meter_value"]["signed_meter_data"])
    assert check_signature(record, bench.outlet.meter.public_key).outcome == "valid"
    session = audit([record])
    assert session.sound, session.findings
    assert session.energy_wh is not None
    assert session.energy_wh > 10
    uuids = {event["uuid"] for name, event in bench.events if name not in ("Enabled",)}
    assert len(uuids) == 1


def test_nothing_is_live_after_the_session(charged):
    bench, _ = charged
    assert not bench.outlet.plant.closed
    assert not bench.outlet.plant.on


def test_a_reader_comes_first_and_the_car_after():
    bench = Bench("dc", plugged=False)
    token = {"id_token": {"value": "04A1", "type": "ISO14443"}, "authorization_type": "RFID"}
    result = {"authorization_status": "Accepted", "tariff_messages": [{"content": "39 ct/kWh"}]}
    bench.call("authorize_response", provided_token=token, validation_result=result)
    assert bench.names == ["Enabled", "SessionStarted", "Authorized"]
    assert bench.of("SessionStarted")["session_started"]["reason"] == "Authorized"
    bench.run(lambda: bench.outlet.board.show("B"))
    ev = charge(bench.pair, Iso2Ev(Car()))
    assert ev.failure is None
    assert bench.names[3:7] == ["AuthRequired", "TransactionStarted", "PrepareCharging", "ChargingStarted"]
    bench.run(bench.outlet.board.unplug)
    bench.wait(lambda: "TransactionFinished" in bench.names)
    record = parse(bench.of("TransactionFinished")["transaction_finished"]["signed_meter_value"]["signed_meter_data"])
    assert (record.text("ID"), record.text("IT"), record.text("TT")) == ("04A1", "ISO14443", "39 ct/kWh")


async def reject(_: str) -> bool:
    return False


def test_nobody_authorises_and_the_car_leaves():
    bench = Bench("dc", decide=never)
    bench.pair.advance(5)
    bench.run(bench.outlet.board.unplug)
    bench.pair.advance(2)
    assert bench.names == ["Enabled", "SessionStarted", "AuthRequired", "SessionFinished"]


def test_a_rejection_reaches_the_car():
    bench = Bench("dc", decide=reject)
    ev = Iso2Ev(Car())
    charge(bench.pair, ev)
    assert ev.failure is not None
    assert "TransactionStarted" not in bench.names
    assert bench.names[:5] == ["Enabled", "SessionStarted", "AuthRequired", "Deauthorized", "PluginTimeout"]


@pytest.mark.parametrize("energy", ["dc", "ac"])
def test_a_user_stops_and_the_reason_and_card_are_in_the_record(energy):
    bench = Bench(energy)
    ev = charging(bench, energy)
    tag = {"id_token": {"value": "CARD", "type": "ISO14443"}, "authorization_type": "RFID"}
    assert bench.call("stop_transaction", request={"reason": "Local", "id_tag": tag}) is True
    go_on(bench, ev, lambda: "TransactionFinished" in bench.names)
    assert bench.names[-3:] == ["StoppingCharging", "ChargingFinished", "TransactionFinished"]
    finished = bench.of("TransactionFinished")["transaction_finished"]
    assert (finished["reason"], finished["id_tag"]) == ("Local", tag)
    bench.run(bench.outlet.board.unplug)
    bench.pair.advance(1)
    assert bench.names[-1] == "SessionFinished"
    assert bench.call("stop_transaction", request={"reason": "Local"}) is False


def test_a_user_pauses_and_resumes():
    bench = Bench("dc")
    ev = charging(bench)
    assert bench.call("pause_charging") is True
    go_on(bench, ev, lambda: "ChargingPausedEVSE" in bench.names)
    assert bench.of("ChargingPausedEVSE")["charging_paused_evse"] == {"reasons": ["UserPause"]}
    assert not bench.outlet.plant.closed
    assert bench.call("resume_charging") is True
    bench.wait(lambda: bench.names[-1] == "PrepareCharging")
    bench.pair.advance(2)
    again = charge(bench.pair, Iso2Ev(Car()))
    assert again.failure is None
    assert bench.names.count("ChargingStarted") == 2
    assert bench.names.count("TransactionStarted") == 1


def test_disabling_ends_the_session_and_enabling_takes_the_next_car():
    bench = Bench("dc")
    ev = charging(bench)
    off = {"enable_source": "CSMS", "enable_state": "Disable", "enable_priority": 5000}
    assert bench.call("enable_disable", connector_id=0, cmd_source=off) is False
    go_on(bench, ev, lambda: "Disabled" in bench.names)
    assert bench.names[-5:] == ["StoppingCharging", "ChargingFinished", "TransactionFinished", "SessionFinished", "Disabled"]
    assert bench.of("TransactionFinished")["transaction_finished"]["reason"] == "EVSEDisabled"
    assert bench.of("Disabled")["source"] == off
    assert bench.state == "Disabled"
    assert bench.call("enable_disable", connector_id=0, cmd_source={**off, "enable_state": "Enable"}) is True
    bench.wait(lambda: bench.state != "Disabled")
    assert bench.names.count("Enabled") == 2


def test_no_power_in_the_loop_pauses_with_that_reason_and_ends_when_it_returns():
    bench = Bench("dc")
    ev = charging(bench)
    bench.site.energy._fuse_a = 0.0
    go_on(bench, ev, lambda: "ChargingPausedEVSE" in bench.names)
    assert bench.of("ChargingPausedEVSE")["charging_paused_evse"] == {"reasons": ["NoEnergy"]}
    bench.site.energy._fuse_a = 200.0
    bench.wait(lambda: bench.names[-1] == "PrepareCharging")


def test_limits_reach_the_car_inside_one_charge_loop_round():
    bench = Bench("dc")
    ev = charging(bench)
    go_on(bench, ev, lambda: bench.outlet.plant.ampere > 100)
    bench.site.energy._fuse_a = 10.0
    bench.run(bench.site.energy.enforce)
    limits = bench.charger.known.dc
    assert limits.max_power_w == pytest.approx(10 * 230 * 3)
    go_on(bench, ev, lambda: bench.outlet.plant.ampere < 18, limit_s=1.0)
    assert bench.outlet.plant.volts * bench.outlet.plant.ampere <= 6900 + 1


def test_a_limit_that_is_not_renewed_is_no_limit_any_more_but_no_power():
    bench = Bench("dc")
    ev = charging(bench)
    bench.site.energy.enforce = lambda: None
    go_on(bench, ev, lambda: bench.charger.known.dc.max_power_w == 0, limit_s=12)
    go_on(bench, ev, lambda: "ChargingPausedEVSE" in bench.names)


@pytest.mark.parametrize(("severity", "emergency"), [("High", True), ("Medium", False)])
def test_a_fault_of_a_device_stops_charging_and_is_told_as_inoperative(severity, emergency):
    bench = Bench("dc")
    ev = charging(bench)
    errors: list[tuple[str, bool]] = []
    bench.evse.on_error(lambda name, sub, how, active: errors.append((name, active)))
    bench.run(lambda: bench.outlet.supply.supply.raise_error("power_supply_DC/HardwareFault", "smoke", severity=severity))
    bench.pair.advance(0.2)
    assert not bench.outlet.plant.closed
    assert not bench.outlet.plant.on
    assert errors == [("evse_manager/Inoperative", True)]
    assert (bench.outlet.brain.board.pilot == "X1") == emergency
    go_on(bench, ev, lambda: "ChargingPausedEVSE" in bench.names)
    assert bench.of("ChargingPausedEVSE")["charging_paused_evse"] == {"reasons": ["Error"]}
    bench.run(lambda: bench.outlet.supply.supply.clear_error("power_supply_DC/HardwareFault"))
    bench.wait(lambda: bench.names[-1] == "PrepareCharging")
    assert errors[-1] == ("evse_manager/Inoperative", False)


def test_a_failed_insulation_test_never_leads_to_power():
    bench = Bench("dc")
    bench.outlet.plant.resistance_ohm = 5_000
    errors: list[str] = []
    bench.evse.on_error(lambda name, sub, how, active: errors.append(name) if active else None)
    ev = Iso2Ev(Car())
    charge(bench.pair, ev)
    assert ev.failure is not None
    assert "ChargingStarted" not in bench.names
    assert "evse_manager/MREC11CableCheckFault" in errors
    assert not bench.outlet.plant.closed


def test_the_car_is_pulled_while_charging_and_power_is_off_at_once():
    bench = Bench("dc")
    charging(bench)
    bench.run(bench.outlet.board.unplug)
    bench.pair.advance(0.1)
    assert not bench.outlet.plant.closed
    assert not bench.outlet.plant.on
    bench.pair.advance(3)
    assert bench.names[-4:] == UNPLUG


def test_the_connection_breaks_while_charging_and_the_link_starts_anew():
    bench = Bench("dc")
    charging(bench)
    bench.pair.eof()
    bench.pair.advance(1)
    assert not bench.outlet.plant.closed
    assert bench.state == "T_step_EF"
    bench.wait(lambda: bench.state == "PrepareCharging", 12)
    bench.pair.advance(5)
    assert charge(bench.pair, Iso2Ev(Car())).failure is None
    assert bench.names.count("TransactionStarted") == 1


def test_reservations_are_kept_used_and_cancelled():
    bench = Bench("dc", plugged=False)
    assert bench.call("reserve", reservation_id=7) is True
    assert bench.call("reserve", reservation_id=8) is False
    bench.call("cancel_reservation")
    assert bench.names == ["Enabled", "ReservationStart", "ReservationEnd"]
    assert bench.call("reserve", reservation_id=9) is True
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.wait(lambda: "TransactionStarted" in bench.names)
    assert bench.of("SessionStarted")["session_started"]["reservation_id"] == 9
    assert bench.of("TransactionStarted")["transaction_started"]["reservation_id"] == 9
    assert bench.names.count("ReservationEnd") == 1
    assert bench.call("reserve", reservation_id=1) is False


def test_a_transaction_of_the_last_run_is_finished_with_power_loss(tmp_path):
    first = Bench("dc", folder=tmp_path)
    charging(first)
    first.pair.advance(15)
    session = first.of("TransactionStarted")["uuid"]
    again = Bench("dc", folder=tmp_path, plugged=False)
    assert again.names[:3] == ["SessionResumed", "TransactionFinished", "Enabled"]
    finished = again.of("TransactionFinished")
    assert finished["uuid"] == session
    assert finished["transaction_finished"]["reason"] == "PowerLoss"
    record = parse(finished["transaction_finished"]["signed_meter_value"]["signed_meter_data"])
    assert check_signature(record, first.outlet.meter.public_key).outcome == "valid"
    assert audit([record]).sound
    third = Bench("dc", folder=tmp_path, plugged=False)
    assert third.names == ["Enabled"]


def test_a_meter_that_refuses_stops_the_session_before_it_charges():
    bench = Bench("dc", plugged=False)
    bench.outlet.meter.start_transaction = lambda request: {"status": "UNEXPECTED_ERROR", "error": "no"}
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.wait(lambda: bench.state == "Finished")
    assert "TransactionStarted" not in bench.names
    assert not bench.outlet.plant.closed


def test_plain_pwm_charging_without_high_level_communication():
    bench = Bench("ac", hlc=False)
    bench.wait(lambda: bench.outlet.plant.closed)
    assert bench.names == ["Enabled", *PLUG_FIRST]
    assert bench.outlet.plant.ampere == pytest.approx(32)
    bench.site.energy._fuse_a = 10.0
    bench.run(bench.site.energy.enforce)
    bench.pair.advance(6)
    assert bench.outlet.plant.ampere == pytest.approx(10)
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.wait(lambda: bench.names[-1] == "ChargingPausedEV")
    assert not bench.outlet.plant.closed


def test_the_answers_that_need_no_session():
    bench = Bench("dc", plugged=False)
    assert bench.call("get_evse") == {"id": 1, "connectors": [{"id": 1, "type": "cCCS2"}]}
    assert bench.call("external_ready_to_start_charging") is False
    assert bench.call("pause_charging") is False
    assert bench.call("resume_charging") is False
    assert bench.call("force_unlock", connector_id=1) is True
    assert bench.call("set_der_available", available=True) == "Accepted"
    assert bench.call("update_allowed_energy_transfer_modes", allowed_energy_transfer_modes=["AC_BPT"]) == "IncompatibleEnergyTransfer"
    assert bench.call("update_allowed_energy_transfer_modes", allowed_energy_transfer_modes=["DC_extended"]) == "Accepted"
    assert bench.call("set_plug_and_charge_configuration", plug_and_charge_configuration={"pnc_enabled": True}) is None
    assert bench.call("withdraw_authorization") is None


def test_a_station_that_waits_for_the_word_takes_no_car_before_it():
    bench = Bench("dc", external_ready_to_start_charging=True)
    bench.pair.advance(2)
    assert bench.names == []
    assert bench.call("external_ready_to_start_charging") is True
    bench.wait(lambda: "TransactionStarted" in bench.names)


def test_the_plant_ramps_and_stops():
    plant = Plant(on=True, closed=True, set_v=400, set_a=100)
    for _ in range(10):
        plant.step(0.1)
    assert (plant.volts, plant.ampere) == (400, 100)
    plant.on = False
    plant.step(0.1)
    assert plant.ampere == 0


PHASES = ["WaitingForAuthentication", "CableCheck", "PreCharge", "Charging"]


def brought_to(phase: str) -> tuple[Bench, Iso2Ev]:
    bench = Bench("dc", decide=never if phase == "WaitingForAuthentication" else accept)
    ev = Iso2Ev(Car(charge_s=300, loop_s=1.0))
    ev.on_pilot = lambda state: None
    bench.pair.connect()
    ev.start(bench.pair.now)
    reached = {
        "WaitingForAuthentication": lambda: "AuthRequired" in bench.names,
        "CableCheck": lambda: bench.outlet.plant.closed,
        "PreCharge": lambda: bench.outlet.brain.output.phase == "PreCharge",
        "Charging": lambda: bench.outlet.plant.ampere > 1,
    }[phase]
    go_on(bench, ev, reached)
    return bench, ev


@pytest.mark.slow
@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("part", ["evse", "iso15118", "supply", "imd", "ovm", "board", "lock", "meter", "slac"])
def test_whichever_module_dies_in_whichever_phase_the_contactor_opens_when_it_must(phase, part):
    bench, ev = brought_to(phase)
    bench.run(lambda: silence(bench, part))
    end = bench.pair.now + 70
    while bench.pair.now < end:
        if ev.done:
            bench.pair.advance(1)
        else:
            step(bench.pair, ev, min(end, bench.pair.now + 0.5))
    vital = part in ("evse", "iso15118", "supply", "imd", "ovm", "board")
    if vital or ev.done or phase == "WaitingForAuthentication":
        assert not bench.outlet.plant.closed, (bench.names, bench.state)
        assert bench.outlet.plant.ampere == 0
    else:
        assert bench.outlet.plant.ampere > 1, (bench.names, ev.failure)


@pytest.mark.slow
@pytest.mark.parametrize("phase", PHASES[1:])
def test_a_brain_that_is_killed_in_any_phase_leaves_a_transaction_that_is_complete_after_restart(phase, tmp_path):
    bench = Bench("dc", folder=tmp_path)
    ev = Iso2Ev(Car(charge_s=300))
    ev.on_pilot = lambda state: None
    bench.pair.connect()
    ev.start(bench.pair.now)
    go_on(bench, ev, {"CableCheck": lambda: bench.outlet.plant.closed, "PreCharge": lambda: bench.outlet.brain.output.phase == "PreCharge",
                      "Charging": lambda: bench.outlet.plant.ampere > 1}[phase])  # fmt: skip
    session = bench.of("TransactionStarted")["uuid"]
    again = Bench("dc", folder=tmp_path, plugged=False)
    assert [again.names[0], again.names[1]] == ["SessionResumed", "TransactionFinished"]
    signed = again.of("TransactionFinished")["transaction_finished"]["signed_meter_value"]
    assert again.of("TransactionFinished")["uuid"] == session
    assert audit([parse(signed["signed_meter_data"])]).sound


def test_without_a_digital_session_ac_falls_back_to_plain_pwm_when_that_is_allowed():
    bench = Bench("ac", ac_enforce_hlc=False, disable_authentication=True)
    bench.wait(lambda: bench.state == "T_step_X1", 12)
    assert bench.outlet.brain.board.pilot == "X1"
    bench.wait(lambda: bench.outlet.plant.closed, 5)
    assert bench.names[-1] == "ChargingStarted"
    assert bench.outlet.plant.ampere == pytest.approx(32)


def test_when_it_is_enforced_the_station_waits_for_the_digital_session():
    bench = Bench("ac")
    bench.pair.advance(60)
    assert bench.state == "WaitingForAuthentication"
    assert not bench.outlet.plant.closed
    assert charge(bench.pair, Iso2Ev(Car(energy="ac"))).failure is None


def test_the_station_withdraws_what_was_not_used_yet():
    bench = Bench("dc", plugged=False)
    token = {"id_token": {"value": "04A1", "type": "ISO14443"}, "authorization_type": "RFID"}
    bench.call("authorize_response", provided_token=token, validation_result={"authorization_status": "Accepted", "tariff_messages": []})
    bench.call("withdraw_authorization")
    assert bench.names == ["Enabled", "SessionStarted", "Authorized", "Deauthorized", "SessionFinished"]


def test_commands_while_nothing_fits_change_nothing():
    bench = Bench("dc", plugged=False)
    rejected = {"authorization_status": "Blocked", "tariff_messages": []}
    token = {"id_token": {"value": "04A1", "type": "ISO14443"}, "authorization_type": "RFID"}
    bench.call("authorize_response", provided_token=token, validation_result=rejected)
    bench.call("withdraw_authorization")
    bench.call("cancel_reservation")
    bench.call("stop_transaction", request={"reason": "Local"})
    assert bench.names == ["Enabled"]


def limit(bench: Bench, phases: int, ampere: float = 16) -> None:
    """The energy manager wants this many phases from now on."""
    bench.site.energy.enforce = lambda: None
    limits = {"ac_max_current_A": {"value": ampere, "source": "t"}, "ac_max_phase_count": {"value": phases, "source": "t"}}
    leaf = Module("energy", bench.bus).use("evse1", "energy_grid", "energy")
    value = {"uuid": "evse1", "valid_for": 600, "limits_root_side": limits, "schedule": []}
    bench.pair.clock.complete(leaf.call("enforce_limits", {"value": value}))


def test_phases_are_switched_while_charging_only_with_open_contactor():
    bench = Bench("ac", hlc=False)
    bench.wait(lambda: bench.outlet.plant.closed)
    assert bench.outlet.plant.phases == 3
    bench.run(lambda: None)
    limit(bench, 1)
    bench.wait(lambda: "SwitchingPhases" in bench.names, 2)
    bench.pair.advance(1)
    assert not bench.outlet.plant.closed
    assert bench.outlet.plant.phases == 3
    bench.wait(lambda: bench.names[-1] == "ChargingStarted", 15)
    assert bench.names[-3:] == ["SwitchingPhases", "PrepareCharging", "ChargingStarted"]
    assert bench.outlet.plant.phases == 1
    assert bench.outlet.brain.energy.board is not None


def test_phases_stay_during_a_digital_session():
    bench = Bench("ac")
    ev = charging(bench, "ac")
    limit(bench, 1)
    go_on(bench, ev, lambda: bench.pair.now > 0)
    assert "SwitchingPhases" not in bench.names
    assert bench.outlet.plant.phases == 3
