"""What two sets of grammar tables would code differently."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from secc.exi.schema.tables import EVENTS, EdgeRow, SetTables


class Readable:
    """Tables as text that does not depend on numbering."""

    def __init__(self, tables: SetTables) -> None:
        self.tables = tables
        self.type_names = {reference: f"{{{tables.namespaces[uri]}}}{local}" for uri, local, reference in reversed(tables.type_names)}

    def name(self, number: int) -> str:
        uri, local = self.tables.names[number]
        return f"{{{self.tables.namespaces[uri]}}}{local}"

    def held(self, reference: int | None) -> str:
        """A type by its name, a simple type by its code."""
        if reference is None:
            return "relaxed"
        if reference >= 0:
            return self.type_names.get(reference, "an unnamed type")
        kind, low, high, detail = self.tables.datatypes[-1 - reference]
        return f"{kind} {low}..{high} {detail}"

    def edge(self, row: EdgeRow) -> str:
        event = EVENTS[row[0]]
        if event == "end":
            return "EE"
        _, _, name, reference, _, after, full, limit = row
        subject = f"{self.name(name)} : {self.held(reference)}" if name >= 0 else self.held(reference) if event == "text" else ""
        return f"{event} {subject} → {after}" + (f", after {limit} → {full}" if limit else "")

    def sections(self) -> dict[str, list[str]]:
        """Title → lines: the roots, the fragment's elements, each type, each namespace's names."""
        tables = self.tables
        made = {
            "namespaces": list(tables.namespaces),
            "roots": [f"{self.name(n)} : {self.held(r)}" for n, r, _ in tables.document],
            "fragment": [f"{self.name(n)} : {self.held(r)}" for n, r, _ in tables.fragment],
        }
        for uri, names in zip(tables.namespaces, tables.local_names, strict=True):
            made[f"names of {uri}"] = list(names)
        anonymous = {reference: self.name(n) for n, reference, _ in tables.document if reference >= 0}
        for number, (_, _, content, _, states) in enumerate(tables.types):
            title = self.type_names.get(number) or f"type of {anonymous.get(number, number)}"
            rows = [f"state {i} kind {kind}: {self.edge(row)}" for i, (kind, edges) in enumerate(states) for row in edges]
            made[title] = [*rows, f"initial content state {content}"]
        return made


def differences(ours: SetTables, theirs: SetTables) -> Iterator[str]:
    """Lines of a report; none if both code the same."""
    mine, other = Readable(ours).sections(), Readable(theirs).sections()
    for title in sorted({*mine, *other}):
        if title not in mine or title not in other:
            yield f"{title}: only in {'theirs' if title in other else 'ours'}"
        elif mine[title] != other[title]:
            yield f"{title}:"
            yield from (f"  {line}" for line in list(unified_diff(mine[title], other[title], "ours", "theirs", lineterm="", n=0))[2:])
