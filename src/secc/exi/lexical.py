"""Values of simple types as XML text, and back."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable

from secc.exi.states import Datatype

UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even as a reference."""
NAME = re.compile("[A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u4e00-\u9fa5][0-9A-Za-z_.\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u4e00-\u9fa5-]*")
UNNAMEABLE = re.compile("[^0-9A-Za-z_.\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u4e00-\u9fa5-]")
"""A name without a colon, and what may not stand in one; a little narrower than any edition of XML 1.0 allows."""


def write_value(value: object, datatype: Datatype | None) -> str:
    """The XML text of a value. Without a type: binary as base64."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return value.hex().upper() if datatype is not None and datatype.lexical == "hex" else base64.b64encode(value).decode()
    return str(value)


def read_value(text: str, datatype: Datatype) -> str | bytes | int | None:
    """The value that XML text stands for; None if it is none of the type."""
    if datatype.values:
        wanted = text.strip()
        return next((v for v in datatype.values if isinstance(v, str) and v == wanted), None)
    try:
        return READERS[datatype.lexical](text)
    except (ValueError, binascii.Error):
        return None


def read_boolean(text: str) -> bool:
    word = text.strip()
    if word not in ("true", "1", "false", "0"):
        raise ValueError(text)
    return word in ("true", "1")


def read_integer(text: str) -> int:
    if not re.fullmatch(r"\s*[+-]?[0-9]+\s*", text):
        raise ValueError(text)
    return int(text)


READERS: dict[str, Callable[[str], str | bytes | int]] = {
    "string": str,
    "boolean": read_boolean,
    "integer": read_integer,
    "hex": lambda text: bytes.fromhex(text),
    "base64": lambda text: base64.b64decode("".join(text.split()), validate=True),
}


def escape(text: str, in_attribute: bool = False) -> str:
    """Text as it stands in one line of XML; what XML cannot hold becomes U+FFFD."""
    text = UNWRITABLE.sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace("\n", "&#10;").replace("\r", "&#13;")
    return text.replace('"', "&quot;").replace("\t", "&#9;") if in_attribute else text
