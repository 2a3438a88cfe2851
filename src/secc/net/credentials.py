"""Reading certificates and keys from files: a folder as `secc pki create` lays it out, or single files named in the TOML.

    DIR/secc/NAME/chain.pem     a chain of the station: leaf, sub-CA 2, sub-CA 1 (a root at the end is dropped)
    DIR/secc/NAME/key.pem       its private key, PKCS#8 or SEC1, encrypted or not; readable by nobody else
    DIR/secc/NAME/password.txt  the key's password, if it has one
    DIR/secc/NAME/ocsp.der      an OCSP response about the leaf, if there is one
    DIR/trust/v2g|mo|oem/       roots, one or more a file, PEM or DER
    DIR/trust/crl/              revocation lists, PEM or DER

What the station shows must be right, or the start fails with the file and the reason. What it trusts may hold a bad file, which is skipped
with a warning: one broken root must not disable all others.
"""

from __future__ import annotations

import os
import pathlib
import stat
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed448
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_private_key, load_pem_private_key

from secc.config import Tls
from secc.errors import ChainError, ConfigError
from secc.security import identity
from secc.security.certificate import Certificate, read_pem
from secc.security.chain import is_issued_by
from secc.security.identity import Credentials, Identity
from secc.security.keys import PrivateKey
from secc.security.revocation import Crl, Revocation, read_crl
from secc.security.trust import TrustStore, TrustStores

SUFFIXES = (".pem", ".crt", ".cer", ".der", ".crl")
MAX_FILE = 1024 * 1024


def load(settings: Tls, now: datetime) -> Credentials:
    """Everything that the `[tls]` section names, judged at `now`.

    Raises: ConfigError if the station's own chain or key is missing, unreadable or unusable; its text names file and reason.
    """
    warnings: list[str] = []
    folder = pathlib.Path(settings.pki) if settings.pki else None
    stores = TrustStores(
        v2g=store("v2g", settings.v2g_roots, folder, warnings),
        mo=store("mo", settings.mo_roots, folder, warnings),
        oem=store("oem", settings.oem_roots, folder, warnings),
    )
    revocation = Revocation(crls(settings.crls, folder, warnings))
    found = [judged(own, source, settings, stores, revocation, now, warnings) for source, own in _identities(settings, folder)]
    return Credentials(tuple(found), stores, revocation, tuple(warnings))


def judged(
    own: Identity, source: str, settings: Tls, stores: TrustStores, revocation: Revocation, now: datetime, warnings: list[str],
) -> Identity:
    """The identity with its root, if it is fit to be shown to a car; what is merely odd is added to `warnings`. Raises: ConfigError."""
    own = rooted(own, stores)
    for finding in identity.findings(own, stores, now, revocation, lenient=settings.profile == "interop"):
        if finding.severity == "error":
            raise ConfigError(f"{finding.where}: {finding.text} [{finding.reason}]", source=source)
        warnings.append(f"{source}: {finding}")
    return own


def read_key(path: pathlib.Path, password: str) -> PrivateKey:
    """A private key from PEM or DER. Raises: ConfigError for every reason why there is none."""
    data = read_bytes(path)
    if stat.S_IMODE(path.stat().st_mode) & stat.S_IRWXO:
        raise ConfigError(f"the private key can be read by everybody: chmod 600 {path.name}", source=str(path))
    loader = load_pem_private_key if data.lstrip().startswith(b"-----") else load_der_private_key
    try:
        try:
            key = loader(data, password.encode() or None)
        except TypeError:
            if not password:
                raise ConfigError("the private key is encrypted and no password is given", source=str(path)) from None
            key = loader(data, None)  # a password for a key that needs none
    except (ValueError, UnsupportedAlgorithm) as error:
        reason = "wrong password, or no private key" if password else "no private key that can be read"
        raise ConfigError(reason, source=str(path)) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey | ed448.Ed448PrivateKey):
        raise ConfigError(f"a {type(key).__name__.removesuffix('PrivateKey')} key: V2G uses P-256, P-521 and Ed448", source=str(path))
    return key


def read_certificates(path: pathlib.Path) -> tuple[Certificate, ...]:
    """Every certificate of a file. Raises: ConfigError."""
    try:
        return read_pem(read_bytes(path))
    except ChainError as error:
        raise ConfigError(error.detail, source=str(path)) from error


