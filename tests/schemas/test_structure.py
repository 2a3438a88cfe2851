"""Our schemas declare what the official ones declare: names, order, occurrence, types, facets, derivation, substitution.

Files are flattened over include and import and every name is written out with its namespace, so that neither the split into files
nor the order of declarations nor a prefix counts. The grammar comparison (test_grammars.py) sees the same through the EXI compiler;
this one shares no code with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from lxml import etree

from tests.schemas.official import OFFICIAL

XS = "http://www.w3.org/2001/XMLSchema"
QNAMES = ("type", "ref", "base", "substitutionGroup")
PLAIN = ("abstract", "mixed", "nillable", "default", "fixed", "value", "namespace", "processContents", "use")
UNSAID = {"abstract": "false", "mixed": "false", "nillable": "false", "processContents": "strict", "use": "optional"}
Description = dict[str, list[str]]


def tag(node: etree._Element) -> str:
    return etree.QName(node).localname


def children(node: etree._Element) -> list[etree._Element]:
    return [child for child in node if isinstance(child.tag, str) and tag(child) != "annotation"]


def documents(entry: Path) -> Iterator[etree._Element]:
    """The root of the entry file and of every file it includes or imports, each once."""
    waiting, seen = [entry.resolve()], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        root = etree.parse(path, etree.XMLParser(no_network=True)).getroot()
        yield root
        for link in root.iter(f"{{{XS}}}include", f"{{{XS}}}import"):
            near = path.parent / link.get("schemaLocation", "")
            waiting.append((near if near.is_file() else path.parents[1] / near.name).resolve())  # the official -20 files miss their xmldsig


def resolved(node: etree._Element, qname: str) -> str:
    prefix, _, local = qname.rpartition(":")
    namespace = node.nsmap.get(prefix or None, "")
    return f"xs:{local}" if namespace == XS else f"{{{namespace}}}{local}"


def declared_name(node: etree._Element, root: etree._Element) -> str:
    """Name of a declaration with the namespace it has on the wire (form defaults applied)."""
    kind = tag(node)
    default = root.get(f"{kind}FormDefault", "unqualified") if kind in ("element", "attribute") else "qualified"
    qualified = node.getparent() is root or node.get("form", default) == "qualified"
    return f"{{{root.get('targetNamespace')}}}{node.get('name')}" if qualified else str(node.get("name"))


def line(node: etree._Element, root: etree._Element) -> str:
    words = [tag(node)]
    if node.get("name"):
        words.append(declared_name(node, root))
    words += [f"{key}={resolved(node, node.get(key, ''))}" for key in QNAMES if node.get(key)]
    words += [f"{key}={node.get(key)}" for key in PLAIN if node.get(key) not in (None, UNSAID.get(key))]
    low, high = node.get("minOccurs", "1"), node.get("maxOccurs", "1")
    if (low, high) != ("1", "1"):
        words.append(f"[{low}..{high}]")
    return " ".join(words)


def order(node: etree._Element) -> tuple[int, str]:
    """Attributes and facets are sets, all else is a sequence: sorted() is stable."""
    kind = tag(node)
    if kind == "attribute":
        return 1, node.get("name", "")
    return (0, kind) if kind.endswith(("Inclusive", "Exclusive", "ength")) else (0, "")


def outline(node: etree._Element, root: etree._Element, depth: int = 0) -> Iterator[str]:
    inner = [text for child in sorted(children(node), key=order) for text in outline(child, root, depth + 1)]
    if tag(node) == "sequence" and not inner:
        return
    yield "  " * depth + line(node, root)
    yield from inner


def describe(entry: Path) -> Description:
    return {
        f"{'element' if tag(node) == 'element' else 'type'} {declared_name(node, root)}": list(outline(node, root))
        for root in documents(entry)
        for node in children(root)
        if tag(node) not in ("include", "import")
    }


def difference(official: Description, ours: Description) -> str:
    """Unified difference of every component that is not the same; empty if all are."""
    parts = []
    for name in sorted(official.keys() | ours.keys()):
        parts += unified_diff(official.get(name, []), ours.get(name, []), f"official {name}", f"ours {name}", lineterm="", n=20)
    return "\n".join(parts)


@pytest.mark.parametrize("name", OFFICIAL)
def test_our_schema_declares_exactly_what_the_official_one_declares(name: str, official: Path, schemas: Path) -> None:
    expected = describe(official / OFFICIAL[name])
    found = difference(expected, describe(schemas / name / f"{name}.xsd"))
    assert expected
    assert not found, f"\n{found}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('name="Multiplier" type="t:unitMultiplierType"', 'name="Unit" type="t:unitMultiplierType"'),
        ('<xs:minInclusive value="-3"/>', '<xs:minInclusive value="-4"/>'),
        ('<xs:enumeration value="h">', '<xs:enumeration value="H">'),
    ],
)
def test_a_changed_declaration_shows_in_the_difference(before: str, after: str, schemas: Path, tmp_path: Path) -> None:
    text = (schemas / "iso2" / "types_values.xsd").read_text()
    assert before in text
    (tmp_path / "as_is.xsd").write_text(text)
    (tmp_path / "changed.xsd").write_text(text.replace(before, after))
    as_is = describe(tmp_path / "as_is.xsd")
    assert not difference(as_is, as_is)
    assert difference(as_is, describe(tmp_path / "changed.xsd"))
