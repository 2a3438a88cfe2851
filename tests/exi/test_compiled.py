"""The compiled engine does what the plain one does: it passes the same tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from secc.exi import decoder
from tests.exi import compiled

pytestmark = pytest.mark.slow

SUITES = ("tests/vectors", "tests/exi", "tests/messages")


@pytest.fixture(scope="module")
def tree() -> Path:
    if decoder.ENGINE == "compiled":
        pytest.skip("this is the compiled engine")
    if reason := compiled.missing():
        (pytest.fail if os.environ.get("SECC_GATE") else pytest.skip)(f"{reason}: the engine cannot be compiled here")
    return compiled.build()


def test_the_compiled_engine_passes_the_tests_of_the_plain_one(tree: Path) -> None:
    assert compiled.run(tree, "-c", "from secc.exi import decoder, encoder; print(decoder.ENGINE, encoder.__file__)").stdout.startswith("compiled ")
    ignored = ("--ignore=tests/exi/test_compiled.py", "-p", "no:cacheprovider", "-n", "0")
    result = compiled.run(tree, "-m", "pytest", *SUITES, *ignored)
    assert result.returncode == 0, result.stdout[-3000:]


def test_the_binaries_stay_small(tree: Path) -> None:
    sizes = {path.name.partition(".")[0]: path.stat().st_size for path in (tree / "secc" / "exi").glob("*.so")}
    assert set(sizes) == {"states", "decoder", "encoder"}
    assert sum(sizes.values()) <= 400_000, sizes


def test_the_engine_runs_without_cython(tree: Path) -> None:
    program = "import sys; sys.modules['Cython'] = None; from secc import messages; messages.grammar('iso2'); print('Cython.Shadow' in sys.modules)"
    assert compiled.run(tree, "-c", program).stdout == "False\n"
