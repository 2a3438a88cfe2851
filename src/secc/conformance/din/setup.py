"""DIN from SessionSetup to ChargeParameterDiscovery."""

from __future__ import annotations

from functools import partial

from secc.conformance.bench import CheckFailed
from secc.conformance.check import DC, Area, setup
from secc.conformance.din import requests, walk
from secc.conformance.ev import Ev, require
from secc.messages import din as m
from secc.session.commands import PowerAvailable

area = Area("DIN", "DIN 70121")
AREAS = [area]
NEW = "OK_NewSessionEstablished"
FINISHED, ONGOING = m.EVSEProcessingType.Finished, m.EVSEProcessingType.Ongoing
DAY_S = 86_400


def _set_up(ev: Ev, evcc_id: bytes = requests.EVCCID, session_id: bytes = bytes(8)) -> m.SessionSetupRes:
    return ev.ask(requests.session_setup(evcc_id), m.SessionSetupRes, NEW, session_id=session_id)


@area.check("DIN-DIN-001", "SessionSetup begins a new session", "V2G-DC-393 V2G-DC-437")
def new(ev: Ev) -> None:
    """EVSEID of 1 to 32 bytes."""
    walk.to(ev, "SessionSetup")
    evse_id = _set_up(ev).evse_id
    require(1 <= len(evse_id) <= 32, f"EVSEID has {len(evse_id)} bytes")


@area.check("DIN-DIN-002", "an EVCCID of eight bytes is accepted", "")
def long_evcc_id(ev: Ev) -> None:
    """As some EVs send it."""
    walk.to(ev, "SessionSetup")
    _set_up(ev, requests.EVCCID + b"\x00\x00")


@area.check("DIN-DIN-003", "the id of an earlier session is not joined", "")
def never_resumed(ev: Ev) -> None:
    """DIN knows no pause."""
    walk.to(ev, "ServiceDiscovery")
    old = ev.session_id
    walk.end(ev)
    ev.replug()
    ev.reconnect()
    walk.select(ev)
    _set_up(ev, session_id=old)
    require(ev.session_id != old, "the id of the earlier session was given out again")


@area.check("DIN-DIN-004", "a numeric EVSE id goes as nibbles", "", setup(din_evse_id="49*89*6360"))
def nibbles(ev: Ev) -> None:
    """A for the star."""
    walk.to(ev, "SessionSetup")
    evse_id = _set_up(ev).evse_id
    require(evse_id == bytes.fromhex("49A89A6360"), f"EVSEID {evse_id.hex()}")


@area.check("DIN-DIN-005", "ExternalPayment, the charge service, one DC type, nothing else", "V2G-DC-252 V2G-DC-628 V2G-DC-629")
def services(ev: Ev) -> None:
    """No name, no scope, no list."""
    walk.to(ev, "ServiceDiscovery")
    response = ev.ask(requests.service_discovery(), m.ServiceDiscoveryRes)
    options = [option.value for option in response.payment_options.payment_option]
    require(options == ["ExternalPayment"], f"payment options {options}")
    service, tag = response.charge_service, response.charge_service.service_tag
    require(tag.service_id == 1, f"ServiceID {tag.service_id}")
    require(service.energy_transfer_type.value in ("DC_core", "DC_extended"), f"EnergyTransferType {service.energy_transfer_type.value}")
    absent = (tag.service_name, tag.service_scope, response.service_list)
    require(absent == (None, None, None), f"ServiceName, ServiceScope, ServiceList: {absent}")


@area.check("DIN-DIN-006", "ExternalPayment and the charge service are accepted", "V2G-DC-441 V2G-DC-443")
def selected(ev: Ev) -> None:
    """ContractAuthentication follows."""
    walk.to(ev, "ContractAuthentication")
    ev.ask(requests.authentication(), m.ContractAuthenticationRes)


def selection_refused(request: m.ServicePaymentSelectionReq, code: str, ev: Ev) -> None:
    """A selection that was not offered."""
    walk.to(ev, "ServicePaymentSelection")
    ev.refused(request, m.ServicePaymentSelectionRes, code)


for _id, _title, _requirement, _request, _code in (
    ("007", "Contract", "V2G-DC-395", requests.payment_selection(option="Contract"), "FAILED_PaymentSelectionInvalid"),
    ("008", "service 2 alone", "V2G-DC-396", requests.payment_selection(2), "FAILED_ServiceSelectionInvalid"),
    ("009", "services 1 and 2", "V2G-DC-396 V2G-DC-635", requests.payment_selection(1, 2), "FAILED_ServiceSelectionInvalid"),
):
    area.add(f"DIN-DIN-{_id}", f"{_title} cannot be selected", _requirement, DC, partial(selection_refused, _request, _code))


