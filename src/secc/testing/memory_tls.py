"""TLS between a bench's EV and its SECC in memory: the station's own engine on one side, bare pyOpenSSL on the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from secc.conformance.bench import Flight, Hello
from secc.net.tls import TlsConnection, TlsPolicy, TlsServer
from secc.security.certificate import Certificate
from secc.security.identity import Credentials, Identity
from secc.security.pki import Pki
from secc.testing import hello as hellos
from secc.testing.tls_client import TlsClient, shake_hands

TRUSTED_CA_KEYS, STATUS_REQUEST = 3, 5
ALERT_RECORD = 21


def credentials(*pkis: Pki, now: datetime, stapled: bool = True) -> Credentials:
    """One SECC chain a PKI, with an OCSP response if wanted; trust in the first PKI."""
    identities = tuple(
        Identity(
            name=f"chain{number}", chain=known.chain("secc"), key=known["secc"].key, root=known.root("v2g"),
            staple=known.ocsp_response("secc", now) if stapled else b"",
        )
        for number, known in enumerate(pkis)
    )
    return Credentials(identities, pkis[0].stores())


def server(pki: Pki, handshake_s: float, clock: Callable[[], datetime]) -> TlsServer:
    """A station's TLS server that shows the chain of this PKI."""
    return TlsServer(credentials(pki, now=clock()), TlsPolicy(handshake_timeout=handshake_s), clock)


class Tunnel:
    """An EV's TLS 1.2 connection through a `TlsConnection`. `open` tells whether the handshake succeeded."""

    def __init__(self, wire: TlsConnection, roots: tuple[Certificate, ...], now: float) -> None:
        self.wire = wire
        self._client = TlsClient("1.2", roots=roots)
        self.open = shake_hands(self._client, wire, now)

    def up(self, plain: bytes, now: float) -> bytes:
        """What the SECC reads when the EV says `plain`."""
        self.wire.receive(self._client.send(plain), now)
        return self.wire.plaintext()

    def down(self, plain: bytes) -> bytes:
        """What the EV reads when the SECC says `plain`."""
        self.wire.send(plain)
        return self._client.read(self.wire.to_wire())


def client_hello(hello: Hello) -> bytes:
    """The bytes of a ClientHello."""
    extra = []
    if hello.roots:
        extra.append((TRUSTED_CA_KEYS, hellos.trusted_ca_keys(hello.roots)))
    if hello.status_request:
        extra.append((STATUS_REQUEST, b"\x01" + hellos.vector(b"") + hellos.vector(b"")))
    return hellos.client_hello(suites=hello.suites, legacy=hello.version, extra=extra)


def flight(data: bytes) -> Flight:
    """The server's first flight, taken apart."""
    if data[:1] == bytes([ALERT_RECORD]):
        return Flight(alert=True)
    bodies = dict(hellos.handshake_messages(data))
    status = bodies.get(hellos.CERTIFICATE_STATUS, b"")
    chain = tuple(hellos.certificates(data)) if hellos.CERTIFICATE in bodies else ()
    return Flight(chain=chain, asks_certificate=hellos.CERTIFICATE_REQUEST in bodies, staple=status[4:])
