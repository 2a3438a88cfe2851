"""A protocol as a value: rows (state, request) → handler, refusals, timers, guards. The machine runs such values and knows no message.

A handler is a pure function `(request, context) -> Reply | Refuse | Later`: no clock, no I/O, no log. What is not in the table is refused.

    row(CABLE_CHECK, CableCheckReq, dc.cable_check, to=[CABLE_CHECK, PRE_CHARGE], req="V2G2-582 V2G2-621")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, Final, Generic, Literal, TypeVar
from typing import Protocol as Shape

import msgspec

from secc.config import Config
from secc.session.commands import Command
from secc.session.events import DataLink, Event
from secc.session.evse import Evse
from secc.session.link import Link
from secc.session.power import Stage
from secc.session.profile import Switches
from secc.session.trust import Trust

F = TypeVar("F")
"""The facts of a protocol: a frozen struct that holds all that its handlers remember between requests."""
R = TypeVar("R")
"""A request class."""

MAIN: Final = "main"


class Response(Shape):
    """Any response message."""

    @property
    def response_code(self) -> Enum:
        """Its code; `Protocol.fatal` tells which end the session."""


class Timer(msgspec.Struct, frozen=True):
    """A line of data: a named time in seconds, what happens when it is over, and which requirement says so.

    `slack` is the longer time that holds with the switch `timer_slack`; 0: the same.
    `close`: the session ends without a word. `refuse`: the next request is refused with the protocol's plain failure. `off`: the same, and
    power is taken away at once. `note`: nothing by itself; handlers find the name in `Context.expired`.
    """

    name: str
    seconds: float
    expiry: Literal["close", "refuse", "off", "note"]
    req: str = ""
    slack: float = 0.0


class Context(msgspec.Struct, Generic[F], frozen=True, kw_only=True):
    """Everything a handler may look at besides its request. Nothing in it can be changed.

    `now` is the session's clock, `unix` wall-clock seconds or None where the station's clock is not trusted. `expired` names the timers that
    ran out and have not been stopped. `header` is the message header of the request and `raw` its EXI bytes, for signatures and backends.
    `entropy(n)` gives n random bytes.
    """

    config: Config
    switches: Switches
    link: Link
    trust: Trust
    evse: Evse
    facts: F
    now: float
    unix: float | None
    session_id: bytes
    expired: frozenset[str]
    header: object
    raw: bytes
    entropy: Callable[[int], bytes]
    state: str
    stage: Stage


class End(msgspec.Struct, frozen=True):
    """The session ends after this answer; `after` seconds later, where the link layer has to keep its oscillator. Nothing is answered meanwhile."""

    reason: str
    ok: bool = False
    datalink: DataLink = "terminate"
    detail: str = ""
    after: float = 0.0


class Reply(msgspec.Struct, Generic[F], frozen=True, kw_only=True):
    """An answer. `to` must be one of the row's states.

    `facts` replace the old ones (None: unchanged), `stage` is where power stands from now on, `do` are events in order; those that give power
    pass `power.permitted`. `start` starts timers that do not run yet, `stop` stops timers by name. `session_id` is the one assigned or
    joined (SessionSetup). `raw` is sent instead of an encoding of `response`, `signature` goes into the header. `protocol` is the next
    protocol to run (SupportedAppProtocol only).
    """

    response: Response
    to: str
    facts: F | None = None
    stage: Stage | None = None
    do: tuple[Event, ...] = ()
    start: tuple[Timer, ...] = ()
    stop: tuple[str, ...] = ()
    session_id: bytes = b""
    end: End | None = None
    raw: bytes = b""
    signature: object = None
    protocol: str = ""


class Refuse(msgspec.Struct, frozen=True):
    """A refusal: the response type that pairs with the request, with this code and the least content its schema allows.

    `detail` is for logs; `reason` is what SessionEnded says, the code where it is empty; `do` are events that tell more of it.
    """

    code: Enum
    detail: str = ""
    reason: str = ""
    do: tuple[Event, ...] = ()


class Later(msgspec.Struct, Generic[F], frozen=True, kw_only=True):
    """A held reply: `then` is asked again at each of the commands in `wake`, `late` once `within` is over.

    A `then` that holds again under the same timer name keeps the old deadline. `facts`, `stage`, `do` as in Reply.
    """

    within: Timer
    wake: tuple[type[Command], ...]
    then: Callable[[Any, Context[F]], Outcome[F]]
    late: Callable[[Any, Context[F]], Outcome[F]]
    facts: F | None = None
    stage: Stage | None = None
    do: tuple[Event, ...] = ()


Outcome = Reply[F] | Refuse | Later[F]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One legal (state, request) pair: who handles it, where it may lead, which requirements say so.

    `stream` names the dialogue; side streams of ISO 15118-20 leave the main state as it is. `switch` names the row of the switch table
    without which this one does not exist.
    """

    state: str
    request: type
    handler: Callable[[Any, Context[Any]], Outcome[Any]]
    to: tuple[str, ...]
    req: str
    stream: str = MAIN
    switch: str = ""


