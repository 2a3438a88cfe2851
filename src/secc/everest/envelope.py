"""EVerest's message envelope: `{"msg_type": T, "data": ...}`, with the payload doubly wrapped for variables and results."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, cast

import msgspec

from secc.errors import LocalError

MAX_PAYLOAD = 1 << 20
MODULE_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,127}")
ErrorName = Literal["MessageParsingError", "SchemaValidationError", "HandlerException", "CmdTimeout", "Shutdown", "NotReady"]
MESSAGE_TYPES = frozenset({
    "Var", "Cmd", "CmdResult", "ExternalMQTT", "RaiseError", "ClearError", "ConfigurationRequest", "ConfigurationResponse",
    "Heartbeat", "ModuleReady", "GlobalReady",
})  # fmt: skip


class CommandError(LocalError):
    """A command was not carried out. Attributes: `name` (EVerest's name of the error), `reason`."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{name}: {reason}")


class EnvelopeError(LocalError):
    """Bytes that are no message of EVerest's framework."""


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """A command on its way: `origin` is the calling module, `id` what the answer repeats."""

    id: str
    origin: str
    args: object


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a call: a result, or an error with its name."""

    id: str
    origin: str
    retval: object = None
    error: CommandError | None = None


def encode(message_type: str, data: object) -> bytes:
    return msgspec.json.encode({"msg_type": message_type, "data": data})


def variable(value: object) -> bytes:
    return encode("Var", {"data": value})


def call(identifier: str, origin: str, arguments: Mapping[str, object]) -> bytes:
    return encode("Cmd", {"id": identifier, "args": arguments, "origin": origin})


def result(identifier: str, origin: str, value: object) -> bytes:
    return encode("CmdResult", {"type": "result", "data": {"id": identifier, "retval": value, "origin": origin}})


def failure(identifier: str, origin: str, name: ErrorName, reason: str) -> bytes:
    error = {"__everest__error_type": name, "__everest__error_msg": reason}
    return encode("CmdResult", {"type": "result", "data": {"id": identifier, "error": error, "origin": origin}})


def decode(payload: bytes, *expected: str) -> tuple[str, object]:
    """Message type and data. Raises EnvelopeError: too long, no JSON, no envelope, unknown or unexpected type."""
    if len(payload) > MAX_PAYLOAD:
        raise EnvelopeError(f"{len(payload)} bytes, allowed are {MAX_PAYLOAD}")
    try:
        message = msgspec.json.decode(payload)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise EnvelopeError(f"no JSON: {error}") from None
    if not isinstance(message, dict) or "msg_type" not in message or "data" not in message:
        raise EnvelopeError("no msg_type and data")
    message_type = message["msg_type"]
    if not isinstance(message_type, str) or message_type not in MESSAGE_TYPES:
        raise EnvelopeError(f"unknown msg_type {message_type!r:.60}")
    if expected and message_type not in expected:
        raise EnvelopeError(f"msg_type {message_type} where {' or '.join(expected)} belongs")
    return message_type, message["data"]


def decode_variable(payload: bytes) -> object:
    data = decode(payload, "Var")[1]
    if not isinstance(data, dict) or "data" not in data:
        raise EnvelopeError("a Var without data")
    return data["data"]


def decode_call(payload: bytes) -> Call:
    """Raises EnvelopeError when not even the sender can be told; `args` is checked by the interface later."""
    data = decode(payload, "Cmd")[1]
    if not isinstance(data, dict):
        raise EnvelopeError("a Cmd without content")
    identifier, origin = data.get("id"), data.get("origin")
    if not isinstance(identifier, str) or len(identifier) > 256 or not isinstance(origin, str) or not MODULE_ID.fullmatch(origin):
        raise EnvelopeError("a Cmd without id and origin")
    return Call(id=identifier, origin=origin, args=data.get("args"))


def decode_answer(payload: bytes) -> Answer:
    data = decode(payload, "CmdResult")[1]
    inner = data.get("data") if isinstance(data, dict) else None
    if not isinstance(inner, dict) or not isinstance(inner.get("id"), str):
        raise EnvelopeError("a CmdResult without id")
    error = inner.get("error")
    found = None
    if error is not None:
        parts = cast(Mapping[str, object], error) if isinstance(error, dict) else {}
        found = CommandError(str(parts.get("__everest__error_type", "HandlerException")), str(parts.get("__everest__error_msg", "")))
    return Answer(id=inner["id"], origin=str(inner.get("origin", "")), retval=inner.get("retval"), error=found)
