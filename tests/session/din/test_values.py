"""Twin of secc.session.din.values: EVSE ids."""

from __future__ import annotations

import pytest

from secc.session.din.values import evse_id


@pytest.mark.parametrize(("text", "wire"), [
    ("49*89*6360", "49a89a6360"), ("+49*810*000*438", "49a810a000a438"), ("49*8", "49a8"), ("49*89", "49a890"), ("00", "00"), ("0x0102", "0102"),
    ("DE*ABC*E1", b"DE*ABC*E1".hex()), ("", "00"), ("E" * 40, b"E".hex() * 32),
])
def test_the_evse_id_is_packed_like_din_spec_91286_where_it_is_one(text: str, wire: str) -> None:
    assert evse_id(text).hex() == wire
