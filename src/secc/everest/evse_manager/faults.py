"""What is wrong with an outlet: its own errors and those of the modules around it. While anything is, it does not charge."""

from __future__ import annotations

from collections.abc import Callable

from secc.everest.evse_manager.settings import Settings
from secc.everest.module import Implementation, Severity

OWN = ""
"""Source of the outlet's own errors."""
INOPERATIVE = "evse_manager/Inoperative"
CABLE_CHECK = "evse_manager/MREC11CableCheckFault"
INSULATION = "evse_manager/MREC22ResistanceFault"
OVER_CURRENT = "evse_manager/MREC4OverCurrentFailure"
OVER_VOLTAGE = "evse_manager/MREC5OverVoltage"
PLAUSIBILITY = "evse_manager/VoltagePlausibilityFault"
INTERNAL = "evse_manager/Internal"
METER_REFUSED = "evse_manager/PowermeterTransactionStartFailed"
NOBODY_AUTHORISED = "evse_manager/MREC9AuthorizationTimeout"
HARMLESS = frozenset({
    INOPERATIVE, "evse_board_support/MREC3HighTemperature", "evse_board_support/MREC18CableOverTempDerate",
    "generic/VendorWarning", "powermeter/VendorWarning", "power_supply_DC/VendorWarning", "isolation_monitor/VendorWarning",
    "evse_board_support/VendorWarning", "ac_rcd/VendorWarning", "connector_lock/VendorWarning", "over_voltage_monitor/VendorWarning",
})  # fmt: skip


class Faults:
    """The active errors that stop charging; true while there is one. `changed(fresh)` is called after each change.

    An error belongs to whoever raised it: what one module clears stays while another has raised the same. `fresh` is true for the first
    error of all, and for each that comes while one of them is High.
    """

    def __init__(self, evse: Implementation, settings: Settings, changed: Callable[[bool], None]) -> None:
        self._evse, self._settings, self._changed = evse, settings, changed
        self._active: dict[tuple[str, str, str], Severity] = {}
        self._causes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self._active)

    @property
    def emergency(self) -> bool:
        """One of them is High: power off at once and no more talking."""
        return "High" in self._active.values()

    def own(self, name: str, text: str, *, severity: Severity = "Medium", sub_type: str = "") -> None:
        """Raise an error of the outlet itself. Raised again with a higher severity it counts with that."""
        before = self._active.get((OWN, name, sub_type))
        if before == severity or before == "High":
            return
        self._evse.clear_error(name, sub_type)
        self._evse.raise_error(name, text, severity=severity, sub_type=sub_type)
        self._put((OWN, name, sub_type), severity)

    def has(self, name: str, sub_type: str = "") -> bool:
        """This error of the outlet itself is active."""
        return (OWN, name, sub_type) in self._active

    def clear(self, name: str, sub_type: str | None = None) -> None:
        """Clear one of the outlet's own errors, of whatever sub type when none is named."""
        for source, found, sub in tuple(self._active):
            if source == OWN and found == name and sub_type in (None, sub):
                self._evse.clear_error(name, sub)
                self._put((OWN, name, sub), None)

    def clear_own(self) -> None:
        """The car has gone: the outlet's own errors go with it; those of others are cleared by them."""
        for source, name, _ in tuple(self._active):
            if source == OWN:
                self.clear(name)

    def heard(self, source: str, name: str, sub_type: str, severity: Severity, active: bool) -> None:
        """Another module raised or cleared an error. Those that are harmless, or that the settings pass over, do not count."""
        if name not in HARMLESS and (not name.startswith("powermeter/") or self._settings.fail_on_powermeter_errors):
            self._put((source, name, sub_type), severity if active else None)

    def _put(self, key: tuple[str, str, str], severity: Severity | None) -> None:
        if self._active.get(key) == severity:
            return
        before = bool(self._active)
        if severity is None:
            del self._active[key]
        else:
            self._active[key] = severity
        self._tell_inoperative()
        self._changed(severity is not None and (not before or self.emergency))

    def _tell_inoperative(self) -> None:
        causes = tuple(dict.fromkeys(name for _, name, _ in self._active))
        if causes == self._causes:
            return
        self._causes = causes
        self._evse.clear_error(INOPERATIVE)
        if causes:
            text = ", ".join(name.partition("/")[2] for name in causes)
            self._evse.raise_error(INOPERATIVE, causes[0], severity="High", details=text)
