"""What `secc-sim` does between its first line and its exit status."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import threading
import time
from collections.abc import Callable
from typing import TextIO

import msgspec

from secc.charger.remote import RemoteHardware
from secc.charger.simulated import Authorization, Hardware, LocalHardware, settings_of
from secc.cli.account import Account, clean
from secc.cli.sim_pki import ContractCharger, operator_of
from secc.config import Config
from secc.errors import ConfigError
from secc.net import interfaces
from secc.net.connection import Connection
from secc.net.serve import until_signal
from secc.net.station import Station
from secc.net.trace_writers import Recorder, open_trace
from secc.session import events
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
    """Watches a station: account and event lines for each session, and the result that becomes the exit status."""

    def __init__(self, out: TextIO, lines: EventLines | None) -> None:
        self._out, self._lines = out, lines
        self._accounts: dict[Connection, Account] = {}
        self._sessions = 0
        self.station: Station | None = None
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
        return self.station.meter.energy_wh if self.station is not None and self.station.meter is not None else None


async def run(config: Config, options: argparse.Namespace) -> int:
    """Serve until a signal, or with --once until one session is over. Returns the exit status. Raises ConfigError."""
    if not options.wait:
        interfaces.require(config.outlet.interface, "--interface")
    authorization = Authorization.parse(options.authorize, ask)
    lines = EventLines(options.events) if options.events else None
    desk = Desk(sys.stderr if options.events == "-" else sys.stdout, lines)
    with open_trace(options.trace) if options.trace else contextlib.nullcontext() as recorder:
        charger = ContractCharger(config.outlet, authorization=authorization, hardware=_hardware(config, options.hardware_process))
        charger.operator = operator_of(config.tls.pki)
        station = Station(
            config, charger, observe=desk.observe, on_status=desk.status, sdp_port=options.sdp_port,
            trace=recorder.connection if isinstance(recorder, Recorder) else None,
        )
        desk.station = station
        await station.start()
        try:
            await until_signal(_serve(station, desk, once=options.once))
        finally:
            await station.stop()
    return int(desk.last_ok is False or (options.once and not desk.last_ok))


def _hardware(config: Config, log: str | None) -> Hardware:
    settings = settings_of(config.outlet)
    return LocalHardware(settings) if log is None else RemoteHardware(settings, log)


async def _serve(station: Station, desk: Desk, *, once: bool) -> None:
    """Forever, or until one session is over and its connection closed."""
    await desk.session_over.wait()
    if not once:
        await asyncio.Event().wait()
    await station.retire()


async def ask(wanted: events.AuthorizationWanted) -> bool:
    """Ask the person at the terminal. The thread that waits for the answer never keeps the program alive."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[str] = loop.create_future()
    question = f"secc-sim: authorize {clean(wanted.emaid or wanted.evcc_id or 'this EV')}? [y/N] "

    def settle(text: str) -> None:
        if not answer.done():
            answer.set_result(text)

    threading.Thread(target=_read_line, args=(question, lambda text: loop.call_soon_threadsafe(settle, text)), daemon=True).start()
    return (await answer).strip().lower() in ("y", "yes")


def _read_line(question: str, settle: Callable[[str], object]) -> None:
    print(question, end="", file=sys.stderr, flush=True)
    with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
        settle(sys.stdin.readline())
