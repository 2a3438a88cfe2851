"""What a session is given to judge certificates with: the station's roots and what it knows of revocations."""

from __future__ import annotations

import msgspec

from secc.security.revocation import Revocation
from secc.security.trust import TrustStores


class Trust(msgspec.Struct, frozen=True, kw_only=True):
    """Roots by kind, and revocation lists or responses. The default trusts nobody."""

    stores: TrustStores = msgspec.field(default_factory=TrustStores)
    revocation: Revocation | None = None
