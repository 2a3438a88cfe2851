"""The encrypted part of a TLS 1.3 server flight, opened with the client's key log: what the station asks of a car and what it staples."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from secc.testing.hello import CERTIFICATE, CERTIFICATE_REQUEST, SERVER_HELLO, handshake_messages, vector

HANDSHAKE, APPLICATION = 22, 23
SIGNATURE_ALGORITHMS, AUTHORITIES, STATUS_REQUEST = 13, 47, 5
SUITES: dict[int, tuple[hashes.HashAlgorithm, type[AESGCM | ChaCha20Poly1305], int]] = {
    0x1302: (hashes.SHA384(), AESGCM, 32),
    0x1303: (hashes.SHA256(), ChaCha20Poly1305, 32),
}


@dataclass(frozen=True, slots=True)
class ServerFlight:
    """What the server said.

    `suite` and `group` from ServerHello, `request` the extensions of CertificateRequest (None: none was sent), `chain` the certificates (DER),
    `staples` the OCSP response of each, b"" for none.
    """

    suite: int
    group: int
    request: dict[int, bytes] | None
    chain: tuple[bytes, ...]
    staples: tuple[bytes, ...]

    def signature_algorithms(self) -> tuple[int, ...]:
        """What CertificateRequest allows the client to sign with, in its order."""
        body = (self.request or {}).get(SIGNATURE_ALGORITHMS, b"\0\0")
        return tuple(int.from_bytes(body[i : i + 2], "big") for i in range(2, len(body), 2))

    def authorities(self) -> tuple[bytes, ...]:
        """The DER names in CertificateRequest."""
        return tuple(_vectors((self.request or {}).get(AUTHORITIES, b"\0\0")[2:], 2))


def open_flight(flight: bytes, keys: list[bytes]) -> ServerFlight:
    """Decrypts the first flight (ServerHello to Finished). `keys` are NSS key log lines. Raises ValueError if there is no such flight."""
    hello = next((body for kind, body in handshake_messages(flight) if kind == SERVER_HELLO), None)
    if hello is None:
        raise ValueError("no ServerHello")
    suite, group = _server_hello(hello)
    secret = next(bytes.fromhex(line.split()[2].decode()) for line in keys if line.startswith(b"SERVER_HANDSHAKE_TRAFFIC_SECRET"))
    messages = _messages(_decrypted(flight, suite, secret))
    request = messages.get(CERTIFICATE_REQUEST)
    entries = _entries(messages.get(CERTIFICATE, b"\0\0\0\0"))
    return ServerFlight(
        suite=suite,
        group=group,
        request=None if request is None else _extensions(request[1 + request[0] + 2 :]),
        chain=tuple(certificate for certificate, _ in entries),
        staples=tuple(extensions.get(STATUS_REQUEST, b"")[4:] for _, extensions in entries),
    )


def _server_hello(body: bytes) -> tuple[int, int]:
    position = 35 + body[34]
    extensions = _extensions(body[position + 5 :])
    return int.from_bytes(body[position : position + 2], "big"), int.from_bytes(extensions.get(51, b"\0\0")[:2], "big")


def _expand(algorithm: hashes.HashAlgorithm, secret: bytes, label: bytes, length: int) -> bytes:
    info = length.to_bytes(2, "big") + vector(b"tls13 " + label, 1) + vector(b"", 1)
    return HKDFExpand(algorithm, length, info).derive(secret)


def _decrypted(flight: bytes, suite: int, secret: bytes) -> bytes:
    algorithm, cipher, size = SUITES[suite]
    opener, start = cipher(_expand(algorithm, secret, b"key", size)), _expand(algorithm, secret, b"iv", 12)
    found, position, number = bytearray(), 0, 0
    while position + 5 <= len(flight):
        end = position + 5 + int.from_bytes(flight[position + 3 : position + 5], "big")
        if flight[position] == APPLICATION:
            nonce = (int.from_bytes(start, "big") ^ number).to_bytes(12, "big")
            inner = opener.decrypt(nonce, flight[position + 5 : end], flight[position : position + 5]).rstrip(b"\0")
            number += 1
            if inner[-1] == HANDSHAKE:
                found += inner[:-1]
        position = end
    return bytes(found)


def _messages(data: bytes) -> dict[int, bytes]:
    found, position = {}, 0
    while position + 4 <= len(data):
        end = position + 4 + int.from_bytes(data[position + 1 : position + 4], "big")
        found[data[position]] = data[position + 4 : end]
        position = end
    return found


def _extensions(data: bytes) -> dict[int, bytes]:
    found, position = {}, 0
    while position + 4 <= len(data):
        end = position + 4 + int.from_bytes(data[position + 2 : position + 4], "big")
        found[int.from_bytes(data[position : position + 2], "big")] = data[position + 4 : end]
        position = end
    return found


def _entries(body: bytes) -> list[tuple[bytes, dict[int, bytes]]]:
    found, position = [], 4 + body[0]
    while position < len(body):
        end = position + 3 + int.from_bytes(body[position : position + 3], "big")
        certificate, length = body[position + 3 : end], int.from_bytes(body[end : end + 2], "big")
        found.append((certificate, _extensions(body[end + 2 : end + 2 + length])))
        position = end + 2 + length
    return found


def _vectors(data: bytes, width: int) -> list[bytes]:
    found, position = [], 0
    while position < len(data):
        end = position + width + int.from_bytes(data[position : position + width], "big")
        found.append(data[position + width : end])
        position = end
    return found
