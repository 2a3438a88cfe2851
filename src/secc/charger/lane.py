"""Calls of one kind run one after another; an urgent one does not wait for those that can be dropped."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from secc.charger.api import Charger
from secc.charger.calls import Call
from secc.session.commands import Command
from secc.session.events import Event


class Job(NamedTuple):
    """One call for one event of one session."""

    call: Call
    event: Event
    session: int


class Lane:
    """A queue in front of the hardware.

    `done(job, command)` takes a result, `failed(job, reason)` whatever went wrong. A task that is cancelled is let go: even if it swallows
    the cancellation, the lane goes on and its result is dropped. `idle` is set while nothing runs and nothing waits.
    """

    def __init__(
        self, charger: Charger, loop: asyncio.AbstractEventLoop, done: Callable[[Job, Command], None], failed: Callable[[Job, str], None],
    ) -> None:
        self._charger, self._loop, self._done, self._failed = charger, loop, done, failed
        self._waiting: deque[Job] = deque()
        self._job: Job | None = None
        self._task: asyncio.Task[Command | None] | None = None
        self._limit: asyncio.TimerHandle | None = None
        self.idle = asyncio.Event()
        self.idle.set()

    def submit(self, job: Job) -> None:
        """Queue a call, or replace the one waiting that it makes obsolete."""
        if job.call.urgent:
            self.drop()
        if job.call.newest_only and self._waiting and self._waiting[-1].call is job.call:
            self._waiting[-1] = job
        else:
            self._waiting.append(job)
        self._next()

    def expects(self, kind: type[Event]) -> bool:
        """A call for such an event runs or waits."""
        jobs = self._waiting if self._job is None else (self._job, *self._waiting)
        return any(isinstance(job.event, kind) for job in jobs)

    def drop(self) -> None:
        """Forget and cancel everything but the calls that have to finish."""
        self._waiting = deque(job for job in self._waiting if job.call.survives)
        if self._job is not None and not self._job.call.survives:
            self._let_go()
        self._next()

    def clear(self) -> None:
        """Forget and cancel everything."""
        self._waiting.clear()
        self._let_go()
        self.idle.set()

    def _let_go(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
        if self._task is not None:
            self._task.cancel()
        self._job = self._task = self._limit = None

    def _next(self) -> None:
        if self._job is not None:
            return
        if not self._waiting:
            self.idle.set()
            return
        self.idle.clear()
        job = self._job = self._waiting.popleft()
        task = self._task = self._loop.create_task(self._perform(job))
        task.add_done_callback(lambda finished: self._finish(job, finished))
        if job.call.limit_s is not None:
            self._limit = self._loop.call_later(job.call.limit_s, self._overdue, job)

    async def _perform(self, job: Job) -> Command | None:
        return await job.call.perform(self._charger, job.event)

    def _overdue(self, job: Job) -> None:
        self._let_go()
        self._failed(job, f"{job.event.__class__.__name__} not done within {job.call.limit_s:g} s")
        self._next()

    def _finish(self, job: Job, task: asyncio.Task[Command | None]) -> None:
        error = None if task.cancelled() else task.exception()
        if self._task is not task:
            return
        cancelled = task.cancelled()
        self._let_go()
        if error is not None or cancelled:
            self._failed(job, f"{job.event.__class__.__name__}: {error!r}" if error else f"{job.event.__class__.__name__} was cancelled")
        elif (command := task.result()) is not None:
            self._done(job, command)
        self._next()
