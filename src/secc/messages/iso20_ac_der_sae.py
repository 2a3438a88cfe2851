"""Message classes of the set iso20_ac_der_sae."""

from secc.messages._generated.iso20_ac_der_sae import *  # noqa: F403
from secc.messages._generated.iso20_ac_der_sae import __all__ as __all__
