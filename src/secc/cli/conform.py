"""`secc conform`: lists the conformance checks and runs them in memory."""

from __future__ import annotations

import argparse
import fnmatch
import sys

from secc.conformance.check import Check


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("conform", help="list the conformance checks, or run them against this SECC")
    parser.add_argument("checks", nargs="*", metavar="ID", help="ids, or patterns such as 'ISO2-SSU-*'; all if none is given")
    parser.add_argument("--list", action="store_true", help="list id, area, requirement and title instead of running")
    parser.add_argument("--reasons", action="store_true", help="list the checks that are not run, with the reason")
    parser.add_argument("--story", action="store_true", help="show the session of each check that failed")
    parser.set_defaults(run=run)


def select(patterns: list[str]) -> list[Check]:
    """The checks whose id matches one of the patterns, in the order of the catalogue; all if there is none."""
    from secc.conformance.catalogue import CHECKS

    return [check for check in CHECKS.values() if not patterns or any(fnmatch.fnmatchcase(check.id, pattern) for pattern in patterns)]


def run(options: argparse.Namespace) -> int:
    """0: all passed; 1: one did not; 2: nothing to run."""
    if options.reasons:
        return _reasons()
    checks = select(options.checks)
    if not checks:
        print(f"secc conform: no check is called {' or '.join(options.checks)}; see secc conform --list", file=sys.stderr)
        return 2
    if options.list:
        for check in checks:
            print(f"{check.id:16} {check.protocol:6} {check.area:28} {check.requirement:40} {check.title}")
        return 0
    return _run(checks, story=options.story)


def _reasons() -> int:
    from secc.conformance.reasons import REASONS

    for id, reason in REASONS.items():
        print(f"{id:16} {reason}")
    return 0


def _run(checks: list[Check], *, story: bool) -> int:
    from secc.testing import runner

    failed = 0
    for check in checks:
        result = runner.run(check)
        failed += not result.passed
        print(f"{result.outcome:12} {check.id:16} {check.title}" + (f": {result.reason}" if result.reason else ""))
        if story and result.story:
            print(result.story)
    print(f"{len(checks)} checks, {len(checks) - failed} passed, {failed} not")
    return 1 if failed else 0
