"""The discovery socket of one outlet: UDP port 15118 on one interface, group ff02::1. Answers come from a function, limits from here."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import time
from collections.abc import Callable
from ipaddress import IPv6Address

from secc.net.budget import Shares
from secc.net.interfaces import Place
from secc.net.log import log
from secc.sdp import GROUP, PORT

EACH, TOTAL = (20.0, 50.0), (1000.0, 1000.0)
"""Answers a second, and at once: for one source, for all together. An EV asks four times a second."""
BATCH = 512
"""Datagrams read in one turn of the event loop."""
RECEIVE_BUFFER = 1 << 20
"""Asked for, so that a flood does not push out the request of a car; the kernel gives what it allows."""
REQUEST_SIZE, RESPONSE_SIZE = 10, 28

Answer = Callable[[bytes, IPv6Address], bytes | None]


class SdpServer:
    """Answers what arrives on one interface with `answer(datagram, source)`. No datagram makes it raise, or rebuild its socket.

    Another `port` than 15118 is for trials on one machine; 0 takes a free one.
    """

    def __init__(self, answer: Answer, loop: asyncio.AbstractEventLoop, port: int = PORT) -> None:
        self._answer, self._loop, self.port = answer, loop, port
        self._socket: socket.socket | None = None
        self._scope = 0
        self._shares = Shares(EACH, TOTAL, time.monotonic())

    def open(self, place: Place) -> None:
        """Listen there. Raises OSError where that is not possible (now)."""
        self.close()
        self._scope = 0 if place.address.is_loopback else place.index
        self._socket = _bind(place, self.port)
        self.port = self._socket.getsockname()[1]
        self._loop.add_reader(self._socket, self._readable, self._socket)

    def close(self) -> None:
        """Stop listening. Idempotent."""
        if self._socket is not None:
            self._loop.remove_reader(self._socket)
            self._socket.close()
            self._socket = None

    def _readable(self, sock: socket.socket) -> None:
        for _ in range(BATCH):
            try:
                datagram, address = sock.recvfrom(RESPONSE_SIZE + 1)
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                log.warning("discovery: %s", error)
                return
            if len(datagram) in (REQUEST_SIZE, RESPONSE_SIZE):
                try:
                    self._one(sock, datagram, address)
                except Exception:
                    log.exception("discovery: a datagram could not be answered")

    def _one(self, sock: socket.socket, datagram: bytes, address: tuple[str, int, int, int]) -> None:
        host, port, _, scope = address
        if scope != self._scope or not self._shares.take((host, port), time.monotonic()):
            return
        response = self._answer(datagram, IPv6Address(host.partition("%")[0]))
        if response is not None:
            with contextlib.suppress(BlockingIOError):
                sock.sendto(response, address)


def _bind(place: Place, port: int) -> socket.socket:
    """A socket that hears this interface alone. Where binding to the device is not permitted, the scope of each source tells."""
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, place.interface.encode() + b"\0")
        except PermissionError:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(("::", port))
        membership = IPv6Address(GROUP).packed + struct.pack("@i", place.index)
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, membership)
    except OSError as error:
        sock.close()
        raise OSError(error.errno, f"UDP port {port}: {error.strerror}") from None
    return sock
