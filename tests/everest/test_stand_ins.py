"""The energy manager splits one fuse; the shares never exceed it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secc.everest.stand_ins import split


@pytest.mark.parametrize(
    ("fuse", "wishes", "shares"),
    [
        (32, [(6, 32), (6, 32)], [16, 16]),
        (10, [(6, 32), (6, 32)], [10, 0]),
        (13, [(6, 32), (6, 32)], [6.5, 6.5]),
        (32, [(6, 10), (6, 32)], [10, 22]),
        (200, [(0, 120), (0, 120)], [100, 100]),
        (32, [(6, 0), (6, 32)], [0, 32]),
        (0, [(0, 32)], [0]),
    ],
)
def test_known_shares(fuse, wishes, shares):
    given_a = split({str(number): wish for number, wish in enumerate(wishes)}, fuse)
    assert list(given_a.values()) == pytest.approx(shares)


@given(st.floats(0, 500), st.lists(st.tuples(st.sampled_from([0.0, 6.0]), st.floats(0, 250)), max_size=8))
def test_no_more_is_given_than_there_is_and_nobody_gets_more_than_he_wants(fuse, wishes):
    shares = split({str(number): wish for number, wish in enumerate(wishes)}, fuse)
    assert sum(shares.values()) <= fuse + 0.01
    for share, (least, most) in zip(shares.values(), wishes, strict=True):
        assert share <= most + 0.001
        assert share == 0 or share >= min(least, most) - 0.002
