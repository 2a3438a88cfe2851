"""Runs conformance checks in memory.

    result = run(CHECKS["ISO2-SSU-001"])          # result.passed, result.reason, result.story
"""

from __future__ import annotations

from typing import Literal

import msgspec

from secc.conformance.bench import CheckFailed, Unsupported
from secc.conformance.check import Check
from secc.conformance.ev import Ev
from secc.testing.memory_bench import MemoryBench


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a check. `reason` says why it did not pass, `story` is the session as text."""

    id: str
    outcome: Literal["passed", "failed", "unsupported"]
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
        check.run(Ev(bench))
    except CheckFailed as failure:
        return Result(id=check.id, outcome="failed", reason=str(failure), story=bench.pair.story())
    except Unsupported as failure:
        return Result(id=check.id, outcome="unsupported", reason=str(failure))
    finally:
        bench.close()
    return Result(id=check.id, outcome="passed")
