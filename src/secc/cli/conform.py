"""`secc conform`: lists the conformance checks, runs them in memory, or runs them over the network against any SECC."""

from __future__ import annotations

import argparse
import fnmatch
import sys
from collections import Counter
from collections.abc import Callable

import msgspec

from secc.config import Config
from secc.conformance.check import Check
from secc.testing import runner

EPILOG = """\
Over the network the station must be strict and decide by itself, for instance

  secc conform --station --energy dc > station.toml
  secc-sim --interface IF --config station.toml --authorize now

Checks that need to reach into the station (a fault, a limit, an unplugged cable) are reported as unsupported there.
"""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "conform", help="list the conformance checks, or run them", epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Lists the conformance checks, runs them against this SECC in memory, or over the network against any SECC.",
    )
    parser.add_argument("checks", nargs="*", metavar="ID", help="ids, or patterns such as 'ISO2-SSU-*'; all if none is given")
    parser.add_argument("--list", action="store_true", help="list id, area, requirement and title instead of running")
    parser.add_argument("--reasons", action="store_true", help="list the checks that are not run, with the reason")
    parser.add_argument("--station", action="store_true", help="print the settings (TOML) of the station that most checks expect")
    parser.add_argument("--story", action="store_true", help="show the session of each check that failed (in memory)")
    parser.add_argument("--interface", metavar="IF", help="run over the network: the interface that leads to the station")
    parser.add_argument("--energy", choices=("ac", "dc"), default="dc", help="what the station on the network offers (default: dc)")
    parser.add_argument("--tls", action="store_true", help="the station on the network has TLS, optional")
    parser.set_defaults(run=run)


def select(patterns: list[str]) -> list[Check]:
    """The checks whose id matches one of the patterns, in the order of the catalogue; all if there is none."""
    from secc.conformance.catalogue import CHECKS

    return [check for check in CHECKS.values() if not patterns or any(fnmatch.fnmatchcase(check.id, pattern) for pattern in patterns)]


def for_network(checks: list[Check], energy: str, tls: bool) -> list[Check]:
    """Those for a station of this kind."""
    mode = "optional" if tls else "off"
    return [check for check in checks if energy in check.config.outlet.energy and check.config.tls.mode == mode]


def run(options: argparse.Namespace) -> int:
    """0: all passed; 1: one failed; 2: nothing to run, or no such interface."""
    if options.reasons:
        return _reasons()
    if options.station:
        print(station(options.energy))
        return 0
    checks = select(options.checks)
    if options.interface:
        checks = for_network(checks, options.energy, options.tls)
    if not checks:
        print(f"secc conform: there is no such check: {' '.join(options.checks)}; see secc conform --list", file=sys.stderr)
        return 2
    if options.list:
        for check in checks:
            print(f"{check.id:16} {check.protocol:6} {check.area:28} {check.requirement:40} {check.title}")
        return 0
    try:
        return _run(checks, _how(options.interface), story=options.story)
    except OSError as error:
        print(f"secc conform: {options.interface}: {error.strerror or error}", file=sys.stderr)
        return 2


def station(energy: str) -> str:
    """Settings of the station that most checks for this energy expect, as TOML."""
    from secc.conformance.check import AC, DC

    config = AC if energy == "ac" else DC
    outlet = config.outlet
    supply = outlet.ac if energy == "ac" else outlet.dc
    lines = [
        f'profile = "{config.profile}"', "[outlet]", f'evse_id = "{outlet.evse_id}"', f"energy = {list(outlet.energy)}",
        f"protocols = {list(outlet.protocols)}", f"[outlet.{energy}]",
    ]
    numbers = msgspec.structs.asdict(supply).items()
    return "\n".join(lines + [f"{name} = {value}" for name, value in numbers if isinstance(value, int | float)])


def _reasons() -> int:
    from secc.conformance.reasons import REASONS

    for id, reason in REASONS.items():
        print(f"{id:16} {reason}")
    return 0


def _how(interface: str | None) -> Callable[[Check], runner.Result]:
    if interface is None:
        return runner.run
    usual = _usual()
    other = "needs a station with other settings"
    return lambda check: runner.run_on_network(check, interface) if check.config in usual else runner.Result(
        id=check.id, outcome="unsupported", reason=other,
    )


def _usual() -> list[Config]:
    """The stations that `--station` and `--tls` describe."""
    from secc.conformance.check import AC, DC, setup

    return [AC, DC, setup("ac", tls="optional"), setup("dc", tls="optional")]


def _run(checks: list[Check], play: Callable[[Check], runner.Result], *, story: bool) -> int:
    outcomes: Counter[str] = Counter()
    for check in checks:
        result = play(check)
        outcomes[result.outcome] += 1
        print(f"{result.outcome:12} {check.id:16} {check.title}" + (f": {result.reason}" if result.reason else ""), flush=True)
        if story and result.story:
            print(result.story)
    print(f"{len(checks)} checks: " + ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items()))
    return 1 if outcomes["failed"] else 0
