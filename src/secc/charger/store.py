"""The seam for what has to outlive a session: paused sessions, and transactions that a power cut must not lose.

`MemoryStore` forgets at exit, `FileStore` keeps one JSON file and replaces it as a whole: it is always either the old or the new one.
Times are Unix seconds. Bring your own by implementing `Store`.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
from typing import Protocol

import msgspec


class Paused(msgspec.Struct, frozen=True, kw_only=True):
    """A paused session: the `context` of `SessionPaused`, and when it was kept."""

    context: bytes
    since: float


class Transaction(msgspec.Struct, frozen=True, kw_only=True):
    """Energy that went to one car. `ended` and `reason` are unset while it runs; meter readings in Wh."""

    outlet: str
    session_id: str
    evcc_id: str = ""
    began: float
    ended: float | None = None
    meter_start_wh: float = 0.0
    meter_stop_wh: float = 0.0
    reason: str = ""


class State(msgspec.Struct, kw_only=True):
    """All that is kept."""

    paused: dict[str, Paused] = {}
    transactions: dict[str, Transaction] = {}


class Store(Protocol):
    """`outlet` is the outlet's name (its EVSE id). One paused session an outlet."""

    def keep_paused(self, outlet: str, context: bytes, now: float) -> None:
        """Replace the outlet's paused session."""

    def paused(self, outlet: str, now: float, longest_s: float) -> bytes | None:
        """The outlet's paused session if it is at most `longest_s` old."""

    def drop_paused(self, outlet: str) -> None:
        """The car was unplugged, or the session resumed."""

    def keep_transaction(self, transaction: Transaction) -> None:
        """Insert or replace by outlet and session id."""

    def open_transactions(self) -> list[Transaction]:
        """Those that never ended: what a station has to settle when it comes up."""

    def drop_transaction(self, transaction: Transaction) -> None:
        """It has been reported; forget it."""


class MemoryStore:
    """A `Store` that forgets at exit."""

    def __init__(self) -> None:
        self._state = State()

    def keep_paused(self, outlet: str, context: bytes, now: float) -> None:
        self._state.paused[outlet] = Paused(context=context, since=now)
        self._save()

    def paused(self, outlet: str, now: float, longest_s: float) -> bytes | None:
        kept = self._state.paused.get(outlet)
        return kept.context if kept is not None and 0 <= now - kept.since <= longest_s else None

    def drop_paused(self, outlet: str) -> None:
        if self._state.paused.pop(outlet, None) is not None:
            self._save()

    def keep_transaction(self, transaction: Transaction) -> None:
        self._state.transactions[_key(transaction)] = transaction
        self._save()

    def open_transactions(self) -> list[Transaction]:
        return [transaction for transaction in self._state.transactions.values() if transaction.ended is None]

    def drop_transaction(self, transaction: Transaction) -> None:
        if self._state.transactions.pop(_key(transaction), None) is not None:
            self._save()

    def _save(self) -> None:
        """Nothing to do in memory."""


class FileStore(MemoryStore):
    """A `Store` in one JSON file, mode 0600.

    A file that cannot be read as such is put aside as `<name>.broken`: a lost context costs a resume, a station that does not start costs
    more. Raises OSError where the file system does.
    """

    def __init__(self, path: str | pathlib.Path) -> None:
        super().__init__()
        self._path = pathlib.Path(path)
        with contextlib.suppress(FileNotFoundError):
            content = self._path.read_bytes()
            try:
                self._state = msgspec.json.decode(content, type=State)
            except msgspec.DecodeError:
                self._path.replace(self._path.with_name(self._path.name + ".broken"))

    def _save(self) -> None:
        fresh = self._path.with_name(self._path.name + ".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(self._state))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)


def _key(transaction: Transaction) -> str:
    return f"{transaction.outlet}/{transaction.session_id}"
