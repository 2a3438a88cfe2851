"""What the outlet measures is broken on purpose: it notices, names it as EVerest does, and opens."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable

import pytest

from secc.errors import ConfigError
from secc.everest.evse_manager.monitors import Monitors
from secc.everest.evse_manager.settings import Settings
from secc.everest.evse_manager.timers import Timers
from secc.everest.join import ModuleConfiguration
from secc.everest.module import Module
from secc.everest.module_kinds import SeccEvseManager
from secc.testing.clock import VirtualClock
from tests.everest.site import Bench, charging, go_on, seconds, silence

OVER_CURRENT, OVER_VOLTAGE = "evse_manager/MREC4OverCurrentFailure", "evse_manager/MREC5OverVoltage"
INSULATION, PLAUSIBILITY = "evse_manager/MREC22ResistanceFault", "evse_manager/VoltagePlausibilityFault"
INTERNAL = "evse_manager/Internal"


def off(bench: Bench) -> bool:
    return not bench.outlet.plant.closed and not bench.outlet.plant.on


def draw(bench: Bench, factor: float) -> None:
    """The car draws this many times what it is offered, as the meter sees it."""
    meter = bench.outlet.meter
    if not hasattr(bench, "measure"):
        bench.measure = meter.measure  # type: ignore[attr-defined]
    meter.measure = lambda voltage_v, current_a, power_w: bench.measure(  # type: ignore[attr-defined,method-assign]
        voltage_v=voltage_v, current_a=current_a * factor, power_w=power_w
    )


@pytest.fixture(params=["plain PWM", "digital"])
def ac(request: pytest.FixtureRequest):
    if request.param == "plain PWM":
        bench = Bench("ac", hlc=False)
        bench.wait(lambda: bench.outlet.plant.closed)
        return bench, lambda count: bench.pair.advance(count)
    bench = Bench("ac")
    ev = charging(bench, "ac")
    return bench, lambda count: seconds(bench, ev, count)


def test_a_car_that_draws_too_much_for_seven_seconds_is_switched_off(ac):
    bench, let = ac
    draw(bench, 1.2)
    let(6)
    assert not bench.errors
    assert bench.outlet.plant.closed
    let(3)
    assert bench.errors[OVER_CURRENT, ""] == "High"
    assert ("evse_manager/Inoperative", "") in bench.errors
    assert off(bench)
    let(3)
    assert bench.of("ChargingPausedEVSE")["charging_paused_evse"] == {"reasons": ["Error"]}
    draw(bench, 1.0)
    let(30)
    assert off(bench), "only the next car gets power again"
    bench.unplug()
    assert not bench.errors
    assert bench.state == "Idle"


def test_within_the_tolerance_or_only_for_a_moment_is_no_fault(ac):
    bench, let = ac
    draw(bench, 1.09)
    let(12)
    draw(bench, 1.5)
    let(5)
    draw(bench, 1.0)
    let(3)
    draw(bench, 1.5)
    let(5)
    assert not bench.raised
    assert bench.outlet.plant.closed


def test_a_meter_that_falls_silent_with_too_much_current_stops_no_clock(ac):
    bench, let = ac
    draw(bench, 1.5)
    let(2)
    silence(bench, "meter")
    let(7)
    assert (OVER_CURRENT, "") in bench.errors
    assert off(bench)


def test_the_tolerance_is_a_setting():
    bench = Bench("ac", hlc=False, soft_over_current_tolerance_percent=50.0, soft_over_current_timeout_ms=20_000)
    bench.wait(lambda: bench.outlet.plant.closed)
    draw(bench, 1.4)
    bench.pair.advance(30)
    assert not bench.raised
    draw(bench, 1.6)
    bench.pair.advance(18)
    assert not bench.raised
    bench.pair.advance(5)
    assert (OVER_CURRENT, "") in bench.errors


def test_a_time_out_that_is_too_short_is_refused():
    told = {"!module": [{"name": "soft_over_current_timeout_ms", "value": 1000}]}
    configuration = ModuleConfiguration({"module_config": {"configuration_parameters": told}})
    with pytest.raises(ConfigError, match="soft_over_current_timeout_ms"):
        SeccEvseManager(Module("evse", Bench("dc", plugged=False).bus), configuration)


def measured_voltage(bench: Bench, volts: float) -> None:
    ovm = bench.outlet.ovm.ovm
    bench.outlet.ovm.publish = lambda: ovm.publish("voltage_measurement_V", volts)


def test_more_than_the_cars_maximum_for_400_ms_ends_the_charge_in_order():
    bench = Bench("dc")
    ev = charging(bench, max_voltage_v=450.0)
    assert bench.outlet.ovm.running
    assert bench.outlet.ovm.limits == (550.0, 450.0)
    measured_voltage(bench, 455.0)
    seconds(bench, ev, 0.3)
    assert not bench.raised
    seconds(bench, ev, 0.8)
    assert bench.errors[OVER_VOLTAGE, ""] == "Medium"
    assert off(bench)
    seconds(bench, ev, 5)
    assert not bench.outlet.ovm.running
    bench.unplug()
    assert not bench.errors


def test_at_the_cars_maximum_it_charges_on():
    bench = Bench("dc")
    ev = charging(bench, max_voltage_v=450.0)
    measured_voltage(bench, 450.0)
    seconds(bench, ev, 5)
    assert not bench.raised
    assert bench.outlet.plant.closed


def test_an_emergency_voltage_is_off_at_once_and_counts_more_than_the_error_before_it():
    bench = Bench("dc")
    ev = charging(bench)
    measured_voltage(bench, 560.0)
    seconds(bench, ev, 0.4)
    assert bench.errors[OVER_VOLTAGE, ""] == "High"
    assert bench.outlet.brain.board.pilot == "X1"
    assert off(bench)
    bench.run(lambda: bench.outlet.brain.faults.own(OVER_VOLTAGE, "less", severity="Medium"))
    bench.pair.advance(0.1)
    assert bench.errors[OVER_VOLTAGE, ""] == "High"


@pytest.mark.parametrize(
    ("ev_v", "supply_v", "emergency"),
    [(400, 1000, 550), (500, 1000, 550), (501, 1000, 825), (800, 1000, 935), (1000, 1000, 1100), (1250, 1250, 1375), (900, 500, 550)],
)
def test_the_emergency_voltage_follows_the_smaller_maximum(ev_v, supply_v, emergency):
    output = Bench("dc", plugged=False).outlet.brain.output
    output.capabilities = {**output.capabilities, "max_export_voltage_V": supply_v}
    output.ev_most_v = ev_v
    assert output.emergency_v == emergency


def test_without_a_monitor_the_supplys_own_sample_is_judged():
    bench = Bench("dc")
    ev = charging(bench, max_voltage_v=450.0)
    brain, supply = bench.outlet.brain, bench.outlet.supply
    bench.outlet.ovm.publish = lambda: None
    brain.devices = dataclasses.replace(brain.devices, ovm=None)
    supply.publish = lambda: supply.supply.publish("voltage_current", {"voltage_V": 451.5, "current_A": 10})
    seconds(bench, ev, 2)
    assert not bench.raised
    supply.publish = lambda: supply.supply.publish("voltage_current", {"voltage_V": 453, "current_A": 10})
    seconds(bench, ev, 1)
    assert (OVER_VOLTAGE, "") in bench.errors
    assert off(bench)


@pytest.mark.parametrize("source", ["isolation monitor", "over-voltage monitor", "meter"])
def test_voltages_that_do_not_agree_for_thirty_seconds_are_a_fault(source):
    bench = Bench("dc")
    ev = charging(bench)
    imd, meter = bench.outlet.imd.imd, bench.outlet.meter
    if source == "isolation monitor":
        bench.outlet.imd.publish = lambda: imd.publish("isolation_measurement", {"resistance_F_Ohm": 900_000, "voltage_V": 300})
    elif source == "meter":
        measure = meter.measure
        meter.measure = lambda voltage_v, current_a, power_w: measure(voltage_v=300, current_a=current_a, power_w=power_w)
    else:
        measured_voltage(bench, 300.0)
    seconds(bench, ev, 28)
    assert not bench.raised
    assert bench.outlet.plant.closed
    seconds(bench, ev, 4)
    assert bench.errors[PLAUSIBILITY, ""] == "High"
    assert off(bench)
    bench.unplug()
    assert not bench.errors


def test_a_spread_below_the_threshold_is_none():
    bench = Bench("dc")
    ev = charging(bench)
    measured_voltage(bench, bench.outlet.plant.volts - 45)
    seconds(bench, ev, 40)
    assert not bench.raised


@pytest.mark.parametrize(("earth_v", "bad"), [(1090.0, False), (1101.0, True)])
def test_too_much_voltage_to_earth_twice_over_two_seconds_is_an_insulation_fault(earth_v, bad):
    bench = Bench("dc")
    ev = charging(bench)
    imd = bench.outlet.imd.imd
    sample = {"resistance_F_Ohm": 900_000, "voltage_to_earth_l1e_V": 10.0, "voltage_to_earth_l2e_V": -earth_v}
    bench.outlet.imd.publish = lambda: imd.publish("isolation_measurement", sample)
    seconds(bench, ev, 1)
    assert not bench.raised
    seconds(bench, ev, 4)
    assert ((INSULATION, "VoltageToEarth") in bench.errors) == bad
    assert off(bench) == bad


def test_too_little_resistance_while_charging_is_an_insulation_fault():
    bench = Bench("dc")
    ev = charging(bench)
    bench.outlet.plant.resistance_ohm = 50_000
    seconds(bench, ev, 2)
    assert bench.errors[INSULATION, "Resistance"] == "Medium"
    assert off(bench)


@pytest.mark.parametrize(
    ("part", "name"),
    [("imd", "isolation_monitor"), ("ovm", "over_voltage_monitor"), ("supply", "supply"), ("board", "board"), ("iso15118", "ISO15118_charger")],
)
def test_a_device_that_falls_silent_ends_the_charge_before_the_boards_own_watchdog(part, name):
    bench = Bench("dc")
    ev = charging(bench)
    bench.run(lambda: silence(bench, part))
    seconds(bench, ev, 6)
    assert not bench.raised
    go_on(bench, ev, lambda: bench.raised, 4)
    assert bench.raised[0] == (INTERNAL, name, "High")
    bench.pair.advance(4)
    assert not bench.outlet.plant.closed
    assert part == "supply" or not bench.outlet.plant.on


def test_who_speaks_again_is_no_fault_any_more():
    bench = Bench("dc")
    ev = charging(bench)
    publish = bench.bus.publish
    bench.run(lambda: silence(bench, "supply"))
    go_on(bench, ev, lambda: bench.raised, 15)
    bench.bus.publish = publish
    seconds(bench, ev, 3)
    assert not bench.errors
    bench.wait(lambda: bench.names[-1] == "PrepareCharging", 20)


def test_a_silent_device_is_an_error_for_the_next_car_too():
    bench = Bench("dc")
    ev = charging(bench)
    bench.run(lambda: silence(bench, "supply"))
    go_on(bench, ev, lambda: bench.raised, 15)
    bench.pair.advance(3)
    bench.unplug()
    assert bench.state == "Idle"
    assert not bench.errors
    bench.run(bench.outlet.board.plug)
    bench.wait(lambda: len([one for one in bench.raised if one[0] == INTERNAL]) == 2, 20)
    assert not bench.outlet.plant.closed


def test_where_there_is_nothing_to_say_the_station_keeps_in_touch():
    bench = Bench("ac")
    ev = charging(bench, "ac")
    bench.site.energy.enforce = lambda: None
    bench.outlet.brain.energy._expiry.cancel()
    silence(bench, "meter")
    seconds(bench, ev, 30)
    assert not bench.raised
    assert bench.outlet.plant.closed


def test_outside_the_charge_nothing_is_judged():
    bench = Bench("dc", plugged=False)
    ovm, imd, supply = bench.outlet.ovm.ovm, bench.outlet.imd.imd, bench.outlet.supply.supply
    for _ in range(40):
        bench.run(lambda: ovm.publish("voltage_measurement_V", 1400.0))
        bench.run(lambda: imd.publish("isolation_measurement", {"resistance_F_Ohm": 1, "voltage_to_earth_l1e_V": 5000, "voltage_V": 3}))
        bench.run(lambda: supply.publish("voltage_current", {"voltage_V": 600, "current_A": 0}))
        bench.pair.advance(1)
    assert not bench.raised


class Desk:
    """Monitors on the virtual clock, with a switch for whether power may flow."""

    def __init__(self) -> None:
        self.live = True
        self.raised: list[str] = []
        self.clock = VirtualClock.starting_at(0)
        self.monitors = Monitors(Settings(), Timers(), self, lambda: self.live)  # type: ignore[arg-type]

    def own(self, name: str, text: str, **_: object) -> None:
        self.raised.append(name)

    def let(self, seconds: float, *acts: Callable[[], None]) -> None:
        async def run() -> None:
            for act in acts:
                act()
            await asyncio.sleep(seconds)

        self.clock.complete(run())


def test_what_was_measured_before_the_charge_does_not_count_in_it():
    desk = Desk()
    desk.live = False
    desk.let(1, lambda: desk.monitors.voltage("meter", 0.0), lambda: desk.monitors.voltage("supply", 400.0))
    desk.live = True
    desk.let(40, lambda: desk.monitors.voltage("supply", 400.0), lambda: desk.monitors.voltage("imd", 395.0))
    assert not desk.raised


def test_the_clock_of_an_alarm_does_not_start_before_the_charge():
    desk = Desk()
    desk.live = False
    record = {"current_A": {"L1": 20.0, "L2": 1.0}}
    desk.let(5, lambda: desk.monitors.phase_currents(record, 10.0))
    desk.live = True
    desk.let(5, lambda: desk.monitors.phase_currents(record, 10.0))
    assert not desk.raised
    desk.let(3)
    assert desk.raised == [OVER_CURRENT]


@pytest.mark.parametrize("record", [{}, {"current_A": {}}, {"current_A": {"DC": 100.0}}])
def test_a_meter_without_phase_currents_raises_nothing(record):
    desk = Desk()
    desk.let(10, lambda: desk.monitors.phase_currents(record, 0.0))
    assert not desk.raised


def test_a_single_phase_counts_too_and_so_does_current_from_the_car():
    for measured, offered in [({"L1": -12.0}, -10.0), ({"L2": 12.0}, 10.0)]:
        desk = Desk()
        desk.let(8, lambda desk=desk, measured=measured, offered=offered: desk.monitors.phase_currents({"current_A": measured}, offered))
        assert desk.raised == [OVER_CURRENT]
