"""An EV that nobody here wrote charges at the whole station on EVerest's interfaces, on both buses."""

from __future__ import annotations

import json
import pathlib
import re
import shutil
import subprocess
import time
from collections.abc import Iterator

import pytest

from secc.everest.ocmf import audit, check_signature, parse
from tests.everest.evse_manager.test_brain import EV_STOPS, UNPLUG
from tests.peers import evcc

pytestmark = [pytest.mark.peer, pytest.mark.skipif(bool(evcc.missing()), reason=evcc.missing() or "ready")]


@pytest.fixture
def broker_socket(tmp_path: pathlib.Path) -> Iterator[pathlib.Path]:
    """A broker on a Unix socket, which is the same in every network namespace."""
    path = tmp_path / "broker.sock"
    (tmp_path / "mosquitto.conf").write_text(f"listener 0 {path}\nallow_anonymous true\nuser root\n")
    binary = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
    process = subprocess.Popen([binary, "-c", str(tmp_path / "mosquitto.conf")], stderr=subprocess.DEVNULL)
    for _ in range(100):
        if path.exists():
            break
        time.sleep(0.02)
    yield path
    process.terminate()
    process.wait()


def session_events(log: str) -> list[tuple[str, dict]]:
    """What evse_manager told, from the lines of --trace-bus."""
    found = [json.loads(line.split(" ", 1)[1]) for line in log.splitlines() if re.match(r"\S+/evse/var/session_event \{", line)]
    return [(message["data"]["data"]["event"], message["data"]["data"]) for message in found]


CASES = [(name, bus) for bus in ("memory", "mqtt") for name in ("iso2_ac", "iso2_dc", "din")] + [("iso2_ac_pnc", "memory"), ("iso20_dc", "memory")]


@pytest.mark.parametrize(("name", "bus"), CASES)
def test_the_ev_charges_and_the_record_verifies(name: str, bus: str, tmp_path: pathlib.Path, broker_socket: pathlib.Path) -> None:
    mqtt = ("--mqtt", f"unix:{broker_socket}") if bus == "mqtt" else ()
    lines = tmp_path / "bus.txt"
    pki = evcc.make_pki(tmp_path / "pki") if evcc.PROFILES[name].tls else None
    result = evcc.charge(name, tmp_path, pki, "--station", "--trace-bus", str(lines), "--store", str(tmp_path / "store"), *mqtt)
    assert result.ok, f"{result.station_log[-4000:]}\n{result.ev_log[-4000:]}"
    told = session_events(lines.read_text())
    wanted = ["Enabled", *EV_STOPS, *UNPLUG]
    assert [event for event, _ in told][: len(wanted)] == wanted
    signed = next(event for kind, event in told if kind == "TransactionFinished")["transaction_finished"]["signed_meter_value"]
    record = parse(signed["signed_meter_data"])
    assert check_signature(record, signed["public_key"]).outcome == "valid"
    assert audit([record]).sound
