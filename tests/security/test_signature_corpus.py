"""Signatures that other stacks and real backends have made: every digest must be ours, and every signature whose key is at hand must verify."""

from __future__ import annotations

import gzip
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from secc import messages
from secc.errors import ChainError, ExiError, SignatureError
from secc.messages import iso2
from secc.security import signature as xml
from secc.security.certificate import read

SHARED = Path(os.environ.get("SECC_SHARED", Path(__file__).parents[3] / "shared"))
CORPUS = SHARED / "vectors" / "corpus_iso2.jsonl.gz"
PARTS = {
    "contract_signature_cert_chain": "ContractSignatureCertChain",
    "contract_signature_encrypted_private_key": "ContractSignatureEncryptedPrivateKey",
    "dh_public_key": "DHpublickey",
    "emaid": "eMAID",
}

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus of foreign messages at {CORPUS} (set SECC_SHARED)")


def collected() -> Iterator[tuple[str, str, iso2.V2G_Message]]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            try:
                message = messages.decode("iso2", bytes.fromhex(row["exi"])) if row["kind"] == "document" else None
            except ExiError:
                continue
            if isinstance(message, iso2.V2G_Message):
                yield row["id"], row["origin"], message


def covered(body: Any) -> list[tuple[str, Any]]:
    """The elements of a body that a signature may cover."""
    if isinstance(body, iso2.CertificateInstallationRes | iso2.CertificateUpdateRes):
        return [(name, getattr(body, field)) for field, name in PARTS.items()]
    if isinstance(body, iso2.ChargeParameterDiscoveryRes):
        tuples = body.sa_schedules.sa_schedule_tuple if isinstance(body.sa_schedules, iso2.SAScheduleList) else ()
        return [("SalesTariff", one.sales_tariff) for one in tuples if one.sales_tariff is not None]
    return [(type(body).__name__, body)] if getattr(body, "id", None) else []


def certificate_of(body: Any) -> bytes | None:
    """The signer's certificate, where the message carries it."""
    if isinstance(body, iso2.CertificateInstallationReq):
        return body.oem_provisioning_cert
    if isinstance(body, iso2.CertificateUpdateReq | iso2.PaymentDetailsReq):
        return body.contract_signature_cert_chain.certificate
    if isinstance(body, iso2.CertificateInstallationRes | iso2.CertificateUpdateRes):
        return body.sa_provisioning_certificate_chain.certificate
    return None


def signed() -> list[tuple[str, str, iso2.V2G_Message]]:
    return [entry for entry in collected() if entry[2].header.signature is not None]


def test_every_digest_of_another_stack_is_ours() -> None:
    compared: dict[str, int] = defaultdict(int)
    for identifier, _, message in signed():
        assert message.header.signature is not None
        digests = {reference.uri: reference.digest_value for reference in message.header.signature.signed_info.reference}
        for name, element in covered(message.body.body_element):
            if f"#{element.id}" in digests:
                ours = xml.element_digest("iso2", name, element, "sha256", strict=False)
                assert ours == digests[f"#{element.id}"], f"{identifier}: {name}"
                compared[name] += 1
    assert compared["AuthorizationReq"] >= 4
    assert compared["eMAID"] >= 2
    assert sum(compared.values()) >= 16


def test_every_signature_whose_key_is_at_hand_verifies() -> None:
    contracts: dict[str, set[bytes]] = defaultdict(set)
    for _, origin, message in collected():
        if isinstance(message.body.body_element, iso2.PaymentDetailsReq):
            contracts[origin].add(certificate_of(message.body.body_element) or b"")
    grammars: dict[str, int] = defaultdict(int)
    for _, origin, message in signed():
        body = message.body.body_element
        own = certificate_of(body)
        for der in ({own} if own else contracts[origin]) if covered(body) else ():
            try:
                key = read(der).public_key if der else None
                if key is not None:
                    grammars[xml.verify("iso2", message.header.signature, covered(body), key, xml.ISO2_KEYS)] += 1
            except (ChainError, SignatureError):
                grammars["not verified"] += 1
    assert "not verified" not in grammars
    assert grammars["xmldsig"] >= 10
