from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from secc.security.contract_key import KeyTransportError
from secc.security.contract_key20 import Context, unwrap, wrap

CONTRACT, RECEIVER, EPHEMERAL = (ec.derive_private_key(n, ec.SECP521R1()) for n in (0x2222, 0x1111, 0x3333))
CONTEXT = Context.of("SCCPROV00000000001", bytes(range(20)))


def test_the_sizes_are_those_of_the_schema_and_the_key_comes_back() -> None:
    wrapped = wrap(CONTRACT, RECEIVER.public_key(), EPHEMERAL, bytes(12), CONTEXT)
    assert (len(wrapped.dh_public_key), len(wrapped.encrypted)) == (133, 94)
    assert unwrap(wrapped, RECEIVER, CONTRACT.public_key(), CONTEXT).private_numbers() == CONTRACT.private_numbers()


def test_the_binding_has_58_bytes() -> None:
    assert CONTEXT.additional == b"SCCPROV00000000001" + bytes(range(20)).hex().upper().encode()
    assert len(CONTEXT.additional) == 58


@pytest.mark.parametrize(
    "context", [Context(), Context(other_info=b"", additional=CONTEXT.additional), Context.of("SCCPROV00000000002", bytes(range(20)))]
)
def test_another_context_opens_nothing(context: Context) -> None:
    wrapped = wrap(CONTRACT, RECEIVER.public_key(), EPHEMERAL, bytes(12), CONTEXT)
    with pytest.raises(KeyTransportError):
        unwrap(wrapped, RECEIVER, CONTRACT.public_key(), context)


@pytest.mark.parametrize("bit", [0, 100, 300, 700])
def test_a_changed_bit_is_noticed(bit: int) -> None:
    wrapped = wrap(CONTRACT, RECEIVER.public_key(), EPHEMERAL, bytes(12), CONTEXT)
    changed = bytearray(wrapped.encrypted)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(KeyTransportError):
        unwrap(replace(wrapped, encrypted=bytes(changed)), RECEIVER, CONTRACT.public_key(), CONTEXT)


def test_lengths_and_points_that_are_wrong_are_refused() -> None:
    wrapped = wrap(CONTRACT, RECEIVER.public_key(), EPHEMERAL, bytes(12), CONTEXT)
    for broken in (
        replace(wrapped, encrypted=wrapped.encrypted[:93]),
        replace(wrapped, dh_public_key=b"\x04" + bytes(132)),
        replace(wrapped, dh_public_key=b""),
    ):
        with pytest.raises(KeyTransportError):
            unwrap(broken, RECEIVER, CONTRACT.public_key(), CONTEXT)
    with pytest.raises(KeyTransportError):
        unwrap(wrapped, EPHEMERAL, CONTRACT.public_key(), CONTEXT)
    with pytest.raises(KeyTransportError):
        unwrap(wrapped, RECEIVER, RECEIVER.public_key(), CONTEXT)
