"""Answers that wait for the control pilot (facts 3.10)."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, Final, TypeVar

from secc.session.commands import PilotChanged, PilotState
from secc.session.events import Event, PilotAwaited
from secc.session.table import Context, Later, Outcome, Refuse, Timer

F = TypeVar("F")

DETECTION: Final = Timer("V2G_SECC_CPState_Detection_Timeout", 1.5, "note", "V2G2-917 V2G2-918 V2G2-920 V2G2-921 V2G-DC-547 V2G-DC-556")
C_OR_D: Final[tuple[PilotState, ...]] = ("C", "D")
B: Final[tuple[PilotState, ...]] = ("B",)


def wait(
    states: tuple[PilotState, ...], then: Callable[[Any, Context[F]], Outcome[F]], failed: Enum, *, facts: F | None = None, do: tuple[Event, ...] = (),
) -> Later[F]:
    """Hold the answer until the control pilot shows one of `states`, then ask `then`; refuse with `failed` when it does not in time."""

    def late(request: object, context: Context[F]) -> Refuse:
        return Refuse(failed, f"control pilot {context.evse.pilot}, {' or '.join(states)} needed", "control_pilot")

    return Later(within=DETECTION, wake=(PilotChanged,), then=then, late=late, facts=facts, do=(*do, PilotAwaited(states=states)))


def lacks_b(context: Context[F]) -> bool:
    """The text wants state B before the answer, and the pilot shows another."""
    return context.switches["pilot_b_required"] and context.evse.pilot != "B"


def awaited(context: Context[F]) -> tuple[Event, ...]:
    """The event that tells a simulated EV side to go to B, where nothing waits for it."""
    return () if context.evse.pilot == "B" else (PilotAwaited(states=B),)
