from __future__ import annotations

import secrets

from secc.security import nonce


def test_a_challenge_is_16_bytes_of_the_generator_it_is_given() -> None:
    assert nonce.gen_challenge(lambda n: bytes(range(n))) == bytes(range(16))
    assert len({nonce.gen_challenge(secrets.token_bytes) for _ in range(1000)}) == 1000
