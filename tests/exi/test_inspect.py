"""A frame explained: the lines cover every bit once, and say what it is."""

from __future__ import annotations

import re

from secc import messages
from secc.exi.inspect import explain
from tests.vectors.records import SAMPLE, read


def test_the_lines_of_a_relaxed_fragment_are_those_of_the_published_walk() -> None:
    data = bytes.fromhex("80ec0202b4b218c00451114c505090d10c8ccd0d4d8dce0e7d3d00")
    lines = [re.sub(r"\s+", " ", line).strip() for line in explain(messages.grammar("iso2"), data, fragment=True)]
    assert lines == [
        "0 10000000 header",
        "8 11101100 fragment: SE(eMAID), code 236 of 243",
        "16 000000100 AT(Id), code 4 of 257",
        "25 (32 bits) = 'id1'",
        "57 100000000 CH, code 256 of 257",
        "66 (128 bits) = 'DE1ABCD23456789'",
        "194 11110100 EE, code 244 of 246",
        "202 11110100 ED, code 244",
        "210 000000 padding",
    ]


def test_what_cannot_be_read_ends_with_the_reason() -> None:
    lines = list(explain(messages.grammar("iso2"), bytes.fromhex("80980212c734")))
    assert lines[-1] == "! truncated at bit 26"


def test_every_vector_is_explained_to_its_end() -> None:
    for record in read(SAMPLE):
        lines = list(explain(messages.grammar(record["protocol"]), bytes.fromhex(record["exi"]), record["kind"] == "fragment"))
        assert not lines[-1].startswith("!"), (record["id"], lines[-1])
