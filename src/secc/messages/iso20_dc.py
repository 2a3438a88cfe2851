"""Message classes of the set iso20_dc."""

from secc.messages._generated.iso20_dc import *  # noqa: F403
from secc.messages._generated.iso20_dc import __all__ as __all__
