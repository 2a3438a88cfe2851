"""What the station asks of the EV in the loop, and what its meter says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from secc.conformance.bench import CheckFailed
from secc.conformance.check import Area
from secc.conformance.dialect import METERING
from secc.conformance.ev import Ev, require
from secc.conformance.iso20 import contract, requests
from secc.conformance.iso20.car import DC, DC_BPT, FINISHED, Car, station
from secc.conformance.iso20.requests import number
from secc.messages import iso20_ac as ac
from secc.messages import iso20_common as c
from secc.messages import iso20_dc as dc
from secc.messages.xmldsig import Signature
from secc.session.commands import (
    Authorized,
    MeterRead,
    Pause,
    PowerAvailable,
    PowerInterval,
    PriceInterval,
    Renegotiate,
    Schedule,
    SchedulesOffered,
    Stop,
)

area = Area("ISO-20", "notification")
metering = Area("ISO-20", "metering")
AREAS = [area, metering]
NOTIFICATION = c.evseNotificationType
FIXED = station(2, iso20={"service_renegotiation": False})
RECEIPTS = station(2, payment=["eim", "contract"], receipts_every_s=60.0)
PRICED = station(2, iso20={"pricing": "absolute"})
Loop = ac.AC_ChargeLoopRes | dc.DC_ChargeLoopRes


def status(response: Loop) -> c.EVSEStatusType:
    """EVSEStatus; CheckFailed where there is none."""
    if response.evse_status is None:
        raise CheckFailed("no EVSEStatus")
    return response.evse_status


@area.check("ISO20-NOTIFICATION-001", "a stop by the station is repeated until the EV obeys", "", DC)
def stop(ev: Ev) -> None:
    """Terminate, delay 0."""
    car = Car(ev).through("DC_ChargeLoop")
    ev.station.tell(Stop())
    for _ in range(5):
        told = status(car.loop())
        require(told.evse_notification is NOTIFICATION.Terminate and told.notification_max_delay == 0, f"EVSEStatus {told}")
        ev.wait(0.2)
    car.stop()


@area.check("ISO20-NOTIFICATION-002", "a pause is announced with 60 s that run down", "V2G20-3308 V2G20-3318", DC)
def pause(ev: Ev) -> None:
    """Over ten seconds."""
    car = Car(ev).through("DC_ChargeLoop")
    ev.station.tell(Pause())
    delays = []
    for _ in range(50):
        told = status(car.loop())
        require(told.evse_notification is NOTIFICATION.Pause, f"EVSEStatus {told}")
        delays.append(told.notification_max_delay)
        ev.wait(0.2)
    require(delays[0] == 60 and delays == sorted(delays, reverse=True) and 49 <= delays[-1] <= 51, f"NotificationMaxDelay {delays}")


@area.check("ISO20-NOTIFICATION-003", "with nothing to say there is no EVSEStatus", "", DC)
def nothing(ev: Ev) -> None:
    """It is optional."""
    require(Car(ev).through("DC_ChargeLoop").loop().evse_status is None, "an EVSEStatus")


@area.check("ISO20-NOTIFICATION-004", "of stop and pause only the stop is announced", "", DC)
def stop_and_pause(ev: Ev) -> None:
    """Terminate."""
    car = Car(ev).through("DC_ChargeLoop")
    ev.station.tell(Pause())
    ev.station.tell(Stop())
    require(status(car.loop()).evse_notification is NOTIFICATION.Terminate, "another notification")


@area.check("ISO20-NOTIFICATION-005", "service renegotiation is not asked for where it is not supported", "V2G20-1956", FIXED)
def no_renegotiation(ev: Ev) -> None:
    """Although the operator wants it."""
    car = Car(ev).through("DC_ChargeLoop")
    ev.station.tell(Renegotiate(service=True))
    told = car.loop().evse_status
    require(told is None or told.evse_notification is not NOTIFICATION.ServiceRenegotiation, f"EVSEStatus {told}")


@area.check("ISO20-NOTIFICATION-006", "in standby the EV is told when power is available", "", DC)
def exit_standby(ev: Ev) -> None:
    """ExitStandby."""
    car = Car(ev).through("DC_ChargeLoop")
    ev.ask(requests.power_delivery("Standby"), c.PowerDeliveryRes)
    ev.station.tell(PowerAvailable(available=False))
    car.loop()
    ev.wait(5.0)
    ev.station.tell(PowerAvailable(available=True))
    require(status(car.loop()).evse_notification is NOTIFICATION.ExitStandby, "another notification")


# ---- metering ---------------------------------------------------------------------------------------------------------------------


def meter(response: Loop) -> c.MeterInfoType:
    """MeterInfo; CheckFailed where there is none."""
    if response.meter_info is None:
        raise CheckFailed("no MeterInfo")
    return response.meter_info


@metering.check("ISO20-METERING-001", "the first loop response has the meter", "V2G20-1833", DC)
def first(ev: Ev) -> None:
    """Although it was not asked for."""
    meter(Car(ev).to("DC_ChargeLoop").loop())


@metering.check("ISO20-METERING-002", "a meter that is asked for is told", "V2G20-1081 V2G20-1082", DC)
def asked(ev: Ev) -> None:
    """It counts up."""
    car = Car(ev).through("DC_ChargeLoop")
    before = meter(car.loop(meter=True)).charged_energy_reading_wh
    car.turn(60.0, every_s=0.4)
    after = meter(car.loop(meter=True)).charged_energy_reading_wh
    require(40 <= after - before <= 120, f"{after - before} Wh in a minute at 4.8 kW")


@metering.check("ISO20-METERING-003", "a station without a meter tells none", "", DC)
def no_meter(ev: Ev) -> None:
    """MeterInfoRequested is no reason to fail."""
    ev.station.remove_meter()
    car = Car(ev).through("DC_ChargeLoop")
    for _ in range(3):
        require(car.loop(meter=True).meter_info is None, "a MeterInfo of no meter")


@metering.check("ISO20-METERING-004", "a bidirectional session has the discharged energy", "", DC_BPT)
def discharged(ev: Ev) -> None:
    """BPT_DischargedEnergyReadingWh."""
    require(meter(Car(ev, 6).to("DC_ChargeLoop").loop()).bpt_discharged_energy_reading_wh is not None, "no discharged energy")


def contract_loop(ev: Ev) -> tuple[Car, Loop]:
    """A car that charges by contract, and its first loop response."""
    car = Car(ev).to("Authorization")
    request, signature = contract.signed(ev, car.challenge)
    contract.ask(ev, request, signature)
    ev.station.tell(Authorized(verdict="accepted"))
    ev.wait(0.2)
    require(contract.ask(ev, request, signature).evse_processing is FINISHED, "the contract was not accepted")
    car.go(begin="ServiceDiscovery", before="DC_ChargeLoop")
    return car, car.loop()


@metering.check("ISO20-METERING-005", "a confirmation is asked for together with the meter", "V2G20-1083", RECEIPTS)
def confirmation(ev: Ev) -> None:
    """By contract."""
    _, response = contract_loop(ev)
    meter(response)
    require(status(response).evse_notification is NOTIFICATION.MeteringConfirmation, f"EVSEStatus {response.evse_status}")


def confirmed(ev: Ev, response: Loop) -> c.SignedMeteringDataType:
    """What the EV signs."""
    return c.SignedMeteringDataType(
        id="ID1", session_id=ev.session_id, meter_info=meter(response), receipt=response.receipt,
        scheduled_smdt_control_mode=c.Scheduled_SMDTControlModeType(selected_schedule_tuple_id=1),
    )


def signed(ev: Ev, data: c.SignedMeteringDataType, role: str = "contract") -> tuple[c.MeteringConfirmationReq, Signature]:
    """MeteringConfirmationReq signed with the key of a role."""
    request = c.MeteringConfirmationReq(header=requests.BLANK, signed_metering_data=data)
    return request, contract.sign("SignedMeteringData", data, ev.bench.pki20[role].key)


@metering.check("ISO20-METERING-006", "a good confirmation is accepted on its own stream", "V2G20-1083", RECEIPTS)
def good(ev: Ev) -> None:
    """0x8102; the loop goes on."""
    car, response = contract_loop(ev)
    request, signature = signed(ev, confirmed(ev, response))
    ev.ask(request, c.MeteringConfirmationRes, signature=signature, stream=METERING)
    told = car.loop().evse_status
    require(told is None or told.evse_notification is not NOTIFICATION.MeteringConfirmation, "asked for again at once")


def _altered(ev: Ev, data: c.SignedMeteringDataType) -> tuple[c.MeteringConfirmationReq, Signature]:
    more = replace(data.meter_info, charged_energy_reading_wh=data.meter_info.charged_energy_reading_wh + 1)
    return signed(ev, replace(data, meter_info=more))


def _other_key(ev: Ev, data: c.SignedMeteringDataType) -> tuple[c.MeteringConfirmationReq, Signature]:
    return signed(ev, data, "vehicle")


Make = Callable[[Ev, c.SignedMeteringDataType], tuple[c.MeteringConfirmationReq, Signature]]


def wrong(make: Make, ev: Ev) -> None:
    """A confirmation that does not prove what was sent."""
    _, response = contract_loop(ev)
    request, signature = make(ev, confirmed(ev, response))
    ev.refused(request, c.MeteringConfirmationRes, "FAILED_MeteringSignatureNotValid", signature=signature, stream=METERING)


metering.add("ISO20-METERING-007", "a confirmation of another reading is refused", "", RECEIPTS, partial(wrong, _altered))
metering.add("ISO20-METERING-008", "a confirmation by another key is refused", "", RECEIPTS, partial(wrong, _other_key))


@metering.check("ISO20-METERING-009", "running costs fit the meter", "V2G20-1919", PRICED)
def receipt(ev: Ev) -> None:
    """0.30 a kWh."""
    car = Car(ev).to("ScheduleExchange")
    power, prices = (PowerInterval(start_s=0, power_w=50_000),), (PriceInterval(start_s=0, level=1, price_per_kwh=0.3),)
    ev.station.tell(SchedulesOffered(schedules=(Schedule(id=1, power=power, duration_s=86_400, prices=prices, currency="EUR"),)))
    car.go(begin="ScheduleExchange", after="DC_ChargeLoop")
    reading = 0.0
    for _ in range(10):
        reading += 2_000.0
        ev.station.tell(MeterRead(meter_id="M-1", energy_wh=100_000.0 + reading))
        response = car.loop(meter=True)
        ev.wait(0.2)
    told = response.receipt
    if told is None or told.energy_costs is None:
        raise CheckFailed("no Receipt with EnergyCosts")
    energy = meter(response).charged_energy_reading_wh / 1000.0
    cost, each = number(told.energy_costs.amount), number(told.energy_costs.cost_per_unit)
    require(abs(each - 0.3) < 0.001, f"CostPerUnit {each}")
    require(abs(cost - 18.0 * 0.3) <= energy * 0.3 + 0.01 and cost <= energy * 0.3 + 0.01, f"Amount {cost} for {energy} kWh")


@metering.check("ISO20-METERING-010", "after a pause the meter goes on where it was", "V2G20-902", DC)
def after_pause(ev: Ev) -> None:
    """Energy of the whole service session."""
    car = Car(ev).through("DC_ChargeLoop")
    car.turn(30.0, every_s=0.4)
    before = meter(car.loop(meter=True)).charged_energy_reading_wh
    ev.station.tell(Pause())
    car.loop()
    stored = car.pause()
    car.resume(stored)
    car.go(begin="ChargeParameterDiscovery", before="DC_ChargeLoop")
    after = meter(car.loop(meter=True)).charged_energy_reading_wh
    require(before > 0 and before <= after <= before + 5, f"{before} Wh before, {after} Wh after the pause")
