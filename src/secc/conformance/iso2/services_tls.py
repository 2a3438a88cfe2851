"""ServiceDiscovery, ServiceDetail and PaymentServiceSelection on TLS: Plug & Charge, certificates, value-added services."""

from __future__ import annotations

from secc.conformance.bench import CheckFailed
from secc.conformance.check import Area, setup
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import contract, requests, services, session_setup, walk
from secc.conformance.iso2.contract import INSTALL, PNC, SERVICE, UPDATE
from secc.messages import iso2 as m

discovery = Area("ISO-2", "ServiceDiscovery")
detail = Area("ISO-2", "ServiceDetail")
selection = Area("ISO-2", "PaymentServiceSelection")
AREAS = [discovery, detail, selection]

INTERNET, USE_CASE = 3, 4
PROTOCOLS = {"ftp", "http", "https"}
VALUE_ADDED = setup("ac", tls="optional", services=[
    {"id": INTERNET, "name": "InternetAccess", "category": "Internet", "parameter_sets": [
        {"id": 3, "values": {"Protocol": "http", "Port": 80}}, {"id": 4, "values": {"Protocol": "https", "Port": 443}},
    ]},
    {"id": USE_CASE, "name": "UseCaseInformation", "category": "OtherCustom"},
])
CONTRACT_ONLY = contract.station(payment=["contract"], certificate_service=False)


def ask(ev: Ev, scope: str | None = None, category: str | None = None) -> m.ServiceDiscoveryRes:
    """ServiceDiscovery of a new session on TLS."""
    ev.open(tls=True)
    walk.walk(ev, "ac", before="ServiceDiscovery")
    return ev.ask(requests.service_discovery(scope, category), m.ServiceDiscoveryRes)


@discovery.check("ISO2-SDI-003", "on TLS Contract is offered, and the certificate service where it is configured", "", PNC)
def on_tls(ev: Ev) -> None:
    """With its category."""
    response = ask(ev)
    require("Contract" in services.payments(response), f"payment options {services.payments(response)}")
    service = services.offered(response).get(SERVICE)
    if service is None:
        raise CheckFailed("no certificate service")
    require(service.service_category.value == "ContractCertificate", f"category {service.service_category.value}")


@discovery.check("ISO2-SDI-005", "a category filters the service list, not the charge service", "", VALUE_ADDED)
def category(ev: Ev) -> None:
    """Internet."""
    response = ask(ev, category="Internet")
    require(set(services.offered(response)) == {INTERNET}, f"services {sorted(services.offered(response))}")
    require(response.charge_service.service_id == 1, "no charge service")


@discovery.check("ISO2-SDI-006", "a scope that matches nothing leaves the charge service", "", VALUE_ADDED)
def scope(ev: Ev) -> None:
    """No service has that scope: there is no list."""
    response = ask(ev, scope="nobody's scope")
    require(response.charge_service.service_id == 1, "no charge service")
    require(response.service_list is None, f"services {sorted(services.offered(response))}")


@discovery.check("ISO2-SDI-008", "a resumed session offers exactly Contract if it used that", "V2G2-741", PNC)
def resumed(ev: Ev) -> None:
    """And the same charge service."""
    before = ask(ev).charge_service
    walk.end(ev)
    ev.replug()
    contract.to_loop(ev)
    walk.stop_ac(ev)
    walk.end(ev, "Pause")
    stored = ev.session_id
    ev.station.dlink(False)
    ev.wait(60.0)
    ev.station.dlink(True)
    ev.reconnect(tls=True)
    walk.select(ev)
    session_setup.set_up(ev, stored, session_setup.JOINED)
    response = ev.ask(requests.service_discovery(), m.ServiceDiscoveryRes)
    require(services.payments(response) == ["Contract"], f"payment options {services.payments(response)}")
    require(response.charge_service == before, "the charge service differs from the one before the pause")


def _details(ev: Ev, service: int) -> m.ServiceDetailRes:
    response = ev.ask(requests.service_detail(service), m.ServiceDetailRes)
    require(response.service_id == service, f"ServiceID {response.service_id} instead of {service}")
    return response


