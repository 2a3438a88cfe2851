"""One remark about a record or a session."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`failure`: the record must not be billed as it stands; else a warning. `code` is stable, `text` is for people."""

    failure: bool
    code: str
    text: str

    def __str__(self) -> str:
        return f"{'FAIL' if self.failure else 'warn'} {self.code}: {self.text}"


def fail(code: str, text: str) -> Finding:
    return Finding(True, code, text)


def warn(code: str, text: str) -> Finding:
    return Finding(False, code, text)
