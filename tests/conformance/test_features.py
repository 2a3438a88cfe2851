"""docs/features.md: every check that it names exists, and lies where the link says."""

from __future__ import annotations

import pathlib
import re

from secc.conformance.catalogue import CHECKS

DOCS = pathlib.Path(__file__).parents[2] / "docs"
ANY = re.compile(r"\]\(([^)]+)\)")
NOTHING = ("–", "not in -2", "not in -20")
LINK = re.compile(r"\[((?:DIN|ISO2|ISO20|SAE|SAP)-[A-Z0-9-]+)\]\(([^)]+)\)")


def test_every_check_in_the_feature_matrix_exists_and_its_file_too() -> None:
    links = LINK.findall((DOCS / "features.md").read_text("utf-8"))
    assert len(links) > 80
    assert [name for name, _ in links if name not in CHECKS] == []
    assert [file for file in ANY.findall((DOCS / "features.md").read_text("utf-8")) if not (DOCS / file).resolve().is_file()] == []


def test_whatever_the_feature_matrix_says_of_a_protocol_has_its_check_or_test_beside_it() -> None:
    rows = [line for line in (DOCS / "features.md").read_text("utf-8").splitlines() if line.startswith("| ") and not line.startswith(("| |", "| **"))]
    cells = [(row.split("|")[1].strip(), cell.strip()) for row in rows for cell in row.split("|")[2:5]]
    assert [(name, cell) for name, cell in cells if cell not in NOTHING and not ANY.search(cell)] == []


def test_every_line_of_the_feature_matrix_has_three_protocols() -> None:
    rows = [line for line in (DOCS / "features.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    assert {line.count("|") for line in rows} == {5}