def parameters(response: m.ServiceDetailRes) -> dict[int, dict[str, str | int | None]]:
    """Parameter sets by id: text or number by name."""
    sets = response.service_parameter_list.parameter_set if response.service_parameter_list else ()
    return {
        one.parameter_set_id: {each.name: each.int_value if each.string_value is None else each.string_value for each in one.parameter}
        for one in sets
    }


@detail.check("ISO2-SDE-001", "the certificate service has its parameter sets", "TC ServiceDetail family", PNC)
def certificate_service(ev: Ev) -> None:
    """1 is Installation; 2, if it is there, Update."""
    ask(ev)
    found = parameters(_details(ev, SERVICE))
    expected = {INSTALL: {"Service": "Installation"}, UPDATE: {"Service": "Update"}}
    require(INSTALL in found and all(values == expected.get(id) for id, values in found.items()), f"parameter sets {found}")


@detail.check("ISO2-SDE-002", "the internet service has its protocols and ports", "TC ServiceDetail family", VALUE_ADDED)
def internet(ev: Ev) -> None:
    """As configured."""
    ask(ev)
    found = parameters(_details(ev, INTERNET))
    require(all(values["Protocol"] in PROTOCOLS for values in found.values()), f"parameter sets {found}")
    require(found == {3: {"Protocol": "http", "Port": 80}, 4: {"Protocol": "https", "Port": 443}}, f"parameter sets {found}")


@detail.check("ISO2-SDE-003", "the use-case service has details", "TC ServiceDetail family", VALUE_ADDED)
def use_case(ev: Ev) -> None:
    """At least its id."""
    ask(ev)
    _details(ev, USE_CASE)


@detail.check("ISO2-SDE-005", "details can be asked for in any order and again", "V2G2-547 V2G2-549", VALUE_ADDED)
def repeated(ev: Ev) -> None:
    """Each, then the first again."""
    ask(ev)
    for service in (INTERNET, USE_CASE, INTERNET):
        _details(ev, service)


@selection.check("ISO2-PSS-002", "Contract and the charge service are accepted", "V2G2-551", PNC)
def contract_accepted(ev: Ev) -> None:
    """PaymentDetails follows."""
    contract.select(ev)
    contract.identify(ev)


@selection.check("ISO2-PSS-004", "ExternalPayment is refused where only Contract is offered", "V2G2-465", CONTRACT_ONLY)
def external_refused(ev: Ev) -> None:
    """A payment option that was not offered."""
    response = ask(ev)
    require(services.payments(response) == ["Contract"], f"payment options {services.payments(response)}")
    require(SERVICE not in services.offered(response), "the certificate service is offered though it is not configured")
    ev.refused(requests.payment_selection(), m.PaymentServiceSelectionRes, "FAILED_PaymentSelectionInvalid")


@selection.check("ISO2-PSS-006", "a selection without the charge service is refused", "V2G2-804", PNC)
def no_charging(ev: Ev) -> None:
    """The certificate service alone."""
    ask(ev)
    _details(ev, SERVICE)
    request = requests.payment_selection((SERVICE, INSTALL), option="Contract")
    ev.refused(request, m.PaymentServiceSelectionRes, "FAILED_NoChargeServiceSelected")


@selection.check("ISO2-PSS-007", "a parameter set that was not offered cannot be selected", "V2G2-467", PNC)
def foreign_set(ev: Ev) -> None:
    """Set 99 of the certificate service."""
    ask(ev)
    _details(ev, SERVICE)
    request = requests.payment_selection(1, (SERVICE, 99), option="Contract")
    ev.refused(request, m.PaymentServiceSelectionRes, "FAILED_ServiceSelectionInvalid")


@selection.check("ISO2-PSS-009", "Authorization without PaymentDetails is a sequence error", "V2G2-459", PNC)
def no_details(ev: Ev) -> None:
    """Contract was selected."""
    contract.select(ev)
    ev.refused(requests.authorization(), m.AuthorizationRes, "FAILED_SequenceError")
