"""The states of an outlet. `poke` lets it go on after anything has changed; each state has one function that says where to go next.

    Disabled → Idle → WaitingForAuthentication → PrepareCharging → Charging → StoppingCharging
             → ChargingPausedEV | ChargingPausedEVSE | Finished
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping

from secc.everest.evse_manager.board import Board
from secc.everest.evse_manager.dc_output import DcOutput
from secc.everest.evse_manager.faults import CABLE_CHECK, METER_REFUSED, Faults
from secc.everest.evse_manager.hlc import Hlc
from secc.everest.evse_manager.journal import NONE, REFUSED, RUNNING, STARTING, Journal
from secc.everest.evse_manager.lock import Lock
from secc.everest.evse_manager.pilot import HLC_DUTY, duty_percent
from secc.everest.evse_manager.sequences import WAKE_UP_AFTER_S, Sequences
from secc.everest.evse_manager.settings import Settings
from secc.everest.evse_manager.state import State
from secc.everest.evse_manager.timers import Timers

log = logging.getLogger(__name__)

DC_POWER_WAIT_S = 5.0
MOST_STEPS = 20


class Machine(Sequences):
    """One outlet's states. The owner sets the facts and calls `poke`; `changed` hears of each new state."""

    def __init__(
        self, settings: Settings, board: Board, lock: Lock, hlc: Hlc, output: DcOutput, journal: Journal, faults: Faults, timers: Timers,
        changed: Callable[[State], None],
    ) -> None:  # fmt: skip
        super().__init__(settings, board, lock, hlc, output, journal, faults, timers)
        self._changed = changed
        self._moving = False
        self._waited_for_power = False
        self._told_pauses: tuple[str, ...] = ()
        self._stop_target = State.Finished
        self._finishing: asyncio.Task[None] | None = None

    # ---- running ------------------------------------------------------------------------------------------------------------------------

    def poke(self) -> None:
        if not self.started or self._moving:
            return  # whoever moves it looks at the facts again before it is done
        self._moving = True
        try:
            for _ in range(MOST_STEPS):
                following = STEPS[self.state](self)
                if following is None:
                    break
                self.go(following)
            self.drive()
        finally:
            self._moving = False

    def close(self) -> None:
        """Power off, now; nothing moves any more."""
        self.started = False
        self.power_off()
        self.board.allow(False)
        for task in self._tasks:
            task.cancel()
        self._timers.stop()

    def go(self, state: State) -> None:
        log.info("%s -> %s", self.state, state)
        self.state = state
        enter = ENTRIES.get(state)
        if enter is not None:
            enter(self)
        self._changed(state)

    # ---- where to go --------------------------------------------------------------------------------------------------------------------

    def _disabled(self) -> State | None:
        return State.Idle if self.on else None

    def _idle(self) -> State | None:
        if not self.on:
            return State.Disabled
        if self.faults:
            self.board.f()
        else:
            self.board.x1()
        return State.WaitingForAuthentication if self.board.plugged else None

    def _waiting(self) -> State | None:
        if not self.board.plugged or self.stopping or self.faults or self.journal.transaction == REFUSED:
            if self.journal.transaction == REFUSED:
                self.faults.own(METER_REFUSED, "the meter refused the transaction")
            return State.Finished
        if not self.authorized or self.cable_a == 0:
            return None
        if self.settings.is_dc and not self.power_available and not self._waited_for_power:
            if not self._timers.runs("power"):
                self._timers.arm("power", DC_POWER_WAIT_S, self._power_waited)
            return None
        if self.journal.transaction == NONE:
            self.journal.transaction = STARTING  # now: whoever looks again before the task runs must not start another
            self.spawn(self._begin_transaction())
            return None
        if self.journal.transaction != RUNNING:
            return None
        if self.uses_digital and not self.settings.is_dc and not self.setup_finished:
            return self.try_digital()
        self._timers.stop("fallback")
        return State.PrepareCharging

    async def _begin_transaction(self) -> None:
        await self.journal.start_transaction()
        self.poke()

    def _power_waited(self) -> None:
        self._waited_for_power = True
        if not self.power_available:
            self.hlc.tell("no_energy_pause_charging", mode="AllowEvToIgnorePause")
        self.poke()

    def _prepare(self) -> State | None:
        if self._must_stop():
            return State.StoppingCharging
        if self.settings.is_dc:
            return State.Charging if self.looping else None
        if not self.uses_digital and not self._timers.runs("wake"):
            self.board.pwm(duty_percent(self.max_a)) if self.power_available else self.board.x1()
        permitted = self.hlc_permission or not self.uses_digital
        return State.Charging if self.wants_power and permitted and self.power_available and self.board.oscillates else None

    def _charging(self) -> State | None:
        if self._must_stop():
            return State.StoppingCharging
        if not self.wants_power:
            self._stop_target = State.ChargingPausedEV
            return State.StoppingCharging
        if self.power_available:
            self._timers.stop("no energy")
            if not self.uses_digital:
                self.board.pwm(duty_percent(self.max_a), spaced=True)
        elif not self.uses_digital:
            self.pauses.add("NoEnergy")
            return State.StoppingCharging if self._must_stop() else None
        elif not self._timers.runs("no energy"):
            self._timers.arm("no energy", self.settings.hlc_charge_loop_without_energy_timeout_s, self._no_energy)
        return None

    def _no_energy(self) -> None:
        if self.state is State.Charging and not self.power_available:
            self.pauses.add("NoEnergy")
            self.poke()

    def _must_stop(self) -> bool:
        """The station ends or pauses it; sets where that leads."""
        if not self.board.plugged or self.stopping:
            self._stop_target = State.Finished
        elif self.faults:
            self.pauses.add("Error")
            self._stop_target = State.ChargingPausedEVSE
        elif self.pauses:
            self._stop_target = State.ChargingPausedEVSE
        else:
            return False
        return True

    def _stopping(self) -> State | None:
        if not self.board.plugged or self.stopping:
            self._stop_target = State.Finished
        if self.board.closed and self.board.plugged:
            return None
        if self._stop_target is State.ChargingPausedEVSE and self.board.plugged and self.uses_digital and self.matched and not self.faults:
            return None  # the V2G session still has to end
        self._timers.stop("stop")
        return self._stop_target

    def _switch_step(self) -> State | None:
        if self._must_stop():
            return State.StoppingCharging
        return None if self._timers.runs("step") else State.PrepareCharging

    def _paused_ev(self) -> State | None:
        if self._must_stop():
            return State.StoppingCharging
        if not self.wants_power:
            return None
        return self._resume()

    def _resume(self) -> State:
        """A new V2G session, if there is one to be had; the authorisation still holds."""
        if self.uses_digital and not self.matched:
            self.link_anew()
        return State.PrepareCharging

    def _paused_evse(self) -> State | None:
        if not self.board.plugged or self.stopping:
            self._stop_target = State.Finished
            return State.StoppingCharging
        if self._timers.runs("F after fault"):
            return None
        (self.pauses.add if self.faults else self.pauses.discard)("Error")
        if self.power_available:
            self.pauses.discard("NoEnergy")
        if not self.pauses:
            return self._resume()
        if tuple(sorted(self.pauses)) != self._told_pauses:
            self._tell_pause()
        return None

    def _finished(self) -> State | None:
        if self._finishing is not None and not self._finishing.done():
            return None
        if self.board.plugged and self.on:
            return None
        return State.Idle if self.on else State.Disabled

    # ---- what happens there -----------------------------------------------------------------------------------------------------------

    def _enter_disabled(self) -> None:
        self.journal.end()
        self._forget_session()
        self.hlc.link("leave_bcd")
        self.board.f()
        self.board.enable(False)

    def _enter_idle(self) -> None:
        self.journal.end()
        self._forget_session()
        self.faults.clear_own()

    def _forget_session(self) -> None:
        self.power_off()
        self.output.forget_ev()
        self.setup_finished = self.nominal_pwm = self._waited_for_power = False
        self.pnc_waited = self.eim_waited = False
        self.authorized = False
        self.stop_reason, self.stop_tag = "", None
        self.stop_told, self._told_pauses = "", ()
        self.pauses.clear()
        self._timers.stop("power", "fallback", "step", "no energy", "stop", "unwanted", "wake", "F after fault", "pwm on")

    def _enter_waiting(self) -> None:
        if not self.journal.session:
            self.journal.begin("EVConnected")
            if self.settings.disable_authentication:
                self.authorize_for_free()
        if self.journal.transaction != RUNNING:
            self.journal.event("AuthRequired")
        if self.authorized and self.may_fall_back and not self.settings.disable_authentication:
            self.nominal_pwm = True  # whoever came with a card in his hand need not wait for the car
        if self.uses_digital:
            if self.journal.transaction != RUNNING:
                self.hlc.plugged_in()
            self._timers.arm("pwm on", self.settings.sleep_before_enabling_pwm_hlc_mode_s, self._digital_pwm)
        else:
            self.board.x1()

    def _digital_pwm(self) -> None:
        if self.board.plugged and self.state not in (State.Idle, State.Disabled, State.Finished, State.T_step_EF, State.T_step_X1):
            self.board.pwm(HLC_DUTY)
            self.poke()

    def authorize_for_free(self) -> None:
        """No authentication wanted: the session is authorised by the station itself."""
        token = {"id_token": {"value": "FREESERVICE", "type": "Local"}, "authorization_type": "RFID", "prevalidated": True}
        self.journal.token = token
        self.authorized = True
        self.journal.event("Authorized", authorization_event=self.journal.reading)

    def _enter_prepare(self) -> None:
        self.setup_finished = False
        self.journal.event("PrepareCharging")
        self.stop_told = ""
        if self.settings.is_dc:
            self.hlc.tell("update_isolation_status", isolation_status="Invalid")  # what an earlier check found does not hold for the next
        if self.uses_digital and not self._timers.runs("pwm on"):
            self.board.pwm(HLC_DUTY)
        self._timers.arm("unwanted", WAKE_UP_AFTER_S, self.wake_up)

    def _enter_charging(self) -> None:
        self.journal.event("ChargingStarted", charging_state_changed_event=self.journal.reading)

    def _enter_stopping(self) -> None:
        self.journal.event("StoppingCharging")
        if self._stop_target is State.ChargingPausedEV:
            self.output.off()
        elif self.board.plugged and self.uses_digital and not self.faults.emergency:
            self._tell_stop(pause=self._stop_target is State.ChargingPausedEVSE)
        elif self.board.plugged:
            self.end_offer()
        if not self.board.plugged or self.faults:
            self.power_off()
        self._timers.arm("stop", self.settings.stop_timeout_s, self._hard_stop)

    def _tell_stop(self, *, pause: bool) -> None:
        """Once: the car needs its time to follow."""
        word = "pause" if pause else "stop"
        if word != self.stop_told:
            self.stop_told = word
            self.hlc.stop(pause=pause)

    def _hard_stop(self) -> None:
        if self.state is State.StoppingCharging:
            log.warning("the EV did not stop in time: power off")
            self.power_off()
            self.board.allow(False)
            self.matched = False
            self.poke()

    def _enter_paused_ev(self) -> None:
        self.journal.event("ChargingPausedEV", charging_state_changed_event=self.journal.reading)
        if not self.uses_digital:
            self.board.x1()
            if self.power_available:
                self.board.pwm(duty_percent(self.max_a))

    def _enter_paused_evse(self) -> None:
        self._tell_pause()
        if self.faults and not self.uses_digital:
            self.board.f()
            self._timers.arm("F after fault", self.settings.state_F_after_fault_ms / 1000, self._after_fault)
        elif not self.matched:
            self.board.x1()
        self.faults.clear(CABLE_CHECK)  # the car may try again

    def _after_fault(self) -> None:
        if self.state is State.ChargingPausedEVSE:
            self.board.x1()
        self.poke()

    def _tell_pause(self) -> None:
        """ChargingPausedEVSE, with all reasons in force."""
        self._told_pauses = tuple(sorted(self.pauses)) or ("Error",)
        reasons = {"reasons": list(self._told_pauses)}
        self.journal.event("ChargingPausedEVSE", charging_paused_evse=reasons, charging_state_changed_event=self.journal.reading)

    def _enter_finished(self) -> None:
        self.power_off()
        if self.eim_waited or self.pnc_waited:
            self.hlc.answer("Unknown", "NoCertificateAvailable")  # a car that still waits for it would wait long
            self.eim_waited = self.pnc_waited = False
        if self.board.plugged and self.uses_digital and self.matched:
            self._tell_stop(pause=False)
        else:
            self.board.x1()
        reason = self.stop_reason or ("EVSEDisabled" if not self.on else "EVDisconnected")
        self._finishing = self.spawn(self.journal.stop_transaction(reason, self.stop_tag))
        self._finishing.add_done_callback(lambda _: self.poke())

    def link_lost(self) -> None:
        """dlink_error: the link starts anew; a session that is ending anyway just ends."""
        self.matched = False
        if self.state in (State.PrepareCharging, State.Charging, State.WaitingForAuthentication) and self.uses_digital:
            self.go(State.T_step_EF)
        elif self.state in (State.StoppingCharging, State.ChargingPausedEV, State.ChargingPausedEVSE, State.Finished):
            self.power_off()
            self.board.x1()
        self.poke()


