from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secc.security import emaid


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("DEABCC12345678", "DE-ABC-C12345678", True),
        ("DEABCC12345678", "de-abc-c12345678-9", True),
        ("DEABCC123456789", "DEABCC12345678", True),
        ("DEABCC123456789", "DEABCC123456780", False),
        ("DEABCC12345678", "DEABCC12345679", False),
        ("DEABCC1234567", "DEABCC1234567", False),
        ("", "", False),
    ],
)
def test_emaids_are_compared_without_hyphens_case_and_missing_check_character(one: str, other: str, same: bool) -> None:
    assert emaid.same(one, other) is emaid.same(other, one) is same


@pytest.mark.parametrize(
    "bad",
    [
        "DEABCC1234567\n",
        "DEABCC1234567\x1b",
        "DEABCC1234567\u202e",
        "DEABCC1234567'",
        "DEABCC12345678٣",
        "1EABCC12345678",
        "ſEABCC12345678",
    ],
)
def test_anything_but_letters_and_digits_is_no_emaid(bad: str) -> None:
    assert emaid.normalise(bad) == ""


@given(st.text(max_size=20))
def test_a_normalised_emaid_is_plain_or_empty(text: str) -> None:
    found = emaid.normalise(text)
    assert found == "" or (found.isascii() and found.isalnum() and found == found.upper() and 14 <= len(found) <= 15)
    assert emaid.normalise(found) == found


def test_the_provider_is_the_first_five() -> None:
    assert emaid.provider("de-abc-c12345678") == "DEABC"
