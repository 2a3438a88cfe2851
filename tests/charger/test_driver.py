"""The driver on the virtual clock, with chargers that behave and chargers that do not."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import cast

import pytest

from secc.charger.api import Charger, Isolation
from secc.charger.driver import BEAT_S, Driver
from secc.session import commands, events
from secc.session.commands import Command
from secc.testing.clock import VirtualClock


class Recorder(Charger):
    """Notes what is called; each method takes `delay_s`."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.beats = 0
        self.delay_s = 0.0
        self.isolation: Isolation = "valid"

    async def _note(self, what: str) -> None:
        self.calls.append(what)
        await asyncio.sleep(self.delay_s)
        self.calls.append(what + ".")

    async def authorize(self, request: events.AuthorizationWanted) -> commands.Authorized:
        await self._note("authorize")
        return commands.Authorized(verdict="accepted")

    async def check_cable(self, voltage_v: float) -> Isolation:
        await self._note(f"check {voltage_v:g}")
        return self.isolation

    async def close_contactor(self, three_phase: bool) -> bool:
        await self._note("close")
        return True

    async def open_contactor(self) -> bool:
        await self._note("open")
        return True

    async def set_output(self, target: events.SetOutput) -> None:
        await self._note(f"set {target.current_a:g}")

    async def stop_output(self) -> None:
        await self._note("stop")

    def emergency_stop(self, reason: str) -> None:
        self.calls.append("emergency")

    def beat(self) -> None:
        self.beats += 1


class Bench:
    """A driver, a clock and a session that only listens."""

    def __init__(self, charger: Charger) -> None:
        self.clock = VirtualClock.starting_at()
        self.driver = Driver(charger, self.clock)
        self.heard: list[Command] = []
        self.clock.complete(self.driver.start())

    def attach(self) -> None:
        self.heard = []
        self.clock.run(self.driver.attach, self.heard.append)

    def handle(self, *happened: events.Event) -> None:
        for event in happened:
            self.clock.run(self.driver.handle, event)

    def detach(self) -> None:
        self.clock.run(self.driver.detach)

    def of(self, kind: type[Command]) -> list[Command]:
        return [command for command in self.heard if isinstance(command, kind)]


@pytest.fixture
def charger() -> Recorder:
    return Recorder()


@pytest.fixture
def bench(charger: Recorder) -> Iterator[Bench]:
    bench = Bench(charger)
    bench.attach()
    yield bench
    bench.clock.complete(bench.driver.stop())
    bench.clock.close()


def target(current_a: float) -> events.SetOutput:
    return events.SetOutput(stage="charge", voltage_v=400, current_a=current_a)


def test_an_answer_carries_the_number_of_its_request(bench: Bench) -> None:
    bench.handle(events.AuthorizationWanted(request=7, method="eim"))
    assert bench.heard[-1] == commands.Authorized(verdict="accepted", request=7)


def test_each_request_event_becomes_its_method_and_its_command(bench: Bench, charger: Recorder) -> None:
    bench.handle(events.CableCheckWanted(voltage_v=500), events.CloseContactor(), events.OpenContactor())
    assert charger.calls == ["check 500", "check 500.", "close", "close.", "open", "open."]
    assert bench.heard[1:] == [
        commands.CableChecked(isolation="valid"), commands.ContactorChanged(closed=True), commands.ContactorChanged(closed=False),
    ]


def test_only_the_newest_target_follows_a_slow_one(bench: Bench, charger: Recorder) -> None:
    charger.delay_s = 0.3
    bench.handle(*(target(amps) for amps in (10, 20, 30, 40)))
    bench.clock.advance(1)
    assert charger.calls == ["set 10", "set 10.", "set 40", "set 40."]


def test_a_stop_does_not_wait_for_a_set_point_or_an_insulation_test(bench: Bench, charger: Recorder) -> None:
    charger.delay_s = 1.0
    bench.handle(events.CableCheckWanted(voltage_v=500), target(10), events.StopOutput(), events.OpenContactor())
    bench.clock.advance(3)
    assert charger.calls == ["check 500", "stop", "stop.", "open", "open."]


