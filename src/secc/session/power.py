"""What all protocols share where power is concerned, in SI units: who may close what and when, set points, limits, the insulation test.

The stages of power in a session, in order; each protocol names in its replies where it is:

    off         nothing is on the outlet
    closing     AC: PowerDelivery(Start) was accepted, the contactor may close
    isolation   DC: the relays are closed for the insulation test
    precharge   DC: the output follows the EV's battery voltage, 2 A at most
    charge      energy may flow

`permitted` is the one place that decides whether the hardware is told to give power. Nothing else does, and the machine asks it for every event.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final, Literal

import msgspec

from secc.config import Dc
from secc.session.commands import ChargerLost, Command, ContactorChanged, DcLimits, EmergencyStop, FaultRaised, PilotChanged
from secc.session.events import CableCheckWanted, CloseContactor, Event, EvNeeds, SetOutput
from secc.session.evse import Evse

Stage = Literal["off", "closing", "isolation", "precharge", "charge"]
Energy = Literal["ac", "dc"]

PRECHARGE_A: Final = 2.0
"""The most that flows before the EV's contactors are closed (IEC 61851-23)."""
STOPPED_A: Final = 1.0
"""Below this the output counts as without current."""
SOUND: Final = ("valid", "warning")
"""Results of the insulation test after which power may be applied; a warning allows charging (facts 3.7.11)."""
CUTTING: Final = ("malfunction", "rcd", "isolation")
"""Conditions that take power away at once."""


def permitted(event: Event, evse: Evse, stage: Stage) -> bool:
    """Whether `event` may go to the hardware. Every event that gives power passes here; all others may. AC names its output in `power_w`."""
    match event:
        case CloseContactor():
            return stage == "closing" and _healthy(evse) and evse.ready_pilot
        case CableCheckWanted():
            return stage == "isolation" and _healthy(evse) and evse.ready_pilot
        case SetOutput(stage="precharge"):
            return stage == "precharge" and _healthy(evse) and evse.isolation in SOUND and abs(event.current_a) <= PRECHARGE_A
        case SetOutput():
            isolated = bool(event.power_w) or evse.isolation in SOUND
            return stage == "charge" and _healthy(evse) and evse.ready_pilot and isolated
    return True


def _healthy(evse: Evse) -> bool:
    return not (evse.emergency or evse.cut or evse.contactor_fault or any(fault in CUTTING for fault in evse.faults))


class Reaction(msgspec.Struct, frozen=True):
    """What a command of the station means for a session, whatever protocol it speaks.

    `off`: take power away now, "" or why. `emergency`: synchronously, so. `end`: the session is over without a word, for this reason.
    `cut`: the next request is refused. `stop`: the EV is asked to stop.
    """

    off: str = ""
    emergency: bool = False
    end: str = ""
    cut: bool = False
    stop: bool = False


NOTHING: Final = Reaction()


def reaction(command: Command, before: Evse, stage: Stage) -> Reaction:
    """What `command`, given while power is in `stage` and the station was as `before`, asks for."""
    powered = stage != "off"
    match command:
        case ChargerLost(reason=reason):
            return Reaction(off=reason or "charger_lost", emergency=True, end="charger_lost")
        case EmergencyStop(reason=reason):
            return Reaction(off=reason or "emergency", emergency=True)
        case PilotChanged(state="A" | "E" | "F" as state) if state != before.pilot:
            return Reaction(off=f"pilot_{state}", emergency=powered, end=f"pilot_{state}")
        case PilotChanged(state="B") if powered and before.ready_pilot:
            return Reaction(off="pilot_B", stop=True)
        case FaultRaised(fault=fault) if fault in CUTTING and powered:
            return Reaction(off=fault, cut=stage == "charge")
        case FaultRaised(fault="utility_interrupt"):
            return Reaction(stop=powered)
        case ContactorChanged(closed=closed, fault=fault) if stage == "charge" and (fault or (before.contactor and not closed)):
            return Reaction(off="contactor", cut=True)
    return NOTHING


def number(value: float, otherwise: float = 0.0) -> float:
    """`value`, or `otherwise` where it is not a finite number. Nothing infinite reaches the power stage."""
    return value if math.isfinite(value) else otherwise


def dc_limits(nominal: Dc, evse: Evse) -> DcLimits:
    """The limits that hold now: the momentary ones, never beyond the configured capability; zero while the station pauses the session."""
    if evse.paused:
        return DcLimits(max_voltage_v=nominal.max_voltage_v, max_current_a=0.0, max_power_w=0.0, min_voltage_v=nominal.min_voltage_v)
    return _within(nominal, evse.dc)


