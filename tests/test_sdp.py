"""Discovery datagrams: the worked example, hostile bytes, and the policy table."""

from __future__ import annotations

from ipaddress import IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secc import sdp
from secc.sdp import Announcement, Response, Security

OWN = IPv6Address("fe80::211:22ff:fe33:4455")
EV = IPv6Address("fe80::1")
PLAIN = Announcement(address=OWN, tcp_port=61341)
BOTH = Announcement(address=OWN, tcp_port=61341, tls_port=64109, tls="optional")
ONLY_TLS = Announcement(address=OWN, tcp_port=61341, tls_port=64109, tls="required")
REQUEST = bytes.fromhex("01FE9000000000021000")


def test_the_worked_example_of_a_request_without_tls_gets_the_28_bytes_of_the_example() -> None:
    expected = bytes.fromhex("01FE900100000014 FE80000000000000021122FFFE334455 EF9D 10 00")
    assert sdp.answer(REQUEST, EV, PLAIN) == expected
    assert sdp.encode_request(Security.NONE) == REQUEST


@pytest.mark.parametrize(
    ("announcement", "wanted", "chosen"),
    [
        (PLAIN, Security.NONE, (Security.NONE, 61341)),
        (PLAIN, Security.TLS, (Security.NONE, 61341)),
        (BOTH, Security.NONE, (Security.NONE, 61341)),
        (BOTH, Security.TLS, (Security.TLS, 64109)),
        (ONLY_TLS, Security.NONE, (Security.TLS, 64109)),
        (ONLY_TLS, Security.TLS, (Security.TLS, 64109)),
        (Announcement(address=OWN, tcp_port=61341, tls="required"), Security.TLS, None),
        (Announcement(address=OWN, tcp_port=61341, tls="required"), Security.NONE, None),
        (Announcement(address=OWN, tcp_port=61341, tls="optional"), Security.TLS, None),
        (Announcement(address=OWN), Security.NONE, None),
    ],
)
def test_what_is_announced_follows_the_policy_and_tls_is_never_lost_on_the_way(
    announcement: Announcement, wanted: Security, chosen: tuple[Security, int] | None
) -> None:
    assert sdp.choose(wanted, announcement) == chosen


@pytest.mark.parametrize(
    "datagram",
    [
        "02FE9000000000021000", "01009000000000021000", "01FE8001000000021000", "01FE9002000000021000", "01FE9001000000021000",
        "01FE9000000000031000", "01FE9000000000051000", "01FE9000FFFFFFFF1000", "01FE900000000002", "01FE90000000000210",
        "01FE900000000002100000", "01FE900000", "", "01FE9000000000021010", "01FE90000000000210FF",
        "01FE9000000000025500", "01FE9000000000020100",
    ],
)
def test_a_request_with_any_flaw_gets_silence(datagram: str) -> None:
    assert sdp.answer(bytes.fromhex(datagram), EV, BOTH) is None


@given(st.binary(max_size=64))
def test_no_bytes_raise_and_only_the_two_legal_requests_are_answered(datagram: bytes) -> None:
    legal = datagram in (sdp.encode_request(Security.NONE), sdp.encode_request(Security.TLS))
    assert (sdp.answer(datagram, EV, BOTH) is not None) is legal


@given(st.integers(0, 79), st.sampled_from(list(Security)))
def test_one_flipped_bit_makes_silence_unless_it_turns_one_legal_request_into_the_other(bit: int, security: Security) -> None:
    flipped = bytearray(sdp.encode_request(security))
    flipped[bit // 8] ^= 0x80 >> bit % 8
    legal = bytes(flipped) in (sdp.encode_request(Security.NONE), sdp.encode_request(Security.TLS))
    assert (sdp.answer(bytes(flipped), EV, BOTH) is not None) is legal


def test_of_all_payload_types_one_is_answered() -> None:
    answered = [kind for kind in range(0x10000) if sdp.answer(REQUEST[:2] + kind.to_bytes(2, "big") + REQUEST[4:], EV, BOTH)]
    assert answered == [0x9000]


def test_nothing_is_answered_while_nothing_may_be_announced() -> None:
    assert sdp.answer(REQUEST, EV, None) is None


@pytest.mark.parametrize("source", ["2001:db8::1", "fd00::2", "::1", "::", str(OWN), "ff02::1"])
def test_sources_that_are_not_link_local_neighbours_get_silence(source: str) -> None:
    assert sdp.answer(REQUEST, IPv6Address(source), PLAIN) is None


def test_on_the_loopback_interface_the_neighbour_is_the_loopback_address() -> None:
    lab = Announcement(address=IPv6Address("::1"), tcp_port=50000)
    assert sdp.answer(REQUEST, IPv6Address("::1"), lab) is not None
    assert sdp.answer(REQUEST, EV, lab) is None


@given(st.integers(0, 2**128 - 1), st.integers(1, 65535), st.sampled_from(list(Security)))
def test_responses_survive_encoding_and_decoding(address: int, port: int, security: Security) -> None:
    response = Response(address=IPv6Address(address), port=port, security=security)
    assert sdp.decode_response(sdp.encode_response(response)) == response


@given(st.binary(max_size=40))
def test_a_response_decoder_is_total(datagram: bytes) -> None:
    response = sdp.decode_response(datagram)
    assert response is None or sdp.encode_response(response) == datagram


def test_a_response_with_a_reserved_value_is_none() -> None:
    good = sdp.encode_response(Response(address=OWN, port=50000, security=Security.TLS))
    assert sdp.decode_response(good[:26] + b"\x55\x00") is None
    assert sdp.decode_response(good[:27] + b"\x10") is None
