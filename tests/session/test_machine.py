"""Twin of secc.session.machine: framing, guards, held replies, time, commands, the end. The protocol at hand is ISO 15118-2."""

from __future__ import annotations

import time

import pytest
from msgspec.structs import replace

from secc import messages, v2gtp
from secc.config import Config, Timeouts
from secc.errors import ConfigError
from secc.messages import iso2
from secc.messages.iso2 import DC_EVSEStatusCodeType as StatusCode
from secc.messages.iso2 import responseCodeType as Code
from secc.session import commands, events
from secc.session.iso2 import ISO2, states
from secc.session.iso2.facts import Facts
from secc.session.link import Link
from secc.session.machine import Session
from secc.session.table import Context, Later, Outcome
from secc.session.table import Timer as Timing
from secc.trace import Frame, Message, Timer, TraceEvent, Transition

from .bench import Bench, Hardware, entropy
from .iso2.steps import AC, CABLE_CHECK, DC, PAUSE, STOP, TERMINATE, current_demand, reach, start

GOOD = iso2.ServiceDiscoveryReq()


def discovering() -> Bench:
    return reach(Bench(DC), states.SERVICE_DISCOVERY)


# ---- framing ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("spoil", [
    lambda frame: b"\x00" + frame[1:], lambda frame: frame[:1] + b"\x00" + frame[2:], lambda frame: frame[:2] + b"\x99\x99" + frame[4:],
    lambda frame: frame[:4] + bytes(4), lambda frame: frame[:8] + b"\xff" * (len(frame) - 8),
], ids=["version", "inverse", "type", "length 0", "no EXI"])
def test_a_spoiled_frame_is_ignored_and_the_next_one_answered(spoil: object) -> None:
    ev = discovering()
    ev.feed(spoil(ev.frame(GOOD)))  # type: ignore[operator]
    assert ev.payloads() == []
    assert not ev.session.closing
    assert ev.seen(events.PeerMisbehaved)
    ev.wait(3.0)
    assert ev.ask(GOOD, iso2.ServiceDiscoveryRes).response_code is Code.OK


def test_spoiled_frames_do_not_restart_the_sequence_timer() -> None:
    ev = discovering()
    for _ in range(5):
        ev.wait(11.0)
        ev.feed(v2gtp.frame(v2gtp.EXI, b"\xff\xff"))
    ev.wait(6.0)
    assert ev.ended is not None
    assert ev.ended.reason == "V2G_SECC_Sequence_Timeout"


def test_a_thousand_spoiled_frames_are_told_four_times() -> None:
    ev = discovering()
    for _ in range(1000):
        ev.feed(v2gtp.frame(0x9999, b"x"))
    assert [event.detail for event in ev.seen(events.PeerMisbehaved)] == ["0x9999", *(f"0x9999 ({count} times)" for count in (10, 100, 1000))]


def test_a_length_above_the_cap_closes_at_once_and_costs_nothing() -> None:
    ev = discovering()
    ev.feed(bytes.fromhex("01fe8001ffffffff"))
    assert ev.ended is not None
    assert (ev.ended.reason, ev.ended.datalink) == ("frame_too_long", "error")
    assert ev.payloads() == []


def test_coalesced_frames_are_answered_in_order_until_the_session_ends() -> None:
    ev = discovering()
    ev.feed(ev.frame(GOOD) + ev.frame(TERMINATE) + ev.frame(GOOD))
    assert [type(message.body.body_element) for message in ev.answers()] == [iso2.ServiceDiscoveryRes, iso2.SessionStopRes]
    assert ev.session.closing


def test_a_begun_frame_has_five_seconds() -> None:
    ev = discovering()
    ev.feed(ev.frame(GOOD)[:-1])
    ev.wait(5.1)
    assert ev.ended is not None
    assert ev.ended.reason == "frame_timeout"


def test_the_time_of_a_frame_begins_with_its_own_first_byte() -> None:
    ev = Bench(replace(DC, timeouts=Timeouts(frame_s=5.0)))
    reach(ev, states.SERVICE_DISCOVERY)
    first, second = ev.frame(GOOD), ev.frame(TERMINATE)
    ev.feed(first[:4])
    ev.wait(4.0)
    ev.feed(first[4:] + second[:4])
    ev.wait(4.0)
    ev.feed(second[4:])
    assert len(ev.answers()) == 2


