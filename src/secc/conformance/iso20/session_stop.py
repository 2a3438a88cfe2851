"""SessionStop: terminate, pause, service renegotiation."""

from __future__ import annotations

from msgspec.structs import replace

from secc.conformance.check import Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso20 import requests
from secc.conformance.iso20.car import DC, Car, station
from secc.messages import iso20_common as c
from secc.session.events import EvTerminated

area = Area("ISO-20", "session stop")
AREAS = [area]
NO_PAUSE = station(2, iso20={"pause": False})
FIXED = station(2, iso20={"service_renegotiation": False})
EITHER = station(2, energy=["ac", "dc"], protocols=["iso2", "iso20_ac", "iso20_dc"])
STRICT = replace(DC, switches={"pause_only_when_asked": True})
STRICT_DYNAMIC = replace(station(2, control="dynamic"), switches={"pause_only_when_asked": True})


@area.check("ISO20-SESSION-STOP-001", "Terminate ends session and connection", "V2G20-1643", DC)
def terminate(ev: Ev) -> None:
    """After the loop."""
    Car(ev).through("Stop").end()
    require(ev.station.datalink == "terminate", f"D-LINK action {ev.station.datalink!r}")


@area.check("ISO20-SESSION-STOP-002", "Pause ends the connection, not the session", "", DC)
def pause(ev: Ev) -> None:
    """It can be resumed."""
    car = Car(ev).through("DC_ChargeLoop")
    stored = car.pause()
    require(ev.station.datalink == "pause", f"D-LINK action {ev.station.datalink!r}")
    car.resume(stored)


def refused(ev: Ev, car: Car, how: str, code: str) -> None:
    """After the loop, this SessionStop is refused."""
    car.through(car.loop_name).turn(2.0)
    car.stop()
    ev.refused(requests.session_stop(how), c.SessionStopRes, code)


@area.check("ISO20-SESSION-STOP-003", "Pause where it is forbidden is refused", "", NO_PAUSE)
def no_pause(ev: Ev) -> None:
    """By the operator."""
    refused(ev, Car(ev), "Pause", "FAILED_PauseNotAllowed")


@area.check("ISO20-SESSION-STOP-004", "in Dynamic mode a pause that nobody asked for is refused by a strict policy", "", STRICT_DYNAMIC)
def unasked(ev: Ev) -> None:
    """The station never notified one."""
    refused(ev, Car(ev, 2, "dynamic"), "Pause", "FAILED_PauseNotAllowed")


@area.check("ISO20-SESSION-STOP-005", "a pause while the profile has power is refused by a strict policy", "", STRICT)
def powered(ev: Ev) -> None:
    """Scheduled mode."""
    refused(ev, Car(ev), "Pause", "FAILED_PauseNotAllowed")


@area.check("ISO20-SESSION-STOP-006", "a pause while the profile has none is accepted", "", STRICT)
def unpowered(ev: Ev) -> None:
    """0 W after ten seconds."""
    car = Car(ev).to("PowerDelivery")
    ev.pilot("C")
    ev.ask(requests.power_delivery("Start", car.profile((10, 5_000.0), (86_390, 0.0))), c.PowerDeliveryRes)
    end = ev.now() + 15.0
    while ev.now() < end:
        ev.ask(car.loop_request(current_a=0.0), _loop_response(car))
        ev.wait(0.3)
    car.stop()
    car.end("Pause")


def _loop_response(car: Car) -> type[object]:
    from secc.messages import iso20_ac, iso20_dc

    return iso20_ac.AC_ChargeLoopRes if car.is_ac else iso20_dc.DC_ChargeLoopRes


@area.check("ISO20-SESSION-STOP-007", "the response with the FAILED code is sent before the end", "V2G20-1633", NO_PAUSE)
def said_first(ev: Ev) -> None:
    """On the wire."""
    Car(ev).through("Stop")
    ev.ask(requests.session_stop("Pause"), c.SessionStopRes, "FAILED_PauseNotAllowed")
    ev.expect_closed()


@area.check("ISO20-SESSION-STOP-008", "ServiceRenegotiation goes back to ServiceDiscovery", "V2G20-1477", DC)
def renegotiation(ev: Ev) -> None:
    """On the same connection, with the same id; then the whole way again."""
    car = Car(ev).through("Stop")
    stored = ev.session_id
    ev.ask(requests.session_stop("ServiceRenegotiation"), c.SessionStopRes)
    car.go(begin="ServiceDiscovery", after="DC_ChargeLoop")
    require(ev.session_id == stored, "another id")


@area.check("ISO20-SESSION-STOP-009", "ServiceRenegotiation where it is not supported is refused", "V2G20-1956", FIXED)
def no_renegotiation(ev: Ev) -> None:
    """FAILED_NoServiceRenegotiationSupported."""
    refused(ev, Car(ev), "ServiceRenegotiation", "FAILED_NoServiceRenegotiationSupported")


@area.check("ISO20-SESSION-STOP-010", "Terminate is taken in every state", "", EITHER)
def everywhere(ev: Ev) -> None:
    """After SessionSetup; of DC and of AC, and in standby."""
    for service in (2, 1):
        for after in [name for name, _ in Car(ev, service).steps()][1:]:
            _ends(ev, Car(ev, service).through(after))
        car = Car(ev, service)
        car.through(car.loop_name)
        ev.ask(requests.power_delivery("Standby"), c.PowerDeliveryRes)
        _ends(ev, car)


def _ends(ev: Ev, car: Car) -> None:
    if ev.station.contactor_closed:
        ev.pilot("B")
    car.end()
    ev.expect_dead()
    car.again()


@area.check("ISO20-SESSION-STOP-011", "Terminate in the loop ramps the current down before the contactor opens", "", DC)
def in_loop(ev: Ev) -> None:
    """From what flows then."""
    car = Car(ev).through("DC_ChargeLoop")
    car.turn(1.0)
    require(ev.station.current_a > 5.0, f"{ev.station.current_a:.1f} A flow")
    ev.send(requests.session_stop())
    ev.pilot("B")
    while ev.station.contactor_closed:
        current = ev.station.current_a
        ev.wait(0.01)
    require(abs(current) < 1.0, f"the contactor opened at {current:.1f} A")
    ev.expect(c.SessionStopRes)
    ev.expect_closed()


@area.check("ISO20-SESSION-STOP-012", "why the EV ends is told to the application", "", DC)
def why(ev: Ev) -> None:
    """Code and explanation."""
    Car(ev).through("Stop")
    ev.ask(requests.session_stop(code="EV-42", explanation="battery is full"), c.SessionStopRes)
    told = ev.station.told(EvTerminated)
    require(bool(told) and (told[-1].code, told[-1].explanation) == ("EV-42", "battery is full"), f"the application was told {told}")


