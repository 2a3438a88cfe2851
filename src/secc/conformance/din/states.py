"""The families that every waiting state of DIN goes through: wrong request, foreign session."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from secc.conformance.check import DC, Area
from secc.conformance.din import requests, walk
from secc.conformance.ev import Ev
from secc.messages import din as m


class State(NamedTuple):
    """A waiting state: how to get there and what it waits for."""

    awaited: str
    reach: Callable[[Ev], None]


def _to(before: str) -> Callable[[Ev], None]:
    return lambda ev: walk.to(ev, before)


def _cable_check(ev: Ev) -> None:
    walk.to(ev, "CableCheck")
    ev.pilot("C")


STATES = (
    State("ServicePaymentSelection", _to("ServicePaymentSelection")),
    State("ContractAuthentication", _to("ContractAuthentication")),
    State("ChargeParameterDiscovery", _to("ChargeParameterDiscovery")),
    State("CableCheck", _cable_check),
    State("PreCharge", _to("PreCharge")),
    State("CurrentDemand", lambda ev: walk.through(ev, "CurrentDemand")),
    State("WeldingDetection", lambda ev: walk.through(ev, "Stop")),
    State("SessionStop", lambda ev: walk.through(ev, "Stop")),
)


def _paired(name: str) -> type[object]:
    kind: type[object] = getattr(m, f"{name}Res")
    return kind


def sequence_error(state: State, ev: Ev) -> None:
    """ServiceDiscovery, which is over."""
    state.reach(ev)
    ev.refused(requests.service_discovery(), m.ServiceDiscoveryRes, "FAILED_SequenceError")


def unknown_session(state: State, ev: Ev) -> None:
    """The awaited request with one bit of the session id changed."""
    state.reach(ev)
    foreign = ev.session_id[:-1] + bytes([ev.session_id[-1] ^ 1])
    ev.refused(requests.NAMED[state.awaited](), _paired(state.awaited), "FAILED_UnknownSession", session_id=foreign)


def _area(number: int, state: State) -> Area:
    area = Area("DIN", state.awaited)
    awaited = f"{state.awaited}Req"
    title = f"ServiceDiscoveryReq where {awaited} is due: FAILED_SequenceError and the end"
    area.add(f"DIN-SEQ-{number:03}", title, "V2G-DC-390 V2G-DC-665", DC, partial(sequence_error, state))
    title = f"{awaited} with a foreign SessionID: FAILED_UnknownSession and the end"
    area.add(f"DIN-SID-{number:03}", title, "V2G-DC-391 V2G-DC-665", DC, partial(unknown_session, state))
    return area


AREAS = [_area(number, state) for number, state in enumerate(STATES, start=1)]
