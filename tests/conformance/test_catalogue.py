"""The catalogue is complete: every known id is a check or stands in the list of reasons."""

from __future__ import annotations

import json
import os
import pathlib

import pytest

from secc.conformance.catalogue import CHECKS
from secc.conformance.reasons import REASONS

HERE = pathlib.Path(__file__).parent
SHARED = pathlib.Path(os.environ.get("SECC_SHARED", HERE.parents[2] / "shared"))
KNOWN = (HERE / "ids_iso2_din.txt").read_text(encoding="utf-8").split()
FAMILIES = ("SDP-", "V2GTP-", "SAP-", "ISO2-", "DIN-", "SAE-")


@pytest.mark.parametrize("id", KNOWN)
def test_every_known_id_is_a_check_or_has_a_reason(id: str) -> None:
    assert (id in CHECKS) != (id in REASONS), "in both" if id in CHECKS else "in neither"


def test_no_check_has_an_id_that_nobody_knows() -> None:
    ours = {id for id in (*CHECKS, *REASONS) if id.startswith(FAMILIES)}
    assert ours <= set(KNOWN)


def test_every_reason_says_something() -> None:
    assert all(len(reason) > 40 for reason in REASONS.values())


def test_the_list_of_ids_is_that_of_the_shared_checks() -> None:
    path = SHARED / "conformance" / "iso2_din.json"
    if not path.exists():
        pytest.skip(f"{path} is not there: the shared conformance checks are not part of the project")
    assert [check["id"] for check in json.loads(path.read_text(encoding="utf-8"))] == KNOWN


def test_every_check_has_a_title_an_area_and_a_config_that_is_strict() -> None:
    for check in CHECKS.values():
        assert check.title, check.id
        assert check.area, check.id
        assert (check.config.profile, check.config.link) == ("strict", "slac"), check.id
