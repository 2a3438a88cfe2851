from __future__ import annotations

import pytest

from secc.security.certificate import PURPOSES, USAGES
from secc.security.roles import issuers, profiles, roles


def test_issuers_stand_before_those_they_sign() -> None:
    seen: set[str] = set()
    for role in roles().values():
        assert role.is_root or role.issuer in seen
        seen.add(role.name)


@pytest.mark.parametrize("name", list(roles()))
def test_every_row_is_consistent(name: str) -> None:
    role = roles()[name]
    assert set(role.usage) <= set(USAGES)
    assert role.usage[0] == ("key_cert_sign" if role.ca else "digital_signature")
    assert role.purpose in ("", *PURPOSES)
    assert bool(role.anchors) is not role.ca, "a leaf says where its chain may end, a CA does not"
    assert set(role.anchors) <= {"v2g", "mo", "oem"}
    assert not role.ca or roles()[role.issuer].ca


def test_no_chain_is_longer_than_its_profile_allows() -> None:
    for role in roles().values():
        subs = len(issuers(role.name)) - 2
        assert subs <= min(profile.max_sub_cas for profile in profiles().values())


def test_mobility_operators_are_no_anchor_for_vehicles_and_stations() -> None:
    assert not any("mo" in roles()[name].anchors for name in ("vehicle", "provisioning", "secc", "cps", "ocsp"))


def test_strict_profiles_do_not_share_a_key_type() -> None:
    assert not set(profiles()["iso2"].keys) & set(profiles()["iso20"].keys)
