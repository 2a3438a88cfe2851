"""EVSEStatus: what the station asks of the EV; one thing at a time, the gravest first (facts 2.8)."""

from __future__ import annotations

from typing import Final

from secc.messages.iso20_common import EVSEStatusType
from secc.messages.iso20_common import evseNotificationType as Notification
from secc.session.condition import RENEGOTIATION_DELAY_S
from secc.session.iso20.facts import Ctx

PAUSE_DELAY_S: Final = 60
"""Where NotificationMaxDelay of a pause begins [V2G20-3308]; it counts down [V2G20-3318]."""

TERMINATE: Final = EVSEStatusType(notification_max_delay=0, evse_notification=Notification.Terminate)


def status(context: Ctx, *, confirm: bool = False, standby: bool = False) -> EVSEStatusType | None:
    """EVSEStatus of a loop response; None where there is nothing to say.

    `confirm`: the meter reading in the same response is to be confirmed. `standby`: the EV waits in standby.
    """
    evse, asked_at = context.evse, context.facts.pause_asked_at
    if evse.stop:
        return TERMINATE
    if evse.paused:
        return _asked(Notification.Pause, max(0, round(PAUSE_DELAY_S - (context.now - (context.now if asked_at is None else asked_at)))))
    if evse.renegotiate and evse.renegotiate_service and context.config.outlet.iso20.service_renegotiation:
        return _asked(Notification.ServiceRenegotiation, RENEGOTIATION_DELAY_S)
    if evse.renegotiate and not evse.renegotiate_service:
        return _asked(Notification.ScheduleRenegotiation, RENEGOTIATION_DELAY_S)
    if confirm:
        return _asked(Notification.MeteringConfirmation, RENEGOTIATION_DELAY_S)
    if standby and evse.available_at is not None and evse.available_at >= context.facts.standby_at:
        return _asked(Notification.ExitStandby, 0)
    return None


def _asked(what: Notification, delay_s: int) -> EVSEStatusType:
    return EVSEStatusType(notification_max_delay=delay_s, evse_notification=what)
