"""An AC charger on top of `secc`: a contactor, a meter, a control pilot. Run it with `python examples/ac_charger.py station.toml`."""

from __future__ import annotations

import asyncio
import sys

import secc
from secc.session import commands, events

PERIOD_S = 0.2
VOLTAGE_V = 230.0


class Contactor:
    """Replace this by your output: it opens by itself 2 s after it was last fed."""

    def __init__(self) -> None:
        self.phases = 0
        self.fed_at = 0.0

    def step(self, now: float) -> None:
        """The watchdog."""
        if now - self.fed_at > 2.0:
            self.phases = 0


class AcCharger(secc.Charger):
    """Free charging on one or three phases, 16 A."""

    def __init__(self) -> None:
        self.contactor = Contactor()
        self.energy_wh = 0.0

    async def start(self) -> None:
        self.outlet.push(commands.LimitsChanged(ac=commands.AcLimits(max_current_a=16.0, nominal_voltage_v=VOLTAGE_V, phases=3)))
        self.outlet.push(commands.ContactorChanged(closed=False))
        self.show_pilot("B")
        self._measuring = asyncio.get_running_loop().create_task(self._measure())

    async def authorize(self, request: events.AuthorizationWanted) -> commands.Authorized:
        return commands.Authorized(verdict="accepted")

    async def close_contactor(self, three_phase: bool) -> bool:
        await asyncio.sleep(0.05)  # it has to move
        self.contactor.phases = 3 if three_phase else 1
        return True

    async def open_contactor(self) -> bool:
        self.contactor.phases = 0
        return True

    def emergency_stop(self, reason: str) -> None:
        self.contactor.phases = 0

    def beat(self) -> None:
        self.contactor.fed_at = asyncio.get_running_loop().time()

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
            self.contactor.step(asyncio.get_running_loop().time())
            power = (VOLTAGE_V * 16.0,) * self.contactor.phases  # what the car draws; ask your meter
            self.energy_wh += sum(power) * PERIOD_S / 3600
            self.outlet.push(commands.Measured(power_w=power))
            self.outlet.push(commands.MeterRead(meter_id="METER-1", energy_wh=self.energy_wh))
            await asyncio.sleep(PERIOD_S)


if __name__ == "__main__":
    asyncio.run(secc.serve(secc.Config.load(sys.argv[1]), AcCharger()))
