"""Reads what no message class describes: wildcards, mixed text, xsi:type and xsi:nil, undeclared content, relaxed elements."""

from __future__ import annotations

from typing import Protocol

from secc.exi import builtin
from secc.exi.builtin import BuiltinGrammar, LearnedState, Production
from secc.exi.content import AnyAttribute, AnyElement, Content, QName
from secc.exi.fault import Fault
from secc.exi.grammar import Grammar
from secc.exi.open import (
    ANY_AT,
    ANY_SE,
    CLOSE,
    NIL,
    OPEN_CAP,
    TYPE,
    UNTYPED_AT,
    XSI_TYPE,
    Node,
    as_simple,
    as_value,
    emptied,
    find_type,
    second_level,
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
    Type,
    width_of,
)
from secc.exi.strings import NameTable


class BitReader(Protocol):
    """What reading open content needs of the decoder."""

    grammar: Grammar
    pos: int
    depth: int

    def take(self, count: int) -> int: ...
    def natural(self, groups: int) -> int: ...
    def characters(self, count: int) -> str: ...
    def text(self, partition: object) -> str: ...
    def value(self, datatype: Datatype, partition: object) -> object: ...
    def node(self, edge: Edge) -> Content | AnyElement: ...
    def enter(self) -> None: ...
    def leave(self) -> None: ...
    def need(self, bits: int) -> None: ...
    def fault(self, reason: str) -> Fault: ...


