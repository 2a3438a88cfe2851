"""Time moves only when it is told to, and asyncio does not notice."""

from __future__ import annotations

import asyncio

import pytest

from secc.testing.clock import VirtualClock


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock.starting_at(100.0)


def test_timers_fire_in_order_each_at_its_own_time(clock: VirtualClock) -> None:
    fired: list[tuple[str, float]] = []
    for name, delay in (("b", 2.0), ("a", 1.0), ("c", 2.0)):
        clock.call_later(delay, lambda name=name: fired.append((name, clock.time())))
    clock.advance(1.5)
    assert fired == [("a", 101.0)]
    clock.advance(10)
    assert fired == [("a", 101.0), ("b", 102.0), ("c", 102.0)]
    assert clock.now == 111.5


def test_a_cancelled_timer_does_not_fire(clock: VirtualClock) -> None:
    clock.call_later(1.0, lambda: pytest.fail("fired")).cancel()
    assert clock.next_timer() is None
    clock.advance(2)


def test_sleeps_timeouts_and_tasks_work(clock: VirtualClock) -> None:
    async def slow() -> str:
        await asyncio.sleep(5)
        return "done"

    async def main() -> list[str]:
        results = [await slow()]
        try:
            await asyncio.wait_for(slow(), 1)
        except TimeoutError:
            results.append("timeout")
        results += await asyncio.gather(slow(), slow())
        return results

    assert clock.complete(main()) == ["done", "timeout", "done", "done"]
    assert clock.now == 111.0


def test_an_unhandled_exception_of_a_callback_is_raised_to_the_test(clock: VirtualClock) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    clock.call_later(1.0, broken)
    with pytest.raises(ZeroDivisionError):
        clock.advance(2)


def test_what_does_not_finish_in_time_is_an_error(clock: VirtualClock) -> None:
    with pytest.raises(TimeoutError):
        clock.complete(asyncio.sleep(10), limit_s=5)


def test_closing_cancels_what_runs(clock: VirtualClock) -> None:
    cancelled: list[bool] = []

    async def waits() -> None:
        try:
            await asyncio.sleep(1000)
        except asyncio.CancelledError:
            cancelled.append(True)
            raise

    clock.run(clock.create_task, waits())
    clock.close()
    assert cancelled == [True]
    assert clock.next_timer() is None
