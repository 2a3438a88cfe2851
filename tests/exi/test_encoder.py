"""The encoder: what it refuses, and that it says where."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secc import messages
from secc.errors import EncodeError
from secc.exi.content import AnyElement
from secc.messages import din, iso2, iso20_common, sap, xmldsig


def protocol(**changes: Any) -> sap.supportedAppProtocolReq:
    fields: dict[str, Any] = {"protocol_namespace": "x", "version_number_major": 2, "version_number_minor": 0, "schema_id": 1, "priority": 1}
    return sap.supportedAppProtocolReq(app_protocol=(sap.AppProtocolType(**{**fields, **changes}),))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"priority": 0}, "Priority: 0 is outside 1 to 20"),
        ({"priority": 21}, "Priority: 21 is outside 1 to 20"),
        ({"priority": True}, "Priority: True is not an integer"),
        ({"priority": "1"}, "Priority: '1' is not an integer"),
        ({"priority": 10**30}, "Priority"),
        ({"version_number_major": -1}, "VersionNumberMajor: -1 is outside 0 to 4294967295"),
        ({"version_number_major": 2**32}, "VersionNumberMajor: 4294967296 is outside"),
        ({"version_number_major": 10**30}, "VersionNumberMajor"),
        ({"protocol_namespace": "x" * 101}, "ProtocolNamespace: 101 characters, allowed are 0 to 100"),
        ({"protocol_namespace": b"x"}, "ProtocolNamespace: b'x' is not a string"),
        ({"protocol_namespace": "\ud800"}, "lone surrogate"),
        ({"schema_id": None}, "SchemaID is missing"),
    ],
)
def test_a_value_that_the_schema_does_not_allow_is_refused_with_its_path(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(EncodeError, match=reason) as caught:
        messages.encode("sap", protocol(**changes))
    assert caught.value.path.startswith("supportedAppProtocolReq/AppProtocol")


def test_a_list_with_too_many_items_is_refused() -> None:
    (item,) = protocol().app_protocol
    assert messages.decode("sap", messages.encode("sap", sap.supportedAppProtocolReq(app_protocol=(item,) * 20)))
    with pytest.raises(EncodeError, match="too many"):
        messages.encode("sap", sap.supportedAppProtocolReq(app_protocol=(item,) * 21))
    with pytest.raises(EncodeError, match="AppProtocol is missing"):
        messages.encode("sap", sap.supportedAppProtocolReq(app_protocol=()))


@pytest.mark.parametrize("count", range(1, 21))
def test_a_list_of_every_length_comes_back(count: int) -> None:
    (item,) = protocol().app_protocol
    request = sap.supportedAppProtocolReq(app_protocol=(item,) * count)
    assert messages.decode("sap", messages.encode("sap", request), deviations=False) == request


def message(body: object) -> iso2.V2G_Message:
    return iso2.V2G_Message(header=iso2.MessageHeaderType(session_id=bytes(8)), body=iso2.BodyType(body_element=body))  # type: ignore[arg-type]


def test_an_object_of_another_class_is_refused() -> None:
    status = din.SessionStopReq()
    with pytest.raises(EncodeError, match="SessionStopReq does not belong here") as caught:
        messages.encode("iso2", message(status))
    assert caught.value.path == "V2G_Message/Body"


def test_an_optional_field_of_another_class_is_not_dropped_silently() -> None:
    wrong: Any = iso2.SelectedServiceType(service_id=1)
    meter = iso2.ChargingStatusRes(
        response_code=iso2.responseCodeType.OK,
        evse_id="DE*X*E1",
        sa_schedule_tuple_id=1,
        ac_evse_status=iso2.AC_EVSEStatusType(notification_max_delay=0, evse_notification=iso2.EVSENotificationType.None_, rcd=False),
        meter_info=wrong,
    )
    with pytest.raises(EncodeError, match="MeterInfo: SelectedServiceType does not belong here"):
        messages.encode("iso2", message(meter))


def test_two_fields_of_a_choice_are_refused() -> None:
    parameter = iso2.ParameterType(name="x", bool_value=True, int_value=3)
    with pytest.raises(EncodeError, match="Name, boolValue, intValue exclude one another"):
        messages.encode_fragment("iso2", "Parameter", parameter)


def test_a_class_of_no_root_element_is_refused() -> None:
    with pytest.raises(EncodeError, match="PhysicalValueType is no root element of the set"):
        messages.encode("iso2", iso2.PhysicalValueType(multiplier=0, unit=iso2.unitSymbolType.V, value=1))
    with pytest.raises(EncodeError, match="no message set is called iso3"):
        messages.encode("iso3", protocol())


def test_a_value_outside_a_facet_can_be_written_on_demand() -> None:
    wrong = message(iso2.SessionSetupReq(evcc_id=bytes(9)))
    with pytest.raises(EncodeError, match="EVCCID: 9 octets"):
        messages.encode("iso2", wrong)
    assert messages.decode("iso2", messages.encode("iso2", wrong, strict=False)) == wrong


def test_the_relaxed_fragment_of_an_emaid_is_the_published_one() -> None:
    emaid = iso2.EMAIDType(id="id4", value="DEABCC123ABC56")
    expected = "80ec0202b4b21a40041111505090d0cc4c8cd05090cd4dbd3d00"
    assert messages.encode_fragment("iso2", "eMAID", emaid).hex() == expected


def test_a_second_message_is_not_influenced_by_the_first() -> None:
    long, short = protocol(protocol_namespace="x" * 100), protocol()
    once = messages.encode("sap", short)
    messages.encode("sap", long)
    assert messages.encode("sap", short) == once


def test_nesting_deeper_than_32_is_refused() -> None:
    deep: Any = xmldsig.Object()
    for _ in range(40):
        deep = xmldsig.Object(content=(deep,))
    with pytest.raises(EncodeError, match="nested too deep"):
        messages.encode("xmldsig", deep)


def test_a_long_message_grows_its_buffer() -> None:
    for length in (0, 1, 254, 255, 256, 257, 5_000, 200_000):
        value = iso2.V2G_Message(
            header=iso2.MessageHeaderType(session_id=bytes(8)),
            body=iso2.BodyType(body_element=iso2.AuthorizationReq(id="é" * length)),
        )
        assert messages.decode("iso2", messages.encode("iso2", value)) == value


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=150, deadline=None)
@given(TEXT, st.integers(0, 2**64 - 1), st.binary(min_size=8, max_size=8), TEXT)
def test_any_text_and_any_number_come_back(text: str, number: int, octets: bytes, name: str) -> None:
    request = iso20_common.SessionSetupReq(header=iso20_common.MessageHeaderType(session_id=octets, time_stamp=number), evcc_id=text)
    assert messages.decode("iso20_common", messages.encode("iso20_common", request, strict=False)) == request
    node = AnyElement(("urn:x", "n" + name), content=(text, AnyElement(("", "m"), content=(name,)), text) if text and name else ())
    thing = xmldsig.Object(mime_type=name, content=(node, node))
    assert messages.decode("xmldsig", messages.encode("xmldsig", thing)) == thing
