"""What a DIN SPEC 70121 session remembers from one request to the next. There is no pause in DIN, so nothing outlives it."""

from __future__ import annotations

import msgspec

from secc.config import Config
from secc.session.events import EvNeeds, EvStatus
from secc.session.link import Link
from secc.session.schedule import Offer
from secc.session.table import Context


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Frozen: a handler that learns something replies with the changed copy.

    `needs` holds the EV's limits as last told, in the loop, too. `offer` is the one schedule there is. `charging` lasts from PowerDelivery(true)
    to PowerDelivery(false). `cable_checked`: an insulation test was asked for.
    """

    evcc_id: str = ""
    authorization: int = 0
    schedules_wanted: bool = False
    needs: EvNeeds | None = None
    status: EvStatus | None = None
    offer: Offer | None = None
    charging: bool = False
    cable_checked: bool = False
    stopped: bool = False


Ctx = Context[Facts]


def first(config: Config, link: Link, resume: bytes | None) -> Facts:
    """The facts before the first message; what another protocol paused is of no use here."""
    return Facts()
