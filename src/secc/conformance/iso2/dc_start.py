"""CableCheck and PreCharge."""

from __future__ import annotations

from secc.charger.orders import Inject
from secc.conformance.check import DC, Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import requests, walk
from secc.conformance.iso2.requests import number
from secc.messages import iso2 as m
from secc.session.events import EvStatus

cable_check = Area("ISO-2", "CableCheck")
pre_charge = Area("ISO-2", "PreCharge")
AREAS = [cable_check, pre_charge]
STATUS, ISOLATION = m.DC_EVSEStatusCodeType, m.isolationLevelType
CABLE_CHECK_S, PILOT_S = 38.0, 1.5


def _due(ev: Ev) -> None:
    walk.to(ev, "dc", "CableCheck")
    ev.pilot("C")


def _ask(ev: Ev, error: str = "NO_ERROR") -> m.CableCheckRes:
    return ev.ask(requests.cable_check(error), m.CableCheckRes)


@cable_check.check("ISO2-CCK-001", "Ongoing while it measures, then Finished, valid and ready", "V2G2-583 V2G2-584; TC CableCheck_001")
def cable_checked(ev: Ev) -> None:
    """In less than 38 s."""
    _due(ev)
    begin = ev.now()
    response = _ask(ev)
    require(response.evse_processing is m.EVSEProcessingType.Ongoing, "Finished at once, before any measurement")
    while response.evse_processing is m.EVSEProcessingType.Ongoing:
        code = response.dc_evse_status.evse_status_code
        require(code is STATUS.EVSE_IsolationMonitoringActive, f"EVSEStatusCode {code.value} while Ongoing")
        require(ev.now() - begin < CABLE_CHECK_S, "not Finished within 38 s")
        ev.wait(0.2)
        response = _ask(ev)
    status = response.dc_evse_status
    require(status.evse_isolation_status is ISOLATION.Valid and status.evse_status_code is STATUS.EVSE_Ready, f"status {status}")


@cable_check.check("ISO2-CCK-002", "without state C it fails after 1.5 s", "V2G2-917 V2G2-918; TC CableCheck_008")
def cable_check_in_b(ev: Ev) -> None:
    """And no voltage."""
    ev.hold_pilot("B")
    walk.to(ev, "dc", "CableCheck")
    begin = ev.now()
    ev.ask(requests.cable_check(), m.CableCheckRes, "FAILED", within_s=2.0)
    require(ev.now() - begin >= PILOT_S - 0.1, f"failed after {ev.now() - begin:.2f} s already")
    ev.expect_closed()
    require(ev.station.voltage_v == 0 and not ev.station.contactor_closed, "voltage without state C")


@cable_check.check("ISO2-CCK-003", "an isolation fault fails it", "")
def isolation_fault(ev: Ev) -> None:
    """With the status that says why."""
    ev.station.inject(Inject(isolation="fault"))
    _due(ev)
    for _ in range(200):
        ev.send(requests.cable_check())
        response = ev.expect(m.CableCheckRes, None)
        if response.response_code is m.responseCodeType.FAILED:
            break
        ev.wait(0.2)
    require(response.response_code is m.responseCodeType.FAILED, "an isolation fault did not fail the check")
    status = response.dc_evse_status
    require(status.evse_isolation_status is ISOLATION.Fault, f"isolation {status.evse_isolation_status}")
    require(status.evse_status_code in (STATUS.EVSE_Malfunction, STATUS.EVSE_EmergencyShutdown), f"code {status.evse_status_code.value}")
    ev.expect_closed()
    ev.expect_dead()


@cable_check.check("ISO2-CCK-004", "an isolation warning does not prevent charging", "")
def isolation_warning(ev: Ev) -> None:
    """PreCharge follows."""
    ev.station.inject(Inject(isolation="warning"))
    _due(ev)
    status = walk.poll(ev, requests.cable_check, m.CableCheckRes, CABLE_CHECK_S).dc_evse_status
    require(status.evse_isolation_status is ISOLATION.Warning and status.evse_status_code is STATUS.EVSE_Ready, f"status {status}")
    ev.ask(requests.pre_charge(), m.PreChargeRes)


