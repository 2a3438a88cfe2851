"""What the station offers: energy services with their parameter sets, value-added services (facts 2.2).

An energy mode is a line of `ENERGY` and what its parameter sets say. WPT (3), ACDP (4, 7) and AC DER (10, 11) have no line yet, so nobody can
select them; their messages are refused by `secc.session.iso20.unserved`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from secc.config import Service, ServiceParameters
from secc.messages import iso20_common
from secc.messages.iso20_common import ParameterType as Parameter
from secc.session.events import EnergyMode
from secc.session.iso20.facts import Control, Ctx, Selected
from secc.session.iso20.values import rational

ENERGY: Final[dict[int, EnergyMode]] = {1: "ac", 2: "dc", 5: "ac_bpt", 6: "dc_bpt", 8: "mcs", 9: "mcs_bpt"}
"""Energy services by id (table 204; 8 and 9 of the amendment)."""
INTERNET: Final = 65
PARKING: Final = 66
MOST: Final = 8
"""Entries of a service list."""
CHECK_IN: Final = 1
CHECK_OUT: Final = 2
"""IntendedService of parking."""

_PRICING: Final = {"none": 0, "absolute": 1, "levels": 2}
_SINGLE_PHASE: Final = 1

_INTERNET: Final = tuple(
    ServiceParameters(id=number, values={"Protocol": name, "Port": port})
    for number, (name, port) in enumerate((("ftp", 20), ("ftp", 21), ("http", 80), ("https", 443)), 1)
)
_PARKING: Final = tuple(
    ServiceParameters(id=number, values={"IntendedService": number, "ParkingStatusType": 1}) for number in (CHECK_IN, CHECK_OUT)
)
_STANDARD: Final = {INTERNET: _INTERNET, PARKING: _PARKING}


class ParameterSet(NamedTuple):
    """One way to run an energy service."""

    id: int
    connector: int
    control: Control
    by_station: bool
    phases: int


def energy(context: Ctx) -> dict[int, EnergyMode]:
    """The energy services of this outlet for what was negotiated; bidirectional ones only with limits for it."""
    outlet = context.config.outlet
    return {
        number: mode for number, mode in ENERGY.items()
        if mode in outlet.energy and mode.startswith("ac") == (context.facts.energy == "ac") and (not mode.endswith("_bpt") or _gives_back(context))
    } or _plain(context)


def _gives_back(context: Ctx) -> bool:
    outlet = context.config.outlet
    if context.facts.energy == "ac":
        return bool(outlet.ac.max_discharge_power_w)
    return bool(outlet.dc.max_discharge_power_w and outlet.dc.max_discharge_current_a)


def _plain(context: Ctx) -> dict[int, EnergyMode]:
    """What is left of bidirectional services without limits: the same, one way."""
    if context.facts.energy == "ac":
        return {1: "ac"}
    return {8: "mcs"} if "mcs_bpt" in context.config.outlet.energy else {2: "dc"}


def value_added(context: Ctx) -> dict[int, Service]:
    """Services beside energy; those of the standard have its parameter sets unless the configuration names others."""
    found = [service for service in context.config.outlet.services if service.id not in ENERGY][:MOST]
    return {service.id: service for service in found if _sets(service)}


def _sets(service: Service) -> tuple[ServiceParameters, ...]:
    return tuple(known for known in service.parameter_sets if known.values) or _STANDARD.get(service.id, ())


def parameter_sets(mode: EnergyMode, context: Ctx) -> tuple[ParameterSet, ...]:
    """Both control modes [V2G20-2656], the preferred one first, for each connector; MobilityNeedsMode 2 only in Dynamic [V2G20-2663]."""
    first: Control = context.config.control
    controls: tuple[tuple[Control, bool], ...] = (("scheduled", False), ("dynamic", False))
    if context.config.outlet.iso20.mobility_needs_by_station:
        controls = (*controls, ("dynamic", True))
    ranked = sorted(controls, key=lambda one: one[0] != first)
    ways = [(connector, phases, control, by_station) for connector, phases in _connectors(mode, context) for control, by_station in ranked]
    return tuple(
        ParameterSet(id=number, connector=connector, control=control, by_station=by_station, phases=phases)
        for number, (connector, phases, control, by_station) in enumerate(ways, 1)
    )


def _connectors(mode: EnergyMode, context: Ctx) -> tuple[tuple[int, int], ...]:
    """(Connector, phases). A three-phase outlet serves cars with one phase as well."""
    settings = context.config.outlet.iso20
    if mode.startswith("ac"):
        single = (_SINGLE_PHASE, 1)
        return (single,) if context.config.outlet.ac.phases == 1 else ((settings.ac_three_phase_connector, 3), single)
    return ((settings.mcs_connector if mode.startswith("mcs") else settings.dc_connector, 3),)


def selected(service: int, parameter_set: int, context: Ctx) -> Selected | None:
    """The energy service and set of those ids; None where there is none."""
    mode = energy(context).get(service)
    found = next((one for one in parameter_sets(mode, context) if one.id == parameter_set), None) if mode else None
    if mode is None or found is None:
        return None
    return Selected(
        service=service, parameter_set=parameter_set, mode=mode, control=found.control, by_station=found.by_station, phases=found.phases,
    )


def detail(service: int, context: Ctx) -> iso20_common.ServiceParameterListType | None:
    """The parameter sets of a service; None where there is no such service."""
    mode = energy(context).get(service)
    if mode:
        return iso20_common.ServiceParameterListType(parameter_set=tuple(
            iso20_common.ParameterSetType(parameter_set_id=one.id, parameter=_energy_parameters(mode, one, context))
            for one in parameter_sets(mode, context)
        ))
    found = value_added(context).get(service)
    return None if found is None else iso20_common.ServiceParameterListType(parameter_set=tuple(
        iso20_common.ParameterSetType(parameter_set_id=one.id, parameter=tuple(_parameter(name, one) for name in one.values))
        for one in _sets(found)[:32]
    ))


def _energy_parameters(mode: EnergyMode, one: ParameterSet, context: Ctx) -> tuple[Parameter, ...]:
    """All of them intValue, as every EV expects (facts 2.2.2)."""
    return tuple(Parameter(name=name, int_value=value) for name, value in _numbers(mode, one, context).items())


def told(energy: Selected, context: Ctx) -> dict[str, int]:
    """The parameters of the selected energy service by name."""
    one = next((one for one in parameter_sets(energy.mode, context) if one.id == energy.parameter_set), None)
    return _numbers(energy.mode, one, context) if one else {}


def _numbers(mode: EnergyMode, one: ParameterSet, context: Ctx) -> dict[str, int]:
    settings = context.config.outlet.iso20
    values = {"Connector": one.connector, "ControlMode": 1 if one.control == "scheduled" else 2}
    if mode.startswith("ac"):
        values["EVSENominalVoltage"] = round(context.config.outlet.ac.nominal_voltage_v)
    values |= {"MobilityNeedsMode": 2 if one.by_station else 1, "Pricing": _PRICING[settings.pricing]}
    if mode.endswith("_bpt"):
        values |= {
            "BPTChannel": 1 if settings.bpt_channel == "unified" else 2, "GeneratorMode": 1 if settings.bpt_generator == "grid_following" else 2,
        }
    if mode == "ac_bpt":
        values["GridCodeIslandingDetectionMethod"] = 1 if settings.islanding == "active" else 2
    return values


def _parameter(name: str, of: ServiceParameters) -> Parameter:
    value = of.values[name]
    if isinstance(value, bool):
        return Parameter(name=name, bool_value=value)
    if isinstance(value, int):
        byte, short = (value if of.width(name) == width else None for width in ("byte", "short"))
        return Parameter(name=name, byte_value=byte, short_value=short, int_value=value if byte is None and short is None else None)
    return Parameter(name=name, rational_number=rational(value)) if isinstance(value, float) else Parameter(name=name, finite_string=value)


def intended(services: tuple[tuple[int, int], ...], context: Ctx) -> int:
    """What the parking service was selected for; 0 where it was not."""
    offered = value_added(context).get(PARKING)
    chosen = dict(services).get(PARKING)
    if offered is None or chosen is None:
        return 0
    return next((int(one.values.get("IntendedService", 0)) for one in _sets(offered) if one.id == chosen), 0)


def free(service: int, context: Ctx) -> bool:
    """FreeService, per service for the value-added ones."""
    offered = value_added(context).get(service)
    return offered.free if offered else context.config.outlet.free
