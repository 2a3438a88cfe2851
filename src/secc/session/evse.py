"""The snapshot of the station, as its commands last told it. Handlers read it and answer at once; nothing is asked of the hardware and waited for.

Each command type has one function that folds it into the next snapshot.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final, TypeVar

import msgspec
from msgspec.structs import replace

from secc.config import Outlet
from secc.session import commands
from secc.session.commands import AcLimits, Command, DcLimits, Fault, Isolation, MeterRead, PilotState, Stop
from secc.session.events import (
    AuthorizationFinished,
    AuthorizationWanted,
    CableCheckWanted,
    CertificateWanted,
    Event,
    OpenContactor,
    Renegotiating,
    SchedulesWanted,
)

C = TypeVar("C", bound=Command)
MOST_WH: Final = 1e15
"""Far above what a meter counts in its life."""


class Evse(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the station now. Volts, amps, watts; times on the session's clock.

    `pilot` is B until the station says otherwise;
    `isolation` is None until the insulation test that was asked for has a result; `dc` and `ac` are the momentary limits;
    `available_at` is when the station last said that power is available; `mobility` is what it
    decided on the EV's behalf at `mobility_at`;
    `cut` says why power was taken away and the next request is refused, "" while nothing is wrong.
    """

    dc: DcLimits
    ac: AcLimits
    pilot: PilotState = "B"
    contactor: bool = False
    contactor_fault: bool = False
    voltage_v: float = 0.0
    current_a: float = 0.0
    power_w: tuple[float, ...] = ()
    meter: MeterRead | None = None
    isolation: Isolation | None = None
    faults: frozenset[Fault] = frozenset()
    emergency: str = ""
    cut: str = ""
    authorized: commands.Authorized | None = None
    certificate: commands.CertificateAnswered | None = None
    power_available: bool = True
    available_at: float | None = None
    schedules: tuple[commands.Schedule, ...] = ()
    schedules_at: float = 0.0
    schedules_answered: bool = False
    stop: Stop | None = None
    stop_at: float = 0.0
    paused: bool = False
    mobility: commands.MobilityNeeds | None = None
    mobility_at: float = 0.0
    renegotiate: bool = False
    renegotiate_service: bool = False
    setpoint: commands.Setpoint = commands.Setpoint()

    @property
    def setpoint_w(self) -> float | None:
        """The power that the station wants now, in W; None: it leaves that to the EV."""
        return self.setpoint.power_w

    @property
    def ready_pilot(self) -> bool:
        """The EV wants energy: state C or D."""
        return self.pilot in ("C", "D")


def of(outlet: Outlet) -> Evse:
    """The snapshot before the first command: the configured capability is the momentary limit."""
    dc, ac = outlet.dc, outlet.ac
    return Evse(
        dc=DcLimits(**{name: getattr(dc, name) for name in DcLimits.__struct_fields__}),
        ac=AcLimits(**{name: getattr(ac, name) for name in AcLimits.__struct_fields__ if hasattr(ac, name)}),
    )


def apply(evse: Evse, command: Command, now: float) -> Evse:
    """The snapshot after `command`. A command that says nothing of the station leaves it as it is."""
    fold = _FOLDS.get(type(command))
    return fold(evse, command, now) if fold else evse


def asked(evse: Evse, event: Event) -> Evse:
    """The snapshot once `event` has asked the station for a result, or has granted its wish: what was there before no longer counts."""
    match event:
        case CableCheckWanted():
            return replace(evse, isolation=None)
        case SchedulesWanted():
            return replace(evse, schedules_answered=False)
        case AuthorizationWanted(method="contract") | AuthorizationFinished(accepted=False):
            return replace(evse, authorized=None)
        case CertificateWanted():
            return replace(evse, certificate=None)
        case Renegotiating():
            return replace(evse, renegotiate=False, renegotiate_service=False)
        case OpenContactor():
            return replace(evse, contactor=False)  # it moves: a Start that follows must not take it for closed
    return evse


def _measured(evse: Evse, told: commands.Measured, now: float) -> Evse:
    return replace(evse, voltage_v=told.voltage_v, current_a=told.current_a, power_w=told.power_w)


def _meter(evse: Evse, told: MeterRead, now: float) -> Evse:
    """Readings that no message can carry are none: the one before stays."""
    if not 0.0 <= told.energy_wh < MOST_WH:
        return evse
    exported = told.exported_wh
    return replace(evse, meter=told if exported is None or 0.0 <= exported < MOST_WH else replace(told, exported_wh=None))


def _limits(evse: Evse, told: commands.LimitsChanged, now: float) -> Evse:
    return replace(evse, dc=told.dc or evse.dc, ac=told.ac or evse.ac)


def _contactor(evse: Evse, told: commands.ContactorChanged, now: float) -> Evse:
    return replace(evse, contactor=told.closed, contactor_fault=told.fault)


def _schedules(evse: Evse, told: commands.SchedulesOffered, now: float) -> Evse:
    if not told.schedules:
        return replace(evse, schedules_answered=True)
    return replace(evse, schedules=told.schedules, schedules_at=now, schedules_answered=True)


def _certificate(evse: Evse, told: commands.CertificateAnswered, now: float) -> Evse:
    return replace(evse, certificate=told)


def _stop(evse: Evse, told: Stop, now: float) -> Evse:
    """The first stop counts; a grace that is no number is none."""
    return evse if evse.stop else replace(evse, stop=told if math.isfinite(told.grace_s) else replace(told, grace_s=0.0), stop_at=now)


def _available(evse: Evse, told: commands.PowerAvailable, now: float) -> Evse:
    return replace(evse, power_available=told.available, available_at=now if told.available else None)


_FOLDS: Final[dict[type[Command], Callable[[Evse, Any, float], Evse]]] = {
    commands.Measured: _measured,
    commands.MeterRead: _meter,
    commands.PilotChanged: lambda evse, told, now: replace(evse, pilot=told.state),
    commands.ContactorChanged: _contactor,
    commands.CableChecked: lambda evse, told, now: replace(evse, isolation=told.isolation),
    commands.LimitsChanged: _limits,
    commands.SchedulesOffered: _schedules,
    commands.Authorized: lambda evse, told, now: replace(evse, authorized=told),
    commands.CertificateAnswered: _certificate,
    commands.PowerAvailable: _available,
    commands.Stop: _stop,
    commands.Pause: lambda evse, told, now: replace(evse, paused=True),
    commands.Resume: lambda evse, told, now: replace(evse, paused=False),
    commands.Renegotiate: lambda evse, told, now: replace(evse, renegotiate=True, renegotiate_service=told.service),
    commands.EmergencyStop: lambda evse, told, now: replace(evse, emergency=told.reason or "emergency"),
    commands.FaultRaised: lambda evse, told, now: replace(evse, faults=evse.faults | {told.fault}),
    commands.FaultCleared: lambda evse, told, now: replace(evse, faults=evse.faults - {told.fault}),
    commands.Setpoint: lambda evse, told, now: replace(evse, setpoint=told),
    commands.MobilityNeeds: lambda evse, told, now: replace(evse, mobility=told, mobility_at=now),
}
