"""The meter measures, signs, and forgets nothing over a restart."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from secc.errors import ConfigError
from secc.everest._generated.powermeter import TransactionReq
from secc.everest.contract import Contract
from secc.everest.ocmf import audit, check_signature, parse
from secc.everest.simulated_meter import SimulatedMeter


class Clock:
    def __init__(self) -> None:
        self.now = 1_767_261_600.0

    def __call__(self) -> float:
        return self.now


def request(identifier: str = "uuid-1", **more: object) -> TransactionReq:
    return TransactionReq(
        evse_id="DE*ABC*E1", transaction_id=identifier, identification_status="ASSIGNED", identification_flags=("RFID_PLAIN",),
        identification_type="ISO14443", identification_data="04A1B2C3", **more,
    )  # fmt: skip


def charged(meter: SimulatedMeter, clock: Clock, seconds: float = 3600, power_w: float = 11_000) -> None:
    meter.measure(voltage_v=400, current_a=power_w / 400, power_w=(power_w,))
    clock.now += seconds
    meter.measure(voltage_v=0, current_a=0, power_w=())


def started(tmp_path: Path, **options: object) -> tuple[SimulatedMeter, Clock]:
    clock = Clock()
    return SimulatedMeter(tmp_path, clock=clock, ticks=clock, **options), clock


def test_a_transaction_gives_one_record_that_verifies_and_bills_the_exact_energy(tmp_path):
    meter, clock = started(tmp_path)
    assert meter.start_transaction(request(tariff_text="39 ct | kWh")).signed_meter_value is None
    charged(meter, clock)
    answer = meter.stop_transaction("uuid-1")
    record = parse(answer.signed_meter_value.signed_meter_data)
    assert check_signature(record, meter.public_key).outcome == "valid"
    session = audit([record])
    assert session.sound, session.findings
    assert session.energy_wh == Decimal(11_000)
    assert session.duration_s == 3600
    assert record.text("TT") == "39 ct / kWh"
    assert [record.text(key) for key in ("IS", "IT", "ID", "CT", "CI")] == ["True", "ISO14443", "04A1B2C3", "EVSEID", "DE*ABC*E1"]
    assert record.findings == ()


def test_with_two_records_the_pages_follow_and_both_verify(tmp_path):
    meter, clock = started(tmp_path, records="two", curve="secp384r1")
    first = meter.start_transaction(request()).signed_meter_value
    charged(meter, clock)
    answer = meter.stop_transaction("uuid-1")
    assert answer.start_signed_meter_value == first
    records = [parse(value.signed_meter_data) for value in (first, answer.signed_meter_value)]
    assert all(check_signature(record, meter.public_key).outcome == "valid" for record in records)
    assert audit(records).sound
    assert [record.text("PG") for record in records] == ["T1", "T2"]


def test_pages_are_never_used_twice_and_the_key_stays_over_a_restart(tmp_path):
    pages = []
    keys = set()
    clock = Clock()
    for number in range(3):
        meter = SimulatedMeter(tmp_path, clock=clock, ticks=clock)
        keys.add(meter.public_key)
        meter.start_transaction(request(str(number)))
        clock.now += 60
        pages.append(parse(meter.stop_transaction(str(number)).signed_meter_value.signed_meter_data).text("PG"))
    assert pages == ["T1", "T2", "T3"]
    assert len(keys) == 1
    assert (tmp_path / "meter-key.pem").stat().st_mode & 0o077 == 0


def test_a_transaction_survives_a_power_failure_with_its_last_register(tmp_path):
    meter, clock = started(tmp_path)
    meter.start_transaction(request())
    meter.measure(voltage_v=400, current_a=100, power_w=(40_000.0,))
    for _ in range(36):
        clock.now += 10
        meter.record()
    del meter
    clock.now += 600
    again = SimulatedMeter(tmp_path, clock=clock, ticks=clock)
    record = parse(again.stop_transaction("uuid-1").signed_meter_value.signed_meter_data)
    session = audit([record])
    assert session.sound, session.findings
    assert session.energy_wh == Decimal(4000)
    assert "power failure" in str(session.findings)
    assert session.duration_s == 360


def test_a_stop_is_answered_again_and_an_unknown_one_refused(tmp_path):
    meter, clock = started(tmp_path)
    meter.start_transaction(request())
    charged(meter, clock, 60)
    assert meter.stop_transaction("uuid-1") == meter.stop_transaction("uuid-1")
    assert meter.stop_transaction("other").status == "UNEXPECTED_ERROR"
    assert meter.start_transaction(request("")).status == "UNEXPECTED_ERROR"


def test_an_empty_id_closes_whatever_is_open(tmp_path):
    meter, _ = started(tmp_path)
    assert meter.stop_transaction("").signed_meter_value is None
    meter.start_transaction(request())
    assert meter.stop_transaction("").signed_meter_value is not None


def test_a_start_while_one_is_open_keeps_the_record_of_the_first(tmp_path):
    meter, clock = started(tmp_path)
    meter.start_transaction(request("a"))
    charged(meter, clock, 60)
    meter.start_transaction(request("b"))
    record = parse(meter.stop_transaction("a").signed_meter_value.signed_meter_data)
    assert "ended by an error" in str(audit([record]).findings)
    assert meter.stop_transaction("b").status == "OK"


def test_export_goes_into_its_own_register(tmp_path):
    meter, clock = started(tmp_path)
    charged(meter, clock, 3600, -5000)
    assert meter.record().energy_Wh_export.total == pytest.approx(5000)
    assert meter.record().energy_Wh_import.total == 0


def test_the_record_and_the_answers_fit_the_interface(tmp_path):
    import msgspec

    meter, clock = started(tmp_path, current_type="DC", records="two")
    interface = Contract.shipped().interface("powermeter")
    interface.variable("powermeter").check(msgspec.to_builtins(meter.record()))
    interface.command("start_transaction").check_result(msgspec.to_builtins(meter.start_transaction(request())))
    charged(meter, clock, 60)
    interface.command("stop_transaction").check_result(msgspec.to_builtins(meter.stop_transaction("uuid-1")))


def test_a_damaged_store_is_refused_with_its_name(tmp_path):
    (tmp_path / "meter.json").write_text("{")
    with pytest.raises(ConfigError, match=r"meter\.json: damaged"):
        SimulatedMeter(tmp_path)


def test_an_unknown_curve_is_refused():
    with pytest.raises(ConfigError, match="secp192k1"):
        SimulatedMeter(curve="secp192k1")


def test_a_clock_that_jumps_moves_no_energy_and_never_runs_backwards_in_a_record(tmp_path):
    wall, real = Clock(), Clock()
    meter = SimulatedMeter(tmp_path, clock=wall, ticks=real)
    meter.start_transaction(request())
    meter.measure(voltage_v=400, current_a=100, power_w=(36_000.0,))
    wall.now -= 86_400
    real.now += 100
    meter.record()
    wall.now += 7 * 86_400
    record = parse(meter.stop_transaction("uuid-1").signed_meter_value.signed_meter_data)
    session = audit([record])
    assert session.sound, session.findings
    assert session.energy_wh == Decimal(1000)
    meter.start_transaction(request("uuid-2"))
    wall.now -= 3600
    assert audit([parse(meter.stop_transaction("uuid-2").signed_meter_value.signed_meter_data)]).sound
