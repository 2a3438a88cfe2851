"""The contract of the EVerest door: interface, type and error files, and values checked against them.

`Contract.shipped()` holds the interfaces in the project's `interfaces/` folder; `Contract(folder)` holds any other folder
of the same layout. A value that breaks the contract raises `ViolationError`, a file that breaks its own format `ContractError`.
"""

from secc.everest.contract.errors import ContractError, ViolationError
from secc.everest.contract.interface import Command, Contract, Interface, Variable

__all__ = ["Command", "Contract", "ContractError", "Interface", "Variable", "ViolationError"]
