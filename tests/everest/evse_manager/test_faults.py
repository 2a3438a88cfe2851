"""Whose error it is, what counts, and how bad it is."""

from __future__ import annotations

import pytest

from secc.everest.bus import MemoryBus
from secc.everest.evse_manager.faults import INTERNAL, OVER_VOLTAGE, Faults
from secc.everest.evse_manager.settings import Settings
from secc.everest.module import Module
from tests.everest.site import Bench, charging, go_on

WARNINGS = ["generic/VendorWarning", "power_supply_DC/VendorWarning", "isolation_monitor/VendorWarning", "connector_lock/VendorWarning",
            "over_voltage_monitor/VendorWarning", "powermeter/VendorWarning", "evse_board_support/MREC3HighTemperature",
            "evse_board_support/MREC18CableOverTempDerate"]  # fmt: skip


class Desk:
    """Faults whose errors are noted instead of sent."""

    def __init__(self, **settings: object) -> None:
        self.changes: list[bool] = []
        self.active: dict[tuple[str, str], dict] = {}
        self.faults = Faults(self, Settings(**settings), self.changes.append)  # type: ignore[arg-type]

    def raise_error(self, name: str, text: str, **more: object) -> None:
        self.active[name, str(more.get("sub_type", ""))] = {"text": text, **more}

    def clear_error(self, name: str, sub_type: str = "") -> None:
        self.active.pop((name, sub_type), None)


def test_the_same_error_of_two_modules_is_there_until_both_have_cleared_it():
    desk = Desk()
    desk.faults.heard("hlc", "generic/CommunicationFault", "", "Medium", True)
    desk.faults.heard("slac", "generic/CommunicationFault", "", "Medium", True)
    desk.faults.heard("hlc", "generic/CommunicationFault", "", "Medium", False)
    assert desk.faults
    desk.faults.heard("slac", "generic/CommunicationFault", "", "Medium", False)
    assert not desk.faults
    assert not desk.active


def test_the_cause_is_told_once_and_again_only_when_the_causes_change():
    desk = Desk()
    told = []
    desk.raise_error = lambda name, text, **more: told.append((name, more.get("details")))  # type: ignore[method-assign,assignment]
    for sub_type in ("", "a", "b"):
        desk.faults.heard("supply", "power_supply_DC/HardwareFault", sub_type, "Medium", True)
    desk.faults.heard("board", "evse_board_support/DiodeFault", "", "Medium", True)
    assert told == [("evse_manager/Inoperative", "HardwareFault"), ("evse_manager/Inoperative", "HardwareFault, DiodeFault")]


def test_a_first_error_is_fresh_and_each_while_one_is_high():
    desk = Desk()
    desk.faults.heard("supply", "power_supply_DC/HardwareFault", "", "Medium", True)
    desk.faults.heard("board", "evse_board_support/DiodeFault", "", "Medium", True)
    desk.faults.heard("board", "evse_board_support/DiodeFault", "", "High", True)
    desk.faults.heard("supply", "power_supply_DC/HardwareFault", "", "Medium", False)
    desk.faults.heard("supply", "power_supply_DC/HardwareFault", "", "Medium", False)
    assert desk.changes == [True, False, True, False]
    assert desk.faults.emergency


def test_an_own_error_gets_worse_but_not_better():
    desk = Desk()
    desk.faults.own(OVER_VOLTAGE, "a", severity="Medium")
    desk.faults.own(OVER_VOLTAGE, "b", severity="High")
    desk.faults.own(OVER_VOLTAGE, "c", severity="Medium")
    assert desk.active[OVER_VOLTAGE, ""] == {"text": "b", "severity": "High", "sub_type": ""}
    desk.faults.own(INTERNAL, "x", sub_type="supply")
    desk.faults.heard("board", "evse_board_support/DiodeFault", "", "Medium", True)
    desk.faults.clear_own()
    assert set(desk.active) == {("evse_manager/Inoperative", "")}
    assert not desk.faults.emergency


@pytest.mark.parametrize("name", WARNINGS)
def test_warnings_stop_nothing(name):
    desk = Desk()
    desk.faults.heard("x", name, "", "High", True)
    assert not desk.faults
    assert not desk.changes


@pytest.mark.parametrize("fatal", [True, False])
def test_whether_errors_of_the_meter_stop_the_charge_is_a_setting(fatal):
    desk = Desk(fail_on_powermeter_errors=fatal)
    desk.faults.heard("meter", "powermeter/CommunicationFault", "", "Medium", True)
    assert bool(desk.faults) == fatal


