"""Value-added services of `ISO15118_vas` providers, up to the messages of the car and back to the provider."""

from __future__ import annotations

from typing import Any

import pytest

from secc.config import Config, Outlet, Service, Tls
from secc.everest.charger_module import ChargerModule
from secc.everest.module import Module
from secc.messages import iso2, iso20_common
from secc.session.link import Link
from secc.testing.ev import Car, Script
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_iso20 import number
from secc.testing.ev_iso20_dc import Iso20DcEv
from tests.everest.stand import Stand

LOUNGE, MUSIC = 61, 62
SETS = {LOUNGE: [
    {"set_id": 1, "parameters": [
        {"name": "Open", "value": {"bool_value": True}}, {"name": "Seats", "value": {"byte_value": 12}},
        {"name": "Room", "value": {"short_value": 300}}, {"name": "Guests", "value": {"int_value": 70_000}},
        {"name": "Price", "value": {"rational_number": 2.5}}, {"name": "Coffee", "value": {"finite_string": "black"}}]},
    {"set_id": 2, "parameters": [{"name": "Seats", "value": {"byte_value": 900}}]},
]}  # fmt: skip


class Iso2Guest(Iso2Ev):
    """Looks at service 61 and takes its second set."""

    def choose_services(self) -> Script[None]:
        offered = yield from self.ask(iso2.ServiceDiscoveryReq(), iso2.ServiceDiscoveryRes)
        yield from self.ask(iso2.ServiceDetailReq(service_id=LOUNGE), iso2.ServiceDetailRes)
        both = (iso2.SelectedServiceType(service_id=offered.charge_service.service_id),
                iso2.SelectedServiceType(service_id=LOUNGE, parameter_set_id=2))  # fmt: skip
        yield from self.ask(iso2.PaymentServiceSelectionReq(
            selected_payment_option=iso2.paymentOptionType.ExternalPayment,
            selected_service_list=iso2.SelectedServiceListType(selected_service=both),
        ), iso2.PaymentServiceSelectionRes)  # fmt: skip


class Iso20Guest(Iso20DcEv):
    """The same, in -20."""

    def ask(self, set_name: str, request: Any, *rest: Any, **more: Any) -> Script[Any]:
        if isinstance(request, iso20_common.ServiceSelectionReq):
            detail = iso20_common.ServiceDetailReq(header=self.header(), service_id=LOUNGE)
            yield from super().ask(set_name, detail, iso20_common.ServiceDetailRes)
            chosen = (iso20_common.SelectedServiceType(service_id=LOUNGE, parameter_set_id=2),)
            request = iso20_common.ServiceSelectionReq(
                header=self.header(), selected_energy_transfer_service=request.selected_energy_transfer_service,
                selected_vas_list=iso20_common.SelectedServiceListType(selected_service=chosen),
            )  # fmt: skip
        return (yield from super().ask(set_name, request, *rest, **more))


class Provider:
    """An `ISO15118_vas` module."""

    def __init__(self, stand: Stand, name: str) -> None:
        self.asked: list[int] = []
        self.selected: list[Any] = []
        self.vas = Module(name, stand.bus).provide("main", "ISO15118_vas", {
            "get_service_parameters": self._sets, "selected_services": lambda selected_services: self.selected.append(selected_services),
        })  # fmt: skip
        self._stand = stand

    def offer(self, *services: dict[str, Any]) -> None:
        self._stand.pair.run(lambda: self.vas.publish("offered_vas", {"services": list(services)}))
        self._stand.pair.advance(0.1)

    def _sets(self, service_id: int) -> list[Any]:
        self.asked.append(service_id)
        return SETS.get(service_id, [])


def stand(protocol: str, *own: Service) -> tuple[Stand, Provider, Provider]:
    outlet = Outlet(energy=("dc",), protocols=(protocol,), interface="lo", services=own)  # type: ignore[arg-type]
    link = Link(tls="1.3" if protocol == "iso20_dc" else "1.2", peer_chain=())
    there = Stand(Config(outlet=outlet, tls=Tls(mode="optional")), link=link, providers=("first", "second"))
    return there, Provider(there, "first"), Provider(there, "second")


