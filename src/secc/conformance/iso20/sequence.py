"""What is not allowed, of another session, undecodable, or too late."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from secc.conformance.check import Area
from secc.conformance.dialect import SCHEDULE
from secc.conformance.ev import Ev, frame, require
from secc.conformance.iso20 import requests
from secc.conformance.iso20.car import AC, DC, PNC, Car
from secc.messages import iso20_ac as ac
from secc.messages import iso20_common as c
from secc.messages import iso20_dc as dc
from secc.session.events import PeerMisbehaved, SessionEnded

area = Area("ISO-20", "sequence")
timers = Area("ISO-20", "timers")
AREAS = [area, timers]
CLOSE_S = 5.0


@area.check("ISO20-SEQUENCE-001", "ServiceDiscovery before AuthorizationSetup is a sequence error", "V2G20-459", DC)
def too_early(ev: Ev) -> None:
    """Schema-valid, then the end."""
    Car(ev).to("AuthorizationSetup")
    ev.refused(requests.service_discovery(), c.ServiceDiscoveryRes, "FAILED_SequenceError")


@area.check("ISO20-SEQUENCE-002", "a loop message before ServiceSelection is refused on its own stream", "V2G20-459", AC)
def early_loop(ev: Ev) -> None:
    """0x8003."""
    Car(ev, 1).to("ServiceSelection")
    ev.refused(requests.ac_loop(), ac.AC_ChargeLoopRes, "FAILED_SequenceError")


WRONG: tuple[tuple[Callable[[], object], type[object]], ...] = (
    (requests.authorization_setup, c.AuthorizationSetupRes), (requests.authorization, c.AuthorizationRes),
    (requests.service_discovery, c.ServiceDiscoveryRes), (requests.service_selection, c.ServiceSelectionRes),
    (requests.schedule_exchange, c.ScheduleExchangeRes), (requests.power_delivery, c.PowerDeliveryRes),
    (requests.ac_parameters, ac.AC_ChargeParameterDiscoveryRes), (requests.ac_loop, ac.AC_ChargeLoopRes),
    (requests.dc_parameters, dc.DC_ChargeParameterDiscoveryRes), (requests.cable_check, dc.DC_CableCheckRes),
    (requests.pre_charge, dc.DC_PreChargeRes), (requests.dc_loop, dc.DC_ChargeLoopRes),
    (requests.welding_detection, dc.DC_WeldingDetectionRes), (requests.session_setup, c.SessionSetupRes),
)


EVERY: tuple[tuple[Callable[[], object], type[object]], ...] = (*WRONG, (requests.service_detail, c.ServiceDetailRes))
DUE: dict[str, type[object]] = {
    "AuthorizationSetup": c.AuthorizationSetupRes, "ServiceDetail": c.ServiceDetailRes, "DC_PreCharge": dc.DC_PreChargeRes,
}
"""What each of some states waits for: an early one, one without power, one with."""


@area.check("ISO20-SEQUENCE-003", "every request in a wrong state gets its own response", "V2G20-459 V2G20-736", DC)
def every_request(ev: Ev) -> None:
    """Before authorization, before services, with a tested cable: where one request is due, nothing else is."""
    for state, due in DUE.items():
        for request, kind in EVERY:
            if kind is not due:
                car = Car(ev).to(state)
                ev.refused(request(), kind, "FAILED_SequenceError")
                car.again()


FOREIGN: dict[str, tuple[str, Callable[[], object], type[object], bytes]] = {
    "004": ("Authorization", requests.authorization, c.AuthorizationRes, b"12345678"),
    "005": ("ServiceDetail", requests.session_stop, c.SessionStopRes, b"12345678"),
    "006": ("ServiceDetail", requests.service_detail, c.ServiceDetailRes, bytes(8)),
}


def foreign(before: str, request: Callable[[], object], kind: type[object], session_id: bytes, ev: Ev) -> None:
    """A request of another session."""
    Car(ev).to(before)
    ev.refused(request(), kind, "FAILED_UnknownSession", session_id=session_id)


for _number, (_before, _request, _kind, _id) in FOREIGN.items():
    area.add(
        f"ISO20-SEQUENCE-{_number}", f"{_kind.__name__[:-3]}Req with SessionID {_id.hex()} is of no known session", "V2G20-460", DC,
        partial(foreign, _before, _request, _kind, _id),
    )


@area.check("ISO20-SEQUENCE-007", "after FAILED nothing is answered", "", DC)
def after_failure(ev: Ev) -> None:
    """A further, valid request in the same segment and after it."""
    Car(ev).to("ServiceDetail")
    wrong = frame(ev.payload(requests.service_selection()), payload_type=0x8002)
    right = frame(ev.payload(requests.service_detail()), payload_type=0x8002)
    ev.send_raw(wrong + right, answers=1)
    ev.expect(c.ServiceSelectionRes, "FAILED_SequenceError")
    ev.send_raw(right)
    ev.expect_closed()


@area.check("ISO20-SEQUENCE-008", "after FAILED the station closes within 5 s", "V2G20-1643", DC)
def closes(ev: Ev) -> None:
    """The response is out before."""
    Car(ev).to("ServiceDetail")
    ev.ask(requests.service_selection(), c.ServiceSelectionRes, "FAILED_SequenceError")
    ev.expect_closed(CLOSE_S)


@area.check("ISO20-SEQUENCE-009", "bytes that are no EXI in the loop end it, with power off", "", DC)
def undecodable(ev: Ev) -> None:
    """No response, and the host is told."""
    Car(ev).through("DC_ChargeLoop")
    ev.send_raw(frame(b"\x80\xff\xff\xff\xff", payload_type=0x8004))
    ev.expect_closed()
    ev.expect_dead()
    ended = ev.station.told(SessionEnded)
    require(bool(ended) and not ended[-1].ok, "the end was not reported")


@area.check("ISO20-SEQUENCE-010", "a message of another set on the wrong stream is not taken for one of this", "", DC)
def wrong_stream(ev: Ev) -> None:
    """AC on 0x8004: no answer of AC, the end."""
    Car(ev).to("ServiceDetail")
    ev.send_raw(frame(ev.payload(requests.ac_parameters()), payload_type=0x8004))
    ev.expect_closed()


@area.check("ISO20-SEQUENCE-011", "SessionStop with payload type 0x8001 is understood", "", DC)
def old_stream(ev: Ev) -> None:
    """Some EVs frame everything so."""
    Car(ev).to("ServiceDetail")
    ev.send_raw(frame(ev.payload(requests.session_stop()), payload_type=0x8001), answers=1)
    ev.expect(c.SessionStopRes)
    ev.expect_closed()
    require(any(one.what == "payload_type" for one in ev.station.told(PeerMisbehaved)), "nobody was told of the wrong payload type")


# ---- timers -----------------------------------------------------------------------------------------------------------------------


@timers.check("ISO20-TIMERS-001", "no request for 60 s ends the session", "V2G20-441 V2G20-443", DC)
def silence(ev: Ev) -> None:
    """Without a response; in an early state, before power, and after it."""
    for before in ("ServiceDetail", "PowerDelivery", "DC_WeldingDetection"):
        car = Car(ev).to(before)
        ev.expect_closed(62.0, not_before_s=59.9)
        ev.expect_dead()
        car.again()


@timers.check("ISO20-TIMERS-002", "a request after 59 s is answered", "V2G20-441", DC)
def just_in_time(ev: Ev) -> None:
    """As any other."""
    car = Car(ev).to("ServiceDetail")
    ev.wait(59.0)
    car.ask_details()


@timers.check("ISO20-TIMERS-003", "side streams do not feed the watchdog of the loop", "", DC)
def side_stream(ev: Ev) -> None:
    """ScheduleExchange on 0x8101 keeps coming, the loop does not."""
    car = Car(ev).through("DC_ChargeLoop")
    for _ in range(4):
        ev.ask(requests.schedule_exchange(car.control), c.ScheduleExchangeRes, stream=SCHEDULE)
        ev.wait(0.1)
    ev.expect_closed(0.2)
    ev.expect_dead()


@timers.check("ISO20-TIMERS-004", "ServiceDetail is answered within its time", "", DC)
def details(ev: Ev) -> None:
    """4.5 s; no provider is waited for."""
    Car(ev).to("ServiceDetail").ask_details()


@timers.check("ISO20-TIMERS-005", "a backend that does not answer does not hold Authorization", "", PNC)
def backend(ev: Ev) -> None:
    """Ongoing within 1.5 s."""
    Car(ev).to("Authorization")
    response = ev.ask(requests.authorization(), c.AuthorizationRes, within_s=1.5)
    require(response.evse_processing is not requests.FINISHED, "finished without a decision")


@timers.check("ISO20-TIMERS-006", "18 s without SessionSetup end the connection", "", DC)
def set_up(ev: Ev) -> None:
    """Nothing is sent."""
    Car(ev).to("SessionSetup")
    ev.expect_closed(18.5, not_before_s=15.0)


@timers.check("ISO20-TIMERS-007", "a jump of the time of day fires no timer", "", DC)
def clock_jump(ev: Ev) -> None:
    """One hour back, in the loop."""
    car = Car(ev).through("DC_ChargeLoop")
    ev.station.shift_time_of_day(-3600.0)
    car.turn(2.0)
