"""What an ISO 15118-2 session remembers from one request to the next, and what outlives a pause."""

from __future__ import annotations

from typing import Literal

import msgspec

from secc.config import Config
from secc.errors import StateError
from secc.messages import iso2
from secc.security.contract import ContractVerdict
from secc.session.iso2.sae import Bidirectional
from secc.session.known import Known
from secc.session.link import Link
from secc.session.power import Energy
from secc.session.schedule import Offer
from secc.session.table import Context

Payment = Literal["eim", "contract"]


class Paused(msgspec.Struct, frozen=True, kw_only=True, tag_field="protocol", tag="iso2"):
    """The context of a paused session [V2G2-741].

    `selected` is the schedule that the EV had taken, as it was offered: at `at` on the session's clock, at `unix` where the station's wall
    clock is trusted.
    """

    session_id: bytes
    evcc_id: str
    payment: Payment
    selected: Offer | None = None
    at: float
    unix: float | None = None


class Facts(Known, frozen=True, kw_only=True):
    """Frozen: a handler that learns something replies with the changed copy.

    `energy` is the hardware's until the EV requested a mode. `offered` are the ids of value-added services in the last ServiceDiscoveryRes,
    `certificate_set` the selected parameter set of the certificate service (0: none). `offers` is the last SAScheduleList, sent at
    `offered_at`, `selected` the tuple the EV took (0: none yet). `charging` lasts from PowerDelivery(Start) to Stop or Renegotiate,
    `started` for ever. `cable_checked`: an insulation test was asked for since the last renegotiation. `contract` is the verdict on the
    chain of PaymentDetails, `challenge` its GenChallenge, `authentic` whether an AuthorizationReq was signed over it. `metered` is the
    reading that a receipt is due for, `receipted` says that one has just come. `bidirectional` is the mode of SAE J2847/2 that was
    selected.
    """

    energy: Energy
    paused: Paused | None = None
    resumed: bool = False
    evcc_id: str = ""
    payment: Payment = "eim"
    offered: tuple[int, ...] = ()
    certificate_set: int = 0
    authorization: int = 0
    schedules_wanted: bool = False
    phases: int = 3
    offers: tuple[Offer, ...] = ()
    offered_at: float = 0.0
    selected: int = 0
    started: bool = False
    charging: bool = False
    cable_checked: bool = False
    stopped: bool = False
    contract: ContractVerdict | None = None
    challenge: bytes = b""
    authentic: bool = False
    metered: iso2.MeterInfoType | None = None
    receipt_at: float | None = None
    receipted: bool = False
    bidirectional: Bidirectional | None = None

    def offer(self, tuple_id: int) -> Offer | None:
        """The schedule of that id in the last SAScheduleList."""
        return next((offer for offer in self.offers if offer.id == tuple_id), None)


Ctx = Context[Facts]


def first(config: Config, link: Link, resume: bytes | None) -> Facts:
    """The facts before the first message. `resume` is the context of a SessionPaused event; one that cannot be used is as good as none."""
    energy: Energy = "dc" if all(mode.startswith(("dc", "mcs")) for mode in config.outlet.energy) else "ac"
    try:
        paused = msgspec.json.decode(resume, type=Paused) if resume else None
    except msgspec.DecodeError:
        paused = None
    return Facts(energy=energy, paused=paused)


def header(context: Ctx) -> iso2.MessageHeaderType:
    """The header of the request at hand."""
    if not isinstance(context.header, iso2.MessageHeaderType):
        raise StateError("a request without header")
    return context.header


def elapsed(paused: Paused, context: Ctx) -> float:
    """Seconds since its schedule was offered; wall-clock time where both ends are known, for a station may have been restarted."""
    if paused.unix is not None and context.unix is not None:
        return max(0.0, context.unix - paused.unix)
    return max(0.0, context.now - paused.at)
