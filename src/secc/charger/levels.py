"""What stays true until it is said otherwise: kept between sessions and told to each new one.

Limits, pilot, contactor, measurements and faults are levels. A stop, a renegotiation or an answer belongs to one session and is no level.
A decision "in advance" (`Authorized` with request 0) is handed to one session only: the first that comes.
"""

from __future__ import annotations

from secc.session import commands
from secc.session.commands import Command

PLAIN: tuple[type[Command], ...] = (
    commands.Measured, commands.MeterRead, commands.PilotChanged, commands.ContactorChanged, commands.PowerAvailable, commands.Setpoint,
)


class Levels:
    """The newest of each level. `keep` takes any command, `replay` lists what a new session has to hear."""

    def __init__(self) -> None:
        self._newest: dict[type[Command], Command] = {}
        self._faults: dict[str, commands.FaultRaised] = {}
        self._limits = commands.LimitsChanged()
        self._advance: commands.Authorized | None = None

    def keep(self, command: Command) -> None:
        """Remember `command` if it is a level."""
        if isinstance(command, PLAIN):
            self._newest[type(command)] = command
        elif isinstance(command, commands.LimitsChanged):
            self._limits = commands.LimitsChanged(dc=command.dc or self._limits.dc, ac=command.ac or self._limits.ac)
        elif isinstance(command, commands.FaultRaised):
            self._faults[command.fault] = command
        elif isinstance(command, commands.FaultCleared):
            self._faults.pop(command.fault, None)

    def keep_for_next(self, command: Command) -> None:
        """Remember a decision that came while no session ran; a later one replaces it."""
        if isinstance(command, commands.Authorized) and command.request == 0:
            self._advance = command

    def forget(self, kind: type[Command]) -> None:
        """There is no such level any more."""
        self._newest.pop(kind, None)

    def replay(self) -> list[Command]:
        """What a session that begins now has to hear. The decision in advance is used up by this."""
        told: list[Command] = [self._limits, *self._newest.values(), *self._faults.values()]
        if self._advance is not None:
            told.append(self._advance)
            self._advance = None
        return told
