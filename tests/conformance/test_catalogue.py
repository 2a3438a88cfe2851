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
LISTS = {name: (HERE / f"ids_{name}.txt").read_text(encoding="utf-8").split() for name in ("iso2_din", "iso20")}
KNOWN = [id for ids in LISTS.values() for id in ids]


@pytest.mark.parametrize("id", KNOWN)
def test_every_known_id_is_a_check_or_has_a_reason(id: str) -> None:
    assert (id in CHECKS) != (id in REASONS), "in both" if id in CHECKS else "in neither"


def test_no_check_has_an_id_that_nobody_knows() -> None:
    assert {*CHECKS, *REASONS} <= set(KNOWN)


def test_every_reason_says_something() -> None:
    assert all(len(reason) > 40 for reason in REASONS.values())


@pytest.mark.parametrize("name", LISTS)
def test_the_list_of_ids_is_that_of_the_shared_checks(name: str) -> None:
    path = SHARED / "conformance" / f"{name}.json"
    if not path.exists():
        pytest.skip(f"{path} is not there: the shared conformance checks are not part of the project")
    assert [check["id"] for check in json.loads(path.read_text(encoding="utf-8"))] == LISTS[name]


def test_every_check_has_a_title_an_area_and_a_config_that_is_strict() -> None:
    for check in CHECKS.values():
        assert check.title, check.id
        assert check.area, check.id
        assert (check.config.profile, check.config.link) == ("strict", "slac"), check.id
