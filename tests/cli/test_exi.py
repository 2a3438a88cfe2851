"""`secc exi`: lines in, lines out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from secc.cli.main import main
from tests.vectors.records import REPOSITORY, SAMPLE, read

SETUP = "80980212c734a78cc1ea3c51d018090ab044000800"


def run(capsys: pytest.CaptureFixture[str], lines: list[str], tmp_path: Path, *arguments: str) -> tuple[int, list[str]]:
    path = tmp_path / "lines"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    status = main(["exi", *arguments, str(path)])
    return status, capsys.readouterr().out.splitlines()


def test_what_is_decoded_can_be_encoded_again(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for kind, extra in (("document", ()), ("fragment", ("--fragment",))):
        for name in ("iso2", "xmldsig", "iso20_common"):
            frames = [record["exi"] for record in read(SAMPLE) if record["protocol"] == name and record["kind"] == kind]
            for form in ("xml", "json"):
                status, lines = run(capsys, frames, tmp_path, "decode", "--set", name, "--format", form, *extra)
                assert (status, len(lines)) == (0, len(frames))
                exact = [(line, frame) for line, frame in zip(lines, frames, strict=True) if not line.endswith("<!-- lossy -->")]
                status, back = run(capsys, [line for line, _ in exact], tmp_path, "encode", "--set", name, *extra)
                assert (status, back) == (0, [frame for _, frame in exact])


def test_a_bad_line_is_answered_in_its_place_and_the_rest_goes_on(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, lines = run(capsys, [SETUP, "zz", SETUP[:10], "", SETUP], tmp_path, "decode", "--set", "iso2", "--format", "json")
    assert status == 1
    assert lines[1:3] == ["! not hexadecimal at bit 0", "! truncated at bit 26 in V2G_Message/Header/SessionID"]
    assert lines[0] == lines[3]
    assert json.loads(lines[0])["V2G_Message"]["Body"] == {"SessionSetupReq": {"EVCCID": "0242AC110002"}}


def test_standard_input_is_read_when_no_file_is_named() -> None:
    lines = "\n".join(['{"supportedAppProtocolRes":{"ResponseCode":"OK_SuccessfulNegotiation","SchemaID":1}}', "{}", "<a"])

    done = subprocess.run([sys.executable, "-m", "secc.cli.main", "exi", "encode", "--set", "sap"], input=lines, capture_output=True, text=True)
    assert done.returncode == 1
    out = done.stdout.splitlines()
    assert out[0] == "80400040"
    assert all(line.startswith("! ") for line in out[1:])


def test_inspect_explains_each_frame(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, lines = run(capsys, [SETUP], tmp_path, "inspect", "--set", "iso2")
    assert status == 0
    assert any("SE(SessionSetupReq), code 29 of 36" in line for line in lines)


def test_our_own_schemas_compile_to_our_codes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "tables.json"
    assert main(["exi", "compile", str(REPOSITORY / "schemas/sap/sap.xsd"), "--out", str(out)]) == 0
    assert "codes the same as our sap" in capsys.readouterr().out
    assert len(json.loads(out.read_text())["document"]) == 2


def test_a_schema_that_differs_is_told_apart(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    changed = tmp_path / "sap.xsd"
    text = (REPOSITORY / "schemas/sap/sap.xsd").read_text()
    assert 'maxOccurs="20"' in text
    changed.write_text(text.replace('maxOccurs="20"', 'maxOccurs="5"'))
    assert main(["exi", "compile", str(changed)]) == 1
    assert "after 5" in capsys.readouterr().out


def test_a_file_that_is_no_schema_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    wrong = tmp_path / "x.xsd"
    wrong.write_text("<a/>")
    assert main(["exi", "compile", str(wrong)]) == 2
    error = capsys.readouterr().err
    assert "not an XML schema" in error
    assert error.count("\n") == 1


def test_xml_that_departs_from_its_schema_is_written_with_a_note(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_text('<SessionSetupReq xmlns="urn:iso:std:iso:15118:-20:CommonMessages"><EVCCID>x</EVCCID></SessionSetupReq>\n', encoding="utf-8")
    assert main(["exi", "encode", "--set", "iso20_common", str(path)]) == 0
    out, err = capsys.readouterr()
    assert out == "808f7000f7037840\n"
    assert err == "secc exi: SessionSetupReq is not as its schema has it, written as it stands\n"
