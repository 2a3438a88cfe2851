"""Trust anchors, one store a kind of root. There is no store that takes everything: an empty one trusts nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from secc.security.certificate import Certificate
from secc.security.roles import roles


@dataclass(frozen=True, slots=True)
class TrustStore:
    """The roots of one kind. Several may share a name: each candidate is tried."""

    certificates: tuple[Certificate, ...] = ()

    def __iter__(self) -> Iterator[Certificate]:
        return iter(self.certificates)

    def __len__(self) -> int:
        return len(self.certificates)

    def __contains__(self, certificate: object) -> bool:
        return certificate in self.certificates

    def named(self, subject: bytes) -> tuple[Certificate, ...]:
        """The roots whose subject is this DER name."""
        return tuple(root for root in self.certificates if root.subject == subject)


@dataclass(frozen=True, slots=True)
class TrustStores:
    """The stores of a station: V2G roots (SECC, CPS, also contracts and vehicles), mobility operators' and car makers' roots."""

    v2g: TrustStore = field(default_factory=TrustStore)
    mo: TrustStore = field(default_factory=TrustStore)
    oem: TrustStore = field(default_factory=TrustStore)

    @classmethod
    def of(cls, *, v2g: Iterable[Certificate] = (), mo: Iterable[Certificate] = (), oem: Iterable[Certificate] = ()) -> TrustStores:
        """Stores from plain sequences of roots."""
        return cls(TrustStore(tuple(v2g)), TrustStore(tuple(mo)), TrustStore(tuple(oem)))

    def anchors(self, role: str) -> TrustStore:
        """Every root in which a chain of the leaf `role` may end (`anchors` in certs/roles.toml)."""
        kinds = {"v2g": self.v2g, "mo": self.mo, "oem": self.oem}
        return TrustStore(tuple(root for kind in roles()[role].anchors for root in kinds[kind]))
