"""Seeds of the EXI harnesses: the committed vectors, and streams made to hurt."""

from __future__ import annotations

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from secc import messages
from secc.messages import xmldsig
from tests.vectors.records import SAMPLE, read

Seed = tuple[str, bool, bytes]
"""Set, whether a fragment, stream."""


def seeds() -> list[Seed]:
    """Every committed vector in all its forms, and the hostile ones."""
    found = [
        (record["protocol"], record["kind"] == "fragment", bytes.fromhex(record[key]))
        for record in read(SAMPLE)
        for key in ("exi", "exi_tables", "exi_ee")
        if key in record
    ]
    return found + hostile()


def hostile() -> list[Seed]:
    """64 KiB of one octet, nested Objects, lengths that lie."""
    deep: object = xmldsig.Object()
    for _ in range(31):
        deep = xmldsig.Object(content=(deep,))
    nested = messages.encode_fragment("xmldsig", "Object", deep)
    made: list[Seed] = [("xmldsig", True, nested), ("xmldsig", True, (nested * 2000)[:65_536])]
    for octet in (0x00, 0x55, 0x80, 0xFF):
        made += [(name, False, b"\x80" + bytes([octet]) * 65_535) for name in ("iso2", "xmldsig", "iso20_common")]
    made.append(("iso2", False, bytes.fromhex("8098ffffffff7f") + bytes(32)))
    return made
