"""Which TLS version, which chain, which group: decided from the ClientHello alone.

TLS 1.3 is -20's, TLS 1.2 is -2's. The order is always ours: signature algorithm first (roots of different key types may share a name),
then the roots that the EV names; no match means the default chain, never an alert (V2G2-871, V2G2-923, V2G20-1007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from secc.net.client_hello import TLS12, TLS13, ClientHello
from secc.security.identity import Identity

SUITE_ISO2 = 0xC023
"""TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256."""
SUITE_LAB = 0xC02B
"""TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, for peers that lack the -2 suite; only behind `platform_suites`."""
SUITES_ISO20 = (0x1302, 0x1303)
"""TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256 (V2G20-1856)."""

SIGNATURES = {"secp521r1": 0x0603, "ed448": 0x0808, "secp256r1": 0x0403}
GROUPS = {"secp521r1": 0x0019, "x448": 0x001E, "secp256r1": 0x0017}

HANDSHAKE_FAILURE, PROTOCOL_VERSION = 40, 70


@dataclass(frozen=True, slots=True)
class TlsProfile:
    """Lists of -20's TLS profile in order of preference: key types of chains (and thereby signature algorithms), groups."""

    keys: tuple[str, ...]
    groups: tuple[str, ...]


STRICT = TlsProfile(("secp521r1", "ed448"), ("secp521r1", "x448"))
INTEROP = TlsProfile((*STRICT.keys, "secp256r1"), (*STRICT.groups, "secp256r1"))
PROFILES = {"strict": STRICT, "interop": INTEROP}


@dataclass(frozen=True, slots=True)
class Choice:
    """What will be served."""

    version: Literal["1.2", "1.3"]
    identity: Identity
    group: str


class Refusal(Exception):
    """Nothing fits. `alert` says so to the EV, `reason` to the operator."""

    def __init__(self, alert: int, reason: str) -> None:
        self.alert, self.reason = alert, reason
        super().__init__(reason)


def choose(
    hello: ClientHello, identities: Sequence[Identity], profile: TlsProfile, *, platform_suites: bool = False, prefer_12: bool = False
) -> Choice:
    """The best answer to a ClientHello. `prefer_12`: a hello that looks like -2 gets TLS 1.2 even if it offers 1.3.

    Raises: Refusal.
    """
    like_iso2 = prefer_12 and SUITE_ISO2 in hello.suites and hello.trusted_ca is not None
    order = (_tls12, _tls13) if like_iso2 else (_tls13, _tls12)
    refusals = []
    for attempt in order:
        try:
            return attempt(hello, identities, profile, platform_suites)
        except Refusal as refusal:
            refusals.append(refusal)
    speaks = [r for r in refusals if r.alert != PROTOCOL_VERSION]
    raise Refusal((speaks or refusals)[0].alert, "; ".join(r.reason for r in refusals))


def _tls13(hello: ClientHello, identities: Sequence[Identity], profile: TlsProfile, _: bool) -> Choice:
    if not hello.offers(TLS13):
        raise Refusal(PROTOCOL_VERSION, "the EV offers no TLS 1.3")
    if not set(SUITES_ISO20) & set(hello.suites):
        raise Refusal(HANDSHAKE_FAILURE, "the EV offers no TLS 1.3 suite of ISO 15118-20")
    group = next((name for name in profile.groups if GROUPS[name] in hello.groups), None)
    if group is None:
        raise Refusal(HANDSHAKE_FAILURE, f"the EV offers none of the groups {', '.join(profile.groups)}")
    lab = group == "secp256r1"  # only interop: an EV that cannot exchange keys on -20's groups knows P-256 roots, whatever it can verify
    keys = sorted(profile.keys, key=lambda key: key != "secp256r1") if lab else profile.keys
    usable = [i for key in keys if SIGNATURES[key] in hello.signatures for i in identities if i.kind == key]
    if not usable:
        raise Refusal(HANDSHAKE_FAILURE, "no TLS 1.3 chain for the signature algorithms that the EV offers")
    named = frozenset(hello.authorities or ())
    return Choice("1.3", next((i for i in usable if i.issuer_names & named), usable[0]), group)


def _tls12(hello: ClientHello, identities: Sequence[Identity], _: TlsProfile, platform_suites: bool) -> Choice:
    if not hello.offers(TLS12):
        raise Refusal(PROTOCOL_VERSION, "the EV offers no TLS 1.2")
    suites = {SUITE_ISO2, SUITE_LAB} if platform_suites else {SUITE_ISO2}
    if not suites & set(hello.suites):
        raise Refusal(HANDSHAKE_FAILURE, "the EV lacks the TLS 1.2 suite of ISO 15118-2, ECDHE-ECDSA-AES128-SHA256")
    if hello.groups and GROUPS["secp256r1"] not in hello.groups:
        raise Refusal(HANDSHAKE_FAILURE, "the EV offers TLS 1.2 without secp256r1")
    usable = [i for i in identities if i.kind == "secp256r1"]
    if not usable:
        raise Refusal(HANDSHAKE_FAILURE, "no TLS 1.2 chain (P-256) is configured")
    named = {(authority.kind, authority.value) for authority in hello.trusted_ca or ()}
    return Choice("1.2", next((i for i in usable if i.root_marks & named), usable[0]), "secp256r1")
