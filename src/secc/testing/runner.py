"""Runs conformance checks, in memory or over the network.

    result = run(CHECKS["ISO2-SSU-001"])                      # result.passed, result.reason, result.story
    result = run_on_network(CHECKS["ISO2-SSU-001"], "eth1")
"""

from __future__ import annotations

from typing import Literal

import msgspec

from secc.conformance.bench import Bench, CheckFailed, Unsupported
from secc.conformance.check import Check
from secc.conformance.ev import Ev
from secc.testing.memory_bench import MemoryBench
from secc.testing.network_bench import NetworkBench

Outcome = Literal["passed", "failed", "unsupported"]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a check. `reason` says why it did not pass, `story` is the session as text, if it was run in memory."""

    id: str
    outcome: Outcome
    reason: str = ""
    story: str = ""

    @property
    def passed(self) -> bool:
        """The SECC behaved."""
        return self.outcome == "passed"


def run(check: Check) -> Result:
    """Run a check in memory. What is no CheckFailed (a power invariant broken, an error of check or SECC) is raised."""
    bench = MemoryBench(check.config, check.id)
    try:
        outcome, reason = _play(check, bench)
        return Result(id=check.id, outcome=outcome, reason=reason, story=bench.pair.story() if outcome == "failed" else "")
    finally:
        bench.close()


def run_on_network(check: Check, interface: str) -> Result:
    """Run a check against the SECC behind an interface. Raises OSError for an interface that cannot be used."""
    bench = NetworkBench(interface)
    try:
        outcome, reason = _play(check, bench)
        return Result(id=check.id, outcome=outcome, reason=reason)
    finally:
        bench.close()


def _play(check: Check, bench: Bench) -> tuple[Outcome, str]:
    try:
        check.run(Ev(bench))
    except CheckFailed as failure:
        return "failed", str(failure)
    except Unsupported as failure:
        return "unsupported", str(failure)
    return "passed", ""
