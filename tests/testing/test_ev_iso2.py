"""The built-in EV charges at the real session, and its tricks are noticed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from secc import config, messages
from secc.charger import orders
from secc.charger.simulated import Authorization, SimulatedCharger
from secc.config import Config
from secc.messages import iso2
from secc.session import commands, events
from secc.testing.drive import charge
from secc.testing.ev import Car, Script, Wait
from secc.testing.ev_iso2 import Iso2Ev, quantity
from secc.testing.pair import Pair


def pair_for(energy: config.Energy, *, authorize: str = "0.5", profile: str = "strict") -> Pair:
    outlet = config.Outlet(energy=(energy,), protocols=("iso2",))
    charger = SimulatedCharger(outlet, authorization=Authorization.parse(authorize))
    return Pair(Config(outlet=outlet, profile="strict" if profile == "strict" else "field"), charger)


def ended(pair: Pair) -> events.SessionEnded:
    end = pair.events[-1]
    assert isinstance(end, events.SessionEnded)
    return end


@pytest.mark.parametrize("profile", ["strict", "field"])
@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_polite_ev_charges_to_the_end(energy: config.Energy, profile: str) -> None:
    pair = pair_for(energy, profile=profile)
    ev = charge(pair, Iso2Ev(Car(energy=energy)))
    assert ev.failure is None, pair.story()
    assert ended(pair).ok
    assert ended(pair).datalink == "terminate"
    assert ev.charged_wh > 10
    pair.advance(3)
    assert not pair.watch.closed
    pair.close()


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_renegotiation_leads_through_the_parameters_again(energy: config.Energy) -> None:
    pair = pair_for(energy)
    ev = charge(pair, Iso2Ev(Car(energy=energy, renegotiate_s=2.0)))
    assert ev.failure is None, pair.story()
    assert ev.phases.count("ChargeParameterDiscovery") == 2
    assert len(pair.of(events.Renegotiating)) == 1
    pair.close()


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_paused_session_is_resumed_by_the_same_car(energy: config.Energy) -> None:
    pair = pair_for(energy)
    first = charge(pair, Iso2Ev(Car(energy=energy, pause=True)))
    assert first.failure is None, pair.story()
    assert ended(pair).datalink == "pause"
    pair.advance(100)
    second = charge(pair, Iso2Ev(Car(energy=energy), session_id=first.session_id))
    assert second.failure is None, pair.story()
    assert second.resumed
    assert second.session_id == first.session_id
    pair.close()


def test_another_car_does_not_resume_it() -> None:
    pair = pair_for("dc")
    first = charge(pair, Iso2Ev(Car(pause=True)))
    second = charge(pair, Iso2Ev(Car(evcc_id=bytes(6)), session_id=first.session_id))
    assert second.failure is None
    assert not second.resumed
    assert second.session_id != first.session_id
    pair.close()


def test_a_stop_by_the_station_is_obeyed() -> None:
    pair = pair_for("dc")
    ev = Iso2Ev(Car(charge_s=1000.0))
    pair.clock.call_later(20, pair.driver.push, commands.Stop())
    charge(pair, ev)
    assert ev.failure is None, pair.story()
    assert pair.now < 1100
    pair.close()


def test_a_rejected_card_leaves_the_ev_waiting() -> None:
    pair = pair_for("dc", authorize="reject")
    ev = charge(pair, Iso2Ev(Car()), limit_s=1000)
    assert ev.phases[-1] == "Authorization"
    assert ev.failure is not None
    pair.close()


class Silent(Iso2Ev):
    """Says nothing any more in the loop."""

    def demand(self) -> Script[str]:
        notification = yield from super().demand()
        yield Wait(120)
        return notification

    def ask_status(self) -> Script[str]:
        notification = yield from super().ask_status()
        yield Wait(120)
        return notification


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_silent_ev_loses_power_after_the_sequence_timeout(energy: config.Energy) -> None:
    pair = pair_for(energy)
    ev = charge(pair, Silent(Car(energy=energy)))
    assert ev.failure is not None
    assert ended(pair).reason == "V2G_SECC_Sequence_Timeout"
    pair.advance(2)
    assert not pair.watch.closed
    pair.close()


class Hasty(Iso2Ev):
    """Leaves out the insulation test."""

    def check_cable(self) -> Script[None]:
        return
        yield


def test_a_car_that_skips_the_insulation_test_is_refused() -> None:
    pair = pair_for("dc")
    ev = charge(pair, Hasty(Car()))
    assert ev.failure is not None
    assert "FAILED_SequenceError" in ev.failure.detail
    assert not ended(pair).ok
    pair.close()


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_lost_peer_leaves_no_power(energy: config.Energy) -> None:
    pair = pair_for(energy)

    class Gone(Iso2Ev):
        def end(self) -> Script[None]:
            yield Wait(1)

        def stop_power(self) -> Script[None]:
            yield Wait(1)

    charge(pair, Gone(Car(energy=energy, charge_s=2.0)))
    assert not ended(pair).ok
    pair.advance(2)
    assert not pair.watch.closed
    pair.close()


FAULTS: dict[str, Callable[[Pair, SimulatedCharger], None]] = {
    "pilot A": lambda pair, charger: charger.set_pilot("A"),
    "pilot F": lambda pair, charger: charger.set_pilot("F"),
    "emergency stop": lambda pair, charger: pair.driver.push(commands.EmergencyStop()),
    "lost charger": lambda pair, charger: pair.driver.push(commands.ChargerLost(reason="test")),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_power_goes_at_once_when_something_breaks_in_the_loop(energy: config.Energy, fault: str) -> None:
    pair = pair_for(energy)
    charger = pair.charger
    assert isinstance(charger, SimulatedCharger)
    pair.clock.call_later(15.0, FAULTS[fault], pair, charger)
    ev = charge(pair, Iso2Ev(Car(energy=energy, charge_s=100.0)))
    assert ev.failure is not None, pair.story()
    assert not ended(pair).ok
    assert not pair.watch.closed
    pair.close()


@pytest.mark.parametrize(
    ("energy", "fault"), [("ac", orders.Inject(contactor="stuck_open")), ("dc", orders.Inject(isolation="fault")),
                          ("dc", orders.Inject(contactor="stuck_open")), ("dc", orders.Inject(supply=False))],
    ids=["AC contactor", "isolation", "DC relays", "dead supply"],
)
def test_a_broken_station_refuses_to_charge(energy: config.Energy, fault: orders.Inject) -> None:
    pair = pair_for(energy)
    charger = pair.charger
    assert isinstance(charger, SimulatedCharger)
    pair.run(lambda: charger.inject(fault))
    ev = charge(pair, Iso2Ev(Car(energy=energy)))
    assert ev.failure is not None
    assert ev.failure.reason == "refused"
    assert pair.of(events.ChargingStarted) == []
    pair.close()


def test_what_the_hardware_pushes_between_sessions_reaches_the_next_one() -> None:
    pair = pair_for("dc")
    limits = commands.DcLimits(max_voltage_v=400, max_current_a=20, max_power_w=8000)
    pair.push(commands.LimitsChanged(dc=limits))
    ev = charge(pair, Iso2Ev(Car()))
    assert ev.failure is None
    currents = {event.current_a for event in pair.of(events.SetOutput) if isinstance(event, events.SetOutput) and event.stage == "charge"}
    assert currents == {20.0}
    pair.close()


class Greedy(Iso2Ev):
    """Asks for more than it said it takes."""

    def demand(self) -> Script[str]:
        yield from self.ask(iso2.CurrentDemandReq(
            dc_ev_status=self.status(), ev_target_current=quantity(3000, "A"), charging_complete=False, ev_target_voltage=quantity(2000, "V"),
        ), iso2.CurrentDemandRes)
        return ""


def test_a_car_that_asks_for_more_than_it_takes_gets_what_it_takes() -> None:
    pair = pair_for("dc")
    car = Car(max_current_a=120.0, max_voltage_v=450.0, charge_s=2.0)
    ev = charge(pair, Greedy(car))
    assert ev.failure is None, pair.story()
    charging = [event for event in pair.of(events.SetOutput) if isinstance(event, events.SetOutput) and event.stage == "charge"]
    assert max(event.current_a for event in charging) <= car.max_current_a
    assert max(event.voltage_v for event in charging) <= car.max_voltage_v
    pair.close()


def test_every_response_has_the_session_id_of_the_setup() -> None:
    pair = pair_for("dc")
    ev = charge(pair, Iso2Ev(Car()))
    answers = [payload for _, who, _, payload in pair.log if who == "evse"][1:]
    for payload in answers:
        document = messages.decode("iso2", payload)
        assert isinstance(document, iso2.V2G_Message)
        assert document.header.session_id == ev.session_id
    pair.close()
