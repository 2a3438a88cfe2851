"""What is known of an outlet, and what follows from it for contactor, lock and supply."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Mapping

from secc.everest.evse_manager.board import Board
from secc.everest.evse_manager.dc_output import CableCheckError, DcOutput
from secc.everest.evse_manager.faults import CABLE_CHECK, Faults
from secc.everest.evse_manager.hlc import Hlc
from secc.everest.evse_manager.journal import Journal
from secc.everest.evse_manager.lock import Lock
from secc.everest.evse_manager.pilot import LEAST_A
from secc.everest.evse_manager.settings import Settings
from secc.everest.evse_manager.state import State
from secc.everest.evse_manager.timers import Timers

log = logging.getLogger(__name__)

UNDER_LOAD_S = 6.0
"""IEC 61851-1: a car that goes on drawing without PWM is switched off after this long."""
UNLOCK_IN_F_S = 5.0
LIVE = {
    "DC": frozenset({State.PrepareCharging, State.Charging, State.StoppingCharging}),
    "AC": frozenset({State.Charging, State.StoppingCharging, State.SwitchPhases}),
}


class Outlet:
    """The facts, set by whoever learns them. `poke` lets the states (`Machine`) look at them again."""

    def __init__(
        self, settings: Settings, board: Board, lock: Lock, hlc: Hlc, output: DcOutput, journal: Journal, faults: Faults, timers: Timers
    ) -> None:
        self.settings, self.board, self.lock, self.hlc, self.output, self.journal = settings, board, lock, hlc, output, journal
        self.faults, self._timers = faults, timers
        self.state = State.Disabled
        self.enabled = self.connector_enabled = True
        self.started = False
        self.authorized = False
        self.pnc_waited = self.eim_waited = False
        self.hlc_permission = False
        self.setup_finished = False
        self.matched = self.matching = False
        self.looping = False
        self.unlock_forced = False
        self.stop_reason = ""
        self.stop_tag: Mapping[str, object] | None = None
        self.pauses: set[str] = set()
        self.cable_a: float | None = None
        self.max_a = 0.0
        self.max_w: float | None = None
        self.nominal_pwm = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._cable_check: asyncio.Task[None] | None = None

    def poke(self) -> None:
        """Go on as far as the facts allow."""
        raise NotImplementedError

    def go(self, state: State) -> None:
        """Be in another state."""
        raise NotImplementedError

    def spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # ---- what follows -------------------------------------------------------------------------------------------------------------------

    @property
    def power_available(self) -> bool:
        """There is a limit to charge or, where it is negative, to discharge with."""
        if self.settings.is_dc:
            return self.max_a != 0 and bool(self.max_w)
        return abs(self.max_a) > LEAST_A

    @property
    def wants_power(self) -> bool:
        """The EV is in C, or in D and the place is ventilated."""
        return self.board.cp == "C" or (self.board.cp == "D" and self.settings.has_ventilation)

    @property
    def uses_digital(self) -> bool:
        """Charging needs high-level communication: always in DC, in AC until it fell back to plain PWM."""
        return self.settings.is_dc or (self.settings.uses_hlc and self.hlc.present and not self.nominal_pwm)

    @property
    def stopping(self) -> bool:
        return bool(self.stop_reason) or not self.on

    @property
    def on(self) -> bool:
        return self.enabled and self.connector_enabled

    # ---- contactor and lock -------------------------------------------------------------------------------------------------------------

    def drive(self) -> None:
        """Have contactor and lock follow the facts."""
        self.lock.drive(self._lock_wanted())
        if self._contactor_wanted():
            self.board.allow(True, "DCCableCheck" if self.settings.is_dc and not self.looping else "FullPowerCharging")
        else:
            self.board.allow(False)

    def _contactor_wanted(self) -> bool:
        if self.faults or not self.wants_power or not self.lock.holds or self.state not in LIVE[self.settings.charge_mode]:
            return False
        if self.uses_digital:
            return self.hlc_permission and self.board.oscillates
        return self.board.oscillates or self._timers.runs("under load")

    def _lock_wanted(self) -> bool:
        board = self.board
        if board.closed:
            return True
        if self.state is State.Disabled or self.unlock_forced or not board.plugged or board.cp == "E":
            return False
        if board.cp == "F":
            return self._timers.runs("unlock in F")
        if board.cp == "B" and not self.settings.lock_connector_in_state_b:
            return False
        return self.authorized or not self.settings.unlock_when_deauthorized

    @property
    def own_f(self) -> bool:
        """The outlet itself steps over F, and starts the link anew when it is done."""
        return self.state is State.T_step_EF or self._timers.runs("wake")

    def end_offer(self) -> None:
        """PWM off. A plain PWM car that still draws gets the time to stop by itself before the contactor opens under load."""
        if self.board.oscillates and self.board.closed:
            self._timers.arm("under load", UNDER_LOAD_S, self.poke)
        self.board.x1()

    def power_off(self) -> None:
        """Supply and permission off."""
        self.end_cable_check()
        self._timers.stop("under load")
        self.hlc_permission = self.looping = False
        self.output.off()

    def pilot_shows(self, cp: str) -> None:
        """The board reports the control pilot. Whatever is not C or D opens at once; E and F do not mean that the car has gone."""
        board, before, was_plugged = self.board, self.board.cp, self.board.plugged
        board.shows(cp)
        if cp in ("C", "D"):
            return
        if cp != "B" or (self.settings.is_dc and before in ("C", "D")):
            self.power_off()
        board.allow(False)
        if cp in ("A", "E"):
            board.x1()
        if not board.plugged or not was_plugged:
            self.unlock_forced = False
        if cp == "A" and was_plugged:
            self.hlc.link("leave_bcd")
        elif cp == "F":
            self._timers.arm("unlock in F", UNLOCK_IN_F_S, self.poke)
        elif cp == "B" and before in ("E", "F") and self.journal.session and not self.own_f:
            self.hlc.link("enter_bcd")

    # ---- cable check --------------------------------------------------------------------------------------------------------------------

    def start_cable_check(self) -> None:
        if self._cable_check is None or self._cable_check.done():
            self._cable_check = self.spawn(self._check_cable())

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
                self.faults.own(CABLE_CHECK, str(error), sub_type=error.sub_type)
        else:
            self.hlc.tell("update_isolation_status", isolation_status="Valid" if self.output.monitored else "No_IMD")
            self.hlc.tell("cable_check_finished", status=True)
        self.poke()

    def end_cable_check(self) -> None:
        """A check that still runs comes to nothing; whoever ends it switches off."""
        if self._cable_check is not None and not self._cable_check.done() and self._cable_check is not asyncio.current_task():
            self._cable_check.cancel()
            self.hlc.tell("cable_check_finished", status=False)
        self._cable_check = None
