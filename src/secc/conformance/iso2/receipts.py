"""Signed metering receipts, and tariffs that the mobility operator signed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from secc import messages
from secc.conformance.bench import CheckFailed
from secc.conformance.check import Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import charge_parameters, contract, requests
from secc.messages import iso2 as m
from secc.messages.xmldsig import Signature
from secc.security import signature as xml
from secc.security.keys import SoftwareSigner
from secc.session.commands import PowerInterval, Schedule, SchedulesOffered

status = Area("ISO-2", "ChargingStatus")
demand = Area("ISO-2", "CurrentDemand")
receipt = Area("ISO-2", "MeteringReceipt")
tariff = Area("ISO-2", "ChargeParameterDiscovery AC")
AREAS = [status, demand, receipt, tariff]
AC = contract.station("ac", receipts_every_s=60.0)
DC = contract.station("dc", receipts_every_s=60.0)
Signed = tuple[m.MeteringReceiptReq, Signature]


def due(ev: Ev, energy: str = "ac") -> m.MeterInfoType:
    """The loop, in which the last answer required a receipt for this."""
    meter = contract.to_loop(ev, energy)
    if meter is None:
        raise CheckFailed("ReceiptRequired is not set, or there is no MeterInfo with it")
    return meter


def signed(ev: Ev, request: m.MeteringReceiptReq, role: str = "contract") -> Signed:
    """A receipt signed with the key of a role."""
    return request, contract.sign("MeteringReceiptReq", request, ev.bench.pki[role].key)


def accepted(ev: Ev, energy: str = "ac") -> None:
    """A good receipt is answered OK with the status of the hardware, and the loop goes on."""
    request, signature = signed(ev, contract.receipt(ev, due(ev, energy)))
    response = ev.ask(request, m.MeteringReceiptRes, signature=signature)
    expected = m.AC_EVSEStatus if energy == "ac" else m.DC_EVSEStatus
    require(isinstance(response.evse_status, expected), f"status {type(response.evse_status).__name__}")


@status.check("ISO2-CST-003", "a receipt is required together with MeterInfo, and taken", "V2G2-691", AC)
def ac_required(ev: Ev) -> None:
    """In the first answer of the loop; the next one is ChargingStatus again."""
    accepted(ev)
    ev.ask(requests.charging_status(), m.ChargingStatusRes)


@demand.check("ISO2-CDM-010", "a receipt is required together with MeterInfo, and taken", "V2G2-795", DC)
def dc_required(ev: Ev) -> None:
    """In the first answer of the loop; the next one is CurrentDemand again."""
    accepted(ev, "dc")
    ev.ask(requests.current_demand(), m.CurrentDemandRes)


@receipt.check("ISO2-MRC-001", "a signed copy of the meter info is accepted", "V2G2-903; TC MeteringReceipt_001", AC)
def good(ev: Ev) -> None:
    """With the status element."""
    accepted(ev)


def _other_reading(ev: Ev, meter: m.MeterInfoType) -> Signed:
    return signed(ev, contract.receipt(ev, replace(meter, meter_reading=(meter.meter_reading or 0) + 1)))


def _other_key(ev: Ev, meter: m.MeterInfoType) -> Signed:
    return signed(ev, contract.receipt(ev, meter), "vehicle")


def wrong(make: Callable[[Ev, m.MeterInfoType], Signed], ev: Ev) -> None:
    """A receipt that does not prove what was sent."""
    request, signature = make(ev, due(ev))
    ev.refused(request, m.MeteringReceiptRes, "FAILED_MeteringSignatureNotValid", signature=signature)


receipt.add("ISO2-MRC-002", "another reading is refused, also when it is signed", "V2G2-481", AC, partial(wrong, _other_reading))
receipt.add("ISO2-MRC-003", "an invalid signature is refused", "V2G2-481", AC, partial(wrong, _other_key))


@receipt.check("ISO2-MRC-004", "another loop message where a receipt is due is a sequence error", "V2G2-580 V2G2-796", AC)
def another(ev: Ev) -> None:
    """ChargingStatus."""
    due(ev)
    ev.refused(requests.charging_status(), m.ChargingStatusRes, "FAILED_SequenceError")


@tariff.check("ISO2-CPA-012", "signed tariffs reach the EV with their signature", "V2G2-905", contract.PNC)
def signed_tariffs(ev: Ev) -> None:
    """Two schedules, two tariffs, one signature with a reference to each; they end where the power does."""
    contract.to_parameters(ev)
    tariffs = [_tariff(number) for number in (1, 2)]
    signer = SoftwareSigner(ev.bench.pki["mo_sub2"].key)
    signature = xml.sign("iso2", [("SalesTariff", one) for one in tariffs], signer)
    power = (PowerInterval(start_s=0, power_w=11_000),)
    ev.station.tell(SchedulesOffered(schedules=tuple(
        Schedule(
            id=one.sales_tariff_id, power=power, duration_s=7200, tariff=messages.encode_fragment("iso2", "SalesTariff", one),
            signature=messages.encode_fragment("xmldsig", "Signature", signature),
        )
        for one in tariffs
    )))
    offered = charge_parameters.schedules(charge_parameters.finished(ev, requests.ac_parameters(departure_s=7200)))
    got = [schedule.sales_tariff for schedule in offered]
    require(got == tariffs, f"SalesTariffs {got}")
    spans = [charge_parameters.span(charge_parameters.intervals(schedule)) for schedule in offered]
    require(spans == [7200, 7200], f"PMax covers {spans} s, the tariffs 7200 s")
    key = ev.bench.pki["mo_sub2"].certificate.public_key
    if key is None:
        raise CheckFailed("the operator's key cannot be read")
    xml.verify("iso2", ev.last_signature, [("SalesTariff", one) for one in tariffs], key, xml.ISO2_KEYS)


def _tariff(number: int) -> m.SalesTariffType:
    return m.SalesTariffType(
        id=f"tariff{number}", sales_tariff_id=number, num_e_price_levels=2, sales_tariff_entry=(
            m.SalesTariffEntry(time_interval=m.RelativeTimeInterval(start=0), e_price_level=1),
            m.SalesTariffEntry(time_interval=m.RelativeTimeInterval(start=3600, duration=3600), e_price_level=2),
        ),
    )
