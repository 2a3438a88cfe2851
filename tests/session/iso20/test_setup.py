"""Twin of secc.session.iso20.setup: new sessions, resumed ones, the choice of services."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

from secc.config import Iso20, Service, ServiceParameters
from secc.messages import iso20_ac, iso20_common, iso20_dc
from secc.messages.iso20_common import responseCodeType as C
from secc.messages.iso20_common import responseCodeType as Code
from secc.security import pki
from secc.session import events
from secc.session.iso20 import setup, states
from secc.session.link import Link

from ..bench import UNIX
from .steps import (
    AC,
    DC,
    PAUSE,
    SERVICE_DISCOVERY,
    SESSION_SETUP,
    Bench20,
    ac_parameters,
    config,
    dc_parameters,
    detail,
    reach,
    schedules,
    selection,
)


@cache
def vehicle(number: int) -> Link:
    """A connection of one of two cars."""
    made = pki.create("secp256r1", datetime.fromtimestamp(UNIX, UTC))
    return Link(tls="1.3", peer_chain=(made["vehicle"].certificate.der,)) if number else Link(tls="1.3")


def paused(ev: Bench20) -> bytes:
    state = states.SESSION_STOP
    assert reach(ev, state).ask(PAUSE, iso20_common.SessionStopRes).response_code is Code.OK
    assert ev.ended is not None
    assert (ev.ended.ok, ev.ended.datalink) == (True, "pause")
    return ev.seen(events.SessionPaused)[0].context


def returned(context: bytes, old: Bench20, link: Link, **changes: Any) -> tuple[Bench20, iso20_common.SessionSetupRes]:
    ev = Bench20(replace(old.config, **changes) if changes else old.config, link=link, resume=context, now=old.now)
    ev.shake_hands()
    ev.session_id = old.session_id
    return ev, ev.ask(SESSION_SETUP, iso20_common.SessionSetupRes)


def test_a_new_session_has_an_id_of_its_own_and_the_configured_evse_id() -> None:
    ev = Bench20(DC)
    ev.shake_hands()
    answer = ev.ask(SESSION_SETUP, iso20_common.SessionSetupRes)
    assert (answer.response_code, answer.evse_id) == (Code.OK_NewSessionEstablished, DC.outlet.evse_id)
    assert any(answer.header.session_id)
    assert abs(answer.header.time_stamp - (UNIX + ev.now)) <= 2


def test_an_id_that_nobody_paused_gets_another_one() -> None:
    ev = Bench20(DC)
    ev.shake_hands()
    answer = ev.ask(SESSION_SETUP, iso20_common.SessionSetupRes, session_id=b"whatever")
    assert answer.response_code is Code.OK_NewSessionEstablished
    assert answer.header.session_id != b"whatever"


@pytest.mark.parametrize("station", [AC, DC], ids=["ac", "dc"])
def test_the_same_vehicle_joins_its_paused_session_and_goes_straight_to_its_parameters(station: object) -> None:
    old = Bench20(station, link=vehicle(1))  # type: ignore[arg-type]
    ev, answer = returned(paused(old), old, vehicle(1))
    assert answer.response_code is Code.OK_OldSessionJoined
    assert answer.header.session_id == old.session_id
    response: Any = (
        ev.ask(ac_parameters(), iso20_ac.AC_ChargeParameterDiscoveryRes) if station is AC
        else ev.ask(dc_parameters(), iso20_dc.DC_ChargeParameterDiscoveryRes)
    )
    assert response.response_code is Code.OK
    assert ev.seen(events.SessionStarted)[0].resumed
    assert ev.ask(schedules(), iso20_common.ScheduleExchangeRes).response_code is Code.OK


@pytest.mark.parametrize(("link", "changes"), [
    (vehicle(0), {}), (Link(), {}), (Link(tls="1.3", peer_chain=(b"another",)), {}),
], ids=["no certificate", "plain", "another vehicle"])
def test_anybody_else_gets_a_new_session_without_a_word(link: Link, changes: dict[str, Any]) -> None:
    old = Bench20(DC, link=vehicle(1))
    ev, answer = returned(paused(old), old, link, **changes)
    assert answer.response_code is Code.OK_NewSessionEstablished
    assert answer.header.session_id != old.session_id
    assert ev.session.state == states.AUTHORIZATION_SETUP


def test_a_context_that_is_too_old_or_no_longer_served_or_broken_makes_a_new_session() -> None:
    old = Bench20(DC, link=vehicle(1))
    context = paused(old)
    late = Bench20(DC, link=vehicle(1), resume=context, now=old.now + 86_401.0)
    late.shake_hands()
    late.session_id = old.session_id
    assert late.ask(SESSION_SETUP, iso20_common.SessionSetupRes).response_code is Code.OK_NewSessionEstablished
    other = config("mcs")
    assert returned(context, Bench20(other, link=vehicle(1)), vehicle(1))[1].response_code is Code.OK_NewSessionEstablished
    assert returned(b"{", old, vehicle(1))[1].response_code is Code.OK_NewSessionEstablished


@pytest.mark.parametrize(("after_s", "code"), [(80.0, Code.OK_OldSessionJoined), (101.0, Code.OK_NewSessionEstablished)])
def test_a_context_is_as_old_as_its_pause_however_long_charging_took(after_s: float, code: Code) -> None:
    old = reach(Bench20(replace(DC, timeouts=replace(DC.timeouts, pause_context_s=100.0)), link=vehicle(1)), states.SESSION_STOP)
    old.wait(50.0)
    context = paused(old)
    old.now += after_s
    assert returned(context, old, vehicle(1))[1].response_code is code


def test_the_laboratory_may_resume_without_a_certificate() -> None:
    lab = replace(DC, switches={"resume_without_certificate": True})
    old = Bench20(lab)
    assert returned(paused(old), old, Link())[1].response_code is Code.OK_OldSessionJoined


def test_the_binding_is_of_session_and_certificate() -> None:
    assert setup.binding(b"12345678", ()) == b""
    assert len(setup.binding(b"12345678", (b"leaf",))) == 64
    assert setup.binding(b"12345678", (b"leaf", b"sub")) != setup.binding(b"12345679", (b"leaf",))


def test_a_certificate_of_another_evcc_is_told() -> None:
    ev = reach(Bench20(DC, link=vehicle(1)), states.AUTHORIZATION_SETUP)
    assert [event.what for event in ev.seen(events.PeerMisbehaved)] == ["evccid_mismatch"]


# ---- services -------------------------------------------------------------------------------------------------------------------------

VAS = (Service(id=65, name="Internet"), Service(id=66, name="Parking"), Service(id=60_000, name="Own", parameter_sets=(
    ServiceParameters(id=7, values={"Colour": "blue", "Loud": True, "Level": 3}),
)))


def discover(ev: Bench20, *wanted: int) -> iso20_common.ServiceDiscoveryRes:
    ids = iso20_common.ServiceIDListType(service_id=wanted) if wanted else None
    return reach(ev, states.SERVICE_DISCOVERY).ask(replace(SERVICE_DISCOVERY, supported_service_ids=ids), iso20_common.ServiceDiscoveryRes)


def ids(found: iso20_common.ServiceListType | None) -> list[int]:
    return [one.service_id for one in found.service] if found else []


@pytest.mark.parametrize(("wanted", "energy", "added"), [
    ((), [2, 6], [65, 66, 60_000]), ((2, 65), [2], [65]), ((99,), [2, 6], []), ((6,), [6], []),
])
def test_the_ev_gets_what_it_can_use_and_never_no_energy(wanted: tuple[int, ...], energy: list[int], added: list[int]) -> None:
    answer = discover(Bench20(config("dc", "dc_bpt", services=VAS)), *wanted)
    assert (ids(answer.energy_transfer_service_list), ids(answer.vas_list)) == (energy, added)


def test_without_limits_for_it_nothing_goes_both_ways() -> None:
    station = config("dc_bpt", dc=DC.outlet.dc.__class__())
    assert ids(discover(Bench20(station)).energy_transfer_service_list) == [2]


def test_an_ac_connection_lists_no_dc_service() -> None:
    assert ids(discover(Bench20(config("ac", "ac_bpt", "dc"))).energy_transfer_service_list) == [1, 5]


@pytest.mark.parametrize("service", [3, 4, 7, 10, 11, 42])
def test_what_is_not_offered_has_no_details(service: int) -> None:
    ev = reach(Bench20(DC), states.SERVICE_DETAIL)
    assert ev.ask(detail(service), iso20_common.ServiceDetailRes).response_code is C.FAILED_ServiceIDInvalid
    assert ev.session.closing


def test_what_was_offered_but_not_described_cannot_be_selected() -> None:
    ev = reach(Bench20(config("dc", "dc_bpt")), states.SERVICE_SELECTION)
    assert ev.ask(selection(6), iso20_common.ServiceSelectionRes).response_code is C.FAILED_ServiceSelectionInvalid


@pytest.mark.parametrize(("request_", "code"), [
    (selection(2, 77), C.FAILED_ServiceSelectionInvalid), (selection(65, 4), C.FAILED_NoEnergyTransferServiceSelected),
    (selection(2, 1, (65, 9)), C.FAILED_ServiceSelectionInvalid), (selection(2, 1, (65, 4), (65, 4)), C.FAILED_ServiceSelectionInvalid),
    (selection(2, 1, (2, 1)), C.FAILED_ServiceSelectionInvalid), (selection(2, 1, (65, 4)), C.OK),
])
def test_a_selection_is_judged_pair_by_pair(request_: iso20_common.ServiceSelectionReq, code: C) -> None:
    ev = reach(Bench20(config("dc", services=VAS)), states.SERVICE_SELECTION)
    ev.ask(detail(65), iso20_common.ServiceDetailRes)
    assert ev.ask(request_, iso20_common.ServiceSelectionRes).response_code is code
    if code is C.OK:
        assert ev.seen(events.ServicesSelected)[0].services == ((65, 4),)


def parameters(answer: iso20_common.ServiceDetailRes) -> list[dict[str, object]]:
    return [
        {one.name: next(value for value in (one.int_value, one.bool_value, one.finite_string) if value is not None) for one in found.parameter}
        for found in answer.service_parameter_list.parameter_set
    ]


def test_both_control_modes_are_offered_and_the_station_decides_only_in_dynamic() -> None:
    ev = reach(Bench20(config("dc", iso20=Iso20(mobility_needs_by_station=True))), states.SERVICE_DETAIL)
    found = parameters(ev.ask(detail(2), iso20_common.ServiceDetailRes))
    assert [(one["ControlMode"], one["MobilityNeedsMode"]) for one in found] == [(1, 1), (2, 1), (2, 2)]
    assert parameters(ev.ask(detail(2), iso20_common.ServiceDetailRes)) == found


def test_a_bidirectional_ac_set_says_all_of_its_inverter() -> None:
    ev = reach(Bench20(config("ac_bpt")), states.SERVICE_DETAIL)
    found = parameters(ev.ask(detail(5), iso20_common.ServiceDetailRes))[0]
    assert found == {
        "Connector": 2, "ControlMode": 1, "EVSENominalVoltage": 230, "MobilityNeedsMode": 1, "Pricing": 0, "BPTChannel": 1, "GeneratorMode": 1,
        "GridCodeIslandingDetectionMethod": 1,
    }


def test_services_of_the_operator_keep_their_types() -> None:
    ev = reach(Bench20(config("dc", services=VAS)), states.SERVICE_DETAIL)
    assert parameters(ev.ask(detail(60_000), iso20_common.ServiceDetailRes)) == [{"Colour": "blue", "Loud": True, "Level": 3}]
