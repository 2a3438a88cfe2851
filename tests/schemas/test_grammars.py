"""Our schemas make the same EXI grammars as the official ones, set by set, production by production."""

from __future__ import annotations

from pathlib import Path

import pytest

from secc.exi.schema.listing import difference, listing
from secc.exi.schema.model import Schema
from secc.exi.schema.reader import read_schema
from tests.schemas.official import OFFICIAL


def schema(entry: Path) -> Schema:
    return read_schema([entry])


@pytest.mark.parametrize("name", OFFICIAL)
def test_our_schema_compiles_to_the_grammars_of_the_official_one(name: str, official: Path, schemas: Path) -> None:
    found = difference(schema(official / OFFICIAL[name]), schema(schemas / name / f"{name}.xsd"), "official", "ours")
    assert not found, f"\n{found}"


@pytest.mark.parametrize(
    ("name", "roots", "fragments"),
    [
        ("sap", 2, None),
        ("din", 81, 245),
        ("iso2", 80, 243),
        ("xmldsig", 24, 45),
        ("iso20_common", 54, 281),
        ("iso20_ac", 42, 154),
        ("iso20_dc", 48, 149),
        ("iso20_wpt", 38, 193),
        ("iso20_acdp", 34, 129),
        ("iso20_ac_der_iec", 48, None),
        ("iso20_ac_der_sae", 49, None),
    ],
)
def test_a_set_has_as_many_root_elements_and_fragments_as_other_codecs_count(
    name: str, roots: int, fragments: int | None, schemas: Path
) -> None:
    found = listing(schema(schemas / name / f"{name}.xsd"))
    assert len(found["document"]) == roots
    assert fragments is None or len(found["fragment"]) == fragments


PLANTED = [
    pytest.param("messages_dc.xsd", 'name="EVTargetVoltage"', 'name="EVTargetCurrent_"', "EVTargetCurrent_", id="renamed element"),
    pytest.param("types_schedules.xsd", 'maxOccurs="3"', 'maxOccurs="4"', "after 4", id="longer list"),
    pytest.param("types_values.xsd", '<xs:minInclusive value="-3"/>', '<xs:minInclusive value="-4"/>', "[-4..3]", id="wider integer"),
    pytest.param("messages_setup.xsd", 'type="t:evccIDType"', 'type="t:evseIDType"', "string", id="other type"),
    pytest.param("body.xsd", 'minOccurs="0"', "", "-0 first", id="optional made mandatory"),
    pytest.param("types_status.xsd", 'substitutionGroup="t:EVSEStatus"', "", "AC_EVSEStatus", id="member out of its group"),
    pytest.param("types_codes.xsd", 'value="Pause"', 'value="pause"', "+pause", id="other enumeration value"),
]


def copied(schemas: Path, to: Path) -> Path:
    """A copy of the ISO 15118-2 schemas to spoil."""
    for path in [*(schemas / "iso2").glob("*.xsd"), *(schemas / "xmldsig").glob("*.xsd")]:
        copy = to / path.relative_to(schemas)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(path.read_text())
    return to / "iso2"


@pytest.mark.parametrize(("file", "before", "after", "shown"), PLANTED)
def test_a_planted_defect_shows_in_the_difference(file: str, before: str, after: str, shown: str, schemas: Path, tmp_path: Path) -> None:
    folder = copied(schemas, tmp_path)
    good = schema(folder / "iso2.xsd")
    text = (folder / file).read_text()
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1))
    assert not difference(schema(schemas / "iso2" / "iso2.xsd"), good)
    assert shown in difference(good, schema(folder / "iso2.xsd"))


def test_two_swapped_elements_show_in_the_difference(schemas: Path, tmp_path: Path) -> None:
    folder = copied(schemas, tmp_path)
    one, other = 'name="Multiplier" type="t:unitMultiplierType"', 'name="Value" type="xs:short"'
    text = (folder / "types_values.xsd").read_text()
    (folder / "types_values.xsd").write_text(text.replace(one, "§").replace(other, one).replace("§", other))
    found = difference(schema(schemas / "iso2" / "iso2.xsd"), schema(folder / "iso2.xsd"))
    assert "-0 first: element {urn:iso:15118:2:2013:MsgDataTypes}Multiplier" in found
    assert "+0 first: element {urn:iso:15118:2:2013:MsgDataTypes}Value" in found


def test_the_listing_shows_a_type_with_its_productions_in_code_order(schemas: Path) -> None:
    found = listing(schema(schemas / "sap" / "sap.xsd"))
    request, response = ("{urn:iso:15118:2:2010:AppProtocol}supportedAppProtocol" + end for end in ("Req", "Res"))
    assert found["document"] == [f"SE({request}): of element {request}", f"SE({response}): of element {response}"]
    states = found[f"type of element {response}"]
    assert states[1].startswith("0 first: element {}ResponseCode: enumeration responseCodeType")
    assert "element {}SchemaID: integer  [0..255] -> " in states[2]
    assert states[2].endswith(" | EE")


def test_reactive_power_support_under_the_iec_grid_code_is_exactly_one_curve(schemas: Path) -> None:
    found = listing(schema(schemas / "iso20_ac_der_iec" / "iso20_ac_der_iec.xsd"))
    states = found["type {urn:iso:std:iso:15118:-20:AC-DER-IEC}ReactivePowerSupportType"]
    first = states[1].split(" | ")
    assert [production.split("}")[1].split(":")[0] for production in first] == ["VoltVar", "WattVar", "WattCosPhi"]
    assert all(production.endswith("-> 1") for production in first)
    assert states[2] == "1 content: EE"
