"""The TLS engine against bare pyOpenSSL, against hellos built by hand, and against `openssl s_client`."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from OpenSSL import SSL

from secc.errors import ChainError, ConfigError, StateError
from secc.net.pki_folder import private_pem
from secc.net.tls import TlsPolicy, TlsServer
from secc.security import ocsp, pki
from secc.security.certificate import Certificate
from secc.security.identity import Credentials, Identity
from secc.security.pki import Pki
from secc.security.revocation import Revocation
from secc.security.trust import TrustStores
from secc.testing import hello
from secc.testing.tls13 import ServerFlight, open_flight
from secc.testing.tls_client import TlsClient, shake_hands

NOW = datetime.now(UTC)
KINDS = ("secp256r1", "secp521r1", "ed448")


@pytest.fixture(scope="module")
def pkis() -> dict[str, Pki]:
    return {kind: pki.create(kind, NOW, kind) for kind in KINDS} | {"second": pki.create("secp256r1", NOW, "second")}


def identity(one: Pki, name: str, **changes: object) -> Identity:
    found = Identity(name, one.chain("secc"), one["secc"].key, one.root("v2g"), one.ocsp_response("secc", NOW))
    return dataclasses.replace(found, **changes)  # type: ignore[arg-type]


def credentials(pkis: dict[str, Pki], *names: str) -> Credentials:
    chosen = names or tuple(pkis)
    stores = TrustStores.of(v2g=[pkis[n].root("v2g") for n in chosen], oem=[pkis[n].root("oem") for n in chosen])
    return Credentials(tuple(identity(pkis[n], n) for n in chosen), stores)


@pytest.fixture(scope="module")
def server(pkis: dict[str, Pki]) -> TlsServer:
    return TlsServer(credentials(pkis))


def roots(pkis: dict[str, Pki]) -> list[Certificate]:
    return [one.root("v2g") for one in pkis.values()]


def vehicle(pkis: dict[str, Pki], kind: str, role: str = "vehicle", **more: object) -> TlsClient:
    one = pkis[kind]
    more.setdefault("signatures", {"secp521r1": "ecdsa_secp521r1_sha512", "ed448": "ed448", "secp256r1": "ecdsa_secp256r1_sha256"}[kind])
    return TlsClient("1.3", roots=roots(pkis), chain=one.chain(role), key=one[role].key, **more)  # type: ignore[arg-type]


# --- TLS 1.2, ISO 15118-2


def test_iso2_gets_tls_12_one_sided_with_its_suite_curve_and_staple(server: TlsServer, pkis: dict[str, Pki]) -> None:
    client, conn = TlsClient("1.2", roots=roots(pkis)), server.connection(0.0)
    assert shake_hands(client, conn)
    link = conn.link("here", "there")
    assert (link.tls, link.cipher, link.server_chain, link.peer_chain) == ("1.2", "ECDHE-ECDSA-AES128-SHA256", "secp256r1", ())
    assert (link.local, link.remote) == ("here", "there")
    assert conn.group() == "secp256r1"
    assert client.server_chain() == [c.der for c in pkis["secp256r1"].chain("secc")], "leaf, sub-CA 2, sub-CA 1 and no root"
    assert client.staple is not None
    one = pkis["secp256r1"]
    assert ocsp.check(client.staple, one["secc"].certificate, one["cpo_sub2"].certificate, NOW).status == "good"


def test_iso2_is_never_asked_for_a_certificate(server: TlsServer) -> None:
    conn = server.connection(0.0)
    conn.receive(hello.client_hello(), 0.0)
    kinds = [kind for kind, _ in hello.handshake_messages(conn.to_wire())]
    assert hello.CERTIFICATE in kinds
    assert hello.CERTIFICATE_REQUEST not in kinds


def served(server: TlsServer, data: bytes) -> bytes:
    conn = server.connection(0.0)
    conn.receive(data, 0.0)
    assert not conn.failure
    return hello.certificates(conn.to_wire())[0]


def root_marks(root: Certificate) -> dict[str, tuple[int, bytes]]:
    sha1 = lambda data: hashlib.sha1(data).digest()  # noqa: E731
    return {
        "hash of the key bits": (1, sha1(root.key_bits())),
        "hash of the whole key info": (1, sha1(root.spki())),
        "name": (2, root.subject),
        "hash of the certificate": (3, sha1(root.der)),
    }


@pytest.mark.parametrize("prefixed", [True, False])
@pytest.mark.parametrize("mark", ["hash of the key bits", "hash of the whole key info", "name", "hash of the certificate"])
@pytest.mark.parametrize("which", ["secp256r1", "second"])
def test_the_root_that_the_ev_names_decides_the_chain(
    server: TlsServer, pkis: dict[str, Pki], which: str, mark: str, prefixed: bool
) -> None:
    """V2G2-651, V2G2-871: every form of naming, with and without the length that one car leaves out."""
    body = hello.trusted_ca_keys([root_marks(pkis[which].root("v2g"))[mark]], prefixed=prefixed)
    assert served(server, hello.client_hello(extra=[(3, body)])) == pkis[which]["secc"].certificate.der


@pytest.mark.parametrize("body", [hello.trusted_ca_keys([(3, bytes(20))]), b"\xff\xff garbage", b""], ids=["unknown", "garbage", "empty"])
def test_an_unknown_or_unreadable_root_gets_the_first_chain(server: TlsServer, pkis: dict[str, Pki], body: bytes) -> None:
    """V2G2-923: the EV decides, not an alert."""
    assert served(server, hello.client_hello(extra=[(3, body)])) == pkis["secp256r1"]["secc"].certificate.der


@pytest.mark.parametrize(
    ("data", "alert"),
    [
        (hello.client_hello(suites=(0xC02B, 0xC02F)), "handshake_failure"),
        (hello.client_hello(suites=(0x003C,)), "handshake_failure"),
        (hello.client_hello(legacy=0x0302), "protocol_version"),
        (hello.client_hello(legacy=0x0300), "protocol_version"),
        (hello.client_hello(versions=(0x0302, 0x0301)), "protocol_version"),
        (hello.client_hello(groups=(0x18,)), "handshake_failure"),
        (hello.client_hello(versions=(0x0304,), suites=(0x1301,), groups=(0x19,), signatures=(0x0603,)), "handshake_failure"),
        (hello.client_hello(versions=(0x0304,), suites=(0x1302,), groups=(0x17, 0x1D), signatures=(0x0603,)), "handshake_failure"),
        (hello.client_hello(versions=(0x0304,), suites=(0x1302,), groups=(0x19,), signatures=(0x0804,)), "handshake_failure"),
        (b"\x01\xfe\x80\x01\x00\x00\x00\x02\x80\x98", "decode_error"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_profile_does_not_allow_ends_in_an_alert_and_a_reason(server: TlsServer, data: bytes, alert: str) -> None:
    conn = server.connection(0.0)
    conn.receive(data, 0.0)
    assert conn.closed
    assert conn.alert == alert
    assert len(conn.failure) > 10
    wire = conn.to_wire()
    assert (wire[0], wire[5], len(wire)) == (21, 2, 7)


def test_a_lab_switch_adds_gcm_and_nothing_else_does(pkis: dict[str, Pki]) -> None:
    lab = TlsServer(credentials(pkis), TlsPolicy(platform_suites=True))
    gcm = TlsClient("1.2", roots=roots(pkis), suites12="ECDHE-ECDSA-AES128-GCM-SHA256")
    conn = lab.connection(0.0)
    assert shake_hands(gcm, conn)
    assert conn.link().cipher == "ECDHE-ECDSA-AES128-GCM-SHA256"


def test_renegotiation_is_refused_and_the_session_goes_on(server: TlsServer, pkis: dict[str, Pki]) -> None:
    client, conn = TlsClient("1.2", roots=roots(pkis)), server.connection(0.0)
    assert shake_hands(client, conn)
    client.connection.renegotiate()
    conn.receive(client.step(), 0.0)
    with suppress(SSL.Error):  # the refusal shows as one error or another
        client.connection.do_handshake()
    conn.receive(client.out(), 0.0)
    kinds = [kind for kind, _ in hello.handshake_messages(conn.to_wire())]
    assert hello.SERVER_HELLO not in kinds


# --- TLS 1.3, ISO 15118-20


@pytest.mark.parametrize(
    ("kind", "groups", "group"), [("secp521r1", "P-521:X448", "secp521r1"), ("ed448", "X448", "x448"), ("ed448", "X448:P-521", "secp521r1")]
)
def test_iso20_is_mutual_on_its_own_algorithms(server: TlsServer, pkis: dict[str, Pki], kind: str, groups: str, group: str) -> None:
    client, conn = vehicle(pkis, kind, groups=groups), server.connection(0.0)
    assert shake_hands(client, conn), (client.error, conn.failure)
    link = conn.link()
    assert (link.tls, link.cipher, link.server_chain) == ("1.3", "TLS_AES_256_GCM_SHA384", kind)
    assert link.peer_chain == tuple(c.der for c in pkis[kind].chain("vehicle")), "leaf first, no root"
    assert conn.group().lower() == group
    assert client.staple is not None


def test_the_suite_is_chosen_in_our_order(server: TlsServer, pkis: dict[str, Pki]) -> None:
    conn = server.connection(0.0)
    assert shake_hands(vehicle(pkis, "secp521r1", suites="TLS_CHACHA20_POLY1305_SHA256:TLS_AES_256_GCM_SHA384"), conn)
    assert conn.link().cipher == "TLS_AES_256_GCM_SHA384"


def test_an_ev_that_offers_both_versions_gets_13(server: TlsServer, pkis: dict[str, Pki]) -> None:
    one = pkis["secp521r1"]
    client = TlsClient("1.2", "1.3", roots=roots(pkis), chain=one.chain("vehicle"), key=one["vehicle"].key)
    conn = server.connection(0.0)
    assert shake_hands(client, conn), (client.error, conn.failure)
    assert conn.link().tls == "1.3"


def test_named_authorities_decide_the_chain_on_13(server: TlsServer, pkis: dict[str, Pki]) -> None:
    """V2G20-1007: the signature algorithm first, then the roots that the EV names."""
    base = {"versions": (0x0304,), "suites": (0x1302,), "groups": (0x19,), "signatures": (0x0603, 0x0808)}
    for kind in ("secp521r1", "ed448"):
        conn = server.connection(0.0)
        conn.receive(hello.client_hello(extra=[(47, hello.authorities([pkis[kind].root("v2g").subject]))], **base), 0.0)
        assert conn.choice is not None
        assert conn.choice.identity.name == kind
    conn = server.connection(0.0)
    conn.receive(hello.client_hello(extra=[(47, hello.authorities([b"\x30\x00"]))], **base), 0.0)
    assert conn.choice is not None
    assert conn.choice.identity.name == "secp521r1", "no match: P-521 before Ed448"


def test_without_a_vehicle_certificate_there_is_no_13(server: TlsServer, pkis: dict[str, Pki]) -> None:
    conn = server.connection(0.0)
    assert not shake_hands(TlsClient("1.3", roots=roots(pkis)), conn)
    assert "certificate" in conn.failure


def test_optional_lets_an_ev_without_certificate_in_and_says_so(pkis: dict[str, Pki]) -> None:
    server = TlsServer(credentials(pkis), TlsPolicy(client_certificate="optional"))
    conn = server.connection(0.0)
    assert shake_hands(TlsClient("1.3", roots=roots(pkis)), conn)
    assert conn.link().peer_chain == ()


def test_a_hello_that_looks_like_iso2_may_get_12(pkis: dict[str, Pki]) -> None:
    both = {"versions": (0x0304, 0x0303), "suites": (0x1302, 0xC023), "groups": (0x19, 0x17), "signatures": (0x0603, 0x0403)}
    data = hello.client_hello(extra=[(3, hello.trusted_ca_keys([(3, bytes(20))]))], **both)
    for policy, version in (("required", "1.3"), ("tls12-unless-20", "1.2")):
        conn = TlsServer(credentials(pkis), TlsPolicy(client_certificate=policy)).connection(0.0)  # type: ignore[arg-type]
        conn.receive(data, 0.0)
        assert conn.choice is not None
        assert conn.choice.version == version


@pytest.mark.parametrize("role", ["contract", "provisioning", "secc", "cps"])
@pytest.mark.parametrize("anchor", ["oem", "everything"])
def test_no_other_certificate_passes_for_a_vehicle(pkis: dict[str, Pki], role: str, anchor: str) -> None:
    one = pkis["secp521r1"]
    every = [one.root(kind) for kind in ("v2g", "mo", "oem")]
    stores = (
        TrustStores.of(v2g=every, oem=every) if anchor == "everything" else TrustStores.of(v2g=[one.root("v2g")], oem=[one.root("oem")])
    )
    server = TlsServer(dataclasses.replace(credentials(pkis), stores=stores))
    client, conn = vehicle(pkis, "secp521r1", role), server.connection(0.0)
    shake_hands(client, conn)
    assert conn.closed
    assert not conn.handshake_done
    assert conn.failure
    assert "alert" in client.error
    assert "internal" not in client.error, "the car is told what is wrong with it, not with the station"


@pytest.mark.parametrize("name", ["vehicle_wrong_purpose", "vehicle_is_contract"])
def test_a_vehicle_with_a_planted_defect_is_refused(server: TlsServer, pkis: dict[str, Pki], name: str) -> None:
    broken = pki.plant(pkis["secp521r1"], pki.defects()[name])
    client, conn = vehicle({**pkis, "secp521r1": broken}, "secp521r1"), server.connection(0.0)
    shake_hands(client, conn)
    assert not conn.handshake_done
    assert conn.failure
    assert "alert" in client.error, "the car is told, not just cut off"


def test_a_vehicle_of_an_unknown_maker_is_refused(server: TlsServer, pkis: dict[str, Pki]) -> None:
    stranger = pki.create("secp521r1", NOW, "stranger")
    conn = server.connection(0.0)
    shake_hands(vehicle({**pkis, "secp521r1": stranger}, "secp521r1"), conn)
    assert not conn.handshake_done


def test_a_revoked_vehicle_is_refused(pkis: dict[str, Pki]) -> None:
    one = pkis["secp521r1"]
    crl = one.crl("oem_sub2", [one["vehicle"].certificate.serial], NOW)
    server = TlsServer(dataclasses.replace(credentials(pkis), revocation=Revocation((crl,))))
    conn = server.connection(0.0)
    shake_hands(vehicle(pkis, "secp521r1"), conn)
    assert not conn.handshake_done
    assert "revoked" in conn.failure


def test_a_p256_vehicle_is_for_the_lab_only(pkis: dict[str, Pki]) -> None:
    for profile, expected in (("strict", False), ("interop", True)):
        server = TlsServer(credentials(pkis), TlsPolicy(profile=profile))  # type: ignore[arg-type]
        conn = server.connection(0.0)
        client = vehicle(pkis, "secp256r1", "provisioning", groups="P-256")
        assert shake_hands(client, conn) is expected
        if expected:
            assert conn.link().tls == "1.3"
            assert conn.link().server_chain == "secp256r1"


def test_a_lab_ev_on_p256_gets_the_p256_chain_though_it_could_verify_others(pkis: dict[str, Pki]) -> None:
    one = pkis["secp256r1"]
    client = TlsClient("1.3", roots=[one.root("v2g")], chain=one.chain("provisioning"), key=one["provisioning"].key, groups="P-256")
    conn = TlsServer(credentials(pkis), TlsPolicy(profile="interop")).connection(0.0)
    assert shake_hands(client, conn), (client.error, conn.failure)
    assert conn.link().server_chain == "secp256r1"


def flight_of(server: TlsServer, client: TlsClient) -> ServerFlight:
    conn = server.connection(0.0)
    conn.receive(client.step(), 0.0)
    back = conn.to_wire()
    client.step(back)
    return open_flight(back, client.keys)


def test_the_certificate_request_holds_the_profile_and_nothing_else(server: TlsServer, pkis: dict[str, Pki]) -> None:
    """ISO20-TRANSPORT-010; V2G20-1667, V2G20-2401, V2G20-2406, V2G20-2407: two algorithms in order, V2G and OEM roots, no other extension."""
    flight = flight_of(server, vehicle(pkis, "secp521r1", groups="P-521"))
    assert flight.signature_algorithms() == (0x0603, 0x0808)
    assert set(flight.authorities()) == {one.root(kind).subject for one in pkis.values() for kind in ("v2g", "oem")}
    assert flight.request is not None
    assert set(flight.request) == {13, 47}
    assert (flight.suite, flight.group) == (0x1302, 0x19)


def test_on_13_the_leaf_carries_the_staple_and_no_other_certificate_can(server: TlsServer, pkis: dict[str, Pki]) -> None:
    """ISO20-TRANSPORT-015 is the gap that docs/tls.md names."""
    flight = flight_of(server, vehicle(pkis, "secp521r1", groups="P-521"))
    one = pkis["secp521r1"]
    assert flight.chain == tuple(c.der for c in one.chain("secc"))
    assert ocsp.check(flight.staples[0], one["secc"].certificate, one["cpo_sub2"].certificate, NOW).status == "good"
    assert flight.staples[1:] == (b"", b"")


# --- staples


def staple_of(server: TlsServer, pkis: dict[str, Pki]) -> bytes | None:
    client = TlsClient("1.2", roots=roots(pkis))
    assert shake_hands(client, server.connection(0.0)), "a missing staple never breaks the handshake"
    return client.staple


def test_a_client_that_does_not_ask_gets_no_staple(server: TlsServer, pkis: dict[str, Pki]) -> None:
    client = TlsClient("1.2", roots=roots(pkis), staple=False)
    assert shake_hands(client, server.connection(0.0))
    assert client.staple is None


@pytest.mark.parametrize("staple", ["", "junk", "other", "stale", "long", "revoked"])
def test_a_staple_that_proves_nothing_is_never_sent(pkis: dict[str, Pki], staple: str) -> None:
    one = pkis["secp256r1"]
    bytes_of = {
        "": b"",
        "junk": b"\x30\x03junk",
        "other": one.ocsp_response("contract", NOW),
        "stale": one.ocsp_response("secc", NOW - timedelta(days=8)),
        "long": one.ocsp_response("secc", NOW, valid=timedelta(days=9)),
        "revoked": one.ocsp_response("secc", NOW, good=False),
    }
    server = TlsServer(Credentials((identity(one, "a", staple=bytes_of[staple]),)))
    assert server.staples["a"].problem
    assert staple_of(server, pkis) is None
    assert server.staples_to_refresh() == ("a",)


def test_a_refreshed_staple_is_served_from_the_next_handshake_on(pkis: dict[str, Pki]) -> None:
    one = pkis["secp256r1"]
    server = TlsServer(Credentials((identity(one, "a", staple=b""),)))
    with pytest.raises(ChainError):
        server.set_staple("a", one.ocsp_response("secc", NOW, good=False))
    assert staple_of(server, pkis) is None
    fresh = one.ocsp_response("secc", NOW, delegated=True)
    server.set_staple("a", fresh)
    assert staple_of(server, pkis) == fresh
    assert server.staples_to_refresh() == ()


def test_a_staple_ends_with_the_clock(pkis: dict[str, Pki]) -> None:
    one, clock = pkis["secp256r1"], [NOW]
    server = TlsServer(Credentials((identity(one, "a"),)), clock=lambda: clock[0])
    assert staple_of(server, pkis) is not None
    clock[0] = NOW + timedelta(days=5, hours=12)
    assert server.staples_to_refresh() == ("a",)
    assert staple_of(server, pkis) is not None
    clock[0] = NOW + timedelta(days=7)
    assert staple_of(server, pkis) is None


# --- the connection


def test_data_flows_both_ways_in_any_size_and_segmentation(server: TlsServer, pkis: dict[str, Pki]) -> None:
    client, conn = TlsClient("1.2", roots=roots(pkis)), server.connection(0.0)
    assert shake_hands(client, conn)
    for size in (1, 100, 16_384, 100_000):
        sent = bytes(range(256)) * (size // 256 + 1)
        for byte in (wire := client.send(sent))[:300]:
            conn.receive(bytes([byte]), 0.0)
        conn.receive(wire[300:], 0.0)
        assert conn.plaintext() == sent
        conn.send(sent)
        assert client.read(conn.to_wire()) == sent


def test_data_sent_together_with_the_last_handshake_bytes_is_not_lost(server: TlsServer, pkis: dict[str, Pki]) -> None:
    client, conn = vehicle(pkis, "secp521r1", groups="P-521"), server.connection(0.0)
    conn.receive(client.step(), 0.0)
    last = client.step(conn.to_wire())
    assert client.done
    conn.receive(last + client.send(b"first frame"), 0.0)
    assert conn.handshake_done
    assert conn.plaintext() == b"first frame"


def test_one_byte_a_segment_completes_the_handshake(server: TlsServer, pkis: dict[str, Pki]) -> None:
    client, conn = TlsClient("1.2", roots=roots(pkis)), server.connection(0.0)
    out = client.step()
    for _ in range(4):
        for byte in out:
            conn.receive(bytes([byte]), 0.0)
        out = client.step(conn.to_wire())
    assert conn.handshake_done


def test_close_notify_is_a_clean_end_and_eof_without_it_is_not(server: TlsServer, pkis: dict[str, Pki]) -> None:
    client, conn = TlsClient("1.2", roots=roots(pkis)), server.connection(0.0)
    assert shake_hands(client, conn)
    client.connection.shutdown()
    conn.receive(client.out(), 0.0)
    assert (conn.closed, conn.failure, conn.truncated) == (True, "", False)

    client, conn = TlsClient("1.2", roots=roots(pkis)), server.connection(0.0)
    assert shake_hands(client, conn)
    conn.receive_eof()
    assert (conn.closed, conn.truncated) == (True, True)


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_what_came_with_a_goodbye_is_answered_before_ours(server: TlsServer, pkis: dict[str, Pki], version: str) -> None:
    client = TlsClient("1.2", roots=roots(pkis)) if version == "1.2" else vehicle(pkis, "secp521r1")
    conn = server.connection(0.0)
    assert shake_hands(client, conn)
    request = client.send(b"SessionStopReq")
    client.connection.shutdown()
    conn.receive(request + client.out(), 0.0)
    assert (conn.closed, conn.plaintext()) == (True, b"SessionStopReq")
    conn.receive(b"more", 0.0)
    conn.receive_eof()
    assert (conn.failure, conn.truncated) == ("", False)
    conn.send(b"SessionStopRes")
    conn.close()
    assert client.read(conn.to_wire()) == b"SessionStopRes"
    assert client.connection.get_shutdown() & 2, "close_notify came after it"


def test_our_close_says_close_notify_once(server: TlsServer, pkis: dict[str, Pki]) -> None:
    client, conn = TlsClient("1.2", roots=roots(pkis)), server.connection(0.0)
    assert shake_hands(client, conn)
    conn.close()
    conn.close()
    client.read(conn.to_wire())
    assert client.error == ""
    assert client.connection.get_shutdown() & 2, "received"
    with pytest.raises(StateError):
        conn.send(b"too late")


def test_a_changed_record_ends_the_connection_with_an_alert(server: TlsServer, pkis: dict[str, Pki]) -> None:
    client, conn = TlsClient("1.2", roots=roots(pkis)), server.connection(0.0)
    assert shake_hands(client, conn)
    record = bytearray(client.send(b"set the current to 10 A"))
    record[-1] ^= 1
    conn.receive(bytes(record), 0.0)
    assert conn.closed
    assert conn.failure
    assert conn.plaintext() == b""
    assert conn.to_wire(), "the alert still goes out"


def test_a_client_that_stalls_is_dropped_at_the_deadline(server: TlsServer) -> None:
    conn = server.connection(100.0)
    assert conn.deadline() == 115.0
    conn.receive(hello.client_hello()[:50], 114.0)
    conn.tick(114.9)
    assert not conn.closed
    conn.tick(115.0)
    assert conn.closed
    assert "15 s" in conn.failure
    assert conn.deadline() is None


def test_the_deadline_holds_for_a_client_that_dribbles(server: TlsServer, pkis: dict[str, Pki]) -> None:
    conn = server.connection(0.0)
    for second, byte in enumerate(TlsClient("1.2").step()):
        conn.receive(bytes([byte]), float(second))
        if conn.closed:
            break
    assert conn.closed
    assert second == 15


def test_a_handshake_of_more_than_64_kib_is_refused(server: TlsServer, pkis: dict[str, Pki]) -> None:
    one = pkis["secp521r1"]
    long_chain = (*one.chain("vehicle"), *(one["oem_sub1"].certificate for _ in range(100)))
    client = TlsClient("1.3", roots=roots(pkis), chain=long_chain, key=one["vehicle"].key, signatures="ecdsa_secp521r1_sha512")
    conn = server.connection(0.0)
    assert not shake_hands(client, conn)
    assert conn.closed
    assert "65536" in conn.failure


def test_nothing_can_be_sent_before_the_handshake_is_done(server: TlsServer) -> None:
    conn = server.connection(0.0)
    with pytest.raises(StateError):
        conn.send(b"x")
    with pytest.raises(StateError):
        conn.link()


def test_no_ticket_can_resume_a_session(server: TlsServer, pkis: dict[str, Pki]) -> None:
    client, conn = TlsClient("1.2", roots=roots(pkis)), server.connection(0.0)
    assert shake_hands(client, conn)
    again = TlsClient("1.2", roots=roots(pkis))
    session = client.connection.get_session()
    assert session is not None
    again.connection = SSL.Connection(client.connection.get_context(), None)
    again.connection.set_connect_state()
    again.connection.set_session(session)
    second = server.connection(0.0)
    out = again.step()
    second.receive(out, 0.0)
    assert hello.CERTIFICATE in [kind for kind, _ in hello.handshake_messages(second.to_wire())], "a full handshake"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=600), max_size=4), st.booleans())
def test_no_bytes_at_all_raise(server: TlsServer, pkis: dict[str, Pki], chunks: list[bytes], begun: bool) -> None:
    conn = server.connection(0.0)
    if begun:
        conn.receive(hello.client_hello(), 0.0)
        conn.to_wire()
    for chunk in chunks:
        conn.receive(chunk, 0.0)
        conn.to_wire()
    conn.receive_eof()
    assert conn.closed


def test_new_credentials_serve_new_connections_and_leave_running_ones_alone(pkis: dict[str, Pki]) -> None:
    server = TlsServer(credentials(pkis, "secp256r1"))
    old_client, old = TlsClient("1.2", roots=roots(pkis)), server.connection(0.0)
    assert shake_hands(old_client, old)
    server.replace(credentials(pkis, "second"))
    new_client, new = TlsClient("1.2", roots=roots(pkis)), server.connection(0.0)
    assert shake_hands(new_client, new)
    assert new.link().server_chain == "second"
    old.receive(old_client.send(b"still here"), 0.0)
    assert old.plaintext() == b"still here"
    with pytest.raises(ConfigError):
        server.replace(Credentials())
    assert shake_hands(TlsClient("1.2", roots=roots(pkis)), server.connection(0.0)), "a refused replacement changes nothing"


def test_the_key_log_is_what_the_client_has_derived(pkis: dict[str, Pki]) -> None:
    lines: list[bytes] = []
    for version, expected in (("1.2", 1), ("1.3", 5)):
        lines.clear()
        server = TlsServer(credentials(pkis), TlsPolicy(key_log=lines.append))
        client = TlsClient("1.2", roots=roots(pkis)) if version == "1.2" else vehicle(pkis, "secp521r1")
        assert shake_hands(client, server.connection(0.0))
        assert len(lines) == expected
        assert set(lines) == set(client.keys)


def test_the_dummy_change_cipher_spec_is_not_sent_to_an_ev_that_did_not_ask_for_it(server: TlsServer) -> None:
    conn = server.connection(0.0)
    share = b"\x00\x19" + (133).to_bytes(2, "big") + bytes.fromhex(P521_POINT)
    extra = [(51, hello.vector(share))]
    data = hello.client_hello(versions=(0x0304,), suites=(0x1302,), groups=(0x19,), signatures=(0x0603,), extra=extra)
    conn.receive(data, 0.0)
    kinds, wire, position = [], conn.to_wire(), 0
    while position < len(wire):
        kinds.append(wire[position])
        position += 5 + int.from_bytes(wire[position + 3 : position + 5], "big")
    assert kinds[0] == 22
    assert 23 in kinds
    assert 20 not in kinds


P521_POINT = (
    "0400c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66"
    "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650"
)


# --- openssl s_client


@pytest.fixture
def station(server: TlsServer) -> Iterator[int]:
    """The engine behind a real socket, one connection after the other, echoing one message."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            conn = server.connection(0.0)
            with sock:
                sock.settimeout(5)
                try:
                    while not conn.closed:
                        data = sock.recv(65536)
                        conn.receive(data, 0.0) if data else conn.receive_eof()
                        if (plain := conn.plaintext()) and conn.handshake_done:
                            conn.send(plain[::-1])
                        sock.sendall(conn.to_wire())
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(1)


