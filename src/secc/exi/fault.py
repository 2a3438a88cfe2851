"""What went wrong in a stream or object, before it is known where: the path is collected while it travels outwards."""

from __future__ import annotations

from secc.errors import EncodeError, ExiError


class Fault(Exception):
    """Raised inside the codec only. `steps` are element names, innermost first."""

    def __init__(self, reason: str, bit: int = 0, step: str = "") -> None:
        super().__init__(reason)
        self.reason, self.bit = reason, bit
        self.steps = [step] if step else []

    def step(self, name: str) -> None:
        """Note the element around."""
        if name:
            self.steps.append(name)

    def path(self) -> str:
        return "/".join(reversed(self.steps))

    def exi_error(self) -> ExiError:
        return ExiError(self.reason, path=self.path(), bit=self.bit, root=self.steps[-1] if self.steps else "")

    def encode_error(self) -> EncodeError:
        return EncodeError(self.reason, self.path())
