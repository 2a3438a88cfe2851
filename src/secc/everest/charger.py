"""`ISO15118_charger`: the charger door seen from EVerest's bus.

The session asks this `Charger`; the question goes out as a variable, the answer comes in as a command. Nothing in a session waits for the
bus but what waits for people or hardware anyway: measurements and limits are pushed by the other side and kept by the driver.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import logging
from collections.abc import Callable

from msgspec.structs import replace

from secc.charger.api import Charger
from secc.config import Config
from secc.everest._generated.evse_manager import HlcSessionFailedReasonEnum
from secc.everest._generated.iso15118 import IsolationStatus
from secc.everest.charger_variables import NOTHING
from secc.everest.contract import ViolationError
from secc.everest.known import Known
from secc.everest.mapping import BY_EVENT, COMMANDS, EXTENSIONS_BY_EVENT, WHEN_CHANGED, VariableRow
from secc.everest.module import Implementation, Module
from secc.everest.seen import Seen
from secc.session import commands, events
from secc.session.commands import Command, Isolation

log = logging.getLogger(__name__)

CONTACTOR_S = 2.8
OPEN_S = 2.0
OFF_A = 1.0
OFF_S = 5.0
SILENCE_S = 10.0
ISOLATION: dict[str, Isolation] = {
    IsolationStatus.Valid: "valid", IsolationStatus.Warning: "warning", IsolationStatus.No_IMD: "no_imd", IsolationStatus.Invalid: "valid",
}  # fmt: skip
CERTIFICATE: dict[str, commands.CertificateVerdict] = {
    "Accepted": "accepted", "SignatureError": "signature_error", "CertificateExpired": "expired", "CertificateRevoked": "revoked",
    "NoCertificateAvailable": "no_certificate", "CertChainError": "chain_error", "ContractCancelled": "contract_cancelled",
}  # fmt: skip


class EverestCharger(Charger):
    """One outlet behind `ISO15118_charger` (and `iso15118_extensions`). `configured` is called whenever settings have changed.

    `vehicle` is the chain by which the EV of the next session has proved itself in TLS (DER, leaf first); the network side sets it.
    """

    measurement_age_s = SILENCE_S  # `beat` watches the station; a lost broker may be back before

    def __init__(self, module: Module, base: Config, *, implementation: str = "charger", extensions: str = "extensions") -> None:
        self.known = Known(base)
        self.configured: Callable[[], None] = lambda: None
        self.link: Callable[[bool], None] = lambda ready: None
        self.selected: Callable[[events.ServicesSelected], None] = lambda event: None
        self._seen = Seen()
        self._closed = asyncio.Event()
        self._open = asyncio.Event()
        self._open.set()
        self._off = asyncio.Event()
        self._off.set()
        self._accepted_emaid = ""
        self._unauthorized: events.AuthorizationWanted | None = None
        self.heard_at = 0.0
        self.vehicle: tuple[bytes, ...] = ()
        self._questions: dict[str, asyncio.Future[object]] = {}
        self.charger: Implementation = module.provide(
            implementation, "ISO15118_charger", {row.name: _bound(row.carry_out, self) for row in COMMANDS}
        )
        self.extensions: Implementation = module.provide(
            extensions, "iso15118_extensions", {"set_get_certificate_response": self._certificate_answered}
        )

    def announce(self) -> None:
        """The module is ready: say what does not depend on a session."""
        self.charger.publish("supported_app_protocols_secc", {"app_protocols": self.known.protocol_names})
        renegotiates = self.known.base.outlet.iso20.service_renegotiation and "ISO15118D20" in self.known.protocol_names
        self.extensions.publish("service_renegotiation_supported", renegotiates)

    def handshake_failed(self) -> None:
        """A car came no further than TLS."""
        self.charger.publish("hlc_session_failed", HlcSessionFailedReasonEnum.FailedTLSHandshake)

    # ---- what commands do (`charger_door.Door`) --------------------------------------------------------------------------------------

    @property
    def charging(self) -> bool:
        return hasattr(self, "outlet") and self.outlet.charging

    def changed(self) -> None:
        self.configured()

    def push(self, command: Command) -> None:
        if isinstance(command, commands.Stop | commands.EmergencyStop):
            self._seen.stopped_by_us = True
        if hasattr(self, "outlet"):
            self.outlet.push(command)

    def authorized(self, status: str, certificate: str) -> None:
        verdict: commands.Verdict = "accepted" if status == "Accepted" else "rejected"
        answer = commands.Authorized(verdict=verdict, certificate=CERTIFICATE[certificate], reason=status)
        if not self._answer("authorization", answer) and self._unauthorized is not None:
            self.push(replace(answer, request=self._unauthorized.request))  # the next card, after one that was rejected

    def contactor(self, closed: bool) -> None:
        (self._closed.set if closed else self._closed.clear)()
        (self._open.clear if closed else self._open.set)()
        self.push(commands.ContactorChanged(closed=closed))

    def cable_checked(self, passed: bool) -> None:
        self._answer("cable", passed)

    def measured(self, values: commands.Measured) -> None:
        (self._off.set if abs(values.current_a) < OFF_A else self._off.clear)()
        self.push(replace(values, current_a=-abs(values.current_a)) if self._seen.drawing_back else values)  # the interface has no sign

    def dlink(self, ready: bool) -> None:
        if not ready:
            self._accepted_emaid = ""
            self.known.paused = self.known.energy_paused = False
            if self.known.by_power:  # the set points were for that car; the limit in amps holds again
                self.known.by_power = False
                self.push(commands.Setpoint())
                self.push(commands.LimitsChanged(ac=self.known.ac_limits()))
        self.link(ready)

    # ---- Charger ----------------------------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        self.outlet.push(commands.LimitsChanged(dc=self.known.dc, ac=self.known.ac_limits() if self.known.ac_told else None))
        self.outlet.push(commands.ContactorChanged(closed=self._closed.is_set()))

    async def authorize(self, request: events.AuthorizationWanted) -> commands.Authorized:
        answer = await self._ask("authorization")
        if not isinstance(answer, commands.Authorized):
            return commands.Authorized(verdict="rejected", request=request.request)
        if request.method == "contract" and answer.verdict == "accepted":
            self._accepted_emaid = request.emaid
        return answer

    async def check_cable(self, voltage_v: float) -> Isolation:
        passed = await self._ask("cable")
        return ISOLATION.get(self.known.isolation, "invalid") if passed is True else "fault"

    async def close_contactor(self, three_phase: bool) -> bool:
        await _wait(self._closed, CONTACTOR_S)
        return self._closed.is_set()

    async def open_contactor(self) -> bool:
        """The station opens on its own rules (control pilot, permission); waiting longer than this would fail a sound session."""
        await _wait(self._open, OPEN_S)
        return True

    async def stop_output(self) -> None:
        await _wait(self._off, OFF_S)

    def beat(self) -> None:
        """Called twice a second. Raises RuntimeError when the station has been silent while power is on: nobody controls it any more."""
        if self._seen.powered and asyncio.get_running_loop().time() - self.heard_at > SILENCE_S:
            raise RuntimeError(f"nothing heard from the station for {SILENCE_S:g} s")

    def emergency_stop(self, reason: str) -> None:
        self._publish_rows(events.SessionEnded(ok=True, reason=reason, state="", datalink="error"), only=frozenset({
            "current_demand_finished", "ac_open_contactor", "dc_open_contactor",
        }))  # fmt: skip

    async def request_certificate(self, wanted: events.CertificateWanted) -> commands.CertificateAnswered:
        answer = await self._ask("certificate")
        return answer if isinstance(answer, commands.CertificateAnswered) else commands.CertificateAnswered(request=0, outcome="failed")

    async def on_event(self, event: events.Event) -> None:
        """Publish what follows from an event, in the order of the table."""
        if isinstance(event, events.ProtocolSelected):
            self._seen = Seen(vehicle=self.vehicle)
        self._seen.note(event)
        if isinstance(event, events.PilotAwaited):
            self.push(commands.PilotChanged(state=event.states[0]))  # EVerest's station looks at the real pilot itself
        elif isinstance(event, events.AuthorizationFinished | events.SessionEnded):
            self._unauthorized = None
        elif isinstance(event, events.AuthorizationWanted):
            self._unauthorized = event
            self._begin("authorization")
            if event.method == "contract" and event.emaid and event.emaid == self._accepted_emaid:
                self._answer("authorization", commands.Authorized(verdict="accepted"))  # EVerest does not answer a second time
        elif isinstance(event, events.CableCheckWanted):
            self._begin("cable")
        elif isinstance(event, events.CertificateWanted):
            self._begin("certificate")
        elif isinstance(event, events.ServicesSelected):
            self.selected(event)
        elif isinstance(event, events.SessionStarted) and self.known.stop_wanted:
            self.push(commands.Stop(reason="evse"))
        self._publish_rows(event)

    # ---- inside -----------------------------------------------------------------------------------------------------------------------

    def _publish_rows(self, event: events.Event, only: frozenset[str] | None = None) -> None:
        for row in BY_EVENT.get(type(event), ()):
            if (only is None or row.name in only) and (row.name != "ev_app_protocol" or self.known.debug):
                self._publish(self.charger, row, event)
        for row in EXTENSIONS_BY_EVENT.get(type(event), ()) if only is None else ():
            self._publish(self.extensions, row, event)

    def _publish(self, implementation: Implementation, row: VariableRow, event: events.Event) -> None:
        try:
            found = NOTHING if row.value is None else row.value(event, self._seen)
            if found is NOTHING or (isinstance(event, WHEN_CHANGED) and self._seen.told.get(row.name, NOTHING) == found):
                return
            self._seen.told[row.name] = found
            implementation.publish(row.name, found)
        except (ViolationError, ValueError) as error:
            log.warning("not published: %s", error)

    def _begin(self, question: str) -> None:
        """A question goes out; an answer that is still there belongs to an older one."""
        waiting = self._questions.get(question)
        if waiting is None or waiting.done():
            self._questions[question] = asyncio.get_running_loop().create_future()

    async def _ask(self, question: str) -> object:
        if question not in self._questions:
            self._begin(question)
        future = self._questions[question]
        try:
            return await asyncio.shield(future)
        finally:
            if self._questions.get(question) is future:
                del self._questions[question]

    def _answer(self, question: str, value: object) -> bool:
        """One that nobody waits for is dropped: it belongs to no question."""
        waiting = self._questions.get(question)
        if waiting is None or waiting.done():
            return False
        waiting.set_result(value)
        return True

    def _certificate_answered(self, certificate_response: dict[str, str]) -> None:
        exi = None
        if certificate_response["status"] == "Accepted":
            with contextlib.suppress(binascii.Error, ValueError):
                exi = base64.b64decode(certificate_response.get("exi_response", ""), validate=True) or None
        self._answer("certificate", commands.CertificateAnswered(request=0, exi=exi, outcome="ok" if exi else "failed"))


def _bound(function: Callable[..., object], charger: EverestCharger) -> Callable[..., object]:
    def carry_out(**arguments: object) -> object:
        charger.heard_at = asyncio.get_running_loop().time()
        return function(charger, **arguments)

    return carry_out


async def _wait(event: asyncio.Event, most_s: float) -> None:
    """For `event`, but not longer. (`wait_for` of Python 3.11 loses a cancellation that comes together with it.)"""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(most_s):
            await event.wait()
