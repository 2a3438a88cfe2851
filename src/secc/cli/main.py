"""`secc`: the tools around the station. Each command is a module of this package with `register(subparsers)`; only the one asked for is loaded."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from secc.errors import ConfigError

COMMANDS = {
    "exi": "read and write EXI: decode, encode, inspect, compile",
    "conform": "list the conformance checks, or run them",
    "pki": "make test certificates, check certificates",
    "replay": "play the car's side of recorded sessions against a SECC",
    "ocmf": "check signed meter records",
    "trace": "read a trace file or capture, message by message",
}
"""Command → what it is for; the module has the same name."""

USAGE, FAILED, INTERRUPTED = 2, 1, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: of the command; 2 for wrong usage or configuration, with one line that says what to fix; 130 after Ctrl-C."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except ConfigError as error:
        print(f"secc: {error}", file=sys.stderr)
        return USAGE
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever reads our output has had enough
            return FAILED
        print(f"secc: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(given: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="secc", description=__doc__.partition(". ")[0] + ".", epilog="`secc COMMAND --help` teaches the rest.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    wanted = next((word for word in given if not word.startswith("-")), "")
    for name, purpose in COMMANDS.items():
        if name == wanted:
            importlib.import_module(f"secc.cli.{name}").register(commands)
        else:
            commands.add_parser(name, help=purpose)
    parsed = parser.parse_args(given)
    return int(parsed.run(parsed))


if __name__ == "__main__":
    sys.exit(main())
