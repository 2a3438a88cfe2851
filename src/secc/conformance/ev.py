"""The scripted EV: what the body of a check speaks through. It knows neither sockets nor the real clock, only a `Bench`.

Every response that `expect` takes is judged by the general oracle before the check looks at it: right type, decoded strictly (schema
valid), the session's id in the header, inside its performance time, the code that was demanded, and nothing sent that was not asked for.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from secc.conformance.bench import Bench, CheckFailed, Connection, Station, Tls, Unsupported
from secc.conformance.dialect import SAP, Dialect, Header
from secc.errors import ExiError
from secc.messages import sap
from secc.messages.xmldsig import Signature
from secc.session.commands import PilotState

R = TypeVar("R")

_HEADER = struct.Struct(">BBHI")
CLOSE_S = 5.0
"""The SECC closes the connection at most so long after its last response."""
_PERFORMANCE_S = {
    "CurrentDemandRes": 0.025, "ServiceDetailRes": 4.5, "PaymentDetailsRes": 4.5, "CertificateInstallationRes": 4.5,
    "CertificateUpdateRes": 4.5, "PowerDeliveryRes": 4.5, "DC_ChargeLoopRes": 0.25, "AC_ChargeLoopRes": 0.25,
}
"""Performance times of the responses in seconds; 1.5 for all others."""


class Announced(NamedTuple):
    """What an SDP response says."""

    address: bytes
    port: int
    security: int
    transport: int


def frame(payload: bytes, *, payload_type: int = 0x8001, version: int = 0x01, inverse: int = 0xFE, length: int | None = None) -> bytes:
    """A V2GTP frame, with every field of its header open to a lie."""
    return _HEADER.pack(version, inverse, payload_type, len(payload) if length is None else length) + payload


def require(condition: bool, what: str) -> None:
    """Raise CheckFailed with `what` unless `condition` holds."""
    if not condition:
        raise CheckFailed(what)


class Ev:
    """An EV at the end of a bench's cable. One object plays one EV, over as many connections as its check opens."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.session_id = bytes(8)
        self.dialect: Dialect = SAP
        self.announced: Announced | None = None
        self.last_payload = b""
        self.last_signature: Signature | None = None
        self._connection: Connection | None = None
        self._inbox = b""
        self._sent_at = 0.0
        self._awaited = 0

    # ---- the world ----------------------------------------------------------------------------------------------------------------

    @property
    def station(self) -> Station:
        """The station's own side."""
        return self.bench.station

    def now(self) -> float:
        """Seconds on the bench's clock."""
        return self.bench.now()

    def wait(self, seconds: float) -> None:
        """Let time pass, without a word to the SECC."""
        self.bench.wait(seconds)

    def pilot(self, state: PilotState) -> None:
        """Show a control pilot state."""
        self.bench.pilot(state)

    def hold_pilot(self, state: PilotState) -> None:
        """Show a control pilot state and keep it, whatever the station waits for."""
        self.bench.hold_pilot(state)

    def time_link(self) -> None:
        """What follows counts from the moment at which the data link is ready; Unsupported where that is not ours to say."""
        if not self.station.visible:
            raise Unsupported("when the data link became ready cannot be told over the network")

    def leave_undecided(self) -> None:
        """Nobody decides on authorization until the check does; Unsupported where the station decides by itself."""
        if not self.station.visible:
            raise Unsupported("the station decides on authorization by itself over the network")

    def plug_in(self) -> None:
        """Connect the cable: state B, and the data link comes up."""
        self.pilot("B")
        self.station.dlink(True)

    def replug(self) -> None:
        """The data link is lost and comes back; the EV stays plugged in."""
        self.station.dlink(False)
        self.station.dlink(True)

    # ---- SDP ----------------------------------------------------------------------------------------------------------------------

    def sdp(self, security: int = 0x10, transport: int = 0x00, *, source: str = "fe80::1") -> Announced | None:
        """Ask for the SECC. None: it kept silent."""
        return self.discover(frame(bytes([security, transport]), payload_type=0x9000), source=source)

    def discover(self, datagram: bytes, *, source: str = "fe80::1") -> Announced | None:
        """Send any datagram to the SDP server. An answer must be a well-formed SDP response."""
        answer = self.bench.datagram(datagram, source=source)
        if answer is None:
            return None
        require(len(answer) == 28, f"an SDP response has 28 bytes, this has {len(answer)}")
        require(answer[:8] == bytes.fromhex("01FE900100000014"), f"SDP response header {answer[:8].hex()}")
        self.announced = Announced(answer[8:24], *struct.unpack(">HBB", answer[24:]))
        return self.announced

    # ---- connection ---------------------------------------------------------------------------------------------------------------

    def connect(self, *, tls: Tls = False) -> None:
        """Open a connection to the port last announced; the SECC must accept it."""
        require(self.try_connect(tls=tls), "the SECC did not accept the connection")

    def try_connect(self, *, tls: Tls = False) -> bool:
        """Open a connection if the SECC accepts it. The earlier connection, if any, is left as it is."""
        connection = self.bench.connect(tls=tls)
        if connection is None:
            return False
        self._connection, self._inbox, self._awaited, self.dialect = connection, b"", 0, SAP
        return True

    def connect_to_tls(self) -> bool:
        """Open a bare connection to the TLS port if the SECC accepts it; no handshake."""
        connection = self.bench.connect_to_tls()
        self._connection, self._inbox, self._awaited = connection, b"", 0
        return connection is not None

    def open(self, *, tls: Tls = False) -> None:
        """Plug in, discover, connect: ready for supportedAppProtocolReq."""
        self.plug_in()
        self.reconnect(tls=tls)

    def reconnect(self, *, tls: Tls = False) -> None:
        """Discover and connect once more."""
        require(self.sdp(security=0x00 if tls else 0x10) is not None, "no answer to the SDP request")
        self.connect(tls=tls)

    @property
    def connection(self) -> Connection:
        """The present connection. Raises CheckFailed before the first."""
        require(self._connection is not None, "the EV has no connection")
        assert self._connection is not None
        return self._connection

    def close(self) -> None:
        """End our side of the connection (FIN)."""
        self.connection.half_close()

    # ---- requests -----------------------------------------------------------------------------------------------------------------

    def payload(self, element: object, *, session_id: bytes | None = None, signature: Signature | None = None) -> bytes:
        """The EXI bytes of a request in the present protocol."""
        identity = self.session_id if session_id is None else session_id
        return self.dialect.pack(element, Header(identity, self.bench.unix(), signature))

    def send(
        self, element: object, *, session_id: bytes | None = None, signature: Signature | None = None, stream: int | None = None
    ) -> None:
        """Send a request; `session_id` and `signature` go into its header where the protocol has one, `stream` is another payload type."""
        kind = self.dialect.stream(type(element)) if stream is None else stream
        self.send_raw(frame(self.payload(element, session_id=session_id, signature=signature), payload_type=kind), answers=1)

    def send_raw(self, data: bytes, *, answers: int = 0) -> None:
        """Send any bytes, of which `answers` responses are due."""
        if not self._awaited:
            self._nothing_unasked()
        self.connection.send(data)
        self._sent_at = self.now()
        self._awaited += answers

    # ---- responses ----------------------------------------------------------------------------------------------------------------

    def expect(
        self, kind: type[R], code: str | Iterable[str] | None = "OK", *, within_s: float | None = None, stream: int | None = None
    ) -> R:
        """The next response: of this type, with this code (one of several; None: any), in time, on its stream, or CheckFailed."""
        name = kind.__name__
        limit = (_PERFORMANCE_S.get(name, 1.5) if within_s is None else within_s) + self.bench.latency_s
        payload_type, payload = self._frame(limit, name)
        expected = self.dialect.stream(kind) if stream is None else stream
        require(payload_type == expected, f"{name} with payload type {payload_type:#06x}, {expected:#06x} expected")
        try:
            received = self.dialect.unpack(payload_type, payload)
        except (ExiError, ValueError) as error:
            raise CheckFailed(f"{name} expected, {payload.hex()} came: {error}") from None
        self.last_payload, self.last_signature = payload, received.signature
        element = received.element
        got = str(getattr(getattr(element, "response_code", None), "value", ""))
        if not isinstance(element, kind):
            raise CheckFailed(f"{name} expected, {type(element).__name__} {got} came")
        codes = (code,) if isinstance(code, str) else code
        require(codes is None or got in codes, f"{name} {' or '.join(codes or ())} expected, its code is {got}")
        self._judge_header(name, received.session_id, got)
        self._awaited -= 1
        if not self._awaited:
            self._nothing_unasked()
        return element

    def _judge_header(self, name: str, session_id: bytes, code: str) -> None:
        if self.dialect is SAP:
            return
        if name == "SessionSetupRes" and code.startswith("OK"):
            require(len(session_id) == 8 and any(session_id), f"SessionID {session_id.hex()} is not 8 bytes, or zero")
            self.session_id = session_id
        require(session_id == self.session_id, f"{name} carries SessionID {session_id.hex()}, the session's is {self.session_id.hex()}")

    def ask(
        self, request: object, kind: type[R], code: str | Iterable[str] | None = "OK", *, session_id: bytes | None = None,
        signature: Signature | None = None, within_s: float | None = None, stream: int | None = None,
    ) -> R:
        """Send a request and take its response."""
        self.send(request, session_id=session_id, signature=signature, stream=stream)
        return self.expect(kind, code, within_s=within_s, stream=stream)

    def refused(
        self, request: object, kind: type[R], code: str | Iterable[str], *, session_id: bytes | None = None,
        signature: Signature | None = None, within_s: float | None = None, stream: int | None = None,
    ) -> R:
        """Send a request that must be answered with this FAILED code, after which the SECC closes and the output is dead."""
        response = self.ask(request, kind, code, session_id=session_id, signature=signature, within_s=within_s, stream=stream)
        self.expect_closed()
        self.expect_dead()
        return response

    def expect_silence(self, seconds: float) -> None:
        """For so long nothing comes and the connection stays open."""
        end = self.now() + seconds
        data = self.connection.receive(seconds)
        require(not data and not self._inbox, f"silence expected, {(self._inbox + data).hex()} came")
        require(not self.connection.closed, "the SECC closed the connection")
        self.wait(max(0.0, end - self.now()))
        require(not self.connection.closed, "the SECC closed the connection")

    def expect_closed(self, within_s: float = CLOSE_S, *, not_before_s: float = 0.0) -> None:
        """The SECC closes the connection in this span from now, without another byte."""
        begin = self.now()
        data = self.connection.receive(within_s)
        require(not data and not self._inbox, f"the connection's end expected, {(self._inbox + data).hex()} came")
        require(self.connection.closed, f"the SECC did not close within {within_s} s")
        require(self.now() - begin >= not_before_s, f"the SECC closed after {self.now() - begin:.3f} s, {not_before_s} s at the earliest")

    def expect_end(self, within_s: float = CLOSE_S) -> None:
        """The SECC closes the connection; what it says before, such as a TLS alert, does not matter."""
        end = self.now() + within_s
        while not self.connection.closed and self.now() < end:
            self.connection.receive(end - self.now())
        require(self.connection.closed, f"the SECC did not close within {within_s} s")

    def expect_dead(self, within_s: float = 2.0) -> None:
        """Within this time the output is dead: contactor open, no current; as far as it can be seen."""
        if not self.station.visible:
            return
        end = self.now() + within_s
        while self.now() < end and (self.station.contactor_closed or abs(self.station.current_a) >= 1.0):
            self.wait(0.05)
        require(not self.station.contactor_closed, f"the contactor is still closed after {within_s} s")
        require(abs(self.station.current_a) < 1.0, f"{self.station.current_a:.1f} A still flow after {within_s} s")

    def _frame(self, within_s: float, what: str) -> tuple[int, bytes]:
        deadline = self._sent_at + within_s
        while (size := self._frame_size()) is None or len(self._inbox) < size:
            data = self.connection.receive(max(0.0, deadline - self.now()))
            require(bool(data), f"{what} expected, but the SECC closed" if self.connection.closed else f"no {what} within {within_s} s")
            self._inbox += data
        whole, self._inbox = self._inbox[:size], self._inbox[size:]
        version, inverse, payload_type, _ = _HEADER.unpack_from(whole)
        require((version, inverse) == (0x01, 0xFE), f"V2GTP header {whole[:8].hex()}")
        return payload_type, whole[8:]

    def _frame_size(self) -> int | None:
        return None if len(self._inbox) < 8 else 8 + int.from_bytes(self._inbox[4:8], "big")

    def _nothing_unasked(self) -> None:
        data = self._inbox + self.connection.receive(0.0)
        require(not data, f"the SECC sent {data.hex()} without being asked")

    # ---- supportedAppProtocol -----------------------------------------------------------------------------------------------------

    def negotiate(
        self, *offers: tuple[str, int, int, int, int], code: str = "OK_SuccessfulNegotiation"
    ) -> sap.supportedAppProtocolRes:
        """Offer protocols as (namespace, major, minor, schema id, priority) and take the response with this code."""
        entries = tuple(
            sap.AppProtocolType(
                protocol_namespace=namespace, version_number_major=major, version_number_minor=minor, schema_id=schema_id, priority=priority
            )
            for namespace, major, minor, schema_id, priority in offers
        )
        return self.ask(sap.supportedAppProtocolReq(app_protocol=entries), sap.supportedAppProtocolRes, code)
