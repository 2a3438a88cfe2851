"""SessionStop."""

from __future__ import annotations

from secc.messages import din
from secc.messages.din import responseCodeType as Code
from secc.session.din import timing
from secc.session.din.facts import Ctx, Facts
from secc.session.din.states import END
from secc.session.table import End, Reply


def session_stop(request: din.SessionStopReq, context: Ctx) -> Reply[Facts]:
    """The end; the link layer hears of it when its oscillator may go off [V2G-DC-450] [V2G-DC-451] [V2G-DC-116]."""
    return Reply(response=din.SessionStopRes(response_code=Code.OK), to=END, end=End("session_stop", ok=True, after=timing.OSCILLATOR_RETAIN_S))
