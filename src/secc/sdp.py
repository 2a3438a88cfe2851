"""SECC discovery: the two datagrams, and when to answer which of them with what.

    request    01 FE 90 00 00 00 00 02 · security · transport                        10 bytes
    response   01 FE 90 01 00 00 00 14 · IPv6 address · port · security · transport    28 bytes

Everything here works on bytes: no socket, no clock. What is not a flawless request for a TCP connection gets silence, never an error.
"""

from __future__ import annotations

import enum
import ipaddress
import struct
from typing import Literal

import msgspec

PORT = 15118
GROUP = "ff02::1"

TCP = 0x00
REQUEST_HEADER = bytes.fromhex("01FE900000000002")
RESPONSE_HEADER = bytes.fromhex("01FE900100000014")
_RESPONSE = struct.Struct(">8s16sHBB")


class Security(enum.IntEnum):
    """The security byte; every other value is reserved [V2G2-623]."""

    TLS = 0x00
    NONE = 0x10


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """What a station announces: where to connect, and whether TLS awaits there."""

    address: ipaddress.IPv6Address
    port: int
    security: Security


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """What one outlet has to announce. A port is 0 where nothing listens; `tls` is the policy of `Config.tls.mode`."""

    address: ipaddress.IPv6Address
    tcp_port: int = 0
    tls_port: int = 0
    tls: Literal["off", "optional", "required"] = "off"


def encode_request(security: Security) -> bytes:
    """The datagram that an EV sends to `ff02::1`, UDP port 15118."""
    return REQUEST_HEADER + bytes((security, TCP))


def decode_request(datagram: bytes) -> Security | None:
    """The security that the EV asks for, or None where the datagram deserves silence.

    Silence: wrong size, version, inverse version, payload type or length field; reserved security; a transport that is not TCP.
    """
    if len(datagram) != 10 or datagram[:8] != REQUEST_HEADER or datagram[9] != TCP:
        return None
    return Security(datagram[8]) if datagram[8] in (Security.TLS, Security.NONE) else None


def encode_response(response: Response) -> bytes:
    """The 28 bytes of the answer [V2G2-156, V2G2-623]."""
    return _RESPONSE.pack(RESPONSE_HEADER, response.address.packed, response.port, response.security, TCP)


def decode_response(datagram: bytes) -> Response | None:
    """What a station announced, or None where the datagram is no well-formed response."""
    if len(datagram) != _RESPONSE.size:
        return None
    header, address, port, security, transport = _RESPONSE.unpack(datagram)
    if header != RESPONSE_HEADER or transport != TCP or security not in (Security.TLS, Security.NONE):
        return None
    return Response(address=ipaddress.IPv6Address(address), port=port, security=Security(security))


def choose(wanted: Security, announcement: Announcement) -> tuple[Security, int] | None:
    """Security and port to announce, or None for silence.

    A station that requires TLS announces TLS or nothing, whatever was asked; one that has it gives it to who asks; without TLS the plain
    port is announced and the EV decides whether that is enough. A TLS port that should be open and is not never turns into a plain one.
    """
    if announcement.tls == "required" or (announcement.tls == "optional" and wanted is Security.TLS):
        return (Security.TLS, announcement.tls_port) if announcement.tls_port else None
    return (Security.NONE, announcement.tcp_port) if announcement.tcp_port else None


def acceptable_source(source: ipaddress.IPv6Address, own: ipaddress.IPv6Address) -> bool:
    """Only neighbours are answered: link-local, and not our own address sent back. On the loopback interface the EV is ::1 like we are."""
    if own.is_loopback:
        return source.is_loopback
    return source.is_link_local and source != own


def answer(datagram: bytes, source: ipaddress.IPv6Address, announcement: Announcement | None) -> bytes | None:
    """The response to a datagram, or None for silence.

    `announcement` is None while nothing may be announced: no data link, set-up time over, a session active.
    """
    wanted = decode_request(datagram)
    if wanted is None or announcement is None or not acceptable_source(source, announcement.address):
        return None
    chosen = choose(wanted, announcement)
    if chosen is None:
        return None
    return encode_response(Response(address=announcement.address, port=chosen[1], security=chosen[0]))