def test_a_response_sent_by_the_ev_is_ignored() -> None:
    ev = discovering()
    ev.send(iso2.ServiceDetailRes(response_code=Code.OK, service_id=1))
    ev.send(None)
    assert ev.payloads() == []
    assert not ev.session.closing


# ---- held replies -----------------------------------------------------------------------------------------------------------------


def waiting_for_contactor() -> Bench:
    ev = reach(Bench(AC, hardware=Hardware(quiet=(events.CloseContactor,))), states.AC_POWER_DELIVERY)
    ev.send(start())
    assert ev.session.waiting
    return ev


def test_a_held_reply_goes_out_when_the_command_comes() -> None:
    ev = waiting_for_contactor()
    ev.wait(1.0)
    assert ev.payloads() == []
    ev.push(commands.ContactorChanged(closed=True))
    assert ev.answer(iso2.PowerDeliveryRes).response_code is Code.OK


def test_a_held_reply_fails_when_its_time_is_over() -> None:
    ev = waiting_for_contactor()
    ev.wait(3.0)
    assert ev.answer(iso2.PowerDeliveryRes).response_code is Code.FAILED_ContactorError
    assert ev.session.closing


def test_a_command_that_changes_nothing_does_not_give_more_time() -> None:
    ev = waiting_for_contactor()
    ev.wait(2.0)
    ev.push(commands.PilotChanged(state="D"))
    ev.wait(1.0)
    assert ev.answer(iso2.PowerDeliveryRes).response_code is Code.FAILED_ContactorError


def test_meanwhile_one_further_request_waits_its_turn() -> None:
    ev = waiting_for_contactor()
    ev.send(iso2.ChargingStatusReq())
    assert ev.payloads() == []
    ev.push(commands.ContactorChanged(closed=True))
    assert [type(message.body.body_element) for message in ev.answers()] == [iso2.PowerDeliveryRes, iso2.ChargingStatusRes]


def test_a_flood_while_a_reply_is_held_ends_the_session() -> None:
    ev = waiting_for_contactor()
    ev.feed(v2gtp.frame(v2gtp.EXI, bytes(60_000)) * 2)
    assert ev.ended is not None
    assert ev.ended.reason == "flooded"


def test_an_emergency_wins_over_a_held_reply() -> None:
    ev = waiting_for_contactor()
    ev.push(commands.EmergencyStop(reason="button"))
    assert ev.answer(iso2.PowerDeliveryRes).response_code is Code.FAILED
    assert ev.ended is not None
    assert ev.ended.reason == "emergency"


def test_an_unplugged_cable_wins_over_a_held_reply() -> None:
    ev = waiting_for_contactor()
    ev.push(commands.PilotChanged(state="A"))
    assert ev.payloads() == []
    assert ev.ended is not None
    assert ev.ended.reason == "pilot_A"


# ---- time -------------------------------------------------------------------------------------------------------------------------


def test_the_setup_time_ends_a_connection_that_says_nothing() -> None:
    ev = Bench(DC, setup_deadline=16.0)
    ev.wait(16.0)
    assert ev.ended is not None
    assert ev.ended.reason == "V2G_SECC_CommunicationSetup_Performance_Time"
    assert ev.payloads() == []


def test_the_setup_time_runs_until_session_setup_and_no_longer() -> None:
    late, good = Bench(DC, setup_deadline=16.0), Bench(DC, setup_deadline=16.0)
    late.offer()
    late.wait(16.0)
    assert late.session.closing
    reach(good, states.SERVICE_DISCOVERY)
    assert good.session.set_up
    good.wait(30.0)
    assert not good.session.closing


def test_without_a_setup_time_silence_lasts_60_s() -> None:
    ev = Bench(DC)
    ev.wait(59.0)
    assert not ev.session.closing
    ev.wait(1.0)
    assert ev.session.closing


def test_a_session_that_is_over_wants_nothing_and_says_nothing_more() -> None:
    ev = discovering()
    ev.ask(TERMINATE, iso2.SessionStopRes)
    count = len(ev.happened)
    ev.send(GOOD)
    ev.push(commands.EmergencyStop())
    ev.session.receive_eof(ev.now)
    ev.session.tick(ev.now + 100)
    assert ev.session.deadline() is None
    assert ev.session.data_to_send() == b""
    assert len(ev.happened) == count


def test_power_goes_off_synchronously_when_the_ev_falls_silent_under_power() -> None:
    ev = reach(Bench(DC), states.DC_CHARGING)
    ev.wait(60.0)
    assert [type(event) for event in ev.happened[-3:]] == [events.EmergencyOff, events.ChargingStopped, events.SessionEnded]


