"""XML in: what fits becomes objects, what does not becomes nodes, what is no XML is refused."""

from __future__ import annotations

import pytest

from secc import messages
from secc.errors import EncodeError
from secc.exi.content import AnyAttribute, AnyElement
from secc.messages import iso2, xmldsig

BODY = "urn:iso:15118:2:2013:MsgBody"
FRAME = (
    '<d:V2G_Message xmlns:d="urn:iso:15118:2:2013:MsgDef" xmlns:b="urn:iso:15118:2:2013:MsgBody">\n <d:Header>'
    '<SessionID xmlns="urn:iso:15118:2:2013:MsgHeader">00</SessionID></d:Header>\n <d:Body>{}</d:Body></d:V2G_Message>'
)


def body(xml: str) -> object:
    message = messages.from_xml("iso2", FRAME.format(xml))
    return message.body.body_element if isinstance(message, iso2.V2G_Message) else message


def test_prefixes_and_indentation_do_not_count() -> None:
    assert body("<b:SessionSetupReq>\n  <b:EVCCID>0A0B</b:EVCCID>\n</b:SessionSetupReq>") == iso2.SessionSetupReq(evcc_id=b"\x0a\x0b")


@pytest.mark.parametrize(
    "inner",
    [
        "<b:SessionSetupReq><b:EVCCID>zz</b:EVCCID></b:SessionSetupReq>",
        "<b:SessionSetupReq><b:Other/></b:SessionSetupReq>",
        '<b:SessionSetupReq x="1"><b:EVCCID>00</b:EVCCID></b:SessionSetupReq>',
        "<b:SessionSetupReq>text<b:EVCCID>00</b:EVCCID></b:SessionSetupReq>",
        "<b:SessionSetupReq><b:EVCCID>00</b:EVCCID><b:EVCCID>00</b:EVCCID></b:SessionSetupReq>",
        "<b:SessionSetupReq/>",
    ],
)
def test_an_element_that_leaves_its_declaration_becomes_a_node(inner: str) -> None:
    assert isinstance(body(inner), AnyElement)


def test_mixed_content_keeps_its_order() -> None:
    xml = '<Object xmlns="http://www.w3.org/2000/09/xmldsig#" Id="i">a<KeyName>k</KeyName><x xmlns="urn:y" z="1">b<w/></x> c</Object>'
    node = AnyElement(("urn:y", "x"), (AnyAttribute(("", "z"), "1"),), ("b", AnyElement(("urn:y", "w"))))
    expected = xmldsig.Object(id="i", content=("a", xmldsig.KeyName(value="k"), node, " c"))
    assert messages.from_xml("xmldsig", xml) == expected
    assert messages.to_xml("xmldsig", expected) == xml


def test_entities_and_document_types_are_refused() -> None:
    with pytest.raises(EncodeError, match="document type"):
        messages.from_xml("iso2", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


def test_nesting_has_an_end() -> None:
    with pytest.raises(EncodeError, match="nested deeper than 32"):
        messages.from_xml("xmldsig", '<Object xmlns="http://www.w3.org/2000/09/xmldsig#">' * 33 + "</Object>" * 33)


def test_a_type_with_a_prefix_that_is_bound_to_nothing_is_refused() -> None:
    with pytest.raises(EncodeError, match="unbound prefix"):
        body('<b:SessionSetupReq xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="u:x"/>')


def test_a_type_of_no_namespace_inside_one_makes_xml_lossy_and_json_exact() -> None:
    node = AnyElement((BODY, "SessionSetupReq"), type=("", "t"))
    assert messages.to_xml("iso2", node).endswith(" <!-- lossy -->")
    assert messages.from_json("iso2", messages.to_json("iso2", node)) == node
