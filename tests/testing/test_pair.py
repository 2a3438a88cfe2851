"""The fake wire, and the watch that looks at power on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from secc import config
from secc.config import Config
from secc.messages import iso2, sap
from secc.session import commands, events
from secc.testing.pair import Pair, entropy
from secc.testing.watch import PowerWatch
from secc.testing.wire import frame_of

HELLO = frame_of("sap", sap.supportedAppProtocolReq(app_protocol=(sap.AppProtocolType(
    protocol_namespace="urn:iso:15118:2:2013:MsgDef", version_number_major=2, version_number_minor=0, schema_id=1, priority=1,
),)))


@pytest.fixture
def pair() -> Iterator[Pair]:
    pair = Pair(Config(outlet=config.Outlet(protocols=("iso2",))))
    yield pair
    pair.close()


def test_frames_go_to_and_fro_in_any_pieces(pair: Pair) -> None:
    pair.connect()
    for byte in HELLO:
        pair.send(bytes([byte]))
    answer, = pair.frames()
    assert answer.type == 0x8001
    assert pair.frames() == []
    assert [(who, payload) for _, who, _, payload in pair.log] == [("ev", HELLO[8:]), ("evse", answer.payload)]


def test_the_deadline_of_the_session_is_kept_on_the_virtual_clock(pair: Pair) -> None:
    session = pair.connect()
    due = session.deadline()
    assert due is not None
    pair.advance(due - pair.now - 0.001)
    assert not pair.closed
    pair.advance(0.002)
    assert pair.closed
    assert isinstance(pair.events[-1], events.SessionEnded)


def test_a_new_connection_ends_the_old_one(pair: Pair) -> None:
    pair.connect()
    pair.send(HELLO)
    first = pair.session
    pair.connect()
    assert pair.session is not first
    assert pair.events == []


def test_the_story_names_what_passed(pair: Pair) -> None:
    pair.connect()
    pair.send(HELLO)
    assert "ev       supportedAppProtocolReq" in pair.story()
    assert "evse     supportedAppProtocolRes OK_SuccessfulNegotiation" in pair.story()


def test_the_session_ids_of_two_runs_are_the_same_and_of_two_seeds_are_not() -> None:
    assert entropy("a")(8) == entropy("a")(8) != entropy("b")(8)


# ---- the watch ---------------------------------------------------------------------------------------------------------------------

START = iso2.PowerDeliveryReq(charge_progress=iso2.chargeProgressType.Start, sa_schedule_tuple_id=1)
STATUS = iso2.DC_EVStatusType(ev_ready=True, ev_error_code=iso2.DC_EVErrorCodeType.NO_ERROR, ev_ress_soc=1)
CABLE = iso2.CableCheckReq(dc_ev_status=STATUS)
CHARGE = events.SetOutput(stage="charge", voltage_v=400, current_a=100)


@pytest.fixture
def watch() -> PowerWatch:
    watch = PowerWatch(lambda: "the story")
    watch.command(commands.PilotChanged(state="C"), 0.0)
    return watch


def broken(watch: PowerWatch) -> pytest.RaisesExc[AssertionError]:
    return pytest.raises(AssertionError, match=r"power where it may not be(?s:.)*the story")


def isolated(watch: PowerWatch) -> None:
    watch.request(CABLE)
    watch.event(events.CableCheckWanted(voltage_v=500), 0.0)
    watch.command(commands.ContactorChanged(closed=True), 0.0)
    watch.command(commands.CableChecked(isolation="valid"), 0.0)


def test_closing_without_power_delivery_is_noticed(watch: PowerWatch) -> None:
    watch.request(iso2.ChargingStatusReq())
    with broken(watch):
        watch.event(events.CloseContactor(), 0.0)


def test_closing_with_the_pilot_in_b_is_noticed(watch: PowerWatch) -> None:
    watch.command(commands.PilotChanged(state="B"), 0.0)
    watch.request(START)
    with broken(watch):
        watch.event(events.CloseContactor(), 0.0)


def test_a_contactor_that_closes_by_itself_is_noticed(watch: PowerWatch) -> None:
    with broken(watch):
        watch.command(commands.ContactorChanged(closed=True), 0.0)


@pytest.mark.parametrize("isolation", ["fault", "invalid", "no_imd"])
def test_output_after_a_bad_insulation_test_is_noticed(watch: PowerWatch, isolation: commands.Isolation) -> None:
    isolated(watch)
    watch.command(commands.CableChecked(isolation=isolation), 0.0)
    with broken(watch):
        watch.event(events.SetOutput(stage="precharge", voltage_v=400, current_a=1), 0.0)


def test_more_than_two_amps_before_charging_are_noticed(watch: PowerWatch) -> None:
    isolated(watch)
    with broken(watch):
        watch.event(events.SetOutput(stage="precharge", voltage_v=400, current_a=2.1), 0.0)


def test_charging_without_precharge_is_noticed(watch: PowerWatch) -> None:
    isolated(watch)
    with broken(watch):
        watch.event(CHARGE, 0.0)


def test_an_end_that_leaves_power_on_is_noticed(watch: PowerWatch) -> None:
    isolated(watch)
    with broken(watch):
        watch.event(events.SessionEnded(ok=True, reason="", state="", datalink="terminate"), 0.0)


def test_a_contactor_that_stays_closed_is_noticed(watch: PowerWatch) -> None:
    isolated(watch)
    watch.event(events.OpenContactor(), 10.0)
    watch.time(10.9)
    with broken(watch):
        watch.time(11.1)


@pytest.mark.parametrize("state", ["A", "E", "F"])
def test_a_contactor_closed_without_a_car_is_noticed(watch: PowerWatch, state: commands.PilotState) -> None:
    isolated(watch)
    watch.command(commands.PilotChanged(state=state), 10.0)
    with broken(watch):
        watch.time(10.3)


def test_current_with_the_pilot_in_b_is_noticed(watch: PowerWatch) -> None:
    isolated(watch)
    watch.command(commands.Measured(voltage_v=400, current_a=50), 10.0)
    watch.command(commands.PilotChanged(state="B"), 10.0)
    watch.time(11.9)
    with broken(watch):
        watch.time(12.1)


def test_too_much_voltage_before_charging_is_noticed(watch: PowerWatch) -> None:
    isolated(watch)
    with broken(watch):
        watch.command(commands.Measured(voltage_v=520), 0.0)
