"""TLS 1.3 handshakes of an EV in memory, and what the station said in them: for the checks of its TLS profile."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import replace

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from secc.conformance.bench import Client, Handshake
from secc.net.tls import TlsConnection
from secc.security.certificate import Certificate
from secc.security.keys import generate
from secc.security.pki import Credential, Pki, issue
from secc.security.roles import roles
from secc.testing import hello, tls13
from secc.testing.tls_client import TlsClient

TURNS = 12
SUITES = {0x1301: "TLS_AES_128_GCM_SHA256", 0x1302: "TLS_AES_256_GCM_SHA384", 0x1303: "TLS_CHACHA20_POLY1305_SHA256"}
GROUPS = {0x0019: "secp521r1", 0x001E: "x448"}
ALERT, ALERTS = b"\x15", {40: "handshake failure", 47: "illegal parameter", 70: "protocol version"}
KEY_SHARE, AUTHORITIES, STATUS_REQUEST = 51, 47, 5


def shake(client: Client, known: Pki, wire: TlsConnection, now: float) -> Handshake:
    """A handshake with a bare engine; an EV that lists authorities is made by hand and stops after the server's flight."""
    if client.authorities:
        return _by_hand(client.authorities, wire, now)
    chain, credential = _shown(client.role, known)
    root = (client.trusts or known).root("v2g")
    end = TlsClient(
        *client.versions, roots=(root,), chain=chain, key=credential.key if credential else None, groups=":".join(client.groups),
        suites=":".join(client.suites), signatures="ecdsa_secp521r1_sha512:ed448:ecdsa_secp256r1_sha256", verify=False,
    )
    heard, out = b"", end.step()
    for _ in range(TURNS):
        wire.receive(out, now)
        back = wire.to_wire()
        if not back and not out:
            break
        heard = heard or back
        out = end.step(back)
    end.read(wire.to_wire())
    done = end.done and wire.handshake_done and not end.error
    version = wire.choice.version if wire.choice else ""
    return _told(heard, end.keys, done=done, error=end.error or wire.failure, version=version)


def _shown(role: str, known: Pki) -> tuple[tuple[Certificate, ...], Credential | None]:
    """The certificates of a client and their key."""
    if not role:
        return (), None
    if role == "contract":
        return known.chain("contract"), known["contract"]
    row = roles()["vehicle"]
    if role == "vehicle":
        return known.chain("vehicle"), known["vehicle"]
    key = generate(known.kind)
    issuer = known["v2g_root"] if role == "vehicle under V2G" else known[row.issuer]
    start = -row.days - 1 if role == "expired vehicle" else 0
    credential = Credential(issue(replace(row, cn="SCCVEHICLE00000003"), key, issuer, known.now, start=start), key)
    above = () if role == "vehicle under V2G" else known.chain("vehicle")[1:]
    return (credential.certificate, *above), credential


def _told(flight: bytes, keys: list[bytes], *, done: bool, error: str, version: str) -> Handshake:
    alert = _alert(flight, error)
    try:
        said = tls13.open_flight(flight, keys)
    except (ValueError, StopIteration):
        return Handshake(done, error, version, alert=alert)
    return Handshake(
        done, error, version, SUITES.get(said.suite, hex(said.suite)), GROUPS.get(said.group, hex(said.group)), said.chain,
        said.staples[0] if said.staples else b"", said.request is not None, said.signature_algorithms(), said.authorities(), alert,
    )


def _alert(flight: bytes, error: str) -> str:
    """What the station's alert says: in the clear instead of its flight, or later, as OpenSSL puts it."""
    if flight[:1] == ALERT:
        return ALERTS.get(flight[6], str(flight[6]))
    found = re.search(r"alert ([a-z ]+)", error)
    return found[1] if found else ""


def _by_hand(names: tuple[bytes, ...], wire: TlsConnection, now: float) -> Handshake:
    """A ClientHello with certificate_authorities, which OpenSSL's clients cannot be told to send from here, and the server's flight."""
    key = ec.generate_private_key(ec.SECP521R1())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    share = hello.vector(hello.words([0x0019]) + hello.vector(point))
    extra = [(KEY_SHARE, share), (AUTHORITIES, hello.authorities(names)), (STATUS_REQUEST, b"\x01" + hello.vector(b"") + hello.vector(b""))]
    sent = hello.client_hello(versions=(0x0304,), suites=(0x1302,), groups=(0x0019,), signatures=(0x0603, 0x0808), extra=extra)
    wire.receive(sent, now)
    flight = wire.to_wire()
    body = next((body for kind, body in hello.handshake_messages(flight) if kind == hello.SERVER_HELLO), None)
    if body is None:
        return Handshake(False, wire.failure)
    transcript = sent[5:] + bytes([hello.SERVER_HELLO]) + len(body).to_bytes(3, "big") + body
    secret = _traffic_secret(key, _server_share(body), transcript)
    line = b"SERVER_HANDSHAKE_TRAFFIC_SECRET " + bytes(64) + b" " + secret.hex().encode()
    return _told(flight, [line], done=True, error="", version="1.3")


def _server_share(body: bytes) -> bytes:
    """The server's point, at the end of its key_share."""
    position = body.index(bytes.fromhex("00330089")) + 8
    return body[position:position + 133]


def _traffic_secret(key: ec.EllipticCurvePrivateKey, point: bytes, transcript: bytes) -> bytes:
    """server_handshake_traffic_secret with SHA-384 (RFC 8446, 7.1)."""
    size = 48
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP521R1(), point))
    early = hmac.digest(bytes(size), bytes(size), "sha384")
    derived = _expand(early, b"derived", hashlib.sha384(b"").digest())
    return _expand(hmac.digest(derived, shared, "sha384"), b"s hs traffic", hashlib.sha384(transcript).digest())


def _expand(secret: bytes, label: bytes, context: bytes) -> bytes:
    info = (48).to_bytes(2, "big") + hello.vector(b"tls13 " + label, 1) + hello.vector(context, 1)
    return HKDFExpand(hashes.SHA384(), 48, info).derive(secret)
