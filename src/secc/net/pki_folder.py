"""A test PKI on disk: written by `secc pki create`, read back by tests and by the mock mobility operator.

Beside the station's own layout (see `credentials`):

    DIR/test/NAME/ROLE.pem, ROLE.key    every other certificate with its private key: contract, provisioning, vehicle, cps, the CAs …
    DIR/broken/DEFECT/                  a chain with one planted defect: chain.pem, key.pem, root.pem, crl.pem (if revoked)
    DIR/iso15118_2/                     the same P-256 credentials under the names that the EV of PyPI `iso15118` reads (on request)

NAME is `iso2` (P-256), `iso20-p521` or `iso20-ed448`. Nothing here is for the road: the CAs' private keys lie open.
"""

from __future__ import annotations

import os
import pathlib
from datetime import datetime

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from secc.errors import ConfigError
from secc.net.credentials import open_private, read_certificates, read_key
from secc.security import pki
from secc.security.keys import PrivateKey
from secc.security.pki import Pki
from secc.security.roles import roles

NAMES = {"iso2": "secp256r1", "iso20-p521": "secp521r1", "iso20-ed448": "ed448"}
ROOTS = {"v2g": "v2g_root", "mo": "mo_root", "oem": "oem_root"}

PEER_CERTIFICATES = {
    "contract": "contractLeafCert", "mo_sub1": "moSubCA1Cert", "mo_sub2": "moSubCA2Cert", "mo_root": "moRootCACert",
    "secc": "seccLeafCert", "cpo_sub1": "cpoSubCA1Cert", "cpo_sub2": "cpoSubCA2Cert", "v2g_root": "v2gRootCACert",
    "cps": "cpsLeafCert", "cps_sub1": "cpsSubCA1Cert", "cps_sub2": "cpsSubCA2Cert",
    "provisioning": "oemLeafCert", "oem_sub1": "oemSubCA1Cert", "oem_sub2": "oemSubCA2Cert", "oem_root": "oemRootCACert",
}  # fmt: skip
PEER_CHAINS = {"secc": "cpoCertChain", "provisioning": "oemCertChain"}
PEER_KEYS = {
    "contract": ("contractLeaf", "contractLeafPassword"), "secc": ("seccLeaf", "seccLeafPassword"), "cps": ("cpsLeaf", "cpsLeafPassword"),
    "provisioning": ("oemLeaf", "oemLeafPassword"), "mo_sub2": ("moSubCA2", "moSubCA2LeafPassword"),
}  # fmt: skip
PEER_PASSWORD = "12345"


def write(folder: pathlib.Path, now: datetime, *, peer_layout: bool = False) -> dict[str, Pki]:
    """Makes the three PKIs and writes everything. Raises: ConfigError if the folder holds credentials already, or cannot be written."""
    if (folder / "secc").exists():
        raise ConfigError("holds credentials already: give an empty folder", source=str(folder))
    try:
        made = {name: pki.create(kind, now, name) for name, kind in NAMES.items()}
        for name, one in made.items():
            _write_station(folder, name, one, now)
            _write_test(folder / "test" / name, one)
        _write_broken(folder / "broken", made["iso2"], now)
        if peer_layout:
            write_peer(folder / "iso15118_2", made["iso2"])
    except OSError as error:
        raise ConfigError(f"cannot write: {error.strerror}", source=error.filename or str(folder)) from error
    return made


def read_test(folder: pathlib.Path, name: str = "iso2") -> Pki:
    """The test PKI `name` of a folder, with every private key. Raises: ConfigError."""
    place = folder / "test" / name
    credentials = {}
    for role in roles():
        certificate = read_certificates(place / f"{role}.pem")[0]
        credentials[role] = pki.Credential(certificate, read_key(place / f"{role}.key", ""))
    return Pki(NAMES[name], credentials["v2g_root"].certificate.not_before, credentials)


def write_peer(folder: pathlib.Path, one: Pki) -> None:
    """The folders and names that the EV of PyPI `iso15118` expects below its PKI path."""
    certificates, keys = folder / "certs", folder / "private_keys"
    for role, name in PEER_CERTIFICATES.items():
        _file(certificates / f"{name}.der", one[role].certificate.der)
        _file(certificates / f"{name}.pem", one[role].certificate.pem())
    for role, name in PEER_CHAINS.items():
        _file(certificates / f"{name}.pem", _pem(one, role))
    for role, (name, password) in PEER_KEYS.items():
        _secret(keys / f"{name}.key", private_pem(one[role].key, PEER_PASSWORD))
        _secret(keys / f"{password}.txt", PEER_PASSWORD.encode())


def private_pem(key: PrivateKey, password: str = "") -> bytes:
    """PKCS#8 in PEM, encrypted if there is a password."""
    encryption = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


def _write_station(folder: pathlib.Path, name: str, one: Pki, now: datetime) -> None:
    place = folder / "secc" / name
    _file(place / "chain.pem", _pem(one, "secc"))
    _secret(place / "key.pem", private_pem(one["secc"].key))
    _file(place / "ocsp.der", one.ocsp_response("secc", now, delegated=True))
    for kind, role in ROOTS.items():
        _file(folder / "trust" / kind / f"{name}.pem", one[role].certificate.pem())
    for issuer in ("mo_sub2", "oem_sub2"):
        _file(folder / "trust" / "crl" / f"{name}-{issuer}.crl", one.crl(issuer, (), now).pem())


def _write_test(place: pathlib.Path, one: Pki) -> None:
    for role, credential in one.credentials.items():
        _file(place / f"{role}.pem", credential.certificate.pem())
        _secret(place / f"{role}.key", private_pem(credential.key))


def _write_broken(folder: pathlib.Path, one: Pki, now: datetime) -> None:
    for defect in pki.defects().values():
        planted = pki.plant(one, defect)
        place = folder / defect.name
        chain = planted.chain(defect.leaf)
        root = next(c.certificate for c in planted.credentials.values() if c.certificate.subject == chain[-1].issuer)
        _file(place / "chain.pem", b"".join(certificate.pem() for certificate in chain))
        _file(place / "root.pem", root.pem())
        _secret(place / "key.pem", private_pem(planted[defect.leaf].key))
        if defect.revoked:
            crl = planted.crl(defect.role.issuer, [certificate.serial for certificate in planted.revoked], now)
            _file(place / "crl.pem", crl.pem())


def _pem(one: Pki, role: str) -> bytes:
    return b"".join(certificate.pem() for certificate in one.chain(role))


def _file(path: pathlib.Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _secret(path: pathlib.Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(open_private(path), "wb") as file:
        file.write(data)
