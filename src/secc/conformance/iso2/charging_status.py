"""The AC loop: status, meter, notifications, the momentary limit. A receipt that nobody asked for."""

from __future__ import annotations

from secc.conformance.bench import CheckFailed
from secc.conformance.check import AC, EVSE_ID, Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import requests, walk
from secc.messages import iso2 as m
from secc.session.commands import AcLimits, LimitsChanged, MeterRead, PowerInterval, Renegotiate, Schedule, SchedulesOffered, Stop

area = Area("ISO-2", "ChargingStatus")
receipt = Area("ISO-2", "MeteringReceipt")
AREAS = [area, receipt]
NOTIFICATION = m.EVSENotificationType


def last_schedule(ev: Ev, energy: str) -> int:
    """ChargeParameterDiscovery of a station that offers, where it can be told, schedules 1 and 2; the id of the last."""
    walk.to(ev, energy, "ChargeParameterDiscovery")
    power = (PowerInterval(start_s=0, power_w=9_000),)
    if ev.station.visible:
        ev.station.tell(SchedulesOffered(schedules=tuple(Schedule(id=id, power=power, duration_s=86_400) for id in (1, 2))))
    offered = walk.poll(ev, lambda: requests.named("ChargeParameterDiscovery", energy), m.ChargeParameterDiscoveryRes).sa_schedules
    if not isinstance(offered, m.SAScheduleList):
        raise CheckFailed("no SAScheduleList in a finished ChargeParameterDiscoveryRes")
    return offered.sa_schedule_tuple[-1].sa_schedule_tuple_id


def ask(ev: Ev) -> m.ChargingStatusRes:
    """One turn of the loop."""
    return ev.ask(requests.charging_status(), m.ChargingStatusRes)


@area.check("ISO2-CST-001", "the status is complete and no receipt is required", "TC AC_ChargingStatus_001", AC)
def complete(ev: Ev) -> None:
    """EVSEID, the schedule that was selected, ReceiptRequired, status."""
    selected = last_schedule(ev, "ac")
    ev.pilot("C")
    ev.ask(requests.power_delivery("Start", schedule=selected), m.PowerDeliveryRes)
    response = ask(ev)
    require(response.evse_id == EVSE_ID, f"EVSEID {response.evse_id!r}")
    require(response.sa_schedule_tuple_id == selected, f"SAScheduleTupleID {response.sa_schedule_tuple_id}, {selected} was selected")
    require(response.receipt_required is False, f"ReceiptRequired {response.receipt_required}")
    require(response.ac_evse_status.evse_notification is NOTIFICATION.None_, f"status {response.ac_evse_status}")


@area.check("ISO2-CST-002", "the meter reading is in range", "TC AC_ChargingStatus family", AC)
def meter(ev: Ev) -> None:
    """As the meter said it."""
    walk.through(ev, "ac", "ChargingStatus")
    ev.station.tell(MeterRead(meter_id="M-1", energy_wh=12_345.6))
    info = ask(ev).meter_info
    if info is None or info.meter_reading is None:
        raise CheckFailed("no MeterInfo though the station has a meter")
    require(0 <= info.meter_reading <= 999_999_999, f"MeterReading {info.meter_reading}")
    require(info.meter_id == "M-1" and info.meter_reading in (12_345, 12_346), f"MeterInfo {info}")


@area.check("ISO2-CST-004", "a stop by the station is announced and obeyed", "", AC)
def stop(ev: Ev) -> None:
    """Five seconds."""
    walk.through(ev, "ac", "ChargingStatus")
    ev.station.tell(Stop(grace_s=5.0))
    for longest in (5, 4, 3):
        status = ask(ev).ac_evse_status
        require(status.evse_notification is NOTIFICATION.StopCharging, f"EVSENotification {status.evse_notification.value}")
        require(longest - 1 <= status.notification_max_delay <= 5, f"NotificationMaxDelay {status.notification_max_delay}")
        ev.wait(1.0)
    walk.stop_ac(ev)
    walk.end(ev)


@area.check("ISO2-CST-005", "an EV that ignores a stop loses power", "", AC)
def ignored_stop(ev: Ev) -> None:
    """When the delay and the operator's margin are over."""
    walk.through(ev, "ac", "ChargingStatus")
    ev.station.tell(Stop(grace_s=5.0))
    end = ev.now() + 5.0 + AC.timeouts.stop_margin_s
    while ev.now() < end - 0.5:
        require(ask(ev).ac_evse_status.evse_notification is NOTIFICATION.StopCharging, "the notification ended before the delay")
        ev.wait(1.0)
    ev.wait(end + 1.0 - ev.now())
    ev.expect_dead()
    ev.refused(requests.charging_status(), m.ChargingStatusRes, "FAILED")


@area.check("ISO2-CST-006", "a renegotiation asked for by the station is announced until the EV obeys", "V2G2-841", AC)
def renegotiation(ev: Ev) -> None:
    """Then the flag is gone."""
    walk.through(ev, "ac", "ChargingStatus")
    ev.station.tell(Renegotiate())
    require(ask(ev).ac_evse_status.evse_notification is NOTIFICATION.ReNegotiation, "no notification")
    ev.ask(requests.power_delivery("Renegotiate"), m.PowerDeliveryRes)
    walk.negotiate_ac(ev)
    walk.start(ev)
    require(ask(ev).ac_evse_status.evse_notification is NOTIFICATION.None_, "the notification stayed after the renegotiation")


@area.check("ISO2-CST-007", "a lowered limit reaches the EV", "", AC)
def lowered(ev: Ev) -> None:
    """EVSEMaxCurrent, in EIM."""
    walk.through(ev, "ac", "ChargingStatus")
    ev.station.tell(LimitsChanged(ac=AcLimits(max_current_a=10.0)))
    limit = ask(ev).evse_max_current
    require(limit is not None and requests.number(limit) == 10.0, f"EVSEMaxCurrent {limit}, 10 A expected")


@receipt.check("ISO2-MRC-005", "a receipt that was not required is a sequence error", "V2G2-459", AC)
def unasked_receipt(ev: Ev) -> None:
    """EIM never requires one."""
    walk.through(ev, "ac", "ChargingStatus")
    ev.refused(requests.metering_receipt(ev.session_id), m.MeteringReceiptRes, "FAILED_SequenceError")
