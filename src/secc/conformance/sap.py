"""supportedAppProtocol: selection by the EV's priority among what the station supports, refusal, order and time."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from secc.config import Config
from secc.conformance.check import DC, Area, setup
from secc.conformance.dialect import ISO2
from secc.conformance.ev import Ev, frame, require
from secc.conformance.iso2 import requests, walk
from secc.messages import sap

area = Area("SAP", "SupportedAppProtocol")
AREAS = [area]
ISO_2, DIN, ISO_20_DC = "urn:iso:15118:2:2013:MsgDef", "urn:din:70121:2012:MsgDef", "urn:iso:std:iso:15118:-20:DC"
VENDOR = "urn:vendor:din:2018:MsgDef"
OK, DEVIATION = "OK_SuccessfulNegotiation", "OK_SuccessfulNegotiationWithMinorDeviation"
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


CHOICES = (
    Choice("SAP-SAP-001", "-2 alone is chosen", "V2G2-169", ((ISO_2, 2, 0, 10, 1),), 10),
    Choice("SAP-SAP-002", "another minor version is chosen, as a deviation", "V2G2-169", ((ISO_2, 2, 5, 10, 1),), 10, DEVIATION),
    Choice("SAP-SAP-003", "another major version is refused", "V2G2-172", ((ISO_2, 3, 0, 10, 1),), None),
    Choice("SAP-SAP-004", "an unknown namespace is refused", "V2G2-172", (("urn:unknown:2013:MsgDef", 2, 0, 10, 1),), None),
    Choice("SAP-SAP-005", "DIN first, -2 second: DIN", "V2G2-169", ((DIN, 2, 0, 1, 1), (ISO_2, 2, 0, 2, 2)), 1),
    Choice("SAP-SAP-006", "-2 first, DIN second: -2", "V2G2-169", ((ISO_2, 2, 0, 2, 1), (DIN, 2, 0, 1, 2)), 2),
    Choice("SAP-SAP-007", "a vendor's namespace first, -2 second: -2", "", ((VENDOR, 0, 7, 0, 1), (ISO_2, 2, 0, 1, 2)), 1),
    Choice("SAP-SAP-008", "priority decides, not position", "V2G2-169", ((DIN, 2, 0, 1, 2), (ISO_2, 2, 0, 2, 1)), 2),
    Choice("SAP-SAP-009", "a wrong major first, DIN second: DIN", "V2G2-169", ((ISO_2, 3, 0, 1, 1), (DIN, 2, 0, 2, 2)), 2),
    Choice(
        "SAP-SAP-010", "the last of twenty is the only one supported", "V2G2-167",
        (*((f"urn:unknown:{number}", 2, 0, number, number) for number in range(1, 20)), (ISO_2, 2, 0, 77, 20)), 77,
    ),
    Choice("SAP-SAP-016", "DIN is refused where it is switched off", "", ((DIN, 2, 0, 1, 1),), None, config=setup(protocols=["iso2"])),
    Choice(
        "SAP-SAP-017", "-20 first on plain TCP, -2 second: -2", "", ((ISO_20_DC, 1, 0, 1, 1), (ISO_2, 2, 0, 2, 2)), 2,
        config=setup(protocols=["iso2", "din", "iso20_dc"]),
    ),
)


def choose(choice: Choice, ev: Ev) -> None:
    """One offer and the answer it must get; a refusal ends the connection."""
    ev.open()
    if choice.chosen is None:
        response = ev.negotiate(*choice.offers, code="Failed_NoNegotiation")
        require(response.schema_id is None, f"a refusal carries SchemaID {response.schema_id}")
        ev.expect_closed()
        return
    response = ev.negotiate(*choice.offers, code=choice.code)
    require(response.schema_id == choice.chosen, f"SchemaID {choice.chosen} expected, {response.schema_id} came")


for _choice in CHOICES:
    area.add(_choice.id, _choice.title, _choice.requirement, _choice.config, partial(choose, _choice))


@area.check("SAP-SAP-011", "the schema id is echoed, whatever it is", "")
def echoed(ev: Ev) -> None:
    """255, then 0 on another connection."""
    ev.open()
    for schema_id in (255, 0):
        response = ev.negotiate((ISO_2, 2, 0, schema_id, 1))
        require(response.schema_id == schema_id, f"SchemaID {schema_id} expected, {response.schema_id} came")
        ev.close()
        ev.expect_closed()
        ev.replug()
        ev.reconnect()


@area.check("SAP-SAP-012", "a silent connection is closed when the 18 s for communication set-up are over", "V2G2-714 V2G2-716")
def silent(ev: Ev) -> None:
    """Connected 2 s after D-LINK READY, no message at all."""
    ev.time_link()
    ev.plug_in()
    ev.wait(2.0)
    ev.reconnect()
    ev.expect_closed(17.0, not_before_s=15.0)


@area.check("SAP-SAP-013", "18 s after D-LINK READY the announced port does not accept any more", "V2G2-714 V2G2-716")
def too_late(ev: Ev) -> None:
    """The port is known from a good SDP response."""
    ev.time_link()
    ev.plug_in()
    require(ev.sdp() is not None, "no answer to the SDP request")
    ev.wait(18.5)
    require(not ev.try_connect(), "a connection was accepted more than 18 s after D-LINK READY")


@area.check("SAP-SAP-014", "another message before supportedAppProtocolReq closes the connection", "")
def out_of_order(ev: Ev) -> None:
    """SessionSetupReq first: no response, the end."""
    ev.open()
    ev.dialect = ISO2
    ev.send(requests.session_setup())
    ev.expect_closed()


@area.check("SAP-SAP-015", "a second supportedAppProtocolReq is no new negotiation", "")
def twice(ev: Ev) -> None:
    """It is ignored or ends the connection; where it is ignored, -2 goes on."""
    ev.open()
    entry = sap.AppProtocolType(protocol_namespace=DIN, version_number_major=2, version_number_minor=0, schema_id=1, priority=1)
    second = frame(ev.payload(sap.supportedAppProtocolReq(app_protocol=(entry,))))
    walk.select(ev)
    ev.send_raw(second)
    data = ev.connection.receive(2.0)
    require(not data, f"a second supportedAppProtocolReq was answered with {data.hex()}")
    if not ev.connection.closed:
        walk.set_up(ev)
