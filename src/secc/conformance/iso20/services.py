"""ServiceDiscovery, ServiceDetail and ServiceSelection."""

from __future__ import annotations

from functools import partial

from secc.conformance.check import Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso20 import requests
from secc.conformance.iso20.car import AC_BPT, DC, DC_BPT, MCS, Car, station
from secc.messages import iso20_common as c
from secc.messages import iso20_dc as dc
from secc.session.events import ServicesSelected

area = Area("ISO-20", "service")
AREAS = [area]
INTERNET, PARKING, HTTPS = 65, 66, 4
VAS = station(2, services=[
    {"id": INTERNET, "name": "Internet", "category": "Internet"}, {"id": PARKING, "name": "ParkingStatus", "category": "OtherCustom"},
])
Values = dict[str, str | int | None]


def energy(response: c.ServiceDiscoveryRes) -> list[int]:
    """The energy services on offer."""
    return [service.service_id for service in response.energy_transfer_service_list.service]


def value_added(response: c.ServiceDiscoveryRes) -> list[int]:
    """The value-added services on offer."""
    return [service.service_id for service in response.vas_list.service] if response.vas_list else []


def discover(ev: Ev, service: int, *wanted: int) -> c.ServiceDiscoveryRes:
    """ServiceDiscovery of a new session."""
    Car(ev, service).to("ServiceDiscovery")
    return ev.ask(requests.service_discovery(*wanted), c.ServiceDiscoveryRes)


def parameters(response: c.ServiceDetailRes) -> dict[int, Values]:
    """The parameter sets by id: text or number by name."""
    return {
        one.parameter_set_id: {each.name: each.int_value if each.finite_string is None else each.finite_string for each in one.parameter}
        for one in response.service_parameter_list.parameter_set
    }


def details(ev: Ev, service: int) -> dict[int, Values]:
    """ServiceDetail of one service; its parameter sets."""
    response = ev.ask(requests.service_detail(service), c.ServiceDetailRes)
    require(response.service_id == service, f"ServiceID {response.service_id} instead of {service}")
    return parameters(response)


@area.check("ISO20-SERVICE-001", "without a wish everything is listed", "V2G20-1248 V2G20-1249", AC_BPT)
def everything(ev: Ev) -> None:
    """AC and AC_BPT, at most eight."""
    found = energy(discover(ev, 5))
    require(set(found) == {1, 5} and len(found) <= 8, f"energy services {found}")


@area.check("ISO20-SERVICE-002", "the service that is wished for is listed", "V2G20-1249", DC_BPT)
def wished(ev: Ev) -> None:
    """DC."""
    require(2 in energy(discover(ev, 6, 2)), "service 2 is missing")


@area.check("ISO20-SERVICE-003", "a wish that nobody can fulfil still gets an energy service", "", DC)
def impossible(ev: Ev) -> None:
    """The list is never empty."""
    require(energy(discover(ev, 2, 99)) == [2], "no energy service")


@area.check("ISO20-SERVICE-004", "without value-added services there is no list of them", "", DC)
def no_vas(ev: Ev) -> None:
    """Not an empty one."""
    require(discover(ev, 2).vas_list is None, "a VASList")


@area.check("ISO20-SERVICE-005", "value-added services are filtered by the wish", "V2G20-1249", VAS)
def some_vas(ev: Ev) -> None:
    """65 of 65 and 66."""
    found = value_added(discover(ev, 2, 2, INTERNET))
    require(found == [INTERNET], f"value-added services {found}")


@area.check("ISO20-SERVICE-006", "service renegotiation is announced as configured", "V2G20-1956", station(2, iso20={"service_renegotiation": False}))
def renegotiation(ev: Ev) -> None:
    """Switched off."""
    require(not discover(ev, 2).service_renegotiation_supported, "ServiceRenegotiationSupported")


@area.check("ISO20-SERVICE-007", "the details of a service have its id and a parameter set", "", DC)
def some_details(ev: Ev) -> None:
    """At least one."""
    Car(ev).to("ServiceDetail")
    require(bool(details(ev, 2)), "no parameter set")


@area.check("ISO20-SERVICE-008", "details of a service that is not offered are refused", "V2G20-425 V2G20-464", DC)
def unknown(ev: Ev) -> None:
    """42."""
    Car(ev).to("ServiceDetail")
    ev.refused(requests.service_detail(42), c.ServiceDetailRes, "FAILED_ServiceIDInvalid")


@area.check("ISO20-SERVICE-009", "DC parameter sets have all their parameters", "", DC)
def dc_sets(ev: Ev) -> None:
    """As intValue."""
    Car(ev).to("ServiceDetail")
    for values in details(ev, 2).values():
        require({"Connector", "ControlMode", "MobilityNeedsMode", "Pricing"} <= set(values), f"parameters {values}")
        require(all(isinstance(value, int) for value in values.values()), f"parameters {values}")


