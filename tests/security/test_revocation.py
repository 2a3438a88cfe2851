from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from secc.errors import ChainError
from secc.security.pki import Pki
from secc.security.revocation import Revocation, read_crl


def status(one: Pki, known: Revocation, now: datetime) -> str:
    return known.status(one["contract"].certificate, one["mo_sub2"].certificate, now)


def test_nothing_known_is_unchecked_and_never_good(p256: Pki, now: datetime) -> None:
    assert status(p256, Revocation(), now) == "unchecked"


def test_a_list_says_good_or_revoked(any_pki: Pki, now: datetime) -> None:
    assert status(any_pki, Revocation((any_pki.crl("mo_sub2", [], now),)), now) == "good"
    serial = any_pki["contract"].certificate.serial
    assert status(any_pki, Revocation((any_pki.crl("mo_sub2", [serial], now),)), now) == "revoked"


def test_a_stale_list_still_revokes_but_no_longer_clears(p256: Pki, now: datetime) -> None:
    later = now + timedelta(days=30)
    serial = p256["contract"].certificate.serial
    assert status(p256, Revocation((p256.crl("mo_sub2", [], now),)), later) == "unchecked"
    assert status(p256, Revocation((p256.crl("mo_sub2", [serial], now),)), later) == "revoked"


def test_a_list_by_somebody_else_says_nothing(p256: Pki, now: datetime) -> None:
    serial = p256["contract"].certificate.serial
    assert status(p256, Revocation((p256.crl("oem_sub2", [serial], now),)), now) == "unchecked"
    forged = Pki(p256.kind, now, {**p256.credentials, "mo_sub2": type(p256["mo_sub2"])(p256["mo_sub2"].certificate, p256["secc"].key)})
    assert status(p256, Revocation((forged.crl("mo_sub2", [serial], now),)), now) == "unchecked"


def test_one_revoked_is_enough(p256: Pki, now: datetime) -> None:
    good = p256.crl("mo_sub2", [], now)
    assert status(p256, Revocation((good,), (p256.ocsp_response("contract", now, good=False),)), now) == "revoked"
    assert status(p256, Revocation((good,), (b"garbage", p256.ocsp_response("secc", now))), now) == "good"


@pytest.mark.parametrize("data", [b"", b"garbage", b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"])
def test_bytes_that_are_no_list_are_malformed(data: bytes) -> None:
    with pytest.raises(ChainError, match="malformed"):
        read_crl(data)


def test_a_list_is_read_from_pem_and_der_alike(p256: Pki, now: datetime) -> None:
    crl = p256.crl("mo_sub2", [7], now)
    assert read_crl(crl.pem()).issuer == crl.issuer == p256["mo_sub2"].certificate.subject
