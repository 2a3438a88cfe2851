"""supportedAppProtocol for -20, and which connections may carry it at all."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from secc.config import Config
from secc.conformance.bench import Tls
from secc.conformance.check import Area
from secc.conformance.dialect import ISO20
from secc.conformance.ev import Ev, require
from secc.conformance.iso20 import requests
from secc.conformance.iso20.car import AC_NAMESPACE, DC, DC_NAMESPACE, station
from secc.session.events import SessionStarted

area = Area("ISO-20", "sap")
transport = Area("ISO-20", "transport")
AREAS = [area, transport]
ISO_2 = "urn:iso:15118:2:2013:MsgDef"
DER_NAMESPACE = "urn:iso:std:iso:15118:-20:AC-DER-IEC"
OK, DEVIATION = "OK_SuccessfulNegotiation", "OK_SuccessfulNegotiationWithMinorDeviation"
BOTH = station(2, energy=["ac", "dc"], protocols=["iso2", "iso20_ac", "iso20_dc"])
Offer = tuple[str, int, int, int, int]


class Choice(NamedTuple):
    """An offer as (namespace, major, minor, schema id, priority) entries, and the schema id it must lead to; None: refused."""

    id: str
    title: str
    requirement: str
    offers: tuple[Offer, ...]
    chosen: int | None
    code: str = OK
    config: Config = DC
    tls: Tls = "1.3"


UNKNOWN = tuple((f"urn:unknown:{number}", 1, 0, number, number) for number in range(1, 20))
CHOICES = (
    Choice(
        "ISO20-SAP-001", "priority decides, not position", "V2G20-169 V2G20-167", ((AC_NAMESPACE, 1, 0, 1, 2), (DC_NAMESPACE, 1, 0, 2, 1)), 2,
        config=BOTH,
    ),
    Choice("ISO20-SAP-002", "what the station does not serve is skipped", "V2G20-169", ((AC_NAMESPACE, 1, 0, 1, 1), (DC_NAMESPACE, 1, 0, 2, 2)), 2),
    Choice("ISO20-SAP-003", "AC alone is refused by a DC station", "V2G20-169", ((AC_NAMESPACE, 1, 0, 1, 1),), None),
    Choice("ISO20-SAP-004", "another major version is refused", "", ((DC_NAMESPACE, 2, 0, 1, 1),), None),
    Choice("ISO20-SAP-005", "another minor version is chosen, as a deviation", "", ((DC_NAMESPACE, 1, 7, 5, 1),), 5, DEVIATION),
    Choice("ISO20-SAP-008", "the last of twenty is the only one supported", "V2G20-167 V2G20-169", (*UNKNOWN, (DC_NAMESPACE, 1, 0, 99, 20)), 99),
)


def choose(choice: Choice, ev: Ev) -> None:
    """One offer and the answer it must get; a refusal ends the connection."""
    ev.open(tls=choice.tls)
    if choice.chosen is None:
        response = ev.negotiate(*choice.offers, code="Failed_NoNegotiation")
        require(response.schema_id is None, f"a refusal carries SchemaID {response.schema_id}")
        ev.expect_closed()
        return
    response = ev.negotiate(*choice.offers, code=choice.code)
    require(response.schema_id == choice.chosen, f"SchemaID {choice.chosen} expected, {response.schema_id} came")


for _choice in CHOICES:
    area.add(_choice.id, _choice.title, _choice.requirement, _choice.config, partial(choose, _choice))
for _choice in (
    Choice("ISO20-TRANSPORT-002", "-20 on plain TCP is refused", "V2G20-2356 V2G20-1805", ((DC_NAMESPACE, 1, 0, 1, 1),), None, tls=False),
    Choice(
        "ISO20-TRANSPORT-003", "on TLS 1.2 the EV gets -2", "V2G20-2356 V2G20-2359", ((DC_NAMESPACE, 1, 0, 1, 1), (ISO_2, 2, 0, 2, 2)), 2,
        tls=True,
    ),
):
    transport.add(_choice.id, _choice.title, _choice.requirement, _choice.config, partial(choose, _choice))


@area.check("ISO20-SAP-006", "another message before supportedAppProtocolReq closes the connection", "", DC)
def out_of_order(ev: Ev) -> None:
    """SessionSetupReq on 0x8002: no session, and the end when the 18 s for communication set-up are over, if not before."""
    ev.open(tls="1.3")
    ev.dialect = ISO20
    ev.send(requests.session_setup())
    ev.expect_closed(18.5)
    require(not ev.station.told(SessionStarted), "a session was started")
