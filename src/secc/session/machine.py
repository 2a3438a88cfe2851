"""The sans-IO session (signature fixed first; body follows)."""

from __future__ import annotations

from collections.abc import Callable

from secc.config import Config
from secc.session.commands import Command
from secc.session.events import Event
from secc.session.link import Link
from secc.trace import Trace


class Session:
    """One V2G session on one connection. Bytes, commands and time in; bytes, events and a deadline out. Nothing here raises for what the EV did.

    `entropy(n)` gives n bytes of cryptographic randomness. `now` is any monotonic clock in seconds; `unix_offset` makes it wall-clock time
    (None: the station's clock is not trusted). `resume` is the `context` of an earlier SessionPaused event of this outlet, or None.
    `setup_deadline` is the end of the 18 s communication-setup time on the same clock (the station runs it), None if there is none.
    """

    def __init__(
        self, config: Config, link: Link, *, entropy: Callable[[int], bytes], now: float, unix_offset: float | None = None,
        resume: bytes | None = None, setup_deadline: float | None = None, trace: Trace | None = None,
    ) -> None: ...

    def receive_data(self, data: bytes, now: float) -> None:
        """Bytes from the EV, in any pieces."""

    def receive_eof(self, now: float) -> None:
        """The EV closed its side, or the connection broke."""

    def command(self, command: Command, now: float) -> None:
        """Something the charger or the application says."""

    def tick(self, now: float) -> None:
        """Time passed; call at or after `deadline()`."""

    def deadline(self) -> float | None:
        """When `tick` must be called next, on the clock of `now`; None: not needed."""
        return None

    def events(self) -> list[Event]:
        """What happened since the last call, in order."""
        return []

    def data_to_send(self) -> bytes:
        """Bytes for the EV since the last call."""
        return b""

    @property
    def state(self) -> str:
        """Name of the present state, for logs and tests."""
        return ""

    @property
    def negotiated(self) -> bool:
        """A supportedAppProtocolRes OK was sent: this is the active session of its outlet."""
        return False

    @property
    def set_up(self) -> bool:
        """SessionSetupRes was sent: the communication-setup time (18 s) is over."""
        return False

    @property
    def closing(self) -> bool:
        """The connection has to be closed by us once `data_to_send()` is flushed (SessionEnded was or will be among the events)."""
        return False
