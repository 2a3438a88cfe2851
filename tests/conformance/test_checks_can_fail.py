"""The checks find what they look for: a SECC that is broken on purpose fails the checks of what was broken."""

from __future__ import annotations

from enum import Enum

import msgspec
import pytest
from msgspec.structs import replace

from secc.charger import orders
from secc.conformance.catalogue import CHECKS
from secc.conformance.check import Check
from secc.net.outlet import OutletRules
from secc.session import events, machine
from secc.session.iso2 import setup
from secc.session.iso20 import dc_control
from secc.testing import runner
from secc.testing.watch import PowerWatch
from tests.conformance import sabotage as sab
from tests.conformance.sabotage import Break, answer

SEQUENCE = "V2G_SECC_Sequence_Timeout"

BROKEN: dict[str, tuple[Break, tuple[str, ...]]] = {
    "SDP answers anything": (sab.sdp_answers_anything, ("SDP-REQ-009", "SDP-REQ-010", "V2GTP-UDP-002", "V2GTP-UDP-007", "V2GTP-UDP-008")),
    "SDP answers always": (
        sab.set_to(OutletRules, "serving", property(lambda self: True)), ("SDP-REQ-008", "SDP-REQ-011", "SDP-REQ-014", "SDP-REQ-016"),
    ),
    "SDP never answers": (sab.set_to(OutletRules, "sdp", lambda *arguments: None), ("SDP-REQ-001", "SDP-REQ-007", "V2GTP-UDP-001")),
    "the 18 s never end": (sab.no_setup_limit, ("SDP-REQ-013", "SAP-SAP-012", "SAP-SAP-013", "ISO2-SSU-005")),
    "malformed frames end the connection": (
        sab.closes_on_bad_frames, ("V2GTP-TCP-002", "V2GTP-TCP-005", "ISO2-HDR-001", "ISO2-HDR-005"),
    ),
    "fragments are lost": (sab.forgets_fragments, ("V2GTP-TCP-006",)),
    "the header's length is wrong": (
        sab.raw_answer(lambda data: data[:7] + bytes([data[7] + 1]) + data[8:] if data else data), ("V2GTP-TCP-001", "ISO2-SSU-001"),
    ),
    "an unasked byte follows": (sab.raw_answer(lambda data: data + b"\0" if data else data), ("V2GTP-TCP-001", "ISO2-CST-001")),
    "the schema id is not echoed": (answer("supportedAppProtocolRes", schema_id=9), ("SAP-SAP-001", "SAP-SAP-005", "SAP-SAP-011")),
    "connections stay open": (
        sab.never_closes, ("SAP-SAP-003", "ISO2-SEQ-001", "ISO2-SID-005", "ISO2-TMO-008", "ISO2-SST-007", "DIN-SEQ-001", "DIN-DIN-028"),
    ),
    "the sequence timer is too long": (sab.timer(SEQUENCE, 1.2), ("ISO2-TMO-001", "ISO2-TMO-014", "DIN-DIN-031")),
    "the sequence timer is too short": (sab.timer(SEQUENCE, 0.9), ("ISO2-TMO-001", "ISO2-TMO-016", "DIN-DIN-031")),
    "the pilot is given 3 s": (
        sab.timer("V2G_SECC_CPState_Detection_Timeout", 2.0), ("ISO2-CCK-002", "ISO2-WDT-002", "ISO2-SST-003", "DIN-DIN-018"),
    ),
    "CableCheck may take a minute": (sab.timer("V2G_SECC_CableCheck_Performance_Time", 1.6), ("ISO2-CCK-005",)),
    "Ongoing may take two minutes": (sab.timer("V2G_SECC_Ongoing_Performance_Time", 2.2), ("ISO2-CPA-011", "ISO2-AUT-016")),
    "the card may take ten minutes": (sab.timer("eim_authorization", 2.0), ("ISO2-AUT-004",)),
    "the backend may take nine seconds": (sab.timer("certificate", 2.0), ("ISO2-CIN-007",)),
    "the contactor stays closed": (
        sab.deaf(orders.Open, orders.Emergency),
        ("ISO2-SEQ-010", "ISO2-SID-014", "ISO2-TMO-014", "ISO2-PDA-011", "ISO2-ABN-001", "DIN-SEQ-006"),
    ),
    "the current stays": (sab.deaf(orders.Zero, orders.Open, orders.Emergency), ("ISO2-PDD-005", "ISO2-CDM-009", "V2GTP-TCP-010")),
    "every pause is forgotten": (
        sab.set_to(OutletRules, "resume", lambda self, now: None),
        ("ISO2-SSU-007", "ISO2-SDI-007", "ISO2-SST-002", "ISO20-RESUME-001", "ISO20-RESUME-006"),
    ),
    "unplugging is not noticed": (sab.set_to(OutletRules, "unplugged", lambda self: None), ("ISO2-SSU-012",)),
    "the EVSE id has no separators": (answer("SessionSetupRes", evse_id="DEABCE123456"), ("ISO2-SSU-001",)),
    "Authorization is never finished": (answer("AuthorizationRes", evse_processing="Ongoing"), ("ISO2-AUT-001", "ISO2-AUT-002")),
    "no schedules": (answer("ChargeParameterDiscoveryRes", sa_schedules=None), ("ISO2-CPA-001", "ISO2-CPA-003", "ISO2-CPD-007")),
    "PowerDelivery is always OK": (answer("PowerDeliveryRes", code="OK"), (
        "ISO2-PDA-003", "ISO2-PDA-007", "ISO2-PDD-004", "DIN-DIN-023", "ISO20-POWER-DELIVERY-002", "ISO20-POWER-DELIVERY-014",
        "ISO20-POWER-DELIVERY-019",
    )),
    "PowerDelivery always fails": (answer("PowerDeliveryRes", code="FAILED"), ("ISO2-PDA-001", "ISO2-PDD-001", "ISO2-PDD-006")),
    "a receipt in EIM": (answer("ChargingStatusRes", receipt_required=True), ("ISO2-CST-001",)),
    "no meter": (answer("ChargingStatusRes", meter_info=None), ("ISO2-CST-002", "ISO2-CST-003", "ISO2-MRC-001")),
    "CableCheck is finished at once": (
        answer("CableCheckRes", evse_processing="Finished"),
        ("ISO2-CCK-001", "ISO2-CCK-007", "DIN-DIN-017"),
    ),
    "limits are never achieved": (
        answer("CurrentDemandRes", evse_current_limit_achieved=False, evse_voltage_limit_achieved=False, evse_power_limit_achieved=False),
        ("ISO2-CDM-003", "ISO2-CDM-004", "ISO2-CDM-005", "DIN-DIN-025"),
    ),
    "noise keeps the session alive": (sab.noise_counts, ("V2GTP-TCP-009",)),
    "the supply gives half": (sab.half_the_supply, ("ISO2-CDM-003", "ISO2-CDM-004", "ISO2-CDM-005", "ISO2-CDM-006", "ISO2-PRC-002")),
    "always the first schedule in AC": (answer("ChargingStatusRes", sa_schedule_tuple_id=1), ("ISO2-CST-001",)),
    "always the first schedule in DC": (answer("CurrentDemandRes", sa_schedule_tuple_id=1), ("ISO2-CDM-001",)),
    "every service is in every scope": (sab.set_to(setup, "_in_scope", lambda *arguments: True), ("ISO2-SDI-006",)),
    "a contract waits for the customer": (answer("AuthorizationRes", evse_processing="Ongoing_WaitingForCustomerInteraction"), ("ISO2-AUT-005",)),
    "the pilot is not waited for": (sab.timer("V2G_SECC_CPState_Detection_Timeout", 0.1), ("ISO2-PDA-006", "ISO2-CCK-002")),
    "WeldingDetection is always OK": (answer("WeldingDetectionRes", code="OK"), ("ISO2-WDT-002", "DIN-DIN-027", "ISO2-SID-016")),
    "SessionStop is always OK": (answer("SessionStopRes", code="OK"), ("ISO2-SST-003", "ISO2-SST-005", "ISO2-CDM-011")),
    "services are always found": (answer("ServiceDetailRes", code="OK"), ("ISO2-SDE-004", "ISO2-SDE-006")),
    "every selection is good": (
        answer("PaymentServiceSelectionRes", code="OK"), ("ISO2-PSS-003", "ISO2-PSS-005", "ISO2-PSS-006", "ISO2-PSS-007"),
    ),
    "every contract is good": (sab.any_contract, ("ISO2-PDE-004", "ISO2-PDE-008", "ISO2-PDE-009", "ISO2-PDE-011", "ISO2-PDE-014")),
    "no signature is verified": (sab.any_signature, ("ISO2-AUT-009", "ISO2-AUT-010", "ISO2-CIN-002", "ISO2-CUP-007", "ISO2-MRC-003")),
    "the challenge is always the same": (answer("PaymentDetailsRes", gen_challenge=bytes(15) + b"1"), ("ISO2-PDE-002", "ISO2-AUT-005")),
    "the backend's answer is changed": (answer("CertificateInstallationRes", code="OK_CertificateExpiresSoon"), ("ISO2-CIN-001",)),
    "always the first TLS chain": (sab.first_chain, ("ISO2-TLS-003", "ISO20-TRANSPORT-013")),
    "loops may be silent for 2 s": (sab.timer(SEQUENCE, 4.0), ("ISO20-DC-LOOP-020", "ISO20-AC-LOOP-008", "ISO20-TIMERS-001")),
    "a rejected card is Ongoing": (
        answer("AuthorizationRes", code="OK", evse_processing="Ongoing"), ("ISO20-AUTHORIZATION-004", "ISO20-AUTHORIZATION-011"),
    ),
    "no service has details": (answer("ServiceDetailRes", code="FAILED_ServiceIDInvalid"), ("ISO20-SERVICE-007", "ISO20-SERVICE-013")),
    "every service can be selected": (
        answer("ServiceSelectionRes", code="OK"), ("ISO20-SERVICE-016", "ISO20-SERVICE-017", "ISO20-SERVICE-018"),
    ),
    "pause is always allowed": (answer("SessionStopRes", code="OK"), ("ISO20-SESSION-STOP-003", "ISO20-SESSION-STOP-009")),
    "nothing is ever notified": (
        answer("DC_ChargeLoopRes", evse_status=None), ("ISO20-NOTIFICATION-001", "ISO20-NOTIFICATION-002", "ISO20-METERING-005"),
    ),
    "no meter in -20": (answer("DC_ChargeLoopRes", meter_info=None), ("ISO20-METERING-001", "ISO20-METERING-002")),
    "schedules of -20 bound nothing": (
        sab.set_to(dc_control, "_scheduled", lambda demand, context: demand), ("ISO20-POWER-DELIVERY-018",),
    ),
    "the set point of standby stays": (
        sab.set_to(dc_control, "_held", lambda *arguments: events.SetOutput(stage="charge", voltage_v=400.0, current_a=50.0)),
        ("ISO20-POWER-DELIVERY-015",),
    ),
    "oddities are kept to itself": (
        sab.set_to(machine.Session, "_misbehaved", lambda *arguments: None), ("ISO20-TRANSPORT-021", "ISO20-SEQUENCE-011"),
    ),
    "GoToPause is never said": (answer("ScheduleExchangeRes", go_to_pause=None), ("ISO20-SCHEDULE-EXCHANGE-014",)),
    "any parameters fit": (
        answer("DC_ChargeParameterDiscoveryRes", code="OK"), ("ISO20-CHARGE-PARAMETERS-005", "ISO20-CHARGE-PARAMETERS-008"),
    ),
}
ROWS = [
    pytest.param(name, id, marks=() if id == ids[0] else pytest.mark.slow) for name, (_, ids) in BROKEN.items() for id in ids
]
"""The first check of each row in the plain suite, all of them in the slow one."""


