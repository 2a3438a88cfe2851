"""PowerDelivery: profiles, tolerance, contactor, standby, renegotiation."""

from __future__ import annotations

from msgspec.structs import replace

from secc.charger.orders import Inject
from secc.config import Config
from secc.conformance.check import Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso20 import requests
from secc.conformance.iso20.car import AC, DC, Car, station
from secc.conformance.iso20.requests import number
from secc.messages import iso20_common as c
from secc.messages import iso20_dc as dc
from secc.session.commands import PowerInterval, Schedule, SchedulesOffered, Stop

area = Area("ISO-20", "power delivery")
AREAS = [area]
TOLERANT = station(2, iso20={"power_tolerance_w": 1_000.0})
NO_STANDBY = station(2, iso20={"standby": False})
DAY_S = 86_400
CLOSE_S = 1.5


def lenient(config: Config) -> Config:
    """A profile above the schedule is a warning."""
    return replace(config, switches={"profile_violation_fails": False})


def strict(config: Config) -> Config:
    """A profile above the schedule is a failure."""
    return replace(config, switches={"profile_violation_fails": True})


def ready(ev: Ev, service: int = 2) -> Car:
    """A car that may start, in state C, with 10 kW on offer."""
    car = Car(ev, service).to("ScheduleExchange")
    power = (PowerInterval(start_s=0, power_w=10_000),)
    ev.station.tell(SchedulesOffered(schedules=(Schedule(id=1, power=power, duration_s=DAY_S),)))
    car.go(begin="ScheduleExchange", before="PowerDelivery")
    ev.pilot("C")
    return car


def start(ev: Ev, car: Car, code: str, *entries: tuple[int, float], schedule: int = 1, tolerance: str | None = None) -> c.PowerDeliveryRes:
    """PowerDelivery(Start) with this profile."""
    profile = car.profile(*entries, schedule=schedule, tolerance=tolerance)
    return ev.ask(requests.power_delivery("Start", profile), c.PowerDeliveryRes, code)


@area.check("ISO20-POWER-DELIVERY-001", "an offered schedule with a profile within it begins the loop", "", DC)
def good(ev: Ev) -> None:
    """8 kW of 10."""
    car = ready(ev)
    start(ev, car, "OK", (DAY_S, 8_000.0))
    car.loop()


@area.check("ISO20-POWER-DELIVERY-002", "an unknown schedule is refused", "", DC)
def unknown(ev: Ev) -> None:
    """2 where 1 was offered."""
    car = ready(ev)
    profile = car.profile((DAY_S, 8_000.0), schedule=2)
    ev.refused(requests.power_delivery("Start", profile), c.PowerDeliveryRes, "FAILED_ScheduleSelectionInvalid")


@area.check("ISO20-POWER-DELIVERY-003", "Scheduled mode without a profile is refused", "", DC)
def no_profile(ev: Ev) -> None:
    """It is mandatory there."""
    ready(ev)
    ev.refused(requests.power_delivery("Start"), c.PowerDeliveryRes, "FAILED_EVPowerProfileInvalid")


@area.check("ISO20-POWER-DELIVERY-004", "a profile 20 % above the schedule is refused by a strict station", "", strict(DC))
def above(ev: Ev) -> None:
    """12 kW of 10."""
    profile = ready(ev).profile((DAY_S, 12_000.0))
    ev.refused(requests.power_delivery("Start", profile), c.PowerDeliveryRes, "FAILED_EVPowerProfileViolation")


@area.check("ISO20-POWER-DELIVERY-005", "a lenient station warns of it", "", lenient(DC))
def above_lenient(ev: Ev) -> None:
    """And goes on."""
    car = ready(ev)
    start(ev, car, "WARNING_EVPowerProfileViolation", (DAY_S, 12_000.0))
    car.loop()


@area.check("ISO20-POWER-DELIVERY-006", "a tolerance that the EV takes is confirmed", "", TOLERANT)
def tolerance(ev: Ev) -> None:
    """OK_PowerToleranceConfirmed."""
    start(ev, ready(ev), "OK_PowerToleranceConfirmed", (DAY_S, 8_000.0), tolerance="PowerToleranceConfirmed")


