"""The package with the compiled engine, built beside the source tree: the same tests run on it in a process of their own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
BUILD = REPOSITORY / "build" / "compiled"
SOURCES = [REPOSITORY / "setup.py", *sorted((REPOSITORY / "src/secc/exi").glob("*.px*")), *sorted((REPOSITORY / "src/secc/exi").glob("*coder.py"))]
SOURCES.append(REPOSITORY / "src/secc/exi/states.py")


def missing() -> str:
    """What a build needs and is not there, "" if nothing."""
    if shutil.which("gcc") is None and shutil.which("cc") is None:
        return "no C compiler"
    return "" if find_spec("Cython") else "Cython is not installed"


def build() -> Path:
    """A folder for PYTHONPATH: the package as it is now, with the engine compiled from it. Compiles only what changed."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in SOURCES)).hexdigest()[:16]
    library, tree = BUILD / digest, BUILD / "tree"
    if not (library / "done").is_file():
        command = [sys.executable, "setup.py", "-q", "build_ext", "--build-lib", str(library), "--build-temp", str(BUILD / "temp")]
        result = subprocess.run(command, cwd=REPOSITORY, env={**os.environ, "SECC_ENGINE": "compiled"}, capture_output=True, text=True)
        assert result.returncode == 0, result.stderr[-2000:]
        (library / "done").touch()
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(REPOSITORY / "src" / "secc", tree / "secc", ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    for binary in (library / "secc" / "exi").glob("*.so"):
        shutil.copy(binary, tree / "secc" / "exi")
    return tree


def run(tree: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Python on the compiled package."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=REPOSITORY, env={**os.environ, "PYTHONPATH": str(tree), **variables}, capture_output=True, text=True
    )
