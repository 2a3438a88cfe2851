"""Any bytes give a message or ExiError, in bounded time and memory; what gives a message can be written in XML and JSON and, if it is valid, encoded.

The first octet of an input chooses the set and whether it is a fragment; `--set` fixes the set, and then `--fragment` the kind.
"""

from __future__ import annotations

import sys

import harness
from exi_seeds import seeds as vectors

from secc import messages
from secc.errors import EncodeError, ExiError
from secc.exi.content import AnyElement

FIXED = ""
KIND = False


def seeds() -> list[bytes]:
    """Vectors with their first octet, or of the fixed set without it."""
    if FIXED:
        return [data for name, fragment, data in vectors() if name == FIXED and fragment == KIND] or [b"\x80"]
    return [bytes([messages.SETS.index(name) << 1 | fragment]) + data for name, fragment, data in vectors()]


def check(data: bytes) -> None:
    """Raises whatever should never be raised."""
    if FIXED:
        try_one(FIXED, KIND, data)
    elif data:
        try_one(messages.SETS[(data[0] >> 1) % len(messages.SETS)], bool(data[0] & 1), data[1:])


def try_one(name: str, fragment: bool, data: bytes) -> None:
    try:
        element, message = messages.decode_fragment(name, data) if fragment else (None, messages.decode(name, data))
    except ExiError:
        return
    messages.to_xml(name, message, element)
    messages.to_json(name, message, element)
    if fragment or isinstance(message, AnyElement):
        return
    found = messages.violations(message)
    if any(not isinstance(violation.value, AnyElement) for violation in found):
        try:
            messages.encode(name, message)
        except EncodeError:
            return
        raise AssertionError("a message with violations was encoded")
    # An element in open content that left its declaration is a violation that has a coding: it must survive too.
    again = messages.decode(name, messages.encode(name, message), strict=not found)
    assert again == message, "encoded and decoded again, something else comes out"


if __name__ == "__main__":
    if "--set" in sys.argv:
        at = sys.argv.index("--set")
        FIXED = sys.argv[at + 1]
        del sys.argv[at : at + 2]
    if "--fragment" in sys.argv:
        sys.argv.remove("--fragment")
        KIND = True
    sys.exit(harness.main(f"exi_{FIXED}" if FIXED else "exi", seeds, check))