def s_client(port: int, folder: Path, *options: str) -> str:
    command = ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-CAfile", str(folder / "roots.pem"), *options]
    done = subprocess.run(command, input="ping\n", capture_output=True, text=True, timeout=20)
    return done.stdout + done.stderr


@pytest.fixture
def files(pkis: dict[str, Pki], tmp_path: Path) -> Path:
    (tmp_path / "roots.pem").write_bytes(b"".join(root.pem() for root in roots(pkis)))
    for kind, one in pkis.items():
        (tmp_path / f"{kind}-root.pem").write_bytes(one.root("v2g").pem())
        (tmp_path / f"{kind}-vehicle.pem").write_bytes(b"".join(c.pem() for c in one.chain("vehicle")))
        (tmp_path / f"{kind}-vehicle.key").write_bytes(private_pem(one["vehicle"].key))
    return tmp_path


def test_s_client_sees_the_staple_and_verifies_the_chain(station: int, files: Path) -> None:
    said = s_client(station, files, "-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA256", "-status", "-no_ign_eof")
    assert "OCSP Response Status: successful" in said
    assert "Cert Status: good" in said
    assert "Verify return code: 0 (ok)" in said
    assert re.search(r"Cipher\s*(is|:)\s*ECDHE-ECDSA-AES128-SHA256", said)
    assert "Secure Renegotiation IS supported" in said


