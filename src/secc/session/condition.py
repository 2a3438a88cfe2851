"""What a station says of itself, whatever the message: its condition, the insulation, what it asks of the EV (facts 3.7.10, 3.7.11, 5.5)."""

from __future__ import annotations

import math
from typing import Literal

from secc.session.commands import Isolation
from secc.session.evse import Evse
from secc.session.power import CUTTING, SOUND

Condition = Literal["EVSE_NotReady", "EVSE_Shutdown", "EVSE_UtilityInterruptEvent", "EVSE_EmergencyShutdown", "EVSE_Malfunction"]


def condition(evse: Evse, *, tested: bool, stopped: bool) -> Condition | None:
    """What is the matter, named as DC_EVSEStatusCode names it; None where nothing is.

    `tested`: an insulation test was asked for. `stopped`: PowerDelivery(Stop) came.
    """
    if evse.emergency:
        return "EVSE_EmergencyShutdown"
    unsound = tested and evse.isolation is not None and evse.isolation not in SOUND
    if evse.cut or evse.contactor_fault or unsound or any(fault in CUTTING for fault in evse.faults):
        return "EVSE_Malfunction"
    if "utility_interrupt" in evse.faults:
        return "EVSE_UtilityInterruptEvent"
    if evse.stop or stopped:
        return "EVSE_Shutdown"
    return "EVSE_NotReady" if "not_ready" in evse.faults else None


def insulation(evse: Evse, *, tested: bool) -> Isolation:
    """The result of the test, "invalid" before it was asked for and while it runs."""
    return (evse.isolation if tested else None) or "invalid"


def stop_within(evse: Evse, now: float) -> int | None:
    """Whole seconds that the EV has left to stop; None: it is not asked to."""
    if evse.stop is None:
        return None
    return max(0, min(math.ceil(evse.stop_at + evse.stop.grace_s - now), 65_535))


def undeliverable(evse: Evse) -> str:
    """Why power cannot be delivered now, "" when it can [V2G2-480] [V2G-DC-401]."""
    if evse.stop:
        return f"stop was asked for: {evse.stop.reason}"
    return ", ".join(sorted(evse.faults)) or ((evse.contactor_fault and "contactor") or "")
