"""Two decoders that know nothing of one another: what ours reads as a valid message, EXIficient reads as the same XML.

Needs shared/oracle (SECC_SHARED), SECC_PEER_PYTHON (a Python with `iso15118`) and java; without them it says so and ends.
"""

from __future__ import annotations

import os
import pathlib
import sys
from xml.etree import ElementTree

import harness
from exi_seeds import seeds as vectors

from secc import messages
from secc.errors import ExiError
from secc.exi.content import AnyElement
from tests.vectors.records import SHARED, infoset

SETS = [name for name in messages.SETS if "_der_" not in name]  # no public XSD for the others


def seeds() -> list[bytes]:
    found = [(name, data) for name, fragment, data in vectors() if not fragment and name in SETS and len(data) < 2000]
    return [bytes([SETS.index(name)]) + data for name, data in found]


def same(ours: str, theirs: str) -> bool:
    try:
        return infoset(ours) == infoset(theirs)
    except ElementTree.ParseError:
        return True  # names that no XML parser takes: nothing to compare


def judge(oracle: object) -> object:
    def check(data: bytes) -> None:
        if not data:
            return
        name, stream = SETS[data[0] % len(SETS)], data[1:]
        try:
            message = messages.decode(name, stream, strict=True, deviations=False)
        except ExiError:
            return
        text = messages.to_xml(name, message)
        if isinstance(message, AnyElement) or text.endswith("<!-- lossy -->"):
            return
        try:
            theirs, _ = oracle.decode(name, stream.hex(), "document")  # type: ignore[attr-defined]
        except Exception as error:
            if "NullPointerException" in str(error):  # the reference itself fell over
                return
            raise
        assert text == theirs or same(text, theirs), f"{name} {stream.hex()}: {text} but {theirs}"

    return check


def main() -> int:
    folder, python = SHARED / "oracle", os.environ.get("SECC_PEER_PYTHON")
    if not python or not (folder / "exi_oracle.py").is_file():
        print("exi_oracle: no oracle at hand (SECC_SHARED, SECC_PEER_PYTHON), nothing compared")
        return 0
    sys.path.insert(0, str(folder))
    from exi_oracle import Oracle

    with Oracle(str(pathlib.Path(python).parents[1])) as oracle:
        return harness.main("exi_oracle", seeds, judge(oracle))  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
