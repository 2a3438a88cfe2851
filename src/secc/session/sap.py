"""SupportedAppProtocol: which protocol this connection will speak. The station's abilities filter, the EV's priority ranks [V2G2-169]."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from secc.config import Config
from secc.messages import sap
from secc.messages.sap import responseCodeType as Code
from secc.messages.sap import supportedAppProtocolReq, supportedAppProtocolRes
from secc.session import events, protocols
from secc.session.link import Link
from secc.session.table import Context, Protocol, Received, Refuse, Reply, Response, Stream, Timer, index, row

SUPPORTED_APP_PROTOCOL: Final = "SupportedAppProtocol"
NEGOTIATED: Final = "Negotiated"

SEQUENCE: Final = Timer("V2G_SECC_Sequence_Timeout", 60.0, "close", "V2G2-443 V2G2-537")


class Offer(msgspec.Struct, frozen=True):
    """A protocol this project speaks: its namespace and version on the wire, and when it may be chosen."""

    protocol: events.Protocol
    namespace: str
    major: int
    minor: int
    admissible: Callable[[Config, Link], bool]


def _has(*energy: str) -> Callable[[Config], bool]:
    return lambda config: any(mode in energy for mode in config.outlet.energy)


_AC, _DC, _DC_OR_MCS = _has("ac", "ac_bpt"), _has("dc", "dc_bpt"), _has("dc", "dc_bpt", "mcs", "mcs_bpt")


def _tls_13(config: Config, link: Link) -> bool:
    """ISO 15118-20 runs on TLS 1.3 only [V2G20-2356], with a vehicle certificate also where none is demanded; laboratories may allow less."""
    proved = bool(link.peer_chain) or config.tls.client_certificate != "optional"
    return (link.tls == "1.3" and proved) or config.tls.allow_insecure_20


# ISO 15118-2 asks for TLS 1.2; a car of it with a modern library may have negotiated 1.3, and better protection is no reason to send it away.
OFFERS: Final = (
    Offer("din", "urn:din:70121:2012:MsgDef", 2, 0, lambda config, link: link.tls is None and _DC(config)),
    Offer("iso2", "urn:iso:15118:2:2013:MsgDef", 2, 0, lambda config, link: _AC(config) or _DC(config)),
    Offer("iso20_ac", "urn:iso:std:iso:15118:-20:AC", 1, 0, lambda config, link: _tls_13(config, link) and _AC(config)),
    Offer("iso20_dc", "urn:iso:std:iso:15118:-20:DC", 1, 0, lambda config, link: _tls_13(config, link) and _DC_OR_MCS(config)),
)


def negotiate(request: supportedAppProtocolReq, context: Context[None]) -> Reply[None] | Refuse:
    """The entry with the smallest priority number among those that can be served here; the first of equals."""
    if context.evse.stop:
        return Refuse(Code.Failed_NoNegotiation, context.evse.stop.reason, "stop")
    served = {offer.namespace: offer for offer in OFFERS if _served(offer, context)}
    candidates = [
        entry for entry in request.app_protocol
        if entry.protocol_namespace in served and entry.version_number_major == served[entry.protocol_namespace].major
    ]
    if not candidates:
        return Refuse(Code.Failed_NoNegotiation, " ".join(entry.protocol_namespace for entry in request.app_protocol), "no_common_protocol")
    best = min(candidates, key=lambda entry: entry.priority)
    offer = served[best.protocol_namespace]
    exact = best.version_number_minor == offer.minor
    return Reply(
        response=supportedAppProtocolRes(
            response_code=Code.OK_SuccessfulNegotiation if exact else Code.OK_SuccessfulNegotiationWithMinorDeviation, schema_id=best.schema_id,
        ),
        to=NEGOTIATED, protocol=offer.protocol,
        do=(events.ProtocolSelected(
            protocol=offer.protocol, namespace=offer.namespace, offered=tuple(map(_told, request.app_protocol)),
            schema_ids=tuple(entry.schema_id for entry in request.app_protocol), schema_id=best.schema_id,
        ),),
    )


def _served(offer: Offer, context: Context[None]) -> bool:
    enabled = offer.protocol in context.config.outlet.protocols and protocols.known(offer.protocol)
    return enabled and offer.admissible(context.config, context.link)


def _told(entry: sap.AppProtocolType) -> tuple[str, int, int, int]:
    return (entry.protocol_namespace, entry.version_number_major, entry.version_number_minor, entry.priority)


def refuse(request: supportedAppProtocolReq, code: Code, context: Context[None]) -> supportedAppProtocolRes:
    """No SchemaID, whatever the reason [V2G2-172]."""
    return supportedAppProtocolRes(response_code=Code.Failed_NoNegotiation)


def _unwrap(message: object) -> Received | None:
    return Received(b"", None, message)


def _wrap(response: Response, session_id: bytes, time: float, signature: object) -> object:
    return response


ROWS: Final = (
    row(SUPPORTED_APP_PROTOCOL, supportedAppProtocolReq, negotiate, to=[NEGOTIATED], req="V2G2-540 V2G2-541"),
)

SAP: Final = Protocol(
    name="sap",
    streams={0x8001: Stream("sap")},
    table=index(ROWS),
    first=SUPPORTED_APP_PROTOCOL,
    last=NEGOTIATED,
    refusals={supportedAppProtocolReq: refuse},
    unwrap=_unwrap,
    wrap=_wrap,
    guards=("sequence",),
    setup=(supportedAppProtocolReq,),
    sequence_error=Code.Failed_NoNegotiation,
    unknown_session=Code.Failed_NoNegotiation,
    failed=Code.Failed_NoNegotiation,
    fatal=frozenset({Code.Failed_NoNegotiation}),
    sequence=SEQUENCE,
    facts=lambda config, link, resume: None,
    undecodable="close",
)
"""The first protocol of every connection. A message that is no supportedAppProtocolReq closes it without an answer (facts 1.3)."""
