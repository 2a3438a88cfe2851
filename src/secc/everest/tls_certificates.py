"""TLS of a charger module whose certificates come from `evse_security`: asked for, renewed, given up when they are gone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import msgspec

from secc.config import Tls
from secc.errors import ConfigError
from secc.everest import security_client
from secc.everest.envelope import CommandError
from secc.everest.module import Peer
from secc.net.tls import TlsServer, wall_clock
from secc.net.tls_setup import server_for

log = logging.getLogger(__name__)

AGAIN_S = 3600.0  # OCSP answers come and go without a word
RETRY_S = 5.0


class TlsCertificates:
    """`server` is what TLS is served with, None without a certificate, and then `problem` says why. `changed` is called when that changes.

    `answered`: it is known whether there are certificates.
    """

    def __init__(self, security: Peer, settings: Tls, changed: Callable[[], None]) -> None:
        self.server: TlsServer | None = None
        self.problem = "evse_security has not answered yet"
        self.answered = False
        self._security, self._settings, self._changed = security, settings, changed
        self._asking: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._stale = False
        security.on("certificate_store_update", lambda _: self.ask())

    def ask(self) -> None:
        """Have the newest certificates, now or as soon as a question on its way is answered."""
        if self._asking is not None:
            self._stale = True
            return
        self._asking = asyncio.get_running_loop().create_task(self._ask())

    def close(self) -> None:
        """Ask no more."""
        for waiting in (self._asking, self._timer):
            if waiting is not None:
                waiting.cancel()

    async def _ask(self) -> None:
        self._stale = False
        again = AGAIN_S
        try:
            await self._renew()
        except CommandError as error:
            again = RETRY_S
            log.error("evse_security cannot be asked for certificates: %s", error)
            if self.server is None:
                self.problem = f"evse_security does not answer: {error.name}"
        except (ConfigError, msgspec.ValidationError) as error:
            self._without(str(error))
        self.answered, self._asking = True, None
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(again, self.ask)
        if self._stale:
            self.ask()
        self._changed()

    async def _renew(self) -> None:
        found = await security_client.fetch(self._security, self._settings, wall_clock())
        if self.server is None:
            self.server = server_for(found, self._settings)
            return
        self.server.replace(found)
        for line in found.warnings:
            log.info("tls: %s", line)

    def _without(self, problem: str) -> None:
        """A certificate that was deleted or cannot be shown must not be shown: TLS ends with the car that is there."""
        self.server, self.problem = None, problem
        log.error("TLS is not offered: %s", problem)
