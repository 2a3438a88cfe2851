"""What each variable of `ISO15118_charger` says, made from a session's events: one function a variable or kind of variable.

A function returns NOTHING where there is nothing to say, None for an event without payload. Values that the interface cannot carry are cut
to what it can (a power above 350 kW, a negative target) and never sent as they are: a consumer that validates would drop the message.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Final, TypeVar

from secc.everest._generated import authorization, iso15118
from secc.everest._generated.evse_manager import HlcSessionFailedReasonEnum as Failed
from secc.everest._generated.units import Power
from secc.everest.clock import instant
from secc.everest.seen import Seen
from secc.security.certificate import read
from secc.session import events
from secc.session.events import Event

NOTHING: Final = object()
PROTOCOL_NAMES = {"din": "DIN70121", "iso2": "ISO15118-2-2013", "iso20_ac": "ISO15118-20:AC", "iso20_dc": "ISO15118-20:DC"}
CATEGORIES = {"ac": "AC", "dc": "DC", "ac_bpt": "AC_BPT", "dc_bpt": "DC_BPT", "mcs": "MCS", "mcs_bpt": "MCS_BPT"}
ENERGY_MODES = {**CATEGORIES, "ac": "AC_three_phase_core", "dc": "DC_extended"}
SAE_SERVICES = frozenset({28472, 28473})
AC_CONNECTORS = {1: iso15118.Connector.SinglePhase}
DC_CONNECTORS = dict(enumerate((iso15118.Connector.Core, iso15118.Connector.Extended, iso15118.Connector.Dual2, iso15118.Connector.Dual4), 1))
MCS_CONNECTORS = dict(enumerate((
    iso15118.Connector.Mcs, iso15118.Connector.Chaoji, iso15118.Connector.UltraChaoji, iso15118.Connector.rMcs, iso15118.Connector.xMcs,
    iso15118.Connector.Aviation, iso15118.Connector.Marine,
), 1))  # fmt: skip
PRICING = {0: iso15118.Pricing.NoPricing, 1: iso15118.Pricing.AbsolutePricing, 2: iso15118.Pricing.PriceLevels}
DC_ERRORS = {code.value: code for code in iso15118.DcEvErrorCode}
LEAST_TARGET_A = -2.0
MAX_CERTIFICATE = 5500
MAX_TOKEN = 36
FAILED_IN: tuple[tuple[str, Failed], ...] = (
    ("communicationsetup", Failed.ProtocolNegotiationFailed), ("appprotocol", Failed.ProtocolNegotiationFailed),
    ("sessionsetup", Failed.ProtocolNegotiationFailed), ("service", Failed.ChargingParametersNotAccepted),
    ("parameter", Failed.ChargingParametersNotAccepted), ("schedule", Failed.ChargingParametersNotAccepted),
    ("payment", Failed.AuthorizationFailed), ("contract", Failed.AuthorizationFailed), ("authorization", Failed.AuthorizationFailed),
    ("certificate", Failed.AuthorizationFailed), ("cablecheck", Failed.EnergyTransferSetupFailed),
    ("precharge", Failed.EnergyTransferSetupFailed), ("powerdelivery", Failed.EnergyTransferSetupFailed),
    ("currentdemand", Failed.ChargingInterrupted), ("chargingstatus", Failed.ChargingInterrupted),
    ("chargeloop", Failed.ChargingInterrupted), ("receipt", Failed.ChargingInterrupted),
)  # fmt: skip


Value = Callable[[Event, Seen], object]


def mac(evcc_id: str) -> str:
    """An EVCC id as a MAC address in capitals, "" when it is none (ISO 15118-20 ids are free text)."""
    text = re.sub(r"[:.\- ]", "", evcc_id).upper() if len(evcc_id) <= 23 else ""
    if not re.fullmatch(r"[0-9A-F]+", text):
        return ""
    if len(text) == 16:  # DIN: eight bytes, the address and two of padding
        text = text[4:] if text.startswith("0000") else text[:12] if text.endswith("0000") else ""
    return ":".join(text[at : at + 2] for at in range(0, 12, 2)) if len(text) == 12 else ""


def evcc_id(event: Event, seen: Seen) -> object:
    return (mac(event.evcc_id) or NOTHING) if isinstance(event, events.SessionStarted) else NOTHING


def require_auth_eim(event: Event, seen: Seen) -> object:
    return None if isinstance(event, events.AuthorizationWanted) and event.method == "eim" else NOTHING


def require_auth_pnc(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.AuthorizationWanted) or event.method != "contract":
        return NOTHING
    pem = "".join(read(der).pem().decode() for der in event.chain)
    hashes = tuple(
        iso15118.CertificateHashDataInfo(
            hashAlgorithm="SHA256", issuerNameHash=ask.issuer_name_hash, issuerKeyHash=ask.issuer_key_hash,
            serialNumber=ask.serial_number[:40], responderURL=ask.responder_url[:512],
        )
        for ask in event.ocsp[:4]
    )  # fmt: skip
    return authorization.ProvidedIdToken(
        id_token=authorization.IdToken(value=event.emaid.replace("-", "")[:MAX_TOKEN], type=authorization.IdTokenType.eMAID),
        authorization_type=authorization.AuthorizationType.PlugAndCharge,
        certificate=pem if 0 < len(pem) <= MAX_CERTIFICATE else None, iso15118CertificateHashData=hashes or None,
    )  # fmt: skip


def selected_protocol(event: Event, seen: Seen) -> object:
    return PROTOCOL_NAMES[event.protocol] if isinstance(event, events.ProtocolSelected) else NOTHING


def ev_app_protocol(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.ProtocolSelected) or not event.offered:
        return NOTHING
    return iso15118.AppProtocols(Protocols=tuple(app_protocols(event)))


def app_protocols(event: events.ProtocolSelected) -> list[iso15118.AppProtocol]:
    """What the EV offered, with its own numbers."""
    return [
        iso15118.AppProtocol(
            protocol_namespace=namespace[:100] or "?", version_number_major=major, version_number_minor=minor, schema_id=number,
            priority=min(max(priority, 1), 20),
        )
        for (namespace, major, minor, priority), number in zip(event.offered[:20], event.schema_ids, strict=False)
    ]  # fmt: skip


def selected_payment_option(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.ServicesSelected):
        return NOTHING
    return iso15118.PaymentOption.Contract if event.payment == "contract" else iso15118.PaymentOption.ExternalPayment


def requested_energy_transfer_mode(event: Event, seen: Seen) -> object:
    return transfer_mode(event) if isinstance(event, events.EvNeeds) else NOTHING


def transfer_mode(needs: events.EvNeeds) -> iso15118.EnergyTransferMode:
    """In the EV's words where EVerest has them."""
    if needs.transfer_mode in iso15118.EnergyTransferMode.__members__:
        return iso15118.EnergyTransferMode(needs.transfer_mode)
    single = needs.energy == "ac" and needs.phases == 1
    return iso15118.EnergyTransferMode.AC_single_phase_core if single else iso15118.EnergyTransferMode(ENERGY_MODES[needs.energy])


