"""Twins of secc.session.iso2.setup and services: SessionSetup, resume, services, payment."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from secc.config import Config, Service, ServiceParameters, Timeouts, Tls
from secc.messages import iso2
from secc.messages.iso2 import EnergyTransferModeType as Mode
from secc.messages.iso2 import paymentOptionType as PaymentOption
from secc.messages.iso2 import responseCodeType as Code
from secc.messages.iso2 import serviceCategoryType as Category
from secc.session import commands, events
from secc.session.iso2 import states
from secc.session.link import Link

from ..bench import UNIX, Bench, Hardware
from .steps import AC, AUTHORIZATION, DC, EVCC_ID, EVSE_ID, PAUSE, STOP, TERMINATE, ac_parameters, reach, selection, session_setup, start

TLS = Link(tls="1.2")
INTERNET = Service(
    id=3,
    name="InternetAccess",
    category="Internet",
    scope="lounge",
    parameter_sets=(
        ServiceParameters(id=3, values={"Protocol": "http", "Port": 80}),
        ServiceParameters(id=4, values={"Protocol": "https", "Port": 443}),
    ),
)
USE_CASE = Service(id=4, name="UseCaseInformation", parameter_sets=(ServiceParameters(id=1, values={"Free": True}),))


def outlet(config: Config = AC, **changes: Any) -> Config:
    return replace(config, outlet=replace(config.outlet, **changes))


SERVICES = outlet(services=(INTERNET, USE_CASE))
PNC = replace(outlet(payment=("eim", "contract"), certificate_service=True), tls=Tls(mode="optional"))


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


# ---- services ---------------------------------------------------------------------------------------------------------------------


def discovered(config: Config, link: Link | None = None, **request: Any) -> tuple[Bench, iso2.ServiceDiscoveryRes]:
    ev = reach(Bench(config, link=link), states.SERVICE_DISCOVERY)
    return ev, ev.ask(iso2.ServiceDiscoveryReq(**request), iso2.ServiceDiscoveryRes)


@pytest.mark.parametrize(("config", "modes"), [
    (AC, (Mode.AC_single_phase_core, Mode.AC_three_phase_core)), (DC, (Mode.DC_extended,)),
    (outlet(ac=replace(AC.outlet.ac, phases=1)), (Mode.AC_single_phase_core,)),
    (outlet(DC, dc=replace(DC.outlet.dc, transfer_modes=("DC_core", "DC_extended"))), (Mode.DC_core, Mode.DC_extended)),
])
def test_the_charge_service_names_the_modes_of_the_hardware(config: Config, modes: tuple[Mode, ...]) -> None:
    service = discovered(config)[1].charge_service
    assert (service.service_id, service.service_category) == (1, Category.EVCharging)
    assert service.supported_energy_transfer_mode.energy_transfer_mode == modes


def test_without_tls_there_is_external_payment_and_charging_and_nothing_else() -> None:
    answer = discovered(replace(PNC, outlet=replace(PNC.outlet, services=(INTERNET,))))[1]
    assert answer.payment_option_list.payment_option == (PaymentOption.ExternalPayment,)
    assert answer.service_list is None


def test_with_tls_there_are_contracts_and_the_certificate_service() -> None:
    answer = discovered(PNC, TLS)[1]
    assert answer.payment_option_list.payment_option == (PaymentOption.ExternalPayment, PaymentOption.Contract)
    assert answer.service_list is not None
    assert [(service.service_id, service.service_category) for service in answer.service_list.service] == [(2, Category.ContractCertificate)]


@pytest.mark.parametrize(("request_", "ids"), [
    ({}, [3, 4]), ({"service_category": Category.Internet}, [3]), ({"service_scope": "lounge"}, [3, 4]), ({"service_scope": "roof"}, [4]),
    ({"service_category": Category.Internet, "service_scope": "roof"}, []),
])
def test_category_and_scope_filter_value_added_services_only(request_: dict[str, Any], ids: list[int]) -> None:
    answer = discovered(SERVICES, TLS, **request_)[1]
    assert [service.service_id for service in answer.service_list.service] == ids if answer.service_list else not ids
    assert answer.charge_service.service_id == 1


def test_a_service_that_was_filtered_away_was_not_offered() -> None:
    ev, _ = discovered(SERVICES, TLS, service_category=Category.Internet)
    assert ev.ask(iso2.ServiceDetailReq(service_id=4), iso2.ServiceDetailRes).response_code is Code.FAILED_ServiceIDInvalid


def test_details_come_as_often_as_they_are_asked_for() -> None:
    ev, _ = discovered(SERVICES, TLS)
    for number in (3, 4, 3, 1):
        answer = ev.ask(iso2.ServiceDetailReq(service_id=number), iso2.ServiceDetailRes)
        assert (answer.response_code, answer.service_id) == (Code.OK, number)
    assert answer.service_parameter_list is None
    listed = ev.ask(iso2.ServiceDetailReq(service_id=3), iso2.ServiceDetailRes).service_parameter_list
    assert listed is not None
    assert [(parameter.name, parameter.string_value, parameter.int_value) for parameter in listed.parameter_set[0].parameter] == [
        ("Protocol", "http", None), ("Port", None, 80),
    ]


@pytest.mark.parametrize("number", [0, 2, 77, 0xFFFF])
def test_details_of_a_service_that_is_not_offered_fail(number: int) -> None:
    ev, _ = discovered(AC)
    assert ev.ask(iso2.ServiceDetailReq(service_id=number), iso2.ServiceDetailRes).response_code is Code.FAILED_ServiceIDInvalid
    assert ev.session.closing


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


# ---- Authorization with external identification ----------------------------------------------------------------------------------


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