STEPS: Mapping[State, Callable[[Machine], State | None]] = {
    State.Disabled: Machine._disabled, State.Idle: Machine._idle, State.WaitingForAuthentication: Machine._waiting,
    State.PrepareCharging: Machine._prepare, State.Charging: Machine._charging, State.ChargingPausedEV: Machine._paused_ev,
    State.ChargingPausedEVSE: Machine._paused_evse, State.StoppingCharging: Machine._stopping, State.Finished: Machine._finished,
    State.T_step_X1: Machine.x1_step, State.T_step_EF: Machine.ef_step, State.SwitchPhases: Machine._switch_step,
}  # fmt: skip
ENTRIES: Mapping[State, Callable[[Machine], None]] = {
    State.Disabled: Machine._enter_disabled, State.Idle: Machine._enter_idle, State.WaitingForAuthentication: Machine._enter_waiting,
    State.PrepareCharging: Machine._enter_prepare, State.Charging: Machine._enter_charging,
    State.ChargingPausedEV: Machine._enter_paused_ev, State.ChargingPausedEVSE: Machine._enter_paused_evse,
    State.StoppingCharging: Machine._enter_stopping, State.Finished: Machine._enter_finished, State.T_step_X1: Machine.enter_x1,
    State.T_step_EF: Machine.enter_ef, State.SwitchPhases: Machine.enter_switch,
}  # fmt: skip
