"""Message objects as JSON values and back: exact, with schema names as keys.

    {"V2G_Message": {"Header": {…}, "Body": {"SessionSetupReq": {"EVCCID": "A1B2"}}}}

Attributes have keys with "@", the value of simple content the key "$". Binary is text as in XML. A field that holds
a member of a substitution group has the key of the member. Ordered content is a list under "$content": text,
objects with one element, or {"$node": {…}} for what no class describes.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import astuple

from secc.errors import EncodeError
from secc.exi.content import AnyAttribute, AnyElement, Content, QName
from secc.exi.grammar import Grammar
from secc.exi.lexical import read_value, write_value
from secc.exi.states import ATTRIBUTE, CONTENT, TEXT, Datatype, Edge, Type

Json = object


class JsonWriter:
    """Message objects → JSON values."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar

    def root(self, edge: Edge | None, value: object) -> Json:
        if isinstance(value, AnyElement):
            return {"$node": self.node(value)}
        found = self.grammar.makers.get(type(value)) if edge is None or edge.is_root else None
        if found is not None:
            return {found.name[1]: self.element(found, unwrap(found, value))}
        if edge is None:
            raise EncodeError(f"{type(value).__name__} is no element of the set")
        return {edge.name[1]: self.element(edge, value)}

    def element(self, edge: Edge, value: object) -> Json:
        if isinstance(value, AnyElement):
            return {"$node": self.node(value)}
        if isinstance(value, Struct):
            return self.struct(value)
        return self.simple(value, edge.datatype)

    def simple(self, value: object, datatype: Datatype | None) -> Json:
        if isinstance(value, bool | int):
            return value
        return write_value(value, datatype)

    def struct(self, value: Struct) -> dict[str, Json]:
        kind = self.grammar.structs.get(type(value))
        if kind is None:
            raise EncodeError(f"{type(value).__name__} is not of the set")
        made: dict[str, Json] = {}
        for (slot, edge), found in zip(kind.ready().fields.items(), in_order(kind, astuple(value)), strict=True):
            if found is None or found == () or slot < 0:
                continue
            if edge.op == CONTENT:
                made["$content"] = [self.item(item) for item in found] if isinstance(found, tuple) else []
            elif isinstance(found, tuple):
                made[edge.name[1]] = [self.element(edge, item) for item in found]
            else:
                made[self.key(edge, found)] = self.element(edge, found)
        return made

    def key(self, edge: Edge, value: object) -> str:
        if edge.form == TEXT:
            return "$"
        if edge.form == ATTRIBUTE:
            return f"@{edge.name[1]}"
        root = self.grammar.makers.get(type(value)) if edge.is_root else None
        return (root or edge).name[1]

    def item(self, value: object) -> Json:
        if isinstance(value, AnyElement):
            return {"$node": self.node(value)}
        if isinstance(value, Struct):
            root = self.grammar.makers.get(type(value))
            return self.root(None, value) if root is not None else {"$fields": type(value).__name__, "$of": self.struct(value)}
        if isinstance(value, bytes):
            return {"$base64": write_value(value, None)}
        return value

    def node(self, node: AnyElement) -> dict[str, Json]:
        made: dict[str, Json] = {"name": list(node.name)}
        if node.type is not None:
            made["type"] = list(node.type)
        if node.nil is not None:
            made["nil"] = node.nil
        if node.attributes:
            made["attributes"] = [[list(a.name), self.item(a.value)] for a in node.attributes]
        if node.content:
            made["content"] = [self.item(item) for item in node.content]
        return made


