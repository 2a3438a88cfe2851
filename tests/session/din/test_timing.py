"""Twin of secc.session.din.timing: the station is done before the EV gives up."""

from secc.session import hold
from secc.session.din import timing


def test_the_station_is_faster_than_the_ev_is_patient() -> None:
    assert (timing.READY_TO_CHARGE.seconds, timing.CABLE_CHECK.seconds, timing.SEQUENCE.seconds) == (148.0, 38.0, 60.0)
    assert max(hold.PILOT.seconds, hold.OUTPUT_ZERO.seconds, timing.SCHEDULES.seconds) <= 1.5
    assert set(timing.PERFORMANCE.values()) == {1.5, 0.025}
    assert timing.authorization(0.0).seconds == 0.0
