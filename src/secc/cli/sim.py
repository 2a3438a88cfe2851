"""`secc-sim`: a charging station without hardware, on a network interface.

It answers SECC discovery, talks DIN SPEC 70121 and ISO 15118 to whatever EV connects, and charges it with a simulated supply that ramps,
closes its contactor and meters like a real one. `secc-sim demo` charges the built-in EV in memory, without any network.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import NoReturn

from secc.cli import sim_run
from secc.cli.demo import demo
from secc.cli.sim_options import configuration
from secc.config import Config
from secc.errors import ConfigError
from secc.net.serve import loop_factory
from secc.sdp import PORT

EXAMPLES = """
examples:
  secc-sim demo                                          a whole session with the built-in EV; no network, no root
  secc-sim --interface eth1 --energy dc                  serve EVs on eth1, one session after another
  secc-sim --interface eth1 --once --trace run.pcapng    one session, its frames in a file for Wireshark
  secc-sim --interface eth1 --config station.toml --events -
                                                         settings from a file, events as JSON lines

the interface leads to the EV (or its simulator): a PLC modem in Ethernet mode, a USB network adapter, one end of a veth pair. It needs an
IPv6 link-local address. When the station serves, it prints
  secc-sim: ready on IF, SDP [addr]:15118, V2G [addr]:PORT tcp
It waits for an address that is not there yet, and serves again when the interface comes back.

exit status: 0  the last session ended by SessionStop (or none was asked for); 1  it did not, or with --once there was none;
             2  a setting is wrong: one line says which and what to do.
"""


class _Parser(argparse.ArgumentParser):
    """Errors in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"secc-sim: {message} (secc-sim --help explains)\n")


def _amperes(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no current in A, above 0")
    return value


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port, 0 to 65535")
    return int(text)


def parser() -> argparse.ArgumentParser:
    """The options. Those that are not given leave the configuration file, or its defaults, alone."""
    made = _Parser(prog="secc-sim", description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("what", nargs="?", choices=["demo"], help="demo: charge the built-in EV in memory, on a clock that does not wait")
    place = made.add_argument_group("where and what")
    place.add_argument("--interface", metavar="IF", help="the network interface that leads to the EV")
    place.add_argument("--wait", action="store_true", help="wait for an interface that does not exist yet")
    place.add_argument("--config", metavar="FILE.toml", help="settings; options given here win over it")
    place.add_argument("--energy", metavar="MODES", help="what the outlet offers, joined by commas: ac, dc, ac_bpt, dc_bpt, mcs, mcs_bpt")
    place.add_argument("--protocols", metavar="LIST", help="in any order, joined by commas: din, iso2, iso20_ac, iso20_dc")
    place.add_argument("--profile", choices=["strict", "field"], help="strict: as the text says; field: as cars need it (default)")
    money = made.add_argument_group("authorization")
    money.add_argument("--authorize", metavar="HOW", default="1", help="now, reject, ask, or the seconds it takes (default: 1)")
    money.add_argument("--payment", metavar="LIST", help="eim, contract or eim,contract; contract needs TLS")
    secure = made.add_argument_group("TLS")
    secure.add_argument("--tls", choices=["off", "optional", "required"],
                        help="required: TLS or nothing; optional: for EVs that ask for it")
    secure.add_argument("--pki", metavar="DIR", help="chains, keys and roots as `secc pki create DIR` lays them out")
    secure.add_argument("--tls-profile", choices=["strict", "interop"], help="interop adds P-256 to TLS 1.3")
    secure.add_argument("--allow-insecure-20", action="store_true", help="lab only: ISO 15118-20 without TLS 1.3")
    made.add_argument("--control", choices=["scheduled", "dynamic"], help="control mode of ISO 15118-20")
    station = made.add_argument_group("whole station, on the interfaces of EVerest (extra: everest)")
    station.add_argument("--station", action="store_true", help="run evse_manager, ISO15118_charger, energy, powermeter and simulated devices")
    station.add_argument("--mqtt", metavar="HOST:PORT", default="", help="carry it over a broker, so that other modules can join")
    station.add_argument("--fuse", metavar="AMPERE", type=_amperes, help="what the site has for all outlets together")
    station.add_argument("--trace-bus", metavar="FILE", nargs="?", const="-", help="commands and variables as they pass, to FILE or standard error")
    run = made.add_argument_group("run")
    run.add_argument("--once", action="store_true", help="end after one session, with its result as exit status")
    run.add_argument("--events", metavar="FILE|-", help="every event as a JSON line; - for standard output")
    run.add_argument("--trace", metavar="FILE", help="every frame: NAME.jsonl, or NAME.pcapng for Wireshark")
    run.add_argument("--hardware-process", metavar="FILE",
                     help="run the simulated hardware as a process of its own that writes its changes to FILE")
    run.add_argument("--sdp-port", metavar="PORT", type=_port, default=PORT, help=argparse.SUPPRESS)
    run.add_argument("--store", metavar="DIR", type=Path,
                     help="keep here what outlives a restart: paused sessions; with --station the meter's key and pages, open transactions")
    run.add_argument("--verbose", action="store_true", help="log what the network side does")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns the exit status."""
    options = parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO if options.verbose else logging.WARNING, format="secc-sim: %(message)s", stream=sys.stderr)
    try:
        config = configuration(options)
        if options.what == "demo":
            return demo(config)
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            if options.station or options.mqtt:
                return runner.run(_station()(config, options))
            return runner.run(sim_run.run(config, options))
    except ConfigError as error:
        print(f"secc-sim: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 1


def _station() -> Callable[[Config, argparse.Namespace], Coroutine[None, None, int]]:
    """The whole station. Raises ConfigError without the extra `everest`."""
    try:
        from secc.cli import sim_station
    except ImportError as error:
        raise ConfigError(f"needs {error.name}: pip install 'secc[everest]'", source="--station") from None
    return sim_station.run


if __name__ == "__main__":
    sys.exit(main())
