"""The built-in EV, sans-IO: bytes and time in, bytes and pilot states out. A car is a script, and a script is a generator.

A script yields steps (`Ask`, `Wait`, `Pilot`) and gets the answer of each; a phase of the charge is a method of its own, so that a car that
misbehaves is a subclass that overrides one of them. What goes wrong is an `EvFailure` in the script, and ends it if it does not catch it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Literal, NamedTuple, TypeAlias, TypeVar

import msgspec

from secc import v2gtp
from secc.errors import PeerError
from secc.messages import sap
from secc.session.commands import PilotState
from secc.testing.wire import decode_frame, frame_of

T = TypeVar("T")
Script: TypeAlias = Generator["Step", "v2gtp.Frame | None", T]

NAMESPACES = {
    "din": ("urn:din:70121:2012:MsgDef", 2), "iso2": ("urn:iso:15118:2:2013:MsgDef", 2),
    "iso20_ac": ("urn:iso:std:iso:15118:-20:AC", 1), "iso20_dc": ("urn:iso:std:iso:15118:-20:DC", 1),
}


class Ask(NamedTuple):
    """Send a frame and wait for the next one, `timeout_s` at most."""

    data: bytes
    timeout_s: float


class Wait(NamedTuple):
    """Let time pass."""

    seconds: float


class Pilot(NamedTuple):
    """Show another control pilot state."""

    state: PilotState


Step: TypeAlias = Ask | Wait | Pilot


class EvFailure(Exception):
    """The charge did not go as the EV wants. `reason`: timeout, closed, refused, undecodable, unexpected; `detail` for people."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}" if detail else reason)


class Car(msgspec.Struct, frozen=True, kw_only=True):
    """What the car is and wants: volts, amps, watts, watt-hours, seconds. `protocols` in order of preference.

    `loop_s` is the pause between two requests of the charge loop, `poll_s` between two requests that were answered Ongoing; `charge_s` how
    long it charges. `pause`: end by SessionStop(Pause). `renegotiate_s`: renegotiate that long after the start of the loop. `control` and
    `bidirectional` are for ISO 15118-20.
    """

    energy: str = "dc"
    protocols: tuple[str, ...] = ("iso2",)
    evcc_id: bytes = bytes.fromhex("02000000ec01")
    voltage_v: float = 380.0
    max_voltage_v: float = 450.0
    max_current_a: float = 120.0
    max_power_w: float = 50_000.0
    ac_current_a: float = 16.0
    phases: int = 3
    capacity_wh: float = 60_000.0
    energy_wh: float = 20_000.0
    soc_percent: int = 40
    departure_s: int | None = None
    charge_s: float = 10.0
    loop_s: float = 0.2
    poll_s: float = 0.25
    control: Literal["scheduled", "dynamic"] = "scheduled"
    bidirectional: bool = False
    pause: bool = False
    renegotiate_s: float | None = None
    welding: bool = True


ONGOING_S = 60.0
CABLE_CHECK_S = 40.0
PRECHARGE_S = 7.0
PRECHARGE_TOLERANCE_V = 20.0
DISCHARGED_V = 60.0
TIMEOUT_S = 2.0
SLOW_TIMEOUT_S = 5.0
LOOP_TIMEOUT_S = 0.25
SLOW = ("PowerDeliveryReq", "ServiceDetailReq", "PaymentDetailsReq", "CertificateInstallationReq", "CertificateUpdateReq")
"""Requests for whose answer the EV waits 5 s instead of 2 s."""


