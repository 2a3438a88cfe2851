"""The largest legal message of each set, all fields set and all lists at their maxima, is written and read."""

from __future__ import annotations

import pytest

from secc import messages
from secc.exi.content import AnyElement
from secc.exi.grammar import Grammar
from secc.exi.states import BINARY, BOOLEAN, CONTENT, ELEMENT, END, ENUM, STRING, Datatype, Edge, State

LONG = 16
"""Lists longer than this hold items whose own lists have two: their product would be no message but a flood."""


def value(datatype: Datatype) -> object:
    """The largest value, or for text and octets one of the greatest length (at most 60, to bound the test)."""
    if datatype.kind == ENUM:
        return datatype.values[-1]
    if datatype.kind == BOOLEAN:
        return True
    length = min(datatype.high, 60) if datatype.kind in (STRING, BINARY) else 0
    if datatype.kind in (STRING, BINARY):
        return "x" * max(length, datatype.low) if datatype.kind == STRING else b"x" * max(length, datatype.low)
    return datatype.maximum if datatype.maximum is not None else 2**160


def largest(grammar: Grammar, edge: Edge, full: bool = True) -> object:
    """An object of the element's class: the path through its grammar that passes by nothing. Lists at their maxima if `full`."""
    if edge.datatype is not None:
        return value(edge.datatype)
    kind = edge.type.ready()
    fields: list[object] = [() if slot in kind.lists else None for slot in range(kind.size)]
    state, done = kind.first, set()
    while open_slots := [e.slot for e in state.edges if e.op not in (END, CONTENT) and e.slot not in done]:
        slot = open_slots[0]
        taken = best(state, slot)
        limit = max(e.limit for s in kind.states for e in s.edges if e.slot == slot)
        count = (limit if full else min(limit, 2)) if taken.many else 1
        item = largest(grammar, taken, full and count <= LONG)
        fields[slot] = (item,) * count if taken.many else item
        for made in range(1, count + 1):
            taken = best(state, slot)
            state = taken.full if made == taken.limit else taken.next
        done.add(slot)
    if kind.is_open and all(e.op != END for e in state.edges):  # open content that must not be empty
        fields[state.lead.slot] = (some_content(state),)
    return edge.maker(*fields)


def some_content(state: State) -> AnyElement:
    leaf = next((e for e in state.edges if e.form == ELEMENT and e.datatype is not None and not e.is_root), None)
    return AnyElement(leaf.name, content=(value(leaf.datatype),)) if leaf else AnyElement(("urn:x", "y"))  # type: ignore[arg-type]


def best(state: State, slot: int) -> Edge:
    """The production for a field, or of the members of a substitution group the one with the most fields."""
    group = [edge for edge in state.edges if edge.slot == slot]
    return max(group, key=lambda edge: len(edge.type.ready().fields) if edge.type is not None else 0)


@pytest.mark.slow
@pytest.mark.parametrize("name", messages.SETS)
def test_the_largest_message_of_every_root_comes_back(name: str) -> None:
    grammar = messages.grammar(name)
    for edge in grammar.document.edges:
        if edge.type is None:
            continue
        message = largest(grammar, edge)
        data = messages.encode(name, message)
        assert messages.decode(name, data, strict=True) == message