def row(
    state: str,
    request: type[R],
    handler: Callable[[R, Context[F]], Outcome[F]],
    *,
    to: Sequence[str],
    req: str = "",
    stream: str = MAIN,
    switch: str = "",
) -> Row:
    """One line of a table; see Row."""
    return Row(state=state, request=request, handler=handler, to=tuple(to), req=req, stream=stream, switch=switch)


def rows(
    states: Iterable[str], request: type[R], handler: Callable[[R, Context[F]], Outcome[F]], *, to: Sequence[str], req: str = "", stream: str = MAIN,
    switch: str = "",
) -> tuple[Row, ...]:
    """The same line for several states."""
    return tuple(row(state, request, handler, to=to, req=req, stream=stream, switch=switch) for state in states)


Key = tuple[str, str, type]


def index(table: Iterable[Row]) -> dict[Key, Row]:
    """Rows by (stream, state, request class). Raises ValueError where two rows stand for the same."""
    found: dict[Key, Row] = {}
    for line in table:
        key = (line.stream, line.state, line.request)
        if key in found:
            raise ValueError(f"two rows for {line.request.__name__} in {line.state}")
        found[key] = line
    return found


Refusal = Callable[[Any, Any, Context[Any]], Response]
"""Of a request, a code and the context it makes the least response that the schema allows."""


class Stream(msgspec.Struct, frozen=True):
    """A V2GTP payload type of a protocol: the message set it carries, the dialogue it belongs to, the type its answers travel under.

    `refusals` is for a set that no row serves: asked with the name of the set once a frame of it comes, and only then is the set loaded.
    """

    set_name: str
    name: str = MAIN
    answer: int = 0
    refusals: Callable[[str], Mapping[type, Refusal]] | None = None


class Received(msgspec.Struct, frozen=True):
    """What `Protocol.unwrap` finds in a decoded message: the session id of the header, the header itself, the request."""

    session_id: bytes
    header: object
    request: object


Guard = Literal["sequence", "session_id"]


class Protocol(msgspec.Struct, frozen=True, kw_only=True):
    """All that the machine must know to speak a protocol.

    `refusals` holds, for every request class of the sets that are served, the function that builds the least schema-valid response with a
    code; a decoded message that has none, here or with its stream, is treated like an undecodable one. `sequence` is the time for the next
    request after any main-stream response, `sequence_after` the exceptions, asked with the response and the state it led to; None where
    `sequence` holds. `setup` are the request classes that come before a session id exists or that bring one, and so pass the session-id
    guard. `bad_header` and `undecodable` say what malformed frames and undecodable messages do.
    `wrap` makes a message of a response, the session id, wall-clock seconds (the session's clock where it is not trusted) and a signature.
    `facts` makes the first facts from configuration, link and the context of a paused session.
    """

    name: str
    streams: Mapping[int, Stream]
    table: Mapping[Key, Row]
    first: str
    last: str
    refusals: Mapping[type, Refusal]
    unwrap: Callable[[Any], Received | None]
    wrap: Callable[[Response, bytes, float, object], object]
    guards: tuple[Guard, ...]
    setup: tuple[type, ...]
    sequence_error: Enum
    unknown_session: Enum
    failed: Enum
    fatal: frozenset[Enum]
    sequence: Timer
    facts: Callable[[Config, Link, bytes | None], Any]
    sequence_after: Callable[[Response, str], Timer | None] = lambda response, state: None
    performance: Mapping[type, float] = {}
    bad_header: Literal["ignore", "close"] = "ignore"
    undecodable: Literal["ignore", "close"] = "ignore"
    max_frame: int = 0


def mermaid(table: Iterable[Row], first: str, last: str) -> str:
    """The state diagram of `table`, main stream only, as Mermaid text."""
    lines = ["stateDiagram-v2", f"    [*] --> {_node(first)}"]
    lines += [f"    state \"{name}\" as {_node(name)}" for name in states(table)]
    seen: dict[tuple[str, str], list[str]] = {}
    for line in table:
        for to in line.to if line.stream == MAIN else ():
            seen.setdefault((line.state, to), []).append(line.request.__name__)
    lines += [f"    {_node(old)} --> {_node(new)}: {'<br/>'.join(dict.fromkeys(names))}" for (old, new), names in seen.items()]
    return "\n".join([*lines, f"    {_node(last)} --> [*]", ""])


def states(table: Iterable[Row]) -> tuple[str, ...]:
    """Every state that a table names, in order of appearance."""
    return tuple(dict.fromkeys(name for line in table for name in (line.state, *line.to)))


def _node(name: str) -> str:
    return "".join(character for character in name if character.isalnum())
