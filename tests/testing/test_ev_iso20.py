"""The built-in ISO 15118-20 EV charges at the real session."""

from __future__ import annotations

import pytest

from secc import config
from secc.charger.simulated import Authorization, SimulatedCharger
from secc.config import Config
from secc.session import commands, events
from secc.session.link import Link
from secc.testing.drive import charge
from secc.testing.ev import Car
from secc.testing.ev_iso20 import Iso20Ev
from secc.testing.ev_iso20_ac import Iso20AcEv
from secc.testing.ev_iso20_dc import Iso20DcEv
from secc.testing.pair import Pair

TLS = Link(tls="1.3", peer_chain=(b"vehicle certificate",))
CARS: dict[str, tuple[type[Iso20Ev], config.Protocol]] = {"ac": (Iso20AcEv, "iso20_ac"), "dc": (Iso20DcEv, "iso20_dc")}


def pair_for(energy: str, *, bidirectional: bool = False, profile: str = "strict", authorize: str = "0.5") -> Pair:
    mode: config.Energy = {("ac", False): "ac", ("ac", True): "ac_bpt", ("dc", False): "dc", ("dc", True): "dc_bpt"}[energy, bidirectional]  # type: ignore[assignment]
    dc = config.Dc(max_discharge_current_a=100.0, max_discharge_power_w=40_000.0) if bidirectional else config.Dc()
    ac = config.Ac(max_discharge_power_w=11_000.0) if bidirectional else config.Ac()
    outlet = config.Outlet(energy=(mode,), protocols=(CARS[energy][1],), dc=dc, ac=ac)
    charger = SimulatedCharger(outlet, authorization=Authorization.parse(authorize))
    return Pair(Config(outlet=outlet, profile="strict" if profile == "strict" else "field", tls=config.Tls(mode="required")), charger, link=TLS)


def car_for(energy: str, **changed: object) -> Iso20Ev:
    make, protocol = CARS[energy]
    return make(Car(energy=energy, protocols=(protocol,), **changed))  # type: ignore[arg-type]


def ended(pair: Pair) -> events.SessionEnded:
    end, = (event for event in pair.events if isinstance(event, events.SessionEnded))
    return end


@pytest.mark.parametrize("profile", ["strict", "field"])
@pytest.mark.parametrize("bidirectional", [False, True], ids=["one way", "both ways"])
@pytest.mark.parametrize("control", ["scheduled", "dynamic"])
@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_polite_ev_charges_to_the_end(energy: str, control: str, bidirectional: bool, profile: str) -> None:
    pair = pair_for(energy, bidirectional=bidirectional, profile=profile)
    ev = charge(pair, car_for(energy, control=control, bidirectional=bidirectional))
    assert ev.failure is None, f"{ev.failure}\n{pair.story()}"
    assert ended(pair).ok
    assert ev.requests > 50
    pair.advance(3)
    assert not pair.watch.closed
    pair.close()


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_paused_session_is_resumed_without_authorization(energy: str) -> None:
    pair = pair_for(energy)
    first = charge(pair, car_for(energy, pause=True))
    assert first.failure is None, f"{first.failure}\n{pair.story()}"
    assert ended(pair).datalink == "pause"
    pair.advance(100)
    make, protocol = CARS[energy]
    second = charge(pair, make(Car(energy=energy, protocols=(protocol,)), session_id=first.session_id))
    assert second.failure is None, f"{second.failure}\n{pair.story()}"
    assert second.resumed
    assert "Authorization" not in second.phases
    pair.close()


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_rejected_card_is_told_at_once(energy: str) -> None:
    pair = pair_for(energy, authorize="reject")
    ev = charge(pair, car_for(energy))
    assert ev.failure is not None
    assert "WARNING_EIMAuthorizationFailure" in ev.failure.detail
    pair.close()


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_stop_by_the_station_is_obeyed(energy: str) -> None:
    pair = pair_for(energy)
    pair.clock.call_later(15, pair.driver.push, commands.Stop())
    ev = charge(pair, car_for(energy, charge_s=1000.0))
    assert ev.failure is None, f"{ev.failure}\n{pair.story()}"
    assert pair.now < 1100
    pair.close()


@pytest.mark.parametrize("state", ["A", "E", "F"])
@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_power_goes_when_the_pilot_does(energy: str, state: commands.PilotState) -> None:
    pair = pair_for(energy)
    charger = pair.charger
    assert isinstance(charger, SimulatedCharger)
    pair.clock.call_later(15.0, charger.set_pilot, state)
    ev = charge(pair, car_for(energy, charge_s=100.0))
    assert ev.failure is not None
    assert not pair.watch.closed
    pair.close()


@pytest.mark.parametrize("control", ["scheduled", "dynamic"])
@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_new_schedule_is_agreed_without_leaving_the_loop(energy: str, control: str) -> None:
    pair = pair_for(energy)
    ev = charge(pair, car_for(energy, control=control, renegotiate_s=2.0))
    assert ev.failure is None, f"{ev.failure}\n{pair.story()}"
    assert [kind for _, who, kind, _ in pair.log if who == "evse"].count(0x8101) >= 1
    assert ev.phases.count("ScheduleExchange") == 2
    assert len(pair.of(events.ChargingStarted)) == 1
    pair.close()


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_the_station_may_ask_for_a_new_schedule(energy: str) -> None:
    pair = pair_for(energy)
    pair.clock.call_later(12.0, pair.driver.push, commands.Renegotiate())
    ev = charge(pair, car_for(energy, charge_s=20.0))
    assert ev.failure is None, f"{ev.failure}\n{pair.story()}"
    assert ev.phases.count("ScheduleExchange") == 2
    pair.close()


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_the_station_may_ask_for_another_service(energy: str) -> None:
    pair = pair_for(energy)
    pair.clock.call_later(12.0, pair.driver.push, commands.Renegotiate(service=True))
    ev = charge(pair, car_for(energy, charge_s=20.0))
    assert ev.failure is None, f"{ev.failure}\n{pair.story()}"
    assert ev.phases.count("ServiceSelection") == 2
    assert ev.phases.count("Authorization") == 1
    assert len(pair.of(events.ChargingStarted)) == 2
    pair.close()
