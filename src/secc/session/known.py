"""What an EV of DIN or ISO 15118-2 has told of itself, and what it asks of a DC output under the limits that it named."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from msgspec.structs import replace

from secc.session.events import Event, EvNeeds, EvStatus
from secc.session.power import Demand


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Part of a session's facts: `needs` with the limits as last told, in the loop too; `status` as last told."""

    needs: EvNeeds | None = None
    status: EvStatus | None = None


K = TypeVar("K", bound=Known)


def told(now: EvStatus, facts: K) -> tuple[tuple[Event, ...], K]:
    """The event for the host and the changed facts; no event where nothing changed."""
    return ((), facts) if now == facts.status else ((now,), replace(facts, status=now))


def limited(facts: K, *, max_voltage_v: float | None, max_current_a: float | None, max_power_w: float | None) -> K:
    """The facts after a loop message with these limits; one that it leaves out stays as it was (facts 3.8.3, 5.4.9)."""
    needs = facts.needs
    if needs is None:
        return facts
    volts = needs.max_voltage_v if max_voltage_v is None else max_voltage_v
    amps = needs.max_current_a if max_current_a is None else max_current_a
    watts = needs.max_power_w if max_power_w is None else max_power_w
    if (volts, amps, watts) == (needs.max_voltage_v, needs.max_current_a, needs.max_power_w):
        return facts
    return replace(facts, needs=replace(needs, max_voltage_v=volts, max_current_a=amps, max_power_w=watts))


def demand(facts: Known, *, voltage_v: float, current_a: float) -> Demand:
    """The target under the EV's own ceilings."""
    needs = facts.needs
    if needs is None:
        return Demand(voltage_v=voltage_v, current_a=current_a)
    return Demand(
        voltage_v=voltage_v, current_a=current_a, max_voltage_v=needs.max_voltage_v, max_current_a=needs.max_current_a, max_power_w=needs.max_power_w,
    )
