"""The board: control pilot and contactor, each command given once when it changes something."""

from __future__ import annotations

import asyncio
from typing import Literal

from secc.everest.evse_manager.pilot import OFF_DUTY, offered_ampere
from secc.everest.evse_manager.timers import Timers
from secc.everest.module import Peer

Reason = Literal["DCCableCheck", "DCPreCharge", "FullPowerCharging", "PowerOff"]
PWM_SPACING_S = 5.0


class Board:
    """What is told to `evse_board_support`, and what it said last."""

    def __init__(self, peer: Peer, timers: Timers) -> None:
        self._peer, self._timers = peer, timers
        self.cp = "A"
        self.plugged = self.closed = False
        self.pilot = "X1"
        self._duty = OFF_DUTY
        self._duty_at = -PWM_SPACING_S
        self._allowed: bool | None = None
        self._reason: Reason = "PowerOff"
        self._limit_a: float | None = None

    @property
    def oscillates(self) -> bool:
        return self.pilot == "PWM"

    @property
    def offered_a(self) -> float:
        """What a car reads from the duty cycle; 0 without one, and where it means digital communication."""
        return (offered_ampere(self._duty) or 0.0) if self.oscillates else 0.0

    @property
    def answered_at(self) -> float:
        """When the board last answered anything, on the loop's clock."""
        return self._peer.answered_at

    def shows(self, cp: str) -> None:
        """The pilot's state. E and F tell nothing of the plug: what was known of it stays."""
        self.cp = cp
        if cp in ("A", "B", "C", "D"):
            self.plugged = cp != "A"

    def enable(self, on: bool) -> None:
        """A disabled board says nothing; enabled again it tells its pilot anew."""
        if not on:
            self.shows("A")
        self._peer.tell("enable", value=on)

    def pwm(self, duty: float, *, spaced: bool = False) -> None:
        """Offer by duty cycle; `spaced` keeps 5 s between two changes while charging."""
        if duty >= OFF_DUTY:
            self.x1()
            return
        if self.pilot == "PWM" and abs(duty - self._duty) < 0.05:
            return
        now = asyncio.get_running_loop().time()
        wait = self._duty_at + PWM_SPACING_S - now
        if spaced and self.pilot == "PWM" and wait > 0:
            self._timers.arm("pwm", wait, lambda: self.pwm(duty))
            return
        self._timers.stop("pwm")
        self.pilot, self._duty, self._duty_at = "PWM", duty, now
        self._peer.tell("pwm_on", value=round(duty, 2))

    def x1(self) -> None:
        self._timers.stop("pwm")
        if self.pilot != "X1":
            self.pilot = "X1"
            self._peer.tell("cp_state_X1")

    def f(self) -> None:
        self._timers.stop("pwm")
        if self.pilot != "F":
            self.pilot = "F"
            self._peer.tell("cp_state_F")

    def allow(self, on: bool, reason: Reason = "PowerOff") -> None:
        """Permission for the contactor. Taking it back is never held back, giving it is said once."""
        if on and self._allowed:
            return
        if not on and self._allowed is False and not self.closed:
            return
        self._allowed, self._reason = on, reason
        self._peer.tell("allow_power_on", value={"allow_power_on": on, "reason": reason if on else "PowerOff"})

    def say_again(self) -> None:
        """The connection was away: what was said then may not have arrived."""
        if self.pilot == "PWM":
            self._peer.tell("pwm_on", value=round(self._duty, 2))
        else:
            self._peer.tell("cp_state_X1" if self.pilot == "X1" else "cp_state_F")
        allowed = bool(self._allowed)
        self._peer.tell("allow_power_on", value={"allow_power_on": allowed, "reason": self._reason if allowed else "PowerOff"})

    def renew(self, *, always: bool = False) -> None:
        """Say a given permission again: a board that hears nothing for a while opens by itself. `always`: one that was taken back too."""
        if self._allowed or always:
            reason: Reason = self._reason if self._allowed else "PowerOff"
            self._peer.tell("allow_power_on", value={"allow_power_on": bool(self._allowed), "reason": reason})

    def switch_phases(self, three: bool) -> None:
        """One phase or three."""
        self._peer.tell("ac_switch_three_phases_while_charging", value=three)

    def overcurrent(self, ampere: float) -> None:
        if self._limit_a is None or abs(self._limit_a - ampere) > 0.01:
            self._limit_a = ampere
            self._peer.tell("ac_set_overcurrent_limit_A", value=ampere)
