from __future__ import annotations

import dataclasses
from datetime import datetime

import msgspec
import pytest

from secc.security import pki, provisioning
from secc.security.keys import SoftwareSigner
from secc.security.pki import Pki
from secc.security.revocation import Revocation
from secc.security.trust import TrustStores
from secc.testing import contract_ev
from secc.testing.contract_ev import Contract

INSTALLATION = {"provisioning_expired": "FAILED_CertificateExpired", "provisioning_wrong_dc": "FAILED_NoCertificateAvailable"}


@pytest.mark.parametrize("name", INSTALLATION)
def test_a_defective_provisioning_certificate_has_its_code(p256: Pki, now: datetime, name: str) -> None:
    broken = pki.plant(p256, pki.defects()[name])
    body, signature = contract_ev.installation(broken["provisioning"], p256.root("v2g"))
    assert provisioning.check_installation(body, signature, p256.stores(), now).code == INSTALLATION[name]


def test_a_revoked_provisioning_certificate_is_refused_if_its_issuer_is_known(p256: Pki, now: datetime) -> None:
    body, signature = contract_ev.installation(p256["provisioning"], p256.root("v2g"))
    crl = p256.crl("oem_sub2", [p256["provisioning"].certificate.serial], now)
    stores = TrustStores.of(oem=[p256["oem_sub2"].certificate])
    verdict = provisioning.check_installation(body, signature, stores, now, Revocation((crl,)))
    assert verdict.code == "FAILED_CertificateRevoked"


def test_a_request_signed_by_another_key_or_changed_is_a_signature_error(p256: Pki, now: datetime) -> None:
    body, signature = contract_ev.installation(p256["provisioning"], p256.root("v2g"))
    other = contract_ev.signed("CertificateInstallationReq", body, SoftwareSigner(p256["vehicle"].key))
    changed = msgspec.structs.replace(body, list_of_root_certificate_ids=contract_ev.roots(p256.root("oem")))
    for request, found in ((body, other), (changed, signature), (body, None)):
        assert provisioning.check_installation(request, found, p256.stores(), now).code == "FAILED_SignatureError"


@pytest.mark.parametrize("der", [b"\0", b"", bytes(100)])
def test_a_leaf_that_cannot_be_read_means_no_certificate(p256: Pki, now: datetime, der: bytes) -> None:
    body, signature = contract_ev.installation(p256["provisioning"], p256.root("v2g"))
    verdict = provisioning.check_installation(msgspec.structs.replace(body, oem_provisioning_cert=der), signature, p256.stores(), now)
    assert verdict.code == "FAILED_NoCertificateAvailable"


UPDATE = {
    "contract_expired": "FAILED_CertificateExpired",
    "contract_foreign": "FAILED_CertChainError",
    "mo_sub1_expired": "FAILED_CertificateNotAllowedAtThisEVSE",
    "mo_sub2_expired": "FAILED_CertificateNotAllowedAtThisEVSE",
}


@pytest.mark.parametrize("name", UPDATE)
def test_a_defective_contract_cannot_be_updated(p256: Pki, now: datetime, name: str) -> None:
    broken = pki.plant(p256, pki.defects()[name])
    body, signature = Contract.of(broken).update(p256.root("v2g"))
    assert provisioning.check_update(body, signature, broken.stores(), now).code == UPDATE[name]


def test_a_contract_of_a_foreign_pki_or_in_a_wrong_order_is_a_chain_error(p256: Pki, now: datetime) -> None:
    foreign = Contract.of(pki.create("secp256r1", now))
    mine = Contract.of(p256)
    leaf, sub2, sub1 = mine.chain
    for contract in (
        foreign,
        dataclasses.replace(mine, chain=(leaf, sub1, sub2)),
        dataclasses.replace(mine, chain=(leaf, *foreign.chain[1:])),
    ):
        body, signature = contract.update(p256.root("v2g"))
        assert provisioning.check_update(body, signature, p256.stores(), now).code == "FAILED_CertChainError"


def test_an_update_for_another_emaid_or_by_another_key_is_refused(p256: Pki, now: datetime) -> None:
    body, _ = Contract.of(p256).update(p256.root("v2g"))
    renamed = msgspec.structs.replace(body, emaid="DEABCC00000000")
    again = contract_ev.signed("CertificateUpdateReq", renamed, SoftwareSigner(p256["contract"].key))
    assert provisioning.check_update(renamed, again, p256.stores(), now).code == "FAILED_NoCertificateAvailable"
    forged = contract_ev.signed("CertificateUpdateReq", body, SoftwareSigner(p256["vehicle"].key))
    assert provisioning.check_update(body, forged, p256.stores(), now).code == "FAILED_SignatureError"
