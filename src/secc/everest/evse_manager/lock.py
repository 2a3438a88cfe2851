"""The lock of the connector, where there is one: the plug is held while it must not be pulled, and without it being held nothing closes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from secc.everest.module import Peer

log = logging.getLogger(__name__)

ANSWER_S = 5.0


class Lock:
    """What `connector_lock` was told last, and whether it answered; `changed` is called when it does. Without a module nothing is asked."""

    def __init__(self, peer: Peer | None, changed: Callable[[], None]) -> None:
        self._peer, self._changed = peer, changed
        self._wanted: bool | None = None
        self._held = False

    @property
    def present(self) -> bool:
        return self._peer is not None

    @property
    def holds(self) -> bool:
        """Locked as far as is known. A lock that does not answer does not hold; one that fails says so with an error of its own."""
        return self._peer is None or self._held

    def drive(self, locked: bool) -> None:
        """Lock or unlock, said when it changes; a command that failed is said again the next time."""
        if self._peer is None or locked == self._wanted:
            return
        self._wanted = locked
        self._held = self._held and locked  # said again, a lock that held goes on holding
        self._peer.request("lock" if locked else "unlock", timeout_s=ANSWER_S).add_done_callback(lambda future: self._answered(locked, future))

    def say_again(self) -> None:
        """The connection was away: the last command may not have arrived."""
        self._wanted = None

    def _answered(self, locked: bool, future: asyncio.Future[object]) -> None:
        if locked != self._wanted:
            return  # the answer to an older command
        error = None if future.cancelled() else future.exception()
        if error is not None or future.cancelled():
            log.warning("the connector lock does not answer: %s", error)
            self._wanted = None
        else:
            self._held = locked
            self._changed()
