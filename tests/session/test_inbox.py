"""Twin of secc.session.inbox."""

from __future__ import annotations

from msgspec.structs import replace

from secc import messages, v2gtp
from secc.messages import iso2
from secc.session import protocols
from secc.session.inbox import Arrived, Inbox, Spoiled
from secc.session.table import Stream
from secc.trace import Frame, Message, TraceEvent

ISO2 = protocols.load("iso2")
MESSAGE = iso2.V2G_Message(header=iso2.MessageHeaderType(session_id=b"\1" * 8), body=iso2.BodyType(body_element=iso2.ServiceDiscoveryReq()))
PAYLOAD = messages.encode("iso2", MESSAGE)


def read(data: bytes, protocol: object = ISO2) -> Arrived | Spoiled | None:
    inbox = Inbox(1000)
    inbox.feed(data)
    return inbox.next(protocol, 0.0)  # type: ignore[arg-type]


def test_a_request_arrives_with_its_header_and_its_bytes() -> None:
    item = read(v2gtp.frame(0x8001, PAYLOAD))
    assert isinstance(item, Arrived)
    assert (item.received.request, item.received.session_id, item.raw, item.oddity) == (iso2.ServiceDiscoveryReq(), b"\1" * 8, PAYLOAD, "")


def test_nothing_is_there_until_a_frame_is_complete() -> None:
    assert read(v2gtp.frame(0x8001, PAYLOAD)[:-1]) is None


def test_what_is_no_request_is_told_in_a_word() -> None:
    answer = messages.encode("iso2", replace(MESSAGE, body=iso2.BodyType(body_element=iso2.SessionStopRes(response_code=iso2.responseCodeType.OK))))
    empty = messages.encode("iso2", replace(MESSAGE, body=iso2.BodyType()))
    seen = [
        read(b"\0\0"), read(v2gtp.frame(0x8001, b"")), read(v2gtp.frame(0x9999, b"x")), read(v2gtp.frame(0x8001, b"\xff")),
        read(v2gtp.frame(0x8001, answer)), read(v2gtp.frame(0x8001, empty)),
    ]
    assert [item.what for item in seen if isinstance(item, Spoiled)] == [
        "header_version", "header_empty", "payload_type", "undecodable", "no_request", "no_request",
    ]


def test_the_protocol_says_whether_that_is_the_end() -> None:
    strict = replace(ISO2, bad_header="close", undecodable="close")
    items = [read(b"\0\0", strict), read(v2gtp.frame(0x9999, b"x"), strict), read(v2gtp.frame(0x8001, b"\xff"), strict)]
    assert [item.policy for item in items if isinstance(item, Spoiled)] == ["close", "ignore", "close"]


def test_a_wrong_payload_type_that_is_known_from_the_road_is_read_and_answered_under_the_right_one() -> None:
    tolerant = replace(ISO2, streams={0x8001: Stream("iso2", answer=0x8002), 0x8002: Stream("iso2")})
    item = read(v2gtp.frame(0x8001, PAYLOAD), tolerant)
    assert isinstance(item, Arrived)
    assert (item.payload_type, item.oddity) == (0x8002, "0x8001 for 0x8002")


def test_more_than_one_frame_can_hold_is_a_flood() -> None:
    inbox = Inbox(1000)
    inbox.feed(bytes(1008))
    assert not inbox.flooded
    inbox.feed(b"x")
    assert inbox.flooded


def test_frames_and_messages_are_traced() -> None:
    seen: list[TraceEvent] = []
    inbox = Inbox(1000, seen.append)
    inbox.feed(v2gtp.frame(0x8001, PAYLOAD) + v2gtp.frame(0x8001, b"\xff"))
    inbox.next(ISO2, 5.0)
    inbox.next(ISO2, 6.0)
    assert [type(event) for event in seen] == [Frame, Message, Frame, Message]
    assert [event.error != "" for event in seen if isinstance(event, Message)] == [False, True]
