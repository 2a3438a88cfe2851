"""Fixtures: the folders of our schemas and of the official ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.schemas.official import OFFICIAL, SCHEMAS, official_folder

ABSENT = "official XSDs not at hand: install PyPI iso15118 or set SECC_OFFICIAL_XSD to its folder shared/schemas"


@pytest.fixture(scope="session")
def official() -> Path:
    """The official folder. Without it tests skip, except in the gate, which sets SECC_GATE and fails."""
    folder = official_folder()
    if folder is None:
        (pytest.fail if os.environ.get("SECC_GATE") else pytest.skip)(ABSENT)
    assert (folder / OFFICIAL["sap"]).is_file(), f"SECC_OFFICIAL_XSD={folder} holds no {OFFICIAL['sap']}"
    return folder


@pytest.fixture(scope="session")
def schemas() -> Path:
    return SCHEMAS
