"""TLS for the station, without sockets or clock: bytes in, bytes out.

One listener serves every car: a connection reads the ClientHello, chooses TLS 1.2 one-sided (-2) or TLS 1.3 mutual (-20) and the chain, and
replays the same bytes into OpenSSL behind memory buffers. Nothing that the other end sends raises; a failed handshake ends as `closed` with
`failure` set and an alert in `to_wire()`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from OpenSSL import SSL
from OpenSSL.crypto import FILETYPE_ASN1, X509, dump_certificate

from secc.errors import ChainError, ConfigError, StateError
from secc.net import tls_context
from secc.net.client_hello import BadHello, ClientHello, ClientHelloReader
from secc.net.tls_choice import PROFILES, Choice, Refusal, choose
from secc.security import chain, ocsp, rules
from secc.security.certificate import Certificate, read
from secc.security.identity import Credentials, Identity
from secc.security.roles import Profile, profiles, roles
from secc.session.link import Link
from secc.session.trust import Trust

MAX_HANDSHAKE = 64 * 1024
"""Bytes that a client may send before the handshake is done; 100 KiB chains end here."""
CHUNK, MAX_READ = 16 * 1024, 64 * 1024
ALERTS = {10: "unexpected_message", 40: "handshake_failure", 47: "illegal_parameter", 50: "decode_error", 70: "protocol_version"}
REFRESH_BEFORE = timedelta(hours=24)


def wall_clock() -> datetime:
    """Now, aware and in UTC: what certificates and staples are judged at."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class TlsPolicy:
    """How TLS is spoken.

    `profile`: `strict` is the -20 profile, `interop` adds P-256 to it. `client_certificate`: on TLS 1.3 `required`, `optional` (then no -20
    without one) or `tls12-unless-20` (a hello that looks like -2 gets TLS 1.2). `platform_suites` adds AES-GCM to TLS 1.2 for lab peers.
    `handshake_timeout` in seconds. `key_log` gets NSS key log lines: anyone who reads them reads the session.
    """

    profile: Literal["strict", "interop"] = "strict"
    client_certificate: Literal["required", "optional", "tls12-unless-20"] = "required"
    platform_suites: bool = False
    handshake_timeout: float = 15.0
    key_log: Callable[[bytes], None] | None = None


class TlsEngine(Protocol):
    """The seam behind which the TLS implementation sits: what a station needs of it."""

    def connection(self, now: float) -> TlsConnection:
        """A connection whose handshake deadline runs from `now` (seconds, monotonic)."""

    def replace(self, credentials: Credentials) -> None:
        """New credentials for new connections; running ones keep theirs."""


