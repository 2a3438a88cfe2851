"""DC: DC_CableCheck, DC_PreCharge, DC_ChargeLoop, DC_WeldingDetection."""

from __future__ import annotations

from functools import partial

from secc.charger.orders import Inject
from secc.conformance.bench import CheckFailed
from secc.conformance.check import Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso20 import requests
from secc.conformance.iso20.car import DC, FINISHED, SUPPLY, Car, station
from secc.conformance.iso20.power_delivery import lenient, strict
from secc.conformance.iso20.requests import number
from secc.messages import iso20_common as c
from secc.messages import iso20_dc as dc
from secc.session.commands import DcLimits, LimitsChanged, Setpoint
from secc.session.events import CableCheckWanted, PeerMisbehaved

area = Area("ISO-20", "dc loop")
AREAS = [area]
SMALL = station(2, dc={**SUPPLY, "max_current_a": 100.0})
WEAK = station(2, dc={**SUPPLY, "max_power_w": 20_000.0})
FLOOR = station(2, dc={**SUPPLY, "min_power_w": 1_000.0})
DYNAMIC = station(2, control="dynamic")
DYNAMIC_BPT = station(6, control="dynamic")
MCS_BPT = station(9)
TOLERANT = station(2, iso20={"power_tolerance_w": 500.0})
TOLERANT_DYNAMIC = strict(station(2, control="dynamic", iso20={"power_tolerance_w": 500.0}))
CABLE_CHECK_S, LOOP_S = 40.0, 0.5


def loop(ev: Ev, *, current_a: float = 12.0, voltage_v: float = 400.0) -> dc.DC_ChargeLoopRes:
    """One turn, Scheduled."""
    return ev.ask(requests.dc_loop(current_a=current_a, voltage_v=voltage_v), dc.DC_ChargeLoopRes)


def charging(ev: Ev, power_w: float = 90_000.0) -> Car:
    """A Scheduled car in the loop whose profile is this high; it takes whatever tolerance there is."""
    car = Car(ev).to("PowerDelivery")
    ev.pilot("C")
    profile = car.profile((86_400, power_w), tolerance="PowerToleranceConfirmed")
    ev.ask(requests.power_delivery("Start", profile), c.PowerDeliveryRes, ("OK", "OK_PowerToleranceConfirmed"))
    return car


@area.check("ISO20-DC-LOOP-001", "the insulation test begins once, and the answer is Ongoing", "", DC)
def cable_check(ev: Ev) -> None:
    """Also when the EV asks again."""
    Car(ev).to("DC_CableCheck")
    ev.pilot("C")
    for _ in range(3):
        response = ev.ask(requests.cable_check(), dc.DC_CableCheckRes)
        require(response.evse_processing is not FINISHED, "finished at once, before any measurement")
        ev.wait(0.2)
    require(len(ev.station.told(CableCheckWanted)) == 1, "the test was begun more than once")


@area.check("ISO20-DC-LOOP-002", "a good insulation finishes it", "", DC)
def cable_checked(ev: Ev) -> None:
    """DC_PreCharge follows."""
    Car(ev).to("DC_PreCharge")
    ev.ask(requests.pre_charge(), dc.DC_PreChargeRes)


@area.check("ISO20-DC-LOOP-003", "an isolation fault ends it without output", "", DC)
def fault(ev: Ev) -> None:
    """FAILED."""
    ev.station.inject(Inject(isolation="fault"))
    Car(ev).to("DC_CableCheck")
    ev.pilot("C")
    for _ in range(100):
        response = ev.ask(requests.cable_check(), dc.DC_CableCheckRes, ("OK", "FAILED"))
        if response.response_code is c.responseCodeType.FAILED:
            ev.expect_closed()
            ev.expect_dead()
            return
        require(response.evse_processing is not FINISHED, "finished with an isolation fault")
        ev.wait(0.2)
    raise CheckFailed("an isolation fault did not fail the check")


