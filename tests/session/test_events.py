"""Twins of secc.session.events and commands: stable JSON, and what asks for what."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_

import msgspec
import pytest

from secc.session import commands, events
from secc.session.commands import Command
from secc.session.events import Event

from .bench import Bench
from .iso2 import steps

EVENTS = [kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event]
COMMANDS = [kind for kind in vars(commands).values() if isinstance(kind, type) and issubclass(kind, Command) and kind is not Command]


@pytest.mark.parametrize("kinds", [EVENTS, COMMANDS], ids=["events", "commands"])
def test_every_kind_has_a_name_of_its_own_and_says_what_it_is(kinds: list[type[msgspec.Struct]]) -> None:
    assert len({kind.__struct_config__.tag for kind in kinds}) == len(kinds)
    assert all(kind.__doc__ and len(kind.__doc__) > 20 for kind in kinds)


def test_a_session_written_as_json_lines_reads_back_the_same() -> None:
    any_event = reduce(or_, EVENTS)
    happened = steps.reach(Bench(steps.DC), "WeldingDetection").happened
    lines = [msgspec.json.encode(event) for event in happened]
    assert [msgspec.json.decode(line, type=any_event) for line in lines] == happened
    assert b'"event":"SessionStarted"' in lines[1]


def test_the_table_of_requests_names_events_and_commands_that_exist() -> None:
    rows = re.findall(r"(?m)^    ([A-Z]\w+) +(.*)$", events.__doc__ or "")
    names = {kind.__name__ for kind in EVENTS}
    assert {name for name, _ in rows} <= names
    answers = {word for _, answer in rows for word in re.findall(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b", answer)}
    assert answers <= {kind.__name__ for kind in COMMANDS}
