"""The way of a replay to a SECC on the network: discovery and one TCP connection, with plain blocking sockets."""

from __future__ import annotations

import re
import select
import socket
import time

from secc import sdp, v2gtp
from secc.errors import ConfigError, PeerError

CHUNK = 65_536
CONNECT_S = 5.0
TRIES, TRY_S = 20, 0.25


class NetworkWire:
    """A `Wire` to `address` (host, port, flow, scope)."""

    def __init__(self, address: tuple[str, int, int, int]) -> None:
        self._address = address
        self._socket: socket.socket | None = None
        self._buffer = v2gtp.FrameBuffer(1 << 20)

    @classmethod
    def at(cls, text: str) -> NetworkWire:
        """`[fe80::1%eth0]:50000` or `host:50000`. Raises ConfigError."""
        match = re.fullmatch(r"\[([^\]%]+)(?:%([^\]]+))?\]:(\d+)|([^:]+):(\d+)", text)
        if match is None:
            raise ConfigError(f"{text!r} is no address: write [fe80::1%eth0]:50000", source="--address")
        host, scope, port = match[1] or match[4], match[2], int(match[3] or match[5])
        return cls((host, port, 0, _index(scope) if scope else 0))

    @classmethod
    def find(cls, interface: str) -> NetworkWire:
        """Discover the SECC on `interface`. Raises ConfigError when nobody answers."""
        index = _index(interface)
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as udp:
            udp.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, index)
            for _ in range(TRIES):
                udp.sendto(sdp.encode_request(sdp.Security.NONE), (sdp.GROUP, sdp.PORT, 0, index))
                if select.select([udp], [], [], TRY_S)[0] and (answer := sdp.decode_response(udp.recv(CHUNK))) is not None:
                    return cls((str(answer.address), answer.port, 0, index))
        raise ConfigError(f"no SECC answers on {interface}", source="--interface")

    def open(self) -> None:
        """Connect. Raises OSError."""
        self._buffer = v2gtp.FrameBuffer(1 << 20)
        version6 = ":" in self._address[0]
        opened = socket.socket(socket.AF_INET6 if version6 else socket.AF_INET, socket.SOCK_STREAM)
        opened.settimeout(CONNECT_S)
        try:
            opened.connect(self._address if version6 else self._address[:2])
        except OSError:
            opened.close()
            raise
        self._socket = opened

    def send(self, data: bytes) -> None:
        """Send; a connection that is gone counts as closed."""
        if self._socket is not None:
            try:
                self._socket.sendall(data)
            except OSError:
                self.close()

    def receive(self, within_s: float) -> v2gtp.Frame | None:
        """The next frame within that time."""
        end = time.monotonic() + within_s
        while self._socket is not None:
            try:
                item = self._buffer.next()
                if isinstance(item, v2gtp.Frame):
                    return item
                if item is None:
                    self._read(max(0.0, end - time.monotonic()))
            except TimeoutError:
                return None
            except (OSError, PeerError):
                self.close()
        return None

    def wait(self, seconds: float) -> None:
        """Let real time pass."""
        time.sleep(seconds)

    def close(self) -> None:
        """Disconnect."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    @property
    def closed(self) -> bool:
        """Nobody is there any more."""
        if self._socket is None:
            return True
        if select.select([self._socket], [], [], 0)[0]:
            try:
                if not self._socket.recv(1, socket.MSG_PEEK):
                    self.close()
            except OSError:
                self.close()
        return self._socket is None

    def _read(self, within_s: float) -> None:
        assert self._socket is not None
        if not select.select([self._socket], [], [], within_s)[0]:
            raise TimeoutError
        data = self._socket.recv(CHUNK)
        if not data:
            raise OSError("closed")
        self._buffer.feed(data)


def _index(interface: str) -> int:
    try:
        return socket.if_nametoindex(interface)
    except OSError:
        raise ConfigError(f"there is no interface {interface!r}", source="--interface") from None
