"""PowerDelivery in AC and DC: start, stop, renegotiation, and what prevents them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from secc.charger.orders import Inject
from secc.conformance.bench import CheckFailed
from secc.conformance.check import AC, DC, Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import charge_parameters, requests, walk
from secc.messages import iso2 as m
from secc.session.commands import FaultRaised, PowerInterval, Schedule, SchedulesOffered

ac = Area("ISO-2", "PowerDelivery AC")
dc = Area("ISO-2", "PowerDelivery DC")
AREAS = [ac, dc]
READY, NONE = m.DC_EVSEStatusCodeType.EVSE_Ready, m.EVSENotificationType.None_
START_S = 4.5


def ac_status(response: m.PowerDeliveryRes) -> m.AC_EVSEStatus:
    """Its AC_EVSEStatus."""
    if not isinstance(response.evse_status, m.AC_EVSEStatus):
        raise CheckFailed(f"AC_EVSEStatus expected, {type(response.evse_status).__name__} came")
    return response.evse_status


def dc_status(response: m.PowerDeliveryRes) -> m.DC_EVSEStatus:
    """Its DC_EVSEStatus."""
    if not isinstance(response.evse_status, m.DC_EVSEStatus):
        raise CheckFailed(f"DC_EVSEStatus expected, {type(response.evse_status).__name__} came")
    return response.evse_status


def _two_steps(ev: Ev) -> None:
    """AC up to PowerDelivery, with 11 kW for an hour and 5 kW after it on offer."""
    walk.to(ev, "ac", "ChargeParameterDiscovery")
    power = (PowerInterval(start_s=0, power_w=11_000), PowerInterval(start_s=3600, power_w=5_000))
    ev.station.tell(SchedulesOffered(schedules=(Schedule(id=1, power=power, duration_s=charge_parameters.DAY_S),)))
    charge_parameters.finished(ev, requests.ac_parameters())


# ---- AC ---------------------------------------------------------------------------------------------------------------------------


@ac.check("ISO2-PDA-001", "Start closes the contactor before its response", "V2G2-847 V2G2-860; TC AC_PowerDelivery_001", AC)
def ac_start(ev: Ev) -> None:
    """State C follows the request within 250 ms."""
    walk.to(ev, "ac", "PowerDelivery")
    require(not ev.station.contactor_closed, "the contactor is closed before PowerDelivery")
    ev.send(requests.power_delivery("Start"))
    ev.wait(0.2)
    ev.pilot("C")
    response = ev.expect(m.PowerDeliveryRes)
    require(ev.station.contactor_closed, "the contactor is open when the response is sent")
    require(not ac_status(response).rcd, "RCD is reported though nothing tripped")


@ac.check("ISO2-PDA-002", "a charging profile within the schedule is accepted", "V2G2-224", AC)
def ac_profile(ev: Ev) -> None:
    """Its starts are offsets from now, not increments: read as such, it would exceed the second interval."""
    _two_steps(ev)
    ev.pilot("C")
    ev.ask(requests.power_delivery(profile=((0, 8_000), (1800, 8_000), (3600, 4_000))), m.PowerDeliveryRes)


def start_refused(profile: tuple[tuple[int, float], ...], schedule: int, code: str, ev: Ev) -> None:
    """Start with this profile and schedule is refused; the contactor never closes."""
    _two_steps(ev)
    ev.pilot("C")
    ev.send(requests.power_delivery(profile=profile, schedule=schedule))
    ev.expect(m.PowerDeliveryRes, code)
    require(not ev.station.contactor_closed, "the contactor closed")
    ev.expect_closed()
    require(not ev.station.contactor_closed, "the contactor closed")


for _id, _title, _requirement, _profile, _schedule, _code in (
    ("ISO2-PDA-003", "an unknown schedule", "V2G2-479", (), 99, "FAILED_TariffSelectionInvalid"),
    ("ISO2-PDA-004", "a profile above PMax", "V2G2-225 V2G2-478", ((0, 12_000.0),), 1, "FAILED_ChargingProfileInvalid"),
    (
        "ISO2-PDA-005", "a profile above PMax in the second interval only", "V2G2-761", ((0, 8_000.0), (3000, 8_000.0)), 1,
        "FAILED_ChargingProfileInvalid",
    ),
):
    ac.add(_id, f"{_title} is refused", _requirement, AC, partial(start_refused, _profile, _schedule, _code))


@ac.check("ISO2-PDA-006", "without state C there is no power", "V2G2-866", AC)
def ac_no_state_c(ev: Ev) -> None:
    """The pilot stays in B: it is waited for, in vain, and the contactor never closes."""
    ev.hold_pilot("B")
    walk.to(ev, "ac", "PowerDelivery")
    begin = ev.now()
    ev.send(requests.power_delivery("Start"))
    ev.wait(1.0)
    require(not ev.station.contactor_closed, "the contactor closed in state B")
    ev.expect(m.PowerDeliveryRes, ("FAILED", "FAILED_PowerDeliveryNotApplied"), within_s=START_S)
    require(ev.now() - begin >= 1.4, f"failed after {ev.now() - begin:.2f} s already")
    ev.expect_closed()
    ev.expect_dead()


@ac.check("ISO2-PDA-007", "a contactor that does not close is reported", "V2G2-860 V2G2-865", AC)
def ac_contactor(ev: Ev) -> None:
    """Its feedback is missing."""
    ev.station.inject(Inject(contactor="stuck_open"))
    walk.to(ev, "ac", "PowerDelivery")
    ev.pilot("C")
    ev.refused(requests.power_delivery("Start"), m.PowerDeliveryRes, "FAILED_ContactorError", within_s=START_S)


@ac.check("ISO2-PDA-008", "a tripped residual-current device prevents power", "V2G2-480", AC)
def ac_rcd(ev: Ev) -> None:
    """And is reported."""
    walk.to(ev, "ac", "PowerDelivery")
    ev.station.tell(FaultRaised(fault="rcd"))
    ev.pilot("C")
    response = ev.refused(requests.power_delivery("Start"), m.PowerDeliveryRes, "FAILED_PowerDeliveryNotApplied")
    require(ac_status(response).rcd, "RCD is not reported")


@ac.check("ISO2-PDA-009", "Renegotiate before any Start is refused", "V2G2-812", AC)
def ac_renegotiate_first(ev: Ev) -> None:
    """There is nothing to renegotiate."""
    walk.to(ev, "ac", "PowerDelivery")
    ev.refused(requests.power_delivery("Renegotiate"), m.PowerDeliveryRes, "FAILED")


@ac.check("ISO2-PDA-010", "Stop before any Start is accepted", "", AC)
def ac_stop_first(ev: Ev) -> None:
    """SessionStop follows."""
    walk.to(ev, "ac", "PowerDelivery")
    ev.ask(requests.power_delivery("Stop"), m.PowerDeliveryRes)
    walk.end(ev)


@ac.check("ISO2-PDA-011", "Stop opens the contactor", "V2G2-848; TC AC_PowerDelivery_005", AC)
def ac_stop(ev: Ev) -> None:
    """Within 100 ms of state B, or after the response."""
    walk.through(ev, "ac", "ChargingStatus")
    ev.send(requests.power_delivery("Stop"))
    ev.pilot("B")
    ev.wait(0.1)
    opened = not ev.station.contactor_closed
    ev.expect(m.PowerDeliveryRes)
    ev.wait(0.0 if opened else 0.1)
    require(not ev.station.contactor_closed, "the contactor is closed 100 ms after state B and after the response")


@ac.check("ISO2-PDA-012", "Renegotiate leaves the contactor closed", "V2G2-813", AC)
def ac_renegotiate(ev: Ev) -> None:
    """ChargeParameterDiscovery follows, then Start."""
    walk.through(ev, "ac", "ChargingStatus")
    ev.ask(requests.power_delivery("Renegotiate"), m.PowerDeliveryRes)
    for step in (walk.negotiate_ac, walk.start, walk.loop_ac):
        require(ev.station.contactor_closed, "the contactor opened")
        step(ev)


@ac.check("ISO2-PDA-013", "Start in the loop ends the session", "", AC)
def ac_start_twice(ev: Ev) -> None:
    """Power is on already."""
    walk.through(ev, "ac", "ChargingStatus")
    ev.refused(requests.power_delivery("Start"), m.PowerDeliveryRes, ("FAILED", "FAILED_SequenceError"))


# ---- DC ---------------------------------------------------------------------------------------------------------------------------


@dc.check("ISO2-PDD-001", "Start is accepted after PreCharge", "V2G2-589 V2G2-590; TC DC_PowerDelivery_001")
def dc_start(ev: Ev) -> None:
    """Ready, and nothing to notify."""
    walk.to(ev, "dc", "PowerDelivery")
    status = dc_status(ev.ask(requests.power_delivery("Start"), m.PowerDeliveryRes))
    require(status.evse_status_code is READY and status.evse_notification is NONE, f"status {status}")


@dc.check("ISO2-PDD-002", "an unknown schedule is refused", "V2G2-479")
def dc_schedule(ev: Ev) -> None:
    """It was not offered."""
    walk.to(ev, "dc", "PowerDelivery")
    ev.refused(requests.power_delivery("Start", schedule=99), m.PowerDeliveryRes, "FAILED_TariffSelectionInvalid")


@dc.check("ISO2-PDD-003", "a profile above PMax is refused", "V2G2-478")
def dc_profile(ev: Ev) -> None:
    """400 kW from a station of 350 kW."""
    walk.to(ev, "dc", "PowerDelivery")
    ev.refused(requests.power_delivery(profile=((0, 400_000.0),)), m.PowerDeliveryRes, "FAILED_ChargingProfileInvalid")


@dc.check("ISO2-PDD-004", "a faulty supply prevents power", "V2G2-480")
def dc_fault(ev: Ev) -> None:
    """And is reported."""
    walk.to(ev, "dc", "PowerDelivery")
    ev.station.tell(FaultRaised(fault="malfunction"))
    response = ev.refused(requests.power_delivery("Start"), m.PowerDeliveryRes, "FAILED_PowerDeliveryNotApplied")
    code = dc_status(response).evse_status_code
    require(code is m.DC_EVSEStatusCodeType.EVSE_Malfunction, f"EVSEStatusCode {code.value}")


def _weld(ev: Ev) -> None:
    ev.ask(requests.welding_detection(), m.WeldingDetectionRes)


def dc_stops(follow: Callable[[Ev], None], ev: Ev) -> None:
    """Stop, the current gone, then this step and the end."""
    walk.through(ev, "dc", "CurrentDemand")
    ev.ask(requests.power_delivery("Stop", error="NO_ERROR", complete=True), m.PowerDeliveryRes)
    require(abs(ev.station.current_a) < 1.0, f"{ev.station.current_a:.1f} A flow after the response")
    ev.pilot("B")
    follow(ev)
    walk.end(ev)


@dc.check("ISO2-PDD-005", "Stop takes the current away; WeldingDetection or SessionStop follow", "V2G2-601; TC DC_PowerDelivery_002")
def dc_stop(ev: Ev) -> None:
    """Both ways on."""
    dc_stops(_weld, ev)
    ev.replug()
    dc_stops(lambda ev: None, ev)


EV_ERRORS = (
    "FAILED_RESSTemperatureInhibit", "FAILED_EVShiftPosition", "FAILED_ChargerConnectorLockFault", "FAILED_EVRESSMalfunction",
    "FAILED_ChargingCurrentdifferential", "FAILED_ChargingVoltageOutOfRange", "FAILED_ChargingSystemIncompatibility", "NoData",
)


def dc_stop_with_error(error: str, ev: Ev) -> None:
    """The EV's error code does not make a failure of its stop."""
    walk.through(ev, "dc", "CurrentDemand")
    ev.ask(requests.power_delivery("Stop", error=error), m.PowerDeliveryRes)
    ev.pilot("B")
    require(abs(ev.station.current_a) < 1.0, f"{ev.station.current_a:.1f} A flow after the response")
    ev.expect_dead()
    walk.end(ev)


for _number, _error in enumerate(EV_ERRORS, start=6):
    dc.add(
        f"ISO2-PDD-{_number:03}", f"Stop with EVErrorCode {_error} is accepted", "TC DC_PowerDelivery_014 to _021", DC,
        partial(dc_stop_with_error, _error),
    )


@dc.check("ISO2-PDD-014", "Renegotiate takes the current away", "V2G2-813")
def dc_renegotiate(ev: Ev) -> None:
    """ChargeParameterDiscovery follows."""
    walk.through(ev, "dc", "CurrentDemand")
    ev.ask(requests.power_delivery("Renegotiate"), m.PowerDeliveryRes)
    ev.wait(1.0)
    require(abs(ev.station.current_a) < 1.0, f"{ev.station.current_a:.1f} A flow a second after Renegotiate")
    ev.pilot("B")
    walk.negotiate_dc(ev)