@lru_cache(maxsize=256)
def _within(nominal: Dc, now: DcLimits) -> DcLimits:
    """Worked out once: limits change far less often than a car asks for current."""
    return DcLimits(
        max_voltage_v=_least(nominal.max_voltage_v, now.max_voltage_v),
        max_current_a=_least(nominal.max_current_a, now.max_current_a),
        max_power_w=_least(nominal.max_power_w, now.max_power_w),
        min_voltage_v=_floor(nominal.min_voltage_v, now.min_voltage_v, now.max_voltage_v),
        min_current_a=_floor(nominal.min_current_a, now.min_current_a, now.max_current_a),
        min_power_w=_floor(nominal.min_power_w, now.min_power_w, now.max_power_w),
        peak_ripple_a=nominal.peak_ripple_a, regulation_tolerance_a=nominal.regulation_tolerance_a,
        energy_to_deliver_wh=nominal.energy_to_deliver_wh,
        max_discharge_current_a=_least_of(nominal.max_discharge_current_a, now.max_discharge_current_a),
        max_discharge_power_w=_least_of(nominal.max_discharge_power_w, now.max_discharge_power_w),
        min_discharge_current_a=_floor_of(nominal.min_discharge_current_a, now.min_discharge_current_a, now.max_discharge_current_a),
        min_discharge_power_w=_floor_of(nominal.min_discharge_power_w, now.min_discharge_power_w, now.max_discharge_power_w),
    )


def announced(nominal: Dc, *, clamp: bool) -> tuple[float, float, float]:
    """Maximum voltage, current and power of the supply as DIN and ISO 15118-2 announce them; `clamp` keeps to their tables (facts 3.12)."""
    volts, amps, watts = nominal.max_voltage_v, nominal.max_current_a, nominal.max_power_w
    return (min(volts, 1000.0), min(amps, 400.0), min(watts, 200_000.0)) if clamp else (volts, amps, watts)


def _least(nominal: float, now: float) -> float:
    return max(0.0, min(number(nominal), number(now)))


def _least_of(nominal: float | None, now: float | None) -> float | None:
    return None if nominal is None or now is None else _least(nominal, now)


def _floor(nominal: float, now: float, most: float) -> float:
    """A minimum: never below the capability, and raised no further than the maximum that holds."""
    return max(nominal, min(number(now), number(most)))


def _floor_of(nominal: float | None, now: float | None, most: float | None) -> float | None:
    return nominal if now is None else _floor(nominal or 0.0, now, most or 0.0)


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """What a DC EV asks for, and the ceilings it names (None: none). Negative current discharges; discharge ceilings are positive numbers."""

    voltage_v: float
    current_a: float
    max_voltage_v: float | None = None
    max_current_a: float | None = None
    max_power_w: float | None = None
    max_discharge_current_a: float | None = None
    max_discharge_power_w: float | None = None


class Achieved(msgspec.Struct, frozen=True):
    """Which of the station's limits the EV's target reaches or exceeds."""

    voltage: bool
    current: bool
    power: bool


@lru_cache(maxsize=1024)
def dc_output(demand: Demand, limits: DcLimits, present_v: float = 0.0) -> tuple[SetOutput, Achieved]:
    """The set point that serves `demand` within the station's `limits` and the EV's own ceilings. A target above a limit is no error.

    `present_v` is the voltage at the output where it is known: power is that of the higher of it and the target, so that a low target does
    not draw from a battery more than may come back.
    """
    voltage, current = number(demand.voltage_v), number(demand.current_a)
    volts = _clamp(voltage, 0.0, _ceiling(limits.max_voltage_v, demand.max_voltage_v))
    power = _ceiling(limits.max_power_w, demand.max_power_w)
    back_a, back_w = _back(demand, limits)
    amps = _clamp(current, -back_a, _ceiling(limits.max_current_a, demand.max_current_a))
    across = max(volts, number(present_v))
    if across > 0.0:
        amps = _clamp(amps, -back_w / across, power / across)
    return SetOutput(stage="charge", voltage_v=volts, current_a=amps, max_power_w=power), Achieved(
        voltage >= limits.max_voltage_v, *reached(current, max(voltage, number(present_v)) if current < 0 else voltage, limits),
    )


