"""What a check needs of the world, as protocols: a bench knows the wire, the time and the station. `Ev` is written on nothing else.

`secc.testing.runner` has a bench in memory on a virtual clock and one over the network.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, Protocol, TypeVar

from secc.charger.orders import Inject
from secc.security.pki import Pki
from secc.session.commands import CertificateAnswered, Command, PilotState
from secc.session.events import CertificateWanted, Event

E = TypeVar("E", bound=Event)
Tls = Literal[False, True, "1.3", "other vehicle"]
"""No TLS, TLS 1.2 as in -2, TLS 1.3 with the vehicle's certificate as in -20, and the same with another vehicle's."""


class CheckFailed(AssertionError):
    """The SECC did not do what the check demands. The text says what was expected and what came."""


class Unsupported(Exception):
    """This bench cannot bring about what the check asks for."""


class Hello(NamedTuple):
    """A ClientHello of TLS 1.2 or older. `roots` is trusted_ca_keys as (kind, value): 1 key hash, 2 name, 3 certificate hash."""

    version: int = 0x0303
    suites: tuple[int, ...] = (0xC023,)
    roots: tuple[tuple[int, bytes], ...] = ()
    status_request: bool = False


class Flight(NamedTuple):
    """What the SECC answers to a Hello in the clear: its chain (DER, leaf first), an OCSP response, whether it asks for a certificate."""

    chain: tuple[bytes, ...] = ()
    asks_certificate: bool = False
    staple: bytes = b""
    alert: bool = False


class Client(NamedTuple):
    """An EV's end of TLS 1.3, with the names that OpenSSL has for suites and groups.

    `role`: whose certificate it shows: vehicle, contract, "expired vehicle", "vehicle under V2G", or "" for none. `authorities`: DER names of
    the roots it lists; then only the server's flight is looked at. `trusts`: the PKI whose V2G root it trusts, the bench's unless given.
    """

    versions: tuple[str, ...] = ("1.3",)
    suites: tuple[str, ...] = ("TLS_AES_256_GCM_SHA384",)
    groups: tuple[str, ...] = ("P-521",)
    role: str = "vehicle"
    authorities: tuple[bytes, ...] = ()
    trusts: Pki | None = None


class Handshake(NamedTuple):
    """What became of a TLS 1.3 handshake, and what the SECC said in it; `alert` in the words of RFC 8446, "" where there was none."""

    done: bool
    error: str = ""
    version: str = ""
    suite: str = ""
    group: str = ""
    chain: tuple[bytes, ...] = ()
    staple: bytes = b""
    certificate_request: bool = False
    signature_algorithms: tuple[int, ...] = ()
    authorities: tuple[bytes, ...] = ()
    alert: str = ""


class Connection(Protocol):
    """One TCP connection to the SECC."""

    def send(self, data: bytes) -> None:
        """Send bytes. A connection that is closed swallows them."""

    def receive(self, within_s: float) -> bytes:
        """The bytes that have come, waiting up to `within_s` for the first; b"" when none came or the SECC closed."""

    @property
    def closed(self) -> bool:
        """The SECC has closed, and everything it sent before has been received."""

    def half_close(self) -> None:
        """Send FIN."""

    def reset(self) -> None:
        """Send RST."""


class Station(Protocol):
    """The station's own side: what its application and hardware say, and what can be seen of them."""

    def tell(self, command: Command) -> None:
        """A command of `secc.session.commands`, as application or hardware would give it."""

    def inject(self, fault: Inject) -> None:
        """Break or mend the simulated hardware behind the SECC."""

    def slow_contactor(self, travel_s: float) -> None:
        """The simulated contactor takes so long to close or open."""

    def remove_meter(self) -> None:
        """The simulated station has no meter; to be called before a session."""

    def told(self, kind: type[E]) -> list[E]:
        """The events of one kind that the station has reported so far, oldest first."""

    def dlink(self, ready: bool) -> None:
        """The data link is up, or lost."""

    def serve(self, *pkis: Pki, stapled: bool = True, trusting: bool = True) -> None:
        """The TLS listener shows the chains of these PKIs from the next handshake on, with OCSP responses or not, trusting them or nobody."""

    def shift_time_of_day(self, seconds: float) -> None:
        """The host's clock is set; the monotonic clock is not."""

    @property
    def visible(self) -> bool:
        """Whether contactor, voltage and current can be seen; where they cannot, what a check says of them is left out."""

    @property
    def contactor_closed(self) -> bool:
        """Contactor or output relays are closed."""

    @property
    def voltage_v(self) -> float:
        """Voltage at the outlet."""

    @property
    def current_a(self) -> float:
        """Current through the outlet, positive into the EV."""

    @property
    def datalink(self) -> str:
        """The last D-LINK action that the station asked for: "" before the first, then terminate, pause or error."""


class Bench(Protocol):
    """A station under test with an EV's end of the cable."""

    @property
    def station(self) -> Station:
        """Its own side."""

    @property
    def latency_s(self) -> float:
        """What the wire and this machine may add to a performance time."""

    def now(self) -> float:
        """Seconds on the bench's clock."""

    def unix(self) -> float:
        """The time of day, Unix seconds."""

    def wait(self, seconds: float) -> None:
        """Let time pass."""

    def datagram(self, data: bytes, *, source: str = "fe80::1", within_s: float = 1.25) -> bytes | None:
        """Send a UDP datagram to the SDP server from `source` and return the answer, or None for silence. Time passes as it would."""

    @property
    def pki(self) -> Pki:
        """The PKI of -2 that the station knows, with all private keys: the EV's and the mobility operator's credentials come from it."""

    @property
    def pki20(self) -> Pki:
        """The same for -20, on P-521."""

    def connect(self, *, tls: Tls = False) -> Connection | None:
        """A TCP connection, with TLS handshake if wanted, to the port that was announced last, or None when the SECC does not accept it."""

    def connect_to_tls(self) -> Connection | None:
        """A bare TCP connection to the TLS port, without a handshake."""

    def hello(self, hello: Hello) -> Flight:
        """Send a ClientHello on a connection of its own to the TLS port, and take the answer apart."""

    def handshake(self, client: Client) -> Handshake:
        """A TLS handshake on a connection of its own to the TLS port, which ends after it."""

    def mobility(self, wanted: CertificateWanted) -> CertificateAnswered:
        """The answer of the mobility operator's certificate service to a request."""

    def pilot(self, state: PilotState) -> None:
        """The EV shows a control pilot state."""

    def hold_pilot(self, state: PilotState) -> None:
        """The EV shows this state and keeps it, whatever the station waits for. Raises Unsupported where nobody holds the pilot."""
