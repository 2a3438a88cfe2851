"""What reading and writing open content share: the second code level, types made on the spot, nodes in the making.

Everything off the declared path becomes an `AnyElement`. An element that leaves its declaration becomes one too, and so
do the elements around it up to the next wildcard: a message object never holds in a field what the field is not
declared for.
"""

from __future__ import annotations

from msgspec import Struct

from secc.exi.content import AnyAttribute, AnyElement, Content, QName
from secc.exi.grammar import Grammar
from secc.exi.states import ANY_ATTRIBUTE, ATTRIBUTE, CONTENT, END, FINISH, FIRST, INNER, STRUCT, TEXT, VALUE, Datatype, Edge, State, Type
from secc.exi.strings import XSD_NAMESPACE, XSI_NAMESPACE

OPEN_CAP = 4096
"""How many events of open content a message may hold; more is an error, since no schema bounds them."""

TYPE, NIL, ANY_AT, UNTYPED_AT, ANY_SE, CHARACTERS, CLOSE = range(7)  # events of the second code level
SECOND_LEVEL = {
    0: (TYPE, NIL, ANY_AT, UNTYPED_AT, ANY_SE, CHARACTERS),  # FIRST
    1: (ANY_AT, UNTYPED_AT, ANY_SE, CHARACTERS),  # START
    2: (ANY_SE, CHARACTERS),  # INNER
}
XSI_TYPE, XSI_NIL = (XSI_NAMESPACE, "type"), (XSI_NAMESPACE, "nil")
ANY_TYPE = (XSD_NAMESPACE, "anyType")


def second_level(state: State) -> tuple[int, ...]:
    """The second-level events of a state, in code order."""
    listed = SECOND_LEVEL[state.kind]
    return listed if any(edge.form == FINISH for edge in state.edges) else (CLOSE, *listed)


def simple_type(datatype: Datatype) -> Type:
    """A simple type as a grammar: its text, then the end."""
    made = Type(0, ())
    first, end = made.make_states(), State(INNER, made)
    made.states = (first, made.content, end)
    text = Edge(VALUE, TEXT)
    text.datatype, text.next = datatype, end
    first.fill((text,))
    made.content.fill((text,))
    end.fill((Edge(END, FINISH),))
    return made


def emptied(state: State) -> State:
    """The state of an element with xsi:nil: its attributes, then only the end."""
    made = State(FIRST, state.owner)
    attributes = [edge for edge in state.edges if edge.form in (ATTRIBUTE, ANY_ATTRIBUTE)]
    copies = []
    for edge in attributes:
        copy = Edge(edge.op, edge.form)
        copy.name, copy.partition, copy.datatype = edge.name, edge.partition, edge.datatype
        copy.next = made if edge.next is state or edge.next is None else emptied_start(edge.next)
        copies.append(copy)
    optional = any(edge.form not in (ATTRIBUTE, ANY_ATTRIBUTE) for edge in state.edges)
    made.fill((*copies, Edge(END, FINISH)) if optional else tuple(copies))
    return made


def emptied_start(state: State) -> State:
    made = emptied(state)
    made.kind = state.kind
    return made


def any_type(grammar: Grammar) -> Type:
    """xs:anyType: any attributes, then any content."""
    made = Type(0, ())
    made.make_states()
    grammar.fill_any(made, (), ())
    return made


def find_type(grammar: Grammar, name: QName) -> Type | None:
    """The grammar of a named type, None if the set has no such type."""
    if name == ANY_TYPE:
        return any_type(grammar)
    found = grammar.type_names.get(name)
    return simple_type(found) if isinstance(found, Datatype) else found.ready() if found is not None else None


class Node:
    """An `AnyElement` in the making."""

    def __init__(self) -> None:
        self.attributes: list[AnyAttribute] = []
        self.content: list[Content | AnyElement] = []
        self.type: QName | None = None
        self.nil: bool | None = None
        self.counts: dict[int, int] = {}  # items of each bounded list

    def counted(self, edge: Edge) -> State | None:
        """The state after another item of the list that `edge` fills."""
        count = self.counts[edge.slot] = self.counts.get(edge.slot, 0) + 1
        return edge.full if count == edge.limit else edge.next

    def element(self, name: QName) -> AnyElement:
        return AnyElement(name, tuple(self.attributes), tuple(self.content), self.type, self.nil)

    @classmethod
    def from_fields(cls, kind: Type, fields: list[object]) -> Node:
        """What a message object's fields hold so far, as attributes and content."""
        node = cls()
        for slot, edge in kind.ready().fields.items():
            found = fields[slot]
            values = found if isinstance(found, list | tuple) else [] if found is None else [found]
            node.counts[slot] = len(values)
            for value in values:
                node.add(edge, value)
        return node

    def add(self, edge: Edge, value: object) -> None:
        if edge.form == ATTRIBUTE:
            self.attributes.append(AnyAttribute(edge.name, as_simple(value)))
        elif edge.op == CONTENT or edge.form == TEXT:
            self.content.append(as_value(value))
        else:
            self.content.append(wrap(edge, value))


def wrap(edge: Edge, value: object) -> Content | AnyElement:
    """The value of an element as a content item that carries the element's name."""
    if isinstance(value, AnyElement):
        return value
    if edge.is_root and edge.maker is not None:
        return as_value(value) if edge.op == STRUCT or isinstance(value, Struct) else as_value(edge.maker(value))
    return AnyElement(edge.name, content=(as_value(value),))


def as_simple(value: object) -> str | bytes | int:
    if not isinstance(value, str | bytes | int):
        raise TypeError(f"{value!r} is no simple value")
    return value


def as_value(value: object) -> Content:
    if not isinstance(value, str | bytes | int | Struct):
        raise TypeError(f"{value!r} is no content")
    return value
