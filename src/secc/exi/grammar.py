"""The grammar of a message set at run time, built from its generated tables.

    Grammar ── document, fragment ── Edge ── Type ── State ── Edge …

Loading a set numbers its types and reads its roots; the states of a type are built when it is first met.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import EnumMeta
from functools import cached_property

from msgspec import Struct

from secc.exi.content import QName
from secc.exi.states import (
    ABSENT,
    ANY,
    ANY_ATTRIBUTE,
    ATTRIBUTE,
    CONTENT,
    ELEMENT,
    END,
    FINISH,
    FIRST,
    LEAF,
    MIXED,
    STRUCT,
    VALUE,
    Datatype,
    Edge,
    State,
    Type,
    width_of,
)

LIST_CAP = 1024  # items of ordered content in one element

EdgeRow = tuple[int, ...]
StateRow = tuple[int, tuple[EdgeRow, ...]]


class Tables(Struct):
    """A generated tables file; `secc.exi.schema.tables.SetTables` says what is in it."""

    namespaces: tuple[str, ...]
    names: tuple[tuple[int, str], ...]
    datatypes: tuple[tuple[str, int | None, int | None, str], ...]
    types: tuple[tuple[int, int, int, tuple[tuple[int, int], ...], tuple[StateRow, ...]], ...]
    classes: tuple[tuple[str, int], ...]
    document: tuple[tuple[int, int, int], ...]
    fragment: tuple[tuple[int, int | None, int], ...]
    attributes: tuple[tuple[int, int], ...]
    type_names: tuple[tuple[int, str, int], ...]
    local_names: tuple[tuple[str, ...], ...]


class Grammar:
    """A message set: its root elements, its fragments, its names."""

    def __init__(self, tables: Tables, classes: Mapping[str, object]) -> None:
        self.tables = tables
        self.uris = tables.namespaces
        self.local_names = dict(zip(tables.namespaces, tables.local_names, strict=True))
        self.names: tuple[QName, ...] = tuple((self.uris[n], local) for n, local in tables.names)
        self.classes: tuple[type, ...] = tuple(as_class(classes[name]) for name, _ in tables.classes)
        self.datatypes = tuple(make_datatype(row, classes) for row in tables.datatypes)
        self.types = tuple(Type(row[1], row[3], self.build, number) for number, row in enumerate(tables.types))
        self.structs: dict[type, Type] = {  # what each message class holds
            maker: self.types[held] for maker, (_, held) in zip(self.classes, tables.classes, strict=True) if held >= 0
        }
        self.makers: dict[type, Edge] = {}
        self.document = State(FIRST, ABSENT)
        self.document.fill(tuple(self.element(*row) for row in tables.document))
        self.roots: dict[QName, Edge] = {edge.name: edge for edge in self.document.edges}
        self.makers.update((edge.maker, edge) for edge in self.document.edges if edge.maker is not None)
        self.document.makers = self.makers
        for edge in self.document.edges:
            edge.is_root = edge.maker is not None

    @cached_property
    def fragment(self) -> State:
        """The state before the element of a fragment; its codes also tell a wildcard and the end."""
        state = State(FIRST, ABSENT)
        state.fill(tuple(self.element(*row) for row in self.tables.fragment))
        state.width = width_of(state.count + 2)
        return state

    @cached_property
    def elements(self) -> dict[QName, Edge]:
        """Every element of the set, local ones included."""
        return {edge.name: edge for edge in self.fragment.edges}

    @cached_property
    def numbers(self) -> dict[QName, int]:
        return {name: number for number, name in enumerate(self.names)}

    @cached_property
    def type_names(self) -> dict[QName, Type | Datatype]:
        return {(self.uris[uri], local): self.resolve(reference) for uri, local, reference in self.tables.type_names}

    @cached_property
    def relaxed(self) -> Type:
        """The grammar of an element that is declared with several types: all attributes, all elements, any text."""
        made = Type(0, ())
        made.make_states()
        attributes = tuple(self.relaxed_attribute(made, *row) for row in self.tables.attributes)
        self.fill_any(made, attributes, tuple(self.element(*row) for row in self.tables.fragment))
        return made

    def relaxed_attribute(self, owner: Type, name: int, reference: int) -> Edge:
        edge = Edge(VALUE, ATTRIBUTE)
        edge.name, edge.partition, edge.next = self.names[name], name, owner.first
        self.aim(edge, reference)
        return edge

    def fill_any(self, made: Type, attributes: tuple[Edge, ...], elements: tuple[Edge, ...]) -> None:
        """Fill the two states of a type that takes any content besides what is listed."""
        first, content = made.first, made.content
        any_attribute = Edge(CONTENT, ANY_ATTRIBUTE)
        any_attribute.next = first
        for state, opening in ((first, (*attributes, any_attribute)), (content, ())):
            copies = tuple(self.relaxed_element(edge, content) for edge in elements)
            ends = (Edge(CONTENT, ANY), Edge(END, FINISH), Edge(CONTENT, MIXED))
            for edge in ends:
                edge.next = content
            state.fill((*opening, *copies, *ends))

    def relaxed_element(self, source: Edge, after: State) -> Edge:
        edge = Edge(CONTENT, ELEMENT)
        edge.name, edge.partition, edge.maker, edge.is_root = source.name, source.partition, source.maker, source.is_root
        edge.type, edge.datatype, edge.next = source.type, source.datatype, after
        return edge

    def resolve(self, reference: int) -> Type | Datatype:
        return self.types[reference] if reference >= 0 else self.datatypes[-1 - reference]

    def element(self, name: int, reference: int | None, maker: int) -> Edge:
        """An edge for an element that stands on its own. Reference None: declared with several types."""
        edge = Edge(CONTENT, ELEMENT)
        edge.name, edge.partition = self.names[name], name
        if maker >= 0:
            edge.maker = self.classes[maker]
            edge.is_root = edge.maker in self.makers
        if reference is not None:
            self.aim(edge, reference)
            edge.op = STRUCT if edge.type is not None else LEAF
        return edge

    def aim(self, edge: Edge, reference: int) -> None:
        found = self.resolve(reference)
        if isinstance(found, Type):
            edge.type = found
        else:
            edge.datatype = found

    def build(self, made: Type, number: int) -> None:
        """Build the states of a type from its row."""
        _, _, content, slots, rows = self.tables.types[number]
        states = tuple(State(kind, made) for kind, _ in rows)
        made.states, made.first, made.content = states, states[0], states[content]
        order = {slot: index for index, (slot, _) in enumerate(slots)}
        for state, (_, edges) in zip(states, rows, strict=True):
            state.fill(tuple(self.edge(made, states, order, row) for row in edges))
        found = {edge.slot: edge for state in reversed(states) for edge in reversed(state.edges) if edge.slot >= 0}
        made.fields = {slot: found[slot] for slot, _ in slots if slot in found}

    def edge(self, owner: Type, states: tuple[State, ...], order: dict[int, int], row: EdgeRow) -> Edge:
        form = row[0]
        if form == FINISH:
            return Edge(END, FINISH)
        _, slot, name, reference, maker, after, full, limit = row
        edge = Edge(VALUE, form)
        edge.slot, edge.limit, edge.next, edge.full = slot, limit, states[after], states[full] if full >= 0 else states[after]
        edge.order, edge.many = order[slot], slot in owner.lists
        if name >= 0:
            edge.name, edge.partition = self.names[name], name
        if form not in (ANY, MIXED):
            self.aim(edge, reference)
        if maker >= 0:
            edge.maker = self.classes[maker]
            edge.is_root = edge.maker in self.makers
        if form == ELEMENT:
            edge.op = STRUCT if edge.type is not None else LEAF
        if owner.is_open and form in (ELEMENT, ANY, MIXED):
            edge.op = CONTENT
            edge.limit = edge.limit or LIST_CAP
        return edge


def as_class(found: object) -> type:
    if not isinstance(found, type):
        raise TypeError(f"{found!r} is no message class")
    return found


def make_datatype(row: tuple[str, int | None, int | None, str], classes: Mapping[str, object]) -> Datatype:
    kind, low, high, detail = row
    found = classes[detail] if kind == "enumeration" else None
    members = tuple(found) if isinstance(found, EnumMeta) else ()
    return Datatype(kind, low, high, detail, members)
