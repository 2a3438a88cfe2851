"""TLS 1.3 as -20 wants it, and frames on it."""

from __future__ import annotations

from functools import partial

from secc import messages
from secc.conformance.bench import Client, Handshake
from secc.conformance.check import Area, setup
from secc.conformance.ev import Ev, frame, require
from secc.conformance.iso20 import requests
from secc.conformance.iso20.car import DC, DC_NAMESPACE, SUPPLY, Car
from secc.messages import iso20_common as c
from secc.messages import sap
from secc.security import pki
from secc.session.events import PeerMisbehaved, ProtocolSelected

area = Area("ISO-20", "transport")
AREAS = [area]
REQUIRED = setup("dc", tls="required", energy=["dc"], protocols=["iso2", "iso20_dc"], dc=SUPPLY)
P521, ED448 = 0x0603, 0x0808


def shake(ev: Ev, client: Client | None = None) -> Handshake:
    """A handshake on a connection of its own."""
    ev.plug_in()
    return ev.bench.handshake(client or Client())


def succeeded(shaken: Handshake) -> Handshake:
    """It must have."""
    require(shaken.done, f"the handshake failed: {shaken.error}")
    return shaken


@area.check("ISO20-TRANSPORT-001", "a station that requires TLS never opens a plain port", "V2G20-1805", REQUIRED)
def no_plain_port(ev: Ev) -> None:
    """TLS is announced, or nothing; and what is announced does not talk without it."""
    ev.plug_in()
    answer = ev.sdp(0x10)
    require(answer is None or answer.security == 0x00, "a plain port was announced")
    if answer is not None and ev.connect_to_tls():
        offer = sap.AppProtocolType(protocol_namespace=DC_NAMESPACE, version_number_major=1, version_number_minor=0, schema_id=1, priority=1)
        ev.send_raw(frame(messages.encode("sap", sap.supportedAppProtocolReq(app_protocol=(offer,)))))
        ev.expect_end()
        require(not ev.station.told(ProtocolSelected), "a protocol was negotiated without TLS")


@area.check("ISO20-TRANSPORT-004", "without a vehicle certificate there is no TLS 1.3", "V2G20-2400 V2G20-1264", DC)
def no_certificate(ev: Ev) -> None:
    """Refused by the station."""
    _fails(shake(ev, Client(role="")), "certificate required")


@area.check("ISO20-TRANSPORT-005", "an EV that offers both versions gets 1.3, and is asked for its certificate", "V2G20-1264 V2G20-2400", DC)
def both_versions(ev: Ev) -> None:
    """With the profile's algorithms."""
    shaken = succeeded(shake(ev, Client(versions=("1.2", "1.3"))))
    require(shaken.version == "1.3" and bool(shaken.certificate_request), f"TLS {shaken.version}")


def _fails(shaken: Handshake, *alerts: str) -> None:
    require(not shaken.done, "the handshake succeeded")
    require(shaken.alert in alerts, f"alert {shaken.alert!r}, {' or '.join(alerts)} expected")


REFUSED: dict[str, tuple[str, str, Client, tuple[str, ...]]] = {
    "006": ("AES-128 alone", "V2G20-2458 V2G20-1856", Client(suites=("TLS_AES_128_GCM_SHA256",)), ("handshake failure",)),
    "008": ("secp256r1 alone", "V2G20-1634 V2G20-2460", Client(groups=("P-256",)), ("handshake failure",)),
    "017": (
        "a contract certificate as client certificate", "V2G20-2339 V2G20-2331", Client(role="contract"),
        ("unknown ca", "unsupported certificate", "bad certificate"),
    ),
}


def refused(client: Client, alerts: tuple[str, ...], ev: Ev) -> None:
    """The handshake fails with the right alert, the listener goes on."""
    _fails(shake(ev, client), *alerts)
    succeeded(shake(ev))


for _number, (_title, _requirement, _client, _alerts) in REFUSED.items():
    area.add(f"ISO20-TRANSPORT-{_number}", f"{_title} is refused", _requirement, DC, partial(refused, _client, _alerts))


@area.check("ISO20-TRANSPORT-007", "of the two suites AES-256 is chosen", "V2G20-1856 V2G20-2458", DC)
def suite(ev: Ev) -> None:
    """Whatever the EV prefers."""
    shaken = succeeded(shake(ev, Client(suites=("TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_256_GCM_SHA384"))))
    require(shaken.suite == "TLS_AES_256_GCM_SHA384", f"suite {shaken.suite}")


@area.check("ISO20-TRANSPORT-009", "of the two groups secp521r1 is chosen", "V2G20-2460", DC)
def group(ev: Ev) -> None:
    """Whatever the EV prefers."""
    shaken = succeeded(shake(ev, Client(groups=("X448", "P-521"))))
    require(shaken.group == "secp521r1", f"group {shaken.group}")


@area.check("ISO20-TRANSPORT-010", "the CertificateRequest names the two signature algorithms in order", "V2G20-1667", DC)
def algorithms(ev: Ev) -> None:
    """ecdsa_secp521r1_sha512, ed448, nothing else."""
    listed = succeeded(shake(ev)).signature_algorithms
    require(listed == (P521, ED448), f"signature_algorithms {[hex(one) for one in listed]}")


