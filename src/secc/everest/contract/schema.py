"""A schema becomes one function that accepts a value or raises ViolationError.

The subset of JSON Schema draft 7 that EVerest's files use. Siblings of `$ref` are ignored, as draft 7 says; numbers may be written as
integers. Where a schema sets no bound of its own, a general one holds (`MAX_ITEMS`, `MAX_TEXT`), so that nobody on the bus can
make us keep lists without end (CVE-2026-27815, -27816 are the warning).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import cast

from secc.everest.contract.errors import ViolationError

Schema = Mapping[str, object]
Check = Callable[[object], None]
Resolve = Callable[[str], Check]

MAX_ITEMS = 10_000
MAX_TEXT = 1_000_000
OTHER_TYPES: Mapping[type, tuple[str, ...]] = {str: ("string",), list: ("array",), tuple: ("array",), dict: ("object",)}
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)


def compile_schema(schema: Schema, resolve: Resolve) -> Check:
    """The check for a schema; `resolve` gives the check of a referenced type and may be called late, so types may nest."""
    reference = schema.get("$ref")
    if isinstance(reference, str):
        return _late(reference, resolve)
    declared = schema.get("type")
    names = tuple(str(name) for name in declared) if isinstance(declared, list) else (str(declared),) if declared else ()
    checks = [_enumeration(cast(list[object], schema["enum"]))] if "enum" in schema else []
    if not names:
        return _all(checks)
    by_type = {name: BY_TYPE[name](schema, resolve) for name in names}
    if len(by_type) == 1:
        return _all([*by_type.values(), *checks])
    return _all([_one_of(by_type), *checks])


def _late(reference: str, resolve: Resolve) -> Check:
    found: list[Check] = []

    def check(value: object) -> None:
        if not found:
            found.append(resolve(reference))
        found[0](value)

    return check


def _all(checks: list[Check]) -> Check:
    if len(checks) == 1:
        return checks[0]

    def check(value: object) -> None:
        for inner in checks:
            inner(value)

    return check


def _one_of(by_type: Mapping[str, Check]) -> Check:
    def check(value: object) -> None:
        for name in type_names(value):
            if name in by_type:
                by_type[name](value)
                return
        raise ViolationError(f"{shown(value)} is no {' or '.join(by_type)}")

    return check


def type_names(value: object) -> tuple[str, ...]:
    """The JSON types that a value has: 3.0 is a number and an integer."""
    if value is None:
        return ("null",)
    if isinstance(value, bool):
        return ("boolean",)
    if isinstance(value, int):
        return ("integer", "number")
    if isinstance(value, float):
        return ("number", "integer") if value.is_integer() else ("number",)
    return OTHER_TYPES.get(type(value), ())


def shown(value: object) -> str:
    """A value as it may stand in an error text: short, whatever came in."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _enumeration(values: list[object]) -> Check:
    allowed = frozenset(value for value in values if isinstance(value, str))
    others = [value for value in values if not isinstance(value, str)]

    def check(value: object) -> None:
        if not (isinstance(value, str) and value in allowed) and value not in others:
            raise ViolationError(f"{shown(value)} is none of {', '.join(map(str, values))}")

    return check


def _null(schema: Schema, resolve: Resolve) -> Check:
    def check(value: object) -> None:
        if value is not None:
            raise ViolationError(f"{shown(value)} is not null")

    return check


def _boolean(schema: Schema, resolve: Resolve) -> Check:
    def check(value: object) -> None:
        if value is not True and value is not False:
            raise ViolationError(f"{shown(value)} is no boolean")

    return check


def _numeric(schema: Schema, whole: bool) -> Check:
    minimum = cast(float, schema.get("minimum", -math.inf))
    maximum = cast(float, schema.get("maximum", math.inf))
    name = "integer" if whole else "number"

    def check(value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ViolationError(f"{shown(value)} is no {name}")
        if whole and not float(value).is_integer():
            raise ViolationError(f"{value} is no integer")
        if value < minimum:
            raise ViolationError(f"{value} is below the minimum {minimum}")
        if value > maximum:
            raise ViolationError(f"{value} is above the maximum {maximum}")

    return check


def _integer(schema: Schema, resolve: Resolve) -> Check:
    return _numeric(schema, whole=True)


def _number(schema: Schema, resolve: Resolve) -> Check:
    return _numeric(schema, whole=False)


def _string(schema: Schema, resolve: Resolve) -> Check:
    shortest = cast(int, schema.get("minLength", 0))
    longest = cast(int, schema.get("maxLength", MAX_TEXT))
    pattern = re.compile(cast(str, schema["pattern"])) if "pattern" in schema else None
    instant = schema.get("format") == "date-time"

    def check(value: object) -> None:
        if not isinstance(value, str):
            raise ViolationError(f"{shown(value)} is no string")
        if not shortest <= len(value) <= longest:
            raise ViolationError(f"{len(value)} characters, allowed are {shortest} to {longest}")
        if pattern is not None and not pattern.search(value):
            raise ViolationError(f"{shown(value)} does not match {pattern.pattern}")
        if instant and not is_date_time(value):
            raise ViolationError(f"{shown(value)} is no date-time (RFC 3339)")

    return check


def is_date_time(text: str) -> bool:
    """Whether a text is an instant as RFC 3339 writes it."""
    if not DATE_TIME.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text.upper())
    except ValueError:
        return False
    return True


def _array(schema: Schema, resolve: Resolve) -> Check:
    fewest = cast(int, schema.get("minItems", 0))
    most = cast(int, schema.get("maxItems", MAX_ITEMS))
    item = compile_schema(cast(Schema, schema["items"]), resolve) if "items" in schema else None

    def check(value: object) -> None:
        if not isinstance(value, list | tuple):
            raise ViolationError(f"{shown(value)} is no array")
        if not fewest <= len(value) <= most:
            raise ViolationError(f"{len(value)} items, allowed are {fewest} to {most}")
        if item is not None:
            index = 0
            try:
                for index, entry in enumerate(value):  # noqa: B007 - the index is for the error path
                    item(entry)
            except ViolationError as error:
                raise error.below(f"[{index}]") from None

    return check


def _object(schema: Schema, resolve: Resolve) -> Check:
    properties = cast(Mapping[str, Schema], schema.get("properties", {}))
    checks = {name: compile_schema(inner, resolve) for name, inner in properties.items()}
    required = tuple(cast(list[str], schema.get("required", [])))
    is_open = bool(schema.get("additionalProperties", True))

    def check(value: object) -> None:
        if not isinstance(value, dict):
            raise ViolationError(f"{shown(value)} is no object")
        if len(value) > MAX_ITEMS:
            raise ViolationError(f"{len(value)} fields, allowed are {MAX_ITEMS}")
        for name in required:
            if name not in value:
                raise ViolationError(f"the field {name} is missing")
        for name, content in value.items():
            inner = checks.get(name)
            if inner is None:
                if not is_open:
                    raise ViolationError(f"the field {shown(name)} is unknown")
                continue
            try:
                inner(content)
            except ViolationError as error:
                raise error.below(name) from None

    return check


BY_TYPE: Mapping[str, Callable[[Schema, Resolve], Check]] = {
    "null": _null, "boolean": _boolean, "integer": _integer, "number": _number, "string": _string, "array": _array, "object": _object,
}  # fmt: skip
