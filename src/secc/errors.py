"""Everything that `secc` raises.

    SeccError
    ├── LocalError             our caller's mistake; fix the program or its configuration
    │   ├── ConfigError        a setting is wrong: file, field, reason and what to do
    │   ├── EncodeError        a message object that its schema cannot carry
    │   └── StateError         a command that cannot be given now
    └── PeerError              the EV (or whoever holds the other end) broke a rule; never leaves `Session`
        ├── FramingError       a V2GTP header or length that cannot be followed
        ├── ExiError           bytes that are no EXI document of the set: path, bit offset, root element
        ├── SignatureError     an XML signature that does not verify
        └── ChainError         a certificate chain that is not acceptable, with the reason as a word
"""

from __future__ import annotations


class SeccError(Exception):
    """Base of every error raised by this package."""


class LocalError(SeccError):
    """The caller used the library wrongly."""


class ConfigError(LocalError):
    """A setting is wrong. Its text is one line that names the file, the field and the fix.

    Attributes: `source` (file or option), `field` (dotted name), `reason`.
    """

    def __init__(self, reason: str, *, source: str = "", field: str = "") -> None:
        self.reason, self.source, self.field = reason, source, field
        super().__init__(": ".join(part for part in (source, field, reason) if part))


class EncodeError(LocalError):
    """A message object holds what its schema cannot carry.

    Attributes: `path` (element path from the root), `reason`.
    """

    def __init__(self, reason: str, path: str = "") -> None:
        self.reason, self.path = reason, path
        super().__init__(f"{path}: {reason}" if path else reason)


class StateError(LocalError):
    """A command that makes no sense in the present state."""


class PeerError(SeccError):
    """The other end broke a rule of the protocol."""


class FramingError(PeerError):
    """A V2GTP header that cannot be followed. Attribute `reason` is a short word: version, type, length."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}" if detail else reason)


class ExiError(PeerError):
    """Bytes that are no EXI document (or fragment) of the chosen message set.

    Attributes: `reason`, `path` (element path as far as known), `bit` (offset from the first bit of the stream),
    `root` (name of the root element as far as known, else "").
    """

    def __init__(self, reason: str, *, path: str = "", bit: int = 0, root: str = "") -> None:
        self.reason, self.path, self.bit, self.root = reason, path, bit, root
        super().__init__(f"{reason} at bit {bit}" + (f" in {path}" if path else ""))


class SignatureError(PeerError):
    """An XML signature that does not verify. Attribute `reason`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class ChainError(PeerError):
    """A certificate chain that is not acceptable. Attributes: `reason` (a word such as expired, revoked, unknown_root, profile), `detail`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}" if detail else reason)
