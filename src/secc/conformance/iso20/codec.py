"""What must never reach the wire: numbers that are none, lengths that the schema does not know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from secc import messages
from secc.conformance.bench import CheckFailed
from secc.conformance.check import Area, setup
from secc.conformance.dialect import METERING, PARKING
from secc.conformance.ev import Ev, frame, require
from secc.conformance.iso20 import certificates, contract, requests
from secc.conformance.iso20.car import DC, PNC, SUPPLY, Car, station
from secc.conformance.iso20.requests import number
from secc.conformance.iso20.sequence import WRONG
from secc.errors import ConfigError, EncodeError
from secc.messages import iso20_common as c
from secc.messages import iso20_dc as dc
from secc.session.commands import CertificateAnswered, Measured, PowerInterval, PriceInterval, Schedule, SchedulesOffered

area = Area("ISO-20", "codec")
AREAS = [area]
ODD = replace(
    station(6, dc={**SUPPLY, "max_power_w": 3_750_000.0, "min_current_a": 0.05, "max_discharge_power_w": 12_345.0, "min_power_w": 0.0}),
    switches={"negative_discharge_limits": True},
)
LEVELS = station(2, iso20={"pricing": "levels"})
MOST_LEVELS, MOST_CERTIFICATE = 1024, 1600


@area.check("ISO20-CODEC-001", "numbers travel within 0.1 %", "", ODD)
def numbers(ev: Ev) -> None:
    """3.75 MW, 0.05 A, -12 345 W, 0."""
    response = Car(ev, 6).to("ChargeParameterDiscovery").parameters()
    mode = response.dc_cpd_res_energy_transfer_mode if isinstance(response, dc.DC_ChargeParameterDiscoveryRes) else None
    if not isinstance(mode, dc.BPT_DC_CPDResEnergyTransferMode):
        raise CheckFailed(f"the block is {type(mode).__name__}")
    for told, meant in (
        (mode.evse_maximum_charge_power, 3_750_000.0), (mode.evse_minimum_charge_current, 0.05),
        (mode.evse_maximum_discharge_power, -12_345.0), (mode.evse_minimum_charge_power, 0.0),
    ):
        require(abs(number(told) - meant) <= abs(meant) * 0.001, f"{told} for {meant}")


@area.check("ISO20-CODEC-002", "a measurement that is no number does not reach the wire", "", DC)
def no_number(ev: Ev) -> None:
    """NaN and infinity."""
    car = Car(ev).through("DC_ChargeLoop")
    for value in (float("nan"), float("inf")):
        ev.station.tell(Measured(voltage_v=value, current_a=value))
        car.loop()


@area.check("ISO20-CODEC-003", "a challenge of 15 bytes is not the one that was given", "", PNC)
def short_challenge(ev: Ev) -> None:
    """Our own codec refuses to write it; the station understands it, and warns."""
    car = contract.to_authorization(ev)
    request, signature = contract.signed(ev, car.challenge)
    mode = request.pn_c_a_req_authorization_mode
    if mode is None:
        raise CheckFailed("no block of Plug & Charge")
    short = replace(request, pn_c_a_req_authorization_mode=replace(mode, gen_challenge=car.challenge[:15]))
    header = c.MessageHeaderType(session_id=ev.session_id, time_stamp=int(ev.bench.unix()), signature=signature)
    try:
        messages.encode("iso20_common", replace(short, header=header))
    except EncodeError:
        pass
    else:
        raise CheckFailed("15 bytes were written where the schema has 16")
    data = messages.encode("iso20_common", replace(short, header=header), strict=False)
    ev.send_raw(frame(data, payload_type=0x8002), answers=1)
    ev.expect(c.AuthorizationRes, "WARNING_ChallengeInvalid")


MORE: tuple[tuple[Callable[[], object], type[object], int | None], ...] = (
    (lambda: c.VehicleCheckOutReq(header=requests.BLANK, ev_check_out_status=c.evCheckOutStatusType.CheckOut, check_out_time=0),
     c.VehicleCheckOutRes, PARKING),
    (lambda: c.MeteringConfirmationReq(header=requests.BLANK, signed_metering_data=c.SignedMeteringDataType(
        id="ID1", session_id=bytes(8), meter_info=c.MeterInfoType(meter_id="M-1", charged_energy_reading_wh=0),
        dynamic_smdt_control_mode=c.Dynamic_SMDTControlModeType(),
    )), c.MeteringConfirmationRes, METERING),
)


@area.check("ISO20-CODEC-005", "every refusal is valid", "V2G20-736", DC)
def refusals(ev: Ev) -> None:
    """Decoded strictly; here those of side streams and of certificates, beside all others."""
    for request, kind, stream in ((*((request, kind, None) for request, kind in WRONG), *MORE)):
        car = Car(ev).to("ServiceDetail")
        ev.ask(request(), kind, "FAILED_SequenceError", stream=stream)
        ev.expect_closed()
        car.again()
    Car(ev).to("ServiceDetail")
    made, signature = certificates.request(ev)
    ev.ask(made, c.CertificateInstallationRes, "FAILED_SequenceError", signature=signature)


@area.check("ISO20-CODEC-006", "a certificate of 1601 bytes is not passed on", "", PNC)
def large(ev: Ev) -> None:
    """A backend sends one: FAILED."""
    contract.to_authorization(ev)
    made, signature = certificates.request(ev)
    certificates.ask(ev, (made, signature))
    answer = ev.bench.mobility(certificates.wanted(ev))
    response = messages.decode("iso20_common", answer.exi or b"")
    if not isinstance(response, c.CertificateInstallationRes):
        raise CheckFailed(f"the backend answered {type(response).__name__}")
    chain = replace(response.cps_certificate_chain, certificate=bytes(MOST_CERTIFICATE + 1))
    exi = messages.encode("iso20_common", replace(response, cps_certificate_chain=chain), strict=False)
    ev.station.tell(CertificateAnswered(request=answer.request, exi=exi))
    ev.wait(0.2)
    ev.refused(made, c.CertificateInstallationRes, "FAILED", signature=signature)


@area.check("ISO20-CODEC-007", "more price levels than the schema has are not written", "", LEVELS)
def many_levels(ev: Ev) -> None:
    """1025: cut, or refused."""
    car = Car(ev).to("ScheduleExchange")
    prices = tuple(PriceInterval(start_s=60.0 * step, level=step % 5 + 1) for step in range(MOST_LEVELS + 1))
    power = (PowerInterval(start_s=0, power_w=50_000),)
    seconds = timedelta(days=1).total_seconds()
    ev.station.tell(SchedulesOffered(schedules=(Schedule(id=1, power=power, duration_s=seconds, prices=prices),)))
    response = ev.ask(requests.schedule_exchange(car.control, points=1024), c.ScheduleExchangeRes, ("OK", "FAILED"))
    mode = response.scheduled_se_res_control_mode
    for one in mode.schedule_tuple if mode else ():
        levels = one.charging_schedule.price_level_schedule
        count = len(levels.price_level_schedule_entries.price_level_schedule_entry) if levels else 0
        require(count <= MOST_LEVELS, f"{count} price levels")


@area.check("ISO20-CODEC-008", "an EVSE id of 256 characters is a wrong setting", "", DC)
def long_id(ev: Ev) -> None:
    """Said before the station serves anybody."""
    try:
        setup("dc", evse_id="DE*ABC*E" + "1" * 248).check()
    except ConfigError:
        return
    raise CheckFailed("an EVSE id of 256 characters was accepted")
