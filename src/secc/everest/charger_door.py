"""What the commands of `ISO15118_charger` need of the charger: the narrow middle between bus and session."""

from __future__ import annotations

from typing import Protocol

from secc.everest.known import Known
from secc.session.commands import Command, Measured


class Door(Protocol):
    """Implemented by `secc.everest.charger.EverestCharger`."""

    @property
    def known(self) -> Known:
        """What the commands have said so far."""

    @property
    def charging(self) -> bool:
        """A session is in its charge loop."""

    def changed(self) -> None:
        """`known` has changed: settings of the next session."""

    def push(self, command: Command) -> None:
        """To the session, now or when one begins."""

    def authorized(self, status: str, certificate: str) -> None:
        """The decision on what was asked with require_auth_eim or require_auth_pnc."""

    def contactor(self, closed: bool) -> None:
        """The contactor reports."""

    def cable_checked(self, passed: bool) -> None:
        """The insulation test is over."""

    def measured(self, values: Measured) -> None:
        """The DC output reports."""

    def dlink(self, ready: bool) -> None:
        """The data link came up or went away."""
