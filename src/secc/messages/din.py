"""Message classes of the set din."""

from secc.messages._generated.din import *  # noqa: F403
from secc.messages._generated.din import __all__ as __all__
