"""What a station says of itself, whatever the message: what is the matter, and what it asks of the EV (facts 3.7.10, 3.7.11, 5.5)."""

from __future__ import annotations

import math
from typing import Final, Literal

from secc.session.evse import Evse
from secc.session.power import CUTTING, SOUND

Matter = Literal["emergency", "malfunction", "utility_interrupt", "shutdown", "not_ready", ""]
Notice = Literal["none", "stop", "renegotiate"]

RENEGOTIATION_DELAY_S: Final = 60
"""How long an EV has to renegotiate."""


def condition(evse: Evse, *, isolation_asked: bool, stopped: bool) -> Matter:
    """What is the matter with the station, the gravest first; "" where nothing is.

    `isolation_asked`: an insulation test was asked for. `stopped`: the EV has stopped charging.
    """
    if evse.emergency:
        return "emergency"
    unsound = isolation_asked and evse.isolation is not None and evse.isolation not in SOUND
    if evse.cut or evse.contactor_fault or unsound or any(fault in CUTTING for fault in evse.faults):
        return "malfunction"
    if "utility_interrupt" in evse.faults:
        return "utility_interrupt"
    if evse.stop or stopped:
        return "shutdown"
    return "not_ready" if "not_ready" in evse.faults else ""


def notice(evse: Evse, now: float, *, loop: bool) -> tuple[Notice, int]:
    """What the EV is asked to do, and within how many seconds. Renegotiation is for loop messages only [V2G2-841]."""
    if evse.stop:
        return "stop", max(0, min(math.ceil(evse.stop_at + evse.stop.grace_s - now), 65_535))
    if evse.renegotiate and loop:
        return "renegotiate", RENEGOTIATION_DELAY_S
    return "none", 0


def undeliverable(evse: Evse) -> str:
    """Why power cannot be delivered now, "" when it can [V2G2-480] [V2G-DC-401]."""
    if evse.stop:
        return f"stop was asked for: {evse.stop.reason}"
    return ", ".join(sorted(evse.faults)) or ((evse.contactor_fault and "contactor") or "")
