"""Set points of the supply: both directions, ramps, refusals, and whole bidirectional sessions."""

from __future__ import annotations

import asyncio

import pytest

from secc.everest.evse_manager.dc_output import Ceiling, DcOutput, isolation_test_voltage
from secc.everest.evse_manager.settings import Settings
from secc.everest.module import Module
from secc.testing.clock import VirtualClock
from tests.everest.site import Bench, charging, go_on, seconds

ABLE = {
    "max_export_voltage_V": 920.0, "min_export_voltage_V": 150.0, "max_export_current_A": 200.0, "min_export_current_A": 0.0,
    "max_export_power_W": 100_000.0, "max_import_current_A": 80.0, "max_import_power_W": 30_000.0, "min_import_voltage_V": 200.0,
    "max_import_voltage_V": 900.0,
}  # fmt: skip
OUT, BACK = Ceiling(200.0, 100_000.0), Ceiling(200.0, 0.0, 80.0, 20_000.0)
DYNAMIC = {"min_voltage": 300.0, "max_voltage": 450.0, "max_discharge_current": 60.0, "max_discharge_power": 18_000.0}


class Told:
    """A supply that notes what it is told."""

    def __init__(self) -> None:
        self.said: list[tuple] = []

    def tell(self, command: str, **arguments: object) -> None:
        self.said.append((command.removeprefix("set").removesuffix("VoltageCurrent"), *arguments.values()))


@pytest.fixture
def desk():
    clock = VirtualClock.starting_at(0)
    supply = Told()
    output = DcOutput(Settings(), supply, None)  # type: ignore[arg-type]
    output.capabilities = ABLE
    output.volts = 400.0
    output.phase = "Charging"

    def serve(volts: float, ampere: float, ceiling: Ceiling, wait: float = 10.0) -> list[tuple]:
        supply.said.clear()

        async def run() -> None:
            output.target(volts, ampere)
            output.serve(ceiling)
            await asyncio.sleep(wait)

        clock.complete(run())
        return supply.said

    return output, serve


def test_the_set_point_comes_before_the_mode_and_rises_with_the_ramp(desk):
    _, serve = desk
    said = serve(400, 100, OUT)
    assert said[:2] == [("Export", 400, 2.5), ("Mode", "Export", "Charging")]
    assert said[-1] == ("Export", 400, 100)
    assert len(said) == 41
    assert serve(400, 10, OUT) == [("Export", 400, 10)]


def test_targets_that_come_often_do_not_make_the_ramp_steeper(desk):
    output, serve = desk
    serve(400, 100, OUT, 0.0)
    for _ in range(10):
        serve(400, 100, OUT, 0.1)
    assert output._given_a <= 2.5 * 12


def test_in_dynamic_mode_the_station_takes_back_down_to_the_cars_least_voltage(desk):
    output, serve = desk
    output.dynamic = DYNAMIC
    serve(450, 100, OUT)
    said = serve(450, 0, BACK)
    assert said[0] == ("Import", 300, 2.5)
    assert said[1] == ("Mode", "Import", "Charging")
    assert said[-1] == ("Import", 300, 45.0), "18 kW of the car at 400 V"
    back = serve(450, 100, OUT)
    assert back[:2] == [("Export", 450, 2.5), ("Mode", "Export", "Charging")]


@pytest.mark.parametrize(
    ("dynamic", "ceiling", "ampere"),
    [
        (DYNAMIC | {"max_discharge_power": 1e6}, BACK, 50.0), (DYNAMIC | {"max_discharge_power": 1e6}, Ceiling(0, 0, 20, 20_000), 20.0),
        (DYNAMIC | {"max_discharge_current": 7}, BACK, 7.0),
    ],
)
def test_the_least_of_all_limits_holds(desk, dynamic, ceiling, ampere):
    output, serve = desk
    output.dynamic = dynamic
    assert serve(450, 0, ceiling)[-1] == ("Import", 300, ampere)


def test_a_car_that_told_no_discharge_limits_gives_nothing(desk):
    output, serve = desk
    output.dynamic = {"min_voltage": 300.0, "max_voltage": 450.0}
    serve(450, 50, OUT)
    said = serve(450, 0, BACK)
    assert said == [("Export", 450, 0)]


def test_in_scheduled_mode_the_car_asks_and_two_ampere_is_what_the_interface_carries(desk):
    _, serve = desk
    assert serve(400, -2.0, BACK)[-1][:2] == ("Mode", "Import")
    assert serve(400, -2.0, OUT)[0] == ("Export", 400, 0), "the station does not take back now"
    assert serve(400, 20.0, BACK) == [], "the car does not want to give"


def test_a_voltage_outside_the_supplys_range_is_refused_and_stops_what_flows(desk):
    output, serve = desk
    assert serve(100, 10, OUT) == []
    serve(400, 10, OUT)
    assert serve(100, 10, OUT) == [("Export", 400, 0)]
    assert serve(1000, 10, OUT)[0] == ("Export", 920, 2.5)
    output.dynamic = DYNAMIC | {"min_voltage": 950.0}
    assert serve(400, 0, BACK)[-1] == ("Export", 400, 0)


def test_voltage_zero_keeps_the_last_one(desk):
    _, serve = desk
    serve(400, 50, OUT)
    assert serve(0, 20, OUT) == [("Export", 400, 20)]


def test_the_same_again_is_not_said_again(desk):
    _, serve = desk
    serve(400, 50, OUT)
    assert serve(400, 50, OUT) == []