def selected_service_parameters(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.ServicesSelected) or not seen.is_20 or event.energy is None:
        return NOTHING
    chosen, bidirectional = event.parameters, event.energy.endswith("_bpt")
    return iso15118.SelectedServiceParameters(
        energy_transfer=iso15118.ServiceCategory(CATEGORIES[event.energy]), connector=_connector(event.energy, chosen.get("Connector", 0)),
        control_mode=control_mode(event), mobility_needs_mode=mobility_needs_mode(event),
        pricing=PRICING.get(chosen.get("Pricing", 0), iso15118.Pricing.NoPricing),
        bpt_channel=_either(chosen.get("BPTChannel"), iso15118.BptChannel.Unified, iso15118.BptChannel.Separated) if bidirectional else None,
        generator_mode=_either(
            chosen.get("GeneratorMode"), iso15118.GeneratorMode.GridFollowing, iso15118.GeneratorMode.GridForming,
        ) if bidirectional else None,
    )  # fmt: skip


def control_mode(chosen: events.ServicesSelected) -> iso15118.ControlMode:
    return iso15118.ControlMode.DynamicControl if chosen.control == "dynamic" else iso15118.ControlMode.ScheduledControl


def mobility_needs_mode(chosen: events.ServicesSelected) -> iso15118.MobilityNeedsMode:
    return iso15118.MobilityNeedsMode.EVCC_SECC if chosen.mobility_needs_by_station else iso15118.MobilityNeedsMode.EVCC


T = TypeVar("T")


def _either(number: int | None, first: T, second: T) -> T:
    return second if number == 2 else first


def _connector(energy: str, number: int) -> iso15118.Connector:
    if energy.startswith("ac"):  # three phases are 2 or 3, the sources disagree
        return AC_CONNECTORS.get(number, iso15118.Connector.ThreePhase)
    if energy.startswith("mcs"):
        return MCS_CONNECTORS.get(number, iso15118.Connector.Mcs)
    return DC_CONNECTORS.get(number, iso15118.Connector.Extended)


def sae_bidi_mode_active(event: Event, seen: Seen) -> object:
    chosen = {number for number, _ in event.services} if isinstance(event, events.ServicesSelected) else set()
    return None if chosen & SAE_SERVICES else NOTHING


