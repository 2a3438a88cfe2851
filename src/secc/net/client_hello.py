"""What a ClientHello asks for, read before any TLS engine sees it: the profile and the certificate chain are chosen by it.

`ClientHelloReader` takes bytes as they come (over any number of TCP segments and TLS records) and keeps them, for they are replayed into
the engine. A `trusted_ca_keys` body that is malformed is noted and ignored, for cars on the road send such ones; only a broken ClientHello
itself refuses.
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct

from secc.errors import PeerError

MAX_HELLO = 16 * 1024
TLS12, TLS13 = 0x0303, 0x0304

_RECORD = Struct("!BHH")
_U16 = Struct("!H")
_EXTENSION = Struct("!HH")
_HANDSHAKE, _CLIENT_HELLO = 22, 1
_SERVER_NAME, _MAX_FRAGMENT, _TRUSTED_CA, _STATUS, _GROUPS, _SIGNATURES, _STATUS_V2, _EARLY, _VERSIONS, _AUTHORITIES = (
    0, 1, 3, 5, 10, 13, 17, 42, 43, 47,
)  # fmt: skip
_PRE_AGREED, _KEY_SHA1, _NAME, _CERT_SHA1 = 0, 1, 2, 3


class BadHello(PeerError):
    """Bytes that begin no TLS handshake. `alert` is the TLS alert that says so."""

    def __init__(self, reason: str, alert: int = 50) -> None:
        self.reason, self.alert = reason, alert
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class TrustedAuthority:
    """One root that a -2 car trusts: `kind` is `key_sha1_hash`, `x509_name` or `cert_sha1_hash`, `value` the hash or the DER name."""

    kind: str
    value: bytes


@dataclass(frozen=True, slots=True)
class ClientHello:
    """The facts of one ClientHello. Numbers are IANA's code points, in the client's order.

    `trusted_ca` is None if the extension is absent; `authorities` likewise. `notes` are oddities that were tolerated.
    """

    legacy_version: int
    session_id: bytes
    suites: tuple[int, ...]
    versions: tuple[int, ...]
    groups: tuple[int, ...]
    signatures: tuple[int, ...]
    extensions: tuple[int, ...]
    server_name: str
    trusted_ca: tuple[TrustedAuthority, ...] | None
    authorities: tuple[bytes, ...] | None
    notes: tuple[str, ...]

    def offers(self, version: int) -> bool:
        """True if the client can speak that TLS version: by supported_versions, or without it up to its legacy_version."""
        return version in self.versions if self.versions else version <= min(self.legacy_version, TLS12)

    @property
    def wants_staple(self) -> bool:
        """status_request: one OCSP response for the leaf."""
        return _STATUS in self.extensions

    @property
    def wants_staples(self) -> bool:
        """status_request_v2: one OCSP response for every certificate."""
        return _STATUS_V2 in self.extensions

    @property
    def wants_early_data(self) -> bool:
        """0-RTT, which is never accepted."""
        return _EARLY in self.extensions


class ClientHelloReader:
    """Collects bytes until the ClientHello is complete."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self._message = bytearray()
        self._position = 0

    def feed(self, data: bytes) -> ClientHello | None:
        """The ClientHello once it is complete, else None. `buffer` holds everything received so far.

        Raises: BadHello if these bytes cannot become one.
        """
        self.buffer += data
        while self._next_record():
            message = self._message
            if message[0] != _CLIENT_HELLO:
                raise BadHello("the first handshake message is no ClientHello", 10)
            needed = 4 + int.from_bytes(message[1:4], "big") if len(message) >= 4 else MAX_HELLO
            if needed > MAX_HELLO:
                raise BadHello(f"a ClientHello of {needed} bytes")
            if len(message) >= needed:
                return parse(bytes(message[4:needed]))
        if len(self.buffer) > 2 * MAX_HELLO:
            raise BadHello("a ClientHello spread over too many records")
        return None

    def _next_record(self) -> bool:
        """Moves one complete record from `buffer` into the message; each byte is looked at once, however slowly it comes."""
        start = self._position
        if len(self.buffer) > start and self.buffer[start] != _HANDSHAKE:
            raise BadHello("not a TLS handshake record")
        if len(self.buffer) < start + 5:
            return False
        _, version, length = _RECORD.unpack_from(self.buffer, start)
        if version >> 8 != 3:
            raise BadHello("not a TLS handshake record")
        if not 0 < length <= MAX_HELLO:
            raise BadHello("record length")
        if len(self.buffer) < start + 5 + length:
            return False
        self._message += self.buffer[start + 5 : start + 5 + length]
        self._position = start + 5 + length
        return True