def test_a_session_that_goes_away_leaves_no_power_behind(bench: Bench, charger: Recorder) -> None:
    bench.handle(target(10))
    bench.detach()
    assert charger.calls[-4:] == ["stop", "stop.", "open", "open."]


def test_a_session_that_switched_off_is_not_switched_off_again(bench: Bench, charger: Recorder) -> None:
    bench.handle(target(10), events.StopOutput(), events.OpenContactor())
    bench.detach()
    assert charger.calls.count("open") == 1


def test_the_late_answer_of_an_old_session_is_dropped(bench: Bench, charger: Recorder) -> None:
    charger.delay_s = 5.0
    bench.handle(events.AuthorizationWanted(request=1, method="eim"))
    bench.attach()
    bench.clock.advance(10)
    assert bench.of(commands.Authorized) == []
    assert charger.calls == ["authorize"]


def test_an_answer_that_swallows_its_cancellation_is_dropped_too(bench: Bench) -> None:
    class Stubborn(Recorder):
        async def authorize(self, request: events.AuthorizationWanted) -> commands.Authorized:
            try:
                await asyncio.sleep(5)
            except asyncio.CancelledError:
                await asyncio.sleep(5)
            return commands.Authorized(verdict="accepted")

    other = Bench(Stubborn())
    other.attach()
    other.handle(events.AuthorizationWanted(request=1, method="eim"))
    other.attach()
    other.clock.advance(20)
    assert other.of(commands.Authorized) == []
    other.clock.close()


def test_power_off_of_the_old_session_finishes_while_the_next_one_runs(bench: Bench, charger: Recorder) -> None:
    charger.delay_s = 0.5
    bench.handle(target(10), events.StopOutput(), events.OpenContactor())
    bench.attach()
    bench.clock.advance(2)
    assert charger.calls[-4:] == ["stop", "stop.", "open", "open."]
    assert commands.ContactorChanged(closed=False) in bench.heard


def test_a_contactor_that_opens_for_the_old_session_is_open_for_the_next_one_and_closes_after_that(bench: Bench, charger: Recorder) -> None:
    bench.handle(events.CloseContactor())
    assert commands.ContactorChanged(closed=True) in bench.heard
    charger.delay_s = 0.5
    bench.handle(events.StopOutput(), events.OpenContactor())
    bench.attach()
    assert bench.of(commands.ContactorChanged) == [commands.ContactorChanged(closed=False)]
    bench.handle(events.CloseContactor())
    bench.clock.advance(2)
    assert charger.calls[-4:] == ["open", "open.", "close", "close."]
    assert bench.of(commands.ContactorChanged) == [commands.ContactorChanged(closed=False), commands.ContactorChanged(closed=True)]


def test_a_contactor_that_does_not_open_for_the_old_session_is_told_to_the_next_one(bench: Bench, charger: Recorder) -> None:
    class Welded(Recorder):
        async def open_contactor(self) -> bool:
            await asyncio.sleep(0.5)
            return False

    welded = Bench(Welded())
    welded.attach()
    welded.handle(events.CloseContactor(), events.OpenContactor())
    welded.attach()
    welded.clock.advance(2)
    assert welded.of(commands.ContactorChanged)[-1] == commands.ContactorChanged(closed=True, fault=True)
    welded.clock.complete(welded.driver.stop())
    welded.clock.close()


def test_emergency_off_is_synchronous_and_forgets_what_waits(bench: Bench, charger: Recorder) -> None:
    charger.delay_s = 1.0
    bench.handle(target(10), target(20))
    bench.driver.handle(events.EmergencyOff(reason="test"))
    assert charger.calls[-1] == "emergency"
    bench.clock.advance(5)
    assert charger.calls == ["set 10", "emergency"]


def test_the_hardware_hears_a_beat_twice_a_second(bench: Bench, charger: Recorder) -> None:
    before = charger.beats
    bench.clock.advance(10)
    assert charger.beats - before == pytest.approx(10 / BEAT_S, abs=1)


# ---- hostile chargers -----------------------------------------------------------------------------------------------------------------