@area.check("ISO20-DC-LOOP-004", "a test that never ends fails before 40 s", "", DC)
def hangs(ev: Ev) -> None:
    """FAILED."""
    ev.station.inject(Inject(insulation_s=1e6))
    Car(ev).to("DC_CableCheck")
    ev.pilot("C")
    begin = ev.now()
    while ev.now() - begin < CABLE_CHECK_S:
        response = ev.ask(requests.cable_check(), dc.DC_CableCheckRes, ("OK", "FAILED"))
        if response.response_code is c.responseCodeType.FAILED:
            ev.expect_closed()
            return
        ev.wait(0.5)
    raise CheckFailed("still Ongoing after 40 s")


@area.check("ISO20-DC-LOOP-005", "DC_PreCharge measures, and keeps the state", "", DC)
def pre_charge(ev: Ev) -> None:
    """Up to 400 V."""
    Car(ev).to("DC_PreCharge")
    for _ in range(30):
        voltage = number(ev.ask(requests.pre_charge(), dc.DC_PreChargeRes).evse_present_voltage)
        ev.wait(0.1)
    require(abs(voltage - 400.0) <= 20.0, f"{voltage} V after 3 s")


@area.check("ISO20-DC-LOOP-006", "an EV that has finished goes on to PowerDelivery", "", DC)
def pre_charged(ev: Ev) -> None:
    """And not before it has."""
    Car(ev).through("PowerDelivery")


@area.check("ISO20-DC-LOOP-007", "PowerDelivery before the EV has finished is accepted, or a sequence error", "", DC)
def hasty(ev: Ev) -> None:
    """Never anything else."""
    car = Car(ev).to("DC_PreCharge")
    for _ in range(30):
        ev.ask(requests.pre_charge(), dc.DC_PreChargeRes)
        ev.wait(0.1)
    response = ev.ask(requests.power_delivery("Start", car.profile()), c.PowerDeliveryRes, ("OK", "FAILED_SequenceError"))
    if response.response_code is c.responseCodeType.OK:
        car.loop()
    else:
        ev.expect_closed()


@area.check("ISO20-DC-LOOP-008", "a pre-charge beyond the station is limited", "", DC)
def clamped(ev: Ev) -> None:
    """1200 V, by an EV that takes as much; the host is told."""
    car = Car(ev).to("ChargeParameterDiscovery")
    ev.ask(requests.dc_parameters(requests.dc_limits(max_voltage_v=1250.0)), dc.DC_ChargeParameterDiscoveryRes)
    car.go(begin="ScheduleExchange", before="DC_PreCharge")
    most = DC.outlet.dc.max_voltage_v
    for _ in range(30):
        ev.ask(requests.pre_charge(1200.0), dc.DC_PreChargeRes)
        ev.wait(0.1)
        require(ev.station.voltage_v <= most, f"{ev.station.voltage_v:.0f} V at the outlet")
    require(ev.station.voltage_v >= 0.95 * most, f"{ev.station.voltage_v:.0f} V at the outlet after 3 s")
    require(any(one.what == "precharge_voltage" for one in ev.station.told(PeerMisbehaved)), "nobody was told")


@area.check("ISO20-DC-LOOP-009", "a current beyond the limit is limited, and said so", "V2G20-2188", SMALL)
def current_limit(ev: Ev) -> None:
    """200 A of 100."""
    charging(ev, 40_000.0)
    for _ in range(20):
        response = loop(ev, current_a=200.0)
        require(ev.station.current_a <= 100.0, f"{ev.station.current_a:.1f} A flow")
        ev.wait(0.1)
    require(response.evse_current_limit_achieved, "EVSECurrentLimitAchieved is false")


@area.check("ISO20-DC-LOOP-010", "a power beyond the limit is limited, and said so", "", WEAK)
def power_limit(ev: Ev) -> None:
    """400 V, 100 A from a station of 20 kW."""
    charging(ev, 20_000.0)
    for _ in range(20):
        response = loop(ev, current_a=100.0)
        ev.wait(0.1)
    require(response.evse_power_limit_achieved, "EVSEPowerLimitAchieved is false")
    power = ev.station.voltage_v * ev.station.current_a
    require(power <= 20_020.0, f"{power:.0f} W flow")


