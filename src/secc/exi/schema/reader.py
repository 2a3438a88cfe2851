"""XSD files → `Schema`. Knows the part of XML Schema that message sets use and refuses the rest."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from secc.exi.schema.model import (
    UNBOUNDED,
    Attribute,
    ComplexType,
    Datatype,
    Element,
    Group,
    Particle,
    QName,
    Schema,
    SchemaError,
)

XS = "http://www.w3.org/2001/XMLSchema"

INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{name: (-(1 << bits - 1), (1 << bits - 1) - 1) for name, bits in {"byte": 8, "short": 16, "int": 32, "long": 64}.items()},
    **{f"unsigned{name}": (0, (1 << bits) - 1) for name, bits in {"Byte": 8, "Short": 16, "Int": 32, "Long": 64}.items()},
}
STRINGS = ("string", "normalizedString", "token", "anyURI", "ID", "IDREF", "NCName", "Name", "NMTOKEN", "language")
BUILTIN: dict[str, Datatype] = {
    "boolean": Datatype("boolean"),
    "base64Binary": Datatype("binary", lexical="base64"),
    "hexBinary": Datatype("binary", lexical="hex"),
    **{name: Datatype("integer", low=low, high=high) for name, (low, high) in INTEGERS.items()},
    **{name: Datatype("string") for name in STRINGS},
}
LOW_FACETS = {"minInclusive": 0, "minExclusive": 1, "minLength": 0, "length": 0}
HIGH_FACETS = {"maxInclusive": 0, "maxExclusive": -1, "maxLength": 0, "length": 0}
IGNORED_FACETS = ("whiteSpace", "annotation", "enumeration")


class Node:
    """An XML element of a schema file, with the context needed to resolve the names in it."""

    def __init__(self, xml: ElementTree.Element, file: SchemaFile) -> None:
        self.xml, self.file = xml, file
        self.tag = xml.tag.removeprefix(f"{{{XS}}}")

    def get(self, key: str, default: str = "") -> str:
        return self.xml.get(key, default)

    def children(self, *tags: str) -> Iterator[Node]:
        for child in self.xml:
            node = Node(child, self.file)
            if not tags or node.tag in tags:
                yield node

    def child(self, *tags: str) -> Node | None:
        return next(self.children(*tags), None)

    def qname(self, key: str) -> QName:
        prefix, _, local = self.get(key).rpartition(":")
        if prefix not in self.file.prefixes and prefix:
            raise SchemaError(f"{self.file.path.name}: prefix {prefix} of {self.get(key)} is not bound")
        return self.file.prefixes.get(prefix, ""), local

    def doc(self) -> str:
        """The documentation of the declaration, in one line, with the source that its `source` attribute names."""
        found = [d for a in self.children("annotation") for d in a.children("documentation")]
        texts = [" ".join("".join(d.xml.itertext()).split()) for d in found]
        sources = [name for d in found for name in d.get("source").split(",") if name and name != "general-knowledge"]
        return " ".join([*texts, f"Source: {' '.join(sources)}."] if sources else texts)

    def occurs(self) -> tuple[int, int]:
        high = self.get("maxOccurs", "1")
        return int(self.get("minOccurs", "1")), UNBOUNDED if high == "unbounded" else int(high)


class SchemaFile:
    """One XSD file: its root, its prefixes and its defaults."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.prefixes: dict[str, str] = {}
        root: ElementTree.Element | None = None
        try:
            for event, item in ElementTree.iterparse(io.BytesIO(path.read_bytes()), ("start-ns", "start")):
                if event == "start-ns":
                    self.prefixes.setdefault(item[0], item[1])
                elif root is None:
                    root = item
        except ElementTree.ParseError as error:
            raise SchemaError(f"{path}: {error}") from None
        if root is None or root.tag != f"{{{XS}}}schema":
            raise SchemaError(f"{path}: not an XML schema")
        self.root = Node(root, self)
        self.namespace = root.get("targetNamespace", "")
        self.qualified = {kind: root.get(f"{kind}FormDefault") == "qualified" for kind in ("element", "attribute")}

    def name(self, node: Node) -> QName:
        """The name of a local declaration: in the target namespace only if qualified."""
        form = node.get("form")
        qualified = form == "qualified" if form else self.qualified[node.tag]
        return (self.namespace if qualified else "", node.get("name"))


