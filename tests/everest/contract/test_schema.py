"""Our checks agree with an independent JSON Schema validator, on every type of the interfaces and on broken values."""

from __future__ import annotations

import json
import random
from datetime import datetime

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secc.everest.contract import Contract, ViolationError
from secc.everest.contract.schema import compile_schema, is_date_time
from tests.everest.contract.values import example, mutations

CONTRACT = Contract.shipped()
FORMATS = jsonschema.FormatChecker(formats=[])


@FORMATS.checks("date-time", raises=ValueError)
def instant(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ"))


TYPES = [(file, name) for file in CONTRACT.type_files() for name in CONTRACT.types(file)]


def oracle_schema(file: str, name: str) -> dict:
    """The type with all references as local definitions, as a plain draft-7 schema."""
    definitions = {f"{f}.{n}": CONTRACT.types(f)[n] for f, n in TYPES}
    text = json.dumps({"$ref": f"#/definitions/{file}.{name}", "definitions": definitions})
    for f in CONTRACT.type_files():
        text = text.replace(f'"/{f}#/', f'"#/definitions/{f}.')
    return json.loads(text)


def accepts(check, value: object) -> bool:
    try:
        check(value)
    except ViolationError:
        return False
    return True


@pytest.mark.parametrize(("file", "name"), [
    pytest.param(*type_, marks=() if index % 8 == 0 else pytest.mark.slow) for index, type_ in enumerate(TYPES)])
def test_our_check_agrees_with_the_independent_validator(file, name):
    check = CONTRACT.type_check(f"/{file}#/{name}")
    oracle = jsonschema.Draft7Validator(oracle_schema(file, name), format_checker=FORMATS)
    rng = random.Random(f"{file}.{name}")
    for full in (True, False):
        good = example(CONTRACT, {"$ref": f"/{file}#/{name}"}, rng, full=full)
        assert oracle.is_valid(good), good
        assert accepts(check, good), good
        for broken in mutations(good, rng):
            assert accepts(check, broken) == oracle.is_valid(broken), broken


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3), max_leaves=8))  # fmt: skip
def test_any_json_value_is_judged_like_the_independent_validator(value):
    for schema in (
        {"type": ["integer", "string"], "minimum": 2, "minLength": 1},
        {"type": "array", "items": {"type": "number", "maximum": 4}, "maxItems": 2},
        {"type": "object", "properties": {"a": {"type": "boolean"}}, "additionalProperties": False},
        {"type": "object", "properties": {"0": {"type": "null"}}, "required": ["0"]},
    ):
        assert accepts(compile_schema(schema, CONTRACT.type_check), value) == jsonschema.Draft7Validator(schema).is_valid(value)


def test_a_date_time_needs_a_zone_and_a_real_day():
    assert is_date_time("2026-02-28T10:00:00.000Z")
    assert is_date_time("2026-02-28T10:00:00+01:00")
    assert not is_date_time("2026-02-30T10:00:00Z")
    assert not is_date_time("2026-02-28T10:00:00")
    assert not is_date_time("")


@pytest.mark.parametrize(("file", "name"), TYPES)
def test_the_generated_class_takes_what_the_check_takes(file, name):
    module = __import__(f"secc.everest._generated.{file}", fromlist=[name])
    rng = random.Random(name)
    good = example(CONTRACT, {"$ref": f"/{file}#/{name}"}, rng, full=True)
    value = msgspec.convert(good, getattr(module, name))
    back = msgspec.json.decode(msgspec.json.encode(value))
    CONTRACT.type_check(f"/{file}#/{name}")(back)
    assert back == json.loads(json.dumps(good))
