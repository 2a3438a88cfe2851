"""Watches that power is where it may be and nowhere else: the contactor invariant, on every step of a test.

AC: closed only by an accepted PowerDelivery(Start) with the pilot in C or D. DC: relays only by an accepted CableCheckReq with the pilot in
C or D; at most the test voltage and 2 A until PowerDelivery(Start) is OK; more only in the loop, after isolation Valid or Warning and
PreCharge, and never more than the car said it takes. End of the session, pilot A, E or F, a lost peer: off, then open.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from secc.messages import din, iso2, iso20_common
from secc.session import commands, events
from secc.session.commands import Command
from secc.session.events import Event

OPEN_WITHIN_S = 1.0
PILOT_GONE_S = 0.2
PILOT_B_S = 2.0
PRECHARGE_A = 2.0
TOLERANCE = 1.02
REFUSED = ("FAILED", "WARNING_StandbyNotAllowed", "WARNING_ScheduleRenegotiationFailed")
"""Answers to PowerDelivery that change nothing; other warnings of ISO 15118-20 go with an accepted start."""
LIMITS_IN = ("ev_charge_parameter", "dc_cpd_req_energy_transfer_mode", "cl_req_control_mode")
"""Where requests name what the car takes, if not in the request itself."""


class PowerWatch:
    """Fed by `Pair` with all that passes; raises AssertionError with the story of the session when the invariant breaks.

    `story()` gives that text. `enabled = False` switches it off for a test that injects a fault it cannot survive (a welded contactor),
    `measured = False` leaves out what was measured (in a replay that is what another station measured).
    """

    def __init__(self, story: Callable[[], str]) -> None:
        self.enabled = True
        self.measured = True
        self._story = story
        self.pilot = "B"
        self.closed = False
        self._faulty = False
        self._current = 0.0
        self._pilot_since = 0.0
        self._off_by: float | None = None
        self.begin()

    def begin(self) -> None:
        """A new session: nothing has been earned yet."""
        self._request: msgspec.Struct | None = None
        self._may_close = False
        self._hot = False
        self._test_v = 0.0
        self._isolated = False
        self._precharged = False
        self._started = False
        self._charged = False
        self._ceiling_v = self._ceiling_a = float("inf")

    # ---- what passes ----------------------------------------------------------------------------------------------------------------

    def request(self, message: msgspec.Struct) -> None:
        """The EV's message reached the session."""
        self._request = message
        told = next((value for name in LIMITS_IN if (value := getattr(message, name, None)) is not None), message)
        for name in ("ev_maximum_voltage_limit", "ev_maximum_voltage"):
            self._ceiling_v = _amount(getattr(told, name, None), self._ceiling_v)
        for name in ("ev_maximum_current_limit", "ev_maximum_charge_current"):
            self._ceiling_a = _amount(getattr(told, name, None), self._ceiling_a)

    def response(self, message: msgspec.Struct) -> None:
        """The session answered."""
        name, code = type(message).__name__, str(getattr(message, "response_code", ""))
        progress = self._progress()
        if name == "PowerDeliveryRes" and not code.startswith(REFUSED):
            self._charged |= progress == "Start"
            self._started = progress == "Start" or (self._started and progress not in ("Stop", "Renegotiate", "Standby"))
        if name.endswith("PreChargeRes") and not code.startswith("FAILED"):
            self._precharged = True
        if code.startswith("FAILED"):
            self._request = None

    def event(self, event: Event, now: float) -> None:
        """The session said something."""
        match event:
            case events.CloseContactor():
                self._check(self._asks("PowerDeliveryReq") and self._progress() == "Start",
                            "contactor closed without PowerDelivery(Start)")
                self._check(self.pilot in ("C", "D"), f"contactor closed with the pilot in {self.pilot}")
                self._may_close = self._hot = True
            case events.CableCheckWanted():
                self._check(self._asks("CableCheckReq"), "relays closed without CableCheckReq")
                self._check(self.pilot in ("C", "D"), f"relays closed with the pilot in {self.pilot}")
                self._may_close = self._hot = True
                self._isolated = self._precharged = self._started = self._charged = False
                self._test_v = event.voltage_v
            case events.SetOutput():
                self._output(event)
            case events.OpenContactor() | events.EmergencyOff():
                self._may_close = self._hot = False
                self._off_by = now + OPEN_WITHIN_S
            case events.SessionEnded():
                self._check(not self._hot, "the session ended and left power on")
            case _:
                pass

    def _output(self, event: events.SetOutput) -> None:
        if event.power_w:
            self._check(self._may_close or not any(event.power_w), "AC power without a closed contactor")
            return
        self._check(event.voltage_v <= self._ceiling_v * TOLERANCE, f"{event.voltage_v:g} V for a car that takes {self._ceiling_v:g} V")
        self._check(event.current_a <= self._ceiling_a * TOLERANCE, f"{event.current_a:g} A for a car that takes {self._ceiling_a:g} A")
        if event.stage == "precharge":
            self._check(abs(event.current_a) <= PRECHARGE_A, f"{event.current_a:g} A before charging")
            self._check(event.voltage_v <= self._test_v * TOLERANCE + 1,
                        f"pre-charge to {event.voltage_v:g} V after a test at {self._test_v:g} V")
            self._check(self._isolated, "pre-charge without a good insulation test")
        elif self._test_v:
            self._check(self._isolated, "output without a good insulation test")
            self._check(self._precharged, "output without pre-charge")
            self._check(self._started or abs(event.current_a) <= PRECHARGE_A, "output without PowerDelivery(Start)")

    def command(self, command: Command, now: float) -> None:
        """The hardware said something."""
        match command:
            case commands.PilotChanged():
                if command.state != self.pilot:
                    self._pilot_since = now
                self.pilot = command.state
            case commands.CableChecked():
                self._isolated = command.isolation in ("valid", "warning")
            case commands.ContactorChanged():
                self._faulty = command.fault
                self._check(not command.closed or self._may_close or self.closed or command.fault, "the contactor closed by itself")
                self.closed = command.closed
                if not command.closed:
                    self._off_by = None
            case commands.Measured() if self.measured:
                self._current = abs(command.current_a)
                if self._test_v and not self._charged:
                    self._check(command.voltage_v <= self._test_v * TOLERANCE + 1, f"{command.voltage_v:g} V, tested at {self._test_v:g} V")
            case _:
                pass

    def time(self, now: float) -> None:
        """Time has passed until `now`."""
        if not self.closed or self._faulty:
            return
        self._check(self._off_by is None or now <= self._off_by, f"the contactor is still closed {OPEN_WITHIN_S:g} s after it had to open")
        showing = now - self._pilot_since
        self._check(self.pilot not in ("A", "E", "F") or showing <= PILOT_GONE_S, f"contactor closed with the pilot in {self.pilot}")
        self._check(self.pilot != "B" or showing <= PILOT_B_S or self._current <= PRECHARGE_A, f"{self._current:g} A with the pilot in B")

    # ---- inside ---------------------------------------------------------------------------------------------------------------------

    def _asks(self, name: str) -> bool:
        return self._request is not None and type(self._request).__name__.endswith(name)

    def _progress(self) -> str:
        """What the last PowerDeliveryReq wants, in the words of ISO 15118; DIN has a boolean for it."""
        ready = getattr(self._request, "ready_to_charge_state", None)
        return str(getattr(self._request, "charge_progress", "")) if ready is None else ("Start" if ready else "Stop")

    def _check(self, holds: bool, what: str) -> None:
        if self.enabled and not holds:
            raise AssertionError(f"power where it may not be: {what}\n{self._story()}")


def _amount(value: object, otherwise: float) -> float:
    """How much a car says, whatever the direction (SAE J2847/2 writes discharging as negative)."""
    if isinstance(value, (din.PhysicalValueType, iso2.PhysicalValueType)):
        return abs(value.value) * 10.0**value.multiplier
    if isinstance(value, iso20_common.RationalNumberType):
        return abs(value.value) * 10.0**value.exponent
    return otherwise
