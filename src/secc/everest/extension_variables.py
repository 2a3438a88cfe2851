"""What each variable of `iso15118_extensions` says: what backends want to know of the EV, in OCPP's terms."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Final

from secc.everest._generated import iso15118
from secc.everest.charger_variables import NOTHING, app_protocols, control_mode, mac, mobility_needs_mode, transfer_mode
from secc.everest.clock import instant
from secc.everest.seen import Seen
from secc.security.certificate import read
from secc.session import events
from secc.session.events import Event

V2X: Final = {
    "min_power_w": "min_charge_power", "max_power_w": "max_charge_power", "min_discharge_power_w": "min_discharge_power",
    "max_discharge_power_w": "max_discharge_power", "min_current_a": "min_charge_current", "max_current_a": "max_charge_current",
    "max_discharge_current_a": "max_discharge_current", "min_voltage_v": "min_voltage", "max_voltage_v": "max_voltage",
    "energy_request_wh": "ev_target_energy_request", "energy_min_wh": "ev_min_energy_request", "energy_max_wh": "ev_max_energy_request",
    "v2x_energy_min_wh": "ev_min_v2xenergy_request", "v2x_energy_max_wh": "ev_max_v2xenergy_request",
}  # fmt: skip
CHAIN: Final = ("tls_leaf_certificate", "tls_sub_ca_1_certificate", "tls_sub_ca_2_certificate")
MAX_ENTRIES: Final = 1024
MAX_RULES: Final = 8


def iso15118_certificate_request(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.CertificateWanted):
        return NOTHING
    return iso15118.RequestExiStreamSchema(
        exi_request=base64.b64encode(event.exi).decode(), iso15118_schema_version=event.namespace[:50],
        certificate_action=iso15118.CertificateActionEnum.Install if event.action == "install" else iso15118.CertificateActionEnum.Update,
    )  # fmt: skip


def ev_info(event: Event, seen: Seen) -> object:
    """Only for an EV that names itself by its address, as the interface wants it. The chain is the one that TLS has verified."""
    if not isinstance(event, events.SessionStarted) or seen.protocol is None or not mac(event.evcc_id):
        return NOTHING
    offered = app_protocols(seen.protocol)
    chosen = next((one for one in offered if one.schema_id == seen.protocol.schema_id), None)
    if chosen is None:
        return NOTHING
    return iso15118.EvInformation(
        supported_protocols=iso15118.AppProtocols(Protocols=tuple(offered)), selected_protocol=chosen, evcc_id=mac(event.evcc_id),
        **{field: read(der).pem().decode() for field, der in zip(CHAIN, seen.vehicle, strict=False)},
    )  # fmt: skip


def charging_needs(event: Event, seen: Seen) -> object:
    """When the EV asks for schedules, for by then it has said everything."""
    needs = seen.needs
    if not isinstance(event, events.SchedulesWanted) or needs is None:
        return NOTHING
    services = seen.services if seen.is_20 else None
    return iso15118.ChargingNeeds(
        requested_energy_transfer=transfer_mode(needs), departure_time=None if seen.leaving_at is None else instant(round(seen.leaving_at)),
        ac_charging_parameters=_ac(needs), dc_charging_parameters=_dc(needs, seen),
        v2x_charging_parameters=_v2x(needs) if seen.is_20 else None, ev_energy_offer=_offer(event.energy_offer),
        control_mode=control_mode(services) if services and services.control else None,
        mobility_needs_mode=mobility_needs_mode(services) if services else None,
    )  # fmt: skip


def _ac(needs: events.EvNeeds) -> iso15118.ACChargingParameters | None:
    told = (needs.energy_request_wh, needs.min_current_a, needs.max_current_a, needs.max_voltage_v)
    energy, least, most, volts = told
    if not needs.energy.startswith("ac") or energy is None or least is None or most is None or volts is None:
        return None
    return iso15118.ACChargingParameters(energy_amount=energy, ev_min_current=least, ev_max_current=most, ev_max_voltage=volts)


def _dc(needs: events.EvNeeds, seen: Seen) -> iso15118.DCChargingParameters | None:
    if not seen.is_dc or needs.max_current_a is None or needs.max_voltage_v is None:
        return None
    soc = seen.status.soc_percent if seen.status else None
    return iso15118.DCChargingParameters(
        ev_max_current=needs.max_current_a, ev_max_voltage=needs.max_voltage_v, ev_max_power=needs.max_power_w,
        ev_energy_capacity=needs.capacity_wh, energy_amount=needs.energy_request_wh, state_of_charge=_percent(soc),
        full_soc=_percent(needs.full_soc_percent), bulk_soc=_percent(needs.bulk_soc_percent),
    )  # fmt: skip


def _percent(value: float | None) -> int | None:
    return None if value is None else round(value)


def _v2x(needs: events.EvNeeds) -> iso15118.V2XChargingParameters:
    told = {name: getattr(needs, field) for field, name in V2X.items()}
    for field, watts in needs.by_phase.items():
        told |= dict(zip((V2X[field], f"{V2X[field]}_l2", f"{V2X[field]}_l3"), watts, strict=True))
    return iso15118.V2XChargingParameters(**told, target_soc=_percent(needs.full_soc_percent))


def _offer(offer: events.EnergyOffer | None) -> iso15118.EVEnergyOffer | None:
    if offer is None or not offer.power:
        return None
    entries = [
        iso15118.EVPowerScheduleEntry(duration=duration, power=watts)
        for (_, watts), duration in zip(offer.power, _durations([start for start, _ in offer.power], offer.power_s), strict=True)
    ]
    return iso15118.EVEnergyOffer(
        ev_power_schedule=iso15118.EVPowerSchedule(time_anchor=instant(offer.at), ev_power_schedule_entries=tuple(entries[:MAX_ENTRIES])),
        ev_absolute_price_schedule=_prices(offer) if offer.prices else None,
    )


def _prices(offer: events.EnergyOffer) -> iso15118.EVAbsolutePriceSchedule:
    rules: dict[float, list[iso15118.EVPriceRule]] = {}
    for start, watts, fee in offer.prices:
        rules.setdefault(start, []).append(iso15118.EVPriceRule(energy_fee=fee, power_range_start=watts))
    entries = [
        iso15118.EVAbsolutePriceScheduleEntry(duration=duration, ev_price_rule=tuple(some[:MAX_RULES]))
        for some, duration in zip(rules.values(), _durations(list(rules), offer.prices_s), strict=True)
    ]
    return iso15118.EVAbsolutePriceSchedule(
        time_anchor=instant(offer.at), currency=offer.currency, price_algorithm=offer.algorithm,
        ev_absolute_price_schedule_entries=tuple(entries[:MAX_ENTRIES]),
    )  # fmt: skip


def _durations(starts: Sequence[float], whole_s: float) -> list[int]:
    return [round(end - start) for start, end in zip(starts, (*starts[1:], whole_s), strict=True)]
