"""`ISO15118_charger` as a module: the charger door, and the station that serves the EV as soon as EVerest has said enough."""

from __future__ import annotations

import asyncio
import base64
import logging
import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from secc import v2gtp
from secc.config import Config
from secc.errors import ConfigError
from secc.everest._generated.iso15118 import V2gMessageId
from secc.everest.charger import EverestCharger
from secc.everest.module import Module, Peer
from secc.everest.tls_certificates import TlsCertificates
from secc.everest.vas import Providers
from secc.net.connection import Connection
from secc.net.station import Observer, Station, Tracer
from secc.sdp import PORT
from secc.session.events import Event, PeerMisbehaved, ProtocolSelected, SessionStarted
from secc.session.link import Link
from secc.trace import Frame, Message, Trace, TraceEvent

log = logging.getLogger(__name__)

MESSAGE_NAMES = {identifier.value.lower(): identifier for identifier in V2gMessageId}


class ChargerModule:
    """Serves the EV on `config.outlet.interface`. Settings that change while it serves hold from the next session on.

    With `security` certificates come from there, and from nowhere else; without one that can be used TLS is not offered: with tls `required`
    nothing is then, with `optional` what needs no TLS. A station that has to begin or end with TLS does so when no car is there.
    """

    def __init__(
        self, module: Module, config: Config, *, observe: Observer | None = None, on_status: Callable[[str], None] | None = None,
        trace: Tracer | None = None, sdp_port: int = PORT, security: Peer | None = None, services: Sequence[Peer] = (),
    ) -> None:  # fmt: skip
        self.charger = EverestCharger(module, config)
        self.charger.configured = self._configured
        self.charger.link = self._link
        self.station: Station | None = None
        self.certificates = TlsCertificates(security, config.tls, self._configured) if security and config.tls.mode != "off" else None
        self._services = Providers(services, self.charger)
        self._observe, self._on_status, self._tracer, self._sdp_port = observe, on_status, trace, sdp_port
        self._linked = self._closed = False
        self._refused = ""
        self._applied: tuple[object, ...] = (None,) * 4
        if security and config.tls.mode == "off":
            log.warning("evse_security is connected, but TLS is off: set tls to optional or required")
        self._starting: asyncio.Task[None] | None = None

    def ready(self) -> None:
        """All modules are there."""
        self.charger.announce()
        if self.certificates is not None:
            self.certificates.ask()

    async def close(self) -> None:
        """Power off and stop serving."""
        self._closed = True
        if self.certificates is not None:
            self.certificates.close()
        if self._starting is not None:
            self._starting.cancel()
        if self.station is not None:
            await self.station.stop()

    def _settings(self) -> Config:
        """What is served: what is known, without TLS where there is no certificate for it. Raises ConfigError."""
        config = self.charger.known.config
        if self.certificates is not None and self.certificates.server is None:
            if config.tls.mode == "required":
                raise ConfigError(f"TLS is required, but {self.certificates.problem}")
            payment = tuple(one for one in config.outlet.payment if one != "contract") or ("eim",)
            config = replace(config, tls=replace(config.tls, mode="off"), outlet=replace(config.outlet, payment=payment))
        config.check("settings from the bus")
        return config

    def _configured(self) -> None:
        """Something is known anew: serve by it, as far as that is possible now."""
        waiting = self.certificates is not None and not self.certificates.answered
        if self._closed or waiting or not self.charger.known.ready or (self._starting is not None and not self._starting.done()):
            return
        now = (self.charger.known.config, self.charger.known.debug, self._linked, self.certificates and self.certificates.server)
        if self.station is not None and all(one is other for one, other in zip(now, self._applied, strict=True)):
            return  # momentary limits, as they come all the time
        self._applied = now
        try:
            config = self._settings()
        except ConfigError as error:
            self._refuse(error)
            return
        station = self.station
        if station is not None and (station.config.tls.mode == config.tls.mode or self._linked):
            station.config = replace(config, tls=station.config.tls)
            station.trace = self._traced()
            return
        self._starting = asyncio.get_running_loop().create_task(self._start(config))

    async def _start(self, config: Config) -> None:
        try:
            if self.station is not None:
                await self.station.stop()
                self.station = None
            station = Station(
                config, self.charger, observe=self._observed, on_status=self._status, trace=self._traced(), sdp_port=self._sdp_port,
                tls=self.certificates.server if self.certificates else None,
            )  # fmt: skip
            await station.start()
        except (ConfigError, OSError) as error:
            self._refuse(error)
            return
        self.station = station
        self._starting = None
        station.dlink(self._linked)
        self._configured()

    def _refuse(self, error: Exception) -> None:
        """Settings that nobody can serve: said once, and what is served goes on as it is."""
        if str(error) != self._refused:
            self._refused = str(error)
            log.error("cannot serve: %s", error)
        if self.station is None:
            self.charger.charger.raise_error("generic/CommunicationFault", str(error), severity="High")

    def _traced(self) -> Tracer | None:
        return self._tracer or (self._trace if self.charger.known.debug else None)

    def _observed(self, connection: Connection | None, event: Event) -> None:
        """Before the event is published: who the EV is in TLS, and a handshake that failed while nobody was served."""
        link = connection.link if connection is not None and isinstance(event, SessionStarted | ProtocolSelected) else None
        if link is not None:
            self.charger.vehicle = link.peer_chain
        if isinstance(event, PeerMisbehaved) and event.what == "tls_handshake" and self.station is not None and self.station.active is None:
            self.charger.handshake_failed()
        if self._observe is not None:
            self._observe(connection, event)

    def _status(self, text: str) -> None:
        """Without its interface the module cannot charge: that is an error of the interface, cleared when it can again."""
        if self._on_status is not None:
            self._on_status(text)
        if text.startswith("ready"):
            self._refused = ""
            self.charger.charger.clear_error("generic/CommunicationFault")
        else:
            self.charger.charger.raise_error("generic/CommunicationFault", text)

    def _link(self, ready: bool) -> None:
        self._linked = ready
        if self.station is not None:
            self.station.dlink(ready)
        self._services.ask()
        self._configured()

    def _trace(self, link: Link) -> Trace:
        """Whole frames with the names of their messages, as EVerest's log wants them; requests are named after, answers before they are framed."""
        frames: dict[str, bytes] = {}
        names: dict[str, str] = {}

        def write(event: TraceEvent) -> None:
            if isinstance(event, Frame):
                frames[event.direction] = v2gtp.frame(event.payload_type, event.payload)
            elif isinstance(event, Message):
                names[event.direction] = "" if event.error else event.name
            else:
                return
            if event.direction in frames and event.direction in names:
                self._publish_message(names.pop(event.direction), frames.pop(event.direction))

        return write

    def _publish_message(self, name: str, frame: bytes) -> None:
        said = {"id": message_id(name), "exi": frame.hex(), "exi_base64": base64.b64encode(frame).decode()}
        self.charger.charger.publish("v2g_messages", said, keep="no")


def message_id(name: str) -> V2gMessageId:
    """EVerest's name of a message: `DC_ChargeLoopReq` is `DcChargeLoopReq`."""
    return MESSAGE_NAMES.get(re.sub(r"\W|_", "", name).lower(), V2gMessageId.UnknownMessage)
