"""Everything in schemas/ is documented, in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.schemas.official import SCHEMAS

XS = "{http://www.w3.org/2001/XMLSchema}"
DOCUMENTED = ("element", "attribute", "complexType", "simpleType", "enumeration", "any")
SOURCE = re.compile(r"general-knowledge|((V2G2|V2G20|V2G-DC|V2GDC)-[A-Z]?\d+)(,(V2G2|V2G20|V2G-DC|V2GDC)-[A-Z]?\d+)*")
FILES = sorted(SCHEMAS.rglob("*.xsd"))


def root(path: Path) -> etree._Element:
    return etree.parse(path, etree.XMLParser(no_network=True)).getroot()


def label(node: etree._Element) -> str:
    return f"line {node.sourceline}: {etree.QName(node).localname} {node.get('name') or node.get('ref') or node.get('value') or ''}"


def needing_documentation(path: Path) -> Iterator[etree._Element]:
    """All declarations; an anonymous type is documented by the element around it."""
    for node in root(path).iter(*(XS + name for name in DOCUMENTED)):
        if node.get("name") or node.get("ref") or node.get("value") or node.tag == XS + "any":
            yield node


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def sentences(folder: Path) -> set[str]:
    """Every sentence of four words or more in the documentation and comments below a folder, in lower case, without punctuation."""
    found = set()
    for path in folder.rglob("*.xsd"):
        for node in root(path).iter(etree.Comment, XS + "documentation"):
            for sentence in re.split(r"[.;:!?\n]\s", "".join(node.itertext()) if isinstance(node.tag, str) else node.text or ""):
                if len(words(sentence)) >= 4:
                    found.add(" ".join(words(sentence)))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SCHEMAS)))
def test_every_element_attribute_type_and_value_says_what_it_means_and_where_that_comes_from(path: Path) -> None:
    wrong = []
    for node in [root(path), *needing_documentation(path)]:
        notes = node.findall(f"{XS}annotation/{XS}documentation")
        text = " ".join((notes[0].text or "").split()) if len(notes) == 1 else ""
        if not text.endswith((".", ")")) or not SOURCE.fullmatch(notes[0].get("source", "")):
            wrong.append(label(node))
        elif set(words(text)) <= {"the", "a", "of", "type", "element", *words(node.get("name", ""))}:
            wrong.append(f"{label(node)}: says only its name")
    assert not wrong, "\n".join(wrong)


def test_every_message_says_who_sends_it() -> None:
    directions = {"Req": "EV → SECC.", "Res": "SECC → EV."}
    messages = [node for path in FILES for node in root(path).findall(f"{XS}element") if node.get("name", "")[-3:] in directions]
    assert len(messages) > 120
    for node in messages:
        text = node.findtext(f"{XS}annotation/{XS}documentation", "")
        assert " ".join(text.split()).startswith(directions[node.get("name", "")[-3:]]), label(node)


def test_every_set_has_a_folder_with_an_entry_file_of_its_name() -> None:
    folders = {path.name for path in SCHEMAS.iterdir() if path.is_dir()}
    assert folders
    for folder in folders:
        assert (SCHEMAS / folder / f"{folder}.xsd").is_file()


def test_no_sentence_of_the_official_files_stands_in_ours(official: Path) -> None:
    theirs = sentences(official)
    assert len(theirs) > 20
    assert not theirs & sentences(SCHEMAS)
