"""Whether the records of one session make a bill: pagination, begin and end, values, time, states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from secc.everest.ocmf.finding import Finding, fail, warn
from secc.everest.ocmf.record import Record

TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)[,.](\d{3})([+-]\d\d):?(\d\d) ([UISR])")
PAGINATION = re.compile(r"([TF])(0|[1-9]\d*)")
ENDS = frozenset("ELRAP")
BETWEEN = frozenset("CSTX")
BAD_LEVELS = frozenset({"MISMATCH", "INVALID", "OUTDATED", "UNKNOWN"})
ENERGY_UNITS = {"kwh": Decimal(1000), "wh": Decimal(1)}
INHERITED = ("TM", "TX", "RI", "RU", "RT", "CL", "EF", "ST")
FLAG_GROUPS = ("RFID", "OCPP", "ISO15118", "PLMN")
WEAKEST_FIRST = "URIS"


@dataclass(slots=True)
class Session:
    """What the audit found. `energy_wh` is end minus begin of the billing register, exact; None when it cannot be billed."""

    findings: list[Finding] = field(default_factory=list)
    energy_wh: Decimal | None = None
    duration_s: float | None = None
    clock: str = ""

    @property
    def sound(self) -> bool:
        return not any(finding.failure for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading with what it inherits from the reading before it."""

    fields: Mapping[str, object]
    record: int

    def text(self, key: str) -> str:
        value = self.fields.get(key)
        return "" if value is None else str(value)


def audit(records: Sequence[Record]) -> Session:
    """Check the records of one session, in the order in which they were made."""
    session = Session()
    readings = [reading for number, record in enumerate(records) for reading in _resolved(record, number, session)]
    _check_sources(records, session)
    _check_pagination(records, session)
    for record in records:
        _check_identification(record, session)
    if any(record.text("PG").startswith("F") for record in records):
        if any(reading.text("TX") for reading in readings):
            session.findings.append(fail("begin-end", "a fiscal reading has a TX"))
        return session
    _check_same_user(records, session)
    for register in dict.fromkeys(_register(reading) for reading in readings):
        _check_register([reading for reading in readings if _register(reading) == register], register, len(records), session)
    return session


def _resolved(record: Record, number: int, session: Session) -> Iterator[Reading]:
    """The readings with carry-over inside the record: what is absent is as in the reading before."""
    raw = record.payload.get("RD")
    if not isinstance(raw, list) or not raw or not all(isinstance(reading, dict) for reading in raw):
        session.findings.append(fail("readings", "RD is no list of readings"))
        return
    before: dict[str, object] = {}
    for reading in raw:
        resolved = {**{key: before[key] for key in INHERITED if key in before}, **reading}
        for key in ("TM", "ST"):
            if key not in resolved:
                session.findings.append(fail("readings", f"the first reading lacks {key}"))
        yield Reading(resolved, number)
        before = resolved


def _check_sources(records: Sequence[Record], session: Session) -> None:
    for key in ("GS", "MS", "CT", "CI"):
        if len({record.text(key) for record in records}) > 1:
            session.findings.append(fail("source", f"{key} differs between the records"))
    for record in records:
        if not record.text("MS"):
            found = fail if not record.text("GS") else warn
            session.findings.append(found("source", "MS is missing" + ("" if record.text("GS") else ", and GS too")))


def _check_pagination(records: Sequence[Record], session: Session) -> None:
    numbers: list[tuple[str, int]] = []
    for record in records:
        match = PAGINATION.fullmatch(record.text("PG"))
        if match is None:
            session.findings.append(warn("pagination", f"PG {record.text('PG')!r:.30} is no T or F with a number"))
            continue
        numbers.append((match[1], int(match[2])))
    if len({context for context, _ in numbers}) > 1:
        session.findings.append(fail("pagination", "T and F records are mixed"))
    for (_, one), (_, two) in pairwise(numbers):
        if two != one + 1:
            session.findings.append(fail("pagination", f"{two} follows {one}"))
    if len({record.signed for record in records}) < len(records):
        session.findings.append(fail("pagination", "the same record twice"))


def _check_identification(record: Record, session: Session) -> None:
    if record.text("IL") in BAD_LEVELS:
        session.findings.append(fail("identification", f"level {record.text('IL')}"))
    flags = record.payload.get("IF", [])
    if not isinstance(flags, list) or len(flags) > 4:
        session.findings.append(warn("identification", "IF is no list of at most four flags"))
        return
    for group in FLAG_GROUPS:
        if sum(str(flag).startswith(f"{group}_") for flag in flags) > 1:
            session.findings.append(warn("identification", f"two flags of group {group}"))
    unknown = [str(flag) for flag in flags if not str(flag).startswith(tuple(f"{group}_" for group in FLAG_GROUPS))]
    if unknown:
        session.findings.append(warn("identification", f"unknown flags {', '.join(unknown)[:60]}"))