class TlsServer:
    """The `TlsEngine` on pyOpenSSL. What it cannot do is listed in docs/tls.md."""

    def __init__(self, credentials: Credentials, policy: TlsPolicy | None = None, clock: Callable[[], datetime] = wall_clock) -> None:
        """Raises: ConfigError if there is no chain to serve, or the policy cannot be kept with this pyOpenSSL."""
        self.policy = policy or TlsPolicy()
        self.profile = PROFILES[self.policy.profile]
        self.clock = clock
        self.replace(credentials)

    def replace(self, credentials: Credentials) -> None:
        """New credentials for new connections; running sessions keep theirs. Raises: ConfigError, and then nothing has changed."""
        if not credentials.identities:
            raise ConfigError(
                "TLS without a certificate chain: give `[tls] chain` and `key`, or a folder made by `secc pki create`", field="tls"
            )
        before = self.__dict__.copy()
        self.credentials = credentials
        self.staples = {identity.name: Staple(identity, self.clock) for identity in credentials.identities}
        self._contexts: dict[tuple[str, str, str], SSL.Context] = {}
        for identity in credentials.identities:
            try:
                self.context(Choice("1.2", identity, "secp256r1") if identity.kind == "secp256r1" else Choice("1.3", identity, "x448"))
            except (ConfigError, SSL.Error) as error:
                self.__dict__.update(before)
                raise ConfigError(f"the TLS engine refuses chain or key of {identity.name}: {error}", field="tls") from error

    def connection(self, now: float) -> TlsConnection:
        """A new connection; its handshake must be done within the policy's time."""
        return TlsConnection(self, now)

    def trust(self) -> Trust:
        """What a new session judges contracts with."""
        return Trust(stores=self.credentials.stores, revocation=self.credentials.revocation)

    def choose(self, hello: ClientHello) -> Choice:
        """The answer to a ClientHello. Raises: Refusal."""
        policy = self.policy
        prefer_12 = policy.client_certificate == "tls12-unless-20"
        return choose(hello, self.credentials.identities, self.profile, platform_suites=policy.platform_suites, prefer_12=prefer_12)

    def context(self, choice: Choice) -> SSL.Context:
        """The OpenSSL context of a choice, built once."""
        key = (choice.version, choice.identity.name, choice.group)
        if key not in self._contexts:
            sink = self.policy.key_log
            log = None if sink is None else (lambda _, line: sink(line))
            context = tls_context.build(
                choice, self.profile, self.staples[choice.identity.name], platform_suites=self.policy.platform_suites, key_log=log
            )
            if choice.version == "1.3":
                roots = (*self.credentials.stores.v2g, *self.credentials.stores.oem)
                tls_context.demand_client(context, roots, self._verify_peer, required=self.policy.client_certificate != "optional")
            self._contexts[key] = context
        return self._contexts[key]

    def set_staple(self, name: str, response: bytes) -> None:
        """A fresh OCSP response (DER) for the leaf of the chain `name`, used from the next handshake on.

        Raises: ChainError if it does not prove the leaf good now; KeyError for an unknown chain.
        """
        self.staples[name].refresh(response)

    def staples_to_refresh(self) -> tuple[str, ...]:
        """Names of the chains whose staple is missing, or ends within a day (V2G2-876, V2G20-1021)."""
        limit = self.clock() + REFRESH_BEFORE
        return tuple(name for name, staple in self.staples.items() if staple.usable_until < limit)

    def vehicle_error(self, path: tuple[Certificate, ...]) -> str:
        """Why a client chain that OpenSSL has verified is still not a vehicle's, or ""."""
        stores, profile = self.credentials.stores, self._certificates
        report = chain.judge("vehicle", path, stores, profile, self.clock(), self.credentials.revocation, verified=True)
        return str(report.error) if report.error else ""

    @property
    def _certificates(self) -> Profile:
        return profiles()["interop" if self.policy.profile == "interop" else "iso20"]

    def _verify_peer(self, connection: SSL.Connection, certificate: X509, error: int, depth: int, ok: int) -> bool:
        """OpenSSL has verified signature and time; the leaf must also look like a vehicle's, so that the alert still goes out."""
        if not ok or depth:
            return bool(ok)
        try:
            leaf = read(dump_certificate(FILETYPE_ASN1, certificate))
        except ChainError:
            return False
        return not any(f.severity == "error" for f in rules.check(leaf, roles()["vehicle"], self._certificates))


class Staple:
    """The OCSP response that is sent with one chain: validated when it comes, and never sent beyond its time."""

    def __init__(self, identity: Identity, clock: Callable[[], datetime]) -> None:
        self.identity, self._clock = identity, clock
        self.response, self.usable_until, self.problem = b"", datetime.min.replace(tzinfo=UTC), "no OCSP response"
        if identity.staple:
            try:
                self.refresh(identity.staple)
            except ChainError as error:
                self.problem = str(error)

    def refresh(self, response: bytes) -> None:
        """Takes a new response. Raises: ChainError if it does not prove the leaf good now."""
        issuer = self.identity.issuer
        if issuer is None:
            raise ChainError("ocsp_signer", "the issuer of the leaf is not known")
        answer = ocsp.check(response, self.identity.chain[0], issuer, self._clock())
        if answer.status != "good":
            raise ChainError("revoked", "the responder says that the SECC certificate is revoked")
        self.response, self.usable_until, self.problem = response, answer.usable_until, ""

    def __call__(self, connection: SSL.Connection, data: bytes | None = None) -> bytes:
        """OpenSSL asks for the staple; empty bytes send none."""
        return self.response if self._clock() <= self.usable_until else b""