def test_a_reply_that_is_held_again_when_its_time_is_over_gets_new_time() -> None:
    ev = reach(Bench(DC), states.SERVICE_DISCOVERY)
    row = ISO2.table["main", states.SERVICE_DISCOVERY, iso2.ServiceDiscoveryReq]
    asked: list[float] = []

    def again(request: iso2.ServiceDiscoveryReq, context: Context[Facts]) -> Outcome[Facts]:
        asked.append(context.now)
        return row.handler(request, context) if len(asked) == 3 else Later(within=Timing("again", 1.0, "note"), wake=(), then=again, late=again)

    ev.session._protocol = replace(ISO2, table={("main", states.SERVICE_DISCOVERY, iso2.ServiceDiscoveryReq): replace(row, handler=again)})
    ev.send(GOOD)
    ev.wait(5.0)
    assert asked == [0.0, 1.0, 2.0]
    assert ev.answer(iso2.ServiceDiscoveryRes).response_code is Code.OK


def test_a_time_that_runs_out_wins_over_a_held_reply() -> None:
    ev = Bench(replace(AC, timeouts=Timeouts(stop_margin_s=1.0)), hardware=Hardware(quiet=(events.CloseContactor,)))
    reach(ev, states.AC_POWER_DELIVERY)
    ev.send(start())
    ev.push(commands.Stop(grace_s=0.0))
    ev.wait(1.0)
    assert ev.answer(iso2.PowerDeliveryRes).response_code is Code.FAILED
    assert ev.ended is not None
    assert ev.ended.reason == "stop"


# ---- commands ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["A", "E", "F"])
def test_a_lost_pilot_ends_everything_without_a_word(state: commands.PilotState) -> None:
    ev = reach(Bench(DC), states.DC_CHARGING)
    ev.push(commands.PilotChanged(state=state))
    assert events.EmergencyOff(reason=f"pilot_{state}") in ev.happened
    assert ev.payloads() == []
    assert ev.ended is not None
    assert (ev.ended.reason, ev.ended.datalink) == (f"pilot_{state}", "error")


def test_an_emergency_takes_power_first_and_tells_the_ev_with_its_next_request() -> None:
    ev = reach(Bench(DC), states.DC_CHARGING)
    ev.push(commands.EmergencyStop(reason="button"))
    assert ev.seen(events.EmergencyOff) == [events.EmergencyOff(reason="button")]
    assert not ev.session.closing
    answer = ev.ask(current_demand(), iso2.CurrentDemandRes)
    assert answer.response_code is Code.FAILED
    assert answer.dc_evse_status.evse_status_code is StatusCode.EVSE_EmergencyShutdown
    assert ev.ended is not None
    assert (ev.ended.reason, ev.ended.detail) == ("emergency", "button")


def test_the_pilot_falling_to_b_under_power_stops_it_and_asks_the_ev_to_stop() -> None:
    ev = reach(Bench(DC), states.DC_CHARGING)
    ev.push(commands.PilotChanged(state="B"))
    assert ev.seen(events.StopOutput)
    assert ev.seen(events.OpenContactor)
    answer = ev.ask(current_demand(), iso2.CurrentDemandRes)
    assert answer.response_code is Code.OK
    assert answer.dc_evse_status.evse_notification is iso2.EVSENotificationType.StopCharging
    assert ev.ask(STOP, iso2.PowerDeliveryRes).response_code is Code.OK


def test_no_set_point_goes_out_after_power_was_taken_away() -> None:
    ev = reach(Bench(DC), states.DC_CHARGING)
    ev.push(commands.PilotChanged(state="B"), commands.PilotChanged(state="C"))
    before = len(ev.seen(events.SetOutput))
    ev.ask(current_demand(), iso2.CurrentDemandRes)
    assert len(ev.seen(events.SetOutput)) == before


@pytest.mark.parametrize("fault", ["malfunction", "rcd", "isolation"])
def test_a_fault_under_power_takes_it_away_and_fails_the_next_request(fault: commands.Fault) -> None:
    ev = reach(Bench(DC), states.DC_CHARGING)
    ev.push(commands.FaultRaised(fault=fault))
    assert ev.session.stage == "off"
    answer = ev.ask(current_demand(), iso2.CurrentDemandRes)
    assert answer.response_code is Code.FAILED
    assert answer.dc_evse_status.evse_status_code is StatusCode.EVSE_Malfunction
    assert ev.ended is not None
    assert ev.ended.reason == fault