def _check_same_user(records: Sequence[Record], session: Session) -> None:
    for key in ("IS", "IT", "ID"):
        if len({record.text(key).lower() for record in records}) > 1:
            added_later = key == "ID" and records[0].text("IS").lower() == "false"
            session.findings.append((warn if added_later else fail)("same-transaction", f"{key} differs between the records"))
    if len({record.text("TT") for record in records}) > 1:
        session.findings.append(warn("same-transaction", "the tariff text differs between the records"))


def _register(reading: Reading) -> str:
    """The OBIS code in one spelling."""
    parts = re.split(r"[-:.*]", reading.text("RI").lower())
    return ".".join(part.lstrip("0") or "0" for part in parts)


def _check_register(readings: list[Reading], register: str, records: int, session: Session) -> None:
    begins = [reading for reading in readings if reading.text("TX") == "B"]
    ends = [reading for reading in readings if reading.text("TX") in ENDS]
    if len(begins) != 1 or readings[0] is not begins[0] or begins[0].record != 0:
        session.findings.append(fail("begin-end", f"register {register}: exactly one begin is needed, first of all"))
    if len(ends) != 1 or readings[-1] is not ends[0] or ends[0].record != records - 1:
        session.findings.append(fail("begin-end", f"register {register}: exactly one end is needed, last of all"))
    others = {reading.text("TX") for reading in readings} - BETWEEN - ENDS - {"B"}
    if others:
        session.findings.append(fail("begin-end", f"unknown TX {', '.join(sorted(others))[:40]}"))
    for key in ("RU", "RT"):
        if len({reading.text(key) for reading in readings}) > 1:
            session.findings.append(fail("values", f"register {register}: {key} changes"))
    values = _values(readings, register, session)
    instants = _instants(readings, session)
    _check_states(readings, session)
    if len(begins) == len(ends) == 1 and values and instants and session.energy_wh is None:
        session.duration_s = (instants[-1] - instants[0]).total_seconds()
        unit = ENERGY_UNITS.get(readings[-1].text("RU").lower())
        usable = not any("E" in reading.text("EF") for reading in readings)
        if unit is not None and usable:
            session.energy_wh = (values[-1] - values[0]) * unit


def _values(readings: list[Reading], register: str, session: Session) -> list[Decimal]:
    values: list[Decimal] = []
    for reading in readings:
        try:
            value = Decimal(reading.text("RV").strip())
        except InvalidOperation:
            session.findings.append(fail("values", f"register {register}: RV {reading.text('RV')!r:.30} is no number"))
            return []
        if isinstance(reading.fields.get("RV"), str):
            session.findings.append(warn("values", "RV is a text"))
        if values and value < values[-1]:
            session.findings.append(fail("values", f"register {register} runs backwards"))
        values.append(value)
    if readings and readings[-1].text("RU").lower() not in ENERGY_UNITS:
        session.findings.append(warn("values", f"unit {readings[-1].text('RU')!r:.20} is no energy"))
    return values


def _instants(readings: list[Reading], session: Session) -> list[datetime]:
    instants: list[datetime] = []
    for reading in readings:
        match = TIME.fullmatch(reading.text("TM"))
        try:
            if match is None:
                raise ValueError
            instants.append(datetime.fromisoformat(f"{match[1]}.{match[2]}{match[3]}:{match[4]}"))
        except ValueError:
            session.findings.append(fail("time", f"TM {reading.text('TM')!r:.40} is no instant"))
            return []
        letter = match[5]
        session.clock = min(session.clock or letter, letter, key=WEAKEST_FIRST.index)
        if len(instants) > 1 and instants[-1] < instants[-2]:
            session.findings.append(fail("time", "the clock runs backwards"))
    if session.clock in ("U", "I"):
        session.findings.append(warn("time", f"clock status {session.clock}: the time must not be billed"))
    return instants


def _check_states(readings: list[Reading], session: Session) -> None:
    for reading in (readings[0], readings[-1]):
        if reading.text("ST") != "G":
            session.findings.append(fail("state", f"meter state {reading.text('ST')!r:.10} at begin or end"))
    if any("E" in reading.text("EF") for reading in readings):
        session.findings.append(fail("energy", "the energy is marked unusable"))
    if any("t" in reading.text("EF") for reading in readings):
        session.findings.append(warn("time", "the time is marked unusable"))
    if readings[-1].text("TX") in ("A", "P"):
        session.findings.append(warn("end", {"A": "ended by an error", "P": "ended by a power failure"}[readings[-1].text("TX")]))
