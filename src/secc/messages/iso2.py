"""Message classes of the set iso2."""

from secc.messages._generated.iso2 import *  # noqa: F403
from secc.messages._generated.iso2 import __all__ as __all__