@pytest.mark.parametrize("kind", ["secp521r1", "ed448"])
def test_s_client_gets_the_chain_under_the_root_that_it_names_on_13(station: int, files: Path, kind: str) -> None:
    said = s_client(
        station, files, "-tls1_3", "-requestCAfile", str(files / f"{kind}-root.pem"), "-status", "-groups", "P-521:X448",
        "-cert", str(files / f"{kind}-vehicle.pem"), "-cert_chain", str(files / f"{kind}-vehicle.pem"),
        "-key", str(files / f"{kind}-vehicle.key"),
    )  # fmt: skip
    assert f"V2G Root CA {kind}" in said
    assert "Verify return code: 0 (ok)" in said
    assert "Cert Status: good" in said
    names = said.split("Acceptable client certificate CA names")[1].split("Requested Signature Algorithms")[0]
    assert names.count("OEM Root CA") == 4
    assert names.count("V2G Root CA") == 4
    assert "MO Root" not in names
    assert re.search(r"Requested Signature Algorithms: ECDSA\+SHA512:(?i:ed448)\n", said)


@pytest.mark.parametrize("option", ["-tls1_1", "-tls1"])
def test_s_client_cannot_go_below_12(station: int, files: Path, option: str) -> None:
    said = s_client(station, files, option, "-cipher", "ALL:@SECLEVEL=0")
    assert "Cipher is (NONE)" in said
