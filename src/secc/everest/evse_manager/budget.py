"""From what the energy management enforces to what the outlet offers; pure. Negative is from the car."""

from __future__ import annotations

from collections.abc import Mapping

from secc.everest.evse_manager.dc_output import REAL_V, Ceiling

CABLE_A: Mapping[str, tuple[float, float]] = {
    "None": (0.0, 0.0), "A_13": (13.0, 13.0), "A_20": (20.0, 20.0), "A_32": (32.0, 32.0), "A_63_3ph_70_1ph": (70.0, 63.0),
}  # fmt: skip
"""What a plugged cable carries in a socket outlet, on one phase and on three; nothing while no plug is recognised."""


def cable_rating(ampacity: str, phases: int) -> float:
    """Ampere per phase."""
    return CABLE_A[ampacity][phases > 1]


def ac_ampere(ampere: float, watts: float | None, *, volts: float, phases: int, cable_a: float | None, bidirectional: bool) -> float:
    """Ampere per phase that may flow: the smaller of current, power and cable; from the car only in a bidirectional session."""
    if watts is not None:
        by_power = watts / volts / phases
        ampere = 0.0 if ampere * by_power < 0 else min(ampere, by_power, key=abs)
    if cable_a is not None:
        ampere = max(-cable_a, min(ampere, cable_a))
    return ampere if bidirectional else max(ampere, 0.0)


def dc_watts(ampere: float, watts: float | None, capabilities: Mapping[str, float], *, bidirectional: bool) -> float:
    """Watts at the connector that may flow, within what the supply can; nothing when either side of the limit says nothing."""
    if watts is None or ampere == 0 or not capabilities:
        return 0.0
    least = -float(capabilities.get("max_import_power_W", 0.0)) if bidirectional else 0.0
    return max(least, min(watts, float(capabilities["max_export_power_W"])))


def dc_current(watts: float, volts: float, capabilities: Mapping[str, float]) -> float:
    """The current that goes with a power at this voltage; before there is one, as much as the supply can."""
    most = float(capabilities["max_export_current_A"]) if watts > 0 else float(capabilities.get("max_import_current_A", 0.0))
    ampere = min(most, abs(watts) / volts) if volts > REAL_V else most
    return (ampere if watts > 0 else -ampere) if watts else 0.0


def ceiling(watts: float, capabilities: Mapping[str, float]) -> Ceiling:
    """The same limit for the set points of the supply."""
    return Ceiling(
        out_a=float(capabilities.get("max_export_current_A", 0.0)), out_w=max(watts, 0.0),
        back_a=float(capabilities.get("max_import_current_A", 0.0)), back_w=max(-watts, 0.0),
    )
