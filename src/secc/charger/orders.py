"""What the simulated hardware is told, in this process or in its own: one frozen struct an order. It answers with commands."""

from __future__ import annotations

from typing import Literal

import msgspec

from secc.session.commands import Isolation, PilotState

ContactorFault = Literal["none", "stuck_open", "welded"]


class Order(msgspec.Struct, frozen=True, kw_only=True, tag_field="order", tag=True):
    """Base of all orders."""


class Beat(Order, frozen=True, kw_only=True):
    """Whoever drives the hardware is alive."""


class Close(Order, frozen=True, kw_only=True):
    """AC: close the contactor on one or three phases."""

    phases: Literal[1, 3] = 3


class Open(Order, frozen=True, kw_only=True):
    """Drop the set point, then open contactor or relays."""


class TestInsulation(Order, frozen=True, kw_only=True):
    """DC: close the relays, raise `voltage_v` without current, measure, go back to zero. The relays stay closed."""

    __test__ = False
    voltage_v: float


class Regulate(Order, frozen=True, kw_only=True):
    """DC: go for voltage and current. AC: go for `power_w` per phase (empty: as much as the car takes)."""

    voltage_v: float = 0.0
    current_a: float = 0.0
    max_power_w: float | None = None
    power_w: tuple[float, ...] = ()


class Zero(Order, frozen=True, kw_only=True):
    """Ramp the output to zero."""


class Emergency(Order, frozen=True, kw_only=True):
    """Off and open at once."""


class SetPilot(Order, frozen=True, kw_only=True):
    """The control pilot shows `state` from now on."""

    state: PilotState


class Inject(Order, frozen=True, kw_only=True):
    """Break or mend something; None leaves it as it is. `supply` False: no voltage comes whatever is ordered."""

    contactor: ContactorFault | None = None
    isolation: Isolation | None = None
    supply: bool | None = None
    insulation_s: float | None = None
