"""A DC charger on top of `secc`: all that a firmware author writes. Run it with `python examples/dc_charger.py station.toml`.

`PowerModule` stands for the drivers of your hardware: a rectifier on a CAN bus, an insulation monitor, two relays, a meter. Here it is a
few lines that behave like one, so that the example charges.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

import secc
from secc.charger.api import Isolation
from secc.session import commands, events

PERIOD_S = 0.1


class PowerModule:
    """Replace this by your drivers."""

    def __init__(self) -> None:
        self.voltage_v = self.current_a = self.energy_wh = 0.0
        self.target = (0.0, 0.0)
        self.closed = False
        self.fed_at = 0.0

    def step(self, now: float) -> None:
        """Something that runs in the hardware: ramps, and the watchdog that needs no software above it."""
        if self.closed and now - self.fed_at > 2.0:
            self.off()
        volts, amps = self.target if self.closed else (0.0, 0.0)
        self.voltage_v += max(-80.0, min(80.0, volts - self.voltage_v))
        self.current_a += max(-40.0, min(40.0, amps - self.current_a))
        self.energy_wh += self.voltage_v * self.current_a * PERIOD_S / 3600

    def off(self) -> None:
        """Zero and open, at once."""
        self.target, self.closed, self.voltage_v, self.current_a = (0.0, 0.0), False, 0.0, 0.0


class DcCharger(secc.Charger):
    """Volts, amps and seconds; nothing here knows what ISO 15118 is."""

    def __init__(self) -> None:
        self.module = PowerModule()
        self._measured = asyncio.Condition()

    async def start(self) -> None:
        """Say what is true now, then measure for as long as the station runs."""
        limits = commands.DcLimits(max_voltage_v=920.0, max_current_a=125.0, max_power_w=50_000.0, min_voltage_v=150.0)
        self.outlet.push(commands.LimitsChanged(dc=limits))
        self.outlet.push(commands.ContactorChanged(closed=False))
        self.show_pilot("B")
        self._measuring = asyncio.get_running_loop().create_task(self._measure())

    async def authorize(self, request: events.AuthorizationWanted) -> commands.Authorized:
        await asyncio.sleep(0.5)  # a card reader, an app, a backend
        return commands.Authorized(verdict="accepted")

    async def check_cable(self, voltage_v: float) -> Isolation:
        self.module.closed = True
        self.outlet.push(commands.ContactorChanged(closed=True))
        self.module.target = (voltage_v, 0.0)
        await self._until(lambda: self.module.voltage_v > 0.95 * voltage_v)
        await asyncio.sleep(1.0)  # the insulation monitor measures
        self.module.target = (0.0, 0.0)
        await self._until(lambda: self.module.voltage_v < 60.0)
        return "valid"

    async def set_output(self, target: events.SetOutput) -> None:
        self.module.target = (target.voltage_v, target.current_a)

    async def stop_output(self) -> None:
        self.module.target = (0.0, 0.0)
        await self._until(lambda: abs(self.module.current_a) < 1.0)

    async def open_contactor(self) -> bool:
        self.module.off()
        return True

    def emergency_stop(self, reason: str) -> None:
        self.module.off()

    def beat(self) -> None:
        self.module.fed_at = asyncio.get_running_loop().time()

    async def on_event(self, event: events.Event) -> None:
        """This bench has no control pilot, so it shows what the session waits for. A real station pushes what it measures."""
        if isinstance(event, events.PilotAwaited):
            self.show_pilot(event.states[0])
        elif isinstance(event, (events.ChargingStopped, events.SessionEnded)):
            self.show_pilot("B")

    def show_pilot(self, state: commands.PilotState) -> None:
        self.outlet.push(commands.PilotChanged(state=state))

    async def _measure(self) -> None:
        while True:
            module = self.module
            module.step(asyncio.get_running_loop().time())
            self.outlet.push(commands.Measured(voltage_v=module.voltage_v, current_a=module.current_a))
            self.outlet.push(commands.MeterRead(meter_id="METER-1", energy_wh=module.energy_wh))
            async with self._measured:
                self._measured.notify_all()
            await asyncio.sleep(PERIOD_S)

    async def _until(self, condition: Callable[[], bool]) -> None:
        async with self._measured:
            await self._measured.wait_for(condition)


if __name__ == "__main__":
    asyncio.run(secc.serve(secc.Config.load(sys.argv[1]), DcCharger()))
