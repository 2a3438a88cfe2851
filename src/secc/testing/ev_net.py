"""The built-in EV on a real network: discovery and connection with asyncio.

    found = await discover(("ff02::1", 15118, 0, interface_index), security)
    await drive(ev, str(found.address), found.port, scope=interface_index)
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl

from secc import sdp
from secc.testing.ev import Ev

TRIES = 50
TRY_S = 0.25
CHUNK = 65_536


async def discover(
    to: tuple[str, int, int, int], security: sdp.Security = sdp.Security.NONE, *, tries: int = TRIES, try_s: float = TRY_S,
) -> sdp.Response:
    """Ask `to` (address, port, flow, scope) where the SECC is, every `try_s` seconds. Raises TimeoutError when nobody answers."""
    loop = asyncio.get_running_loop()
    request = sdp.encode_request(security)
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as udp:
        udp.setblocking(False)
        if to[3]:
            udp.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, to[3])
        for _ in range(tries):
            with contextlib.suppress(OSError):
                await loop.sock_sendto(udp, request, to)
            with contextlib.suppress(TimeoutError, ConnectionError):
                async with asyncio.timeout(try_s):
                    while True:
                        answer = sdp.decode_response(await loop.sock_recv(udp, CHUNK))
                        if answer is not None:
                            return answer
    raise TimeoutError(f"no SECC answered in {tries * try_s:g} s")


async def drive(ev: Ev, address: str, port: int, *, scope: int = 0, tls: ssl.SSLContext | None = None) -> Ev:
    """Connect and let `ev` charge to its end. Raises OSError if the connection cannot be made."""
    host = f"{address}%{scope}" if scope else address
    reader, writer = await asyncio.open_connection(host, port, ssl=tls)
    loop = asyncio.get_running_loop()
    try:
        ev.start(loop.time())
        while not ev.done:
            if out := ev.data_to_send():
                writer.write(out)
            await _next(ev, reader, loop)
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
    return ev


async def _next(ev: Ev, reader: asyncio.StreamReader, loop: asyncio.AbstractEventLoop) -> None:
    """Feed the EV with what comes first: bytes, the end of the connection, or its own deadline."""
    due = ev.deadline()
    timeout = None if due is None else max(0.0, due - loop.time())
    try:
        async with asyncio.timeout(timeout):
            data = await reader.read(CHUNK)
    except TimeoutError:
        ev.tick(loop.time())
        return
    except OSError:
        data = b""
    if data:
        ev.receive_data(data, loop.time())
    else:
        ev.receive_eof(loop.time())
