"""What is known of the EV, gathered from the variables of `ISO15118_charger` into `ev_info`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Plain = Mapping[str, object]
MANUFACTURERS = {"00:7D:FA": "VolkswagenGroup", "98:ED:5C": "Tesla", "DC:44:27": "Tesla"}
"""By the first three bytes of the address; a guess, as in EVerest."""


def _one(name: str) -> Callable[[object], dict[str, object]]:
    return lambda value: {name: value}


def _parts(**names: str) -> Callable[[object], dict[str, object]]:
    def take(value: object) -> dict[str, object]:
        parts = value if isinstance(value, dict) else {}
        return {ours: _number(parts[theirs]) for ours, theirs in names.items() if theirs in parts}

    return take


def _number(value: object) -> object:
    """A power object counts with its total."""
    return value["total"] if isinstance(value, dict) else value


FROM_VARIABLE: Mapping[str, Callable[[object], dict[str, object]]] = {
    "evcc_id": _one("evcc_id"),
    "departure_time": _one("departure_time"),
    "ac_eamount": _one("remaining_energy_needed"),
    "ac_ev_max_voltage": _one("maximum_voltage_limit"),
    "ac_ev_max_current": _one("maximum_current_limit"),
    "ac_ev_min_current": _one("minimum_current_limit"),
    "ac_ev_power_limits": _parts(
        ac_max_charge_power="max_charge_power", ac_min_charge_power="min_charge_power",
        ac_max_discharge_power="max_discharge_power", ac_min_discharge_power="min_discharge_power",
    ),
    "ac_ev_present_powers": _parts(ac_present_active_power="present_active_power", ac_present_reactive_power="present_reactive_power"),
    "ac_ev_dynamic_control_mode": _parts(
        target_energy_request="target_energy_request", max_energy_request="max_energy_request", min_energy_request="min_energy_request",
    ),
    "d20_dc_dynamic_charge_mode": _parts(
        target_energy_request="target_energy_request", max_energy_request="max_energy_request", min_energy_request="min_energy_request",
    ),
    "dc_ev_energy_capacity": _one("battery_capacity"),
    "dc_ev_energy_request": _one("remaining_energy_needed"),
    "dc_full_soc": _one("battery_full_soc"),
    "dc_bulk_soc": _one("battery_bulk_soc"),
    "dc_ev_maximum_limits": _parts(
        maximum_current_limit="dc_ev_maximum_current_limit", maximum_power_limit="dc_ev_maximum_power_limit",
        maximum_voltage_limit="dc_ev_maximum_voltage_limit",
    ),
    "dc_ev_remaining_time": _parts(
        estimated_time_full="ev_remaining_time_to_full_soc", estimated_time_bulk="ev_remaining_time_to_full_bulk_soc"
    ),
    "dc_ev_status": _parts(soc="dc_ev_ress_soc"),
    "display_parameters": _parts(soc="present_soc", battery_capacity="battery_energy_capacity"),
    "dc_ev_target_voltage_current": _parts(target_voltage="dc_ev_target_voltage", target_current="dc_ev_target_current"),
}  # fmt: skip


class EvInfo:
    """Collects; `publish` gets the whole each time something changed."""

    def __init__(self, publish: Callable[[Plain], None]) -> None:
        self._publish = publish
        self._known: dict[str, object] = {}

    def clear(self) -> None:
        self._known = {}
        self._publish({})

    def take(self, variable: str, value: object) -> None:
        told = FROM_VARIABLE[variable](value)
        if any(self._known.get(name) != new for name, new in told.items()):
            self._known.update(told)
            self._publish(dict(self._known))

    def sample(self, volts: float, ampere: float) -> None:
        """Measured output; goes along with the next publication."""
        self._known.update(present_voltage=volts, present_current=ampere)


def manufacturer(evcc_id: str) -> str:
    return MANUFACTURERS.get(evcc_id[:8], "Unknown")
