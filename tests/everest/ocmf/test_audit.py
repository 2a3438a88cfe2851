"""What makes a session unfit for a bill is found, each fault by its name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from secc.everest.ocmf import OcmfError, audit, parse
from tests.everest.ocmf.test_signature import SAMPLES

BEGIN = '{"TM":"2026-01-01T10:00:00,000+0100 S","TX":"B","RV":1.000,"RI":"1-b:1.8.0","RU":"kWh","EF":"","ST":"G"}'
END = '{"TM":"2026-01-01T10:30:00,000+0100 S","TX":"E","RV":3.500,"RI":"1-b:1.8.0","RU":"kWh","EF":"","ST":"G"}'
BAD_STATE, BAD_ENERGY = END.replace('"ST":"G"', '"ST":"M"'), END.replace('"EF":""', '"EF":"E"')


def record(readings: str = f"{BEGIN},{END}", page: str = "T7", extra: str = '"MS":"1",') -> object:
    return parse(f'OCMF|{{"FV":"1.0","PG":"{page}",{extra}"IS":true,"IT":"NONE","RD":[{readings}]}}|{{"SD":"00"}}')


def codes(*records: object) -> set[str]:
    return {finding.code for finding in audit(records).findings if finding.failure}


def test_a_clean_record_gives_exact_energy_and_time():
    session = audit([record()])
    assert session.sound
    assert session.energy_wh == Decimal("2500")
    assert (session.duration_s, session.clock) == (1800.0, "S")


def test_two_records_are_one_session():
    session = audit([record(BEGIN, "T7"), record(END, "T8")])
    assert session.sound
    assert session.energy_wh == Decimal("2500")


def test_what_is_absent_is_as_in_the_reading_before():
    session = audit([record(BEGIN + ',{"TM":"2026-01-01T10:30:00,000+0100 S","TX":"E","RV":3.5}')])
    assert session.sound
    assert session.energy_wh == Decimal("2500")


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ([(BEGIN, "T7"), (END, "T9")], "pagination"),
        ([(BEGIN, "T7"), (END, "F8")], "pagination"),
        ([(BEGIN, "T7"), (BEGIN, "T7")], "pagination"),
        ([(BEGIN, "T7")], "begin-end"),
        ([(f"{END},{BEGIN}", "T7")], "begin-end"),
        ([(f"{BEGIN},{END},{END}", "T7")], "begin-end"),
        ([(f"{BEGIN},{END.replace('3.500', '0.5')}", "T7")], "values"),
        ([(f"{BEGIN},{END.replace('3.500', 'null')}", "T7")], "values"),
        ([(f"{BEGIN},{END.replace('kWh', 'Wh')}", "T7")], "values"),
        ([(f"{BEGIN},{END.replace('T10:30', 'T09:30')}", "T7")], "time"),
        ([(f"{BEGIN},{END.replace('10:30', 'half past')}", "T7")], "time"),
        ([(f"{BEGIN},{BAD_STATE}", "T7")], "state"),
        ([(f"{BEGIN},{BAD_ENERGY}", "T7")], "energy"),
    ],
)
def test_a_fault_is_found(records, code):
    assert code in codes(*(record(*parts) for parts in records))


def test_other_meter_other_user_and_bad_level_are_found():
    assert "source" in codes(record(BEGIN, "T1"), record(END, "T2", '"MS":"2",'))
    assert "source" in codes(record(extra=""))
    assert "same-transaction" in codes(record(BEGIN, "T1"), record(END, "T2", '"MS":"1","ID":"x",'))
    assert "identification" in codes(record(extra='"MS":"1","IL":"OUTDATED",'))


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "header"), ("OCMF|{}", "sections"), ("OCMF|[]|{}", "json"), ('OCMF|{"a":1,"a":2}|{}', "keys"), ("OCMF|{|{}", "json"),
     ("OCMF|" + "x" * (1 << 20) + "|{}", "size"), ("OCMF|" + "[" * 50_000 + "|{}", "json")],
)  # fmt: skip
def test_what_is_no_record_is_named(text, code):
    with pytest.raises(OcmfError) as caught:
        parse(text)
    assert caught.value.code == code


def test_a_pipe_inside_a_text_is_read_with_a_warning():
    found = parse('OCMF|{"FV":"1.0","TT":"a|b"}|{"SD":"00"}')
    assert found.signed == b'{"FV":"1.0","TT":"a|b"}'
    assert [finding.code for finding in found.findings] == ["pipe"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["origin"][-24:])
def test_no_public_record_breaks_the_audit(sample):
    audit([parse(sample["record"])])
