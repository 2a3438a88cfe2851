"""Random walks: a car goes a part of its way, then anything follows, while pilot and hardware do what they like. Power stays where it may be.

The invariant is that of `secc.testing.watch`, looked at on every step; at the end of every walk the contactor is open.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secc import config
from secc.charger import orders
from secc.charger.simulated import Authorization, LocalHardware, SimulatedCharger, settings_of
from secc.config import Config
from secc.messages import iso2
from secc.session import commands, events
from secc.testing.drive import charge
from secc.testing.ev import Car, EvFailure, Script, Wait
from secc.testing.ev_iso2 import Iso2Ev, quantity
from secc.testing.pair import Pair

PROGRESS = iso2.chargeProgressType
STOP = iso2.chargingSessionType

Make = Callable[["Walker"], msgspec.Struct]
REQUESTS: dict[str, Make] = {
    "SessionSetup": lambda ev: iso2.SessionSetupReq(evcc_id=ev.car.evcc_id),
    "ServiceDiscovery": lambda ev: iso2.ServiceDiscoveryReq(),
    "ServiceDetail": lambda ev: iso2.ServiceDetailReq(service_id=1),
    "Authorization": lambda ev: iso2.AuthorizationReq(),
    "ChargeParameterDiscovery": lambda ev: iso2.ChargeParameterDiscoveryReq(
        requested_energy_transfer_mode=ev.mode, ev_charge_parameter=ev.parameters()),
    "CableCheck": lambda ev: iso2.CableCheckReq(dc_ev_status=ev.status()),
    "PreCharge": lambda ev: iso2.PreChargeReq(
        dc_ev_status=ev.status(), ev_target_voltage=quantity(400, "V"), ev_target_current=quantity(100, "A")),
    "Start": lambda ev: iso2.PowerDeliveryReq(charge_progress=PROGRESS.Start, sa_schedule_tuple_id=1),
    "Stop": lambda ev: iso2.PowerDeliveryReq(charge_progress=PROGRESS.Stop, sa_schedule_tuple_id=1),
    "Renegotiate": lambda ev: iso2.PowerDeliveryReq(charge_progress=PROGRESS.Renegotiate, sa_schedule_tuple_id=1),
    "CurrentDemand": lambda ev: iso2.CurrentDemandReq(
        dc_ev_status=ev.status(), ev_target_current=quantity(3000, "A"), charging_complete=False, ev_target_voltage=quantity(2000, "V")),
    "ChargingStatus": lambda ev: iso2.ChargingStatusReq(),
    "WeldingDetection": lambda ev: iso2.WeldingDetectionReq(dc_ev_status=ev.status()),
    "SessionStop": lambda ev: iso2.SessionStopReq(charging_session=STOP.Terminate),
    "Pause": lambda ev: iso2.SessionStopReq(charging_session=STOP.Pause),
}
WORLD: dict[str, Callable[[Pair, SimulatedCharger], object]] = {
    **{f"pilot {state}": lambda pair, charger, state=state: charger.set_pilot(state) for state in ("A", "B", "C", "D", "E", "F")},
    "stop": lambda pair, charger: pair.driver.push(commands.Stop(grace_s=1.0)),
    "emergency": lambda pair, charger: pair.driver.push(commands.EmergencyStop()),
    "lost": lambda pair, charger: pair.driver.push(commands.ChargerLost(reason="walk")),
    "renegotiate": lambda pair, charger: pair.driver.push(commands.Renegotiate()),
    "malfunction": lambda pair, charger: pair.driver.push(commands.FaultRaised(fault="malfunction")),
    "isolation": lambda pair, charger: charger.inject(orders.Inject(isolation="fault")),
    "stuck": lambda pair, charger: charger.inject(orders.Inject(contactor="stuck_open")),
    "no limits": lambda pair, charger: pair.driver.push(commands.LimitsChanged(dc=commands.DcLimits(
        max_voltage_v=0, max_current_a=0, max_power_w=0), ac=commands.AcLimits(max_current_a=0))),
}
STEPS = st.lists(st.one_of(
    st.sampled_from(sorted(REQUESTS)), st.sampled_from(sorted(REQUESTS)), st.sampled_from(sorted(WORLD)), st.sampled_from([0.1, 1.0, 5.0, 70.0]),
), max_size=12)


class _Leaves(Exception):
    """The polite part is over."""


class Walker(Iso2Ev):
    """Polite for `polite` requests, then `walk`."""

    polite = 0
    walk: list[str | float]
    pair: Pair

    def ask(self, body, expected, timeout_s=None):  # type: ignore[no-untyped-def]
        if self.requests > self.polite:
            raise _Leaves
        return (yield from super().ask(body, expected, timeout_s))

    def drive(self) -> Script[None]:
        try:
            yield from super().drive()
        except _Leaves:
            self.polite = 1_000_000
            for step in self.walk:
                yield from self.wander(step)

    def wander(self, step: str | float) -> Script[None]:
        """One step of the walk."""
        if isinstance(step, float):
            yield Wait(step)
        elif step in WORLD:
            charger = self.pair.charger
            assert isinstance(charger, SimulatedCharger)
            self.pair.run(lambda: WORLD[str(step)](self.pair, charger))
        else:
            try:
                yield from self.ask(REQUESTS[step](self), msgspec.Struct)
            except EvFailure as failure:
                if failure.reason == "closed":
                    raise


def walker(energy: str, polite: int, walk: list[str | float], pair: Pair) -> Walker:
    ev = Walker(Car(energy=energy, charge_s=3.0, poll_s=0.5))
    ev.polite, ev.walk, ev.pair = polite, walk, pair
    return ev


@pytest.mark.parametrize("profile", ["strict", "field"])
@pytest.mark.parametrize("energy", ["ac", "dc"])
@settings(max_examples=60, deadline=None)
@given(polite=st.integers(0, 45), walk=STEPS)
def test_power_stays_where_it_may_be(energy: config.Energy, profile: str, polite: int, walk: list[str | float]) -> None:
    outlet = config.Outlet(energy=(energy,), protocols=("iso2",))
    hardware = LocalHardware(settings_of(outlet, insulation_s=0.5))
    charger = SimulatedCharger(outlet, authorization=Authorization.parse("now"), hardware=hardware)
    pair = Pair(Config(outlet=outlet, profile="strict" if profile == "strict" else "field"), charger)
    charge(pair, walker(energy, polite, walk, pair), limit_s=2000)
    pair.advance(2)
    assert not hardware.model.closed, pair.story()
    assert hardware.model.current_a == 0
    assert not any(isinstance(event, events.SessionEnded) and event.reason == "internal_error" for event in pair.events), pair.story()
    pair.close()


def test_the_walks_reach_the_charge_loop() -> None:
    """Else they would show nothing."""
    for energy in ("ac", "dc"):
        outlet = config.Outlet(energy=("ac" if energy == "ac" else "dc",), protocols=("iso2",))
        pair = Pair(Config(outlet=outlet))
        charge(pair, walker(energy, 40, ["Stop"], pair))
        assert pair.of(events.ChargingStarted)
        pair.close()


