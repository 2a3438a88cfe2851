"""The payload section of a record as text. Numbers are written from Decimal, so their digits are exactly those that are meant."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal

from secc.everest._generated.powermeter import OCMFUserIdentificationStatus, TransactionReq

Context = Literal["T", "F"]
TOTAL_IMPORT = "01-00:01.08.00*FF"


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: `kind` is the TX letter ("" outside transactions), `energy_wh` the register, `clock` its status letter, `errors` EF."""

    time_s: float
    energy_wh: Decimal
    kind: str
    clock: str = "I"
    state: str = "G"
    errors: str = ""
    register: str = TOTAL_IMPORT
    current_type: Literal["AC", "DC"] = "AC"

    def text(self) -> str:
        """As JSON; every field is written, so nothing is inherited."""
        moment = datetime.fromtimestamp(self.time_s, UTC)
        instant = f"{moment:%Y-%m-%dT%H:%M:%S},{moment.microsecond // 1000:03d}+0000 {self.clock}"
        kind = f'"TX":"{self.kind}",' if self.kind else ""
        value = f"{self.energy_wh / 1000:.3f}"
        return (
            f'{{"TM":"{instant}",{kind}"RV":{value},"RI":"{self.register}","RU":"kWh","RT":"{self.current_type}",'
            f'"EF":"{self.errors}","ST":"{self.state}"}}'
        )


@dataclass(frozen=True, slots=True)
class Maker:
    """Who signs: gateway and meter, and the charge point the record is for."""

    serial: str
    vendor: str = "secc"
    model: str = "simulated meter"
    firmware: str = "1"


def payload(maker: Maker, context: Context, page: int, readings: Sequence[Reading], user: TransactionReq | None = None) -> str:
    """The payload section. `user` is what the transaction was started with; it is absent in fiscal (F) records."""
    fields: dict[str, object] = {
        "FV": "1.3" if user is not None and user.tariff_text else "1.0",
        "GI": f"{maker.vendor} {maker.model}", "GS": maker.serial, "GV": maker.firmware,
        "PG": f"{context}{page}", "MV": maker.vendor, "MM": maker.model, "MS": maker.serial, "MF": maker.firmware,
    }  # fmt: skip
    if user is not None:
        fields["IS"] = user.identification_status == OCMFUserIdentificationStatus.ASSIGNED
        if user.identification_level is not None:
            fields["IL"] = user.identification_level
        fields["IF"] = list(user.identification_flags)
        fields["IT"] = user.identification_type
        fields["ID"] = _harmless(user.identification_data or "")[:40]
        if user.tariff_text:
            fields["TT"] = _harmless(user.tariff_text)
        fields["CT"], fields["CI"] = "EVSEID", _harmless(user.evse_id)
    head = json.dumps(fields, separators=(",", ":"), ensure_ascii=True)
    return f'{head[:-1]},"RD":[{",".join(reading.text() for reading in readings)}]}}'


def _harmless(text: str) -> str:
    """A pipe in a text breaks programs that cut the record there."""
    return text.replace("|", "/")
