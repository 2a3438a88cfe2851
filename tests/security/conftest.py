"""One PKI a key type, made once a run (about 10 ms each)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from secc.security import pki
from secc.security.pki import Pki


@pytest.fixture(scope="session")
def now() -> datetime:
    return datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def p256(now: datetime) -> Pki:
    return pki.create("secp256r1", now)


@pytest.fixture(scope="session", params=["secp256r1", "secp521r1", "ed448"])
def any_pki(request: pytest.FixtureRequest, now: datetime) -> Pki:
    return pki.create(request.param, now)
