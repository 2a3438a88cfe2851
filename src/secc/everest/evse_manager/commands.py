"""The fourteen commands of `evse_manager`, each answered at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import msgspec

from secc.everest.evse_manager.core import Core, Plain
from secc.everest.evse_manager.enable_table import Source
from secc.everest.evse_manager.faults import NOBODY_AUTHORISED
from secc.everest.evse_manager.state import State


class Commands(Core):
    """One method a command, named as the command."""


    def _get_evse(self) -> object:
        return {"id": self.settings.connector_id, "connectors": [{"id": 1, "type": self.settings.connector_type}]}

    def _enable_disable(self, connector_id: int, cmd_source: Plain) -> bool:
        self.table.put(msgspec.convert(cmd_source, Source))
        enabled = self.table.enabled
        self.machine.enabled = enabled
        if connector_id:
            self.machine.connector_enabled = enabled
        if not enabled:
            self._drop_reservation()
            if self.journal.session:
                self.machine.stop_reason = self.machine.stop_reason or "EVSEDisabled"
        if enabled and self._shown_enabled is False:
            self.board.enable(True)
            self._tell_enabled(True, self.table.winner, connector_id)
        self._disabled_by = connector_id
        self.machine.poke()
        return enabled

    def _authorize_response(self, provided_token: Plain, validation_result: Plain) -> None:
        pnc = provided_token["authorization_type"] == "PlugAndCharge"
        machine = self.machine
        if validation_result["authorization_status"] != "Accepted":
            if pnc and machine.pnc_waited:
                certificate = str(validation_result.get("certificate_status", "Accepted"))
                self.hlc.answer(str(validation_result["authorization_status"]), certificate)
                machine.pnc_waited = False
            return
        if (machine.pnc_waited and not pnc) or machine.stopping or machine.authorized or machine.state is State.Finished:
            return
        self.journal.token = provided_token
        self.journal.tariff = _first_text(validation_result)
        if not self.journal.session:
            self.journal.begin("Authorized")
        machine.authorized = True
        self.journal.event("Authorized", authorization_event=self.journal.reading)
        self.hlc.session_setup(contract=False)
        if machine.state is State.Idle and "reservation_id" in validation_result:
            self.journal.reservation = cast(int, validation_result["reservation_id"])
        if machine.pnc_waited or machine.eim_waited:
            self._tell_authorized()
        machine.poke()

    def _tell_authorized(self) -> None:
        certificate = "Accepted" if self.machine.pnc_waited else "NoCertificateAvailable"
        self.machine.pnc_waited = self.machine.eim_waited = False
        self.hlc.answer("Accepted", certificate)

    def _withdraw_authorization(self) -> None:
        machine = self.machine
        if not self.journal.session:
            return
        if machine.authorized and self.journal.reservation is not None:
            self._drop_reservation()
        self.journal.event("Deauthorized", authorization_event=self.journal.reading)
        if machine.state not in (State.Disabled, State.Idle, State.WaitingForAuthentication):
            return
        if not machine.authorized:
            self.journal.event("PluginTimeout")
            if self.settings.raise_mrec9:
                self.faults.own(NOBODY_AUTHORISED, "nobody authorised in time")
            self.hlc.answer("Unknown", "NoCertificateAvailable")
        else:
            machine.authorized = False
            if not self.board.plugged:
                self.journal.end()
        machine.poke()

    def _reserve(self, reservation_id: int) -> bool:
        held = self.journal.reservation
        free = self.machine.state is State.Idle and not self.journal.session and not self.faults
        if not free or (held is not None and held != reservation_id and held >= 0):
            return False
        if held is None:
            self.journal.reservation = reservation_id
            self._reservation_event("ReservationStart")
        self.journal.reservation = reservation_id
        return True

    def _cancel_reservation(self) -> None:
        self._drop_reservation()

    def _pause_charging(self) -> bool:
        if self.machine.state not in (State.PrepareCharging, State.Charging, State.ChargingPausedEV, State.ChargingPausedEVSE):
            return False
        self.machine.pauses.add("UserPause")
        self.machine.poke()
        return True

    def _resume_charging(self) -> bool:
        if "UserPause" not in self.machine.pauses:
            return False
        self.machine.pauses.discard("UserPause")
        self.machine.poke()
        return True

    def _stop_transaction(self, request: Plain) -> bool:
        if not self.journal.session or self.machine.state in (State.Idle, State.Disabled, State.Finished):
            return False
        reason = str(request["reason"])
        if reason in ("EmergencyStop", "PowerLoss"):
            self.hlc.tell("send_error", error="Error_EmergencyShutdown" if reason == "EmergencyStop" else "Error_UtilityInterruptEvent")
        self.machine.stop_reason, self.machine.stop_tag = reason, cast("Plain | None", request.get("id_tag"))
        self.machine.authorized = False
        self.machine.poke()
        return True

    def _force_unlock(self, connector_id: int) -> bool:
        """The transaction ends, and the plug comes free as soon as the contactor is open. False where there is no lock to drive."""
        self._stop_transaction({"reason": "UnlockCommand"})
        self.machine.unlock_forced = self.board.plugged
        self.machine.poke()
        return self.machine.lock.present

    def _external_ready_to_start_charging(self) -> bool:
        if self._external_ready:
            return False
        self._external_ready = True
        self._start_charging()
        return True

    def _set_plug_and_charge_configuration(self, plug_and_charge_configuration: Mapping[str, bool]) -> None:
        told = plug_and_charge_configuration
        self.hlc.pnc_enabled = told.get("pnc_enabled", self.hlc.pnc_enabled)
        self.hlc.central = told.get("central_contract_validation_allowed", self.hlc.central)
        self.hlc.installation = told.get("contract_certificate_installation_enabled", self.hlc.installation)

    def _update_allowed_energy_transfer_modes(self, allowed_energy_transfer_modes: list[str]) -> str:
        if not self.hlc.present:
            return "NoHlc"
        changed = self.hlc.allow(allowed_energy_transfer_modes)
        if changed is None:
            return "IncompatibleEnergyTransfer"
        if changed:
            self.evse.publish("supported_energy_transfer_modes", self.hlc.modes)
        return "Accepted"

    def _set_der_available(self, available: bool) -> str:
        return "Accepted" if self.hlc.present else "NoHlc"


def _first_text(validation_result: Plain) -> str:
    messages = cast(list[Plain], validation_result.get("tariff_messages", []))
    return str(messages[0].get("content", "")) if messages else ""
