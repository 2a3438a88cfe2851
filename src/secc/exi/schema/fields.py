"""What a message class of a complex type holds: its fields, and which grammar event fills which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from secc.exi.schema.model import UNBOUNDED, Attribute, ComplexType, Datatype, Element, Group, Particle, QName, SchemaError


@dataclass(frozen=True)
class Field:
    """A field of a message class.

    `role` is attribute, element, value (simple content) or content (ordered mixed or wildcard content).
    """

    role: str
    name: str
    source: QName
    required: bool
    many: bool = False
    element: Element | None = None
    datatype: Datatype | None = None
    low: int = 0
    high: int = 1
    doc: str = ""


@dataclass(frozen=True)
class Layout:
    """The fields of a type in schema order, and in class order (required ones first, so that objects are built by position)."""

    fields: tuple[Field, ...]
    is_open: bool  # content is an ordered list instead of named fields
    has_choice: bool  # some fields exclude others

    @property
    def slots(self) -> tuple[Field, ...]:
        return tuple(sorted(self.fields, key=lambda f: (not f.required, f.role != "value")))

    def slot(self, role: str, source: QName | None = None) -> int:
        """The position in the class of the field that an event fills."""
        for index, item in enumerate(self.slots):
            if item.role == role and (source is None or item.source == source):
                return index
        raise SchemaError(f"no field for {role} {source}")


def walk(item: Group | Particle, optional: bool = False, repeated: bool = False) -> Iterator[tuple[Particle, bool, bool]]:
    """Each particle of a content model, whether it may be absent, and whether a group around it repeats."""
    if isinstance(item, Particle):
        yield item, optional or item.low == 0, repeated
        return
    for part in item.items:
        yield from walk(part, optional or item.low == 0 or item.is_choice, repeated or item.high != 1)


def is_open(source: ComplexType) -> bool:
    """Whether the order of the content is not fixed by its field names: mixed text, wildcards, repeated groups."""
    if source.mixed:
        return True
    found = list(walk(source.content)) if source.content else []
    names = [p.element.name for p, _, _ in found if p.element]
    return any(p.element is None or repeated for p, _, repeated in found) or len(names) != len(set(names))


def has_choice(group: Group) -> bool:
    return group.is_choice or any(isinstance(item, Group) and has_choice(item) for item in group.items)


def layout(source: ComplexType, field_name: Callable[[str], str]) -> Layout:
    """The fields that a class for `source` has. `field_name` maps a schema name to a Python one."""
    ordered = sorted(source.attributes, key=lambda a: (a.name[1], a.name[0]))
    fields = [attribute_field(a, field_name) for a in ordered]
    if source.value is not None:
        fields.append(Field("value", "value", ("", ""), True, datatype=source.value, doc=source.value.doc))
    opened = is_open(source)
    if opened:
        fields.append(Field("content", "content", ("", ""), False, many=True, high=UNBOUNDED))
    elif source.content:
        fields += [element_field(p, optional, field_name) for p, optional, _ in walk(source.content)]
    names = [f.name for f in fields]
    if len(names) != len(set(names)):
        raise SchemaError(f"{source.name}: two fields have the same name: {names}")
    return Layout(tuple(fields), opened, not opened and source.content is not None and has_choice(source.content))


def attribute_field(source: Attribute, field_name: Callable[[str], str]) -> Field:
    return Field("attribute", field_name(source.name[1]), source.name, source.required, datatype=source.type, doc=source.doc)


def element_field(particle: Particle, optional: bool, field_name: Callable[[str], str]) -> Field:
    element = particle.element
    if element is None:
        raise SchemaError("a wildcard has no field")
    datatype = element.type if isinstance(element.type, Datatype) else None
    return Field(
        "element",
        field_name(element.name[1]),
        element.name,
        not optional,
        particle.high != 1,
        element,
        datatype,
        particle.low,
        particle.high,
        particle.doc or element.doc,
    )
