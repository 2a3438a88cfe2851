from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from secc.security.contract_key import KeyTransportError, unwrap, wrap

CONTRACT, RECEIVER, EPHEMERAL = (ec.derive_private_key(n, ec.SECP256R1()) for n in (0x2222, 0x1111, 0x3333))
IV = bytes(range(16))
ENCRYPTED = "000102030405060708090a0b0c0d0e0f8285c2de27d07850ed1b8b6d2a3da835219c60efa4d7008ff2a5b5fa0f40e284"
POINT = "048570e95d85825286db92c78317679bdd8ffe3c90d0af84291bf64132b66fcc99c926f087212d75b1f4dbc5d4999b4c5605adf66db801a4de371cdad39ebc55e5"


def test_the_wrapped_key_is_the_published_vector() -> None:
    wrapped = wrap(CONTRACT, RECEIVER.public_key(), EPHEMERAL, IV)
    assert wrapped.encrypted.hex() == ENCRYPTED
    assert wrapped.dh_public_key.hex() == POINT


def test_the_receiver_gets_the_key_back() -> None:
    wrapped = wrap(CONTRACT, RECEIVER.public_key(), EPHEMERAL, IV)
    assert unwrap(wrapped, RECEIVER, CONTRACT.public_key()).private_numbers() == CONTRACT.private_numbers()


def test_another_receiver_notices_that_the_key_does_not_fit() -> None:
    wrapped = wrap(CONTRACT, RECEIVER.public_key(), EPHEMERAL, IV)
    with pytest.raises(KeyTransportError):
        unwrap(wrapped, EPHEMERAL, CONTRACT.public_key())


@pytest.mark.parametrize(
    "change",
    [
        {"encrypted": b""},
        {"encrypted": bytes(47)},
        {"encrypted": bytes(48)},
        {"dh_public_key": b"\x04" + bytes(64)},
        {"dh_public_key": b""},
    ],
)
def test_a_changed_transport_is_refused(change: dict[str, bytes]) -> None:
    wrapped = replace(wrap(CONTRACT, RECEIVER.public_key(), EPHEMERAL, IV), **change)
    with pytest.raises(KeyTransportError):
        unwrap(wrapped, RECEIVER, CONTRACT.public_key())
