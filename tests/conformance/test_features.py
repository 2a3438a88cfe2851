"""docs/features.md: every check that it names exists, and lies where the link says."""

from __future__ import annotations

import pathlib
import re

from secc.conformance.catalogue import CHECKS

DOCS = pathlib.Path(__file__).parents[2] / "docs"
LINK = re.compile(r"\[((?:DIN|ISO2|ISO20|SAE|SAP)-[A-Z0-9-]+)\]\(([^)]+)\)")


def test_every_check_in_the_feature_matrix_exists_and_its_file_too() -> None:
    links = LINK.findall((DOCS / "features.md").read_text("utf-8"))
    assert len(links) > 80
    assert [name for name, _ in links if name not in CHECKS] == []
    assert [file for _, file in links if not (DOCS / file).resolve().is_file()] == []


def test_every_line_of_the_feature_matrix_has_three_protocols() -> None:
    rows = [line for line in (DOCS / "features.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    assert {line.count("|") for line in rows} == {5}