def failed(check: Check, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the check finds something. The power watch, which would find it first, looks away."""
    monkeypatch.setattr(PowerWatch, "_check", lambda self, holds, what: None)
    return runner.run(check).outcome == "failed"


@pytest.mark.parametrize(("name", "id"), ROWS)
def test_a_broken_secc_fails_the_check(name: str, id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    BROKEN[name][0](monkeypatch)
    assert failed(CHECKS[id], monkeypatch)


@pytest.mark.parametrize("id", ["ISO2-SID-009", "ISO2-PSS-005", "ISO2-CPA-008", "DIN-SID-003"])
def test_a_station_that_goes_on_after_failed_fails_the_check(id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert failed(sab.switched(CHECKS[id], close_after_failed=False), monkeypatch)


@pytest.mark.parametrize("id", ["ISO2-WDT-002", "ISO2-SST-003"])
def test_a_station_that_does_not_look_at_the_pilot_fails_the_check(id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert failed(sab.switched(CHECKS[id], pilot_b_required=False), monkeypatch)


def flipped(response: msgspec.Struct) -> msgspec.Struct:
    """The response with the opposite code."""
    code = getattr(response, "response_code", None)
    assert isinstance(code, Enum)
    value = str(code.value)
    if type(response).__name__ == "supportedAppProtocolRes":
        return replace(response, response_code=type(code)("Failed_NoNegotiation" if value.startswith("OK") else "OK_SuccessfulNegotiation"))
    return replace(response, response_code=type(code)("FAILED_ChallengeInvalid" if value.startswith("OK") else "OK"))


@pytest.mark.slow
@pytest.mark.parametrize("id", [id for id, check in CHECKS.items() if check.protocol != "SDP"])
def test_a_wrong_code_in_the_last_response_fails_the_check(id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        sab.responses(lambda response, count: numbers.append(count) or response)(patch)  # type: ignore[func-returns-value]
        assert runner.run(CHECKS[id]).passed
    if not numbers:
        pytest.skip("no response in this check")
    sab.responses(lambda response, count: flipped(response) if count == numbers[-1] else response)(monkeypatch)
    assert failed(CHECKS[id], monkeypatch)
