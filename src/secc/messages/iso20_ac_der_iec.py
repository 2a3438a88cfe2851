"""Message classes of the set iso20_ac_der_iec."""

from secc.messages._generated.iso20_ac_der_iec import *  # noqa: F403
from secc.messages._generated.iso20_ac_der_iec import __all__ as __all__
