"""The certificate profiles as data: who signs whom, with which key, under which names.

Read once from `certs/roles.toml` and `certs/profiles.toml`, which hold every figure and its meaning.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Role:
    """One row of `certs/roles.toml`: what a certificate of this role must look like."""

    name: str
    issuer: str
    cn: str
    days: int
    usage: tuple[str, ...]
    o: str = ""
    c: str = ""
    dc: str = ""
    ca: bool = False
    path_length: int | None = None
    purpose: str = ""
    anchors: tuple[str, ...] = ()

    @property
    def is_root(self) -> bool:
        """True if the certificate signs itself."""
        return self.issuer == self.name


@dataclass(frozen=True, slots=True)
class Profile:
    """One row of `certs/profiles.toml`: what an edition of the standard demands of every certificate."""

    name: str
    keys: tuple[str, ...]
    max_bytes: int
    max_sub_cas: int
    purpose_required: tuple[str, ...]


def read_table(file: str) -> dict[str, dict[str, object]]:
    """The tables of one of the TOML files beside this module, lists made tuples."""
    tables = tomllib.loads((files("secc.security") / "certs" / file).read_text("utf-8"))
    return {name: {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()} for name, row in tables.items()}


@cache
def roles() -> dict[str, Role]:
    """Every role by its name, issuers before those they sign."""
    return {name: Role(name=name, **row) for name, row in read_table("roles.toml").items()}  # type: ignore[arg-type]


@cache
def profiles() -> dict[str, Profile]:
    """`iso2`, `iso20` (strict) and `interop` (-20 with lab material)."""
    return {name: Profile(name=name, **row) for name, row in read_table("profiles.toml").items()}  # type: ignore[arg-type]


def issuers(role: str) -> tuple[Role, ...]:
    """The roles from `role` itself up to its root, as a chain lists them."""
    table, path = roles(), [roles()[role]]
    while not path[-1].is_root:
        path.append(table[path[-1].issuer])
    return tuple(path)
