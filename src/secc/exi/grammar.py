"""The grammar of a message set at run time, built from its generated tables.

    Grammar ── document, fragment ── Edge ── Type ── State ── Edge …
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from secc.exi.content import QName
from secc.exi.states import (
    ANY,
    ANY_ATTRIBUTE,
    ATTRIBUTE,
    CONTENT,
    ELEMENT,
    END,
    FINISH,
    FIRST,
    INNER,
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


class Tables(Protocol):
    """A generated tables module; `secc.exi.schema.tables.SetTables` says what is in it."""

    NAMESPACES: tuple[str, ...]
    NAMES: tuple[tuple[int, str], ...]
    DATATYPES: tuple[tuple[str, int | None, int | None, str], ...]
    TYPES: tuple[tuple[int, int, int, tuple[tuple[int, int], ...], tuple[tuple[int, tuple[tuple[int, ...], ...]], ...]], ...]
    CLASSES: tuple[str, ...]
    DOCUMENT: tuple[tuple[int, int, int], ...]
    FRAGMENT: tuple[tuple[int, int | None, int], ...]
    ATTRIBUTES: tuple[tuple[int, int], ...]
    TYPE_NAMES: tuple[tuple[int, str, int], ...]
    LOCAL_NAMES: tuple[tuple[str, ...], ...]


class Grammar:
    """A message set: its root elements, its fragments, its names."""

    def __init__(self, tables: Tables, classes: Mapping[str, object]) -> None:
        self.tables = tables
        self.uris = tables.NAMESPACES
        self.local_names = dict(zip(tables.NAMESPACES, tables.LOCAL_NAMES, strict=True))
        self.names: tuple[QName, ...] = tuple((self.uris[n], local) for n, local in tables.NAMES)
        self.numbers: dict[QName, int] = {name: number for number, name in enumerate(self.names)}
        self.classes: tuple[type, ...] = tuple(as_class(classes[name]) for name in tables.CLASSES)
        self.datatypes = tuple(make_datatype(row, classes) for row in tables.DATATYPES)
        self.types = tuple(Type(row[1], row[3]) for row in tables.TYPES)
        for made, row in zip(self.types, tables.TYPES, strict=True):
            self.fill_type(made, row[2], row[3], row[4])
        self.type_names: dict[QName, Type | Datatype] = {}
        for uri, local, reference in tables.TYPE_NAMES:
            found = self.type_names[self.uris[uri], local] = self.resolve(reference)
            if isinstance(found, Type):
                found.name = (self.uris[uri], local)
        self.document = State(FIRST, None)
        self.document.fill(tuple(self.element(*row) for row in tables.DOCUMENT))
        self.fragment = State(FIRST, None)
        self.fragment.fill(tuple(self.element(*row) for row in tables.FRAGMENT))
        self.fragment.width = width_of(self.fragment.count + 2)
        self.roots: dict[QName, Edge] = {edge.name: edge for edge in self.document.edges}
        self.makers: dict[type, Edge] = {edge.maker: edge for edge in self.document.edges if edge.maker is not None}
        self.document.makers = self.makers
        self.elements: dict[QName, Edge] = {edge.name: edge for edge in self.fragment.edges}
        self.structs: dict[type, Type] = {}
        self.mark_roots()
        self.relaxed = self.relaxed_type()

    def mark_roots(self) -> None:
        """Tell which edges stand for a global element."""
        states = (state for made in self.types for state in made.states)
        for state in (self.document, self.fragment, *states):
            for edge in state.edges:
                edge.is_root = edge.maker is not None and edge.maker in self.makers
                if edge.maker is not None and edge.type is not None:
                    self.structs[edge.maker] = edge.type

    def relaxed_type(self) -> Type:
        """The grammar of an element that is declared with several types: all attributes, all elements, any text."""
        made = Type(0, ())
        made.content = State(INNER, made)
        made.states = (made.first, made.content)
        attributes = tuple(self.relaxed_attribute(made, *row) for row in self.tables.ATTRIBUTES)
        content = [*self.tables.FRAGMENT]
        self.fill_any(made, attributes, tuple(self.element(*row) for row in content))
        return made

    def relaxed_attribute(self, owner: Type, name: int, reference: int) -> Edge:
        edge = Edge(VALUE, ATTRIBUTE)
        edge.name, edge.partition, edge.next = self.names[name], name, owner.first
        self.aim(edge, reference)
        return edge

    def fill_any(self, made: Type, attributes: tuple[Edge, ...], elements: tuple[Edge, ...]) -> None:
        """Fill the two states of a type that takes any content besides what is listed."""
        any_attribute = Edge(CONTENT, ANY_ATTRIBUTE)
        any_attribute.next = made.first
        for state, opening in ((made.first, (*attributes, any_attribute)), (made.content, ())):
            copies = tuple(self.relaxed_element(edge, made.content) for edge in elements)
            ends = (Edge(CONTENT, ANY), Edge(END, FINISH), Edge(CONTENT, MIXED))
            for edge in ends:
                edge.next = made.content
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
        edge.maker = self.classes[maker] if maker >= 0 else None
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

    def fill_type(
        self, made: Type, content: int, slots: tuple[tuple[int, int], ...], rows: tuple[tuple[int, tuple[tuple[int, ...], ...]], ...]
    ) -> None:
        states = tuple(State(kind, made) for kind, _ in rows)
        made.states, made.first, made.content = states, states[0], states[content]
        order = {slot: index for index, (slot, _) in enumerate(slots)}
        for state, (_, edges) in zip(states, rows, strict=True):
            state.fill(tuple(self.edge(made, states, order, row) for row in edges))
        found = {edge.slot: edge for state in reversed(states) for edge in reversed(state.edges) if edge.slot >= 0}
        made.fields = {slot: found[slot] for slot, _ in slots if slot in found}

    def edge(self, owner: Type, states: tuple[State, ...], order: dict[int, int], row: tuple[int, ...]) -> Edge:
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
        edge.maker = self.classes[maker] if maker >= 0 else None
        if form == ELEMENT:
            edge.op = STRUCT if edge.type is not None else LEAF
        if owner.is_open and form in (ELEMENT, ANY, MIXED):
            edge.op = CONTENT
        return edge


def as_class(found: object) -> type:
    if not isinstance(found, type):
        raise TypeError(f"{found!r} is no message class")
    return found


def make_datatype(row: tuple[str, int | None, int | None, str], classes: Mapping[str, object]) -> Datatype:
    kind, low, high, detail = row
    members = tuple(as_class(classes[detail])) if kind == "enumeration" else ()
    return Datatype(kind, low, high, detail, members)
