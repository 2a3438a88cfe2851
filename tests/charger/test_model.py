"""The pure model of a station: what it does with orders, time and faults."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from secc.charger import orders
from secc.charger.model import Model, Settings
from secc.charger.orders import Order
from secc.session import commands
from secc.session.commands import Command


class Station:
    """A model, its time and its changes; beats by itself unless told not to."""

    def __init__(self, **settings: object) -> None:
        self.now = 50.0
        self.model = Model(Settings(**settings), self.now)  # type: ignore[arg-type]
        self.beating = True
        self.changes: list[Command] = self.model.step(self.now)

    def order(self, order: Order) -> None:
        self.model.order(order, self.now)

    def wait(self, seconds: float, step_s: float = 0.05) -> None:
        end = self.now + seconds
        while self.now < end - 1e-9:
            self.now += step_s
            if self.beating:
                self.model.order(orders.Beat(), self.now)
            self.changes += self.model.step(self.now)

    def of(self, kind: type[Command]) -> list[Command]:
        return [change for change in self.changes if isinstance(change, kind)]

    def ready(self, voltage_v: float = 500.0) -> None:
        """Relays closed and insulation tested."""
        self.order(orders.TestInsulation(voltage_v=voltage_v))
        self.wait(5)


def test_precharge_comes_within_5_percent_of_its_target_in_2_seconds() -> None:
    station = Station()
    station.ready()
    station.order(orders.Regulate(voltage_v=400, current_a=1))
    station.wait(0.1)
    assert station.model.voltage_v < 380, "a real supply does not jump"
    station.wait(1.9)
    assert station.model.voltage_v == pytest.approx(400, rel=0.05)


def test_the_insulation_test_takes_its_time_without_current_and_ends_with_closed_relays_and_no_voltage() -> None:
    station = Station(insulation_s=3.0)
    station.order(orders.TestInsulation(voltage_v=500))
    station.wait(3.9)
    assert station.of(commands.CableChecked) == []
    assert station.model.voltage_v == pytest.approx(500)
    assert all(measured.current_a == 0 for measured in station.of(commands.Measured) if isinstance(measured, commands.Measured))
    station.wait(2)
    assert station.of(commands.CableChecked) == [commands.CableChecked(isolation="valid")]
    before = station.changes[:station.changes.index(commands.CableChecked(isolation="valid"))]
    assert [measured.voltage_v for measured in before if isinstance(measured, commands.Measured)][-1] < 60
    assert station.model.closed
    assert station.model.voltage_v == 0


@pytest.mark.parametrize("isolation", ["warning", "fault", "no_imd"])
def test_the_result_of_the_insulation_test_can_be_injected(isolation: commands.Isolation) -> None:
    station = Station()
    station.order(orders.Inject(isolation=isolation))
    station.ready()
    assert station.of(commands.CableChecked) == [commands.CableChecked(isolation=isolation)]


def test_a_supply_that_gives_no_voltage_cannot_test_the_insulation() -> None:
    station = Station()
    station.order(orders.Inject(supply=False))
    station.ready()
    assert station.of(commands.CableChecked) == [commands.CableChecked(isolation="invalid")]
    assert station.model.voltage_v == 0


def test_current_ramps_and_stays_below_the_power_limit() -> None:
    station = Station(max_power_w=20_000.0)
    station.ready()
    station.order(orders.Regulate(voltage_v=400, current_a=100))
    station.wait(0.1)
    assert 0 < station.model.current_a < 100
    station.wait(5)
    assert station.model.current_a == pytest.approx(50)
    assert station.model.voltage_v * station.model.current_a <= 20_000.0 + 1e-6


def test_no_voltage_comes_out_while_the_relays_are_open() -> None:
    station = Station()
    station.order(orders.Regulate(voltage_v=400, current_a=100))
    station.wait(5)
    assert (station.model.voltage_v, station.model.current_a) == (0, 0)


@pytest.mark.parametrize("silence_s", [2.1, 30.0])
def test_without_a_beat_for_two_seconds_everything_is_off_and_open(silence_s: float) -> None:
    station = Station()
    station.ready()
    station.order(orders.Regulate(voltage_v=400, current_a=100))
    station.wait(2)
    station.beating = False
    station.wait(1.9)
    assert station.model.closed
    station.wait(silence_s - 1.9 + 0.1)
    assert not station.model.closed
    assert station.model.current_a == 0
    assert station.of(commands.ContactorChanged)[-1] == commands.ContactorChanged(closed=False)
    station.beating = True
    station.wait(5)
    assert not station.model.closed
    assert station.model.voltage_v == 0, "a beat that comes back brings no power back"


def test_an_emergency_opens_at_once() -> None:
    station = Station()
    station.ready()
    station.order(orders.Regulate(voltage_v=400, current_a=100))
    station.wait(2)
    station.order(orders.Emergency())
    assert not station.model.closed
    assert station.model.current_a == 0


def test_a_welded_contactor_says_so() -> None:
    station = Station()
    station.ready()
    station.order(orders.Inject(contactor="welded"))
    station.order(orders.Open())
    station.wait(1)
    assert station.of(commands.ContactorChanged)[-1] == commands.ContactorChanged(closed=True, fault=True)
    assert station.model.current_a == 0


def test_a_contactor_that_does_not_close_says_so() -> None:
    station = Station()
    station.order(orders.Inject(contactor="stuck_open"))
    station.order(orders.Close())
    station.wait(1)
    assert station.of(commands.ContactorChanged)[-1] == commands.ContactorChanged(closed=False, fault=True)


def test_an_ac_car_draws_on_the_phases_that_are_closed_and_the_meter_counts() -> None:
    station = Station(draw_a=16.0)
    station.order(orders.Close(phases=3))
    station.wait(3600, step_s=1.0)
    assert station.model.power_w == (3680.0, 3680.0, 3680.0)
    assert station.model.energy_wh == pytest.approx(11_040, rel=0.01)
    readings = [reading.energy_wh for reading in station.of(commands.MeterRead) if isinstance(reading, commands.MeterRead)]
    assert readings == sorted(readings)


def test_discharging_counts_as_export() -> None:
    station = Station()
    station.ready()
    station.order(orders.Regulate(voltage_v=400, current_a=-50))
    station.wait(36)
    assert station.model.energy_wh == 0
    assert station.model.exported_wh == pytest.approx(200, rel=0.1)


def test_a_station_where_nothing_moves_needs_no_steps() -> None:
    assert Station().model.wake() is None


ORDERS = st.one_of(
    st.builds(orders.Close, phases=st.sampled_from([1, 3])), st.just(orders.Open()), st.just(orders.Zero()), st.just(orders.Emergency()),
    st.builds(orders.TestInsulation, voltage_v=st.floats(0, 2000)), st.just(orders.Beat()),
    st.builds(orders.Regulate, voltage_v=st.floats(0, 2000), current_a=st.floats(-1000, 1000), max_power_w=st.none() | st.floats(0, 1e6)),
)


@example([(orders.TestInsulation(voltage_v=1.0), 1.0), (orders.Close(phases=1), 0.0)])
@given(st.lists(st.tuples(ORDERS, st.floats(0, 5)), max_size=30))
def test_whatever_is_ordered_the_output_stays_inside_the_limits_and_dies_without_beats(walk: list[tuple[Order, float]]) -> None:
    now = 0.0
    model = Model(Settings(), now)
    for order, seconds in walk:
        model.order(order, now)
        now += seconds
        model.step(now)
        limits = model.settings
        assert 0 <= model.voltage_v <= limits.max_voltage_v
        assert abs(model.current_a) <= limits.max_current_a
        assert abs(model.voltage_v * model.current_a) <= limits.max_power_w * 1.0001
        assert model.closed or (model.current_a == 0 and not any(model.power_w))
    for _ in range(10):
        now += 1.0
        model.step(now)
    assert not model.closed
    assert model.voltage_v == 0
