"""What the contract raises."""

from __future__ import annotations

from secc.errors import LocalError


class ContractError(LocalError):
    """An interface, type or error file is wrong. Attributes: `source` (file), `line` (from 1, 0 when unknown), `reason`."""

    def __init__(self, reason: str, *, source: str, line: int = 0) -> None:
        self.reason, self.source, self.line = reason, source, line
        super().__init__(f"{source}:{line}: {reason}" if line else f"{source}: {reason}")


class ViolationError(LocalError):
    """A value breaks the contract. Attributes: `path` (from the interface down to the value), `reason` (with the limit)."""

    def __init__(self, reason: str, path: str = "") -> None:
        self.reason, self.path = reason, path
        super().__init__(f"{path}: {reason}" if path else reason)

    def below(self, parent: str) -> ViolationError:
        """The same violation seen from one level up."""
        joined = parent + self.path if self.path.startswith("[") else f"{parent}.{self.path}" if self.path else parent
        return ViolationError(self.reason, joined)
