"""The grammar of a message set at run time: states and edges, built from generated tables.

    Grammar ── document, fragment ── Edge ── Type ── State ── Edge …

A `State` says how wide the next event code is and what each code means; an `Edge` says what to read and where it
leads. The engine walks them and knows no message.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from secc.exi.content import QName

# What an edge reads. The engine is compiled with these numbers written out: keep them in step with engine.py.
STRUCT, LEAF, VALUE, END, CONTENT = range(5)
# How a value is coded.
BOOLEAN, ENUM, NBIT, UNSIGNED, SIGNED, WIDE, STRING, BINARY = range(8)
# What an edge stands for in XML.
ATTRIBUTE, ELEMENT, ANY, TEXT, MIXED, FINISH, ANY_ATTRIBUTE = range(7)
# Kinds of state.
FIRST, START, INNER = range(3)

HUGE = 1 << 62  # stands for no bound where a C number is compared
NBIT_RANGE = 4096
BIG_GROUPS = 512  # 7-bit groups of an integer that the schema leaves unbounded; 1 079 decimal digits
NARROW = 1 << 32  # integers up to here are coded in C numbers


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


def width_of(count: int) -> int:
    """Bits of a code that tells `count` things apart."""
    return (count - 1).bit_length() if count > 1 else 0


class Datatype:
    """A simple type: how its values are coded (`kind`, `width`) and which are allowed (`low` … `high`)."""

    __slots__ = ("codes", "high", "kind", "lexical", "limit", "low", "maximum", "minimum", "signed", "values", "width")

    def __init__(self, kind: str, low: int | None, high: int | None, detail: str, members: tuple[object, ...] = ()) -> None:
        self.lexical = detail if kind == "binary" else kind
        self.minimum, self.maximum = low, high  # None is no bound
        self.values, self.codes = members, {value: code for code, value in enumerate(members)}
        self.signed = kind == "integer" and (low is None or low < 0)
        self.low = max(low if low is not None else -HUGE if self.signed else 0, -HUGE)
        self.high = min(high if high is not None else HUGE, HUGE)
        self.kind, self.width, self.limit = BOOLEAN, 1, 0
        if kind == "enumeration":
            self.kind, self.width, self.low, self.high = ENUM, width_of(len(members)), 0, len(members) - 1
        elif kind == "string":
            self.kind = STRING
        elif kind == "binary":
            self.kind = BINARY
        elif kind == "integer":
            self.integer(low, high)

    def integer(self, low: int | None, high: int | None) -> None:
        """Choose the code of an integer: n bits for a small range, else 7-bit groups, at most `limit` of them."""
        largest = max(abs(low or 0), abs(high or 0)).bit_length()
        self.limit = BIG_GROUPS if low is None or high is None else (largest + 6) // 7
        if low is not None and high is not None and high - low < NBIT_RANGE:
            self.kind, self.width = NBIT, width_of(high - low + 1)
        elif low is None or high is None or abs(low) > NARROW or abs(high) > NARROW:
            self.kind = WIDE
        else:
            self.kind = UNSIGNED if low >= 0 else SIGNED


class Edge:
    """A production of a state."""

    __slots__ = ("code", "datatype", "form", "full", "is_root", "limit", "maker", "many", "name", "next", "op", "order", "partition", "slot", "type")

    def __init__(self, op: int, form: int) -> None:
        self.op, self.form = op, form
        self.code = 0
        self.slot = self.order = -1
        self.limit = 0
        self.many = False
        self.name: QName = ("", "")
        self.partition: object = None  # key of the name's value strings: its number, or the name itself
        self.is_root = False  # `maker` is the class of a global element, and stands for the element with its name
        self.datatype: Datatype | None = None
        self.type: Type | None = None
        self.maker: type | None = None  # message class
        self.next: State | None = None
        self.full: State | None = None


class State:
    """Where an element's grammar can be: `width` bits of event code, `count` codes declared, one more to escape."""

    __slots__ = ("count", "edges", "kind", "lead", "makers", "owner", "width")

    def __init__(self, kind: int, owner: Type | None) -> None:
        self.kind, self.owner = kind, owner
        self.edges: tuple[Edge, ...] = ()
        self.lead: Edge | None = None  # the first edge: reaching it does not wait for the code
        self.count = self.width = 0
        self.makers: dict[type, Edge] | None = None  # by message class, where many edges fill one field

    def fill(self, edges: tuple[Edge, ...]) -> None:
        self.edges, self.count, self.width = edges, len(edges), len(edges).bit_length()
        self.lead = edges[0]
        for code, edge in enumerate(edges):
            edge.code = code
        heads = [e for e in edges if e.op == STRUCT]
        if len(heads) > 2 and len({e.slot for e in heads}) == 1:
            self.makers = {e.maker: e for e in heads if e.maker is not None}


class Type:
    """A complex type: its first state, its initial content state, and the fields of its message classes."""

    __slots__ = ("blank", "content", "fields", "first", "has_choice", "is_open", "lists", "name", "size", "spare", "states")

    def __init__(self, flags: int, slots: tuple[tuple[int, int], ...]) -> None:
        self.is_open, self.has_choice = bool(flags & 1), bool(flags & 2)
        self.name: QName = ("", "")
        self.size = len(slots)
        self.blank: list[object] = [None] * self.size
        self.spare: list[object] | None = None  # a blank list that the engine keeps for reuse
        self.lists: tuple[int, ...] = tuple(slot for slot, many in slots if many)
        self.first = self.content = State(FIRST, self)
        self.states: tuple[State, ...] = ()
        self.fields: dict[int, Edge] = {}  # in schema order: slot → an edge that fills it


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
