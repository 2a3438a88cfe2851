"""The station's certificates as an `evse_security` has them: chains with keys and OCSP answers, roots for cars and contracts.

Commands name files; they are read here, so both modules run on one machine (or see one disk), as in every EVerest system. What the interface
has no word for, roots of car makers and revocation lists, comes from the settings as without it.
"""

from __future__ import annotations

import logging
import pathlib
from dataclasses import replace
from datetime import datetime

import msgspec

from secc.config import Tls
from secc.errors import ChainError, ConfigError
from secc.everest._generated.evse_security import CertificateInfo, GetCertificateFullInfoResult, GetCertificateInfoResult
from secc.everest.envelope import CommandError
from secc.everest.module import Peer
from secc.net import credentials
from secc.security.certificate import Certificate, read_pem
from secc.security.identity import Credentials, Identity
from secc.security.revocation import Revocation
from secc.security.trust import TrustStore, TrustStores

log = logging.getLogger(__name__)

ANSWER_S = 5.0
WANTED = {"certificate_type": "V2G", "encoding": "PEM", "include_ocsp": True}


async def fetch(peer: Peer, settings: Tls, now: datetime) -> Credentials:
    """Everything for TLS and Plug & Charge, judged at `now`.

    Raises: CommandError when `evse_security` does not answer; ConfigError when it has no chain that can be shown to a car.
    """
    infos = await _chains(peer)
    warnings: list[str] = []
    folder = pathlib.Path(settings.pki) if settings.pki else None
    roots = (*[root for info in infos for root in _root(info, warnings)], *await _anchors(peer, "V2G", warnings))
    stores = TrustStores(
        v2g=TrustStore(tuple(dict.fromkeys(roots))), mo=TrustStore(tuple(dict.fromkeys(await _anchors(peer, "MO", warnings)))),
        oem=credentials.store("oem", settings.oem_roots, folder, warnings),
    )  # fmt: skip
    revocation = Revocation(credentials.crls(settings.crls, folder, warnings))
    found, problems = [], []
    for number, info in enumerate(infos, 1):
        try:
            own = _identity(f"chain {number}", info, warnings)
            found.append(credentials.judged(own, _chain_file(info), settings, stores, revocation, now, warnings))
        except ConfigError as error:
            problems.append(str(error))
            log.error("a chain of evse_security is not used: %s", error)
    if not found:
        raise ConfigError("; ".join(problems), source=peer.target)
    return Credentials(tuple(found), stores, revocation, tuple(warnings))


async def _chains(peer: Peer) -> tuple[CertificateInfo, ...]:
    """The newest chain of each root, or where a store knows only one, that. Raises: ConfigError, CommandError."""
    every = msgspec.convert(await peer.call("get_all_valid_certificates_info", WANTED, timeout_s=ANSWER_S), GetCertificateFullInfoResult)
    if every.info:
        return every.info
    one = msgspec.convert(await peer.call("get_leaf_certificate_info", WANTED, timeout_s=ANSWER_S), GetCertificateInfoResult)
    if one.info is None:
        raise ConfigError(f"no V2G certificate for the station: {one.status.value}", source=peer.target)
    return (one.info,)


async def _anchors(peer: Peer, kind: str, warnings: list[str]) -> tuple[Certificate, ...]:
    """Roots of a kind; none where there is no file of them."""
    try:
        path = str(await peer.call("get_verify_file", {"certificate_type": kind}, timeout_s=ANSWER_S))
    except CommandError as error:
        if error.name != "HandlerException":
            raise
        path = ""
    return _bundle(pathlib.Path(path or "/nowhere"), kind, warnings)


def _bundle(path: pathlib.Path, kind: str, warnings: list[str]) -> tuple[Certificate, ...]:
    if not path.is_file() or not path.stat().st_size:
        warnings.append(f"evse_security has no {kind} roots")
        return ()
    try:
        return credentials.read_certificates(path)
    except ConfigError as error:
        warnings.append(f"skipped: {error}")
        return ()


def _root(info: CertificateInfo, warnings: list[str]) -> tuple[Certificate, ...]:
    if not info.certificate_root:
        return ()
    try:
        return read_pem(info.certificate_root.encode())
    except ChainError as error:
        warnings.append(f"the root of {_chain_file(info)} cannot be read: {error}")
        return ()


def _chain_file(info: CertificateInfo) -> str:
    return info.certificate or info.certificate_single or "a chain without a file"


def _identity(name: str, info: CertificateInfo, warnings: list[str]) -> Identity:
    """Raises: ConfigError."""
    own = credentials.read_identity(name, pathlib.Path(_chain_file(info)), pathlib.Path(info.key), info.password or "")
    staple = _staple(info, own.chain[0], warnings)
    return replace(own, staple=staple)


def _staple(info: CertificateInfo, leaf: Certificate, warnings: list[str]) -> bytes:
    """The OCSP answer about the leaf, known by its serial number."""
    for one in info.ocsp or ():
        if one.ocsp_path and one.hash.serial_number.lower().lstrip("0") == f"{leaf.serial:x}":
            try:
                return credentials.read_bytes(pathlib.Path(one.ocsp_path))
            except ConfigError as error:
                warnings.append(f"no OCSP answer: {error}")
    return b""
