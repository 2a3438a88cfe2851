"""Message classes of the set iso20_ac."""

from secc.messages._generated.iso20_ac import *  # noqa: F403
from secc.messages._generated.iso20_ac import __all__ as __all__
