"""SECC discovery: which request is answered, what the answer says, and when there must be none."""

from __future__ import annotations

import hashlib
from functools import partial
from ipaddress import IPv6Address

from secc.conformance.bench import CheckFailed
from secc.conformance.check import DC, Area, setup
from secc.conformance.ev import Announced, Ev, frame, require
from secc.conformance.iso2 import walk

NO_TLS, TLS = 0x10, 0x00
discovery = Area("SDP", "SDP")
datagrams = Area("V2GTP", "V2GTP over UDP")
AREAS = [discovery, datagrams]

TLS_OPTIONAL = setup(tls="optional")
TLS_REQUIRED = setup(tls="required")


def _answer(ev: Ev, security: int = NO_TLS) -> Announced:
    answer = ev.sdp(security)
    if answer is None:
        raise CheckFailed("a valid SDP request was not answered")
    return answer


def _silent(ev: Ev, datagram: bytes, source: str = "fe80::1") -> None:
    require(ev.discover(datagram, source=source) is None, f"{datagram[:12].hex()} from {source} was answered")


@discovery.check("SDP-REQ-001", "a request without TLS gets a link-local address and a dynamic port", "V2G2-139 V2G2-156 V2G2-623")
def plain(ev: Ev) -> None:
    """The answer itself, and its time."""
    ev.plug_in()
    begin = ev.now()
    answer = _answer(ev)
    require(ev.now() - begin < 0.25, "the SDP response took longer than 250 ms")
    require(IPv6Address(answer.address).is_link_local, f"{IPv6Address(answer.address)} is not link-local")
    require(49152 <= answer.port <= 65535, f"port {answer.port} is outside 49152 to 65535")
    require((answer.security, answer.transport) == (NO_TLS, 0x00), f"security {answer.security:#x}, transport {answer.transport:#x}")


@discovery.check("SDP-REQ-002", "a request for TLS is answered with a port that does TLS", "V2G2-623", TLS_OPTIONAL)
def with_tls(ev: Ev) -> None:
    """The handshake is part of the check."""
    ev.plug_in()
    require(_answer(ev, TLS).security == TLS, "TLS was asked for and is configured, but not announced")
    ev.connect(tls=True)
    walk.select(ev)


@discovery.check("SDP-REQ-003", "a request for TLS where there is none is answered with the plain port", "")
def without_tls(ev: Ev) -> None:
    """The EV may then go on with EIM."""
    ev.plug_in()
    require(_answer(ev, TLS).security == NO_TLS, "TLS was announced though it is not configured")
    ev.connect()
    walk.select(ev)


@discovery.check("SDP-REQ-004", "where TLS is required no plain port is announced", "", TLS_REQUIRED)
def required_tls(ev: Ev) -> None:
    """The EV decides what to do with that."""
    ev.plug_in()
    require(_answer(ev, NO_TLS).security == TLS, "a plain port was announced though TLS is required")


@discovery.check("SDP-REQ-005", "the announced port accepts at once and speaks supportedAppProtocol", "")
def connectable(ev: Ev) -> None:
    """Discovery, connection, negotiation."""
    ev.open()
    walk.select(ev)


@discovery.check("SDP-REQ-006", "two requests get the same answer, which stays valid", "V2G2-159")
def repeated(ev: Ev) -> None:
    """250 ms apart, no connection between them."""
    ev.plug_in()
    first = _answer(ev)
    ev.wait(0.25)
    require(_answer(ev) == first, "the second answer differs from the first")
    ev.connect()
    walk.select(ev)


@discovery.check("SDP-REQ-007", "fifty requests are answered fifty times", "V2G2-161")
def fifty(ev: Ev) -> None:
    """In steps of 250 ms."""
    ev.plug_in()
    answers = set()
    for _ in range(50):
        answers.add(_answer(ev))
        ev.wait(0.25)
    require(len(answers) == 1, "the answers differ")
    ev.connect()


@discovery.check("SDP-REQ-008", "while a session is active there is no answer", "")
def busy(ev: Ev) -> None:
    """The running session is undisturbed."""
    walk.to(ev, "dc", "ServiceDiscovery")
    require(ev.sdp() is None, "an SDP request was answered while a session is active")
    walk.discover(ev)


RESERVED = {
    "SDP-REQ-009": ("transport 0x10 (UDP)", bytes([NO_TLS, 0x10])),
    "SDP-REQ-010": ("security 0x55", bytes([0x55, 0x00])),
}


