"""TLS between a bench's EV and its SECC in memory: the station's own engine on one side, bare pyOpenSSL on the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from secc.conformance.bench import Flight, Hello
from secc.net.tls import TlsConnection, TlsPolicy, TlsServer
from secc.security.identity import Credentials, Identity
from secc.security.keys import generate
from secc.security.pki import Credential, Pki, issue
from secc.security.roles import roles
from secc.security.trust import TrustStores
from secc.testing import hello as hellos
from secc.testing.tls_client import TlsClient, shake_hands

TRUSTED_CA_KEYS, STATUS_REQUEST = 3, 5
ALERT_RECORD = 21


def credentials(*pkis: Pki, now: datetime, stapled: bool = True, trusting: bool = True) -> Credentials:
    """One SECC chain a PKI, with an OCSP response if wanted; trust in all of them, or in nobody."""
    identities = tuple(
        Identity(
            name=f"chain{number}", chain=known.chain("secc"), key=known["secc"].key, root=known.root("v2g"),
            staple=known.ocsp_response("secc", now) if stapled else b"",
        )
        for number, known in enumerate(pkis)
    )
    return Credentials(identities, stores(*pkis) if trusting else TrustStores())


def stores(*pkis: Pki) -> TrustStores:
    """Trust in the roots of all."""
    return TrustStores.of(
        v2g=[known.root("v2g") for known in pkis], mo=[known.root("mo") for known in pkis], oem=[known.root("oem") for known in pkis]
    )


def server(pkis: Sequence[Pki], handshake_s: float, clock: Callable[[], datetime]) -> TlsServer:
    """A station's TLS server that shows the chains of these PKIs."""
    return TlsServer(credentials(*pkis, now=clock()), TlsPolicy(handshake_timeout=handshake_s), clock)


class Tunnel:
    """An EV's TLS connection through a `TlsConnection`. `open` tells whether the handshake succeeded."""

    def __init__(self, wire: TlsConnection, client: TlsClient, now: float) -> None:
        self.wire = wire
        self._client = client
        self.open = shake_hands(client, wire, now)

    def up(self, plain: bytes, now: float) -> bytes:
        """What the SECC reads when the EV says `plain`."""
        self.wire.receive(self._client.send(plain), now)
        return self.wire.plaintext()

    def down(self, plain: bytes) -> bytes:
        """What the EV reads when the SECC says `plain`."""
        self.wire.send(plain)
        return self._client.read(self.wire.to_wire())


def iso2_client(known: Pki) -> TlsClient:
    """An EV of -2."""
    return TlsClient("1.2", roots=(known.root("v2g"),))


def iso20_client(known: Pki, vehicle: Credential) -> TlsClient:
    """An EV of -20 with its vehicle certificate."""
    chain = (vehicle.certificate, *known.chain("vehicle")[1:])
    return TlsClient(
        "1.3", roots=(known.root("v2g"),), chain=chain, key=vehicle.key, groups="secp521r1",
        suites="TLS_AES_256_GCM_SHA384", signatures="ecdsa_secp521r1_sha512",
    )


def other_vehicle(known: Pki) -> Credential:
    """A second vehicle of the same maker."""
    key = generate(known.kind)
    row = replace(roles()["vehicle"], cn="SCCVEHICLE00000002")
    return Credential(issue(row, key, known[row.issuer], known.now), key)


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
