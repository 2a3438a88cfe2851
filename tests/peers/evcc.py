"""The EV of PyPI `iso15118` as a test partner: an environment of its own, a profile, one charging session in a network namespace.

The environment is made once, in `$SECC_PEER_CACHE` (default `~/.cache/secc-peer`), or `$SECC_PEER_PYTHON` names an interpreter that has the
package. It pins old versions of libraries, so it never shares an environment with this project. Needs java for its EXI codec.
"""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import venv
from datetime import UTC, datetime
from typing import Any

import msgspec

from secc.net import pki_folder
from tests.net.namespaces import Wires

REQUIREMENTS = ("iso15118==0.31.2", "aiofile")  # aiofile is missing in the package's own list
STOPPED = "SessionStopRes received"
EV_LIMIT_S, STATION_LIMIT_S = 60.0, 15.0


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What the EV is told to do, and what `secc-sim` is told to offer. `pnc`: the EV takes Contract whenever it is offered."""

    ev: dict[str, object]
    sim: tuple[str, ...]
    tls: bool = False
    install: bool = False
    environment: dict[str, str] = {}


def _profile(protocol: str, name: str, energy: str, *sim: str, tls: bool = False, install: bool = False, **ev: object) -> Profile:
    service = energy.upper()
    settings = {"supportedProtocols": [protocol], "supportedEnergyServices": [service], "chargeLoopCycle": 10, **ev}
    settings |= {"useTls": tls, "enforceTls": tls, "isCertInstallNeeded": install}
    environment = {"ENABLE_TLS_1_3": "True"} if tls and name.startswith("iso20") else {}
    return Profile(ev=settings, sim=("--energy", energy, "--protocols", name, *sim), tls=tls, install=install, environment=environment)


AC3, DCX = {"energyTransferMode": "AC_three_phase_core"}, {"energyTransferMode": "DC_extended"}
REQUIRED = ("--tls", "required", "--pki", "{pki}")
EIM, CONTRACT = ("--payment", "eim"), ("--payment", "eim,contract")
LAB = ("--allow-insecure-20",)

PROFILES = {
    "iso2_ac": _profile("ISO_15118_2", "iso2", "ac"),
    "iso2_dc": _profile("ISO_15118_2", "iso2", "dc", **DCX),
    "din": _profile("DIN_SPEC_70121", "din", "dc", **DCX),
    "iso2_ac_tls": _profile("ISO_15118_2", "iso2", "ac", *REQUIRED, *EIM, tls=True, **AC3),
    "iso2_dc_tls": _profile("ISO_15118_2", "iso2", "dc", *REQUIRED, *EIM, tls=True, **DCX),
    "iso2_ac_pnc": _profile("ISO_15118_2", "iso2", "ac", *REQUIRED, *CONTRACT, tls=True, **AC3),
    "iso2_dc_pnc": _profile("ISO_15118_2", "iso2", "dc", *REQUIRED, *CONTRACT, tls=True, **DCX),
    "iso2_ac_pnc_install": _profile("ISO_15118_2", "iso2", "ac", *REQUIRED, *CONTRACT, tls=True, install=True, **AC3),
    "iso20_ac": _profile("ISO_15118_20_AC", "iso20_ac", "ac", *LAB),
    "iso20_ac_bpt": _profile("ISO_15118_20_AC", "iso20_ac", "ac_bpt", *LAB),
    "iso20_dc": _profile("ISO_15118_20_DC", "iso20_dc", "dc", *LAB),
    "iso20_dc_bpt": _profile("ISO_15118_20_DC", "iso20_dc", "dc_bpt", *LAB),
    "iso20_ac_tls": _profile("ISO_15118_20_AC", "iso20_ac", "ac", *REQUIRED, *EIM, tls=True),
    "iso20_dc_tls": _profile("ISO_15118_20_DC", "iso20_dc", "dc", *REQUIRED, *EIM, tls=True),
    "iso20_dc_pnc": _profile("ISO_15118_20_DC", "iso20_dc", "dc", *REQUIRED, *CONTRACT, tls=True),
}


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """How both sides ended, and what they said."""

    ev_status: int
    station_status: int
    stopped: bool
    ev_log: str
    station_log: str

    @property
    def ok(self) -> bool:
        """The EV got its SessionStopRes, and both ended without a complaint."""
        return self.stopped and self.ev_status == 0 and self.station_status == 0


def missing() -> str:
    """Why the EV cannot run here, or nothing."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        return "network namespaces need root and iproute2"
    return "" if shutil.which("java") else "the EXI codec of the EV needs java"


def interpreter() -> pathlib.Path:
    """A Python that has the package; the first call may take a minute."""
    given = os.environ.get("SECC_PEER_PYTHON")
    if given:
        return pathlib.Path(given)
    home = pathlib.Path(os.environ.get("SECC_PEER_CACHE", "~/.cache/secc-peer")).expanduser() / "venv"
    python, complete = home / "bin" / "python", home / ".complete"
    if not complete.exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *REQUIREMENTS], check=True)
        complete.touch()
    return python


def make_pki(folder: pathlib.Path) -> pathlib.Path:
    """Credentials for both ends in one folder."""
    pki_folder.write(folder, datetime.now(UTC), peer_layout=True)
    return folder


def charge(name: str, folder: pathlib.Path, pki: pathlib.Path | None = None, *sim: str) -> Result:
    """One session of the EV `name` against `secc-sim --once`."""
    profile = PROFILES[name]
    settings = folder / f"{name}.json"
    settings.write_text(json.dumps(profile.ev), encoding="utf-8")
    with Wires() as wires:
        options = [word.replace("{pki}", str(pki)) for word in (*profile.sim, *sim)]
        station = wires.start(wires.station, "-m", "secc.cli.sim", "--interface", wires.station_if(), "--once", *options)
        assert station.stdout is not None
        ready = station.stdout.readline()
        if "ready on" not in ready:
            raise AssertionError(f"secc-sim did not start: {ready}{station.communicate(timeout=10)[1]}")
        environment = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH")}
        environment |= {"NETWORK_INTERFACE": wires.ev_if(), "PKI_PATH": f"{pki or folder}/", "LOG_LEVEL": "INFO", **profile.environment}
        command = ["ip", "netns", "exec", wires.ev(), str(interpreter()), "-m", "iso15118.evcc.main", str(settings)]
        log = folder / f"{name}.ev.log"
        with log.open("w", encoding="utf-8") as file:
            ev = subprocess.Popen(command, cwd=folder, env=environment, stdout=file, stderr=subprocess.STDOUT)
            ev_status = _wait(ev, EV_LIMIT_S)
        _wait(station, STATION_LIMIT_S)
        out, error = station.communicate()
        said = log.read_text(encoding="utf-8", errors="replace")
    return Result(
        ev_status=ev_status, station_status=station.returncode, stopped=STOPPED in said, ev_log=said, station_log=ready + out + error,
    )


def _wait(process: subprocess.Popen[Any], limit_s: float) -> int:
    """Exit status; a process that does not end by itself is told to."""
    try:
        return process.wait(limit_s)
    except subprocess.TimeoutExpired:
        process.terminate()
        return process.wait(10)