@pytest.mark.parametrize(("protocol", "car"), [("iso2", Iso2Guest), ("iso20_dc", Iso20Guest)])
def test_a_providers_service_is_offered_described_and_its_selection_told_back(protocol: str, car: type[Iso2Guest | Iso20Guest]):
    there, first, second = stand(protocol)
    first.offer({"service_id": LOUNGE, "service_name": "Lounge", "free_service": False})
    second.offer({"service_id": MUSIC})
    ev = there.charge(car(Car(protocols=(protocol,), charge_s=0.5)))
    assert ev.failure is None, there.pair.story()
    there.pair.advance(0.1)
    assert (first.selected, second.selected) == ([[{"service_id": LOUNGE, "parameter_set_id": 2}]], [])
    if protocol == "iso2":
        listed = there.sent(iso2.ServiceDiscoveryRes)[0].service_list.service
        assert [(one.service_id, one.service_name, one.free_service) for one in listed] == [(LOUNGE, "Lounge", False), (MUSIC, "Service 62", True)]
        sets = there.sent(iso2.ServiceDetailRes)[0].service_parameter_list.parameter_set
        price = next(one for one in sets[0].parameter if one.name == "Price")
        assert price.string_value == "2.5"
    else:
        listed20 = there.sent(iso20_common.ServiceDiscoveryRes)[0].vas_list.service
        assert [(one.service_id, one.free_service) for one in listed20] == [(LOUNGE, False)]  # -20 offers none without parameters
        sets = there.sent(iso20_common.ServiceDetailRes)[-1].service_parameter_list.parameter_set
        price = next(one for one in sets[0].parameter if one.name == "Price")
        assert number(price.rational_number) == 2.5
    told = {one.name: one for one in sets[0].parameter}
    assert (told["Open"].bool_value, told["Seats"].byte_value, told["Room"].short_value, told["Guests"].int_value) == (True, 12, 300, 70_000)
    assert sets[1].parameter[0].int_value == 900  # more than a byte holds
    there.close()


def test_parameters_are_asked_for_when_they_are_offered_and_when_cars_come_and_go_and_never_in_between():
    there, first, _ = stand("iso2")
    first.offer({"service_id": LOUNGE})
    assert first.asked == [LOUNGE]
    there.charge(Iso2Guest(Car(protocols=("iso2",), charge_s=0.5)))
    assert first.asked == [LOUNGE]
    there.tell("dlink_ready", value=False)
    there.pair.advance(0.1)
    assert first.asked == [LOUNGE, LOUNGE]
    there.close()


def test_what_is_no_providers_or_cannot_be_carried_is_not_offered(caplog: pytest.LogCaptureFixture):
    own = Service(id=70, name="Own")
    there, first, second = stand("iso2", own)
    second.offer({"service_id": LOUNGE, "service_name": "Second"}, {"service_id": 70, "service_name": "Stolen"})
    first.offer({"service_id": LOUNGE, "service_name": "First"}, {"service_id": 1}, {"service_id": 2}, {"service_id": 70_000})
    services = {service.id: service.name for service in there.charger.known.config.outlet.services}
    assert services == {LOUNGE: "First", 70: "Own"}
    assert "service 70000 of first is not offered" in caplog.text
    first.offer()
    assert {service.id: service.name for service in there.charger.known.config.outlet.services} == {LOUNGE: "Second", 70: "Own"}
    there.close()


def test_without_a_provider_nothing_changes():
    there = Stand(Config(outlet=Outlet(interface="lo", services=(Service(id=70, name="Own"),))))
    assert isinstance(there.part, ChargerModule)
    there.tell("dlink_ready", value=False)
    assert [service.id for service in there.charger.known.config.outlet.services] == [70]
    there.close()