class JsonReader:
    """JSON values → message objects."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.type_makers = {maker.__name__: maker for maker in grammar.structs}

    def document(self, value: Json) -> Struct:
        made = self.item(value)
        if not isinstance(made, Struct):
            raise EncodeError("not a message: one object with the root element as its key is needed")
        return made

    def fragment(self, value: Json) -> tuple[str, object]:
        name, body = single(value)
        if name == "$node":
            node = self.node(body)
            return node.name[1], node
        edge = next((e for e in self.grammar.fragment.edges if e.name[1] == name), None)
        if edge is None:
            raise EncodeError(f"no element of the set is called {name}")
        return name, self.element(edge, body)

    def item(self, value: Json) -> Content | AnyElement:
        """An item of ordered content."""
        if isinstance(value, str | bool | int):
            return value
        if isinstance(value, dict) and "$of" in value:
            return self.fields_of(value)
        name, body = single(value)
        if name == "$node":
            return self.node(body)
        if name == "$base64":
            return self.binary(body)
        edge = next((e for e in self.grammar.document.edges if e.name[1] == name), None)
        if edge is None or edge.maker is None:
            raise EncodeError(f"no element of the set is called {name}")
        made = self.element(edge, body)
        found = made if isinstance(made, Struct) else edge.maker(made)
        if not isinstance(found, Struct):
            raise EncodeError(f"{name} has no class")
        return found

    def fields_of(self, value: dict[str, Json]) -> Struct:
        """The fields of a type without an element around them."""
        maker = self.type_makers.get(str(value.get("$fields")))
        if maker is None or set(value) != {"$fields", "$of"}:
            raise EncodeError(f"{value.get('$fields')!r} is no type of the set")
        return self.struct(maker, value["$of"])

    def binary(self, value: Json) -> bytes:
        found = read_value(value, Datatype("binary", None, None, "base64")) if isinstance(value, str) else None
        if not isinstance(found, bytes):
            raise EncodeError(f"{value!r} is not base64")
        return found

    def element(self, edge: Edge, value: Json) -> object:
        if isinstance(value, dict) and set(value) == {"$node"}:
            return self.node(value["$node"])
        if edge.datatype is not None:
            return self.simple(edge, edge.datatype, value)
        if edge.maker is None:
            raise EncodeError(f"{edge.name[1]} is declared with several types: give it as a $node")
        return self.struct(edge.maker, value)

    def simple(self, edge: Edge, datatype: Datatype, value: Json) -> object:
        found = value if isinstance(value, bool | int) else read_value(value, datatype) if isinstance(value, str) else None
        if found is None:
            raise EncodeError(f"{edge.name[1]}: {value!r} is no {datatype.lexical}")
        return found

    def struct(self, maker: type, value: Json) -> Struct:
        kind = self.grammar.structs[maker].ready()
        if not isinstance(value, dict):
            raise EncodeError(f"{maker.__name__}: {value!r} is no object")
        fields: dict[str, object] = {}
        edges = {self.key(edge): edge for state in kind.states for edge in state.edges if edge.slot >= 0}
        names: tuple[str, ...] = getattr(maker, "__struct_fields__", ())
        for key, item in value.items():
            edge = edges.get(key)
            if edge is None:
                raise EncodeError(f"{maker.__name__} has no {key}")
            fields[names[edge.slot]] = self.field(edge, item)
        try:
            made = maker(**fields)
        except TypeError as error:
            raise EncodeError(f"{maker.__name__}: {error}") from None
        if not isinstance(made, Struct):
            raise EncodeError(f"{maker.__name__} is no message class")
        return made

    def key(self, edge: Edge) -> str:
        if edge.op == CONTENT:
            return "$content"
        return "$" if edge.form == TEXT else f"@{edge.name[1]}" if edge.form == ATTRIBUTE else edge.name[1]

    def field(self, edge: Edge, value: Json) -> object:
        if edge.op == CONTENT:
            return tuple(self.item(item) for item in listed(value))
        if edge.many:
            return tuple(self.element(edge, item) for item in listed(value))
        return self.element(edge, value)

    def node(self, value: Json) -> AnyElement:
        if not isinstance(value, Mapping):
            raise EncodeError(f"{value!r} is no node")
        kind, nil = value.get("type"), value.get("nil")
        return AnyElement(
            qname(value.get("name")),
            tuple(self.attribute(item) for item in listed(value.get("attributes", []))),
            tuple(self.item(item) for item in listed(value.get("content", []))),
            None if kind is None else qname(kind),
            nil if isinstance(nil, bool) else None,
        )

    def attribute(self, value: Json) -> AnyAttribute:
        pair = listed(value)
        if len(pair) != 2:
            raise EncodeError(f"{value!r} is no attribute: [name, value] is needed")
        name, found = pair[0], self.item(pair[1])
        if isinstance(found, Struct):
            raise EncodeError("an attribute holds a simple value")
        return AnyAttribute(qname(name), found)


def in_order(kind: Type, values: tuple[object, ...]) -> list[object]:
    return [values[slot] for slot in kind.fields]


def unwrap(edge: Edge, value: object) -> object:
    """The bare value in an object of a simple-typed element's class."""
    return astuple(value)[0] if edge.datatype is not None and isinstance(value, Struct) else value


def single(value: Json) -> tuple[str, Json]:
    if not isinstance(value, dict) or len(value) != 1:
        raise EncodeError("an object with one key is needed")
    key, body = next(iter(value.items()))
    return str(key), body


def listed(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise EncodeError(f"{value!r} is no list")
    return value


def qname(value: Json) -> QName:
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(part, str) for part in value):
        raise EncodeError(f"{value!r} is no name: [namespace, local name] is needed")
    return str(value[0]), str(value[1])
