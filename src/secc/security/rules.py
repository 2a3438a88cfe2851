"""What a single certificate must look like, one rule a function, every finding in words that a person understands.

The same rules judge an EV's chain and explain our own (`secc pki check`): a finding of severity `error` refuses, a `warning` only tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from secc.security.certificate import Certificate
from secc.security.roles import Profile, Role

EXPIRES_SOON = timedelta(days=21)
"""A contract that ends within this time is answered OK_CertificateExpiresSoon (V2G2-690)."""

DIGESTS = {"secp256r1": "sha256", "secp521r1": "sha512", "ed448": ""}
"""The hash that belongs to each key type; Ed448 hashes by itself."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a certificate: `reason` is a word for programs, `text` a sentence for people, `where` the role it plays."""

    severity: Literal["error", "warning"]
    reason: str
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.where}: {self.text} [{self.reason}]"


Rule = Callable[[Certificate, Role, Profile], Iterator[Finding]]


def _size(certificate: Certificate, role: Role, profile: Profile) -> Iterator[Finding]:
    if len(certificate.der) > profile.max_bytes:
        yield _error("too_large", role, f"{len(certificate.der)} bytes in DER, {profile.max_bytes} fit into a message of {profile.name}")


def _form(certificate: Certificate, role: Role, _: Profile) -> Iterator[Finding]:
    if certificate.version != 3:
        yield _error("malformed", role, f"X.509 version {certificate.version}, must be 3")
    for oid in certificate.critical_unknown:
        yield _error("malformed", role, f"critical extension {oid} that nobody here understands")


def _key(certificate: Certificate, role: Role, profile: Profile) -> Iterator[Finding]:
    if certificate.key not in profile.keys:
        yield _error("key", role, f"{certificate.key} key, {profile.name} takes {' or '.join(profile.keys)}")
    elif certificate.digest not in {DIGESTS[key] for key in profile.keys}:
        yield _error(
            "key", role, f"signed over {certificate.digest}, {profile.name} takes {' or '.join(DIGESTS[k] or k for k in profile.keys)}"
        )


def _authority(certificate: Certificate, role: Role, _: Profile) -> Iterator[Finding]:
    if role.ca and not certificate.ca:
        yield _error("not_ca", role, "is no CA (BasicConstraints), yet signs certificates")
    elif certificate.ca and not role.ca:
        yield _error("ca_as_leaf", role, "is a CA certificate where a leaf belongs")


def _usage(certificate: Certificate, role: Role, _: Profile) -> Iterator[Finding]:
    have = certificate.usage
    if have is None:
        yield _error("usage", role, f"has no key usage, needs {role.usage[0]}")
        return
    if role.usage[0] not in have:
        yield _error("usage", role, f"key usage lacks {role.usage[0]}")
    missing = [bit for bit in role.usage[1:] if bit not in have]
    if certificate.key == "ed448":  # a signature-only key cannot agree on or encipher keys (RFC 8410)
        missing = [bit for bit in missing if bit not in ("key_agreement", "key_encipherment")]
    if missing:
        yield _warning("usage", role, f"key usage lacks {', '.join(missing)}")


def _purpose(certificate: Certificate, role: Role, profile: Profile) -> Iterator[Finding]:
    have = certificate.purposes
    if have is None:
        if role.purpose in profile.purpose_required:
            yield _error("purpose", role, f"has no extended key usage, {profile.name} demands {role.purpose}")
    elif role.ca:
        yield _error("purpose", role, f"a CA limited by extended key usage ({', '.join(sorted(have))})")
    elif role.purpose and role.purpose not in have:
        yield _error("purpose", role, f"extended key usage says {', '.join(sorted(have))}, must say {role.purpose}")


def _domain(certificate: Certificate, role: Role, _: Profile) -> Iterator[Finding]:
    if role.name == "vehicle" or certificate.dc == ((role.dc,) if role.dc else ()):
        return
    found = ascii(", ".join(certificate.dc))[1:-1] or "none"  # foreign text: it must not reach a terminal or a log as it is
    report = _warning if role.ca else _error
    if role.dc:
        yield report("wrong_dc", role, f"domain component is {found}, must be {role.dc}")


def _vehicle(certificate: Certificate, role: Role, profile: Profile) -> Iterator[Finding]:
    """CN = EVCCID, O = OEM and nothing else (V2G20-2598); in the lab a provisioning certificate (DC=OEM) passes with a warning."""
    if role.name != "vehicle" or sorted(certificate.attributes) == ["CN", "O"]:
        return
    lab = profile.name == "interop" and certificate.dc == ("OEM",)
    report = _warning if lab else _error
    yield report("wrong_dc", role, f"subject holds {'+'.join(certificate.attributes)}, a vehicle's holds CN and O alone")


RULES: tuple[Rule, ...] = (_size, _key, _form, _authority, _usage, _purpose, _domain, _vehicle)


def check(certificate: Certificate, role: Role, profile: Profile) -> Iterator[Finding]:
    """Every finding about one certificate in its role, time apart."""
    for rule in RULES:
        yield from rule(certificate, role, profile)


def check_time(certificate: Certificate, role: Role, now: datetime, expired: str = "expired") -> Iterator[Finding]:
    """Findings about the validity at `now` (aware, UTC). `expired`: the word for a certificate that has ended."""
    if now > certificate.not_after:
        yield _error(expired, role, f"expired on {certificate.not_after:%Y-%m-%d %H:%M} UTC")
    elif now < certificate.not_before:
        early = "not_yet_valid" if expired == "expired" else expired
        yield _error(early, role, f"not valid before {certificate.not_before:%Y-%m-%d %H:%M} UTC")
    elif certificate.not_after - now < EXPIRES_SOON:
        yield _warning("expires_soon", role, f"expires on {certificate.not_after:%Y-%m-%d}, in {(certificate.not_after - now).days} days")


def _error(reason: str, role: Role, text: str) -> Finding:
    return Finding("error", reason, role.name, text)


def _warning(reason: str, role: Role, text: str) -> Finding:
    return Finding("warning", reason, role.name, text)
