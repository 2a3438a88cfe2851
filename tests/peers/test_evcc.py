"""An EV that nobody here wrote charges at `secc-sim`."""

from __future__ import annotations

import pathlib

import pytest

from secc.session import protocols
from tests.peers import evcc

pytestmark = [pytest.mark.peer, pytest.mark.skipif(bool(evcc.missing()), reason=evcc.missing() or "ready")]


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    return evcc.make_pki(tmp_path_factory.mktemp("peer") / "pki")


@pytest.mark.parametrize("name", [name for name in evcc.PROFILES if protocols.known(evcc.PROFILES[name].sim[3])])
def test_the_ev_charges_and_both_sides_end_in_order(name: str, tmp_path: pathlib.Path, request: pytest.FixtureRequest) -> None:
    credentials = request.getfixturevalue("pki") if evcc.PROFILES[name].tls else None
    result = evcc.charge(name, tmp_path, credentials)
    assert result.ok, f"{result.station_log}\n{result.ev_log[-4000:]}"
    assert "ended in order" in result.station_log
