"""Who wants the outlet enabled or disabled, and who wins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["Unassigned", "Disable", "Enable"]


@dataclass(frozen=True, slots=True)
class Source:
    """One opinion: `enable_priority` 0 is strongest, 10000 weakest."""

    enable_source: str
    enable_state: State
    enable_priority: int

    def plain(self) -> dict[str, object]:
        return {"enable_source": self.enable_source, "enable_state": self.enable_state, "enable_priority": self.enable_priority}


NOBODY = Source("Unspecified", "Unassigned", 10_000)


class EnableTable:
    """At most one opinion a source; a new one replaces it, Unassigned withdraws it. Opinions never expire."""

    def __init__(self) -> None:
        self._rows: dict[str, Source] = {}

    def put(self, source: Source) -> None:
        self._rows[source.enable_source] = source

    @property
    def winner(self) -> Source:
        """Smallest priority; at the same priority Disable beats Enable."""
        best = NOBODY
        for row in self._rows.values():
            if row.enable_state == "Unassigned":
                continue
            stronger = row.enable_priority < best.enable_priority
            tie_won = row.enable_priority == best.enable_priority and row.enable_state == "Disable"
            if best is NOBODY or stronger or tie_won:
                best = row
        return best

    @property
    def enabled(self) -> bool:
        return self.winner.enable_state != "Disable"
