"""Twin of secc.session.iso2.sae: bidirectional charging by SAE J2847/2."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from msgspec.structs import replace

from secc.config import Config
from secc.messages import iso2
from secc.messages.iso2 import DC_EVSEStatusCodeType as StatusCode
from secc.messages.iso2 import EVSENotificationType as Notification
from secc.messages.iso2 import EVSEProcessingType as Processing
from secc.messages.iso2 import responseCodeType as Code
from secc.session import commands, events
from secc.session.iso2 import states
from secc.session.iso2.sae import SERVICES
from secc.session.iso2.values import amps, si, watts

from ..bench import Bench
from .steps import DC, current_demand, dc_parameters, reach, selection

Mode = Literal["v2g", "v2h"]


def config(mode: Mode) -> Config:
    dc = replace(DC.outlet.dc, max_discharge_current_a=100.0, max_discharge_power_w=40_000.0)
    return replace(DC, outlet=replace(DC.outlet, sae_j2847_mode=mode, dc=dc))


def chosen(mode: Mode, *, select: bool = True) -> Bench:
    ev = reach(Bench(config(mode)), states.SERVICE_SELECTION)
    services = [(1, None), (SERVICES[mode][0], None)] if select else [(1, None)]
    ev.ask(selection(*services), iso2.PaymentServiceSelectionRes)
    return reach(ev, states.PARAMETERS)


def negative(**changes: Any) -> iso2.ChargeParameterDiscoveryReq:
    request = dc_parameters()
    told = request.ev_charge_parameter
    assert isinstance(told, iso2.DC_EVChargeParameter)
    changed = {"ev_maximum_current_limit": amps(-80.0), "ev_maximum_power_limit": watts(-30_000.0), "bulk_soc": 30, **changes}
    return replace(request, ev_charge_parameter=replace(told, **changed))


def ask(ev: Bench, request: iso2.ChargeParameterDiscoveryReq) -> iso2.ChargeParameterDiscoveryRes:
    return ev.ask(request, iso2.ChargeParameterDiscoveryRes)


@pytest.mark.parametrize(("mode", "ids"), [("v2g", [28_473]), ("v2h", [28_472])])
def test_one_service_is_offered_by_mode_and_nothing_where_it_is_off(mode: Mode, ids: list[int]) -> None:
    for setting, expected in ((config(mode), ids), (DC, [])):
        answer = reach(Bench(setting), states.SERVICE_DISCOVERY).ask(iso2.ServiceDiscoveryReq(), iso2.ServiceDiscoveryRes)
        assert [service.service_id for service in answer.service_list.service] == expected if answer.service_list else not expected


def test_to_home_the_first_discovery_is_ongoing_and_the_second_negative() -> None:
    ev = chosen("v2h")
    assert ask(ev, dc_parameters()).evse_processing is Processing.Ongoing
    assert ask(ev, negative()).evse_processing is Processing.Finished


@pytest.mark.parametrize("missing", [
    {"bulk_soc": None}, {"ev_maximum_power_limit": None}, {"ev_maximum_current_limit": amps(80.0)}, {"ev_maximum_power_limit": watts(30_000.0)},
])
def test_to_home_the_second_discovery_must_say_it_all(missing: dict[str, Any]) -> None:
    ev = chosen("v2h")
    ask(ev, dc_parameters())
    assert ask(ev, negative(**missing)).response_code is Code.FAILED_WrongEnergyTransferMode


def test_negative_limits_without_the_service_are_wrong() -> None:
    assert ask(chosen("v2h", select=False), negative()).response_code is Code.FAILED_WrongChargeParameter


def test_to_home_energy_flows_until_the_car_is_down_to_what_it_keeps_and_that_latches() -> None:
    ev = chosen("v2h")
    ask(ev, dc_parameters())
    ask(ev, negative())
    reach(ev, states.DC_CHARGING)
    ev.ask(current_demand(400.0, -50.0, soc=40), iso2.CurrentDemandRes)
    assert ev.seen(events.SetOutput)[-1].current_a == -50.0
    for soc in (30, 35):
        status = ev.ask(current_demand(400.0, -50.0, soc=soc), iso2.CurrentDemandRes).dc_evse_status
        assert (status.evse_status_code, status.evse_notification) == (StatusCode.EVSE_Shutdown, Notification.StopCharging)


def test_to_grid_the_station_turns_its_limits_and_the_car_follows() -> None:
    ev = chosen("v2g")
    ask(ev, dc_parameters())
    reach(ev, states.DC_CHARGING)
    ev.push(commands.Setpoint(power_w=-20_000.0))
    answer = ev.ask(current_demand(400.0, 10.0), iso2.CurrentDemandRes)
    assert answer.evse_maximum_current_limit is not None
    assert answer.evse_maximum_power_limit is not None
    assert (si(answer.evse_maximum_current_limit), si(answer.evse_maximum_power_limit)) == (-100.0, -20_000.0)
    ev.ask(current_demand(400.0, -40.0), iso2.CurrentDemandRes)
    assert ev.seen(events.SetOutput)[-1].current_a == -40.0
    assert ev.seen(events.ServicesSelected)[-1].energy == "dc_bpt"


def test_the_stations_discharge_limits_are_never_exceeded() -> None:
    ev = chosen("v2g")
    ask(ev, dc_parameters())
    reach(ev, states.DC_CHARGING)
    ev.ask(current_demand(400.0, -500.0), iso2.CurrentDemandRes)
    assert ev.seen(events.SetOutput)[-1].current_a == -100.0
    ev.ask(current_demand(450.0, -500.0), iso2.CurrentDemandRes)
    assert ev.seen(events.SetOutput)[-1].current_a == pytest.approx(-40_000 / 450)


def test_a_session_without_the_service_takes_nothing_back() -> None:
    ev = chosen("v2g", select=False)
    ask(ev, dc_parameters())
    reach(ev, states.DC_CHARGING)
    ev.ask(current_demand(400.0, -50.0), iso2.CurrentDemandRes)
    assert ev.seen(events.SetOutput)[-1].current_a == 0.0
