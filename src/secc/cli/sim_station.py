"""`secc-sim --station`: not only the V2G side but the whole station, on EVerest's interfaces."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
from collections.abc import Callable

from secc.charger.simulated import Authorization
from secc.cli.desk import Desk, EventLines
from secc.cli.sim_run import ask
from secc.config import Config
from secc.errors import ConfigError
from secc.everest.station import Decide, Watch, run_station
from secc.net import interfaces
from secc.net.serve import until_signal
from secc.net.trace_writers import open_trace
from secc.session import events


async def run(config: Config, options: argparse.Namespace) -> int:
    """Serve until a signal, or with --once until one session is over. Returns the exit status. Raises ConfigError."""
    if not options.wait:
        interfaces.require(config.outlet.interface, "--interface")
    lines = EventLines(options.events) if options.events else None
    desk = Desk(sys.stderr if options.events == "-" else sys.stdout, lines)
    with contextlib.ExitStack() as stack:
        recorder = stack.enter_context(open_trace(options.trace)) if options.trace else None
        tell_bus = _bus_lines(options.trace_bus, stack) if options.trace_bus else None
        watch = Watch(desk.observe, desk.status, recorder.connection if recorder else None, options.sdp_port)
        over = asyncio.create_task(_over(desk, once=options.once))
        await until_signal(
            run_station(
                [config], mqtt=options.mqtt, fuse_a=options.fuse, decide=_decider(Authorization.parse(options.authorize, ask)),
                folder=options.store, watch=watch, trace_bus=tell_bus, until=over,
            )
        )  # fmt: skip
    return desk.exit_status(once=options.once)


def _decider(authorization: Authorization) -> Decide:
    async def decide(token: str) -> bool:
        return await authorization.decide(events.AuthorizationWanted(request=0, method="eim", evcc_id=token)) == "accepted"

    return decide


async def _over(desk: Desk, *, once: bool) -> None:
    await desk.session_over.wait()
    await asyncio.sleep(1.0 if once else float("inf"))


def _bus_lines(name: str, stack: contextlib.ExitStack) -> Callable[[str], None]:
    try:
        file = sys.stderr if name == "-" else stack.enter_context(open(name, "w", encoding="utf-8", buffering=1))  # noqa: SIM115
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", source=name) from None
    return lambda line: print(line, file=file)
