"""How sessions end: SessionStop, and what is not normal."""

from __future__ import annotations

from functools import partial

from secc.conformance.check import AC, BOTH, Area
from secc.conformance.ev import CLOSE_S, Ev, frame, require
from secc.conformance.iso2 import requests, session_setup, walk
from secc.messages import iso2 as m
from secc.session.commands import EmergencyStop, PilotState
from secc.session.events import SessionEnded

area = Area("ISO-2", "SessionStop")
abnormal = Area("ISO-2", "Abnormal")
AREAS = [area, abnormal]
LOOP = {"ac": "ChargingStatus", "dc": "CurrentDemand"}


@area.check("ISO2-SST-001", "Terminate ends the session and the data link", "TC SessionStop_001")
def terminate(ev: Ev) -> None:
    """The oscillator goes off and the link ends with the D-LINK action."""
    walk.through(ev, "dc", "Stop")
    walk.end(ev)
    require(ev.station.datalink == "terminate", f"D-LINK action terminate expected, got {ev.station.datalink!r}")
    ended = ev.station.told(SessionEnded)
    require(bool(ended) and ended[-1].ok, "the end was not reported as a good one")


@area.check("ISO2-SST-002", "Pause ends the connection, not the session", "V2G2-741", AC)
def pause(ev: Ev) -> None:
    """It can be resumed."""
    stored = session_setup.pause(ev, "ac")
    session_setup.wake_by_ev(ev)
    session_setup.set_up(ev, stored, session_setup.JOINED)


@area.check("ISO2-SST-003", "Terminate in state C fails after 1.5 s", "TC DC_SessionStop_006")
def terminate_in_c(ev: Ev) -> None:
    """DC."""
    walk.through(ev, "dc", "CurrentDemand")
    ev.hold_pilot("C")
    ev.ask(requests.power_delivery("Stop"), m.PowerDeliveryRes)
    begin = ev.now()
    ev.ask(requests.session_stop(), m.SessionStopRes, "FAILED", within_s=2.0)
    require(ev.now() - begin >= 1.4, f"failed after {ev.now() - begin:.2f} s already")
    ev.expect_closed()
    ev.expect_dead()


@area.check("ISO2-SST-004", "Terminate before PowerDelivery is accepted", "")
def terminate_early(ev: Ev) -> None:
    """ChargeParameterDiscovery was due."""
    walk.to(ev, "dc", "ChargeParameterDiscovery")
    walk.end(ev)


@area.check("ISO2-SST-005", "Pause before PowerDelivery is refused", "")
def pause_early(ev: Ev) -> None:
    """ChargeParameterDiscovery was due."""
    walk.to(ev, "dc", "ChargeParameterDiscovery")
    ev.refused(requests.session_stop("Pause"), m.SessionStopRes, "FAILED")


@area.check("ISO2-SST-006", "after SessionStop nothing is answered", "")
def nothing_after(ev: Ev) -> None:
    """A second SessionStop in the same segment, and one after it."""
    walk.through(ev, "dc", "Stop")
    again = frame(ev.payload(requests.session_stop()))
    ev.send_raw(again + again, answers=1)
    ev.expect(m.SessionStopRes)
    ev.send_raw(again)
    ev.expect_closed()


@area.check("ISO2-SST-007", "after SessionStop the SECC closes by itself", "V2G2-034")
def closes(ev: Ev) -> None:
    """The EV does not."""
    walk.through(ev, "dc", "Stop")
    ev.ask(requests.session_stop(), m.SessionStopRes)
    ev.expect_closed(CLOSE_S)


def pilot_lost(state: PilotState, ev: Ev) -> None:
    """Power off at once, no response, the end; in both loops."""
    for energy, loop in LOOP.items():
        walk.through(ev, energy, loop)
        require(not ev.station.visible or ev.station.contactor_closed, "no power in the loop")
        ev.pilot(state)
        ev.expect_dead(0.1)
        ev.expect_closed()
        ev.station.dlink(False)


LOST: dict[str, PilotState] = {"001": "E", "002": "A"}
for _number, _state in LOST.items():
    _title = f"state {_state} in the loop: power off at once, the end without a response"
    abnormal.add(f"ISO2-ABN-{_number}", _title, f"TC Abnormal_{_number}", BOTH, partial(pilot_lost, _state))


@abnormal.check("ISO2-ABN-004", "state B in the loop without PowerDelivery takes power away", "")
def state_b(ev: Ev) -> None:
    """Then StopCharging, or the end."""
    walk.through(ev, "dc", "CurrentDemand")
    ev.hold_pilot("B")
    ev.wait(1.5)
    ev.expect_dead(0.5)
    if ev.connection.closed:
        return
    response = ev.ask(requests.current_demand(), m.CurrentDemandRes, ("OK", "FAILED"))
    stops = response.dc_evse_status.evse_notification is m.EVSENotificationType.StopCharging
    require(stops or response.response_code is m.responseCodeType.FAILED, "OK without StopCharging")


SHUTDOWN = (
    ("dc", "SessionSetup", "ServiceDiscovery", m.ServiceDiscoveryRes), ("dc", "ChargeParameterDiscovery", "CableCheck", m.CableCheckRes),
    ("dc", "CableCheck", "PreCharge", m.PreChargeRes), ("dc", "CurrentDemand", "CurrentDemand", m.CurrentDemandRes),
    ("ac", "ChargingStatus", "ChargingStatus", m.ChargingStatusRes),
)
"""Energy, the last step before the shutdown, the request after it, and its response."""


@abnormal.check("ISO2-ABN-005", "an immediate shutdown fails the next request, in every state", "", BOTH)
def shutdown(ev: Ev) -> None:
    """Early, in CableCheck, in PreCharge, in the loops; power is off before the request, and in DC the status says why."""
    for energy, after, request, kind in SHUTDOWN:
        walk.through(ev, energy, after)
        ev.station.tell(EmergencyStop())
        ev.expect_dead(0.2)
        response: object = ev.refused(requests.named(request, energy), kind, "FAILED")
        if isinstance(response, (m.CableCheckRes, m.PreChargeRes, m.CurrentDemandRes)):
            code = response.dc_evse_status.evse_status_code
            require(code is m.DC_EVSEStatusCodeType.EVSE_EmergencyShutdown, f"EVSEStatusCode {code.value}")
        ev.pilot("B")
        ev.station.dlink(False)


@abnormal.check("ISO2-ABN-006", "after a session that ended in error the next one starts afresh", "")
def afresh(ev: Ev) -> None:
    """Discovery, a new id, the whole way to the loop and its end."""
    walk.through(ev, "dc", "CurrentDemand")
    old = ev.session_id
    ev.refused(requests.service_discovery(), m.ServiceDiscoveryRes, "FAILED_SequenceError")
    ev.pilot("B")
    ev.replug()
    ev.reconnect()
    walk.walk(ev, "dc", after="Stop")
    require(ev.session_id != old, "the id of the failed session was given out again")
    walk.end(ev)


@abnormal.check("ISO2-ABN-007", "a jump of the time of day fires no timer", "")
def clock_jump(ev: Ev) -> None:
    """One hour, in the loop."""
    walk.through(ev, "dc", "CurrentDemand")
    for jump in (3600.0, -7200.0):
        ev.station.shift_time_of_day(jump)
        ev.expect_silence(1.0)
        walk.loop_dc(ev)
