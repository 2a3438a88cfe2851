"""The string tables of EXI: value strings, namespaces and local names. They live for one message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
XSI_NAMESPACE = "http://www.w3.org/2001/XMLSchema-instance"
XSD_NAMESPACE = "http://www.w3.org/2001/XMLSchema"

BUILTIN_NAMES: dict[str, tuple[str, ...]] = {
    XML_NAMESPACE: ("base", "id", "lang", "space"),
    XSI_NAMESPACE: ("nil", "type"),
    XSD_NAMESPACE: (
        "ENTITIES", "ENTITY", "ID", "IDREF", "IDREFS", "NCName", "NMTOKEN", "NMTOKENS", "NOTATION", "Name", "QName",
        "anySimpleType", "anyType", "anyURI", "base64Binary", "boolean", "byte", "date", "dateTime", "decimal", "double",
        "duration", "float", "gDay", "gMonth", "gMonthDay", "gYear", "gYearMonth", "hexBinary", "int", "integer", "language",
        "long", "negativeInteger", "nonNegativeInteger", "nonPositiveInteger", "normalizedString", "positiveInteger", "short",
        "string", "time", "token", "unsignedByte", "unsignedInt", "unsignedLong", "unsignedShort",
    ),
}
"""Names that every schema-informed stream starts with."""

Partition = object
"""Key of a local value partition: the number of a declared name, or the name itself."""


class ValueTable:
    """Value strings seen so far. Partitions are built when the first hit asks, since V2G senders write misses only."""

    def __init__(self, misses: Sequence[object]) -> None:
        self.misses = misses  # partition and value in turn
        self.sorted = 0
        self.partitions: dict[Partition, list[str]] = {}
        self.all: list[str] = []

    def entries(self, partition: Partition | None) -> list[str]:
        """The strings of a local partition, or with None of the global one."""
        fresh = self.misses[self.sorted :]
        for owner, value in zip(fresh[::2], fresh[1::2], strict=True):
            if value and isinstance(value, str):
                self.partitions.setdefault(owner, []).append(value)
                self.all.append(value)
        self.sorted = len(self.misses)
        return self.all if partition is None else self.partitions.get(partition, [])


class NameTable:
    """Namespaces and local names: hits and misses, with the order in which new ones were added."""

    def __init__(self, uris: Sequence[str], local_names: Mapping[str, Sequence[str]]) -> None:
        self.uris = list(uris)
        self.initial = local_names
        self.partitions: dict[str, list[str]] = {}

    def locals(self, uri: str) -> list[str]:
        """The local names known in a namespace, in order of their numbers."""
        if uri not in self.partitions:
            self.partitions[uri] = list(BUILTIN_NAMES.get(uri) or self.initial.get(uri, ()))
        return self.partitions[uri]