def reserved(payload: bytes, ev: Ev) -> None:
    """A reserved value is not answered, the next valid request is."""
    ev.plug_in()
    _silent(ev, frame(payload, payload_type=0x9000))
    _answer(ev)


for _id, (_what, _payload) in RESERVED.items():
    discovery.add(_id, f"reserved {_what} is not answered", "", DC, partial(reserved, _payload))


@discovery.check("SDP-REQ-011", "without a data link there is no answer", "")
def no_link(ev: Ev) -> None:
    """Before it comes up, and after it is lost."""
    require(ev.sdp() is None, "answered before the data link was ready")
    ev.plug_in()
    _answer(ev)
    ev.station.dlink(False)
    require(ev.sdp() is None, "answered after the data link was lost")


@discovery.check("SDP-REQ-012", "a source that is not link-local gets no answer", "")
def foreign_source(ev: Ev) -> None:
    """Global, unique local, loopback."""
    ev.plug_in()
    for source in ("2001:db8::1", "fd00::1", "::1"):
        require(ev.sdp(source=source) is None, f"{source} was answered")
    _answer(ev)


@discovery.check("SDP-REQ-013", "18 s after D-LINK READY without a connection there is no answer any more", "V2G2-714 V2G2-716 V2G2-723")
def set_up_time_over(ev: Ev) -> None:
    """The host is told to give up the link."""
    ev.time_link()
    ev.plug_in()
    ev.wait(17.0)
    _answer(ev)
    ev.wait(1.5)
    require(ev.sdp() is None, "answered more than 18 s after D-LINK READY")
    require(ev.station.datalink == "error", f"D-LINK action error expected, got {ev.station.datalink!r}")


@discovery.check("SDP-REQ-014", "after a terminated session the next data link is served", "")
def after_session(ev: Ev) -> None:
    """And not before."""
    walk.to(ev, "dc", "ServiceDiscovery")
    walk.end(ev)
    require(ev.sdp() is None, "answered after the session, before the next D-LINK READY")
    ev.replug()
    ev.reconnect()
    walk.walk(ev, "dc", before="ServiceDiscovery")


@discovery.check("SDP-REQ-016", "a second connection is closed at once while a session is active", "")
def second_connection(ev: Ev) -> None:
    """The running session is undisturbed."""
    walk.to(ev, "dc", "ServiceDiscovery")
    other = Ev(ev.bench)
    if other.try_connect():
        other.expect_closed(0.5)
    walk.discover(ev)


@datagrams.check("V2GTP-UDP-001", "the response has the right header and 28 bytes", "TC V2GTPSDP_001")
def response_header(ev: Ev) -> None:
    """Judged on every SDP response."""
    ev.plug_in()
    _answer(ev)


VALID = bytes([NO_TLS, 0x00])
IGNORED = {
    "V2GTP-UDP-002": ("protocol version 0x02", "TC V2GTPSDP_002", frame(VALID, payload_type=0x9000, version=0x02)),
    "V2GTP-UDP-003": ("inverse version 0x00", "TC V2GTPSDP_003", frame(VALID, payload_type=0x9000, inverse=0x00)),
    "V2GTP-UDP-004": ("payload type 0x8001", "TC V2GTPSDP_004", frame(VALID, payload_type=0x8001)),
    "V2GTP-UDP-005": ("a length of 3 with 2 bytes", "TC V2GTPSDP_005", frame(VALID, payload_type=0x9000, length=3)),
    "V2GTP-UDP-006": ("a datagram of 5 bytes", "", frame(VALID, payload_type=0x9000)[:5]),
    "V2GTP-UDP-007": ("65000 random bytes", "", hashlib.shake_256(b"V2GTP-UDP-007").digest(65_000)),
    "V2GTP-UDP-008": ("payload type 0x9002 (wireless)", "", frame(VALID, payload_type=0x9002)),
}


def ignored(datagram: bytes, ev: Ev) -> None:
    """A malformed datagram is not answered, the next valid request is."""
    ev.plug_in()
    _silent(ev, datagram)
    _answer(ev)


for _id, (_what, _requirement, _datagram) in IGNORED.items():
    datagrams.add(_id, f"{_what}: no answer, the next valid request gets one", _requirement, DC, partial(ignored, _datagram))
