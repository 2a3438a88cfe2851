"""The simulated charger behind its driver, on the virtual clock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from secc import config
from secc.charger import orders
from secc.charger.driver import Driver
from secc.charger.simulated import Authorization, SimulatedCharger
from secc.errors import ConfigError
from secc.session import commands, events
from secc.session.commands import Command
from secc.testing.clock import VirtualClock


class Bench:
    def __init__(self, authorization: Authorization | None = None) -> None:
        self.clock = VirtualClock.starting_at()
        self.charger = SimulatedCharger(config.Outlet(), authorization=authorization)
        self.driver = Driver(self.charger, self.clock)
        self.heard: list[Command] = []
        self.clock.complete(self.driver.start())
        self.clock.run(self.driver.attach, self.heard.append)

    def handle(self, *happened: events.Event) -> None:
        for event in happened:
            self.clock.run(self.driver.handle, event)

    def last(self, kind: type[Command]) -> Command | None:
        found = [command for command in self.heard if isinstance(command, kind)]
        return found[-1] if found else None


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.clock.complete(bench.driver.stop())
    bench.clock.close()


WANTED = events.AuthorizationWanted(request=3, method="eim")


@pytest.mark.parametrize(
    ("text", "after_s", "verdict"),
    [("now", 0.0, "accepted"), ("reject", 0.0, "rejected"), ("2.5", 2.5, "accepted"), ("0", 0.0, "accepted")],
)
def test_the_policy_decides_in_its_time(text: str, after_s: float, verdict: commands.Verdict) -> None:
    bench = Bench(Authorization.parse(text))
    bench.handle(WANTED)
    if after_s:
        bench.clock.advance(after_s - 0.1)
        assert bench.last(commands.Authorized) is None
        bench.clock.advance(0.1)
    assert bench.last(commands.Authorized) == commands.Authorized(verdict=verdict, request=3)
    bench.clock.close()


@pytest.mark.parametrize("answer", [True, False])
def test_somebody_can_be_asked(answer: bool) -> None:
    async def ask(request: events.AuthorizationWanted) -> bool:
        assert request == WANTED
        return answer

    bench = Bench(Authorization.parse("ask", ask))
    bench.handle(WANTED)
    assert bench.last(commands.Authorized) == commands.Authorized(verdict="accepted" if answer else "rejected", request=3)
    bench.clock.close()


@pytest.mark.parametrize("text", ["", "later", "-1", "nan", "inf", "ask"])
def test_a_policy_that_is_none_is_a_configuration_error(text: str) -> None:
    with pytest.raises(ConfigError, match="--authorize"):
        Authorization.parse(text)


def test_a_whole_dc_charge_goes_through_the_door(bench: Bench) -> None:
    bench.handle(events.CableCheckWanted(voltage_v=500))
    bench.clock.advance(4)
    assert bench.last(commands.CableChecked) == commands.CableChecked(isolation="valid")
    assert bench.last(commands.ContactorChanged) == commands.ContactorChanged(closed=True)
    bench.handle(events.SetOutput(stage="precharge", voltage_v=400, current_a=1))
    bench.clock.advance(2)
    assert bench.last(commands.Measured) == commands.Measured(voltage_v=400, current_a=1)
    bench.handle(events.SetOutput(stage="charge", voltage_v=410, current_a=100))
    bench.clock.advance(2)
    assert bench.last(commands.Measured) == commands.Measured(voltage_v=410, current_a=100)
    bench.handle(events.StopOutput(), events.OpenContactor())
    bench.clock.advance(2)
    assert bench.last(commands.Measured) == commands.Measured()
    assert bench.last(commands.ContactorChanged) == commands.ContactorChanged(closed=False)
    meter = bench.last(commands.MeterRead)
    assert isinstance(meter, commands.MeterRead)
    assert meter.energy_wh > 0


@pytest.mark.parametrize("three_phase", [True, False])
def test_an_ac_contactor_closes_on_the_phases_wanted(bench: Bench, three_phase: bool) -> None:
    bench.handle(events.CloseContactor(three_phase=three_phase))
    bench.clock.advance(1)
    measured = bench.last(commands.Measured)
    assert isinstance(measured, commands.Measured)
    assert len(measured.power_w) == (3 if three_phase else 1)
    bench.handle(events.StopOutput(), events.OpenContactor())
    bench.clock.advance(1)
    assert bench.last(commands.ContactorChanged) == commands.ContactorChanged(closed=False)


def test_a_contactor_that_sticks_is_reported_as_fault(bench: Bench) -> None:
    bench.clock.run(bench.charger.inject, orders.Inject(contactor="stuck_open"))
    bench.handle(events.CloseContactor())
    bench.clock.advance(1)
    assert bench.last(commands.ContactorChanged) == commands.ContactorChanged(closed=False, fault=True)


def test_relays_that_stick_open_make_the_insulation_test_invalid(bench: Bench) -> None:
    bench.clock.run(bench.charger.inject, orders.Inject(contactor="stuck_open"))
    bench.handle(events.CableCheckWanted(voltage_v=500))
    bench.clock.advance(1)
    assert bench.last(commands.CableChecked) == commands.CableChecked(isolation="invalid")


def test_the_pilot_follows_what_the_session_waits_for(bench: Bench) -> None:
    assert bench.last(commands.PilotChanged) == commands.PilotChanged(state="B")
    bench.handle(events.PilotAwaited(states=("C", "D")))
    assert bench.last(commands.PilotChanged) == commands.PilotChanged(state="C")
    bench.handle(events.ChargingStopped())
    assert bench.last(commands.PilotChanged) == commands.PilotChanged(state="B")


def test_a_real_pilot_ends_the_inference(bench: Bench) -> None:
    bench.clock.run(bench.charger.set_pilot, "B")
    bench.handle(events.PilotAwaited(states=("C", "D")))
    assert bench.last(commands.PilotChanged) == commands.PilotChanged(state="B")


def test_a_driver_that_is_gone_leaves_no_power(bench: Bench) -> None:
    bench.handle(events.CloseContactor())
    bench.clock.advance(1)
    assert bench.driver._beat is not None
    bench.driver._beat.cancel()
    bench.clock.advance(2.5)
    assert bench.last(commands.ContactorChanged) == commands.ContactorChanged(closed=False)
