"""A virtual clock: an asyncio event loop without sockets whose time moves only when it is told to.

Everything that a `Charger` awaits (`asyncio.sleep`, futures, tasks, timeouts) works on it, so tests run the very driver and the very
charger that a station runs, a charging session in milliseconds, and every run the same.
"""

from __future__ import annotations

import asyncio
import contextvars
import heapq
import itertools
from asyncio.events import _get_running_loop, _set_running_loop
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from typing import Any, TypeVar, TypeVarTuple

T = TypeVar("T")
Args = TypeVarTuple("Args")


class VirtualClock(asyncio.AbstractEventLoop):
    """`now` in seconds; `advance` lets it pass; `run` calls something as if from a callback of the loop.

    An exception that nobody handled in a callback or a task is raised by the call during which it happened.
    """

    def __init__(self, now: float = 0.0) -> None:
        self.now = now
        self._ready: deque[asyncio.Handle] = deque()
        self._timers: list[tuple[float, int, asyncio.TimerHandle]] = []
        self._order = itertools.count()
        self._errors: list[BaseException] = []

    @classmethod
    def starting_at(cls, now: float = 0.0) -> VirtualClock:
        """A new clock."""
        return cls(now)

    # ---- for tests ------------------------------------------------------------------------------------------------------------------

    def run(self, function: Callable[..., T], *args: object) -> T:
        """Call `function(*args)` inside the loop, then everything that becomes ready by it, at the same instant."""
        before = _get_running_loop()
        if before is self:
            return function(*args)  # called from a callback: whoever runs that goes on with what became ready
        _set_running_loop(self)
        try:
            result = function(*args)
            self._drain()
        finally:
            _set_running_loop(before)
        if self._errors:
            raise self._errors.pop(0)
        return result

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass; timers fire in order, each at its own time."""
        self.advance_to(self.now + seconds)

    def advance_to(self, when: float) -> None:
        """Let time pass until `when` (never backwards)."""
        while (due := self.next_timer()) is not None and due <= when:
            self.now = max(self.now, due)
            self.run(self._fire)
        self.now = max(self.now, when)

    def next_timer(self) -> float | None:
        """When the next timer is due, or None."""
        while self._timers and self._timers[0][2].cancelled():
            heapq.heappop(self._timers)
        return self._timers[0][0] if self._timers else None

    def complete(self, coroutine: Coroutine[Any, Any, T], limit_s: float = 60.0) -> T:
        """Run `coroutine` to its end, letting at most `limit_s` pass. Raises TimeoutError after that, or what it raises."""
        task = self.run(self.create_task, coroutine)
        end = self.now + limit_s
        while not task.done():
            due = self.next_timer()
            if due is None or due > end:
                task.cancel()
                self.run(lambda: None)
                raise TimeoutError(f"not done after {limit_s:g} s")
            self.advance_to(due)
        result: T = task.result()
        return result

    def close(self) -> None:
        """Cancel all tasks and forget all timers."""
        for task in asyncio.all_tasks(self):
            task.cancel()
        self.run(lambda: None)
        self._timers.clear()

    def _fire(self) -> None:
        while self._timers and self._timers[0][0] <= self.now:
            self._ready.append(heapq.heappop(self._timers)[2])

    def _drain(self) -> None:
        while self._ready:
            handle = self._ready.popleft()
            if not handle.cancelled():
                handle._run()

    # ---- what asyncio asks of a loop ------------------------------------------------------------------------------------------------

    def time(self) -> float:
        return self.now

    def call_soon(self, callback: Callable[[*Args], object], *args: *Args, context: contextvars.Context | None = None) -> asyncio.Handle:
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_later(
        self, delay: float, callback: Callable[[*Args], object], *args: *Args, context: contextvars.Context | None = None,
    ) -> asyncio.TimerHandle:
        return self.call_at(self.now + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[[*Args], object], *args: *Args, context: contextvars.Context | None = None,
    ) -> asyncio.TimerHandle:
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._timers, (when, next(self._order), handle))
        return handle

    def create_future(self) -> asyncio.Future[Any]:
        return asyncio.Future(loop=self)

    def create_task(
        self, coro: Generator[Any, None, T] | Coroutine[Any, Any, T], *, name: str | None = None,
        context: contextvars.Context | None = None,
    ) -> asyncio.Task[T]:
        return asyncio.Task(coro, loop=self, name=name, context=context)

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        error = context.get("exception")
        self._errors.append(error if isinstance(error, BaseException) else RuntimeError(context.get("message", "unknown error")))

    def get_debug(self) -> bool:
        return False

    def is_running(self) -> bool:
        return _get_running_loop() is self

    def is_closed(self) -> bool:
        return False

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Cancelled timers are skipped when they come up."""