class Ev:
    """One EV on one connection. `done` when its script has ended; `failure` says why it ended early, None after a complete charge.

    `phases` lists the phases it went through, `requests` counts what it sent, `charged_wh` what it believes to have charged. `on_pilot`
    hears the control pilot. Override `drive`.
    """

    def __init__(self, car: Car, *, on_pilot: Callable[[PilotState], None] | None = None) -> None:
        self.car = car
        self.now = 0.0
        self.done = False
        self.failure: EvFailure | None = None
        self.phases: list[str] = []
        self.requests = 0
        self.protocol = ""
        self.present_v = 0.0
        self.present_a = 0.0
        self.charged_wh = 0.0
        self.on_pilot = on_pilot
        self._out = bytearray()
        self._buffer = v2gtp.FrameBuffer(1 << 20)
        self._deadline: float | None = None
        self._asking = False
        self._script: Script[None] = self.drive()

    # ---- script ---------------------------------------------------------------------------------------------------------------------

    def drive(self) -> Script[None]:
        """The whole session."""
        raise NotImplementedError
        yield

    def phase(self, name: str) -> None:
        """Note where the charge is."""
        if not self.phases or self.phases[-1] != name:
            self.phases.append(name)

    def shake_hands(self) -> Script[str]:
        """SupportedAppProtocol; the protocol that was chosen."""
        self.phase("SupportedAppProtocol")
        offers = tuple(
            sap.AppProtocolType(
                protocol_namespace=NAMESPACES[name][0], version_number_major=NAMESPACES[name][1], version_number_minor=0,
                schema_id=number, priority=number,
            )
            for number, name in enumerate(self.car.protocols, 1)
        )
        answer = yield from self.exchange("sap", sap.supportedAppProtocolReq(app_protocol=offers), sap.supportedAppProtocolRes, 2.0)
        if answer.schema_id is None:
            raise EvFailure("refused", str(answer.response_code))
        self.protocol = self.car.protocols[answer.schema_id - 1]
        return self.protocol

    def exchange(
        self, set_name: str, document: msgspec.Struct, expected: type[T], timeout_s: float, payload_type: int | None = None,
    ) -> Script[T]:
        """Send `document`, return the document that answers it. `payload_type` if not that of the set. Raises EvFailure."""
        frame = yield Ask(frame_of(set_name, document, payload_type), timeout_s)
        assert frame is not None
        try:
            answer = decode_frame(set_name.partition("_")[0], frame)
        except PeerError as error:
            raise EvFailure("undecodable", str(error)) from None
        if not isinstance(answer, expected):
            raise EvFailure("unexpected", type(answer).__name__)
        return answer

    def until(self, ask: Callable[[], Script[T]], satisfied: Callable[[T], bool], limit_s: float | None, what: str) -> Script[T]:
        """Ask again and again, `poll_s` apart, until an answer satisfies. Raises EvFailure after `limit_s`."""
        began = self.now
        while not satisfied(answer := (yield from ask())):
            if limit_s is not None and self.now - began > limit_s:
                raise EvFailure("timeout", what)
            yield Wait(self.car.poll_s)
        return answer

    def loop_until(self, once: Callable[[], Script[str]], renegotiate_s: float | None) -> Script[bool]:
        """The charge loop: `once` asks and returns the station's notification. True: renegotiate, False: stop."""
        began = self.now
        while True:
            notification = yield from once()
            if notification == "StopCharging":
                return False
            if notification == "ReNegotiation" or (renegotiate_s is not None and self.now - began >= renegotiate_s):
                return True
            if self.now - began >= self.car.charge_s:
                return False
            yield Wait(self.car.loop_s)

    # ---- sans-IO shell ----------------------------------------------------------------------------------------------------------------

    def start(self, now: float) -> None:
        """The connection stands."""
        self.now = now
        self._resume(None)

    def receive_data(self, data: bytes, now: float) -> None:
        """Bytes from the SECC."""
        self.now = now
        self._buffer.feed(data)
        self._take()

    def receive_eof(self, now: float) -> None:
        """The SECC closed."""
        self.now = now
        self._throw(EvFailure("closed"))

    def tick(self, now: float) -> None:
        """Time passed; call at `deadline()`."""
        self.now = now
        if self._deadline is None or now < self._deadline:
            return
        if self._asking:
            self._throw(EvFailure("timeout", self.phases[-1] if self.phases else ""))
        else:
            self._resume(None)

    def deadline(self) -> float | None:
        """When to call `tick`, or None."""
        return None if self.done else self._deadline

    def data_to_send(self) -> bytes:
        """Bytes for the SECC."""
        data = bytes(self._out)
        self._out.clear()
        return data

    def _take(self) -> None:
        while self._asking and not self.done and (item := self._buffer.next()) is not None:
            if isinstance(item, v2gtp.Frame):
                self._resume(item)

    def _resume(self, frame: v2gtp.Frame | None) -> None:
        self._proceed(lambda: self._script.send(frame))

    def _throw(self, failure: EvFailure) -> None:
        if not self.done:
            self._proceed(lambda: self._script.throw(failure))

    def _proceed(self, resume: Callable[[], Step]) -> None:
        try:
            step = resume()
            while isinstance(step, Pilot):
                if self.on_pilot is not None:
                    self.on_pilot(step.state)
                step = self._script.send(None)
        except StopIteration:
            self.done = True
        except EvFailure as failure:
            self.done, self.failure = True, failure
        else:
            self._asking = isinstance(step, Ask)
            if isinstance(step, Ask):
                self.requests += 1
                self._out += step.data
                self._deadline = self.now + step.timeout_s
                self._take()
            else:
                self._deadline = self.now + step.seconds
