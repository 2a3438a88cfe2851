"""Twin of secc.session.iso2.timing: the station is done before the EV gives up."""

from __future__ import annotations

from secc.session import hold
from secc.session.iso2 import timing
from secc.session.iso2.refusals import REFUSALS

EV_MESSAGE_S = {1.5: 2.0, 4.5: 5.0, 0.025: 0.25}
"""Performance time of the station → message timeout of the EV (facts 3.13)."""


def test_every_request_has_a_performance_time() -> None:
    assert set(timing.PERFORMANCE) == set(REFUSALS)
    assert set(timing.PERFORMANCE.values()) == set(EV_MESSAGE_S)


def test_what_is_held_is_answered_in_time() -> None:
    assert hold.PILOT.seconds + hold.CONTACTOR.seconds <= 4.5
    assert max(hold.PILOT.seconds, timing.SCHEDULES.seconds) <= 1.5
    assert max(hold.OUTPUT_ZERO.seconds, timing.CERTIFICATE.seconds) <= 4.5


def test_ongoing_ends_before_the_ev_gives_up() -> None:
    assert (timing.ONGOING.seconds, timing.CABLE_CHECK.seconds) == (55.0, 38.0)
    assert timing.pnc_authorization(55.0).name == timing.ONGOING.name
    assert timing.eim_authorization(0.0).seconds == 0.0
