"""The hardware door: `Charger` is what a firmware author writes, `Outlet` is what it is given to push into.

No method names a protocol or holds an ISO type: volts, amps, watts, seconds. Every method is asynchronous but `emergency_stop` and `beat`.
A method that raises counts as a failure of the hardware: the session ends with power off.

Methods are called by the driver (`secc.charger.driver`); the session core never waits for one. Measurements and limits are pushed with
`self.outlet.push(...)` at the author's pace (a supply at 10 to 100 Hz); the charge loop answers from the last snapshot.
"""

from __future__ import annotations

from typing import Protocol

from secc.session import commands, events
from secc.session.commands import AcLimits, Command, DcLimits, Isolation, Schedule

__all__ = ["AcLimits", "Charger", "DcLimits", "Isolation", "Outlet", "Schedule"]


class Outlet(Protocol):
    """The way back: from the hardware (or the application) to the session that runs now, or to the next one."""

    def push(self, command: Command) -> None:
        """Hand over a command of `secc.session.commands`. Never raises for what it says.

        Call it in the event loop's thread; in another one it raises StateError, and `loop.call_soon_threadsafe(outlet.push, command)` is the way.
        """

    @property
    def charging(self) -> bool:
        """A session is in its charge loop."""


class Charger:
    """Subclass this. The default of each method is the harmless answer; override what your hardware has.

    `outlet` is set by the driver before `start`. `measurement_age_s`: while a DC output is on, `Measured` has to be pushed at least so
    often (seconds, also when nothing changes), or power goes off as after any failure of the hardware; None: your hardware sees to that.
    """

    outlet: Outlet
    measurement_age_s: float | None = 3.0

    async def start(self) -> None:
        """The station serves from now on. Start your measurement loop here; push LimitsChanged, PilotChanged, ContactorChanged once."""

    async def authorize(self, request: events.AuthorizationWanted) -> commands.Authorized:
        """Decide on this EV; may take as long as a person with a card takes. Cancelled when the session ends."""
        return commands.Authorized(verdict="rejected", request=request.request, reason="authorize() is not implemented")

    async def check_cable(self, voltage_v: float) -> Isolation:
        """DC: close the relays, apply `voltage_v`, measure the insulation, return the result. 38 s at most."""
        return "invalid"

    async def close_contactor(self, three_phase: bool) -> bool:
        """AC: close the contactor; True when it reports closed. 3 s at most [V2G2-860]."""
        return False

    async def open_contactor(self) -> bool:
        """Open contactor or relays; True when they report open."""
        return False

    async def set_output(self, target: events.SetOutput) -> None:
        """Regulate to `target`. Only the newest target matters: calls are coalesced while one is running."""

    async def stop_output(self) -> None:
        """Ramp the output to zero; return when the current is below 1 A."""

    def emergency_stop(self, reason: str) -> None:
        """Power off and open, now and synchronously. Must not fail, must not wait."""

    def beat(self) -> None:
        """Called at least once a second while the driver is alive. Without it for 2 s the hardware opens its contactor by itself."""

    async def offer_schedules(self, wanted: events.SchedulesWanted) -> tuple[Schedule, ...]:
        """Schedules for this EV, best first; empty: one schedule that follows from the limits."""
        return ()

    async def request_certificate(self, wanted: events.CertificateWanted) -> commands.CertificateAnswered:
        """Pass a certificate request to the backend and return its answer before `wanted.deadline`."""
        return commands.CertificateAnswered(request=wanted.request, outcome="failed")

    async def on_event(self, event: events.Event) -> None:
        """Everything the session says, in order, requests included: for displays, logs and backends. What this raises is logged only."""
