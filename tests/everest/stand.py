"""`ISO15118_charger` between a built-in EV on the fake wire and a small station on the bus that does as EVerest's does."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from secc import v2gtp
from secc.config import Config
from secc.everest.bus import MemoryBus
from secc.everest.charger_module import ChargerModule
from secc.everest.module import Module
from secc.session.link import Link
from secc.session.trust import Trust
from secc.testing.drive import charge
from secc.testing.ev import Ev
from secc.testing.pair import Pair
from secc.testing.wire import decode_frame, message_of

M = TypeVar("M", bound=msgspec.Struct)

DC_LIMITS = {"evse_maximum_current_limit": 200, "evse_maximum_power_limit": 50_000, "evse_maximum_voltage_limit": 900}
ID = {"evse_id": {"evse_id": "DE*ABC*E1", "evse_id_din": "49A89B"}, "debug_mode": True}
CERTIFICATE = "NoCertificateAvailable"


class Stand:
    """`said` is every variable in order, of the charger and its extensions; `pair.config` follows the commands.

    The station accepts everybody, closes and measures at once, and finds the insulation sound.
    """

    def __init__(self, config: Config, *, link: Link | None = None, trust: Trust | None = None, sae: str = "None",
                 providers: tuple[str, ...] = ()) -> None:
        self.bus = bus = MemoryBus()
        module = Module("iso", bus)
        self.part = part = ChargerModule(module, config, services=[module.use(name, "main", "ISO15118_vas") for name in providers])
        self.charger = part.charger
        self.charger.vehicle = link.peer_chain if link else ()
        self.pair = Pair(self.charger.known.config, self.charger, link=link, trust=trust, trace=part._trace(Link()))
        self.pair.watch.enabled = False
        self.charger.configured = self._configured
        self.said: list[tuple[str, Any]] = []
        user = Module("evse", bus)
        self.peer = user.use("iso", "charger", "ISO15118_charger")
        self.extensions = user.use("iso", "extensions", "iso15118_extensions")
        for peer in (self.peer, self.extensions):
            for name in peer.interface.variables:
                peer.on(name, lambda value, name=name: self._hear(name, value))
        self.volts = 0.0
        self.pair.run(self.charger.announce)
        self.tell("setup", sae_j2847_mode=sae, **ID)
        if any(mode.startswith(("dc", "mcs")) for mode in config.outlet.energy):
            self.tell("update_dc_maximum_limits", maximum_limits=DC_LIMITS)

    def tell(self, command: str, /, **arguments: object) -> object:
        """One command of the station, and its answer."""
        return self.pair.clock.complete(self.peer.call(command, arguments))

    def charge(self, ev: Ev, link: Link | None = None) -> Ev:
        """Let it charge to its end."""
        return charge(self.pair, ev, link=link)

    def close(self) -> None:
        self.pair.close()

    # ---- what was said ----------------------------------------------------------------------------------------------------------------

    def sent(self, kind: type[M]) -> list[M]:
        """Messages of a kind that the car got in the last session."""
        sets = kind.__module__.rpartition(".")[2].partition("_")[0]
        frames = [v2gtp.Frame(number, payload) for _, who, number, payload in self.pair.log[2:] if who == "evse"]
        return [message for frame in frames if isinstance(message := message_of(decode_frame(sets, frame)), kind)]

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self.said}

    def values(self, name: str) -> list[Any]:
        return [value for said, value in self.said if said == name]

    # ---- the station ------------------------------------------------------------------------------------------------------------------

    def _configured(self) -> None:
        self.pair.config = self.charger.known.config

    def _hear(self, name: str, value: Any) -> None:
        self.said.append((name, value))
        react = getattr(self, f"_on_{name}", None)
        if react is not None:
            react(value)

    def _on_require_auth_eim(self, _: None) -> None:
        self.peer.tell("authorization_response", authorization_status="Accepted", certificate_status=CERTIFICATE)

    def _on_require_auth_pnc(self, _: object) -> None:
        self.peer.tell("authorization_response", authorization_status="Accepted", certificate_status="Accepted")

    def _on_start_cable_check(self, _: None) -> None:
        self.peer.tell("update_isolation_status", isolation_status="Valid")
        self.peer.tell("cable_check_finished", status=True)

    def _on_dc_ev_target_voltage_current(self, target: dict[str, float]) -> None:
        self._measure(target["dc_ev_target_voltage"], max(0.0, target["dc_ev_target_current"]))

    def _on_d20_dc_dynamic_charge_mode(self, needs: dict[str, float]) -> None:
        self._measure(needs["max_voltage"], 10.0)

    def _on_dc_open_contactor(self, _: None) -> None:
        self._measure(0.0, 0.0)
        self.peer.tell("ac_contactor_closed", status=False)

    def _on_ac_close_contactor(self, _: None) -> None:
        self.peer.tell("ac_contactor_closed", status=True)

    def _on_ac_open_contactor(self, _: None) -> None:
        self.peer.tell("ac_contactor_closed", status=False)

    def _measure(self, volts: float, amps: float) -> None:
        values = {"evse_present_voltage": volts, "evse_present_current": amps}
        self.peer.tell("update_dc_present_values", present_voltage_current=values)
