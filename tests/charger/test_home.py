"""One thread: a push from another one is a clear error and changes nothing."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from secc.charger.driver import Driver
from secc.charger.simulated import SimulatedCharger
from secc.config import Outlet
from secc.errors import StateError
from secc.net.station import Station
from secc.session import commands
from secc.session.commands import Command
from tests.net.lab import AC


def test_a_push_from_another_thread_is_refused_and_one_through_the_loop_is_not() -> None:
    async def story() -> None:
        loop = asyncio.get_running_loop()
        driver, seen = Driver(SimulatedCharger(Outlet())), list[Command]()
        driver.watch = seen.append
        pushed = commands.Measured(voltage_v=400.0)
        with ThreadPoolExecutor(1) as other:
            with pytest.raises(StateError, match=r"call_soon_threadsafe\(outlet.push"):
                await loop.run_in_executor(other, driver.push, pushed)
            assert seen == []
            await loop.run_in_executor(other, loop.call_soon_threadsafe, driver.push, pushed)
        await asyncio.sleep(0)
        assert seen == [pushed]

    asyncio.run(story())


def test_the_data_link_is_told_in_the_loops_thread() -> None:
    async def story() -> None:
        station = Station(AC, SimulatedCharger(AC.outlet))
        with ThreadPoolExecutor(1) as other, pytest.raises(StateError, match="another thread"):
            await asyncio.get_running_loop().run_in_executor(other, station.dlink, True)

    asyncio.run(story())
