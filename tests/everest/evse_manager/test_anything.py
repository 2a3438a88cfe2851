"""Whatever happens in whatever order: power only when it may be, and the next car charges."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.everest.site import Bench

TOKEN = {"id_token": {"value": "04A1", "type": "ISO14443"}, "authorization_type": "RFID"}
ERRORS = {"board": "evse_board_support/DiodeFault", "supply": "power_supply_DC/HardwareFault", "lock": "connector_lock/MREC1ConnectorLockFailure"}
VARIABLES = {
    "start_cable_check": None, "start_pre_charge": None, "current_demand_started": None, "current_demand_finished": None, "dc_open_contactor": None,
    "v2g_setup_finished": None, "ac_close_contactor": None, "ac_open_contactor": None, "dlink_terminate": None, "dlink_error": None,
    "dlink_pause": None, "require_auth_eim": None, "dc_ev_maximum_limits": {"dc_ev_maximum_voltage_limit": 450.0},
    "dc_ev_target_voltage_current": {"dc_ev_target_voltage": 400.0, "dc_ev_target_current": 50.0},
}  # fmt: skip
ACTS = st.one_of(
    st.tuples(st.just("pilot"), st.sampled_from("ABCDEF")),
    st.tuples(st.just("raise"), st.sampled_from(sorted(ERRORS)), st.sampled_from(["Medium", "High"])),
    st.tuples(st.just("clear"), st.sampled_from(sorted(ERRORS))),
    st.tuples(st.just("say"), st.sampled_from(sorted(VARIABLES))),
    st.tuples(st.just("call"), st.sampled_from(["pause_charging", "resume_charging", "withdraw_authorization", "cancel_reservation"])),
    st.tuples(st.just("stop"), st.sampled_from(["Local", "EmergencyStop"])),
    st.tuples(st.just("enable"), st.sampled_from(["Enable", "Disable"]), st.sampled_from([0, 1])),
    st.tuples(st.just("authorize")),
    st.tuples(st.just("unlock")),
    st.tuples(st.just("fuse"), st.sampled_from([0.0, 10.0, 300.0])),
    st.tuples(st.just("wait"), st.sampled_from([0.05, 0.6, 3.0, 12.0, 40.0])),
)  # fmt: skip


class Walk:
    """A bench with a car that does anything, and what must hold after each step."""

    def __init__(self, energy: str, hlc: bool) -> None:
        self.bench = Bench(energy, plugged=False, hlc=hlc)
        outlet = self.bench.outlet
        outlet.board._pwm = lambda value: None
        outlet.board._no_pwm = lambda: None
        self.sources = {"board": outlet.board.board, "lock": outlet.lock.lock}
        if outlet.supply is not None:
            self.sources["supply"] = outlet.supply.supply

    def take(self, act: tuple) -> None:
        getattr(self, f"_{act[0]}")(*act[1:])
        self.bench.pair.advance(0.15)
        self.check(act)

    def check(self, act: object) -> None:
        bench, plant, brain = self.bench, self.bench.outlet.plant, self.bench.outlet.brain
        machine = brain.machine
        where = (act, bench.state, bench.names[-6:])
        if plant.closed:
            assert bench.outlet.board.cp in ("C", "D"), where
            assert not brain.faults, where
            assert plant.locked, where
            assert machine.state.value in ("PrepareCharging", "Charging", "StoppingCharging", "SwitchPhases"), where
        if plant.on:
            assert plant.closed, where
        assert not (machine.state == "Disabled" and brain.board.pilot == "PWM"), where

    def _pilot(self, state: str) -> None:
        board = self.bench.outlet.board
        self.bench.run(lambda: board.show(state))

    def _raise(self, source: str, severity: str) -> None:
        if source in self.sources:
            self.bench.run(lambda: self.sources[source].raise_error(ERRORS[source], "x", severity=severity))

    def _clear(self, source: str) -> None:
        if source in self.sources:
            self.bench.run(lambda: self.sources[source].clear_error(ERRORS[source]))

    def _say(self, name: str) -> None:
        self.bench.run(lambda: self.bench.outlet.charger.charger.publish(name, VARIABLES[name]))

    def _call(self, command: str) -> None:
        self.bench.call(command)

    def _stop(self, reason: str) -> None:
        self.bench.call("stop_transaction", request={"reason": reason})

    def _enable(self, state: str, connector: int) -> None:
        source = {"enable_source": "CSMS", "enable_state": state, "enable_priority": 5000}
        self.bench.call("enable_disable", connector_id=connector, cmd_source=source)

    def _authorize(self) -> None:
        result = {"authorization_status": "Accepted", "tariff_messages": []}
        self.bench.call("authorize_response", provided_token=TOKEN, validation_result=result)

    def _unlock(self) -> None:
        self.bench.call("force_unlock", connector_id=1)

    def _fuse(self, ampere: float) -> None:
        self.bench.site.energy._fuse_a = ampere
        self.bench.run(self.bench.site.energy.enforce)

    def _wait(self, seconds: float) -> None:
        self.bench.pair.advance(seconds)


def plainly(walk: Walk) -> None:
    walk.take(("pilot", "C"))


def digitally(walk: Walk) -> None:
    walk.take(("say", "start_cable_check"))
    walk.take(("pilot", "C"))


def digital_ac(walk: Walk) -> None:
    walk.take(("say", "v2g_setup_finished"))
    walk.take(("say", "ac_close_contactor"))
    walk.take(("wait", 0.6))
    walk.take(("pilot", "C"))


HOW: dict[str, tuple[str, bool, Callable[[Walk], None]]] = {
    "plain AC": ("ac", False, plainly), "digital AC": ("ac", True, digital_ac), "DC": ("dc", True, digitally),
}  # fmt: skip


def walks(count):
    """A property of that many walks, the same each time."""
    return lambda test: settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)(
        given(acts=st.lists(ACTS, max_size=30))(test))  # fmt: skip


@pytest.mark.parametrize("kind", HOW)
@walks(15)
def test_power_only_when_it_may_be_and_the_next_car_charges(kind, acts):
    charges_after(kind, acts)


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOW)
@walks(200)
def test_power_only_when_it_may_be_and_the_next_car_charges_many_walks(kind, acts):
    charges_after(kind, acts)


def charges_after(kind, acts):
    """Whatever happened: in the end the outlet is idle, off and without an error, the records are closed, and the next car charges."""
    energy, hlc, begin = HOW[kind]
    walk = Walk(energy, hlc)
    for act in acts:
        walk.take(act)
    for act in [("fuse", 300.0), *(("clear", source) for source in ERRORS), ("enable", "Enable", 1), ("pilot", "A"), ("wait", 40.0),
                ("call", "withdraw_authorization")]:  # fmt: skip
        walk.take(act)
    bench = walk.bench
    assert bench.state == "Idle", (bench.state, bench.names)
    assert not bench.errors
    assert not bench.outlet.plant.closed
    assert not bench.outlet.plant.locked
    assert bench.outlet.meter._state.open is None
    started, finished = bench.names.count("TransactionStarted"), bench.names.count("TransactionFinished")
    assert started == finished
    assert bench.names.count("SessionStarted") == bench.names.count("SessionFinished")
    bench.events.clear()
    walk.take(("pilot", "B"))
    bench.wait(lambda: "TransactionStarted" in bench.names, 20)
    begin(walk)
    bench.wait(lambda: bench.outlet.plant.closed, 10)
