"""Runs every harness, one after the other, each for the given time. Exit status 1 if one found something.

    python fuzz/run.py [--seconds 60] [--random SEED] [NAME …]      only these, such as exi
"""

from __future__ import annotations

import argparse
import pathlib
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--random", type=int, default=None, help="seed of the mutation, to run the same again")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    scripts = {path.stem.removeprefix("fuzz_"): path for path in sorted(FOLDER.glob("fuzz_*.py"))}
    seed = [] if options.random is None else ["--random", str(options.random)]
    failed = []
    for name in options.names or scripts:
        print(f"== {name}", flush=True)
        command = [sys.executable, str(scripts[name]), "--seconds", str(options.seconds), *seed]
        if subprocess.run(command, cwd=FOLDER.parent, check=False).returncode:
            failed.append(name)
    print(f"found something: {' '.join(failed)}" if failed else "nothing found")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
