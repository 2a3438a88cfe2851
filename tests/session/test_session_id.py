"""Twin of secc.session.session_id."""

from __future__ import annotations

import pytest

from secc.errors import StateError
from secc.session import session_id


def test_an_id_is_never_zero_and_never_one_that_is_taken() -> None:
    drawn = iter([bytes(8), b"\1" * 8, b"\2" * 8, b"\3" * 8])
    assert session_id.new(lambda size: next(drawn), b"\1" * 8, b"\2" * 8) == b"\3" * 8


def test_a_source_that_gives_nothing_usable_is_our_error() -> None:
    with pytest.raises(StateError):
        session_id.new(bytes)
