from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from secc.charger.simulated import Authorization
from secc.cli import sim, sim_options
from secc.cli.sim_pki import ContractCharger, operates, operators_of
from secc.config import Config, Outlet
from secc.net import pki_folder
from secc.security import pki
from secc.session import commands, events
from secc.testing.contract_ev import Contract

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sim") / "t"
    pki_folder.write(path, NOW)
    return path


def wanted(one: pki.Pki, **changes: str) -> events.AuthorizationWanted:
    facts = {"emaid": Contract.of(one).emaid, **changes}
    return events.AuthorizationWanted(request=1, method="contract", chain=tuple(c.der for c in one.chain("contract")), **facts)


def decide(folder: Path, request: events.AuthorizationWanted, how: str = "now") -> commands.Authorized:
    charger = ContractCharger(Outlet(), authorization=Authorization.parse(how))
    charger.operators = operators_of(str(folder))
    return asyncio.run(charger.authorize(request))


def test_the_operator_accepts_its_own_contract_and_no_strangers(folder: Path) -> None:
    assert decide(folder, wanted(pki_folder.read_test(folder))).verdict == "accepted"
    assert decide(folder, wanted(pki.create("secp256r1", NOW))).verdict == "rejected"
    assert decide(folder, wanted(pki_folder.read_test(folder), emaid="DEABCC00000000")).verdict == "rejected"


def test_the_option_of_the_command_line_comes_first(folder: Path) -> None:
    assert decide(folder, wanted(pki_folder.read_test(folder)), "reject").verdict == "rejected"


def test_a_card_is_none_of_the_operators_business(folder: Path) -> None:
    assert decide(folder, events.AuthorizationWanted(request=1, method="eim")).verdict == "accepted"


def test_a_folder_without_test_keys_has_no_operator(tmp_path: Path) -> None:
    assert not operates(str(tmp_path))
    assert not operates("")
    assert operators_of(str(tmp_path)) == {}


def settings(*words: str) -> Config:
    return sim_options.configuration(sim.parser().parse_args(["--interface", "lo", *words]))


def test_a_folder_of_certificates_offers_plug_and_charge_unless_told_otherwise(folder: Path) -> None:
    found = settings("--pki", str(folder))
    assert (found.tls.mode, found.tls.profile) == ("optional", "interop")
    assert (found.outlet.payment, found.outlet.certificate_service) == (("eim", "contract"), True)
    found = settings("--pki", str(folder), "--tls", "required", "--payment", "eim", "--profile", "strict")
    assert (found.tls.mode, found.tls.profile) == ("required", "strict")
    assert (found.outlet.payment, found.outlet.certificate_service) == (("eim",), False)


@pytest.mark.parametrize("words", [("--tls", "required"), ("--tls", "required", "--pki", "nowhere"), ("--tls", "optional", "--pki", "{broken}")])
def test_tls_that_cannot_be_served_stops_the_start_with_one_line(
    folder: Path, tmp_path: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Never a silent downgrade: the exit status is not 0, and file and reason are named."""
    broken = tmp_path / "broken"
    pki_folder.write(broken, NOW)
    (broken / "secc/iso2/key.pem").write_bytes(b"garbage")
    status = sim.main(["--interface", "lo", "--once", *(word.format(broken=broken) for word in words)])
    said = capsys.readouterr().err
    assert status != 0
    assert said.count("\n") == 1
    if "{broken}" in words:
        assert "key.pem" in said