def find_imported(location: str, importer: Path, folders: Iterable[Path]) -> Path:
    """The file of an import: where it says, else a file of that name in one of the folders or above the importer."""
    places = [importer.parent / location, *(folder / Path(location).name for folder in (*folders, *importer.parents[:3]))]
    for place in places:
        if place.is_file():
            return place.resolve()
    raise SchemaError(f"{importer}: imports {location}, which is not there")


class Reader:
    """Reads a root XSD with its imports and resolves every declaration."""

    def __init__(self, roots: Iterable[Path], folders: Iterable[Path] = ()) -> None:
        self.schema = Schema()
        self.folders = tuple(folders)
        self.files: dict[Path, SchemaFile] = {}
        self.raw: dict[tuple[str, QName], Node] = {}
        for root in roots:
            self.load(root.resolve())
        for tag, name in list(self.raw):
            if tag == "element":
                self.global_element(name)
            else:
                self.type(name)

    def load(self, path: Path) -> None:
        if path in self.files:
            return
        file = self.files[path] = SchemaFile(path)
        self.schema.namespaces.add(file.namespace)
        for node in file.root.children():
            if node.tag in ("import", "include"):
                self.load(find_imported(node.get("schemaLocation"), path, self.folders))
            elif node.tag in ("element", "complexType", "simpleType"):
                self.raw["element" if node.tag == "element" else "type", (file.namespace, node.get("name"))] = node
            elif node.tag != "annotation":
                raise SchemaError(f"{path.name}: global {node.tag} is not supported")

    # elements

    def global_element(self, name: QName) -> Element:
        if name not in self.schema.elements:
            node = self.raw.get(("element", name))
            if node is None:
                raise SchemaError(f"element {name} is not declared")
            element = self.schema.elements[name] = Element(name, BUILTIN["string"], True, node.doc())
            self.schema.declarations.append(element)
            element.type = self.type_of(node)
            element.head = node.qname("substitutionGroup") if node.get("substitutionGroup") else None
        return self.schema.elements[name]

    def type_of(self, node: Node) -> ComplexType | Datatype:
        if node.get("type"):
            return self.type(node.qname("type"))
        inner = node.child("complexType", "simpleType")
        if inner is None:
            raise SchemaError(f"{node.file.path.name}: {node.get('name')} has no type")
        if inner.tag == "simpleType":
            return self.simple_type(inner, None)
        return self.complex_type(inner, ComplexType(None))

    # types

    def type(self, name: QName) -> ComplexType | Datatype:
        if name[0] == XS:
            if name[1] not in BUILTIN:
                raise SchemaError(f"xs:{name[1]} is not supported")
            return BUILTIN[name[1]]
        if name not in self.schema.types:
            node = self.raw.get(("type", name))
            if node is None:
                raise SchemaError(f"type {name} is not declared")
            if node.tag == "simpleType":
                self.schema.types[name] = self.simple_type(node, name)
            else:
                made = self.schema.types[name] = ComplexType(name)  # known before it is read: types may be recursive
                self.complex_type(node, made)
        return self.schema.types[name]

    def datatype(self, name: QName) -> Datatype:
        found = self.type(name)
        if not isinstance(found, Datatype):
            raise SchemaError(f"{name} is not a simple type")
        return found

    def simple_type(self, node: Node, name: QName | None) -> Datatype:
        restriction = node.child("restriction")
        if restriction is None:
            raise SchemaError(f"{node.file.path.name}: simple type {name} is no restriction")
        inner = restriction.child("simpleType")
        base = self.datatype(restriction.qname("base")) if inner is None else self.simple_type(inner, None)
        return self.restrict(base, restriction, name, node.doc())

    def restrict(self, base: Datatype, node: Node, name: QName | None, doc: str) -> Datatype:
        low, high = base.low, base.high
        for facet in node.children():
            if facet.tag in LOW_FACETS:
                low = int(facet.get("value")) + LOW_FACETS[facet.tag]
            if facet.tag in HIGH_FACETS:
                high = int(facet.get("value")) + HIGH_FACETS[facet.tag]
            elif facet.tag not in LOW_FACETS and facet.tag not in IGNORED_FACETS:
                raise SchemaError(f"{node.file.path.name}: facet {facet.tag} of {name} is not supported")
        listed = list(node.children("enumeration"))
        if not listed:
            return replace(base, name=name or base.name, low=low, high=high, doc=doc or base.doc)
        return Datatype(
            "enumeration", name, values=tuple(e.get("value") for e in listed), doc=doc, value_docs=tuple(e.doc() for e in listed)
        )

    def complex_type(self, node: Node, made: ComplexType) -> ComplexType:
        made.doc = node.doc()
        made.mixed = node.get("mixed") == "true"
        body = node.child("complexContent", "simpleContent")
        derivation = body.child("extension", "restriction") if body is not None else None
        if body is None or derivation is None:
            self.fill(made, node)
            return made
        if body.tag == "simpleContent":
            self.simple_content(made, derivation)
        else:
            self.complex_content(made, derivation)
        return made

    def simple_content(self, made: ComplexType, node: Node) -> None:
        base = self.type(node.qname("base"))
        if isinstance(base, ComplexType):
            made.attributes, made.value = base.attributes, base.value
        else:
            made.value = base
        made.attributes = (*made.attributes, *self.attributes(node))

    def complex_content(self, made: ComplexType, node: Node) -> None:
        base = self.type(node.qname("base"))
        if not isinstance(base, ComplexType):
            raise SchemaError(f"{made.name} derives complex content from a simple type")
        self.fill(made, node)
        made.attributes = (*base.attributes, *made.attributes)
        if node.tag == "extension":
            made.mixed = made.mixed or base.mixed
            groups = [group for group in (base.content, made.content) if group is not None]
            made.content = Group(tuple(groups)) if len(groups) > 1 else next(iter(groups), None)

    def fill(self, made: ComplexType, node: Node) -> None:
        group = node.child("sequence", "choice")
        made.content = self.group(group) if group is not None else None
        made.attributes = tuple(self.attributes(node))
        unknown = [c.tag for c in node.children() if c.tag not in ("sequence", "choice", "attribute", "annotation")]
        if unknown:
            raise SchemaError(f"{made.name}: {unknown[0]} is not supported")

    def attributes(self, node: Node) -> Iterator[Attribute]:
        for item in node.children("attribute"):
            attribute = Attribute(item.file.name(item), self.attribute_type(item), item.get("use") == "required", item.doc())
            self.schema.attributes.append(attribute)
            yield attribute

    def attribute_type(self, node: Node) -> Datatype:
        found = self.type_of(node)
        if not isinstance(found, Datatype):
            raise SchemaError(f"attribute {node.get('name')} has a complex type")
        return found

    # content

    def group(self, node: Node) -> Group:
        items = tuple(self.item(child) for child in node.children() if child.tag != "annotation")
        return Group(items, node.tag == "choice", *node.occurs())

    def item(self, node: Node) -> Particle | Group:
        if node.tag in ("sequence", "choice"):
            return self.group(node)
        if node.tag == "any":
            return Particle(None, *node.occurs())
        if node.tag != "element":
            raise SchemaError(f"{node.file.path.name}: {node.tag} is not supported in a content model")
        if node.get("ref"):
            return Particle(self.global_element(node.qname("ref")), *node.occurs(), doc=node.doc())
        element = Element(node.file.name(node), self.type_of(node), doc=node.doc())
        self.schema.declarations.append(element)
        return Particle(element, *node.occurs(), doc=node.doc())


def read_schema(roots: Iterable[Path], folders: Iterable[Path] = ()) -> Schema:
    """Read root XSDs and all they import; `folders` are further places to look for imported files.

    Raises `SchemaError` for a file that is missing, no schema, or uses what the reader does not know.
    """
    return Reader(roots, folders).schema
