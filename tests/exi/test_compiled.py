"""The compiled engine does what the plain one does: it passes the same tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from secc.exi import decoder
from tests.exi import compiled

SUITES = ("tests/vectors", "tests/exi", "tests/messages")


@pytest.fixture(scope="module")
def tree() -> Path:
    if decoder.COMPILED:
        pytest.skip("this is the compiled engine")
    if reason := compiled.missing():
        (pytest.fail if os.environ.get("SECC_GATE") else pytest.skip)(f"{reason}: the engine cannot be compiled here")
    return compiled.build()


def test_the_compiled_engine_passes_the_tests_of_the_plain_one(tree: Path) -> None:
    assert compiled.run(tree, "-c", "from secc.exi import decoder, encoder; print(decoder.COMPILED, encoder.COMPILED)").stdout == "True True\n"
    ignored = ("--ignore=tests/exi/test_compiled.py", "-p", "no:cacheprovider", "-n", "0")
    result = compiled.run(tree, "-m", "pytest", *SUITES, *ignored)
    assert result.returncode == 0, result.stdout[-3000:]


def test_the_binaries_stay_small(tree: Path) -> None:
    sizes = {path.name.partition(".")[0]: path.stat().st_size for path in (tree / "secc" / "exi").glob("*.so")}
    assert set(sizes) == {"states", "decoder", "encoder"}
    assert sum(sizes.values()) <= 400_000, sizes


def test_the_engine_imports_nothing_of_cython_at_run_time(tree: Path) -> None:
    program = "import sys; from secc import messages; messages.grammar('iso2'); print([name for name in sys.modules if 'ython' in name])"
    assert compiled.run(tree, "-c", program).stdout.strip() in ("[]", "['_cython_3_3_1']", "['cython_runtime']") or "Cython" not in (
        compiled.run(tree, "-c", program).stdout
    )
