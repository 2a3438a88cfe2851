from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from secc.net import pki_check, pki_folder
from secc.security import pki

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pki") / "t"
    pki_folder.write(path, NOW)
    return path


def test_the_check_finds_nothing_wrong_with_a_fresh_folder_and_names_every_planted_defect(folder: Path) -> None:
    lines = list(pki_check.check(folder, NOW))
    assert not [str(line) for line in lines if line.level in ("error", "warning")]
    planted = {line.source.removeprefix("broken/"): line.text for line in lines if line.level == "planted"}
    assert set(planted) == set(pki.defects())
    assert all(f"[{pki.defects()[name].expect}]" in text for name, text in planted.items())


def test_the_check_names_the_file_of_every_problem_and_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "t"
    pki_folder.write(folder, NOW)
    (folder / "secc/iso2/key.pem").write_bytes(b"garbage")
    (folder / "trust/oem/iso2.pem").write_bytes(b"garbage")
    for file in ("chain.pem", "key.pem"):
        (folder / "secc/iso20-p521" / file).write_bytes((folder / "broken/secc_expired" / file).read_bytes())
    (folder / "broken/contract_expired/chain.pem").write_bytes((folder / "broken/secc_expired/chain.pem").read_bytes())
    found = {(line.level, line.source) for line in pki_check.check(folder, NOW) if line.level in ("error", "warning")}
    assert ("error", "secc/iso2/key.pem") in found
    assert ("warning", "trust/oem/iso2.pem") in found
    assert ("error", "secc/iso20-p521/chain.pem") in found
    assert ("error", "test/iso2/provisioning.pem") in found, "its root is no longer trusted"
    assert not any(level == "error" and "ed448" in source for level, source in found)
