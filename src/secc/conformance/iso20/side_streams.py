"""Side streams: schedules, parking; each on its own payload type beside the main stream."""

from __future__ import annotations

from secc.conformance.check import Area
from secc.conformance.dialect import METERING, PARKING, SCHEDULE
from secc.conformance.ev import Ev, frame, require
from secc.conformance.iso20 import notification, requests
from secc.conformance.iso20.car import DC, Car
from secc.conformance.iso20.notification import NOTIFICATION, RECEIPTS
from secc.conformance.iso20.services import PARKING as PARKING_STATUS
from secc.conformance.iso20.services import VAS
from secc.messages import iso20_common as c
from secc.messages import iso20_dc as dc
from secc.session.commands import Renegotiate

area = Area("ISO-20", "side streams")
AREAS = [area]
CHECK_OUT = 2


def exchange(ev: Ev, car: Car) -> None:
    """ScheduleExchange on 0x8101 until it is finished, the loop going on beside it."""
    for _ in range(20):
        response = ev.ask(requests.schedule_exchange(car.control), c.ScheduleExchangeRes, stream=SCHEDULE)
        car.loop()
        if response.evse_processing is requests.FINISHED:
            return
        ev.wait(0.2)
    require(False, "no schedules within 4 s in the loop")


@area.check("ISO20-SIDE-STREAMS-001", "schedules that the station asked for are exchanged beside the loop", "", DC)
def asked(ev: Ev) -> None:
    """ScheduleRenegotiation was notified."""
    car = Car(ev).through("DC_ChargeLoop")
    ev.station.tell(Renegotiate())
    told = car.loop().evse_status
    require(told is not None and told.evse_notification is NOTIFICATION.ScheduleRenegotiation, f"EVSEStatus {told}")
    exchange(ev, car)


@area.check("ISO20-SIDE-STREAMS-002", "the EV may ask for schedules by itself", "", DC)
def unasked(ev: Ev) -> None:
    """In the loop."""
    exchange(ev, Car(ev).through("DC_ChargeLoop"))


@area.check("ISO20-SIDE-STREAMS-003", "before the loop there is no stream for schedules", "", DC)
def too_early(ev: Ev) -> None:
    """A sequence error on that stream."""
    Car(ev).to("ChargeParameterDiscovery")
    ev.refused(requests.schedule_exchange(), c.ScheduleExchangeRes, "FAILED_SequenceError", stream=SCHEDULE)


def check_out(how: str, at: float) -> c.VehicleCheckOutReq:
    """VehicleCheckOutReq."""
    return c.VehicleCheckOutReq(header=requests.BLANK, ev_check_out_status=c.evCheckOutStatusType(how), check_out_time=int(at))


@area.check("ISO20-SIDE-STREAMS-005", "a vehicle that leaves is told when", "", VAS)
def parking(ev: Ev) -> None:
    """Scheduled, then completed."""
    car = Car(ev).to("ServiceSelection")
    ev.ask(requests.service_detail(PARKING_STATUS), c.ServiceDetailRes)
    ev.ask(requests.service_selection(2, car.parameter_set, (PARKING_STATUS, CHECK_OUT)), c.ServiceSelectionRes)
    response = ev.ask(check_out("CheckOut", ev.bench.unix()), c.VehicleCheckOutRes, stream=PARKING)
    require(response.evse_check_out_status is c.evseCheckOutStatusType.Scheduled, f"status {response.evse_check_out_status.value}")
    car.parameters()


@area.check("ISO20-SIDE-STREAMS-006", "parking that was not selected is a sequence error", "", VAS)
def no_parking(ev: Ev) -> None:
    """VehicleCheckIn."""
    Car(ev).to("ChargeParameterDiscovery")
    request = c.VehicleCheckInReq(
        header=requests.BLANK, ev_check_in_status=c.evCheckInStatusType.CheckIn, parking_method=c.parkingMethodType.Manual
    )
    ev.refused(request, c.VehicleCheckInRes, "FAILED_SequenceError", stream=PARKING)


@area.check("ISO20-SIDE-STREAMS-007", "interleaved requests are each answered on their own stream", "", RECEIPTS)
def interleaved(ev: Ev) -> None:
    """Schedules, meter, loop; in one segment, in order."""
    car, response = notification.contract_loop(ev)
    confirmation, signature = notification.signed(ev, notification.confirmed(ev, response))
    parts = (
        frame(ev.payload(requests.schedule_exchange(car.control)), payload_type=SCHEDULE),
        frame(ev.payload(confirmation, signature=signature), payload_type=METERING),
        frame(ev.payload(car.loop_request()), payload_type=0x8004),
    )
    ev.send_raw(b"".join(parts), answers=3)
    ev.expect(c.ScheduleExchangeRes, stream=SCHEDULE)
    ev.expect(c.MeteringConfirmationRes, stream=METERING)
    ev.expect(dc.DC_ChargeLoopRes)


