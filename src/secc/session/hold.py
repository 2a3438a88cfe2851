"""Answers that wait for the hardware: for the control pilot, for the contactor, for the current to be gone.

Each is given the handler that answers once there is nothing left to wait for, and what to say when it does not come.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from secc.session import events
from secc.session.commands import ContactorChanged, Measured, PilotChanged, PilotState
from secc.session.power import STOPPED_A, Stage
from secc.session.table import Context, Later, Outcome, Refuse, Timer

F = TypeVar("F")
Handler = Callable[[Any, Context[F]], Outcome[F]]

PILOT: Final = Timer("V2G_SECC_CPState_Detection_Timeout", 1.5, "note", "V2G2-917 V2G2-918 V2G2-920 V2G2-921")
CONTACTOR: Final = Timer("contactor", 3.0, "note", "V2G2-860 V2G2-862 V2G2-865")
"""For DIN and ISO 15118-2; ISO 15118-20 has less time."""
OUTPUT_ZERO: Final = Timer("output_zero", 1.5, "note")
"""How long the answer to a stop waits for the current to be below 1 A. ISO 15118-20 has less time for this too."""

C_OR_D: Final[tuple[PilotState, ...]] = ("C", "D")
B: Final[tuple[PilotState, ...]] = ("B",)


def for_pilot(
    states: tuple[PilotState, ...], then: Handler[F], failed: Refuse, *, do: tuple[events.Event, ...] = (), stage: Stage | None = None,
    within: Timer = PILOT,
) -> Later[F]:
    """Until the control pilot shows one of `states`; `failed` when the time is over."""
    return Later(
        within=within, wake=(PilotChanged,), then=then, late=lambda request, context: failed, stage=stage,
        do=(*do, events.PilotAwaited(states=states)),
    )


def needs_b(context: Context[F]) -> bool:
    """The pilot must show B before the answer, and does not."""
    return context.switches["pilot_b_required"] and context.evse.pilot != "B"


def b_awaited(context: Context[F]) -> tuple[events.Event, ...]:
    """Tells that B is expected where nothing waits for it."""
    return () if context.evse.pilot == "B" else (events.PilotAwaited(states=B),)


def for_contactor(
    request: object, context: Context[F], then: Handler[F], *, failed: Refuse, error: Refuse, three_phase: bool, within: Timer = CONTACTOR,
    pilot: Timer = PILOT,
) -> Outcome[F]:
    """AC: the pilot in C or D, then the contactor closed, then `then`. `failed` where the pilot does not follow, `error` where the contactor.

    The same timer for `pilot` and `within` means one time for both.
    """

    def begin(request: object, context: Context[F]) -> Outcome[F]:
        if not context.evse.ready_pilot:
            return for_pilot(C_OR_D, begin, failed, within=pilot)
        if context.evse.contactor:
            return then(request, context)
        return closing((events.CloseContactor(three_phase=three_phase),))

    def closing(do: tuple[events.Event, ...] = ()) -> Later[F]:
        return Later(
            within=within,
            wake=(ContactorChanged, PilotChanged),
            then=look,
            late=lambda request, context: error,
            stage="closing" if do else None,
            do=do,
        )

    def look(request: object, context: Context[F]) -> Outcome[F]:
        if context.stage != "closing":
            return failed
        if context.evse.contactor_fault:
            return error
        return then(request, context) if context.evse.contactor else closing()

    return begin(request, context)


def for_no_current(request: object, context: Context[F], then: Handler[F], within: Timer = OUTPUT_ZERO) -> Outcome[F]:
    """DC: the output told to stop and its current below 1 A, then `then`; when the time is over `then` all the same, for a stop is a stop."""

    def look(request: object, context: Context[F]) -> Outcome[F]:
        if abs(context.evse.current_a) < STOPPED_A:
            return then(request, context)
        return Later(within=within, wake=(Measured,), then=look, late=then)

    if context.stage == "off" or abs(context.evse.current_a) < STOPPED_A:
        return then(request, context)
    return Later(within=within, wake=(Measured,), then=look, late=then, do=(events.StopOutput(),))
