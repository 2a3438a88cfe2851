"""Message objects → one line of XML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import astuple

from secc.errors import EncodeError
from secc.exi.content import AnyElement, Content, QName
from secc.exi.grammar import Grammar
from secc.exi.lexical import NAME, UNNAMEABLE, UNWRITABLE, escape, write_value
from secc.exi.states import ATTRIBUTE, CONTENT, TEXT, Datatype, Edge, Type
from secc.exi.strings import XSI_NAMESPACE

PLAIN = re.compile("[0-9A-Za-z_+/=:. -]*")
"""Text that stands in XML as it is, at first sight."""
LOSSY = " <!-- lossy -->"


@lru_cache(4096)
def declared_tags(name: QName, scope: str) -> tuple[str, str]:
    """Start tag without its end, and end tag, of an element of a schema inside the namespace `scope`."""
    uri, local = name
    return f"<{local}" + (f' xmlns="{escape(uri, True)}"' if uri != scope else ""), f"</{local}>"


class XmlWriter:
    """Writes one element with all it holds. The default namespace is declared where it changes."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.parts: list[str] = []
        self.lossy = False
        self.opened = -1  # number of parts right after a start tag

    def text(self, value: object, datatype: Datatype | None = None) -> str:
        """The text of a value; notes whether XML can hold it."""
        text = write_value(value, datatype)
        self.lossy = self.lossy or UNWRITABLE.search(text) is not None
        return text

    def root(self, edge: Edge | None, value: object) -> str:
        """One line of XML; `edge` declares the element, None for a message object or node that names itself."""
        if edge is None or (isinstance(value, Struct) and edge.is_root):
            self.item(value, "")
        else:
            self.element(edge, value, "")
        return "".join(self.parts) + (LOSSY if self.lossy else "")

    def item(self, value: object, scope: str) -> None:
        """An element that names itself: an object of an element class, or a node."""
        if isinstance(value, AnyElement):
            self.node(value, scope)
            return
        edge = self.grammar.makers.get(type(value))
        if edge is None:
            raise EncodeError(f"{type(value).__name__} is no element of the set")
        if edge.datatype is not None:
            self.element(edge, getattr(value, "value"), scope)  # noqa: B009  # the class of a simple-typed element
        else:
            self.element(edge, value, scope)

    def element(self, edge: Edge, value: object, scope: str) -> None:
        """A declared element."""
        if isinstance(value, AnyElement):
            self.node(value, scope)
        elif edge.datatype is not None:
            self.leaf(edge.name, scope, write_value(value, edge.datatype))
        elif edge.type is not None and isinstance(value, Struct):
            root = self.grammar.makers.get(type(value)) if edge.is_root else None
            self.struct(root or edge, value, scope)
        else:
            self.leaf(edge.name, scope, write_value(value, None))

    def struct(self, edge: Edge, value: Struct, scope: str) -> None:
        kind = self.grammar.structs.get(type(value))
        if kind is None:
            raise EncodeError(f"{type(value).__name__} is not of the set")
        fields = astuple(value)
        self.start(edge.name, scope, self.attributes(kind, fields))
        self.fields(kind, fields, edge.name[0])
        self.end(edge.name)

    def attributes(self, kind: Type, values: Sequence[object]) -> list[tuple[QName, str]]:
        found = ((edge, values[slot]) for slot, edge in kind.ready().fields.items() if edge.form == ATTRIBUTE)
        return [(edge.name, self.text(value, edge.datatype)) for edge, value in found if value is not None]

    def fields(self, kind: Type, values: Sequence[object], scope: str) -> None:
        for slot, edge in kind.ready().fields.items():
            found = values[slot]
            if found is None or edge.form == ATTRIBUTE:
                continue
            for value in found if isinstance(found, tuple) else (found,):
                if edge.op == CONTENT:
                    self.content(value, scope, None)
                elif edge.form == TEXT:
                    self.characters(self.text(value, edge.datatype))
                else:
                    self.element(edge, value, scope)

    def content(self, value: Content | AnyElement, scope: str, datatype: Datatype | None) -> None:
        """An item of ordered content: text, an element, or the fields of a type."""
        if not isinstance(value, Struct):
            self.characters(self.text(value, datatype))
        elif self.names_itself(value):
            self.item(value, scope)
        else:
            self.fields(self.grammar.structs[type(value)], astuple(value), scope)

    def names_itself(self, value: Struct) -> bool:
        return isinstance(value, AnyElement) or type(value) in self.grammar.makers

    def node(self, node: AnyElement, scope: str) -> None:
        attributes = [(a.name, self.text(a.value, self.attribute_type(a.name))) for a in node.attributes]
        if node.nil is not None:
            attributes.insert(0, ((XSI_NAMESPACE, "nil"), self.text(node.nil)))
        for item in node.content:
            if isinstance(item, Struct) and not self.names_itself(item):
                attributes += self.attributes(self.grammar.structs[type(item)], astuple(item))
        self.start(node.name, scope, attributes, node.type)
        declared = self.grammar.elements.get(node.name)
        for item in node.content:
            self.content(item, node.name[0], declared.datatype if declared else None)
        self.end(node.name)

    def attribute_type(self, name: QName) -> Datatype | None:
        for number, reference in self.grammar.tables.attributes:
            if self.grammar.names[number] == name:
                found = self.grammar.resolve(reference)
                return found if isinstance(found, Datatype) else None
        return None

    # tags

    def word(self, name: str) -> str:
        """A local name; one that XML does not allow is written with underscores."""
        if NAME.fullmatch(name):
            return name
        self.lossy = True
        return UNNAMEABLE.sub("_", name) if NAME.match(name) else "_" + UNNAMEABLE.sub("_", name)

    def characters(self, text: str) -> None:
        if text:
            self.parts.append(escape(text))

    def leaf(self, name: QName, scope: str, text: str) -> None:
        """An element that holds nothing but text."""
        opening, closing = declared_tags(name, scope)
        if not text:
            self.parts.append(f"{opening}/>")
        elif PLAIN.fullmatch(text):
            self.parts.append(f"{opening}>{text}{closing}")
        else:
            self.lossy = self.lossy or UNWRITABLE.search(text) is not None
            self.parts.append(f"{opening}>{escape(text)}{closing}")

    def start(self, name: QName, scope: str, attributes: Sequence[tuple[QName, str]], xsi_type: QName | None = None) -> None:
        if not attributes and xsi_type is None and name in self.grammar.elements:
            self.parts.append(declared_tags(name, scope)[0] + ">")
            self.opened = len(self.parts)
            return
        uri, local = name
        prefixes: dict[str, str] = {}
        written = [f"<{self.word(local)}"] + ([f' xmlns="{escape(self.text(uri), True)}"'] if uri != scope else [])
        if xsi_type is not None:
            self.lossy = self.lossy or bool(uri and not xsi_type[0])  # unprefixed it would be of the default namespace
            attributes = [((XSI_NAMESPACE, "type"), self.prefixed(xsi_type, prefixes)), *attributes]
        pairs = [(self.prefixed(attribute, prefixes), text) for attribute, text in attributes]
        written += [f' xmlns:{prefix}="{escape(self.text(namespace), True)}"' for namespace, prefix in prefixes.items()]
        written += [f' {attribute}="{escape(text, True)}"' for attribute, text in pairs]
        self.parts.append("".join(written) + ">")
        self.opened = len(self.parts)

    def prefixed(self, name: QName, prefixes: dict[str, str]) -> str:
        uri, local = name[0], self.word(name[1])
        if not uri:
            return local
        if uri == "http://www.w3.org/XML/1998/namespace":
            return f"xml:{local}"
        prefix = "xsi" if uri == XSI_NAMESPACE else f"a{len(prefixes)}"
        return f"{prefixes.setdefault(uri, prefix)}:{local}"

    def end(self, name: QName) -> None:
        if self.opened == len(self.parts):
            self.parts[-1] = self.parts[-1][:-1] + "/>"
            self.opened = -1
        else:
            self.parts.append(f"</{self.word(name[1])}>")
