"""ClientHellos built by hand, and the server's first flight taken apart: what no TLS library lets a test say or see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from struct import pack

ISO2_SUITE = 0xC023
ISO20_SUITES = (0x1302, 0x1303)
SERVER_HELLO, CERTIFICATE, CERTIFICATE_REQUEST, CERTIFICATE_STATUS = 2, 11, 13, 22


def vector(data: bytes, width: int = 2) -> bytes:
    """`data` behind its length."""
    return len(data).to_bytes(width, "big") + data


def words(values: Iterable[int]) -> bytes:
    """Numbers as 16-bit words."""
    return b"".join(pack("!H", value) for value in values)


def trusted_ca_keys(items: Iterable[tuple[int, bytes]], *, prefixed: bool = True) -> bytes:
    """Body of trusted_ca_keys. `items`: type 1 key_sha1_hash, 2 x509_name, 3 cert_sha1_hash with its value; `prefixed` False leaves out the
    list length, as one car on the road does."""
    body = b"".join(bytes([kind]) + (vector(value) if kind == 2 else value) for kind, value in items)
    return vector(body) if prefixed else body


def authorities(names: Iterable[bytes]) -> bytes:
    """Body of certificate_authorities from DER names."""
    return vector(b"".join(vector(name) for name in names))


def client_hello(
    *,
    suites: Sequence[int] = (ISO2_SUITE,),
    groups: Sequence[int] = (0x17,),
    signatures: Sequence[int] = (0x0403,),
    versions: Sequence[int] = (),
    legacy: int = 0x0303,
    session_id: bytes = b"",
    extra: Iterable[tuple[int, bytes]] = (),
    records: int = 1,
) -> bytes:
    """A ClientHello in `records` TLS records; every list empty means no such extension."""
    found = [(11, vector(b"\0", 1))]
    if versions:
        found.append((43, vector(words(versions), 1)))
    if groups:
        found.append((10, vector(words(groups))))
    if signatures:
        found.append((13, vector(words(signatures))))
    extensions = b"".join(words([kind]) + vector(body) for kind, body in (*found, *extra))
    body = words([legacy]) + bytes(32) + vector(session_id, 1) + vector(words(suites)) + vector(b"\0", 1) + vector(extensions)
    message = b"\x01" + vector(body, 3)
    size = -(-len(message) // records)
    return b"".join(b"\x16\x03\x01" + vector(message[i : i + size]) for i in range(0, len(message), size))


def handshake_messages(flight: bytes) -> list[tuple[int, bytes]]:
    """The plaintext handshake messages of a TLS 1.2 flight: type and body."""
    data, position = bytearray(), 0
    while position + 5 <= len(flight):
        end = position + 5 + int.from_bytes(flight[position + 3 : position + 5], "big")
        if flight[position] == 22:
            data += flight[position + 5 : end]
        position = end
    found, position = [], 0
    while position + 4 <= len(data):
        end = position + 4 + int.from_bytes(data[position + 1 : position + 4], "big")
        found.append((data[position], bytes(data[position + 4 : end])))
        position = end
    return found


def certificates(flight: bytes) -> list[bytes]:
    """The DER chain in a TLS 1.2 flight."""
    body = next(body for kind, body in handshake_messages(flight) if kind == CERTIFICATE)
    found, position = [], 3
    while position < len(body):
        end = position + 3 + int.from_bytes(body[position : position + 3], "big")
        found.append(body[position + 3 : end])
        position = end
    return found
