"""Twin of secc.session.session_id."""

from __future__ import annotations

import secrets

import pytest

from secc.errors import StateError
from secc.session import session_id


def test_an_id_is_never_zero_and_never_one_that_is_taken() -> None:
    drawn = iter([bytes(8), b"\1" * 8, b"\2" * 8, b"\3" * 8])
    assert session_id.new(lambda size: next(drawn), b"\1" * 8, b"\2" * 8) == b"\3" * 8


def test_zero_is_drawn_again_and_ids_do_not_repeat() -> None:
    drawn = iter([bytes(8), bytes(8), b"\0" * 7 + b"\1"])
    assert session_id.new(lambda size: next(drawn)) == b"\0" * 7 + b"\1"
    assert len({session_id.new(secrets.token_bytes) for _ in range(10_000)}) == 10_000


def test_a_source_that_gives_nothing_usable_is_our_error() -> None:
    with pytest.raises(StateError):
        session_id.new(bytes)
