"""Stations as a program: start, serve until told to end, stop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from collections.abc import Callable, Coroutine

from secc.charger.api import Charger
from secc.config import Config
from secc.net.station import Station


async def serve(config: Config, charger: Charger) -> None:
    """Serve one outlet until SIGTERM, Ctrl-C or cancellation; then power off and close, within a second.

    Raises ConfigError for settings that cannot be served, and what `Charger.start` raises.
    """
    await serve_all(Station(config, charger))


async def serve_all(*stations: Station) -> None:
    """The same for several outlets in one process. Their event loop is shared, nothing else is."""
    started: list[Station] = []
    try:
        for station in stations:
            await station.start()
            started.append(station)
        settle_memory()
        await until_signal(_forever())
    finally:
        await asyncio.gather(*(station.stop() for station in started))


def settle_memory() -> None:
    """For programs, once everything is loaded: what is there now stays, so that no garbage collection walks over it within a charge loop."""
    gc.collect()
    gc.freeze()


async def until_signal(work: Coroutine[None, None, None]) -> None:
    """Do `work`; SIGTERM or Ctrl-C cancels it without an error. In a thread, where signals do not arrive, it is just done."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
        for number in signals:
            loop.add_signal_handler(number, task.cancel, "signal")
    try:
        await task
    except asyncio.CancelledError as cancelled:
        if cancelled.args != ("signal",):
            task.cancel()
            raise
    finally:
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            for number in signals:
                loop.remove_signal_handler(number)


async def _forever() -> None:
    await asyncio.Event().wait()


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """For `asyncio.Runner`: uvloop where it is installed (extra `fast`)."""
    try:
        import uvloop
    except ImportError:
        return None
    factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    return factory
