"""Message classes of the set xmldsig."""

from secc.messages._generated.xmldsig import *  # noqa: F403
from secc.messages._generated.xmldsig import __all__ as __all__