@area.check("ISO20-POWER-DELIVERY-007", "a tolerance that the EV does not take is a warning", "", TOLERANT)
def no_tolerance(ev: Ev) -> None:
    """Charging goes on without."""
    car = ready(ev)
    start(ev, car, "WARNING_PowerToleranceNotConfirmed", (DAY_S, 8_000.0), tolerance="PowerToleranceNotConfirmed")
    car.loop()


@area.check("ISO20-POWER-DELIVERY-008", "an EV that is not ready yet keeps the state", "", AC)
def not_ready(ev: Ev) -> None:
    """The contactor stays open."""
    car = ready(ev, 1)
    for _ in range(3):
        ev.ask(requests.power_delivery("Start", car.profile(), ongoing=True), c.PowerDeliveryRes)
        ev.wait(0.3)
        require(not ev.station.contactor_closed, "the contactor closed for an EV that is not ready")
    start(ev, car, "OK")


@area.check("ISO20-POWER-DELIVERY-009", "a contactor that is closed already needs no edge", "", AC)
def already_closed(ev: Ev) -> None:
    """Start again out of standby, in which it may have stayed closed; answered at once."""
    car = Car(ev, 1).through("AC_ChargeLoop")
    ev.ask(requests.power_delivery("Standby"), c.PowerDeliveryRes)
    ev.wait(1.0)
    require(ev.station.contactor_closed, "the contactor has opened in standby, so there is nothing to see here")
    begin = ev.now()
    start(ev, car, "OK")
    require(ev.now() - begin < 0.05, "Start waited for a contactor that is closed")
    car.loop()


@area.check("ISO20-POWER-DELIVERY-010", "Start is answered when the contactor has closed", "", AC)
def closes(ev: Ev) -> None:
    """After 0.8 s, and so within 1.5 s."""
    ev.station.slow_contactor(0.8)
    car = ready(ev, 1)
    begin = ev.now()
    ev.ask(requests.power_delivery("Start", car.profile()), c.PowerDeliveryRes, within_s=CLOSE_S)
    require(ev.station.contactor_closed and ev.now() - begin >= 0.75, "OK with an open contactor")


@area.check("ISO20-POWER-DELIVERY-011", "a contactor that does not close is reported within 1.5 s", "", AC)
def stuck(ev: Ev) -> None:
    """FAILED_ContactorError."""
    ev.station.inject(Inject(contactor="stuck_open"))
    car = ready(ev, 1)
    ev.refused(requests.power_delivery("Start", car.profile()), c.PowerDeliveryRes, "FAILED_ContactorError", within_s=CLOSE_S)


@area.check("ISO20-POWER-DELIVERY-012", "without DC_CableCheck there is no power", "", DC)
def no_cable_check(ev: Ev) -> None:
    """The output is never enabled."""
    car = Car(ev).to("DC_CableCheck")
    ev.pilot("C")
    ev.refused(requests.power_delivery("Start", car.profile()), c.PowerDeliveryRes, ("FAILED_SequenceError", "FAILED"))
    require(ev.station.voltage_v == 0.0, f"{ev.station.voltage_v:.0f} V at the outlet")


@area.check("ISO20-POWER-DELIVERY-013", "Stop right after ScheduleExchange is accepted", "V2G20-2122", DC)
def stop_early(ev: Ev) -> None:
    """Welding detection or SessionStop follow."""
    car = Car(ev).to("DC_CableCheck")
    ev.ask(requests.power_delivery("Stop"), c.PowerDeliveryRes)
    car.weld()
    car.end()


@area.check("ISO20-POWER-DELIVERY-014", "Standby where it is not supported is a warning", "", NO_STANDBY)
def no_standby(ev: Ev) -> None:
    """The state is kept; Start is accepted."""
    car = ready(ev)
    ev.ask(requests.power_delivery("Standby"), c.PowerDeliveryRes, "WARNING_StandbyNotAllowed")
    start(ev, car, "OK")
    car.loop()


def standby(ev: Ev) -> Car:
    """A car in standby, out of the loop."""
    car = Car(ev).through("DC_ChargeLoop")
    ev.ask(requests.power_delivery("Standby"), c.PowerDeliveryRes)
    return car


