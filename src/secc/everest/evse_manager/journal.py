"""The sessions of an outlet: their ids, their events, the signed transaction; what must survive a power cut is on disk."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from secc.everest.clock import instant
from secc.everest.envelope import CommandError
from secc.everest.evse_manager.settings import Settings
from secc.everest.module import Peer

log = logging.getLogger(__name__)

Plain = Mapping[str, object]
Publish = Callable[[str, object], None]
IDENTIFICATION = {
    "Central": "CENTRAL", "eMAID": "EMAID", "ISO14443": "ISO14443", "ISO15693": "ISO15693", "KeyCode": "KEY_CODE", "Local": "LOCAL",
    "NoAuthorization": "NONE", "MacAddress": "UNDEFINED",
}  # fmt: skip
METER_TIMEOUT_S = 10.0
RUNNING, STARTING, NONE, REFUSED = "running", "starting", "none", "refused"


class Journal:
    """Session and transaction of one outlet. `publish(event)` sends a session_event. `store` names a file, None keeps nothing."""

    def __init__(self, settings: Settings, publish: Callable[[Plain], None], meter: Peer | None, store: Path | None) -> None:
        self._settings, self._publish, self._meter, self._store = settings, publish, meter, store
        self.session = ""
        self.transaction = NONE
        self.token: Plain | None = None
        self.tariff = ""
        self.reservation: int | None = None
        self._start_signed: object = None
        self._record: Plain = {"timestamp": instant(), "energy_Wh_import": {"total": 0.0}}
        self._read = asyncio.Event()

    # ---- meter ------------------------------------------------------------------------------------------------------------------------

    def record(self, record: Plain) -> None:
        """The newest reading of the billing meter."""
        self._record = record
        self._read.set()

    async def first_record(self, limit_s: float) -> None:
        """Wait for the meter's first reading, but not for ever."""
        if self._meter is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(limit_s):
                    await self._read.wait()

    @property
    def reading(self) -> dict[str, object]:
        return {"meter_value": self._record}

    # ---- session ----------------------------------------------------------------------------------------------------------------------

    def begin(self, reason: str) -> None:
        """A session starts: SessionStarted."""
        self.session, self.transaction, self._start_signed = str(uuid.uuid4()), NONE, None
        content: dict[str, object] = {"reason": reason, **self.reading}
        if reason == "Authorized" and self.token is not None:
            content["id_tag"] = self.token
        if self.reservation is not None:
            content["reservation_id"] = self.reservation
        self.event("SessionStarted", session_started=content)

    def end(self) -> None:
        """The session is over: SessionFinished."""
        if self.session:
            self.event("SessionFinished", session_finished=self.reading)
        self.session, self.transaction, self.token, self.tariff = "", NONE, None, ""

    def event(self, name: str, **content: object) -> None:
        """Publish a session_event of this session."""
        self._publish({"uuid": self.session, "timestamp": instant(), "event": name, **content})

    # ---- transaction ------------------------------------------------------------------------------------------------------------------

    async def start_transaction(self) -> bool:
        """Start the signed transaction and say TransactionStarted. False when the meter refuses and that must stop charging."""
        self.transaction = STARTING
        session, token = self.session, self.token or {}
        answer = await self._ask("start_transaction", {"value": self._request(token)})
        if self.session != session or self.transaction != STARTING:
            await self._ask("stop_transaction", {"transaction_id": session})  # the session ended meanwhile, the meter does not know
            return False
        if answer is not None and answer.get("status") == "UNEXPECTED_ERROR" and self._settings.fail_on_powermeter_errors:
            log.error("the meter refuses the transaction: %s", answer.get("error"))
            self.transaction = REFUSED
            return False
        self.transaction = RUNNING
        self._keep(session)
        content: dict[str, object] = {"id_tag": token, **self.reading}
        if answer is not None and answer.get("signed_meter_value") is not None:
            self._start_signed = content["signed_meter_value"] = answer["signed_meter_value"]
        if self.reservation is not None:
            content["reservation_id"], self.reservation = self.reservation, None
        self.event("TransactionStarted", transaction_started=content)
        return True

    async def stop_transaction(self, reason: str, id_tag: Plain | None) -> None:
        """End the signed transaction: ChargingFinished, then TransactionFinished with the record."""
        if self.transaction != RUNNING:
            self.transaction = NONE
            return
        self.transaction = NONE
        session = self.session
        answer = await self._ask("stop_transaction", {"transaction_id": session})
        self._publish({"uuid": session, "timestamp": instant(), "event": "ChargingFinished"})
        self._finished(session, reason, answer, id_tag)
        self._keep("")

    async def settle(self) -> None:
        """After a restart: a transaction that was open is finished with PowerLoss; whatever the meter still has open is closed."""
        session = self._kept()
        if session:
            self._publish({"uuid": session, "timestamp": instant(), "event": "SessionResumed"})
            answer = await self._ask("stop_transaction", {"transaction_id": session})
            self._finished(session, "PowerLoss", answer, None)
            self._keep("")
        await self._ask("stop_transaction", {"transaction_id": ""})

    def _finished(self, session: str, reason: str, answer: Plain | None, id_tag: Plain | None) -> None:
        content: dict[str, object] = {**self.reading, "reason": reason}
        if id_tag is not None:
            content["id_tag"] = id_tag
        start = self._start_signed or (answer or {}).get("start_signed_meter_value")
        if start is not None:
            content["start_signed_meter_value"] = start
        if answer is not None and answer.get("signed_meter_value") is not None:
            content["signed_meter_value"] = answer["signed_meter_value"]
        event = {"uuid": session, "timestamp": instant(), "event": "TransactionFinished", "transaction_finished": content}
        self._publish(event)

    def _request(self, token: Plain) -> dict[str, object]:
        id_token = cast(Plain, token.get("id_token", {}))
        request: dict[str, object] = {
            "evse_id": self._settings.evse_id, "transaction_id": self.session, "identification_status": "ASSIGNED",
            "identification_flags": [], "identification_type": IDENTIFICATION.get(str(id_token.get("type")), "UNDEFINED"),
            "identification_data": str(id_token.get("value", "")),
        }  # fmt: skip
        if self.tariff:
            request["tariff_text"] = self.tariff[:250]
        return request

    async def _ask(self, command: str, arguments: Plain) -> Plain | None:
        if self._meter is None:
            return None
        try:
            return cast(Plain, await self._meter.call(command, arguments, timeout_s=METER_TIMEOUT_S))
        except (CommandError, asyncio.CancelledError) as error:
            if isinstance(error, asyncio.CancelledError):
                raise
            log.error("meter: %s", error)
            return {"status": "UNEXPECTED_ERROR", "error": str(error)}

    # ---- over a restart -----------------------------------------------------------------------------------------------------------------

    def _kept(self) -> str:
        if self._store is None or not self._store.exists():
            return ""
        try:
            return str(json.loads(self._store.read_text(encoding="utf-8"))["session"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.error("%s cannot be read: %s", self._store, error)
            return ""

    def _keep(self, session: str) -> None:
        """Note the open transaction; a disk that is full or gone costs the note and not the charge (the meter has the transaction too)."""
        if self._store is None:
            return
        try:
            self._store.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._store.with_suffix(".new")
            with fresh.open("w", encoding="utf-8") as file:
                json.dump({"session": session}, file)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._store)
        except OSError as error:
            log.error("%s cannot be written: %s", self._store, error)
