"""What a person reads of a session."""

from __future__ import annotations

from secc.cli.account import LINES_OF_COMPLAINT, Account, clean
from secc.session import events

STORY: list[tuple[float, events.Event]] = [
    (0.1, events.ProtocolSelected(protocol="iso2", namespace="urn:iso:15118:2:2013:MsgDef")),
    (0.2, events.SessionStarted(session_id="0011223344556677", evcc_id="020000000001")),
    (0.3, events.ServicesSelected(payment="eim")),
    (0.4, events.AuthorizationFinished(accepted=True)),
    (0.5, events.EvNeeds(energy="dc", energy_request_wh=60_000.0, max_voltage_v=400.0, max_current_a=200.0)),
    (0.6, events.CableCheckWanted(voltage_v=500.0)),
    (0.7, events.SetOutput(stage="precharge", voltage_v=380.0)),
    (0.8, events.SetOutput(stage="precharge", voltage_v=380.0)),
    (0.9, events.ChargingStarted()),
    (1.0, events.SetOutput(stage="charge", voltage_v=380.0, current_a=10.0)),
    (9.0, events.ChargingStopped()),
    (9.5, events.SessionEnded(ok=True, reason="SessionStop", state="SessionStop", datalink="terminate")),
]


def test_a_session_is_told_line_by_line_with_energy_and_added_time() -> None:
    lines: list[str] = []
    account = Account(lines.append, "session 1", 100.0, meter_wh=1000.0)
    for at, event in STORY:
        account.event(event, 100.0 + at)
    account.close(109.6, 1250.0, "p50 0.40 ms")
    assert lines == [
        "session 1",
        "      0.10 s  ISO 15118-2",
        "      0.20 s  EV 020000000001, session 0011223344556677",
        "      0.30 s  pays by EIM",
        "      0.40 s  authorized",
        "      0.50 s  wants DC: 60 kWh, 400 V, 200 A",
        "      0.60 s  insulation test at 500 V",
        "      0.70 s  pre-charge to 380 V",
        "      0.90 s  charging",
        "      9.00 s  charging stopped",
        "      9.50 s  ended in order: SessionStop in SessionStop",
        "  session of 9.6 s, 0.250 kWh; added time: p50 0.40 ms",
    ]


def test_what_a_car_says_cannot_write_on_the_terminal_or_fill_it() -> None:
    assert clean("a\x1b[31m\nb\u202ec") == "a\\x1b[31m\\nb\\u202ec"
    assert len(clean("x" * 10_000)) == 100
    lines: list[str] = []
    account = Account(lines.append, "session 1", 0.0)
    for number in range(1000):
        account.event(events.PeerMisbehaved(what="undecodable", detail=str(number)), 1.0)
    account.close(2.0, None, "")
    assert len(lines) == 1 + LINES_OF_COMPLAINT + 2
    assert "995 more reports" in lines[-2]
