"""Whole sessions of real cars: every frame decodes, and encodes again to the same octets but for padding and what follows the end."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from secc import messages
from tests.vectors.records import ABSENT, SHARED, STEP

FILES = sorted((SHARED / "captures").glob("*.jsonl.gz")) if (SHARED / "captures").is_dir() else []


def frames(path: Path) -> Iterator[tuple[str, bytes]]:
    """Set and bytes of each frame; the first bits tell SAP, DIN and -2 apart."""
    with gzip.open(path, "rt") as file:
        for line in file:
            for _, _, _, text in json.loads(line)["frames"]:
                data = bytes.fromhex(text)
                yield {0x98: "iso2", 0x9A: "din"}.get(data[1], "sap"), data


@pytest.mark.parametrize("path", FILES or [None], ids=lambda path: path.name.partition(".")[0] if path else "absent")
def test_every_frame_of_a_car_decodes_and_encodes_to_the_same(path: Path | None) -> None:
    if path is None:
        pytest.skip(ABSENT)
    for number, (name, data) in enumerate(frames(path)):
        if number % STEP:
            continue
        message = messages.decode(name, data, strict=True)
        again = messages.encode(name, message)
        assert data[: len(again) - 1] == again[:-1], data.hex()
