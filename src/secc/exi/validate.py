"""What a message holds outside the limits of its schema, although its bytes can say it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import astuple

from secc.exi.content import AnyElement
from secc.exi.grammar import Grammar
from secc.exi.states import BINARY, BOOLEAN, CONTENT, ENUM, STRING, Datatype, Edge, Type


class Violation(Struct, frozen=True):
    """A value that breaks its schema: where it is, what it is, and what would be allowed."""

    path: str
    value: object
    limit: str

    def __str__(self) -> str:
        return f"{self.path}: {self.value!r}, allowed: {self.limit}"


def violations(grammar: Grammar, message: object) -> list[Violation]:
    """Every value of a message object that its schema does not allow."""
    if isinstance(message, AnyElement):
        return [Violation(message.name[1], message, "an element that follows its declaration")]
    edge = grammar.makers.get(type(message))
    kind = grammar.structs.get(type(message))
    path = edge.name[1] if edge is not None else type(message).__name__
    if edge is not None and edge.datatype is not None and isinstance(message, Struct):
        return list(check(edge.datatype, astuple(message)[0], path))
    if kind is None or not isinstance(message, Struct):
        return [Violation(path, message, "a message of the set")]
    return list(walk(grammar, kind, message, path))


def walk(grammar: Grammar, kind: Type, message: Struct, path: str) -> Iterator[Violation]:
    values = astuple(message)
    for slot, edge in kind.ready().fields.items():
        value = values[slot]
        if edge.op == CONTENT:
            yield from contents(grammar, value, path)
        elif edge.many:
            yield from items(grammar, edge, value, path)
        elif value is not None:
            yield from item(grammar, edge, value, path)


def items(grammar: Grammar, edge: Edge, value: object, path: str) -> Iterator[Violation]:
    if not isinstance(value, tuple):
        yield Violation(f"{path}/{edge.name[1]}", value, "a tuple")
        return
    if edge.limit and len(value) > edge.limit:
        yield Violation(f"{path}/{edge.name[1]}", len(value), f"at most {edge.limit} items")
    for single in value:
        yield from item(grammar, edge, single, path)


def item(grammar: Grammar, edge: Edge, value: object, path: str) -> Iterator[Violation]:
    if edge.datatype is not None:
        yield from check(edge.datatype, value, f"{path}/{edge.name[1]}" if edge.name[1] else path)
        return
    root = grammar.makers.get(type(value)) if edge.is_root else None
    name = (root or edge).name[1]
    kind = grammar.structs.get(type(value))
    if kind is None or not isinstance(value, Struct):
        yield Violation(f"{path}/{name}", value, "an object of the declared class")
    else:
        yield from walk(grammar, kind, value, f"{path}/{name}")


def contents(grammar: Grammar, content: object, path: str) -> Iterator[Violation]:
    """Open content: what is declared in it is checked, nodes are as they are unless they left a declaration."""
    for value in content if isinstance(content, tuple) else ():
        root = grammar.makers.get(type(value))
        if root is not None and root.type is not None:
            yield from walk(grammar, root.type, value, f"{path}/{root.name[1]}")
        elif isinstance(value, AnyElement) and value.name in grammar.roots:
            yield Violation(f"{path}/{value.name[1]}", value, "an element that follows its declaration")


def check(datatype: Datatype, value: object, path: str) -> Iterator[Violation]:
    """One value of a simple type."""
    kind = datatype.kind
    if kind == ENUM:
        if value not in datatype.codes:
            yield Violation(path, value, ", ".join(str(v) for v in datatype.values))
        return
    wanted = {BOOLEAN: bool, STRING: str, BINARY: bytes}.get(kind, int)
    if type(value) is not wanted:
        yield Violation(path, value, wanted.__name__)
        return
    measure = value if isinstance(value, int) else len(value) if isinstance(value, str | bytes) else 0
    low, high = datatype.minimum, datatype.maximum
    if kind != BOOLEAN and ((low is not None and measure < low) or (high is not None and measure > high)):
        unit = {STRING: " characters", BINARY: " octets"}.get(kind, "")
        low = low or 0 if unit else low
        yield Violation(path, value, f"{low if low is not None else 'any'} to {high if high is not None else 'any'}{unit}")
