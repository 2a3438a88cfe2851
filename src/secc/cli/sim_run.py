"""What `secc-sim` does between its first line and its exit status."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import pathlib
import sys
import threading
from collections.abc import Callable

from secc.charger.remote import RemoteHardware
from secc.charger.simulated import Authorization, Hardware, LocalHardware, settings_of
from secc.charger.store import FileStore, Store
from secc.cli.account import clean
from secc.cli.desk import Desk, EventLines
from secc.cli.sim_pki import ContractCharger, operators_of
from secc.config import Config
from secc.errors import ConfigError
from secc.net import interfaces
from secc.net.serve import settle_memory, until_signal
from secc.net.station import Station, Tracer
from secc.net.trace_writers import open_trace
from secc.session import events


async def run(config: Config, options: argparse.Namespace) -> int:
    """Serve until a signal, or with --once until one session is over. Returns the exit status. Raises ConfigError."""
    if not options.wait:
        interfaces.require(config.outlet.interface, "--interface")
    if config.link == "slac":
        raise ConfigError("nobody signals a data link here, so the station would be silent: leave it at always", source=options.config, field="link")
    authorization = Authorization.parse(options.authorize, ask)
    lines = EventLines(options.events) if options.events else None
    desk = Desk(sys.stderr if options.events == "-" else sys.stdout, lines)
    with open_trace(options.trace) if options.trace else contextlib.nullcontext() as recorder:
        trace = None if recorder is None else recorder.connection
        await until_signal(_serve(config, options, authorization, desk, trace))
    return desk.exit_status(once=options.once)


async def _serve(config: Config, options: argparse.Namespace, authorization: Authorization, desk: Desk, trace: Tracer | None) -> None:
    """One outlet with simulated hardware behind it."""
    charger = ContractCharger(config.outlet, authorization=authorization, hardware=_hardware(config, options.hardware_process))
    charger.operators = operators_of(config.tls.pki)
    station = Station(
        config, charger, observe=desk.observe, on_status=desk.status, sdp_port=options.sdp_port, trace=trace, store=_store(options.store),
    )
    desk.meter = lambda: station.meter
    await station.start()
    settle_memory()
    try:
        await desk.session_over.wait()
        if not options.once:
            await asyncio.Event().wait()
        await station.retire()
    finally:
        await station.stop()


def _store(folder: pathlib.Path | None) -> Store | None:
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return FileStore(folder / "paused.json")
    except OSError as error:
        raise ConfigError(f"cannot be used: {error.strerror}", source="--store") from None


def _hardware(config: Config, log: str | None) -> Hardware:
    settings = settings_of(config.outlet)
    if log is None:
        return LocalHardware(settings)
    try:
        pathlib.Path(log).open("ab").close()
    except OSError as error:
        raise ConfigError(f"{log}: cannot be written: {error.strerror}", source="--hardware-process") from None
    return RemoteHardware(settings, log)


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
