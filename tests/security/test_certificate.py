from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import asn1tools
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from secc.errors import ChainError
from secc.security import chain
from secc.security.certificate import Certificate, read, read_pem
from secc.security.pki import Pki
from secc.security.roles import profiles
from secc.testing.x509_grammar import GRAMMAR

X509 = asn1tools.compile_string(GRAMMAR, "der")


def mutated(one: Pki, role: str, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The leaf of `role` with its decoded structure changed and signed again with the right key: only its content is wrong."""
    decoded = X509.decode("Certificate", one[role].certificate.der)
    assert X509.encode("Certificate", decoded) == one[role].certificate.der, "the grammar must round-trip, or the mutation proves nothing"
    change(decoded["tbsCertificate"])
    issuer = {"contract": "mo_sub2", "secc": "cpo_sub2"}[role]
    key = one[issuer].key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    signature = key.sign(X509.encode("TBSCertificate", decoded["tbsCertificate"]), ec.ECDSA(hashes.SHA256()))
    decoded["signature"] = (signature, 8 * len(signature))
    return X509.encode("Certificate", decoded)


def extension(tbs: dict[str, Any], oid: str) -> dict[str, Any]:
    return next(e for e in tbs["extensions"] if e["extnID"] == oid)


MUTATIONS: dict[str, Callable[[dict[str, Any]], None]] = {
    "an extension twice": lambda tbs: tbs["extensions"].append(dict(tbs["extensions"][0])),
    "a negative serial number": lambda tbs: tbs.__setitem__("serialNumber", -tbs["serialNumber"]),
    "version 1 with extensions": lambda tbs: tbs.__setitem__("version", 0),
    "a CA flag in a form that DER does not know": lambda tbs: extension(tbs, "2.5.29.19").__setitem__(
        "extnValue", bytes.fromhex("3003010101")
    ),
    "a critical extension that nobody knows": lambda tbs: tbs["extensions"].append(
        {"extnID": "1.3.6.1.4.1.55555.9", "critical": True, "extnValue": b"\x05\x00"}
    ),
    "no key usage": lambda tbs: tbs["extensions"].remove(extension(tbs, "2.5.29.15")),
    "a key usage that is no bit string": lambda tbs: extension(tbs, "2.5.29.15").__setitem__("extnValue", b"\x04\x01\x00"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_well_signed_certificate_with_a_wrong_structure_is_refused(p256: Pki, now: datetime, name: str) -> None:
    der = mutated(p256, "contract", MUTATIONS[name])
    try:
        leaf = read(der)
    except ChainError:
        return
    report = chain.judge("contract", (leaf, *p256.chain("contract")[1:]), p256.stores(), profiles()["iso2"], now)
    assert report.error is not None
    assert not report.has("signature"), "refused for its structure, for its signature is right"


def test_the_unchanged_certificate_survives_the_same_path(p256: Pki, now: datetime) -> None:
    leaf = read(mutated(p256, "contract", lambda tbs: None))
    assert chain.judge("contract", (leaf, *p256.chain("contract")[1:]), p256.stores(), profiles()["iso2"], now).error is None


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_changed_bytes_give_a_certificate_or_a_typed_error(p256: Pki, data: st.DataObject) -> None:
    der = bytearray(p256["contract"].certificate.der)
    for _ in range(data.draw(st.integers(1, 4))):
        der[data.draw(st.integers(0, 10_000)) % len(der)] = data.draw(st.integers(0, 255))
    with suppress(ChainError):
        assert isinstance(read(bytes(der)), Certificate)


@pytest.mark.parametrize("data", [b"", b"\x30", b"\x30\x84\xff\xff\xff\xff", bytes(100), b"\x30\x80" + bytes(50), b"0" * 800])
def test_bytes_that_are_no_certificate_are_malformed(data: bytes) -> None:
    with pytest.raises(ChainError, match="malformed"):
        read(data)


def test_a_certificate_of_more_than_64_kib_is_not_even_parsed() -> None:
    with pytest.raises(ChainError, match="too_large"):
        read(b"\x30" + bytes(64 * 1024))


def test_pem_with_several_certificates_keeps_their_order(p256: Pki) -> None:
    assert read_pem(b"".join(c.pem() for c in p256.chain("secc"))) == p256.chain("secc")
    assert read_pem(p256["secc"].certificate.der) == (p256["secc"].certificate,)
    with pytest.raises(ChainError, match="malformed"):
        read_pem(b"not a certificate")


def test_openssl_reads_the_same_facts(any_pki: Pki) -> None:
    certificate = any_pki["contract"].certificate
    text = subprocess.run(["openssl", "x509", "-noout", "-text"], input=certificate.pem(), capture_output=True, check=True).stdout.decode()
    assert f"CN = {certificate.cn}" in text
    assert "DC = MO" in text
    assert "Digital Signature, Non Repudiation" in text
    assert "CA:FALSE" in text
    assert f"OCSP - URI:{certificate.ocsp_urls[0]}" in text


def test_the_key_hash_is_that_of_the_subject_key_identifier(any_pki: Pki) -> None:
    """Method 1 of RFC 5280 hashes exactly the bits that RFC 6066 and RFC 6960 mean."""
    for credential in any_pki.credentials.values():
        certificate = credential.certificate
        ski = next(e.value.digest for e in certificate.x509.extensions if e.oid.dotted_string == "2.5.29.14")
        assert hashlib.sha1(certificate.key_bits()).digest() == ski


def test_names_do_not_reach_a_report_unescaped(p256: Pki) -> None:
    assert json.dumps(p256["contract"].certificate.name)
