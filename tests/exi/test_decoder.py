"""The decoder: representable or not, limits, string table, cost."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secc import messages
from secc.errors import ExiError
from secc.exi import decoder
from secc.exi.content import AnyElement
from secc.messages import iso2, sap, xmldsig

SETUP = bytes.fromhex("80980212c734a78cc1ea3c51d018090ab044000800")
# Processor time, far above what is measured: input that costs more than its length is found, a busy machine is not.
BUDGET_S = 0.1 if decoder.ENGINE == "compiled" else 1.5
"""What 64 KiB may cost; five times the goal when compiled, for a busy machine."""


def bits(text: str) -> bytes:
    """Octets from digits; spaces are for the reader."""
    digits = text.replace(" ", "")
    digits += "0" * (-len(digits) % 8)
    return int(digits, 2).to_bytes(len(digits) // 8, "big")


def test_the_walk_through_of_a_session_setup_request_gives_its_fields() -> None:
    message = messages.decode("iso2", SETUP)
    assert isinstance(message, iso2.V2G_Message)
    assert message.header.session_id.hex() == "4b1cd29e3307a8f1"
    assert message.body.body_element == iso2.SessionSetupReq(evcc_id=bytes.fromhex("0242ac110002"))


@pytest.mark.parametrize("length", range(len(SETUP)))
def test_every_truncated_stream_is_an_error_with_the_bit_where_it_ends(length: int) -> None:
    with pytest.raises(ExiError) as caught:
        messages.decode("iso2", SETUP[:length])
    assert caught.value.bit <= length * 8


def test_an_error_names_path_bit_and_root() -> None:
    with pytest.raises(ExiError) as caught:
        messages.decode("iso2", SETUP[:5])
    assert (caught.value.root, caught.value.path) == ("V2G_Message", "V2G_Message/Header/SessionID")
    assert str(caught.value) == "truncated at bit 26 in V2G_Message/Header/SessionID"


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty"), (b"$EXI\x80", "no EXI header"), (b"\xa0\x00", "no EXI header")])
def test_a_stream_without_the_header_of_v2g_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ExiError, match=reason):
        messages.decode("iso2", data)


def test_pad_bits_and_trailing_octets_are_ignored() -> None:
    assert messages.decode("iso2", SETUP[:-1] + b"\x3f\xff\xff") == messages.decode("iso2", SETUP)


def test_an_enumeration_code_above_its_range_is_an_error() -> None:
    with pytest.raises(ExiError, match="enumeration code above its range"):
        messages.decode("sap", bits("10000000 01 0 0 11 0"), deviations=False)


def priority(value: int) -> int:
    """A SAP request with one protocol of this priority, as a number."""
    protocol = sap.AppProtocolType(protocol_namespace="u", version_number_major=1, version_number_minor=0, schema_id=1, priority=value)
    return int.from_bytes(messages.encode("sap", sap.supportedAppProtocolReq(app_protocol=(protocol,))), "big")


def test_an_n_bit_integer_above_its_range_is_an_error() -> None:
    one, two = priority(1), priority(2)  # codes 0 and 1: they differ in the last bit of five
    beyond = one | 31 * (one ^ two)
    with pytest.raises(ExiError, match="integer code above its range"):
        messages.decode("sap", beyond.to_bytes((beyond.bit_length() + 7) // 8, "big"), deviations=False)


def test_a_value_outside_a_facet_is_read_and_named_but_refused_when_strict() -> None:
    message = iso2.V2G_Message(
        header=iso2.MessageHeaderType(session_id=bytes(8)),
        body=iso2.BodyType(body_element=iso2.PaymentDetailsRes(response_code=iso2.responseCodeType.OK, gen_challenge=bytes(15), evse_time_stamp=1)),
    )
    data = messages.encode("iso2", message, strict=False)
    assert messages.decode("iso2", data) == message
    (found,) = messages.violations(message)
    assert (found.path, found.limit) == ("V2G_Message/Body/PaymentDetailsRes/GenChallenge", "16 to 16 octets")
    with pytest.raises(ExiError, match="16 to 16 octets"):
        messages.decode("iso2", data, strict=True)


def test_a_string_may_hold_any_code_point() -> None:
    for text in ("é", "中文", "😀" * 3, "\0" * 64, "￿", "a\U0010ffffb"):
        value = messages.encode_fragment("xmldsig", "KeyName", text)
        assert messages.decode_fragment("xmldsig", value) == ("KeyName", text)


@pytest.mark.parametrize("point", [0xD800, 0xDFFF, 0x110000, 0x1FFFFF])
def test_a_number_that_is_no_code_point_is_an_error(point: int) -> None:
    groups = "".join(f"{int(i < 2)}{point >> 7 * i & 127:07b}" for i in range(3))
    name = next(edge.code for edge in messages.grammar("xmldsig").fragment.edges if edge.name[1] == "KeyName")
    with pytest.raises(ExiError, match="no code point"):
        messages.decode_fragment("xmldsig", bits(f"10000000 {name:06b} 0 00000011 {groups} 0 101110"))


def test_integers_of_any_size_are_read_and_those_beyond_reason_refused() -> None:
    for number in (0, 1, 127, 128, 2**31, 2**63, 2**160 - 1, 10**1000):
        value = xmldsig.X509IssuerSerialType(x509_issuer_name="", x509_serial_number=number)
        for signed in (value, xmldsig.X509IssuerSerialType(x509_issuer_name="", x509_serial_number=-number)):
            data = messages.encode_fragment("xmldsig", "X509IssuerSerial", signed)
            assert messages.decode_fragment("xmldsig", data) == ("X509IssuerSerial", signed)
    data = messages.encode_fragment("xmldsig", "X509SerialNumber", 0)
    position = 15  # header, name, CH, sign
    endless = int.from_bytes(data, "big") >> (len(data) * 8 - position)
    stream = (endless << 80_000 | (1 << 80_000) - 1) << (-(80_000 + position) % 8)
    with pytest.raises(ExiError, match="integer too large"):
        messages.decode_fragment("xmldsig", stream.to_bytes((80_000 + position + 7) // 8, "big"))


def test_a_claimed_length_is_not_believed_before_the_octets_are_there() -> None:
    data = bits("10000000 1001100 0 0 0 11111111 11111111 11111111 11111111 01111111") + bytes(64)
    with pytest.raises(ExiError, match="truncated"):
        messages.decode("iso2", data)


def test_a_hit_outside_the_string_table_is_an_error() -> None:
    name = next(edge.code for edge in messages.grammar("xmldsig").fragment.edges if edge.name[1] == "KeyName")
    for kind in ("00000000", "00000001"):
        with pytest.raises(ExiError, match="no such value"):
            messages.decode_fragment("xmldsig", bits(f"10000000 {name:06b} 0 {kind} 0"))


def test_elements_nested_deeper_than_32_are_an_error() -> None:
    deep: xmldsig.Object | AnyElement = xmldsig.Object()
    for _ in range(31):
        deep = xmldsig.Object(content=(deep,))
    data = messages.encode_fragment("xmldsig", "Object", deep)
    assert messages.decode_fragment("xmldsig", data) == ("Object", deep)
    name = next(edge.code for edge in messages.grammar("xmldsig").document.edges if edge.name[1] == "Object")
    nested = bits(f"10000000 {name:05b}" + f"011 101 00000000 {messages.grammar('xmldsig').local_names[xmldsig_uri()].index('Object'):07b}" * 40)
    with pytest.raises(ExiError, match="nested too deep"):
        messages.decode("xmldsig", nested)


def xmldsig_uri() -> str:
    return "http://www.w3.org/2000/09/xmldsig#"


def test_a_list_that_the_schema_leaves_unbounded_holds_1024_items_and_no_more() -> None:
    key = xmldsig.KeyName(value="k")
    full = messages.encode_fragment("xmldsig", "KeyInfo", xmldsig.KeyInfo(content=(key,) * 1024))
    assert messages.decode_fragment("xmldsig", full)[0] == "KeyInfo"
    transforms = (xmldsig.Transform(algorithm="a"),) * 1024
    data = messages.encode_fragment("xmldsig", "Transforms", xmldsig.Transforms(transform=transforms))
    assert messages.decode_fragment("xmldsig", data) == ("Transforms", xmldsig.Transforms(transform=transforms))
    with pytest.raises(ExiError, match="1024"):
        messages.decode_fragment("xmldsig", messages.encode_fragment("xmldsig", "KeyInfo", xmldsig.KeyInfo(content=(key,) * 1025)))


@pytest.mark.parametrize("filler", [0x00, 0xFF, 0x80, 0x55, 0xAA, 0x2E, 0x11])
@pytest.mark.parametrize("name", ["iso2", "xmldsig", "iso20_common"])
def test_64_kib_of_anything_end_in_time(name: str, filler: int) -> None:
    messages.grammar(name)
    for read in (messages.decode, messages.decode_fragment):
        data = b"\x80" + bytes([filler]) * 65_536
        start = time.process_time()
        with suppress(ExiError):
            read(name, data)
        assert time.process_time() - start < BUDGET_S


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(messages.SETS), st.binary(max_size=400), st.booleans())
def test_any_octets_give_a_message_or_an_exi_error(name: str, data: bytes, fragment: bool) -> None:
    with suppress(ExiError):
        (messages.decode_fragment if fragment else messages.decode)(name, b"\x80" + data)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_message_with_one_octet_changed_gives_a_message_or_an_exi_error(data: st.DataObject) -> None:
    position = data.draw(st.integers(1, len(SETUP) - 1))
    changed = bytearray(SETUP)
    changed[position] ^= data.draw(st.integers(1, 255))
    with suppress(ExiError):
        messages.decode("iso2", bytes(changed))
