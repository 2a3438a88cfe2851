"""Twins of secc.session.iso20.parameters and services: the parameters of both sides."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from secc.config import Ac, Dc
from secc.messages import iso20_ac, iso20_dc
from secc.messages.iso20_common import RationalNumberType as Rational
from secc.messages.iso20_common import responseCodeType as Code
from secc.session import events
from secc.session.iso20 import states
from secc.session.iso20.values import si

from .steps import AC, DC, Bench20, ac_parameters, config, dc_parameters, reach


def asks_dc(energy: str, request: Any, **outlet: Any) -> tuple[Bench20, iso20_dc.DC_ChargeParameterDiscoveryRes]:
    ev = reach(Bench20(config(energy, **outlet)), states.DC_PARAMETERS)
    return ev, ev.ask(request, iso20_dc.DC_ChargeParameterDiscoveryRes)


@pytest.mark.parametrize(("energy", "both_ways"), [("dc", True), ("dc_bpt", False), ("mcs", True), ("mcs_bpt", False)])
def test_parameters_of_the_other_direction_are_wrong_for_dc(energy: str, both_ways: bool) -> None:
    ev, answer = asks_dc(energy, dc_parameters(both_ways=both_ways))
    assert answer.response_code is Code.FAILED_WrongChargeParameter
    assert ev.session.closing


@pytest.mark.parametrize(("energy", "both_ways"), [("ac", True), ("ac_bpt", False)])
def test_parameters_of_the_other_direction_are_wrong_for_ac(energy: str, both_ways: bool) -> None:
    ev = reach(Bench20(config(energy)), states.AC_PARAMETERS)
    answer = ev.ask(ac_parameters(both_ways=both_ways), iso20_ac.AC_ChargeParameterDiscoveryRes)
    assert answer.response_code is Code.FAILED_WrongChargeParameter


@pytest.mark.parametrize("changes", [
    {"maximum_voltage": 100.0, "minimum_voltage": 50.0}, {"maximum_voltage": 2000.0, "minimum_voltage": 1200.0},
    {"maximum_charge_current": 5.0, "minimum_charge_current": 6.0}, {"maximum_charge_power": -1.0}, {"maximum_voltage": 0.0, "minimum_voltage": 0.0},
    {"minimum_charge_power": -1.0}, {"minimum_charge_current": -0.1}, {"minimum_voltage": -1.0},
    {"maximum_charge_power": -1.0, "minimum_charge_power": -2.0},
])
def test_what_cannot_be_is_wrong(changes: dict[str, float]) -> None:
    assert asks_dc("dc", dc_parameters(both_ways=False, **changes))[1].response_code is Code.FAILED_WrongChargeParameter


def test_an_exponent_that_means_nothing_counts_as_zero() -> None:
    request = dc_parameters()
    mode = replace(request.dc_cpd_req_energy_transfer_mode, ev_minimum_charge_power=Rational(exponent=-128, value=1))
    ev, answer = asks_dc("dc", replace(request, dc_cpd_req_energy_transfer_mode=mode))
    assert answer.response_code is Code.OK
    assert ev.seen(events.EvNeeds)[0].min_power_w == 0.0


def test_a_megawatt_station_says_what_it_is() -> None:
    mcs = Dc(max_voltage_v=1250.0, max_current_a=3000.0, max_power_w=3_750_000.0)
    _, answer = asks_dc("mcs", dc_parameters(maximum_voltage=1200.0), dc=mcs)
    mode = answer.dc_cpd_res_energy_transfer_mode
    assert (si(mode.evse_maximum_charge_power), si(mode.evse_maximum_charge_current), si(mode.evse_maximum_voltage)) == (3_750_000.0, 3000.0, 1250.0)


@pytest.mark.parametrize("negative", [False, True])
def test_discharge_limits_have_the_sign_of_the_switch_and_the_evs_any_sign(negative: bool) -> None:
    settings = replace(config("dc_bpt"), switches={"negative_discharge_limits": negative})
    ev = reach(Bench20(settings), states.DC_PARAMETERS)
    request = dc_parameters(both_ways=True, maximum_discharge_power=-30_000.0)
    mode = ev.ask(request, iso20_dc.DC_ChargeParameterDiscoveryRes).dc_cpd_res_energy_transfer_mode
    assert isinstance(mode, iso20_dc.BPT_DC_CPDResEnergyTransferMode)
    assert si(mode.evse_maximum_discharge_power) == (-50_000.0 if negative else 50_000.0)
    assert ev.seen(events.EvNeeds)[0].max_discharge_power_w == 30_000.0


def test_an_ac_outlet_says_its_power_and_frequency() -> None:
    ev = reach(Bench20(AC), states.AC_PARAMETERS)
    mode = ev.ask(ac_parameters(), iso20_ac.AC_ChargeParameterDiscoveryRes).ac_cpd_res_energy_transfer_mode
    assert (si(mode.evse_maximum_charge_power), si(mode.evse_nominal_frequency)) == (22_080.0, 50.0)
    needs = ev.seen(events.EvNeeds)[0]
    assert (needs.energy, needs.max_power_w, needs.min_power_w, needs.phases) == ("ac", 22_000.0, 1_000.0, 3)


def test_an_ev_that_needs_more_than_there_is_gets_nothing() -> None:
    ev = reach(Bench20(config("ac", ac=Ac(max_current_a=6.0, phases=1))), states.AC_PARAMETERS)
    assert ev.ask(ac_parameters(least_w=2_000.0), iso20_ac.AC_ChargeParameterDiscoveryRes).response_code is Code.FAILED_WrongChargeParameter


def test_parameters_of_the_other_energy_are_out_of_sequence() -> None:
    ev = reach(Bench20(DC), states.DC_PARAMETERS)
    assert ev.ask(ac_parameters(), iso20_ac.AC_ChargeParameterDiscoveryRes).response_code is Code.FAILED_SequenceError
