"""Twin of secc.session.iso2.setup: SessionSetup, resume, the choice of services and payment."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from secc.config import Config
from secc.messages import iso2
from secc.messages.iso2 import paymentOptionType as PaymentOption
from secc.messages.iso2 import responseCodeType as Code
from secc.session import commands, events
from secc.session.iso2 import states

from ..bench import UNIX, Bench
from .steps import AC, DC, EVCC_ID, EVSE_ID, PAUSE, PNC, STOP, TLS, ac_parameters, discovered, reach, selection, session_setup, start


def set_up(session_id: bytes, *, config: Config = AC, **arguments: Any) -> tuple[Bench, iso2.SessionSetupRes]:
    ev = Bench(config, **arguments)
    ev.offer()
    return ev, ev.ask(session_setup(), iso2.SessionSetupRes, session_id=session_id)


# ---- SessionSetup -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", [b"", b"\0", bytes(8), b"\1" * 8, b"\1"])
def test_a_new_session_gets_a_new_id(named: bytes) -> None:
    ev, answer = set_up(named)
    assert answer.response_code is Code.OK_NewSessionEstablished
    assert (answer.evse_id, answer.evse_time_stamp) == (EVSE_ID, int(UNIX))
    assert len(ev.session_id) == 8
    assert ev.session_id not in (bytes(8), named)
    assert ev.seen(events.SessionStarted) == [events.SessionStarted(session_id=ev.session_id.hex(), evcc_id=EVCC_ID.hex())]


def test_a_clock_that_is_not_trusted_is_not_given_to_cars() -> None:
    assert set_up(b"", config=replace(AC, clock_trusted=False))[1].evse_time_stamp is None


@pytest.mark.parametrize("evcc_id", [b"", b"\1" * 5, b"\1" * 6])
def test_any_evcc_id_is_taken_as_it_comes(evcc_id: bytes) -> None:
    ev = Bench(AC)
    ev.offer()
    ev.ask(session_setup(evcc_id), iso2.SessionSetupRes)
    assert ev.seen(events.SessionStarted)[0].evcc_id == evcc_id.hex()


# ---- pause and resume -------------------------------------------------------------------------------------------------------------


def paused(config: Config = AC) -> tuple[Bench, bytes]:
    ev = reach(Bench(config), states.SESSION_STOP if config.outlet.energy == ("ac",) else states.WELDING)
    assert ev.ask(PAUSE, iso2.SessionStopRes).response_code is Code.OK
    assert ev.ended is not None
    assert (ev.ended.ok, ev.ended.datalink) == (True, "pause")
    return ev, ev.seen(events.SessionPaused)[0].context


@pytest.mark.parametrize("config", [AC, DC], ids=["ac", "dc"])
def test_a_paused_session_is_joined_by_its_id(config: Config) -> None:
    before, context = paused(config)
    ev, answer = set_up(before.session_id, config=config, resume=context)
    assert answer.response_code is Code.OK_OldSessionJoined
    assert ev.session_id == before.session_id
    assert ev.seen(events.SessionStarted)[0].resumed
    offered = ev.ask(iso2.ServiceDiscoveryReq(), iso2.ServiceDiscoveryRes)
    assert offered.payment_option_list.payment_option == (PaymentOption.ExternalPayment,)


def test_a_resumed_session_goes_the_whole_way_again() -> None:
    before, context = paused()
    ev, _ = set_up(before.session_id, resume=context)
    reach(ev, states.SESSION_STOP)
    assert ev.session_id == before.session_id


@pytest.mark.parametrize("named", [bytes(8), b"\7" * 8, b""])
def test_another_id_makes_a_new_session(named: bytes) -> None:
    before, context = paused()
    ev, answer = set_up(named, resume=context)
    assert answer.response_code is Code.OK_NewSessionEstablished
    assert ev.session_id not in (before.session_id, named)


def test_another_ev_cannot_join() -> None:
    before, context = paused()
    ev = Bench(AC, resume=context)
    ev.offer()
    assert ev.ask(session_setup(b"\x02" * 6), iso2.SessionSetupRes, session_id=before.session_id).response_code is Code.OK_NewSessionEstablished
    assert ev.session_id != before.session_id


@pytest.mark.parametrize("context", [b"garbage", b"{}", b'{"protocol":"iso20","session_id":"AAAA"}'])
def test_a_context_that_cannot_be_read_is_as_good_as_none(context: bytes) -> None:
    assert set_up(b"\1" * 8, resume=context)[1].response_code is Code.OK_NewSessionEstablished


def test_the_selected_schedule_comes_back_first_and_shorter() -> None:
    schedules = tuple(
        commands.Schedule(id=number, duration_s=86_400, power=(
            commands.PowerInterval(start_s=0, power_w=5000.0), commands.PowerInterval(start_s=3600, power_w=1000.0 * number),
        )) for number in (1, 2)
    )
    before = Bench(AC)
    before.push(commands.SchedulesOffered(schedules=schedules))
    reach(before, states.AC_POWER_DELIVERY)
    before.ask(start(2), iso2.PowerDeliveryRes)
    before.ask(iso2.ChargingStatusReq(), iso2.ChargingStatusRes)
    before.ask(replace(STOP, sa_schedule_tuple_id=2), iso2.PowerDeliveryRes)
    before.wait(50.0)
    before.ask(PAUSE, iso2.SessionStopRes)
    ev = Bench(AC, resume=before.seen(events.SessionPaused)[0].context, now=600.0)
    ev.offer()
    ev.ask(session_setup(), iso2.SessionSetupRes, session_id=before.session_id)
    reach(ev, states.PARAMETERS)
    listed = ev.ask(ac_parameters(departure=7200), iso2.ChargeParameterDiscoveryRes).sa_schedules
    assert isinstance(listed, iso2.SAScheduleList)
    first = listed.sa_schedule_tuple[0]
    assert first.sa_schedule_tuple_id == 2
    intervals = [entry.time_interval for entry in first.p_max_schedule.p_max_schedule_entry]
    assert intervals == [iso2.RelativeTimeInterval(start=0), iso2.RelativeTimeInterval(start=3000, duration=4200)]


# ---- PaymentServiceSelection ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("chosen", "payment", "code"), [
    ([(1, None)], PaymentOption.ExternalPayment, Code.OK),
    ([(1, None), (2, 1)], PaymentOption.Contract, Code.OK),
    ([(1, None), (77, None)], PaymentOption.ExternalPayment, Code.FAILED_ServiceSelectionInvalid),
    ([(1, None), (2, 99)], PaymentOption.Contract, Code.FAILED_ServiceSelectionInvalid),
    ([(2, 1)], PaymentOption.Contract, Code.FAILED_NoChargeServiceSelected),
    ([(77, None)], PaymentOption.Contract, Code.FAILED_ServiceSelectionInvalid),
])
def test_the_first_wrong_choice_decides(chosen: list[tuple[int, int | None]], payment: PaymentOption, code: Code) -> None:
    ev, _ = discovered(PNC, TLS)
    assert ev.ask(selection(*chosen, payment=payment), iso2.PaymentServiceSelectionRes).response_code is code


@pytest.mark.parametrize(("payments", "payment"), [(("eim",), PaymentOption.Contract), (("contract",), PaymentOption.ExternalPayment)])
def test_a_payment_that_was_not_offered_fails(payments: tuple[str, ...], payment: PaymentOption) -> None:
    ev, _ = discovered(replace(PNC, outlet=replace(PNC.outlet, payment=payments)), TLS)
    assert ev.ask(selection(payment=payment), iso2.PaymentServiceSelectionRes).response_code is Code.FAILED_PaymentSelectionInvalid


def test_the_choice_is_told_and_somebody_is_asked() -> None:
    ev = reach(Bench(AC), states.AUTHORIZATION)
    assert ev.seen(events.ServicesSelected) == [events.ServicesSelected(payment="eim", services=((1, None),))]
    assert ev.seen(events.AuthorizationWanted) == [events.AuthorizationWanted(request=1, method="eim", evcc_id=EVCC_ID.hex())]


