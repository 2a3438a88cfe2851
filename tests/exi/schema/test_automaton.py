"""Content models → states: codes in the order that EXI gives them."""

from __future__ import annotations

import pytest

from secc.exi.schema.automaton import CONTENT, FIRST, START, Automaton, Edge
from secc.exi.schema.model import UNBOUNDED, Attribute, ComplexType, Datatype, Element, Group, Particle, SchemaError

TEXT = Datatype("string")


def element(name: str, low: int = 1, high: int = 1) -> Particle:
    return Particle(Element(("", name), TEXT), low, high)


def shape(automaton: Automaton) -> list[list[str]]:
    """The names of each state's productions."""
    return [[label(edge) for edge in state.edges] for state in automaton.states]


def label(edge: Edge) -> str:
    if isinstance(edge.item, Attribute):
        return edge.item.name[1]
    return edge.item.element.name[1] if isinstance(edge.item, Particle) and edge.item.element else edge.event


def test_optional_elements_may_be_passed_by() -> None:
    made = Automaton(ComplexType(None, content=Group((element("a", 0), element("b", 0), element("c")))))
    assert shape(made)[0] == ["a", "b", "c"]
    assert ["b", "c"] in shape(made)
    assert ["end"] in shape(made)


def test_a_bounded_list_is_one_state_with_a_limit() -> None:
    made = Automaton(ComplexType(None, content=Group((element("a", 1, 1000), element("b", 0)))))
    assert len(made.states) < 8
    loop = next(s for s in made.states if [e.event for e in s.edges] == ["element", "element", "end"] and s.kind == CONTENT)
    again = loop.edges[0]
    assert (again.limit, made.states[again.next]) == (1000, loop)
    assert [e.event for e in made.states[again.full].edges] == ["element", "end"]


def test_forced_copies_come_one_after_the_other() -> None:
    made = Automaton(ComplexType(None, content=Group((element("a", 2, 3),))))
    assert shape(made)[:2] == [["a"], ["a"]]
    assert ["a", "end"] in shape(made)


def test_attributes_come_sorted_and_first() -> None:
    attributes = (Attribute(("", "b"), TEXT, False), Attribute(("", "a"), TEXT, True), Attribute(("", "c"), TEXT, False))
    made = Automaton(ComplexType(None, attributes, content=Group((element("e"),))))
    assert shape(made)[0] == ["a"]
    assert [made.states[0].kind, made.states[1].kind] == [FIRST, START]
    assert shape(made)[1] == ["b", "c", "e"]


def test_wildcards_follow_the_elements_and_text_follows_the_end() -> None:
    anything = Particle(None, 0, UNBOUNDED)
    made = Automaton(ComplexType(None, content=Group((anything, element("e", 0))), mixed=True))
    assert shape(made)[0] == ["e", "any", "end", "mixed"]


def test_a_repeated_choice_offers_everything_again() -> None:
    made = Automaton(ComplexType(None, content=Group((element("a"), element("b")), True, 1, UNBOUNDED)))
    assert shape(made)[0] == ["a", "b"]
    assert shape(made)[1] == ["a", "b", "end"]


def test_a_group_that_repeats_a_number_of_times_is_refused() -> None:
    with pytest.raises(SchemaError, match="repeats 3 times"):
        Automaton(ComplexType(None, content=Group((element("a"),), False, 1, 3)))
