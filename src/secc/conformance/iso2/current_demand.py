"""The DC loop, and WeldingDetection after it."""

from __future__ import annotations

from functools import partial

from secc.conformance.check import DC, EVSE_ID, Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import requests, walk
from secc.conformance.iso2.charging_status import last_schedule
from secc.conformance.iso2.requests import number
from secc.messages import iso2 as m
from secc.session.commands import DcLimits, EmergencyStop, LimitsChanged

area = Area("ISO-2", "CurrentDemand")
welding = Area("ISO-2", "WeldingDetection")
AREAS = [area, welding]
STATUS = m.DC_EVSEStatusCodeType


def flags(response: m.CurrentDemandRes) -> tuple[bool, bool, bool]:
    """Whether the current, voltage and power limits are achieved."""
    return response.evse_current_limit_achieved, response.evse_voltage_limit_achieved, response.evse_power_limit_achieved


def ask(ev: Ev, voltage_v: float = 400.0, current_a: float = 100.0, *, complete: bool = False) -> m.CurrentDemandRes:
    """One turn of the loop."""
    return ev.ask(requests.current_demand(voltage_v, current_a, complete=complete), m.CurrentDemandRes)


def _loop(ev: Ev) -> None:
    walk.through(ev, "dc", "CurrentDemand")


@area.check("ISO2-CDM-001", "the response is complete and requires no receipt", "V2G2-592 V2G2-593; TC CurrentDemand_001")
def complete(ev: Ev) -> None:
    """EVSEID, the schedule that was selected, present values, status; after a second the current is there."""
    selected = last_schedule(ev, "dc")
    for step in (walk.check_cable, walk.pre_charge):
        step(ev)
    ev.ask(requests.power_delivery("Start", schedule=selected), m.PowerDeliveryRes)
    ask(ev)
    ev.wait(1.0)
    response = ask(ev)
    require(response.evse_id == EVSE_ID, f"EVSEID {response.evse_id!r}")
    require(response.sa_schedule_tuple_id == selected, f"SAScheduleTupleID {response.sa_schedule_tuple_id}, {selected} was selected")
    require(not response.receipt_required, "ReceiptRequired in EIM")
    require(response.dc_evse_status.evse_status_code is STATUS.EVSE_Ready, f"status {response.dc_evse_status}")
    voltage, current = number(response.evse_present_voltage), number(response.evse_present_current)
    require(abs(voltage - 400.0) <= 10.0 and abs(current - 100.0) <= 5.0, f"{voltage} V, {current} A; 400 V, 100 A were asked for")


@area.check("ISO2-CDM-002", "a hundred requests back to back get a hundred responses in order", "")
def back_to_back(ev: Ev) -> None:
    """None is lost."""
    _loop(ev)
    for _ in range(100):
        ask(ev)


def limited(voltage_v: float, current_a: float, expected: tuple[bool, bool, bool], ev: Ev) -> None:
    """A target, and the flags that it leads to; the limits hold at the outlet, and what they allow is given."""
    walk.to_large(ev, "CurrentDemand")
    limits, station = DC.outlet.dc, ev.station
    for _ in range(20):
        response = ask(ev, voltage_v, current_a)
        require(flags(response) == expected, f"current, voltage, power limit achieved: {flags(response)}, {expected} expected")
        if station.visible:
            require(station.voltage_v <= limits.max_voltage_v and station.current_a <= limits.max_current_a, "a limit does not hold")
            require(station.voltage_v * station.current_a <= limits.max_power_w * 1.001, "the power limit does not hold")
        ev.wait(0.3)
    volts = min(voltage_v, limits.max_voltage_v)
    amps = min(current_a, limits.max_current_a, limits.max_power_w / volts)
    present = number(response.evse_present_voltage), number(response.evse_present_current)
    require(abs(present[0] - volts) <= 0.02 * volts and abs(present[1] - amps) <= 0.02 * amps, f"{present}, {volts} V and {amps:.0f} A expected")


