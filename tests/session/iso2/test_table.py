from __future__ import annotations

from secc.messages import iso2
from secc.messages.iso2 import responseCodeType as Code
from secc.session import events
from secc.session.iso2 import states

from ..bench import Bench
from .steps import AC, DC, TERMINATE, WELDING, reach


def test_a_whole_ac_session() -> None:
    ev = reach(Bench(AC), states.SESSION_STOP)
    assert ev.ask(TERMINATE, iso2.SessionStopRes).response_code is Code.OK
    assert ev.ended == events.SessionEnded(ok=True, reason="session_stop", state=states.END, datalink="terminate")
    assert ev.session.closing


def test_a_whole_dc_session() -> None:
    ev = reach(Bench(DC), states.WELDING)
    assert ev.ask(WELDING, iso2.WeldingDetectionRes).response_code is Code.OK
    assert ev.ask(TERMINATE, iso2.SessionStopRes).response_code is Code.OK
    assert ev.ended == events.SessionEnded(ok=True, reason="session_stop", state=states.END, datalink="terminate")
