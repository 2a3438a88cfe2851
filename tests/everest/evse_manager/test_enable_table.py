"""Who wins when several sources want the outlet enabled or disabled."""

from __future__ import annotations

import pytest

from secc.everest.evse_manager.enable_table import EnableTable, Source

STEPS = [
    ("CSMS", "Disable", 5000, False, "CSMS"),
    ("LocalAPI", "Enable", 100, True, "LocalAPI"),
    ("ServiceTechnician", "Disable", 100, False, "ServiceTechnician"),
    ("ServiceTechnician", "Unassigned", 100, True, "LocalAPI"),
    ("LocalAPI", "Unassigned", 0, False, "CSMS"),
    ("CSMS", "Unassigned", 5000, True, "Unspecified"),
    ("MobileApp", "Unassigned", 0, True, "Unspecified"),
    ("MobileApp", "Enable", 7, True, "MobileApp"),
]


def test_the_known_sequence_gives_the_known_winners():
    table = EnableTable()
    table.put(Source("Unspecified", "Enable", 10_000))
    for source, state, priority, enabled, winner in STEPS:
        table.put(Source(source, state, priority))
        assert (table.enabled, table.winner.enable_source) == (enabled, winner), source


def test_nobody_means_enabled():
    assert EnableTable().enabled
    assert EnableTable().winner.enable_state == "Unassigned"


@pytest.mark.parametrize(
    ("first", "second", "winner"), [("Enable", "Enable", "A"), ("Disable", "Disable", "B"), ("Disable", "Enable", "A"), ("Enable", "Disable", "B")]
)
def test_at_the_same_priority_disable_wins_and_else_the_order_decides(first, second, winner):
    table = EnableTable()
    table.put(Source("A", first, 10_000))
    table.put(Source("B", second, 10_000))
    assert table.winner.enable_source == winner
