# Generated from schemas/ by `python -m secc.messages.generate`; never edit.

"""Message classes of sap. What names no requirement as its source rests on general knowledge."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


__all__ = [
    "AppProtocolType",
    "responseCodeType",
    "supportedAppProtocolReq",
    "supportedAppProtocolRes",
]


class responseCodeType(StrEnum):
    """Outcome of the protocol selection. Source: V2G2-169."""
    OK_SuccessfulNegotiation = 'OK_SuccessfulNegotiation'
    """A common protocol was found and both version numbers agree."""
    OK_SuccessfulNegotiationWithMinorDeviation = 'OK_SuccessfulNegotiationWithMinorDeviation'
    """A common protocol was found; the minor versions of EV and station differ, in either direction."""
    Failed_NoNegotiation = 'Failed_NoNegotiation'
    """No entry of the offer can be served; the station closes the connection after this answer. Source: V2G2-172."""


class supportedAppProtocolReq(Struct, frozen=True, gc=False):
    """EV → SECC. Lists every application protocol the EV can speak, each with the EV's own preference. First message of a connection;
    the station answers within 1.5 s, the EV waits 2 s.
    """

    app_protocol: tuple[AppProtocolType, ...]
    """One protocol on offer. 1 to 20 entries; their order on the wire means nothing, Priority ranks them. Source: V2G2-167. [1 to 20
    items]
    """


class supportedAppProtocolRes(Struct, frozen=True, gc=False):
    """SECC → EV. Names the one protocol of the offer that both sides will now speak, or ends the connection. Source: V2G2-169."""

    response_code: responseCodeType
    """Outcome of the selection."""
    schema_id: int | None = None
    """SchemaID of the chosen AppProtocol entry, repeated from the request. Present exactly if ResponseCode is one of the two OK codes.
    Range: 0 to 255. Source: V2G2-172. [0 to 255]
    """


class AppProtocolType(Struct, frozen=True, gc=False):
    """An application protocol that the EV offers."""

    protocol_namespace: str
    """Namespace that identifies the protocol, for example urn:iso:15118:2:2013:MsgDef. Compared character by character; vendor
    namespaces occur in the field and are skipped. Up to 100 characters. [0 to 100 characters]
    """
    version_number_major: int
    """Major version the EV speaks (2 for DIN SPEC 70121 and ISO 15118-2, 1 for ISO 15118-20). The entry is usable only if the station
    has the same major version. Range: 0 to 4294967295. Source: V2G2-169. [0 to 4294967295]
    """
    version_number_minor: int
    """Minor version the EV speaks. A difference does not prevent the choice; the response then says so. Range: 0 to 4294967295. [0 to
    4294967295]
    """
    schema_id: int
    """Handle that the EV picks for this entry; the response refers to the entry by it. Range: 0 to 255. [0 to 255]"""
    priority: int
    """Rank of the entry in the EV's eyes, 1 is what it prefers most, 20 what it prefers least. Among the entries the station can
    serve, the smallest number wins. Range: 1 to 20. Source: V2G2-169. [1 to 20]
    """

