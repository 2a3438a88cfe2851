"""Who watches a station for the person in front of it: the account of each session, event lines, the result."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import Callable
from typing import TextIO

import msgspec

from secc.cli.account import Account, clean
from secc.errors import ConfigError
from secc.net.connection import Connection
from secc.session import commands, events
from secc.session.events import Event

EVENTS_BYTES = 64 * 1024 * 1024


class EventLines:
    """Events as JSON lines, up to `most` bytes: time and number of the session, then the event in its stable form."""

    def __init__(self, name: str, most: int = EVENTS_BYTES) -> None:
        """Raises ConfigError if the file cannot be written."""
        self._left = most
        try:
            self._file: TextIO = sys.stdout if name == "-" else open(name, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
        except OSError as error:
            raise ConfigError(f"cannot be written: {error.strerror}", source=name) from None

    def write(self, event: Event, session: int) -> None:
        """One line."""
        head = msgspec.json.encode({"time": round(time.time(), 6), "session": session})
        line = (head[:-1] + b"," + msgspec.json.encode(event)[1:]).decode() + "\n"
        self._left -= len(line)
        if self._left >= 0:
            self._file.write(line)
            self._file.flush()


class Desk:
    """Watches a station: account and event lines for each session, and the result that becomes the exit status.

    `meter` gives the last reading of the meter; `last_ok` tells how the last session ended, None before there was one.
    """

    def __init__(self, out: TextIO, lines: EventLines | None) -> None:
        self._out, self._lines = out, lines
        self._accounts: dict[Connection, Account] = {}
        self._sessions = 0
        self.meter: Callable[[], commands.MeterRead | None] = lambda: None
        self.last_ok: bool | None = None
        self.session_over = asyncio.Event()

    def say(self, line: str) -> None:
        """A line for the person in front of it; nobody there is no reason to stop charging."""
        with contextlib.suppress(BrokenPipeError):
            print(line, file=self._out, flush=True)

    def status(self, text: str) -> None:
        """The station's state has changed."""
        self.say(f"secc-sim: {text}")

    def observe(self, connection: Connection | None, event: Event) -> None:
        """An event of a connection, or of the outlet itself."""
        session, now = self._number(connection, event), time.monotonic()
        if self._lines is not None:
            self._lines.write(event, session)
        account = self._accounts.get(connection) if connection is not None else None
        if account is not None and connection is not None:
            account.event(event, now)
            if isinstance(event, events.SessionEnded):
                account.close(now, self._meter_wh(), str(connection.latency))
                del self._accounts[connection]
                self._ended(event.ok)
        elif connection is None and isinstance(event, events.PeerMisbehaved):
            self.say(f"secc-sim: {clean(event.what)}: {clean(event.detail)}")
        elif isinstance(event, events.SessionEnded):
            where = connection.remote if connection is not None else "the outlet"
            self.say(f"secc-sim: {where}: {event.reason}{f' ({clean(event.detail)})' if event.detail else ''}")
            if connection is not None and connection.latency.count:
                self._ended(False)

    def _number(self, connection: Connection | None, event: Event) -> int:
        if connection is None:
            return 0
        if connection not in self._accounts and isinstance(event, events.ProtocolSelected):
            self._sessions += 1
            title = f"session {self._sessions} with {connection.remote}, {connection.security}"
            self._accounts[connection] = Account(self.say, title, time.monotonic(), self._meter_wh())
        return self._sessions

    def _ended(self, ok: bool) -> None:
        self.last_ok = ok
        self.session_over.set()

    def _meter_wh(self) -> float | None:
        reading = self.meter()
        return None if reading is None else reading.energy_wh

    def exit_status(self, *, once: bool) -> int:
        """0 after a session that ended in order; 1 after another, and with `once` where there was none."""
        return int(self.last_ok is False or (once and not self.last_ok))