@area.check("ISO20-TRANSPORT-011", "the CertificateRequest names the roots that the station trusts", "V2G20-2401 V2G20-2403", DC)
def authorities(ev: Ev) -> None:
    """V2G and OEM."""
    listed, known = succeeded(shake(ev)).authorities, ev.bench.pki20
    require({known.root("v2g").subject, known.root("oem").subject} <= set(listed), f"{len(listed)} names, not those of V2G and OEM root")


@area.check("ISO20-TRANSPORT-012", "a station that trusts nobody names nobody", "V2G20-2404", DC)
def no_authorities(ev: Ev) -> None:
    """Empty, or absent."""
    ev.station.serve(ev.bench.pki20, trusting=False)
    shaken = shake(ev)
    require(shaken.certificate_request and not shaken.authorities, f"{len(shaken.authorities)} names")


def chains(ev: Ev) -> tuple[pki.Pki, pki.Pki]:
    """The station has chains under two roots."""
    first, second = ev.bench.pki20, pki.create("secp521r1", ev.bench.pki20.now, "R2")
    ev.station.serve(first, second)
    return first, second


@area.check("ISO20-TRANSPORT-013", "of two chains the one under the root that the EV names is shown", "V2G20-1007 V2G20-2379", DC)
def named_root(ev: Ev) -> None:
    """Each of the two."""
    for known in chains(ev):
        shown = succeeded(shake(ev, Client(authorities=(known.root("v2g").subject,), trusts=known))).chain
        require(shown == tuple(one.der for one in known.chain("secc")), "another chain")


@area.check("ISO20-TRANSPORT-014", "an EV that names no root gets some chain", "V2G20-2378", DC)
def any_root(ev: Ev) -> None:
    """The handshake goes on."""
    first, second = chains(ev)
    shown = succeeded(shake(ev)).chain
    require(shown in [tuple(one.der for one in known.chain("secc")) for known in (first, second)], "no chain of the station")


@area.check("ISO20-TRANSPORT-016", "an OCSP response that is too old is not stapled", "V2G20-1021", DC)
def stale(ev: Ev) -> None:
    """Beyond its time."""
    require(bool(succeeded(shake(ev)).staple), "no OCSP response though there is one")
    ev.station.shift_time_of_day(8 * 86_400.0)
    require(not shake(ev).staple, "an OCSP response of last week")


@area.check("ISO20-TRANSPORT-018", "an expired vehicle certificate is refused", "V2G20-2331", DC)
def expired(ev: Ev) -> None:
    """Since yesterday."""
    _fails(shake(ev, Client(role="expired vehicle")), "certificate expired")


@area.check("ISO20-TRANSPORT-019", "a vehicle certificate under the V2G root is accepted", "V2G20-2331", DC)
def under_v2g(ev: Ev) -> None:
    """The maker's root is not trusted."""
    succeeded(shake(ev, Client(role="vehicle under V2G")))


# ---- frames -----------------------------------------------------------------------------------------------------------------------


@area.check("ISO20-TRANSPORT-020", "a wrong inverse version ends the connection", "", DC)
def inverse(ev: Ev) -> None:
    """Without an answer."""
    Car(ev).to("ServiceDetail")
    ev.send_raw(frame(ev.payload(requests.service_detail()), payload_type=0x8002, inverse=0x00))
    ev.expect_closed()


@area.check("ISO20-TRANSPORT-021", "a frame of a reserved type is discarded", "", DC)
def reserved(ev: Ev) -> None:
    """0x8105; the state is unchanged."""
    car = Car(ev).to("ServiceDetail")
    ev.send_raw(frame(ev.payload(requests.service_detail()), payload_type=0x8105))
    ev.expect_silence(1.0)
    require(any(one.what == "payload_type" for one in ev.station.told(PeerMisbehaved)), "the discarded frame was not reported")
    car.ask_details()


@area.check("ISO20-TRANSPORT-022", "a length of 2 GiB ends the connection", "", DC)
def huge(ev: Ev) -> None:
    """It is never allocated."""
    Car(ev).to("ServiceDetail")
    ev.send_raw(frame(b"\x80", payload_type=0x8002, length=1 << 31))
    ev.expect_closed()


@area.check("ISO20-TRANSPORT-023", "a message in segments of one byte is one request", "", DC)
def split(ev: Ev) -> None:
    """As any other."""
    Car(ev).to("ServiceDetail")
    data = frame(ev.payload(requests.service_detail()), payload_type=0x8002)
    for byte in data[:-1]:
        ev.send_raw(bytes([byte]))
    ev.send_raw(data[-1:], answers=1)
    ev.expect(c.ServiceDetailRes)


@area.check("ISO20-TRANSPORT-024", "two requests in one segment are answered in order", "", DC)
def coalesced(ev: Ev) -> None:
    """One response each."""
    car = Car(ev).to("ServiceSelection")
    parts = (requests.service_detail(), requests.service_selection(2, car.parameter_set))
    ev.send_raw(b"".join(frame(ev.payload(part), payload_type=0x8002) for part in parts), answers=2)
    ev.expect(c.ServiceDetailRes)
    ev.expect(c.ServiceSelectionRes)


