"""What a DIN SPEC 70121 session remembers from one request to the next. There is no pause in DIN, so nothing outlives it."""

from __future__ import annotations

from secc.config import Config
from secc.session.known import Known
from secc.session.link import Link
from secc.session.schedule import Offer
from secc.session.table import Context


class Facts(Known, frozen=True, kw_only=True):
    """Frozen: a handler that learns something replies with the changed copy.

    `offer` is the one schedule there is. `charging` lasts from PowerDelivery(true)
    to PowerDelivery(false). `cable_checked`: an insulation test was asked for.
    """

    evcc_id: str = ""
    authorization: int = 0
    schedules_wanted: bool = False
    offer: Offer | None = None
    charging: bool = False
    cable_checked: bool = False
    stopped: bool = False


Ctx = Context[Facts]


def first(config: Config, link: Link, resume: bytes | None) -> Facts:
    """The facts before the first message; what another protocol paused is of no use here."""
    return Facts()
