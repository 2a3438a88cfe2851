"""The rules of an outlet on a clock that is a number."""

from __future__ import annotations

from ipaddress import IPv6Address

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from secc import sdp
from secc.config import Config, Timeouts
from secc.net.outlet import MAX_PENDING, SETUP_TIMER, OutletRules
from secc.sdp import Announcement, Security
from secc.session.events import PeerMisbehaved, SessionEnded, SessionPaused, SessionStarted

OWN, EV, OTHER = IPv6Address("fe80::10"), IPv6Address("fe80::1"), IPv6Address("fe80::2")
ASK = sdp.encode_request(Security.NONE)
ALWAYS, SLAC = Config(), Config(link="slac", profile="strict")
STARTED = SessionStarted(session_id="0011223344556677", evcc_id="020000000001")
STOPPED = SessionEnded(ok=True, reason="SessionStop", state="SessionStop", datalink="terminate")
FAILED = SessionEnded(ok=False, reason="FAILED_SequenceError", state="ServiceDiscovery", datalink="error")
PAUSED = SessionEnded(ok=True, reason="Pause", state="SessionStop", datalink="pause")


def outlet(config: Config = ALWAYS) -> OutletRules:
    return OutletRules(config, announcement=Announcement(address=OWN, tcp_port=50000))


def test_without_an_address_to_announce_discovery_is_silent() -> None:
    assert OutletRules(ALWAYS).sdp(ASK, EV, 0.0) is None


def test_two_requests_get_the_same_answer() -> None:
    rules = outlet()
    first = rules.sdp(ASK, EV, 0.0)
    assert first is not None
    assert rules.sdp(ASK, EV, 0.25) == first


def test_slac_discovery_is_silent_before_the_data_link_is_ready_and_18_s_after() -> None:
    rules = outlet(SLAC)
    assert rules.sdp(ASK, EV, 0.0) is None
    assert not rules.listening
    rules.dlink(True, 1.0)
    assert rules.sdp(ASK, EV, 18.9) is not None
    assert rules.sdp(ASK, EV, 19.0) is None
    assert not rules.listening
    assert rules.facts() == [SessionEnded(ok=False, reason=SETUP_TIMER, state="CommunicationSetup", datalink="error")]
    rules.dlink(True, 30.0)
    assert rules.sdp(ASK, EV, 30.0) is not None
    assert rules.facts() == []


def test_slac_in_the_field_discovery_goes_on_for_another_18_s_instead() -> None:
    rules = outlet(Config(link="slac", profile="field"))
    rules.dlink(True, 0.0)
    rules.tick(18.0)
    assert rules.serving
    assert rules.facts() == []
    assert rules.deadline() == 36.0


def test_slac_the_end_of_the_set_up_time_closes_what_is_pending() -> None:
    rules = outlet(SLAC)
    rules.dlink(True, 0.0)
    assert rules.accept("a", EV, 10.0)
    assert rules.setup_deadline("a", 10.0) == 18.0
    assert rules.deadline() == 18.0
    rules.tick(18.0)
    assert rules.drops() == ["a"]
    assert not rules.accept("b", EV, 18.1)


def test_slac_a_session_that_was_set_up_outlives_the_18_s() -> None:
    rules = outlet(SLAC)
    rules.dlink(True, 0.0)
    rules.accept("a", EV, 1.0)
    rules.negotiated("a")
    rules.observe("a", STARTED, 2.0)
    assert rules.deadline() is None
    rules.tick(100.0)
    assert rules.active == "a"
    assert rules.facts() == []


def test_slac_after_a_session_the_link_has_to_become_ready_again() -> None:
    rules = outlet(SLAC)
    rules.dlink(True, 0.0)
    rules.accept("a", EV, 1.0)
    rules.negotiated("a")
    rules.observe("a", STARTED, 2.0)
    rules.observe("a", STOPPED, 50.0)
    assert rules.sdp(ASK, EV, 50.1) is None
    rules.dlink(False, 51.0)
    rules.dlink(True, 52.0)
    assert rules.sdp(ASK, EV, 52.1) is not None


def test_slac_a_lost_link_takes_every_connection_with_it() -> None:
    rules = outlet(SLAC)
    rules.dlink(True, 0.0)
    rules.accept("a", EV, 1.0)
    rules.negotiated("a")
    rules.dlink(False, 2.0)
    assert rules.drops() == ["a"]
    assert rules.active is None
    assert not rules.serving


def test_always_discovery_is_answered_again_right_after_a_failed_session() -> None:
    rules = outlet()
    rules.accept("a", EV, 0.0)
    rules.negotiated("a")
    assert rules.sdp(ASK, EV, 1.0) is None
    rules.observe("a", FAILED, 2.0)
    assert rules.sdp(ASK, EV, 2.0) is not None


def test_always_the_18_s_run_from_the_first_request_of_that_address() -> None:
    rules = outlet()
    rules.sdp(ASK, OTHER, 0.0)
    rules.sdp(ASK, EV, 5.0)
    rules.sdp(ASK, EV, 6.0)
    rules.accept("a", EV, 10.0)
    assert rules.setup_deadline("a", 10.0) == 23.0


def test_always_the_18_s_run_from_the_connection_where_nothing_was_asked_or_long_ago() -> None:
    rules = outlet()
    rules.sdp(ASK, EV, 0.0)
    rules.accept("a", EV, 30.0)
    assert rules.setup_deadline("a", 30.0) == 48.0
    rules.accept("b", OTHER, 31.0)
    assert rules.setup_deadline("b", 31.0) == 49.0


def test_always_an_attempt_that_failed_does_not_shorten_the_next_one() -> None:
    rules = outlet()
    rules.sdp(ASK, EV, 0.0)
    rules.accept("a", EV, 1.0)
    rules.ended("a")
    rules.sdp(ASK, EV, 17.0)
    rules.accept("b", EV, 17.1)
    assert rules.setup_deadline("b", 17.1) == 35.0


