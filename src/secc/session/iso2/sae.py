"""SAE J2847/2: bidirectional charging over ISO 15118-2 DC, by a selected service and the sign of currents and powers (facts 6).

    to grid (v2g)   the station turns its limits negative when it wants energy, the EV follows with a negative target; either may begin
    to home (v2h)   a second ChargeParameterDiscoveryReq names negative limits and BulkSOC, the least charge the EV wants to keep

Positive flows into the car. All state is in the session's facts, so nothing of it reaches the next session.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from secc.messages import iso2
from secc.messages.iso2 import responseCodeType as Code
from secc.session.commands import DcLimits, Stop
from secc.session.evse import Evse
from secc.session.power import Demand
from secc.session.table import Refuse

Mode = Literal["v2g", "v2h"]

SERVICES: Final[dict[Mode, tuple[int, str]]] = {"v2h": (28_472, "SAE J2847/2 V2H"), "v2g": (28_473, "SAE J2847/2 V2G")}


class Bidirectional(msgspec.Struct, frozen=True):
    """The selected mode. `asked` counts ChargeParameterDiscovery, `keep_percent` is the charge to keep, `empty` latches once it is reached."""

    mode: Mode
    asked: int = 0
    keep_percent: int | None = None
    empty: bool = False


def selected(ids: tuple[int, ...]) -> Bidirectional | None:
    """The mode whose service is among `ids`; None: an ordinary session."""
    return next((Bidirectional(mode) for mode, (number, _) in SERVICES.items() if number in ids), None)


def discovered(bidirectional: Bidirectional, request: iso2.ChargeParameterDiscoveryReq) -> Bidirectional | Refuse:
    """Count a ChargeParameterDiscoveryReq; to home, the second one must be the negative one (facts 6.3)."""
    counted = replace(bidirectional, asked=bidirectional.asked + 1)
    if bidirectional.mode == "v2g" or counted.asked == 1:
        return counted
    told = request.ev_charge_parameter
    if not isinstance(told, iso2.DC_EVChargeParameter) or told.bulk_soc is None:
        return Refuse(Code.FAILED_WrongEnergyTransferMode, "no BulkSOC")
    power = told.ev_maximum_power_limit
    if told.ev_maximum_current_limit.value >= 0 or power is None or power.value >= 0:
        return Refuse(Code.FAILED_WrongEnergyTransferMode, "limits that are not negative")
    return replace(counted, keep_percent=told.bulk_soc)


def unready(bidirectional: Bidirectional | None) -> bool:
    """To home, the first ChargeParameterDiscovery is Ongoing, however ready the station is."""
    return bidirectional is not None and bidirectional.mode == "v2h" and bidirectional.asked < 2


def drawn(bidirectional: Bidirectional, soc: int) -> Bidirectional:
    """Latch when the car is down to what it wants to keep."""
    reached = bidirectional.keep_percent is not None and soc <= bidirectional.keep_percent
    return replace(bidirectional, empty=True) if reached and not bidirectional.empty else bidirectional


def station(bidirectional: Bidirectional | None, evse: Evse, now: float) -> Evse:
    """The station as it presents itself: shut down, with a request to stop, once the car has nothing more to give."""
    if bidirectional is None or not bidirectional.empty or evse.stop:
        return evse
    return replace(evse, stop=Stop(reason="minimum_soc"), stop_at=now)


def limits(bidirectional: Bidirectional | None, evse: Evse, own: DcLimits, demand: Demand) -> tuple[float, float]:
    """EVSEMaximumCurrentLimit in A and EVSEMaximumPowerLimit in W: negative while energy is to flow back."""
    wanted = (evse.setpoint_w or 0.0) < 0 or demand.current_a < 0
    if bidirectional is None or not wanted or not own.max_discharge_current_a or not own.max_discharge_power_w:
        return own.max_current_a, own.max_power_w
    power = min(own.max_discharge_power_w, -evse.setpoint_w) if evse.setpoint_w and evse.setpoint_w < 0 else own.max_discharge_power_w
    return -own.max_discharge_current_a, -power


def demand(told: Demand, bidirectional: Bidirectional | None) -> Demand:
    """What the EV asks for: without the service it cannot ask for less than nothing; with it, a negative ceiling limits what flows back."""
    if bidirectional is None:
        return replace(told, current_a=max(0.0, told.current_a))
    if told.max_current_a is not None and told.max_current_a < 0:
        return replace(told, current_a=max(told.current_a, told.max_current_a), max_current_a=0.0, max_power_w=None)
    return told
