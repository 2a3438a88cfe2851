"""A charging session on this machine: station and built-in EV in one process, talking over TCP on the loopback interface.

Everything is the real thing but the car and the hardware: discovery, listener, session, driver. Needs no root and no network set-up.
"""

from __future__ import annotations

import asyncio
import ssl

import msgspec

from secc import sdp
from secc.charger.api import Charger
from secc.config import Config
from secc.net.station import Observer, Station
from secc.testing.ev import Ev
from secc.testing.ev_net import discover, drive

LOOPBACK = "lo"


class Loopback:
    """A station for `config`'s outlet on the loopback interface. `observe` sees its events."""

    def __init__(self, config: Config, charger: Charger, observe: Observer | None = None) -> None:
        outlet = msgspec.structs.replace(config.outlet, interface=LOOPBACK, tcp_port=0, tls_port=0)
        self.station = Station(
            msgspec.structs.replace(config, outlet=outlet), charger, observe=observe, on_status=self._told, sdp_port=0,
        )
        self._status = ""
        self._told_one = asyncio.Event()

    async def charge(self, ev: Ev, tls: ssl.SSLContext | None = None) -> Ev:
        """Serve, let `ev` find the station and charge, over `tls` if given, and stop. Raises OSError where the loopback interface has no IPv6."""
        await self.station.start()
        try:
            await self._told_one.wait()
            if not self._status.startswith("ready"):
                raise OSError(self._status)
            security = sdp.Security.NONE if tls is None else sdp.Security.TLS
            found = await discover(("::1", self.station.sdp_port, 0, 0), security)
            await drive(ev, str(found.address), found.port, tls=tls)
            await self.station.retire()
        finally:
            await self.station.stop()
        return ev

    def _told(self, status: str) -> None:
        self._status = status
        self._told_one.set()