def test_before_the_loop_nothing_is_taken_back(desk):
    output, serve = desk
    output.phase, output.dynamic = "PreCharge", DYNAMIC
    assert serve(400, 2, BACK) == [("Export", 400, 0), ("Mode", "Export", "PreCharge")]


def test_the_insulation_test_voltage():
    assert [isolation_test_voltage(ev, 1000, 0) for ev in (400, 450, 480, 500, 800, 950)] == [450, 500, 500, 500, pytest.approx(880), 1000]
    assert isolation_test_voltage(400, 1000, 600) == 600


def enforce(bench: Bench, ampere: float, watts: float, valid_for: int = 600) -> None:
    bench.site.energy.enforce = lambda: None
    limits = {"ac_max_current_A": {"value": ampere, "source": "t"}, "total_power_W": {"value": watts, "source": "t"}}
    leaf = Module("grid", bench.bus).use("evse1", "energy_grid", "energy")
    value = {"uuid": "evse1", "valid_for": valid_for, "limits_root_side": limits, "schedule": []}
    bench.pair.clock.complete(leaf.call("enforce_limits", {"value": value}))


def requests(bench: Bench) -> list[dict]:
    said: list[dict] = []
    Module("looker", bench.bus).use("evse1", "energy_grid", "energy").on("energy_flow_request", said.append)
    return said


def test_a_bidirectional_dc_car_gives_back_and_the_meter_counts_it():
    bench = Bench("dc_bpt", modern=True)
    asked = requests(bench)
    ev = charging(bench, "dc", control="dynamic", bidirectional=True, loop_s=0.1)
    plant, supply = bench.outlet.plant, bench.outlet.supply
    assert asked[-1]["schedule_export"][0]["limits_to_leaves"]["total_power_W"]["value"] == 40_000
    enforce(bench, -30, -12_000)
    go_on(bench, ev, lambda: plant.ampere < -20, 10)
    seconds(bench, ev, 3)
    assert supply.mode == "Import"
    assert plant.power_w[0] == pytest.approx(-12_000, rel=0.05)
    assert bench.state == "Charging"
    before = bench.outlet.meter.record()
    seconds(bench, ev, 10)
    after = bench.outlet.meter.record()
    assert after.energy_Wh_export.total - before.energy_Wh_export.total == pytest.approx(33, abs=3)
    assert after.energy_Wh_import.total == before.energy_Wh_import.total
    enforce(bench, 30, 12_000)
    go_on(bench, ev, lambda: plant.ampere > 20, 10)
    assert supply.mode == "Export"
    assert not bench.raised


def test_a_discharge_ends_with_its_limit():
    bench = Bench("dc_bpt", modern=True)
    ev = charging(bench, "dc", control="dynamic", bidirectional=True, loop_s=0.1)
    enforce(bench, -30, -12_000, valid_for=3)
    go_on(bench, ev, lambda: bench.outlet.plant.ampere < -20, 10)
    go_on(bench, ev, lambda: bench.outlet.plant.ampere == 0, 3)
    go_on(bench, ev, lambda: "ChargingPausedEVSE" in bench.names, 20)
    assert bench.of("ChargingPausedEVSE")["charging_paused_evse"] == {"reasons": ["NoEnergy"]}


@pytest.mark.parametrize("event", ["unplug", "fault", "stop"])
def test_whatever_ends_a_discharge_ends_it_at_the_supply_too(event):
    bench = Bench("dc_bpt", modern=True)
    ev = charging(bench, "dc", control="dynamic", bidirectional=True, loop_s=0.1)
    enforce(bench, -30, -12_000)
    go_on(bench, ev, lambda: bench.outlet.plant.ampere < -20, 10)
    if event == "unplug":
        bench.run(bench.outlet.board.unplug)
    elif event == "fault":
        bench.run(lambda: bench.outlet.board.board.raise_error("evse_board_support/DiodeFault", "x"))
    else:
        bench.call("stop_transaction", request={"reason": "Local"})
    go_on(bench, ev, lambda: not bench.outlet.plant.closed and not bench.outlet.plant.on, 10)
    assert bench.outlet.supply.mode == "Off"
    assert bench.outlet.plant.ampere == 0


def test_a_one_way_session_never_gives_back():
    bench = Bench("dc", modern=True)
    asked = requests(bench)
    ev = charging(bench, "dc", loop_s=0.1)
    assert asked[-1]["schedule_export"][0]["limits_to_leaves"]["total_power_W"]["value"] == 0
    enforce(bench, -30, -12_000)
    seconds(bench, ev, 3)
    assert bench.outlet.plant.ampere == 0
    assert bench.outlet.supply.mode == "Export"


def test_a_lower_limit_holds_at_once_even_when_the_car_does_not_ask_anew():
    bench = Bench("dc")
    ev = charging(bench)
    seconds(bench, ev, 5)
    assert bench.outlet.plant.ampere > 50
    enforce(bench, 10, 4_000)
    bench.pair.advance(0.5)
    assert bench.outlet.plant.ampere * bench.outlet.plant.volts <= 4_100


def test_a_bidirectional_ac_car_gives_back():
    bench = Bench("ac_bpt", modern=True)
    ev = charging(bench, "ac", control="dynamic", bidirectional=True, loop_s=0.1)
    said = []
    bench.bus.subscribe("everest/modules/evse1_iso15118/impl/charger/cmd/update_ac_target_values", lambda _, payload: said.append(payload))
    limits = bench.hear("limits")
    enforce(bench, -10, -6_900)
    seconds(bench, ev, 1)
    assert b'"total":-6900' in said[-1]
    assert limits[-1]["max_current"] == -10
    assert bench.state == "Charging"
