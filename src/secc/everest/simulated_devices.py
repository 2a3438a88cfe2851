"""Simulated modules around an outlet: board with a car at its pilot, DC supply, monitors, lock. Each behind its interface."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from secc.everest.module import Implementation, Module, Peer
from secc.everest.plant import Plant
from secc.everest.simulated_meter import SimulatedMeter

FAST_S = 0.1
STEADY_S = 0.25
MEASURE_S = 1.0
IDLE_S = 1.0
CONTACTOR_S = 0.05
PILOT_S = 0.05
UNPLUGGED_S = 0.5
WATCHDOG_S = 10.0
"""Without a renewed permission for this long the board opens by itself."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """What the simulated hardware can do."""

    max_voltage_v: float = 1000.0
    min_voltage_v: float = 150.0
    max_current_a: float = 200.0
    max_power_w: float = 150_000.0
    ac_max_current_a: float = 32.0
    phases: int = 3
    max_discharge_current_a: float | None = None
    max_discharge_power_w: float | None = None

    def supply(self) -> dict[str, object]:
        """As `power_supply_DC` capabilities."""
        back_a, back_w = self.max_discharge_current_a, self.max_discharge_power_w
        capabilities: dict[str, object] = {
            "bidirectional": bool(back_a and back_w), "current_regulation_tolerance_A": 1.0, "peak_current_ripple_A": 2.0,
            "max_export_voltage_V": self.max_voltage_v, "min_export_voltage_V": self.min_voltage_v,
            "max_export_current_A": self.max_current_a, "min_export_current_A": 0.0, "max_export_power_W": self.max_power_w,
        }  # fmt: skip
        if back_a and back_w:
            capabilities |= {
                "max_import_voltage_V": self.max_voltage_v, "min_import_voltage_V": self.min_voltage_v,
                "max_import_current_A": back_a, "min_import_current_A": 0.0, "max_import_power_W": back_w,
            }  # fmt: skip
        return capabilities

    def board(self, *, dc: bool) -> dict[str, object]:
        """As `evse_board_support` capabilities; for DC they describe the mains side of the converter."""
        most = round(self.max_power_w / 690.0, 1) if dc else self.ac_max_current_a
        back = round((self.max_discharge_power_w or 0.0) / (690.0 if dc else 230.0 * self.phases), 1)
        return {
            "max_current_A_import": most, "min_current_A_import": 0.0 if dc else 6.0,
            "max_phase_count_import": self.phases, "min_phase_count_import": 1 if not dc else self.phases,
            "max_current_A_export": back, "min_current_A_export": 0.0, "max_phase_count_export": self.phases, "min_phase_count_export": 1,
            "supports_changing_phases_during_charging": not dc and self.phases == 3,
            "supports_cp_state_E": False, "connector_type": "IEC62196Type2Cable",
        }  # fmt: skip


class SimulatedBoard:
    """`evse_board_support`, and the car at the end of its pilot wire.

    The car is plugged in from the start. It goes to C when a V2G session wants power (it watches the charger's variables for that, as a real
    car knows it by itself) or when the duty cycle offers a current, to B when energy has ended, and after a session that ended it is
    unplugged and another one comes.
    """

    def __init__(self, module: Module, plant: Plant, charger: Peer | None, *, ratings: Ratings, replug: bool = True) -> None:
        self.plant, self._ratings, self._replug = plant, ratings, replug
        self.cp = "A"
        self._enabled = False
        self._digital = False
        self._busy = False
        self._timers: dict[str, asyncio.TimerHandle] = {}
        commands: dict[str, Callable[..., object]] = {
            "enable": self._enable, "pwm_on": self._pwm, "cp_state_X1": self._no_pwm, "cp_state_F": self._no_pwm, "cp_state_E": self._no_pwm,
            "allow_power_on": self._allow, "ac_switch_three_phases_while_charging": self._switch,
            "ac_set_overcurrent_limit_A": self._limit,
        }  # fmt: skip
        self.board: Implementation = module.provide("board", "evse_board_support", commands)
        if charger is not None:
            for name in ("start_cable_check", "ac_close_contactor"):
                charger.on(name, lambda _: self._later("cp", PILOT_S, lambda: self.show("C")))
            for name in ("ac_open_contactor", "dc_open_contactor"):
                charger.on(name, lambda _: self._later("cp", PILOT_S, self._back_to_b))
            for name in ("dlink_terminate", "dlink_error"):
                charger.on(name, lambda _: self._leave())

    def ready(self) -> None:
        dc = self.plant.current_type == "DC"
        self.board.publish("capabilities", self._ratings.board(dc=dc))
        self.board.publish("ac_nr_of_phases_available", self._ratings.phases)

    def show(self, state: str) -> None:
        """The pilot shows this state; C and D need a car that is plugged in."""
        if state in ("C", "D") and self.cp == "A":
            return
        self.cp = state
        if self._enabled:
            self.board.publish("event", {"event": state})
        if state == "A":
            self._contactor(False)

    def _back_to_b(self) -> None:
        """No energy wanted any more; who has left stays away."""
        if self.cp != "A":
            self.show("B")

    def plug(self) -> None:
        self.show("B")

    def unplug(self) -> None:
        self._later("leave", 0.0, lambda: self.show("A"))

    def _leave(self) -> None:
        self._later("cp", PILOT_S, self._back_to_b)
        if self._replug:
            self._later("leave", 0.3, lambda: self.show("A"))
            self._later("next", 0.3 + UNPLUGGED_S, self.plug)

    def _enable(self, value: bool) -> None:
        self._enabled = value
        if value:
            self.board.publish("event", {"event": "PowerOn" if self.plant.closed else "PowerOff"})
            self.board.publish("event", {"event": self.cp})

    def _pwm(self, value: float) -> None:
        self._digital = 3.0 <= value <= 7.0
        if not self._digital and value < 97.0 and self.cp == "B":
            self._later("cp", PILOT_S, lambda: self.show("C"))

    def _no_pwm(self) -> None:
        if not self._digital and self.cp == "C":
            self._later("cp", PILOT_S, self._back_to_b)

    def _allow(self, value: dict[str, object]) -> None:
        closed = bool(value["allow_power_on"]) and self.cp in ("C", "D")
        self._later("contactor", CONTACTOR_S if closed else 0.0, lambda: self._contactor(closed))
        self._later("watchdog", WATCHDOG_S, lambda: self._contactor(False))

    def _switch(self, value: bool) -> None:
        if not self.plant.closed:
            self.plant.phases = 3 if value else 1
        self.board.publish("ac_nr_of_phases_available", self.plant.phases)

    def _limit(self, value: float) -> None:
        self.plant.limit_a = value

    def _contactor(self, closed: bool) -> None:
        if self.plant.closed != closed:
            self.plant.closed = closed
            self.plant.step(0.0)
            self.board.publish("event", {"event": "PowerOn" if closed else "PowerOff"})

    def _later(self, name: str, seconds: float, act: Callable[[], None]) -> None:
        if name in self._timers:
            self._timers[name].cancel()
        self._timers[name] = asyncio.get_running_loop().call_later(seconds, act)


class SimulatedSupply:
    """`power_supply_DC`."""

    def __init__(self, module: Module, plant: Plant, ratings: Ratings) -> None:
        self.plant, self._ratings = plant, ratings
        self.mode = "Off"
        self._exports = self.imports = (0.0, 0.0)
        self.supply: Implementation = module.provide(
            "supply", "power_supply_DC",
            {"setMode": self._mode, "setExportVoltageCurrent": self._export, "setImportVoltageCurrent": self._import},
        )  # fmt: skip

    def ready(self) -> None:
        self.supply.publish("capabilities", self._ratings.supply())
        self.publish()

    def publish(self) -> None:
        self.supply.publish("voltage_current", {"voltage_V": round(self.plant.volts, 2), "current_A": round(self.plant.ampere, 2)})

    def _mode(self, mode: str, phase: str) -> None:
        self.mode = mode
        self.plant.on = mode in ("Export", "Import")
        self._apply()
        self.supply.publish("mode", mode)

    def _export(self, voltage: float, current: float) -> None:
        self._exports = (min(voltage, self._ratings.max_voltage_v), min(current, self._ratings.max_current_a))
        self._apply()

    def _import(self, voltage: float, current: float) -> None:
        self.imports = (voltage, min(current, self._ratings.max_discharge_current_a or 0.0))
        self._apply()

    def _apply(self) -> None:
        """What the plant regulates to follows the mode: the set point of the other direction waits."""
        if self.mode == "Import":
            self.plant.set_a = -self.imports[1] if self.plant.volts > self.imports[0] else 0.0
        else:
            self.plant.set_v, self.plant.set_a = self._exports


class SimulatedImd:
    """`isolation_monitor`."""

    def __init__(self, module: Module, plant: Plant, *, self_test_s: float = 0.3) -> None:
        self.plant, self._self_test_s = plant, self_test_s
        self.running = False
        self._measured_at = -MEASURE_S
        self.imd: Implementation = module.provide(
            "imd", "isolation_monitor", {"start": self._start, "stop": self._stop, "start_self_test": self._test}
        )

    def publish(self) -> None:
        now = asyncio.get_running_loop().time()
        if self.running and now - self._measured_at >= MEASURE_S:
            self._measured_at = now
            self.imd.publish("isolation_measurement", {"resistance_F_Ohm": self.plant.resistance_ohm, "voltage_V": self.plant.volts})

    def _start(self) -> None:
        self.running, self._measured_at = True, -MEASURE_S

    def _stop(self) -> None:
        self.running = False

    def _test(self, test_voltage_V: float) -> None:
        passed = abs(self.plant.volts - test_voltage_V) < 20.0
        asyncio.get_running_loop().call_later(self._self_test_s, lambda: self.imd.publish("self_test_result", passed))


class SimulatedOvm:
    """`over_voltage_monitor`: measures while it is started, raises its own error above the emergency limit."""

    def __init__(self, module: Module, plant: Plant) -> None:
        self.plant = plant
        self.running = False
        self.limits: tuple[float, float] | None = None
        self.ovm: Implementation = module.provide(
            "ovm", "over_voltage_monitor",
            {"set_limits": self._limit, "start": self._start, "stop": self._stop, "reset_over_voltage_error": self._reset},
        )  # fmt: skip

    def publish(self) -> None:
        if not self.running:
            return
        self.ovm.publish("voltage_measurement_V", self.plant.volts)
        if self.limits is not None and self.plant.volts >= self.limits[0]:
            self.ovm.raise_error("over_voltage_monitor/MREC5OverVoltage", f"{self.plant.volts:g} V", severity="High")

    def _limit(self, emergency_over_voltage_limit_V: float, error_over_voltage_limit_V: float) -> None:
        self.limits = (emergency_over_voltage_limit_V, error_over_voltage_limit_V)

    def _start(self) -> None:
        self.running = True

    def _stop(self) -> None:
        self.running = False

    def _reset(self) -> None:
        self.ovm.clear_error("over_voltage_monitor/MREC5OverVoltage")


class SimulatedLock:
    """`connector_lock`; a lock that is `jammed` says so and stays where it is."""

    def __init__(self, module: Module, plant: Plant) -> None:
        self.plant = plant
        self.jammed = False
        self.lock: Implementation = module.provide("lock", "connector_lock", {"lock": self._lock, "unlock": self._unlock})

    def _lock(self) -> None:
        self._move(True, "connector_lock/ConnectorLockFailedLock")

    def _unlock(self) -> None:
        self._move(False, "connector_lock/ConnectorLockFailedUnlock")

    def _move(self, locked: bool, error: str) -> None:
        if self.jammed:
            self.lock.raise_error(error, "the bolt does not move", severity="Medium")
            return
        self.plant.locked = locked
        for raised, _ in self.lock.active_errors:
            self.lock.clear_error(raised)


class Pulse:
    """Lets time pass for a plant, and has what follows from it published: each change, four times a second while it is on, else once."""

    def __init__(self, plant: Plant, meter: SimulatedMeter, publish: Callable[[], None]) -> None:
        self._plant, self._meter, self._publish = plant, meter, publish

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        plant = self._plant
        before = said = loop.time()
        shown = (plant.volts, plant.ampere)
        while True:
            await asyncio.sleep(FAST_S)
            now = loop.time()
            plant.step(now - before)
            before, values = now, (plant.volts, plant.ampere)
            self._meter.measure(voltage_v=plant.volts, current_a=plant.ampere, power_w=plant.power_w)
            if values != shown or now - said >= (STEADY_S if plant.active else IDLE_S):
                said, shown = now, values
                self._publish()
