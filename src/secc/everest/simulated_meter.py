"""A meter that measures what a simulated outlet delivers and signs transactions with real OCMF records."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from secc.errors import ConfigError
from secc.everest import ocmf
from secc.everest._generated.powermeter import (
    Powermeter,
    TransactionReq,
    TransactionRequestStatus,
    TransactionStartResponse,
    TransactionStopResponse,
)
from secc.everest._generated.units import Current, Energy, Power, Voltage
from secc.everest._generated.units_signed import SignedMeterValue
from secc.everest.clock import instant
from secc.everest.meter_store import Closed, MeterState, MeterStore, Open
from secc.everest.ocmf.key import CURVES
from secc.everest.ocmf.writer import Maker, Reading, payload

SAVE_EVERY_S = 10.0
OK, FAILED = TransactionRequestStatus.OK, TransactionRequestStatus.UNEXPECTED_ERROR


class SimulatedMeter:
    """One meter. With a `folder` its key, page counter, register and open transaction survive a restart of the process.

    `clock` gives Unix seconds for the stamps, `ticks` the seconds that really pass: a clock that is set moves no energy.
    `records`: "one" makes a single record at the stop with begin and end, "two" one at the start and one at the stop.
    """

    def __init__(
        self, folder: Path | None = None, *, serial: str = "SECC0001", curve: str = "secp256r1", records: Literal["one", "two"] = "one",
        current_type: Literal["AC", "DC"] = "AC", clock: Callable[[], float] = time.time, ticks: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self.maker, self.curve, self.clock, self._ticks = Maker(serial), curve, clock, ticks
        self._two, self._current_type = records == "two", current_type
        self._key = _key(folder, curve)
        self._store = MeterStore(folder)
        self._state: MeterState = self._store.load()
        self._power_w: tuple[float, ...] = (0.0,)
        self._voltage_v = self._current_a = 0.0
        self._at_s = self._saved_s = ticks()
        if self._state.open is not None:
            self._close("P", at_s=self._state.time_s)

    @property
    def public_key(self) -> str:
        """SubjectPublicKeyInfo in hex, as `public_key_ocmf` gives it."""
        return ocmf.PublicKey(self._key.public_key(), self.curve, bare=False).hex()

    def measure(self, *, voltage_v: float, current_a: float, power_w: tuple[float, ...]) -> None:
        """What flows from now on; what flowed until now goes into the register. Negative power flows from car to grid."""
        self._advance()
        self._voltage_v, self._current_a, self._power_w = voltage_v, current_a, power_w or (0.0,)

    def record(self) -> Powermeter:
        """The present reading."""
        self._advance()
        phases = self._power_w if len(self._power_w) == 3 else ()
        energy, exported = float(self._state.energy_wh), float(self._state.exported_wh)
        dc = self._current_type == "DC"
        line = (self._current_a,) * 3 if len(phases) == 3 else (self._current_a, None, None)
        volts = (self._voltage_v,) * 3 if len(phases) == 3 else (self._voltage_v, None, None)
        return Powermeter(
            timestamp=instant(self.clock()), meter_id=self.maker.serial,
            energy_Wh_import=Energy(total=round(energy, 3)), energy_Wh_export=Energy(total=round(exported, 3)),
            power_W=Power(total=sum(self._power_w), **dict(zip(("L1", "L2", "L3"), phases, strict=False))),
            voltage_V=Voltage(DC=self._voltage_v) if dc else Voltage(L1=volts[0], L2=volts[1], L3=volts[2]),
            current_A=Current(DC=self._current_a) if dc else Current(L1=line[0], L2=line[1], L3=line[2]),
        )  # fmt: skip

    def start_transaction(self, request: TransactionReq) -> TransactionStartResponse:
        """Begin a signed transaction. One that is still open is closed first; its record can be fetched with its id."""
        self._advance()
        if not request.transaction_id:
            return TransactionStartResponse(status=FAILED, error="the transaction id is empty")
        if self._state.open is not None:
            self._close("A")
        opened = Open(request=request, time_s=self.clock(), energy_wh=self._state.energy_wh)
        self._state.open = opened
        signed = None
        if self._two:
            opened.start_record = self._sign([self._reading("B", opened.time_s, opened.energy_wh)], request)
            signed = self._signed(opened.start_record)
        self._save()
        return TransactionStartResponse(status=OK, signed_meter_value=signed)

    def stop_transaction(self, transaction_id: str) -> TransactionStopResponse:
        """End it and give its record; asked again, give the record again. An empty id closes whatever is open."""
        self._advance()
        opened = self._state.open
        if opened is not None and transaction_id in ("", opened.request.transaction_id):
            self._close("E")
        elif transaction_id == "":
            return TransactionStopResponse(status=OK)
        for closed in reversed(self._state.closed):
            if transaction_id in ("", closed.transaction_id):
                return TransactionStopResponse(
                    status=OK, signed_meter_value=self._signed(closed.end_record),
                    start_signed_meter_value=self._signed(closed.start_record) if closed.start_record else None,
                )  # fmt: skip
        return TransactionStopResponse(status=FAILED, error=f"no transaction {transaction_id!r:.60}")

    def _close(self, letter: str, at_s: float | None = None) -> None:
        opened = self._state.open
        if opened is None:
            return
        begin = self._reading("B", opened.time_s, opened.energy_wh)
        end = self._reading(letter, max(at_s or self.clock(), opened.time_s), self._state.energy_wh)
        record = self._sign([end] if opened.start_record else [begin, end], opened.request)
        closed = Closed(transaction_id=opened.request.transaction_id, start_record=opened.start_record, end_record=record)
        self._state.closed.append(closed)
        self._state.open = None
        self._save()

    def _reading(self, kind: str, time_s: float, energy_wh: Decimal) -> Reading:
        return Reading(time_s, energy_wh, kind, current_type=self._current_type)

    def _sign(self, readings: list[Reading], request: TransactionReq) -> str:
        self._state.page += 1
        self._save()  # the number is used up before the signature leaves: after a crash one may be missing, none comes twice
        return ocmf.sign(payload(self.maker, "T", self._state.page, readings, request), self._key, self.curve)

    def _signed(self, record: str) -> SignedMeterValue:
        return SignedMeterValue(signed_meter_data=record, signing_method="", encoding_method="OCMF", public_key=self.public_key)

    def _advance(self) -> None:
        now = self._ticks()
        hours = Decimal(now - self._at_s) / 3600
        energy = Decimal(sum(self._power_w)) * hours
        if energy > 0:
            self._state.energy_wh += energy
        else:
            self._state.exported_wh -= energy
        self._at_s = now
        if now - self._saved_s >= SAVE_EVERY_S:
            self._save()

    def _save(self) -> None:
        self._saved_s, self._state.time_s = self._ticks(), self.clock()
        self._store.save(self._state)


def _key(folder: Path | None, curve: str) -> ec.EllipticCurvePrivateKey:
    """The key of this meter: read, or made and kept where only we can read it."""
    make = CURVES.get(curve)
    if make is None:
        raise ConfigError(f"{curve!r} is none of {', '.join(name for name, made in CURVES.items() if made)}", field="curve")
    path = folder / "meter-key.pem" if folder else None
    if path is not None and path.exists():
        key = serialization.load_pem_private_key(path.read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, type(make())):
            raise ConfigError(f"holds no key on {curve}; choose its curve or remove the file", source=str(path))
        return key
    key = ec.generate_private_key(make())
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
    return key