def parse(message: bytes) -> ClientHello:
    """Reads the body of a ClientHello. Raises: BadHello."""
    try:
        return _parse(message)
    except (IndexError, ValueError, UnicodeDecodeError) as error:
        raise BadHello(f"the ClientHello cannot be read ({error})") from error


def _parse(body: bytes) -> ClientHello:
    legacy = _U16.unpack(_take(body, 0, 2))[0]
    session_id, position = _vector(body, 34, 1)
    suites, position = _vector(body, position, 2)
    compression, position = _vector(body, position, 1)
    if not compression or not suites or len(session_id) > 32:
        raise BadHello("the ClientHello lacks suites or compression")
    found: dict[int, bytes] = {}
    if position < len(body):
        block, position = _vector(body, position, 2)
        found = _extensions(block)
    if position != len(body):
        raise BadHello("bytes behind the ClientHello")
    notes: list[str] = []
    return ClientHello(
        legacy_version=legacy,
        session_id=session_id,
        suites=_words(suites),
        versions=_words(_vector(found[_VERSIONS], 0, 1)[0]) if _VERSIONS in found else (),
        groups=_words(_vector(found[_GROUPS], 0, 2)[0]) if _GROUPS in found else (),
        signatures=_words(_vector(found[_SIGNATURES], 0, 2)[0]) if _SIGNATURES in found else (),
        extensions=tuple(found),
        server_name=_server_name(found[_SERVER_NAME], notes) if found.get(_SERVER_NAME) else "",
        trusted_ca=_trusted_ca(found[_TRUSTED_CA], notes) if _TRUSTED_CA in found else None,
        authorities=_vectors(_vector(found[_AUTHORITIES], 0, 2)[0]) if _AUTHORITIES in found else None,
        notes=tuple(notes),
    )


def _take(data: bytes, position: int, length: int) -> bytes:
    part = data[position : position + length]
    if len(part) != length:
        raise ValueError("too short")
    return part


def _vector(data: bytes, position: int, width: int) -> tuple[bytes, int]:
    """A length-prefixed vector and the position behind it."""
    start = position + width
    end = start + int.from_bytes(data[position:start], "big")
    if start > len(data) or end > len(data):
        raise ValueError("too short")
    return data[start:end], end


def _words(data: bytes) -> tuple[int, ...]:
    if len(data) % 2:
        raise ValueError("odd length")
    return Struct(f"!{len(data) // 2}H").unpack(data)


def _vectors(data: bytes) -> tuple[bytes, ...]:
    """A list of u16-prefixed items."""
    found, position = [], 0
    while position < len(data):
        item, position = _vector(data, position, 2)
        found.append(item)
    return tuple(found)


def _extensions(block: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    position, size = 0, len(block)
    while position < size:
        if position + 4 > size:
            raise ValueError("too short")
        kind, length = _EXTENSION.unpack_from(block, position)
        position += 4 + length
        if position > size:
            raise ValueError("too short")
        if kind in found:
            raise BadHello(f"extension {kind} twice", 47)
        found[kind] = block[position - length : position]
    return found


def _server_name(body: bytes, notes: list[str]) -> str:
    names, _ = _vector(body, 0, 2)
    if names[:1] != b"\0":
        notes.append("server_name of an unknown kind")
        return ""
    return _vector(names, 1, 2)[0].decode("ascii")


def _trusted_ca(body: bytes, notes: list[str]) -> tuple[TrustedAuthority, ...]:
    """RFC 6066 asks for a list length in front; a car on the road leaves it out, so both readings are tried."""
    bare = (body, "trusted_ca_keys without its list length")
    prefixed = len(body) >= 2 and _U16.unpack_from(body)[0] == len(body) - 2
    for items, note in ((body[2:], ""), bare) if prefixed else (bare,):
        try:
            found = _authorities(items)
        except (ValueError, IndexError):
            continue
        if note:
            notes.append(note)
        return found
    notes.append("trusted_ca_keys cannot be read")
    return ()


def _authorities(data: bytes) -> tuple[TrustedAuthority, ...]:
    found, position = [], 0
    while position < len(data):
        kind, position = data[position], position + 1
        if kind == _PRE_AGREED:
            continue
        if kind == _NAME:
            value, position = _vector(data, position, 2)
            found.append(TrustedAuthority("x509_name", value))
        elif kind in (_KEY_SHA1, _CERT_SHA1):
            value = _take(data, position, 20)
            position += 20
            found.append(TrustedAuthority("key_sha1_hash" if kind == _KEY_SHA1 else "cert_sha1_hash", value))
        else:
            raise ValueError("unknown identifier type")
    return tuple(found)
