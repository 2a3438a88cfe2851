"""EVSEStatus: what the station says of itself in its answers (facts 3.7.10, 3.7.11)."""

from __future__ import annotations

from typing import Final, TypeVar

from secc.messages import iso2
from secc.messages.iso2 import DC_EVSEStatusCodeType as StatusCode
from secc.messages.iso2 import EVSENotificationType as Notification
from secc.messages.iso2 import isolationLevelType as Isolation
from secc.session import condition
from secc.session.iso2.facts import Ctx

S = TypeVar("S", iso2.DC_EVSEStatus, iso2.DC_EVSEStatusType)
A = TypeVar("A", iso2.AC_EVSEStatus, iso2.AC_EVSEStatusType)

_ISOLATION: Final = {
    None: Isolation.Invalid, "invalid": Isolation.Invalid, "valid": Isolation.Valid, "warning": Isolation.Warning, "fault": Isolation.Fault,
    "no_imd": Isolation.No_IMD,
}
_CODE: Final = {
    "emergency": StatusCode.EVSE_EmergencyShutdown, "malfunction": StatusCode.EVSE_Malfunction, "shutdown": StatusCode.EVSE_Shutdown,
    "utility_interrupt": StatusCode.EVSE_UtilityInterruptEvent, "not_ready": StatusCode.EVSE_NotReady,
}
_NOTICE: Final = {"none": Notification.None_, "stop": Notification.StopCharging, "renegotiate": Notification.ReNegotiation}


def notification(context: Ctx, *, loop: bool) -> tuple[Notification, int]:
    """EVSENotification and NotificationMaxDelay in s."""
    asked, delay = condition.notice(context.evse, context.now, loop=loop)
    return _NOTICE[asked], delay


def ac(kind: type[A], context: Ctx, *, loop: bool = False) -> A:
    """AC_EVSEStatus; `rcd` is true when the residual current device has tripped."""
    asked, delay = notification(context, loop=loop)
    return kind(notification_max_delay=delay, evse_notification=asked, rcd="rcd" in context.evse.faults)


def dc(kind: type[S], context: Ctx, default: StatusCode = StatusCode.EVSE_Ready, *, loop: bool = False) -> S:
    """DC_EVSEStatus with the true condition of the station, `default` where nothing is the matter."""
    asked, delay = notification(context, loop=loop)
    isolation = _ISOLATION[context.evse.isolation] if context.facts.cable_checked else Isolation.Invalid
    matter = condition.condition(context.evse, isolation_asked=context.facts.cable_checked, stopped=context.facts.stopped)
    return kind(
        notification_max_delay=delay, evse_notification=asked, evse_status_code=_CODE.get(matter, default), evse_isolation_status=isolation,
    )


def delivery(context: Ctx) -> iso2.AC_EVSEStatus | iso2.DC_EVSEStatus:
    """The status element of PowerDeliveryRes and MeteringReceiptRes, as the energy mode wants it."""
    return ac(iso2.AC_EVSEStatus, context) if context.facts.energy == "ac" else dc(iso2.DC_EVSEStatus, context)
