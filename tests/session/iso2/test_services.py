"""Twin of secc.session.iso2.services: what is offered, and its details."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from secc.config import Config, Service, ServiceParameters
from secc.messages import iso2
from secc.messages.iso2 import EnergyTransferModeType as Mode
from secc.messages.iso2 import paymentOptionType as PaymentOption
from secc.messages.iso2 import responseCodeType as Code
from secc.messages.iso2 import serviceCategoryType as Category

from .steps import AC, DC, PNC, TLS, discovered, outlet

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


SERVICES = outlet(services=(INTERNET, USE_CASE))


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
    ({}, [3, 4]), ({"service_category": Category.Internet}, [3]), ({"service_scope": "lounge"}, [3]), ({"service_scope": "roof"}, []),
    ({"service_category": Category.Internet, "service_scope": "roof"}, []),
])
def test_category_and_scope_filter_value_added_services_only(request_: dict[str, Any], ids: list[int]) -> None:
    answer = discovered(SERVICES, TLS, **request_)[1]
    assert [service.service_id for service in answer.service_list.service] == ids if answer.service_list else not ids
    assert answer.charge_service.service_id == 1


@pytest.mark.parametrize(("scope", "ids"), [("lounge", [3, 4]), ("roof", [4])])
def test_in_the_field_a_service_without_scope_passes_every_scope(scope: str, ids: list[int]) -> None:
    answer = discovered(replace(SERVICES, profile="field"), TLS, service_scope=scope)[1]
    assert answer.service_list is not None
    assert [service.service_id for service in answer.service_list.service] == ids


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
