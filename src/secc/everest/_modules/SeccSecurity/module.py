"""Started by the EVerest manager."""

import sys

from secc.cli.everest import main

sys.exit(main([]))
