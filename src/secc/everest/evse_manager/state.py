"""The states of an outlet, by EVerest's names."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Disabled → Idle → WaitingForAuthentication → PrepareCharging → Charging → StoppingCharging → Finished or a pause."""

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