@area.check("DIN-DIN-010", "without a decision authentication is Ongoing", "V2G-DC-494")
def pending(ev: Ev) -> None:
    """Nothing else; repeated for 30 s."""
    ev.leave_undecided()
    walk.to(ev, "ContractAuthentication")
    for _ in range(30):
        processing = ev.ask(requests.authentication(), m.ContractAuthenticationRes).evse_processing
        require(processing is ONGOING, f"EVSEProcessing {processing.value}")
        ev.wait(1.0)


@area.check("DIN-DIN-011", "an authorized EV is authenticated", "V2G-DC-444 V2G-DC-497")
def granted(ev: Ev) -> None:
    """ChargeParameterDiscovery follows."""
    walk.to(ev, "ChargeParameterDiscovery")


def _parameters(response: m.ChargeParameterDiscoveryRes) -> m.DC_EVSEChargeParameter:
    if not isinstance(response.evse_charge_parameter, m.DC_EVSEChargeParameter):
        raise CheckFailed(f"DC_EVSEChargeParameter expected, {type(response.evse_charge_parameter).__name__} came")
    return response.evse_charge_parameter


def _schedule(response: m.ChargeParameterDiscoveryRes) -> m.SAScheduleTupleType:
    if not isinstance(response.sa_schedules, m.SAScheduleList) or len(response.sa_schedules.sa_schedule_tuple) != 1:
        raise CheckFailed(f"one SAScheduleTuple expected, {response.sa_schedules} came")
    return response.sa_schedules.sa_schedule_tuple[0]


@area.check("DIN-DIN-012", "one schedule for a day, without tariff, and the power limit", "V2G-DC-329 V2G-DC-554")
def schedule(ev: Ev) -> None:
    """PMax within 16 bits."""
    walk.to(ev, "ChargeParameterDiscovery")
    response = walk.poll(ev, requests.charge_parameters, m.ChargeParameterDiscoveryRes)
    offered = _schedule(response)
    require(offered.sa_schedule_tuple_id == 1 and offered.sales_tariff is None, f"schedule {offered}")
    entries = offered.p_max_schedule.p_max_schedule_entry
    require(all(0 <= entry.p_max <= 32_767 for entry in entries), "PMax out of range")
    interval = entries[-1].time_interval
    if not isinstance(interval, m.RelativeTimeInterval) or interval.duration is None:
        raise CheckFailed("the last entry has no duration")
    require(interval.start + interval.duration == DAY_S, f"{interval.start + interval.duration} s covered")
    require(_parameters(response).evse_maximum_power_limit is not None, "no EVSEMaximumPowerLimit")


@area.check("DIN-DIN-013", "350 kW: PMax is clamped, the power limit tells the truth", "")
def large(ev: Ev) -> None:
    """PMax has 16 bits."""
    walk.to(ev, "ChargeParameterDiscovery")
    response = walk.poll(ev, requests.charge_parameters, m.ChargeParameterDiscoveryRes)
    p_max = _schedule(response).p_max_schedule.p_max_schedule_entry[0].p_max
    require(p_max == 32_767, f"PMax {p_max}")
    limit = _parameters(response).evse_maximum_power_limit
    require(limit is not None and requests.number(limit) == 350_000.0, f"EVSEMaximumPowerLimit {limit}")


def parameters_refused(request: m.ChargeParameterDiscoveryReq, code: str, ev: Ev) -> None:
    """What DIN does not do."""
    walk.to(ev, "ChargeParameterDiscovery")
    ev.refused(request, m.ChargeParameterDiscoveryRes, code)


area.add(
    "DIN-DIN-014", "an AC type is refused", "V2G-DC-397 V2G-DC-625", DC,
    partial(parameters_refused, requests.charge_parameters(mode="AC_three_phase_core"), "FAILED_WrongEnergyTransferType"),
)
area.add(
    "DIN-DIN-015", "AC parameters are refused", "V2G-DC-398", DC,
    partial(parameters_refused, requests.charge_parameters(requests.ac_parameters()), "FAILED_WrongChargeParameter"),
)


@area.check("DIN-DIN-016", "while limits are not ready the answer is Ongoing", "V2G-DC-495")
def not_ready(ev: Ev) -> None:
    """Finished later."""
    ev.station.tell(PowerAvailable(available=False))
    walk.to(ev, "ChargeParameterDiscovery")
    for _ in range(3):
        processing = ev.ask(requests.charge_parameters(), m.ChargeParameterDiscoveryRes).evse_processing
        require(processing is ONGOING, f"EVSEProcessing {processing.value}")
        ev.wait(1.0)
    ev.station.tell(PowerAvailable(available=True))
    walk.poll(ev, requests.charge_parameters, m.ChargeParameterDiscoveryRes, 2.0)
