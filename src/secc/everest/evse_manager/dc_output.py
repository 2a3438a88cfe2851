"""The DC side of an outlet: supply, insulation monitor and over-voltage monitor, from the cable check to the end of the charge."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from secc.everest.evse_manager.settings import Settings
from secc.everest.module import Peer

Plain = Mapping[str, float]
Phase = Literal["Other", "CableCheck", "PreCharge", "Charging"]
Mode = Literal["Off", "Export", "Import"]
SAFE_V = 60.0
TEST_CURRENT_A = 2.0
VOLTAGE_WINDOW_V = 10.0
VOLTAGE_S = 10.0
SELF_TEST_S = 30.0
SAMPLE_S = 5.0
WORST_EV_V = 500.0
"""Assumed when the EV has not told its maximum voltage in time."""
RAMP_STEP_S = 0.1
POLL_S = 0.1
REAL_V = 50.0
"""From here on the measured voltage counts when a power becomes a current."""


class CableCheckError(Exception):
    """The cable check failed; the text is the reason. `sub_type` is the one that EVerest gives the error."""

    def __init__(self, reason: str, sub_type: str = "") -> None:
        self.sub_type = sub_type
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What the station allows now, as positive numbers: towards the car, and from the car (0: nothing)."""

    out_a: float
    out_w: float
    back_a: float = 0.0
    back_w: float = 0.0


def isolation_test_voltage(ev_most_v: float, evse_most_v: float, fixed_v: float) -> float:
    """Voltage of the insulation test: 50 V above the EV's maximum up to 500 V, else 110 % of it, never more than the supply can."""
    if fixed_v:
        return min(fixed_v, evse_most_v)
    if ev_most_v <= 500.0:
        return min(500.0, ev_most_v + 50.0, evse_most_v)
    return min(evse_most_v, 1.1 * ev_most_v)


