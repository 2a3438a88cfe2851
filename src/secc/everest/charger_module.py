"""`ISO15118_charger` as a module: the charger door, and the station that serves the EV as soon as EVerest has said enough."""

from __future__ import annotations

import asyncio
import base64
import logging
import re
from collections.abc import Callable

from secc import v2gtp
from secc.config import Config
from secc.errors import ConfigError
from secc.everest._generated.iso15118 import V2gMessageId
from secc.everest.charger import EverestCharger
from secc.everest.module import Module
from secc.net.station import Observer, Station, Tracer
from secc.sdp import PORT
from secc.session.link import Link
from secc.trace import Frame, Message, Trace, TraceEvent

log = logging.getLogger(__name__)

MESSAGE_NAMES = {identifier.value.lower(): identifier for identifier in V2gMessageId}


class ChargerModule:
    """Serves the EV on `config.outlet.interface`. Settings that change while it serves hold from the next session on."""

    def __init__(
        self, module: Module, config: Config, *, observe: Observer | None = None, on_status: Callable[[str], None] | None = None,
        trace: Tracer | None = None, sdp_port: int = PORT,
    ) -> None:  # fmt: skip
        self.charger = EverestCharger(module, config)
        self.charger.configured = self._configured
        self.charger.link = self._link
        self.station: Station | None = None
        self._observe, self._on_status, self._tracer, self._sdp_port = observe, on_status, trace, sdp_port
        self._linked = False
        self._starting: asyncio.Task[None] | None = None

    def ready(self) -> None:
        """All modules are there."""
        self.charger.announce()

    async def close(self) -> None:
        """Power off and stop serving."""
        if self._starting is not None:
            self._starting.cancel()
        if self.station is not None:
            await self.station.stop()

    def _configured(self) -> None:
        known = self.charger.known
        if self.station is not None:
            self.station.config = known.config
        elif known.ready and self._starting is None:
            self._starting = asyncio.get_running_loop().create_task(self._start())

    async def _start(self) -> None:
        known = self.charger.known
        try:
            known.config.check("settings from the bus")
            trace = self._tracer or (self._trace if known.debug else None)
            station = Station(
                known.config, self.charger, observe=self._observe, on_status=self._status, trace=trace, sdp_port=self._sdp_port
            )
            await station.start()
        except (ConfigError, OSError) as error:
            log.error("cannot serve: %s", error)
            self.charger.charger.raise_error("generic/CommunicationFault", str(error), severity="High")
            return
        self.station = station
        station.config = known.config
        station.dlink(self._linked)

    def _status(self, text: str) -> None:
        """Without its interface the module cannot charge: that is an error of the interface, cleared when it can again."""
        if self._on_status is not None:
            self._on_status(text)
        if text.startswith("ready"):
            self.charger.charger.clear_error("generic/CommunicationFault")
        else:
            self.charger.charger.raise_error("generic/CommunicationFault", text)

    def _link(self, ready: bool) -> None:
        self._linked = ready
        if self.station is not None:
            self.station.dlink(ready)

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
