"""Twin of secc.session.din.authorization: ContractAuthentication and the time until charging."""

from __future__ import annotations

from msgspec.structs import replace

from secc.messages import din
from secc.messages.din import EVSEProcessingType as Processing
from secc.messages.din import responseCodeType as Code
from secc.session import commands, events
from secc.session.din import states

from ..bench import Bench, Hardware
from .steps import DC, bench, current_demand, reach


def at(state: str, hardware: Hardware | None = None) -> Bench:
    return reach(bench(hardware=hardware), state)


def test_authentication_is_ongoing_until_somebody_says_yes() -> None:
    ev = at(states.AUTHORIZATION, Hardware(quiet=(events.AuthorizationWanted,)))
    said = []
    for verdict in ("pending", "rejected", "accepted"):
        ev.push(commands.Authorized(verdict=verdict, request=1))  # type: ignore[arg-type]
        said.append(ev.ask(din.ContractAuthenticationReq(), din.ContractAuthenticationRes).evse_processing)
    assert said == [Processing.Ongoing, Processing.Ongoing, Processing.Finished]


def test_two_hundred_requests_a_second_are_answered() -> None:
    ev = at(states.AUTHORIZATION, Hardware(quiet=(events.AuthorizationWanted,)))
    for _ in range(200):
        ev.wait(0.005)
        assert ev.ask(din.ContractAuthenticationReq(), din.ContractAuthenticationRes).response_code is Code.OK


def test_ready_to_charge_within_148_s_or_failed() -> None:
    ev = at(states.AUTHORIZATION, Hardware(quiet=(events.AuthorizationWanted,)))
    for _ in range(3):
        ev.wait(49.0)
        assert ev.ask(din.ContractAuthenticationReq(), din.ContractAuthenticationRes).response_code is Code.OK
    ev.wait(2.0)
    assert ev.ask(din.ContractAuthenticationReq(), din.ContractAuthenticationRes).response_code is Code.FAILED
    assert ev.ended is not None
    assert ev.ended.reason == "V2G_SECC_ReadyToCharge_Performance_Time"


def test_once_charging_the_148_s_are_over() -> None:
    ev = at(states.CHARGING)
    for _ in range(4):
        ev.wait(50.0)
        assert ev.ask(current_demand(), din.CurrentDemandRes).response_code is Code.OK


def test_a_rejected_card_fails_only_where_the_switch_says_so() -> None:
    ev = reach(bench(replace(DC, switches={"rejected_eim_fails": True}), Hardware(quiet=(events.AuthorizationWanted,))), states.AUTHORIZATION)
    ev.push(commands.Authorized(verdict="rejected", request=1))
    assert ev.ask(din.ContractAuthenticationReq(), din.ContractAuthenticationRes).response_code is Code.FAILED


def test_free_charging_asks_nobody() -> None:
    ev = reach(bench(replace(DC, outlet=replace(DC.outlet, free=True))), states.PARAMETERS)
    assert ev.seen(events.AuthorizationWanted) == []