@area.check("ISO20-SERVICE-010", "AC_BPT parameter sets have all their parameters", "", AC_BPT)
def ac_bpt_sets(ev: Ev) -> None:
    """Voltage, channel, generator mode, islanding."""
    Car(ev, 5).to("ServiceDetail")
    for values in details(ev, 5).values():
        require({"EVSENominalVoltage", "BPTChannel", "GeneratorMode"} <= set(values), f"parameters {values}")
        require(any("slanding" in name for name in values), f"no islanding parameter in {values}")


@area.check("ISO20-SERVICE-011", "Scheduled and Dynamic are both offered", "V2G20-2656", DC)
def both_controls(ev: Ev) -> None:
    """By default."""
    Car(ev).to("ServiceDetail")
    controls = {values["ControlMode"] for values in details(ev, 2).values()}
    require(controls == {1, 2}, f"control modes {controls}")


@area.check("ISO20-SERVICE-012", "mobility needs by the station only in Dynamic", "V2G20-2663", station(2, iso20={"mobility_needs_by_station": True}))
def mobility_needs(ev: Ev) -> None:
    """MobilityNeedsMode 2 with ControlMode 2."""
    Car(ev).to("ServiceDetail")
    sets = [(values["ControlMode"], values["MobilityNeedsMode"]) for values in details(ev, 2).values()]
    require((2, 2) in sets and (1, 2) not in sets, f"(ControlMode, MobilityNeedsMode) {sets}")


@area.check("ISO20-SERVICE-013", "details may be repeated and stay the same", "", DC_BPT)
def repeated(ev: Ev) -> None:
    """Three times for two services."""
    Car(ev, 6).to("ServiceDetail")
    for service in (2, 6):
        first = details(ev, service)
        require(all(details(ev, service) == first for _ in range(2)), f"the parameter sets of {service} change")


@area.check("ISO20-SERVICE-014", "MCS has its connector and the parameters of DC", "", MCS)
def mcs(ev: Ev) -> None:
    """Connector 1."""
    Car(ev, 8).to("ServiceDetail")
    for values in details(ev, 8).values():
        require(values["Connector"] == 1 and {"ControlMode", "MobilityNeedsMode", "Pricing"} <= set(values), f"parameters {values}")


@area.check("ISO20-SERVICE-015", "an offered service can be selected", "V2G20-433", DC)
def selected(ev: Ev) -> None:
    """DC_ChargeParameterDiscovery follows."""
    Car(ev).to("ChargeParameterDiscovery")
    ev.ask(requests.dc_parameters(), dc.DC_ChargeParameterDiscoveryRes)


def selection_refused(detailed: tuple[int, ...], request: c.ServiceSelectionReq, code: str, service: int, ev: Ev) -> None:
    """A selection that was not offered."""
    Car(ev, service).to("ServiceDetail")
    for one in detailed:
        details(ev, one)
    ev.refused(request, c.ServiceSelectionRes, code)


INVALID = "FAILED_ServiceSelectionInvalid"
select = requests.service_selection
area.add(
    "ISO20-SERVICE-016", "an unknown parameter set is refused", "V2G20-433 V2G20-467", DC,
    partial(selection_refused, (2,), select(2, 77), INVALID, 2),
)
area.add(
    "ISO20-SERVICE-017", "a service without details is refused", "V2G20-433 V2G20-1216", DC_BPT,
    partial(selection_refused, (2,), select(6, 1), INVALID, 6),
)
area.add(
    "ISO20-SERVICE-018", "a value-added service is no energy service", "V2G20-1618", VAS,
    partial(selection_refused, (2, INTERNET), select(INTERNET, 1), "FAILED_NoEnergyTransferServiceSelected", 2),
)
area.add(
    "ISO20-SERVICE-019", "an unknown set of a value-added service is refused", "V2G20-467", VAS,
    partial(selection_refused, (2, INTERNET), select(2, 1, (INTERNET, 9)), INVALID, 2),
)


@area.check("ISO20-SERVICE-020", "a value-added service is selected and the application told", "", VAS)
def value_added_selected(ev: Ev) -> None:
    """Internet by https, port 443."""
    car = Car(ev).to("ServiceSelection")
    found = details(ev, INTERNET)
    require(found[HTTPS] == {"Protocol": "https", "Port": 443}, f"parameter sets {found}")
    ev.ask(requests.service_selection(2, car.parameter_set, (INTERNET, HTTPS)), c.ServiceSelectionRes)
    told = ev.station.told(ServicesSelected)
    require(bool(told) and (INTERNET, HTTPS) in told[-1].services, f"the application was told {told}")


@area.check("ISO20-SERVICE-021", "a selection without any details is a sequence error", "V2G20-459", DC)
def no_details(ev: Ev) -> None:
    """ServiceDetail is due."""
    Car(ev).to("ServiceDetail")
    ev.refused(requests.service_selection(), c.ServiceSelectionRes, "FAILED_SequenceError")
