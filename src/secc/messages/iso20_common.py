"""Message classes of the set iso20_common."""

from secc.messages._generated.iso20_common import *  # noqa: F403
from secc.messages._generated.iso20_common import __all__ as __all__
