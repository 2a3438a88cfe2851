"""A session's side of the hardware: what the station last said of itself, where power stands, and which events may go out to it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from secc.config import Outlet
from secc.session import commands, events, evse, power
from secc.session.commands import Command
from secc.session.events import Event
from secc.session.power import Reaction, Stage


class Supply:
    """`evse` is the snapshot that answers are made from, `stage` where power stands; `happened` takes the events in order."""

    def __init__(self, outlet: Outlet, happened: list[Event]) -> None:
        self.evse = evse.of(outlet)
        self.stage: Stage = "off"
        self._happened = happened
        self._charging = False

    @property
    def unfit(self) -> str:
        """Why any request fails now: an emergency, power that was taken away; "" where nothing is wrong."""
        return (self.evse.emergency and "emergency") or self.evse.cut

    def hear(self, command: Command, now: float) -> Reaction:
        """The station said something: the snapshot changes, and power goes off where it must."""
        reaction = power.reaction(command, self.evse, self.stage)
        self.evse = evse.apply(self.evse, command, now)
        if reaction.off:
            self.off(reaction.off, emergency=reaction.emergency)
        if reaction.cut:
            self.evse = replace(self.evse, cut=reaction.off)
        if reaction.stop:
            self.evse = evse.apply(self.evse, commands.Stop(reason=reaction.off or "fault", grace_s=0.0), now)
        return reaction

    def tell(self, wanted: Iterable[Event]) -> None:
        """Hand out events. Those that give power go out only where `power.permitted` says so."""
        for event in wanted:
            if not power.permitted(event, self.evse, self.stage):
                continue
            if isinstance(event, events.ChargingStarted | events.ChargingStopped):
                self._charging = isinstance(event, events.ChargingStarted)
            self.evse = evse.asked(self.evse, event)
            self._happened.append(event)

    def off(self, reason: str, *, emergency: bool = False) -> None:
        """Supply to zero, then open; synchronously where it is an emergency."""
        if emergency:
            self._happened.append(events.EmergencyOff(reason=reason))
        elif self.stage != "off" or self.evse.contactor:
            self._happened += [events.StopOutput(), events.OpenContactor()]
            self.evse = evse.asked(self.evse, events.OpenContactor())
        self.stage = "off"

    def end(self, reason: str, *, emergency: bool) -> None:
        """The session is over: no power, no charging."""
        if self.stage != "off" or self.evse.contactor:
            self.off(reason, emergency=emergency)
        if self._charging:
            self._happened.append(events.ChargingStopped())
