"""Builds a compiled and a pure wheel, installs each into a fresh environment and decodes with it.

    python tools/wheels.py [--out dist]

The pure wheel must work where there is no compiler, the compiled one must run the compiled engine. Exit status 1 if one does not.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parents[1]
SAMPLE = REPOSITORY / "tests" / "vectors" / "sample.jsonl"
KINDS = {"pure": "plain", "compiled": "compiled"}  # wish for SECC_ENGINE → engine that must run

SMOKE = """
import json, sys
from secc import messages
from secc.exi import decoder
count = 0
for line in open(sys.argv[1], encoding="utf-8"):
    record = json.loads(line)
    name, data = record["protocol"], bytes.fromhex(record["exi"])
    if record["kind"] == "document":
        assert messages.encode(name, messages.decode(name, data)) == data, record["id"]
    else:
        assert messages.encode_fragment(name, *messages.decode_fragment(name, data)) == data, record["id"]
    count += 1
print(decoder.ENGINE, count)
"""


def build(kind: str, out: pathlib.Path) -> pathlib.Path:
    """One wheel, in a folder of its own, from a clean copy of the sources."""
    folder = out / kind
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        copy = pathlib.Path(scratch) / "secc"
        shutil.copytree(REPOSITORY, copy, ignore=shutil.ignore_patterns(".git", ".venv", "build", "dist", "*.egg-info", "__pycache__", "*.so"))
        command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder.resolve()), str(copy)]
        subprocess.run(command, check=True, env={**os.environ, "SECC_ENGINE": kind}, capture_output=True)
    return next(folder.glob("*.whl"))


def smoke(wheel: pathlib.Path) -> str:
    """The engine that a fresh environment with this wheel runs, and how many vectors it passed."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run([sys.executable, "-m", "venv", scratch], check=True)
        python = str(pathlib.Path(scratch) / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", str(wheel)], check=True)
        clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        result = subprocess.run([python, "-c", SMOKE, str(SAMPLE)], cwd=scratch, env=clean, capture_output=True, text=True, check=False)
        return result.stdout.strip() or result.stderr.strip()[-500:]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, default=REPOSITORY / "dist")
    options = parser.parse_args()
    failed = False
    for kind, engine in KINDS.items():
        wheel = build(kind, options.out)
        answer = smoke(wheel)
        failed = failed or not answer.startswith(engine + " ")
        print(f"{wheel.name}: {answer} vectors" if answer.startswith(engine) else f"{wheel.name}: FAILED: {answer}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
