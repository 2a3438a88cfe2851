"""Twin of secc.session.profile."""

from __future__ import annotations

import pathlib
import re

import pytest

import secc
from secc.errors import ConfigError
from secc.session.profile import SWITCHES, switches


def test_the_columns_are_the_table() -> None:
    assert {switch.name: switch.strict for switch in SWITCHES} == switches("strict").values
    assert {switch.name: switch.field for switch in SWITCHES} == switches("field").values


def test_names_are_unique_and_every_row_has_a_source_and_a_reason() -> None:
    assert len({switch.name for switch in SWITCHES}) == len(SWITCHES)
    assert all(switch.source and len(switch.reason) > 20 for switch in SWITCHES)


def test_an_override_wins_and_an_unknown_one_is_named() -> None:
    assert switches("strict", {"pilot_b_required": False})["pilot_b_required"] is False
    with pytest.raises(ConfigError, match=r"'pilot_c'.*pilot_b_required"):
        switches("strict", {"pilot_c": True})


def test_every_switch_is_asked_somewhere_and_nobody_asks_for_another() -> None:
    source = pathlib.Path(secc.__file__).parent
    asked = set()
    for path in set(source.rglob("*.py")) - {source / "session" / "profile.py"}:
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r'switches(?:\(.*\))?\["(\w+)"\]|switch="(\w+)"', text))
    names = {name for pair in asked for name in pair if name}
    assert names == {switch.name for switch in SWITCHES}
