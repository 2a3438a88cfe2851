"""Foreign vectors: every record of every file, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vectors import checks
from tests.vectors.records import ABSENT, SAMPLE, SHARED, STEP, read

FILES = sorted((SHARED / "vectors").glob("*.jsonl.gz")) if (SHARED / "vectors").is_dir() else []


@pytest.mark.parametrize("path", FILES or [None], ids=lambda path: path.name.partition(".")[0] if path else "absent")
def test_every_record_of_a_file_decodes_and_encodes_as_the_reference_does(path: Path | None) -> None:
    if path is None:
        pytest.skip(ABSENT)
    failed = {record["id"]: found for record in read(path, STEP) if (found := checks.failures(record))}
    assert not failed, f"{len(failed)} records, such as {dict(list(failed.items())[:5])}"


def test_the_committed_sample_decodes_and_encodes_as_the_reference_does() -> None:
    records = list(read(SAMPLE))
    assert len(records) > 100
    assert {record["protocol"] for record in records} >= {"sap", "din", "iso2", "xmldsig", "iso20_common", "iso20_dc", "iso20_wpt"}
    assert not {record["id"]: found for record in records if (found := checks.failures(record))}


def test_only_the_listed_records_break_a_facet() -> None:
    if not FILES:
        pytest.skip(ABSENT)
    corpus = [path for path in FILES if path.name.startswith("corpus")]
    assert {record["id"] for path in corpus for record in read(path) if checks.breaks_schema(record)} <= set(checks.REASONS)


def test_lists_that_the_pre_generated_grammars_leave_open_are_understood() -> None:
    from secc import messages

    if not FILES:
        pytest.skip(ABSENT)
    told_apart = {"syn-pub-2026a-iso20_wpt-00321", "syn-pub-2026a-iso20_wpt-00361"}  # two lists of 16, one of them closed: bytes do not tell
    for path in FILES:
        for record in read(path):
            if "josev_jar_exi" in record and record["id"] not in told_apart:
                message = messages.decode(record["protocol"], bytes.fromhex(record["josev_jar_exi"]))
                assert messages.encode(record["protocol"], message).hex() == record["exi"]
