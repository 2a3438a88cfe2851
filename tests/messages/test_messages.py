"""The door of the messages: sets, errors, fragments, forms."""

from __future__ import annotations

import subprocess
import sys

import pytest

from secc import messages
from secc.errors import EncodeError, ExiError
from secc.exi.content import AnyElement
from secc.messages import iso2, iso20_ac, iso20_common, iso20_dc, sap, xmldsig


@pytest.mark.parametrize("name", messages.SETS)
def test_every_set_has_a_module_whose_names_are_its_classes(name: str) -> None:
    module = sys.modules.get(f"secc.messages.{name}") or __import__(f"secc.messages.{name}", fromlist=["x"])
    grammar = messages.grammar(name)
    for edge in grammar.document.edges:
        assert getattr(module, edge.name[1]) is edge.maker
    assert all(maker.__doc__ for maker in grammar.classes)


def test_an_unknown_set_is_named_with_the_known_ones() -> None:
    with pytest.raises(EncodeError, match="no message set is called iso22; known are sap din iso2"):
        messages.decode("iso22", b"\x80")


def test_objects_are_compared_by_value_and_cannot_be_changed() -> None:
    one, two = iso2.SessionSetupReq(evcc_id=b"123456"), iso2.SessionSetupReq(evcc_id=b"123456")
    assert one == two
    assert one != iso2.SessionSetupReq(evcc_id=b"123457")
    with pytest.raises(AttributeError):
        one.evcc_id = b""  # type: ignore[misc]


def test_classes_of_a_shared_namespace_are_the_same_in_every_set() -> None:
    assert iso2.SignedInfo is xmldsig.SignedInfo is iso20_common.SignedInfo
    assert iso20_ac.MessageHeaderType is iso20_dc.MessageHeaderType is iso20_common.MessageHeaderType
    assert iso20_ac.responseCodeType.FAILED is iso20_common.responseCodeType.FAILED


def signed_info() -> xmldsig.SignedInfo:
    return xmldsig.SignedInfo(
        canonicalization_method=xmldsig.CanonicalizationMethod(algorithm="http://www.w3.org/TR/canonical-exi/"),
        signature_method=xmldsig.SignatureMethod(algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"),
        reference=(
            xmldsig.Reference(
                uri="#id1",
                transforms=xmldsig.Transforms(transform=(xmldsig.Transform(algorithm="http://www.w3.org/TR/canonical-exi/"),)),
                digest_method=xmldsig.DigestMethod(algorithm="http://www.w3.org/2001/04/xmlenc#sha256"),
                digest_value=bytes(32),
            ),
        ),
    )


def test_signed_info_has_another_fragment_in_each_grammar() -> None:
    starts = {"xmldsig": "808112b4", "iso2": "80d044ad", "iso20_common": "80732256"}
    for name, start in starts.items():
        data = messages.encode_fragment(name, "SignedInfo", signed_info())
        assert data.hex().startswith(start)
        assert messages.decode_fragment(name, data) == ("SignedInfo", signed_info())


def test_an_id_without_its_namespace_is_another_element_to_a_signature() -> None:
    name, node = messages.fragment_from_xml("iso2", '<AuthorizationReq xmlns="urn:iso:15118:2:2013:MsgBody" Id="id1"/>')
    assert isinstance(node, AnyElement)
    assert messages.encode_fragment("iso2", name, node).hex().startswith("8004d0802056964")


def test_a_fragment_of_an_element_that_the_set_does_not_know_is_refused() -> None:
    with pytest.raises(EncodeError, match="no element of iso2 is called Nothing"):
        messages.encode_fragment("iso2", "Nothing", signed_info())
    with pytest.raises(ExiError):
        messages.decode_fragment("iso2", b"\x80\xff\xff")


def test_one_set_is_loaded_without_the_others_and_without_xml() -> None:
    program = (
        "import sys; from secc import messages; messages.decode('sap', bytes.fromhex('80400040'));"
        "print([n for n in sys.modules if 'generated' in n or n.startswith(('xml', 'lxml', 'ssl', 'asyncio'))])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert found == "['secc.messages._generated', 'secc.messages._generated.sap']\n"


def test_nul_characters_make_xml_lossy_and_json_exact() -> None:
    scope = iso2.V2G_Message(
        header=iso2.MessageHeaderType(session_id=bytes(8)),
        body=iso2.BodyType(body_element=iso2.ServiceDiscoveryReq(service_scope="\0" * 64)),
    )
    xml = messages.to_xml("iso2", scope)
    assert xml.endswith(" <!-- lossy -->")
    assert xml.count("\ufffd") == 64
    assert messages.from_json("iso2", messages.to_json("iso2", scope)) == scope


@pytest.mark.parametrize("text", ["", "<", "<a/>", "<a", "<!DOCTYPE a><a/>", "plain", "<a>" * 40 + "</a>" * 40, "\ud800"])
def test_text_that_is_no_message_is_refused(text: str) -> None:
    with pytest.raises(EncodeError):
        messages.encode("iso2", messages.from_xml("iso2", text))


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", '{"a":1}', '{"V2G_Message":{}}', '{"V2G_Message":{"Header":1}}', '{"SAScheduleList":{"x":[]}}', "\ud800",
        '{"Object":{"$content":[{"$of":{}}]}}', '{"Object":{"$content":[{"$of":{},"$fields":"x"}]}}',
        '{"$node":{"name":["","a"],"attributes":[[1]]}}', '{"$node":{"name":["","a"],"attributes":["ab"]}}',
        "[" * 100_000, '{"$node":{"name":["",""],"content":[' * 400 + "]}}" * 400,
    ],
)
def test_json_that_is_no_message_is_refused(text: str) -> None:
    with pytest.raises(EncodeError):
        messages.encode("iso2", messages.from_json("iso2", text))


def test_enumerations_have_the_values_of_the_wire() -> None:
    assert sap.responseCodeType.OK_SuccessfulNegotiation == "OK_SuccessfulNegotiation"
    assert iso2.EVSENotificationType.None_ == "None"
    assert [code.name for code in iso20_common.responseCodeType][21] == "FAILED"
