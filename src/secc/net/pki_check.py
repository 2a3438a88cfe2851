"""What is wrong with a folder of credentials, in a person's words: every file is named, and one bad file does not hide the next."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from secc.config import Tls
from secc.errors import ChainError, ConfigError
from secc.net import credentials
from secc.net.pki_folder import ROOTS
from secc.security import chain, identity, ocsp, pki, rules
from secc.security.certificate import Certificate, read_pem
from secc.security.identity import Identity
from secc.security.revocation import Revocation, read_crl
from secc.security.roles import Profile, issuers, profiles, roles
from secc.security.trust import TrustStore, TrustStores

TEST_LEAVES = ("contract", "provisioning", "vehicle", "cps")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report: `level` is `ok`, `warning`, `error` or `planted` (a broken variant whose defect was found)."""

    level: str
    source: str
    text: str

    def __str__(self) -> str:
        return f"{self.level:8} {self.source}: {self.text}"


def check(folder: pathlib.Path, now: datetime, *, lenient: bool = False) -> Iterator[Line]:
    """Every finding about the folder. Raises: ConfigError if it is no folder."""
    if not folder.is_dir():
        raise ConfigError("no such folder", source=str(folder))
    stores = {}
    for kind, role in ROOTS.items():
        roots: list[Certificate] = []
        for path in credentials.folder_files(folder, "trust", kind):
            yield from _trusted(folder, path, role, now, roots)
        stores[kind] = TrustStore(tuple(roots))
    trust = TrustStores(**stores)
    for path in credentials.folder_files(folder, "trust", "crl"):
        yield from _crl(folder, path, now)
    revocation = Revocation(credentials.crls((), folder, []))
    for place in sorted((folder / "secc").iterdir()) if (folder / "secc").is_dir() else ():
        yield from _own(folder, place, trust, revocation, now, lenient)
    if not (folder / "secc").is_dir():
        yield Line("error", "secc", "holds no chain for the station")
    for place in sorted((folder / "test").iterdir()) if (folder / "test").is_dir() else ():
        yield from _test(folder, place, trust, revocation, now)
    for place in sorted((folder / "broken").iterdir()) if (folder / "broken").is_dir() else ():
        yield from _planted(place, now)


def _own(
    folder: pathlib.Path, place: pathlib.Path, trust: TrustStores, revocation: Revocation, now: datetime, lenient: bool
) -> Iterator[Line]:
    source = _short(folder, place / "chain.pem")
    try:
        found = credentials.read_place(place, Tls())
    except ConfigError as error:
        yield Line("error", _short(folder, pathlib.Path(error.source)), error.reason)
        return
    own = credentials.rooted(found, trust)
    findings = tuple(identity.findings(own, trust, now, revocation, lenient=lenient))
    for finding in findings:
        yield Line(finding.severity, source, f"{finding.where}: {finding.text} [{finding.reason}]")
    if not any(finding.severity == "error" for finding in findings):
        yield Line("ok", source, f"{len(own.chain)} certificates on {own.kind}, until {own.chain[0].not_after:%Y-%m-%d}")
    yield from _staple(_short(folder, place / "ocsp.der"), own, now)


def _staple(source: str, own: Identity, now: datetime) -> Iterator[Line]:
    if not own.staple:
        yield Line("warning", source, "no OCSP response: nothing will be stapled")
    elif own.issuer is not None:
        try:
            answer = ocsp.check(own.staple, own.chain[0], own.issuer, now)
        except ChainError as error:
            yield Line("warning", source, f"will not be stapled: {error}")
        else:
            level = "ok" if answer.status == "good" else "error"
            yield Line(level, source, f"the leaf is {answer.status}; usable until {answer.usable_until:%Y-%m-%d %H:%M} UTC")


def _trusted(folder: pathlib.Path, path: pathlib.Path, role: str, now: datetime, roots: list[Certificate]) -> Iterator[Line]:
    source = _short(folder, path)
    try:
        found = credentials.read_certificates(path)
    except ConfigError as error:
        yield Line("warning", source, f"skipped: {error.reason}")
        return
    for root in found:
        roots.append(root)
        profile = _profile(root)
        findings = [*rules.check(root, roles()[role], profile), *rules.check_time(root, roles()[role], now, "root_expired")]
        for finding in findings:
            yield Line(finding.severity, source, f"{finding.where}: {finding.text} [{finding.reason}]")
        if not findings:
            yield Line("ok", source, f"{role} on {root.key}, until {root.not_after:%Y-%m-%d}")


def _crl(folder: pathlib.Path, path: pathlib.Path, now: datetime) -> Iterator[Line]:
    try:
        crl = read_crl(path.read_bytes())
    except (ChainError, OSError) as error:
        yield Line("warning", _short(folder, path), f"skipped: {error}")
        return
    if crl.next_update is not None and crl.next_update < now:
        yield Line("warning", _short(folder, path), f"stale since {crl.next_update:%Y-%m-%d}: what it does not list counts as unchecked")


def _test(folder: pathlib.Path, place: pathlib.Path, trust: TrustStores, revocation: Revocation, now: datetime) -> Iterator[Line]:
    for role in TEST_LEAVES:
        chain_files = [place / f"{name.name}.pem" for name in issuers(role)[:-1]]
        try:
            certificates = tuple(credentials.read_certificates(path)[0] for path in chain_files)
        except ConfigError as error:
            yield Line("error", _short(folder, pathlib.Path(error.source)), error.reason)
            continue
        report = chain.judge(role, certificates, trust, _profile(certificates[0]), now, revocation)
        for finding in report.findings:
            yield Line(finding.severity, _short(folder, chain_files[0]), f"{finding.where}: {finding.text} [{finding.reason}]")


def _planted(place: pathlib.Path, now: datetime) -> Iterator[Line]:
    """A planted defect must be found by its own name, or the check itself is broken."""
    source = f"broken/{place.name}"
    defect = pki.defects().get(place.name)
    if defect is None:
        yield Line("warning", source, "is no defect that is known here")
        return
    try:
        certificates = read_pem((place / "chain.pem").read_bytes())
        root = read_pem((place / "root.pem").read_bytes())
        crl = (read_crl((place / "crl.pem").read_bytes()),) if (place / "crl.pem").exists() else ()
    except (OSError, ChainError) as error:
        yield Line("error", source, str(error))
        return
    trust = TrustStores.of(v2g=root, mo=root, oem=root)
    report = chain.judge(defect.leaf, certificates, trust, profiles()["iso2"], now, Revocation(crl))
    finding = next((f for f in report.findings if f.reason == defect.expect), None)
    if finding is None:
        yield Line("error", source, f"the planted defect ({defect.expect}) is not found")
    else:
        yield Line("planted", source, f"{finding.where}: {finding.text} [{finding.reason}]")


def _profile(certificate: Certificate) -> Profile:
    return profiles()["iso2" if certificate.key == "secp256r1" else "iso20"]


def _short(folder: pathlib.Path, path: pathlib.Path) -> str:
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)