class OpenReader:
    """Reads what no message class describes."""

    def __init__(self, decoder: BitReader) -> None:
        self.decoder = decoder
        self.grammar = decoder.grammar
        self.names = NameTable(self.grammar.uris, self.grammar.local_names)
        self.learned: dict[QName, BuiltinGrammar] = {}
        self.count = 0

    def tick(self) -> None:
        """Count a node of open content."""
        self.count += 1
        self.decoder.need(0)
        if self.count > OPEN_CAP:
            raise self.decoder.fault(f"more than {OPEN_CAP} events of open content")

    # names

    def qname(self) -> QName:
        """A namespace and local name from the string tables."""
        decoder, names = self.decoder, self.names
        code = decoder.take(width_of(len(names.uris) + 1))
        if code > len(names.uris):
            raise decoder.fault("no such namespace in the string table")
        if code == 0:
            names.uris.append(decoder.characters(decoder.natural(5)))
        uri = names.uris[code - 1]
        known = names.locals(uri)
        length = decoder.natural(5)
        if length == 0:
            number = decoder.take(width_of(len(known)))
            if number >= len(known):
                raise decoder.fault("no such name in the string table")
            return uri, known[number]
        known.append(decoder.characters(length - 1))
        return uri, known[-1]

    def key(self, name: QName) -> object:
        """The value partition of a name."""
        return self.grammar.numbers.get(name, name)

    # nodes

    def item(self, edge: Edge, owner: Edge) -> Content | AnyElement:
        """The content item after a production of an open type. `owner` is the element around it."""
        self.tick()
        if edge.form == MIXED:
            return self.decoder.text(owner.partition)
        if edge.form == ANY:
            return self.wildcard()
        return self.decoder.node(edge)

    def wildcard(self) -> Content | AnyElement:
        """Any element: its global declaration if there is one, else the built-in grammar."""
        name = self.qname()
        root = self.grammar.roots.get(name)
        if root is not None:
            return self.decoder.node(root)
        return self.builtin(name)

    def plain_edge(self, name: QName) -> Edge:
        edge = Edge(CONTENT, ELEMENT)
        edge.name, edge.partition = name, self.key(name)
        return edge

    # schema-informed, but off its declared path

    def resume(self, edge: Edge, state: State, node: Node) -> AnyElement:
        """Read the rest of an element from a state of its grammar; `node` holds what was read before."""
        owner = state.owner
        while True:
            self.decoder.need(0)
            code = self.decoder.take(state.width)
            if code > state.count:
                raise self.decoder.fault("no such event code")
            if code == state.count:
                after = self.second(edge, state, owner, node)
            elif state.edges[code].form == FINISH:
                after = None
            else:
                after = self.first(edge, state.edges[code], node)
            if after is None:
                return node.element(edge.name)
            state, owner = after, after.owner

    def first(self, owner: Edge, edge: Edge, node: Node) -> State | None:
        """A declared production."""
        self.tick()
        if edge.form == ATTRIBUTE and edge.datatype is not None:
            node.attributes.append(AnyAttribute(edge.name, as_simple(self.decoder.value(edge.datatype, edge.partition))))
        elif edge.form == ANY_ATTRIBUTE:
            self.any_attribute(node)
        elif edge.form == TEXT and edge.datatype is not None:
            node.content.append(as_value(self.decoder.value(edge.datatype, owner.partition)))
        else:
            node.content.append(self.item(edge, owner))
            return node.counted(edge)
        return edge.next

    def second(self, edge: Edge, state: State, owner: Type | None, node: Node) -> State | None:
        """An event of the second level; None ends the element."""
        self.tick()
        events = second_level(state)
        code = self.decoder.take(width_of(len(events)))
        if code >= len(events):
            raise self.decoder.fault("no such event code")
        event = events[code]
        if event == TYPE:
            return self.retype(state, node)
        if event == NIL:
            node.nil = self.decoder.take(1) == 1
            return emptied(state) if node.nil else state
        if event == ANY_AT:
            self.any_attribute(node)
            return state
        if event == UNTYPED_AT:
            return self.untyped_attribute(state, node)
        if event == CLOSE:
            return None
        node.content.append(self.wildcard() if event == ANY_SE else self.decoder.text(edge.partition))
        return state if state.kind == INNER or owner is None else owner.content

    def retype(self, state: State, node: Node) -> State:
        """xsi:type: go on in that type's grammar; an unknown type changes nothing."""
        node.type = self.qname()
        found = find_type(self.grammar, node.type)
        return state if found is None else found.first

    def any_attribute(self, node: Node) -> None:
        name = self.qname()
        node.attributes.append(AnyAttribute(name, self.decoder.text(self.key(name))))

    def untyped_attribute(self, state: State, node: Node) -> State | None:
        """Third level: a declared attribute with a value that its type does not allow, or any attribute."""
        declared = [edge for edge in state.edges if edge.form == ATTRIBUTE]
        code = self.decoder.take(width_of(len(declared) + 1))
        if code > len(declared):
            raise self.decoder.fault("no such event code")
        if code == len(declared):
            self.any_attribute(node)
            return state
        node.attributes.append(AnyAttribute(declared[code].name, self.decoder.text(declared[code].partition)))
        return declared[code].next

    # built-in

    def builtin(self, name: QName) -> AnyElement:
        """An element with the built-in grammar of its name, which learns while it is read."""
        grammar = self.learned.setdefault(name, BuiltinGrammar())
        edge, node = self.plain_edge(name), Node()
        self.decoder.enter()
        try:
            made = self.learn(edge, grammar, node)
        except Fault as fault:
            fault.step(name[1])
            raise
        self.decoder.leave()
        return made

    def learn(self, edge: Edge, grammar: BuiltinGrammar, node: Node) -> AnyElement:
        """Events until the end of an element with a built-in grammar."""
        state = grammar.start
        while True:
            self.tick()
            production = self.production(state)
            if production.event == builtin.END:
                return node.element(edge.name)
            if production.event == builtin.ATTRIBUTE:
                after = self.builtin_attribute(production.name or ("", ""), node)
                if after is not None:
                    return self.resume(edge, after, node)
                continue
            node.content.append(self.builtin_content(production, edge.name))
            state = grammar.content

    def production(self, state: LearnedState) -> Production:
        """The next event; one coded at the second level is learned at once."""
        code = self.decoder.take(state.width)
        if code < len(state.productions):
            return state.productions[code]
        if code > len(state.productions):
            raise self.decoder.fault("no such event code")
        event = state.second[self.decoder.take(state.second_width)]
        name = self.qname() if event in (builtin.ATTRIBUTE, builtin.ELEMENT) else None
        production = Production(event, name)
        state.learn(production, name is None or name == XSI_TYPE)
        return production

    def builtin_attribute(self, name: QName, node: Node) -> State | None:
        """An attribute value; after a known xsi:type the first state of that type, else None."""
        if name == XSI_TYPE:
            node.type = self.qname()
            found = find_type(self.grammar, node.type)
            return found.first if found is not None else None
        node.attributes.append(AnyAttribute(name, self.decoder.text(self.key(name))))
        return None

    def builtin_content(self, production: Production, owner: QName) -> Content | AnyElement:
        if production.name is None:
            return self.decoder.text(self.key(owner))
        root = self.grammar.roots.get(production.name)
        return self.builtin(production.name) if root is None else self.decoder.node(root)
