"""Runs every benchmark and writes results.md beside it: one section a benchmark, each as its script prints it.

    python benchmarks/run.py [NAME …] [--option …]     only these, such as exi; the others' sections stay as they are; options go to the scripts
"""

from __future__ import annotations

import os
import pathlib
import platform
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
RESULTS = FOLDER / "results.md"
HEAD = "# Benchmarks\n\nWritten by `make bench`. Ratios travel between machines, times do not.\n"


def machine() -> str:
    model = next((line.partition(":")[2].strip() for line in cpu_info() if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} × {model}, Python {platform.python_version()}, {platform.system()}"


def cpu_info() -> list[str]:
    try:
        return pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return []


def sections() -> dict[str, str]:
    """The sections that are there already."""
    text = RESULTS.read_text() if RESULTS.is_file() else ""
    return {part.partition("\n")[0].strip(): part.partition("\n")[2].strip() for part in text.split("\n## ")[1:]}


def main() -> int:
    scripts = {path.stem.removeprefix("bench_"): path for path in sorted(FOLDER.glob("bench_*.py"))}
    first = next((index for index, word in enumerate(sys.argv) if word.startswith("--")), len(sys.argv))
    wanted, options = sys.argv[1:first] or list(scripts), sys.argv[first:]
    written, failed = sections(), False
    for name in wanted:
        print(f"== {name}", flush=True)
        result = subprocess.run([sys.executable, str(scripts[name]), *options], cwd=FOLDER.parent, capture_output=True, text=True, check=False)
        failed = failed or result.returncode != 0
        print(result.stdout, result.stderr, sep="", flush=True)
        if result.stdout.strip():
            written[name] = f"On {machine()}.\n\n{result.stdout.strip()}"
    RESULTS.write_text(HEAD + "".join(f"\n## {name}\n\n{text}\n" for name, text in sorted(written.items())))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
