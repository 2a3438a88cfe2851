from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from secc.errors import ChainError
from secc.security import chain, pki
from secc.security.pki import Pki
from secc.security.revocation import Revocation
from secc.security.roles import profiles, roles
from secc.security.trust import TrustStores

LEAVES = ("secc", "contract", "provisioning", "vehicle", "cps")


def profile_of(one: Pki):
    return profiles()["iso2" if one.kind == "secp256r1" else "iso20"]


@pytest.mark.parametrize("role", LEAVES)
def test_every_chain_of_a_fresh_pki_is_accepted_and_ends_in_its_root(any_pki: Pki, now: datetime, role: str) -> None:
    report = chain.verify(role, any_pki.chain(role), any_pki.stores(), profile_of(any_pki), now)
    assert report.findings == ()
    assert report.anchor == report.path[-1]
    assert len(report.path) == 4
    assert report.revocation == "unchecked"


@pytest.mark.parametrize("name", sorted(pki.defects()))
def test_every_planted_defect_is_called_by_its_name(any_pki: Pki, now: datetime, name: str) -> None:
    defect = pki.defects()[name]
    planted = pki.plant(any_pki, defect)
    crls = tuple(planted.crl(defect.role.issuer, [c.serial], now) for c in planted.revoked)
    report = chain.judge(defect.leaf, planted.chain(defect.leaf), planted.stores(), profile_of(any_pki), now, Revocation(crls))
    assert report.has(defect.expect)
    if defect.expect != "expires_soon":
        assert report.error is not None
        assert report.error.reason == defect.expect
        assert len(report.error.text.split()) >= 3, "a person must understand it"


@pytest.mark.parametrize("role", LEAVES)
def test_an_empty_store_trusts_nobody(p256: Pki, now: datetime, role: str) -> None:
    with pytest.raises(ChainError, match="unknown_root"):
        chain.verify(role, p256.chain(role), TrustStores(), profiles()["iso2"], now)


@pytest.mark.parametrize(("role", "kind"), [("contract", "oem"), ("provisioning", "mo"), ("vehicle", "mo"), ("secc", "mo"), ("cps", "oem")])
def test_a_root_of_another_kind_is_no_anchor(p256: Pki, now: datetime, role: str, kind: str) -> None:
    every_root = [p256.root("v2g"), p256.root("mo"), p256.root("oem")]
    wrong_place = TrustStores.of(**{kind: every_root})
    assert chain.judge(role, p256.chain(role), wrong_place, profiles()["iso2"], now).error.reason == "unknown_root"


def test_the_evil_twin_of_a_root_is_no_anchor(p256: Pki, now: datetime) -> None:
    twin = pki.create("secp256r1", now)
    assert twin.root("mo").subject == p256.root("mo").subject
    assert chain.judge("contract", twin.chain("contract"), p256.stores(), profiles()["iso2"], now).error.reason == "unknown_root"
    both = TrustStores.of(mo=[p256.root("mo"), twin.root("mo")])
    assert chain.judge("contract", twin.chain("contract"), both, profiles()["iso2"], now).error is None


def test_a_contract_under_a_v2g_root_is_accepted(p256: Pki, now: datetime) -> None:
    stores = TrustStores.of(v2g=[p256.root("mo")])
    assert chain.judge("contract", p256.chain("contract"), stores, profiles()["iso2"], now).error is None


def test_a_root_at_the_end_of_the_chain_is_dropped(p256: Pki, now: datetime) -> None:
    report = chain.judge("contract", (*p256.chain("contract"), p256.root("mo")), p256.stores(), profiles()["iso2"], now)
    assert report.error is None
    assert len(report.path) == 4


def test_reversed_sub_cas_are_an_order_error(p256: Pki, now: datetime) -> None:
    leaf, sub2, sub1 = p256.chain("contract")
    report = chain.judge("contract", (leaf, sub1, sub2), p256.stores(), profiles()["iso2"], now)
    assert report.error.reason in ("order", "path_length")


@pytest.mark.parametrize("alien", [0, 1, 2])
def test_one_certificate_of_a_foreign_pki_breaks_the_chain(p256: Pki, now: datetime, alien: int) -> None:
    foreign = pki.create("secp256r1", now).chain("contract")
    mixed = tuple(foreign[i] if i == alien else c for i, c in enumerate(p256.chain("contract")))
    assert chain.judge("contract", mixed, p256.stores(), profiles()["iso2"], now).error.reason == "signature"


def test_too_many_sub_cas_cost_no_signature_check(p256: Pki, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    leaf, sub2, sub1 = p256.chain("contract")
    checked = []
    monkeypatch.setattr(chain, "is_issued_by", lambda a, b: checked.append(a) or True)
    report = chain.judge("contract", (leaf, sub2, sub1, sub1, sub1), p256.stores(), profiles()["iso2"], now)
    assert report.has("too_long")
    assert len(checked) <= 1, "the search for the root, and nothing else"


def test_no_sub_ca_at_all_is_a_private_environment(p256: Pki, now: datetime) -> None:
    leaf = pki.issue(replace(roles()["secc"]), p256["secc"].key, p256["v2g_root"], now)
    assert chain.judge("secc", (leaf,), p256.stores(), profiles()["iso2"], now).error is None


def test_the_profile_of_iso20_refuses_p256_and_interop_takes_it(p256: Pki, now: datetime) -> None:
    vehicle = p256.chain("vehicle")
    assert chain.judge("vehicle", vehicle, p256.stores(), profiles()["iso20"], now).error.reason == "key"
    assert chain.judge("vehicle", vehicle, p256.stores(), profiles()["interop"], now).error is None


def test_a_provisioning_certificate_is_no_vehicle_except_in_the_lab(any_pki: Pki, now: datetime) -> None:
    provisioning = any_pki.chain("provisioning")
    strict = chain.judge("vehicle", provisioning, any_pki.stores(), profile_of(any_pki), now)
    lab = chain.judge("vehicle", provisioning, any_pki.stores(), profiles()["interop"], now)
    assert strict.error is not None
    assert lab.error is None
    assert lab.has("wrong_dc"), "tolerated, but not silently"


@pytest.mark.parametrize(("days", "reason"), [(-1, "not_yet_valid"), (729, "expires_soon"), (731, "expired")])
def test_validity_follows_the_clock_that_is_given(p256: Pki, now: datetime, days: int, reason: str) -> None:
    report = chain.judge("contract", p256.chain("contract"), p256.stores(), profiles()["iso2"], now + timedelta(days=days))
    assert report.has(reason)


def test_signatures_that_the_tls_engine_has_verified_are_not_verified_again(
    p256: Pki, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "is_issued_by", lambda a, b: pytest.fail("verified twice"))
    assert chain.judge("vehicle", p256.chain("vehicle"), p256.stores(), profiles()["interop"], now, verified=True).error is None
