"""What an XSD says, as far as EXI cares: elements, types, particles. Names are (namespace, local name)."""

from __future__ import annotations

from dataclasses import dataclass, field

QName = tuple[str, str]
UNBOUNDED = -1


class SchemaError(ValueError):
    """An XSD that cannot be read, or that uses something the reader does not know."""


@dataclass(frozen=True)
class Datatype:
    """A simple type.

    `kind` is boolean, integer, string, binary or enumeration. `low` and `high` bound the value of an integer
    and the length of a string (code points) or binary (octets); None is no bound.
    """

    kind: str
    name: QName | None = None
    low: int | None = None
    high: int | None = None
    values: tuple[str, ...] = ()
    lexical: str = ""  # of a binary: hex or base64
    doc: str = ""
    value_docs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attribute:
    """A declared attribute of a complex type."""

    name: QName
    type: Datatype
    required: bool
    doc: str = ""


@dataclass(eq=False)
class ComplexType:
    """A complex type: attributes, then simple content, or a particle, or nothing. `name` is None for an anonymous one."""

    name: QName | None
    attributes: tuple[Attribute, ...] = ()
    value: Datatype | None = None
    content: Group | None = None
    mixed: bool = False
    doc: str = ""


@dataclass(eq=False)
class Element:
    """An element declaration, global or local."""

    name: QName
    type: ComplexType | Datatype
    is_global: bool = False
    doc: str = ""
    head: QName | None = None  # of its substitution group


@dataclass(eq=False)
class Particle:
    """An element that occurs `low` to `high` times; `element` None stands for a wildcard."""

    element: Element | None
    low: int
    high: int
    doc: str = ""


@dataclass(eq=False)
class Group:
    """A sequence or a choice of particles and groups that occurs `low` to `high` times."""

    items: tuple[Particle | Group, ...]
    is_choice: bool = False
    low: int = 1
    high: int = 1


@dataclass(eq=False)
class Schema:
    """A message set: everything that one root XSD and what it imports declare."""

    elements: dict[QName, Element] = field(default_factory=dict)  # global ones
    types: dict[QName, ComplexType | Datatype] = field(default_factory=dict)  # named ones
    declarations: list[Element] = field(default_factory=list)  # every element declaration, local ones included
    attributes: list[Attribute] = field(default_factory=list)
    namespaces: set[str] = field(default_factory=set)

    def members(self, head: Element) -> list[Element]:
        """The elements that may stand where `head` is referenced, itself included, in event-code order."""
        found = [head]
        for member in found:
            found += [e for e in self.elements.values() if e.head == member.name and e not in found]
        return sorted(found, key=lambda e: (e.name[1], e.name[0]))
