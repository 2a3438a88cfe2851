"""What holds for all tests."""

from __future__ import annotations

import fcntl
import pathlib
import tempfile
from collections.abc import Iterator

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

ON_LOOPBACK = (
    "tests/cli/test_conform.py", "tests/cli/test_sim.py", "tests/cli/test_sim_pki.py", "tests/everest/test_charger.py",
    "tests/everest/test_charger_module.py", "tests/everest/test_evse_security.py", "tests/everest/test_station.py",
    "tests/everest/test_tls_certificates.py",
    "tests/net/test_connection.py", "tests/net/test_interfaces.py", "tests/net/test_sdp_server.py", "tests/net/test_station.py",
    "tests/net/test_station_tls.py", "tests/testing/test_demo.py", "tests/testing/test_everest_manager.py",
    "tests/testing/test_network_bench.py", "tests/testing/test_replay_net.py",
)
"""These serve or search on the loopback interface: one after the other, or one station answers the discovery that was meant for another."""


class Scheduling(LoadFileScheduling):
    """A worker takes a file as a whole; all that serve on the loopback interface go to the same one, so that none waits for another."""

    def _split_scope(self, nodeid: str) -> str:
        name: str = super()._split_scope(nodeid)
        return "loopback" if name in ON_LOOPBACK else name


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling | None:
    return Scheduling(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(scope="module", autouse=True)
def _alone(request: pytest.FixtureRequest) -> Iterator[None]:
    """Holds a lock while such a file runs, against other runs on this machine."""
    name = request.node.nodeid
    if not name.startswith(ON_LOOPBACK):
        yield
        return
    with (pathlib.Path(tempfile.gettempdir()) / "secc-tests-loopback.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
