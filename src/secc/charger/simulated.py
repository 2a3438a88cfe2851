"""A charging station without hardware: `SimulatedCharger` is a `Charger` in front of the model, in this process or in its own.

Where no real control pilot exists, the pilot follows what the session waits for: C when it waits for C or D, B when it waits for B and when
charging has stopped. The first pilot state that is pushed from outside (`set_pilot`) ends that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import msgspec

from secc import config
from secc.charger import orders
from secc.charger.api import Charger
from secc.charger.model import Model, Settings
from secc.charger.orders import Order
from secc.errors import ConfigError
from secc.session import commands, events
from secc.session.commands import Command, Isolation, PilotState

OFF_A = 1.0


class Hardware(Protocol):
    """Simulated hardware somewhere. It calls `report` with each thing that changed."""

    report: Callable[[Command], None]

    async def start(self) -> None:
        """Begin."""

    def order(self, order: Order) -> None:
        """Tell it something. Raises OSError if it is gone."""

    def close(self) -> None:
        """End; what is on goes off."""


class LocalHardware:
    """The model in this process, on the clock of the running loop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.report: Callable[[Command], None] = lambda command: None
        self._model: Model | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def model(self) -> Model:
        """The model; there is none before `start`."""
        assert self._model is not None, "start() first"
        return self._model

    async def start(self) -> None:
        self._model = Model(self.settings, asyncio.get_running_loop().time())
        self._step()

    def order(self, order: Order) -> None:
        self.model.order(order, asyncio.get_running_loop().time())
        if not isinstance(order, orders.Beat) or self._timer is None:
            self._step()

    def close(self) -> None:
        if self._model is not None:
            self.order(orders.Emergency())
        if self._timer is not None:
            self._timer.cancel()

    def _step(self) -> None:
        loop = asyncio.get_running_loop()
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        changes = self.model.step(loop.time())
        if (wake := self.model.wake()) is not None:
            self._timer = loop.call_at(wake, self._step)
        for change in changes:
            self.report(change)


class Authorization(msgspec.Struct, frozen=True, kw_only=True):
    """What the simulated station decides: `verdict` after `delay_s` seconds, or `ask` somebody."""

    verdict: commands.Verdict = "accepted"
    delay_s: float = 0.0
    ask: Callable[[events.AuthorizationWanted], Awaitable[bool]] | None = None

    @classmethod
    def parse(cls, text: str, ask: Callable[[events.AuthorizationWanted], Awaitable[bool]] | None = None) -> Authorization:
        """`now`, `reject`, `ask` or a number of seconds. Raises ConfigError."""
        if text in ("now", "reject"):
            return cls(verdict="accepted" if text == "now" else "rejected")
        if text == "ask" and ask is not None:
            return cls(ask=ask)
        try:
            delay = float(text)
        except ValueError:
            delay = -1.0
        if not 0 <= delay < float("inf"):
            raise ConfigError(f"{text!r} is none of now, reject, ask, SECONDS", source="--authorize")
        return cls(delay_s=delay)

    async def decide(self, request: events.AuthorizationWanted) -> commands.Verdict:
        """The verdict for `request`, when its time has come."""
        if self.ask is not None:
            return "accepted" if await self.ask(request) else "rejected"
        await asyncio.sleep(self.delay_s)
        return self.verdict


def settings_of(outlet: config.Outlet, **changed: object) -> Settings:
    """A simulated station that can do what `outlet` promises; `changed` are other fields of `Settings`."""
    nominal = Settings(
        max_voltage_v=outlet.dc.max_voltage_v, max_current_a=outlet.dc.max_current_a, max_power_w=outlet.dc.max_power_w,
        nominal_voltage_v=outlet.ac.nominal_voltage_v, max_ac_current_a=outlet.ac.max_current_a,
    )
    return msgspec.structs.replace(nominal, **changed)


