"""Codes of data types and states."""

from __future__ import annotations

import pytest

from secc.exi.states import BINARY, BOOLEAN, ENUM, NBIT, SIGNED, STRING, UNSIGNED, VALUE, WIDE, Datatype, Edge, State, Type, width_of


@pytest.mark.parametrize(("count", "width"), [(0, 0), (1, 0), (2, 1), (3, 2), (4, 2), (5, 3), (36, 6), (245, 8), (257, 9)])
def test_a_code_is_as_wide_as_it_takes_to_tell_things_apart(count: int, width: int) -> None:
    assert width_of(count) == width


@pytest.mark.parametrize(
    ("low", "high", "kind", "width"),
    [
        (0, 255, NBIT, 8),
        (-128, 127, NBIT, 8),
        (-3, 3, NBIT, 3),
        (0, 100, NBIT, 7),
        (1, 20, NBIT, 5),
        (0, 4095, NBIT, 12),
        (0, 4096, UNSIGNED, 1),
        (0, 2**32 - 1, UNSIGNED, 1),
        (-(2**15), 2**15 - 1, SIGNED, 1),
        (-(2**63), 2**63 - 1, WIDE, 1),
        (0, 2**64 - 1, WIDE, 1),
        (None, None, WIDE, 1),
        (0, None, WIDE, 1),
    ],
)
def test_an_integer_is_coded_by_its_range(low: int | None, high: int | None, kind: int, width: int) -> None:
    made = Datatype("integer", low, high, "")
    assert (made.kind, made.width) == (kind, width)
    assert made.signed == (low is None or low < 0)


@pytest.mark.parametrize(("bits", "groups"), [(16, 3), (32, 5), (64, 10)])
def test_an_unsigned_integer_takes_no_more_groups_than_its_type(bits: int, groups: int) -> None:
    assert Datatype("integer", 0, 2**bits - 1, "").limit == groups


def test_other_types_have_codes_of_their_own() -> None:
    kinds = {"boolean": BOOLEAN, "string": STRING, "binary": BINARY, "enumeration": ENUM}
    for name, kind in kinds.items():
        assert Datatype(name, None, None, "hex", ("a", "b", "c")).kind == kind
    assert Datatype("enumeration", None, None, "", ("a", "b", "c")).width == 2


@pytest.mark.parametrize(("edges", "width"), [(1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (36, 6)])
def test_a_state_keeps_one_code_more_than_it_declares(edges: int, width: int) -> None:
    state = State(0, Type(0, ()))
    state.fill(tuple(Edge(VALUE, 0) for _ in range(edges)))
    assert (state.width, state.count) == (width, edges)
    assert [edge.code for edge in state.edges] == list(range(edges))
    assert state.lead is state.edges[0]


def test_the_states_of_a_type_are_built_when_they_are_asked_for() -> None:
    built: list[int] = []

    def build(made: Type, number: int) -> None:
        built.append(number)
        made.make_states()

    kind = Type(0, ((0, 0), (1, 1)), build, 7)
    assert (kind.lists, kind.size, built) == ((1,), 2, [])
    kind.ready()
    kind.ready()
    assert built == [7]
