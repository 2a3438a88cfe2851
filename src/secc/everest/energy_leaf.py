"""The `energy` interface of an outlet: asks once a second, obeys what is enforced, takes a limit that was not renewed as none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from secc.everest.clock import instant
from secc.everest.module import Implementation, Module

Plain = Mapping[str, object]
PERIOD_S = 1.0
EVSE_STATE = {
    "Disabled": "Disabled", "Idle": "Unplugged", "WaitingForAuthentication": "WaitForAuth", "PrepareCharging": "PrepareCharging",
    "T_step_EF": "PrepareCharging", "T_step_X1": "PrepareCharging", "Charging": "Charging", "SwitchPhases": "Charging",
    "ChargingPausedEV": "PausedEV",
    "ChargingPausedEVSE": "PausedEVSE", "StoppingCharging": "Finished", "Finished": "Finished",
}  # fmt: skip
IN_USE = frozenset({"WaitingForAuthentication", "PrepareCharging", "Charging", "ChargingPausedEV"})


class EnergyLeaf:
    """`limited(ampere, watts, phases)` is called with each limit, and with 0, 0, None when it expires. Positive is towards the car."""

    def __init__(
        self, module: Module, state: Callable[[], str], limited: Callable[[float, float | None, int | None], None], enforced: Callable[[Plain], None],
        *, implementation: str = "energy_grid", zero_in_idle: bool = False,
    ) -> None:  # fmt: skip
        self._uuid, self._state, self._limited, self._enforced = module.identifier, state, limited, enforced
        self._zero_in_idle = zero_in_idle
        self.board: Plain | None = None
        self.supply: Plain | None = None
        self.usage: Plain | None = None
        self.exports = False
        self.cable_a: float | None = None
        self._expiry: asyncio.TimerHandle | None = None
        self.energy: Implementation = module.provide(implementation, "energy", {"enforce_limits": self._enforce})

    async def run(self) -> None:
        """Ask once a second, for ever."""
        self.ask(urgent=True)
        while True:
            await asyncio.sleep(PERIOD_S)
            self.ask(urgent=False)

    def ask(self, *, urgent: bool) -> None:
        """Publish a request; nothing while the board has not told what it can do."""
        if self.board is None:
            return
        state = self._state()
        request: dict[str, object] = {
            "uuid": self._uuid, "node_type": "Evse", "children": [], "schedule_setpoints": [], "priority_request": urgent,
            "evse_state": EVSE_STATE[state],
            "schedule_import": [self._entry("import", idle=self._zero_in_idle and state not in IN_USE)],
            "schedule_export": [self._entry("export", idle=not self.exports)],
        }  # fmt: skip
        if self.usage is not None:
            request["energy_usage_leaves"] = self.usage
            if self.supply is None:  # with a converter between, the car's side is not the grid's
                request["energy_usage_root"] = self.usage
        self.energy.publish("energy_flow_request", request)

    def _entry(self, direction: str, *, idle: bool) -> dict[str, object]:
        board = self.board or {}
        source = f"{self._uuid}/evse_board_support_caps"
        most = {"value": board[f"max_current_A_{direction}"], "source": source}
        if self.cable_a is not None and direction == "import":
            most = {"value": min(float(str(most["value"])), self.cable_a), "source": f"{self._uuid}/pp_ampacity"}
        root = {
            "ac_max_current_A": most,
            "ac_min_current_A": {"value": board[f"min_current_A_{direction}"], "source": source},
            "ac_max_phase_count": {"value": board[f"max_phase_count_{direction}"], "source": source},
            "ac_min_phase_count": {"value": board[f"min_phase_count_{direction}"], "source": source},
            "ac_supports_changing_phases_during_charging": board["supports_changing_phases_during_charging"],
            "ac_number_of_active_phases": board["max_phase_count_import"],
        }
        nothing = {"value": 0, "source": "Idle"}
        leaves: dict[str, object] = {"ac_max_current_A": most}
        if self.supply is not None:
            watts = self.supply["max_export_power_W"] if direction == "import" else self.supply.get("max_import_power_W", 0)
            leaves = {"total_power_W": {"value": watts, "source": f"{self._uuid}/powersupply_dc_caps"}}
        if idle:
            leaves = {"total_power_W": nothing, **({} if self.supply is not None else {"ac_max_current_A": nothing})}
        return {"timestamp": instant(), "limits_to_root": root, "limits_to_leaves": leaves}

    def _enforce(self, value: Plain) -> None:
        if value["uuid"] != self._uuid or self.board is None:
            return
        limits = value["limits_root_side"]
        assert isinstance(limits, dict)  # the contract says so
        ampere = _value(limits, "ac_max_current_A")
        self._enforced(value)
        phases = _value(limits, "ac_max_phase_count")
        self._limited(0.0 if ampere is None else ampere, _value(limits, "total_power_W"), None if phases is None else int(phases))
        if self._expiry is not None:
            self._expiry.cancel()
        self._expiry = asyncio.get_running_loop().call_later(float(str(value["valid_for"])), self._expired)

    def _expired(self) -> None:
        """Nobody renewed the limit: there is no power."""
        self._expiry = None
        self._limited(0.0, 0.0, None)


def _value(limits: Plain, name: str) -> float | None:
    found = limits.get(name)
    return float(found["value"]) if isinstance(found, dict) else None
