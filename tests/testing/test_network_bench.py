"""The bench over the network: the same checks against `secc-sim` in a process of its own, on the loopback interface."""

from __future__ import annotations

import pathlib
import subprocess
import sys
from collections.abc import Iterator

import pytest

from secc.cli import conform
from secc.conformance.catalogue import CHECKS
from secc.testing import runner

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path: pathlib.Path = tmp_path_factory.mktemp("station") / "station.toml"
    path.write_text(conform.station("dc"), encoding="utf-8")
    command = [sys.executable, "-m", "secc.cli.sim", "--interface", "lo", "--config", str(path), "--authorize", "now"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        try:
            said = process.stdout.readline()
            assert said.startswith("secc-sim: ready"), said
            yield "lo"
        finally:
            process.terminate()
            process.stdout.read()


@pytest.mark.parametrize("id", [
    "SDP-REQ-005", "SDP-REQ-009", "SDP-REQ-016", "V2GTP-TCP-006", "V2GTP-TCP-007", "SAP-SAP-003", "SAP-SAP-005", "ISO2-SSU-001",
    "ISO2-SID-001", "ISO2-HDR-005", "ISO2-CDM-001", "ISO2-CDM-002", "ISO2-CDM-003", "ISO2-CDM-005", "ISO2-PRC-002", "V2GTP-TCP-008",
    "ISO2-CCK-001", "ISO2-PRC-001", "ISO2-SST-007", "DIN-DIN-012", "DIN-DIN-017",
])
def test_the_check_passes_over_the_network(id: str, station: str) -> None:
    result = runner.run_on_network(CHECKS[id], station)
    assert result.passed, result.reason


@pytest.mark.parametrize("id", ["ISO2-CDM-009", "ISO2-CCK-003", "SAP-SAP-012", "ISO2-CCK-002", "DIN-DIN-010"])
def test_a_check_that_reaches_into_the_station_is_unsupported(id: str, station: str) -> None:
    assert runner.run_on_network(CHECKS[id], station).outcome == "unsupported"
