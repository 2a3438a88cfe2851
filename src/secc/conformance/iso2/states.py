"""The families that every waiting state of -2 goes through: wrong request, foreign session, silence, broken V2GTP header."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal, NamedTuple

from secc.config import Config
from secc.conformance.check import AC, DC, Area, Body
from secc.conformance.ev import Ev, frame, require
from secc.conformance.iso2 import contract, receipts, requests, walk
from secc.messages import iso2 as m


class State(NamedTuple):
    """A waiting state: its number in the families, its area, how to get there, what it waits for, and what is wrong there."""

    number: int
    area: str
    energy: Literal["ac", "dc"]
    reach: Callable[[Ev], None]
    awaited: str
    wrong: str = "ServiceDiscovery"
    config: Config | None = None

    @property
    def station(self) -> Config:
        """The station that it needs."""
        return self.config or (AC if self.energy == "ac" else DC)


def _to(energy: str, before: str) -> Callable[[Ev], None]:
    return lambda ev: walk.to(ev, energy, before)


def _through(energy: str, after: str) -> Callable[[Ev], None]:
    return lambda ev: walk.through(ev, energy, after)


def _service(parameter_set: int) -> Callable[[Ev], None]:
    return lambda ev: contract.select(ev, (contract.SERVICE, parameter_set))


def _receipt_due(ev: Ev) -> None:
    receipts.due(ev)


def _cable_check(ev: Ev) -> None:
    walk.to(ev, "dc", "CableCheck")
    ev.pilot("C")


STATES = (
    State(1, "ServiceDiscovery", "dc", _to("dc", "ServiceDiscovery"), "ServiceDiscovery", "Authorization"),
    State(2, "ServiceDetail", "dc", _to("dc", "PaymentServiceSelection"), "ServiceDetail", "Authorization"),
    State(3, "PaymentServiceSelection", "dc", _to("dc", "PaymentServiceSelection"), "PaymentServiceSelection"),
    State(4, "PaymentDetails", "ac", contract.select, "PaymentDetails", config=contract.PNC),
    State(5, "Authorization", "dc", _to("dc", "Authorization"), "Authorization"),
    State(6, "CertificateInstallation", "ac", _service(contract.INSTALL), "CertificateInstallation", config=contract.PNC),
    State(7, "CertificateUpdate", "ac", _service(contract.UPDATE), "CertificateUpdate", config=contract.PNC),
    State(8, "ChargeParameterDiscovery", "dc", _to("dc", "ChargeParameterDiscovery"), "ChargeParameterDiscovery"),
    State(9, "PowerDelivery-AC", "ac", _to("ac", "PowerDelivery"), "PowerDelivery"),
    State(10, "ChargingStatus", "ac", _through("ac", "ChargingStatus"), "ChargingStatus"),
    State(11, "CableCheck", "dc", _cable_check, "CableCheck"),
    State(12, "PreCharge", "dc", _to("dc", "PreCharge"), "PreCharge"),
    State(13, "PowerDelivery-DC", "dc", _to("dc", "PowerDelivery"), "PowerDelivery"),
    State(14, "CurrentDemand", "dc", _through("dc", "CurrentDemand"), "CurrentDemand"),
    State(15, "MeteringReceipt", "ac", _receipt_due, "MeteringReceipt", config=receipts.AC),
    State(16, "WeldingDetection", "dc", _through("dc", "Stop"), "WeldingDetection"),
    State(17, "SessionStop", "dc", _through("dc", "Stop"), "SessionStop"),
)
BROKEN_HEADER = {
    1: "ServiceDiscovery", 2: "Authorization", 3: "ChargeParameterDiscovery", 4: "ChargingStatus", 5: "CurrentDemand", 6: "SessionStop",
}


def _paired(request: object) -> type[object]:
    kind: type[object] = getattr(m, type(request).__name__[:-3] + "Res")
    return kind


def sequence_error(state: State, ev: Ev) -> None:
    """A well-formed request that is not allowed here."""
    state.reach(ev)
    request = requests.named(state.wrong, state.energy)
    ev.refused(request, _paired(request), "FAILED_SequenceError")


def unknown_session(state: State, ev: Ev) -> None:
    """The awaited request with one bit of the session id changed."""
    state.reach(ev)
    foreign = ev.session_id[:-1] + bytes([ev.session_id[-1] ^ 1])
    request = requests.named(state.awaited, state.energy)
    ev.refused(request, _paired(request), "FAILED_UnknownSession", session_id=foreign)


def sequence_timeout(state: State, ev: Ev) -> None:
    """Nothing for 60 s after the last response. The next session finds nothing of this one."""
    state.reach(ev)
    ev.expect_closed(62.0, not_before_s=59.9)
    ev.expect_dead()
    require(ev.station.datalink == "error", f"D-LINK action error expected, got {ev.station.datalink!r}")
    old = ev.session_id
    ev.pilot("B")
    ev.replug()
    ev.reconnect(tls=state.station.tls.mode != "off")
    walk.select(ev)
    ev.ask(requests.session_setup(), m.SessionSetupRes, "OK_NewSessionEstablished", session_id=old)
    require(ev.session_id != old, "the id of the dead session was given out again")


def broken_header(state: State, ev: Ev) -> None:
    """The awaited request under a wrong inverse version byte, then under a right one."""
    state.reach(ev)
    request = requests.named(state.awaited, state.energy)
    ev.send_raw(frame(ev.payload(request), inverse=0x00))
    ev.expect_silence(2.0)
    ev.ask(request, _paired(request))


class Family(NamedTuple):
    """One family: the prefix of its ids, a title, its requirement and its body."""

    prefix: str
    title: str
    requirement: str
    body: Callable[[State, Ev], None]


FAMILIES = (
    Family(
        "ISO2-SEQ", "{wrong}Req where {awaited}Req is due: FAILED_SequenceError and the end", "V2G2-459 V2G2-538 V2G2-539", sequence_error
    ),
    Family("ISO2-SID", "{awaited}Req with a foreign SessionID: FAILED_UnknownSession and the end", "V2G2-460", unknown_session),
    Family("ISO2-TMO", "no {awaited}Req for 60 s: closed without a message", "V2G2-443 V2G2-536 V2G2-537", sequence_timeout),
)


def _areas() -> list[Area]:
    areas = {state.area: Area("ISO-2", state.area) for state in STATES}
    for state in STATES:
        for family in FAMILIES:
            if (family.prefix, state.number) == ("ISO2-TMO", 17):
                continue  # the same state as number 16
            body: Body = partial(family.body, state)
            title = family.title.format(wrong=state.wrong, awaited=state.awaited)
            areas[state.area].add(f"{family.prefix}-{state.number:03}", title, family.requirement, state.station, body)
    by_area = {state.area: state for state in STATES}
    for number, area in BROKEN_HEADER.items():
        state = by_area[area]
        title = f"{state.awaited}Req under a broken V2GTP header is ignored, under a good one answered"
        areas[area].add(f"ISO2-HDR-{number:03}", title, "", state.station, partial(broken_header, state))
    return list(areas.values())


AREAS = _areas()
