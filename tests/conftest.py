"""What holds for all tests."""

from __future__ import annotations

import pytest

ON_LOOPBACK = (
    "tests/cli/test_conform.py", "tests/cli/test_sim.py", "tests/cli/test_sim_pki.py", "tests/everest/test_charger.py",
    "tests/everest/test_charger_module.py", "tests/everest/test_evse_security.py", "tests/everest/test_station.py",
    "tests/net/test_connection.py", "tests/net/test_interfaces.py", "tests/net/test_sdp_server.py", "tests/net/test_station.py",
    "tests/net/test_station_tls.py", "tests/testing/test_demo.py", "tests/testing/test_everest_manager.py",
    "tests/testing/test_network_bench.py", "tests/testing/test_replay_net.py",
)
"""These serve or search on the loopback interface: one after the other, or one station answers the discovery that was meant for another."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With pytest-xdist and --dist loadgroup, one worker runs all of a group."""
    for item in items:
        if item.nodeid.startswith(ON_LOOPBACK):
            item.add_marker(pytest.mark.xdist_group("loopback"))
        elif item.nodeid.startswith("tests/exi/test_compiled.py"):
            item.add_marker(pytest.mark.xdist_group("compiled"))  # one build for all of them
