"""What lies between the socket and the session: nothing (`PlainWire`), or TLS (`secc.net.tls`), behind one shape."""

from __future__ import annotations

from typing import Protocol

from secc.session.link import Link


class Wire(Protocol):
    """Bytes of the socket in and out, bytes of the session out and in; sans-IO. Nothing raises for what the other end sends."""

    failure: str

    @property
    def handshake_done(self) -> bool:
        """The session may begin: `link` is known, and `send` is possible."""

    @property
    def closed(self) -> bool:
        """No more will come; `to_wire` may still hold a last alert."""

    def deadline(self) -> float | None:
        """When `tick` must be called, None for never."""

    def tick(self, now: float) -> None:
        """Time passed."""

    def receive(self, data: bytes, now: float) -> None:
        """Bytes of the socket."""

    def receive_eof(self) -> None:
        """The socket was closed by the other end."""

    def plaintext(self) -> bytes:
        """Bytes for the session since the last call."""

    def send(self, plain: bytes) -> None:
        """Bytes of the session."""

    def close(self) -> None:
        """Say goodbye, where there is a word for it."""

    def to_wire(self) -> bytes:
        """Bytes for the socket since the last call."""

    def link(self, local: str = "", remote: str = "") -> Link:
        """What the session has to know of this connection."""


class PlainWire:
    """TCP without TLS."""

    __slots__ = ("_in", "_out", "closed", "failure")

    handshake_done = True

    def __init__(self) -> None:
        self._in, self._out = b"", b""
        self.closed, self.failure = False, ""

    def deadline(self) -> float | None:
        """There is no handshake to wait for."""
        return None

    def tick(self, now: float) -> None:
        """Nothing depends on time here."""

    def receive(self, data: bytes, now: float) -> None:
        """Bytes of the socket are bytes for the session."""
        self._in = self._in + data if self._in else data

    def receive_eof(self) -> None:
        """The other end has nothing more to say, but still listens."""

    def plaintext(self) -> bytes:
        """Bytes for the session since the last call."""
        data, self._in = self._in, b""
        return data

    def send(self, plain: bytes) -> None:
        """Bytes of the session are bytes for the socket."""
        self._out = self._out + plain if self._out else plain

    def close(self) -> None:
        """TCP says goodbye by itself."""
        self.closed = True

    def to_wire(self) -> bytes:
        """Bytes for the socket since the last call."""
        data, self._out = self._out, b""
        return data

    def link(self, local: str = "", remote: str = "") -> Link:
        """No TLS, no certificates."""
        return Link(local=local, remote=remote)
