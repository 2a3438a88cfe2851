"""XML → message objects, along the grammar of a set."""

from __future__ import annotations

from xml.parsers import expat

from msgspec import Struct

from secc.errors import EncodeError
from secc.exi.content import AnyAttribute, AnyElement, Content, QName
from secc.exi.grammar import Grammar
from secc.exi.lexical import read_value
from secc.exi.open import XSI_NIL, XSI_TYPE, Node, as_value, find_type, simple_type, wrap
from secc.exi.states import ATTRIBUTE, ELEMENT, MIXED, TEXT, Edge, State, Type

MAX_DEPTH = 32


class XmlNode:
    """An element as parsed."""

    def __init__(self, name: QName, attributes: dict[QName, str], prefixes: dict[str, str]) -> None:
        self.name, self.attributes, self.prefixes = name, attributes, prefixes
        self.content: list[str | XmlNode] = []

    @property
    def text(self) -> str:
        return "".join(item for item in self.content if isinstance(item, str))

    @property
    def children(self) -> list[XmlNode]:
        return [item for item in self.content if isinstance(item, XmlNode)]

    def prefixed(self, text: str) -> QName:
        prefix, _, local = text.strip().rpartition(":")
        if prefix and prefix not in self.prefixes:
            raise EncodeError(f"not XML: unbound prefix in {text!r}")
        return self.prefixes.get(prefix, ""), local


def split(name: str) -> QName:
    uri, _, local = name.rpartition(" ")
    return uri, local


class TreeParser:
    """expat events → `XmlNode`; knows no DTD."""

    def __init__(self) -> None:
        self.stack: list[XmlNode] = []
        self.root: XmlNode | None = None
        self.prefixes: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartNamespaceDeclHandler = self.bind
        self.parser.StartDoctypeDeclHandler = self.refuse

    def bind(self, prefix: str | None, uri: str | None) -> None:
        self.prefixes = {**self.prefixes, prefix or "": uri or ""}

    def refuse(self, *_: object) -> None:
        raise EncodeError("a document type declaration is not allowed")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        node = XmlNode(split(name), {split(key): value for key, value in attributes.items()}, self.prefixes)
        if len(self.stack) >= MAX_DEPTH:
            raise EncodeError(f"nested deeper than {MAX_DEPTH} elements")
        if self.stack:
            self.stack[-1].content.append(node)
        else:
            self.root = node
        self.stack.append(node)

    def end(self, name: str) -> None:
        self.stack.pop()
        self.prefixes = self.stack[-1].prefixes if self.stack else {}

    def text(self, data: str) -> None:
        if self.stack:
            self.stack[-1].content.append(data)


def parse(xml: str) -> XmlNode:
    """The root of an XML document. Raises `EncodeError` for text that is no XML."""
    tree = TreeParser()
    try:
        tree.parser.Parse(xml.encode(), True)
    except (expat.ExpatError, UnicodeEncodeError) as error:
        raise EncodeError(f"not XML: {error}") from None
    if tree.root is None:
        raise EncodeError("not XML: no element")
    return tree.root


