"""The committed classes and tables are what the schemas give."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from secc.exi.schema.model import SchemaError
from secc.messages import generate

REPOSITORY = Path(__file__).parents[2]
GENERATED = REPOSITORY / "src" / "secc" / "messages" / "_generated"


def test_the_committed_files_are_what_the_schemas_give() -> None:
    files = generate.generate(generate.read_sets(REPOSITORY / "schemas"))
    assert list(generate.differences(GENERATED, files)) == []


def test_every_generated_file_says_so_first() -> None:
    for path in GENERATED.glob("*.*"):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert "never edit" in first, path.name


def test_a_difference_is_found_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schemas, out = tmp_path / "schemas", tmp_path / "out"
    shutil.copytree(REPOSITORY / "schemas" / "sap", schemas / "sap")
    out.mkdir()
    arguments = ["--schemas", str(schemas), "--out", str(out)]
    assert generate.main(arguments) == 0
    assert generate.main([*arguments, "--check"]) == 0
    (out / "sap.py").write_text("")
    assert generate.main([*arguments, "--check"]) == 1
    assert "differs: sap.py" in capsys.readouterr().out
    assert generate.main(arguments) == 0
    assert generate.main([*arguments, "--check"]) == 0


def test_two_classes_of_one_name_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "sap"
    folder.mkdir()
    (folder / "sap.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:x" targetNamespace="urn:x">'
        '<xs:element name="Thing" type="Thing"/><xs:complexType name="Thing"><xs:sequence>'
        '<xs:element name="Inner" type="Thing" minOccurs="0"/></xs:sequence></xs:complexType></xs:schema>'
    )
    with pytest.raises(SchemaError, match="two classes are called Thing"):
        generate.generate(generate.read_sets(tmp_path))
