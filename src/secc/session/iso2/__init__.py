"""ISO 15118-2:2013 as a protocol value: AC and DC, external identification and Plug & Charge."""

from __future__ import annotations

from typing import Final

from secc.messages import iso2
from secc.messages.iso2 import responseCodeType as Code
from secc.session.iso2 import facts, timing
from secc.session.iso2.refusals import REFUSALS
from secc.session.iso2.states import END, SESSION_SETUP
from secc.session.iso2.table import ROWS
from secc.session.table import Protocol, Received, Response, Stream, index


def _unwrap(message: object) -> Received | None:
    if not isinstance(message, iso2.V2G_Message) or message.body.body_element is None:
        return None
    return Received(message.header.session_id, message.header, message.body.body_element)


def _wrap(response: Response, session_id: bytes, time: float, signature: object) -> iso2.V2G_Message:
    signed = signature if isinstance(signature, iso2.Signature) else None
    body = iso2.BodyType(body_element=response)  # type: ignore[arg-type]
    return iso2.V2G_Message(header=iso2.MessageHeaderType(session_id=session_id or bytes(8), signature=signed), body=body)


ISO2: Final = Protocol(
    name="iso2",
    streams={0x8001: Stream("iso2")},
    table=index(ROWS),
    first=SESSION_SETUP,
    last=END,
    refusals=REFUSALS,
    unwrap=_unwrap,
    wrap=_wrap,
    guards=("sequence", "session_id"),
    setup=(iso2.SessionSetupReq,),
    sequence_error=Code.FAILED_SequenceError,
    unknown_session=Code.FAILED_UnknownSession,
    failed=Code.FAILED,
    fatal=frozenset(code for code in Code if code.value.startswith("FAILED")),
    sequence=timing.SEQUENCE,
    facts=facts.first,
    performance=timing.PERFORMANCE,
)
