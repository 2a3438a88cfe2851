"""Twin of secc.session.sap."""

from __future__ import annotations

from itertools import permutations
from typing import Literal

import pytest
from msgspec.structs import replace

from secc import messages, v2gtp
from secc.config import Config, Outlet, Tls
from secc.messages import sap
from secc.messages.sap import responseCodeType as Code
from secc.session import events
from secc.session.link import Link
from secc.session.sap import OFFERS, Offer

from .bench import Bench
from .iso2.steps import session_setup

DIN, ISO2, AC20, DC20 = (offer.namespace for offer in OFFERS)
VENDOR = "urn:tesla:din:2018:MsgDef"
BOTH = Config(outlet=Outlet(energy=("dc",)))
EVERYTHING = Config(outlet=Outlet(energy=("ac", "dc")))


def ask(*entries: tuple[str, int, int, int, int], config: Config = BOTH, tls: Literal["1.2", "1.3"] | None = None) -> tuple[str, int | None, Bench]:
    ev = Bench(config, link=Link(tls=tls))
    answer = ev.offer(*entries)
    assert answer is not None
    return answer.response_code.value, answer.schema_id, ev


@pytest.mark.parametrize(("entries", "code", "schema"), [
    ([(ISO2, 2, 0, 10, 1)], Code.OK_SuccessfulNegotiation, 10),
    ([(ISO2, 2, 5, 10, 1)], Code.OK_SuccessfulNegotiationWithMinorDeviation, 10),
    ([(ISO2, 3, 0, 10, 1)], Code.Failed_NoNegotiation, None),
    ([(VENDOR, 0, 7, 10, 1)], Code.Failed_NoNegotiation, None),
    ([(DIN, 2, 0, 1, 1), (ISO2, 2, 0, 2, 2)], Code.OK_SuccessfulNegotiation, 1),
    ([(ISO2, 2, 0, 2, 1), (DIN, 2, 0, 1, 2)], Code.OK_SuccessfulNegotiation, 2),
    ([(VENDOR, 0, 7, 5, 1), (ISO2, 2, 0, 2, 2)], Code.OK_SuccessfulNegotiation, 2),
    ([(ISO2, 2, 0, 2, 2), (DIN, 2, 0, 1, 1)], Code.OK_SuccessfulNegotiation, 1),
    ([(ISO2, 3, 0, 2, 1), (DIN, 2, 0, 1, 2)], Code.OK_SuccessfulNegotiation, 1),
    ([(f"urn:x:{i}", 1, 0, i, i) for i in range(1, 20)] + [(ISO2, 2, 0, 20, 20)], Code.OK_SuccessfulNegotiation, 20),
    ([(ISO2, 2, 0, 255, 1)], Code.OK_SuccessfulNegotiation, 255),
    ([(ISO2, 2, 0, 0, 1)], Code.OK_SuccessfulNegotiation, 0),
    ([(DIN, 2, 0, 7, 1), (ISO2, 2, 0, 8, 1)], Code.OK_SuccessfulNegotiation, 7),
    ([(DC20, 1, 0, 3, 1), (ISO2, 2, 0, 2, 2)], Code.OK_SuccessfulNegotiation, 2),
])
def test_the_stations_abilities_filter_and_the_evs_priority_ranks(
    entries: list[tuple[str, int, int, int, int]], code: Code, schema: int | None
) -> None:
    assert ask(*entries)[:2] == (code, schema)


def test_the_order_of_entries_never_matters() -> None:
    entries = [(VENDOR, 1, 0, 1, 1), (ISO2, 2, 0, 2, 2), (DIN, 2, 0, 3, 3), (ISO2, 9, 0, 4, 4)]
    assert {ask(*order)[:2] for order in permutations(entries)} == {("OK_SuccessfulNegotiation", 2)}


@pytest.mark.parametrize(("namespace", "tls", "config", "served"), [
    (DIN, None, BOTH, True), (DIN, "1.2", BOTH, False), (DIN, None, Config(outlet=Outlet(energy=("ac",))), False),
    (DIN, None, replace(BOTH, outlet=replace(BOTH.outlet, protocols=("iso2",))), False),
    (ISO2, "1.2", BOTH, True), (ISO2, "1.3", BOTH, True), (ISO2, None, Config(outlet=Outlet(energy=("mcs",))), False),
])
def test_each_protocol_has_its_conditions(namespace: str, tls: Literal["1.2", "1.3"] | None, config: Config, served: bool) -> None:
    assert (ask((namespace, 2, 0, 1, 1), config=config, tls=tls)[0] == "OK_SuccessfulNegotiation") is served


@pytest.mark.parametrize("offer", OFFERS, ids=[offer.protocol for offer in OFFERS])
def test_iso_15118_20_needs_tls_13_unless_a_laboratory_allows_less(offer: object) -> None:
    row = next(row for row in OFFERS if row is offer)
    if row.protocol.startswith("iso20"):
        assert [row.admissible(EVERYTHING, Link(tls=tls)) for tls in (None, "1.2", "1.3")] == [False, False, True]
        assert row.admissible(replace(EVERYTHING, tls=Tls(allow_insecure_20=True)), Link())


@pytest.mark.parametrize("offer", OFFERS[2:], ids=[offer.protocol for offer in OFFERS[2:]])
def test_where_vehicle_certificates_are_optional_iso_15118_20_still_needs_one(offer: Offer) -> None:
    config = replace(EVERYTHING, tls=Tls(client_certificate="optional"))
    assert [offer.admissible(config, Link(tls="1.3", peer_chain=chain)) for chain in ((), (b"leaf",))] == [False, True]


def test_the_offer_is_told_as_it_came() -> None:
    ev = ask((VENDOR, 0, 7, 5, 1), (ISO2, 2, 1, 2, 2))[2]
    assert ev.seen(events.ProtocolSelected) == [
        events.ProtocolSelected(protocol="iso2", namespace=ISO2, offered=((VENDOR, 0, 7, 1), (ISO2, 2, 1, 2)), schema_ids=(5, 2), schema_id=2),
    ]
    assert ev.session.negotiated
    assert ev.session.protocol == "iso2"


def test_without_a_common_protocol_the_connection_closes() -> None:
    ev = ask((VENDOR, 0, 7, 5, 1))[2]
    assert ev.ended == events.SessionEnded(
        ok=False, reason="no_common_protocol", state="SupportedAppProtocol", datalink="terminate", detail=VENDOR,
    )
    assert not ev.session.negotiated


def test_anything_else_as_the_first_message_closes_without_an_answer() -> None:
    ev = Bench(BOTH)
    ev.send(session_setup())
    assert ev.payloads() == []
    assert ev.ended is not None
    assert ev.ended.reason in ("undecodable", "no_request")


def test_a_response_as_the_first_message_closes_too() -> None:
    ev = Bench(BOTH)
    answer = sap.supportedAppProtocolRes(response_code=Code.OK_SuccessfulNegotiation, schema_id=1)
    ev.feed(v2gtp.frame(v2gtp.EXI, messages.encode("sap", answer)))
    assert ev.payloads() == []
    assert ev.session.closing


def test_a_second_negotiation_is_not_one() -> None:
    ev = ask((ISO2, 2, 0, 1, 1))[2]
    again = sap.supportedAppProtocolReq(app_protocol=(
        sap.AppProtocolType(protocol_namespace=DIN, version_number_major=2, version_number_minor=0, schema_id=9, priority=1),
    ))
    ev.feed(v2gtp.frame(v2gtp.EXI, messages.encode("sap", again)))
    assert ev.payloads() == []
    assert ev.session.protocol == "iso2"
    assert not ev.session.closing