def need(field: str, *, dc: bool | None = None, most: float = 1e9) -> Value:
    """A number of `EvNeeds`, for DC or AC only where `dc` says so, cut to 0 … `most`."""

    def value(event: Event, seen: Seen) -> object:
        found = getattr(event, field) if isinstance(event, events.EvNeeds) else None
        if found is None or (dc is not None and seen.is_dc != dc):
            return NOTHING
        return min(max(float(found), 0.0), most)

    return value


def departure_time(event: Event, seen: Seen) -> object:
    return instant(round(seen.leaving_at)) if isinstance(event, events.EvNeeds) and seen.leaving_at is not None else NOTHING


def ac_ev_power_limits(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.EvNeeds) or not seen.is_20 or seen.is_dc or event.max_power_w is None:
        return NOTHING
    return iso15118.AcEvPowerLimits(
        max_charge_power=_power(event, "max_power_w"), min_charge_power=_power(event, "min_power_w"),
        max_discharge_power=_power(event, "max_discharge_power_w"), min_discharge_power=_power(event, "min_discharge_power_w"),
    )  # fmt: skip


def _power(needs: events.EvNeeds, field: str) -> Power | None:
    watts: float | None = getattr(needs, field)
    return None if watts is None else _phases(needs.by_phase.get(field, (watts,)))


def _phases(watts: tuple[float, ...]) -> Power:
    """The sum, and the phases where all three are told."""
    return Power(total=sum(watts), L1=watts[0], L2=watts[1], L3=watts[2]) if len(watts) == 3 else Power(total=sum(watts))


def ac_ev_present_powers(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.EvStatus) or not event.power_w or seen.is_dc:
        return NOTHING
    reactive = _phases(event.reactive_var) if event.reactive_var else None  # the interface types it as Power
    return iso15118.AcEvPresentPowerValues(present_active_power=_phases(event.power_w), present_reactive_power=reactive)


def _dynamic_needs(seen: Seen) -> events.EvNeeds | None:
    """What the EV needs in Dynamic control; not before the charge loop, for a station acts on it."""
    needs = seen.needs
    return None if needs is None or not (seen.looping and seen.is_dynamic) or None in _energies(needs) else needs


def ac_ev_dynamic_control_mode(event: Event, seen: Seen) -> object:
    needs = None if seen.is_dc else _dynamic_needs(seen)
    if needs is None or needs is seen.dynamic:
        return NOTHING
    seen.dynamic = needs
    return iso15118.AcEvDynamicModeValues(**_dynamic(needs))


def d20_dc_dynamic_charge_mode(event: Event, seen: Seen) -> object:
    """With every message of the loop, as the station makes its set point of it and of its limits of the moment."""
    needs = _dynamic_needs(seen) if seen.is_dc else None
    if needs is None:
        return NOTHING
    return iso15118.DcChargeDynamicModeValues(
        **_dynamic(needs), max_charge_power=needs.max_power_w or 0.0, min_charge_power=needs.min_power_w or 0.0,
        max_charge_current=needs.max_current_a or 0.0, max_voltage=needs.max_voltage_v or 0.0, min_voltage=needs.min_voltage_v or 0.0,
        max_discharge_power=needs.max_discharge_power_w, min_discharge_power=needs.min_discharge_power_w,
        max_discharge_current=needs.max_discharge_current_a,
    )  # fmt: skip


def dc_ev_energy_capacity(event: Event, seen: Seen) -> object:
    """DIN and -2 tell it with the needs, -20 with what is on display."""
    told = event.values.get("BatteryEnergyCapacity") if isinstance(event, events.Displayed) else getattr(event, "capacity_wh", None)
    return NOTHING if told is None or not seen.is_dc else _most(float(told), 200_000)


def _energies(event: events.EvNeeds) -> tuple[float | None, ...]:
    return (event.energy_request_wh, event.energy_max_wh, event.energy_min_wh)


def _dynamic(event: events.EvNeeds) -> dict[str, float]:
    told = {
        "departure_time": event.departure_s, "target_energy_request": event.energy_request_wh, "max_energy_request": event.energy_max_wh,
        "min_energy_request": event.energy_min_wh, "max_v2x_energy_request": event.v2x_energy_max_wh,
        "min_v2x_energy_request": event.v2x_energy_min_wh,
    }  # fmt: skip
    return {name: max(value, 0.0) for name, value in told.items() if value is not None}


def dc_ev_maximum_limits(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.EvNeeds) or not seen.is_dc:
        return NOTHING
    return iso15118.DcEvMaximumLimits(
        dc_ev_maximum_current_limit=_most(event.max_current_a, 10_000), dc_ev_maximum_power_limit=_most(event.max_power_w, 350_000),
        dc_ev_maximum_voltage_limit=_most(event.max_voltage_v, 1500),
    )  # fmt: skip


