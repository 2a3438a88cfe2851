"""The built-in ISO 15118-20 EV with a contract, against the real session and a real test PKI."""

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
from secc.testing.drive import charge
from secc.testing.ev import Car
from secc.testing.ev_pnc20 import ContractEv, Iso20AcPncEv, Iso20DcPncEv
from secc.testing.mobility20 import MobilityOperator20
from secc.testing.pair import START_S, UNIX_S, Pair, entropy

NOW = datetime.fromtimestamp(START_S + UNIX_S, UTC)
TLS = Link(tls="1.3", peer_chain=(b"vehicle certificate",))


@pytest.fixture(scope="module")
def keys() -> Pki:
    return pki.create("secp521r1", NOW)


def pair_for(energy: config.Energy, keys: Pki, payment: tuple[config.Payment, ...] = ("contract", "eim")) -> Pair:
    protocol: config.Protocol = "iso20_ac" if energy == "ac" else "iso20_dc"
    outlet = config.Outlet(energy=(energy,), protocols=(protocol,), payment=payment)
    charger = ContractCharger(outlet)
    charger.operator = MobilityOperator20(keys, lambda: NOW, entropy("operator"))
    settings = Config(outlet=outlet, tls=config.Tls(mode="required"), profile="strict")
    return Pair(settings, charger, link=TLS, trust=Trust(stores=keys.stores()))


def car_for(energy: config.Energy, keys: Pki) -> ContractEv:
    if energy == "ac":
        return Iso20AcPncEv(Car(energy="ac", protocols=("iso20_ac",)), keys)
    return Iso20DcPncEv(Car(energy="dc", protocols=("iso20_dc",)), keys)


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_a_contract_pays(energy: config.Energy, keys: Pki) -> None:
    pair = pair_for(energy, keys)
    ev = charge(pair, car_for(energy, keys))
    assert ev.failure is None, f"{ev.failure}\n{pair.story()}"
    wanted, = (event for event in pair.events if isinstance(event, events.AuthorizationWanted))
    assert wanted.method == "contract"
    pair.close()


def test_where_only_cards_count_the_same_car_pays_with_one(keys: Pki) -> None:
    pair = pair_for("dc", keys, payment=("eim",))
    ev = charge(pair, car_for("dc", keys))
    assert ev.failure is None, f"{ev.failure}\n{pair.story()}"
    wanted, = (event for event in pair.events if isinstance(event, events.AuthorizationWanted))
    assert wanted.method == "eim"
    pair.close()


def test_a_contract_of_another_operator_is_refused(keys: Pki) -> None:
    pair = pair_for("dc", keys)
    ev = charge(pair, car_for("dc", pki.create("secp521r1", NOW)))
    assert ev.failure is not None
    assert "WARNING" in ev.failure.detail
    assert pair.of(events.ChargingStarted) == []
    pair.close()
