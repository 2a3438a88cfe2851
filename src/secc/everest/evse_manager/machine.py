"""The states of an outlet. `poke` lets it go on after anything has changed; each state has one function that says where to go next.

    Disabled → Idle → WaitingForAuthentication → PrepareCharging → Charging → StoppingCharging
             → ChargingPausedEV | ChargingPausedEVSE | Finished
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from enum import StrEnum

from secc.everest.evse_manager.board import Board
from secc.everest.evse_manager.dc_output import CableCheckError, DcOutput
from secc.everest.evse_manager.hlc import Hlc
from secc.everest.evse_manager.journal import NONE, REFUSED, RUNNING, Journal
from secc.everest.evse_manager.pilot import HLC_DUTY, LEAST_A, duty_percent
from secc.everest.evse_manager.settings import Settings
from secc.everest.evse_manager.timers import Timers

log = logging.getLogger(__name__)

X1_S = 3.0
F_S = 4.0
DC_POWER_WAIT_S = 5.0
MOST_STEPS = 20


class State(StrEnum):
    """Names as in EVerest."""

    Disabled = "Disabled"
    Idle = "Idle"
    WaitingForAuthentication = "WaitingForAuthentication"
    PrepareCharging = "PrepareCharging"
    Charging = "Charging"
    ChargingPausedEV = "ChargingPausedEV"
    ChargingPausedEVSE = "ChargingPausedEVSE"
    StoppingCharging = "StoppingCharging"
    Finished = "Finished"
    T_step_X1 = "T_step_X1"
    T_step_EF = "T_step_EF"
    SwitchPhases = "SwitchPhases"


class Machine:
    """One outlet's states. The owner sets the facts and calls `poke`; `error(type, on, …)` raises and clears errors of the interface."""

    def __init__(
        self, settings: Settings, board: Board, hlc: Hlc, output: DcOutput, journal: Journal, timers: Timers,
        error: Callable[[str, bool, str], None], changed: Callable[[State], None],
    ) -> None:  # fmt: skip
        self.settings, self.board, self.hlc, self.output, self.journal = settings, board, hlc, output, journal
        self._timers, self._error, self._changed = timers, error, changed
        self.state = State.Disabled
        self.enabled = True
        self.connector_enabled = True
        self.started = self._moving = False
        self.authorized = False
        self.pnc_waited = self.eim_waited = False
        self.hlc_permission = False
        self.setup_finished = False
        self.matched = False
        self.looping = False
        self.cable_checking = False
        self.emergency = False
        self.stop_reason = ""
        self.stop_tag: Mapping[str, object] | None = None
        self.pauses: set[str] = set()
        self.faults: dict[tuple[str, str], str] = {}
        self.max_a = 0.0
        self.max_w: float | None = None
        self._nominal_pwm = False
        self._waited_for_power = False
        self._three_phases = True
        self._stop_target = State.Finished
        self._tasks: set[asyncio.Task[None]] = set()
        self._cable_check: asyncio.Task[None] | None = None

    # ---- running ------------------------------------------------------------------------------------------------------------------------

    def poke(self) -> None:
        """Go on as far as the facts allow."""
        if not self.started or self._moving:
            return  # whoever moves it looks at the facts again before it is done
        self._moving = True
        try:
            for _ in range(MOST_STEPS):
                following = STEPS[self.state](self)
                if following is None:
                    break
                self._go(following)
            self._drive_contactor()
        finally:
            self._moving = False

    def close(self) -> None:
        """Power off, now."""
        self.power_off()
        self.board.allow(False)
        for task in self._tasks:
            task.cancel()
        self._timers.stop()

    def _go(self, state: State) -> None:
        log.info("%s -> %s", self.state, state)
        self.state = state
        enter = ENTRIES.get(state)
        if enter is not None:
            enter(self)
        self._changed(state)

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # ---- facts --------------------------------------------------------------------------------------------------------------------------

    @property
    def power_available(self) -> bool:
        if self.settings.is_dc:
            return self.max_a > 0 and (self.max_w or 0.0) > 0
        return self.max_a > LEAST_A

    @property
    def wants_power(self) -> bool:
        """The EV is in C, or in D and the place is ventilated."""
        return self.board.cp == "C" or (self.board.cp == "D" and self.settings.has_ventilation)

    @property
    def uses_digital(self) -> bool:
        """Charging needs high-level communication: always in DC, in AC until it fell back to plain PWM."""
        return self.settings.is_dc or (self.settings.uses_hlc and self.hlc.present and not self._nominal_pwm)

    @property
    def stopping(self) -> bool:
        return bool(self.stop_reason) or not self.on

    @property
    def on(self) -> bool:
        return self.enabled and self.connector_enabled

    # ---- contactor ----------------------------------------------------------------------------------------------------------------------

    def _drive_contactor(self) -> None:
        wanted = self._contactor_wanted()
        if wanted:
            self.board.allow(True, "DCCableCheck" if self.settings.is_dc and not self.looping else "FullPowerCharging")
        else:
            self.board.allow(False)

    def _contactor_wanted(self) -> bool:
        if self.faults or not self.wants_power or not self.board.oscillates:
            return False
        if self.settings.is_dc:
            return self.hlc_permission and self.state in (State.PrepareCharging, State.Charging, State.StoppingCharging)
        if self.state is not State.Charging:
            return False
        return self.hlc_permission or not self.uses_digital

    def power_off(self) -> None:
        """Supply and permission off."""
        self._cancel_cable_check()
        self.hlc_permission = self.looping = False
        self.output.off()

    # ---- cable check --------------------------------------------------------------------------------------------------------------------

    def start_cable_check(self) -> None:
        if self._cable_check is None or self._cable_check.done():
            self._cable_check = self._spawn(self._check_cable())

    async def _check_cable(self) -> None:
        self.hlc_permission = True
        self.poke()
        try:
            await self.output.cable_check(lambda: self.board.closed)
        except CableCheckError as error:
            log.error("cable check: %s", error)
            self.power_off()
            self.hlc.tell("update_isolation_status", isolation_status="Fault")
            self.hlc.tell("cable_check_finished", status=False)
            if self.board.plugged and not self.stopping:
                self._error("evse_manager/MREC11CableCheckFault", True, str(error))
        else:
            self.hlc.tell("update_isolation_status", isolation_status="Valid" if self.output.monitored else "No_IMD")
            self.hlc.tell("cable_check_finished", status=True)
        self.poke()

    def _cancel_cable_check(self) -> None:
        if self._cable_check is not None and not self._cable_check.done() and self._cable_check is not asyncio.current_task():
            self._cable_check.cancel()
            self.hlc.tell("cable_check_finished", status=False)
        self._cable_check = None

    # ---- states -------------------------------------------------------------------------------------------------------------------------

    def _disabled(self) -> State | None:
        return State.Idle if self.on else None

    def _idle(self) -> State | None:
        if not self.on:
            return State.Disabled
        return State.WaitingForAuthentication if self.board.plugged else None

    def _waiting(self) -> State | None:
        if not self.board.plugged or self.stopping or self.faults or self.journal.transaction == REFUSED:
            if self.journal.transaction == REFUSED:
                self._error("evse_manager/PowermeterTransactionStartFailed", True, "the meter refused the transaction")
            return State.Finished
        if not self.authorized:
            return None
        if self.settings.is_dc and not self.power_available and not self._waited_for_power:
            if not self._timers.runs("power"):
                self._timers.arm("power", DC_POWER_WAIT_S, self._power_waited)
            return None
        if self.journal.transaction == NONE:
            self._spawn(self._begin_transaction())
            return None
        if self.journal.transaction != RUNNING:
            return None
        if self.uses_digital and not self.settings.is_dc and not self.setup_finished:
            if not self.settings.ac_enforce_hlc and not self._timers.runs("fallback"):
                self._timers.arm("fallback", self.settings.hlc_fallback_s, self._fall_back)
            return None
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

    def _fall_back(self) -> None:
        if self.state is State.WaitingForAuthentication:
            self._nominal_pwm = True
            self._go(State.T_step_X1)

    def _x1_step(self) -> State | None:
        if not self.board.plugged or self.stopping:
            return State.Finished
        return None if self._timers.runs("step") else State.PrepareCharging

    def _ef_step(self) -> State | None:
        if not self.board.plugged and not self._timers.runs("step"):
            return State.Finished
        return None if self._timers.runs("step") else State.WaitingForAuthentication

    def switch_phases(self, three: bool) -> None:
        """Use three phases or one from now on; while charging only after a pause, and never in a digital session."""
        if self.uses_digital and self.matched:
            log.warning("phases are not switched during a digital session")
        elif self.state is State.Charging:
            self._three_phases = three
            self._go(State.SwitchPhases)
            self.poke()
        else:
            self.board.switch_phases(three)

    def _switch_step(self) -> State | None:
        if self._must_stop():
            return State.StoppingCharging
        return None if self._timers.runs("step") else State.PrepareCharging

    def _enter_switch(self) -> None:
        self.journal.event("SwitchingPhases")
        self.board.x1()
        self._timers.arm("step", self.settings.switch_3ph1ph_delay_s, self._switched)

    def _switched(self) -> None:
        if self.state is State.SwitchPhases:
            self.board.switch_phases(self._three_phases)
        self.poke()

    def _prepare(self) -> State | None:
        if self._must_stop():
            return State.StoppingCharging
        if self.settings.is_dc:
            return State.Charging if self.looping else None
        if not self.uses_digital:
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
        self._timers.stop("stop")
        if self._stop_target is State.ChargingPausedEVSE and self.board.plugged and self.uses_digital and self.matched and not self.faults:
            return None  # the V2G session still has to end
        return self._stop_target

    def _paused_ev(self) -> State | None:
        if self._must_stop():
            return State.StoppingCharging
        if not self.wants_power:
            return None
        return self._resume()

    def _resume(self) -> State:
        """A new V2G session, if there is one to be had; the authorisation still holds."""
        if self.uses_digital and not self.matched:
            self.hlc.tell("stop_charging", stop=False)
            self.hlc.link("enter_bcd")
            self.board.pwm(HLC_DUTY)
        return State.PrepareCharging

    def _paused_evse(self) -> State | None:
        if not self.board.plugged or self.stopping:
            self._stop_target = State.Finished
            return State.StoppingCharging
        if not self.faults:
            self.pauses.discard("Error")
        if self.power_available:
            self.pauses.discard("NoEnergy")
        return None if self.pauses else self._resume()

    def _finished(self) -> State | None:
        if self.journal.transaction != NONE or self._tasks_finishing():
            return None
        if self.board.plugged and self.on:
            return None
        return State.Idle if self.on else State.Disabled

    def _tasks_finishing(self) -> bool:
        return any(task.get_name() == "finish" for task in self._tasks)

    # ---- entries ------------------------------------------------------------------------------------------------------------------------

    def _enter_disabled(self) -> None:
        self.journal.end()
        self._forget_session()
        self.board.f()
        self.board.enable(False)

    def _enter_idle(self) -> None:
        self.journal.end()
        self._forget_session()
        for name in OWN_ERRORS:
            self._error(name, False, "")
        if self.faults:
            self.board.f()
        else:
            self.board.x1()

    def _forget_session(self) -> None:
        self.power_off()
        self.setup_finished = self._nominal_pwm = self._waited_for_power = self.emergency = False
        self.pnc_waited = self.eim_waited = False
        self.authorized = False
        self.stop_reason, self.stop_tag = "", None
        self.pauses.clear()
        self._timers.stop("power", "fallback", "step", "no energy", "stop")

    def _enter_waiting(self) -> None:
        if not self.journal.session:
            self.journal.begin("EVConnected")
            if self.settings.disable_authentication:
                self.authorize_for_free()
        if self.journal.transaction != RUNNING:
            self.journal.event("AuthRequired")
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
        if self.uses_digital and not self._timers.runs("pwm on"):
            self.board.pwm(HLC_DUTY)

    def _enter_charging(self) -> None:
        self.journal.event("ChargingStarted", charging_state_changed_event=self.journal.reading)

    def _enter_stopping(self) -> None:
        self.journal.event("StoppingCharging")
        if self._stop_target is not State.ChargingPausedEV and self.board.plugged:
            if self.uses_digital and not self.emergency:
                self.hlc.stop(pause=self._stop_target is State.ChargingPausedEVSE)
            else:
                self.board.x1()
        if not self.board.plugged or self.faults:
            self.power_off()
        if self._stop_target is State.ChargingPausedEV:
            self.output.off()
        self._timers.arm("stop", self.settings.stop_timeout_s, self._hard_stop)

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
        self.tell_pause()

    def tell_pause(self) -> None:
        """ChargingPausedEVSE, with all reasons in force."""
        reasons = {"reasons": sorted(self.pauses) or ["Error"]}
        self.journal.event("ChargingPausedEVSE", charging_paused_evse=reasons, charging_state_changed_event=self.journal.reading)

    def _enter_finished(self) -> None:
        self.power_off()
        reason = self.stop_reason or ("EVSEDisabled" if not self.on else "EVDisconnected")
        self._spawn(self._finish(reason)).set_name("finish")

    async def _finish(self, reason: str) -> None:
        await self.journal.stop_transaction(reason, self.stop_tag)
        if not self.board.plugged:
            self.hlc.link("leave_bcd")
        asyncio.get_running_loop().call_soon(self.poke)

    def _enter_x1(self) -> None:
        self.board.x1()
        self._timers.arm("step", X1_S, self.poke)

    def _enter_ef(self) -> None:
        self.power_off()
        self.board.allow(False)
        self.board.x1()
        self._timers.arm("step", X1_S + F_S, self.poke)
        self._timers.arm("f", X1_S, self._state_f)

    def _state_f(self) -> None:
        if self.state is State.T_step_EF:
            self.board.f()

    def link_lost(self) -> None:
        """dlink_error: the link starts anew; a session that is ending anyway just ends."""
        self.matched = False
        if self.state in (State.PrepareCharging, State.Charging, State.WaitingForAuthentication) and self.uses_digital:
            self._go(State.T_step_EF)
        elif self.state in (State.StoppingCharging, State.ChargingPausedEV, State.ChargingPausedEVSE, State.Finished):
            self.power_off()
            self.board.x1()
        self.poke()


