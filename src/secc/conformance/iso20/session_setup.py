"""SessionSetup, and sessions that are resumed by the vehicle that paused them."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from secc.conformance.check import EVSE_ID, Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso20 import requests
from secc.conformance.iso20.car import AC, AC_BPT, AC_NAMESPACE, DC, DC_NAMESPACE, Car, Control, station
from secc.messages import iso20_ac as ac
from secc.messages import iso20_common as c
from secc.session.commands import Pause, PowerInterval, Schedule, SchedulesOffered

area = Area("ISO-20", "session setup")
resume = Area("ISO-20", "resume")
AREAS = [area, resume]
NEW, JOINED = "OK_NewSessionEstablished", "OK_OldSessionJoined"
LAB = replace(DC, tls=replace(DC.tls, allow_insecure_20=True))
SHORT = replace(DC, timeouts=replace(DC.timeouts, pause_context_s=300.0))
NO_RENEGOTIATION = station(2, iso20={"service_renegotiation": False})


def paused(ev: Ev, service: int = 2, control: Control = "scheduled") -> tuple[Car, bytes]:
    """A car that has charged and paused, and the stored id."""
    car = Car(ev, service, control).through("AC_ChargeLoop" if service in (1, 5) else "DC_ChargeLoop")
    ev.station.tell(Pause())
    car.loop()
    return car, car.pause()


@area.check("ISO20-SESSION-SETUP-001", "an id of eight zero bytes begins a new session", "V2G20-2106", DC)
def new(ev: Ev) -> None:
    """Fresh, not zero, eight bytes."""
    Car(ev).through("SessionSetup")


@area.check("ISO20-SESSION-SETUP-002", "the ids of a thousand sessions are distinct and never zero", "V2G20-2621 V2G20-2608", LAB)
def distinct(ev: Ev) -> None:
    """One after the other, without TLS as in a laboratory."""
    seen = set()
    for _ in range(1000):
        car = Car(ev, tls=False).through("SessionSetup")
        seen.add(ev.session_id)
        car.end()
        car.again()
    require(len(seen) == 1000 and bytes(8) not in seen, f"{len(seen)} distinct ids of 1000")


@area.check("ISO20-SESSION-SETUP-003", "the id is what the generator gave", "V2G20-835", DC)
def generator(ev: Ev) -> None:
    """Two sessions: of 64 bits, 8 to 56 differ; the generator itself is an argument of the session, the operating system's in a station."""
    car = Car(ev).through("SessionSetup")
    first = ev.session_id
    car.end()
    car.again()
    Car(ev).through("SessionSetup")
    different = (int.from_bytes(first, "big") ^ int.from_bytes(ev.session_id, "big")).bit_count()
    require(8 <= different <= 56, f"{first.hex()} and {ev.session_id.hex()} differ in {different} bits")


@area.check("ISO20-SESSION-SETUP-004", "an unknown id begins a new session with another id", "V2G20-2626 V2G20-2627", DC)
def unknown(ev: Ev) -> None:
    """Nothing is stored."""
    sent = bytes.fromhex("0102030405060708")
    require(Car(ev).to("SessionSetup").set_up(sent) != sent, "the unknown id was taken over")


@area.check("ISO20-SESSION-SETUP-005", "the vehicle that paused joins its session", "V2G20-2545 V2G20-2622", DC)
def same_vehicle(ev: Ev) -> None:
    """By id and certificate."""
    car, stored = paused(ev)
    car.resume(stored)
    require(ev.session_id == stored, "another id in the answer")


@area.check("ISO20-SESSION-SETUP-006", "another vehicle with that id gets a new session", "V2G20-2545 V2G20-2626", DC)
def other_vehicle(ev: Ev) -> None:
    """And another id."""
    car, stored = paused(ev)
    car.resume(stored, NEW, "other vehicle")
    require(ev.session_id != stored, "the stored id was given to another vehicle")


@area.check("ISO20-SESSION-SETUP-007", "without a certificate a session is not joined", "V2G20-2545", DC)
def no_certificate(ev: Ev) -> None:
    """-20 does not even begin on plain TCP: the station refuses it there."""
    car, _ = paused(ev)
    ev.station.dlink(True)
    require(ev.sdp(0x10) is not None, "no answer to the SDP request")
    ev.connect()
    ev.negotiate((AC_NAMESPACE if car.is_ac else DC_NAMESPACE, 1, 0, 1, 1), code="Failed_NoNegotiation")
    ev.expect_closed()


@area.check("ISO20-SESSION-SETUP-008", "a pause that is too old is not joined", "", SHORT)
def too_old(ev: Ev) -> None:
    """The configured time is over."""
    car, stored = paused(ev)
    ev.wait(SHORT.timeouts.pause_context_s)
    car.resume(stored, NEW)


@area.check("ISO20-SESSION-SETUP-009", "the EVSEID is the configured one", "", DC)
def evse_id(ev: Ev) -> None:
    """At most 255 characters."""
    Car(ev).to("SessionSetup")
    told = ev.ask(requests.session_setup(), c.SessionSetupRes, NEW).evse_id
    require(told == EVSE_ID, f"EVSEID {told!r}")


