"""A station whose methods raise, hang, come late or return nonsense, in whole charging sessions: in the end power is off."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secc import config
from secc.charger.model import Settings
from secc.charger.simulated import Authorization, LocalHardware, SimulatedCharger
from secc.config import Config
from secc.session import events
from secc.session.link import Link
from secc.testing.drive import charge
from secc.testing.ev import Car, Ev
from secc.testing.ev_din import DinEv
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_iso20_ac import Iso20AcEv
from secc.testing.ev_iso20_dc import Iso20DcEv
from secc.testing.pair import Pair

METHODS = ("authorize", "check_cable", "close_contactor", "open_contactor", "set_output", "stop_output", "offer_schedules", "on_event")
WAYS = st.sampled_from(["well", "well", "well", "raises", "hangs", "swallows", "nonsense", 0.3, 2.0, 20.0])
EVS: dict[str, type[Ev]] = {"din": DinEv, "iso2": Iso2Ev, "iso20_ac": Iso20AcEv, "iso20_dc": Iso20DcEv}
Habits = dict[str, list[Any]]


class Unreliable(SimulatedCharger):
    """Each call of a method takes the next of its habits; when they are used up it works."""

    habits: Habits

    def __getattribute__(self, name: str) -> Any:
        method = super().__getattribute__(name)
        if name not in METHODS:
            return method
        habits = super().__getattribute__("habits").get(name, [])
        return lambda *arguments: _in_its_way(habits.pop(0) if habits else "well", method, arguments)


async def _in_its_way(habit: str | float, method: Any, arguments: tuple[Any, ...]) -> Any:
    if habit == "raises":
        raise OSError("bus off")
    if habit == "nonsense":
        return object()
    if habit == "hangs":
        await asyncio.get_running_loop().create_future()
    while habit == "swallows":
        try:
            await asyncio.sleep(1000)
        except asyncio.CancelledError:
            continue
    if isinstance(habit, float):
        await asyncio.sleep(habit)
    return await method(*arguments)


@pytest.mark.parametrize(("protocol", "energy"), [("iso2", "ac"), ("iso2", "dc"), ("din", "dc"), ("iso20_ac", "ac"), ("iso20_dc", "dc")])
@settings(max_examples=int(os.environ.get("SECC_WALKS", "15")), deadline=None)
@given(habits=st.dictionaries(st.sampled_from(METHODS), st.lists(WAYS, max_size=4)), emergency_fails=st.booleans())
def test_power_is_off_in_the_end(protocol: config.Protocol, energy: config.Energy, habits: Habits, emergency_fails: bool) -> None:
    outlet = config.Outlet(energy=(energy,), protocols=(protocol,))
    hardware = LocalHardware(Settings(insulation_s=0.2))
    charger = Unreliable(outlet, authorization=Authorization.parse("now"), hardware=hardware)
    charger.habits = {name: list(ways) for name, ways in habits.items()}
    if emergency_fails:
        charger.emergency_stop = _fails  # type: ignore[method-assign]
    modern = protocol.startswith("iso20")
    link = Link(tls="1.3", peer_chain=(b"vehicle certificate",)) if modern else Link()
    pair = Pair(Config(outlet=outlet, tls=config.Tls(mode="required" if modern else "off")), charger, link=link)
    pair.watch.enabled = False
    car = Car(energy=energy, protocols=(protocol,), charge_s=2.0, poll_s=0.5)
    ev = charge(pair, EVS[protocol](car), limit_s=1000)
    pair.advance(12)
    assert not hardware.model.closed, pair.story()
    assert hardware.model.current_a == 0
    assert not any(isinstance(event, events.SessionEnded) and event.reason == "internal_error" for event in pair.events), pair.story()
    if all(way == "well" for ways in habits.values() for way in ways):
        assert ev.failure is None, pair.story()
    pair.eof()
    pair.clock.close()


def _fails(reason: str) -> None:
    raise OSError("bus off")
