"""DIN SPEC 70121 as a protocol value: DC, external identification, plain TCP."""

from __future__ import annotations

from typing import Final

from secc.messages import din
from secc.messages.din import responseCodeType as Code
from secc.session.din import facts, timing
from secc.session.din.refusals import REFUSALS
from secc.session.din.states import END, SESSION_SETUP
from secc.session.din.table import ROWS
from secc.session.table import Protocol, Received, Response, Stream, index


def _unwrap(message: object) -> Received | None:
    if not isinstance(message, din.V2G_Message) or message.body.body_element is None:
        return None
    return Received(message.header.session_id, message.header, message.body.body_element)


def _wrap(response: Response, session_id: bytes, time: float, signature: object) -> din.V2G_Message:
    body = din.BodyType(body_element=response)  # type: ignore[arg-type]
    return din.V2G_Message(header=din.MessageHeaderType(session_id=session_id or bytes(8)), body=body)


DIN: Final = Protocol(
    name="din",
    streams={0x8001: Stream("din")},
    table=index(ROWS),
    first=SESSION_SETUP,
    last=END,
    refusals=REFUSALS,
    unwrap=_unwrap,
    wrap=_wrap,
    guards=("sequence", "session_id"),
    setup=(din.SessionSetupReq,),
    sequence_error=Code.FAILED_SequenceError,
    unknown_session=Code.FAILED_UnknownSession,
    failed=Code.FAILED,
    fatal=frozenset(code for code in Code if code.value.startswith("FAILED")),
    sequence=timing.SEQUENCE,
    facts=facts.first,
    performance=timing.PERFORMANCE,
)
