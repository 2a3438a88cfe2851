"""How an `evse_manager` drives an `ISO15118_charger`: the set-up calls, and the calls of a session. Nothing here waits for an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from secc.everest.evse_manager.settings import Settings
from secc.everest.module import Peer

Plain = Mapping[str, object]
QUIET_S = 2.0


class Hlc:
    """The station's side of high-level communication. Without a peer every call does nothing."""

    def __init__(self, settings: Settings, peer: Peer | None, slac: Peer | None) -> None:
        self._settings, self._peer, self._slac = settings, peer, slac
        self.pnc_enabled = settings.payment_enable_contract
        self.central = settings.central_contract_validation_allowed
        self.installation = settings.contract_certificate_installation_enabled
        self.modes: list[str] = []
        self.able: list[str] = []
        self.allowed: list[str] | None = None
        self.iso20_energy = ""
        self._told_at = 0.0
        self._limits: Plain | None = None

    @property
    def present(self) -> bool:
        return self._peer is not None

    @property
    def bidirectional(self) -> bool:
        """The session's service allows discharging."""
        return self.iso20_energy.endswith("_BPT")

    @property
    def answered_at(self) -> float:
        """When the peer last answered anything, on the loop's clock."""
        return self._peer.answered_at if self._peer is not None else 0.0

    def tell(self, command: str, **arguments: object) -> None:
        if self._peer is not None:
            self._told_at = asyncio.get_running_loop().time()
            self._peer.tell(command, **arguments)

    def keep_in_touch(self, *, closed: bool) -> None:
        """Tell the contactor's state anew where nothing else was said for a while: each side takes the other's silence for its death."""
        if asyncio.get_running_loop().time() - self._told_at >= QUIET_S:
            self.tell("ac_contactor_closed", status=closed)

    def link(self, command: str, **arguments: object) -> None:
        """To SLAC."""
        if self._slac is not None:
            self._slac.tell(command, **arguments)

    # ---- start ------------------------------------------------------------------------------------------------------------------------

    def set_up(self, capabilities: Plain | None) -> None:
        """The calls at start. `capabilities`: of the DC supply, None where there is none (yet)."""
        settings = self._settings
        self.session_setup(contract=True)
        if settings.is_dc:
            self.supply(capabilities or {})
            self.tell("update_dc_present_values", present_voltage_current={"evse_present_voltage": 0.0, "evse_present_current": 0.0})
        else:
            self.tell("set_charging_parameters", physical_values={"ac_nominal_voltage": settings.ac_nominal_voltage})
        self.tell("receipt_is_required", receipt_required=settings.receipt_required)
        evse_id = {"evse_id": settings.evse_id, "evse_id_din": settings.evse_id_din}
        self.tell("setup", evse_id=evse_id, sae_j2847_mode=settings.sae_j2847_mode, debug_mode=settings.session_logging)
        if self.modes:
            self.tell("update_energy_transfer_modes", supported_energy_transfer_modes=self.modes)
        self._set_up_bidirectional()
        self.tell("reset_error")

    def _set_up_bidirectional(self) -> None:
        """Only where the settings name both channel and generator mode; else the module decides for itself."""
        settings = self._settings
        if "None" in (settings.bpt_channel, settings.bpt_generator_mode):
            return
        setup: dict[str, str] = {"bpt_channel": settings.bpt_channel, "generator_mode": settings.bpt_generator_mode}
        if settings.bpt_grid_code_island_method != "None":
            setup["grid_code_detection"] = settings.bpt_grid_code_island_method
        self.tell("bpt_setup", bpt_config=setup)

    def supply(self, capabilities: Plain) -> None:
        """What the DC supply can do; repeated when it says so anew."""
        if not capabilities:
            return
        self.tell("set_powersupply_capabilities", capabilities=capabilities)
        tolerance, ripple = capabilities["current_regulation_tolerance_A"], capabilities["peak_current_ripple_A"]
        physical = {"dc_current_regulation_tolerance": tolerance, "dc_peak_current_ripple": ripple, "dc_energy_to_be_delivered": 10_000}
        self.tell("set_charging_parameters", physical_values=physical)
        self.tell("update_dc_minimum_limits", minimum_limits=self._minimum(capabilities))

    def offer(self, modes: list[str]) -> bool:
        """Offer these transfer modes from now on, as far as they are allowed. True when that is a change."""
        self.able = modes
        wanted = [mode for mode in modes if self.allowed is None or mode in self.allowed] or self.modes
        if wanted == self.modes:
            return False
        self.modes = wanted
        self.tell("update_energy_transfer_modes", supported_energy_transfer_modes=wanted)
        return True

    def allow(self, modes: list[str]) -> bool | None:
        """Offer only these of the possible modes until told otherwise; None when none is left, then nothing changes. True when that is a change."""
        if not any(mode in modes for mode in self.able):
            return None
        self.allowed = modes
        return self.offer(self.able)

    def ac_capabilities(self, capabilities: Plain) -> None:
        """What the board can do, as powers."""
        volts, phases = self._settings.ac_nominal_voltage, int(str(capabilities["max_phase_count_import"]))
        most = float(str(capabilities["max_current_A_import"])) * volts * phases
        least = float(str(capabilities["min_current_A_import"])) * volts
        back = float(str(capabilities["max_current_A_export"])) * volts * int(str(capabilities["max_phase_count_export"]))
        limits: dict[str, object] = {"charge_power": {"total": most}}
        if back:
            limits["discharge_power"] = {"total": back}
        self.tell("update_ac_maximum_limits", maximum_limits=limits)
        self.tell("update_ac_minimum_limits", minimum_limits={"charge_power": {"total": least}})
        connectors = ["SinglePhase", "ThreePhase"] if phases == 3 else ["SinglePhase"]
        self.tell("update_ac_parameters", ac_parameters={"nominal_frequency": 50, "nominal_voltage": volts, "connectors": connectors})

    def session_setup(self, *, contract: bool) -> None:
        """Payment options: external first, then contract; `contract` False once somebody is authorised."""
        settings = self._settings
        options = ["ExternalPayment"] if settings.payment_enable_eim else []
        pnc = self.pnc_enabled and contract
        if pnc:
            options.append("Contract")
        self.tell("session_setup", payment_options=options or ["ExternalPayment"],
                  supported_certificate_service=pnc and self.installation,
                  central_contract_validation_allowed=pnc and self.central)  # fmt: skip

    # ---- session ----------------------------------------------------------------------------------------------------------------------

    def plugged_in(self) -> None:
        self.iso20_energy = ""
        self.link("enter_bcd")
        self.tell("reset_error")
        self.tell("ac_contactor_closed", status=False)
        self.tell("stop_charging", stop=False)
        self.session_setup(contract=True)

    def answer(self, status: str, certificate: str) -> None:
        self.tell("authorization_response", authorization_status=status, certificate_status=certificate)

    def stop(self, *, pause: bool) -> None:
        """Ask the EV to stop, or in -20 to pause."""
        if pause and self.iso20_energy:
            self.tell("pause_charging", pause=True)
        else:
            self.tell("stop_charging", stop=True)

    # ---- limits -----------------------------------------------------------------------------------------------------------------------

    def ac_limit(self, ampere: float, phases: int) -> None:
        """-20 is controlled by power, everything else by current."""
        if self.iso20_energy.startswith("AC"):
            power = ampere * self._settings.ac_nominal_voltage * phases
            self.tell("update_ac_target_values", target_values={"target_active_power": {"total": power}})
        else:
            self.tell("update_ac_max_current", max_current=max(0.0, min(ampere, 400.0)))

    def dc_limit(self, *, volts: float, ampere: float, watts: float, capabilities: Plain) -> None:
        """Maximum and minimum; said when something moved by more than a tenth."""
        limits: dict[str, object] = {
            "evse_maximum_voltage_limit": volts,
            "evse_maximum_current_limit": max(ampere, 0.0),
            "evse_maximum_power_limit": max(watts, 0.0),
        }
        if ampere < 0 or watts < 0:
            limits["evse_maximum_discharge_current_limit"] = max(-ampere, 0.0)
            limits["evse_maximum_discharge_power_limit"] = max(-watts, 0.0)
        if limits != self._limits:
            self._limits = limits
            self.tell("update_dc_maximum_limits", maximum_limits=limits)
            self.tell("update_dc_minimum_limits", minimum_limits=self._minimum(capabilities))

    def forget_limits(self) -> None:
        """The next limit is said in any case."""
        self._limits = None

    @staticmethod
    def _minimum(capabilities: Plain) -> dict[str, object]:
        volts, ampere = capabilities["min_export_voltage_V"], capabilities["min_export_current_A"]
        return {"evse_minimum_voltage_limit": volts, "evse_minimum_current_limit": ampere, "evse_minimum_power_limit": 0}
