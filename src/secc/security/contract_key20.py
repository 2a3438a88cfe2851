"""How a contract's private key travels to the car in -20: ECDH on P-521, concatenation KDF, AES-256-GCM. Experimental.

Sizes are those of the schema (133 bytes of public key, 94 of encrypted key). What goes into the KDF's OtherInfo and what is authenticated besides
the key could not be established from anything at hand, and no other implementation has been met; both are arguments, so that the one line that turns
out to be wrong can be set right. X448 and TPM keys are not done: their layouts are open.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from secc.security.contract_key import OTHER_INFO, KeyTransportError, WrappedKey

SCALAR_BYTES, NONCE_BYTES, TAG_BYTES = 66, 12, 16
ENCRYPTED_BYTES = NONCE_BYTES + SCALAR_BYTES + TAG_BYTES


@dataclass(frozen=True, slots=True)
class Context:
    """What both ends must agree on: OtherInfo of the KDF, and the additional data that GCM authenticates."""

    other_info: bytes = OTHER_INFO
    additional: bytes = b""

    @classmethod
    def of(cls, pcid: str, key_identifier: bytes) -> Context:
        """Bound to vehicle and contract: PCID, then the certificate's SubjectKeyIdentifier in upper-case hexadecimal (V2G20-2492, unconfirmed)."""
        return cls(additional=pcid.encode("ascii", "replace") + key_identifier.hex().upper().encode())


def derive(shared: bytes, context: Context) -> bytes:
    """The AES key (32 bytes) from the shared secret (x-coordinate, 66 bytes)."""
    return hashlib.sha512(b"\x00\x00\x00\x01" + shared + context.other_info).digest()[:32]


def wrap(
    contract: ec.EllipticCurvePrivateKey,
    receiver: ec.EllipticCurvePublicKey,
    ephemeral: ec.EllipticCurvePrivateKey,
    nonce: bytes,
    context: Context,
) -> WrappedKey:
    """Encrypts a P-521 key for the provisioning key `receiver`. `ephemeral` and `nonce` (12 bytes) must be new every time."""
    key = derive(ephemeral.exchange(ec.ECDH(), receiver), context)
    scalar = contract.private_numbers().private_value.to_bytes(SCALAR_BYTES, "big")
    point = ephemeral.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return WrappedKey(nonce + AESGCM(key).encrypt(nonce, scalar, context.additional), point)


def unwrap(
    wrapped: WrappedKey, receiver: ec.EllipticCurvePrivateKey, expected: ec.EllipticCurvePublicKey, context: Context
) -> ec.EllipticCurvePrivateKey:
    """Decrypts and compares with the public key of the contract certificate. Raises: KeyTransportError."""
    if len(wrapped.encrypted) != ENCRYPTED_BYTES:
        raise KeyTransportError(f"{len(wrapped.encrypted)} bytes of encrypted key, must be {ENCRYPTED_BYTES}")
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP521R1(), wrapped.dh_public_key)
        cipher = AESGCM(derive(receiver.exchange(ec.ECDH(), point), context))
        scalar = cipher.decrypt(wrapped.encrypted[:NONCE_BYTES], wrapped.encrypted[NONCE_BYTES:], context.additional)
        found = ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP521R1())
    except (ValueError, InvalidTag) as error:
        raise KeyTransportError("the encrypted key cannot be opened") from error
    if found.public_key() != expected:
        raise KeyTransportError("the key is not that of the contract certificate")
    return found
