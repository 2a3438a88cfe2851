"""Twin of secc.session.table: what can be made of rows."""

from __future__ import annotations

import pytest

from secc.session import protocols
from secc.session.table import mermaid, row, states

A_TO_B = row("first state", int, lambda request, context: None, to=["second"], req="V2G2-1")  # type: ignore[arg-type, return-value]
SIDE = row("second", str, lambda request, context: None, to=["second"], stream="side")  # type: ignore[arg-type, return-value]


def test_a_diagram_has_a_beginning_an_end_and_every_edge_of_the_main_stream() -> None:
    drawn = mermaid([A_TO_B, SIDE], "first state", "second").splitlines()
    assert drawn == [
        "stateDiagram-v2", "    [*] --> firststate", '    state "first state" as firststate', '    state "second" as second',
        "    firststate --> second: int", "    second --> [*]",
    ]


def test_states_are_named_in_order_of_appearance() -> None:
    assert states([A_TO_B, SIDE]) == ("first state", "second")


@pytest.mark.parametrize("name", ["din", "iso2"])
def test_two_states_never_share_a_name_in_the_diagram(name: str) -> None:
    protocol = protocols.load(name)
    found = states(protocol.table.values())
    assert len({"".join(filter(str.isalnum, state)) for state in found}) == len(found)
