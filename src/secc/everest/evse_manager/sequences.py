"""What an outlet does with its pilot over some seconds: steps over X1 and F, waking a car up, switching phases."""

from __future__ import annotations

import logging

from secc.everest.evse_manager.outlet import Outlet
from secc.everest.evse_manager.pilot import HLC_DUTY
from secc.everest.evse_manager.state import State

log = logging.getLogger(__name__)

X1_S = 3.0
F_S = 4.0
X1_AFTER_F_S = 0.75
WAKE_UP_AFTER_S = 30.0
GIVE_UP_AFTER_S = 10.0


class Sequences(Outlet):
    """The timed parts of `Machine`."""

    three_phases = True
    stop_told = ""

    # ---- steps --------------------------------------------------------------------------------------------------------------------------

    @property
    def may_fall_back(self) -> bool:
        """An AC car may be charged with plain PWM instead."""
        return self.uses_digital and not self.settings.is_dc and not self.settings.ac_enforce_hlc

    def try_digital(self) -> State | None:
        """Authorised, but nothing digital yet. A car that does not even begin to match gets plain PWM now, any other after a while."""
        if not self.may_fall_back:
            return None
        contract = (self.journal.token or {}).get("authorization_type") == "PlugAndCharge"
        if not (self.matching or contract or self.settings.disable_authentication):
            self.nominal_pwm = True
            return State.T_step_EF
        if not self._timers.runs("fallback"):
            self._timers.arm("fallback", self.settings.hlc_fallback_s, lambda: self._fall_back(State.T_step_EF if contract else State.T_step_X1))
        return None

    def _fall_back(self, step: State) -> None:
        if self.state is State.WaitingForAuthentication:
            self.nominal_pwm = True
            self.go(step)
            self.poke()

    def x1_step(self) -> State | None:
        if not self.board.plugged or self.stopping:
            return State.Finished
        return None if self._timers.runs("step") else State.PrepareCharging

    def enter_x1(self) -> None:
        self.board.x1()
        self._timers.arm("step", X1_S, self.poke)

    def ef_step(self) -> State | None:
        if self._timers.runs("step"):
            return None
        if not self.board.plugged:
            return State.Finished
        self.hlc.link("enter_bcd")
        return State.WaitingForAuthentication

    def enter_ef(self) -> None:
        self.power_off()
        self.board.allow(False)
        self.board.x1()
        self._timers.arm("step", X1_S + F_S + X1_AFTER_F_S, self.poke)
        self._timers.arm("pulse", X1_S, lambda: self._pulse(on=True))

    def _pulse(self, *, on: bool) -> None:
        if self.state is State.T_step_EF and on:
            self.board.f()
            self._timers.arm("pulse", F_S, lambda: self._pulse(on=False))
        elif self.state is State.T_step_EF:
            self.board.x1()

    # ---- phases -------------------------------------------------------------------------------------------------------------------------

    def switch_phases(self, three: bool) -> None:
        """Use three phases or one from now on; while charging only after a pause, and never in a digital session."""
        if self.uses_digital and self.matched:
            log.debug("phases are not switched during a digital session")
        elif self.state is State.Charging:
            self.three_phases = three
            self.go(State.SwitchPhases)
            self.poke()
        elif self.state is State.SwitchPhases:
            self.three_phases = three
        elif not self.board.closed:
            self.board.switch_phases(three)

    def enter_switch(self) -> None:
        self.journal.event("SwitchingPhases")
        self.end_offer()
        self._timers.arm("step", self.settings.switch_3ph1ph_delay_s, self._switched)

    def _switched(self) -> None:
        if self.state is State.SwitchPhases and not self.board.closed:
            self.board.switch_phases(self.three_phases)
        self.poke()

    # ---- a car that sleeps --------------------------------------------------------------------------------------------------------------

    def link_anew(self) -> None:
        self.stop_told = ""
        self.hlc.tell("stop_charging", stop=False)
        self.hlc.link("enter_bcd")
        self.board.pwm(HLC_DUTY)

    @property
    def _ignored(self) -> bool:
        """Power is on offer and the car does nothing: it may be asleep."""
        talks = self.uses_digital and self.matched
        return self.state is State.PrepareCharging and self.board.cp == "B" and self.power_available and not talks

    def wake_up(self) -> None:
        if self._ignored:
            self.board.f()
            self._timers.arm("wake", F_S, self._waking)
        elif self.state is State.PrepareCharging:
            self._timers.arm("unwanted", WAKE_UP_AFTER_S, self.wake_up)

    def _waking(self) -> None:
        if self.state is State.PrepareCharging:
            self.board.x1()
            self._timers.arm("wake", X1_AFTER_F_S, self._woken)

    def _woken(self) -> None:
        if self.state is State.PrepareCharging:
            if self.uses_digital:
                self.link_anew()
            self._timers.arm("unwanted", GIVE_UP_AFTER_S, self._sleeps_on)
            self.poke()

    def _sleeps_on(self) -> None:
        if self._ignored:
            self.go(State.ChargingPausedEV)
            self.poke()
        else:
            self.wake_up()