@cable_check.check("ISO2-CCK-005", "a test that never ends fails at 38 s", "")
def isolation_never(ev: Ev) -> None:
    """The EV would give up at 40 s."""
    ev.station.inject(Inject(insulation_s=1e6))
    _due(ev)
    begin = ev.now()
    while ev.now() - begin < CABLE_CHECK_S - 0.5:
        _ask(ev)
        ev.wait(0.5)
    ev.wait(begin + CABLE_CHECK_S - ev.now())
    ev.refused(requests.cable_check(), m.CableCheckRes, "FAILED")


@cable_check.check("ISO2-CCK-006", "after Finished it is a sequence error", "V2G2-459")
def cable_check_again(ev: Ev) -> None:
    """PreCharge is due."""
    walk.to(ev, "dc", "PreCharge")
    ev.refused(requests.cable_check(), m.CableCheckRes, "FAILED_SequenceError")


@cable_check.check("ISO2-CCK-007", "PreCharge while it is Ongoing is a sequence error", "V2G2-586")
def too_early(ev: Ev) -> None:
    """The test still runs."""
    _due(ev)
    require(_ask(ev).evse_processing is m.EVSEProcessingType.Ongoing, "Finished at once")
    ev.refused(requests.pre_charge(), m.PreChargeRes, "FAILED_SequenceError")


@cable_check.check("ISO2-CCK-008", "the EV's error code is told to the host and fails nothing", "")
def ev_error(ev: Ev) -> None:
    """By itself."""
    _due(ev)
    _ask(ev, "FAILED_RESSTemperatureInhibit")
    told = [status.error for status in ev.station.told(EvStatus)]
    require("FAILED_RESSTemperatureInhibit" in told, f"the host was told {told}")


@pre_charge.check("ISO2-PRC-001", "the voltage rises to the target, no response waits for it", "V2G2-586 V2G2-587; TC PreCharge_001")
def ramp(ev: Ev) -> None:
    """400 V, 2 A; within 7 s. What the insulation test left may still be there at first."""
    walk.to(ev, "dc", "PreCharge")
    begin, answers = ev.now(), list[float]()
    while not answers or abs(answers[-1] - 400.0) > 20.0:
        response = ev.ask(requests.pre_charge(), m.PreChargeRes, within_s=0.2)
        require(response.dc_evse_status.evse_status_code is STATUS.EVSE_Ready, f"status {response.dc_evse_status}")
        answers.append(number(response.evse_present_voltage))
        require(ev.now() - begin < 7.0, f"no voltage within 7 s: {answers}")
        ev.wait(0.1)
    for _ in range(3):
        voltage = number(ev.ask(requests.pre_charge(), m.PreChargeRes).evse_present_voltage)
        require(abs(voltage - 400.0) <= 20.0, f"the voltage does not stay: {voltage} V after {answers}")
        ev.wait(0.1)


@pre_charge.check("ISO2-PRC-002", "a target beyond the EVSE's limits is clamped", "")
def clamped(ev: Ev) -> None:
    """1200 V and 10 A from 1000 V; never FAILED."""
    walk.to_large(ev, "PreCharge")
    for _ in range(20):
        present = number(ev.ask(requests.pre_charge(1200.0, 10.0), m.PreChargeRes).evse_present_voltage)
        ev.wait(0.2)
        if ev.station.visible:
            require(ev.station.voltage_v <= DC.outlet.dc.max_voltage_v, f"{ev.station.voltage_v:.0f} V at the outlet")
            require(ev.station.current_a <= 2.0, f"{ev.station.current_a:.1f} A before charging")
    require(abs(present - DC.outlet.dc.max_voltage_v) <= 20.0, f"{present:.0f} V, the EVSE can do {DC.outlet.dc.max_voltage_v:.0f}")


@pre_charge.check("ISO2-PRC-003", "Renegotiate in PreCharge is refused", "V2G2-812")
def renegotiate(ev: Ev) -> None:
    """There was no Start."""
    walk.to(ev, "dc", "PowerDelivery")
    ev.refused(requests.power_delivery("Renegotiate"), m.PowerDeliveryRes, "FAILED")


@pre_charge.check("ISO2-PRC-004", "SessionStop in PreCharge is accepted and the output discharged", "")
def stop(ev: Ev) -> None:
    """The EV goes back to state B."""
    walk.to(ev, "dc", "PowerDelivery")
    ev.pilot("B")
    walk.end(ev)
    ev.expect_dead()
    ev.wait(1.0)
    require(ev.station.voltage_v < 60.0, f"{ev.station.voltage_v:.0f} V at the outlet")