def announced(response: dc.DC_ChargeLoopRes) -> dc.Scheduled_DC_CLResControlMode:
    """The limits in a Scheduled answer."""
    mode = response.cl_res_control_mode
    if not isinstance(mode, dc.Scheduled_DC_CLResControlMode):
        raise CheckFailed(f"control mode {type(mode).__name__}")
    return mode


@area.check("ISO20-DC-LOOP-011", "the loop never promises more than the discovery", "V2G20-2654", DC)
def never_more(ev: Ev) -> None:
    """The host raises its limits."""
    Car(ev).through("DC_ChargeLoop")
    ev.station.tell(LimitsChanged(dc=DcLimits(max_voltage_v=2000.0, max_current_a=900.0, max_power_w=900_000.0)))
    mode, limits = announced(loop(ev)), DC.outlet.dc
    for value, most in (
        (mode.evse_maximum_charge_power, limits.max_power_w), (mode.evse_maximum_charge_current, limits.max_current_a),
        (mode.evse_maximum_voltage, limits.max_voltage_v),
    ):
        require(value is None or number(value) <= most, f"{value} exceeds {most}")


@area.check("ISO20-DC-LOOP-012", "the loop never promises a smaller minimum than the discovery", "V2G20-2655", FLOOR)
def never_less(ev: Ev) -> None:
    """The host lowers its minimum."""
    Car(ev).through("DC_ChargeLoop")
    ev.station.tell(LimitsChanged(dc=DcLimits(max_voltage_v=1000.0, max_current_a=500.0, max_power_w=350_000.0, min_power_w=0.0)))
    least = announced(loop(ev)).evse_minimum_charge_power
    require(least is None or number(least) >= 1_000.0, f"EVSEMinimumChargePower {least}")


@area.check("ISO20-DC-LOOP-013", "a lowered limit is in the next answer, and kept at once", "", DC)
def lowered(ev: Ev) -> None:
    """2 kW."""
    Car(ev).through("DC_ChargeLoop")
    loop(ev)
    ev.station.tell(LimitsChanged(dc=DcLimits(max_voltage_v=1000.0, max_current_a=500.0, max_power_w=2_000.0, min_voltage_v=150.0)))
    limit = announced(loop(ev)).evse_maximum_charge_power
    require(limit is not None and number(limit) == 2_000.0, f"EVSEMaximumChargePower {limit}")
    ev.wait(0.3)
    power = ev.station.voltage_v * ev.station.current_a
    require(power <= 2_010.0, f"{power:.0f} W flow")


@area.check("ISO20-DC-LOOP-014", "a Dynamic answer has all limits", "", DYNAMIC)
def dynamic(ev: Ev) -> None:
    """They are mandatory there."""
    car = Car(ev, 2, "dynamic").through("DC_ChargeLoop")
    response = car.loop()
    mode = response.cl_res_control_mode
    require(isinstance(mode, dc.Dynamic_DC_CLResControlMode), f"control mode {type(mode).__name__}")


@area.check("ISO20-DC-LOOP-015", "discharging: limits, and a negative current", "", DYNAMIC_BPT)
def discharging(ev: Ev) -> None:
    """-10 kW wanted by the station."""
    car = Car(ev, 6, "dynamic").through("DC_ChargeLoop")
    ev.station.tell(Setpoint(power_w=-10_000.0))
    car.turn(2.0)
    response = car.loop()
    if not isinstance(response, dc.DC_ChargeLoopRes) or not isinstance(response.cl_res_control_mode, dc.BPT_Dynamic_DC_CLResControlMode):
        raise CheckFailed(f"{type(response).__name__} with another control mode")
    require(number(response.evse_present_current) < 0, f"EVSEPresentCurrent {number(response.evse_present_current)} A")