@area.check("ISO20-SESSION-SETUP-010", "another request before SessionSetup is a sequence error", "V2G20-459", DC)
def out_of_order(ev: Ev) -> None:
    """AuthorizationSetup."""
    Car(ev).to("SessionSetup")
    ev.refused(requests.authorization_setup(), c.AuthorizationSetupRes, "FAILED_SequenceError")


@area.check("ISO20-SESSION-SETUP-011", "a second SessionSetup is a sequence error", "V2G20-459", DC)
def twice(ev: Ev) -> None:
    """Where ServiceDetail is due."""
    Car(ev).to("ServiceDetail")
    ev.refused(requests.session_setup(), c.SessionSetupRes, "FAILED_SequenceError")


@area.check("ISO20-SESSION-SETUP-012", "every header carries the time", "", DC)
def time_stamp(ev: Ev) -> None:
    """Within 2 s, in a session of several answers."""
    car = Car(ev).to("AuthorizationSetup")
    for step in (car.set_up_authorization, car.authorize, car.discover, car.ask_details):
        response = step()
        header = getattr(response, "header", None)
        if header is not None:
            difference = abs(header.time_stamp - ev.bench.unix())
            require(difference <= 2.0, f"TimeStamp differs by {difference:.1f} s")
        ev.wait(1.7)


# ---- resume -----------------------------------------------------------------------------------------------------------------------


def resumed(service: int, ev: Ev) -> None:
    """ChargeParameterDiscovery comes next; authorization and service still hold."""
    car, stored = paused(ev, service)
    car.resume(stored)
    car.go(begin="ChargeParameterDiscovery", after=car.loop_name)


resume.add("ISO20-RESUME-001", "a resumed DC session goes on with its parameters", "V2G20-1032 V2G20-2098", DC, partial(resumed, 2))
resume.add("ISO20-RESUME-003", "a resumed AC session goes on with its parameters", "V2G20-2097", AC, partial(resumed, 1))


@resume.check("ISO20-RESUME-002", "authorization in a resumed session is a sequence error", "V2G20-1032", DC)
def authorization(ev: Ev) -> None:
    """It still holds."""
    car, stored = paused(ev)
    car.resume(stored)
    ev.refused(requests.authorization_setup(), c.AuthorizationSetupRes, "FAILED_SequenceError")


@resume.check("ISO20-RESUME-004", "a resumed session keeps its service and control mode", "V2G20-1644", NO_RENEGOTIATION)
def same_service(ev: Ev) -> None:
    """Dynamic before, Dynamic after: a Scheduled request does not fit."""
    car, stored = paused(ev, 2, "dynamic")
    car.resume(stored)
    car.parameters()
    response = ev.refused(requests.schedule_exchange("scheduled"), c.ScheduleExchangeRes, "FAILED")
    require(response.go_to_pause is None, "GoToPause in a refusal")


@resume.check("ISO20-RESUME-005", "a resumed bidirectional session wants bidirectional parameters", "", AC_BPT)
def other_block(ev: Ev) -> None:
    """Plain ones are refused."""
    car, stored = paused(ev, 5)
    car.resume(stored)
    ev.refused(requests.ac_parameters(), ac.AC_ChargeParameterDiscoveryRes, "FAILED_WrongChargeParameter")


@resume.check("ISO20-RESUME-006", "a resumed Scheduled session is offered its schedule again", "V2G20-1058", DC)
def same_schedule(ev: Ev) -> None:
    """By its id, 7, which no station would give by itself."""
    car = Car(ev).to("ScheduleExchange")
    power = (PowerInterval(start_s=0, power_w=10_000),)
    ev.station.tell(SchedulesOffered(schedules=(Schedule(id=7, power=power, duration_s=86_400),)))
    car.go(begin="ScheduleExchange", before="PowerDelivery")
    ev.pilot("C")
    ev.ask(requests.power_delivery("Start", car.profile(schedule=7)), c.PowerDeliveryRes)
    car.loop()
    car.resume(car.pause())
    car.parameters()
    car.schedule()
    after = {one.schedule_tuple_id for one in car.tuples}
    require(7 in after, f"schedules {after} after the pause, 7 before")
    car.go(begin="DC_CableCheck", before="PowerDelivery")
    ev.pilot("C")
    ev.ask(requests.power_delivery("Start", car.profile(schedule=7)), c.PowerDeliveryRes)


@resume.check("ISO20-RESUME-007", "a session that failed is not joined", "", DC)
def after_failure(ev: Ev) -> None:
    """A sequence error ended it."""
    car = Car(ev).to("ServiceDetail")
    stored = ev.session_id
    ev.refused(requests.service_selection(), c.ServiceSelectionRes, "FAILED_SequenceError")
    car.again()
    car.resume(stored, NEW)
    require(ev.session_id != stored, "the id of the failed session was given out again")


@resume.check("ISO20-RESUME-008", "a session that was terminated is not joined", "", DC)
def after_end(ev: Ev) -> None:
    """SessionStop(Terminate)."""
    car = Car(ev).to("ServiceDetail")
    stored = ev.session_id
    car.end()
    car.again()
    car.resume(stored, NEW)
    require(ev.session_id != stored, "the id of the ended session was given out again")

