from __future__ import annotations

from datetime import UTC, datetime

import pytest

from secc.net.client_hello import ClientHello, ClientHelloReader
from secc.net.tls_choice import INTEROP, STRICT, Refusal, TlsProfile, choose
from secc.security import pki
from secc.security.identity import Identity
from secc.testing import hello as build

_PKIS = {kind: pki.create(kind, datetime.now(UTC)) for kind in ("secp256r1", "secp521r1", "ed448")}
IDENTITIES = {kind: Identity(kind, one.chain("secc"), one["secc"].key, one.root("v2g")) for kind, one in _PKIS.items()}
NEW = {"versions": (0x0304, 0x0303), "suites": (0x1302, 0xC023)}


def hello(**facts: object) -> ClientHello:
    found = ClientHelloReader().feed(build.client_hello(**facts))  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("profile", "groups", "signatures", "chains", "expected"),
    [
        (STRICT, (0x19, 0x1E), (0x0603, 0x0808), "secp521r1 ed448", "1.3 secp521r1 secp521r1"),
        (STRICT, (0x1E, 0x19), (0x0808, 0x0603), "ed448 secp521r1", "1.3 secp521r1 secp521r1"),
        (STRICT, (0x1E,), (0x0808,), "secp521r1 ed448", "1.3 ed448 x448"),
        (STRICT, (0x19,), (0x0808,), "secp521r1 ed448", "1.3 ed448 secp521r1"),
        (STRICT, (0x17, 0x19), (0x0403, 0x0603), "secp256r1", "1.2 secp256r1 secp256r1"),
        (STRICT, (0x17,), (0x0403, 0x0603), "secp256r1 secp521r1", "1.2 secp256r1 secp256r1"),
        (INTEROP, (0x17,), (0x0403, 0x0603), "secp521r1 secp256r1", "1.3 secp256r1 secp256r1"),
        (INTEROP, (0x19, 0x17), (0x0403, 0x0603), "secp256r1 secp521r1", "1.3 secp521r1 secp521r1"),
        (INTEROP, (0x19, 0x17), (0x0403,), "secp256r1 secp521r1", "1.3 secp256r1 secp521r1"),
    ],
)
def test_version_chain_and_group(profile: TlsProfile, groups: tuple[int, ...], signatures: tuple[int, ...], chains: str, expected: str) -> None:
    found = choose(hello(groups=groups, signatures=signatures, **NEW), [IDENTITIES[kind] for kind in chains.split()], profile)
    assert f"{found.version} {found.identity.name} {found.group}" == expected


@pytest.mark.parametrize(
    ("facts", "chains", "alert", "words"),
    [
        ({}, "secp521r1", 40, "no TLS 1.2 chain"),
        ({"suites": (0xC02B,)}, "secp256r1", 40, "ECDHE-ECDSA-AES128-SHA256"),
        ({"legacy": 0x0301}, "secp256r1", 70, "TLS 1.2"),
        ({"versions": (0x0304,), "suites": (0x1301,)}, "secp521r1", 40, "suite of ISO 15118-20"),
    ],
)
def test_a_refusal_has_an_alert_and_says_why(facts: dict[str, object], chains: str, alert: int, words: str) -> None:
    with pytest.raises(Refusal) as error:
        choose(hello(**facts), [IDENTITIES[kind] for kind in chains.split()], STRICT)
    assert error.value.alert == alert
    assert words in error.value.reason


def test_the_gcm_suite_is_taken_with_the_lab_switch_alone() -> None:
    gcm = hello(suites=(0xC02B,))
    assert choose(gcm, [IDENTITIES["secp256r1"]], STRICT, platform_suites=True).version == "1.2"
