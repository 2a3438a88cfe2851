"""What a session knows of the connection it runs on. The SAP filter, Plug & Charge and resume depend on it."""

from __future__ import annotations

from typing import Literal

import msgspec


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One accepted connection, after its TLS handshake if it has one.

    `tls` is the negotiated version or None for plain TCP. `peer_chain` holds the DER certificates that the EV presented, leaf first,
    already verified by the TLS layer (empty: none asked for or none given). `server_chain` names the chain that was served.
    `local` and `remote` are socket addresses as text, for logs only: nothing is ever looked up by them.
    """

    tls: Literal["1.2", "1.3"] | None = None
    cipher: str = ""
    server_chain: str = ""
    peer_chain: tuple[bytes, ...] = ()
    local: str = ""
    remote: str = ""