OWN_ERRORS = (
    "evse_manager/Internal", "evse_manager/MREC9AuthorizationTimeout", "evse_manager/PowermeterTransactionStartFailed",
    "evse_manager/MREC22ResistanceFault", "evse_manager/MREC11CableCheckFault",
)  # fmt: skip
STEPS: Mapping[State, Callable[[Machine], State | None]] = {
    State.Disabled: Machine._disabled, State.Idle: Machine._idle, State.WaitingForAuthentication: Machine._waiting,
    State.PrepareCharging: Machine._prepare, State.Charging: Machine._charging, State.ChargingPausedEV: Machine._paused_ev,
    State.ChargingPausedEVSE: Machine._paused_evse, State.StoppingCharging: Machine._stopping, State.Finished: Machine._finished,
    State.T_step_X1: Machine._x1_step, State.T_step_EF: Machine._ef_step, State.SwitchPhases: Machine._switch_step,
}  # fmt: skip
ENTRIES: Mapping[State, Callable[[Machine], None]] = {
    State.Disabled: Machine._enter_disabled, State.Idle: Machine._enter_idle, State.WaitingForAuthentication: Machine._enter_waiting,
    State.PrepareCharging: Machine._enter_prepare, State.Charging: Machine._enter_charging,
    State.ChargingPausedEV: Machine._enter_paused_ev, State.ChargingPausedEVSE: Machine._enter_paused_evse,
    State.StoppingCharging: Machine._enter_stopping, State.Finished: Machine._enter_finished, State.T_step_X1: Machine._enter_x1,
    State.T_step_EF: Machine._enter_ef, State.SwitchPhases: Machine._enter_switch,
}  # fmt: skip