def read_identity(name: str, chain: pathlib.Path, key: pathlib.Path, password: str, staple: bytes = b"") -> Identity:
    """A chain with its key. Raises: ConfigError."""
    certificates = read_certificates(chain)
    private = read_key(key, password)
    leaf = certificates[0].x509.public_key()
    if _spki(private) != leaf.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo):
        raise ConfigError(f"is not the private key of the first certificate in {chain}", source=str(key))
    if len(certificates) > 1 and certificates[-1].subject == certificates[-1].issuer:
        certificates = certificates[:-1]  # the root is never sent (V2G2-656)
    return Identity(name, certificates, private, None, staple)


def read_place(place: pathlib.Path, settings: Tls) -> Identity:
    """The chain in one folder below `secc/`. Raises: ConfigError."""
    password, staple = place / "password.txt", place / "ocsp.der"
    secret = read_bytes(password).decode("utf-8", "replace").strip() if password.exists() else settings.key_password
    response = read_bytes(staple) if staple.exists() else b""
    return read_identity(place.name, place / "chain.pem", place / "key.pem", secret, response)


def rooted(own: Identity, stores: TrustStores) -> Identity:
    """The same identity with its root, if a V2G root that is trusted here has signed it."""
    top = own.chain[-1]
    return replace(own, root=next((root for root in stores.v2g.named(top.issuer) if is_issued_by(top, root)), None))


def _spki(key: PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _identities(settings: Tls, folder: pathlib.Path | None) -> list[tuple[str, Identity]]:
    found = []
    if settings.chain or settings.key:
        if not (settings.chain and settings.key):
            raise ConfigError("give both `chain` and `key`", field="tls")
        given = read_bytes(pathlib.Path(settings.ocsp[0])) if settings.ocsp else b""
        chain = pathlib.Path(settings.chain)
        found.append((settings.chain, read_identity(chain.stem, chain, pathlib.Path(settings.key), settings.key_password, given)))
    found += [(str(place / "chain.pem"), read_place(place, settings)) for place in folder_files(folder, "secc") if place.is_dir()]
    if not found:
        where = f"{folder / 'secc'} holds no chain" if folder else "no `chain` and `key`, and no `pki` folder"
        raise ConfigError(f"{where}: `secc pki create DIR` makes test credentials", field="tls")
    return found


def store(kind: str, files: Iterable[str], folder: pathlib.Path | None, warnings: list[str]) -> TrustStore:
    """Files that the TOML names must be good; what merely lies in the folder is skipped if it is not."""
    found = [certificate for file in files for certificate in read_certificates(pathlib.Path(file))]
    for path in folder_files(folder, "trust", kind):
        try:
            found += read_certificates(path)
        except ConfigError as error:
            warnings.append(f"skipped: {error}")
    return TrustStore(tuple(dict.fromkeys(found)))


def crls(files: Iterable[str], folder: pathlib.Path | None, warnings: list[str]) -> tuple[Crl, ...]:
    """Revocation lists: those named must be readable, those in the folder are skipped with a warning. Raises: ConfigError."""
    named = tuple(_crl(pathlib.Path(file)) for file in files)
    found = []
    for path in folder_files(folder, "trust", "crl"):
        try:
            found.append(_crl(path))
        except ConfigError as error:
            warnings.append(f"skipped: {error}")
    return (*named, *found)


def _crl(path: pathlib.Path) -> Crl:
    try:
        return read_crl(read_bytes(path))
    except ChainError as error:
        raise ConfigError(error.detail, source=str(path)) from error


def folder_files(folder: pathlib.Path | None, *parts: str) -> list[pathlib.Path]:
    """Certificate files and folders in one place of a PKI folder, sorted. Raises: ConfigError if the folder is not there."""
    place = folder.joinpath(*parts) if folder else None
    if folder and not folder.is_dir():
        raise ConfigError("no such folder", source=str(folder))
    if place is None or not place.is_dir():
        return []
    return sorted(p for p in place.iterdir() if p.is_dir() or p.suffix.lower() in SUFFIXES)


def read_bytes(path: pathlib.Path) -> bytes:
    """A file of bounded size. Raises: ConfigError."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise ConfigError(f"larger than {MAX_FILE} bytes", source=str(path))
        return path.read_bytes()
    except OSError as error:
        raise ConfigError((error.strerror or "cannot be read").lower(), source=str(path)) from error


def open_private(path: pathlib.Path, flags: int = os.O_TRUNC) -> int:
    """A file descriptor for writing secrets: mode 0600 even if the file was there with another."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | flags, 0o600)
    os.fchmod(descriptor, 0o600)
    return descriptor
