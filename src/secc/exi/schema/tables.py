"""`Schema` → grammar tables: nested tuples of numbers and names that `secc.exi.grammar` turns into states.

Names of elements and attributes, simple types and complex types are numbered; see `SetTables` for the layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from secc.exi.schema.automaton import Automaton, Edge
from secc.exi.schema.fields import Layout, layout
from secc.exi.schema.model import Attribute, ComplexType, Datatype, Element, Particle, QName, Schema

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
XSI_NAMESPACE = "http://www.w3.org/2001/XMLSchema-instance"
XSD_NAMESPACE = "http://www.w3.org/2001/XMLSchema"

EVENTS = ("attribute", "element", "any", "text", "mixed", "end")
NONE = -1
OPEN, CHOICE = 1, 2  # flags of a type

EdgeRow = tuple[int, ...]  # event, slot, name, reference, class, next state, state when full, limit
StateRow = tuple[int, tuple[EdgeRow, ...]]  # kind, edges
TypeRow = tuple[int, int, int, tuple[tuple[int, int], ...], tuple[StateRow, ...]]  # class, flags, content state, slots, states
DatatypeRow = tuple[str, int | None, int | None, str]  # kind, low, high, enumeration class or lexical form


@dataclass(frozen=True)
class SetTables:
    """The grammar of one message set as data.

    namespaces: URI string table in its initial order. names: (namespace, local name) of elements and attributes.
    datatypes and types: rows; a reference >= 0 is a type, < 0 is datatype -1-reference. classes: names of message classes,
    and the reference of what they hold.
    document, fragment: (name, reference, class) in event-code order; a fragment reference None means the relaxed grammar.
    attributes: (name, datatype) of every declared attribute. type_names: (namespace, local name, reference).
    local_names: the initial local-name partition of each namespace. order: (class, slots in schema order).
    """

    namespaces: tuple[str, ...]
    names: tuple[tuple[int, str], ...]
    datatypes: tuple[DatatypeRow, ...]
    types: tuple[TypeRow, ...]
    classes: tuple[tuple[str, int], ...]
    document: tuple[tuple[int, int, int], ...]
    fragment: tuple[tuple[int, int | None, int], ...]
    attributes: tuple[tuple[int, int], ...]
    type_names: tuple[tuple[int, str, int], ...]
    local_names: tuple[tuple[str, ...], ...]


def code_order(name: QName) -> tuple[str, str]:
    """Sorting key of EXI: local name, then namespace."""
    return name[1], name[0]


class Compiler:
    """Compiles one schema. `class_of` names the message class of an element or type, or "" where there is none."""

    def __init__(self, schema: Schema, field_name: Callable[[str], str], class_of: Callable[[Element | ComplexType], str]) -> None:
        self.schema, self.field_name, self.class_of = schema, field_name, class_of
        self.namespaces = ["", XML_NAMESPACE, XSI_NAMESPACE, XSD_NAMESPACE, *sorted(schema.namespaces - {""})]
        self.names: list[QName] = []
        self.name_numbers: dict[QName, int] = {}
        self.datatypes: dict[DatatypeRow, int] = {}
        self.classes: dict[str, int] = {}
        self.held: list[int] = []  # reference of what each class holds
        self.type_numbers: dict[int, int] = {}
        self.pending: list[ComplexType] = []

    def compile(self) -> SetTables:
        document = tuple(self.declaration(e) for e in sorted(self.schema.elements.values(), key=lambda e: code_order(e.name)))
        fragment = tuple(self.fragment_entry(name) for name in sorted({e.name for e in self.schema.declarations}, key=code_order))
        type_names = tuple((self.namespace(n), n[1], self.reference(t)) for n, t in sorted(self.schema.types.items(), key=lambda i: i[0]))
        attributes = tuple(self.attribute_entry(name) for name in sorted({a.name for a in self.schema.attributes}, key=code_order))
        types = []
        for source in self.pending:  # grows while it is walked
            types.append(self.type_row(source))
        return SetTables(
            tuple(self.namespaces),
            tuple((self.namespace(n), n[1]) for n in self.names),
            tuple(self.datatypes),
            tuple(types),
            tuple(zip(self.classes, self.held, strict=True)),
            document,
            fragment,
            attributes,
            type_names,
            tuple(self.local_names(uri) for uri in self.namespaces),
        )

    # numbers

    def namespace(self, name: QName) -> int:
        return self.namespaces.index(name[0])

    def name(self, name: QName) -> int:
        if name not in self.name_numbers:
            self.name_numbers[name] = len(self.names)
            self.names.append(name)
        return self.name_numbers[name]

    def class_number(self, source: Element | ComplexType) -> int:
        name = self.class_of(source)
        if not name:
            return NONE
        if name not in self.classes:
            self.classes[name] = len(self.classes)
            self.held.append(self.reference(source.type if isinstance(source, Element) else source))
        return self.classes[name]

    def reference(self, source: ComplexType | Datatype) -> int:
        if isinstance(source, Datatype):
            detail = source.name[1] if source.kind == "enumeration" and source.name else source.lexical
            row = (source.kind, source.low, source.high, detail)
            return -1 - self.datatypes.setdefault(row, len(self.datatypes))
        if id(source) not in self.type_numbers:
            self.type_numbers[id(source)] = len(self.pending)
            self.pending.append(source)
        return self.type_numbers[id(source)]

    # rows

    def declaration(self, element: Element) -> tuple[int, int, int]:
        """Name, reference and class of an element; the class of a local one is that of its type."""
        owner = element if element.is_global or isinstance(element.type, Datatype) else element.type
        return self.name(element.name), self.reference(element.type), self.class_number(owner)

    def fragment_entry(self, name: QName) -> tuple[int, int | None, int]:
        declared = [e for e in self.schema.declarations if e.name == name]
        if len({self.reference(e.type) for e in declared}) > 1:
            return self.name(name), None, NONE
        return self.declaration(next((e for e in declared if e.is_global), declared[0]))

    def attribute_entry(self, name: QName) -> tuple[int, int]:
        references = {self.reference(a.type) for a in self.schema.attributes if a.name == name}
        return self.name(name), references.pop() if len(references) == 1 else self.reference(Datatype("string"))

    def type_row(self, source: ComplexType) -> TypeRow:
        plan = layout(source, self.field_name)
        automaton = Automaton(source)
        states = tuple((s.kind, tuple(row for edge in s.edges for row in self.edge_rows(edge, plan))) for s in automaton.states)
        order = tuple((plan.slots.index(f), int(f.many)) for f in plan.fields)
        flags = OPEN * plan.is_open | CHOICE * plan.has_choice
        return self.class_number(source), flags, automaton.content, order, states

    def edge_rows(self, edge: Edge, plan: Layout) -> Iterable[EdgeRow]:
        event = EVENTS.index(edge.event)
        if isinstance(edge.item, Attribute):
            slot = plan.slot("attribute", edge.item.name)
            yield event, slot, self.name(edge.item.name), self.reference(edge.item.type), NONE, edge.next, edge.next, 0
        elif edge.event == "text":
            value = next(f for f in plan.fields if f.role == "value")
            yield event, plan.slot("value"), NONE, self.reference(value.datatype or Datatype("string")), NONE, edge.next, edge.next, 0
        elif edge.event == "end":
            yield (event,)
        elif isinstance(edge.item, Particle) and edge.item.element is not None:
            head = edge.item.element
            slot = plan.slot("content") if plan.is_open else plan.slot("element", head.name)
            members = self.schema.members(head) if head.is_global else [head]
            for member in members:
                yield event, slot, *self.declaration(member), edge.next, edge.full, edge.limit
        else:
            yield event, plan.slot("content"), NONE, NONE, NONE, edge.next, edge.full, edge.limit

    # string tables

    def local_names(self, uri: str) -> tuple[str, ...]:
        names = [e.name for e in self.schema.declarations]
        names += [a.name for a in self.schema.attributes]
        names += list(self.schema.types)
        return tuple(sorted({local for namespace, local in names if namespace == uri}))
