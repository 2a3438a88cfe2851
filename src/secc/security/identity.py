"""What a station shows and what it trusts: its own chains with their keys, and the stores."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from secc.security import chain, rules
from secc.security.certificate import Certificate
from secc.security.keys import PrivateKey
from secc.security.revocation import Revocation
from secc.security.roles import profiles
from secc.security.rules import Finding
from secc.security.trust import TrustStores

LAB_TOLERATES = frozenset({"wrong_dc", "usage", "purpose", "too_large"})
"""Errors of a station's own chain that an EV may overlook: with `lenient` they only warn."""


@dataclass(frozen=True, eq=False)
class Identity:
    """One SECC chain: `name` for logs, `chain` leaf first without its root, `root` if known, `staple` an OCSP response about the leaf."""

    name: str
    chain: tuple[Certificate, ...]
    key: PrivateKey
    root: Certificate | None = None
    staple: bytes = b""

    @property
    def kind(self) -> str:
        """Key type of the leaf, which decides for which TLS profile this chain is."""
        return self.chain[0].key

    @property
    def issuer(self) -> Certificate | None:
        """Who signed the leaf (and answers for it by OCSP), if known."""
        return self.chain[1] if len(self.chain) > 1 else self.root

    @cached_property
    def issuer_names(self) -> frozenset[bytes]:
        """DER names of every CA above the leaf: the EV may name any of them."""
        return frozenset(certificate.issuer for certificate in self.chain)

    @cached_property
    def root_marks(self) -> frozenset[tuple[str, bytes]]:
        """How `trusted_ca_keys` may name the root. key_sha1_hash is read in two ways: over the key bits, over the whole key info."""
        marks = {("x509_name", self.chain[-1].issuer)}
        if self.root is not None:
            hashed = (("key_sha1_hash", self.root.key_bits()), ("key_sha1_hash", self.root.spki()), ("cert_sha1_hash", self.root.der))
            marks |= {(kind, hashlib.sha1(data, usedforsecurity=False).digest()) for kind, data in hashed}
        return frozenset(marks)


@dataclass(frozen=True, eq=False)
class Credentials:
    """Everything a station's TLS and Plug & Charge need. `warnings` are what was noticed while loading, one line each."""

    identities: tuple[Identity, ...] = ()
    stores: TrustStores = field(default_factory=TrustStores)
    revocation: Revocation = field(default_factory=Revocation)
    warnings: tuple[str, ...] = ()


def findings(identity: Identity, stores: TrustStores, now: datetime, revocation: Revocation, *, lenient: bool) -> Iterator[Finding]:
    """What is wrong with an own chain. Not knowing its root is a warning: the EV must know it, the station need not."""
    profile = profiles()["iso2" if identity.kind == "secp256r1" else "iso20"]
    for finding in chain.judge("secc", identity.chain, stores, profile, now, revocation).findings:
        soft = finding.reason == "unknown_root" or (lenient and finding.reason in LAB_TOLERATES)
        yield rules.Finding("warning", finding.reason, finding.where, finding.text) if soft else finding
