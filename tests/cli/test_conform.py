"""`secc conform`: list, reasons, settings, run."""

from __future__ import annotations

import argparse
import pathlib

import pytest

from secc.cli import conform
from secc.config import Config
from secc.conformance.catalogue import CHECKS
from secc.conformance.check import AC, DC
from secc.conformance.reasons import REASONS


def call(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    conform.register(parser.add_subparsers())
    options = parser.parse_args(["conform", *arguments])
    status: int = options.run(options)
    return status


def test_the_list_has_every_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--list") == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(CHECKS)


def test_a_pattern_selects(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--list", "SAP-SAP-00?") == 0
    assert len(capsys.readouterr().out.splitlines()) == 9


def test_the_reasons_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--reasons") == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(REASONS)


def test_checks_that_pass_end_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("SAP-SAP-001", "SDP-REQ-001") == 0
    assert "2 checks: 2 passed" in capsys.readouterr().out


def test_an_id_that_nobody_knows_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("SAP-SAP-999") == 2
    assert "SAP-SAP-999" in capsys.readouterr().err


def test_an_interface_that_is_not_there_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--interface", "nowhere0", "SAP-SAP-001") == 2
    assert "nowhere0" in capsys.readouterr().err


@pytest.mark.parametrize(("energy", "expected"), [("ac", AC), ("dc", DC)])
def test_the_settings_are_those_of_the_checks(
    energy: str, expected: Config, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("--station", "--energy", energy) == 0
    path = tmp_path / "station.toml"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    loaded, outlet = Config.load(path), expected.outlet
    assert loaded.profile == "strict"
    assert (loaded.outlet.evse_id, loaded.outlet.energy, loaded.outlet.protocols) == (outlet.evse_id, outlet.energy, outlet.protocols)
    assert getattr(loaded.outlet, energy) == getattr(outlet, energy)


def test_a_check_for_a_station_with_other_settings_is_unsupported_over_the_network(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--interface", "lo", "SAP-SAP-016", "DIN-DIN-004") == 0
    said = capsys.readouterr().out
    assert said.count("needs a station with other settings") == 2
    assert "2 checks: 2 unsupported" in said


def test_over_the_network_only_checks_for_such_a_station_are_run() -> None:
    plain = conform.for_network(list(CHECKS.values()), "ac", tls=False)
    assert {check.config.tls.mode for check in plain} == {"off"}
    assert all("ac" in check.config.outlet.energy for check in plain)
    assert {check.config.tls.mode for check in conform.for_network(list(CHECKS.values()), "ac", tls=True)} == {"optional"}