class SimulatedCharger(Charger):
    """A station that charges whatever comes. Everything can be changed while it runs: `inject`, `set_pilot`, `authorization`.

    `hardware` is `LocalHardware(settings_of(outlet))` unless another is given.
    """

    def __init__(
        self, outlet: config.Outlet, *, authorization: Authorization | None = None, hardware: Hardware | None = None,
    ) -> None:
        self.authorization = authorization or Authorization(delay_s=1.0)
        self.hardware: Hardware = hardware or LocalHardware(settings_of(outlet))
        self.hardware.report = self._reported
        self.pilot: PilotState = "B"
        self.infer_pilot = True
        self._started = False
        self._waiting: list[tuple[Callable[[Command], bool], asyncio.Future[Command]]] = []

    # ---- for tests and front ends ---------------------------------------------------------------------------------------------------

    def set_pilot(self, state: PilotState) -> None:
        """The control pilot shows `state`; from now on it is real and is not inferred any more."""
        self.infer_pilot = False
        self._show_pilot(state)

    def inject(self, fault: orders.Inject) -> None:
        """Break or mend the hardware."""
        self.hardware.order(fault)

    # ---- Charger --------------------------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        await self.hardware.start()
        self._started = True
        self._show_pilot(self.pilot)

    async def authorize(self, request: events.AuthorizationWanted) -> commands.Authorized:
        return commands.Authorized(verdict=await self.authorization.decide(request), request=request.request)

    async def check_cable(self, voltage_v: float) -> Isolation:
        checked = await self._order(orders.TestInsulation(voltage_v=voltage_v), _is_check_over)
        return checked.isolation if isinstance(checked, commands.CableChecked) else "invalid"

    async def close_contactor(self, three_phase: bool) -> bool:
        changed = await self._order(orders.Close(phases=3 if three_phase else 1), _is_contactor)
        return isinstance(changed, commands.ContactorChanged) and changed.closed

    async def open_contactor(self) -> bool:
        changed = await self._order(orders.Open(), _is_contactor)
        return isinstance(changed, commands.ContactorChanged) and not changed.closed

    async def set_output(self, target: events.SetOutput) -> None:
        self.hardware.order(orders.Regulate(
            voltage_v=target.voltage_v, current_a=target.current_a, max_power_w=target.max_power_w, power_w=target.power_w,
        ))

    async def stop_output(self) -> None:
        await self._order(orders.Zero(), _is_off)

    def emergency_stop(self, reason: str) -> None:
        self.hardware.order(orders.Emergency())

    def beat(self) -> None:
        self.hardware.order(orders.Beat())

    async def on_event(self, event: events.Event) -> None:
        if self.infer_pilot:
            if isinstance(event, events.PilotAwaited) and self.pilot not in event.states:
                self._show_pilot(event.states[0])
            elif isinstance(event, (events.ChargingStopped, events.SessionEnded)):
                self._show_pilot("B")

    # ---- inside ---------------------------------------------------------------------------------------------------------------------

    def _show_pilot(self, state: PilotState) -> None:
        self.pilot = state
        if self._started:
            self.hardware.order(orders.SetPilot(state=state))

    async def _order(self, order: Order, answers: Callable[[Command], bool]) -> Command:
        future: asyncio.Future[Command] = asyncio.get_running_loop().create_future()
        entry = (answers, future)
        self._waiting.append(entry)
        try:
            self.hardware.order(order)
            return await future
        finally:
            self._waiting.remove(entry)

    def _reported(self, change: Command) -> None:
        for answers, future in self._waiting:
            if not future.done() and answers(change):
                future.set_result(change)
        if not isinstance(change, commands.CableChecked):
            self.outlet.push(change)


def _is_contactor(change: Command) -> bool:
    return isinstance(change, commands.ContactorChanged)


def _is_check_over(change: Command) -> bool:
    return isinstance(change, commands.CableChecked) or (isinstance(change, commands.ContactorChanged) and not change.closed)


def _is_off(change: Command) -> bool:
    return isinstance(change, commands.Measured) and abs(change.current_a) < OFF_A
