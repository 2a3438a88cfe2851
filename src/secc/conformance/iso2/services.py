"""ServiceDiscovery, ServiceDetail and PaymentServiceSelection without Plug & Charge."""

from __future__ import annotations

from secc.conformance.check import AC, DC, Area, setup
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import requests, session_setup, walk
from secc.messages import iso2 as m

discovery = Area("ISO-2", "ServiceDiscovery")
detail = Area("ISO-2", "ServiceDetail")
selection = Area("ISO-2", "PaymentServiceSelection")
AREAS = [discovery, detail, selection]

AC_MODES = {"AC_single_phase_core", "AC_three_phase_core"}
DC_MODES = {"DC_core", "DC_extended", "DC_combo_core", "DC_unique"}
HIDDEN = setup("ac", tls="optional", payment=["eim", "contract"], certificate_service=True)
"""Plug & Charge and the certificate service configured, for connections without TLS."""


def offered(response: m.ServiceDiscoveryRes) -> dict[int, m.ServiceType]:
    """The services of the ServiceList by id."""
    return {service.service_id: service for service in response.service_list.service} if response.service_list else {}


def payments(response: m.ServiceDiscoveryRes) -> list[str]:
    """The payment options on offer, in their order."""
    return [option.value for option in response.payment_option_list.payment_option]


def modes(response: m.ServiceDiscoveryRes) -> set[str]:
    """The energy transfer modes on offer."""
    return {mode.value for mode in response.charge_service.supported_energy_transfer_mode.energy_transfer_mode}


def ask(ev: Ev, energy: str) -> m.ServiceDiscoveryRes:
    """ServiceDiscovery of a new session, without filters."""
    walk.to(ev, energy, "ServiceDiscovery")
    return ev.ask(requests.service_discovery(), m.ServiceDiscoveryRes)


@discovery.check("ISO2-SDI-001", "AC without TLS: ExternalPayment, the charge service, AC modes", "TC ServiceDiscovery_001", AC)
def ac(ev: Ev) -> None:
    """And no certificate service."""
    response = ask(ev, "ac")
    require(payments(response) == ["ExternalPayment"], f"payment options {payments(response)}")
    service = response.charge_service
    require(service.service_id == 1 and service.service_category.value == "EVCharging", f"charge service {service}")
    require(bool(modes(response)) and modes(response) <= AC_MODES, f"modes {modes(response)}")
    require(2 not in offered(response), "the certificate service is offered without TLS")


@discovery.check("ISO2-SDI-002", "DC: only DC modes", "TC ServiceDiscovery family", DC)
def dc(ev: Ev) -> None:
    """A DC station."""
    response = ask(ev, "dc")
    require(bool(modes(response)) and modes(response) <= DC_MODES, f"modes {modes(response)}")


@discovery.check("ISO2-SDI-004", "Contract is not offered without TLS", "", HIDDEN)
def no_contract(ev: Ev) -> None:
    """Although it is configured."""
    response = ask(ev, "ac")
    require(payments(response) == ["ExternalPayment"], f"payment options {payments(response)}")


@discovery.check("ISO2-SDI-007", "a resumed session offers what it used before the pause", "V2G2-741", AC)
def resumed(ev: Ev) -> None:
    """Exactly ExternalPayment, and the same charge service."""
    before = ask(ev, "ac")
    walk.end(ev)
    ev.replug()
    stored = session_setup.pause(ev, "ac")
    session_setup.wake_by_ev(ev)
    session_setup.set_up(ev, stored, session_setup.JOINED)
    response = ev.ask(requests.service_discovery(), m.ServiceDiscoveryRes)
    require(payments(response) == ["ExternalPayment"], f"payment options {payments(response)}")
    require(response.charge_service == before.charge_service, "the charge service differs from the one before the pause")


@discovery.check("ISO2-SDI-009", "a second ServiceDiscovery is a sequence error", "V2G2-459")
def twice(ev: Ev) -> None:
    """It was answered already."""
    walk.to(ev, "dc", "PaymentServiceSelection")
    ev.refused(requests.service_discovery(), m.ServiceDiscoveryRes, "FAILED_SequenceError")


@detail.check("ISO2-SDE-004", "details of a service that is not offered are refused", "V2G2-425 V2G2-464")
def unknown_service(ev: Ev) -> None:
    """An id that nobody has."""
    walk.to(ev, "dc", "PaymentServiceSelection")
    ev.refused(requests.service_detail(4711), m.ServiceDetailRes, "FAILED_ServiceIDInvalid")


@detail.check("ISO2-SDE-006", "details of the certificate service are refused without TLS", "V2G2-425", HIDDEN)
def hidden_service(ev: Ev) -> None:
    """It is configured, but not offered here."""
    walk.to(ev, "ac", "PaymentServiceSelection")
    ev.refused(requests.service_detail(2), m.ServiceDetailRes, "FAILED_ServiceIDInvalid")


@selection.check("ISO2-PSS-001", "ExternalPayment and the charge service are accepted", "V2G2-550 V2G2-551")
def external(ev: Ev) -> None:
    """Authorization follows."""
    walk.to(ev, "dc", "Authorization")
    ev.ask(requests.authorization(), m.AuthorizationRes)


@selection.check("ISO2-PSS-003", "Contract is refused where only ExternalPayment is offered", "V2G2-465")
def contract_refused(ev: Ev) -> None:
    """A payment option that was not offered."""
    walk.to(ev, "dc", "PaymentServiceSelection")
    request = requests.payment_selection(option="Contract")
    ev.refused(request, m.PaymentServiceSelectionRes, "FAILED_PaymentSelectionInvalid")


@selection.check("ISO2-PSS-005", "a service that was not offered cannot be selected", "V2G2-467")
def foreign_service(ev: Ev) -> None:
    """Next to the charge service."""
    walk.to(ev, "dc", "PaymentServiceSelection")
    ev.refused(requests.payment_selection(1, 77), m.PaymentServiceSelectionRes, "FAILED_ServiceSelectionInvalid")


@selection.check("ISO2-PSS-008", "PaymentDetails after ExternalPayment is a sequence error", "V2G2-459")
def details_without_contract(ev: Ev) -> None:
    """Its minimal answer has a challenge of 16 bytes."""
    walk.to(ev, "dc", "Authorization")
    response = ev.refused(requests.payment_details(), m.PaymentDetailsRes, "FAILED_SequenceError")
    require(len(response.gen_challenge) == 16, f"GenChallenge has {len(response.gen_challenge)} bytes")
