"""`secc pki`: test credentials for both ends, and a check that says in words what is wrong with any."""

from __future__ import annotations

import argparse
import pathlib
import sys
from datetime import UTC, datetime

from secc.errors import ConfigError
from secc.net import pki_check, pki_folder


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `pki create` and `pki check`."""
    parser = subparsers.add_parser("pki", help="make test certificates, check certificates", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    create = actions.add_parser("create", help="a complete test PKI: P-256 for ISO 15118-2, P-521 and Ed448 for -20, broken variants")
    create.add_argument("folder", type=pathlib.Path, metavar="DIR", help="a folder that does not exist yet, or is empty")
    create.add_argument("--peer-layout", action="store_true", help="also as the folders and file names that the EV of PyPI iso15118 reads")
    create.set_defaults(run=run_create)
    check = actions.add_parser("check", help="what is wrong with the credentials in a folder; exit status 1 if anything is")
    check.add_argument("folder", type=pathlib.Path, metavar="DIR", help="in the layout of `secc pki create`")
    check.add_argument("--interop", action="store_true", help="tolerate what a lab tolerates (domain component, key usage, size)")
    check.set_defaults(run=run_check)


def run_create(arguments: argparse.Namespace) -> int:
    """`secc pki create DIR`."""
    try:
        pki_folder.write(arguments.folder, datetime.now(UTC), peer_layout=arguments.peer_layout)
    except ConfigError as error:
        print(f"secc pki: {error}", file=sys.stderr)
        return 2
    print(
        f"{arguments.folder}: chains in secc/, roots in trust/, everyone else in test/, defects in broken/; for tests only, keys lie open"
    )
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """`secc pki check DIR`: 0 if the credentials can be used, 1 if not."""
    try:
        lines = list(pki_check.check(arguments.folder, datetime.now(UTC), lenient=arguments.interop))
    except ConfigError as error:
        print(f"secc pki: {error}", file=sys.stderr)
        return 2
    for line in lines:
        print(line)
    return int(any(line.level == "error" for line in lines))
