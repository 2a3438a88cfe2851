"""The public door: few names, typed, loaded when used."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys

import pytest

import secc

STUB = pathlib.Path(secc.__file__).with_suffix(".pyi").read_text(encoding="utf-8")


def test_the_door_has_at_most_twenty_names_and_the_stub_has_the_same() -> None:
    assert len(secc.__all__) <= 20
    assert sorted(re.findall(r" as (\w+)$", STUB, re.MULTILINE)) == secc.__all__ == dir(secc)


@pytest.mark.parametrize("name", secc.__all__)
def test_each_name_is_what_the_stub_says(name: str) -> None:
    home = re.search(rf"^from (\S+) import {name} as", STUB, re.MULTILINE)
    assert home is not None
    scope: dict[str, object] = {}
    exec(f"from {home[1]} import {name} as value", scope)
    assert getattr(secc, name) is scope["value"]


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        secc.Nothing  # type: ignore[attr-defined]  # noqa: B018


def test_importing_secc_loads_no_tls_no_event_loop_and_no_message_tables() -> None:
    heavy = ("ssl", "OpenSSL", "cryptography", "asyncio", "msgspec")
    check = f"import sys, secc; print([m for m in sys.modules if m.split('.')[0] in {heavy}])"
    assert subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_station_without_tls_loads_no_tls() -> None:
    check = "import sys, secc; secc.Station, secc.serve, secc.SimulatedCharger; print([m for m in sys.modules if 'OpenSSL' in m])"
    assert subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True).stdout == "[]\n"
