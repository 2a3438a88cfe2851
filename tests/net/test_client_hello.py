from __future__ import annotations

import time
from collections import deque
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secc.net.client_hello import TLS12, TLS13, BadHello, ClientHello, ClientHelloReader, TrustedAuthority
from secc.testing import hello as build
from secc.testing.tls_client import TlsClient

MARKS = ((1, b"k" * 20), (2, b"\x30\x03\x02\x01\x05"), (3, b"c" * 20))
AUTHORITIES = (
    TrustedAuthority("key_sha1_hash", b"k" * 20),
    TrustedAuthority("x509_name", b"\x30\x03\x02\x01\x05"),
    TrustedAuthority("cert_sha1_hash", b"c" * 20),
)


def read(data: bytes) -> ClientHello:
    found = ClientHelloReader().feed(data)
    assert found is not None
    return found


def test_a_hello_of_openssl_is_read_as_openssl_was_told() -> None:
    client = TlsClient("1.3", groups="P-521:X448", signatures="ecdsa_secp521r1_sha512:ed448", suites="TLS_CHACHA20_POLY1305_SHA256")
    client.connection.set_tlsext_host_name(b"secc.example")
    found = read(client.step())
    assert found.groups == (0x19, 0x1E)
    assert found.signatures == (0x0603, 0x0808)
    assert found.suites == (0x1303,)
    assert found.versions == (TLS13,)
    assert found.server_name == "secc.example"
    assert found.wants_staple
    assert not found.wants_staples
    assert not found.wants_early_data
    assert found.offers(TLS13)
    assert not found.offers(TLS12)


def test_without_supported_versions_the_legacy_version_counts() -> None:
    assert read(TlsClient("1.2").step()).offers(TLS12)
    assert not read(TlsClient("1.2").step()).offers(TLS13)
    assert not read(build.client_hello(legacy=0x0302)).offers(TLS12)
    assert not read(build.client_hello(legacy=0x0304)).offers(TLS13), "1.3 is offered in supported_versions alone"


@pytest.mark.parametrize("records", [1, 2, 3, 7])
def test_segments_and_records_may_cut_it_anywhere(records: int) -> None:
    data = build.client_hello(extra=[(3, build.trusted_ca_keys(MARKS))], records=records)
    reader = ClientHelloReader()
    found = [hello for byte in data if (hello := reader.feed(bytes([byte])))]
    assert len(found) == 1
    assert found[0] == read(data)
    assert bytes(reader.buffer) == data, "every byte is kept, to be replayed"


@pytest.mark.parametrize("prefixed", [True, False])
def test_trusted_roots_are_read_with_and_without_the_list_length(prefixed: bool) -> None:
    found = read(build.client_hello(extra=[(3, build.trusted_ca_keys(MARKS, prefixed=prefixed))]))
    assert found.trusted_ca == AUTHORITIES
    assert bool(found.notes) is not prefixed


def test_one_bare_key_hash_is_read_as_a_car_sends_it() -> None:
    assert read(build.client_hello(extra=[(3, b"\x01" + b"k" * 20)])).trusted_ca == AUTHORITIES[:1]


@pytest.mark.parametrize("body", [b"", b"\x00", b"\x00\x05\x01abc", b"\x09" * 30, b"\x00\x15\x01" + b"k" * 19, b"\x02\xff\xff"])
def test_unreadable_trusted_roots_are_noted_and_ignored(body: bytes) -> None:
    found = read(build.client_hello(extra=[(3, body)]))
    assert found.trusted_ca == ()
    assert found.notes or body == b""


def test_named_authorities_are_read() -> None:
    names = (b"\x30\x00", b"\x30\x02\x31\x00")
    assert read(build.client_hello(extra=[(47, build.authorities(names))])).authorities == names
    assert read(build.client_hello()).authorities is None


def test_both_staple_requests_and_early_data_are_seen() -> None:
    found = read(build.client_hello(extra=[(17, b"\0\0"), (42, b"")]))
    assert found.wants_staples
    assert found.wants_early_data


@pytest.mark.parametrize(
    ("data", "alert"),
    [
        (b"\x01\xfe\x80\x01\x00\x00\x00\x0a" + bytes(10), 50),
        (b"GET / HTTP/1.1\r\n\r\n", 50),
        (b"\x16\x02\x00\x00\x05hello", 50),
        (b"\x16\x03\x01\xff\xff" + bytes(20), 50),
        (b"\x16\x03\x01\x00\x00", 50),
        (b"\x16\x03\x01\x00\x04\x02\x00\x00\x00", 10),
        (b"\x16\x03\x01\x00\x04\x01\xff\xff\xff", 50),
        (build.client_hello(extra=[(10, b"\x00\x02\x00\x17")]), 47),
        (build.client_hello(extra=[(43, b"\x03\x03\x04\x03")]), 50),
        (build.client_hello()[:-1] + b"", None),
    ],
)
def test_what_is_no_hello_is_refused_with_the_right_alert(data: bytes, alert: int | None) -> None:
    if alert is None:
        assert ClientHelloReader().feed(data) is None
        return
    with pytest.raises(BadHello) as error:
        ClientHelloReader().feed(data)
    assert error.value.alert == alert


def test_a_hello_that_never_ends_is_refused_and_costs_little() -> None:
    reader = ClientHelloReader()
    crumb = b"\x16\x03\x01\x00\x01" + b"\x01"
    start = time.process_time()
    endless = (bytes([byte]) for index in range(20_000) for byte in (b"\x16\x03\x01\x00\x01\x00" if index else crumb))
    with pytest.raises(BadHello):
        deque(map(reader.feed, endless), maxlen=0)
    assert len(reader.buffer) < 40_000
    assert time.process_time() - start < 2.0


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_changed_hellos_are_read_waited_for_or_refused(data: st.DataObject) -> None:
    raw = bytearray(
        build.client_hello(extra=[(3, build.trusted_ca_keys(MARKS)), (47, build.authorities([b"\x30\x00"])), (0, b"\0\4\0\0\1a")])
    )
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BadHello):
        assert isinstance(ClientHelloReader().feed(bytes(raw[: data.draw(st.integers(0, len(raw)))])), ClientHello | None)


@given(st.binary(max_size=300))
def test_any_bytes_in_the_extension_of_trusted_roots_are_survived(body: bytes) -> None:
    assert read(build.client_hello(extra=[(3, body)])).trusted_ca is not None