class TlsConnection:
    """One connection. `state` goes `hello`, `handshake`, `open`, `closed`.

    Attributes: `failure` why the handshake (or the connection) failed, "" if it did not; `alert` the alert sent before OpenSSL was asked,
    "" if none; `truncated`: the peer closed without close_notify; `hello` and `choice` once known.
    """

    def __init__(self, server: TlsServer, now: float) -> None:
        self._server = server
        self._reader = ClientHelloReader()
        self._engine: SSL.Connection | None = None
        self._out, self._plain = bytearray(), bytearray()
        self._unsaid = self._goodbye = False
        self._received = 0
        self._deadline = now + server.policy.handshake_timeout
        self.state: Literal["hello", "handshake", "open", "closed"] = "hello"
        self.failure, self.alert, self.truncated = "", "", False
        self.hello: ClientHello | None = None
        self.choice: Choice | None = None
        self.peer_path: tuple[Certificate, ...] = ()

    @property
    def handshake_done(self) -> bool:
        """True once application data may flow."""
        return self.state == "open"

    @property
    def closed(self) -> bool:
        """True when no more plaintext will come; `to_wire()` may still hold an alert.

        After the peer's close_notify our side stays open until `close`: what it asked together with its goodbye is still answered.
        """
        return self.state == "closed" or self._goodbye

    def deadline(self) -> float | None:
        """When `tick` must be called at the latest (seconds, monotonic); None once the handshake is done."""
        return self._deadline if self.state in ("hello", "handshake") else None

    def tick(self, now: float) -> None:
        """Ends a handshake that has taken too long."""
        if self.state in ("hello", "handshake") and now >= self._deadline:
            self._fail(f"the TLS handshake took more than {self._server.policy.handshake_timeout:g} s")

    def receive(self, data: bytes, now: float) -> None:
        """Bytes from the wire. Raises nothing."""
        self.tick(now)
        if self.closed:
            return
        if self.state != "open":
            self._received += len(data)
            if self._received > MAX_HANDSHAKE:
                self._fail(f"more than {MAX_HANDSHAKE} bytes before the end of the handshake", 40)
                return
        if self._engine is None:
            data = self._begin(data)
        if data:
            self._feed(data)

    def receive_eof(self) -> None:
        """The peer has closed its side of the TCP connection. Without a close_notify before, that is a truncation."""
        if self.closed:
            return
        self.truncated = True
        self._fail("" if self.state == "open" else "the EV closed the connection during the TLS handshake")

    def plaintext(self) -> bytes:
        """What the EV has said since the last call."""
        data = bytes(self._plain)
        self._plain.clear()
        return data

    def send(self, plain: bytes) -> None:
        """Encrypts; the bytes come out of `to_wire`. Raises: StateError unless the connection is open."""
        if self.state != "open" or self._engine is None:
            raise StateError(f"cannot send over TLS in state {self.state}")
        for start in range(0, len(plain), CHUNK):
            self._engine.sendall(plain[start : start + CHUNK])
        self._unsaid = True

    def close(self) -> None:
        """Says close_notify. Idempotent."""
        if self.state == "open" and self._engine is not None:
            with suppress(SSL.Error):
                self._engine.shutdown()
            self._drain()
        self.state = "closed"

    def to_wire(self) -> bytes:
        """Bytes for the wire since the last call."""
        if self._unsaid:
            self._drain()
        data = bytes(self._out)
        self._out.clear()
        return data

    def link(self, local: str = "", remote: str = "") -> Link:
        """What the session needs to know. Raises: StateError before the handshake is done."""
        if self._engine is None or self.choice is None or self.state != "open":
            raise StateError("no TLS session yet")
        return Link(
            tls=self.choice.version,
            cipher=self._engine.get_cipher_name() or "",
            server_chain=self.choice.identity.name,
            peer_chain=tuple(certificate.der for certificate in self.peer_path[:-1]),
            local=local,
            remote=remote,
        )

    def group(self) -> str:
        """The key exchange group, as OpenSSL names it; "" before the handshake."""
        return (self._engine.get_group_name() or "") if self._engine is not None else ""

    def _begin(self, data: bytes) -> bytes:
        """Reads the hello and builds the engine; returns the bytes to replay into it."""
        try:
            hello = self._reader.feed(data)
            if hello is None:
                return b""
            self.hello = hello
            self.choice = self._server.choose(hello)
        except (BadHello, Refusal) as error:
            self._fail(error.reason, error.alert)
            return b""
        self._engine = SSL.Connection(self._server.context(self.choice), None)
        self._engine.set_accept_state()
        self.state = "handshake"
        return bytes(self._reader.buffer)

    def _feed(self, data: bytes) -> None:
        engine = self._engine
        assert engine is not None
        position = 0
        try:
            while position < len(data) and not self.closed:
                position += engine.bio_write(data[position:])
                self._advance(engine)
        except SSL.ZeroReturnError:
            self._goodbye = True
        except SSL.Error as error:
            self._drain()
            self._fail(_explain(error))
        if self.state == "open":  # OpenSSL rarely answers by itself then, and asking it in vain costs an exception: `to_wire` asks
            self._unsaid = True
        else:
            self._drain()

    def _advance(self, engine: SSL.Connection) -> None:
        """Goes as far as the bytes at hand allow."""
        try:
            if self.state == "handshake":
                engine.do_handshake()
                self._complete(engine)
            while self.state == "open":
                self._plain += engine.recv(CHUNK)
        except SSL.WantReadError:
            return

    def _complete(self, engine: SSL.Connection) -> None:
        """The handshake is done: now the client chain, if there is one, must be a vehicle's in every respect."""
        self.state = "open"
        verified = engine.get_verified_chain() if self.choice and self.choice.version == "1.3" else None
        if not verified:
            return
        try:
            self.peer_path = tuple(read(dump_certificate(FILETYPE_ASN1, certificate)) for certificate in verified)
            error = self._server.vehicle_error(self.peer_path)
        except ChainError as unreadable:
            error = str(unreadable)
        if error:
            self.close()
            self.failure = f"the vehicle chain is refused: {error}"

    def _drain(self) -> None:
        """Takes what OpenSSL has to say; a read that is not full was the last, and asking once more would cost an exception."""
        self._unsaid = False
        if self._engine is None:
            return
        with suppress(SSL.Error):
            while True:
                found = self._engine.bio_read(MAX_READ)
                self._out += self._without_dummy(found)
                if len(found) < MAX_READ:
                    return

    def _without_dummy(self, records: bytes) -> bytes:
        """Takes out the ChangeCipherSpec that TLS 1.3 sends for middleboxes, unless the client began that (RFC 8446, D.4)."""
        if self.state != "handshake" or not self.choice or self.choice.version != "1.3" or (self.hello and self.hello.session_id):
            return records
        kept, position = bytearray(), 0
        while position < len(records):
            end = position + 5 + int.from_bytes(records[position + 3 : position + 5], "big")
            kept += b"" if records[position] == 20 else records[position:end]
            position = end
        return bytes(kept)

    def _fail(self, reason: str, alert: int | None = None) -> None:
        if alert is not None:
            self.alert = ALERTS[alert]
            self._out += bytes((21, 3, 3, 0, 2, 2, alert))
        self.failure, self.state = reason, "closed"


def _explain(error: SSL.Error) -> str:
    """OpenSSL's words for what went wrong."""
    parts = error.args[0] if error.args and isinstance(error.args[0], list) else [error.args]
    return "; ".join(str(part[-1]) for part in parts if part) or type(error).__name__
