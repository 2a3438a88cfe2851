"""A record as text: `OCMF|{payload}|{signature}`. What is signed is the payload section exactly as written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from secc.errors import PeerError
from secc.everest.ocmf.finding import Finding, warn

MAX_RECORD = 1 << 20
KNOWN_KEYS = frozenset({
    "FV", "GI", "GS", "GV", "PG", "MV", "MM", "MS", "MF", "IS", "IL", "IF", "IT", "ID", "TT", "CF", "LC", "CT", "CI", "RD",
    "VI", "VV",
})  # fmt: skip
VERSIONS = frozenset({"0.1", "0.2", "0.3", "0.4", "0.5", "1.0", "1.1", "1.2", "1.3", "1.4"})


class OcmfError(PeerError):
    """A text that is no OCMF record. Attribute `code`: header, sections, json, keys, size."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        super().__init__(f"{code}: {text}")


@dataclass(frozen=True, slots=True)
class Record:
    """A well-formed record. `signed` are the bytes under the signature; numbers of the payload are Decimal, their digits kept."""

    payload: Mapping[str, object]
    signature: Mapping[str, object]
    signed: bytes
    findings: tuple[Finding, ...]

    def text(self, key: str) -> str:
        """A payload field as text, "" when absent."""
        value = self.payload.get(key)
        return "" if value is None else str(value)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise OcmfError("keys", f"the key {key!r:.40} stands twice")
        found[key] = value
    return found


def _section_end(text: str, start: int) -> int:
    """Index of the pipe (or the end) after the JSON object that starts here; a pipe inside a string does not count."""
    in_string = escaped = False
    for index in range(start, len(text)):
        character = text[index]
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = in_string
        elif character == '"':
            in_string = not in_string
        elif character == "|" and not in_string:
            return index
    return len(text)


def _object(section: str, name: str) -> dict[str, object]:
    try:
        value = json.loads(section, parse_float=Decimal, parse_int=Decimal, object_pairs_hook=_unique)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise OcmfError("json", f"the {name} section: {error}") from None
    if not isinstance(value, dict):
        raise OcmfError("json", f"the {name} section is no object")
    return value


def parse(text: str) -> Record:
    """Read a record. White space around the whole is ignored, nothing inside is touched. Raises OcmfError."""
    text = text.strip()
    if len(text) > MAX_RECORD:
        raise OcmfError("size", f"{len(text)} characters")
    if not text.startswith("OCMF|"):
        raise OcmfError("header", "the text does not begin with OCMF|")
    middle = _section_end(text, 5)
    end = _section_end(text, middle + 1)
    if middle >= len(text) or not text[middle + 1 : end].strip():
        raise OcmfError("sections", "payload and signature are needed")
    payload, signature = _object(text[5:middle], "payload"), _object(text[middle + 1 : end], "signature")
    return Record(payload, signature, text[5:middle].encode("utf-8"), tuple(_remarks(text, payload, end)))


def _remarks(text: str, payload: Mapping[str, object], end: int) -> list[Finding]:
    found = []
    if end < len(text):
        found.append(warn("sections", "more than three sections"))
    if text.count("|", 0, end) > 2:
        found.append(warn("pipe", "a pipe inside a text; some programs cut there"))
    version = payload.get("FV")
    if version is None:
        found.append(warn("version", "FV is missing"))
    elif str(version) not in VERSIONS:
        found.append(warn("version", f"FV {version!s:.20} is unknown"))
    unknown = [key for key in payload if key not in KNOWN_KEYS and key[:1] not in "UVWXYZ"]
    if unknown:
        found.append(warn("keys", f"unknown: {', '.join(unknown)[:100]}"))
    return found
