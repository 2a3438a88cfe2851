"""`secc-sim --station`: one clear line for what is wrong."""

from __future__ import annotations

import pytest

from secc.cli.sim import main
from secc.everest.bus import mqtt
from tests.everest.conftest import free_port


def test_without_a_broker_it_ends_and_says_where_it_looked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(mqtt, "START_S", 0.2)
    place = f"127.0.0.1:{free_port()}"
    assert main(["--station", "--mqtt", place, "--interface", "lo"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"secc-sim: no MQTT broker at {place} (")


@pytest.mark.parametrize("place", ["localhost", "localhost:0", "localhost:65536", "localhost:x", ":1883"])
def test_an_address_that_is_none_is_named(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--station", "--mqtt", place, "--interface", "lo"]) == 2
    assert f"--mqtt: {place!r} is neither HOST:PORT nor unix:PATH" in capsys.readouterr().err


def test_a_bus_trace_that_cannot_be_written_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--station", "--trace-bus", "/nowhere/bus.log", "--interface", "lo"]) == 2
    assert "/nowhere/bus.log: cannot be written" in capsys.readouterr().err
