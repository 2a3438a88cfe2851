"""The DC side of an outlet: supply and insulation monitor, from the cable check to the end of the charge."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Literal

from secc.everest.evse_manager.settings import Settings
from secc.everest.module import Peer

log = logging.getLogger(__name__)

Plain = Mapping[str, float]
Phase = Literal["Other", "CableCheck", "PreCharge", "Charging"]
SAFE_V = 60.0
TEST_CURRENT_A = 2.0
VOLTAGE_WINDOW_V = 10.0
VOLTAGE_S = 10.0
SELF_TEST_S = 30.0
SAMPLE_S = 5.0
WORST_EV_V = 500.0
"""Assumed when the EV has not told its maximum voltage in time."""
RAMP_STEP_S = 0.1


class CableCheckError(Exception):
    """The cable check failed; the text is the reason."""


def isolation_test_voltage(ev_most_v: float, evse_most_v: float, fixed_v: float) -> float:
    """Voltage of the insulation test: 50 V above the EV's maximum up to 500 V, else 110 % of it, never more than the supply can."""
    if fixed_v:
        return min(fixed_v, evse_most_v)
    if ev_most_v <= 500.0:
        return min(500.0, ev_most_v + 50.0, evse_most_v)
    return min(evse_most_v, 1.1 * ev_most_v)


