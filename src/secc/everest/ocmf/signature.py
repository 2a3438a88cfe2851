"""ECDSA over the payload section: verify what meters write, sign as the document wants it."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from secc.everest.ocmf.finding import Finding, fail, warn
from secc.everest.ocmf.key import POINT_BYTES, OcmfKeyError, PublicKey, curve_of, read_key
from secc.everest.ocmf.record import Record

DEFAULT_ALGORITHM = "ECDSA-secp256r1-SHA256"
Outcome = Literal["valid", "invalid", "unsupported", "no key", "key does not fit", "unreadable"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a record is authentic. "unsupported" and "no key" say that nothing is known, not that it is wrong."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    key: PublicKey | None = None


def check_signature(record: Record, key_text: str) -> Verdict:
    """Verify with a key that the caller trusts; the record's own SA must agree with it and never chooses it."""
    algorithm = str(record.signature.get("SA") or DEFAULT_ALGORITHM)
    curve = curve_of(algorithm)
    findings: list[Finding] = []
    if curve is None:
        return Verdict("unsupported", (fail("algorithm", f"SA {algorithm!r:.60} is none of OCMF's"),))
    if "brainpoolp" in algorithm.lower():
        findings.append(warn("algorithm", "brainpool written with P"))
    try:
        key = read_key(key_text, curve)
    except OcmfKeyError as error:
        outcomes: dict[str, Outcome] = {"missing": "no key", "unsupported": "unsupported"}
        return Verdict(outcomes.get(error.code, "unreadable"), (*findings, fail("key", str(error))))
    if key.bare:
        findings.append(warn("key", "a bare point; its curve was taken from the record"))
    if key.curve != curve:
        return Verdict("key does not fit", (*findings, fail("key", f"the key is on {key.curve}, the record says {curve}")), key)
    decoded = _decode(record, POINT_BYTES[curve], findings)
    if decoded is None:
        return Verdict("unreadable", (*findings, fail("signature", "SD cannot be decoded")), key)
    return _verify(record, key, encode_dss_signature(*decoded), findings)


def _verify(record: Record, key: PublicKey, signature: bytes, findings: list[Finding]) -> Verdict:
    try:
        key.key.verify(signature, record.signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return Verdict("invalid", (*findings, fail("signature", "the signature does not belong to this text and key")), key)
    except UnsupportedAlgorithm:
        return Verdict("unsupported", (*findings, fail("algorithm", f"{key.curve} is not in this build of the crypto library")), key)
    return Verdict("valid", tuple(findings), key)


def _decode(record: Record, size: int, findings: list[Finding]) -> tuple[int, int] | None:
    text = "".join(str(record.signature.get("SD") or "").split())
    try:
        in_base64 = str(record.signature.get("SE") or "hex").lower() == "base64"
        data = base64.b64decode(text, validate=True) if in_base64 else bytes.fromhex(text)
    except (binascii.Error, ValueError):
        return None
    numbers = _der(data, findings)
    if numbers is None and len(data) == 2 * size:
        findings.append(warn("signature", "raw r||s where DER belongs"))
        numbers = int.from_bytes(data[:size], "big"), int.from_bytes(data[size:], "big")
    return numbers


def _der(data: bytes, findings: list[Finding]) -> tuple[int, int] | None:
    """r and s from a SEQUENCE of two INTEGERs. One that lacks its leading zero is read as it was meant, with a warning."""
    if len(data) < 8 or data[0] != 0x30 or data[1] != len(data) - 2:
        return None
    numbers, at = [], 2
    for _ in range(2):
        if at + 2 > len(data) or data[at] != 2 or at + 2 + data[at + 1] > len(data) or not data[at + 1]:
            return None
        content = data[at + 2 : at + 2 + data[at + 1]]
        if content[0] & 0x80:
            findings.append(warn("signature", "no canonical DER: an integer lacks its leading zero"))
        numbers.append(int.from_bytes(content, "big"))
        at += 2 + len(content)
    return (numbers[0], numbers[1]) if at == len(data) else None


def sign(payload: str, key: ec.EllipticCurvePrivateKey, curve: str) -> str:
    """The whole record for a payload section. `curve` is one of `key.CURVES`."""
    signature = key.sign(payload.encode("utf-8"), ec.ECDSA(hashes.SHA256()))
    section = json.dumps({"SA": f"ECDSA-{curve}-SHA256", "SD": signature.hex().upper()}, separators=(",", ":"))
    return f"OCMF|{payload}|{section}"