def test_while_a_session_is_active_discovery_is_silent_and_connections_are_turned_away() -> None:
    rules = outlet()
    rules.accept("a", EV, 0.0)
    rules.accept("b", OTHER, 0.0)
    rules.negotiated("a")
    assert rules.drops() == ["b"]
    assert rules.sdp(ASK, OTHER, 1.0) is None
    assert not rules.accept("c", OTHER, 1.0)
    assert rules.listening
    assert rules.active == "a"


def test_of_nine_connections_the_longest_idle_stranger_goes_and_the_ev_that_spoke_stays() -> None:
    rules = outlet()
    rules.sdp(ASK, EV, 0.0)
    rules.accept("ev", EV, 0.0)
    rules.heard("ev", 0.1)
    for number in range(100):
        assert rules.accept(number, OTHER, 1.0 + number)
        assert rules.pending <= MAX_PENDING
    assert rules.drops() == list(range(100 - MAX_PENDING + 1))
    rules.negotiated("ev")
    assert rules.active == "ev"


def test_an_ev_that_asked_and_has_not_spoken_yet_outlives_strangers() -> None:
    rules = outlet()
    rules.sdp(ASK, EV, 0.0)
    rules.accept("ev", EV, 0.0)
    for number in range(20):
        rules.accept(number, OTHER, 1.0)
    assert "ev" not in rules.drops()


def test_the_context_of_a_pause_reaches_the_next_session_until_it_starts() -> None:
    rules = outlet()
    rules.accept("a", EV, 0.0)
    rules.negotiated("a")
    rules.observe("a", STARTED, 1.0)
    rules.observe("a", SessionPaused(context=b"kept"), 2.0)
    rules.observe("a", PAUSED, 2.0)
    assert rules.resume(3.0) == b"kept"
    rules.accept("b", EV, 4.0)
    rules.negotiated("b")
    rules.observe("b", STARTED, 5.0)
    assert rules.resume(6.0) is None


def test_the_context_of_a_pause_is_void_after_unplug_and_after_its_time() -> None:
    rules = OutletRules(msgspec.structs.replace(ALWAYS, timeouts=Timeouts(pause_context_s=10.0)))
    rules.observe("a", SessionPaused(context=b"kept"), 2.0)
    assert rules.resume(11.9) == b"kept"
    assert rules.resume(12.0) is None
    rules.observe("a", SessionPaused(context=b"kept"), 20.0)
    rules.unplugged()
    assert rules.resume(20.0) is None


def test_a_connection_that_was_lost_before_its_session_started_leaves_the_paused_one_alone() -> None:
    rules = outlet()
    rules.observe("a", SessionPaused(context=b"kept"), 0.0)
    rules.accept("b", OTHER, 1.0)
    rules.negotiated("b")
    rules.observe("b", FAILED, 2.0)
    assert rules.resume(3.0) == b"kept"


def test_the_memory_for_addresses_that_asked_is_bounded() -> None:
    rules = outlet()
    for number in range(10_000):
        rules.sdp(ASK, IPv6Address(int(IPv6Address("fe80::1:0")) + number), 0.001 * number)
    assert len(rules._first_asked) <= 64


ACTIONS = st.sampled_from(["ready", "lost", "ask", "accept", "speak", "negotiate", "start", "stop", "fail", "pause", "unplug", "wait"])


@given(st.sampled_from([ALWAYS, SLAC]), st.lists(st.tuples(ACTIONS, st.integers(0, 9)), max_size=60))
def test_whatever_happens_one_session_at_most_eight_pending_and_silence_while_it_runs(config: Config, steps: list[tuple[str, int]]) -> None:
    rules, now, ready = outlet(config), 0.0, config is ALWAYS
    for action, key in steps:
        match action:
            case "ready" | "lost":
                rules.dlink(action == "ready", now)
                ready = ready or action == "ready"
            case "ask":
                answered = rules.sdp(ASK, EV, now) is not None
                assert answered is rules.serving
                assert ready or not answered
            case "accept":
                assert rules.accept((key, now), EV, now) is rules.serving
            case "speak":
                rules.heard((key, now), now)
            case "negotiate":
                rules.negotiated((key, now))
            case "start" | "stop" | "fail" | "pause":
                event = {"start": STARTED, "stop": STOPPED, "fail": FAILED, "pause": PAUSED}[action]
                rules.observe(rules.active, event, now)
            case "unplug":
                rules.unplugged()
            case "wait":
                now += key
                rules.tick(now)
        assert rules.pending <= MAX_PENDING
        assert not (rules.active is not None and (rules.serving or rules.pending))
        deadline = rules.deadline()
        assert deadline is None or deadline > now


def test_another_secc_that_answers_on_the_link_is_told_once_a_session() -> None:
    rules = outlet()
    foreign = sdp.encode_response(sdp.Response(address=OTHER, port=50123, security=Security.NONE))
    for now in range(3):
        assert rules.sdp(foreign, OTHER, float(now)) is None
    assert rules.facts() == [PeerMisbehaved(what="another_secc", detail="fe80::2 announces [fe80::2]:50123, NONE")]
    rules.accept("c", EV, 3.0)
    rules.negotiated("c")
    rules.observe("c", STOPPED, 4.0)
    rules.sdp(foreign, OTHER, 5.0)
    assert len(rules.facts()) == 1


def test_an_echo_of_our_own_answer_is_no_other_secc() -> None:
    rules = outlet()
    rules.sdp(sdp.encode_response(sdp.Response(address=OWN, port=50000, security=Security.NONE)), OWN, 0.0)
    assert rules.facts() == []
