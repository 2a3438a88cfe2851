"""Message classes of the set iso20_wpt."""

from secc.messages._generated.iso20_wpt import *  # noqa: F403
from secc.messages._generated.iso20_wpt import __all__ as __all__
