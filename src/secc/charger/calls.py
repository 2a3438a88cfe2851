"""Which `Charger` method an event calls, and which command its result becomes: one line an event."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from typing import Literal, TypeVar, get_args

from msgspec import structs

from secc.charger.api import Charger
from secc.session import commands, events
from secc.session.commands import Command
from secc.session.events import Event

LaneName = Literal["power", "authorization", "schedules", "certificate"]
E = TypeVar("E", bound=Event)
R = TypeVar("R")

SET_OUTPUT_S = 5.0
STOP_OUTPUT_S = 6.0
OPEN_CONTACTOR_S = 3.0


@dataclasses.dataclass(frozen=True)
class Call:
    """How one kind of event is carried out.

    Calls of one lane run one after another. `limit_s` is when a call that has not returned counts as a failure of the hardware (None: the
    session has its own limit). `urgent` cancels what its lane is doing for less urgent calls, `newest_only` replaces a waiting call of its
    kind, `survives` lets the call finish after the session is gone. `energises` marks what may put voltage on the connector.
    """

    event: type[Event]
    lane: LaneName
    perform: Callable[[Charger, Event], Awaitable[Command | None]]
    limit_s: float | None = None
    urgent: bool = False
    newest_only: bool = False
    survives: bool = False
    energises: bool = False


def row(
    event: type[E], lane: LaneName, perform: Callable[[Charger, E], Awaitable[Command | None]], *, limit_s: float | None = None,
    urgent: bool = False, newest_only: bool = False, survives: bool = False, energises: bool = False,
) -> Call:
    """A `Call` whose `perform` is typed with its own event."""

    async def narrowed(charger: Charger, wanted: Event) -> Command | None:
        return await perform(charger, expect(event, wanted, "event"))

    return Call(event, lane, narrowed, limit_s, urgent, newest_only, survives, energises)


def expect(kind: type[R], value: object, method: str) -> R:
    """`value` if it is a `kind`. Raises TypeError: a method that returns nonsense is as broken as one that raises."""
    if not isinstance(value, kind):
        raise TypeError(f"{method} returned {value!r}, not {kind.__name__}")
    return value


async def _authorize(charger: Charger, event: events.AuthorizationWanted) -> Command:
    answer = expect(commands.Authorized, await charger.authorize(event), "authorize")
    return structs.replace(answer, request=event.request)


async def _check_cable(charger: Charger, event: events.CableCheckWanted) -> Command:
    isolation = await charger.check_cable(event.voltage_v)
    if isolation not in get_args(commands.Isolation):
        raise TypeError(f"check_cable returned {isolation!r}")
    return commands.CableChecked(isolation=isolation)


async def _close_contactor(charger: Charger, event: events.CloseContactor) -> Command:
    closed = expect(bool, await charger.close_contactor(event.three_phase), "close_contactor")
    return commands.ContactorChanged(closed=closed, fault=not closed)


async def _open_contactor(charger: Charger, event: events.OpenContactor) -> Command:
    opened = expect(bool, await charger.open_contactor(), "open_contactor")
    return commands.ContactorChanged(closed=not opened, fault=not opened)


async def _set_output(charger: Charger, event: events.SetOutput) -> None:
    await charger.set_output(event)


async def _stop_output(charger: Charger, event: events.StopOutput) -> None:
    await charger.stop_output()


async def _offer_schedules(charger: Charger, event: events.SchedulesWanted) -> Command:
    offered = expect(tuple, await charger.offer_schedules(event), "offer_schedules")
    schedules = tuple(expect(commands.Schedule, schedule, "offer_schedules") for schedule in offered)
    return commands.SchedulesOffered(schedules=schedules)


async def _request_certificate(charger: Charger, event: events.CertificateWanted) -> Command:
    answer = expect(commands.CertificateAnswered, await charger.request_certificate(event), "request_certificate")
    return structs.replace(answer, request=event.request)


CALLS: dict[type[Event], Call] = {call.event: call for call in (
    row(events.AuthorizationWanted, "authorization", _authorize, urgent=True),
    row(events.SchedulesWanted, "schedules", _offer_schedules, urgent=True),
    row(events.CertificateWanted, "certificate", _request_certificate, urgent=True),
    row(events.CableCheckWanted, "power", _check_cable, energises=True),
    row(events.CloseContactor, "power", _close_contactor, energises=True),
    row(events.SetOutput, "power", _set_output, limit_s=SET_OUTPUT_S, newest_only=True, energises=True),
    row(events.StopOutput, "power", _stop_output, limit_s=STOP_OUTPUT_S, urgent=True, survives=True),
    row(events.OpenContactor, "power", _open_contactor, limit_s=OPEN_CONTACTOR_S, urgent=True, survives=True),
)}
