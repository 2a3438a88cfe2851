"""The way of a good -2 session up to where a check begins. Every answer on the way is judged as everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from secc.conformance.dialect import ISO2
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import requests
from secc.messages import iso2 as m
from secc.session.commands import Authorized

P = TypeVar("P", m.AuthorizationRes, m.ChargeParameterDiscoveryRes, m.CableCheckRes)
NAMESPACE = "urn:iso:15118:2:2013:MsgDef"


def select(ev: Ev) -> None:
    """supportedAppProtocol chooses -2. Then SessionSetupReq is due."""
    ev.negotiate((NAMESPACE, 2, 0, 10, 1))
    ev.dialect, ev.session_id = ISO2, bytes(8)


def set_up(ev: Ev) -> None:
    """SessionSetup of a new session."""
    ev.ask(requests.session_setup(), m.SessionSetupRes, "OK_NewSessionEstablished")


def discover(ev: Ev) -> None:
    """ServiceDiscovery."""
    ev.ask(requests.service_discovery(), m.ServiceDiscoveryRes)


def choose_payment(ev: Ev) -> None:
    """PaymentServiceSelection of ExternalPayment."""
    ev.ask(requests.payment_selection(), m.PaymentServiceSelectionRes)


def authorize(ev: Ev) -> None:
    """Authorization by a card that is accepted at once."""
    ev.station.tell(Authorized(verdict="accepted"))
    poll(ev, requests.authorization, m.AuthorizationRes)


def negotiate_ac(ev: Ev) -> None:
    """ChargeParameterDiscovery, AC."""
    poll(ev, lambda: requests.named("ChargeParameterDiscovery", "ac"), m.ChargeParameterDiscoveryRes)


def negotiate_dc(ev: Ev) -> None:
    """ChargeParameterDiscovery, DC."""
    poll(ev, lambda: requests.named("ChargeParameterDiscovery", "dc"), m.ChargeParameterDiscoveryRes)


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
    """PowerDelivery(Start), in state C."""
    ev.pilot("C")
    ev.ask(requests.power_delivery("Start"), m.PowerDeliveryRes)


def loop_ac(ev: Ev) -> None:
    """One turn of the AC loop."""
    ev.ask(requests.charging_status(), m.ChargingStatusRes)


def loop_dc(ev: Ev) -> None:
    """One turn of the DC loop."""
    ev.ask(requests.current_demand(), m.CurrentDemandRes)


def stop_ac(ev: Ev) -> None:
    """PowerDelivery(Stop); state B comes together with the request."""
    ev.send(requests.power_delivery("Stop"))
    ev.pilot("B")
    ev.expect(m.PowerDeliveryRes)


def stop_dc(ev: Ev) -> None:
    """PowerDelivery(Stop); state B follows the response."""
    ev.ask(requests.power_delivery("Stop"), m.PowerDeliveryRes)
    ev.pilot("B")


Step = tuple[str, Callable[[Ev], None]]
_BEGIN: list[Step] = [
    ("SupportedAppProtocol", select), ("SessionSetup", set_up), ("ServiceDiscovery", discover),
    ("PaymentServiceSelection", choose_payment), ("Authorization", authorize),
]
STEPS: dict[str, list[Step]] = {
    "ac": [*_BEGIN, ("ChargeParameterDiscovery", negotiate_ac), ("PowerDelivery", start), ("ChargingStatus", loop_ac), ("Stop", stop_ac)],
    "dc": [
        *_BEGIN, ("ChargeParameterDiscovery", negotiate_dc), ("CableCheck", check_cable), ("PreCharge", pre_charge),
        ("PowerDelivery", start), ("CurrentDemand", loop_dc), ("Stop", stop_dc),
    ],
}
"""What an EV does, by energy. The name of a step is that of the message with which it begins."""


def walk(ev: Ev, energy: str, *, before: str = "", after: str = "") -> None:
    """On the open connection, take every step that comes before step `before`, or all up to and including step `after`."""
    names = [name for name, _ in STEPS[energy]]
    end = names.index(before) if before else names.index(after) + 1
    for _, step in STEPS[energy][:end]:
        step(ev)


def to_large(ev: Ev, before: str) -> None:
    """As `to` in DC, for an EV that takes more than the station has and says so in ChargeParameterDiscovery: its own limits play no part."""
    to(ev, "dc", "ChargeParameterDiscovery")
    request = requests.charge_parameters(requests.dc_parameters(max_voltage_v=1200.0, max_current_a=1000.0, max_power_w=1_000_000.0))
    poll(ev, lambda: request, m.ChargeParameterDiscoveryRes)
    names = [name for name, _ in STEPS["dc"]]
    for _, step in STEPS["dc"][names.index("CableCheck"):names.index(before)]:
        step(ev)


def to(ev: Ev, energy: str, before: str) -> None:
    """Plug in, connect and walk until the SECC waits for `before`."""
    ev.open()
    walk(ev, energy, before=before)


def through(ev: Ev, energy: str, after: str) -> None:
    """Plug in, connect and walk until step `after` is done."""
    ev.open()
    walk(ev, energy, after=after)


def end(ev: Ev, how: str = "Terminate") -> None:
    """SessionStop and the end of the connection."""
    ev.ask(requests.session_stop(how), m.SessionStopRes)
    ev.expect_closed()


def poll(ev: Ev, request: Callable[[], object], kind: type[P], within_s: float = 40.0) -> P:
    """Repeat a request every 200 ms until its answer says Finished; CheckFailed when it does not in this time."""
    end = ev.now() + within_s
    while True:
        response = ev.ask(request(), kind)
        if response.evse_processing is m.EVSEProcessingType.Finished:
            return response
        require(ev.now() < end, f"{kind.__name__} was not Finished within {within_s} s")
        ev.wait(0.2)
