"""What the DC phases of DIN SPEC 70121 and ISO 15118-2 decide alike, without a message: the insulation test, the end of the current, news of the EV."""

from __future__ import annotations

from typing import Final, Literal, TypeVar

import msgspec
from msgspec.structs import replace

from secc.session import power
from secc.session.events import CableCheckWanted, EvNeeds, Event, EvStatus
from secc.session.table import Context, Timer

CABLE_CHECK: Final = Timer("V2G_SECC_CableCheck_Performance_Time", 38.0, "refuse")
"""General knowledge: the EV gives up after 40 s."""
OUTPUT_ZERO: Final = Timer("output_zero", 1.5, "note")
"""How long PowerDeliveryRes(Stop) waits for the current to be below 1 A."""


class DcFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a protocol's facts that this module reads and writes.

    `cable_checked`: an insulation test was asked for since the last renegotiation. `stopped`: PowerDelivery(Stop) came.
    """

    needs: EvNeeds | None = None
    status: EvStatus | None = None
    cable_checked: bool = False
    charging: bool = False
    stopped: bool = False


F = TypeVar("F", bound=DcFacts)

Step = Literal["pilot", "ask", "busy", "bad", "sound"]


def insulation_step(context: Context[F]) -> Step:
    """Where CableCheck stands: the pilot is not in C or D, the test has to be asked for, it runs, it failed, it passed."""
    evse = context.evse
    if not evse.ready_pilot:
        return "pilot"
    if not context.facts.cable_checked:
        return "ask"
    if evse.isolation is None and context.stage == "isolation":
        return "busy"
    return "sound" if evse.isolation in power.SOUND and context.stage == "isolation" else "bad"


def insulation_test(context: Context[F]) -> tuple[Context[F], CableCheckWanted]:
    """The request for the test, and the context in which nothing is known of its result yet."""
    needs = context.facts.needs
    volts = power.test_voltage(needs.max_voltage_v if needs else None, context.config.outlet.dc.max_voltage_v)
    fresh = replace(context, facts=replace(context.facts, cable_checked=True), evse=replace(context.evse, isolation=None))
    return fresh, CableCheckWanted(voltage_v=volts)


def flowing(context: Context[F]) -> bool:
    """The output has been on and the current is not gone yet."""
    return context.stage != "off" and abs(context.evse.current_a) >= power.STOPPED_A


def told(now: EvStatus, facts: F) -> tuple[tuple[Event, ...], F]:
    """The EV's status for the host and the changed facts; no event where nothing changed."""
    return ((), facts) if now == facts.status else ((now,), replace(facts, status=now))
