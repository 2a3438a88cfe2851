"""A charging session on this machine: station and built-in EV in one process, talking over TCP on the loopback interface.

Everything is the real thing but the car and the hardware: discovery, listener, session, driver. Needs no root and no network set-up.
"""

from __future__ import annotations

import asyncio

import msgspec

from secc.charger.api import Charger
from secc.config import Config
from secc.net.station import Observer, Station
from secc.testing.ev import Ev
from secc.testing.ev_net import discover, drive

LOOPBACK = "lo"


async def charge_on_loopback(config: Config, charger: Charger, ev: Ev, observe: Observer | None = None) -> Ev:
    """Serve `config`'s outlet on the loopback interface, let `ev` find it and charge, and stop.

    `observe` sees the events of the station. Raises OSError where the loopback interface has no IPv6.
    """
    outlet = msgspec.structs.replace(config.outlet, interface=LOOPBACK, tcp_port=0, tls_port=0)
    ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def told(status: str) -> None:
        if not ready.done():
            ready.set_result(status)

    station = Station(
        msgspec.structs.replace(config, outlet=outlet), charger, observe=observe, sdp_port=0, on_status=told,
    )
    await station.start()
    try:
        if not (status := await ready).startswith("ready"):
            raise OSError(status)
        found = await discover(("::1", station.sdp_port, 0, 0))
        await drive(ev, str(found.address), found.port)
        await station.retire()
    finally:
        await station.stop()
    return ev

