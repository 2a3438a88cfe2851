"""Measures one engine on demand: reads `{"set", "exi", "seconds"}` lines, answers with nanoseconds an operation. Used by bench_exi.py.

`floor` is what building the same message from ready leaves costs, with structs of the same fields and default settings: nothing that gives
objects can be faster than that by much, whatever it reads.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable

import msgspec
from msgspec import Struct
from msgspec.structs import astuple

from secc import messages
from secc.exi import decoder

Names = dict[str, object]


def cost(run: Callable[[], object], seconds: float) -> float:
    """Nanoseconds a call, over about `seconds`."""
    count, start = 1, time.perf_counter_ns()
    run()
    count = max(1, int(seconds * 1e9 / max(1, time.perf_counter_ns() - start)) // 2)
    start = time.perf_counter_ns()
    for _ in range(count):
        run()
    return (time.perf_counter_ns() - start) / count


def plain_struct(maker: type[Struct]) -> type[Struct]:
    """A struct with the fields of a message class and default settings."""
    names, defaults = maker.__struct_fields__, maker.__struct_defaults__
    required = len(names) - len(defaults)
    fields = [(name, object) if i < required else (name, object, defaults[i - required]) for i, name in enumerate(names)]
    return msgspec.defstruct(maker.__name__, fields)


def expression(value: object, names: Names) -> str:
    """Python source that builds a message from its leaves; classes and leaves go into `names`."""
    if isinstance(value, Struct):
        key = f"class_{type(value).__name__}"
        names.setdefault(key, plain_struct(type(value)))
        return f"{key}({', '.join(expression(item, names) for item in astuple(value))})"
    if isinstance(value, tuple) and value:
        return f"({', '.join(expression(item, names) for item in value)},)"
    names[f"leaf_{len(names)}"] = value
    return f"leaf_{len(names) - 1}"


def floor(message: object) -> Callable[[], object]:
    names: Names = {}
    return eval(f"lambda: {expression(message, names)}", names)


def main() -> None:
    gc.disable()
    print(json.dumps({"engine": decoder.ENGINE}), flush=True)
    for line in sys.stdin:
        task = json.loads(line)
        name, data, seconds = task["set"], bytes.fromhex(task["exi"]), task["seconds"]
        message = messages.decode(name, data, strict=True)
        assert messages.encode(name, message) == data, "does not come back"
        measured = {
            "decode": cost(lambda n=name, d=data: messages.decode(n, d, strict=True), seconds),
            "encode": cost(lambda n=name, m=message: messages.encode(n, m), seconds),
            "floor": cost(floor(message), seconds),
        }
        print(json.dumps(measured), flush=True)


if __name__ == "__main__":
    main()