class XmlReader:
    """Turns parsed elements into message objects; what the schema does not foresee becomes `AnyElement`."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def document(self, node: XmlNode) -> Struct:
        edge = self.grammar.roots.get(node.name)
        made = None if edge is None else wrap(edge, self.value(edge, node))
        if not isinstance(made, Struct):
            raise EncodeError(f"{node.name[1]} is no root element of the set")
        return made

    def fragment(self, node: XmlNode) -> tuple[str, object]:
        edge = self.grammar.elements.get(node.name)
        return node.name[1], self.builtin(node) if edge is None else self.value(edge, node)

    def value(self, edge: Edge, node: XmlNode) -> object:
        """The value of a declared element: of its type, or a node if it does not keep to its declaration."""
        if XSI_TYPE in node.attributes or XSI_NIL in node.attributes or (edge.type is None and edge.datatype is None):
            return self.open(edge, node)
        if edge.datatype is not None:
            value = None if node.attributes or node.children else read_value(node.text, edge.datatype)
            return self.open(edge, node) if value is None else value
        found = self.struct(edge, node) if edge.type is not None else None
        return self.open(edge, node) if found is None else found

    def struct(self, edge: Edge, node: XmlNode) -> Struct | None:
        """A message object, or None if the element holds what its class has no field for."""
        kind = edge.type
        if kind is None or edge.maker is None:
            return None
        kind.ready()
        fields: list[object] = [() if slot in kind.lists else None for slot in range(kind.size)]
        if not self.attributes(kind, node, fields) or not self.content(kind, node, fields):
            return None
        required = [slot for slot in range(kind.size) if fields[slot] is None]
        if any(is_required(edge.maker, slot) for slot in required):
            return None
        made = edge.maker(*fields)
        return made if isinstance(made, Struct) else None

    def attributes(self, kind: Type, node: XmlNode, fields: list[object]) -> bool:
        declared = {e.name: (slot, e) for slot, e in kind.fields.items() if e.form == ATTRIBUTE}
        for name, text in node.attributes.items():
            if name not in declared:
                return False
            slot, edge = declared[name]
            fields[slot] = read_value(text, edge.datatype) if edge.datatype is not None else None
            if fields[slot] is None:
                return False
        return True

    def content(self, kind: Type, node: XmlNode, fields: list[object]) -> bool:
        """Fill the fields from child elements and text; False if something does not fit."""
        value = next((e for e in kind.fields.values() if e.form == TEXT), None)
        if value is not None and value.datatype is not None:
            fields[value.slot] = None if node.children else read_value(node.text, value.datatype)
            return fields[value.slot] is not None
        if kind.is_open:
            slot = next((s for s, e in kind.fields.items() if e.form != ATTRIBUTE), None)
            if slot is not None:
                fields[slot] = tuple(self.items(kind.states, node, self.is_mixed(kind)))
            return True
        if node.text.strip():
            return False
        return all(self.place(kind, child, fields) for child in node.children)

    def place(self, kind: Type, child: XmlNode, fields: list[object]) -> bool:
        edge = self.declared(kind.states, child.name)
        if edge is None or (not edge.many and fields[edge.slot] is not None):
            return False
        value = self.value(edge, child)
        if isinstance(value, AnyElement):
            return False
        held = fields[edge.slot]
        fields[edge.slot] = (*held, value) if isinstance(held, tuple) else value
        return True

    def declared(self, states: tuple[State, ...], name: QName) -> Edge | None:
        return next((e for s in states for e in s.edges if e.form == ELEMENT and e.name == name), None)

    def is_mixed(self, kind: Type) -> bool:
        return any(e.form == MIXED for s in kind.states for e in s.edges)

    def items(self, states: tuple[State, ...], node: XmlNode, mixed: bool) -> list[Content | AnyElement]:
        """Ordered content."""
        made: list[Content | AnyElement] = []
        for item in node.content:
            if isinstance(item, str):
                if mixed or item.strip():
                    made.append(item)
                continue
            edge = self.declared(states, item.name) or self.grammar.roots.get(item.name)
            made.append(self.builtin(item) if edge is None else wrap(edge, self.value(edge, item)))
        return made

    # nodes

    def open(self, edge: Edge, node: XmlNode) -> AnyElement:
        """A declared element as a node."""
        kind = edge.type or (simple_type(edge.datatype) if edge.datatype is not None else self.grammar.relaxed)
        return self.typed(node, kind)

    def typed(self, node: XmlNode, kind: Type | None) -> AnyElement:
        made = Node()
        if XSI_TYPE in node.attributes:
            made.type = node.prefixed(node.attributes[XSI_TYPE])
            kind = find_type(self.grammar, made.type) or kind
        if XSI_NIL in node.attributes:
            made.nil = node.attributes[XSI_NIL].strip() in ("true", "1")
        if kind is None:
            return self.finish(node, made)
        kind.ready()
        declared = {e.name: e for s in kind.states for e in s.edges if e.form == ATTRIBUTE}
        for name, text in sorted_attributes(node):
            found = declared.get(name)
            value = read_value(text, found.datatype) if found is not None and found.datatype is not None else None
            made.attributes.append(AnyAttribute(name, text if value is None else value))
        text_edge = next((e for s in kind.states for e in s.edges if e.form == TEXT), None)
        typed = read_value(node.text, text_edge.datatype) if text_edge is not None and text_edge.datatype is not None else None
        if typed is not None and not node.children:
            made.content = [as_value(typed)] if node.text else []
        else:
            made.content = self.items(kind.states, node, self.is_mixed(kind))
        return made.element(node.name)

    def builtin(self, node: XmlNode) -> AnyElement:
        """An element that no schema describes."""
        return self.typed(node, None)

    def finish(self, node: XmlNode, made: Node) -> AnyElement:
        made.attributes = [AnyAttribute(name, text) for name, text in sorted_attributes(node) if name != XSI_TYPE]
        made.nil = None
        made.content = self.items((), node, True)
        return made.element(node.name)


def sorted_attributes(node: XmlNode) -> list[tuple[QName, str]]:
    """Attributes in EXI order, without xsi:type and xsi:nil."""
    named = ((name, text) for name, text in node.attributes.items() if name not in (XSI_TYPE, XSI_NIL))
    return sorted(named, key=lambda item: (item[0][1], item[0][0]))


def is_required(maker: type, slot: int) -> bool:
    """Whether a field of a message class has no default."""
    defaults: tuple[object, ...] = getattr(maker, "__struct_defaults__", ())
    return slot < len(getattr(maker, "__struct_fields__", ())) - len(defaults)
