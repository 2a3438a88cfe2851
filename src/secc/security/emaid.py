"""eMAID: country (2 letters), provider (3), instance (9), perhaps a check character; with or without hyphens, in any case."""

from __future__ import annotations

import re

_FORM = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[A-Z0-9]{9}[A-Z0-9]?", re.ASCII)
_PLAIN = 14


def normalise(emaid: str) -> str:
    """Without hyphens, in upper case; "" if it is no eMAID (any other character, any other length)."""
    plain = emaid.replace("-", "").upper() if emaid.isascii() else ""
    return plain if _FORM.fullmatch(plain) else ""


def same(one: str, other: str) -> bool:
    """True if both are eMAIDs and name the same contract; the check character counts only where both have one."""
    a, b = normalise(one), normalise(other)
    if not a or not b or a[:_PLAIN] != b[:_PLAIN]:
        return False
    return len(a) == _PLAIN or len(b) == _PLAIN or a == b


def provider(emaid: str) -> str:
    """Country and provider, five characters; "" if it is no eMAID."""
    return normalise(emaid)[:5]
