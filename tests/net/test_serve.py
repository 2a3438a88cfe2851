"""Stations as a program: signals, cancellation, one that cannot start."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from secc.charger.simulated import SimulatedCharger
from secc.net.serve import serve_all, until_signal
from secc.net.station import Station
from tests.net.lab import AC, run, soon


def station(ready: asyncio.Event) -> Station:
    return Station(AC, SimulatedCharger(AC.outlet), on_status=lambda _: ready.set(), sdp_port=0)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_all_outlets_and_returns(number: signal.Signals) -> None:
    async def story() -> None:
        ready = [asyncio.Event(), asyncio.Event()]
        serving = asyncio.ensure_future(serve_all(*map(station, ready)))
        for one in ready:
            await soon(one)
        os.kill(os.getpid(), number)
        await asyncio.wait_for(serving, 1.0)

    run(story())


def test_cancelling_stops_too() -> None:
    async def story() -> None:
        ready = asyncio.Event()
        serving = asyncio.ensure_future(serve_all(station(ready)))
        await soon(ready)
        serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(serving, 1.0)

    run(story())


def test_hardware_that_cannot_start_is_an_error_and_the_outlets_before_it_are_stopped() -> None:
    class Absent(SimulatedCharger):
        async def start(self) -> None:
            raise OSError("no supply on the bus")

    async def story() -> None:
        ready = asyncio.Event()
        first, second = station(ready), Station(AC, Absent(AC.outlet), sdp_port=0)
        before = asyncio.all_tasks()
        with pytest.raises(OSError, match="no supply on the bus"):
            await serve_all(first, second)
        assert asyncio.all_tasks() == before

    run(story())


def test_an_error_of_the_work_is_not_swallowed_and_its_signals_are_given_back() -> None:
    async def broken() -> None:
        raise LookupError

    async def story() -> None:
        with pytest.raises(LookupError):
            await until_signal(broken())

    before = signal.getsignal(signal.SIGTERM)
    run(story())
    assert signal.getsignal(signal.SIGTERM) is before
