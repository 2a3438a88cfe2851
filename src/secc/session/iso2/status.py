"""EVSEStatus: what the station says of itself in its answers (facts 3.7.10, 3.7.11)."""

from __future__ import annotations

import math
from typing import Final, TypeVar

from secc.messages import iso2
from secc.messages.iso2 import DC_EVSEStatusCodeType as StatusCode
from secc.messages.iso2 import EVSENotificationType as Notification
from secc.messages.iso2 import isolationLevelType as Isolation
from secc.session.iso2.facts import Ctx
from secc.session.iso2.timing import RENEGOTIATION_DELAY_S
from secc.session.power import CUTTING, SOUND

S = TypeVar("S", iso2.DC_EVSEStatus, iso2.DC_EVSEStatusType)
A = TypeVar("A", iso2.AC_EVSEStatus, iso2.AC_EVSEStatusType)

_ISOLATION: Final = {
    None: Isolation.Invalid, "invalid": Isolation.Invalid, "valid": Isolation.Valid, "warning": Isolation.Warning, "fault": Isolation.Fault,
    "no_imd": Isolation.No_IMD,
}


def notification(context: Ctx, *, loop: bool) -> tuple[Notification, int]:
    """What the EV is asked to do, and within how many seconds. ReNegotiation is for loop messages only [V2G2-841]."""
    evse = context.evse
    if evse.stop:
        left = evse.stop_at + evse.stop.grace_s - context.now
        return Notification.StopCharging, max(0, min(math.ceil(left), 65_535))
    if evse.renegotiate and loop:
        return Notification.ReNegotiation, RENEGOTIATION_DELAY_S
    return Notification.None_, 0


def ac(kind: type[A], context: Ctx, *, loop: bool = False) -> A:
    """AC_EVSEStatus; `rcd` is true when the residual current device has tripped."""
    asked, delay = notification(context, loop=loop)
    return kind(notification_max_delay=delay, evse_notification=asked, rcd="rcd" in context.evse.faults)


def dc(kind: type[S], context: Ctx, default: StatusCode = StatusCode.EVSE_Ready, *, loop: bool = False) -> S:
    """DC_EVSEStatus with the true condition of the station, `default` where nothing is the matter."""
    asked, delay = notification(context, loop=loop)
    isolation = _ISOLATION[context.evse.isolation] if context.facts.cable_checked else Isolation.Invalid
    return kind(
        notification_max_delay=delay, evse_notification=asked, evse_status_code=_condition(context) or default, evse_isolation_status=isolation,
    )


def _condition(context: Ctx) -> StatusCode | None:
    evse = context.evse
    if evse.emergency:
        return StatusCode.EVSE_EmergencyShutdown
    unsound = context.facts.cable_checked and evse.isolation is not None and evse.isolation not in SOUND
    if evse.cut or evse.contactor_fault or unsound or any(fault in CUTTING for fault in evse.faults):
        return StatusCode.EVSE_Malfunction
    if "utility_interrupt" in evse.faults:
        return StatusCode.EVSE_UtilityInterruptEvent
    if evse.stop or context.facts.stopped:
        return StatusCode.EVSE_Shutdown
    return StatusCode.EVSE_NotReady if "not_ready" in evse.faults else None


def delivery(context: Ctx) -> iso2.AC_EVSEStatus | iso2.DC_EVSEStatus:
    """The status element of PowerDeliveryRes and MeteringReceiptRes, as the energy mode wants it."""
    return ac(iso2.AC_EVSEStatus, context) if context.facts.energy == "ac" else dc(iso2.DC_EVSEStatus, context)


def applicable(context: Ctx) -> str:
    """Why power cannot be delivered now, "" when it can [V2G2-480]."""
    evse = context.evse
    if evse.stop:
        return f"stop was asked for: {evse.stop.reason}"
    return ", ".join(sorted(evse.faults)) or ((evse.contactor_fault and "contactor") or "")
