"""Values as XML text."""

from __future__ import annotations

import pytest

from secc.exi.lexical import NAME, UNWRITABLE, escape, read_value, write_value
from secc.exi.states import Datatype

TYPES = {
    "hex": Datatype("binary", None, None, "hex"),
    "base64": Datatype("binary", None, None, "base64"),
    "boolean": Datatype("boolean", None, None, ""),
    "integer": Datatype("integer", None, None, ""),
    "string": Datatype("string", None, None, ""),
}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("hex", "00FF", b"\0\xff"),
        ("base64", "AP8=", b"\0\xff"),
        ("boolean", "true", True),
        ("boolean", "0", False),
        ("integer", " -12 ", -12),
        ("string", " a ", " a "),
    ],
)
def test_text_is_read_as_its_type_says(name: str, text: str, value: object) -> None:
    assert read_value(text, TYPES[name]) == value


@pytest.mark.parametrize(("name", "text"), [("hex", "0"), ("hex", "xy"), ("base64", "A"), ("boolean", "TRUE"), ("integer", "1.0"), ("integer", "١")])
def test_text_that_is_none_of_the_type_has_no_value(name: str, text: str) -> None:
    assert read_value(text, TYPES[name]) is None


def test_what_is_written_is_read_again() -> None:
    for name, value in (("hex", b"\x01\xab"), ("base64", b"\x01\xab"), ("boolean", True), ("integer", -(2**200)), ("string", "é<&")):
        assert read_value(write_value(value, TYPES[name]), TYPES[name]) == value


def test_text_stays_on_one_line_and_what_xml_cannot_hold_is_replaced() -> None:
    assert escape("a\nb\r<&>\0") == "a&#10;b&#13;&lt;&amp;&gt;\ufffd"
    assert escape('"\t', in_attribute=True) == "&quot;&#9;"
    assert UNWRITABLE.search("\ud800\uffff\x1f")
    assert NAME.fullmatch("a-b.c1")
    assert not NAME.fullmatch("1a")
