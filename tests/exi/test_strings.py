"""String tables."""

from __future__ import annotations

from secc.exi.strings import BUILTIN_NAMES, XSD_NAMESPACE, NameTable, ValueTable


def test_values_are_numbered_by_partition_and_in_all() -> None:
    misses: list[object] = [1, "a", 2, "b", 1, "c"]
    table = ValueTable(misses)
    assert (table.entries(1), table.entries(2), table.entries(3), table.entries(None)) == (["a", "c"], ["b"], [], ["a", "b", "c"])
    misses += [("urn:x", "y"), "d"]
    assert table.entries(("urn:x", "y")) == ["d"]
    assert table.entries(None) == ["a", "b", "c", "d"]


def test_an_empty_value_is_never_entered() -> None:
    assert ValueTable([1, "", 1, ""]).entries(None) == []


def test_names_of_xml_schema_have_their_fixed_numbers() -> None:
    assert len(BUILTIN_NAMES[XSD_NAMESPACE]) == 46
    assert BUILTIN_NAMES[XSD_NAMESPACE].index("anyType") == 12
    assert list(BUILTIN_NAMES[XSD_NAMESPACE]) == sorted(BUILTIN_NAMES[XSD_NAMESPACE])


def test_a_new_namespace_starts_without_names_and_learns_for_one_message() -> None:
    first, second = (NameTable(["", "urn:x"], {"urn:x": ("a",)}) for _ in range(2))
    first.locals("urn:x").append("b")
    assert first.locals("urn:y") == []
    assert (first.locals("urn:x"), second.locals("urn:x")) == (["a", "b"], ["a"])
