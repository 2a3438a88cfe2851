"""A bench over the network: the EV's end of a real cable, for any SECC. It cannot reach into the station: what needs that is unsupported.

The station decides by itself: it authorizes whoever comes, follows the EV's control pilot or infers it, and has its data link all the time
(`secc-sim --profile strict --authorize now` does). Time is real.
"""

from __future__ import annotations

import socket
import time
from typing import TypeVar

from secc import sdp
from secc.charger.orders import Inject
from secc.conformance.bench import Client, Flight, Handshake, Hello, Tls, Unsupported
from secc.security.pki import Pki
from secc.session.commands import Authorized, CertificateAnswered, Command, PilotState
from secc.session.events import CertificateWanted, Event
from secc.testing import memory_tls
from secc.testing.tls_client import TlsClient

E = TypeVar("E", bound=Event)

LATENCY_S = 0.225
"""With it CurrentDemandRes has the 250 ms after which an EV gives up."""
LOOPBACK = "lo"
"""It has no multicast; there the station is ::1."""
CONNECT_S, SETTLE_S, CHUNK = 2.0, 0.3, 65_536


class SocketConnection:
    """A TCP connection; see `secc.conformance.bench.Connection`. `client` is the EV's end of TLS, if it has one."""

    def __init__(self, tcp: socket.socket, client: TlsClient | None = None) -> None:
        self._tcp, self._client = tcp, client
        self._over = False

    @property
    def closed(self) -> bool:
        return self._over

    def send(self, data: bytes) -> None:
        if self._over:
            return
        try:
            self._tcp.sendall(data if self._client is None else self._client.send(data))
        except OSError:
            self._over = True

    def receive(self, within_s: float) -> bytes:
        end = time.monotonic() + within_s
        while not self._over:
            self._tcp.settimeout(max(0.001, end - time.monotonic()))
            try:
                data = self._tcp.recv(CHUNK)
            except TimeoutError:
                return b""
            except OSError:
                data = b""
            self._over = not data
            plain = data if self._client is None else self._client.read(data)
            if plain or time.monotonic() >= end:
                return plain
        return b""

    def half_close(self) -> None:
        self._tcp.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        self._tcp.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self._tcp.close()
        self._over = True


class NetworkStation:
    """The station's side as far as it does not need to be reached; see `secc.conformance.bench.Station`."""

    visible = False

    def tell(self, command: Command) -> None:
        if not (isinstance(command, Authorized) and command.verdict == "accepted"):
            raise Unsupported(f"the station cannot be told {type(command).__name__} over the network")

    def inject(self, fault: Inject) -> None:
        raise Unsupported("no fault can be injected over the network")

    def slow_contactor(self, travel_s: float) -> None:
        raise Unsupported("the contactor cannot be changed over the network")

    def remove_meter(self) -> None:
        raise Unsupported("the meter cannot be removed over the network")

    def told(self, kind: type[E]) -> list[E]:
        raise Unsupported("what the station reports cannot be seen over the network")

    def dlink(self, ready: bool) -> None:
        """The link is there all the time; what was connected ends by itself."""
        time.sleep(SETTLE_S)

    def serve(self, *pkis: Pki, stapled: bool = True, trusting: bool = True) -> None:
        raise Unsupported("the station's certificates cannot be replaced over the network")

    def shift_time_of_day(self, seconds: float) -> None:
        raise Unsupported("the station's clock cannot be set over the network")

    @property
    def contactor_closed(self) -> bool:
        raise Unsupported("the contactor cannot be seen over the network")

    @property
    def voltage_v(self) -> float:
        raise Unsupported("the voltage cannot be seen over the network")

    @property
    def current_a(self) -> float:
        raise Unsupported("the current cannot be seen over the network")

    @property
    def datalink(self) -> str:
        raise Unsupported("the D-LINK action cannot be seen over the network")


class NetworkBench:
    """See `secc.conformance.bench.Bench`. `interface` leads to the station. Raises OSError where there is no such interface."""

    latency_s = LATENCY_S

    def __init__(self, interface: str) -> None:
        self._scope = socket.if_nametoindex(interface)
        self._group = "::1" if interface == LOOPBACK else sdp.GROUP
        self._udp = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        self._udp.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, self._scope)
        self._announced: sdp.Response | None = None
        self._open: list[socket.socket] = []
        self._station = NetworkStation()

    @property
    def station(self) -> NetworkStation:
        return self._station

    @property
    def pki(self) -> Pki:
        raise Unsupported("there are no credentials of a mobility operator over the network")

    def now(self) -> float:
        return time.monotonic()

    def unix(self) -> float:
        return time.time()

    def wait(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds))

    def datagram(self, data: bytes, *, source: str = "fe80::1", within_s: float = 1.25) -> bytes | None:
        if source != "fe80::1":
            raise Unsupported("the EV has one address over the network")
        self._udp.sendto(data, (self._group, sdp.PORT, 0, self._scope))
        self._udp.settimeout(within_s)
        try:
            answer = self._udp.recv(CHUNK)
        except TimeoutError:
            return None
        self._announced = sdp.decode_response(answer)
        return answer

    @property
    def pki20(self) -> Pki:
        raise Unsupported("there are no credentials of a vehicle over the network")

    def connect(self, *, tls: Tls = False) -> SocketConnection | None:
        tcp = self._tcp()
        if tcp is None:
            return None
        if not tls:
            return SocketConnection(tcp)
        if tls is not True:
            raise Unsupported("there are no credentials of a vehicle over the network")
        client = TlsClient("1.2", staple=False, verify=False)
        out = client.step()
        while not client.done and not client.error:
            try:
                tcp.sendall(out)
                out = client.step(tcp.recv(CHUNK))
            except OSError:
                return None
        if client.error:
            return None
        tcp.sendall(out)
        return SocketConnection(tcp, client)

    def connect_to_tls(self) -> SocketConnection | None:
        tcp = self._tcp()
        return None if tcp is None else SocketConnection(tcp)

    def hello(self, hello: Hello) -> Flight:
        connection = self.connect_to_tls()
        if connection is None:
            return Flight()
        connection.send(memory_tls.client_hello(hello))
        data = connection.receive(CONNECT_S)
        while more := connection.receive(SETTLE_S):
            data += more
        connection.reset()
        return memory_tls.flight(data)

    def handshake(self, client: Client) -> Handshake:
        raise Unsupported("there are no credentials of a vehicle over the network")

    def mobility(self, wanted: CertificateWanted) -> CertificateAnswered:
        raise Unsupported("there is no mobility operator over the network")

    def pilot(self, state: PilotState) -> None:
        """States B to D are taken for granted."""
        if state in ("A", "E", "F"):
            raise Unsupported(f"control pilot state {state} cannot be shown over the network")

    def hold_pilot(self, state: PilotState) -> None:
        raise Unsupported("nobody holds the control pilot over the network")

    def close(self) -> None:
        """Close everything."""
        for one in (self._udp, *self._open):
            one.close()

    def _tcp(self) -> socket.socket | None:
        if self._announced is None:
            raise Unsupported("no port was announced")
        tcp = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
        self._open.append(tcp)
        tcp.settimeout(CONNECT_S)
        try:
            tcp.connect((str(self._announced.address), self._announced.port, 0, self._scope))
        except OSError:
            return None
        tcp.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return tcp
