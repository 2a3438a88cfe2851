"""Keys and raw signatures: r‖s of fixed width for ECDSA, the 114 bytes of Ed448.

`Signer` is the seam for keys that never leave their hardware: whatever has a key type and signs bytes can sign XML signatures and meter
values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from secc.errors import LocalError
from secc.security.certificate import PublicKey

PrivateKey = ec.EllipticCurvePrivateKey | ed448.Ed448PrivateKey

CURVES: dict[str, tuple[ec.EllipticCurve, hashes.HashAlgorithm, int]] = {
    "secp256r1": (ec.SECP256R1(), hashes.SHA256(), 32),
    "secp384r1": (ec.SECP384R1(), hashes.SHA384(), 48),
    "secp521r1": (ec.SECP521R1(), hashes.SHA512(), 66),
}
"""Curve, the hash that belongs to it, and the width of a coordinate in bytes."""
ED448_SIGNATURE = 114


class Signer(Protocol):
    """Something that signs, in software or in hardware."""

    @property
    def kind(self) -> str:
        """`secp256r1`, `secp521r1` or `ed448`: fixes hash and form of the signature."""

    def sign(self, data: bytes) -> bytes:
        """The raw signature of `data` (not of a digest): r‖s, or Ed448's 114 bytes."""


class SoftwareSigner:
    """A `Signer` with its key in memory."""

    def __init__(self, key: PrivateKey) -> None:
        self._key = key
        self.kind = key_kind(key)

    def sign(self, data: bytes) -> bytes:
        """See `Signer.sign`."""
        if isinstance(self._key, ed448.Ed448PrivateKey):
            return self._key.sign(data)
        _, digest, width = CURVES[self.kind]
        r, s = decode_dss_signature(self._key.sign(data, ec.ECDSA(digest)))
        return r.to_bytes(width, "big") + s.to_bytes(width, "big")


class DigestSigner:
    """A `Signer` over hardware that signs a digest and answers DER, as PKCS#11 tokens and TPMs do.

    `sign_digest(digest)` is called once a signature. Not for Ed448, which hashes nothing beforehand.
    """

    def __init__(self, kind: str, sign_digest: Callable[[bytes], bytes]) -> None:
        if kind not in CURVES:
            raise LocalError(f"{kind} keys cannot sign a digest")
        self.kind = kind
        self._sign_digest = sign_digest

    def sign(self, data: bytes) -> bytes:
        """See `Signer.sign`."""
        _, algorithm, width = CURVES[self.kind]
        digest = hashes.Hash(algorithm)
        digest.update(data)
        r, s = decode_dss_signature(self._sign_digest(digest.finalize()))
        return r.to_bytes(width, "big") + s.to_bytes(width, "big")


def key_kind(key: PrivateKey | PublicKey) -> str:
    """`secp256r1`, `secp521r1`, `ed448` …: the name under which profiles know a key."""
    return "ed448" if isinstance(key, ed448.Ed448PrivateKey | ed448.Ed448PublicKey) else key.curve.name


def generate(kind: str) -> PrivateKey:
    """A new private key from the library's own generator."""
    return ed448.Ed448PrivateKey.generate() if kind == "ed448" else ec.generate_private_key(CURVES[kind][0])


def verify(key: PublicKey, signature: bytes, data: bytes) -> bool:
    """True if the raw `signature` of `data` verifies.

    A wrong length, r or s of 0 or beyond the order, a DER form: False, never an exception.
    """
    try:
        if isinstance(key, ed448.Ed448PublicKey):
            if len(signature) != ED448_SIGNATURE:
                return False
            key.verify(signature, data)
            return True
        if key.curve.name not in CURVES:
            return False
        _, digest, width = CURVES[key.curve.name]
        if len(signature) != 2 * width:
            return False
        r, s = int.from_bytes(signature[:width], "big"), int.from_bytes(signature[width:], "big")
        key.verify(encode_dss_signature(r, s), data, ec.ECDSA(digest))
    except InvalidSignature:
        return False
    return True
