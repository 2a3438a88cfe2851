"""AC_ChargeLoop."""

from __future__ import annotations

from secc.conformance.bench import CheckFailed
from secc.conformance.check import Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso20 import requests
from secc.conformance.iso20.car import AC, Car, station
from secc.conformance.iso20.requests import number
from secc.messages import iso20_ac as ac
from secc.messages import iso20_common as c
from secc.session.commands import Measured, MobilityNeeds, Setpoint

area = Area("ISO-20", "ac loop")
AREAS = [area]
DYNAMIC = station(1, control="dynamic")
DYNAMIC_BPT = station(5, control="dynamic")
BY_STATION = station(1, control="dynamic", iso20={"mobility_needs_by_station": True})
LOOP_S = 0.5


def loop(ev: Ev, car: Car) -> ac.AC_ChargeLoopRes:
    """One turn."""
    return ev.ask(car.loop_request(), ac.AC_ChargeLoopRes)


@area.check("ISO20-AC-LOOP-001", "a Scheduled request gets a Scheduled answer with the measured power", "V2G20-1600", AC)
def scheduled(ev: Ev) -> None:
    """EVSEPresentActivePower."""
    car = Car(ev, 1).through("AC_ChargeLoop")
    car.turn(1.0)
    mode = loop(ev, car).cl_res_control_mode
    if not isinstance(mode, ac.Scheduled_AC_CLResControlMode):
        raise CheckFailed(f"control mode {type(mode).__name__}")
    phases = (mode.evse_present_active_power, mode.evse_present_active_power_l2, mode.evse_present_active_power_l3)
    told = sum(number(phase) for phase in phases if phase is not None)
    require(mode.evse_present_active_power is not None and told > 100.0, f"EVSEPresentActivePower {told} W")


@area.check("ISO20-AC-LOOP-002", "a Dynamic request gets a Dynamic answer with a target", "", DYNAMIC)
def dynamic(ev: Ev) -> None:
    """EVSETargetActivePower is mandatory."""
    car = Car(ev, 1, "dynamic").through("AC_ChargeLoop")
    mode = loop(ev, car).cl_res_control_mode
    require(isinstance(mode, ac.Dynamic_AC_CLResControlMode), f"control mode {type(mode).__name__}")


@area.check("ISO20-AC-LOOP-003", "a Dynamic block in Scheduled mode is refused", "V2G20-1600", AC)
def other_control(ev: Ev) -> None:
    """FAILED."""
    Car(ev, 1).through("AC_ChargeLoop")
    ev.refused(requests.ac_loop("dynamic"), ac.AC_ChargeLoopRes, "FAILED")


@area.check("ISO20-AC-LOOP-004", "a negative set point reaches the EV", "", DYNAMIC_BPT)
def discharge(ev: Ev) -> None:
    """-3 kW."""
    car = Car(ev, 5, "dynamic").through("AC_ChargeLoop")
    ev.station.tell(Setpoint(power_w=-3_000.0))
    mode = loop(ev, car).cl_res_control_mode
    if not isinstance(mode, ac.BPT_Dynamic_AC_CLResControlMode):
        raise CheckFailed(f"control mode {type(mode).__name__}")
    phases = (mode.evse_target_active_power, mode.evse_target_active_power_l2, mode.evse_target_active_power_l3)
    target = sum(number(phase) for phase in phases if phase is not None)
    require(abs(target + 3_000.0) <= 3.0, f"EVSETargetActivePower {target} W")


@area.check("ISO20-AC-LOOP-005", "a bidirectional block in AC is refused", "", AC)
def other_service(ev: Ev) -> None:
    """FAILED."""
    Car(ev, 1).through("AC_ChargeLoop")
    ev.refused(requests.ac_loop(bpt=True), ac.AC_ChargeLoopRes, "FAILED")


@area.check("ISO20-AC-LOOP-006", "unequal phases are told one by one", "", AC)
def unequal(ev: Ev) -> None:
    """L1 in the base field."""
    car = Car(ev, 1).through("AC_ChargeLoop")
    ev.station.tell(Measured(voltage_v=230.0, current_a=0.0, power_w=(1_000.0, 2_000.0, 3_000.0)))
    mode = loop(ev, car).cl_res_control_mode
    if not isinstance(mode, ac.Scheduled_AC_CLResControlMode):
        raise CheckFailed(f"control mode {type(mode).__name__}")
    phases = (mode.evse_present_active_power, mode.evse_present_active_power_l2, mode.evse_present_active_power_l3)
    told = [None if phase is None else number(phase) for phase in phases]
    require(told == [1_000.0, 2_000.0, 3_000.0], f"EVSEPresentActivePower {told}")


@area.check("ISO20-AC-LOOP-007", "a minimum above the target is left out", "V2G20-1366", BY_STATION)
def contradiction(ev: Ev) -> None:
    """50 and 40 %."""
    car = Car(ev, 1, "dynamic", by_station=True).through("AC_ChargeLoop")
    ev.station.tell(MobilityNeeds(departure_s=3600, minimum_soc_percent=50, target_soc_percent=40))
    mode = loop(ev, car).cl_res_control_mode
    if not isinstance(mode, ac.Dynamic_AC_CLResControlMode):
        raise CheckFailed(f"control mode {type(mode).__name__}")
    require((mode.minimum_soc, mode.target_soc) == (None, 40), f"MinimumSOC {mode.minimum_soc}, TargetSOC {mode.target_soc}")


@area.check("ISO20-AC-LOOP-008", "an EV that is silent in the loop loses power after 0.5 s", "V2G20-1500 V2G20-443", AC)
def silent(ev: Ev) -> None:
    """At 0.7 s the session is over and the contactor open."""
    Car(ev, 1).through("AC_ChargeLoop")
    ev.expect_closed(0.7, not_before_s=LOOP_S - 0.01)
    ev.expect_dead(0.2)


@area.check("ISO20-AC-LOOP-009", "a thousand requests get a thousand responses in order", "V2G20-1500", AC)
def thousand(ev: Ev) -> None:
    """Back to back."""
    car = Car(ev, 1).through("AC_ChargeLoop")
    for _ in range(1000):
        loop(ev, car)


@area.check("ISO20-AC-LOOP-010", "Stop opens the contactor, SessionStop follows", "V2G20-3210", AC)
def stop(ev: Ev) -> None:
    """Without a state in between."""
    car = Car(ev, 1).through("AC_ChargeLoop")
    ev.send(requests.power_delivery("Stop"))
    ev.pilot("B")
    ev.expect(c.PowerDeliveryRes)
    ev.expect_dead(0.5)
    car.end()


