"""Message sets that no row serves: ACDP, WPT, AC DER. Their requests get the response that pairs with them, and it fails (facts 0.4).

A set is asked what its least responses are, so nothing here names a message, and none is loaded before its first frame. A mode that comes
to be served leaves: its line in `secc.session.iso20.STREAMS` loses `refusals`, its refusals join the others in `refusals.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from functools import cache, partial
from importlib import import_module
from typing import Any, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields, replace

from secc.messages.iso20_common import responseCodeType as Code
from secc.session.iso20.facts import Ctx
from secc.session.iso20.values import HEADER
from secc.session.table import Refusal, Response


@cache
def refusals(set_name: str) -> Mapping[type, Refusal]:
    """The refusal of every request class of a message set."""
    classes = vars(import_module(f"secc.messages.{set_name}"))
    return {kind: partial(_refuse, classes[f"{name[:-3]}Res"]) for name, kind in classes.items() if name.endswith("Req")}


def _refuse(kind: type, request: Struct, code: Code, context: Ctx) -> Response:
    modes = {type(value).__name__.replace("Req", "Res") for value in (getattr(request, name) for name in request.__struct_fields__)}
    response: Response = replace(least(kind, modes), header=HEADER, response_code=code)
    return response


def least(kind: Any, modes: Collection[str] = ()) -> Any:
    """A value with what is mandatory alone: zeros, false, the first of a list of words; of several modes the one that answers the EV's."""
    options = get_args(kind)
    if get_origin(kind) is tuple:
        return _list(options[0])
    if options:
        return least(next((option for option in options if option.__name__ in modes), options[-1]), modes)
    if issubclass(kind, Enum):
        return next(iter(kind))
    if issubclass(kind, Struct):
        return kind(**{field.name: least(field.type, modes) for field in fields(kind) if field.required})
    return kind()


def _list(item: Any) -> tuple[Any, ...]:
    """One method that nobody else has (WPT), or the two points that a curve must have (AC DER)."""
    return (item["Proprietary"],) if issubclass(item, Enum) else (least(item),) * 2
