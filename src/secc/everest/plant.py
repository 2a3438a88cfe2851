"""The power side of a simulated outlet, pure: contactor, DC supply with ramps, an AC car that draws what it may, insulation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

VOLTS_PER_S = 2000.0
AMPERE_PER_S = 400.0


@dataclass(slots=True)
class Plant:
    """`step(seconds)` lets time pass. `draw_a` is what an AC car takes per phase at most.

    A DC current below zero flows from the car; the voltage is then the car's, and stays where it is.
    """

    current_type: Literal["AC", "DC"] = "DC"
    nominal_v: float = 230.0
    phases: int = 3
    draw_a: float = 16.0
    resistance_ohm: float = 900_000.0
    locked: bool = False
    closed: bool = False
    on: bool = False
    set_v: float = 0.0
    set_a: float = 0.0
    limit_a: float = 0.0
    volts: float = 0.0
    ampere: float = 0.0

    @property
    def active(self) -> bool:
        """Something moves or flows."""
        return self.closed or self.on or self.volts > 0 or self.ampere > 0

    @property
    def power_w(self) -> tuple[float, ...]:
        if self.current_type == "DC":
            return (self.volts * self.ampere,)
        return (self.nominal_v * self.ampere,) * self.phases

    def step(self, seconds: float) -> None:
        if self.current_type == "AC":
            self.volts = self.nominal_v if self.closed else 0.0
            self.ampere = min(self.draw_a, self.limit_a) if self.closed else 0.0
            return
        self.volts = _towards(self.volts, self.set_v if self.on else 0.0, VOLTS_PER_S * seconds)
        flows = self.on and self.closed
        self.ampere = _towards(self.ampere, self.set_a, AMPERE_PER_S * seconds) if flows else 0.0


def _towards(value: float, target: float, most: float) -> float:
    return min(target, value + most) if target >= value else max(target, value - most)
