"""Twin of secc.session.iso2.authorization: external identification; contracts are in test_contract."""

from __future__ import annotations

from msgspec.structs import replace

from secc.config import Config, Timeouts
from secc.messages import iso2
from secc.messages.iso2 import responseCodeType as Code
from secc.session import commands, events
from secc.session.iso2 import states

from ..bench import Bench, Hardware
from .steps import AC, AUTHORIZATION, TERMINATE, outlet, reach


def authorizing(config: Config = AC) -> Bench:
    return reach(Bench(config, hardware=Hardware(quiet=(events.AuthorizationWanted,))), states.AUTHORIZATION)


def processing(ev: Bench) -> tuple[str, str]:
    answer = ev.ask(AUTHORIZATION, iso2.AuthorizationRes)
    return answer.response_code.value, answer.evse_processing.value


WAITING = ("OK", "Ongoing_WaitingForCustomerInteraction")


def test_the_ev_waits_for_a_customer_as_long_as_it_takes() -> None:
    ev = authorizing()
    for _ in range(90):
        assert processing(ev) == WAITING
        ev.wait(1.0)
    ev.push(commands.Authorized(verdict="rejected", request=1))
    assert processing(ev) == WAITING
    ev.push(commands.Authorized(verdict="accepted", request=1))
    assert processing(ev) == ("OK", "Finished")
    assert ev.seen(events.AuthorizationFinished) == [events.AuthorizationFinished(accepted=True)]


def test_a_decision_may_come_in_advance() -> None:
    ev = Bench(AC, hardware=Hardware(quiet=(events.AuthorizationWanted,)))
    ev.push(commands.Authorized(verdict="accepted"))
    reach(ev, states.AUTHORIZATION)
    assert processing(ev) == ("OK", "Finished")


def test_a_decision_on_another_question_does_not_count() -> None:
    ev = authorizing()
    ev.push(commands.Authorized(verdict="accepted", request=7))
    assert processing(ev) == WAITING


def test_the_operators_limit_ends_the_wait() -> None:
    ev = authorizing(replace(AC, timeouts=Timeouts(eim_authorization_s=30.0)))
    ev.wait(29.0)
    assert processing(ev) == WAITING
    ev.wait(1.0)
    assert processing(ev) == ("FAILED", "Finished")
    assert ev.ended is not None
    assert ev.ended.reason == "eim_authorization"


def test_no_limit_is_no_limit() -> None:
    ev = authorizing(replace(AC, timeouts=Timeouts(eim_authorization_s=0.0)))
    for _ in range(20):
        ev.wait(50.0)
        assert processing(ev) == WAITING


def test_a_rejected_card_fails_only_where_the_switch_says_so() -> None:
    ev = authorizing(replace(AC, switches={"rejected_eim_fails": True}))
    ev.push(commands.Authorized(verdict="rejected", request=1))
    assert processing(ev) == ("FAILED", "Finished")


def test_free_charging_asks_nobody() -> None:
    ev = authorizing(outlet(free=True))
    assert processing(ev) == ("OK", "Finished")
    assert ev.seen(events.AuthorizationWanted) == []
    assert ev.ask(TERMINATE, iso2.SessionStopRes).response_code is Code.OK
