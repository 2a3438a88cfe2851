"""What an ISO 15118-20 session remembers from one request to the next, and what outlives a pause."""

from __future__ import annotations

from typing import Literal

import msgspec

from secc.config import Config
from secc.errors import StateError
from secc.messages import iso20_common
from secc.security.contract import ContractVerdict
from secc.session.events import EnergyMode, EvNeeds, EvStatus
from secc.session.link import Link
from secc.session.power import Energy
from secc.session.schedule import ENTRIES, Offer, Planned
from secc.session.table import Context

Payment = Literal["eim", "contract"]
Control = Literal["scheduled", "dynamic"]


class Selected(msgspec.Struct, frozen=True, kw_only=True):
    """The energy service and the parameter set that were selected."""

    service: int
    parameter_set: int
    mode: EnergyMode
    control: Control
    by_station: bool = False
    phases: int = 3

    @property
    def bidirectional(self) -> bool:
        """Energy may come back from the car."""
        return self.mode.endswith("_bpt")

    @property
    def energy(self) -> Energy:
        """What kind of outlet it needs."""
        return "ac" if self.mode.startswith("ac") else "dc"


class Metering(msgspec.Struct, frozen=True, kw_only=True):
    """Where the energy of this service session began, in Wh of the meter, and the costs until `at_wh` in the currency of the prices."""

    charged_wh: float
    discharged_wh: float | None = None
    at_wh: float = 0.0
    cost: float = 0.0


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What the EV took of a ScheduleExchange: the schedule (None in Dynamic mode) and its own profile, both from `at` on.

    `tolerance_w` is how far it may leave its profile, None where nobody watches; `confirmed`: it has promised to use that.
    """

    at: float
    schedule: Offer | None = None
    profile: tuple[Planned, ...] = ()
    tolerance_w: float | None = None
    confirmed: bool = False


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """The schedules of a ScheduleExchangeRes; `schedules` are for charging, `back` for discharging, by the same ids."""

    at: float
    schedules: tuple[Offer, ...] = ()
    back: tuple[Offer, ...] = ()

    def schedule(self, tuple_id: int) -> Offer | None:
        """The charging schedule of that id."""
        return next((offer for offer in self.schedules if offer.id == tuple_id), None)


class Paused(msgspec.Struct, frozen=True, kw_only=True, tag_field="protocol", tag="iso20"):
    """The context of a paused session (facts 2.3.1); `binding` ties it to the vehicle's certificate, empty where there was none.

    `schedule` is the one that the EV had taken, as it was offered: at `at` on the session's clock, at `unix` where the wall clock is trusted;
    `since` is the wall-clock time of the pause itself.
    """

    session_id: bytes
    binding: bytes
    evcc_id: str
    payment: Payment
    selected: Selected
    services: tuple[tuple[int, int], ...] = ()
    schedule: Offer | None = None
    metering: Metering | None = None
    at: float
    unix: float | None = None
    since: float | None = None


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Frozen: a handler that learns something replies with the changed copy.

    `energy` is what was negotiated. `methods` are the ways to pay that AuthorizationSetupRes named, `challenge` its GenChallenge; `asked`
    counts the questions to the station so far, `authorization` and `certificate` are the numbers of those that are open (0: none), `refused`
    counts refusals, `presented` is the signed request that was verified and waits, `contract` the verdict on its chain.
    `offered` are the ids of the last ServiceDiscoveryRes, `detailed` all (service, parameter set) that were described, `services` the
    value-added ones that were selected. `points` is how many entries the EV can take. `offers` were sent last, `plan` is in force;
    `renegotiated`: offers wait for PowerDelivery(ScheduleRenegotiation). `started` lasts for ever, `looped` since the first loop message
    after PowerDelivery(Start). `output_v` is the voltage that was last asked for. `metered` waits for its confirmation. `parking` says how
    far a check-in or check-out has come. `pause_asked_at` is when a loop response first asked for the pause that the station wants.
    """

    energy: Energy
    paused: Paused | None = None
    resumed: bool = False
    evcc_id: str = ""
    binding: bytes = b""
    methods: tuple[Payment, ...] = ()
    payment: Payment = "eim"
    challenge: bytes = b""
    asked: int = 0
    authorization: int = 0
    certificate: int = 0
    refused: int = 0
    presented: iso20_common.PnC_AReqAuthorizationModeType | None = None
    contract: ContractVerdict | None = None
    offered: tuple[int, ...] = ()
    detailed: frozenset[tuple[int, int]] = frozenset()
    selected: Selected | None = None
    services: tuple[tuple[int, int], ...] = ()
    needs: EvNeeds | None = None
    status: EvStatus | None = None
    displayed: iso20_common.DisplayParametersType | None = None
    schedules_wanted: bool = False
    points: int = ENTRIES
    offers: Offered | None = None
    renegotiated: bool = False
    plan: Plan | None = None
    violations: int = 0
    charging: bool = False
    started: bool = False
    looped: bool = False
    cable_checked: bool = False
    output_v: float = 0.0
    standby_at: float = 0.0
    metering: Metering | None = None
    metered: iso20_common.MeterInfoType | None = None
    confirmed_at: float | None = None
    parking: int = 0
    pause_asked_at: float | None = None

    @property
    def service(self) -> Selected:
        """The selected service. Raises StateError before there is one."""
        if self.selected is None:
            raise StateError("no service was selected")
        return self.selected


Ctx = Context[Facts]


def first(config: Config, link: Link, resume: bytes | None, *, energy: Energy) -> Facts:
    """The facts before the first message. `resume` is the context of a SessionPaused event; one that cannot be used is as good as none."""
    try:
        paused = msgspec.json.decode(resume, type=Paused) if resume else None
    except msgspec.DecodeError:
        paused = None
    return Facts(energy=energy, paused=paused if paused and paused.selected.energy == energy else None)


def header(context: Ctx) -> iso20_common.MessageHeaderType:
    """The header of the request at hand."""
    if not isinstance(context.header, iso20_common.MessageHeaderType):
        raise StateError("a request without header")
    return context.header


def unix(context: Ctx) -> int:
    """The time that goes into messages, in s: the session's clock where the station's is not trusted, as in the headers."""
    return int(context.unix if context.unix is not None else context.now)
