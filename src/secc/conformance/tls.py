"""TLS 1.2 as -2 wants it: suite, chain, roots that the EV names, OCSP, and what must not bring the listener down."""

from __future__ import annotations

import hashlib

from secc.conformance.bench import Flight, Hello
from secc.conformance.check import Area, setup
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import walk
from secc.security import pki
from secc.security.certificate import read

area = Area("ISO-2", "TLS")
listener = Area("V2GTP", "V2GTP over TCP")
AREAS = [listener, area]
TLS = setup(tls="optional")
TLS_1_1, RSA_SUITES = 0x0302, (0xC027, 0x003C)
NAME, KEY_HASH = 2, 1
HANDSHAKE_S = 15.0
MAX_CERTIFICATE, MAX_CHAIN = 800, 3


def _good(ev: Ev, hello: Hello | None = None) -> Flight:
    flight = ev.bench.hello(hello or Hello())
    require(not flight.alert and bool(flight.chain), "a good ClientHello was refused")
    return flight


def _chain(*roles: pki.Pki) -> set[tuple[bytes, ...]]:
    return {tuple(certificate.der for certificate in known.chain("secc")) for known in roles}


@listener.check("V2GTP-TCP-012", "plain text on the TLS port ends the connection, not the listener", "", TLS)
def plain_text(ev: Ev) -> None:
    """The next EV is served."""
    ev.plug_in()
    require(ev.connect_to_tls(), "the SECC did not accept the connection")
    ev.connection.send(b"GET / HTTP/1.1\r\n\r\n")
    ev.expect_end()
    ev.reconnect(tls=True)
    walk.select(ev)


@listener.check("V2GTP-TCP-013", "a TLS connection without ClientHello ends after the handshake time", "", TLS)
def no_hello(ev: Ev) -> None:
    """15 s."""
    ev.plug_in()
    require(ev.connect_to_tls(), "the SECC did not accept the connection")
    ev.expect_closed(HANDSHAKE_S + 1.0, not_before_s=HANDSHAKE_S - 2.0)


@area.check("ISO2-TLS-001", "the suite of -2 on P-256 works, and no certificate is asked for", "", TLS)
def suite(ev: Ev) -> None:
    """A whole handshake."""
    ev.plug_in()
    require(not _good(ev).asks_certificate, "a CertificateRequest in TLS 1.2")
    ev.reconnect(tls=True)
    walk.select(ev)


@area.check("ISO2-TLS-002", "TLS 1.1 and RSA suites are refused with an alert, the listener goes on", "", TLS)
def refused(ev: Ev) -> None:
    """Each on its own."""
    ev.plug_in()
    for hello in (Hello(version=TLS_1_1), Hello(suites=RSA_SUITES)):
        flight = ev.bench.hello(hello)
        require(flight.alert and not flight.chain, f"{hello} was not refused with an alert")
    _good(ev)


@area.check("ISO2-TLS-003", "of two chains the one under the root that the EV names is shown", "V2G2-651 V2G2-871", TLS)
def named_root(ev: Ev) -> None:
    """By name and by hash of the key; each of the two."""
    first, second = ev.bench.pki, pki.create("secp256r1", ev.bench.pki.now, "R2")
    ev.station.serve(first, second)
    ev.plug_in()
    for known in (second, first):
        root = known.root("v2g")
        for mark in ((NAME, root.subject), (KEY_HASH, hashlib.sha1(root.key_bits(), usedforsecurity=False).digest())):
            require({_good(ev, Hello(roots=(mark,))).chain} == _chain(known), f"another chain for trusted_ca_keys {mark}")


@area.check("ISO2-TLS-004", "for an unknown root some own chain is shown", "V2G2-923 V2G2-924", TLS)
def unknown_root(ev: Ev) -> None:
    """The EV decides."""
    ev.plug_in()
    unknown = pki.create("secp256r1", ev.bench.pki.now, "unknown").root("v2g")
    require({_good(ev, Hello(roots=((NAME, unknown.subject),))).chain} == _chain(ev.bench.pki), "no chain of our own")


@area.check("ISO2-TLS-006", "without OCSP responses the handshake goes without them", "V2G2-872", TLS)
def no_staple(ev: Ev) -> None:
    """A private environment has none."""
    ev.plug_in()
    require(bool(_good(ev, Hello(status_request=True)).staple), "no OCSP response though there is one")
    ev.station.serve(ev.bench.pki, stapled=False)
    require(not _good(ev, Hello(status_request=True)).staple, "an OCSP response though there is none")
    ev.reconnect(tls=True)
    walk.select(ev)


@area.check("ISO2-TLS-007", "a certificate that is replaced leaves the running session alone", "", TLS)
def replaced(ev: Ev) -> None:
    """The next handshake shows the new one."""
    ev.open(tls=True)
    walk.walk(ev, "dc", before="PaymentServiceSelection")
    new = pki.create("secp256r1", ev.bench.pki.now, "new")
    ev.station.serve(new)
    walk.choose_payment(ev)
    walk.end(ev)
    ev.replug()
    require({_good(ev).chain} == _chain(new), "the next handshake does not show the new chain")


@area.check("ISO2-TLS-008", "the chain: a leaf of a CPO, two Sub-CAs at most, no root, nothing above 800 bytes", "V2G2-656", TLS)
def chain(ev: Ev) -> None:
    """As it is shown."""
    ev.plug_in()
    shown = _good(ev).chain
    require(1 <= len(shown) <= MAX_CHAIN, f"{len(shown)} certificates")
    require(all(len(der) <= MAX_CERTIFICATE for der in shown), f"sizes {[len(der) for der in shown]}")
    certificates = [read(der) for der in shown]
    require(all(certificate.subject != certificate.issuer for certificate in certificates), "the root is sent")
    require(certificates[0].dc == ("CPO",), f"domain component {certificates[0].dc!r}")
