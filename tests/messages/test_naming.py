"""Names of the schemas as names of Python."""

from __future__ import annotations

import pytest

from secc.messages.naming import EXCEPTIONS, field_name, member_name


@pytest.mark.parametrize(
    ("schema", "python"),
    [
        ("EVSENotification", "evse_notification"),
        ("SAScheduleTupleID", "sa_schedule_tuple_id"),
        ("PMaxScheduleEntry", "p_max_schedule_entry"),
        ("RelativeTimeInterval", "relative_time_interval"),
        ("DC_EVStatus", "dc_ev_status"),
        ("AC_EVSEChargeParameter", "ac_evse_charge_parameter"),
        ("BodyElement", "body_element"),
        ("eMAID", "emaid"),
        ("EVRESSSOC", "ev_ress_soc"),
        ("Id", "id"),
        ("class", "class_"),
    ],
)
def test_a_schema_name_becomes_words_with_underscores(schema: str, python: str) -> None:
    assert field_name(schema) == python


@pytest.mark.parametrize("schema", sorted(EXCEPTIONS))
def test_the_exceptions_are_what_the_rule_gets_wrong(schema: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = EXCEPTIONS[schema]
    monkeypatch.delitem(EXCEPTIONS, schema)
    assert field_name(schema) != expected


@pytest.mark.parametrize(("value", "python"), [("OK", "OK"), ("None", "None_"), ("3phase", "_3phase"), ("a-b c", "a_b_c"), ("name", "name_")])
def test_an_enumeration_value_becomes_an_identifier(value: str, python: str) -> None:
    assert member_name(value) == python
    assert python.isidentifier()
