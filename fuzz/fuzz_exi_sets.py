"""`fuzz_exi.py` set by set, documents and fragments, each with its share of the time.

    python fuzz/fuzz_exi_sets.py --seconds 60
"""

from __future__ import annotations

import argparse
import pathlib
import subprocess
import sys

from secc.messages import SETS


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60.0)
    options, rest = parser.parse_known_args()
    share = str(options.seconds / len(SETS) / 2)
    script = str(pathlib.Path(__file__).with_name("fuzz_exi.py"))
    failed = 0
    for name in SETS:
        for kind in ([], ["--fragment"]):
            failed |= subprocess.run([sys.executable, script, "--set", name, *kind, "--seconds", share, *rest], check=False).returncode
    return failed


if __name__ == "__main__":
    sys.exit(main())
