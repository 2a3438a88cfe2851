"""SAE J2847/2 bidirectional charging over -2 DC: vehicle to home and vehicle to grid by sign and service."""

from __future__ import annotations

from functools import partial

from secc.conformance.check import DC, Area, setup
from secc.conformance.din import requests as din_requests
from secc.conformance.din import walk as din_walk
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import requests, services, walk
from secc.conformance.iso2.requests import number
from secc.messages import din
from secc.messages import iso2 as m
from secc.session.commands import Authorized, Setpoint

area = Area("SAE", "SAE J2847/2 bidirectional")
AREAS = [area]
V2H, V2G = 28472, 28473
_SUPPLY = {
    "max_voltage_v": 1000.0, "max_current_a": 500.0, "max_power_w": 350_000.0, "min_voltage_v": 150.0,
    "max_discharge_current_a": 100.0, "max_discharge_power_w": 50_000.0,
}
TO_GRID = setup(sae_j2847_mode="v2g", dc=_SUPPLY)
TO_HOME = setup(sae_j2847_mode="v2h", dc=_SUPPLY)
FINISHED = m.EVSEProcessingType.Finished


def offer(expected: set[int], ev: Ev) -> None:
    """Which of the two services is on offer, and how."""
    response = services.ask(ev, "dc")
    offered = {id: service for id, service in services.offered(response).items() if id in (V2H, V2G)}
    require(set(offered) == expected, f"services {sorted(offered)} on offer, {sorted(expected)} expected")
    for service in offered.values():
        require(service.service_category.value == "OtherCustom" and service.free_service, f"service {service}")


area.add("SAE-BPT-001", "switched off, neither service is offered", "", DC, partial(offer, set()))
area.add("SAE-BPT-002", "vehicle to grid: service 28473 alone", "", TO_GRID, partial(offer, {V2G}))
area.add("SAE-BPT-003", "vehicle to home: service 28472 alone", "", TO_HOME, partial(offer, {V2H}))


def _selected(ev: Ev, *chosen: int) -> None:
    """Authorized, with the charge service and these selected."""
    walk.to(ev, "dc", "PaymentServiceSelection")
    ev.ask(requests.payment_selection(1, *chosen), m.PaymentServiceSelectionRes)
    ev.station.tell(Authorized(verdict="accepted"))
    walk.poll(ev, requests.authorization, m.AuthorizationRes)


def _parameters(ev: Ev, *, current_a: float = 100.0, power_w: float = 40_000.0, bulk_soc: int | None = 30) -> m.ChargeParameterDiscoveryReq:
    return requests.charge_parameters(requests.dc_parameters(max_current_a=current_a, max_power_w=power_w, bulk_soc=bulk_soc))


def _first(ev: Ev) -> None:
    response = ev.ask(_parameters(ev), m.ChargeParameterDiscoveryRes)
    require(response.evse_processing is not FINISHED, "the first ChargeParameterDiscovery is Finished")


def _second(ev: Ev) -> None:
    response = ev.ask(_parameters(ev, current_a=-100.0, power_w=-40_000.0), m.ChargeParameterDiscoveryRes)
    require(response.evse_processing is FINISHED, "the second ChargeParameterDiscovery is not Finished")


def _charging(ev: Ev) -> None:
    for step in (walk.check_cable, walk.pre_charge, walk.start, walk.loop_dc):
        step(ev)


@area.check("SAE-BPT-004", "to home: the first ChargeParameterDiscovery is Ongoing", "", TO_HOME)
def first_ongoing(ev: Ev) -> None:
    """Although everything is ready."""
    _selected(ev, V2H)
    ev.wait(5.0)
    _first(ev)


@area.check("SAE-BPT-005", "to home: the second one, negative and with BulkSOC, is Finished", "", TO_HOME)
def second_finished(ev: Ev) -> None:
    """BulkSOC is the minimum for discharging: above it the loop goes on."""
    _selected(ev, V2H)
    _first(ev)
    _second(ev)
    _charging(ev)
    status = ev.ask(requests.current_demand(soc=31), m.CurrentDemandRes).dc_evse_status
    require(status.evse_status_code is m.DC_EVSEStatusCodeType.EVSE_Ready, f"status {status} above the minimum SOC")