def test_every_device_is_listened_to():
    bench = Bench("dc")
    for part, implementation, error in [
        ("board", bench.outlet.board.board, "evse_board_support/DiodeFault"),
        ("supply", bench.outlet.supply.supply, "power_supply_DC/OverTemperature"),
        ("imd", bench.outlet.imd.imd, "isolation_monitor/DeviceFault"), ("ovm", bench.outlet.ovm.ovm, "over_voltage_monitor/DeviceFault"),
        ("lock", bench.outlet.lock.lock, "connector_lock/MREC1ConnectorLockFailure"), ("slac", bench.outlet.slac.slac, "generic/VendorError"),
        ("meter", bench.outlet.powermeter.powermeter, "powermeter/VendorError"), ("hlc", bench.outlet.charger.charger, "generic/VendorError"),
    ]:  # fmt: skip
        bench.run(lambda implementation=implementation, error=error: implementation.raise_error(error, "x"))
        bench.pair.advance(0.1)
        assert bench.outlet.brain.faults, part
        bench.run(lambda implementation=implementation, error=error: implementation.clear_error(error))
        bench.pair.advance(0.1)
        assert not bench.outlet.brain.faults, part


def test_an_idle_outlet_with_a_fault_shows_f_and_takes_cars_again_when_it_is_gone():
    bench = Bench("dc", plugged=False)
    supply, board = bench.outlet.supply.supply, bench.outlet.brain.board
    for severity in ("Medium", "High"):
        bench.run(lambda severity=severity: supply.raise_error("power_supply_DC/HardwareFault", "smoke", severity=severity))
        bench.pair.advance(0.1)
        assert board.pilot == "F"
        bench.run(lambda: supply.clear_error("power_supply_DC/HardwareFault"))
        bench.pair.advance(0.1)
        assert board.pilot == "X1"
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.wait(lambda: "TransactionStarted" in bench.names)


def test_a_failed_cable_check_may_be_tried_again():
    bench = Bench("dc")
    bench.outlet.plant.resistance_ohm = 5_000
    from secc.testing.drive import charge
    from secc.testing.ev import Car
    from secc.testing.ev_iso2 import Iso2Ev

    assert charge(bench.pair, Iso2Ev(Car())).failure is not None
    bench.wait(lambda: ("evse_manager/MREC11CableCheckFault", "") not in bench.errors, 30)
    assert [name for name, _, _ in bench.raised][:1] == ["evse_manager/MREC11CableCheckFault"]
    bench.outlet.plant.resistance_ohm = 900_000
    bench.wait(lambda: bench.state == "PrepareCharging")
    bench.wait(lambda: bench.outlet.brain.board.pilot == "X1")
    bench.wait(lambda: bench.outlet.brain.board.pilot == "PWM" and bench.outlet.brain.machine.matched, 40)
    assert charge(bench.pair, Iso2Ev(Car())).failure is None
    assert bench.names.count("TransactionStarted") == 1


def test_a_fault_while_charging_plainly_shows_f_for_a_moment():
    bench = Bench("ac", hlc=False)
    bench.wait(lambda: bench.outlet.plant.closed)
    board, pilots = bench.outlet.board.board, []
    bench.bus.subscribe("everest/modules/evse1_board/impl/board/cmd/cp_state_F", lambda *_: pilots.append("F"))
    bench.run(lambda: board.raise_error("evse_board_support/DiodeFault", "x"))
    bench.pair.advance(0.2)
    assert pilots == ["F"]
    assert not bench.outlet.plant.closed
    bench.run(lambda: board.clear_error("evse_board_support/DiodeFault"))
    bench.pair.advance(0.05)
    assert bench.state == "ChargingPausedEVSE"
    bench.wait(lambda: bench.state == "Charging", 5)


def test_errors_stay_with_their_bus():
    faults = Faults(Module("x", MemoryBus()).provide("evse", "auth_token_provider", {}), Settings(), lambda fresh: None)
    assert not faults
    assert not faults.has(INTERNAL)


def test_a_fault_that_comes_during_a_pause_is_told_with_it():
    bench = Bench("dc")
    ev = charging(bench)
    bench.call("pause_charging")
    go_on(bench, ev, lambda: "ChargingPausedEVSE" in bench.names)
    supply = bench.outlet.supply.supply
    bench.run(lambda: supply.raise_error("power_supply_DC/HardwareFault", "smoke"))
    bench.pair.advance(0.2)
    reasons = [event["charging_paused_evse"]["reasons"] for name, event in bench.events if name == "ChargingPausedEVSE"]
    assert reasons == [["UserPause"], ["Error", "UserPause"]]
    bench.call("resume_charging")
    bench.pair.advance(0.2)
    bench.run(lambda: supply.clear_error("power_supply_DC/HardwareFault"))
    bench.wait(lambda: bench.state == "PrepareCharging")
    reasons = [event["charging_paused_evse"]["reasons"] for name, event in bench.events if name == "ChargingPausedEVSE"]
    assert reasons == [["UserPause"], ["Error", "UserPause"], ["Error"]]