def _most(value: float | None, most: float) -> float | None:
    return None if value is None else min(max(value, 0.0), most)


def dc_ev_target_voltage_current(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.SetOutput) or not seen.is_dc:
        return NOTHING
    if seen.is_dynamic and event.current_a < LEAST_TARGET_A:
        return NOTHING  # cannot be said so; d20_dc_dynamic_charge_mode and the station's own limits say it
    return iso15118.DcEvTargetValues(
        dc_ev_target_voltage=min(max(event.voltage_v, 0.0), 1500.0), dc_ev_target_current=min(max(event.current_a, LEAST_TARGET_A), 10_000.0)
    )


def dc_ev_status(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.EvStatus) or not seen.is_dc or event.soc_percent is None:
        return NOTHING
    ready = True if event.ready is None else event.ready
    return iso15118.DcEvStatus(
        dc_ev_ready=ready, dc_ev_error_code=DC_ERRORS.get(event.error, iso15118.DcEvErrorCode.NO_ERROR),
        dc_ev_ress_soc=min(max(event.soc_percent, 0.0), 100.0),
        dc_ev_cabin_conditioning=event.cabin_conditioning, dc_ev_ress_conditioning=event.battery_conditioning,
    )


def status(field: str) -> Value:
    """A plain field of `EvStatus`, in DC."""

    def value(event: Event, seen: Seen) -> object:
        found = getattr(event, field) if isinstance(event, events.EvStatus) and seen.is_dc else None
        return NOTHING if found is None else found

    return value


def dc_ev_remaining_time(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.EvStatus) or not seen.is_dc or (event.full_in_s is None and event.bulk_in_s is None):
        return NOTHING
    now = time.time()
    full, bulk = (None if seconds is None else instant(round(now + seconds)) for seconds in (event.full_in_s, event.bulk_in_s))
    return iso15118.DcEvRemainingTime(ev_remaining_time_to_full_soc=full, ev_remaining_time_to_full_bulk_soc=bulk)


def display_parameters(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.Displayed):
        return NOTHING
    known = iso15118.DisplayParameters.__struct_fields__
    shown = {_snake(name): value for name, value in event.values.items()}
    return {name: value for name, value in shown.items() if name in known} or NOTHING


def _snake(name: str) -> str:
    """A standard's name as the interface writes it: PresentSOC is present_soc."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.replace("SOC", "Soc")).lower()


def meter_info_requested(event: Event, seen: Seen) -> object:
    return None if isinstance(event, events.MeterAsked) else NOTHING


def ev_termination(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.EvTerminated):
        return NOTHING
    return iso15118.EvTermination(ev_termination_code=event.code, ev_termination_explanation=event.explanation)


def start_cable_check(event: Event, seen: Seen) -> object:
    return None if isinstance(event, events.CableCheckWanted) else NOTHING


def start_pre_charge(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.SetOutput) or event.stage != "precharge" or seen.precharge_told:
        return NOTHING
    seen.precharge_told = True
    return None


def v2g_setup_finished(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.CloseContactor | events.ChargingStarted) or seen.charging_told:
        return NOTHING
    seen.charging_told = True
    return None


def ac_close_contactor(event: Event, seen: Seen) -> object:
    return None if isinstance(event, events.CloseContactor) else NOTHING


def current_demand_started(event: Event, seen: Seen) -> object:
    loop = isinstance(event, events.SetOutput) and event.stage == "charge" and seen.is_dc
    if seen.looping or not (loop or (isinstance(event, events.ChargingStarted) and not seen.is_dc)):
        return NOTHING
    seen.looping = True
    return None


def current_demand_finished(event: Event, seen: Seen) -> object:
    if not seen.looping:
        return NOTHING
    seen.looping = seen.charging_told = seen.precharge_told = False
    return None


def ac_open_contactor(event: Event, seen: Seen) -> object:
    if not seen.powered or seen.is_dc:
        return NOTHING
    seen.powered = False
    return None


def dc_open_contactor(event: Event, seen: Seen) -> object:
    if not seen.powered or not seen.is_dc:
        return NOTHING
    seen.powered = False
    return None


def hlc_session_failed(event: Event, seen: Seen) -> object:
    if not isinstance(event, events.SessionEnded) or event.ok or event.datalink == "pause" or seen.stopped_by_us:
        return NOTHING
    if "tls" in event.reason.lower():
        return Failed.FailedTLSHandshake
    where = event.state.lower().replace(" ", "").replace("_", "")
    return next((reason for part, reason in FAILED_IN if part in where), Failed.UnexpectedSessionEnd)


def dlink(action: events.DataLink) -> Value:
    def value(event: Event, seen: Seen) -> object:
        return None if isinstance(event, events.SessionEnded) and event.datalink == action else NOTHING

    return value