for _id, _title, _voltage, _current, _flags in (
    ("ISO2-CDM-003", "a current beyond the limit is limited, and said so", 400.0, 600.0, (True, False, False)),
    ("ISO2-CDM-004", "a voltage beyond the limit is limited, and said so", 1100.0, 100.0, (False, True, False)),
    ("ISO2-CDM-005", "a power beyond the limit is limited, and said so", 900.0, 450.0, (False, False, True)),
    ("ISO2-CDM-006", "a target within the limits raises no flag", 400.0, 100.0, (False, False, False)),
):
    area.add(_id, _title, "", DC, partial(limited, _voltage, _current, _flags))


@area.check("ISO2-CDM-007", "ChargingComplete does not touch the flags", "")
def charging_complete(ev: Ev) -> None:
    """They speak of limits."""
    _loop(ev)
    require(flags(ask(ev, complete=True)) == (False, False, False), "ChargingComplete raised a flag")


@area.check("ISO2-CDM-008", "a lowered limit is in the next response", "")
def lowered(ev: Ev) -> None:
    """Power."""
    _loop(ev)
    ev.station.tell(LimitsChanged(dc=DcLimits(max_voltage_v=1000.0, max_current_a=500.0, max_power_w=20_000.0, min_voltage_v=150.0)))
    limit = ask(ev).evse_maximum_power_limit
    require(limit is not None and number(limit) == 20_000.0, f"EVSEMaximumPowerLimit {limit}, 20 kW expected")
    ev.wait(0.5)
    power = ev.station.voltage_v * ev.station.current_a
    require(power <= 20_020.0, f"{power:.0f} W flow")


@area.check("ISO2-CDM-009", "an emergency stop fails the next request and takes power away", "")
def emergency(ev: Ev) -> None:
    """Power is gone before the EV asks."""
    _loop(ev)
    ev.station.tell(EmergencyStop())
    ev.expect_dead(0.2)
    response = ev.refused(requests.current_demand(), m.CurrentDemandRes, "FAILED")
    require(response.dc_evse_status.evse_status_code is STATUS.EVSE_EmergencyShutdown, f"status {response.dc_evse_status}")
    require(abs(number(response.evse_present_current)) < 1.0, f"EVSEPresentCurrent {response.evse_present_current}")


@area.check("ISO2-CDM-011", "SessionStop in the loop is a sequence error", "")
def stop_in_loop(ev: Ev) -> None:
    """PowerDelivery(Stop) has to come first."""
    _loop(ev)
    ev.refused(requests.session_stop(), m.SessionStopRes, "FAILED_SequenceError")


@welding.check("ISO2-WDT-001", "the voltage decays below 60 V", "V2G2-596; TC WeldingDetection_001")
def decay(ev: Ev) -> None:
    """Over repeated requests."""
    walk.through(ev, "dc", "Stop")
    for _ in range(20):
        voltage = number(ev.ask(requests.welding_detection(), m.WeldingDetectionRes).evse_present_voltage)
        ev.wait(0.2)
    require(voltage < 60.0, f"{voltage} V after 4 s")


@welding.check("ISO2-WDT-002", "in state C it fails after 1.5 s", "V2G2-920 V2G2-921; TC WeldingDetection_005")
def in_state_c(ev: Ev) -> None:
    """The EV has not opened its relays."""
    walk.through(ev, "dc", "CurrentDemand")
    ev.hold_pilot("C")
    ev.ask(requests.power_delivery("Stop"), m.PowerDeliveryRes)
    begin = ev.now()
    ev.ask(requests.welding_detection(), m.WeldingDetectionRes, "FAILED", within_s=2.0)
    require(ev.now() - begin >= 1.4, f"failed after {ev.now() - begin:.2f} s already")
    ev.expect_closed()
    ev.expect_dead()


@welding.check("ISO2-WDT-003", "it may be repeated, then SessionStop follows", "V2G2-597")
def repeated(ev: Ev) -> None:
    """Twice."""
    walk.through(ev, "dc", "Stop")
    for _ in range(2):
        ev.ask(requests.welding_detection(), m.WeldingDetectionRes)
    walk.end(ev)
