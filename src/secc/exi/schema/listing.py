"""Grammar tables as text, production by production, so that two schemas can be compared by what they make EXI read and write."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from secc.exi.schema.model import Datatype, Schema
from secc.exi.schema.tables import EVENTS, NONE, Compiler, EdgeRow, SetTables

KINDS = ("first", "start", "content")
Listing = dict[str, list[str]]


class Lister:
    """Writes out one `SetTables`. Types go by their name, an anonymous one by the element it belongs to."""

    def __init__(self, tables: SetTables) -> None:
        self.tables = tables
        self.labels: dict[int, str] = {}
        for namespace, local, reference in tables.type_names:
            if reference >= 0:
                self.labels.setdefault(reference, f"{{{tables.namespaces[namespace]}}}{local}")
        for name, reference in self.element_references():
            self.labels.setdefault(reference, f"of element {self.name(name)}")

    def element_references(self) -> Iterator[tuple[int, int]]:
        """Every (element name, type) of the tables."""
        yield from ((name, reference) for name, reference, _ in self.tables.document)
        for *_, states in self.tables.types:
            for _, edges in states:
                yield from ((edge[2], edge[3]) for edge in edges if EVENTS[edge[0]] == "element")

    def listing(self) -> Listing:
        found: Listing = {"document": [f"SE({self.name(name)}): {self.reference(to)}" for name, to, _ in self.tables.document]}
        found["fragment"] = [f"SE({self.name(name)}): {self.reference(to)}" for name, to, _ in self.tables.fragment]
        found["attributes"] = [f"{self.name(name)}: {self.reference(to)}" for name, to in self.tables.attributes]
        found["URIs"] = list(self.tables.namespaces)
        for uri, names in zip(self.tables.namespaces, self.tables.local_names, strict=True):
            found[f"local names of {uri!r}"] = list(names)
        for namespace, local, reference in self.tables.type_names:
            if reference < 0:
                found[f"type {{{self.tables.namespaces[namespace]}}}{local}"] = [self.reference(reference)]
        for number, label in self.labels.items():
            if number >= 0:
                found[f"type {label}"] = list(self.states(number))
        return found

    def states(self, number: int) -> Iterator[str]:
        """One line a state: its kind, then its productions in the order of their codes."""
        _, _, content, _, states = self.tables.types[number]
        yield f"initial content state: {content}"
        for index, (kind, edges) in enumerate(states):
            yield f"{index} {KINDS[kind]}: " + " | ".join(self.production(edge) for edge in edges)

    def production(self, edge: EdgeRow) -> str:
        event = EVENTS[edge[0]]
        if event == "end":
            return "EE"
        _, _, name, reference, _, after, full, limit = edge
        what = f"{event} {self.name(name) if name != NONE else ''}: {'' if event in ('any', 'mixed') else self.reference(reference)}"
        return f"{what} -> {after}" + (f", after {limit} -> {full}" if limit else "")

    def name(self, number: int) -> str:
        namespace, local = self.tables.names[number]
        return f"{{{self.tables.namespaces[namespace]}}}{local}"

    def reference(self, number: int | None) -> str:
        if number is None:
            return "relaxed"
        if number >= 0:
            return self.labels[number]
        kind, low, high, detail = self.tables.datatypes[-1 - number]
        return f"{kind} {detail} [{low}..{high}]"


def enumerations(schema: Schema) -> Listing:
    """The values of each enumeration in the order of their codes."""
    return {f"type {{{name[0]}}}{name[1]}": list(t.values) for name, t in schema.types.items() if isinstance(t, Datatype) and t.values}


def listing(schema: Schema) -> Listing:
    """Section title → lines: root elements, fragments, string tables, every type with its states and productions."""
    tables = Compiler(schema, lambda name: name, lambda _: "").compile()
    return Lister(tables).listing() | enumerations(schema)


def difference(theirs: Schema, ours: Schema, theirs_name: str = "theirs", ours_name: str = "ours") -> str:
    """Unified difference of all sections that are not the same; empty if both schemas make EXI read and write the same."""
    left, right = listing(theirs), listing(ours)
    lines: list[str] = []
    for title in sorted(left.keys() | right.keys()):
        lines += unified_diff(left.get(title, []), right.get(title, []), f"{theirs_name} {title}", f"{ours_name} {title}", lineterm="", n=1)
    return "\n".join(lines)
