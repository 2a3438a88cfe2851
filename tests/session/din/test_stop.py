"""Twin of secc.session.din.stop: SessionStop."""

from __future__ import annotations

import pytest

from secc.messages import din
from secc.messages.din import responseCodeType as Code
from secc.session.din import states

from ..bench import Bench, Hardware
from .steps import SESSION_STOP, bench, reach


def at(state: str, hardware: Hardware | None = None) -> Bench:
    return reach(bench(hardware=hardware), state)


@pytest.mark.parametrize("state", [states.AUTHORIZATION, states.CABLE_CHECK, states.PRE_CHARGING])
def test_an_early_stop_is_a_stop_with_power_off(state: str) -> None:
    ev = at(state)
    assert ev.ask(SESSION_STOP, din.SessionStopRes).response_code is Code.OK
    ev.wait(2.0)
    assert ev.ended is not None
    assert ev.ended.ok
    assert not ev.session.evse.contactor
