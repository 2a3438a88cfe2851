"""How a contract's private key travels to the car in -2: ECDH with an ephemeral key, concatenation KDF, AES-128-CBC without padding.

The SECC only passes these bytes on; the mobility operator's and the car's halves are here for simulation and tests. CBC proves nothing:
the car must compare the key it gets with the certificate (V2G2-891), which `unwrap` does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from secc.errors import PeerError

OTHER_INFO = b"\x01UV"
"""Algorithm id, party U, party V."""
SCALAR_BYTES, IV_BYTES, KEY_BYTES = 32, 16, 16


class KeyTransportError(PeerError):
    """The wrapped key cannot be opened, or is not the certificate's."""


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """`encrypted` is IV and ciphertext, 48 bytes; `dh_public_key` the ephemeral point, 65 bytes."""

    encrypted: bytes
    dh_public_key: bytes


def derive(shared: bytes) -> bytes:
    """The AES key from the shared secret (x-coordinate, 32 bytes)."""
    return hashlib.sha256(b"\x00\x00\x00\x01" + shared + OTHER_INFO).digest()[:KEY_BYTES]


def wrap(
    contract: ec.EllipticCurvePrivateKey, receiver: ec.EllipticCurvePublicKey, ephemeral: ec.EllipticCurvePrivateKey, iv: bytes
) -> WrappedKey:
    """Encrypts a P-256 key for `receiver` (provisioning, or old contract key). `ephemeral` and `iv` (16 bytes) must be new every time."""
    key = derive(ephemeral.exchange(ec.ECDH(), receiver))
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    scalar = contract.private_numbers().private_value.to_bytes(SCALAR_BYTES, "big")
    point = ephemeral.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return WrappedKey(iv + encryptor.update(scalar) + encryptor.finalize(), point)


def unwrap(wrapped: WrappedKey, receiver: ec.EllipticCurvePrivateKey, expected: ec.EllipticCurvePublicKey) -> ec.EllipticCurvePrivateKey:
    """Decrypts and compares with the public key of the contract certificate. Raises: KeyTransportError."""
    if len(wrapped.encrypted) != IV_BYTES + SCALAR_BYTES:
        raise KeyTransportError(f"{len(wrapped.encrypted)} bytes of encrypted key, must be {IV_BYTES + SCALAR_BYTES}")
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), wrapped.dh_public_key)
        key = derive(receiver.exchange(ec.ECDH(), point))
        decryptor = Cipher(algorithms.AES(key), modes.CBC(wrapped.encrypted[:IV_BYTES])).decryptor()
        scalar = decryptor.update(wrapped.encrypted[IV_BYTES:]) + decryptor.finalize()
        found = ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1())
    except ValueError as error:
        raise KeyTransportError("the encrypted key cannot be opened") from error
    if found.public_key() != expected:
        raise KeyTransportError("the key is not that of the contract certificate")
    return found
