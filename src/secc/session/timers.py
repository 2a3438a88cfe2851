"""Named deadlines on a clock that somebody else reads."""

from __future__ import annotations

from secc.session.table import Timer
from secc.trace import Timer as Traced
from secc.trace import Trace


class Timers:
    """The timers of one session. Those that have run out are remembered until they are stopped or started anew."""

    def __init__(self, trace: Trace | None = None) -> None:
        self._running: dict[str, tuple[float, Timer]] = {}
        self._expired: dict[str, Timer] = {}
        self._trace = trace

    def start(self, timer: Timer, now: float) -> None:
        """Start `timer` unless it runs or has run out already. 0 s or less means: without limit."""
        if timer.seconds > 0 and timer.name not in self._running and timer.name not in self._expired:
            self.until(timer, now + timer.seconds, now)

    def restart(self, timer: Timer, now: float) -> None:
        """Start `timer` from `now`, whatever it did before."""
        self._expired.pop(timer.name, None)
        self.until(timer, now + timer.seconds, now)

    def until(self, timer: Timer, deadline: float, now: float) -> None:
        """Let `timer` run out at `deadline`."""
        self._running[timer.name] = (deadline, timer)
        if self._trace:
            self._trace(Traced(at=now, name=timer.name, deadline=deadline))

    def stop(self, name: str, now: float) -> None:
        """Stop and forget the timer; nothing happens where there is none."""
        if self._running.pop(name, None) and self._trace:
            self._trace(Traced(at=now, name=name))
        self._expired.pop(name, None)

    def clear(self) -> None:
        """Stop and forget all."""
        self._running.clear()
        self._expired.clear()

    def running(self, name: str) -> bool:
        """Whether the timer runs now."""
        return name in self._running

    @property
    def expired(self) -> frozenset[str]:
        """Names of the timers that have run out."""
        return frozenset(self._expired)

    @property
    def overdue(self) -> str:
        """Name of a timer that has run out and because of which the next request is refused; "" while there is none."""
        return next((name for name, timer in self._expired.items() if timer.expiry in ("refuse", "off")), "")

    def deadline(self) -> float | None:
        """The next time at which `due` has something; None: never."""
        return min((deadline for deadline, _ in self._running.values()), default=None)

    def due(self, now: float) -> Timer | None:
        """The first timer that has run out by `now`, taken out of those that run; None: none."""
        found = min(((deadline, name) for name, (deadline, _) in self._running.items() if deadline <= now), default=None)
        if found is None:
            return None
        _, timer = self._running.pop(found[1])
        self._expired[timer.name] = timer
        if self._trace:
            self._trace(Traced(at=now, name=timer.name, expired=True))
        return timer
