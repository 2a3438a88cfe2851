"""DC_EVSEStatus: what the station says of itself in its answers (facts 5.5)."""

from __future__ import annotations

from typing import Final, TypeVar

from secc.messages import din
from secc.messages.din import DC_EVSEStatusCodeType as StatusCode
from secc.messages.din import EVSENotificationType as Notification
from secc.messages.din import isolationLevelType as Isolation
from secc.session import condition
from secc.session.din.facts import Ctx

S = TypeVar("S", din.DC_EVSEStatus, din.DC_EVSEStatusType)

_ISOLATION: Final = {"valid": Isolation.Valid, "warning": Isolation.Warning, "fault": Isolation.Fault}
"""Everything else is Invalid: DIN has no word for a station without a monitor."""
_CODE: Final = {
    "emergency": StatusCode.EVSE_EmergencyShutdown, "malfunction": StatusCode.EVSE_Malfunction, "shutdown": StatusCode.EVSE_Shutdown,
    "utility_interrupt": StatusCode.EVSE_UtilityInterruptEvent, "not_ready": StatusCode.EVSE_NotReady,
}


def dc(kind: type[S], context: Ctx, default: StatusCode = StatusCode.EVSE_Ready) -> S:
    """The true condition of the station, `default` where nothing is the matter. ReNegotiation does not exist in DIN."""
    asked, delay = condition.notice(context.evse, context.now, loop=False)
    facts, evse = context.facts, context.evse
    matter = condition.condition(evse, isolation_asked=facts.cable_checked, stopped=facts.stopped)
    return kind(
        notification_max_delay=delay, evse_notification=Notification.StopCharging if asked == "stop" else Notification.None_,
        evse_status_code=_CODE.get(matter, default),
        evse_isolation_status=_ISOLATION.get(evse.isolation or "", Isolation.Invalid) if facts.cable_checked else Isolation.Invalid,
    )