@area.check("ISO20-DC-LOOP-016", "a Dynamic block in Scheduled mode is refused", "V2G20-1600", DC)
def other_control(ev: Ev) -> None:
    """FAILED."""
    Car(ev).through("DC_ChargeLoop")
    ev.refused(requests.dc_loop("dynamic"), dc.DC_ChargeLoopRes, "FAILED")


def violating(ev: Ev) -> list[str]:
    """The codes while the EV draws three times its profile."""
    car = charging(ev, 5_000.0)
    codes: list[str] = []
    end = ev.now() + 90.0
    while ev.now() < end and not ev.connection.closed:
        ev.send(requests.dc_loop(current_a=40.0))
        codes.append(ev.expect(dc.DC_ChargeLoopRes, None).response_code.value)
        if codes[-1].startswith("FAILED"):
            break
        ev.wait(0.3)
    del car
    return codes


@area.check("ISO20-DC-LOOP-017", "a lenient station warns of power above the profile", "V2G20-1864", lenient(TOLERANT))
def above_lenient(ev: Ev) -> None:
    """And goes on, warning as long as it lasts."""
    codes = violating(ev)
    require(codes[-1] == "WARNING_EVPowerProfileViolation", f"the last code is {codes[-1]}")
    require(not any(code.startswith("FAILED") for code in codes), f"codes {set(codes)}")


@area.check("ISO20-DC-LOOP-018", "a strict station ends it when it goes on", "V2G20-1864", strict(TOLERANT))
def above_strict(ev: Ev) -> None:
    """FAILED_EVPowerProfileViolation, output off."""
    codes = violating(ev)
    require(codes[-1] == "FAILED_EVPowerProfileViolation", f"the last code is {codes[-1]}")
    ev.expect_closed()
    ev.expect_dead()


@area.check("ISO20-DC-LOOP-019", "in Dynamic mode there is no profile to violate", "V2G20-1864", TOLERANT_DYNAMIC)
def no_violation(ev: Ev) -> None:
    """Although one was sent."""
    car = Car(ev, 2, "dynamic").to("PowerDelivery")
    ev.pilot("C")
    ev.ask(requests.power_delivery("Start", car.profile((86_400, 100.0))), c.PowerDeliveryRes)
    ev.station.tell(Setpoint(power_w=20_000.0))
    car.turn(30.0, every_s=0.3)


@area.check("ISO20-DC-LOOP-020", "an EV that is silent in the loop loses power after 0.5 s", "V2G20-1502 V2G20-443", DC)
def silent(ev: Ev) -> None:
    """At 0.7 s the session is over and the output off."""
    Car(ev).through("DC_ChargeLoop")
    ev.expect_closed(0.7, not_before_s=LOOP_S - 0.01)
    ev.expect_dead(0.3)


@area.check("ISO20-DC-LOOP-021", "welding detection measures each time", "", DC)
def welding(ev: Ev) -> None:
    """Ongoing, then finished; SessionStop follows."""
    car = Car(ev).through("Stop")
    for _ in range(10):
        voltage = number(ev.ask(requests.welding_detection(), dc.DC_WeldingDetectionRes).evse_present_voltage)
        ev.wait(0.2)
    require(voltage < 60.0, f"{voltage} V after 2 s")
    car.weld()
    car.end()


@area.check("ISO20-DC-LOOP-022", "welding detection may be left out", "", DC)
def no_welding(ev: Ev) -> None:
    """SessionStop right after PowerDelivery(Stop)."""
    Car(ev).through("Stop").end()


def whole(service: int, ev: Ev) -> None:
    """From plug to unplug."""
    car = Car(ev, service).through("DC_ChargeLoop")
    car.turn(3.0)
    require(ev.station.current_a > 5.0, f"{ev.station.current_a:.1f} A flow")
    car.go(begin="Stop", after="DC_WeldingDetection")
    car.end()


area.add("ISO20-DC-LOOP-023", "a whole MCS_BPT session on the stream of DC", "", MCS_BPT, partial(whole, 9))
