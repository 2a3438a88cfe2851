"""Off the declared path: every example here is checked against the reference encoder's bits."""

from __future__ import annotations

import pytest

from secc import messages
from secc.errors import ExiError
from secc.exi.content import AnyAttribute, AnyElement
from secc.messages import iso2, xmldsig

DS = "http://www.w3.org/2000/09/xmldsig#"
ANY = "urn:example:any"


def test_an_undeclared_attribute_makes_a_node_and_keeps_its_value() -> None:
    node = messages.decode("xmldsig", bytes.fromhex("809cc823337b781bb20200"))
    assert node == AnyElement((DS, "SignatureValue"), (AnyAttribute(("", "foo"), "v"),), (b"\0",))


def test_untyped_text_in_a_binary_element_makes_a_node() -> None:
    assert messages.decode("xmldsig", bytes.fromhex("809d81084860")) == AnyElement((DS, "SignatureValue"), content=("!!",))


def test_an_attribute_value_outside_its_enumeration_makes_a_node() -> None:
    number = AnyElement(("urn:din:70121:2012:MsgDataTypes", "intValue"), content=(1,))
    attributes = (AnyAttribute(("", "Name"), "n"), AnyAttribute(("", "ValueType"), "zzz"))
    node = AnyElement(("urn:din:70121:2012:MsgDataTypes", "Parameter"), attributes, (number,))
    assert messages.decode_fragment("din", messages.encode_fragment("din", "Parameter", node)) == ("Parameter", node)


def test_nil_leaves_the_attributes_only() -> None:
    name, node = messages.decode_fragment("iso2", bytes.fromhex("8004cdf4"))
    assert (name, node) == ("AuthorizationReq", AnyElement(("urn:iso:15118:2:2013:MsgBody", "AuthorizationReq"), nil=True))
    assert messages.encode_fragment("iso2", name, node).hex() == "8004cdf4"


def test_a_type_named_in_the_stream_takes_over() -> None:
    node = messages.decode("din", bytes.fromhex("803f0e003a50c450"))
    types = "urn:din:70121:2012:MsgDataTypes"
    assert isinstance(node, AnyElement)
    assert (node.name, node.type) == ((types, "EVStatus"), (types, "DC_EVStatusType"))
    assert [item.name[1] for item in node.content if isinstance(item, AnyElement)] == ["EVReady", "EVErrorCode", "EVRESSSOC"]
    assert messages.encode("din", node).hex() == "803f0e003a50c450"


def test_an_element_that_strays_takes_the_elements_around_it_along_and_no_further() -> None:
    stray = AnyElement((DS, "DigestValue"), (AnyAttribute(("", "x"), "y"),), (b"12",))
    holder = xmldsig.Object(content=(stray, xmldsig.KeyName(value="k")))
    data = messages.encode("xmldsig", holder)
    assert messages.decode("xmldsig", data) == holder


def test_a_built_in_grammar_learns_and_is_kept_for_the_message() -> None:
    text = (
        "803980f75726e3a6578616d706c653a616e7905626c6f62b0334b73732b96066218000006000001801c19d98a3a3821ac6002000c0086e"
    )
    inner = AnyElement((ANY, "blob"), content=(AnyElement((ANY, "inner"), content=("1",)),))
    blobs = (inner, inner, inner, AnyElement((ANY, "blob"), content=("vb𠜎k",)), inner, AnyElement((ANY, "blob")))
    assert messages.decode_fragment("xmldsig", bytes.fromhex(text)) == ("Object", xmldsig.Object(content=blobs))


def test_mixed_text_stands_where_it_stood() -> None:
    data = bytes.fromhex("80800de181b0800501b10015d5c9b8e9e009e880d8d0")
    expected = xmldsig.SignatureMethod(
        algorithm="x",
        content=("a", AnyElement((DS, "HMACOutputLength"), content=(1,)), "b", AnyElement(("urn:x", "z")), "c"),
    )
    assert messages.decode("xmldsig", data) == expected


def test_a_global_element_behind_a_wildcard_is_read_by_its_declaration() -> None:
    message = messages.decode("xmldsig", bytes.fromhex("80000de0a001c240fe58ba7cc2b6aa6fe153d47a68ca8c1ff0e4"))
    assert isinstance(message, xmldsig.CanonicalizationMethod)
    (digest,) = message.content
    assert isinstance(digest, xmldsig.DigestValue)
    assert len(digest.value) == 18


def test_the_relaxed_element_of_a_name_with_two_types_is_a_node() -> None:
    name, node = messages.decode_fragment("iso2", bytes.fromhex("80ec0202b4b218c00451114c505090d10c8ccd0d4d8dce0e7d3d00"))
    assert name == "eMAID"
    assert isinstance(node, AnyElement)
    assert node.attributes == (AnyAttribute(("urn:iso:15118:2:2013:MsgDataTypes", "Id"), "id1"),)
    assert node.content == ("DE1ABCD23456789",)


def test_the_standard_form_of_the_same_name_is_another_value() -> None:
    data = messages.encode_fragment("iso2", "eMAID", iso2.EMAIDType(id="id1", value="DE1ABCD23456789"))
    assert data.hex() == "80ec0202b4b218c00451114c505090d10c8ccd0d4d8dce0e7d3d00"


@pytest.mark.parametrize("data", ["8098001008", "8098440200"])
def test_both_forms_of_an_empty_value_read_the_same(data: str) -> None:
    message = messages.decode("iso2", bytes.fromhex(data))
    assert isinstance(message, iso2.V2G_Message)
    assert message.header.session_id == b""


def test_open_content_is_capped() -> None:
    many = AnyElement(("", "a"), content=tuple(AnyElement(("", f"b{i}")) for i in range(3000)))
    with pytest.raises(ExiError, match="4096 events of open content"):
        messages.decode("xmldsig", messages.encode("xmldsig", xmldsig.Object(content=(many,))))
