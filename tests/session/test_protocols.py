"""Twin of secc.session.protocols: what every protocol value must be."""

from __future__ import annotations

import pytest

from secc.session import protocols
from secc.session.table import MAIN, index, row, states

NAMES = sorted(protocols._HOMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_protocol_is_complete(name: str) -> None:
    protocol = protocols.load(name)
    rows = protocol.table.values()
    assert protocol.name == name
    assert {line.request for line in rows} <= set(protocol.refusals)
    assert {line.stream for line in rows} == {stream.name for stream in protocol.streams.values() if not stream.refusals} | {MAIN}
    assert {protocol.sequence_error, protocol.unknown_session, protocol.failed} <= protocol.fatal
    assert protocol.sequence.expiry == "close"
    assert protocol.first in {line.state for line in rows}
    assert protocol.last in states(rows)
    assert not any(line.state == protocol.last for line in rows)


@pytest.mark.parametrize("name", NAMES)
def test_every_state_is_led_to_and_leads_on(name: str) -> None:
    protocol = protocols.load(name)
    rows = [line for line in protocol.table.values() if line.stream == MAIN]
    assert {to for line in rows for to in line.to} - {protocol.last} >= {line.state for line in rows} - {protocol.first}
    assert {to for line in rows for to in line.to if to != protocol.last} <= {line.state for line in rows}


def test_two_rows_for_the_same_are_refused() -> None:
    line = row("A", int, lambda request, context: None, to=["A"])  # type: ignore[arg-type, return-value]
    with pytest.raises(ValueError, match="two rows for int in A"):
        index([line, line])


def test_an_unknown_name_is_a_key_error() -> None:
    assert not protocols.known("iso3")
    protocols.prepare(("iso3",))
    with pytest.raises(KeyError):
        protocols.load("iso3")
