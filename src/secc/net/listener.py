"""One listening TCP port of an outlet. The port is chosen once and kept, however often the listener is closed and opened again."""

from __future__ import annotations

import asyncio
import errno
import secrets
import socket
from collections.abc import Callable

from secc.net.interfaces import Place

FIRST_PORT, LAST_PORT = 49_152, 65_535
BACKLOG = 16
ATTEMPTS = 20


class Listener:
    """`factory` makes the protocol of each connection. `port` is 0 until the first `open` unless one was configured."""

    def __init__(self, factory: Callable[[], asyncio.Protocol], port: int = 0) -> None:
        self._factory = factory
        self._server: asyncio.Server | None = None
        self.port = port

    @property
    def is_open(self) -> bool:
        """Connections are taken."""
        return self._server is not None

    async def open(self, place: Place) -> None:
        """Listen on the address of this place. Raises OSError where that is not possible (now)."""
        if self._server is None:
            sock = self._bind(place)
            try:
                loop = asyncio.get_running_loop()
                self._server = await loop.create_server(self._factory, sock=sock, backlog=BACKLOG, start_serving=False)
            except BaseException:  # also when this is cancelled half-way
                sock.close()
                raise
            await self._server.start_serving()

    def close(self) -> None:
        """Stop listening; connections live on. Idempotent."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _bind(self, place: Place) -> socket.socket:
        if self.port:
            return _bound(place, self.port)
        for _ in range(ATTEMPTS):
            port = FIRST_PORT + secrets.randbelow(LAST_PORT - FIRST_PORT + 1)
            try:
                sock = _bound(place, port)
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
                continue
            self.port = port
            return sock
        raise OSError(errno.EADDRINUSE, f"no free TCP port found between {FIRST_PORT} and {LAST_PORT}")


def _bound(place: Place, port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        scope = 0 if place.address.is_loopback else place.index
        sock.bind((str(place.address), port, 0, scope))
    except OSError as error:
        sock.close()
        raise OSError(error.errno, f"TCP port {port}: {error.strerror}") from None
    return sock