class Hostile(Recorder):
    """`how` it fails, in every asynchronous method."""

    def __init__(self, how: str) -> None:
        super().__init__()
        self.how = how

    async def _fail(self) -> object:
        if self.how == "raises":
            raise ValueError("no bus")
        if self.how == "hangs":
            await asyncio.get_running_loop().create_future()
        if self.how == "swallows":
            while True:
                try:
                    await asyncio.sleep(1000)
                except asyncio.CancelledError:
                    continue
        return object()

    async def authorize(self, request: events.AuthorizationWanted) -> commands.Authorized:
        return cast(commands.Authorized, await self._fail())

    async def check_cable(self, voltage_v: float) -> Isolation:
        return cast(Isolation, await self._fail())

    async def close_contactor(self, three_phase: bool) -> bool:
        return cast(bool, await self._fail())

    async def open_contactor(self) -> bool:
        return cast(bool, await self._fail())

    async def set_output(self, target: events.SetOutput) -> None:
        await self._fail()

    async def stop_output(self) -> None:
        await self._fail()

    async def offer_schedules(self, wanted: events.SchedulesWanted) -> tuple[commands.Schedule, ...]:
        return cast("tuple[commands.Schedule, ...]", await self._fail())

    async def request_certificate(self, wanted: events.CertificateWanted) -> commands.CertificateAnswered:
        return cast(commands.CertificateAnswered, await self._fail())


REQUESTS: list[events.Event] = [
    events.AuthorizationWanted(request=1, method="eim"), events.CableCheckWanted(voltage_v=500), events.CloseContactor(),
    events.OpenContactor(), target(1), events.StopOutput(), events.SchedulesWanted(),
    events.CertificateWanted(request=1, action="install", namespace="", exi=b"", deadline=5.0),
]


@pytest.mark.parametrize("request_event", REQUESTS, ids=lambda event: type(event).__name__)
def test_a_method_that_raises_ends_the_session_with_power_off(request_event: events.Event) -> None:
    bench = Bench(charger := Hostile("raises"))
    bench.attach()
    bench.handle(request_event)
    assert "emergency" in charger.calls
    assert len(bench.of(commands.ChargerLost)) == 1
    bench.clock.close()


@pytest.mark.parametrize(
    "request_event", [event for event in REQUESTS if not isinstance(event, (events.SetOutput, events.StopOutput))],
    ids=lambda event: type(event).__name__,
)
def test_a_method_that_returns_nonsense_ends_the_session_with_power_off(request_event: events.Event) -> None:
    bench = Bench(charger := Hostile("nonsense"))
    bench.attach()
    bench.handle(request_event)
    assert "emergency" in charger.calls
    assert len(bench.of(commands.ChargerLost)) == 1
    bench.clock.close()


@pytest.mark.parametrize("how", ["hangs", "swallows"])
@pytest.mark.parametrize("request_event", [target(1), events.StopOutput(), events.OpenContactor()], ids=lambda event: type(event).__name__)
def test_a_method_that_hangs_while_power_depends_on_it_ends_in_an_emergency_stop(how: str, request_event: events.Event) -> None:
    bench = Bench(charger := Hostile(how))
    bench.attach()
    bench.handle(request_event)
    bench.clock.advance(7)
    assert "emergency" in charger.calls
    assert len(bench.of(commands.ChargerLost)) == 1


def test_hanging_open_and_stop_do_not_keep_the_station_from_stopping() -> None:
    bench = Bench(charger := Hostile("hangs"))
    bench.attach()
    bench.handle(target(1))
    began = bench.clock.now
    bench.clock.complete(bench.driver.stop())
    assert bench.clock.now - began <= 1.0
    assert charger.calls == ["emergency"]
    bench.clock.close()


def test_no_beat_after_an_emergency_stop_that_failed() -> None:
    class Broken(Recorder):
        def emergency_stop(self, reason: str) -> None:
            raise OSError("bus off")

    bench = Bench(charger := Broken())
    bench.attach()
    bench.handle(target(1), events.EmergencyOff(reason="test"))
    beats = charger.beats
    bench.clock.advance(10)
    assert charger.beats == beats
    bench.attach()
    assert len(bench.of(commands.ChargerLost)) == 1
    bench.clock.close()


