"""`secc ocmf verify` says the truth and its exit status says it too."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from secc.cli import ocmf
from secc.everest._generated.powermeter import TransactionReq
from secc.everest.simulated_meter import SimulatedMeter


@pytest.fixture
def made() -> tuple[str, str]:
    times = iter(range(1_767_261_600, 1_767_361_600, 60))
    meter = SimulatedMeter(clock=lambda: float(next(times)))
    meter.start_transaction(
        TransactionReq(
            evse_id="E", transaction_id="t", identification_status="ASSIGNED", identification_flags=(), identification_type="NONE"
        )
    )
    return meter.stop_transaction("t").signed_meter_value.signed_meter_data, meter.public_key


def verify(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    ocmf.register(parser.add_subparsers())
    parsed = parser.parse_args(["ocmf", "verify", *arguments])
    return parsed.run(parsed)


def test_a_good_record_gives_status_0(made, capsys):
    record, key = made
    assert verify(record, "--key", key) == 0
    assert "signature valid" in capsys.readouterr().out


def test_files_and_the_xml_container_are_read(made, tmp_path: Path, capsys):
    record, key = made
    (tmp_path / "r.txt").write_text(record + "\n")
    (tmp_path / "key").write_text(key)
    xml = f'<values><value transactionId="1"><signedData format="OCMF" encoding="plain">{record}</signedData>'
    (tmp_path / "r.xml").write_text(f'{xml}<publicKey encoding="hex">{key}</publicKey></value></values>')
    assert verify(str(tmp_path / "r.txt"), "--key", str(tmp_path / "key")) == 0
    assert verify(str(tmp_path / "r.xml")) == 0
    assert "proves nothing" in capsys.readouterr().out


def test_a_changed_record_gives_status_1(made):
    record, key = made
    assert verify(record.replace('"T1"', '"T2"'), "--key", key) == 1


def test_without_a_key_nothing_is_said(made, capsys):
    assert verify(made[0]) == 2
    assert "no key" in capsys.readouterr().out


def test_what_is_no_record_gives_status_3(tmp_path, capsys):
    assert verify("nonsense") == 3
    assert verify("<!DOCTYPE x><values/>") == 3
    assert "no OCMF record" in capsys.readouterr().err
