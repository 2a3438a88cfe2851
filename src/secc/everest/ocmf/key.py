"""Public keys in the shapes that meters and backends write them, and the curves of OCMF."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from secc.errors import PeerError

CURVES: dict[str, Callable[[], ec.EllipticCurve] | None] = {
    "secp192k1": None,  # no library that we use knows it
    "secp256k1": ec.SECP256K1,
    "secp192r1": ec.SECP192R1,
    "secp256r1": ec.SECP256R1,
    "secp384r1": ec.SECP384R1,
    "brainpool256r1": ec.BrainpoolP256R1,
    "brainpool384r1": ec.BrainpoolP384R1,
}
OBJECT_IDENTIFIERS = {
    bytes.fromhex("06052b8104001f"): "secp192k1", bytes.fromhex("06052b8104000a"): "secp256k1",
    bytes.fromhex("06082a8648ce3d030101"): "secp192r1", bytes.fromhex("06082a8648ce3d030107"): "secp256r1",
    bytes.fromhex("06092b2403030208010107"): "brainpool256r1", bytes.fromhex("06052b81040022"): "secp384r1",
    bytes.fromhex("06092b240303020801010b"): "brainpool384r1",
}  # fmt: skip
POINT_BYTES = {
    "secp192r1": 24,
    "secp192k1": 24,
    "secp256k1": 32,
    "secp256r1": 32,
    "brainpool256r1": 32,
    "secp384r1": 48,
    "brainpool384r1": 48,
}
SPKI_START = b"\x30"


class OcmfKeyError(PeerError):
    """A key that cannot be used. Attribute `code`: missing, unreadable, unsupported, misfit."""

    def __init__(self, code: Literal["missing", "unreadable", "unsupported", "misfit"], text: str) -> None:
        self.code = code
        super().__init__(f"{code}: {text}")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key and its curve; `bare` when it came without its curve, as a point only."""

    key: ec.EllipticCurvePublicKey
    curve: str
    bare: bool

    def hex(self) -> str:
        """SubjectPublicKeyInfo in upper-case hex, as EVerest's meters publish it."""
        der = self.key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        return der.hex().upper()


def curve_of(algorithm: str) -> str | None:
    """The curve that a signature algorithm (SA) names, in either spelling of the brainpool curves; None for what OCMF does not have."""
    match = re.fullmatch(r"ecdsa-(\w+?)-sha256", algorithm.strip().lower())
    name = match[1].replace("brainpoolp", "brainpool") if match else ""
    return name if name in CURVES else None


def read_key(text: str, curve_hint: str | None) -> PublicKey:
    """Read a key: SubjectPublicKeyInfo (hex, with or without blanks, base64, PEM, `oca:base16:asn1:`) or a bare point.

    `curve_hint` is the curve that the record names; only a bare point needs it. Raises OcmfKeyError.
    """
    data = _bytes(text)
    if data.startswith(SPKI_START) and len(data) > 60 and data[1] != len(data) - 1:
        curve = next((name for oid, name in OBJECT_IDENTIFIERS.items() if oid in data[:40]), None)
        if curve is None or CURVES[curve] is None:
            raise OcmfKeyError("unsupported", f"curve {curve or 'unknown'}")
        return PublicKey(_load(data, curve), curve, bare=False)
    return _bare(data, curve_hint)


def _load(data: bytes, curve: str) -> ec.EllipticCurvePublicKey:
    try:
        key = serialization.load_der_public_key(data)
    except UnsupportedAlgorithm:
        raise OcmfKeyError("unsupported", f"curve {curve} is not in this build of the crypto library") from None
    except ValueError as error:
        raise OcmfKeyError("unreadable", str(error)) from None
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise OcmfKeyError("unsupported", "no elliptic curve key")
    return key


def _bare(data: bytes, curve: str | None) -> PublicKey:
    if curve is None:
        raise OcmfKeyError("unsupported", "a bare point, and the record names no known curve")
    make, size = CURVES[curve], POINT_BYTES[curve]
    if len(data) == 2 * size:
        data = b"\x04" + data
    if len(data) != 2 * size + 1 or data[0] != 4:
        raise OcmfKeyError("unreadable", f"{len(data)} bytes are no point of {curve}")
    if make is None:
        raise OcmfKeyError("unsupported", f"curve {curve}")
    try:
        return PublicKey(ec.EllipticCurvePublicKey.from_encoded_point(make(), data), curve, bare=True)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise OcmfKeyError("unreadable", str(error)) from None


def _bytes(text: str) -> bytes:
    text = text.strip()
    if not text:
        raise OcmfKeyError("missing", "no public key")
    if "-----BEGIN" in text:
        text = "".join(line for line in text.splitlines() if not line.startswith("-----"))
    prefix = re.match(r"oca:base(16|64):asn1:", text)
    text = re.sub(r"\s", "", text[prefix.end() :] if prefix else text)
    if re.fullmatch(r"([0-9A-Fa-f]{2})+", text):
        return bytes.fromhex(text)
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise OcmfKeyError("unreadable", "neither hex nor base64") from None
    if data.startswith(b"oca:"):
        return _bytes(data.decode("ascii", "replace"))
    return data
