"""Is this chain acceptable in this role? Path by position (leaf, its issuer, …), never by search; every edge verified at most once.

The order of the checks is the order of the answers that the standard expects: form, key, the leaf's time, structure, the sub-CAs' time,
the root, revocation. The first error is the verdict, all findings are the explanation.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature

from secc.errors import ChainError
from secc.security import rules
from secc.security.certificate import Certificate
from secc.security.revocation import Revocation, Status
from secc.security.roles import Profile, Role, issuers
from secc.security.rules import Finding
from secc.security.trust import TrustStore, TrustStores

STRUCTURE = ("malformed", "ca_as_leaf", "usage", "purpose", "wrong_dc", "too_long", "not_ca", "path_length", "order", "signature")
PRECEDENCE = ("too_large", "key", "expired", "not_yet_valid", *STRUCTURE, "sub_ca_expired", "unknown_root", "root_expired", "revoked")
"""Which error speaks when there are several."""


@dataclass(frozen=True, slots=True)
class ChainReport:
    """The verdict on a chain. `path` is the chain with its root (without it, if none is known), `revocation` the leaf's status."""

    role: str
    path: tuple[Certificate, ...]
    anchor: Certificate | None
    findings: tuple[Finding, ...]
    revocation: Status

    @property
    def error(self) -> Finding | None:
        """The finding that refuses the chain, or None if it is acceptable."""
        errors = [f for f in self.findings if f.severity == "error"]
        return min(errors, key=lambda f: PRECEDENCE.index(f.reason)) if errors else None

    @property
    def leaf(self) -> Certificate:
        """The first certificate."""
        return self.path[0]

    def has(self, reason: str) -> bool:
        """True if there is a finding of that reason, error or warning."""
        return any(f.reason == reason for f in self.findings)


def judge(
    role: str,
    chain: Sequence[Certificate],
    stores: TrustStores,
    profile: Profile,
    now: datetime,
    revocation: Revocation | None = None,
    *,
    verified: bool = False,
) -> ChainReport:
    """Judges a chain (leaf first) that claims to be of the leaf `role`, at `now` (aware, UTC).

    A trailing root is dropped if it is one of ours. `verified`: the signatures have been verified already (by the TLS engine), only
    everything else is looked at. Raises nothing for what the chain holds; ValueError if it is empty.
    """
    if not chain:
        raise ValueError("an empty chain cannot be judged")
    anchors = stores.anchors(role)
    if len(chain) > 1 and chain[-1] in anchors:
        chain = chain[:-1]
    anchor = _anchor(chain[-1], anchors, verified)
    path = (*chain, anchor) if anchor else tuple(chain)
    places = _places(role, len(chain), anchor is not None)
    findings = [f for certificate, place in zip(path, places, strict=True) for f in rules.check(certificate, place, profile)]
    findings += rules.check_time(chain[0], places[0], now)
    findings += _structure(path, places, profile, verified, len(chain))
    for certificate, place in zip(chain[1:], places[1:], strict=False):
        findings += rules.check_time(certificate, place, now, "sub_ca_expired")
    if anchor is None:
        findings.append(Finding("error", "unknown_root", places[len(chain) - 1].name, "is signed by no root that is trusted for this role"))
    else:
        findings += rules.check_time(anchor, places[-1], now, "root_expired")
    status, revoked = _revocation(path, places, revocation or Revocation(), now)
    return ChainReport(role, path, anchor, (*findings, *revoked), status)


def verify(
    role: str,
    chain: Sequence[Certificate],
    stores: TrustStores,
    profile: Profile,
    now: datetime,
    revocation: Revocation | None = None,
) -> ChainReport:
    """Like `judge`, but raises ChainError (reason and text of the deciding finding) if the chain is not acceptable."""
    report = judge(role, chain, stores, profile, now, revocation)
    if report.error:
        raise ChainError(report.error.reason, f"{report.error.where}: {report.error.text}")
    return report


def _places(role: str, length: int, anchored: bool) -> tuple[Role, ...]:
    """The role that each certificate plays: the leaf's issuers as in roles.toml, shortened or stretched to the chain at hand."""
    line = issuers(role)
    subs, root = line[1:-1], line[-1]
    stretched = [subs[min(i, len(subs) - 1)] if subs else root for i in range(length - 1)]
    return (line[0], *stretched, *((root,) if anchored else ()))


def _anchor(top: Certificate, anchors: TrustStore, verified: bool) -> Certificate | None:
    for root in anchors.named(top.issuer):
        if verified or is_issued_by(top, root):
            return root
    return None


def _structure(path: Sequence[Certificate], places: Sequence[Role], profile: Profile, verified: bool, sent: int) -> Iterator[Finding]:
    """Number, path lengths, order and signatures; the edge to the root has been verified by finding it."""
    if sent - 1 > profile.max_sub_cas:
        yield Finding("error", "too_long", places[0].name, f"{sent - 1} sub-CAs, at most {profile.max_sub_cas} are allowed")
        return  # a hostile chain must not cost a signature check a certificate
    for depth, (certificate, issuer) in enumerate(itertools.pairwise(path)):
        place = places[depth + 1].name
        if issuer.path_length is not None and issuer.path_length < depth:
            yield Finding("error", "path_length", place, f"allows {issuer.path_length} sub-CAs below it, there are {depth}")
        if certificate.issuer != issuer.subject:
            yield Finding(
                "error", "order", place, f"is not the issuer of {places[depth].name}: order is leaf, its issuer, that one's issuer"
            )
        elif not verified and depth < sent - 1 and not is_issued_by(certificate, issuer):
            yield Finding("error", "signature", places[depth].name, f"is not signed with the key of its issuer ({place})")


def is_issued_by(certificate: Certificate, issuer: Certificate) -> bool:
    """True if the names match and the signature verifies."""
    try:
        certificate.x509.verify_directly_issued_by(issuer.x509)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _revocation(
    path: Sequence[Certificate], places: Sequence[Role], known: Revocation, now: datetime
) -> tuple[Status, tuple[Finding, ...]]:
    verdicts = [known.status(certificate, issuer, now) for certificate, issuer in itertools.pairwise(path)]
    findings = tuple(
        Finding("error", "revoked", place.name, "is revoked by its issuer")
        for place, verdict in zip(places, verdicts, strict=False)
        if verdict == "revoked"
    )
    return (verdicts[0] if verdicts else "unchecked"), findings
