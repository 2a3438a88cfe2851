from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

import pytest

from secc.security import identity, pki
from secc.security.identity import Identity
from secc.security.pki import Pki
from secc.security.revocation import Revocation
from secc.security.trust import TrustStores


def own(one: Pki) -> Identity:
    return Identity("a", one.chain("secc"), one["secc"].key, one.root("v2g"))


def test_the_root_is_known_by_its_name_and_three_hashes(p256: Pki) -> None:
    root, marks = p256.root("v2g"), own(p256).root_marks
    assert ("x509_name", root.subject) in marks
    assert {value for kind, value in marks if kind == "key_sha1_hash"} == {hashlib.sha1(root.key_bits()).digest(), hashlib.sha1(root.spki()).digest()}
    assert ("cert_sha1_hash", hashlib.sha1(root.der).digest()) in marks


def test_without_its_root_a_chain_is_known_by_name_alone(p256: Pki) -> None:
    assert replace(own(p256), root=None).root_marks == {("x509_name", p256.root("v2g").subject)}


def test_an_ev_may_name_any_ca_of_the_chain(p256: Pki) -> None:
    assert own(p256).issuer_names == {p256[role].certificate.subject for role in ("cpo_sub2", "cpo_sub1", "v2g_root")}


def test_the_issuer_of_the_leaf_is_the_sub_ca_or_the_root(p256: Pki) -> None:
    assert own(p256).issuer == p256["cpo_sub2"].certificate
    assert Identity("a", p256.chain("secc")[:1], p256["secc"].key, p256.root("v2g")).issuer == p256.root("v2g")
    assert Identity("a", p256.chain("secc")[:1], p256["secc"].key).issuer is None


@pytest.mark.parametrize("lenient", [False, True])
def test_what_a_lab_tolerates_only_warns_there(p256: Pki, now: datetime, lenient: bool) -> None:
    broken = pki.plant(p256, pki.defects()["secc_wrong_dc"])
    found = {f.reason: f.severity for f in identity.findings(own(broken), broken.stores(), now, Revocation(), lenient=lenient)}
    assert found == {"wrong_dc": "warning" if lenient else "error"}


def test_an_unknown_root_of_our_own_chain_is_the_evs_affair(p256: Pki, now: datetime) -> None:
    found = [(f.reason, f.severity) for f in identity.findings(own(p256), TrustStores(), now, Revocation(), lenient=False)]
    assert found == [("unknown_root", "warning")]
