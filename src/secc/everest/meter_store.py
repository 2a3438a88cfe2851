"""What a meter must not forget: page counter, register, the open transaction, the last records. One JSON file, replaced atomically."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import msgspec

from secc.errors import ConfigError
from secc.everest._generated.powermeter import TransactionReq

KEPT_RECORDS = 50


class Open(msgspec.Struct, kw_only=True):
    """A transaction that runs: what it was started with, and its first reading."""

    request: TransactionReq
    time_s: float
    energy_wh: Decimal
    start_record: str = ""


class Closed(msgspec.Struct, kw_only=True):
    """A transaction that is over, with its records."""

    transaction_id: str
    start_record: str
    end_record: str


class MeterState(msgspec.Struct, kw_only=True):
    """Everything that survives a restart. `page` is the last page number used."""

    page: int = 0
    energy_wh: Decimal = Decimal(0)
    exported_wh: Decimal = Decimal(0)
    time_s: float = 0.0
    open: Open | None = None
    closed: list[Closed] = []


class MeterStore:
    """Keeps a MeterState in a file; without a folder only in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / "meter.json" if folder else None

    def load(self) -> MeterState:
        """The state of the last run, or a fresh one. Raises ConfigError when the file is damaged: pages must never be used twice."""
        if self._path is None or not self._path.exists():
            return MeterState()
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=MeterState)
        except (OSError, msgspec.MsgspecError) as error:
            raise ConfigError(f"damaged: {error}; restore it from a backup", source=str(self._path)) from None

    def save(self, state: MeterState) -> None:
        """Write it down, safely on disk when this returns."""
        del state.closed[:-KEPT_RECORDS]
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_suffix(".new")
        with temporary.open("wb") as file:
            file.write(msgspec.json.encode(state))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._path)