class DcOutput:
    """Supply and monitor. `capabilities` are the supply's; `volts` and `ampere` its last sample."""

    def __init__(self, settings: Settings, supply: Peer | None, imd: Peer | None) -> None:
        self._settings, self._supply, self._imd = settings, supply, imd
        self.capabilities: Mapping[str, float] = {}
        self.volts = self.ampere = 0.0
        self.ev_most_v: float | None = None
        self.phase: Phase = "Other"
        self._on = False
        self._set: tuple[float, float] | None = None
        self._given_a = 0.0
        self._ramp: asyncio.TimerHandle | None = None
        self._sampled = asyncio.Event()
        self._self_test: asyncio.Future[bool] | None = None
        self._resistance: asyncio.Future[float] | None = None

    @property
    def monitored(self) -> bool:
        """There is an insulation monitor."""
        return self._imd is not None

    @property
    def most_v(self) -> float:
        return float(self.capabilities.get("max_export_voltage_V", 0.0))

    # ---- what the devices say -----------------------------------------------------------------------------------------------------------

    def sampled(self, value: Plain) -> None:
        self.volts, self.ampere = float(value["voltage_V"]), float(value["current_A"])
        self._sampled.set()

    def self_tested(self, passed: bool) -> None:
        if self._self_test is not None and not self._self_test.done():
            self._self_test.set_result(passed)

    def isolation(self, value: Plain) -> float:
        resistance = float(value["resistance_F_Ohm"])
        if self._resistance is not None and not self._resistance.done():
            self._resistance.set_result(resistance)
        return resistance

    # ---- cable check --------------------------------------------------------------------------------------------------------------------

    async def cable_check(self, relays_closed: Callable[[], bool]) -> None:
        """Run it; raises CableCheckError. Cancelled when the session goes away; whoever cancels switches off."""
        if self._imd is None:
            return
        self.phase = "CableCheck"
        await self._until(lambda: self.volts < SAFE_V, VOLTAGE_S, "the output does not fall below 60 V")
        await self._until(relays_closed, self._settings.cable_check_relays_closed_timeout_s, "the relays do not close")
        for _ in range(100):
            if self.ev_most_v is not None:
                break
            await asyncio.sleep(0.01)
        volts = isolation_test_voltage(self.ev_most_v or WORST_EV_V, self.most_v, self._settings.dc_isolation_voltage_V)
        self._command(volts, TEST_CURRENT_A)
        await self._until(lambda: abs(self.volts - volts) <= VOLTAGE_WINDOW_V, VOLTAGE_S, f"{volts:g} V are not reached")
        await self._run_self_test(volts)
        await self._measure()
        self.off(keep_monitor=True)
        await self._until(lambda: self.volts < SAFE_V, VOLTAGE_S, "the output does not fall below 60 V after the test")

    async def _run_self_test(self, volts: float) -> None:
        assert self._imd is not None
        self._self_test = asyncio.get_running_loop().create_future()
        self._imd.tell("start_self_test", test_voltage_V=volts)
        try:
            passed = await asyncio.wait_for(self._self_test, SELF_TEST_S)
        except TimeoutError:
            raise CableCheckError("the insulation monitor gives no self test result") from None
        if not passed:
            raise CableCheckError("Self test failed")

    async def _measure(self) -> None:
        assert self._imd is not None
        self._resistance = asyncio.get_running_loop().create_future()
        self._imd.tell("start")
        try:
            resistance = await asyncio.wait_for(self._resistance, SAMPLE_S)
        except TimeoutError:
            raise CableCheckError("the insulation monitor gives no measurement") from None
        if resistance < self._settings.isolation_threshold_ohm:
            raise CableCheckError(f"insulation {resistance:g} Ohm")

    async def _until(self, true: Callable[[], bool], limit_s: float, reason: str) -> None:
        try:
            async with asyncio.timeout(limit_s):
                while not true():
                    self._sampled.clear()
                    try:
                        await asyncio.wait_for(self._sampled.wait(), 0.1)
                    except TimeoutError:
                        continue
        except TimeoutError:
            raise CableCheckError(reason) from None

    # ---- set points ---------------------------------------------------------------------------------------------------------------------

    def target(self, volts: float, ampere: float, *, most_a: float, most_w: float) -> None:
        """What the EV wants, clamped to the limits; current rises with a ramp and falls at once. Voltage 0 keeps the last one."""
        if volts <= 0:
            volts = self._set[0] if self._set else 0.0
        if not volts or volts > self.most_v + 0.5:
            volts = min(volts, self.most_v)
        least = float(self.capabilities.get("min_export_voltage_V", 0.0))
        if volts < least:
            return
        wanted = max(0.0, min(ampere, most_a, most_w / volts if volts else 0.0))
        self._stop_ramp()
        if self.phase == "Charging" and wanted > self._given_a:
            self._rise(volts, wanted)
        else:
            self._give(volts, wanted)

    def _rise(self, volts: float, wanted: float) -> None:
        step = self._settings.dc_ramp_ampere_per_second * RAMP_STEP_S
        now = min(wanted, self._given_a + step)
        self._give(volts, now)
        if now < wanted:
            self._ramp = asyncio.get_running_loop().call_later(RAMP_STEP_S, self._rise, volts, wanted)

    def _give(self, volts: float, ampere: float) -> None:
        self._given_a = ampere
        self._command(volts, ampere)

    def _command(self, volts: float, ampere: float) -> None:
        if self._supply is None:
            return
        if self._set != (volts, ampere):
            self._set = (volts, ampere)
            self._supply.tell("setExportVoltageCurrent", voltage=volts, current=ampere)
        if not self._on:
            self._on = True
            self._supply.tell("setMode", mode="Export", phase=self.phase)

    def say_again(self) -> None:
        """The connection was away: what was said then may not have arrived."""
        if self._supply is None:
            return
        if self._on and self._set is not None:
            self._supply.tell("setExportVoltageCurrent", voltage=self._set[0], current=self._set[1])
            self._supply.tell("setMode", mode="Export", phase=self.phase)
        else:
            self._supply.tell("setMode", mode="Off", phase="Other")

    def off(self, *, keep_monitor: bool = False) -> None:
        """Supply off; the monitor too unless it is to go on."""
        self._stop_ramp()
        self._given_a, self._set = 0.0, None
        if self._supply is not None and self._on:
            self._supply.tell("setMode", mode="Off", phase="Other")
        self._on = False
        if not keep_monitor:
            self.phase = "Other"
            if self._imd is not None:
                self._imd.tell("stop")

    def _stop_ramp(self) -> None:
        if self._ramp is not None:
            self._ramp.cancel()
            self._ramp = None