def test_a_contactor_that_falls_off_is_a_fault() -> None:
    ev = reach(Bench(AC), states.AC_CHARGING)
    ev.push(commands.ContactorChanged(closed=False))
    assert ev.ask(iso2.ChargingStatusReq(), iso2.ChargingStatusRes).response_code is Code.FAILED


def test_a_lost_charger_ends_the_session_with_power_off() -> None:
    ev = reach(Bench(DC), states.DC_CHARGING)
    ev.push(commands.ChargerLost(reason="no beat"))
    assert events.EmergencyOff(reason="no beat") in ev.happened
    assert ev.ended is not None
    assert (ev.ended.reason, ev.ended.detail) == ("charger_lost", "no beat")


def test_a_stop_is_asked_for_counts_down_and_is_obeyed() -> None:
    ev = reach(Bench(DC), states.DC_CHARGING)
    ev.push(commands.Stop(reason="app", grace_s=30.0))
    ev.wait(10.0)
    status = ev.ask(current_demand(), iso2.CurrentDemandRes).dc_evse_status
    assert (status.evse_notification, status.notification_max_delay) == (iso2.EVSENotificationType.StopCharging, 20)
    assert status.evse_status_code is StatusCode.EVSE_Shutdown
    assert ev.ask(STOP, iso2.PowerDeliveryRes).response_code is Code.OK
    ev.wait(50.0)
    assert ev.ask(TERMINATE, iso2.SessionStopRes).response_code is Code.OK


def test_a_stop_that_is_not_obeyed_takes_power_away_and_fails() -> None:
    ev = reach(Bench(DC), states.DC_CHARGING)
    ev.push(commands.Stop(reason="app", grace_s=5.0))
    for _ in range(14):
        assert ev.ask(current_demand(), iso2.CurrentDemandRes).response_code is Code.OK
        ev.wait(1.0)
    assert not ev.seen(events.StopOutput)
    ev.wait(1.0)
    assert ev.seen(events.StopOutput)
    assert ev.seen(events.OpenContactor)
    assert ev.ask(current_demand(), iso2.CurrentDemandRes).response_code is Code.FAILED
    assert ev.ended is not None
    assert ev.ended.reason == "stop"


def test_a_stop_before_the_protocol_is_chosen_refuses_it() -> None:
    ev = Bench(DC)
    ev.push(commands.Stop(reason="app"))
    answer = ev.offer()
    assert answer is not None
    assert answer.response_code.value == "Failed_NoNegotiation"
    assert ev.session.closing


def test_zero_power_while_paused_by_the_station() -> None:
    ev = reach(Bench(DC), states.DC_CHARGING)
    ev.push(commands.Pause())
    ev.ask(current_demand(), iso2.CurrentDemandRes)
    assert ev.seen(events.SetOutput)[-1].current_a == 0.0
    ev.push(commands.Resume())
    ev.ask(current_demand(), iso2.CurrentDemandRes)
    assert ev.seen(events.SetOutput)[-1].current_a == 100.0


# ---- the rest ---------------------------------------------------------------------------------------------------------------------


def test_after_failed_the_connection_closes_unless_a_laboratory_wants_it_open() -> None:
    lenient = Bench(replace(DC, switches={"close_after_failed": False}))
    reach(lenient, states.SERVICE_SELECTION)
    assert lenient.ask(iso2.ServiceDetailReq(service_id=99), iso2.ServiceDetailRes).response_code is Code.FAILED_ServiceIDInvalid
    assert not lenient.session.closing
    assert lenient.ask(iso2.ServiceDetailReq(service_id=1), iso2.ServiceDetailRes).response_code is Code.OK
    assert lenient.ask(STOP, iso2.PowerDeliveryRes).response_code is Code.FAILED_SequenceError
    assert lenient.session.closing


def test_an_unknown_switch_is_the_callers_mistake() -> None:
    with pytest.raises(ConfigError, match="no_such_switch"):
        Bench(replace(DC, switches={"no_such_switch": True}))


def test_an_error_of_our_own_ends_the_session_with_power_off_and_raises_nothing() -> None:
    ev = reach(Bench(DC), states.DC_CHARGING)
    ev.session._facts = None  # what no handler can work with
    ev.send(current_demand())
    assert ev.ended is not None
    assert (ev.ended.reason, ev.ended.datalink) == ("internal_error", "error")
    assert ev.seen(events.EmergencyOff)
    assert ev.session.closing


