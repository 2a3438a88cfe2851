"""The way of a good DIN session up to where a check begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from secc.conformance.dialect import DIN
from secc.conformance.din import requests
from secc.conformance.ev import Ev, require
from secc.messages import din as m
from secc.session.commands import Authorized

P = TypeVar("P", m.ContractAuthenticationRes, m.ChargeParameterDiscoveryRes, m.CableCheckRes)
NAMESPACE = "urn:din:70121:2012:MsgDef"


def select(ev: Ev) -> None:
    """supportedAppProtocol chooses DIN."""
    ev.negotiate((NAMESPACE, 2, 0, 1, 1))
    ev.dialect, ev.session_id = DIN, bytes(8)


def set_up(ev: Ev) -> None:
    """SessionSetup."""
    ev.ask(requests.session_setup(), m.SessionSetupRes, "OK_NewSessionEstablished")


def discover(ev: Ev) -> None:
    """ServiceDiscovery."""
    ev.ask(requests.service_discovery(), m.ServiceDiscoveryRes)


def choose_payment(ev: Ev) -> None:
    """ServicePaymentSelection."""
    ev.ask(requests.payment_selection(), m.ServicePaymentSelectionRes)


def authenticate(ev: Ev) -> None:
    """ContractAuthentication by a card that is accepted at once."""
    ev.station.tell(Authorized(verdict="accepted"))
    poll(ev, requests.authentication, m.ContractAuthenticationRes)


def negotiate(ev: Ev) -> None:
    """ChargeParameterDiscovery."""
    poll(ev, requests.charge_parameters, m.ChargeParameterDiscoveryRes)


def check_cable(ev: Ev) -> None:
    """State C, then CableCheck until it is finished."""
    ev.pilot("C")
    poll(ev, requests.cable_check, m.CableCheckRes)


def pre_charge(ev: Ev) -> None:
    """PreCharge until the voltage is within 20 V of the target."""
    for _ in range(70):
        response = ev.ask(requests.pre_charge(), m.PreChargeRes)
        if abs(requests.number(response.evse_present_voltage) - 400.0) <= 20.0:
            return
        ev.wait(0.1)
    require(False, "no pre-charge voltage within 7 s")


def start(ev: Ev) -> None:
    """PowerDelivery with ReadyToChargeState true."""
    ev.ask(requests.power_delivery(), m.PowerDeliveryRes)


def loop(ev: Ev) -> None:
    """One turn of the loop."""
    ev.ask(requests.current_demand(), m.CurrentDemandRes)


def stop(ev: Ev) -> None:
    """PowerDelivery with ReadyToChargeState false, then state B."""
    ev.ask(requests.power_delivery(False), m.PowerDeliveryRes)
    ev.pilot("B")


STEPS: list[tuple[str, Callable[[Ev], None]]] = [
    ("SupportedAppProtocol", select), ("SessionSetup", set_up), ("ServiceDiscovery", discover),
    ("ServicePaymentSelection", choose_payment), ("ContractAuthentication", authenticate), ("ChargeParameterDiscovery", negotiate),
    ("CableCheck", check_cable), ("PreCharge", pre_charge), ("PowerDelivery", start), ("CurrentDemand", loop), ("Stop", stop),
]
"""What an EV does. The name of a step is that of the message with which it begins."""


def to(ev: Ev, before: str) -> None:
    """Plug in, connect and walk until the SECC waits for `before`."""
    _walk(ev, [name for name, _ in STEPS].index(before))


def through(ev: Ev, after: str) -> None:
    """Plug in, connect and walk until step `after` is done."""
    _walk(ev, [name for name, _ in STEPS].index(after) + 1)


def _walk(ev: Ev, count: int) -> None:
    ev.open()
    for _, step in STEPS[:count]:
        step(ev)


def end(ev: Ev) -> None:
    """SessionStop and the end of the connection."""
    ev.ask(requests.session_stop(), m.SessionStopRes)
    ev.expect_closed()


def poll(ev: Ev, request: Callable[[], object], kind: type[P], within_s: float = 40.0) -> P:
    """Repeat a request every 200 ms until its answer says Finished; CheckFailed when it does not in this time."""
    until = ev.now() + within_s
    while True:
        response = ev.ask(request(), kind)
        if response.evse_processing is m.EVSEProcessingType.Finished:
            return response
        require(ev.now() < until, f"{kind.__name__} was not Finished within {within_s} s")
        ev.wait(0.2)
