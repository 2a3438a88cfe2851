"""The built-in EV with a contract, against the real session, a real test PKI and a mobility operator."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from secc import config
from secc.cli.sim_pki import ContractCharger
from secc.config import Config
from secc.security import pki
from secc.security.pki import Pki
from secc.session import events
from secc.session.link import Link
from secc.session.trust import Trust
from secc.testing.contract_ev import Contract
from secc.testing.drive import charge
from secc.testing.ev import Car
from secc.testing.ev_pnc import PncEv
from secc.testing.mobility import MobilityOperator
from secc.testing.pair import START_S, UNIX_S, Pair, entropy

NOW = datetime.fromtimestamp(START_S + UNIX_S, UTC)
TLS = Link(tls="1.2")


@pytest.fixture(scope="module")
def keys() -> Pki:
    return pki.create("secp256r1", NOW)


def pair_for(energy: config.Energy, keys: Pki, receipts_every_s: float | None = 3.0) -> Pair:
    outlet = config.Outlet(energy=(energy,), protocols=("iso2",), payment=("contract", "eim"), receipts_every_s=receipts_every_s)
    charger = ContractCharger(outlet)
    charger.operator = MobilityOperator(keys, lambda: NOW, entropy("operator"))
    settings = Config(outlet=outlet, tls=config.Tls(mode="optional"), profile="strict")
    return Pair(settings, charger, link=TLS, trust=Trust(stores=keys.stores()))


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_contract_pays_and_every_receipt_is_good(energy: config.Energy, keys: Pki) -> None:
    pair = pair_for(energy, keys)
    ev = charge(pair, PncEv(Car(energy=energy), Contract.of(keys)))
    assert ev.failure is None, pair.story()
    received = [event.valid for event in pair.of(events.ReceiptReceived) if isinstance(event, events.ReceiptReceived)]
    assert isinstance(ev, PncEv)
    assert len(received) == ev.receipts > 1
    assert all(received)
    pair.close()


def test_without_tls_the_same_car_pays_by_other_means(keys: Pki) -> None:
    pair = pair_for("dc", keys)
    ev = charge(pair, PncEv(Car(), Contract.of(keys)), link=Link())
    assert ev.failure is None, pair.story()
    assert isinstance(ev, PncEv)
    assert ev.receipts == 0
    assert "PaymentDetails" not in ev.phases
    pair.close()


def test_a_contract_of_another_operator_is_refused(keys: Pki) -> None:
    pair = pair_for("dc", keys)
    ev = charge(pair, PncEv(Car(), Contract.of(pki.create("secp256r1", NOW))))
    assert ev.failure is not None
    assert ev.failure.reason == "refused"
    assert pair.of(events.ChargingStarted) == []
    pair.close()


class Forger(PncEv):
    """Signs what it did not send."""

    def authorize(self):  # type: ignore[no-untyped-def]
        self._challenge = bytes(16)
        yield from super().authorize()


def test_a_wrong_challenge_is_refused(keys: Pki) -> None:
    pair = pair_for("dc", keys)
    ev = charge(pair, Forger(Car(), Contract.of(keys)))
    assert ev.failure is not None
    assert "FAILED_ChallengeInvalid" in ev.failure.detail
    pair.close()
