"""ISO 15118-20:2022 as protocol values, one for each namespace that is negotiated: AC, and DC with MCS.

Scheduled and Dynamic control, external identification and Plug & Charge.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from msgspec.structs import replace

from secc.messages import iso20_common
from secc.messages.iso20_common import MessageHeaderType
from secc.messages.iso20_common import responseCodeType as Code
from secc.messages.xmldsig import Signature
from secc.session.iso20 import facts, timing, unserved
from secc.session.iso20.refusals import REFUSALS
from secc.session.iso20.states import END, SESSION_SETUP
from secc.session.iso20.table import ROWS
from secc.session.table import Protocol, Received, Stream, index


def _unwrap(message: Any) -> Received | None:
    header = getattr(message, "header", None)
    return Received(header.session_id, header, message) if isinstance(header, MessageHeaderType) else None


def _wrap(response: Any, session_id: bytes, time: float, signature: object) -> object:
    """The response under the header of this session, whatever header it was made with."""
    signed = signature if isinstance(signature, Signature) else None
    return replace(response, header=MessageHeaderType(session_id=session_id or bytes(8), time_stamp=max(0, int(time)), signature=signed))


STREAMS: Final = {
    0x8001: Stream("iso20_common", answer=0x8002),
    0x8002: Stream("iso20_common"),
    0x8003: Stream("iso20_ac"),
    0x8004: Stream("iso20_dc"),
    0x8005: Stream("iso20_acdp", refusals=unserved.refusals),
    0x8006: Stream("iso20_wpt", refusals=unserved.refusals),
    0x8010: Stream("iso20_ac_der_iec", refusals=unserved.refusals),
    0x8011: Stream("iso20_ac_der_sae", refusals=unserved.refusals),
    0x8101: Stream("iso20_common", name="schedule"),
    0x8102: Stream("iso20_common", name="metering"),
    0x8103: Stream("iso20_acdp", name="system_status", refusals=unserved.refusals),
    0x8104: Stream("iso20_common", name="parking"),
}
"""Payload types (facts 1.2). Some EVs send common messages as 0x8001. ACDP, WPT and AC DER are refused until rows serve them."""

ISO20_AC: Final = Protocol(
    name="iso20_ac",
    streams=STREAMS,
    table=index(ROWS),
    first=SESSION_SETUP,
    last=END,
    refusals=REFUSALS,
    unwrap=_unwrap,
    wrap=_wrap,
    guards=("session_id", "sequence"),
    setup=(iso20_common.SessionSetupReq,),
    sequence_error=Code.FAILED_SequenceError,
    unknown_session=Code.FAILED_UnknownSession,
    failed=Code.FAILED,
    fatal=frozenset(code for code in Code if code.value.startswith("FAILED")),
    sequence=timing.SEQUENCE,
    facts=partial(facts.first, energy="ac"),
    sequence_after=timing.sequence_after,
    performance=timing.PERFORMANCE,
    bad_header="close",
    undecodable="close",
    max_frame=131_072,
)
ISO20_DC: Final = replace(ISO20_AC, name="iso20_dc", facts=partial(facts.first, energy="dc"))
