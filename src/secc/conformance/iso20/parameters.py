"""ChargeParameterDiscovery: the block must fit the service, the limits the station; ScheduleExchange after it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from secc.config import Config
from secc.conformance.bench import CheckFailed
from secc.conformance.check import Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso20 import requests
from secc.conformance.iso20.car import AC, AC_BPT, DC, SUPPLY, Car, station
from secc.conformance.iso20.requests import number
from secc.messages import iso20_ac as ac
from secc.messages import iso20_common as c
from secc.messages import iso20_dc as dc
from secc.session.events import EvNeeds

area = Area("ISO-20", "charge parameters")
AREAS = [area]
MEGAWATT = station(8, dc={"max_voltage_v": 1250.0, "max_current_a": 3000.0, "max_power_w": 3_750_000.0, "min_voltage_v": 150.0})
MCS_BPT = station(9)
HIGH = station(2, dc={**SUPPLY, "min_voltage_v": 250.0})
WRONG = "FAILED_WrongChargeParameter"


@area.check("ISO20-CHARGE-PARAMETERS-001", "AC: limits in W, and the frequency", "", AC)
def ac_plain(ev: Ev) -> None:
    """3 x 32 A at 230 V, 50 Hz."""
    response = Car(ev, 1).to("ChargeParameterDiscovery").parameters()
    mode = response.ac_cpd_res_energy_transfer_mode if isinstance(response, ac.AC_ChargeParameterDiscoveryRes) else None
    if type(mode) is not ac.AC_CPDResEnergyTransferMode:
        raise CheckFailed(f"the block is {type(mode).__name__}")
    phases = (mode.evse_maximum_charge_power, mode.evse_maximum_charge_power_l2, mode.evse_maximum_charge_power_l3)
    most = sum(number(phase) for phase in phases if phase is not None)
    require(most == 3 * 230 * 32, f"EVSEMaximumChargePower {most} W in all")
    require(number(mode.evse_nominal_frequency) == 50.0, f"EVSENominalFrequency {number(mode.evse_nominal_frequency)}")


REFUSED: dict[str, tuple[str, str, Config, int, Callable[[], object], type[object]]] = {
    "002": (
        "a bidirectional block in AC", "V2G20-1619", AC, 1, lambda: requests.ac_parameters(requests.ac_bpt_limits()),
        ac.AC_ChargeParameterDiscoveryRes,
    ),
    "003": ("a plain block in AC_BPT", "V2G20-1619", AC_BPT, 5, requests.ac_parameters, ac.AC_ChargeParameterDiscoveryRes),
    "005": (
        "a bidirectional block in DC", "V2G20-2272", DC, 2, lambda: requests.dc_parameters(requests.dc_bpt_limits()),
        dc.DC_ChargeParameterDiscoveryRes,
    ),
    "006": ("a plain block in MCS_BPT", "V2G20-2272", MCS_BPT, 9, requests.dc_parameters, dc.DC_ChargeParameterDiscoveryRes),
    "008": (
        "a maximum voltage below the EVSE's minimum", "V2G20-2272", HIGH, 2,
        lambda: requests.dc_parameters(requests.dc_limits(max_voltage_v=200, min_voltage_v=150)), dc.DC_ChargeParameterDiscoveryRes,
    ),
    "009": (
        "a maximum current below the minimum", "V2G20-2272", DC, 2,
        lambda: requests.dc_parameters(requests.dc_limits(max_current_a=10, min_current_a=20)), dc.DC_ChargeParameterDiscoveryRes,
    ),
}


def refused(service: int, request: Callable[[], object], kind: type[object], ev: Ev) -> None:
    """A block that does not fit."""
    Car(ev, service).to("ChargeParameterDiscovery")
    ev.refused(request(), kind, WRONG)


for _number, (_title, _requirement, _config, _service, _request, _kind) in REFUSED.items():
    area.add(f"ISO20-CHARGE-PARAMETERS-{_number}", f"{_title} is refused", _requirement, _config, partial(refused, _service, _request, _kind))


@area.check("ISO20-CHARGE-PARAMETERS-004", "AC_BPT: discharge limits as well", "", AC_BPT)
def ac_bpt(ev: Ev) -> None:
    """As configured."""
    response = Car(ev, 5).to("ChargeParameterDiscovery").parameters()
    mode = response.ac_cpd_res_energy_transfer_mode if isinstance(response, ac.AC_ChargeParameterDiscoveryRes) else None
    if not isinstance(mode, ac.BPT_AC_CPDResEnergyTransferMode):
        raise CheckFailed(f"the block is {type(mode).__name__}")
    phases = (mode.evse_maximum_discharge_power, mode.evse_maximum_discharge_power_l2, mode.evse_maximum_discharge_power_l3)
    most = abs(sum(number(phase) for phase in phases if phase is not None))
    require(most > 10_500.0 and most <= 11_000.0, f"EVSEMaximumDischargePower {most} W in all")


@area.check("ISO20-CHARGE-PARAMETERS-007", "MCS: 3.75 MW are coded exactly", "", MEGAWATT)
def megawatt(ev: Ev) -> None:
    """1250 V, 3000 A."""
    response = Car(ev, 8).to("ChargeParameterDiscovery").parameters()
    if not isinstance(response, dc.DC_ChargeParameterDiscoveryRes):
        raise CheckFailed(f"{type(response).__name__} came")
    mode = response.dc_cpd_res_energy_transfer_mode
    values = number(mode.evse_maximum_charge_power), number(mode.evse_maximum_charge_current), number(mode.evse_maximum_voltage)
    require(values == (3_750_000.0, 3000.0, 1250.0), f"power, current, voltage {values}")


@area.check("ISO20-CHARGE-PARAMETERS-010", "AC parameters in a DC session are a sequence error", "V2G20-459", DC)
def other_energy(ev: Ev) -> None:
    """On the stream of AC."""
    Car(ev).to("ChargeParameterDiscovery")
    ev.refused(requests.ac_parameters(), ac.AC_ChargeParameterDiscoveryRes, "FAILED_SequenceError")


@area.check("ISO20-CHARGE-PARAMETERS-011", "a number as good as zero is handled as zero", "", DC)
def tiny(ev: Ev) -> None:
    """Exponent -128, value 1."""
    Car(ev).to("ChargeParameterDiscovery")
    nothing = c.RationalNumberType(exponent=-128, value=1)
    ev.ask(requests.dc_parameters(replace(requests.dc_limits(), ev_minimum_charge_power=nothing)), dc.DC_ChargeParameterDiscoveryRes)
    told = ev.station.told(EvNeeds)
    require(bool(told) and abs(told[-1].min_power_w or 0.0) < 1e-9, f"the host was told {told[-1].min_power_w if told else None} W")


