from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from secc.security import pki, rules
from secc.security.pki import Pki
from secc.security.roles import profiles, roles


def words(one: Pki, role: str, now: datetime, profile: str = "iso2", **changes: object) -> dict[str, str]:
    row = replace(roles()[role], **changes)  # type: ignore[arg-type]
    certificate = pki.issue(row, one[role].key, one[row.issuer], now)
    worst_last = sorted(rules.check(certificate, roles()[role], profiles()[profile]), key=lambda f: f.severity, reverse=True)
    return {f.reason: f.severity for f in worst_last}


def test_a_certificate_as_its_row_says_has_no_finding(p256: Pki, now: datetime) -> None:
    for role in roles().values():
        if not role.is_root:
            assert words(p256, role.name, now) == {}


@pytest.mark.parametrize(
    ("role", "changes", "found"),
    [
        ("contract", {"usage": ("digital_signature",)}, {"usage": "warning"}),
        ("contract", {"usage": ("key_agreement",)}, {"usage": "error"}),
        ("contract", {"purpose": "client_auth"}, {}),
        ("contract", {"dc": ""}, {"wrong_dc": "error"}),
        ("mo_sub2", {"dc": "V2G"}, {"wrong_dc": "warning"}),
        ("mo_sub2", {"purpose": "server_auth"}, {"purpose": "error"}),
        ("secc", {"purpose": ""}, {}),
        ("ocsp", {"purpose": ""}, {"purpose": "error"}),
        ("vehicle", {"c": "DE"}, {"wrong_dc": "error"}),
    ],
)
def test_each_deviation_has_its_word_and_weight(p256: Pki, now: datetime, role: str, changes: dict[str, object], found: dict[str, str]) -> None:
    assert words(p256, role, now, **changes) == found


def test_iso20_demands_purposes_that_iso2_leaves_out(now: datetime) -> None:
    one = pki.create("secp521r1", now)
    for role in ("secc", "vehicle"):
        assert words(one, role, now, "iso20", purpose="") == {"purpose": "error"}


def test_ed448_needs_no_key_agreement_bit(now: datetime) -> None:
    assert words(pki.create("ed448", now), "contract", now, "iso20") == {}


@pytest.mark.parametrize(
    ("offset", "reason"),
    [(timedelta(hours=-2), "not_yet_valid"), (timedelta(0), ""), (timedelta(days=40), "expires_soon"), (timedelta(days=60), "expired")],
)
def test_time_is_judged_at_the_moment_that_is_given(p256: Pki, now: datetime, offset: timedelta, reason: str) -> None:
    found = [f.reason for f in rules.check_time(p256["secc"].certificate, roles()["secc"], now + offset)]
    assert found == ([reason] if reason else [])


def test_hostile_text_is_escaped(p256: Pki, now: datetime) -> None:
    row = replace(roles()["contract"], dc="a\x1b[2Jb")
    leaf = pki.issue(row, p256["contract"].key, p256["mo_sub2"], now)
    text = " ".join(str(f) for f in rules.check(leaf, roles()["contract"], profiles()["iso2"]))
    assert "\\x1b" in text
    assert text.isprintable()
