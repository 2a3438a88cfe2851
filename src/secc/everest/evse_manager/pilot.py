"""Ampere and duty cycle of the control pilot (IEC 61851-1; the ranges are EVerest's, see the comments)."""

from __future__ import annotations

HLC_DUTY = 5.0
OFF_DUTY = 100.0
LEAST_A = 5.9
"""What counts as power for basic charging."""


def duty_percent(ampere: float) -> float:
    """Duty cycle that offers `ampere`; 100 (no oscillation) where nothing can be offered."""
    if ampere < LEAST_A or ampere > 80.1:
        return OFF_DUTY
    if ampere <= 6.1:
        return 10.0
    if ampere <= 51.0:
        return ampere / 0.6
    if ampere <= 52.5:
        return 85.0
    if ampere <= 80.0:
        return ampere / 2.5 + 64.0
    return 97.0


def offered_ampere(duty: float) -> float | None:
    """What an EV reads from a duty cycle; None for digital communication, 0 where charging is not allowed."""
    if 3.0 <= duty <= 7.0:
        return None
    if duty < 8.0 or duty > 97.0:
        return 0.0
    if duty < 10.0:
        return 6.0
    if duty <= 85.0:
        return duty * 0.6
    if duty <= 96.0:
        return (duty - 64.0) * 2.5
    return 80.0
