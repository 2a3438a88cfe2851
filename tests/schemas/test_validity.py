"""Our schemas are valid XML Schema for a foreign processor (libxml2), which finds recorded and synthetic messages valid under them."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.schemas.official import SCHEMAS

SETS = sorted(path.name for path in SCHEMAS.iterdir() if path.is_dir())
SHARED = Path(os.environ.get("SECC_SHARED", Path(__file__).parents[3] / "shared"))
WRONG_LENGTH = "this differs from the allowed length"  # one recorded message has a challenge that is not 16 bytes long


def compiled(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / name / f"{name}.xsd"))


def documents(name: str) -> Iterator[tuple[str, etree._Element]]:
    for path in sorted((SHARED / "vectors").glob(f"*_{name}.jsonl.gz")):
        with gzip.open(path, "rt") as lines:
            for record in map(json.loads, lines):
                if record["kind"] == "document" and record.get("xml"):
                    yield record["id"], etree.fromstring(record["xml"].encode())


@pytest.mark.parametrize("name", SETS)
def test_a_foreign_schema_processor_accepts_the_schema(name: str) -> None:
    assert compiled(name) is not None


@pytest.mark.parametrize("name", [name for name in SETS if name != "iso20_types" and "_der_" not in name])
def test_messages_of_the_vectors_are_valid_under_the_schema(name: str) -> None:
    if not (SHARED / "vectors").is_dir():
        pytest.skip(f"no vectors at {SHARED / 'vectors'}: set SECC_SHARED")
    rules = compiled(name)
    verdicts = {identity: "" if rules.validate(message) else rules.error_log[0].message for identity, message in documents(name)}
    invalid = {identity: why for identity, why in verdicts.items() if why}
    assert len(verdicts) > 100
    assert not [why for why in invalid.values() if WRONG_LENGTH not in why], invalid
    assert len(invalid) <= (name == "iso20_common")
