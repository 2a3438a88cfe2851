from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from hypothesis import given
from hypothesis import strategies as st

from secc.errors import LocalError
from secc.security import keys

KINDS = {"secp256r1": 64, "secp521r1": 132, "ed448": 114}
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@pytest.mark.parametrize("kind", KINDS)
def test_a_raw_signature_has_the_width_of_its_key_and_verifies(kind: str) -> None:
    key = keys.generate(kind)
    signature = keys.SoftwareSigner(key).sign(b"meter")
    assert len(signature) == KINDS[kind]
    assert keys.verify(key.public_key(), signature, b"meter")
    assert not keys.verify(key.public_key(), signature, b"metre")
    assert not keys.verify(keys.generate(kind).public_key(), signature, b"meter")


def test_a_component_that_begins_with_a_zero_byte_is_padded() -> None:
    key = keys.generate("secp256r1")
    signer = keys.SoftwareSigner(key)
    signature = next(s for n in range(10_000) if (s := signer.sign(b"%d" % n))[0] == 0 and keys.verify(key.public_key(), s, b"%d" % n))
    assert len(signature) == 64


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("change", [lambda s: s[:-1], lambda s: s + b"\0", lambda s: b"", lambda s: s[1:], lambda s: s * 2])
def test_a_wrong_length_never_verifies(kind: str, change) -> None:
    key = keys.generate(kind)
    assert not keys.verify(key.public_key(), change(keys.SoftwareSigner(key).sign(b"x")), b"x")


def test_a_component_without_its_leading_zero_byte_never_verifies() -> None:
    key = keys.generate("secp256r1")
    signer = keys.SoftwareSigner(key)
    data, signature = next((d, s) for d in (b"%d" % n for n in range(10_000)) if (s := signer.sign(d))[32] == 0)
    assert keys.verify(key.public_key(), signature, data)
    assert not keys.verify(key.public_key(), signature[:32] + signature[33:], data)


def test_the_der_form_never_verifies() -> None:
    key = keys.generate("secp256r1")
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert not keys.verify(key.public_key(), key.sign(b"x", ec.ECDSA(hashes.SHA256())), b"x")


@pytest.mark.parametrize("r", [0, 1, ORDER - 1, ORDER, ORDER + 1, 2**256 - 1])
@pytest.mark.parametrize("s", [0, 1, ORDER - 1, ORDER, ORDER + 1, 2**256 - 1])
def test_edge_values_of_r_and_s_never_verify(r: int, s: int) -> None:
    key = keys.generate("secp256r1")
    assert not keys.verify(key.public_key(), r.to_bytes(32, "big") + s.to_bytes(32, "big"), b"x")


def test_r_plus_the_order_is_not_the_same_signature() -> None:
    key = keys.generate("secp256r1")
    signature = keys.SoftwareSigner(key).sign(b"x")
    s = int.from_bytes(signature[32:], "big") + ORDER
    assert s >= 2**256 or not keys.verify(key.public_key(), signature[:32] + s.to_bytes(32, "big"), b"x")


@given(st.binary(max_size=140))
def test_no_bytes_at_all_raise(data: bytes) -> None:
    for kind in KINDS:
        assert not keys.verify(_KEYS[kind].public_key(), data, b"x")


_KEYS = {kind: keys.generate(kind) for kind in KINDS}


@pytest.mark.parametrize("kind", ["secp256r1", "secp521r1"])
def test_hardware_that_signs_digests_gives_the_same_form(kind: str) -> None:
    key = keys.generate(kind)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    algorithm = keys.CURVES[kind][1]
    token = keys.DigestSigner(kind, lambda digest: key.sign(digest, ec.ECDSA(Prehashed(algorithm))))
    assert keys.verify(key.public_key(), token.sign(b"meter"), b"meter")


def test_ed448_has_no_digest_to_sign() -> None:
    with pytest.raises(LocalError):
        keys.DigestSigner("ed448", lambda digest: digest)
