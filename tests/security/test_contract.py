from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from secc.security import contract, pki
from secc.security.pki import Pki
from secc.security.revocation import Revocation
from secc.security.roles import roles
from secc.security.trust import TrustStores

EMAID = roles()["contract"].cn


def ders(one: Pki) -> list[bytes]:
    return [c.der for c in one.chain("contract")]


def planted(one: Pki, name: str) -> tuple[list[bytes], Pki]:
    found = pki.plant(one, pki.defects()[name])
    return ders(found), found


def test_a_good_contract_is_ok_and_its_key_is_at_hand(p256: Pki, now: datetime) -> None:
    verdict = contract.check_contract(ders(p256), EMAID, p256.stores(), now)
    assert (verdict.code, verdict.reason, verdict.deferred) == ("OK", "", False)
    assert verdict.key == p256["contract"].key.public_key()
    assert verdict.emaid == EMAID
    assert len(verdict.ocsp_request_data()) == 3
    assert verdict.pem().count("BEGIN CERTIFICATE") == 3


EXPECTED = {
    "contract_expired": "FAILED_CertificateExpired",
    "contract_not_yet_valid": "FAILED_CertificateExpired",
    "contract_expires_soon": "OK_CertificateExpiresSoon",
    "contract_foreign": "FAILED_CertChainError",
    "contract_wrong_dc": "FAILED_CertChainError",
    "contract_is_ca": "FAILED_CertChainError",
    "mo_sub1_expired": "FAILED_CertificateNotAllowedAtThisEVSE",
    "mo_sub2_expired": "FAILED_CertificateNotAllowedAtThisEVSE",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_defect_has_its_response_code(p256: Pki, now: datetime, name: str) -> None:
    chain, one = planted(p256, name)
    verdict = contract.check_contract(chain, EMAID, one.stores(), now)
    assert verdict.code == EXPECTED[name]
    assert (verdict.key is None) is verdict.code.startswith("FAILED")


def test_the_code_names_are_those_of_the_schema() -> None:
    from secc.messages.iso2 import responseCodeType

    for table in (contract.PAYMENT_DETAILS, contract.CERTIFICATE_UPDATE):
        assert all(responseCodeType(code) for code in table.values())


@pytest.mark.parametrize("chain", [[], [b""], [bytes(100)], [b"\x30\x82\xff\xff" + bytes(96)]])
def test_what_cannot_be_read_is_a_chain_error(p256: Pki, now: datetime, chain: list[bytes]) -> None:
    verdict = contract.check_contract(chain, EMAID, p256.stores(), now)
    assert verdict.code == "FAILED_CertChainError"
    assert verdict.pem() == ""


def test_a_certificate_over_800_bytes_is_a_chain_error(p256: Pki, now: datetime) -> None:
    large = pki.issue(roles()["contract"], p256["contract"].key, p256["mo_sub2"], now, padding=400)
    assert contract.check_contract([large.der, *ders(p256)[1:]], EMAID, p256.stores(), now).reason == "too_large"


def test_another_emaid_than_the_common_name_is_a_chain_error(p256: Pki, now: datetime) -> None:
    verdict = contract.check_contract(ders(p256), "DEABCC12345679", p256.stores(), now)
    assert (verdict.code, verdict.reason) == ("FAILED_CertChainError", "emaid")


def test_hyphens_and_case_in_the_common_name_do_not_matter(p256: Pki, now: datetime) -> None:
    row = replace(roles()["contract"], cn="de-abc-c12345678")
    leaf = pki.issue(row, p256["contract"].key, p256["mo_sub2"], now)
    assert contract.check_contract([leaf.der, *ders(p256)[1:]], EMAID, p256.stores(), now).code == "OK"


def test_hostile_names_are_escaped_in_the_verdict(p256: Pki, now: datetime) -> None:
    leaf = pki.issue(replace(roles()["contract"], cn="x\x1b[31m\n"), p256["contract"].key, p256["mo_sub2"], now)
    verdict = contract.check_contract([leaf.der, *ders(p256)[1:]], "A\x1b[2J\u202e", p256.stores(), now)
    assert verdict.code == "FAILED_CertChainError"
    assert verdict.detail.isascii()
    assert verdict.detail.isprintable()


def test_without_a_known_root_the_answer_is_no_unless_the_backend_decides(p256: Pki, now: datetime) -> None:
    alone = contract.check_contract(ders(p256), EMAID, TrustStores(), now)
    assert (alone.code, alone.deferred) == ("FAILED_NoCertificateAvailable", False)
    central = contract.check_contract(ders(p256), EMAID, TrustStores(), now, central=True)
    assert (central.code, central.deferred) == ("OK", True)
    assert central.key is not None
    pem = central.pem()
    assert "PRIVATE" not in pem
    assert len(central.ocsp_request_data()) == 2


def test_expired_and_broken_chains_are_never_deferred(p256: Pki, now: datetime) -> None:
    for name in ("contract_expired", "contract_foreign", "contract_wrong_dc"):
        chain, one = planted(p256, name)
        verdict = contract.check_contract(chain, EMAID, one.stores(), now, central=True)
        assert verdict.code.startswith("FAILED")
        assert not verdict.deferred


def test_a_revoked_contract_is_refused_or_left_to_the_backend(p256: Pki, now: datetime) -> None:
    crl = p256.crl("mo_sub2", [p256["contract"].certificate.serial], now)
    revoked = contract.check_contract(ders(p256), EMAID, p256.stores(), now, revocation=Revocation((crl,)))
    assert revoked.code == "FAILED_CertificateRevoked"
    central = contract.check_contract(ders(p256), EMAID, p256.stores(), now, revocation=Revocation((crl,)), central=True)
    assert central.deferred
    assert central.revocation == "revoked"


def test_a_foreign_chain_means_different_things_in_payment_details_and_update(p256: Pki, now: datetime) -> None:
    foreign = pki.create("secp256r1", now)
    assert contract.check_contract(ders(foreign), EMAID, p256.stores(), now).code == "FAILED_NoCertificateAvailable"
    update = contract.check_contract(ders(foreign), EMAID, p256.stores(), now, codes=contract.CERTIFICATE_UPDATE)
    assert update.code == "FAILED_CertChainError"


def test_21_days_before_its_end_a_contract_expires_soon(p256: Pki, now: datetime) -> None:
    end = p256["contract"].certificate.not_after
    assert (
        contract.check_contract(ders(p256), EMAID, p256.stores(), end - timedelta(days=21, seconds=-1)).code == "OK_CertificateExpiresSoon"
    )
    assert contract.check_contract(ders(p256), EMAID, p256.stores(), end - timedelta(days=21, seconds=1)).code == "OK"
