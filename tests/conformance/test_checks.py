"""Every check, in memory, as a test item named by its id."""

from __future__ import annotations

import pytest

from secc.conformance.catalogue import CHECKS
from secc.testing import runner


@pytest.mark.parametrize("id", CHECKS)
def test_check(id: str) -> None:
    result = runner.run(CHECKS[id])
    assert result.passed, f"{result.reason}\n{result.story}"
