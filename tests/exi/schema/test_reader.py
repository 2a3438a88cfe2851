"""XSD files in: what is understood, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from secc.exi.schema.model import ComplexType, Datatype, SchemaError
from secc.exi.schema.reader import read_schema

HEAD = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:x" targetNamespace="urn:x" elementFormDefault="qualified">'


def schema(folder: Path, text: str, name: str = "a.xsd") -> Path:
    path = folder / name
    path.write_text(f"{HEAD}{text}</xs:schema>")
    return path


def test_facets_narrow_what_they_restrict(tmp_path: Path) -> None:
    text = (
        '<xs:simpleType name="A"><xs:restriction base="xs:unsignedByte"><xs:minExclusive value="3"/></xs:restriction></xs:simpleType>'
        '<xs:simpleType name="B"><xs:restriction base="A"><xs:maxInclusive value="9"/></xs:restriction></xs:simpleType>'
        '<xs:simpleType name="C"><xs:restriction base="xs:hexBinary"><xs:length value="8"/></xs:restriction></xs:simpleType>'
    )
    types = read_schema([schema(tmp_path, text)]).types
    low_high = {name: (found.low, found.high) for (_, name), found in types.items() if isinstance(found, Datatype)}
    assert low_high == {"A": (4, 255), "B": (4, 9), "C": (8, 8)}


def test_documentation_and_its_source_are_kept_in_one_line(tmp_path: Path) -> None:
    said = '<xs:annotation><xs:documentation source="V2G2-1,V2G2-2"> two\n words</xs:documentation></xs:annotation>'
    text = f'<xs:element name="e" type="xs:int">{said}</xs:element>'
    assert read_schema([schema(tmp_path, text)]).elements[("urn:x", "e")].doc == "two words Source: V2G2-1 V2G2-2."


def test_a_type_may_hold_itself(tmp_path: Path) -> None:
    text = '<xs:complexType name="T"><xs:sequence><xs:element name="T" type="T" minOccurs="0"/></xs:sequence></xs:complexType>'
    found = read_schema([schema(tmp_path, text)]).types[("urn:x", "T")]
    assert isinstance(found, ComplexType)


def test_an_import_that_lies_one_folder_up_is_found(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    schema(tmp_path, '<xs:element name="up" type="xs:int"/>', "up.xsd")
    path = schema(tmp_path / "sub", '<xs:include schemaLocation="up.xsd"/>')
    assert ("urn:x", "up") in read_schema([path]).elements


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<xs:element name="e" type="Missing"/>', "is not declared"),
        ('<xs:element name="e" type="q:T"/>', "prefix q"),
        ('<xs:element name="e" type="xs:duration"/>', "xs:duration is not supported"),
        ('<xs:element name="e"/>', "has no type"),
        ('<xs:attributeGroup name="g"/>', "attributeGroup is not supported"),
        ('<xs:complexType name="T"><xs:all/></xs:complexType>', "all is not supported"),
        ('<xs:import schemaLocation="nowhere.xsd"/>', "nowhere.xsd, which is not there"),
        ('<xs:simpleType name="S"><xs:union/></xs:simpleType>', "no restriction"),
        ('<xs:simpleType name="S"><xs:restriction base="xs:string"><xs:pattern value="a"/></xs:restriction></xs:simpleType>', "pattern"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_name(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(SchemaError, match=reason):
        read_schema([schema(tmp_path, text)])


def test_text_that_is_no_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xsd"
    for text in ("", "<a/>", "<xs:schema"):
        path.write_text(text)
        with pytest.raises(SchemaError):
            read_schema([path])
