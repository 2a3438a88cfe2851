"""What can be watched: frames, messages, transitions, timers, as one stream of events. Writers live with the doors.

A session takes `trace`, a callable; None costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec


class TraceEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="trace", tag=True):
    """Base. `at` is in seconds on the session's clock."""

    at: float


class Frame(TraceEvent, frozen=True, kw_only=True):
    """A V2GTP frame as it went over the wire, header excluded."""

    direction: Literal["ev", "evse"]
    payload_type: int
    payload: bytes
    message_set: str = ""


class Message(TraceEvent, frozen=True, kw_only=True):
    """A decoded request or a response. `error` tells why a frame could not be decoded; then `name` is what is known of it."""

    direction: Literal["ev", "evse"]
    name: str
    code: str = ""
    error: str = ""


class Transition(TraceEvent, frozen=True, kw_only=True):
    """The state machine moved."""

    old: str
    new: str
    cause: str


class Timer(TraceEvent, frozen=True, kw_only=True):
    """A timer was armed (`deadline` set), stopped or expired (`deadline` None)."""

    name: str
    deadline: float | None = None
    expired: bool = False


Trace = Callable[[TraceEvent], None]
