"""Records and keys out of a file: bare text, one or more lines, or the XML container of the transparency software."""

from __future__ import annotations

import base64
import binascii
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass

from secc.everest.ocmf.record import OcmfError

MAX_FILE = 16 << 20


@dataclass(frozen=True, slots=True)
class Held:
    """One record as text with what stands beside it; `transaction` groups the records of a session."""

    record: str
    key: str = ""
    transaction: str = ""


def records_in(text: str) -> list[Held]:
    """All records of a text. Raises OcmfError when it is neither XML nor begins with OCMF|."""
    if len(text) > MAX_FILE:
        raise OcmfError("size", f"{len(text)} characters")
    stripped = text.strip().lstrip("\ufeff")
    if stripped.startswith("<"):
        return list(_from_xml(stripped))
    parts = stripped.split("\nOCMF|")
    return [Held(part if number == 0 else f"OCMF|{part}") for number, part in enumerate(parts)]


def _from_xml(text: str) -> Iterator[Held]:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise OcmfError("xml", "a document type is not allowed here")
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise OcmfError("xml", str(error)) from None
    for value in root.iter():
        if _local(value.tag) != "value":
            continue
        children = {_local(child.tag): child for child in value}
        data = children.get("signedData", children.get("encodedData"))
        if data is None or not (data.text or "").strip():
            continue
        key = children.get("publicKey")
        yield Held(_plain(data.text or ""), "" if key is None else (key.text or "").strip(), value.get("transactionId", ""))


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _plain(text: str) -> str:
    """The record in clear, whichever of the four encodings was used."""
    text = text.strip()
    if text.startswith("OCMF|"):
        return text
    compact = "".join(text.split())
    for decode in (bytes.fromhex, lambda data: base64.b64decode(data, validate=True), base64.b32decode):
        try:
            plain = decode(compact).decode("utf-8")
        except (ValueError, binascii.Error):
            continue
        if plain.startswith("OCMF|"):
            return plain
    return text