@area.check("ISO20-POWER-DELIVERY-015", "in standby the EV may be slow, and no power flows", "", DC)
def in_standby(ev: Ev) -> None:
    """Loop messages after 20 s, that ask for current."""
    car = standby(ev)
    ev.wait(20.0)
    for _ in range(3):
        response = car.loop()
        require(isinstance(response, dc.DC_ChargeLoopRes) and abs(number(response.evse_present_current)) < 1.0, "current in standby")
        ev.wait(0.5)
        require(abs(ev.station.current_a) < 1.0, f"{ev.station.current_a:.1f} A flow in standby")


@area.check("ISO20-POWER-DELIVERY-016", "Start ends standby", "", DC)
def out_of_standby(ev: Ev) -> None:
    """The loop goes on."""
    car = standby(ev)
    ev.wait(5.0)
    start(ev, car, "OK")
    car.turn(1.0)
    require(ev.station.current_a > 5.0, f"{ev.station.current_a:.1f} A flow after standby")


@area.check("ISO20-POWER-DELIVERY-017", "renegotiation before the first loop message is refused", "", DC)
def renegotiate_early(ev: Ev) -> None:
    """FAILED_ScheduleRenegotiation."""
    car = ready(ev)
    request = requests.power_delivery("ScheduleRenegotiation", car.profile())
    ev.refused(request, c.PowerDeliveryRes, "FAILED_ScheduleRenegotiation")


@area.check("ISO20-POWER-DELIVERY-018", "a renegotiated schedule is taken in the loop", "", DC)
def renegotiate(ev: Ev) -> None:
    """ScheduleExchange, then PowerDelivery(ScheduleRenegotiation); the loop goes on, with 2 kW where there was no limit before."""
    car = Car(ev).through("DC_ChargeLoop")
    car.turn(1.0)
    require(ev.station.current_a > 10.0, f"{ev.station.current_a:.1f} A flow with the first schedule")
    power = (PowerInterval(start_s=0, power_w=2_000),)
    ev.station.tell(SchedulesOffered(schedules=(Schedule(id=5, power=power, duration_s=DAY_S),)))
    _exchange_in_loop(ev, car)
    profile = car.profile((DAY_S, 2_000.0), schedule=5)
    ev.ask(requests.power_delivery("ScheduleRenegotiation", profile), c.PowerDeliveryRes)
    car.turn(1.0)
    require(1.0 < ev.station.current_a <= 5.05, f"{ev.station.current_a:.1f} A flow with the new schedule of 5 A")


def _exchange_in_loop(ev: Ev, car: Car) -> None:
    for _ in range(20):
        response = ev.ask(requests.schedule_exchange(car.control), c.ScheduleExchangeRes, stream=0x8101)
        car.loop()
        if response.evse_processing is requests.FINISHED:
            return
        ev.wait(0.2)
    require(False, "no schedules within 4 s in the loop")


@area.check("ISO20-POWER-DELIVERY-019", "without a new schedule renegotiation is a warning", "", DC)
def nothing_new(ev: Ev) -> None:
    """The old one stays."""
    car = Car(ev).through("DC_ChargeLoop")
    request = requests.power_delivery("ScheduleRenegotiation", car.profile())
    ev.ask(request, c.PowerDeliveryRes, "WARNING_ScheduleRenegotiationFailed")
    car.turn(1.0)
    require(ev.station.current_a > 10.0, f"{ev.station.current_a:.1f} A flow with the old schedule")


@area.check("ISO20-POWER-DELIVERY-020", "a station that wants to end says so instead of starting", "", AC)
def wants_to_end(ev: Ev) -> None:
    """EVSEStatus Terminate, delay 0; the contactor stays open."""
    car = ready(ev, 1)
    ev.station.tell(Stop())
    status = start(ev, car, "OK").evse_status
    terminate = c.evseNotificationType.Terminate
    require(status is not None and status.evse_notification is terminate and status.notification_max_delay == 0, f"EVSEStatus {status}")
    require(not ev.station.contactor_closed, "the contactor closed")