def reached(amps: float, volts: float, limits: DcLimits) -> tuple[bool, bool]:
    """Whether a current, and its power at `volts`, are at the limits of their direction."""
    if amps < 0:
        return -amps >= (limits.max_discharge_current_a or 0.0), -amps * volts >= (limits.max_discharge_power_w or 0.0)
    return amps >= limits.max_current_a, amps * volts >= limits.max_power_w


def dc_setpoint(power_w: float | None, present_v: float, demand: Demand, limits: DcLimits) -> SetOutput:
    """The set point for what the station wants, in W (None: all it can give; negative: from the car), within its `limits` and the EV's ceilings.

    `demand.voltage_v` is the voltage to regulate to, `demand.current_a` does not count; the current follows from the voltage that is present.
    """
    most, (back_a, back_w) = _ceiling(limits.max_power_w, demand.max_power_w), _back(demand, limits)
    watts = _clamp(most if power_w is None else number(power_w), -back_w, most)
    volts = _clamp(number(demand.voltage_v), 0.0, _ceiling(limits.max_voltage_v, demand.max_voltage_v))
    present = number(present_v) if number(present_v) >= 1.0 else volts
    amps = watts / present if present >= 1.0 else 0.0
    amps = _clamp(amps, -back_a, _ceiling(limits.max_current_a, demand.max_current_a))
    return SetOutput(stage="charge", voltage_v=volts, current_a=amps, max_power_w=most)


def _back(demand: Demand, limits: DcLimits) -> tuple[float, float]:
    """The most current and power that may come from the car; none where the supply cannot take it."""
    return (
        _ceiling(limits.max_discharge_current_a or 0.0, demand.max_discharge_current_a),
        _ceiling(limits.max_discharge_power_w or 0.0, demand.max_discharge_power_w),
    )


def precharge_output(voltage_v: float, current_a: float, limits: DcLimits, *, ev_max_v: float | None = None) -> SetOutput:
    """The set point for pre-charge: the EV's voltage within the station's range, 2 A at most, never above what the EV takes."""
    ceiling = _ceiling(limits.max_voltage_v, ev_max_v)
    volts = _clamp(number(voltage_v), 0.0, min(ceiling, test_voltage(ev_max_v, limits.max_voltage_v)))
    amps = _clamp(number(current_a), 0.0, min(PRECHARGE_A, limits.max_current_a))
    return SetOutput(stage="precharge", voltage_v=volts, current_a=amps, max_power_w=limits.max_power_w)


def _ceiling(ours: float, theirs: float | None) -> float:
    return ours if theirs is None else max(0.0, min(ours, number(theirs, ours)))


def _clamp(value: float, low: float, high: float) -> float:
    return max(low, min(value, high))


Insulation = Literal["begin", "ongoing", "sound", "unsound"]


def insulation(evse: Evse, stage: Stage, *, asked: bool) -> Insulation:
    """Where the insulation test stands. One that was asked for and whose power was taken away is as good as failed."""
    if not asked:
        return "begin"
    if stage != "isolation":
        return "unsound"
    if evse.isolation is None:
        return "ongoing"
    return "sound" if evse.isolation in SOUND else "unsound"


def test_voltage(ev_max_v: float | None, evse_max_v: float) -> float:
    """Voltage for the insulation test (IEC 61851-23:2023 CC.4.1.2 as stations apply it; facts 3.8.1)."""
    if ev_max_v is None or not math.isfinite(ev_max_v) or ev_max_v <= 0:
        return min(500.0, evse_max_v)
    return min(500.0, ev_max_v + 50.0, evse_max_v) if ev_max_v <= 500.0 else min(1.1 * ev_max_v, evse_max_v)


def ac_power(voltage_v: float, current_a: float, phases: int) -> float:
    """Power of an AC outlet in W: phase-to-neutral volts, amps per phase."""
    return number(voltage_v) * number(current_a) * phases


def ac_current(evse: Evse, nominal_a: float) -> float:
    """The current limit per phase that holds now, in A; zero while the station pauses the session."""
    return 0.0 if evse.paused else _least(nominal_a, evse.ac.max_current_a)


def incompatible(needs: EvNeeds, nominal: Dc) -> str:
    """Why a DC EV and this station cannot charge together, "" when they can."""
    if needs.max_current_a is not None and 0 <= needs.max_current_a <= nominal.min_current_a:
        return f"EV allows {needs.max_current_a:g} A, the station gives {nominal.min_current_a:g} A at least"
    if needs.max_voltage_v is not None and needs.max_voltage_v <= nominal.min_voltage_v:
        return f"EV allows {needs.max_voltage_v:g} V, the station gives {nominal.min_voltage_v:g} V at least"
    return ""
