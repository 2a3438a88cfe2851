"""Authorization by external means: granted, pending, rejected, timed out."""

from __future__ import annotations

from secc.conformance.check import DC, Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import requests, walk
from secc.messages import iso2 as m
from secc.session.commands import Authorized

area = Area("ISO-2", "Authorization")
AREAS = [area]
WAITING = m.EVSEProcessingType.Ongoing_WaitingForCustomerInteraction


def _waiting(ev: Ev) -> None:
    response = ev.ask(requests.authorization(), m.AuthorizationRes)
    require(response.evse_processing is WAITING, f"EVSEProcessing {response.evse_processing.value}")


@area.check("ISO2-AUT-001", "a granted authorization finishes it", "V2G2-856; TC Authorization_001")
def granted(ev: Ev) -> None:
    """By the first request."""
    walk.to(ev, "dc", "Authorization")
    ev.station.tell(Authorized(verdict="accepted"))
    response = ev.ask(requests.authorization(), m.AuthorizationRes)
    require(response.evse_processing is m.EVSEProcessingType.Finished, f"EVSEProcessing {response.evse_processing.value}")


@area.check("ISO2-AUT-002", "without a decision the EV waits for the customer", "V2G2-854")
def pending(ev: Ev) -> None:
    """For 90 s; the connection stays open."""
    ev.leave_undecided()
    walk.to(ev, "dc", "Authorization")
    for _ in range(90):
        _waiting(ev)
        ev.wait(1.0)


@area.check("ISO2-AUT-003", "a rejected card is no failure: the next one may be accepted", "V2G2-854")
def rejected_then_granted(ev: Ev) -> None:
    """Never FAILED in between."""
    ev.leave_undecided()
    walk.to(ev, "dc", "Authorization")
    _waiting(ev)
    ev.station.tell(Authorized(verdict="rejected"))
    for _ in range(5):
        _waiting(ev)
        ev.wait(1.0)
    ev.station.tell(Authorized(verdict="accepted"))
    walk.poll(ev, requests.authorization, m.AuthorizationRes, 2.0)


@area.check("ISO2-AUT-004", "when the configured time for authorization is over, the session fails", "")
def timed_out(ev: Ev) -> None:
    """Waiting for the customer until then."""
    ev.leave_undecided()
    walk.to(ev, "dc", "Authorization")
    begin, limit = ev.now(), DC.timeouts.eim_authorization_s
    while ev.now() - begin < limit - 2.0:
        _waiting(ev)
        ev.wait(1.0)
    ev.wait(begin + limit + 1.0 - ev.now())
    ev.refused(requests.authorization(), m.AuthorizationRes, "FAILED")


@area.check("ISO2-AUT-017", "Authorization after it is finished is a sequence error", "V2G2-459")
def again(ev: Ev) -> None:
    """ChargeParameterDiscovery is due."""
    walk.to(ev, "dc", "ChargeParameterDiscovery")
    ev.refused(requests.authorization(), m.AuthorizationRes, "FAILED_SequenceError")
