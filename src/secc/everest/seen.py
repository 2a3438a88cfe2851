"""What a charger module has seen of a session: later variables depend on it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from secc.session import events
from secc.session.events import Event


@dataclass(slots=True)
class Seen:
    """What has happened in the session so far, as far as later variables depend on it.

    `leaving_at` is the Unix time of the departure that the EV named last. `dynamic` are the needs that were last told for Dynamic control,
    `vehicle` the chain by which the EV proved itself in TLS (DER), `told` what was last said of the variables that are said when they change.
    """

    protocol: events.ProtocolSelected | None = None
    services: events.ServicesSelected | None = None
    needs: events.EvNeeds | None = None
    status: events.EvStatus | None = None
    energy: str = ""
    leaving_at: float | None = None
    dynamic: events.EvNeeds | None = None
    vehicle: tuple[bytes, ...] = ()
    told: dict[str, object] = field(default_factory=dict)
    charging_told: bool = False
    precharge_told: bool = False
    looping: bool = False
    powered: bool = False
    stopped_by_us: bool = False
    drawing_back: bool = False

    @property
    def is_dc(self) -> bool:
        return self.energy in ("dc", "dc_bpt", "mcs", "mcs_bpt")

    @property
    def is_20(self) -> bool:
        return self.protocol is not None and self.protocol.protocol.startswith("iso20")

    @property
    def is_dynamic(self) -> bool:
        return self.services is not None and self.services.control == "dynamic"

    def note(self, event: Event) -> None:
        """Remember what matters; called before the variables of an event are made."""
        if isinstance(event, events.ProtocolSelected):
            self.protocol = event
        elif isinstance(event, events.ServicesSelected):
            self.services = event
            self.energy = event.energy or self.energy
        elif isinstance(event, events.EvNeeds):
            if event.departure_s is None:
                self.leaving_at = None
            elif self.needs is None or event.departure_s != self.needs.departure_s:
                self.leaving_at = time.time() + event.departure_s
            self.needs, self.energy = event, event.energy
        elif isinstance(event, events.EvStatus):
            self.status = event
        elif isinstance(event, events.SetOutput):
            self.drawing_back = event.current_a < 0
        elif isinstance(event, events.CableCheckWanted | events.CloseContactor):
            self.powered = True
