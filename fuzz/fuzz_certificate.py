"""Certificates as an EV may send them: bytes changed, and structures changed and encoded again. A verdict or ChainError, nothing else.

The first byte chooses: even, the rest is taken as DER as it is; odd, a decoded leaf is changed as the rest says and encoded again, so that what
reaches the parser is well-formed DER with nonsense in it, and rightly signed.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import UTC, datetime

import asn1tools
import harness
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from secc.errors import ChainError
from secc.security import pki
from secc.security.certificate import read
from secc.security.contract import check_contract
from secc.security.revocation import read_crl
from secc.testing.x509_grammar import GRAMMAR

_NOW = datetime.now(UTC)
_PKI = pki.create("secp256r1", _NOW)
_X509 = asn1tools.compile_string(GRAMMAR, "der")
_LEAF = _PKI["contract"].certificate
_TAIL = [certificate.der for certificate in _PKI.chain("contract")[1:]]
_KEY = _PKI["mo_sub2"].key
assert isinstance(_KEY, ec.EllipticCurvePrivateKey)


def seeds() -> list[bytes]:
    odd = [b"\1" + bytes([part, value]) * 3 for part in range(8) for value in (0, 127, 255)]
    return [b"\0" + _LEAF.der, b"\0" + _PKI["mo_sub2"].certificate.der, b"\0" + _PKI.crl("mo_sub2", [1, 2], _NOW).pem(), *odd]


def restructured(data: bytes) -> bytes:
    """The leaf with parts of its structure changed as `data` says, signed again with its issuer's key."""
    decoded = _X509.decode("Certificate", _LEAF.der)
    tbs = decoded["tbsCertificate"]
    for part, value in zip(data[::2], data[1::2], strict=False):
        extension = tbs["extensions"][value % len(tbs["extensions"])] if tbs["extensions"] else None
        match part % 8:
            case 0:
                tbs["version"] = value
            case 1:
                tbs["serialNumber"] = int.from_bytes(data, "big", signed=True)
            case 2 if extension:
                tbs["extensions"].append(dict(extension))
            case 3 if extension:
                extension["extnValue"] = data
            case 4 if extension:
                extension["critical"] = not extension.get("critical", False)
            case 5 if extension:
                tbs["extensions"].remove(extension)
            case 6:
                tbs["subject"] = tbs["subject"][: value % 5] * (1 + value % 3)
            case 7:
                tbs["subjectPublicKeyInfo"]["subjectPublicKey"] = (data, 8 * len(data))
    signature = _KEY.sign(_X509.encode("TBSCertificate", tbs), ec.ECDSA(hashes.SHA256()))
    decoded["signature"] = (signature, 8 * len(signature))
    return bytes(_X509.encode("Certificate", decoded))


def check(data: bytes) -> None:
    der = restructured(data[1:]) if data[:1] and data[0] % 2 else data[1:]
    for reader in (read, read_crl):
        with suppress(ChainError):
            reader(der)
    verdict = check_contract([der, *_TAIL], _LEAF.cn, _PKI.stores(), _NOW)
    assert verdict.detail.isascii()
    if der != _LEAF.der and verdict.accepted:
        assert verdict.path[0].der == der
        assert verdict.path[0].issuer == _LEAF.issuer


if __name__ == "__main__":
    sys.exit(harness.main("certificate", seeds, check))
