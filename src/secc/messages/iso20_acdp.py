"""Message classes of the set iso20_acdp."""

from secc.messages._generated.iso20_acdp import *  # noqa: F403
from secc.messages._generated.iso20_acdp import __all__ as __all__