def test_a_handler_can_only_lead_where_its_row_says() -> None:
    ev = reach(Bench(DC), states.SERVICE_DISCOVERY)
    row = ISO2.table["main", states.SERVICE_DISCOVERY, iso2.ServiceDiscoveryReq]
    astray = replace(row, handler=lambda request, context: replace(row.handler(request, context), to=states.DC_CHARGING))
    ev.session._protocol = replace(ISO2, table={("main", states.SERVICE_DISCOVERY, iso2.ServiceDiscoveryReq): astray})
    ev.send(GOOD)
    assert ev.payloads() == []
    assert ev.ended is not None
    assert (ev.ended.reason, "does not declare" in ev.ended.detail) == ("internal_error", True)


def test_the_end_is_traced_too() -> None:
    seen: list[TraceEvent] = []
    session = Session(DC, Link(), entropy=entropy(), now=1.0, trace=seen.append)
    session.receive_eof(2.0)
    assert seen[-1] == Transition(at=2.0, old="SupportedAppProtocol", new="", cause="connection_closed")


def test_everything_is_traced() -> None:
    seen: list[TraceEvent] = []
    session = Session(DC, Link(), entropy=entropy(), now=1.0, trace=seen.append)
    ev = Bench(DC)
    ev.session = session
    ev.offer()
    session.receive_data(v2gtp.frame(v2gtp.EXI, b"\xff"), 2.0)
    kinds = [type(event) for event in seen]
    assert kinds.count(Frame) == 3
    assert [(event.direction, event.name, event.code) for event in seen if isinstance(event, Message)][:2] == [
        ("ev", "supportedAppProtocolReq", ""), ("evse", "supportedAppProtocolRes", "OK_SuccessfulNegotiation"),
    ]
    assert [event.error != "" for event in seen if isinstance(event, Message)] == [False, False, True]
    assert Transition(at=0.0, old="Negotiated", new="SessionSetup", cause="iso2") in [replace(e, at=0.0) for e in seen if isinstance(e, Transition)]
    assert any(isinstance(event, Timer) and event.name == "V2G_SECC_Sequence_Timeout" for event in seen)


def test_the_first_message_is_as_fast_as_the_others() -> None:
    def cost(ev: Bench) -> float:
        data = ev.frame(current_demand())
        begin = time.process_time()
        ev.session.receive_data(data, ev.now)
        ev.session.data_to_send()
        return time.process_time() - begin

    first = cost(reach(Bench(DC), states.DC_CHARGING_FIRST))
    warm = reach(Bench(DC), states.DC_CHARGING)
    median = sorted(cost(warm) for _ in range(50))[25]
    assert median < 0.001
    assert first < max(20 * median, 0.005)


def test_a_whole_session_in_the_field_profile_needs_no_pilot_b() -> None:
    ev = Bench(replace(DC, profile="field"), hardware=Hardware())
    reach(ev, states.DC_CHARGING)
    ev.hardware.quiet = (events.PilotAwaited,)
    assert ev.ask(STOP, iso2.PowerDeliveryRes).response_code is Code.OK
    assert ev.session.evse.pilot == "C"
    assert ev.ask(PAUSE, iso2.SessionStopRes).response_code is Code.OK


def test_bytes_that_no_grammar_of_the_set_knows_never_raise() -> None:
    ev = discovering()
    din = messages.encode("iso2", iso2.V2G_Message(header=iso2.MessageHeaderType(session_id=bytes(8)), body=iso2.BodyType()))
    for cut in range(len(din)):
        ev.feed(v2gtp.frame(v2gtp.EXI, din[: cut + 1]))
    assert not ev.seen(events.SessionEnded)


def test_the_contactor_is_asked_to_close_only_once_the_way_is_gone() -> None:
    ev = Bench(DC, hardware=Hardware(quiet=(events.PilotAwaited,)))
    reach(ev, states.CABLE_CHECK)
    ev.send(CABLE_CHECK)
    assert not ev.seen(events.CableCheckWanted)
    assert ev.seen(events.PilotAwaited) == [events.PilotAwaited(states=("C", "D"))]
    ev.push(commands.PilotChanged(state="C"))
    assert ev.seen(events.CableCheckWanted)
    assert ev.answer(iso2.CableCheckRes).response_code is Code.OK


def test_a_default_config_speaks() -> None:
    assert Bench(Config()).offer() is not None