class DcOutput:
    """Supply and monitors. `capabilities` are the supply's; `volts` and `ampere` its last sample; `dynamic` what a car in -20 Dynamic told."""

    def __init__(self, settings: Settings, supply: Peer | None, imd: Peer | None, ovm: Peer | None = None) -> None:
        self._settings, self._supply, self._imd, self._ovm = settings, supply, imd, ovm
        self.capabilities: Mapping[str, float] = {}
        self.volts = self.ampere = 0.0
        self.ev_most_v: float | None = None
        self.dynamic: Plain | None = None
        self.phase: Phase = "Other"
        self._mode: Mode = "Off"
        self._set: tuple[Mode, float, float] | None = None
        self._wanted: tuple[float, float] | None = None
        self._goal = (0.0, 0.0)
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

    # ---- what the devices and the car say -----------------------------------------------------------------------------------------------

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

    def limited_by_ev(self, limits: Plain) -> None:
        """`dc_ev_maximum_limits`."""
        told = limits.get("dc_ev_maximum_voltage_limit")
        if told and told != self.ev_most_v:
            self.ev_most_v = told
            if self._ovm is not None:
                self._ovm.tell("set_limits", emergency_over_voltage_limit_V=self.emergency_v, error_over_voltage_limit_V=told)

    @property
    def emergency_v(self) -> float:
        """Voltage that is never reached without a fault, from the car's and the supply's maximum."""
        most = min(self.ev_most_v or self.most_v, self.most_v)
        return next((limit for upto, limit in EMERGENCY_V if most <= upto), 1375.0)

    def forget_ev(self) -> None:
        """Another car may come: what this one told does not hold for it."""
        self.ev_most_v = self.dynamic = None
        if self._ovm is not None:
            self._ovm.tell("reset_over_voltage_error")

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
        self._command(volts, TEST_CURRENT_A, "Export")
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
            async with asyncio.timeout(SELF_TEST_S):
                passed = await self._self_test
        except TimeoutError:
            raise CableCheckError("the insulation monitor gives no self test result", "Self test failed") from None
        if not passed:
            raise CableCheckError("Self test failed", "Self test failed")

    async def _measure(self) -> None:
        assert self._imd is not None
        self._resistance = asyncio.get_running_loop().create_future()
        self._imd.tell("start")
        try:
            async with asyncio.timeout(SAMPLE_S):
                resistance = await self._resistance
        except TimeoutError:
            raise CableCheckError("the insulation monitor gives no measurement") from None
        if resistance < self._settings.isolation_threshold_ohm:
            raise CableCheckError(f"insulation {resistance:g} Ohm")

    async def _until(self, true: Callable[[], bool], limit_s: float, reason: str) -> None:
        try:
            async with asyncio.timeout(limit_s):
                while not true():
                    self._sampled.clear()
                    with contextlib.suppress(TimeoutError):  # not only samples make it true
                        async with asyncio.timeout(POLL_S):
                            await self._sampled.wait()
        except TimeoutError:
            raise CableCheckError(reason) from None

    # ---- set points ---------------------------------------------------------------------------------------------------------------------

    def charge_begins(self) -> None:
        """The charge loop has started: from now on the over-voltage monitor watches."""
        self.phase = "Charging"
        if self._ovm is not None:
            self._ovm.tell("start")

    def target(self, volts: float, ampere: float) -> None:
        """What the EV wants; negative current flows from the car. Voltage 0 keeps the last one."""
        if volts <= 0:
            volts = self._wanted[0] if self._wanted else 0.0
        self._wanted = (volts, ampere)

    def serve(self, ceiling: Ceiling) -> None:
        """Give what the EV wants within the station's ceiling and the supply's range; current rises with a ramp and falls at once.

        A voltage that the supply cannot regulate to is refused: what flows already stops.
        """
        if self._wanted is None:
            return
        volts, ampere = self._back(ceiling) or self._out(ceiling)
        if not volts:
            volts, ampere = (self._set[1] if self._set is not None else 0.0), 0.0
        if not volts:
            return
        self._goal = (volts, ampere)
        if self.phase != "Charging":
            self._give(volts, ampere)
        elif self._ramp is None or ampere * self._given_a <= 0 or abs(ampere) < abs(self._given_a):
            self._rise()  # else the next step of the ramp goes to the new goal

    def _out(self, ceiling: Ceiling) -> tuple[float, float]:
        """Voltage and current towards the car; no voltage where the supply has none like it."""
        volts, ampere = self._wanted or (0.0, 0.0)
        volts = min(volts, self.most_v)
        if volts < max(float(self.capabilities.get("min_export_voltage_V", 0.0)), 0.1):
            return 0.0, 0.0
        return volts, max(0.0, min(ampere, ceiling.out_a, ceiling.out_w / volts))

    def _back(self, ceiling: Ceiling) -> tuple[float, float] | None:
        """Voltage and (negative) current of a discharge, None where nothing is to flow that way.

        In -20 Dynamic the station leads, down to the car's least voltage and within the limits that the car told. Else the car leads: it asks
        for a negative current, of which EVerest's interface carries no more than 2 A.
        """
        if self.phase != "Charging" or not ceiling.back_w or self._wanted is None:
            return None
        volts, ampere = self._wanted
        least = float(self.capabilities.get("min_import_voltage_V", 0.0))
        highest = float(self.capabilities.get("max_import_voltage_V", self.most_v))
        at, most = self.volts if self.volts > REAL_V else volts, -ampere
        if self.dynamic is not None:
            volts = max(self.dynamic["min_voltage"], least)
            most = min(self.dynamic.get("max_discharge_current", 0.0), self.dynamic.get("max_discharge_power", 0.0) / max(at, 1.0))
        most = min(most, ceiling.back_a, ceiling.back_w / max(at, 1.0))
        return (volts, -most) if most > 0 and max(least, 0.1) <= volts <= highest else None

    def _rise(self) -> None:
        """Up step by step, down at once; the other way round from zero."""
        self._stop_ramp()
        volts, wanted = self._goal
        before = abs(self._given_a) if self._given_a * wanted > 0 else 0.0
        step = self._settings.dc_ramp_ampere_per_second * RAMP_STEP_S
        now = math.copysign(min(abs(wanted), before + step), wanted)
        self._give(volts, now)
        if now != wanted:
            self._ramp = asyncio.get_running_loop().call_later(RAMP_STEP_S, self._rise)

    def _give(self, volts: float, ampere: float) -> None:
        self._given_a = ampere
        self._command(volts, abs(ampere), "Import" if ampere < 0 else "Export")

    def _command(self, volts: float, ampere: float, mode: Mode) -> None:
        """The set point first, the mode after it: a supply never runs at a set point that was meant for something else."""
        if self._supply is None:
            return
        if self._set != (mode, volts, ampere):
            self._set = (mode, volts, ampere)
            self._supply.tell(f"set{mode}VoltageCurrent", voltage=volts, current=ampere)
        if self._mode != mode:
            self._mode = mode
            self._supply.tell("setMode", mode=mode, phase=self.phase)

    def say_again(self) -> None:
        """The connection was away: what was said then may not have arrived."""
        if self._supply is None:
            return
        if self._mode != "Off" and self._set is not None:
            mode, volts, ampere = self._set
            self._supply.tell(f"set{mode}VoltageCurrent", voltage=volts, current=ampere)
            self._supply.tell("setMode", mode=mode, phase=self.phase)
        else:
            self._supply.tell("setMode", mode="Off", phase="Other")

    def off(self, *, keep_monitor: bool = False) -> None:
        """Supply off; the monitors too unless they are to go on."""
        self._stop_ramp()
        self._given_a, self._set, self._wanted = 0.0, None, None
        if self._supply is not None and self._mode != "Off":
            self._supply.tell("setMode", mode="Off", phase="Other")
        self._mode = "Off"
        if not keep_monitor:
            self.phase = "Other"
            for monitor in (self._imd, self._ovm):
                if monitor is not None:
                    monitor.tell("stop")

    def _stop_ramp(self) -> None:
        if self._ramp is not None:
            self._ramp.cancel()
            self._ramp = None


EMERGENCY_V = ((500.0, 550.0), (750.0, 825.0), (850.0, 935.0), (1000.0, 1100.0))
"""Up to this maximum of car and supply, this is the voltage of an emergency."""
