"""Example values for a schema, and values that are nearly right."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator

from secc.everest.contract import Contract

PATTERNS = {"^[A-F0-9]{2}(:[A-F0-9]{2}){5}$": "02:00:5E:10:00:01", "^[A-Fa-f0-9]{2}(:[A-Fa-f0-9]{2}){5}$": "02:00:5e:10:00:01"}


def example(contract: Contract, schema: dict, rng: random.Random, *, full: bool, depth: int = 0) -> object:
    """A value that a schema accepts; `full` fills every field, else only the required ones."""
    if "$ref" in schema:
        file, _, name = schema["$ref"][1:].partition("#/")
        return example(contract, contract.types(file)[name], rng, full=full, depth=depth)
    if "enum" in schema:
        return rng.choice(schema["enum"])
    kind = schema.get("type")
    if kind == "object":
        required = schema.get("required", [])
        return {
            name: example(contract, inner, rng, full=full, depth=depth + 1)
            for name, inner in schema.get("properties", {}).items()
            if name in required or (full and depth < 5)
        }
    if kind == "array":
        count = schema.get("minItems", 0) if depth > 4 else max(schema.get("minItems", 0), min(2, schema.get("maxItems", 2)))
        if depth > 2 and "$ref" in schema["items"] and schema["items"]["$ref"] == "/energy#/EnergyFlowRequest":
            count = 0
        return [example(contract, schema["items"], rng, full=full, depth=depth + 1) for _ in range(count)]
    if kind == "string":
        if schema.get("format") == "date-time":
            return "2026-01-01T10:00:00.000Z"
        if "pattern" in schema:
            return PATTERNS[schema["pattern"]]
        return "x" * max(schema.get("minLength", 0), min(3, schema.get("maxLength", 3)))
    if kind in ("number", "integer"):
        low, high = schema.get("minimum", -5), schema.get("maximum", 5000)
        value = rng.uniform(low, high)
        return max(low, int(value)) if kind == "integer" else round(value, 3)
    return {"boolean": True, "null": None}[kind]


def paths(value: object, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in children:
        yield from paths(inner, (*path, key))


def mutations(good: object, rng: random.Random) -> Iterator[object]:
    """Values that differ from a good one in one place."""
    for path in rng.sample(every := list(paths(good)), min(8 if len(every) < 60 else 2, len(every))):
        for new in (None, -1e12, 1e12, True, "§", "y" * 6000, [], {}, [1] * 1025, 2.5):
            broken = copy.deepcopy(good)
            if not path:
                yield new
                continue
            at = broken
            for step in path[:-1]:
                at = at[step]
            at[path[-1]] = new
            yield broken
            if isinstance(at, dict):
                del at[path[-1]]
                yield broken
                at["no_such_field"] = 1
                yield broken
