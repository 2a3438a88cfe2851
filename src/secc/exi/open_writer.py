"""Writes what no message class describes. The mirror of `open_reader`; picks the shortest code for each event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import astuple

from secc.exi import builtin
from secc.exi.builtin import BuiltinGrammar, LearnedState, Production
from secc.exi.content import AnyAttribute, AnyElement, Content, QName
from secc.exi.fault import Fault
from secc.exi.grammar import Grammar
from secc.exi.open import (
    ANY_AT,
    ANY_SE,
    CHARACTERS,
    CLOSE,
    NIL,
    TYPE,
    UNTYPED_AT,
    XSI_TYPE,
    Node,
    emptied,
    find_type,
    second_level,
    simple_type,
)
from secc.exi.states import (
    ANY,
    ANY_ATTRIBUTE,
    ATTRIBUTE,
    CONTENT,
    ELEMENT,
    FINISH,
    INNER,
    MIXED,
    TEXT,
    Datatype,
    Edge,
    State,
    width_of,
)
from secc.exi.strings import NameTable


class BitWriter(Protocol):
    """What writing open content needs of the encoder."""

    grammar: Grammar

    def emit(self, value: int, count: int) -> None: ...
    def natural(self, value: int) -> None: ...
    def points(self, value: str) -> None: ...
    def characters(self, value: str) -> None: ...
    def value(self, edge: Edge, datatype: Datatype, value: object) -> None: ...
    def leaf(self, edge: Edge, value: object) -> None: ...
    def child(self, edge: Edge, value: object) -> None: ...
    def enter(self) -> None: ...
    def leave(self) -> None: ...
    def fault(self, edge: Edge | None, reason: str) -> Fault: ...


class OpenWriter:
    """Writes nodes and ordered content."""

    def __init__(self, encoder: BitWriter) -> None:
        self.encoder = encoder
        self.grammar = encoder.grammar
        self.names = NameTable(self.grammar.uris, self.grammar.local_names)
        self.learned: dict[QName, BuiltinGrammar] = {}

    # names

    def qname(self, name: QName) -> None:
        """A namespace and local name; hits wherever possible."""
        encoder, names = self.encoder, self.names
        uri, local = name
        width = width_of(len(names.uris) + 1)
        if uri in names.uris:
            encoder.emit(names.uris.index(uri) + 1, width)
        else:
            encoder.emit(0, width)
            encoder.natural(len(uri))
            encoder.points(uri)
            names.uris.append(uri)
        known = names.locals(uri)
        if local in known:
            encoder.natural(0)
            encoder.emit(known.index(local), width_of(len(known)))
        else:
            encoder.natural(len(local) + 1)
            encoder.points(local)
            known.append(local)

    # content

    def content(self, owner: Edge, state: State, items: Sequence[Content | AnyElement]) -> State:
        """Content items in order; the state after them."""
        counts: dict[int, int] = {}
        for item in items:
            state = self.element_item(state, item, counts) if isinstance(item, Struct) else self.text(owner, state, item)
        return state

    def text(self, owner: Edge, state: State, item: str | bytes | int) -> State:
        """Text or a typed value: as declared if it fits, else untyped."""
        for edge in state.edges:
            if edge.form == MIXED and isinstance(item, str):
                self.encoder.emit(edge.code, state.width)
                self.encoder.characters(item)
                return after(edge)
            if edge.form == TEXT and edge.datatype is not None and fits(edge.datatype, item):
                self.encoder.emit(edge.code, state.width)
                self.encoder.value(owner, edge.datatype, item)
                return after(edge)
        if not isinstance(item, str):
            raise self.encoder.fault(owner, f"{item!r} does not fit here")
        self.second(state, CHARACTERS)
        self.encoder.characters(item)
        return inner(state)

    def element_item(self, state: State, item: Struct, counts: dict[int, int]) -> State:
        """An element: by its own production, else by a wildcard, else at the second level."""
        name = self.name_of(item)
        found = next((e for e in state.edges if e.form == ELEMENT and e.name == name), None)
        if found is not None:
            self.encoder.emit(found.code, state.width)
            self.node(found, item)
            count = counts[found.slot] = counts.get(found.slot, 0) + 1
            return after(found, count)
        wildcard = next((e for e in state.edges if e.form == ANY), None)
        if wildcard is not None:
            self.encoder.emit(wildcard.code, state.width)
            self.wildcard(item)
            return after(wildcard)
        self.second(state, ANY_SE)
        self.wildcard(item)
        return inner(state)

    def name_of(self, item: Struct) -> QName:
        if isinstance(item, AnyElement):
            return item.name
        root = self.grammar.makers.get(type(item))
        if root is None:
            raise self.encoder.fault(None, f"{type(item).__name__} is no element of the set")
        return root.name

    def wildcard(self, item: Struct) -> None:
        """An element behind SE(*)."""
        name = self.name_of(item)
        self.qname(name)
        root = self.grammar.roots.get(name)
        if root is not None:
            self.node(root, item)
        elif isinstance(item, AnyElement):
            self.builtin(item)

    def node(self, edge: Edge, item: Struct) -> None:
        """An element whose declaration is known, from its object or from a node."""
        if not isinstance(item, AnyElement):
            if edge.type is not None:
                self.encoder.child(edge, item)
            else:
                self.encoder.leaf(edge, item.value)
            return
        value = plain_value(item)
        if edge.datatype is not None and value is not None and fits(edge.datatype, value):
            self.encoder.leaf(edge, value)
        elif edge.type is not None and value is not None and type(value) is edge.maker:
            self.encoder.child(edge, value)
        else:
            self.encoder.enter()
            kind = edge.type or (simple_type(edge.datatype) if edge.datatype else self.grammar.relaxed)
            self.element(edge, kind.ready().first, item)
            self.encoder.leave()

    def element(self, owner: Edge, state: State, node: AnyElement) -> None:
        """A node by the grammar of its declaration."""
        if node.type is not None:
            self.second(state, TYPE)
            self.qname(node.type)
            found = find_type(self.grammar, node.type)
            state = found.first if found else state
        self.rest(owner, state, node)

    def rest(self, owner: Edge, state: State, node: AnyElement) -> None:
        """What follows xsi:type."""
        if node.nil is not None:
            self.second(state, NIL)
            self.encoder.emit(int(node.nil), 1)
            state = emptied(state) if node.nil else state
        for attribute in sorted(node.attributes, key=lambda a: (a.name[1], a.name[0])):
            state = self.attribute(state, attribute)
        state = self.content(owner, state, node.content)
        end = next((e for e in state.edges if e.form == FINISH), None)
        if end is not None:
            self.encoder.emit(end.code, state.width)
        else:
            self.second(state, CLOSE)

    def attribute(self, state: State, attribute: AnyAttribute) -> State:
        declared = [e for e in state.edges if e.form == ATTRIBUTE]
        found = next((e for e in declared if e.name == attribute.name), None)
        if found is not None and found.datatype is not None and fits(found.datatype, attribute.value):
            self.encoder.emit(found.code, state.width)
            self.encoder.value(found, found.datatype, attribute.value)
            return after(found)
        text = attribute.value if isinstance(attribute.value, str) else str(attribute.value)
        wildcard = next((e for e in state.edges if e.form == ANY_ATTRIBUTE), None)
        if found is not None:
            self.second(state, UNTYPED_AT)
            self.encoder.emit(declared.index(found), width_of(len(declared) + 1))
            self.encoder.characters(text)
            return after(found)
        if wildcard is not None:
            self.encoder.emit(wildcard.code, state.width)
        else:
            self.second(state, ANY_AT)
        self.qname(attribute.name)
        self.encoder.characters(text)
        return state

    def second(self, state: State, event: int) -> None:
        """The escape and a second-level code."""
        events = second_level(state)
        if event not in events:
            raise self.encoder.fault(None, "the grammar has no place for this content")
        self.encoder.emit(state.count, state.width)
        self.encoder.emit(events.index(event), width_of(len(events)))

    # built-in

    def builtin(self, node: AnyElement) -> None:
        """A node without declaration, by the built-in grammar of its name."""
        grammar = self.learned.setdefault(node.name, BuiltinGrammar())
        edge = Edge(CONTENT, ELEMENT)
        edge.name = node.name
        self.encoder.enter()
        if node.type is not None:
            self.produce(grammar.start, Production(builtin.ATTRIBUTE, XSI_TYPE))
            self.qname(node.type)
            found = find_type(self.grammar, node.type)
            if found is not None:
                self.rest(edge, found.first, node)
                self.encoder.leave()
                return
        state = grammar.start
        for attribute in sorted(node.attributes, key=lambda a: (a.name[1], a.name[0])):
            self.produce(state, Production(builtin.ATTRIBUTE, attribute.name))
            self.encoder.characters(str(attribute.value))
        for item in node.content:
            self.builtin_item(state, item)
            state = grammar.content
        self.produce(state, Production(builtin.END))
        self.encoder.leave()

    def builtin_item(self, state: LearnedState, item: Content | AnyElement) -> None:
        if not isinstance(item, Struct):
            self.produce(state, Production(builtin.CHARACTERS))
            self.encoder.characters(str(item))
            return
        name = self.name_of(item)
        self.produce(state, Production(builtin.ELEMENT, name))
        root = self.grammar.roots.get(name)
        if root is not None:
            self.node(root, item)
        elif isinstance(item, AnyElement):
            self.builtin(item)

    def produce(self, state: LearnedState, production: Production) -> None:
        """An event: its learned code, else the long way, and learn it."""
        if production in state.productions:
            self.encoder.emit(state.productions.index(production), state.width)
            return
        self.encoder.emit(len(state.productions), state.width)
        self.encoder.emit(state.second.index(production.event), state.second_width)
        if production.name is not None:
            self.qname(production.name)
        state.learn(production, True)

    # whole values

    def root(self, edge: Edge | None, node: AnyElement) -> None:
        """A node as a whole document, after its event code."""
        if edge is None:
            self.wildcard(node)
        else:
            self.node(edge, node)

    def member(self, edge: Edge | None, value: object) -> None:
        """A fragment's element, after its event code: a node, or the value of an element declared with several types."""
        if isinstance(value, AnyElement):
            self.root(edge, value)
        elif edge is None or not isinstance(value, str | Struct) or edge.type is not None:
            raise self.encoder.fault(edge, f"{type(value).__name__} does not fit here")
        else:
            self.node(edge, self.as_node(edge, value))

    def as_node(self, edge: Edge, value: str | Struct) -> AnyElement:
        if isinstance(value, str):
            return AnyElement(edge.name, content=(value,))
        kind = self.grammar.structs.get(type(value))
        if kind is None:
            raise self.encoder.fault(edge, f"{type(value).__name__} is not of the set")
        return Node.from_fields(kind, list(astuple(value))).element(edge.name)


def after(edge: Edge, count: int = 0) -> State:
    found = edge.full if count and count == edge.limit else edge.next
    if found is None:
        raise TypeError(f"{edge.name} leads nowhere")
    return found


def inner(state: State) -> State:
    """The state after undeclared content."""
    return state if state.kind == INNER or state.owner is None else state.owner.content


def fits(datatype: Datatype, value: object) -> bool:
    """Whether a declared type can code a value."""
    if datatype.values:
        return value in datatype.codes
    wanted = {"string": str, "hex": bytes, "base64": bytes, "boolean": bool, "integer": int}[datatype.lexical]
    return type(value) is wanted


def plain_value(node: AnyElement) -> Content | None:
    """The one value of a node that is nothing but an element with a value."""
    if node.attributes or node.type is not None or node.nil is not None or len(node.content) != 1:
        return None
    return node.content[0]