def test_a_beat_that_fails_is_a_lost_charger_until_one_succeeds_again() -> None:
    class Flaky(Recorder):
        broken = False

        def beat(self) -> None:
            if self.broken:
                raise OSError("cable out")

    bench = Bench(charger := Flaky())
    bench.attach()
    charger.broken = True
    bench.clock.advance(3)
    assert len(bench.of(commands.ChargerLost)) == 1
    assert "emergency" in charger.calls
    bench.attach()
    assert len(bench.of(commands.ChargerLost)) == 1
    charger.broken = False
    bench.clock.advance(1)
    bench.attach()
    assert bench.of(commands.ChargerLost) == []
    bench.clock.close()


def test_a_display_that_fails_does_not_end_a_charge(bench: Bench) -> None:
    class Blind(Recorder):
        async def on_event(self, event: events.Event) -> None:
            raise RuntimeError("display")

    other = Bench(charger := Blind())
    other.attach()
    other.handle(events.ChargingStarted())
    assert other.driver.charging
    assert charger.calls == []
    other.clock.close()


def test_a_push_from_inside_an_emergency_stop_arrives_after_its_cause(bench: Bench) -> None:
    class Telling(Recorder):
        def emergency_stop(self, reason: str) -> None:
            self.outlet.push(commands.ContactorChanged(closed=False))

    other = Bench(Telling())
    order: list[str] = []

    def deliver(command: Command) -> None:
        order.append(f"+{type(command).__name__}")
        if isinstance(command, commands.EmergencyStop):
            other.driver.handle(events.EmergencyOff(reason="button"))
        order.append(f"-{type(command).__name__}")

    other.clock.run(other.driver.attach, deliver)
    order.clear()
    other.clock.run(other.driver.push, commands.EmergencyStop())
    assert order == ["+EmergencyStop", "-EmergencyStop", "+ContactorChanged", "-ContactorChanged"]
    other.clock.close()


def test_something_that_is_no_command_is_a_failure_of_the_charger(bench: Bench, charger: Recorder) -> None:
    bench.clock.run(bench.driver.push, cast(Command, "limits"))
    assert "emergency" in charger.calls
    assert len(bench.of(commands.ChargerLost)) == 1


OUTPUT = events.SetOutput(stage="charge", voltage_v=400.0, current_a=100.0, max_power_w=50_000.0)


def test_a_measuring_loop_that_stops_while_dc_flows_takes_power_away() -> None:
    charger = Recorder()
    bench = Bench(charger)
    bench.attach()
    bench.handle(events.CableCheckWanted(voltage_v=500.0), OUTPUT)
    for _ in range(20):
        bench.clock.run(bench.driver.push, commands.Measured(voltage_v=400.0, current_a=100.0))
        bench.clock.advance(0.5)
    assert "emergency" not in charger.calls
    beats = charger.beats
    bench.clock.advance(3.0 + BEAT_S)
    assert charger.calls.count("emergency") == 1
    assert bench.heard[-1] == commands.ChargerLost(reason="nothing was measured for 3 s while the output was on")
    assert charger.beats > beats, "the driver lives on"


@pytest.mark.parametrize("happened", [
    (events.CableCheckWanted(voltage_v=500.0),),
    (OUTPUT, events.StopOutput(), events.OpenContactor()),
    (events.CloseContactor(three_phase=True), events.SetOutput(stage="charge", power_w=(3_000.0,) * 3)),
], ids=["insulation test", "open again", "AC"])
def test_without_a_dc_output_nothing_needs_to_be_measured(happened: tuple[events.Event, ...]) -> None:
    charger = Recorder()
    bench = Bench(charger)
    bench.attach()
    bench.handle(*happened)
    bench.clock.advance(60.0)
    assert "emergency" not in charger.calls


def test_hardware_that_watches_its_measurements_itself_says_so() -> None:
    charger = Recorder()
    charger.measurement_age_s = None
    bench = Bench(charger)
    bench.attach()
    bench.handle(OUTPUT)
    bench.clock.advance(60.0)
    assert "emergency" not in charger.calls
