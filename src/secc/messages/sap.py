"""Message classes of the set sap."""

from secc.messages._generated.sap import *  # noqa: F403
from secc.messages._generated.sap import __all__ as __all__
