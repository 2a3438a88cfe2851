"""The format of interface, type and error files: what EVerest's own loader would refuse is refused here, with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from secc.everest.contract.yaml_file import Path_, YamlFile

NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_.-]*")
ERROR_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
TYPE_REFERENCE = re.compile(r"/[A-Za-z0-9_]+#/[A-Za-z0-9_]+")
ERROR_REFERENCE = re.compile(r"/errors/[A-Za-z0-9_]+(#/[A-Za-z0-9_]+)?")
TYPES = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})

Keyword = tuple[str, Callable[[object], bool]]
_COUNT: Keyword = ("a count", lambda value: type(value) is int and value >= 0)
_NUMBER: Keyword = ("a number", lambda value: type(value) in (int, float))
_TEXT: Keyword = ("a text", lambda value: isinstance(value, str))
KEYWORDS: Mapping[str, Keyword] = {
    "description": _TEXT,
    "type": ("a type name or a list of them", lambda value: set(value if isinstance(value, list) else [value]) <= TYPES),
    "$ref": ("a reference /file#/Type", lambda value: isinstance(value, str) and bool(TYPE_REFERENCE.fullmatch(value))),
    "properties": ("a mapping", lambda value: isinstance(value, dict)),
    "required": ("a list of names", lambda value: isinstance(value, list) and all(isinstance(name, str) for name in value)),
    "additionalProperties": ("true or false", lambda value: isinstance(value, bool)),
    "items": ("a schema", lambda value: isinstance(value, dict)),
    "enum": ("a list of different values", lambda value: isinstance(value, list) and 0 < len(value) == len(set(map(repr, value)))),
    "pattern": ("a regular expression", lambda value: isinstance(value, str) and _compiles(value)),
    "format": ("date-time", lambda value: value == "date-time"),
    "default": ("any value", lambda value: True),
    "qos": ("0, 1 or 2", lambda value: value in (0, 1, 2)),
    "minimum": _NUMBER, "maximum": _NUMBER,
    "minItems": _COUNT, "maxItems": _COUNT, "minLength": _COUNT, "maxLength": _COUNT,
}  # fmt: skip
RANGES = (("minimum", "maximum"), ("minItems", "maxItems"), ("minLength", "maxLength"))


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def mapping(file: YamlFile, value: object, path: Path_, allowed: tuple[str, ...] = (), needed: tuple[str, ...] = ()) -> dict[str, object]:
    """The value as a mapping with these keys only (any, if none are given)."""
    if not isinstance(value, dict):
        raise file.error("a mapping is needed here", path)
    for key in value:
        if allowed and key not in allowed:
            raise file.error(f"unknown key; allowed are {', '.join(allowed)}", (*path, key))
    for key in needed:
        if key not in value:
            raise file.error(f"the key {key} is missing", path)
    return value


def interface(file: YamlFile) -> None:
    """Check an interface file."""
    top = mapping(file, file.data, (), ("description", "cmds", "vars", "errors"), ("description",))
    for name, command in mapping(file, top.get("cmds", {}), ("cmds",)).items():
        path = ("cmds", name)
        _name(file, name, path)
        parts = mapping(file, command, path, ("description", "arguments", "result"), ("description",))
        for argument, value in mapping(file, parts.get("arguments", {}), (*path, "arguments")).items():
            _name(file, argument, (*path, "arguments", argument))
            schema(file, value, (*path, "arguments", argument), outer=True, may_be_null=False)
        if "result" in parts:
            schema(file, parts["result"], (*path, "result"), outer=True, may_be_null=False)
    for name, variable in mapping(file, top.get("vars", {}), ("vars",)).items():
        _name(file, name, ("vars", name))
        schema(file, variable, ("vars", name), outer=True)
    references = top.get("errors", [])
    if not isinstance(references, list):
        raise file.error("a list is needed here", ("errors",))
    for index, entry in enumerate(references):
        reference = mapping(file, entry, ("errors", index), ("reference",), ("reference",))["reference"]
        if not isinstance(reference, str) or not ERROR_REFERENCE.fullmatch(reference):
            raise file.error("a reference /errors/file or /errors/file#/Name is needed here", ("errors", index, "reference"))


def types(file: YamlFile) -> None:
    """Check a type file."""
    top = mapping(file, file.data, (), ("description", "types"), ("description", "types"))
    for name, value in mapping(file, top["types"], ("types",)).items():
        schema(file, value, ("types", name), outer=True, may_default=True)


def errors(file: YamlFile) -> None:
    """Check an error file."""
    top = mapping(file, file.data, (), ("description", "errors"), ("description", "errors"))
    entries = top["errors"]
    if not isinstance(entries, list):
        raise file.error("a list is needed here", ("errors",))
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        path = ("errors", index)
        name = mapping(file, entry, path, ("name", "description"), ("name", "description"))["name"]
        if not isinstance(name, str) or not ERROR_NAME.fullmatch(name):
            raise file.error("an error name starts with a capital and has letters and digits only", (*path, "name"))
        if name in seen:
            raise file.error(f"the error {name} is declared twice", path)
        seen.add(name)


def schema(file: YamlFile, value: object, path: Path_, *, outer: bool = False, may_be_null: bool = True, may_default: bool = False) -> None:
    """Check one schema and what is inside it. `outer`: type and description are mandatory."""
    found = mapping(file, value, path, tuple(KEYWORDS), ("type", "description") if outer else ())
    for keyword, content in found.items():
        expected, fits = KEYWORDS[keyword]
        if not fits(content):
            raise file.error(f"{expected} is needed here", (*path, keyword))
    if "default" in found and not may_default:
        raise file.error("a default is not allowed here", (*path, "default"))
    if not may_be_null and found.get("type") == "null":
        raise file.error("null is not allowed here", (*path, "type"))
    for low, high in RANGES:
        lower, upper = found.get(low), found.get(high)
        if isinstance(lower, int | float) and isinstance(upper, int | float) and lower > upper:
            raise file.error(f"{low} {lower} is above {high} {upper}", path)
    properties = found.get("properties", {})
    required = found.get("required", [])
    if isinstance(properties, dict) and isinstance(required, list):
        for name in required:
            if properties and name not in properties:
                raise file.error(f"required names {name}, which is no property", (*path, "required"))
        for name, inner in properties.items():
            schema(file, inner, (*path, "properties", name), may_default=may_default)
    if "items" in found:
        schema(file, found["items"], (*path, "items"), may_default=may_default)


def _name(file: YamlFile, name: str, path: Path_) -> None:
    if not NAME.fullmatch(name):
        raise file.error("a name has letters, digits and _ . - and starts with a letter or _", path)
