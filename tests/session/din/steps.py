"""Requests of a DIN SPEC 70121 EV, and the way through a session up to a state."""

from __future__ import annotations

from collections.abc import Callable

from secc.config import Config, Dc, Outlet
from secc.messages import din
from secc.messages.din import EVRequestedEnergyTransferType as Type
from secc.messages.din import paymentOptionType as PaymentOption
from secc.session.din import states
from secc.session.din.values import amps, volts

from ..bench import Bench, Hardware

EVCC_ID = bytes.fromhex("0123456789ab")
DC = Config(
    outlet=Outlet(
        energy=("dc",), protocols=("din",), din_evse_id="49*89*6360", dc=Dc(max_voltage_v=1000.0, max_current_a=500.0, max_power_w=350_000.0)
    ),
    profile="strict",
)
READY = din.DC_EVStatusType(ev_ready=True, ev_error_code=din.DC_EVErrorCodeType.NO_ERROR, ev_ress_soc=44)


def selection(*services: int, payment: PaymentOption = PaymentOption.ExternalPayment) -> din.ServicePaymentSelectionReq:
    return din.ServicePaymentSelectionReq(
        selected_payment_option=payment,
        selected_service_list=din.SelectedServiceListType(
            selected_service=tuple(din.SelectedServiceType(service_id=number) for number in services or (1,)),
        ),
    )


def parameters(kind: Type = Type.DC_extended, voltage_v: float = 450.0, current_a: float = 200.0) -> din.ChargeParameterDiscoveryReq:
    return din.ChargeParameterDiscoveryReq(
        ev_requested_energy_transfer_type=kind,
        ev_charge_parameter=din.DC_EVChargeParameter(
            dc_ev_status=READY, ev_maximum_current_limit=amps(current_a), ev_maximum_voltage_limit=volts(voltage_v),
        ),
    )


def power_delivery(ready: bool, *profile: tuple[int, int], tuple_id: int = 1) -> din.PowerDeliveryReq:
    entries = tuple(din.ProfileEntryType(charging_profile_entry_start=start, charging_profile_entry_max_power=power) for start, power in profile)
    return din.PowerDeliveryReq(
        ready_to_charge_state=ready,
        charging_profile=din.ChargingProfileType(sa_schedule_tuple_id=tuple_id, profile_entry=entries) if entries else None,
    )


START, STOP = power_delivery(True), power_delivery(False)
CABLE_CHECK = din.CableCheckReq(dc_ev_status=READY)
WELDING = din.WeldingDetectionReq(dc_ev_status=READY)
SESSION_STOP = din.SessionStopReq()


def pre_charge(voltage_v: float = 400.0, current_a: float = 2.0) -> din.PreChargeReq:
    return din.PreChargeReq(dc_ev_status=READY, ev_target_voltage=volts(voltage_v), ev_target_current=amps(current_a))


def current_demand(voltage_v: float = 400.0, current_a: float = 100.0, **limits: din.PhysicalValueType) -> din.CurrentDemandReq:
    return din.CurrentDemandReq(
        dc_ev_status=READY, ev_target_voltage=volts(voltage_v), ev_target_current=amps(current_a), charging_complete=False, **limits,  # type: ignore[arg-type]
    )


WAY: list[tuple[str, Callable[[Bench], object]]] = [
    (states.SESSION_SETUP, lambda ev: ev.offer()),
    (states.SERVICE_DISCOVERY, lambda ev: ev.ask(din.SessionSetupReq(evcc_id=EVCC_ID), din.SessionSetupRes)),
    (states.SERVICE_SELECTION, lambda ev: ev.ask(din.ServiceDiscoveryReq(), din.ServiceDiscoveryRes)),
    (states.AUTHORIZATION, lambda ev: ev.ask(selection(), din.ServicePaymentSelectionRes)),
    (states.PARAMETERS, lambda ev: ev.ask(din.ContractAuthenticationReq(), din.ContractAuthenticationRes)),
    (states.CABLE_CHECK, lambda ev: ev.ask(parameters(), din.ChargeParameterDiscoveryRes)),
    (states.PRE_CHARGE, lambda ev: [ev.ask(CABLE_CHECK, din.CableCheckRes), ev.ask(CABLE_CHECK, din.CableCheckRes)]),
    (states.PRE_CHARGING, lambda ev: ev.ask(pre_charge(), din.PreChargeRes)),
    (states.CHARGING_FIRST, lambda ev: ev.ask(START, din.PowerDeliveryRes)),
    (states.CHARGING, lambda ev: ev.ask(current_demand(), din.CurrentDemandRes)),
    (states.WELDING, lambda ev: ev.ask(STOP, din.PowerDeliveryRes)),
]


def bench(config: Config = DC, hardware: Hardware | None = None) -> Bench:
    return Bench(config, protocol="din", hardware=hardware)


def reach(ev: Bench, state: str) -> Bench:
    """Go through the session until `state`, the pilot and all else as it should be."""
    names = [name for name, _ in WAY]
    begun = names.index(ev.session.state) + 1 if ev.session.state in names else 0
    for reached, step in WAY[begun:]:
        if ev.session.state == state:
            break
        step(ev)
        assert ev.session.state == reached, (ev.session.state, reached, ev.ended)
    assert ev.session.state == state
    return ev
