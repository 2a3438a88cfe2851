"""The outlet's own eye on what is measured: too much current, too much voltage, voltages that do not agree, silence.

Each alarm goes off by itself when its time is over: a device that falls silent with a bad value does not stop the clock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from secc.everest.evse_manager.faults import INSULATION, INTERNAL, OVER_CURRENT, OVER_VOLTAGE, PLAUSIBILITY, Faults
from secc.everest.evse_manager.settings import Settings
from secc.everest.evse_manager.timers import Timers
from secc.everest.module import Severity

Plain = Mapping[str, object]
EARTH_S = 2.0
EARTH_V = 550.0
EARTH_FROM_V = 500.0
PHASES = ("L1", "L2", "L3")


class Monitors:
    """Measured values in, errors of the outlet out. `live` tells whether power may flow: at other times nothing is judged."""

    def __init__(self, settings: Settings, timers: Timers, faults: Faults, live: Callable[[], bool]) -> None:
        self._settings, self._timers, self._faults, self._live = settings, timers, faults, live
        self._voltages: dict[str, float] = {}
        self._earth_since: float | None = None

    def phase_currents(self, record: Plain, offered_a: float) -> None:
        """AC: each phase against what the car has been offered, with a tolerance for its meter and some seconds for it to follow."""
        settings = self._settings
        measured = record.get("current_A")
        currents = [abs(float(measured[phase])) for phase in PHASES if phase in measured] if isinstance(measured, dict) else []
        most = (abs(offered_a) + settings.soft_over_current_measurement_noise_A) * (1 + settings.soft_over_current_tolerance_percent / 100)
        text = f"{max(currents, default=0.0):g} A where {abs(offered_a):g} A are offered"
        self._alarm("over current", max(currents, default=0.0) > most, settings.soft_over_current_timeout_ms, OVER_CURRENT, text, "High")

    def output_voltage(self, volts: float, error_v: float, emergency_v: float) -> None:
        """DC: the voltage at the connector. Above `error_v` it may be for a moment, `emergency_v` never."""
        if self._live() and volts >= emergency_v:
            self._faults.own(OVER_VOLTAGE, f"{volts:g} V, at once from {emergency_v:g} V", severity="High")
        text = f"{volts:g} V above {error_v:g} V"
        self._alarm("over voltage", volts > error_v, self._settings.internal_over_voltage_duration_ms, OVER_VOLTAGE, text, "Medium")

    def voltage(self, source: str, volts: float) -> None:
        """DC: what one of the devices measures; all must agree, apart from some seconds in which they follow one another."""
        if not self._live():
            self._voltages.clear()
        self._voltages[source] = volts
        spread = max(self._voltages.values()) - min(self._voltages.values())
        text = ", ".join(f"{name} {value:g} V" for name, value in self._voltages.items())
        too_far = spread > self._settings.voltage_plausibility_max_spread_threshold_V
        self._alarm("plausibility", too_far, self._settings.voltage_plausibility_fault_duration_ms, PLAUSIBILITY, text, "High")

    def voltage_to_earth(self, volts: float, supply_most_v: float) -> None:
        """DC: one pole against earth, over the limit twice with 2 s between."""
        most = 1.1 * supply_most_v if supply_most_v > EARTH_FROM_V else EARTH_V
        now = asyncio.get_running_loop().time()
        if not self._live() or abs(volts) < most:
            self._earth_since = None
        elif self._earth_since is None:
            self._earth_since = now
        elif now - self._earth_since >= EARTH_S:
            self._faults.own(INSULATION, f"{volts:g} V to earth", sub_type="VoltageToEarth")

    def _alarm(self, name: str, bad: bool, after_ms: float, error: str, text: str, severity: Severity) -> None:
        def ring() -> None:
            if self._live():
                self._faults.own(error, text, severity=severity)

        if not bad or not self._live():
            self._timers.stop(name)
        elif not self._timers.runs(name):
            self._timers.arm(name, after_ms / 1000, ring)


class Silence:
    """Who must be heard from while the car charges; whoever is not for `limit_s` is an error until he speaks again or the car has gone."""

    def __init__(self, limit_s: float, faults: Faults) -> None:
        self._limit_s, self._faults = limit_s, faults
        self._heard: dict[str, float] = {}
        self._since: dict[str, float] = {}

    def heard(self, who: str, at: float | None = None) -> None:
        """Somebody spoke, now or `at` that time of the loop."""
        before, self._heard[who] = self._heard.get(who), asyncio.get_running_loop().time() if at is None else at
        if before != self._heard[who] and self.silent(who):
            self._faults.clear(INTERNAL, who)

    def silent(self, who: str) -> bool:
        return self._faults.has(INTERNAL, who)

    def look(self, wanted: Mapping[str, bool]) -> None:
        """Called about once a second with who has to be there now."""
        now = asyncio.get_running_loop().time()
        for who, needed in wanted.items():
            if not needed:
                self._since.pop(who, None)
            elif now - max(self._heard.get(who, 0.0), self._since.setdefault(who, now)) > self._limit_s:
                self._faults.own(INTERNAL, f"{who} is silent for {self._limit_s:g} s", severity="High", sub_type=who)
