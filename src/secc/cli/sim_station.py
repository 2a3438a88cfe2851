"""`secc-sim --station`: not only the V2G side but the whole station, on EVerest's interfaces."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys

from secc.charger.simulated import Authorization
from secc.cli.desk import Desk, EventLines
from secc.cli.sim_run import ask
from secc.config import Config
from secc.everest.station import Decide, Watch, run_station
from secc.net import interfaces
from secc.net.serve import until_signal
from secc.net.trace_writers import Recorder, open_trace
from secc.session import events


async def run(config: Config, options: argparse.Namespace) -> int:
    """Serve until a signal, or with --once until one session is over. Returns the exit status. Raises ConfigError."""
    if not options.wait:
        interfaces.require(config.outlet.interface, "--interface")
    lines = EventLines(options.events) if options.events else None
    desk = Desk(sys.stderr if options.events == "-" else sys.stdout, lines)
    with open_trace(options.trace) if options.trace else contextlib.nullcontext() as recorder:
        watch = Watch(desk.observe, desk.status, recorder.connection if isinstance(recorder, Recorder) else None)
        over = _over(desk, once=options.once)
        await until_signal(
            run_station(
                [config], mqtt=options.mqtt, fuse_a=options.fuse, decide=_decider(Authorization.parse(options.authorize, ask)),
                folder=options.store, watch=watch, trace_bus=_print if options.trace_bus else None, until=over,
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


def _print(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
