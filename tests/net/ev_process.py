"""An EV as a process, for network namespaces: discovers on an interface, charges, prints what happened as one JSON line.

    python -m tests.net.ev_process IF [--energy dc] [--charge 0.2] [--discover-only] [--source ADDRESS] [--tries 40]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import socket
import sys
import time

from secc import sdp
from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev
from tests.net.lab import Plug, drive


def discover(interface: str, tries: int, source: str) -> tuple[sdp.Response, float] | None:
    """Ask every 250 ms like a car; the response and the seconds it took, or None."""
    index = socket.if_nametoindex(interface)
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, index)
        if source:
            sock.bind((source, 0, 0, 0))
        sock.settimeout(0.25)
        for _ in range(tries):
            began = time.monotonic()
            try:
                sock.sendto(sdp.encode_request(sdp.Security.NONE), (sdp.GROUP, sdp.PORT, 0, index))
                datagram, sender = sock.recvfrom(100)
            except (TimeoutError, OSError):
                time.sleep(0.05)
                continue
            response = sdp.decode_response(datagram)
            assert response is not None, datagram.hex()
            assert sender[1] == sdp.PORT
            return response, time.monotonic() - began
    return None


async def charge(interface: str, response: sdp.Response, car: Car) -> Iso2Ev:
    """Connect to what was announced and charge."""
    plug = Plug(*await asyncio.open_connection(f"{response.address}%{interface}", response.port))
    ev = Iso2Ev(car)
    await drive(ev, plug)
    plug.close()
    return ev


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("interface")
    parser.add_argument("--energy", default="ac")
    parser.add_argument("--charge", type=float, default=0.2)
    parser.add_argument("--discover-only", action="store_true")
    parser.add_argument("--source", default="")
    parser.add_argument("--tries", type=int, default=40)
    options = parser.parse_args()
    found = discover(options.interface, options.tries, options.source)
    report: dict[str, object] = {"address": None}
    if found is not None:
        report = {"address": str(found[0].address), "port": found[0].port, "security": int(found[0].security), "discovery_s": found[1]}
        if not options.discover_only:
            car = Car(energy=options.energy, charge_s=options.charge, loop_s=0.02, poll_s=0.05)
            ev = asyncio.run(charge(options.interface, found[0], car))
            report |= {"failure": None if ev.failure is None else str(ev.failure), "phases": ev.phases}
    print(json.dumps(report), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
