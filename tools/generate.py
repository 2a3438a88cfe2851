"""Everything that is generated, from what it is generated: message classes and tables from schemas/, interface types from interfaces/.

    python tools/generate.py            write it
    python tools/generate.py --check    exit 1 if the committed files are not what the sources give
"""

from __future__ import annotations

import subprocess
import sys

GENERATORS = ("secc.messages.generate", "secc.everest.contract.generator")


def main() -> int:
    """Run every generator, also after one has failed. Exit status 1 if any failed."""
    results = [subprocess.run([sys.executable, "-m", module, *sys.argv[1:]], check=False).returncode for module in GENERATORS]
    return int(any(results))


if __name__ == "__main__":
    sys.exit(main())
