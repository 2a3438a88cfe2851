"""Violations: path, value, limit."""

from __future__ import annotations

from typing import Any

import pytest

from secc import messages
from secc.exi.content import AnyElement
from secc.messages import iso2, iso20_common, xmldsig

OK = iso2.responseCodeType.OK


def found(body: object) -> list[tuple[str, str]]:
    message = iso2.V2G_Message(header=iso2.MessageHeaderType(session_id=bytes(8)), body=iso2.BodyType(body_element=body))  # type: ignore[arg-type]
    return [(violation.path.removeprefix("V2G_Message/Body/"), violation.limit) for violation in messages.violations(message)]


def test_a_valid_message_has_none() -> None:
    assert found(iso2.SessionSetupReq(evcc_id=bytes(6))) == []


def test_lengths_ranges_and_classes_are_named() -> None:
    wrong: Any = "x"
    assert found(iso2.SessionSetupReq(evcc_id=bytes(7))) == [("SessionSetupReq/EVCCID", "0 to 6 octets")]
    assert found(iso2.SessionSetupRes(response_code=OK, evse_id="x" * 6)) == [("SessionSetupRes/EVSEID", "7 to 37 characters")]
    assert found(iso2.SessionSetupRes(response_code=wrong, evse_id="DE*X*E1"))[0][0] == "SessionSetupRes/ResponseCode"
    assert found(iso2.ServiceDetailReq(service_id=70_000)) == [("ServiceDetailReq/ServiceID", "0 to 65535")]
    assert found(iso2.ServiceDetailReq(service_id=wrong)) == [("ServiceDetailReq/ServiceID", "int")]
    assert found(iso2.ServiceDetailReq(service_id=True)) == [("ServiceDetailReq/ServiceID", "int")]


def test_lists_and_what_they_hold_are_checked() -> None:
    wrong: Any = [1]
    service = iso2.SelectedServiceType(service_id=-1)
    request = iso2.PaymentServiceSelectionReq(
        selected_payment_option=iso2.paymentOptionType.Contract,
        selected_service_list=iso2.SelectedServiceListType(selected_service=(service,) * 17),
    )
    limits = found(request)
    assert ("PaymentServiceSelectionReq/SelectedServiceList/SelectedService", "at most 16 items") in limits
    assert ("PaymentServiceSelectionReq/SelectedServiceList/SelectedService/ServiceID", "0 to 65535") in limits
    assert messages.violations(iso2.SelectedServiceListType(selected_service=wrong))[0].limit == "a tuple"


def test_a_node_in_place_of_a_message_is_a_violation() -> None:
    (violation,) = messages.violations(AnyElement(("urn:x", "y")))
    assert violation.limit == "an element that follows its declaration"
    key = AnyElement(("http://www.w3.org/2000/09/xmldsig#", "KeyName"), type=("urn:x", "t"))
    assert [v.path for v in messages.violations(xmldsig.Object(content=(key, AnyElement(("urn:x", "y")))))] == ["Object/KeyName"]


@pytest.mark.parametrize("number", [-1, 2**64])
def test_numbers_outside_64_bits_are_found(number: int) -> None:
    header = iso20_common.MessageHeaderType(session_id=bytes(8), time_stamp=number)
    (violation,) = messages.violations(iso20_common.SessionSetupReq(header=header, evcc_id="x"))
    assert violation.path == "SessionSetupReq/Header/TimeStamp"
