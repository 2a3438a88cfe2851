"""EXI vectors: where they lie, how they are read, and how XML is compared."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from secc.exi import decoder

REPOSITORY = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SECC_SHARED", REPOSITORY.parent / "shared"))
SAMPLE = Path(__file__).with_name("sample.jsonl")
ABSENT = f"foreign vectors not at hand: set SECC_SHARED to the folder that holds vectors/ and captures/ (looked in {SHARED})"
STEP = 1 if decoder.ENGINE == "compiled" or os.environ.get("SECC_GATE") else 10
"""Plain Python reads every tenth record, except in the gate."""

Record = dict[str, str]
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def read(path: Path, step: int = 1) -> Iterator[Record]:
    """Every `step`-th record of a file of JSON lines, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % step == 0:
                yield json.loads(line)


def infoset(xml: str) -> object:
    """Names, attributes and text of an XML document, whatever its prefixes."""
    prefixes: dict[str, str] = {}
    root = None
    parser = ElementTree.XMLPullParser(("start-ns", "start"))
    parser.feed(xml)
    parser.close()
    types: dict[int, str] = {}
    for event, item in parser.read_events():
        if event == "start-ns":
            prefixes[item[0]] = item[1]
            continue
        root = item if root is None else root
        prefix, _, local = item.get(XSI_TYPE, "").rpartition(":")
        types[id(item)] = f"{{{prefixes.get(prefix, '')}}}{local}" if local else ""
    assert root is not None
    return node(root, types)


def node(element: ElementTree.Element, types: dict[int, str]) -> object:
    attributes = sorted((key, types[id(element)] if key == XSI_TYPE else value) for key, value in element.attrib.items())
    return element.tag, attributes, element.text or "", [(node(child, types), child.tail or "") for child in element]
