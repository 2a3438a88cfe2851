"""Requests of an ISO 15118-2 EV, and the way through a session up to a state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from secc.config import Ac, Config, Dc, Outlet, Tls
from secc.messages import iso2
from secc.messages.iso2 import EnergyTransferModeType as Mode
from secc.messages.iso2 import chargeProgressType as Progress
from secc.messages.iso2 import chargingSessionType as ChargingSession
from secc.messages.iso2 import paymentOptionType as PaymentOption
from secc.session.iso2 import states
from secc.session.iso2.values import amps, volts, watt_hours, watts
from secc.session.link import Link

from ..bench import Bench

EVCC_ID = bytes.fromhex("0123456789ab")
EVSE_ID = "DE*ABC*E123456"

AC = Config(outlet=Outlet(energy=("ac",), protocols=("iso2",), evse_id=EVSE_ID, ac=Ac(max_current_a=32.0)), profile="strict")
DC = Config(
    outlet=Outlet(
        energy=("dc",), protocols=("iso2",), evse_id=EVSE_ID, dc=Dc(max_voltage_v=1000.0, max_current_a=500.0, max_power_w=350_000.0),
    ),
    profile="strict",
)

TLS = Link(tls="1.2")


def outlet(config: Config = AC, **changes: Any) -> Config:
    """The configuration with other fields of its outlet."""
    return replace(config, outlet=replace(config.outlet, **changes))


PNC = replace(outlet(payment=("eim", "contract"), certificate_service=True), tls=Tls(mode="optional"))

READY = iso2.DC_EVStatusType(ev_ready=True, ev_error_code=iso2.DC_EVErrorCodeType.NO_ERROR, ev_ress_soc=44)


def session_setup(evcc_id: bytes = EVCC_ID) -> iso2.SessionSetupReq:
    return iso2.SessionSetupReq(evcc_id=evcc_id)


def selection(*services: tuple[int, int | None], payment: PaymentOption = PaymentOption.ExternalPayment) -> iso2.PaymentServiceSelectionReq:
    chosen = services or ((1, None),)
    return iso2.PaymentServiceSelectionReq(
        selected_payment_option=payment,
        selected_service_list=iso2.SelectedServiceListType(
            selected_service=tuple(iso2.SelectedServiceType(service_id=number, parameter_set_id=sets) for number, sets in chosen),
        ),
    )


def ac_parameters(
    mode: Mode = Mode.AC_three_phase_core, current_a: float = 32.0, departure: int | None = None, entries: int | None = None,
) -> iso2.ChargeParameterDiscoveryReq:
    return iso2.ChargeParameterDiscoveryReq(
        requested_energy_transfer_mode=mode,
        max_entries_sa_schedule_tuple=entries,
        ev_charge_parameter=iso2.AC_EVChargeParameter(
            e_amount=watt_hours(20_000.0),
            ev_max_voltage=volts(400.0),
            ev_max_current=amps(current_a),
            ev_min_current=amps(5.0),
            departure_time=departure,
        ),
    )


def dc_parameters(
    mode: Mode = Mode.DC_extended, current_a: float = 200.0, voltage_v: float = 450.0, departure: int | None = None, entries: int | None = None,
    power: iso2.PhysicalValueType | None = None,
) -> iso2.ChargeParameterDiscoveryReq:
    return iso2.ChargeParameterDiscoveryReq(
        requested_energy_transfer_mode=mode, max_entries_sa_schedule_tuple=entries,
        ev_charge_parameter=iso2.DC_EVChargeParameter(
            dc_ev_status=READY, ev_maximum_current_limit=amps(current_a), ev_maximum_voltage_limit=volts(voltage_v), departure_time=departure,
            ev_maximum_power_limit=power,
        ),
    )


def power_delivery(
    progress: Progress, tuple_id: int = 1, *profile: tuple[int, float], dc: iso2.DC_EVStatusType | None = None
) -> iso2.PowerDeliveryReq:
    entries = tuple(
        iso2.ProfileEntryType(charging_profile_entry_start=start, charging_profile_entry_max_power=watts(power)) for start, power in profile
    )
    return iso2.PowerDeliveryReq(
        charge_progress=progress, sa_schedule_tuple_id=tuple_id,
        charging_profile=iso2.ChargingProfileType(profile_entry=entries) if entries else None,
        ev_power_delivery_parameter=iso2.DC_EVPowerDeliveryParameter(dc_ev_status=dc, charging_complete=True) if dc else None,
    )


def start(tuple_id: int = 1, *profile: tuple[int, float]) -> iso2.PowerDeliveryReq:
    return power_delivery(Progress.Start, tuple_id, *profile)


STOP = power_delivery(Progress.Stop)
RENEGOTIATE = power_delivery(Progress.Renegotiate)
CABLE_CHECK = iso2.CableCheckReq(dc_ev_status=READY)
WELDING = iso2.WeldingDetectionReq(dc_ev_status=READY)
TERMINATE = iso2.SessionStopReq(charging_session=ChargingSession.Terminate)
PAUSE = iso2.SessionStopReq(charging_session=ChargingSession.Pause)
AUTHORIZATION = iso2.AuthorizationReq()


def pre_charge(voltage_v: float = 400.0, current_a: float = 2.0) -> iso2.PreChargeReq:
    return iso2.PreChargeReq(dc_ev_status=READY, ev_target_voltage=volts(voltage_v), ev_target_current=amps(current_a))


def current_demand(voltage_v: float = 400.0, current_a: float = 100.0, soc: int = 44, complete: bool = False) -> iso2.CurrentDemandReq:
    return iso2.CurrentDemandReq(
        dc_ev_status=iso2.DC_EVStatusType(ev_ready=True, ev_error_code=iso2.DC_EVErrorCodeType.NO_ERROR, ev_ress_soc=soc),
        ev_target_voltage=volts(voltage_v), ev_target_current=amps(current_a), charging_complete=complete,
    )


COMMON: list[tuple[str, Callable[[Bench], object]]] = [
    (states.SESSION_SETUP, lambda ev: ev.offer()),
    (states.SERVICE_DISCOVERY, lambda ev: ev.ask(session_setup(), iso2.SessionSetupRes)),
    (states.SERVICE_SELECTION, lambda ev: ev.ask(iso2.ServiceDiscoveryReq(), iso2.ServiceDiscoveryRes)),
    (states.AUTHORIZATION, lambda ev: ev.ask(selection(), iso2.PaymentServiceSelectionRes)),
    (states.PARAMETERS, lambda ev: ev.ask(AUTHORIZATION, iso2.AuthorizationRes)),
]
AC_WAY: list[tuple[str, Callable[[Bench], object]]] = [
    *COMMON,
    (states.AC_POWER_DELIVERY, lambda ev: ev.ask(ac_parameters(), iso2.ChargeParameterDiscoveryRes)),
    (states.AC_CHARGING_FIRST, lambda ev: ev.ask(start(), iso2.PowerDeliveryRes)),
    (states.AC_CHARGING, lambda ev: ev.ask(iso2.ChargingStatusReq(), iso2.ChargingStatusRes)),
    (states.SESSION_STOP, lambda ev: ev.ask(STOP, iso2.PowerDeliveryRes)),
]
DC_WAY: list[tuple[str, Callable[[Bench], object]]] = [
    *COMMON,
    (states.CABLE_CHECK, lambda ev: ev.ask(dc_parameters(), iso2.ChargeParameterDiscoveryRes)),
    (states.PRE_CHARGE, lambda ev: [ev.ask(CABLE_CHECK, iso2.CableCheckRes), ev.ask(CABLE_CHECK, iso2.CableCheckRes)]),
    (states.PRE_CHARGING, lambda ev: ev.ask(pre_charge(), iso2.PreChargeRes)),
    (states.DC_CHARGING_FIRST, lambda ev: ev.ask(start(), iso2.PowerDeliveryRes)),
    (states.DC_CHARGING, lambda ev: ev.ask(current_demand(), iso2.CurrentDemandRes)),
    (states.WELDING, lambda ev: ev.ask(STOP, iso2.PowerDeliveryRes)),
]


def reach(bench: Bench, state: str, way: list[tuple[str, Callable[[Bench], object]]] | None = None) -> Bench:
    """Go through the session until `state`, the pilot and all else as it should be."""
    steps = way or (AC_WAY if bench.config.outlet.energy == ("ac",) else DC_WAY)
    names = [name for name, _ in steps]
    begun = names.index(bench.session.state) + 1 if bench.session.state in names else 0
    for reached, step in steps[begun:]:
        if bench.session.state == state:
            break
        step(bench)
        assert bench.session.state == reached, (bench.session.state, reached, bench.ended)
    assert bench.session.state == state
    return bench


def discovered(config: Config, link: Link | None = None, **request: Any) -> tuple[Bench, iso2.ServiceDiscoveryRes]:
    """An EV that knows what is on offer."""
    ev = reach(Bench(config, link=link), states.SERVICE_DISCOVERY)
    return ev, ev.ask(iso2.ServiceDiscoveryReq(**request), iso2.ServiceDiscoveryRes)
