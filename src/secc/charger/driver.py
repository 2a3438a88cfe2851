"""Between one outlet's `Charger` and its sessions: events become method calls, results and pushes become commands.

The driver fails safe. It gives the hardware its beat; whatever a method does wrong (raises, hangs, returns nonsense) ends in
`Charger.emergency_stop` and a `ChargerLost` for the session; when `emergency_stop` itself raises, the beat stops for good and the
hardware opens by itself. A session that goes away leaves no power behind: what it did not switch off is switched off here.

There is one driver for all uses: tests run this one on the virtual clock of `secc.testing.clock`.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable

from secc.charger.api import Charger
from secc.charger.calls import CALLS, LaneName
from secc.charger.home import Home
from secc.charger.lane import Job, Lane
from secc.charger.levels import Levels
from secc.session import commands, events
from secc.session.commands import Command
from secc.session.events import Event

BEAT_S = 0.5
STOP_S = 0.8
EVENT_BACKLOG = 1024

_log = logging.getLogger("secc.charger")


class Driver:
    """One outlet's hardware. It is the `Outlet` that the charger pushes into.

    `loop` is the event loop whose thread everything runs in (default: the running one). Use: `await start()`, then for each session in
    turn `attach(deliver)`, `handle(event)` for each of its events, `detach()`; at the end `await stop()`. `watch`, if set, sees every
    command the charger pushes, session or not.
    """

    def __init__(self, charger: Charger, loop: asyncio.AbstractEventLoop | None = None) -> None:
        self.charger = charger
        self.levels = Levels()
        self._home = Home()
        self.watch: Callable[[Command], None] | None = None
        self._loop = loop or asyncio.get_running_loop()
        self._lanes: dict[LaneName, Lane] = {}
        self._deliver: Callable[[Command], None] | None = None
        self._inbox: deque[Command] = deque()
        self._delivering = False
        self._session = 0
        self._charging = False
        self._energised = False
        self._settling = False
        self._regulating = False
        self._measured_at = 0.0
        self._lost = ""
        self._dead = False
        self._beat: asyncio.TimerHandle | None = None
        self._facts: deque[Event] = deque(maxlen=EVENT_BACKLOG)
        self._reporter: asyncio.Task[None] | None = None
        charger.outlet = self

    # ---- life of the outlet -------------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """`Charger.start`, then the beat. Raises what `start` raises: a station without hardware must not serve."""
        await self.charger.start()
        self._tick()

    async def stop(self, within_s: float = STOP_S) -> None:
        """Power off in order; what is not off after `within_s` seconds goes off by `emergency_stop`. Then no more beats."""
        self.detach()
        try:
            async with asyncio.timeout(within_s):
                await self._lane("power").idle.wait()
        except TimeoutError:
            self._emergency("the station stops")
        if self._beat is not None:
            self._beat.cancel()
        self._beat = None
        if self._reporter is not None:
            self._reporter.cancel()

    # ---- sessions -----------------------------------------------------------------------------------------------------------------

    def attach(self, deliver: Callable[[Command], None]) -> None:
        """A session begins. `deliver(command)` gives it a command; it hears all levels at once.

        A contactor that still opens for the last session counts as open: what this session asks for waits until that is done.
        """
        self.detach()
        self._deliver = deliver
        self._settling = self._lane("power").expects(events.OpenContactor)
        for command in self.levels.replay():
            if not (self._settling and isinstance(command, commands.ContactorChanged)):
                self._enqueue(command)
        if self._settling:
            self._enqueue(commands.ContactorChanged(closed=False))
        if self._lost:
            self._enqueue(commands.ChargerLost(reason=self._lost))

    def handle(self, event: Event) -> None:
        """Something the session said; call it for each event in order. Never raises."""
        self._report(event)
        if isinstance(event, events.EmergencyOff):
            self._emergency(event.reason)
        elif isinstance(event, events.ChargingStarted):
            self._charging = True
        elif isinstance(event, (events.ChargingStopped, events.SessionEnded)):
            self._charging = False
        if (call := CALLS.get(type(event))) is not None:
            self._energised = call.energises or (self._energised and not isinstance(event, events.OpenContactor))
            self._regulate(event)
            self._lane(call.lane).submit(Job(call, event, self._session))

    def _regulate(self, event: Event) -> None:
        """From the first DC set point until the relays have to open, what is measured must not grow old."""
        if isinstance(event, events.SetOutput) and not event.power_w and not self._regulating:
            self._regulating, self._measured_at = True, self._loop.time()
        elif isinstance(event, events.OpenContactor):
            self._regulating = False

    def detach(self) -> None:
        """The session is gone: its open calls are cancelled, late answers dropped, and power goes off if it did not switch it off."""
        self._deliver = None
        self._inbox.clear()
        self._session += 1
        self._charging = False
        for lane in self._lanes.values():
            lane.drop()
        if self._energised:
            self.handle(events.StopOutput())
            self.handle(events.OpenContactor())

    # ---- Outlet -------------------------------------------------------------------------------------------------------------------

    @property
    def charging(self) -> bool:
        """A session is in its charge loop."""
        return self._charging

    def push(self, command: Command) -> None:
        """Hand a command to the session that runs, or keep it for the next one if it is a level. Raises StateError in another thread."""
        self._home.check("outlet.push")
        if not isinstance(command, Command):
            self._fail(f"{command!r} was pushed, which is no command")
            return
        self.levels.keep(command)
        if isinstance(command, commands.Measured):
            self._measured_at = self._loop.time()
        if self.watch is not None:
            self.watch(command)
        if self._deliver is None:
            self.levels.keep_for_next(command)
        elif not (self._settling and command == commands.ContactorChanged(closed=False)):
            self._enqueue(command)

    def _enqueue(self, command: Command) -> None:
        self._inbox.append(command)
        if self._delivering:
            return
        self._delivering = True
        try:
            while self._inbox and self._deliver is not None:
                self._deliver(self._inbox.popleft())
        finally:
            self._delivering = False

    # ---- calls --------------------------------------------------------------------------------------------------------------------

    def _lane(self, name: LaneName) -> Lane:
        if name not in self._lanes:
            self._lanes[name] = Lane(self.charger, self._loop, self._done, self._failed)
        return self._lanes[name]

    def _done(self, job: Job, command: Command) -> None:
        if isinstance(command, commands.ContactorChanged):
            self._settling = self._settling and job.session != self._session
            self.push(command)
            self._settling = self._settling and self._lane("power").expects(events.OpenContactor)
        elif job.session == self._session and self._deliver is not None:
            self._enqueue(command)

    def _failed(self, job: Job, reason: str) -> None:
        self._fail(reason)

    def _fail(self, reason: str) -> None:
        _log.error("charger: %s", reason)
        self._emergency(reason)
        if self._deliver is not None:
            self._enqueue(commands.ChargerLost(reason=reason))

    def _emergency(self, reason: str) -> None:
        self._energised = self._settling = self._regulating = False
        try:
            self.charger.emergency_stop(reason)
        except Exception as error:
            _log.critical("charger: emergency_stop failed (%r): no more beats, the hardware has to open by itself", error)
            self._dead = True
            self._lost = f"emergency_stop failed: {error!r}"
        self._lane("power").clear()

    # ---- beat and report ------------------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        self._beat = self._loop.call_later(BEAT_S, self._tick)
        if self._dead:
            return
        try:
            self.charger.beat()
        except Exception as error:
            if not self._lost:
                self._lost = f"beat failed: {error!r}"
                self._fail(self._lost)
        else:
            self._lost = ""
            self._look_at_age()

    def _look_at_age(self) -> None:
        """A measuring loop that has stopped behind a driver that lives: nobody knows any more what flows."""
        oldest = self.charger.measurement_age_s
        if self._regulating and oldest is not None and self._loop.time() - self._measured_at > oldest:
            self._fail(f"nothing was measured for {oldest:g} s while the output was on")

    def _report(self, event: Event) -> None:
        self._facts.append(event)
        if self._reporter is None or self._reporter.done():
            self._reporter = self._loop.create_task(self._report_all())

    async def _report_all(self) -> None:
        while self._facts:
            event = self._facts.popleft()
            try:
                await self.charger.on_event(event)
            except Exception:
                _log.exception("charger: on_event failed for %s", type(event).__name__)
