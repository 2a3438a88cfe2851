from __future__ import annotations

import pytest

from secc.security.pki import Pki
from secc.security.trust import TrustStore, TrustStores


def test_the_default_trusts_nobody() -> None:
    assert [len(TrustStores().anchors(role)) for role in ("secc", "contract", "provisioning", "vehicle", "cps")] == [0] * 5


@pytest.mark.parametrize(
    ("role", "kinds"), [("secc", "v2g"), ("cps", "v2g"), ("contract", "mo v2g"), ("provisioning", "oem v2g"), ("vehicle", "oem v2g")]
)
def test_each_role_has_its_anchors(p256: Pki, role: str, kinds: str) -> None:
    assert set(p256.stores().anchors(role)) == {p256.root(kind) for kind in kinds.split()}


def test_a_store_finds_by_name_and_by_identity(p256: Pki) -> None:
    store = TrustStore((p256.root("mo"), p256.root("v2g")))
    assert store.named(p256.root("v2g").subject) == (p256.root("v2g"),)
    assert store.named(b"") == ()
    assert p256.root("mo") in store
    assert p256.root("oem") not in store
