"""What lies in _generated is what the type files give."""

from __future__ import annotations

from pathlib import Path

import secc.everest._generated as generated_package
from secc.everest.contract import Contract
from secc.everest.contract.generator import FIRST_LINE, generated, member_name

FOLDER = Path(generated_package.__file__).parent


def test_the_generated_classes_are_up_to_date():
    wanted = dict(generated(Contract.shipped()))
    assert {path.name for path in FOLDER.glob("*.py")} == set(wanted)
    for name, text in wanted.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, name


def test_every_generated_file_says_so_in_its_first_line():
    assert all(path.read_text().startswith(FIRST_LINE) for path in FOLDER.glob("*.py"))


def test_enumeration_values_become_names():
    assert member_name("None") == "None_"
    assert member_name("3ph") == "_3ph"
    assert member_name("a-b") == "a_b"
