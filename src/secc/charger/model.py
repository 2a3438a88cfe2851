"""A charging station as a pure model: orders and time in, what changed out. No clock, no task.

DC: a supply whose voltage and current ramp, output relays, an insulation test, a load that takes the current it is given. AC: a contactor
and a car that draws up to its own limit. Both: a meter, a control pilot, and the watchdog: without a `Beat` for `watchdog_s` the set
point drops and everything opens.
"""

from __future__ import annotations

import msgspec

from secc.charger import orders
from secc.charger.orders import Order
from secc.session import commands
from secc.session.commands import Command, Isolation

STEP_S = 0.05
METER_S = 1.0
HARMLESS_V = 60.0


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What kind of station it is: volts, amps, watts, seconds; slews per second. `draw_a` is what an AC car takes per phase."""

    max_voltage_v: float = 1000.0
    max_current_a: float = 200.0
    max_power_w: float = 150_000.0
    nominal_voltage_v: float = 230.0
    max_ac_current_a: float = 32.0
    draw_a: float = 16.0
    insulation_s: float = 2.0
    isolation: Isolation = "valid"
    travel_s: float = 0.05
    voltage_slew: float = 500.0
    discharge_slew: float = 1000.0
    current_slew: float = 400.0
    watchdog_s: float = 2.0
    meter_id: str = "SECC-SIM-1"


class Model:
    """The station. `order` and `step` take `now` in seconds of any monotonic clock; `wake` says when to step next."""

    def __init__(self, settings: Settings, now: float) -> None:
        self.settings = settings
        self.closed = False
        self.voltage_v = 0.0
        self.current_a = 0.0
        self.power_w: tuple[float, ...] = ()
        self.energy_wh = 0.0
        self.exported_wh = 0.0
        self._now = now
        self._last_beat = now
        self._phases = 0
        self._target = orders.Regulate()
        self._test: orders.TestInsulation | None = None
        self._test_over: float | None = None
        self._travel: tuple[float, bool] | None = None
        self._faults = orders.Inject(contactor="none", isolation=settings.isolation, supply=True, insulation_s=settings.insulation_s)
        self._changes: list[Command] = [commands.ContactorChanged(closed=False), self._meter()]
        self._metered = now

    # ---- in -------------------------------------------------------------------------------------------------------------------------

    def order(self, order: Order, now: float) -> None:
        """Take an order at `now`. What it changes comes out of this or a later `step`."""
        self._run(now)
        match order:
            case orders.Beat():
                self._last_beat = now
            case orders.Close():
                self._phases, self._test = order.phases, None
                self.voltage_v = self.current_a = 0.0
                self._target = orders.Regulate()
                self._move(True)
            case orders.Open():
                self._drop()
                self._move(False)
            case orders.TestInsulation():
                self._phases, self._test, self._test_over, self.power_w = 0, order, None, ()
                self._move(True)
            case orders.Regulate():
                self._target, self._test = order, None
            case orders.Zero():
                self._drop()
                self._changes.append(self._measured())
            case orders.Emergency():
                self._off()
            case orders.SetPilot():
                self._changes.append(commands.PilotChanged(state=order.state))
            case orders.Inject():
                self._inject(order)

    def step(self, now: float) -> list[Command]:
        """Let time pass until `now`; what changed since the last call, in order."""
        self._run(now)
        changes, self._changes = self._changes, []
        return changes

    def wake(self) -> float | None:
        """When to step next; None while nothing moves by itself."""
        if self._changes:
            return self._now
        if self._travel is None and not self.closed and self.voltage_v == 0 and self.current_a == 0:
            return None
        return self._now + STEP_S

    # ---- time -----------------------------------------------------------------------------------------------------------------------

    def _run(self, now: float) -> None:
        elapsed, self._now = max(0.0, now - self._now), max(now, self._now)
        live = self.closed or self._travel is not None
        if live and self._now - self._last_beat > self.settings.watchdog_s:
            self._off()
        if self._travel is not None and self._now >= self._travel[0]:
            self._arrive(self._travel[1])
        if elapsed and (live or self.voltage_v or self.current_a or self.power_w):
            self._ramp(elapsed)
            self._count(elapsed)
            if self._test is not None and self.closed:
                self._measure_insulation(self._test)

    def _ramp(self, elapsed: float) -> None:
        before = self._measured()
        if self._phases:
            self._ramp_ac(elapsed)
        else:
            self._ramp_dc(elapsed)
        if self.closed or self._measured() != before:
            self._changes.append(self._measured())

    def _ramp_dc(self, elapsed: float) -> None:
        limits, target = self.settings, self._target
        on = self.closed and bool(self._faults.supply)
        voltage = target.voltage_v if self._test is None else 0.0 if self._measured_at(self._now) else self._test.voltage_v
        voltage = min(voltage, limits.max_voltage_v) if on else 0.0
        slew = limits.voltage_slew if voltage >= self.voltage_v else limits.discharge_slew
        self.voltage_v = _towards(self.voltage_v, voltage, slew * elapsed)
        power = min(limits.max_power_w, limits.max_power_w if target.max_power_w is None else target.max_power_w)
        most = min(limits.max_current_a, power / self.voltage_v if self.voltage_v > 1 else limits.max_current_a)
        current = min(most, max(-most, target.current_a)) if on and self._test is None and voltage else 0.0
        self.current_a = min(most, max(-most, _towards(self.current_a, current, limits.current_slew * elapsed))) if self.closed else 0.0

    def _ramp_ac(self, elapsed: float) -> None:
        limits = self.settings
        most = limits.nominal_voltage_v * min(limits.draw_a, limits.max_ac_current_a)
        wanted = (self._target.power_w or (most,) * self._phases) if self.closed else (0.0,) * self._phases
        present = self.power_w or (0.0,) * len(wanted)
        slew = limits.nominal_voltage_v * limits.current_slew * elapsed
        self.power_w = tuple(_towards(now, then, slew) if self.closed else 0.0 for now, then in zip(present, wanted, strict=False))

    def _count(self, elapsed: float) -> None:
        power = sum(self.power_w) if self._phases else self.voltage_v * self.current_a
        energy = power * elapsed / 3600.0
        if energy >= 0:
            self.energy_wh += energy
        else:
            self.exported_wh -= energy
        if energy and self._now - self._metered >= METER_S:
            self._metered = self._now
            self._changes.append(self._meter())

    def _measure_insulation(self, test: orders.TestInsulation) -> None:
        """Raise the voltage, hold it for the time of the test, discharge, report."""
        aim = min(test.voltage_v, self.settings.max_voltage_v)
        if self._test_over is None and (self.voltage_v >= 0.95 * aim or not self._faults.supply):
            self._test_over = self._now + (self._faults.insulation_s or 0.0)
        if not self._measured_at(self._now) or self.voltage_v >= HARMLESS_V:
            return
        self._test, self._target = None, orders.Regulate()
        isolation = self._faults.isolation or "invalid"
        self._changes.append(commands.CableChecked(isolation=isolation if self._faults.supply else "invalid"))

    def _measured_at(self, now: float) -> bool:
        """The measurement is over; what follows is discharging."""
        return self._test_over is not None and now >= self._test_over

    # ---- actions --------------------------------------------------------------------------------------------------------------------

    def _move(self, closed: bool) -> None:
        self._travel = (self._now + self.settings.travel_s, closed)

    def _arrive(self, closed: bool) -> None:
        self._travel = None
        fault = self._faults.contactor
        self.closed = (closed and fault != "stuck_open") or (self.closed and fault == "welded")
        if not self.closed:
            self._test = None
        self._changes.append(commands.ContactorChanged(closed=self.closed, fault=self.closed != closed))

    def _drop(self) -> None:
        self._target = orders.Regulate(power_w=(0.0,) * self._phases)
        self._test = None

    def _off(self) -> None:
        self._drop()
        self.current_a, self.power_w = 0.0, (0.0,) * self._phases
        self._arrive(False)
        self._changes += [self._measured(), self._meter()]

    def _inject(self, order: orders.Inject) -> None:
        changed = {name: value for name in order.__struct_fields__ if (value := getattr(order, name)) is not None}
        self._faults = msgspec.structs.replace(self._faults, **changed)

    def _measured(self) -> commands.Measured:
        if self._phases:
            live = self.settings.nominal_voltage_v if self.closed else 0.0
            return commands.Measured(voltage_v=live, current_a=sum(self.power_w) / live if live else 0.0, power_w=self.power_w)
        return commands.Measured(voltage_v=round(self.voltage_v, 2), current_a=round(self.current_a, 2))

    def _meter(self) -> commands.MeterRead:
        return commands.MeterRead(
            meter_id=self.settings.meter_id, energy_wh=round(self.energy_wh, 3), exported_wh=round(self.exported_wh, 3),
        )


def _towards(value: float, target: float, most: float) -> float:
    return min(target, value + most) if target >= value else max(target, value - most)