@area.check("SAE-BPT-006", "to home: the second one without BulkSOC is refused", "", TO_HOME)
def bulk_soc_missing(ev: Ev) -> None:
    """Negative limits alone do not do."""
    _selected(ev, V2H)
    _first(ev)
    request = _parameters(ev, current_a=-100.0, power_w=-40_000.0, bulk_soc=None)
    ev.refused(request, m.ChargeParameterDiscoveryRes, "FAILED_WrongEnergyTransferMode")


@area.check("SAE-BPT-007", "not selected: a negative limit is refused", "", TO_HOME)
def negative_unselected(ev: Ev) -> None:
    """As without the feature."""
    _selected(ev)
    request = _parameters(ev, current_a=-100.0)
    ev.refused(request, m.ChargeParameterDiscoveryRes, "FAILED_WrongChargeParameter")


@area.check("SAE-BPT-008", "to home: at the minimum SOC the station shuts down and stays so", "", TO_HOME)
def minimum_soc(ev: Ev) -> None:
    """Also when the SOC recovers."""
    _selected(ev, V2H)
    _first(ev)
    _second(ev)
    _charging(ev)
    for soc in (30, 31, 40):
        code = ev.ask(requests.current_demand(soc=soc), m.CurrentDemandRes).dc_evse_status.evse_status_code
        require(code is m.DC_EVSEStatusCodeType.EVSE_Shutdown, f"EVSEStatusCode {code.value} at {soc} %")


@area.check("SAE-BPT-009", "to grid: the station turns the limits negative and the EV follows", "", TO_GRID)
def discharge(ev: Ev) -> None:
    """Then power is imported."""
    _selected(ev, V2G)
    walk.negotiate_dc(ev)
    _charging(ev)
    ev.station.tell(Setpoint(power_w=-20_000.0))
    response = ev.ask(requests.current_demand(400.0, 50.0), m.CurrentDemandRes)
    for limit in (response.evse_maximum_current_limit, response.evse_maximum_power_limit):
        require(limit is not None and number(limit) < 0, f"limit {limit} is not negative")
    for _ in range(20):
        response = ev.ask(requests.current_demand(400.0, -40.0), m.CurrentDemandRes)
        ev.wait(0.1)
    require(ev.station.current_a <= -35.0, f"{ev.station.current_a:.1f} A flow, -40 A expected")
    require(number(response.evse_present_current) < 0, f"EVSEPresentCurrent {response.evse_present_current}")


@area.check("SAE-BPT-010", "nothing of a bidirectional session is left in the next one", "", TO_GRID)
def no_leftover(ev: Ev) -> None:
    """The service is not selected then."""
    _selected(ev, V2G)
    walk.negotiate_dc(ev)
    _charging(ev)
    ev.station.tell(Setpoint(power_w=-20_000.0))
    ev.ask(requests.current_demand(400.0, -40.0), m.CurrentDemandRes)
    walk.stop_dc(ev)
    walk.end(ev)
    ev.station.tell(Setpoint(power_w=None))
    ev.station.dlink(False)
    _selected(ev)
    walk.negotiate_dc(ev)
    _charging(ev)
    response = ev.ask(requests.current_demand(400.0, 50.0), m.CurrentDemandRes)
    for limit in (response.evse_maximum_current_limit, response.evse_maximum_power_limit):
        require(limit is None or number(limit) > 0, f"limit {limit}")
    require(ev.station.current_a >= 0.0, f"{ev.station.current_a:.1f} A flow")


@area.check("SAE-BPT-011", "a DIN session never offers it", "", TO_GRID)
def not_in_din(ev: Ev) -> None:
    """No ServiceList."""
    din_walk.to(ev, "ServiceDiscovery")
    response = ev.ask(din_requests.service_discovery(), din.ServiceDiscoveryRes)
    require(response.service_list is None, "a ServiceList in DIN")
